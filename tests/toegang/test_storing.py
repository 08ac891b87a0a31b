"""Bad luck: a database that is away, a full disk, a fault of our own. A page of ours, with the text kept."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.urls import reverse

from gesprek.toegang import storing
from tests.databases import kies
from tests.hulp import (
    database_fout,
    formulieren,
    stap_url,
    stapformulier,
    tekst,
)
from tests.rollen import huisarts, huisarts_met_gesprek, voorbijganger
from tests.toegang.huisstijl import KORT, ZIN, bewaarde_tekst, in_huisstijl

pytestmark = pytest.mark.django_db(databases="__all__")


# The database away, or full


def _fouten() -> list[Exception]:
    return [
        OperationalError("could not connect to server: merkteken"),
        OperationalError("unable to open database file"),
        OperationalError("database is locked"),
        OperationalError("database or disk is full"),
        InterfaceError("connection already closed"),
    ]


@pytest.mark.parametrize("fout", _fouten(), ids=str)
def test_while_the_database_is_away_a_save_gets_its_text_back(fout: Exception) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    formulier = stapformulier(bezoeker.stap(gesprek))
    with database_fout(fout) as geweigerd:
        antwoord = bezoeker.post(
            stap_url(gesprek), formulier.met({"t.gevoel-wat": ZIN, "t.moment-plek": KORT})
        )
        htmx = bezoeker.post(stap_url(gesprek), formulier.met({"t.gevoel-wat": ZIN}), htmx=True)
    assert geweigerd
    pagina = in_huisstijl(antwoord, 503)
    assert ZIN in pagina
    assert KORT in pagina
    assert int(antwoord["Retry-After"]) > 0
    assert htmx.status_code == 503
    assert "<html" not in tekst(htmx)
    # Back again: the same form goes in.
    assert bezoeker.post(stap_url(gesprek), formulier.met({"t.gevoel-wat": ZIN})).status_code == 303
    assert bewaarde_tekst(bezoeker, gesprek) == ZIN


def test_while_the_disk_is_full_one_can_still_read() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    bezoeker.schrijf(gesprek, {"t.gevoel-wat": ZIN})
    formulier = stapformulier(bezoeker.stap(gesprek))
    with database_fout(OperationalError("database or disk is full"), alleen_schrijven=True):
        assert ZIN in tekst(bezoeker.stap(gesprek))
        antwoord = bezoeker.post(stap_url(gesprek), formulier.met({"t.gevoel-wat": f"{ZIN} En meer."}))
    assert "En meer." in in_huisstijl(antwoord, 503)


def test_while_the_database_is_away_the_code_stays_in_its_field() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    bezoeker.vergrendel()
    with database_fout(OperationalError("away")):
        voordeur = bezoeker.open()
        onderweg = bezoeker.post(
            stap_url(gesprek), {"toegangscode": bezoeker.code, "ontgrendel": "post", "t.gevoel-wat": ZIN}
        )
    for antwoord in (voordeur, onderweg):
        in_huisstijl(antwoord, 503)
        assert int(antwoord["Retry-After"]) > 0
        assert formulieren(antwoord)[-1]["toegangscode"] == bezoeker.code
    assert formulieren(onderweg)[-1]["t.gevoel-wat"] == ZIN
    # And from that page one goes on.
    assert bezoeker.verstuur(onderweg, {}).status_code == 303
    assert bewaarde_tekst(bezoeker, gesprek) == ZIN


def test_while_the_database_is_away_public_pages_and_numbers_stand() -> None:
    bezoeker = voorbijganger()
    with database_fout(OperationalError("away")):
        for naam in ("thuis", "acuut", "kluis:begin", "kluis:openen", "handleiding:overzicht"):
            assert bezoeker.get(reverse(naam)).status_code == 200, naam
        assert bezoeker.get("/bestaat-niet/").status_code == 404
        begin = bezoeker.post(reverse("kluis:begin"), {"land": "nl", "rol": "anders", "apparaat": "eigen"})
    in_huisstijl(begin, 503)


@contextmanager
def volle_schijf() -> Iterator[None]:
    """SQLite itself finds no room: the file may not grow by one page."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # earlier tests leave pages free, and those would still be room
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.skipif(kies() != "sqlite", reason="a limit of SQLite")
@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_really_full_disk_loses_nothing_and_goes_on_when_there_is_room() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    bezoeker.schrijf(gesprek, {"t.gevoel-wat": ZIN})
    formulier = stapformulier(bezoeker.stap(gesprek))
    lang = {
        f"t.{veld}": "x" * 20_000
        for veld in ("moment-privacy", "verdieping-vraag", "concreet-zorg", "eigen-kijk")
    }
    poging = formulier.met({**lang, "t.gevoel-wat": f"{ZIN} En meer."})
    with volle_schijf():
        antwoord = bezoeker.post(stap_url(gesprek), poging)
        assert "En meer." in in_huisstijl(antwoord, 503)
        assert bewaarde_tekst(bezoeker, gesprek) == ZIN
    assert bezoeker.post(stap_url(gesprek), poging).status_code == 303
    assert bewaarde_tekst(bezoeker, gesprek) == f"{ZIN} En meer."


# An error of our own


@pytest.fixture
def kapot(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the middle of saving whose message holds what somebody wrote."""

    def breek(*_: object, **__: object) -> None:
        raise ValueError(f"merkteken {ZIN}")

    monkeypatch.setattr("gesprek.invoer.opslaan.voeg_samen", breek)


def test_a_fault_of_ours_keeps_the_text_and_logs_no_word_of_it(
    kapot: None, caplog: pytest.LogCaptureFixture
) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    with caplog.at_level(logging.DEBUG, logger="gesprek"):
        antwoord = bezoeker.schrijf(gesprek, {"t.gevoel-wat": ZIN})
    assert ZIN in in_huisstijl(antwoord, 500)
    eigen = [regel for regel in caplog.records if regel.name == "gesprek.storing"]
    assert [regel.getMessage().split(" at ")[0] for regel in eigen] == ["ValueError"]
    assert "merkteken" not in eigen[0].getMessage()
    assert not eigen[0].exc_info


# Everywhere


def test_every_answer_forbids_what_a_page_of_ours_never_needs() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    antwoorden = {
        "page": bezoeker.stap(gesprek),
        "404": bezoeker.get("/bestaat-niet/"),
        "400": bezoeker.get("/", headers={"host": "kwaad.example"}),
        "413": bezoeker.post(stap_url(gesprek), b"a=" + b"x" * 9_000_000),
        "403": bezoeker.post(stap_url(gesprek), token=False),
        "locked": voorbijganger().get(stap_url(gesprek)),
        "422": bezoeker.post(reverse("kluis:begin"), {}),
    }
    with database_fout(OperationalError("away")):
        antwoorden["503"] = bezoeker.get(stap_url(gesprek))
    for naam, antwoord in antwoorden.items():
        csp = antwoord.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in csp, naam
        assert "unsafe" not in csp, naam
        assert antwoord["X-Content-Type-Options"] == "nosniff", naam
        assert antwoord["Referrer-Policy"] == "same-origin", naam
        assert "no-store" in antwoord["Cache-Control"], naam


def test_an_error_page_for_htmx_is_one_sentence_and_no_page() -> None:
    bezoeker = huisarts()
    antwoord = bezoeker.post("/gesprekken/bestaat-niet/", {"t.gevoel-wat": ZIN}, htmx=True)
    assert antwoord.status_code == 404
    assert "Deze pagina is er niet." in tekst(antwoord)
    assert "<" not in tekst(antwoord)


def test_when_even_the_error_page_breaks_there_is_still_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()

    def kapot(*args: object, **kwargs: object) -> HttpResponse:
        raise ValueError("no template")

    monkeypatch.setattr("gesprek.wizard.stap._pagina", kapot)
    monkeypatch.setattr(storing, "foutpagina", kapot)
    antwoord = bezoeker.get(stap_url(gesprek))
    assert antwoord.status_code == 500
    assert "Start het gesprek" in antwoord.content.decode()
