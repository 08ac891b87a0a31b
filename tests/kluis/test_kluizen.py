"""A kluis from its first day to its last: who finds it, how long, and who never again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from pytest_django.fixtures import Settings

from gesprek.dossier import Dossier
from gesprek.kluis import gesprekken, kluizen, sleutels, tijd
from gesprek.kluis.kluizen import NietGevonden, OpenKluis
from gesprek.models import Gesprek, Kluis
from tests.hulp import Klok
from tests.plannen import index_plannen, onthoud_vragen

pytestmark = pytest.mark.django_db(databases="__all__")
Code = tuple[int, ...]


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


@pytest.fixture
def nieuw() -> tuple[OpenKluis, Code]:
    return kluizen.begin("nl", "huisarts")


def gevuld(dossier: Dossier | None = None) -> tuple[OpenKluis, Code]:
    """A kluis with one gesprek."""
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprekken.nieuw(kluis, dossier or Dossier(label="donderdag"))
    return kluis, code


def gaat_open(code: Code) -> bool:
    try:
        kluizen.open_met_code(code)
    except NietGevonden:
        return False
    return True


def test_the_code_opens_what_was_begun_with_it(nieuw: tuple[OpenKluis, Code]) -> None:
    kluis, code = nieuw
    open_ = kluizen.open_met_code(code)
    assert (open_.id, open_.dek, open_.land, open_.rol) == (kluis.id, kluis.dek, "nl", "huisarts")


def test_another_code_finds_nothing(nieuw: tuple[OpenKluis, Code]) -> None:
    _, code = nieuw
    anders = ((code[0] + 1) % 2048, *code[1:])
    assert not gaat_open(anders)
    assert not gaat_open(tuple(reversed(code))) or code == tuple(reversed(code))


def test_nothing_in_the_row_can_be_read(nieuw: tuple[OpenKluis, Code]) -> None:
    kluis, _ = nieuw
    rij = Kluis.objects.get(id=kluis.id)
    velden = b"".join(bytes(v) for v in (rij.vindsleutel, rij.verpakte_dek, rij.instellingen))
    assert kluis.dek not in velden
    assert b"huisarts" not in velden
    assert len(bytes(rij.vindsleutel)) == 32


def test_an_open_kluis_never_shows_its_key(nieuw: tuple[OpenKluis, Code]) -> None:
    assert nieuw[0].dek.hex() not in repr(nieuw[0])
    assert str(nieuw[0].dek) not in repr(nieuw[0])


# The term


def test_an_empty_kluis_stays_at_least_24_hours_and_then_goes(klok: Klok) -> None:
    klok.zet(2026, 3, 10, 23, 59)
    _, code = kluizen.begin("nl", "huisarts")
    klok.vooruit(hours=24)
    assert gaat_open(code)
    klok.zet(2026, 3, 13, 23, 59)
    assert not gaat_open(code)


def test_opening_an_empty_kluis_gives_it_another_day_only(klok: Klok) -> None:
    _, code = kluizen.begin("nl", "huisarts")
    for _ in range(5):
        klok.vooruit(days=1)
        kluis = kluizen.open_met_code(code)
        assert kluis.verwijderd_op == tijd.over(tijd.LEEG_DAGEN)
    klok.vooruit(days=2)
    assert not gaat_open(code)


def test_a_kluis_with_a_practice_case_only_goes_as_an_empty_one(klok: Klok) -> None:
    _, code = gevuld(Dossier(oefening=True))
    klok.vooruit(days=2)
    assert not gaat_open(code)


def test_a_gesprek_makes_it_stay_thirty_days(klok: Klok) -> None:
    klok.zet(2026, 3, 10, 9, 0)
    _, code = gevuld()
    kluis = kluizen.open_met_code(code)
    assert kluis.verwijderd_op == date(2026, 4, 9)


@pytest.mark.parametrize("dagen", [7, 30, 90])
def test_it_is_refused_from_midnight_in_amsterdam_on_the_day_that_stood_on_the_screen(
    klok: Klok, dagen: int
) -> None:
    klok.zet(2026, 3, 10, 15, 0)
    kluis, code = gevuld()
    kluis = kluizen.stel_in(kluis, land="nl", rol="huisarts", bewaardagen=dagen)
    dag = date(2026, 3, 10) + timedelta(days=dagen)
    assert kluis.verwijderd_op == dag
    klok.zet(dag.year, dag.month, dag.day, 0, 0)
    assert not gaat_open(code)
    assert Kluis.objects.filter(id=kluis.id).exists(), "refused although no clean-up ran"
    klok.vooruit(seconds=-1)
    assert gaat_open(code)


@pytest.mark.parametrize(
    ("begin", "dag"),
    [((2026, 3, 27), date(2026, 3, 29)), ((2026, 10, 23), date(2026, 10, 25))],
    ids=["zomertijd begint", "zomertijd eindigt"],
)
def test_midnight_is_that_of_amsterdam_also_when_the_clock_changes(
    klok: Klok, begin: tuple[int, int, int], dag: date
) -> None:
    klok.zet(*begin, 12, 0)
    kluis, code = kluizen.begin("vl", "clb")
    assert kluis.verwijderd_op == dag
    klok.zet(dag.year, dag.month, dag.day, 0, 0)
    klok.vooruit(seconds=-1)
    # In UTC it is still the day before, or already the day itself: neither counts.
    assert gaat_open(code)
    klok.zet(2026, *begin[1:], 12, 0)
    kluizen.open_met_code(code)
    klok.zet(dag.year, dag.month, dag.day, 0, 0)
    assert not gaat_open(code)


def test_opening_counts_the_term_from_today(klok: Klok) -> None:
    klok.zet(2026, 3, 10, 9, 0)
    _, code = gevuld()
    klok.zet(2026, 4, 8, 9, 0)
    assert kluizen.open_met_code(code).verwijderd_op == date(2026, 5, 8)


def test_reading_a_page_in_an_open_kluis_does_not_move_its_day(klok: Klok) -> None:
    klok.zet(2026, 3, 10, 9, 0)
    kluis, _ = gevuld()
    kluis = kluizen.verleng(kluis)
    klok.zet(2026, 3, 11, 9, 0)
    assert kluizen.heropen(kluis.id, kluis.dek, kluis.merk).verwijderd_op == date(2026, 4, 9)


def test_only_the_terms_that_we_offer(klok: Klok) -> None:
    kluis, _ = gevuld()
    for dagen in (0, 1, 31, 365, -7):
        with pytest.raises(ValueError, match=str(dagen)), transaction.atomic():
            kluizen.stel_in(kluis, land="nl", rol="huisarts", bewaardagen=dagen)
    with pytest.raises(IntegrityError), transaction.atomic():
        Kluis.objects.filter(id=kluis.id).update(bewaardagen=3650)


def test_country_and_role_are_kept_sealed_and_found_again() -> None:
    kluis, code = gevuld()
    kluizen.stel_in(kluis, land="vl", rol="clb", bewaardagen=90)
    open_ = kluizen.open_met_code(code)
    assert (open_.land, open_.rol, open_.bewaardagen) == ("vl", "clb", 90)


# Codes and peppers


def test_a_new_code_stops_the_old_one_and_keeps_what_is_inside() -> None:
    kluis, oud = gevuld()
    nieuw = kluizen.nieuwe_code(kluis)
    assert not gaat_open(oud)
    open_ = kluizen.open_met_code(nieuw)
    assert open_.dek == kluis.dek
    assert [g.dossier.label for g in gesprekken.lijst(open_, tijd.vandaag())] == ["donderdag"]


def test_when_the_own_session_cannot_go_on_the_old_code_stays() -> None:
    kluis, oud = gevuld()

    def mislukt(*_: object) -> None:
        raise OperationalError

    with pytest.raises(OperationalError):
        kluizen.nieuwe_code(kluis, meteen=mislukt)
    assert gaat_open(oud)
    assert kluizen.heropen(kluis.id, kluis.dek, kluis.merk).id == kluis.id


def test_of_two_new_codes_at_the_same_time_only_one_is_made() -> None:
    kluis, _ = gevuld()
    code = kluizen.nieuwe_code(kluis)
    with pytest.raises(NietGevonden):
        kluizen.nieuwe_code(kluis)
    assert gaat_open(code)


def test_it_knows_its_own_code_and_no_other(nieuw: tuple[OpenKluis, Code]) -> None:
    kluis, code = nieuw
    _, andere = kluizen.begin("nl", "huisarts")
    assert kluizen.is_eigen_code(kluis, code)
    assert not kluizen.is_eigen_code(kluis, andere)


def test_an_old_pepper_still_opens_and_new_codes_use_the_new_one(settings: Settings) -> None:
    kluis, oud = gevuld()
    settings.PEPPERS = {1: settings.PEPPERS[1], 7: b"z" * 32}
    assert kluizen.open_met_code(oud).id == kluis.id
    nieuw = kluizen.nieuwe_code(kluis)
    assert sleutels.pepper_id_van(bytes(Kluis.objects.get(id=kluis.id).verpakte_dek)) == 7
    assert kluizen.open_met_code(nieuw).id == kluis.id
    assert kluizen.is_eigen_code(kluis, nieuw)


def test_without_the_pepper_nothing_opens(settings: Settings) -> None:
    _, code = gevuld()
    settings.PEPPERS = {1: b"x" * 32}
    assert not gaat_open(code)


@pytest.mark.parametrize("veld", ["verpakte_dek", "instellingen"])
def test_a_damaged_row_is_as_good_as_gone_and_nobody_sees_why(veld: str) -> None:
    kluis, code = gevuld()
    ruw = bytes(getattr(Kluis.objects.get(id=kluis.id), veld))
    for kapot in (ruw[:-1] + bytes([ruw[-1] ^ 1]), bytes(len(ruw)), ruw[:5], b""):
        Kluis.objects.filter(id=kluis.id).update(**{veld: kapot})
        assert not gaat_open(code)


def test_a_row_put_in_the_place_of_another_opens_nothing() -> None:
    _, onze_code = gevuld()
    hun, _ = gevuld()
    rij = Kluis.objects.exclude(id=hun.id).get()
    bewaard = (rij.vindsleutel, rij.verpakte_dek, rij.instellingen)
    rij.delete()
    Kluis.objects.filter(id=hun.id).update(
        vindsleutel=bewaard[0], verpakte_dek=bewaard[1], instellingen=bewaard[2]
    )
    assert not gaat_open(onze_code)


def test_settings_of_one_kluis_do_not_open_in_another() -> None:
    een, code = gevuld()
    ander, _ = gevuld()
    Kluis.objects.filter(id=een.id).update(instellingen=Kluis.objects.get(id=ander.id).instellingen)
    assert not gaat_open(code)


def test_a_stolen_key_of_another_kluis_opens_nothing_here() -> None:
    een, _ = gevuld()
    ander, _ = gevuld()
    with pytest.raises(NietGevonden):
        kluizen.heropen(een.id, ander.dek, een.merk)


# Deleting


def test_deleting_takes_the_gesprekken_along() -> None:
    kluis, code = gevuld()
    ander, andere_code = gevuld()
    kluizen.wis(kluis)
    assert not gaat_open(code)
    assert set(Gesprek.objects.values_list("kluis_id", flat=True)) == {ander.id}
    assert gaat_open(andere_code)


def test_a_deleted_kluis_cannot_be_set_rekeyed_or_reopened() -> None:
    kluis, _ = gevuld()
    kluizen.wis(kluis)
    kluizen.wis(kluis)
    with pytest.raises(NietGevonden):
        kluizen.nieuwe_code(kluis)
    with pytest.raises(NietGevonden):
        kluizen.stel_in(kluis, land="nl", rol="huisarts", bewaardagen=7)
    with pytest.raises(NietGevonden):
        kluizen.heropen(kluis.id, kluis.dek, kluis.merk)


# Places for Argon2


@pytest.fixture
def vol(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All places to check a code are taken."""
    monkeypatch.setattr(kluizen, "_argon", threading.BoundedSemaphore(1))
    monkeypatch.setattr(kluizen, "_WACHT_SECONDEN", 0.01)
    kluizen._argon.acquire()
    yield
    kluizen._argon.release()


def test_when_all_places_are_taken_everybody_hears_the_same(nieuw: tuple[OpenKluis, Code], vol: None) -> None:
    kluis, code = nieuw
    for doe in (
        lambda: kluizen.open_met_code(code),
        lambda: kluizen.open_met_code(tuple(range(7))),
        lambda: kluizen.begin("nl", "huisarts"),
        lambda: kluizen.nieuwe_code(kluis),
        lambda: kluizen.is_eigen_code(kluis, code),
    ):
        with pytest.raises(kluizen.Druk):
            doe()
    assert Kluis.objects.count() == 1


def test_a_place_comes_free_after_every_code_right_or_wrong(
    monkeypatch: pytest.MonkeyPatch, nieuw: tuple[OpenKluis, Code]
) -> None:
    monkeypatch.setattr(kluizen, "_argon", threading.BoundedSemaphore(1))
    monkeypatch.setattr(kluizen, "_WACHT_SECONDEN", 0.01)
    for _ in range(3):
        assert not gaat_open(tuple(range(7)))
        assert gaat_open(nieuw[1])


# What it costs


def test_opening_costs_the_same_whatever_the_number_of_kluizen() -> None:
    """Every query goes by an index; none reads through a table."""
    kluis, code = gevuld()
    with onthoud_vragen() as vragen:
        kluizen.open_met_code(code)
        kluizen.heropen(kluis.id, kluis.dek, kluis.merk)
        kluizen.is_eigen_code(kluis, code)
        kluizen.nieuwe_code(kluis)
        kluizen.verleng(replace(kluis, bewaardagen=7))
    assert len(vragen) >= 6
    assert index_plannen(connection, vragen) == []


def test_that_check_sees_a_query_that_reads_a_whole_table() -> None:
    gevuld()
    with onthoud_vragen() as vragen:
        list(Kluis.objects.filter(bewaardagen=30))
    assert len(index_plannen(connection, vragen)) == 1
