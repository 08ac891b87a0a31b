"""A bewaarbestand: its format, what is refused, and that bringing it back loses, doubles and overwrites nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections import Counter
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as instellingen
from django.db import IntegrityError, OperationalError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django.fixtures import Settings

from gesprek.dossier import Dossier, Rij, naar_json
from gesprek.kluis import bewaarbestand, gesprekken, journaal, kluizen, sleutels, terugzetten, tijd
from gesprek.kluis.bewaarbestand import (
    AnderHuis,
    Beschadigd,
    BestandFout,
    Inhoud,
    Nieuwer,
    PastNiet,
    Vreemd,
)
from gesprek.kluis.code import lees_code, nieuwe_code
from gesprek.kluis.kluizen import NietGevonden, OpenKluis
from gesprek.kluis.terugzetten import zet_terug
from gesprek.models import Gesprek, Kluis, Wissing
from tests.hulp import Klok, database_fout, tegelijk

pytestmark = pytest.mark.django_db(databases="__all__")
VECTOR: dict[str, Any] = json.loads(
    Path(__file__).with_name("bewaarbestand.json").read_text(encoding="utf-8")
)
Begonnen = tuple[OpenKluis, tuple[int, ...]]


def stand() -> list[Any]:
    """Everything in the database that bringing back could change."""
    return [*Kluis.objects.order_by("id").values_list(), *Gesprek.objects.order_by("id").values_list()]


def inhoud_van(kluis: OpenKluis) -> Counter[bytes]:
    return Counter(naar_json(g.dossier) for g in gesprekken.lijst(kluis, tijd.vandaag()))


def bestand_van(kluis: OpenKluis) -> bytes:
    return bewaarbestand.maak(kluis, gesprekken.lijst(kluis, tijd.vandaag()))


def met_slot(heel: bytes) -> bytes:
    """With a hash that fits: as somebody would who changes a file on purpose."""
    return heel + hashlib.sha256(heel).digest()


@pytest.fixture
def begonnen() -> Begonnen:
    """A kluis with two gesprekken, and its code."""
    kluis, code = kluizen.begin("vl", "clb")
    kluis = kluizen.stel_in(kluis, land="vl", rol="clb", bewaardagen=90)
    for label in ("een", "twee"):
        gesprekken.nieuw(kluis, Dossier(label=label, teksten={"gevoel-wat": f"tekst {label}"}))
    return kluis, code


@pytest.fixture
def bestand(begonnen: Begonnen) -> bytes:
    return bestand_van(begonnen[0])


# The format


def test_a_file_that_was_made_before_still_opens(settings: Settings) -> None:
    settings.PEPPERS = {9: bytes(32), VECTOR["pepper_id"]: bytes.fromhex(VECTOR["pepper"])}
    bestand = base64.b64decode(VECTOR["bestand_base64"])
    gelezen = bewaarbestand.open_met(bestand, sleutels.strek(lees_code(VECTOR["code"])))
    assert gelezen == Inhoud(
        land="nl",
        rol="huisarts",
        bewaardagen=30,
        gesprekken=(
            (
                date(2026, 3, 10),
                Dossier(
                    label="Donderdag € é",
                    teksten={"gevoel-wat": "Een tekst 😟"},
                    keuzes={"verdieping-themas": ("a", "b")},
                    rijen={"concreet-waarnemingen": (Rij("r1", {"wat": "iets"}),)},
                    punten=frozenset({"x", "y"}),
                    klaar=frozenset({"voorbereiding"}),
                ),
            ),
            (date(2026, 4, 1), Dossier()),
        ),
    )


def test_the_layout_is_as_the_docstring_says() -> None:
    bestand = base64.b64decode(VECTOR["bestand_base64"])
    pepper = bytes.fromhex(VECTOR["pepper"])
    assert bestand[:9] == b"\x89SHG\r\n\x1a\n\x01"
    assert bestand[9:17] == sleutels.huismerk(pepper)
    assert bestand[17:33].hex() == VECTOR["kluis"].replace("-", "")
    assert sleutels.pepper_id_van(bestand[33:107]) == VECTOR["pepper_id"]
    assert (len(bestand) - 107 - 32) % sleutels.BLOK == 41
    assert bestand[-32:] == hashlib.sha256(bestand[:-32]).digest()


def test_a_pepper_that_is_no_longer_the_newest_still_opens_its_files(
    begonnen: Begonnen, bestand: bytes, settings: Settings
) -> None:
    kluizen.wis(begonnen[0])
    settings.PEPPERS = {**instellingen.PEPPERS, 77: secrets.token_bytes(32)}
    uitkomst = zet_terug(bestand, begonnen[1], None)
    assert len(uitkomst.erbij) == 2
    assert kluizen.open_met_code(begonnen[1]).id == uitkomst.kluis.id


def test_the_size_tells_blocks_only(begonnen: Begonnen) -> None:
    kluis, _ = begonnen
    voor = len(bestand_van(kluis))
    gesprekken.nieuw(kluis, Dossier(label="drie"))
    assert len(bestand_van(kluis)) == voor


# What does not open


@pytest.mark.parametrize("lengte", [0, 1, 7])
def test_what_does_not_begin_as_ours_is_foreign(bestand: bytes, lengte: int) -> None:
    for vreemd in (bestand[:lengte], b"PK\x03\x04" + bestand, bestand.replace(b"\r\n", b"\n", 1)):
        with pytest.raises(Vreemd):
            bewaarbestand.keur(vreemd)


@pytest.mark.parametrize("lengte", [8, 9, 10, 17, 33, 106, 107, 108, 138, 139, 140, 1000, 4187, -33, -32, -1])
def test_a_file_that_was_cut_is_damaged(bestand: bytes, lengte: int) -> None:
    with pytest.raises(Beschadigd):
        bewaarbestand.keur(bestand[:lengte])


@pytest.mark.parametrize("lengte", [8, 9, 33, 106, 107, 108, 147, 148, 149, 4000])
def test_a_cut_file_with_a_hash_that_fits_opens_as_little(
    begonnen: Begonnen, bestand: bytes, lengte: int
) -> None:
    voor = stand()
    with pytest.raises(BestandFout):
        zet_terug(met_slot(bestand[:lengte]), begonnen[1], None)
    assert stand() == voor


def test_a_newer_format_is_told_apart_also_when_all_else_differs(bestand: bytes) -> None:
    for nieuwer in (bestand[:8] + b"\x02" + bestand[9:], bewaarbestand.MAGIE + b"\xff"):
        with pytest.raises(Nieuwer):
            bewaarbestand.keur(nieuwer)
    with pytest.raises(Beschadigd):
        bewaarbestand.keur(bestand[:8] + b"\0" + bestand[9:])


def test_a_newer_kind_of_dossier_in_a_good_file_is_refused(
    begonnen: Begonnen, monkeypatch: pytest.MonkeyPatch
) -> None:
    kluis, code = begonnen
    with monkeypatch.context() as later:
        later.setattr("gesprek.dossier.SCHEMA", 2)
        nieuwer = bewaarbestand.maak(
            kluis, [gesprekken.OpenGesprek(kluis.id, 1, Dossier(), tijd.vandaag(), tijd.vandaag())]
        )
    voor = stand()
    with pytest.raises(Nieuwer):
        zet_terug(nieuwer, code, kluis)
    assert stand() == voor


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"land":"nl","rol":"x","bewaardagen":30,"gesprekken":[{"begonnen_op":"gisteren","dossier":{"schema":1}}]}',
        b'{"land":"nl","rol":"x","bewaardagen":30,"gesprekken":[{"begonnen_op":"2026-03-10","dossier":{"schema":1}}]}',
        b'{"land":"nl","rol":"x","bewaardagen":30,"gesprekken":[{"begonnen_op":"2026-03-10","dossier":{"schema":"1"}}]}',
    ],
)
def test_a_good_seal_around_something_else_is_damaged(
    begonnen: Begonnen, bestand: bytes, inhoud: bytes
) -> None:
    kluis, code = begonnen
    kop = bestand[:107]
    voor = stand()
    with pytest.raises(Beschadigd):
        zet_terug(
            met_slot(kop + sleutels.verzegel(kluis.dek, inhoud, sleutels.bestand_aad(kop))), code, kluis
        )
    assert stand() == voor


def test_another_house_with_the_same_pepper_number_is_another_house(
    begonnen: Begonnen, bestand: bytes, settings: Settings
) -> None:
    settings.PEPPERS = dict.fromkeys(instellingen.PEPPERS, secrets.token_bytes(32))
    with pytest.raises(AnderHuis):
        zet_terug(bestand, begonnen[1], None)


def test_what_cannot_open_costs_no_computation_with_the_code(
    bestand: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reken(_: object) -> bytes:
        raise AssertionError("Argon2 for a file that cannot open")

    monkeypatch.setattr(kluizen, "strek", reken)
    for fout in (b"", bestand[:-1], bestand[:8] + b"\x02", b"x" * 100_000):
        with pytest.raises(BestandFout):
            zet_terug(fout, nieuwe_code(), None)


def test_another_code_opens_nothing_and_changes_nothing(begonnen: Begonnen, bestand: bytes) -> None:
    ander, code = kluizen.begin("nl", "huisarts")
    voor = stand()
    for kluis in (None, ander, begonnen[0]):
        with pytest.raises(PastNiet):
            zet_terug(bestand, code, kluis)
    assert stand() == voor


def test_pieces_of_two_files_of_one_kluis_do_not_mix(begonnen: Begonnen, bestand: bytes) -> None:
    kluis, code = begonnen
    kluizen.nieuwe_code(kluis)
    opnieuw = bestand_van(kluis)
    assert opnieuw[107:-32] != bestand[107:-32]
    for kop, rest in ((bestand, opnieuw), (opnieuw, bestand)):
        with pytest.raises(PastNiet):
            bewaarbestand.open_met(met_slot(kop[:107] + rest[107:-32]), kluizen.strek(code))


def test_an_envelope_of_the_database_is_no_file_and_the_other_way_round(
    begonnen: Begonnen, bestand: bytes
) -> None:
    kluis, code = begonnen
    rij = Gesprek.objects.filter(kluis_id=kluis.id).first()
    assert rij is not None
    with pytest.raises(PastNiet):
        bewaarbestand.open_met(met_slot(bestand[:107] + bytes(rij.envelop)), kluizen.strek(code))
    Gesprek.objects.filter(id=rij.id).update(envelop=bestand[107:-32])
    assert len(gesprekken.lijst(kluis, tijd.vandaag())) == 1


class TestElkeByte(TestCase):
    """Files with changes at random places."""

    databases = "__all__"
    bestand: bytes
    gestrekt: bytes

    @classmethod
    def setUpTestData(cls) -> None:
        kluis, code = kluizen.begin("nl", "huisarts")
        gesprekken.nieuw(kluis, Dossier(label="een"))
        cls.bestand = bestand_van(kluis)
        cls.gestrekt = kluizen.strek(code)

    @given(data=st.data())
    @settings(max_examples=150)
    def test_a_changed_byte_is_always_seen(self, data: st.DataObject) -> None:
        anders = bytearray(self.bestand)
        plekken = st.lists(st.integers(0, len(anders) - 1), min_size=1, max_size=4, unique=True)
        for plek in data.draw(plekken):
            anders[plek] ^= data.draw(st.integers(1, 255))
        with pytest.raises(BestandFout):
            bewaarbestand.open_met(bytes(anders), self.gestrekt)

    @given(data=st.data())
    @settings(max_examples=150)
    def test_a_byte_that_was_changed_with_care_is_seen_by_the_seal(self, data: st.DataObject) -> None:
        heel = bytearray(self.bestand[:-32])
        heel[data.draw(st.integers(0, len(heel) - 1))] ^= data.draw(st.integers(1, 255))
        with pytest.raises(BestandFout):
            bewaarbestand.open_met(met_slot(bytes(heel)), self.gestrekt)

    @given(rommel=st.binary(max_size=5000))
    @settings(max_examples=100)
    def test_rubbish_is_refused_as_a_file_and_as_nothing_else(self, rommel: bytes) -> None:
        for bestand in (rommel, bewaarbestand.MAGIE + rommel, met_slot(bewaarbestand.MAGIE + b"\1" + rommel)):
            with pytest.raises(BestandFout):
                bewaarbestand.open_met(bestand, self.gestrekt)


# Bringing back

_TEKST = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
_NAAM = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_DOSSIER = st.builds(
    Dossier,
    label=_TEKST,
    teksten=st.dictionaries(_NAAM, _TEKST.filter(bool), max_size=4),
    keuzes=st.dictionaries(_NAAM, st.lists(_NAAM, min_size=1, max_size=3).map(tuple), max_size=3),
    rijen=st.dictionaries(
        _NAAM,
        st.lists(
            st.builds(Rij, id=_NAAM, waarden=st.dictionaries(_NAAM, _TEKST, max_size=3)),
            min_size=1,
            max_size=3,
        ).map(tuple),
        max_size=3,
    ),
    punten=st.frozensets(_NAAM, max_size=3),
    klaar=st.frozensets(_NAAM, max_size=3),
)


class TestRondreis(TestCase):
    """Any gesprekken, out and back."""

    databases = "__all__"

    @given(st.lists(_DOSSIER, min_size=1, max_size=4))
    @settings(max_examples=40)
    def test_every_gesprek_comes_back_as_it_was(self, alle: list[Dossier]) -> None:
        kluis, code = kluizen.begin("nl", "huisarts")
        for dossier in alle:
            gesprekken.nieuw(kluis, dossier)
        bestand = bestand_van(kluis)
        voor = inhoud_van(kluis)
        # Not here, and not twice.
        assert not zet_terug(bestand, code, kluis).erbij
        kluizen.wis(kluis)
        uitkomst = zet_terug(bestand, code, None)
        assert uitkomst.nieuw
        assert Counter(naar_json(g.dossier) for g in uitkomst.erbij) == voor
        assert inhoud_van(uitkomst.kluis) == voor == Counter(naar_json(d) for d in alle)


def test_the_kluis_comes_back_with_its_settings_and_its_code(begonnen: Begonnen, bestand: bytes) -> None:
    kluis, code = begonnen
    kluizen.wis(kluis)
    uitkomst = zet_terug(bestand, code, None)
    terug = kluizen.open_met_code(code)
    assert uitkomst.nieuw
    assert (terug.land, terug.rol, terug.bewaardagen) == ("vl", "clb", 90)
    assert terug.id == uitkomst.kluis.id != kluis.id
    assert terug.dek != kluis.dek
    assert terug.verwijderd_op == tijd.over(90)


def test_what_was_brought_back_is_not_deleted_by_the_journal(begonnen: Begonnen, bestand: bytes) -> None:
    kluis, code = begonnen
    gesprekken.wis(kluis, gesprekken.lijst(kluis, tijd.vandaag())[0].id)
    kluizen.wis(kluis)
    uitkomst = zet_terug(bestand, code, None)
    assert Wissing.objects.count() == 2
    assert journaal.speel_af() == 0
    assert len(gesprekken.lijst(uitkomst.kluis, tijd.vandaag())) == 2


def test_a_kluis_past_its_day_makes_room_for_the_new_one(begonnen: Begonnen, bestand: bytes) -> None:
    kluis, code = begonnen
    Kluis.objects.filter(id=kluis.id).update(verwijderd_op=tijd.vandaag())
    uitkomst = zet_terug(bestand, code, None)
    assert uitkomst.nieuw
    assert not Kluis.objects.filter(id=kluis.id).exists()
    assert Wissing.objects.count() == 1
    assert kluizen.open_met_code(code).id == uitkomst.kluis.id


def test_what_was_changed_since_stays_beside_what_comes_back(begonnen: Begonnen, bestand: bytes) -> None:
    kluis, code = begonnen
    een = next(g for g in gesprekken.lijst(kluis, tijd.vandaag()) if g.dossier.label == "een")
    gesprekken.bewaar(kluis, een, een.dossier.met(teksten={"gevoel-wat": "later"}))
    uitkomst = zet_terug(bestand, code, kluis)
    assert [g.dossier.label for g in uitkomst.erbij] == ["een"]
    assert [g.dossier.label for g in uitkomst.stond_er_al] == ["twee"]
    teksten = sorted(g.dossier.teksten["gevoel-wat"] for g in gesprekken.lijst(kluis, tijd.vandaag()))
    assert teksten == ["later", "tekst een", "tekst twee"]


def test_two_that_are_alike_stay_two(begonnen: Begonnen) -> None:
    kluis, code = begonnen
    gesprekken.nieuw(kluis, Dossier(label="een", teksten={"gevoel-wat": "tekst een"}))
    bestand, voor = bestand_van(kluis), inhoud_van(kluis)
    eerste = gesprekken.lijst(kluis, tijd.vandaag())[0]
    assert len(zet_terug(bestand, code, kluis).stond_er_al) == 3
    gesprekken.wis(kluis, eerste.id)
    assert len(zet_terug(bestand, code, kluis).erbij) == 1
    assert inhoud_van(kluis) == voor


def test_the_day_it_was_begun_stays_and_the_term_starts_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    klok = Klok(monkeypatch)
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprekken.nieuw(kluis, Dossier(label="maart"))
    bestand = bestand_van(kluis)
    klok.vooruit(days=300)
    [terug] = zet_terug(bestand, code, None).erbij
    assert terug.aangemaakt_op == date(2026, 3, 10)
    assert Gesprek.objects.get(id=terug.id).verwijderd_op == tijd.over(180)
    # A clock that ran ahead does not make a gesprek of tomorrow.
    klok.vooruit(days=-400)
    kluis, code = kluizen.begin("nl", "huisarts")
    _, [ooit] = gesprekken.voeg_toe(kluis, [(tijd.vandaag() + timedelta(days=9), Dossier(label="ooit"))])
    assert ooit.aangemaakt_op == tijd.vandaag()


@pytest.mark.parametrize("in_open", [True, False])
def test_a_database_that_fills_up_halfway_keeps_nothing(
    begonnen: Begonnen, bestand: bytes, monkeypatch: pytest.MonkeyPatch, in_open: bool
) -> None:
    kluis, code = begonnen
    kluizen.wis(kluis)
    open_ = kluizen.begin("nl", "huisarts")[0] if in_open else None
    voor = stand()

    def vol(*_: Any) -> None:
        # After the rows were written.
        assert Gesprek.objects.count() == 2
        raise OperationalError("disk full")

    monkeypatch.setattr(gesprekken, "_openen", vol)
    with pytest.raises(OperationalError):
        zet_terug(bestand, code, open_)
    assert stand() == voor


def test_without_a_database_nothing_is_half_done(begonnen: Begonnen, bestand: bytes) -> None:
    voor = stand()
    with (
        database_fout(OperationalError("full"), alleen_schrijven=True),
        pytest.raises(OperationalError),
    ):
        zet_terug(bestand, begonnen[1], None)
    assert stand() == voor


def test_a_gesprek_that_would_be_too_large_brings_nothing_back(
    begonnen: Begonnen, bestand: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    kluis, code = begonnen
    kluizen.wis(kluis)
    monkeypatch.setattr(gesprekken, "MAX_BYTES", 10)
    with pytest.raises(gesprekken.TeGroot):
        zet_terug(bestand, code, None)
    assert stand() == []


def test_a_kluis_that_was_deleted_in_between_is_not_revived(begonnen: Begonnen, bestand: bytes) -> None:
    kluis, code = begonnen
    kluizen.wis(kluis)
    with pytest.raises(NietGevonden):
        zet_terug(bestand, code, kluis)
    assert stand() == []
    with pytest.raises(NietGevonden):
        bewaarbestand.maak(kluis, [])


def test_who_is_second_to_make_the_kluis_uses_that_of_the_first(
    begonnen: Begonnen, bestand: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    kluis, code = begonnen
    kluizen.wis(kluis)
    echt = terugzetten._zet_terug
    keren = iter([True, False])

    def te_laat(*args: Any) -> terugzetten.Uitkomst:
        if next(keren):
            echt(*args)
            raise IntegrityError("the code has a kluis")
        return echt(*args)

    monkeypatch.setattr(terugzetten, "_zet_terug", te_laat)
    uitkomst = zet_terug(bestand, code, None)
    assert not uitkomst.nieuw
    assert len(uitkomst.stond_er_al) == 2
    assert Kluis.objects.count() == 1


@pytest.mark.django_db(databases="__all__", transaction=True)
@pytest.mark.parametrize("bestaat", [True, False])
def test_pressed_twice_at_the_same_moment_it_is_added_once(bestaat: bool) -> None:
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprekken.nieuw(kluis, Dossier(label="een"))
    bestand = bestand_van(kluis)
    if bestaat:
        gesprekken.wis(kluis, gesprekken.lijst(kluis, tijd.vandaag())[0].id)
    else:
        kluizen.wis(kluis)
    uitkomsten = tegelijk([partial(zet_terug, bestand, code, None)] * 2)
    assert [type(u).__name__ for u in uitkomsten] == ["Uitkomst", "Uitkomst"], uitkomsten
    assert Kluis.objects.count() == 1
    assert Gesprek.objects.count() == 1


# Over more than one file


def test_the_gesprekken_are_divided_without_losing_one(
    begonnen: Begonnen, monkeypatch: pytest.MonkeyPatch
) -> None:
    kluis, _ = begonnen
    for nummer in range(6):
        gesprekken.nieuw(kluis, Dossier(label=f"lang {nummer}", teksten={"gevoel-wat": "x" * 4000 * nummer}))
    alle = gesprekken.lijst(kluis, tijd.vandaag())
    assert [len(deel) for deel in bewaarbestand.verdeel(alle)] == [8]
    assert bewaarbestand.verdeel([]) == []
    monkeypatch.setattr(bewaarbestand, "HOOGSTENS", 25_000)
    delen = bewaarbestand.verdeel(alle)
    assert len(delen) > 1
    assert sorted(g.id for deel in delen for g in deel) == sorted(g.id for g in alle)
    for deel in delen:
        assert len(bewaarbestand.maak(kluis, deel)) <= 25_000 + 2 * sleutels.BLOK


def test_the_largest_file_fits_in_a_request() -> None:
    ruim = 64 * 1024
    grootste = bewaarbestand.HOOGSTENS + gesprekken.MAX_BYTES // 100 + sleutels.BLOK + ruim
    assert grootste < instellingen.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert gesprekken.MAX_BYTES < bewaarbestand.HOOGSTENS
