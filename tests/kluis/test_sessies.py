"""An open kluis in one browser: neither the cookie nor the row opens anything alone, and it locks by itself."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from gesprek.kluis import kluizen, sessies
from gesprek.kluis.kluizen import OpenKluis
from gesprek.kluis.sessies import Controle, Sessie
from gesprek.models import KluisSessie
from tests.hulp import Bezoeker, Klok, database_fout, stap_url
from tests.plannen import index_plannen, onthoud_vragen
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


@pytest.fixture
def kluis() -> OpenKluis:
    return kluizen.begin("nl", "huisarts")[0]


@pytest.fixture
def eigen(klok: Klok, kluis: OpenKluis) -> Sessie:
    return sessies.maak(kluis, gedeeld=False)


def leeft(sessie: Sessie) -> bool:
    return sessies.zoek(sessie.cookie) is not None


def ruw(cookie: str) -> bytes:
    return base64.urlsafe_b64decode(cookie + "=")


def test_the_cookie_finds_its_kluis(eigen: Sessie) -> None:
    gevonden = sessies.zoek(eigen.cookie)
    assert gevonden is not None
    assert (gevonden.kluis.id, gevonden.kluis.dek) == (eigen.kluis.id, eigen.kluis.dek)


def test_the_cookie_is_32_random_bytes_and_says_nothing(eigen: Sessie, kluis: OpenKluis) -> None:
    ander = sessies.maak(kluis, gedeeld=False)
    assert ander.cookie != eigen.cookie
    assert len(ruw(eigen.cookie)) == 32
    for geheim in (kluis.dek, kluis.id.bytes):
        assert geheim not in ruw(eigen.cookie)
    assert eigen.cookie not in repr(eigen)


def test_the_id_of_the_row_is_a_hash_and_not_the_cookie(eigen: Sessie) -> None:
    rij = KluisSessie.objects.get()
    assert len(bytes(rij.id)) == 32
    assert bytes(rij.id) != ruw(eigen.cookie)
    # Guessing with the row in hand: neither the id nor what one makes of it is the cookie.
    for gok in (bytes(rij.id), hashlib.sha256(bytes(rij.id)).digest(), bytes(rij.zout)):
        assert sessies.zoek(base64.urlsafe_b64encode(gok).decode().rstrip("=")) is None


def test_the_row_alone_shows_neither_key_nor_kluis(eigen: Sessie) -> None:
    rij = KluisSessie.objects.get()
    alles = bytes(rij.id) + bytes(rij.zout) + bytes(rij.envelop)
    for geheim in (eigen.kluis.dek, eigen.kluis.id.bytes, ruw(eigen.cookie)):
        assert geheim not in alles
        assert geheim.hex().encode() not in alles


def test_the_cookie_alone_opens_nothing_without_the_row(eigen: Sessie) -> None:
    KluisSessie.objects.all().delete()
    assert not leeft(eigen)


def test_another_row_in_its_place_opens_nothing(eigen: Sessie) -> None:
    ander = sessies.maak(kluizen.begin("nl", "huisarts")[0], gedeeld=False)
    onze = KluisSessie.objects.get(id=_rij(eigen))
    hunne = KluisSessie.objects.get(id=_rij(ander))
    KluisSessie.objects.filter(id=bytes(onze.id)).update(zout=hunne.zout, envelop=hunne.envelop)
    assert not leeft(eigen)
    KluisSessie.objects.filter(id=bytes(onze.id)).update(zout=secrets.token_bytes(32), envelop=onze.envelop)
    assert not leeft(eigen)


def _rij(sessie: Sessie) -> bytes:
    from gesprek.kluis import sleutels

    return sleutels.sessie_rij(ruw(sessie.cookie))


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "x",
        "é",
        "\0",
        "a" * 42,
        "a" * 44,
        "=" * 43,
        "../../etc/passwd",
        "'; DROP TABLE",
        "😟" * 11,
        "a" * 5000,
    ],
)
def test_nonsense_in_the_cookie_is_no_session(eigen: Sessie, cookie: str) -> None:
    assert sessies.zoek(cookie) is None
    sessies.vergrendel(cookie)
    assert leeft(eigen)


# When it locks


@pytest.mark.parametrize(("gedeeld", "minuten"), [(False, 60), (True, 20)])
def test_it_locks_after_lying_idle(klok: Klok, kluis: OpenKluis, gedeeld: bool, minuten: int) -> None:
    sessie = sessies.maak(kluis, gedeeld=gedeeld)
    klok.vooruit(minutes=minuten, seconds=-1)
    assert leeft(sessie)
    klok.vooruit(minutes=minuten)
    assert not leeft(sessie)


def test_using_it_puts_the_lock_off(klok: Klok, eigen: Sessie) -> None:
    for _ in range(5):
        klok.vooruit(minutes=59)
        assert leeft(eigen)
    klok.vooruit(minutes=60)
    assert not leeft(eigen)


def test_it_locks_after_eight_hours_whatever_one_does(klok: Klok, eigen: Sessie) -> None:
    for _ in range(15):
        klok.vooruit(minutes=30)
        gevonden = sessies.zoek(eigen.cookie)
        assert gevonden is not None
        assert gevonden.actief_tot <= gevonden.eindigt_op
    klok.vooruit(minutes=30, seconds=-1)
    assert leeft(eigen)
    klok.vooruit(seconds=1)
    assert not leeft(eigen)


def test_a_lock_that_fell_does_not_open_again(klok: Klok, eigen: Sessie) -> None:
    klok.vooruit(minutes=60)
    assert not leeft(eigen)
    assert not leeft(eigen)


def test_reading_pages_is_written_down_once_a_minute_at_most(klok: Klok, eigen: Sessie) -> None:
    def geschreven() -> int:
        with onthoud_vragen() as vragen:
            assert leeft(eigen)
        return sum(not sql.startswith("SELECT") for sql, _ in vragen)

    klok.vooruit(seconds=59)
    assert [geschreven() for _ in range(3)] == [0, 0, 0]
    klok.vooruit(seconds=1)
    assert [geschreven() for _ in range(3)] == [1, 0, 0]
    klok.vooruit(seconds=59)
    assert geschreven() == 0


def test_it_knows_the_day_on_which_it_began_in_amsterdam(klok: Klok, kluis: OpenKluis) -> None:
    klok.zet(2026, 7, 1, 23, 30)
    sessie = sessies.maak(kluis, gedeeld=False)
    klok.zet(2026, 7, 2, 0, 15)
    gevonden = sessies.zoek(sessie.cookie)
    assert gevonden is not None
    assert gevonden.begonnen_op.isoformat() == "2026-07-01"


def test_a_session_that_was_open_on_the_last_day_may_finish(klok: Klok) -> None:
    klok.zet(2026, 7, 1, 20, 0)
    kluis, code = kluizen.begin("nl", "huisarts")
    klok.zet(2026, 7, 2, 23, 30)
    sessie = sessies.maak(kluis, gedeeld=False)
    klok.zet(2026, 7, 3, 0, 10)
    with pytest.raises(kluizen.NietGevonden):
        kluizen.open_met_code(code)
    assert leeft(sessie)


# Ending it


def test_locking_removes_the_row_and_leaves_other_browsers_open(eigen: Sessie, kluis: OpenKluis) -> None:
    ander = sessies.maak(kluis, gedeeld=True)
    sessies.vergrendel(eigen.cookie)
    assert not leeft(eigen)
    assert KluisSessie.objects.count() == 1
    assert leeft(ander)


def test_a_deleted_kluis_closes_every_browser(eigen: Sessie, kluis: OpenKluis) -> None:
    ander = sessies.maak(kluis, gedeeld=True)
    kluizen.wis(kluis)
    assert not leeft(eigen)
    assert not leeft(ander)


def test_a_new_code_ends_every_other_session_and_the_own_one_goes_on(eigen: Sessie, kluis: OpenKluis) -> None:
    ander = sessies.maak(kluis, gedeeld=True)

    def onthoud(nieuw: OpenKluis, code: tuple[int, ...]) -> None:
        sessies.onthoud(replace(eigen, kluis=nieuw), code=code)

    code = kluizen.nieuwe_code(kluis, meteen=onthoud)
    assert not leeft(ander)
    gevonden = sessies.zoek(eigen.cookie)
    assert gevonden is not None
    assert gevonden.code == code
    sessies.onthoud(gevonden)
    assert leeft(eigen)


def test_pressing_new_code_throws_out_who_has_the_old_one() -> None:
    wie, gesprek = huisarts_met_gesprek()
    dief = Bezoeker()
    dief.open(wie.code)
    assert wie.post(reverse("kluis:nieuwe_code")).status_code == 303
    assert dief.get(stap_url(gesprek)).status_code == 403
    assert dief.post(reverse("kluis:nieuwe_code")).status_code == 403
    wie.lees_code()
    wie.code_is_bewaard()
    assert wie.stap(gesprek).status_code == 200
    assert Bezoeker().open(wie.code).status_code == 303


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_full_disk_does_not_stand_in_the_way_of_reading(klok: Klok) -> None:
    wie, gesprek = huisarts_met_gesprek()
    klok.vooruit(minutes=5)
    with database_fout(OperationalError("database or disk is full"), alleen_schrijven=True) as geweigerd:
        assert wie.stap(gesprek).status_code == 200
    assert geweigerd


# The two words


def test_the_two_words_are_kept_until_asked_and_then_gone(eigen: Sessie, kluis: OpenKluis) -> None:
    controle = Controle((1, 4), (123, 1999))
    sessie = sessies.maak(kluis, gedeeld=False, controle=controle)
    gevonden = sessies.zoek(sessie.cookie)
    assert gevonden is not None
    assert gevonden.controle == controle
    sessies.onthoud(gevonden, None)
    gevonden = sessies.zoek(sessie.cookie)
    assert gevonden is not None
    assert gevonden.controle is None
    assert gevonden.kluis.dek == kluis.dek
    assert gevonden.eindigt_op - gevonden.actief_tot == timedelta(hours=7)


def test_looking_a_session_up_goes_by_an_index(eigen: Sessie, klok: Klok) -> None:
    klok.vooruit(minutes=5)
    with onthoud_vragen() as vragen:
        assert leeft(eigen)
        sessies.vergrendel(eigen.cookie)
    assert len(vragen) == 4
    assert index_plannen(connection, vragen) == []
