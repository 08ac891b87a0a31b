"""A real browser for the tests: Chromium by Playwright, on a server that runs in the test's own process."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psutil
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright
    from pytest_django.live_server_helper import LiveServer

WACHT_MS = 10_000
SLUIT_S = 20
VAST_S = 300
"""Longer than any test of a browser takes. Some calls of Playwright wait for ever on a Chromium that stopped."""
VAN_HTMX = re.compile(
    r"Response Status Error Code \d+ from /|htmx:(afterRequest|sendError|sendAbort|timeout)\b"
)
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these Chromium looks for its maker's servers at every start.
VLAGGEN = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def zoek_chromium() -> str | None:
    """The path of a Chromium that really starts: CHROMIUM, else one that is installed."""
    for naam in (os.environ.get("CHROMIUM"), *CHROMIUMS):
        pad = shutil.which(naam) if naam else None
        # Some systems have a `chromium-browser` that only tells you to install another package.
        if pad and subprocess.run([pad, "--version"], capture_output=True, check=False).returncode == 0:
            return pad
    return None


class Chromium:
    """The one Chromium of this process, started anew when the last one died."""

    def __init__(self, playwright: Playwright, pad: str) -> None:
        self._playwright, self._pad = playwright, pad
        self._browser: Browser | None = None

    def geef(self) -> Browser:
        if self._browser is None or not self._browser.is_connected():
            sandbox = () if os.geteuid() else ("--no-sandbox",)  # Chromium's sandbox refuses to run as root
            self._browser = self._playwright.chromium.launch(
                executable_path=self._pad, args=[*VLAGGEN, *sandbox]
            )
        return self._browser

    def sluit(self) -> None:
        if self._browser is not None:
            # A browser that does not answer any more must not hold up the end of the whole run.
            with _wekker(SLUIT_S, "node"), suppress(Exception):
                self._browser.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all tests of this process; each test takes its own context from it."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WACHT_MS)

    pad = zoek_chromium()
    if pad is None:
        pytest.fail("Er is geen Chromium: gebruik `make test`, of zet CHROMIUM op het pad ervan.")
    # Playwright keeps an event loop on this thread; Django takes that for async code and refuses to query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = Chromium(playwright, pad)
        yield chromium
        chromium.sluit()


@pytest.fixture
def browser(chromium: Chromium) -> Iterator[Browser]:
    """A Chromium that works. One that hangs is ended, so that the test fails and the next one gets another."""
    with _wekker(VAST_S, "chrom"):
        yield chromium.geef()


@contextmanager
def _wekker(seconden: float, naam: str) -> Iterator[None]:
    """End the processes below this one with `naam` in their name, if this takes longer than so many seconds."""
    wekker = threading.Timer(seconden, beeindig_kinderen, (naam,))
    wekker.daemon = True
    wekker.start()
    try:
        yield
    finally:
        wekker.cancel()


def beeindig_kinderen(naam: str) -> None:
    """Kill the processes below this one with `naam` in their name."""
    for kind in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if naam in kind.name():
                kind.kill()


@pytest.fixture
def server(live_server: LiveServer) -> LiveServer:
    """The app with its static files on a port of localhost; both databases are open to the test."""
    return live_server


class Wacht:
    """Makes pages and writes down what they do that no page of ours may do."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.fouten: list[str] = []
        self._browser, self._url = browser, url
        self._contexten: list[BrowserContext] = []

    def nieuwe_pagina(self, context: BrowserContext | None = None, **opties: Any) -> Page:
        """A page in a new context with Playwright's `new_context` options, or a second tab in `context`."""
        if context is None:
            plaats = {"base_url": self._url, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
            context = self._browser.new_context(**{**plaats, **opties})
            context.set_default_timeout(WACHT_MS)
            context.on("request", lambda verzoek: self._verzoek(verzoek.url))
            context.on("console", self._console)
            context.on("weberror", lambda fout: self.fouten.append(f"script: {fout.error}"))
            self._contexten.append(context)
        return context.new_page()

    def sluit(self) -> None:
        for context in self._contexten:
            # Of a browser that died the test has said so already; one that only won't close has done its work.
            with _wekker(SLUIT_S, "chrom"), suppress(Exception):
                context.close()

    def _verzoek(self, url: str) -> None:
        deel = urlsplit(url)
        if deel.netloc and deel.netloc != urlsplit(self._url).netloc:
            self.fouten.append(f"verzoek naar elders: {url}")

    def _console(self, bericht: ConsoleMessage) -> None:
        plek = str(bericht.location.get("url", ""))
        # Chromium calls every answer of 4xx or 5xx and every lost connection an error, and htmx says it once more.
        # For a page and a save that is for the test to judge.
        antwoord = bericht.text.startswith("Failed to load resource: ")
        antwoord = antwoord and not urlsplit(plek).path.startswith("/static/")
        if bericht.type == "error" and not antwoord and not VAN_HTMX.match(bericht.text):
            self.fouten.append(f"console: {bericht.text} ({plek})")


@pytest.fixture
def nieuwe_pagina(browser: Browser, server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Makes watched pages: `nieuwe_pagina(java_script_enabled=False)`, `nieuwe_pagina(color_scheme="dark")`.

    `nieuwe_pagina(pagina.context)` gives a second tab of the same browser. A request to another host, or an
    error in the console or in a script, fails the test.
    """
    wacht = Wacht(browser, server.url)
    yield wacht.nieuwe_pagina
    wacht.sluit()
    assert not wacht.fouten, "\n".join(wacht.fouten)


@pytest.fixture
def pagina(nieuwe_pagina: Callable[..., Page]) -> Page:
    """One watched page in a fresh context, with JavaScript."""
    return nieuwe_pagina()
