"""While the kluis is open: settings, a new code, the date for one's agenda, staying, and delete now."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from icalendar import Calendar

from gesprek.models import Gesprek, Kluis, KluisSessie
from tests.hulp import Bezoeker, Klok, formulieren, stap_url, tekst, titel
from tests.rollen import clb_medewerker, huisarts, huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")
INSTELLINGEN = {"land": "nl", "rol": "huisarts", "bewaardagen": "30"}


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    klok = Klok(monkeypatch)
    klok.zet(2026, 3, 10, 12, 0)
    return klok


# Settings


@pytest.mark.parametrize(
    ("dagen", "dag"), [("7", "17 maart 2026"), ("30", "9 april 2026"), ("90", "8 juni 2026")]
)
def test_the_term_can_be_chosen_and_the_date_follows(klok: Klok, dagen: str, dag: str) -> None:
    wie, _ = huisarts_met_gesprek()
    antwoord = wie.post(reverse("kluis:instellingen"), {**INSTELLINGEN, "bewaardagen": dagen})
    pagina = wie.volg(antwoord)
    assert "Je instellingen zijn bewaard." in tekst(pagina)
    assert f"Nu wordt alles gewist op {dag}." in tekst(pagina)
    gekozen = [f for f in formulieren(pagina) if "bewaardagen" in f]
    assert gekozen[0]["bewaardagen"] == dagen
    assert f"Op {dag} wordt alles hier gewist" in tekst(wie.get(reverse("gesprekken:lijst")))


def test_country_and_role_change_and_stay_after_locking() -> None:
    wie = huisarts()
    wie.post(reverse("kluis:instellingen"), {"land": "vl", "rol": "clb", "bewaardagen": "90"})
    wie.vergrendel()
    wie.open()
    assert (wie.sessie().kluis.land, wie.sessie().kluis.rol) == ("vl", "clb")
    formulier = next(f for f in formulieren(wie.get(reverse("kluis:instellingen"))) if "land" in f)
    assert (formulier["land"], formulier["rol"], formulier["bewaardagen"]) == ("vl", "clb", "90")


@pytest.mark.parametrize(
    "anders",
    [
        {"rol": "clb"},
        {"land": "be"},
        {"rol": ""},
        {"bewaardagen": "31"},
        {"bewaardagen": ""},
        {"bewaardagen": "٣٠"},
    ],
)
def test_what_does_not_fit_together_changes_nothing_and_stays_chosen(anders: dict[str, str]) -> None:
    wie = huisarts()
    voor = Kluis.objects.values().get()
    keus = {"land": "nl", "rol": "anders", "bewaardagen": "90", **anders}
    antwoord = wie.post(reverse("kluis:instellingen"), keus)
    assert antwoord.status_code == 422
    assert titel(antwoord).startswith("Fout: ")
    formulier = next(f for f in formulieren(antwoord) if "bewaardagen" in f or "land" in f)
    gekozen = dict(formulier.velden)
    for naam, waarde in keus.items():
        if naam not in anders:
            assert gekozen[naam] == waarde
    assert Kluis.objects.values().get() == voor


# A new code


def test_a_new_code_stops_the_old_one_at_once_and_keeps_the_work() -> None:
    wie, gesprek = huisarts_met_gesprek("donderdag")
    oud = wie.code
    assert wie.post(reverse("kluis:nieuwe_code"))["Location"] == reverse("kluis:code")
    pagina = wie.lees_code()
    nieuw = wie.code
    assert nieuw != oud
    assert "no-store" in pagina["Cache-Control"]
    wie.lees_code()
    assert wie.code == nieuw, "a reload shows the same code"
    assert wie.get(stap_url(gesprek)).status_code == 200, "the open kluis stays open"
    elders = Bezoeker()
    assert elders.open(oud).status_code == 422
    assert "donderdag" in tekst(elders.volg(elders.open(nieuw)))


def test_after_a_new_code_the_old_words_are_not_asked_back_any_more() -> None:
    wie = huisarts()
    wie.post(reverse("kluis:nieuwe_code"))
    assert "Heb je je code goed bewaard?" not in tekst(wie.get(reverse("gesprekken:lijst")))


# The agenda


def test_the_last_day_fits_in_an_agenda_and_says_nothing(klok: Klok) -> None:
    wie, _ = huisarts_met_gesprek("over Tim")
    antwoord = wie.get(reverse("kluis:herinnering"))
    assert antwoord["Content-Type"].startswith("text/calendar")
    agenda = Calendar.from_ical(antwoord.content)
    (afspraak,) = agenda.walk("VEVENT")
    # Refused from 00:00 on 9 April, so the last day to do something is the 8th.
    assert afspraak.decoded("DTSTART") == date(2026, 4, 8)
    assert afspraak.decoded("DTEND") == date(2026, 4, 9)
    for woord in ("gesprek", "kluis", "tim", "stop", "http", "testserver", wie.code.split()[0]):
        assert woord not in tekst(antwoord).lower()
        assert woord not in antwoord["Content-Disposition"].lower()
    assert "no-store" in antwoord["Cache-Control"]


# Staying


def test_staying_puts_the_lock_off_but_not_beyond_a_working_day(klok: Klok) -> None:
    wie = clb_medewerker()
    for _ in range(23):
        klok.vooruit(minutes=19)
        assert wie.post(reverse("kluis:verlengen")).status_code == 303
        assert wie.sessie().actief_tot <= wie.sessie().eindigt_op
    klok.vooruit(minutes=60)
    assert wie.post(reverse("kluis:verlengen")).status_code == 403


def test_a_script_that_asks_to_stay_gets_no_page() -> None:
    antwoord = huisarts().post(reverse("kluis:verlengen"), headers={"Sec-Fetch-Mode": "cors"})
    assert (antwoord.status_code, antwoord.content) == (204, b"")


def test_every_page_of_an_open_kluis_says_when_it_locks_and_has_the_lock_button(klok: Klok) -> None:
    wie, gesprek = huisarts_met_gesprek()
    klok.vooruit(minutes=10)
    wie.get(stap_url(gesprek))
    klok.vooruit(seconds=30)
    for url in (
        "/",
        reverse("acuut"),
        reverse("handleiding:overzicht"),
        stap_url(gesprek),
        reverse("kluis:instellingen"),
    ):
        pagina = tekst(wie.get(url))
        assert 'data-sluit-over="3570"' in pagina, url
        assert f'action="{reverse("kluis:vergrendel")}"' in pagina, url


# Deleting


def test_deleting_everything_asks_first_and_says_how_much() -> None:
    wie, _ = huisarts_met_gesprek()
    wie.nieuw_gesprek()
    pagina = wie.get(reverse("kluis:wissen"))
    assert "In je kluis staan 2 gesprekken." in tekst(pagina)
    zonder = wie.post(reverse("kluis:wissen"))
    assert zonder.status_code == 422
    assert "Zet eerst het vinkje." in tekst(zonder)
    assert titel(zonder).startswith("Fout: ")
    assert Gesprek.objects.count() == 2


def test_after_deleting_everything_nothing_is_left_and_the_page_says_what_remains_to_do() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.post(reverse("kluis:wissen"), {"zeker": "ja"})
    assert antwoord["Clear-Site-Data"] == '"cache", "storage"'
    assert antwoord.cookies[settings.KLUIS_COOKIE].value == ""
    gewist = wie.volg(antwoord)
    assert "Alles is gewist" in titel(gewist)
    assert "map met downloads" in tekst(gewist)
    assert not Kluis.objects.exists()
    assert not Gesprek.objects.exists()
    # The row of the session is of no use to anybody: its kluis is gone.
    assert not KluisSessie.objects.exists()
    assert wie.get(stap_url(gesprek)).status_code == 403
    assert wie.open().status_code == 422


def test_deleting_everything_leaves_others_alone() -> None:
    ander, hunne = huisarts_met_gesprek("van een ander")
    wie, _ = huisarts_met_gesprek()
    wie.post(reverse("kluis:wissen"), {"zeker": "ja"})
    assert "van een ander" in tekst(ander.get(reverse("gesprekken:lijst")))
    assert Gesprek.objects.get().id == hunne


def test_the_page_after_deleting_can_be_read_by_anybody() -> None:
    assert Bezoeker().get(reverse("kluis:gewist")).status_code == 200
