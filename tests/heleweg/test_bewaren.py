"""Nothing typed is lost: no network, a slow or broken server, a closed tab, a nervous finger."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError
from playwright.sync_api import expect

from gesprek.kluis import gesprekken
from gesprek.models import Gesprek, Kluis
from tests.heleweg.werkplek import (
    MISLUKT,
    Werkplek,
    bewaarstatus,
    knop,
    link,
    typ,
    veld,
    wacht_op_bewaard,
)

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page, Request

PLEK = "t.moment-plek"


@pytest.fixture
def stap(plek: Werkplek, pagina: Page) -> Page:
    """Step 1 of an empty gesprek."""
    pagina.goto(plek.stap())
    return pagina


def test_text_is_saved_while_one_types_and_the_focus_stays_where_it_was(stap: Page, plek: Werkplek) -> None:
    veld(stap, PLEK).press_sequentially("de spreekkamer")
    wacht_op_bewaard(stap)
    expect(veld(stap, PLEK)).to_be_focused()
    stap.keyboard.type(", met thee")
    wacht_op_bewaard(stap)
    expect(veld(stap, PLEK)).to_have_value("de spreekkamer, met thee")
    assert plek.dossier().teksten["moment-plek"] == "de spreekkamer, met thee"


def test_without_a_network_the_text_stays_and_is_saved_when_the_network_is_back(
    stap: Page, plek: Werkplek
) -> None:
    stap.context.set_offline(True)
    typ(stap, PLEK, "in de trein")
    expect(bewaarstatus(stap)).to_have_text(MISLUKT)
    assert "moment-plek" not in plek.dossier().teksten
    stap.context.set_offline(False)
    wacht_op_bewaard(stap)
    assert plek.dossier().teksten["moment-plek"] == "in de trein"


@pytest.mark.parametrize("toets", ["Enter", "Opslaan", "Vergrendel"])
def test_a_button_without_a_network_does_not_leave_the_page_and_works_afterwards(
    toets: str, stap: Page, plek: Werkplek
) -> None:
    stap.context.set_offline(True)
    veld(stap, PLEK).fill("in de trein")
    if toets == "Enter":
        veld(stap, PLEK).press("Enter")
    else:
        knop(stap, toets).last.click()
    expect(bewaarstatus(stap)).to_have_text(MISLUKT)
    expect(veld(stap, PLEK)).to_have_value("in de trein")
    stap.context.set_offline(False)
    wacht_op_bewaard(stap)
    stap.wait_for_timeout(200)
    expect(veld(stap, PLEK)).to_have_value("in de trein")
    knop(stap, "Opslaan").last.click()
    expect(stap.get_by_text("Bewaard om")).to_be_visible()
    assert plek.dossier().teksten["moment-plek"] == "in de trein"


@pytest.mark.parametrize("fout", [RuntimeError("stuk"), OperationalError("no such database")])
def test_a_broken_server_is_told_and_saving_goes_on_when_it_is_well_again(
    fout: Exception, stap: Page, plek: Werkplek, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuk(*_: Any) -> None:
        raise fout

    with monkeypatch.context() as kapot:
        kapot.setattr(gesprekken, "bewaar", stuk)
        typ(stap, PLEK, "een zin")
        expect(bewaarstatus(stap)).to_have_text(MISLUKT)
        # A button would bring a page that says so; the text is safer where it stands.
        # The status is the same before and after: only the answer tells that the press was refused too.
        with stap.expect_response(lambda antwoord: antwoord.status >= 500):
            knop(stap, "Naar stap 2").click()
        expect(bewaarstatus(stap)).to_have_text(MISLUKT)
        expect(veld(stap, PLEK)).to_have_value("een zin")
    if isinstance(fout, OperationalError):  # it asked for ten seconds; a press need not wait
        typ(stap, PLEK, "een zin en meer")
    wacht_op_bewaard(stap)
    assert plek.dossier().teksten["moment-plek"].startswith("een zin")


def test_a_slow_save_is_told_and_a_button_waits_for_it(
    stap: Page, plek: Werkplek, monkeypatch: pytest.MonkeyPatch
) -> None:
    mag = threading.Event()
    echt = gesprekken.bewaar

    def traag(*argumenten: Any) -> Any:
        mag.wait(10)
        return echt(*argumenten)

    monkeypatch.setattr(gesprekken, "bewaar", traag)
    typ(stap, PLEK, "een zin")
    expect(bewaarstatus(stap)).to_have_text("Bezig met bewaren…")
    knop(stap, "Naar stap 2").click()
    mag.set()
    expect(stap).to_have_title(re.compile("^Stap 2 van 6"))
    assert plek.dossier().teksten["moment-plek"] == "een zin"


def test_leaving_with_unsaved_text_asks_first(stap: Page) -> None:
    gevraagd: list[str] = []

    def blijf(dialoog: Dialog) -> None:
        gevraagd.append(dialoog.type)
        dialoog.dismiss()

    stap.on("dialog", blijf)
    stap.context.set_offline(True)
    typ(stap, PLEK, "in de trein")
    expect(bewaarstatus(stap)).to_have_text(MISLUKT)
    stap.get_by_role("link", name="Alle stappen").click(no_wait_after=True)
    stap.wait_for_timeout(300)
    assert gevraagd == ["beforeunload"]
    expect(veld(stap, PLEK)).to_have_value("in de trein")
    stap.context.set_offline(False)
    wacht_op_bewaard(stap)
    link(stap, "Alle stappen").click()
    expect(stap).to_have_title(re.compile("De zes stappen"))
    assert gevraagd == ["beforeunload"]


@pytest.mark.parametrize("breedte", [320, 700, 1280])
@pytest.mark.parametrize("naar", ["Naar stap 2", "Opslaan en terug naar je antwoorden"])
def test_a_save_that_ends_while_a_button_is_held_down_does_not_move_the_button(
    breedte: int, naar: str, stap: Page, plek: Werkplek
) -> None:
    stap.set_viewport_size({"width": breedte, "height": 700})
    stap.goto(plek.stap() + ("&na=moment-plek" if naar.startswith("Opslaan") else ""))
    veld(stap, PLEK).fill("een zin")
    vak = knop(stap, naar).bounding_box()
    assert vak is not None
    stap.mouse.move(vak["x"] + vak["width"] / 2, vak["y"] + vak["height"] / 2)
    stap.mouse.down()
    wacht_op_bewaard(stap)
    assert knop(stap, naar).bounding_box() == vak
    with stap.expect_navigation():
        stap.mouse.up()
    assert plek.dossier().teksten["moment-plek"] == "een zin"


def test_a_double_click_begins_one_kluis_and_one_gesprek(pagina: Page) -> None:
    pagina.goto("/kluis/")
    for keus in ("Nederland", "Huisarts"):
        pagina.get_by_role("radio", name=keus).check()
    pagina.get_by_role("radio", name=re.compile("^Mijn eigen apparaat")).check()
    knop(pagina, "Maak mijn code").dblclick()
    expect(pagina.locator("#code li")).to_have_count(7)
    pagina.goto("/gesprekken/nieuw/")
    knop(pagina, "Naar de zes stappen").dblclick()
    expect(pagina).to_have_title(re.compile("De zes stappen"))
    pagina.wait_for_load_state("networkidle")
    assert (Kluis.objects.count(), Gesprek.objects.count()) == (1, 1)


def test_a_double_click_adds_one_row_and_makes_one_pdf(stap: Page, plek: Werkplek) -> None:
    stap.goto(plek.stap(deel="boodschap"))
    stap.locator('[name^="r.boodschap-punten."]').fill("de zorg")
    knop(stap, "Nog een boodschap").dblclick()
    expect(stap.locator('[name^="r.boodschap-punten."]')).to_have_count(2)

    stap.goto(plek.pad("verslag:verslag"))
    verzoeken: list[Request] = []
    stap.on("request", lambda verzoek: verzoeken.append(verzoek) if verzoek.method == "POST" else None)
    with stap.expect_download(timeout=30_000):
        knop(stap, "Download de PDF").dblclick(timeout=30_000)
    assert len(verzoeken) == 1


def test_text_longer_than_a_field_may_be_is_refused_in_words_and_stays(stap: Page, plek: Werkplek) -> None:
    lang = "lang " * 4001
    typ(stap, "t.moment-privacy", lang)
    expect(bewaarstatus(stap)).to_contain_text("Deze tekst heeft 20005 tekens")
    typ(stap, PLEK, "past wel")
    expect(bewaarstatus(stap)).to_contain_text("De rest is bewaard")
    knop(stap, "Opslaan").last.click()
    expect(stap).to_have_title(re.compile("^Fout: "))
    expect(stap.locator("#foutenlijst")).to_be_focused()
    expect(veld(stap, "t.moment-privacy")).to_have_value(lang)
    assert plek.dossier().teksten["moment-plek"] == "past wel"
    typ(stap, "t.moment-privacy", "kort")
    wacht_op_bewaard(stap)
    assert plek.dossier().teksten["moment-privacy"] == "kort"


def test_every_way_of_saving_says_when(
    nieuwe_pagina: Callable[..., Page], plek: Werkplek, stap: Page
) -> None:
    stap.get_by_role("checkbox").first.check()
    wacht_op_bewaard(stap)
    expect(stap.locator("#punten-open")).to_contain_text("staan er nog")
    stap.locator("details.onderdeel > summary").nth(4).click()
    stap.get_by_role("radio").first.check()
    wacht_op_bewaard(stap)
    assert plek.dossier().punten
    assert plek.dossier().teksten["overleg-protocol"]
