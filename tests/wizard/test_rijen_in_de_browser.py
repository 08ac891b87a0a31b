"""Rows as a browser shows them: where the focus is after a move, and what a row says that another tab held on to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from gesprek.dossier import Dossier, Rij
from tests.heleweg.keuring import keur
from tests.heleweg.werkplek import Werkplek, knop

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]
VELD = "boodschap-punten"
RIJEN = tuple(Rij(naam, {"boodschap": f"boodschap {naam}"}) for naam in ("aa", "bb", "cc"))


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_row_that_moves_keeps_the_focus_so_that_one_can_press_on(
    nieuwe_pagina: Callable[..., Page], server: LiveServer, script: bool
) -> None:
    pagina = nieuwe_pagina(java_script_enabled=script)
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(rijen={VELD: RIJEN}))
    pagina.goto(plek.stap(deel="boodschap"))
    knop(pagina, "Omlaag boodschap 1").focus()
    pagina.keyboard.press("Enter")
    expect(knop(pagina, "Omlaag boodschap 2")).to_be_focused()
    expect(knop(pagina, "Omlaag boodschap 2")).to_be_in_viewport()
    pagina.keyboard.press("Enter")
    expect(knop(pagina, "Omhoog boodschap 3")).to_be_focused()
    assert [rij.id for rij in plek.dossier().rijen[VELD]] == ["bb", "cc", "aa"]


def test_what_another_tab_held_on_to_is_told_in_its_place_and_good_for_everyone(
    nieuwe_pagina: Callable[..., Page], server: LiveServer
) -> None:
    een = nieuwe_pagina()
    plek = Werkplek.richt_in(een.context, server.url, Dossier(rijen={VELD: RIJEN}))
    twee = nieuwe_pagina(een.context)
    for tab in (een, twee):
        tab.goto(plek.stap(deel="boodschap"))
    cel = f'[name="r.{VELD}.aa.boodschap"]'
    een.locator(cel).fill("in het eerste tabblad " * 8)
    knop(een, "Opslaan").last.click()
    expect(een.get_by_text("Bewaard om").first).to_be_visible()
    knop(twee, "Weghalen boodschap 1").click()
    balk = twee.locator(".ongedaan")
    expect(balk).to_contain_text("Daarom blijft hij staan.")
    expect(balk).to_be_focused()
    expect(balk).to_be_in_viewport()
    expect(twee.locator(cel)).to_have_value("in het eerste tabblad " * 8)
    assert not keur(twee)

    knop(twee, "Weghalen boodschap 1").click()
    expect(knop(twee, "Ongedaan maken")).to_be_focused()
    een.locator(cel).fill("en toch verder")
    knop(een, "Opslaan").last.click()
    expect(een.get_by_text("staat er weer: je schreef er hier in verder")).to_be_visible()
    knop(twee, "Ongedaan maken").click()
    expect(twee.locator(".ongedaan")).to_contain_text("Deze rij staat er al weer")
    expect(knop(twee, "Zet dit er ook bij")).to_be_focused()
    assert not keur(twee)
    assert next(rij.waarden["boodschap"] for rij in plek.dossier().rijen[VELD]) == "en toch verder"
