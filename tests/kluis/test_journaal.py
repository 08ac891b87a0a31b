"""The deletion journal: what was deleted stays dead, also when an old back-up is put back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connections, models
from pytest_django.fixtures import Settings

from gesprek.dossier import Dossier
from gesprek.kluis import gesprekken, journaal, kluizen, sessies, tijd
from gesprek.kluis.opruimen import ruim_op
from gesprek.models import Gesprek, Kluis, KluisSessie, Wissing
from tests.databases import kies
from tests.hulp import Klok

pytestmark = pytest.mark.django_db(databases="__all__")
TABELLEN: tuple[type[models.Model], ...] = (Kluis, Gesprek, KluisSessie)


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


class Reservekopie:
    """A back-up of the main database, as rows; the journal is never in it."""

    def __init__(self) -> None:
        self._rijen = {t: list(t._default_manager.values()) for t in TABELLEN}

    def zet_terug(self) -> None:
        for tabel in reversed(TABELLEN):
            tabel._default_manager.all().delete()
        for tabel, rijen in self._rijen.items():
            tabel._default_manager.bulk_create([tabel(**rij) for rij in rijen])


def gaat_open(code: tuple[int, ...]) -> bool:
    try:
        kluizen.open_met_code(code)
    except kluizen.NietGevonden:
        return False
    return True


def test_what_was_deleted_stays_dead_after_a_restored_back_up() -> None:
    weg, weg_code = kluizen.begin("nl", "huisarts")
    gesprekken.nieuw(weg, Dossier(label="weg"))
    sessie = sessies.maak(weg, gedeeld=False)
    blijft, blijft_code = kluizen.begin("nl", "huisarts")
    houd = gesprekken.nieuw(blijft, Dossier(label="houd"))
    half = gesprekken.nieuw(blijft, Dossier(label="weg"))
    kopie = Reservekopie()

    kluizen.wis(weg)
    gesprekken.wis(blijft, half.id)
    kopie.zet_terug()
    assert gaat_open(weg_code), "the back-up really brought it back"
    assert journaal.speel_af() == 2

    assert not gaat_open(weg_code)
    assert sessies.zoek(sessie.cookie) is None
    assert gaat_open(blijft_code)
    assert [g.id for g in gesprekken.lijst(blijft, tijd.vandaag())] == [houd.id]
    assert set(Gesprek.objects.values_list("id", flat=True)) == {houd.id}


def test_playing_it_twice_does_no_more() -> None:
    kluis, _ = kluizen.begin("nl", "huisarts")
    kopie = Reservekopie()
    kluizen.wis(kluis)
    kopie.zet_terug()
    call_command("speel_wisjournaal_af")
    call_command("speel_wisjournaal_af")
    assert not Kluis.objects.exists()
    assert journaal.speel_af() == 0


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_what_the_clean_up_deleted_stays_dead_too(klok: Klok) -> None:
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprekken.nieuw(kluis, Dossier(oefening=True))
    kopie = Reservekopie()
    klok.vooruit(days=3)
    assert ruim_op() == 2
    klok.vooruit(days=-3)
    kopie.zet_terug()
    assert gaat_open(code)
    journaal.speel_af()
    assert not gaat_open(code)
    assert not Gesprek.objects.exists()


def test_the_journal_tells_nobody_what_was_deleted(settings: Settings) -> None:
    kluis, _ = kluizen.begin("nl", "huisarts")
    kluizen.wis(kluis)
    regel = Wissing.objects.get()
    assert len(bytes(regel.sleutel)) == 32
    assert kluis.id.bytes not in bytes(regel.sleutel)
    assert regel.dag == tijd.vandaag()
    settings.WISJOURNAAL_SLEUTEL = b"x" * 32
    Kluis.objects.create(
        id=kluis.id,
        vindsleutel=b"v" * 32,
        verpakte_dek=b"",
        instellingen=b"",
        aangemaakt_op=tijd.vandaag(),
        geopend_op=tijd.vandaag(),
        verwijderd_op=tijd.over(2),
    )
    assert journaal.speel_af() == 0, "without its key the journal points at nothing"


def test_it_lives_in_a_database_of_its_own() -> None:
    tabel = Wissing._meta.db_table
    assert tabel in connections["wisjournaal"].introspection.table_names()
    assert tabel not in connections["default"].introspection.table_names()
    hoofd = {Kluis._meta.db_table, Gesprek._meta.db_table, KluisSessie._meta.db_table}
    assert hoofd.isdisjoint(connections["wisjournaal"].introspection.table_names())


def test_a_deletion_is_written_down_before_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a crash in between would leave something dead that a back-up revives."""
    kluis, _ = kluizen.begin("nl", "huisarts")
    gesprek = gesprekken.nieuw(kluis, Dossier())

    def weiger(*dingen: UUID) -> None:
        raise OSError("the journal is away")

    monkeypatch.setattr(journaal, "noteer", weiger)
    with pytest.raises(OSError, match="journal"):
        gesprekken.wis(kluis, gesprek.id)
    with pytest.raises(OSError, match="journal"):
        kluizen.wis(kluis)
    assert Gesprek.objects.filter(id=gesprek.id).exists()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_journal_line_goes_when_no_back_up_can_be_so_old(klok: Klok) -> None:
    kluis, _ = kluizen.begin("nl", "huisarts")
    kluizen.wis(kluis)
    klok.vooruit(days=journaal.BEWAAR_DAGEN)
    ruim_op()
    assert Wissing.objects.exists()
    klok.vooruit(days=1)
    ruim_op()
    assert not Wissing.objects.exists()


# A back-up as a file, the way a real one is made


@pytest.fixture
def bestand(tmp_path: Path) -> Iterator[Path]:
    kopie = tmp_path / "kopie.sqlite3"
    yield kopie
    kopie.unlink(missing_ok=True)


@pytest.mark.skipif(kies() != "sqlite", reason="a file only with SQLite; PostgreSQL goes by its rows above")
@pytest.mark.django_db(databases="__all__", transaction=True)
def test_what_was_deleted_stays_dead_after_a_back_up_file_is_put_back(bestand: Path) -> None:
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprekken.nieuw(kluis, Dossier(label="weg"))
    naam = connections["default"].settings_dict["NAME"]
    with closing(sqlite3.connect(naam)) as bron, closing(sqlite3.connect(bestand)) as doel:
        bron.backup(doel)
    kluizen.wis(kluis)
    assert not gaat_open(code)
    connections["default"].close()
    with closing(sqlite3.connect(bestand)) as bron, closing(sqlite3.connect(naam)) as doel:
        bron.backup(doel)
    assert gaat_open(code), "the back-up really brought it back"
    call_command("speel_wisjournaal_af")
    assert not gaat_open(code)
    assert not Gesprek.objects.exists()
