"""The public pages in a real browser: what is seen first, on a desk and on a phone, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.handleiding.pagina import GIDS, STAPPEN, VAST

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
NieuwePagina = Callable[..., "Page"]


def onderkant(pagina: Page, wat: str) -> float:
    doos = pagina.locator(wat).first.bounding_box()
    assert doos is not None
    return doos["y"] + doos["height"]


def test_home_fits_on_one_screen(nieuwe_pagina: NieuwePagina) -> None:
    pagina = nieuwe_pagina(viewport={"width": 1280, "height": 800})
    pagina.goto("/")
    assert pagina.evaluate("document.documentElement.scrollHeight") <= 800


def test_on_a_phone_the_main_action_is_in_sight_at_once(nieuwe_pagina: NieuwePagina) -> None:
    pagina = nieuwe_pagina(viewport={"width": 320, "height": 568})
    pagina.goto("/")
    assert onderkant(pagina, "text=Begin een voorbereiding") <= 568


def test_on_a_phone_with_an_open_kluis_my_gesprekken_are_in_sight_at_once(
    nieuwe_pagina: NieuwePagina,
) -> None:
    pagina = nieuwe_pagina(viewport={"width": 320, "height": 568})
    pagina.goto("/")
    pagina.get_by_role("button", name="Oefen met een voorbeeld").click()
    pagina.wait_for_url("**/gesprekken/**")
    pagina.goto("/")
    assert onderkant(pagina, "main a.knop") <= 568


def test_on_a_phone_the_first_number_is_in_sight_at_once(nieuwe_pagina: NieuwePagina) -> None:
    pagina = nieuwe_pagina(viewport={"width": 320, "height": 568})
    pagina.goto("/acuut/")
    assert onderkant(pagina, 'a[href="tel:112"]') <= 568


def test_no_public_page_is_wider_than_a_narrow_phone(nieuwe_pagina: NieuwePagina) -> None:
    pagina = nieuwe_pagina(viewport={"width": 320, "height": 568})
    te_breed = []
    for url in GIDS + VAST:
        pagina.goto(url)
        if pagina.evaluate("document.documentElement.scrollWidth") > 320:
            te_breed.append(url)
    assert te_breed == []


def test_the_print_button_is_there_with_javascript_only(nieuwe_pagina: NieuwePagina) -> None:
    met, zonder = nieuwe_pagina(), nieuwe_pagina(java_script_enabled=False)
    for pagina in (met, zonder):
        pagina.goto(STAPPEN[0])
    assert met.get_by_role("button", name="Print deze pagina").is_visible()
    assert not zonder.get_by_role("button", name="Print deze pagina").is_visible()


def test_on_paper_the_links_to_choose_and_to_move_are_gone(nieuwe_pagina: NieuwePagina) -> None:
    pagina = nieuwe_pagina()
    pagina.goto(STAPPEN[1])
    pagina.emulate_media(media="print")
    assert pagina.locator("h1").is_visible()
    for weg in (".zeef", ".stapnav", ".terug", ".kop", "[data-print]"):
        assert pagina.locator(weg).count() == 1
        assert not pagina.locator(weg).is_visible()
