"""Rows as a browser shows them: where the focus is after a move, and what a row says that another tab held on to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from gesprek.dossier import Dossier, Rij
from tests.heleweg.keuring import keur
from tests.heleweg.werkplek import MISLUKT, Werkplek, bewaarstatus, knop, wacht_op_bewaard

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]
VELD = "boodschap-punten"
CEL = f'[name="r.{VELD}.aa.boodschap"]'
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


def test_with_a_script_a_move_costs_one_request_and_leaves_the_page_as_it_is(
    pagina: Page, server: LiveServer
) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(rijen={VELD: RIJEN}))
    pagina.goto(plek.stap(deel="boodschap"))
    pagina.evaluate("window.dezelfde = true")
    verzoeken: list[str] = []
    pagina.on("request", lambda verzoek: verzoeken.append(verzoek.method))
    knop(pagina, "Omlaag boodschap 1").click()
    expect(knop(pagina, "Omlaag boodschap 2")).to_be_focused()
    wacht_op_bewaard(pagina)
    assert verzoeken == ["POST"]
    assert pagina.evaluate("window.dezelfde"), "the page was not loaded again"
    assert [vak.input_value() for vak in pagina.locator(f"#veld-{VELD} textarea").all()] == [
        "boodschap bb",
        "boodschap aa",
        "boodschap cc",
    ]
    assert not keur(pagina)
    # The page knows the new order: what is typed now is in conflict with nothing.
    pagina.locator(CEL).fill("boodschap aa!")
    wacht_op_bewaard(pagina)
    assert [(rij.id, rij.waarden["boodschap"][-1]) for rij in plek.dossier().rijen[VELD]] == [
        ("bb", "b"),
        ("aa", "!"),
        ("cc", "c"),
    ]


def test_a_row_that_was_just_written_in_moves_with_its_text(pagina: Page, server: LiveServer) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(rijen={VELD: RIJEN}))
    pagina.goto(plek.stap(deel="boodschap"))
    pagina.locator(CEL).fill("zo zeg ik het")
    knop(pagina, "Omlaag boodschap 1").click()
    expect(knop(pagina, "Omlaag boodschap 2")).to_be_focused()
    knop(pagina, "Omhoog boodschap 3").click()
    expect(knop(pagina, "Omhoog boodschap 2")).to_be_focused()
    wacht_op_bewaard(pagina)
    rijen = plek.dossier().rijen[VELD]
    assert [(rij.id, rij.waarden["boodschap"]) for rij in rijen] == [
        ("bb", "boodschap bb"),
        ("cc", "boodschap cc"),
        ("aa", "zo zeg ik het"),
    ]
    assert pagina.locator(f"#veld-{VELD} textarea").last.input_value() == "zo zeg ik het"


def test_a_move_without_a_network_is_made_once_the_network_is_back(pagina: Page, server: LiveServer) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(rijen={VELD: RIJEN}))
    pagina.goto(plek.stap(deel="boodschap"))
    pagina.context.set_offline(True)
    knop(pagina, "Omlaag boodschap 1").click()
    expect(bewaarstatus(pagina)).to_have_text(MISLUKT)
    pagina.locator(CEL).fill("getypt in de trein")
    pagina.context.set_offline(False)
    expect(knop(pagina, "Omlaag boodschap 2")).to_be_attached()
    wacht_op_bewaard(pagina)
    expect(pagina.locator(CEL)).to_have_value("getypt in de trein")
    rijen = plek.dossier().rijen[VELD]
    assert [rij.id for rij in rijen] == ["bb", "aa", "cc"]
    assert rijen[1].waarden["boodschap"] == "getypt in de trein"


def test_what_is_typed_while_a_row_is_on_its_way_is_kept(pagina: Page, server: LiveServer) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(rijen={VELD: RIJEN}))
    pagina.goto(plek.stap(deel="boodschap"))
    onderweg: list[Route] = []
    pagina.route("**/voorbereiding/", lambda route: route.continue_() if onderweg else onderweg.append(route))
    with pagina.expect_request("**/voorbereiding/"):
        knop(pagina, "Omlaag boodschap 1").click()
    pagina.locator(CEL).fill("ondertussen getypt")
    onderweg[0].continue_()
    wacht_op_bewaard(pagina)
    expect(pagina.locator(CEL)).to_have_value("ondertussen getypt")
    rijen = plek.dossier().rijen[VELD]
    assert [rij.id for rij in rijen] == ["bb", "aa", "cc"]
    assert rijen[1].waarden["boodschap"] == "ondertussen getypt"


def test_what_another_tab_held_on_to_is_told_in_its_place_and_good_for_everyone(
    nieuwe_pagina: Callable[..., Page], server: LiveServer
) -> None:
    een = nieuwe_pagina()
    plek = Werkplek.richt_in(een.context, server.url, Dossier(rijen={VELD: RIJEN}))
    twee = nieuwe_pagina(een.context)
    for tab in (een, twee):
        tab.goto(plek.stap(deel="boodschap"))
    een.locator(CEL).fill("in het eerste tabblad " * 8)
    knop(een, "Opslaan").last.click()
    expect(een.get_by_text("Bewaard om").first).to_be_visible()
    knop(twee, "Weghalen boodschap 1").click()
    balk = twee.locator(".ongedaan")
    expect(balk).to_contain_text("Daarom blijft hij staan.")
    expect(balk).to_be_focused()
    expect(balk).to_be_in_viewport()
    expect(twee.locator(CEL)).to_have_value("in het eerste tabblad " * 8)
    assert not keur(twee)

    knop(twee, "Weghalen boodschap 1").click()
    expect(knop(twee, "Ongedaan maken")).to_be_focused()
    een.locator(CEL).fill("en toch verder")
    knop(een, "Opslaan").last.click()
    expect(een.get_by_text("staat er weer: je schreef er hier in verder")).to_be_visible()
    knop(twee, "Ongedaan maken").click()
    expect(twee.locator(".ongedaan")).to_contain_text("Deze rij staat er al weer")
    expect(knop(twee, "Zet dit er ook bij")).to_be_focused()
    assert not keur(twee)
    assert next(rij.waarden["boodschap"] for rij in plek.dossier().rijen[VELD]) == "en toch verder"
