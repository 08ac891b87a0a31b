"""The whole way in a real browser, from the first click to the private PDF and an empty kluis."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from gesprek.inhoud.lader import laad
from tests.heleweg.werkplek import (
    begin,
    bewaarstatus,
    knop,
    link,
    open_met_code,
    veld,
    vergrendel,
    wacht_op_bewaard,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.hele_weg

STAPPEN = laad().stappen


def vul_in(pagina: Page, nummer: int, *, met_js: bool) -> list[str]:
    """Open every part of the step on this page, write something of its own in each field, choose the first of
    every choice and tick every point. Returns what was written."""
    formulier = pagina.locator("#stapformulier")
    for deel in pagina.locator("details.onderdeel").element_handles():
        if deel.get_attribute("open") is None:
            deel.query_selector("summary").click()  # type: ignore[union-attr]
    geschreven = []
    for teller, vak in enumerate(formulier.locator("textarea, input[type=text]").element_handles()):
        tekst = f"zin {nummer}{teller:03} é"
        vak.fill(tekst)
        geschreven.append(tekst)
    for teller, vak in enumerate(formulier.locator("input[type=date]").element_handles()):
        vak.fill(f"2027-0{nummer}-{10 + teller}")
    for vinkje in formulier.locator("[type=checkbox], .keuze:first-of-type > [type=radio]").element_handles():
        vinkje.check()
    assert geschreven
    if met_js:
        wacht_op_bewaard(pagina)
    return geschreven


def naam_van_knop(nummer: int) -> str:
    return f"Naar stap {nummer + 1}" if nummer < len(STAPPEN) else "Naar het overzicht"


def vreemd_gespeld(code: str) -> str:
    """The code as somebody may type it from a card: four letters, capitals, hyphens, spaces."""
    woorden = code.split()
    return (
        f"  {woorden[0].upper()}-{woorden[1][:4]}   "
        + "-".join(w[:4].capitalize() for w in woorden[2:])
        + " "
    )


def rijen(pagina: Page) -> list[str]:
    return [vak.input_value() for vak in pagina.locator('[name^="r.boodschap-punten."]').all()]


def bewerk_rijen(pagina: Page) -> list[str]:
    """In step 1: add two rows to the messages, move one, take one out and bring it back."""
    for tekst in ("tweede boodschap", "derde boodschap"):
        knop(pagina, "Nog een boodschap").click()
        vak = pagina.locator('[name^="r.boodschap-punten."]').last
        expect(vak).to_have_value("")
        expect(vak).to_be_focused()
        vak.fill(tekst)
    eerste = rijen(pagina)[0]
    knop(pagina, "Omhoog boodschap 3").click()
    expect(pagina.locator('[name^="r.boodschap-punten."]').nth(1)).to_have_value("derde boodschap")
    assert rijen(pagina) == [eerste, "derde boodschap", "tweede boodschap"]
    knop(pagina, "Omlaag boodschap 1").click()
    expect(pagina.locator('[name^="r.boodschap-punten."]').first).to_have_value("derde boodschap")
    knop(pagina, "Weghalen boodschap 2").click()
    expect(pagina.locator('[name^="r.boodschap-punten."]')).to_have_count(2)
    assert rijen(pagina) == ["derde boodschap", "tweede boodschap"]
    knop(pagina, "Ongedaan maken").click()
    expect(pagina.locator('[name^="r.boodschap-punten."]')).to_have_count(3)
    assert rijen(pagina) == ["derde boodschap", eerste, "tweede boodschap"]
    return ["derde boodschap", "tweede boodschap"]


def pdf_tekst(pagina: Page, naar: Path) -> str:
    """Download the PDF as the page offers it, and read it."""
    with pagina.expect_download(timeout=30_000) as wachten:
        knop(pagina, "Download de PDF").click(timeout=30_000)
    wachten.value.save_as(naar)
    assert wachten.value.suggested_filename == "voorbereiding.pdf"
    tekst = " ".join(blad.extract_text() for blad in PdfReader(naar).pages)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", tekst))


def loop(nieuwe_pagina: Callable[..., Page], tmp_path: Path, *, met_js: bool) -> None:
    pagina = nieuwe_pagina(java_script_enabled=met_js)
    code = begin(pagina)
    knop(pagina, "Mijn code is bewaard, ga verder").click()
    pagina.get_by_label("Een naam waaraan jij het herkent").fill("gesprek van donderdag")
    knop(pagina, "Naar de zes stappen").click()
    expect(pagina.get_by_text("Nog niet begonnen", exact=True)).to_have_count(len(STAPPEN))
    link(pagina, "Ga verder met stap 1").click()

    geschreven: list[str] = []
    for stap in STAPPEN:
        expect(pagina).to_have_title(f"Stap {stap.nummer} van 6 · Start het gesprek")
        geschreven += vul_in(pagina, stap.nummer, met_js=met_js)
        if stap.nummer == 1:
            if met_js:
                veld(pagina, "t.moment-plek").press_sequentially(" en de gang")
                expect(bewaarstatus(pagina)).to_contain_text("Bewaard om")
            geschreven += bewerk_rijen(pagina)
        if stap.nummer in (1, 6):
            knop(pagina, "Deze stap is klaar").click()
            expect(pagina).to_have_title(re.compile("De zes stappen"))
            if stap.nummer == 1:
                expect(pagina.locator(".status--klaar")).to_have_count(1)
                pagina.get_by_role("link", name=re.compile(r"^2\. ")).click()
        else:
            knop(pagina, naam_van_knop(stap.nummer)).click()
    expect(pagina.locator(".status--klaar")).to_have_count(2)
    expect(pagina.locator(".status--bezig")).to_have_count(4)
    vergrendel(pagina)
    pagina.context.close()

    # Tomorrow, another browser.
    pagina = nieuwe_pagina(java_script_enabled=met_js, accept_downloads=True)
    pagina.goto("/")
    link(pagina, "Ga verder met je code").click()
    open_met_code(pagina, vreemd_gespeld(code))
    link(pagina, "gesprek van donderdag").click()
    link(pagina, "Lees alles na").click()
    alles = pagina.locator("main").inner_text()
    assert [tekst for tekst in geschreven if tekst not in alles] == []
    assert "10 januari 2027" in alles

    plek = STAPPEN[0].onderdelen[0].velden[0].label
    pagina.get_by_role("link", name=re.compile(rf"^Wijzig\s*: {re.escape(plek)}$")).click()
    expect(veld(pagina, "t.moment-plek")).to_be_visible()
    veld(pagina, "t.moment-plek").fill("kamer 4")
    knop(pagina, "Opslaan en terug naar je antwoorden").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Lees alles na")
    expect(pagina.locator("main")).to_contain_text("kamer 4")
    geschreven = [tekst for tekst in geschreven if tekst != "zin 1000 é"]

    link(pagina, "Maak een PDF").click()
    papier = pdf_tekst(pagina, tmp_path / "voorbereiding.pdf")
    assert [tekst for tekst in [*geschreven, "kamer 4"] if tekst not in papier] == []

    link(pagina, "Alle stappen").click()
    link(pagina, "Klaar? Bewaar je PDF en wis alles").click()
    pagina.get_by_label("Ik heb mijn PDF, of ik heb hem niet nodig").check()
    knop(pagina, "Wis alles nu").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Alles is gewist")
    expect(knop(pagina, "Vergrendel")).to_have_count(0)
    pagina.goto("/kluis/openen/")
    open_met_code(pagina, code)
    expect(pagina.locator("#foutenlijst")).to_contain_text("Bij deze code vinden we niets")


def test_the_whole_way_with_javascript(nieuwe_pagina: Callable[..., Page], tmp_path: Path) -> None:
    loop(nieuwe_pagina, tmp_path, met_js=True)


def test_the_whole_way_without_javascript(nieuwe_pagina: Callable[..., Page], tmp_path: Path) -> None:
    loop(nieuwe_pagina, tmp_path, met_js=False)
