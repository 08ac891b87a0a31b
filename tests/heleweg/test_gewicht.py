"""What the pages weigh over the wire, from the real server with its compression: headers and all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests import echt
from tests.browser import Wacht
from tests.heleweg import paginas
from tests.heleweg.werkplek import knop, link

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]
KB = 1000
EERSTE, VERDER = 60 * KB, 15 * KB


class Weegschaal:
    """Counts what Chromium receives for a page, until nothing comes any more."""

    def __init__(self, pagina: Page) -> None:
        self.pagina = pagina
        self.ontvangen: dict[str, float] = {}
        self._wat: dict[str, str] = {}
        lijn = pagina.context.new_cdp_session(pagina)
        lijn.on("Network.responseReceived", self._antwoord)
        lijn.on("Network.loadingFinished", self._klaar)
        lijn.send("Network.enable")

    def _antwoord(self, bericht: dict[str, Any]) -> None:
        self._wat[bericht["requestId"]] = bericht["response"]["url"]

    def _klaar(self, bericht: dict[str, Any]) -> None:
        self.ontvangen[self._wat[bericht["requestId"]]] = bericht["encodedDataLength"]

    def weeg(self) -> tuple[float, str]:
        """The bytes since the last time, and what they were."""
        som = sum(self.ontvangen.values())
        wat = ", ".join(f"{url.rpartition('/static/')[2]} {b:.0f}" for url, b in self.ontvangen.items() if b)
        self.ontvangen.clear()
        return som, f"{self.pagina.title()}: {som:.0f} bytes ({wat})"


@pytest.fixture
def weeg(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weegschaal]:
    with echt.gunicorn(tmp_path_factory.mktemp("gewicht")) as (poort, _):
        wacht = Wacht(browser, f"http://localhost:{poort}")
        yield Weegschaal(wacht.nieuwe_pagina())
        wacht.sluit()
        assert not wacht.fouten


def test_a_first_visit_is_light_and_every_further_page_is_lighter(weeg: Weegschaal) -> None:
    pagina = weeg.pagina
    pagina.goto("/", wait_until="networkidle")
    eerste, wat = weeg.weeg()
    # What the steps need comes along, so that the first step is not heavier than the others.
    assert "htmx" in wat
    assert eerste <= EERSTE, wat

    zwaar = []

    def verder(doe: Callable[[], object]) -> None:
        with pagina.expect_navigation(wait_until="load") as komt:
            doe()
        assert komt.value is not None
        assert komt.value.status == 200, pagina.content()
        pagina.wait_for_timeout(100)  # Chromium tells what came a moment after it came
        som, wat = weeg.weeg()
        if som > VERDER:
            zwaar.append(wat)

    verder(link(pagina, "Begin een voorbereiding").click)
    for keus in ("Nederland", "Huisarts", "Mijn eigen"):
        pagina.get_by_role("radio", name=keus).check()
    verder(knop(pagina, "Maak mijn code").click)
    verder(knop(pagina, "Mijn code is bewaard, ga verder").click)
    verder(knop(pagina, "Naar de zes stappen").click)
    gesprek = pagina.url
    verder(link(pagina, "Ga verder met stap 1").click)
    for nummer in range(2, 7):
        verder(knop(pagina, f"Naar stap {nummer}").click)
    verder(knop(pagina, "Naar het overzicht").click)
    for adres in (f"{gesprek}verslag/", f"{gesprek}afronden/", *paginas.openbaar()):
        # The whole guide on one page is for printing, and the home page was weighed.
        if adres not in ("/", reverse("handleiding:alles")):
            verder(partial(pagina.goto, adres))
    assert not zwaar, "\n".join(zwaar)
