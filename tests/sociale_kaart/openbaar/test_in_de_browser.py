"""The sociale kaart in a real browser: as one types, with the keyboard, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from sociale_kaart.models import Foutmelding
from tests.heleweg.keuring import BREED, keur

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]
PAD = "/sociale-kaart/"


def test_results_come_as_one_types_and_focus_stays(pagina: Page) -> None:
    pagina.goto(PAD)
    expect(pagina.get_by_role("heading", name="Waar gaat het om?")).to_be_visible()
    veld = pagina.get_by_role("searchbox")
    veld.press_sequentially("zelfmoord")
    expect(pagina.get_by_role("link", name="113 Zelfmoordpreventie", exact=True)).to_be_visible()
    expect(pagina.locator("#zoekstand")).to_have_text(
        re.compile(r"^\d+ adress?en? gevonden$|^1 adres gevonden$")
    )
    expect(veld).to_be_focused()
    expect(pagina).to_have_url(re.compile(r"\?q=zelfmoord$"))
    veld.fill("")
    expect(pagina.get_by_role("heading", name="Waar gaat het om?")).to_be_visible()
    expect(pagina).to_have_url(re.compile(r"/sociale-kaart/$"))


def test_back_from_an_entry_finds_the_search_as_it_was_and_once_more_leaves_it(pagina: Page) -> None:
    pagina.goto("/handleiding/")
    pagina.goto(PAD)
    pagina.get_by_role("searchbox").press_sequentially("zelfmoord")
    expect(pagina).to_have_url(re.compile(r"\?q=zelfmoord$"))
    pagina.get_by_role("link", name="113 Zelfmoordpreventie", exact=True).click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("113 Zelfmoordpreventie")
    pagina.go_back()
    expect(pagina.get_by_role("searchbox")).to_have_value("zelfmoord")
    expect(pagina.get_by_role("link", name="113 Zelfmoordpreventie", exact=True)).to_be_visible()
    pagina.go_back()
    expect(pagina).to_have_url(re.compile(r"/handleiding/$"))


def test_a_filter_works_at_once_and_the_map_takes_it_along(pagina: Page) -> None:
    pagina.goto(PAD)
    pagina.get_by_text("Kies verder").click()
    pagina.get_by_role("checkbox", name="Gratis").check()
    expect(pagina.locator("a.chip", has_text="Gratis")).to_be_visible()
    utrecht = pagina.locator("svg [data-provincie=NL-UT]")
    expect(utrecht).to_have_attribute("href", re.compile("gratis=ja.*provincie=NL-UT"))
    utrecht.click()
    expect(pagina.locator("a.chip", has_text="Utrecht")).to_be_visible()
    expect(utrecht).to_have_attribute("aria-current", "true")
    pagina.locator("a.chip", has_text="Gratis").click()
    expect(pagina).to_have_url(re.compile(r"\?provincie=NL-UT$"))
    expect(pagina.locator("#f-gratis")).not_to_be_checked()


def test_with_the_keyboard_alone_through_map_and_filters(pagina: Page) -> None:
    pagina.goto(PAD)
    # Over the drawing in one step, to the list that says the same.
    pagina.get_by_role("link", name="Sla de tekening over").focus()
    pagina.keyboard.press("Tab")
    eerste = pagina.locator("svg a").first
    expect(eerste).to_be_focused()
    assert eerste.locator("path").evaluate("el => parseFloat(getComputedStyle(el).strokeWidth)") >= 3
    pagina.keyboard.press("Shift+Tab")
    pagina.keyboard.press("Enter")
    pagina.keyboard.press("Tab")
    expect(pagina.locator("#provincies summary")).to_be_focused()
    pagina.locator("svg [data-provincie=BE-VAN]").focus()
    pagina.keyboard.press("Enter")
    expect(pagina).to_have_url(re.compile(r"provincie=BE-VAN$"))
    samenvatting = pagina.locator(".zoekform__filters summary")
    samenvatting.focus()
    pagina.keyboard.press("Enter")
    pagina.get_by_role("checkbox", name="Anoniem").focus()
    pagina.keyboard.press("Space")
    chip = pagina.locator("a.chip", has_text="Anoniem")
    expect(chip).to_be_visible()
    chip.focus()
    pagina.keyboard.press("Enter")
    expect(chip).to_have_count(0)


def test_a_slow_answer_never_takes_the_place_of_a_later_one(pagina: Page) -> None:
    wachtend: list[Callable[[], None]] = []
    pagina.goto(PAD)
    pagina.route(re.compile(r"\?q=politie&"), lambda route: wachtend.append(route.continue_))
    with pagina.expect_request(re.compile(r"\?q=politie&")):
        pagina.get_by_role("searchbox").fill("politie")
    pagina.get_by_role("searchbox").fill("zelfmoord")
    eerste = pagina.locator(".kaartrij h3").first
    expect(eerste).to_contain_text(re.compile("113|1813"))
    for ga_door in wachtend:
        ga_door()
    expect(eerste).to_contain_text(re.compile("113|1813"))
    expect(pagina).to_have_url(re.compile(r"\?q=zelfmoord$"))


def test_without_javascript_everything_works(nieuwe_pagina: Callable[..., Page]) -> None:
    pagina = nieuwe_pagina(java_script_enabled=False, viewport={"width": 320, "height": 700})
    pagina.goto(PAD)
    pagina.get_by_role("searchbox").fill("zelfmoord")
    pagina.get_by_text("Kies verder").click()
    pagina.get_by_role("checkbox", name="Gratis").check()
    pagina.get_by_role("button", name="Zoek", exact=True).click()
    expect(pagina.locator("a.chip", has_text="Gratis")).to_be_visible()
    pagina.get_by_role("link", name="113 Zelfmoordpreventie", exact=True).click()
    pagina.get_by_role("link", name="Meld een fout").click()
    pagina.get_by_role("button", name="Verstuur").click()
    expect(pagina.get_by_text("Kies wat er niet klopt.").first).to_be_visible()
    pagina.get_by_role("radio", name="Het nummer klopt niet").check()
    pagina.get_by_role("button", name="Verstuur").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Dank je, de redactie kijkt het na")
    assert Foutmelding.objects.get().soort == "nummer"
    pagina.get_by_role("link", name="Terug naar 113 Zelfmoordpreventie").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("113 Zelfmoordpreventie")


@pytest.mark.parametrize(
    "adres",
    [
        "?alles=ja",
        "?waarvoor=gevoelens&doelgroep=client&gratis=ja&land=NL&provincie=NL-UT",
        "?q=xqzwvkj&gratis=ja",
        "?waarvoor=onzin&plaats=Utrecht",
        "113/",
        "de-waag/fout/",
    ],
)
def test_what_was_found_and_what_was_not_is_good_for_everyone(
    nieuwe_pagina: Callable[..., Page], adres: str
) -> None:
    pagina = nieuwe_pagina(viewport=BREED)
    pagina.goto(PAD + adres)
    fouten = keur(pagina)
    assert not fouten, "\n".join(fouten)


def test_forced_colours_leave_the_chosen_province_its_mark(nieuwe_pagina: Callable[..., Page]) -> None:
    pagina = nieuwe_pagina(forced_colors="active")
    pagina.goto(f"{PAD}?provincie=NL-UT")
    vul = "el => getComputedStyle(el.querySelector('path')).fill"
    gekozen = pagina.locator("svg [data-provincie=NL-UT]").evaluate(vul)
    ander = pagina.locator("svg [data-provincie=NL-DR]").evaluate(vul)
    assert gekozen != ander


def test_on_paper_there_is_the_entry_and_nothing_to_press(nieuwe_pagina: Callable[..., Page]) -> None:
    pagina = nieuwe_pagina()
    pagina.goto(f"{PAD}113/")
    pagina.emulate_media(media="print")
    expect(pagina.get_by_role("heading", level=1)).to_be_visible()
    expect(pagina.get_by_text("Nog niet nagekeken door de redactie")).to_be_visible()
    for weg in ("Meld een fout", "Print deze pagina", "Zet op je verwijskaart", "Handleiding"):
        expect(pagina.get_by_text(weg).first).to_be_hidden()
