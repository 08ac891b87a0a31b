"""The selection in a real browser: the whole way without a script, by keyboard, and good for everyone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from gesprek.dossier import Dossier
from tests.heleweg.werkplek import Werkplek
from tests.verslag.hulp import lees

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.eenmaal]
NieuwePagina = Callable[..., "Page"]
SELECTIE = "/sociale-kaart/selectie/"


def kies(pagina: Page, *slugs: str) -> None:
    """Put these in by the button on the page of each."""
    for slug in slugs:
        pagina.goto(f"/sociale-kaart/{slug}/")
        pagina.locator(f"#kies-{slug}").click()
        expect(pagina.locator(f"#kies-{slug}")).to_contain_text("Haal van je verwijskaart")


def namen(pagina: Page) -> list[str]:
    return pagina.locator(".rijen h2").all_text_contents()


def in_orde(pagina: Page) -> None:
    assert pagina.evaluate("document.documentElement.scrollWidth") <= pagina.evaluate("innerWidth")
    uitslag = Axe().run(pagina)
    assert uitslag.violations_count == 0, uitslag.generate_report()


def test_without_a_script_one_chooses_orders_and_takes_the_paper_along(
    nieuwe_pagina: NieuwePagina, tmp_path: Path
) -> None:
    pagina = nieuwe_pagina(java_script_enabled=False, accept_downloads=True)
    pagina.goto(SELECTIE)
    expect(pagina.get_by_role("heading", name="Er staat nog niets op")).to_be_visible()
    kies(pagina, "113", "de-waag")
    pagina.get_by_role("link", name="Je verwijskaart (2)").click()
    assert namen(pagina) == ["113 Zelfmoordpreventie", "De Waag"]
    pagina.get_by_role("button", name="Omhoog De Waag").press("Enter")
    pagina.wait_for_url("**?bij=op-de-waag")
    assert namen(pagina) == ["De Waag", "113 Zelfmoordpreventie"]
    expect(pagina.locator("#neer-de-waag")).to_be_focused()
    pagina.get_by_role("button", name="Weghalen De Waag").press("Enter")
    undo = pagina.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_focused()
    assert namen(pagina) == ["113 Zelfmoordpreventie"]
    undo.press("Enter")
    expect(pagina.get_by_role("button", name="Weghalen De Waag")).to_be_visible()
    with pagina.expect_download() as download:
        pagina.get_by_role("button", name="Maak de verwijskaart (PDF)").click()
    assert download.value.suggested_filename == "adressen.pdf"
    download.value.save_as(tmp_path / "adressen.pdf")
    papier = lees((tmp_path / "adressen.pdf").read_bytes())
    assert papier.index("De Waag") < papier.index("113 Zelfmoordpreventie")
    pagina.get_by_role("button", name="Bekijk als pagina om af te drukken").click()
    expect(pagina).to_have_title("Adressen en nummers")
    expect(pagina.get_by_role("img", name="QR-code om 0800 0113 te bellen")).to_be_visible()


def test_with_a_script_the_button_turns_round_in_place_and_keeps_the_focus(pagina: Page) -> None:
    pagina.goto("/sociale-kaart/113/")
    adres = pagina.url
    knop = pagina.locator("#kies-113")
    knop.press("Enter")
    expect(knop).to_contain_text("Haal van je verwijskaart")
    expect(knop).to_be_focused()
    expect(pagina.locator("#selectiestaat")).to_have_text("Je verwijskaart (1)")
    knop.press("Enter")
    expect(knop).to_contain_text("Zet op je verwijskaart")
    expect(pagina.locator("#selectiestaat")).to_have_text("")
    assert pagina.url == adres


def test_who_chooses_faster_than_we_answer_loses_nothing(pagina: Page) -> None:
    """Nobody has a session yet: the first answer brings it, and the others wait for that."""
    pagina.goto("/sociale-kaart/?alles=ja")
    pagina.evaluate(
        """() => [...document.querySelectorAll(".selectieknop button")].slice(0, 6).forEach((knop) => {
          knop.focus();
          knop.click();
          knop.click();
        })"""
    )
    expect(pagina.locator("#selectiestaat")).to_have_text("Je verwijskaart (6)")
    expect(pagina.get_by_role("button", name="Haal van je verwijskaart")).to_have_count(6)
    # And the queue goes on.
    pagina.get_by_role("button", name="Zet op je verwijskaart").first.click()
    expect(pagina.locator("#selectiestaat")).to_have_text("Je verwijskaart (7)")


def test_a_selection_goes_into_a_gesprek(nieuwe_pagina: NieuwePagina, server: LiveServer) -> None:
    pagina = nieuwe_pagina()
    Werkplek.richt_in(pagina.context, server.url, Dossier(label="dinsdag"))
    kies(pagina, "113")
    pagina.goto(SELECTIE)
    pagina.get_by_role("button", name="Zet in stap 5").click()
    expect(pagina.locator("#veld-hulp-verwijzing")).to_contain_text("0800 0113")
    pagina.get_by_role("button", name="Zoek op de sociale kaart").click()
    expect(pagina.get_by_role("link", name="Je verwijskaart (1)")).to_be_visible()


@pytest.mark.parametrize("schema", ["light", "dark"])
def test_each_page_is_accessible_and_no_wider_than_a_narrow_phone(
    nieuwe_pagina: NieuwePagina, server: LiveServer, schema: str
) -> None:
    pagina = nieuwe_pagina(viewport={"width": 320, "height": 640}, color_scheme=schema)
    pagina.goto(SELECTIE)
    in_orde(pagina)
    Werkplek.richt_in(pagina.context, server.url, Dossier(label="dinsdag"))
    kies(pagina, "stop-it-now-nl", "sociale-kaart-vlaanderen", "113")
    pagina.goto(SELECTIE)
    in_orde(pagina)
    pagina.get_by_role("button", name="Weghalen 113").click()
    in_orde(pagina)
    pagina.get_by_role("button", name="Bekijk als pagina om af te drukken").click()
    expect(pagina).to_have_title("Adressen en nummers")
    in_orde(pagina)
