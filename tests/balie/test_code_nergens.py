"""The code is never in a cookie, an address, a title or a log, and a note that holds it is warned about."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.urls import reverse

from gesprek.kluis.code import WOORDEN, toon
from tests.hulp import Bezoeker, formulieren, stapformulier, tekst, titel
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")
WAARSCHUWING = "In je tekst staat je toegangscode."


class Meekijker(Bezoeker):
    """Keeps every answer it ever got."""

    def __init__(self) -> None:
        super().__init__()
        self.antwoorden: list[HttpResponse] = []
        vraag = self.client.request

        def onthoud(**opties: object) -> HttpResponse:
            antwoord: HttpResponse = vraag(**opties)  # type: ignore[assignment]
            self.antwoorden.append(antwoord)
            return antwoord

        self.client.request = onthoud  # type: ignore[assignment, method-assign]


def vormen(code: str) -> set[str]:
    """The ways in which a code could stand somewhere."""
    nummers = [WOORDEN.index(woord) for woord in code.split()]
    rauw = b"".join(n.to_bytes(2, "big") for n in nummers)
    los = {str(nummers), str(tuple(nummers)), rauw.hex()}
    return {
        code,
        code.replace(" ", "-"),
        code.replace(" ", "+"),
        code.replace(" ", "%20"),
        code.replace(" ", ""),
    } | los


def test_a_whole_visit_leaves_the_code_on_its_own_page_only(caplog: pytest.LogCaptureFixture) -> None:
    wie = Meekijker()
    with caplog.at_level(logging.DEBUG):
        codepagina = wie.begin()
        wie.code_is_bewaard()
        gesprek = wie.nieuw_gesprek("donderdag")
        wie.schrijf(gesprek, {"t.gevoel-wat": "iets"})
        eerste = wie.code
        wie.vergrendel()
        wie.open()
        wie.get(f"/bestaat-niet/?code={eerste.split()[0]}")
        wie.post(reverse("kluis:nieuwe_code"))
        nieuwe = wie.lees_code()
        wie.code_is_bewaard()
        wie.vergrendel()
        foute_poging = wie.open(eerste)
        wie.get(reverse("kluis:openen"))
    mag = {id(codepagina), id(nieuwe), id(foute_poging)}
    for code in (
        eerste,
        tekst(nieuwe).split('translate="no"><li>')[1].split("</li></ol>")[0].replace("</li><li>", " "),
    ):
        for vorm in vormen(code):
            for antwoord in wie.antwoorden:
                assert vorm not in str(antwoord.headers)
                assert vorm not in str(antwoord.cookies)
                if antwoord.content:
                    assert id(antwoord) in mag or vorm not in tekst(antwoord)
                    assert antwoord.status_code == 303 or vorm not in titel(antwoord)
            assert vorm not in caplog.text
    for woord in eerste.split():
        assert all(woord not in str(antwoord.cookies) for antwoord in wie.antwoorden)


# A note that holds the code

SCHRIJFWIJZEN: dict[str, Callable[[str], str]] = {
    "as shown": lambda c: c,
    "in a sentence": lambda c: f"Mijn code is {c}, niet vergeten.",
    "capitals": str.upper,
    "one a line": lambda c: c.replace(" ", "\n"),
    "hyphens": lambda c: c.replace(" ", "-"),
    "numbered": lambda c: "\n".join(f"{n}. {w}" for n, w in enumerate(c.split(), 1)),
    "four letters each": lambda c: " ".join(w[:4] for w in c.split()),
}


@pytest.mark.parametrize("schrijf", SCHRIJFWIJZEN.values(), ids=SCHRIJFWIJZEN.keys())
def test_a_note_that_holds_the_code_is_saved_and_warned_about(schrijf: Callable[[str], str]) -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {"t.gevoel-wat": schrijf(wie.code)})
    verder = wie.volg(antwoord)
    assert WAARSCHUWING in tekst(verder)
    assert stapformulier(verder)["t.gevoel-wat"] == schrijf(wie.code)


def test_an_autosave_warns_in_its_own_line() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {"t.gevoel-wat": wie.code}, htmx=True)
    assert antwoord.status_code == 200
    assert WAARSCHUWING in tekst(antwoord)
    assert wie.code not in tekst(antwoord)


def test_a_cell_of_a_row_is_looked_at_too() -> None:
    wie, gesprek = huisarts_met_gesprek()
    rij = stapformulier(wie.stap(gesprek))["volgorde.concreet-waarnemingen"]
    waarden = {"volgorde.concreet-waarnemingen": rij, f"r.concreet-waarnemingen.{rij}.wat": wie.code}
    assert WAARSCHUWING in tekst(wie.schrijf(gesprek, waarden, htmx=True))


def test_the_label_is_looked_at_too() -> None:
    wie, gesprek = huisarts_met_gesprek()
    kort = " ".join(woord[:4] for woord in wie.code.split())
    for url in (reverse("gesprekken:label", args=[gesprek]), reverse("gesprekken:nieuw")):
        verder = wie.volg(wie.post(url, {"label": kort}))
        assert WAARSCHUWING in tekst(verder)


def test_seven_words_that_are_not_this_code_are_no_reason_to_warn() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {"t.gevoel-wat": toon((1, 2, 3, 4, 5, 6, 7))}, htmx=True)
    assert WAARSCHUWING not in tekst(antwoord)


def test_after_a_new_code_the_old_one_in_a_note_is_harmless() -> None:
    wie, gesprek = huisarts_met_gesprek()
    oud = wie.code
    wie.post(reverse("kluis:nieuwe_code"))
    assert WAARSCHUWING not in tekst(wie.schrijf(gesprek, {"t.gevoel-wat": oud}, htmx=True))


def test_a_code_typed_into_the_wrong_field_is_not_sent_back_in_an_address() -> None:
    wie, _ = huisarts_met_gesprek()
    wie.vergrendel()
    pagina = wie.get(reverse("kluis:openen"))
    assert all(f.methode == "post" for f in formulieren(pagina))
