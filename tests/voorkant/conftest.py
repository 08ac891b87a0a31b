from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import Wacht
from tests.voorkant.blad import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EIGEN = "http://localhost:9"  # nobody listens; localhost is a secure context, which the clipboard asks for


@pytest.fixture
def wacht(browser: Browser) -> Iterator[Wacht]:
    """Watched pages without an app behind them. A script error or a broken CSP fails the test."""
    wacht = Wacht(browser, EIGEN)
    yield wacht
    wacht.sluit()
    stil = ("Failed to load resource", "font", "htmx:", "Response Status Error Code")
    assert [fout for fout in wacht.fouten if not any(woord in fout for woord in stil)] == []


@pytest.fixture
def open_site(wacht: Wacht) -> Callable[[Site], Page]:
    """Open a site in a new browser; a second tab comes from `tabblad`."""
    return lambda site: site.open(wacht.nieuwe_pagina())


@pytest.fixture
def tabblad(wacht: Wacht) -> Callable[[Site, Page], Page]:
    """Open a second tab beside a page."""
    return lambda site, naast: site.open(wacht.nieuwe_pagina(naast.context))
