"""Gesprekken in a kluis: sealed, saved by compare-and-swap, and nobody else's."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gesprek.dossier import Dossier, Rij, naar_json
from gesprek.kluis import gesprekken, kluizen, tijd
from gesprek.kluis.gesprekken import GesprekWeg, Ingehaald, TeGroot
from gesprek.kluis.kluizen import OpenKluis
from gesprek.models import Gesprek
from tests.hulp import Klok, stap_url, stapformulier, tegelijk
from tests.plannen import index_plannen, onthoud_vragen
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def kluis() -> OpenKluis:
    return kluizen.begin("nl", "huisarts")[0]


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


def laad(kluis: OpenKluis, gesprek: gesprekken.OpenGesprek) -> gesprekken.OpenGesprek:
    return gesprekken.laad(kluis, gesprek.id, tijd.vandaag())


def met(tekst: str) -> Dossier:
    return Dossier(teksten={"gevoel-wat": tekst})


def test_what_was_saved_comes_back(kluis: OpenKluis) -> None:
    gesprek = gesprekken.nieuw(kluis, Dossier(label="donderdag"))
    dossier = Dossier(
        label="donderdag",
        teksten={"gevoel-wat": "Ik maak me zorgen. 😟 عربي é\n\n"},
        keuzes={"verdieping-themas": ("a", "b")},
        rijen={"concreet-waarnemingen": (Rij("r1", {"wat": "iets"}), Rij("r2", {"wat": "nog iets"}))},
        punten=frozenset({"x", "y"}),
        klaar=frozenset({"voorbereiding"}),
    )
    bewaard = gesprekken.bewaar(kluis, gesprek, dossier)
    assert bewaard.versie == gesprek.versie + 1
    assert laad(kluis, gesprek).dossier == dossier


class TestRondreis(TestCase):
    """Each example in a transaction of its own."""

    databases = {"default", "wisjournaal"}

    @settings(max_examples=40)
    @given(
        label=st.text(max_size=60),
        teksten=st.dictionaries(st.text(min_size=1, max_size=20), st.text(min_size=1), max_size=4),
    )
    def test_any_text_comes_back_byte_for_byte(self, label: str, teksten: dict[str, str]) -> None:
        kluis, _ = kluizen.begin("nl", "anders")
        dossier = Dossier(label=label, teksten=teksten)
        assert laad(kluis, gesprekken.nieuw(kluis, dossier)).dossier == dossier


def test_the_row_shows_neither_words_nor_their_length(kluis: OpenKluis) -> None:
    leeg = gesprekken.nieuw(kluis, Dossier())
    vol = gesprekken.nieuw(kluis, met("merkteken " * 200))
    lengtes = {len(bytes(Gesprek.objects.get(id=g.id).envelop)) for g in (leeg, vol)}
    assert len(lengtes) == 1, "padded to the same size"
    assert b"merkteken" not in bytes(Gesprek.objects.get(id=vol.id).envelop)
    groot = gesprekken.nieuw(kluis, met("x" * 5000))
    verschil = len(bytes(Gesprek.objects.get(id=groot.id).envelop)) - lengtes.pop()
    assert verschil == 4096


def test_every_save_is_sealed_afresh(kluis: OpenKluis) -> None:
    gesprek = gesprekken.nieuw(kluis, met("hetzelfde"))
    een = bytes(Gesprek.objects.get(id=gesprek.id).envelop)
    gesprekken.bewaar(kluis, gesprek, met("hetzelfde"))
    twee = bytes(Gesprek.objects.get(id=gesprek.id).envelop)
    assert sum(a == b for a, b in zip(een, twee, strict=True)) < len(een) / 10


# Whose it is


def test_a_gesprek_of_another_kluis_is_as_unknown_as_one_that_never_was(kluis: OpenKluis) -> None:
    ander, _ = kluizen.begin("nl", "huisarts")
    hunne = gesprekken.nieuw(ander, met("van hen"))
    for gesprek_id in (hunne.id, uuid4()):
        with pytest.raises(GesprekWeg):
            gesprekken.laad(kluis, gesprek_id, tijd.vandaag())
    with pytest.raises(Ingehaald):
        gesprekken.bewaar(kluis, hunne, met("gestolen"))
    gesprekken.wis(kluis, hunne.id)
    assert laad(ander, hunne).dossier == met("van hen")
    assert gesprekken.lijst(kluis, tijd.vandaag()) == []


def _zet(gesprek: gesprekken.OpenGesprek, **velden: object) -> None:
    Gesprek.objects.filter(id=gesprek.id).update(**velden)


def test_an_envelope_opens_in_its_own_place_only(kluis: OpenKluis) -> None:
    """Moved to another gesprek, another kluis or another version, it stays shut."""
    een, twee = gesprekken.nieuw(kluis, met("een")), gesprekken.nieuw(kluis, met("twee"))
    envelop = Gesprek.objects.get(id=een.id).envelop
    _zet(twee, envelop=envelop)
    with pytest.raises(GesprekWeg):
        laad(kluis, twee)
    gesprekken.bewaar(kluis, een, met("nieuwer"))
    _zet(een, envelop=envelop)
    with pytest.raises(GesprekWeg):
        laad(kluis, een)
    ander, _ = kluizen.begin("nl", "huisarts")
    _zet(een, kluis_id=ander.id, versie=1)
    with pytest.raises(GesprekWeg):
        laad(ander, een)


# Saving


def test_only_one_of_two_saves_from_the_same_version_goes_in(kluis: OpenKluis) -> None:
    gesprek = gesprekken.nieuw(kluis, Dossier())
    gesprekken.bewaar(kluis, gesprek, met("eerste"))
    with pytest.raises(Ingehaald):
        gesprekken.bewaar(kluis, gesprek, met("tweede"))
    assert laad(kluis, gesprek).dossier == met("eerste")


def test_saving_what_was_deleted_revives_nothing(kluis: OpenKluis) -> None:
    gesprek = gesprekken.nieuw(kluis, Dossier())
    gesprekken.wis(kluis, gesprek.id)
    with pytest.raises(Ingehaald):
        gesprekken.bewaar(kluis, gesprek, met("te laat"))
    assert not Gesprek.objects.exists()


def test_a_gesprek_of_500_kb_fits_and_one_byte_more_does_not(kluis: OpenKluis) -> None:
    gesprek = gesprekken.nieuw(kluis, Dossier())
    rest = gesprekken.MAX_BYTES - len(naar_json(met("x"))) + 1
    gesprek = gesprekken.bewaar(kluis, gesprek, met("x" * rest))
    with pytest.raises(TeGroot):
        gesprekken.bewaar(kluis, gesprek, met("x" * (rest + 1)))
    with pytest.raises(TeGroot):
        gesprekken.bewaar(kluis, gesprek, met("é" * (rest // 2 + 1)))
    assert laad(kluis, gesprek).dossier == met("x" * rest)


# How long


def test_a_gesprek_never_stays_longer_than_180_days(klok: Klok) -> None:
    klok.zet(2026, 1, 1, 9, 0)
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprek = gesprekken.nieuw(kluis, met("begin"))
    kluizen.stel_in(kluis, land="nl", rol="huisarts", bewaardagen=90)
    for maand in (3, 5, 6):
        klok.zet(2026, maand, 15, 9, 0)
        kluis = kluizen.open_met_code(code)
    assert laad(kluis, gesprek).verwijderd_op == date(2026, 1, 1) + timedelta(days=180)
    klok.zet(2026, 6, 30, 0, 0)
    klok.vooruit(seconds=-1)
    kluis = kluizen.open_met_code(code)
    assert laad(kluis, gesprek).id == gesprek.id
    klok.zet(2026, 6, 30, 0, 0)
    with pytest.raises(GesprekWeg):
        laad(kluis, gesprek)
    assert gesprekken.lijst(kluis, tijd.vandaag()) == []


def test_a_new_gesprek_outlives_an_old_one(klok: Klok) -> None:
    klok.zet(2026, 1, 1, 9, 0)
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprekken.nieuw(kluis, met("oud"))
    kluizen.stel_in(kluis, land="nl", rol="huisarts", bewaardagen=90)
    klok.zet(2026, 3, 30, 9, 0)
    kluis = kluizen.open_met_code(code)
    jong = gesprekken.nieuw(kluis, met("jong"))
    klok.zet(2026, 6, 27, 9, 0)
    kluis = kluizen.open_met_code(code)
    klok.zet(2026, 7, 5, 9, 0)
    kluis = kluizen.open_met_code(code)
    assert [g.id for g in gesprekken.lijst(kluis, tijd.vandaag())] == [jong.id]


def test_the_day_on_the_screen_is_the_first_of_the_two_that_comes(klok: Klok) -> None:
    klok.zet(2026, 1, 1, 9, 0)
    kluis, _ = kluizen.begin("nl", "huisarts")
    gesprek = gesprekken.nieuw(kluis, met("x"))
    assert gesprek.verwijderd_op == date(2026, 1, 31)
    kluis = kluizen.stel_in(kluis, land="nl", rol="huisarts", bewaardagen=7)
    assert laad(kluis, gesprek).verwijderd_op == date(2026, 1, 8)


def test_a_session_that_was_open_when_the_last_day_came_may_finish(klok: Klok) -> None:
    klok.zet(2026, 1, 1, 9, 0)
    kluis, _ = kluizen.begin("nl", "huisarts")
    gesprek = gesprekken.nieuw(kluis, met("x"))
    klok.zet(2026, 6, 29, 23, 0)
    Gesprek.objects.update(verwijderd_op=date(2026, 6, 30))
    sinds = tijd.vandaag()
    klok.zet(2026, 6, 30, 1, 0)
    assert gesprekken.laad(kluis, gesprek.id, sinds).id == gesprek.id
    with pytest.raises(GesprekWeg):
        gesprekken.laad(kluis, gesprek.id, tijd.vandaag())


def test_a_practice_case_keeps_the_short_term_also_beside_real_work(klok: Klok) -> None:
    kluis, code = kluizen.begin("nl", "huisarts")
    echt, oefening = gesprekken.nieuw(kluis, met("echt")), gesprekken.nieuw(kluis, Dossier(oefening=True))
    klok.vooruit(days=2)
    kluis = kluizen.open_met_code(code)
    assert [g.id for g in gesprekken.lijst(kluis, tijd.vandaag())] == [echt.id]
    with pytest.raises(GesprekWeg):
        laad(kluis, oefening)


def test_a_kluis_whose_last_gesprek_is_deleted_keeps_the_short_term(klok: Klok) -> None:
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprek = gesprekken.nieuw(kluis, met("x"))
    gesprekken.wis(kluis, gesprek.id)
    klok.vooruit(days=2)
    with pytest.raises(kluizen.NietGevonden):
        kluizen.open_met_code(code)


# What it costs


def test_a_save_costs_the_same_whatever_the_number_of_gesprekken(kluis: OpenKluis) -> None:
    gesprek = gesprekken.nieuw(kluis, Dossier())
    with onthoud_vragen() as vragen:
        gesprek = laad(kluis, gesprek)
        gesprek = gesprekken.bewaar(kluis, gesprek, met("x"))
    assert len(vragen) == 2, "one to load, one to save"
    with onthoud_vragen() as overig:
        gesprekken.lijst(kluis, tijd.vandaag())
        gesprekken.wis(kluis, gesprek.id)
    assert index_plannen(connection, [*vragen, *overig]) == []


def test_an_autosave_goes_by_indexes_only_from_the_first_middleware_to_the_last(klok: Klok) -> None:
    wie, gesprek_id = huisarts_met_gesprek()
    formulier = stapformulier(wie.stap(gesprek_id))
    klok.vooruit(minutes=5)
    with onthoud_vragen() as vragen:
        antwoord = wie.post(stap_url(gesprek_id), formulier.met({"t.gevoel-wat": "x"}), htmx=True)
    assert antwoord.status_code == 200
    eigen = [(sql, params) for sql, params in vragen if "gesprek_" in sql]
    assert len(eigen) == 5, "the session, its kluis, its last use; the gesprek, the save"
    assert index_plannen(connection, eigen) == []


# Many at once


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_of_many_saves_from_one_version_exactly_one_goes_in(kluis: OpenKluis) -> None:
    gesprek = gesprekken.nieuw(kluis, Dossier())
    for _ in range(5):
        taken = [partial(gesprekken.bewaar, kluis, gesprek, met(f"van {n}")) for n in range(6)]
        uit = tegelijk(taken)
        gelukt = [n for n, u in enumerate(uit) if isinstance(u, gesprekken.OpenGesprek)]
        assert len(gelukt) == 1
        assert {type(u) for u in uit} == {gesprekken.OpenGesprek, Ingehaald}
        nu = laad(kluis, gesprek)
        assert nu.versie == gesprek.versie + 1
        assert nu.dossier == met(f"van {gelukt[0]}")
        gesprek = nu


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_no_save_that_succeeded_is_lost_and_the_version_only_goes_up(kluis: OpenKluis) -> None:
    """Each writer adds its own lines, loading anew when it was overtaken, as the wizard does."""
    gesprek = gesprekken.nieuw(kluis, Dossier())
    schrijvers, regels = 4, 12

    def schrijf(wie: int) -> list[int]:
        versies = []
        for n in range(regels):
            while True:
                nu = laad(kluis, gesprek)
                teksten = {**nu.dossier.teksten, f"w{wie}-{n}": "bewaard"}
                try:
                    versies.append(gesprekken.bewaar(kluis, nu, Dossier(teksten=teksten)).versie)
                    break
                except Ingehaald:
                    continue
        return versies

    uit = tegelijk([partial(schrijf, wie) for wie in range(schrijvers)])
    alle = [versies for versies in uit if isinstance(versies, list)]
    assert len(alle) == schrijvers, uit
    assert all(versies == sorted(versies) for versies in alle)
    assert sorted(v for versies in alle for v in versies) == list(range(2, 2 + schrijvers * regels))
    einde = laad(kluis, gesprek)
    assert set(einde.dossier.teksten) == {f"w{w}-{n}" for w in range(schrijvers) for n in range(regels)}
