"""Go on with a code: spelled in any way, and silent about why it does not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from gesprek.kluis import kluizen, sleutels
from gesprek.kluis.code import WOORDEN, nieuwe_code, toon
from gesprek.models import Kluis
from tests.hulp import Bezoeker, Klok, formulieren, tekst, titel, zonder_token
from tests.plannen import onthoud_vragen
from tests.rollen import huisarts_met_gesprek, vergeetachtige, voorbijganger

pytestmark = pytest.mark.django_db(databases="__all__")
NIETS = "Bij deze code vinden we niets: typfout, verlopen of gewist."


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


def _met_streken(code: str) -> str:
    return code.replace("e", "é").replace("a", "ä").replace("o", "ò").replace("i", "ï")


SPELLINGEN: dict[str, Callable[[str], str]] = {
    "as shown": lambda c: c,
    "capitals": str.upper,
    "a capital each": str.title,
    "four letters each": lambda c: " ".join(w[:4] for w in c.split()),
    "hyphens": lambda c: c.replace(" ", "-"),
    "commas": lambda c: c.replace(" ", ", "),
    "many spaces": lambda c: f"   {c.replace(' ', '    ')}  ",
    "one a line": lambda c: c.replace(" ", "\r\n"),
    "tabs": lambda c: c.replace(" ", "\t"),
    "accents": _met_streken,
    "accents apart": lambda c: unicodedata.normalize("NFD", _met_streken(c)),
    "numbered": lambda c: "\n".join(f"{n}. {w}" for n, w in enumerate(c.split(), 1)),
    "no-break spaces": lambda c: c.replace(" ", "\u00a0"),
    "a full stop": lambda c: f"{c}.",
    "quotes": lambda c: f"“{c}”",
    "full width": lambda c: "".join(chr(ord(t) + 0xFEE0) if t != " " else t for t in c),
    "other endings": lambda c: " ".join(f"{w[:4]}xyz" for w in c.split()),
}


@pytest.mark.parametrize("spelling", SPELLINGEN.values(), ids=SPELLINGEN.keys())
def test_the_code_opens_however_it_is_spelled(spelling: Callable[[str], str]) -> None:
    wie, _ = huisarts_met_gesprek("donderdag")
    wie.vergrendel()
    antwoord = wie.open(spelling(wie.code))
    assert antwoord.status_code == 303, tekst(antwoord)
    assert "donderdag" in tekst(wie.volg(antwoord))


def test_an_unknown_word_is_pointed_at_with_what_it_might_be() -> None:
    wie, _ = vergeetachtige()
    woorden = wie.code.split()
    woorden[2] = _tikfout(woorden[2])
    antwoord = wie.open(" ".join(woorden))
    assert antwoord.status_code == 422
    assert titel(antwoord).startswith("Fout: ")
    assert "Woord 3 kennen we niet." in tekst(antwoord)
    assert formulieren(antwoord)[-1]["toegangscode"] == " ".join(woorden)


def _tikfout(woord: str) -> str:
    """A word of no list: its second letter doubled away."""
    beginnen = {w[:4] for w in WOORDEN}
    for letter in "qxjz":
        anders = woord[0] + letter + woord[2:]
        if anders[:4] not in beginnen:
            return anders
    raise AssertionError(woord)


def test_a_likely_word_is_offered() -> None:
    wie = voorbijganger()
    for woord in WOORDEN[::97]:
        fout = _tikfout(woord)
        antwoord = wie.open(" ".join([fout, *wie_code()[1:]]))
        if f"Bedoel je {woord}" in tekst(antwoord) or re.search(
            rf"Bedoel je [\w ]*\b{woord}\b", tekst(antwoord)
        ):
            return
    pytest.fail("no likely word was ever offered")


def wie_code() -> list[str]:
    return toon(nieuwe_code()).split()


@pytest.mark.parametrize(
    ("code", "zin"),
    [
        ("", "Vul je zeven woorden in."),
        ("   ", "Vul je zeven woorden in."),
        ("{} {} {}", "Een code heeft 7 woorden. Je typte er 3."),
        (" ".join(["{}"] * 9), "Een code heeft 7 woorden. Je typte er 9."),
    ],
)
def test_too_few_or_too_many_words_are_counted(code: str, zin: str) -> None:
    antwoord = voorbijganger().open(code.format(*WOORDEN))
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)


def _alle_drie(klok: Klok) -> dict[str, HttpResponse]:
    """The answers to a code that never was, one that expired, and one that was deleted."""
    klok.zet(2026, 3, 10, 12, 0)
    verlopen, gewist = Bezoeker(), Bezoeker()
    verlopen.begin()
    klok.zet(2026, 3, 12, 12, 0)
    gewist.begin()
    kluizen.wis(gewist.sessie().kluis)
    codes = {"never": toon(nieuwe_code()), "expired": verlopen.code, "deleted": gewist.code}
    return {naam: Bezoeker().open(code) for naam, code in codes.items()}


def test_wrong_expired_and_deleted_get_the_very_same_answer(klok: Klok) -> None:
    antwoorden = _alle_drie(klok)
    for antwoord in antwoorden.values():
        assert antwoord.status_code == 422
        assert NIETS in tekst(antwoord)
    lijven = {
        zonder_token(antwoord).replace(formulieren(antwoord)[-1]["toegangscode"], "")
        for antwoord in antwoorden.values()
    }
    assert len(lijven) == 1
    koppen = {
        str(sorted((n, w) for n, w in a.headers.items() if n != "Content-Length"))
        for a in antwoorden.values()
    }
    assert len(koppen) == 1
    assert {tuple(sorted(a.cookies)) for a in antwoorden.values()} == {(settings.CSRF_COOKIE_NAME,)}


def test_wrong_expired_and_deleted_do_the_very_same_work(klok: Klok, monkeypatch: pytest.MonkeyPatch) -> None:
    """One stretch of the code and the same queries: the clock cannot tell them apart either."""
    keren = []
    echt = sleutels.strek

    def tel(code: tuple[int, ...]) -> bytes:
        keren.append(1)
        return echt(code)

    monkeypatch.setattr(sleutels, "strek", tel)
    klok.zet(2026, 3, 10, 12, 0)
    verlopen, gewist = Bezoeker(), Bezoeker()
    verlopen.begin()
    klok.zet(2026, 3, 12, 12, 0)
    gewist.begin()
    kluizen.wis(gewist.sessie().kluis)
    werk = []
    for code in (toon(nieuwe_code()), verlopen.code, gewist.code):
        keren.clear()
        wie = Bezoeker()
        wie.get(reverse("kluis:openen"))
        with onthoud_vragen() as vragen:
            wie.open(code)
        werk.append((len(keren), [sql for sql, _ in vragen]))
    assert werk[0] == werk[1] == werk[2]
    assert werk[0][0] == 1


def test_an_open_kluis_goes_straight_to_its_gesprekken() -> None:
    wie, _ = huisarts_met_gesprek()
    antwoord = wie.get(reverse("kluis:openen"))
    assert antwoord["Location"] == reverse("gesprekken:lijst")


def test_another_code_in_an_open_kluis_changes_to_that_one() -> None:
    wie, _ = huisarts_met_gesprek("mijn eigen")
    ander, _ = huisarts_met_gesprek("van de ander")
    wie.open(ander.code)
    lijst = tekst(wie.get(reverse("gesprekken:lijst")))
    assert "van de ander" in lijst
    assert "mijn eigen" not in lijst


def test_a_wrong_code_does_not_close_what_is_open() -> None:
    wie, _ = huisarts_met_gesprek("mijn eigen")
    assert wie.open(toon(nieuwe_code())).status_code == 422
    assert "mijn eigen" in tekst(wie.get(reverse("gesprekken:lijst")))


def test_the_field_takes_a_paste_and_asks_the_browser_to_remember_nothing() -> None:
    pagina = tekst(voorbijganger().get(reverse("kluis:openen")))
    veld = re.search(r'<input[^>]*name="toegangscode"[^>]*>', pagina)
    assert veld
    assert 'type="text"' in veld[0]
    assert 'autocomplete="off"' in veld[0]
    assert 'spellcheck="false"' in veld[0]
    assert "onpaste" not in pagina


def test_opening_moves_the_last_day_and_the_overview_shows_it(klok: Klok) -> None:
    klok.zet(2026, 3, 10, 12, 0)
    wie, _ = huisarts_met_gesprek()
    assert "Op 9 april 2026 wordt alles hier gewist" in tekst(wie.get(reverse("gesprekken:lijst")))
    klok.zet(2026, 3, 20, 12, 0)
    lijst = tekst(wie.volg(wie.open()))
    assert "Op 19 april 2026 wordt alles hier gewist" in lijst


def test_it_is_refused_on_the_day_that_stood_on_the_screen_and_a_session_may_finish(klok: Klok) -> None:
    klok.zet(2026, 3, 10, 12, 0)
    wie, gesprek = huisarts_met_gesprek()
    wie.vergrendel()
    klok.zet(2026, 4, 8, 23, 50)
    kluis = wie.code
    # Opening would move the day; somebody who was already in does not.
    Kluis.objects.update(verwijderd_op=klok.moment.date().replace(day=9))
    laat = Bezoeker()
    laat.open(kluis)
    Kluis.objects.update(verwijderd_op=klok.moment.date().replace(day=9))
    klok.zet(2026, 4, 9, 0, 0)
    assert NIETS in tekst(Bezoeker().open(kluis))
    assert laat.schrijf(gesprek, {"t.gevoel-wat": "nog net"}).status_code == 303
    assert "nog net" in tekst(laat.stap(gesprek))
