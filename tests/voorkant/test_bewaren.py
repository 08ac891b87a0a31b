"""Autosave in the browser: what is typed is saved, and what isn't saved is said and tried again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.voorkant.blad import FORMULIER, KLUIS, Antwoord, Site

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

pytestmark = pytest.mark.browser
Open = Callable[[Site], "Page"]


@pytest.fixture
def site() -> Site:
    return Site(scripts=("huis", "bewaar"))


def _typ(pagina: Page, tekst: str) -> None:
    pagina.get_by_label("Tekst").press_sequentially(tekst)


def _tot(pagina: Page, klopt: Callable[[], bool], seconden: float = 6) -> None:
    """Wait for something the site received; it only receives while Playwright waits."""
    grens = time.monotonic() + seconden
    while not klopt():
        assert time.monotonic() < grens
        pagina.wait_for_timeout(50)


def test_it_saves_what_was_typed_and_says_so(site: Site, open_site: Open) -> None:
    pagina = open_site(site)
    _typ(pagina, "mijn zorg")
    expect(pagina.locator("form[data-onbewaard]")).to_have_count(0)
    expect(pagina.locator("#bewaarstatus")).to_have_text("Bewaard om 14:32")
    assert site.ontvangen[-1] == ("/stap/", "mijn zorg")


def test_it_keeps_nothing_in_the_browsers_own_storage(site: Site, open_site: Open) -> None:
    pagina = open_site(site)
    _typ(pagina, "mijn zorg")
    expect(pagina.locator("#bewaarstatus")).to_have_text("Bewaard om 14:32")
    assert pagina.evaluate("async () => localStorage.length + (await indexedDB.databases()).length") == 0
    # htmx notes the page's path there, for as long as the tab is open; nothing of the text.
    assert "zorg" not in pagina.evaluate("JSON.stringify(sessionStorage)")


@pytest.mark.parametrize(
    "storing",
    [
        Antwoord(weg=True),
        Antwoord(503, "stuk"),
        Antwoord(500, "stuk"),
        Antwoord(400, "niet heel"),
        Antwoord(200, "Log in op dit netwerk", bewaard=False),
    ],
)
def test_it_says_that_saving_failed_and_tries_again(storing: Antwoord, site: Site, open_site: Open) -> None:
    site.antwoorden = [storing]
    pagina = open_site(site)
    _typ(pagina, "a")
    status = pagina.locator("#bewaarstatus")
    expect(status).to_have_text("Niet bewaard, we proberen het opnieuw")
    expect(pagina.locator("form[data-onbewaard]")).to_have_count(1)
    expect(status).to_have_text("Bewaard om 14:32")
    assert site.ontvangen == [("/stap/", "a"), ("/stap/", "a")]
    expect(pagina.locator("form[data-onbewaard]")).to_have_count(0)


def test_it_waits_longer_before_the_second_try_than_before_the_first(site: Site, open_site: Open) -> None:
    site.antwoorden = [Antwoord(503), Antwoord(503)]
    pagina = open_site(site)
    _typ(pagina, "a")
    _tot(pagina, lambda: len(site.ontvangen) == 2)
    begin = time.monotonic()
    expect(pagina.locator("#bewaarstatus")).to_have_text("Bewaard om 14:32", timeout=9000)
    assert time.monotonic() - begin > 4


@pytest.mark.parametrize("status", [403, 422])
def test_the_words_of_a_refusal_are_shown_and_nothing_is_tried_again(
    status: int, site: Site, open_site: Open
) -> None:
    site.antwoorden = [Antwoord(status, "Deze tekst is te lang.")]
    pagina = open_site(site)
    _typ(pagina, "a")
    expect(pagina.locator("#bewaarstatus")).to_have_text("Deze tekst is te lang.")
    pagina.wait_for_timeout(2500)
    assert len(site.ontvangen) == 1
    expect(pagina.locator("form[data-onbewaard]")).to_have_count(1)


def test_a_whole_page_that_answers_a_save_never_lands_in_the_status_line(site: Site, open_site: Open) -> None:
    site.antwoorden = [Antwoord(404, "<h1>Deze pagina is er niet</h1>")]
    pagina = open_site(site)
    _typ(pagina, "a")
    expect(pagina.locator("#bewaarstatus")).to_have_text("Niet bewaard.")


def test_leaving_with_unsaved_text_asks_first_and_with_saved_text_does_not(
    site: Site, open_site: Open
) -> None:
    gevraagd: list[str] = []

    def antwoord(dialoog: Dialog) -> None:
        gevraagd.append(dialoog.type)
        dialoog.dismiss()

    site.antwoorden = [Antwoord(422, "te lang")]
    pagina = open_site(site)
    pagina.on("dialog", antwoord)
    _typ(pagina, "a")
    expect(pagina.locator("#bewaarstatus")).to_have_text("te lang")
    pagina.close(run_before_unload=True)
    pagina.wait_for_timeout(500)
    assert gevraagd == ["beforeunload"]
    _typ(pagina, "b")
    expect(pagina.locator("#bewaarstatus")).to_have_text("Bewaard om 14:32")
    with pagina.expect_event("close"):
        pagina.close(run_before_unload=True)
    assert gevraagd == ["beforeunload"]


def test_a_plain_submit_waits_for_the_autosave_that_is_under_way(site: Site, open_site: Open) -> None:
    pagina = open_site(site)
    # The autosave leaves at the first change and is answered after half a second.
    pagina.evaluate("""() => {
      const stuur = XMLHttpRequest.prototype.send;
      XMLHttpRequest.prototype.send = function (...a) { setTimeout(() => stuur.apply(this, a), 500); };
    }""")
    _typ(pagina, "a")
    pagina.wait_for_timeout(200)
    _typ(pagina, "b")
    with pagina.expect_navigation():
        pagina.get_by_role("button", name="Volgende").click()
    assert site.ontvangen[0] == ("/stap/", "a")
    assert site.ontvangen[-1] == ("/stap/", "ab")
    assert len(site.ontvangen) == 2


def test_locking_first_saves_what_is_still_open(site: Site, open_site: Open) -> None:
    site.inhoud = FORMULIER + KLUIS
    pagina = open_site(site)
    _typ(pagina, "laatste zin")
    pagina.get_by_role("button", name="Vergrendel").click()
    _tot(pagina, lambda: any(pad == "/vergrendel/" for pad, _ in site.ontvangen))
    paden = [pad for pad, _ in site.ontvangen]
    assert ("/stap/", "laatste zin") in site.ontvangen[: paden.index("/vergrendel/")]


def test_locking_goes_on_at_the_second_press_when_saving_is_refused(site: Site, open_site: Open) -> None:
    site.inhoud = FORMULIER + KLUIS
    site.antwoorden = [Antwoord(422, "te lang"), Antwoord(422, "te lang")]
    pagina = open_site(site)
    pagina.on("dialog", lambda dialoog: dialoog.accept())
    _typ(pagina, "a")
    expect(pagina.locator("#bewaarstatus")).to_have_text("te lang")
    slot = pagina.get_by_role("button", name="Vergrendel")
    slot.click()
    _tot(pagina, lambda: len(site.ontvangen) == 2)
    assert site.ontvangen[-1][0] == "/stap/"
    slot.click()
    _tot(pagina, lambda: site.ontvangen[-1][0] == "/vergrendel/")
