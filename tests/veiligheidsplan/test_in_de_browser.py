"""The whole builder as a browser shows it: with a script, without one, and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from gesprek.dossier import Dossier
from tests.heleweg.keuring import keur
from tests.heleweg.werkplek import Werkplek, bewaarstatus, knop, link, typ, veld, wacht_op_bewaard
from tests.veiligheidsplan.hulp import ALLES, SAMEN

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]


def deel(pagina: Page, naam: str) -> Locator:
    return pagina.locator(f"details#{naam}")


def afspraak(pagina: Page, nummer: int, kolom: str = "wat") -> Locator:
    """A column of an agreement, counted from 1."""
    return pagina.locator(f'[name^="r.{SAMEN}."][name$=".{kolom}"]').nth(nummer - 1)


def rijknop(pagina: Page, naam: str, nummer: int) -> Locator:
    return deel(pagina, "vp-samen").get_by_role("button", name=f"{naam} afspraak {nummer}", exact=True)


def schrijf(pagina: Page, tekst: str) -> None:
    """Write the first agreement and leave the field."""
    afspraak(pagina, 1).fill(tekst)
    afspraak(pagina, 1).blur()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_plan_from_step_five_to_the_check(
    nieuwe_pagina: Callable[..., Page], server: LiveServer, script: bool
) -> None:
    pagina = nieuwe_pagina(java_script_enabled=script)
    plek = Werkplek.richt_in(pagina.context, server.url)
    pagina.goto(plek.stap("vervolg", "veiligheidsplan"))
    veld(pagina, "t.plan-waarom").fill("Er is een neefje van vier.")
    knop(pagina, "Open het veiligheidsplan").click()

    # What it is for
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Waar is het plan voor?")
    for naam, waarde in ALLES.items():
        pagina.locator(f'[name="t.{naam}"][value="{waarde}"]').check()
    pagina.locator("[name=uitgangspunt][value=kinderen-in-gezin]").check()
    knop(pagina, "Maak het plan").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Veiligheidsplan")
    expect(pagina.locator(".voorbeeld").first).to_be_attached()
    knop(pagina, "Haal alle voorbeelden weg").click()
    expect(pagina.locator(".voorbeeld")).to_have_count(0)

    # Agreements: added, moved, taken out, brought back
    deel(pagina, "vp-samen").locator("summary").click()
    afspraak(pagina, 1).fill("een")
    deel(pagina, "vp-samen").get_by_role("button", name="Nog een afspraak").click()
    expect(afspraak(pagina, 2)).to_be_focused()
    afspraak(pagina, 2).fill("twee")
    rijknop(pagina, "Omhoog", 2).click()
    expect(afspraak(pagina, 1)).to_have_value("twee")
    rijknop(pagina, "Weghalen", 2).click()
    expect(pagina.locator(".ongedaan")).to_be_visible()
    knop(pagina, "Ongedaan maken").click()
    expect(afspraak(pagina, 2)).to_have_value("een")

    # A line with one press, and the check
    deel(pagina, "vp-hulp").locator("summary").click()
    deel(pagina, "vp-hulp").locator('button[value="aanbod:113"]').click()
    expect(deel(pagina, "vp-hulp").get_by_role("link", name="113", exact=True).first).to_be_visible()
    knop(pagina, "Kijk het plan na").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Kijk het plan na")
    eerste = pagina.locator("li", has_text="Er staat nog niet wie dit doet.").first
    knop(pagina, "Bewust zo").first.wait_for()
    eerste.get_by_role("button", name="Bewust zo").click()
    expect(pagina.get_by_role("heading", name="Bewust zo gelaten")).to_be_visible()
    link(pagina, "Terug naar het plan").first.click()

    rijen = plek.dossier().rijen
    assert [rij.waarden["wat"] for rij in rijen[SAMEN]] == ["twee", "een"]
    assert [rij.waarden["kaart"] for rij in rijen["vp-hulp-lijst"]] == ["113"]
    assert plek.dossier().teksten["plan-waarom"] == "Er is een neefje van vier."


def test_what_is_typed_is_saved_without_a_button(pagina: Page, server: LiveServer) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(teksten=ALLES))
    pagina.goto(f"{plek.pad('veiligheidsplan:plan')}?deel=vp-samen")
    schrijf(pagina, "Ik bel mijn zus.")
    wacht_op_bewaard(pagina)
    expect(deel(pagina, "vp-samen").locator("summary .hint")).to_have_text("Ingevuld")
    schrijf(pagina, "Ik bel mijn zus elke vrijdag.")
    wacht_op_bewaard(pagina)
    [rij] = plek.dossier().rijen[SAMEN]
    assert rij.waarden["wat"] == "Ik bel mijn zus elke vrijdag."


def test_an_autosave_of_the_purpose_puts_no_examples_in(pagina: Page, server: LiveServer) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url)
    pagina.goto(plek.pad("veiligheidsplan:begin"))
    pagina.locator("[name=uitgangspunt]").first.check()
    pagina.locator('[name="t.vp-doel"][value="zelf"]').check()
    wacht_op_bewaard(pagina)
    assert plek.dossier().teksten == {"vp-doel": "zelf"}
    assert not plek.dossier().rijen


def test_with_the_keyboard_alone(pagina: Page, server: LiveServer) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(teksten=ALLES))
    pagina.goto(plek.pad("veiligheidsplan:plan"))
    deel(pagina, "vp-samen").locator("summary").focus()
    pagina.keyboard.press("Enter")
    for tekst in ("een", "twee"):
        vak = afspraak(pagina, 1 if tekst == "een" else 2)
        expect(vak).to_be_visible()
        vak.focus()
        pagina.keyboard.type(tekst)
        if tekst == "een":
            deel(pagina, "vp-samen").get_by_role("button", name="Nog een afspraak").focus()
            pagina.keyboard.press("Enter")
            expect(afspraak(pagina, 2)).to_be_focused()
    rijknop(pagina, "Weghalen", 2).focus()
    pagina.keyboard.press("Enter")
    # The way back has the focus: Enter undoes it.
    expect(knop(pagina, "Ongedaan maken")).to_be_focused()
    pagina.keyboard.press("Enter")
    expect(afspraak(pagina, 2)).to_have_value("twee")
    # Enter in a field of one line saves, and presses no other button.
    afspraak(pagina, 1, "wie").focus()
    pagina.keyboard.type("ik")
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("Bewaard om").first).to_be_visible()
    rijen = plek.dossier().rijen[SAMEN]
    assert [(r.waarden["wat"], r.waarden["wie"]) for r in rijen] == [("een", "ik"), ("twee", "")]


def test_two_tabs_that_both_write_lose_nothing_and_show_both(pagina: Page, server: LiveServer) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(teksten=ALLES))
    adres = f"{plek.pad('veiligheidsplan:plan')}?deel=vp-goed"
    ander = pagina.context.new_page()
    pagina.goto(adres)
    ander.goto(server.url + adres)
    typ(pagina, "t.vp-goed-tekst", "Hij belt zelf.")
    wacht_op_bewaard(pagina)
    typ(ander, "t.vp-goed-tekst", "Zij komt elke week.")
    expect(bewaarstatus(ander)).to_contain_text("twee versies")
    expect(ander.locator("#botsing-tvp-goed-tekst")).to_contain_text("Hij belt zelf.")
    expect(veld(ander, "t.vp-goed-tekst")).to_have_value("Zij komt elke week.")


def test_an_example_that_one_writes_in_does_not_say_any_more_that_it_is_one(
    nieuwe_pagina: Callable[..., Page], server: LiveServer
) -> None:
    pagina = nieuwe_pagina()
    plek = Werkplek.richt_in(pagina.context, server.url)
    pagina.goto(plek.pad("veiligheidsplan:begin"))
    pagina.locator("[name=uitgangspunt]").first.check()
    knop(pagina, "Maak het plan").click()
    deel(pagina, "vp-doen").locator("summary").first.click()
    een, twee = deel(pagina, "vp-doen").locator("fieldset.rij").all()
    een.locator("textarea").press_sequentially("Eerst bel ik mijn zus. ")
    expect(een.get_by_role("checkbox")).not_to_be_checked()
    expect(twee.get_by_role("checkbox")).to_be_checked()
    een.locator("textarea").blur()
    wacht_op_bewaard(pagina)
    expect(pagina.locator("#deel-vp-doen")).to_have_text("Hier staat nog 1 voorbeeld")
    twee.get_by_role("checkbox").uncheck()
    twee.get_by_role("checkbox").check()
    expect(twee.get_by_role("checkbox")).to_be_checked()


def test_a_plan_with_examples_and_one_with_errors_are_good_for_everyone(
    nieuwe_pagina: Callable[..., Page], server: LiveServer
) -> None:
    pagina = nieuwe_pagina(viewport={"width": 1280, "height": 900})
    plek = Werkplek.richt_in(pagina.context, server.url)
    pagina.goto(plek.pad("veiligheidsplan:begin"))
    fouten = keur(pagina)
    for keus in pagina.locator("[name=uitgangspunt]").all():
        keus.check()
    knop(pagina, "Maak het plan").click()
    expect(pagina.locator(".voorbeeld").first).to_be_attached()
    fouten += keur(pagina)
    veld(pagina, "t.vp-goed-tekst").fill("x" * 20_001)
    knop(pagina, "Opslaan").last.click()
    if not pagina.locator("#foutenlijst").count():
        knop(pagina, "Opslaan").last.click()
    expect(pagina.locator("#foutenlijst")).to_be_focused()
    fouten += keur(pagina)
    assert not fouten, "\n".join(fouten)
