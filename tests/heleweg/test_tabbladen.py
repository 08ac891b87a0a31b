"""Two tabs on one gesprek, and one tab that never gets in its own way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from gesprek.kluis import gesprekken
from tests.heleweg.werkplek import (
    Werkplek,
    bewaarstatus,
    knop,
    typ,
    veld,
    wacht_op_bewaard,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route
    from pytest_django.live_server_helper import LiveServer

PLEK, TIJD, PRIVACY = "t.moment-plek", "t.moment-tijd", "t.moment-privacy"


@pytest.fixture
def twee(plek: Werkplek, pagina: Page, nieuwe_pagina: Callable[..., Page]) -> tuple[Page, Page]:
    """Two tabs of one browser, both on the first part of step 1."""
    tweede = nieuwe_pagina(plek.context)
    for tab in (pagina, tweede):
        tab.goto(plek.stap())
    return pagina, tweede


def conflict(pagina: Page) -> Locator:
    return pagina.locator(".conflict")


def laat_botsen(twee: tuple[Page, Page], naam: str = PLEK) -> Page:
    """Both tabs write in one field; the second is the one that is asked. Returns it."""
    eerste, tweede = twee
    typ(eerste, naam, "uit het eerste tabblad")
    wacht_op_bewaard(eerste)
    typ(tweede, naam, "uit het tweede tabblad")
    expect(conflict(tweede)).to_be_visible()
    return tweede


def test_two_tabs_on_different_fields_both_stay(twee: tuple[Page, Page], plek: Werkplek) -> None:
    eerste, tweede = twee
    typ(eerste, PLEK, "de spreekkamer")
    wacht_op_bewaard(eerste)
    typ(tweede, TIJD, "een uur")
    expect(bewaarstatus(tweede)).to_contain_text("In een ander tabblad is ook iets veranderd")
    # The page still shows the old text of the other field, and goes on without putting that back.
    expect(veld(tweede, PLEK)).to_have_value("")
    typ(tweede, PRIVACY, "deur dicht")
    knop(tweede, "Opslaan").last.click()
    expect(veld(tweede, PLEK)).to_have_value("de spreekkamer")
    teksten = plek.dossier().teksten
    assert (teksten["moment-plek"], teksten["moment-tijd"]) == ("de spreekkamer", "een uur")
    assert teksten["moment-privacy"] == "deur dicht"


@pytest.mark.parametrize(
    ("keus", "verwacht"),
    [
        ("Houd wat ik hier typte", "uit het tweede tabblad"),
        ("Neem de tekst uit het andere tabblad", "uit het eerste tabblad"),
        ("Houd beide, onder elkaar", "uit het eerste tabblad\nuit het tweede tabblad"),
    ],
)
def test_two_tabs_on_the_same_field_are_shown_both_texts_and_the_user_chooses(
    twee: tuple[Page, Page], plek: Werkplek, keus: str, verwacht: str
) -> None:
    tweede = laat_botsen(twee, PRIVACY)
    expect(bewaarstatus(tweede)).to_contain_text("Niet alles is bewaard")
    expect(conflict(tweede)).to_contain_text("uit het eerste tabblad")
    expect(conflict(tweede)).to_contain_text("uit het tweede tabblad")
    assert plek.dossier().teksten["moment-privacy"] == "uit het eerste tabblad"
    expect(veld(tweede, PRIVACY)).to_have_value("uit het tweede tabblad")

    tweede.locator("#bewaarstatus").get_by_role("link", name="Kies welke je houdt.").click()
    expect(conflict(tweede)).to_be_in_viewport()
    tweede.get_by_label(keus).check()
    knop(tweede, "Bewaar mijn keuze").click()
    expect(conflict(tweede)).to_have_count(0)
    expect(veld(tweede, PRIVACY)).to_have_value(verwacht)
    assert plek.dossier().teksten["moment-privacy"] == verwacht


def test_a_choice_is_not_made_and_not_forgotten_while_one_goes_on_typing(
    twee: tuple[Page, Page], plek: Werkplek
) -> None:
    tweede = laat_botsen(twee)
    hunne = tweede.get_by_label("Neem de tekst uit het andere tabblad")
    hunne.check()
    typ(tweede, TIJD, "een uur")
    typ(tweede, PRIVACY, "deur dicht")
    expect(bewaarstatus(tweede)).to_contain_text("Niet alles is bewaard")
    wacht_tot(lambda: plek.dossier().teksten.get("moment-privacy") == "deur dicht")
    # The other fields are saved; the choice stands ticked, and nothing was chosen yet.
    expect(hunne).to_be_checked()
    assert plek.dossier().teksten["moment-plek"] == "uit het eerste tabblad"
    expect(veld(tweede, PLEK)).to_have_value("uit het tweede tabblad")
    knop(tweede, "Bewaar mijn keuze").click()
    expect(veld(tweede, PLEK)).to_have_value("uit het eerste tabblad")
    assert plek.dossier().teksten["moment-plek"] == "uit het eerste tabblad"
    assert plek.dossier().teksten["moment-tijd"] == "een uur"


def test_two_tabs_without_javascript_are_asked_the_same(
    nieuwe_pagina: Callable[..., Page], server: LiveServer
) -> None:
    eerste = nieuwe_pagina(java_script_enabled=False)
    plek = Werkplek.richt_in(eerste.context, server.url)
    tweede = nieuwe_pagina(eerste.context)
    for tab, tekst in ((eerste, "een"), (tweede, "twee")):
        tab.goto(plek.stap())
        typ(tab, PLEK, tekst)
    knop(eerste, "Opslaan").last.click()
    expect(eerste.get_by_text("Bewaard om")).to_be_visible()
    knop(tweede, "Opslaan").last.click()
    expect(tweede.locator("#foutenlijst")).to_be_focused()
    expect(conflict(tweede)).to_be_visible()
    tweede.get_by_role("link", name="Kies welke versie je houdt").click()
    tweede.get_by_label("Houd beide, onder elkaar").check()
    knop(tweede, "Bewaar mijn keuze").click()
    assert plek.dossier().teksten["moment-plek"] == "een / twee"


def test_a_row_that_two_tabs_changed_is_asked_about_and_rows_of_both_stay(
    twee: tuple[Page, Page], plek: Werkplek
) -> None:
    eerste, tweede = twee
    eerste.goto(plek.stap(deel="boodschap"))
    rij = '[name^="r.boodschap-punten."]'
    eerste.locator(rij).fill("de zorg")
    wacht_op_bewaard(eerste)
    tweede.goto(plek.stap(deel="boodschap"))
    eerste.locator(rij).fill("de zorg, in tab een")
    wacht_op_bewaard(eerste)
    tweede.locator(rij).fill("de zorg, in tab twee")
    expect(conflict(tweede)).to_be_visible()
    tweede.get_by_label("Houd beide, onder elkaar").check()
    knop(tweede, "Bewaar mijn keuze").click()
    expect(tweede.locator(rij)).to_have_count(2)
    bewaard = {rij.waarden["boodschap"] for rij in plek.dossier().rijen["boodschap-punten"]}
    assert bewaard == {"de zorg, in tab een", "de zorg, in tab twee"}


def test_a_tab_never_conflicts_with_itself_on_a_slow_server(
    pagina: Page, plek: Werkplek, monkeypatch: pytest.MonkeyPatch
) -> None:
    echt = gesprekken.bewaar

    def traag(*argumenten: Any) -> Any:
        time.sleep(0.7)
        return echt(*argumenten)

    monkeypatch.setattr(gesprekken, "bewaar", traag)
    pagina.goto(plek.stap())
    zin = "Ik typ aan één stuk door, en kijk niet op."
    for naam in (PRIVACY, TIJD, PRIVACY):
        veld(pagina, naam).press_sequentially(zin, delay=40)
    wacht_op_bewaard(pagina)
    expect(conflict(pagina)).to_have_count(0)
    assert plek.dossier().teksten["moment-privacy"] == zin + zin
    assert plek.dossier().teksten["moment-tijd"] == zin


def test_a_tab_does_not_conflict_with_itself_when_the_answer_to_a_save_got_lost(
    pagina: Page, plek: Werkplek
) -> None:
    pagina.goto(plek.stap())

    def raak_kwijt(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()  # it reaches the server, which saves
            route.abort("connectionreset")
        else:
            route.continue_()

    pagina.route("**/gesprekken/**", raak_kwijt)
    typ(pagina, PRIVACY, "eerste zin.")
    expect(bewaarstatus(pagina)).to_contain_text("Niet bewaard, we proberen het opnieuw")
    assert plek.dossier().teksten["moment-privacy"] == "eerste zin."
    veld(pagina, PRIVACY).press_sequentially(" En een tweede.")
    pagina.unroute("**/gesprekken/**")
    wacht_op_bewaard(pagina)
    expect(conflict(pagina)).to_have_count(0)
    assert plek.dossier().teksten["moment-privacy"] == "eerste zin. En een tweede."


def wacht_tot(klopt: Callable[[], bool], seconden: float = 10) -> None:
    """Wait for something that only the server knows."""
    einde = time.monotonic() + seconden
    while not klopt():
        assert time.monotonic() < einde
        time.sleep(0.05)
