"""The watch on every page: what a page of ours may never do is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import Chromium, Wacht, beeindig_kinderen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
EIGEN = "http://gesprek.test"


@pytest.fixture
def wacht(browser: Browser) -> Iterator[Wacht]:
    wacht = Wacht(browser, EIGEN)
    yield wacht
    wacht.sluit()


@pytest.fixture
def blad(wacht: Wacht) -> Page:
    """A page of a site that exists in this test only."""
    pagina = wacht.nieuwe_pagina()
    pagina.route("**/*", lambda route: route.fulfill(body="<!doctype html><title>x</title><p>Hallo"))
    pagina.goto("/")
    return pagina


def test_a_chromium_that_died_is_started_anew(chromium: Chromium) -> None:
    oud = chromium.geef()
    beeindig_kinderen("chrom")
    with pytest.raises(Exception, match="closed"):
        oud.new_context()
    pagina = chromium.geef().new_page()
    assert pagina.evaluate("1 + 1") == 2
    pagina.close()


def test_a_quiet_page_passes(wacht: Wacht, blad: Page) -> None:
    assert blad.title() == "x"
    assert wacht.fouten == []


def test_a_request_to_another_host_is_noticed(wacht: Wacht, blad: Page) -> None:
    blad.evaluate("fetch('http://elders.test/teller.gif', {mode: 'no-cors'}).then(() => 1)")
    assert wacht.fouten == ["verzoek naar elders: http://elders.test/teller.gif"]


def test_an_error_in_the_console_is_noticed(wacht: Wacht, blad: Page) -> None:
    blad.evaluate("console.error('stuk')")
    assert [fout.startswith("console: stuk") for fout in wacht.fouten] == [True]


def test_an_error_in_a_script_is_noticed(wacht: Wacht, blad: Page) -> None:
    with blad.context.expect_event("weberror"):
        blad.evaluate("setTimeout(() => { throw new Error('stuk') }) && 1")
    assert any("stuk" in fout for fout in wacht.fouten)


def test_an_answer_of_404_is_a_fault_for_a_static_file_only(wacht: Wacht, blad: Page) -> None:
    blad.route("**/weg*", lambda route: route.fulfill(status=404, body=""))
    blad.goto("/weg/")
    assert wacht.fouten == []
    blad.goto("/")
    blad.evaluate("fetch('/static/css/weg.css').then(() => 1)")
    assert len(wacht.fouten) == 1


def test_a_second_tab_shares_its_cookies_and_its_watch(wacht: Wacht, blad: Page) -> None:
    blad.evaluate("document.cookie = 'a=1'")
    tweede = wacht.nieuwe_pagina(blad.context)
    tweede.route("**/*", lambda route: route.fulfill(body="<!doctype html><title>y</title>"))
    tweede.goto("/")
    assert tweede.evaluate("document.cookie") == "a=1"
    tweede.evaluate("console.error('ook stuk')")
    assert len(wacht.fouten) == 1
