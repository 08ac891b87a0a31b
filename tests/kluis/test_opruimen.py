"""The clean-up: takes what is past its day, leaves the rest, and may run twice at the same moment."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from gesprek.dossier import Dossier
from gesprek.kluis import gesprekken, journaal, kluizen, sessies, tijd
from gesprek.kluis.opruimen import TAAK, ruim_op
from gesprek.models import Gesprek, Kluis, KluisSessie, Limiet, Onderhoud, Websessie
from gesprek.toegang.limieten import Grens, tel
from tests.databases import kies
from tests.hulp import Klok, tegelijk

# Not inside a transaction: SQLite cannot empty its write-ahead log there.
pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


def test_it_takes_what_is_past_its_day_and_leaves_the_rest(klok: Klok) -> None:
    leeg, _ = kluizen.begin("nl", "huisarts")
    vol, code = kluizen.begin("nl", "huisarts")
    gesprek = gesprekken.nieuw(vol, Dossier(label="blijft"))
    assert ruim_op() == 0
    klok.vooruit(days=3)
    assert ruim_op() == 1
    assert set(Kluis.objects.values_list("id", flat=True)) == {vol.id}
    assert kluizen.open_met_code(code).id == vol.id
    assert Gesprek.objects.get().id == gesprek.id
    assert not Kluis.objects.filter(id=leeg.id).exists()


def test_it_takes_a_gesprek_of_180_days_and_leaves_its_kluis(klok: Klok) -> None:
    klok.zet(2026, 1, 1, 9, 0)
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprekken.nieuw(kluis, Dossier(label="oud"))
    kluizen.stel_in(kluis, land="nl", rol="huisarts", bewaardagen=90)
    klok.vooruit(days=85)
    kluis = kluizen.open_met_code(code)
    jong = gesprekken.nieuw(kluis, Dossier(label="jong"))
    klok.vooruit(days=85)
    kluizen.open_met_code(code)
    klok.vooruit(days=11)
    assert ruim_op() == 1
    assert Gesprek.objects.get().id == jong.id


def test_a_session_that_was_open_at_midnight_keeps_its_rows_until_it_has_ended(klok: Klok) -> None:
    klok.zet(2026, 3, 10, 23, 0)
    kluis, _ = kluizen.begin("nl", "huisarts")
    klok.zet(2026, 3, 11, 23, 59)
    sessie = sessies.maak(kluis, gedeeld=False)
    klok.zet(2026, 3, 12, 0, 30)
    ruim_op()
    gevonden = sessies.zoek(sessie.cookie)
    assert gevonden is not None
    assert gevonden.kluis.id == kluis.id
    klok.zet(2026, 3, 12, 8, 0)
    ruim_op()
    assert not Kluis.objects.exists()


def test_it_takes_dead_sessions_and_old_limits(klok: Klok) -> None:
    kluis, _ = kluizen.begin("nl", "huisarts")
    sessies.maak(kluis, gedeeld=True)
    lang = sessies.maak(kluis, gedeeld=False)
    tel("proef", "192.0.2.1", Grens(60, 5))
    Websessie.objects.create(id=b"w" * 32, envelop=b"", eindigt_op=tijd.nu() + timedelta(minutes=30))
    klok.vooruit(minutes=21)
    ruim_op()
    assert KluisSessie.objects.count() == 1
    assert sessies.zoek(lang.cookie) is not None
    assert (Websessie.objects.count(), Limiet.objects.count()) == (1, 1)
    klok.vooruit(hours=3)
    ruim_op()
    assert (KluisSessie.objects.count(), Websessie.objects.count(), Limiet.objects.count()) == (0, 0, 0)


def test_it_says_when_it_last_ended_well(klok: Klok) -> None:
    ruim_op()
    klok.vooruit(hours=5)
    call_command("ruim_op")
    assert Onderhoud.objects.get(taak=TAAK).gelukt_op == klok.moment


def test_when_it_fails_halfway_it_does_not_say_that_it_ended_well(
    klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    kluizen.begin("nl", "huisarts")
    klok.vooruit(days=3)

    def breek(*_: object) -> None:
        raise OSError("the journal is away")

    monkeypatch.setattr("gesprek.kluis.journaal.noteer", breek)
    with pytest.raises(OSError, match="journal"):
        ruim_op()
    assert not Onderhoud.objects.exists()
    assert Kluis.objects.exists(), "nothing goes that is not in the journal"


def test_it_takes_more_than_one_handful(klok: Klok, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gesprek.kluis.opruimen._PER_KEER", 2)
    kluis, _ = kluizen.begin("nl", "huisarts")
    for _ in range(5):
        gesprekken.nieuw(kluis, Dossier(oefening=True))
    klok.vooruit(days=3)
    assert ruim_op() == 6
    assert not Kluis.objects.exists()
    assert not Gesprek.objects.exists()


def test_two_at_the_same_moment_do_each_other_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        kluis, _ = kluizen.begin("nl", "huisarts")
        for _ in range(4):
            gesprekken.nieuw(kluis, Dossier())
    blijft, code = kluizen.begin("nl", "huisarts")
    dood = timezone.localdate() - timedelta(days=3)
    Kluis.objects.exclude(id=blijft.id).update(verwijderd_op=dood)
    Gesprek.objects.update(verwijderd_op=dood)
    uit = tegelijk([ruim_op, ruim_op])
    assert all(isinstance(aantal, int) for aantal in uit), uit
    assert Kluis.objects.get().id == blijft.id
    assert not Gesprek.objects.exists()
    assert kluizen.open_met_code(code).id == blijft.id


@pytest.mark.skipif(kies() != "sqlite", reason="the write-ahead log of SQLite")
def test_it_leaves_nothing_of_what_went_in_the_write_ahead_log() -> None:
    kluis, _ = kluizen.begin("nl", "huisarts")
    gesprek = gesprekken.nieuw(kluis, Dossier(label="x"))
    envelop = bytes(Gesprek.objects.get(id=gesprek.id).envelop)
    stukje = envelop[2000:2040]
    Kluis.objects.all().delete()
    bestanden = [
        Path(f"{verbinding.settings_dict['NAME']}{eind}")
        for verbinding in connections.all()
        for eind in ("", "-wal")
    ]
    assert any(stukje in pad.read_bytes() for pad in bestanden), "it stands there until the clean-up"
    ruim_op()
    for pad in bestanden:
        assert stukje not in pad.read_bytes(), pad


# A deletion that broke off, and the write-ahead log


def test_it_finishes_a_deletion_that_a_crash_broke_off() -> None:
    kluis, code = kluizen.begin("nl", "huisarts")
    gesprekken.nieuw(kluis, Dossier(label="x"))
    ruim_op()
    journaal.noteer(kluis.id)
    assert ruim_op() == 1
    with pytest.raises(kluizen.NietGevonden):
        kluizen.open_met_code(code)
    assert not Gesprek.objects.exists()


def _wal() -> bytes:
    return Path(f"{connections['default'].settings_dict['NAME']}-wal").read_bytes()


@pytest.mark.skipif(kies() != "sqlite", reason="SQLite's write-ahead log")
def test_a_deleted_kluis_or_gesprek_is_gone_from_the_write_ahead_log_at_once() -> None:
    kluis, _ = kluizen.begin("nl", "huisarts")
    for alles in (False, True):
        gesprek = gesprekken.nieuw(kluis, Dossier(label="x"))
        stuk = bytes(Gesprek.objects.get().envelop)[100:160]
        assert stuk in _wal()
        if alles:
            kluizen.wis(kluis)
        else:
            gesprekken.wis(kluis, gesprek.id)
        assert stuk not in _wal()
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] == 20_000


@pytest.mark.skipif(kies() != "sqlite", reason="SQLite's write-ahead log")
def test_a_clean_up_that_could_not_empty_the_log_has_not_succeeded() -> None:
    kluizen.begin("nl", "huisarts")
    lezer = sqlite3.connect(str(connections["default"].settings_dict["NAME"]), isolation_level=None)
    try:
        lezer.execute("BEGIN")
        lezer.execute("SELECT count(*) FROM gesprek_kluis").fetchone()
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        ruim_op()
        assert not Onderhoud.objects.exists()
    finally:
        lezer.close()
    ruim_op()
    assert Onderhoud.objects.exists()
    connections["default"].close()
