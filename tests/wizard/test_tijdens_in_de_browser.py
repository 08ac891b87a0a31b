"""The page of the talk itself in a real browser: on a phone, by keyboard, with the screen off, over a lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gesprek.balie.beginnen import oefendossier
from gesprek.kluis import gesprekken, tijd
from tests.heleweg.keuring import BREED, SMAL, keur
from tests.heleweg.werkplek import (
    Werkplek,
    bewaarstatus,
    knop,
    link,
    open_met_code,
    typ,
    veld,
    wacht_op_bewaard,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]
ZORGEN, NOTITIES = "t.verhaal-zorgen", "t.tijdens-notities"
TELEFOON = {"width": 320, "height": 640}
IN_BEELD = """el => {
  const vak = el.getBoundingClientRect(), balk = document.querySelector('.gespreksbalk nav').getBoundingClientRect();
  return vak.top >= 0 && vak.bottom <= balk.top + 1 || el.closest('.gespreksbalk') && vak.bottom <= innerHeight + 1;
}"""
VERBERG = """weg => {
  Object.defineProperty(document, 'hidden', {configurable: true, get: () => weg});
  document.dispatchEvent(new Event('visibilitychange'));
}"""
# What a browser that lets the screen stay on offers; it counts how often it was asked.
SCHERM = """Object.defineProperty(navigator, 'wakeLock', {value: {request: async () => {
  document.documentElement.dataset.gevraagd = Number(document.documentElement.dataset.gevraagd || 0) + 1;
  return window.slot = {released: false, async release() { this.released = true; }};
}}});"""


@pytest.fixture
def plek(pagina: Page, server: LiveServer) -> Werkplek:
    """The browser of `pagina`, with the practice case in an open kluis."""
    return Werkplek.richt_in(pagina.context, server.url, oefendossier().met(oefening=False))


@pytest.fixture
def blad(plek: Werkplek, pagina: Page) -> Page:
    """The page of the talk, on a phone."""
    pagina.set_viewport_size({"width": 320, "height": 640})
    pagina.goto(plek.pad("tijdens"))
    return pagina


@pytest.fixture
def verschuif(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    def draai(duur: timedelta) -> None:
        monkeypatch.setattr(tijd, "nu", lambda: timezone.now() + duur)

    return draai


def goed(pagina: Page) -> None:
    fouten = keur(pagina)
    assert not fouten, "\n".join(fouten)


def test_notes_are_saved_while_one_writes_and_the_address_stays_neutral(blad: Page, plek: Werkplek) -> None:
    veld(blad, ZORGEN).press_sequentially("slaapt niet. ")
    wacht_op_bewaard(blad)
    expect(veld(blad, ZORGEN)).to_be_focused()
    assert "slaapt niet." in plek.dossier().teksten["verhaal-zorgen"]
    blad.get_by_role("checkbox", name="Iets anders").check()
    wacht_op_bewaard(blad)
    assert "anders" in plek.dossier().keuzes["verhaal-gevoelens"]
    expect(blad).to_have_title("Tijdens het gesprek · Start het gesprek")


def test_a_screen_that_goes_off_saves_what_was_just_typed(blad: Page, plek: Werkplek) -> None:
    blad.clock.install()
    blad.goto(plek.pad("tijdens"))
    blad.clock.pause_at(timezone.now() + timedelta(minutes=1))  # no timer saves it; only what happens now
    veld(blad, NOTITIES).fill("het laatste woord")
    with blad.expect_response(lambda antwoord: antwoord.request.method == "POST") as wacht:
        blad.evaluate(VERBERG, True)
    assert wacht.value.headers["x-bewaard"] == "ja"
    assert plek.dossier().teksten["tijdens-notities"] == "het laatste woord"
    blad.evaluate(VERBERG, False)
    expect(veld(blad, NOTITIES)).to_have_value("het laatste woord")


def test_a_kluis_that_locks_by_itself_in_a_talk_keeps_the_text(
    blad: Page, plek: Werkplek, verschuif: Callable[[timedelta], None]
) -> None:
    blad.clock.install()
    blad.goto(plek.pad("tijdens"))
    blad.context.set_offline(True)
    typ(blad, NOTITIES, "midden in het gesprek")
    expect(bewaarstatus(blad)).to_contain_text("Niet bewaard")
    verschuif(timedelta(minutes=61))
    blad.clock.fast_forward("01:01:00")
    expect(blad.get_by_role("dialog", name="Je kluis is op slot")).to_be_visible()
    blad.context.set_offline(False)
    link(blad, "Open je kluis").click()
    expect(blad.get_by_role("heading", level=1)).to_have_text("Ga verder met je code")
    open_met_code(blad, plek.code)
    expect(veld(blad, NOTITIES)).to_have_value("midden in het gesprek")
    assert plek.dossier().teksten["tijdens-notities"] == "midden in het gesprek"
    typ(blad, NOTITIES, "en verder")
    wacht_op_bewaard(blad)


def test_the_screen_is_kept_on_when_asked_and_again_when_the_page_comes_back(
    pagina: Page, plek: Werkplek
) -> None:
    pagina.add_init_script(SCHERM)
    pagina.goto(plek.pad("tijdens"))
    vel, vak = pagina.locator("html"), pagina.get_by_role("checkbox", name="Houd mijn scherm aan")
    expect(vel).not_to_have_attribute("data-gevraagd", "1")
    vak.check()
    expect(vel).to_have_attribute("data-gevraagd", "1")
    expect(pagina.locator("#stapformulier")).not_to_have_attribute("data-onbewaard", "")
    pagina.evaluate("slot.released = true")  # as the browser does with a page that is hidden
    pagina.evaluate(VERBERG, True)
    pagina.evaluate(VERBERG, False)
    expect(vel).to_have_attribute("data-gevraagd", "2")
    # "Opslaan" brings a new page, on the same place; the screen stays on there too.
    veld(pagina, NOTITIES).fill("iets")
    knop(pagina, "Opslaan").last.click()
    expect(vak).to_be_checked()
    expect(vel).to_have_attribute("data-gevraagd", "1")
    assert pagina.url.endswith("#notities")
    expect(bewaarstatus(pagina)).to_contain_text("Bewaard om")
    vak.uncheck()
    assert pagina.evaluate("slot.released")


@pytest.mark.parametrize(
    "browser_zegt",
    [
        "delete Navigator.prototype.wakeLock",
        "navigator.wakeLock.request = async () => { throw new DOMException('', 'NotAllowedError') }",
    ],
)
def test_a_browser_that_does_not_let_the_screen_stay_on_is_no_trouble(
    browser_zegt: str, pagina: Page, plek: Werkplek
) -> None:
    pagina.add_init_script(browser_zegt)
    pagina.goto(plek.pad("tijdens"))
    vak = pagina.locator("#scherm-aan")
    if browser_zegt.startswith("delete"):
        expect(vak).to_be_hidden()
    else:
        vak.check()
    typ(pagina, NOTITIES, "gewoon verder")
    wacht_op_bewaard(pagina)


def test_on_a_phone_everything_is_one_touch_away_and_large_enough(blad: Page) -> None:
    for naam, plaats in (
        ("Wat als", "Wat als het anders loopt?"),
        ("Notities", "Notities"),
        ("Vragen", "Je vragen"),
    ):
        schakel = blad.locator(".gespreksbalk").get_by_role("link", name=naam)
        vak = schakel.bounding_box()
        assert vak is not None
        assert min(vak["width"], vak["height"]) >= 44
        assert vak["y"] + vak["height"] <= 640
        schakel.click()
        assert blad.get_by_role("heading", name=plaats, exact=True).evaluate(IN_BEELD)
    blad.locator(".gespreksbalk").get_by_role("link", name="Acuut").click()
    assert blad.get_by_role("link", name="112", exact=True).first.evaluate(IN_BEELD)
    for knopje in blad.locator("#inhoud button:visible:not(.alleen-voorlezen)").all():
        vak = knopje.bounding_box()
        assert vak is not None
        assert vak["height"] >= 44
    # At 400 % the bar keeps its links, and takes less than half.
    blad.set_viewport_size(SMAL)
    assert blad.locator(".gespreksbalk").get_by_role("link", name="Wat als").evaluate(IN_BEELD)


def test_a_wat_als_card_is_found_and_opened_by_keyboard_alone(blad: Page, plek: Werkplek) -> None:
    veld(blad, NOTITIES).focus()
    blad.keyboard.type("met de toetsen")
    for _ in range(60):
        blad.keyboard.press("Tab")
        if blad.evaluate("document.activeElement.getAttribute('href')") == "#wat-als":
            break
    blad.keyboard.press("Enter")
    blad.keyboard.press("Tab")
    kaart = blad.locator("#wat-als details").first
    expect(kaart.locator("summary")).to_be_focused()
    expect(kaart.locator("div")).to_be_hidden()
    blad.keyboard.press("Enter")
    expect(kaart.locator("div")).to_be_visible()
    wacht_op_bewaard(blad)
    assert plek.dossier().teksten["tijdens-notities"] == "met de toetsen"


def test_it_works_without_a_script_and_opslaan_stays_in_reach(
    nieuwe_pagina: Callable[..., Page], server: LiveServer
) -> None:
    pagina = nieuwe_pagina(java_script_enabled=False, viewport=TELEFOON)
    plek = Werkplek.richt_in(pagina.context, server.url, oefendossier())
    pagina.goto(plek.pad("tijdens"))
    expect(pagina.locator("#scherm")).to_be_hidden()
    veld(pagina, ZORGEN).fill("zonder script")
    opslaan = knop(pagina, "Opslaan").last
    assert opslaan.evaluate(IN_BEELD)
    opslaan.click()
    expect(pagina.locator("main > .melding").first).to_contain_text("Bewaard om")
    assert plek.dossier().teksten["verhaal-zorgen"] == "zonder script"
    link(pagina, "Wat als").click()
    assert pagina.get_by_role("heading", name="Wat als het anders loopt?").evaluate(IN_BEELD)
    knop(pagina, "Het gesprek is klaar").click()
    expect(pagina).to_have_title("Stap 4 van 6 · Start het gesprek")


def test_a_double_click_begins_one_follow_up_that_looks_back_first_and_every_page_is_good(
    nieuwe_pagina: Callable[..., Page], server: LiveServer
) -> None:
    pagina = nieuwe_pagina(viewport=BREED)
    plek = Werkplek.richt_in(pagina.context, server.url, oefendossier().met(oefening=False))
    pagina.goto(plek.pad())
    link(pagina, "Begin een vervolggesprek").click()
    goed(pagina)
    pagina.get_by_label("Een naam waaraan jij het herkent").fill("Tweede gesprek")
    knop(pagina, "Begin het vervolg").dblclick()
    expect(pagina).to_have_title("Terugblik · Start het gesprek")
    assert len(gesprekken.lijst(plek.kluis, plek.kluis.geopend_op)) == 2
    pagina.get_by_role("radio", name="Voor een deel").first.check()
    wacht_op_bewaard(pagina)
    goed(pagina)
    knop(pagina, "Naar de zes stappen").click()
    expect(link(pagina, "Terugblik")).to_be_visible()
    goed(pagina)
    link(pagina, "Tijdens het gesprek").click()
    expect(pagina.get_by_text("Je koos nog geen vragen")).to_be_visible()
    goed(pagina)
