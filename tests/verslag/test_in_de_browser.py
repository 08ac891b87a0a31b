"""The pages of the papers in a real browser: accessible, in width, and a download that is a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from gesprek.balie.beginnen import oefendossier
from gesprek.verslag import drukkerij
from tests.verslag.hulp import kaal, lees

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
NieuwePagina = Callable[..., "Page"]


def open_keuze(pagina: Page) -> None:
    """The practice case, at the page where one chooses what goes on paper."""
    pagina.goto("/")
    pagina.get_by_role("button", name="Oefen met een voorbeeld").click()
    pagina.wait_for_url("**/gesprekken/**")
    pagina.get_by_role("link", name="Maak een PDF").first.click()
    pagina.get_by_role("heading", name="Maak een PDF").wait_for()


def in_orde(pagina: Page) -> None:
    assert pagina.evaluate("document.documentElement.scrollWidth") <= pagina.evaluate("innerWidth")
    uitslag = Axe().run(pagina)
    assert uitslag.violations_count == 0, uitslag.generate_report()


@pytest.mark.parametrize("schema", ["light", "dark"])
def test_each_page_is_accessible_and_no_wider_than_a_narrow_phone(
    nieuwe_pagina: NieuwePagina, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pagina = nieuwe_pagina(viewport={"width": 320, "height": 640}, color_scheme=schema)
    open_keuze(pagina)
    in_orde(pagina)
    pagina.get_by_label("Wachtwoord op de PDF").fill("kort")
    pagina.get_by_role("button", name="Download de PDF").click()
    pagina.get_by_role("link", name="Neem een wachtwoord").wait_for()
    assert pagina.title().startswith("Fout: ")
    in_orde(pagina)

    def geen(html: str, wachtwoord: str = "") -> bytes:
        raise drukkerij.GeenPango

    monkeypatch.setattr(drukkerij, "maak_pdf", geen)
    pagina.get_by_label("Wachtwoord op de PDF").fill("")
    pagina.get_by_label("Ja, ook de uitleg").check()
    pagina.get_by_role("button", name="Download de PDF").click()
    pagina.get_by_role("heading", name="Een PDF maken kan hier niet").wait_for()
    in_orde(pagina)
    pagina.get_by_role("button", name="Bekijk als pagina").click()
    pagina.get_by_role("heading", name="Mijn voorbereiding").wait_for()
    in_orde(pagina)


@pytest.mark.parametrize("met_script", [True, False])
def test_the_button_downloads_a_pdf_with_everything_in_it(
    nieuwe_pagina: NieuwePagina, met_script: bool, tmp_path: Path
) -> None:
    pagina = nieuwe_pagina(java_script_enabled=met_script)
    open_keuze(pagina)
    with pagina.expect_download() as download:
        pagina.get_by_role("button", name="Download de PDF").click()
    assert download.value.suggested_filename == "voorbereiding.pdf"
    download.value.save_as(tmp_path / "voorbereiding.pdf")
    papier = kaal(lees((tmp_path / "voorbereiding.pdf").read_bytes()))
    assert all(kaal(tekst) in papier for tekst in oefendossier().teksten.values() if len(tekst) > 20)


def test_printed_from_the_browser_only_the_report_is_on_paper(nieuwe_pagina: NieuwePagina) -> None:
    pagina = nieuwe_pagina()
    open_keuze(pagina)
    pagina.get_by_role("button", name="Bekijk als pagina om af te drukken").click()
    pagina.get_by_role("heading", name="Mijn voorbereiding").wait_for()
    papier = kaal(lees(pagina.pdf(prefer_css_page_size=True)))
    assert kaal("Nummers voor") in papier
    assert kaal(oefendossier().teksten["gevoel-wat"]) in papier
    for weg in ("Vergrendel", "Privacy", "Terug naar je keuzes", "recht op inzage"):
        assert kaal(weg) not in papier
