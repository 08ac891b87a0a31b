"""In the browser, while the kluis is open: a warning before the lock and a cover after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.voorkant.blad import AFDEKKING, FORMULIER, KLUIS, Antwoord, Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[[Site], "Page"]
Naast = Callable[[Site, "Page"], "Page"]


def _site(sluit_over: int, uiterlijk: int = 28_000) -> Site:
    tijden = f'data-sluit-over="{sluit_over}" data-uiterlijk="{uiterlijk}"'
    return Site(
        inhoud=f"{KLUIS}<main>{FORMULIER}</main>{AFDEKKING}",
        lijf=f'data-prive {tijden} data-vergrendeld-url="/openen/"',
        scripts=("huis", "kluis", "bewaar"),
    )


def test_two_minutes_ahead_it_warns_and_verleng_puts_it_off(open_site: Open) -> None:
    site = _site(125)
    pagina = open_site(site)
    balk = pagina.locator("#verlengbalk")
    expect(balk).to_be_hidden()
    expect(balk).to_be_visible(timeout=9000)
    expect(balk.get_by_role("status")).to_have_text("Over twee minuten op slot")
    balk.get_by_role("button").click()
    expect(balk).to_be_hidden()
    assert site.ontvangen == [("/verlengen/", "")]


def test_what_cannot_be_put_off_says_so_and_offers_no_button(open_site: Open) -> None:
    pagina = open_site(_site(600, uiterlijk=100))
    balk = pagina.locator("#verlengbalk")
    expect(balk.get_by_role("status")).to_have_text("Dit is niet uit te stellen")
    expect(balk.locator("button")).to_be_hidden()


def test_when_the_time_is_up_it_goes_to_the_locked_page(open_site: Open) -> None:
    site = _site(2)
    pagina = open_site(site)
    pagina.wait_for_url("**/openen/")
    assert site.ontvangen == []


def test_verleng_on_a_kluis_that_is_locked_already_covers_the_text(open_site: Open) -> None:
    site = _site(100)
    site.antwoorden = [Antwoord(403)]
    pagina = open_site(site)
    pagina.locator("#verlengbalk button").click()
    expect(pagina.get_by_role("dialog")).to_be_visible()
    expect(pagina.get_by_label("Tekst")).to_be_hidden()


def test_locking_covers_the_text_in_every_other_tab(open_site: Open, tabblad: Naast) -> None:
    site = _site(3600)
    een = open_site(site)
    twee = tabblad(_site(3600), een)
    expect(een.get_by_label("Tekst")).to_be_visible()
    twee.get_by_role("button", name="Vergrendel").click()
    expect(een.get_by_label("Tekst")).to_be_hidden()
    expect(een.get_by_role("dialog")).to_be_visible()
    expect(een.get_by_role("link", name="Open je kluis")).to_be_focused()


def test_a_covered_tab_sends_its_unsaved_text_along_on_the_way_to_the_code(
    open_site: Open, tabblad: Naast
) -> None:
    site = _site(3600)
    site.antwoorden = [Antwoord(422, "te lang")]
    een = open_site(site)
    # All at once: typed key by key on a slow machine, a part goes first and the rest is saved after the refusal.
    een.get_by_label("Tekst").fill("nog niet bewaard")
    expect(een.locator("#bewaarstatus")).to_have_text("te lang")
    twee = tabblad(_site(3600), een)
    twee.get_by_role("button", name="Vergrendel").click()
    expect(een.get_by_text("Er is nog tekst")).to_be_visible()
    al = len(site.ontvangen)
    with een.expect_navigation():
        een.get_by_role("link", name="Open je kluis").click()
    assert site.ontvangen[al:] == [("/stap/", "nog niet bewaard")]


def test_a_covered_tab_asks_the_server_again_when_the_kluis_is_opened_elsewhere(
    open_site: Open, tabblad: Naast
) -> None:
    site = _site(3600)
    een = open_site(site)
    twee = tabblad(_site(3600), een)
    with twee.expect_navigation():
        twee.get_by_role("button", name="Vergrendel").click()
    expect(een.get_by_role("dialog")).to_be_visible()
    voor = len(site.bezoeken)
    twee.goto("/")
    expect(een.get_by_role("dialog")).to_be_hidden()
    assert len(site.bezoeken) == voor + 1


def test_a_private_page_that_comes_back_from_memory_is_asked_for_again(open_site: Open) -> None:
    site = _site(3600)
    pagina = open_site(site)
    with pagina.expect_navigation():
        pagina.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert site.bezoeken == ["/", "/"]
