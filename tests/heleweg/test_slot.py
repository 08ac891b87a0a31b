"""The lock in a real browser: back, other tabs, idle time, a tab of yesterday, and everything deleted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from gesprek.dossier import Dossier
from gesprek.kluis import gesprekken, kluizen
from gesprek.models import KluisSessie
from tests.browser import VLAGGEN, Wacht, zoek_chromium
from tests.heleweg.werkplek import (
    Werkplek,
    bewaarstatus,
    knop,
    link,
    open_met_code,
    typ,
    veld,
    vergrendel,
    wacht_op_bewaard,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

PLEK = "t.moment-plek"
GEHEIM = "wat niemand mag zien"
Verschuif = Callable[[timedelta], None]


def op_slot(pagina: Page) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Ga verder met je code")


def afdekking(pagina: Page) -> None:
    """The tab is covered: nothing that was written can be seen."""
    expect(pagina.get_by_role("dialog", name="Je kluis is op slot")).to_be_visible()
    expect(pagina.locator("main")).not_to_be_visible()
    expect(veld(pagina, PLEK)).not_to_be_visible()


@pytest.fixture
def stap(plek: Werkplek, pagina: Page) -> Page:
    """Step 1 with a text in it that was saved."""
    pagina.goto(plek.stap())
    typ(pagina, PLEK, GEHEIM)
    wacht_op_bewaard(pagina)
    return pagina


@pytest.fixture
def met_geheugen(browser: Browser, server: LiveServer) -> Iterator[Page]:
    """A page in a Chromium that keeps pages in memory for the Back button, which Playwright's own does not."""
    soort = browser.browser_type
    chromium = soort.launch(
        executable_path=zoek_chromium(),
        args=[*VLAGGEN, "--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    wacht = Wacht(chromium, server.url)
    yield wacht.nieuwe_pagina()
    wacht.sluit()
    chromium.close()
    assert not wacht.fouten


def test_after_a_lock_the_back_button_shows_no_text(stap: Page) -> None:
    vergrendel(stap)
    stap.go_back()
    op_slot(stap)
    assert GEHEIM not in stap.content()


def test_after_a_lock_elsewhere_back_shows_no_text_in_a_browser_that_keeps_pages_in_memory(
    met_geheugen: Page, server: LiveServer
) -> None:
    plek = Werkplek.richt_in(met_geheugen.context, server.url)
    met_geheugen.goto(plek.stap())
    typ(met_geheugen, PLEK, GEHEIM)
    wacht_op_bewaard(met_geheugen)
    # Elsewhere, so that this browser was told nothing.
    KluisSessie.objects.all().delete()
    met_geheugen.goto("/privacy/")
    met_geheugen.go_back()
    op_slot(met_geheugen)
    assert GEHEIM not in met_geheugen.content()


def test_a_private_page_that_comes_back_from_memory_is_asked_for_again(stap: Page) -> None:
    KluisSessie.objects.all().delete()
    stap.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    op_slot(stap)


def test_a_lock_in_one_tab_covers_the_other_and_opening_brings_it_back(
    stap: Page, plek: Werkplek, nieuwe_pagina: Callable[..., Page]
) -> None:
    tweede = nieuwe_pagina(plek.context)
    tweede.goto(plek.pad())
    vergrendel(tweede)
    afdekking(stap)
    open_met_code(tweede, plek.code)
    expect(veld(stap, PLEK)).to_be_visible()
    expect(veld(stap, PLEK)).to_have_value(GEHEIM)


def test_text_that_was_not_saved_yet_goes_along_from_under_the_cover(
    stap: Page, plek: Werkplek, nieuwe_pagina: Callable[..., Page]
) -> None:
    tweede = nieuwe_pagina(plek.context)
    tweede.goto(plek.pad())
    stap.route("**/voorbereiding/", lambda route: route.abort() if route.request.method == "POST" else None)
    typ(stap, PLEK, "nog niet bewaard")
    expect(bewaarstatus(stap)).to_contain_text("Niet bewaard")
    vergrendel(tweede)
    afdekking(stap)
    stap.unroute("**/voorbereiding/")
    expect(stap.get_by_text("Er staat hier nog tekst die niet bewaard is")).to_be_visible()
    link(stap, "Open je kluis").click()
    op_slot(stap)
    open_met_code(stap, plek.code)
    expect(veld(stap, PLEK)).to_have_value("nog niet bewaard")
    assert plek.dossier().teksten["moment-plek"] == "nog niet bewaard"


def test_locking_saves_what_was_typed_a_moment_ago(stap: Page, plek: Werkplek) -> None:
    veld(stap, PLEK).fill("de laatste zin")
    vergrendel(stap)
    assert plek.dossier().teksten["moment-plek"] == "de laatste zin"


def test_a_save_in_a_kluis_that_was_locked_meanwhile_keeps_the_text_until_it_is_open(
    stap: Page, plek: Werkplek
) -> None:
    KluisSessie.objects.all().delete()
    typ(stap, PLEK, "na de pauze")
    expect(bewaarstatus(stap)).to_contain_text("Niet bewaard: je kluis is op slot")
    expect(veld(stap, PLEK)).to_have_value("na de pauze")
    knop(stap, "Opslaan").last.click()
    op_slot(stap)
    expect(stap.get_by_text("Je tekst is niet weg")).to_be_visible()
    open_met_code(stap, "een code die niet klopt en ook niet bestaat")
    expect(stap.locator("#foutenlijst")).to_be_focused()
    open_met_code(stap, plek.code)
    expect(veld(stap, PLEK)).to_have_value("na de pauze")
    assert plek.dossier().teksten["moment-plek"] == "na de pauze"
    typ(stap, PLEK, "en verder")
    wacht_op_bewaard(stap)


def test_a_tab_of_yesterday_keeps_its_text(stap: Page, plek: Werkplek, verschuif: Verschuif) -> None:
    verschuif(timedelta(days=1))
    typ(stap, PLEK, "van gisteren")
    expect(bewaarstatus(stap)).to_contain_text("Niet bewaard: je kluis is op slot")
    knop(stap, "Naar stap 2").click()
    op_slot(stap)
    open_met_code(stap, plek.code)
    expect(stap).to_have_title(re.compile("^Stap 2 van 6"))
    assert plek.dossier().teksten["moment-plek"] == "van gisteren"


def test_a_tab_of_yesterday_does_not_overwrite_what_was_written_since(
    stap: Page, plek: Werkplek, verschuif: Verschuif
) -> None:
    nu = gesprekken.laad(plek.kluis, plek.gesprek, plek.kluis.geopend_op)
    gesprekken.bewaar(
        plek.kluis, nu, nu.dossier.met(teksten={"moment-plek": "elders", "moment-tijd": "een uur"})
    )
    verschuif(timedelta(days=1))
    typ(stap, PLEK, "van gisteren")
    expect(bewaarstatus(stap)).to_contain_text("Niet bewaard: je kluis is op slot")
    knop(stap, "Opslaan").last.click()
    open_met_code(stap, plek.code)
    expect(stap.locator(".conflict")).to_contain_text("elders")
    expect(stap.locator(".conflict")).to_contain_text("van gisteren")
    assert plek.dossier().teksten == {"moment-plek": "elders", "moment-tijd": "een uur"}


def test_two_minutes_ahead_it_warns_and_verleng_puts_the_lock_off(
    pagina: Page, plek: Werkplek, verschuif: Verschuif
) -> None:
    pagina.clock.install()
    pagina.goto(plek.stap())
    balk = pagina.locator("#verlengbalk")
    pagina.clock.fast_forward("57:30")
    expect(balk).to_be_hidden()
    pagina.clock.fast_forward("01:00")
    expect(balk).to_contain_text("Over twee minuten gaat je kluis vanzelf op slot")
    verschuif(timedelta(minutes=58, seconds=30))
    knop(pagina, "Verleng").click()
    expect(balk).to_be_hidden()

    # An hour after that it locks, and the page is gone.
    pagina.clock.fast_forward("50:00")
    expect(balk).to_be_hidden()
    expect(veld(pagina, PLEK)).to_be_visible()
    verschuif(timedelta(minutes=121))
    pagina.clock.fast_forward("12:00")
    op_slot(pagina)


def test_an_idle_tab_with_unsaved_text_is_covered_and_keeps_it(
    pagina: Page, plek: Werkplek, verschuif: Verschuif
) -> None:
    pagina.clock.install()
    pagina.goto(plek.stap())
    pagina.context.set_offline(True)
    typ(pagina, PLEK, "weggelopen")
    expect(bewaarstatus(pagina)).to_contain_text("Niet bewaard")
    verschuif(timedelta(minutes=61))
    pagina.clock.fast_forward("01:01:00")
    afdekking(pagina)
    pagina.context.set_offline(False)
    link(pagina, "Open je kluis").click()
    op_slot(pagina)
    open_met_code(pagina, plek.code)
    expect(veld(pagina, PLEK)).to_have_value("weggelopen")


def test_a_shared_computer_locks_after_twenty_minutes(
    pagina: Page, server: LiveServer, verschuif: Verschuif
) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(label="gesprek"), gedeeld=True)
    pagina.clock.install()
    pagina.goto(plek.pad())
    pagina.clock.fast_forward("18:30")
    expect(pagina.locator("#verlengbalk")).to_be_visible()
    verschuif(timedelta(minutes=21))
    pagina.clock.fast_forward("03:00")
    op_slot(pagina)


@pytest.mark.parametrize("waar", ["kluis:wissen", "gesprekken:afronden"])
def test_deleting_everything_covers_the_other_tabs_too(
    stap: Page, plek: Werkplek, nieuwe_pagina: Callable[..., Page], waar: str
) -> None:
    tweede = nieuwe_pagina(plek.context)
    tweede.goto(reverse(waar) if waar == "kluis:wissen" else plek.pad(waar))
    knop(tweede, "Wis alles nu").click()
    expect(tweede.locator("#zeker")).to_be_visible()
    expect(tweede.get_by_text("Zet eerst het vinkje.")).to_be_visible()
    # Nothing was deleted, so the text is there again.
    expect(veld(stap, PLEK)).to_have_value(GEHEIM)
    expect(veld(stap, PLEK)).to_be_visible()
    tweede.locator("#zeker").check()
    knop(tweede, "Wis alles nu").click()
    expect(tweede.get_by_role("heading", level=1)).to_have_text("Alles is gewist")
    afdekking(stap)


def test_text_typed_while_everything_was_deleted_elsewhere_can_be_copied(stap: Page, plek: Werkplek) -> None:
    kluizen.wis(plek.kluis)
    typ(stap, PLEK, "een zin die nergens meer heen kan")
    expect(bewaarstatus(stap)).to_contain_text("Niet bewaard")
    knop(stap, "Opslaan").last.click()
    op_slot(stap)
    open_met_code(stap, plek.code)
    expect(stap.locator("#foutenlijst")).to_contain_text("Bij deze code vinden we niets")
    stap.get_by_text("Kun je niet bij je code?").click()
    expect(stap.locator(".eigen-tekst")).to_have_text("een zin die nergens meer heen kan")
    expect(stap.locator(".eigen-tekst")).to_be_visible()


def test_text_typed_while_the_gesprek_was_deleted_elsewhere_can_be_copied(stap: Page, plek: Werkplek) -> None:
    gesprekken.wis(plek.kluis, plek.gesprek)
    typ(stap, PLEK, "een zin die nergens meer heen kan")
    expect(bewaarstatus(stap)).to_contain_text("Niet bewaard")
    expect(veld(stap, PLEK)).to_have_value("een zin die nergens meer heen kan")
    knop(stap, "Opslaan").last.click()
    expect(stap.get_by_role("heading", level=1)).to_have_text("Dit gesprek is er niet (meer)")
    expect(stap.get_by_label("Tekst 1")).to_have_value("een zin die nergens meer heen kan")
