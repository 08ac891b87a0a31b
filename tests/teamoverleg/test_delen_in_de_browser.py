"""The whole way of a note as a browser shows it: with a script, without one, and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier, Rij
from gesprek.models import KluisSessie
from tests.heleweg.keuring import BREED, keur
from tests.heleweg.werkplek import (
    Werkplek,
    bewaarstatus,
    knop,
    link,
    open_met_code,
    typ,
    veld,
    wacht_op_bewaard,
)
from tests.teamoverleg.deler import dossier
from tests.verslag.hulp import lees

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]
VRAAG = "Wat vind jij, nu de burgemeester het weet? Tim zwemt in Zwembad Oost. In het zwembad is hij stil."
GEHEIM = ("Tim", "zwembad", "burgemeester", "Vlinder")


def kop(pagina: Page, tekst: str) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_have_text(tekst)


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_from_step_one_to_a_pdf_and_a_text(
    nieuwe_pagina: Callable[..., Page], server: LiveServer, script: bool
) -> None:
    pagina = nieuwe_pagina(java_script_enabled=script, accept_downloads=True)
    adressen: list[str] = []
    pagina.on("request", lambda verzoek: adressen.append(unquote(verzoek.url)))
    begin = dossier("Vlinder is stil sinds Tim er is.").met(teksten={"gevoel-wat": "Onrust."})
    plek = Werkplek.richt_in(pagina.context, server.url, begin)
    pagina.goto(plek.stap("voorbereiding", "overleg"))
    veld(pagina, "t.overleg-vragen").fill("Zie ik iets over het hoofd?")
    knop(pagina, "Maak een notitie zonder namen").click()

    kop(pagina, "Deel zonder namen")
    link(pagina, "Kies wat meegaat").click()
    kop(pagina, "Wat neem je mee?")
    veld(pagina, "t.overleg-vraag").fill(VRAAG)
    pagina.get_by_role("checkbox", name="Wat voel ik bij deze cliënt?").check()
    pagina.locator('[name^="r.overleg-namen."]').fill("Vlinder")
    if script:
        wacht_op_bewaard(pagina)
        expect(pagina.locator("#vakstand-voorbereiding")).to_have_text("2 van 3 gaan mee")
    knop(pagina, "Kijk na wat weggaat").click()

    kop(pagina, "Kijk na wat weggaat")
    expect(pagina.locator("#stand")).to_contain_text("Beslis nog over 1 woord")
    expect(pagina.locator(".gaat-weg del").filter(has_text="Vlinder")).to_have_count(1)
    pagina.locator("#stand").get_by_role("link", name="burgemeester").click()
    pagina.get_by_role("group", name="burgemeester").get_by_role("button", name="Laat staan").click()
    expect(pagina.locator("#stand")).to_contain_text("Over elk woord is beslist")
    pagina.get_by_label("Nog een woord of naam dat overal weg moet").fill("zwembad")
    knop(pagina, "Haal dit overal weg").click()
    expect(pagina.get_by_text("Deze woorden haal je overal weg:")).to_be_visible()
    knop(pagina, "Naar het voorbeeld").click()

    kop(pagina, "Dit leest je collega")
    notitie = pagina.locator(".papier.notitie")
    expect(notitie).to_contain_text("nu de burgemeester het weet?")
    expect(notitie).to_contain_text("Onrust.")
    for woord in ("Tim", "zwembad", "Vlinder"):
        expect(notitie).not_to_contain_text(woord)
    with pagina.expect_download() as pdf:
        knop(pagina, "Neem mee als PDF").click()
    with pagina.expect_download() as tekst:
        knop(pagina, "Neem mee als tekst").click()
    assert (pdf.value.suggested_filename, tekst.value.suggested_filename) == ("notitie.pdf", "notitie.txt")
    for inhoud in (lees(pdf.value.path().read_bytes()), tekst.value.path().read_text(encoding="utf-8")):
        assert "burgemeester" in inhoud
        assert not [woord for woord in ("Tim", "zwembad", "Vlinder") if woord.lower() in inhoud.lower()]
    assert [adres for adres in adressen if any(woord.lower() in adres.lower() for woord in GEHEIM)] == []


def test_a_click_on_a_word_offers_to_take_it_out_everywhere_and_leaves_one_there(
    pagina: Page, server: LiveServer
) -> None:
    begin = dossier("Hij is vaak in het zwembad.", "Na het zwemmen is hij stil. Het zwembad is dicht.")
    plek = Werkplek.richt_in(pagina.context, server.url, begin)
    pagina.goto(plek.pad("delen:nakijken"))
    tekst = pagina.locator("[data-woorden]").first
    expect(pagina.locator("#woordkeuze")).to_be_hidden()
    tekst.evaluate("el => el.scrollIntoView({block: 'center'})")
    waar = tekst.evaluate(
        """el => { const bereik = document.createRange(), knoop = el.firstChild;
        const begin = knoop.data.indexOf("zwembad"); bereik.setStart(knoop, begin); bereik.setEnd(knoop, begin + 7);
        const vak = bereik.getBoundingClientRect(); return [vak.x + vak.width / 2, vak.y + vak.height / 2]; }"""
    )
    pagina.mouse.click(*waar)
    aanbod = pagina.get_by_role("button", name="Haal dit woord overal weg: zwembad")
    expect(aanbod).to_be_focused()
    pagina.keyboard.press("Enter")
    expect(pagina.locator(".gaat-weg del")).to_have_text(["zwembad", "zwembad"])
    assert pagina.url.endswith("#tekst-concreet-waarnemingen.w1.wat")
    assert plek.dossier().overleg.maskeren == ("zwembad",)


def test_with_the_keyboard_alone_every_doubt_is_decided(pagina: Page, server: LiveServer) -> None:
    begin = dossier(vraag="De burgemeester zei het. Ook de krant weet het: de zaak staat in de krant.")
    plek = Werkplek.richt_in(pagina.context, server.url, begin)
    pagina.goto(plek.pad("delen:nakijken"))
    for _ in range(6):
        if not pagina.locator(".plek--open").count():
            break
        pagina.locator("#stand a").first.focus()
        pagina.keyboard.press("Enter")
        pagina.keyboard.press("Tab")
        expect(
            pagina.locator(".plek--open").first.get_by_role("button", name="Haal weg").first
        ).to_be_focused()
        with pagina.expect_navigation():
            pagina.keyboard.press("Enter")
    expect(pagina.locator("#stand")).to_contain_text("Over elk woord is beslist")
    assert set(plek.dossier().overleg.besluiten.values()) == {"weg"}


def test_a_word_that_was_typed_and_not_sent_is_not_left_behind_unasked(
    pagina: Page, server: LiveServer
) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, dossier("Hij is vaak in het zwembad."))
    pagina.goto(plek.pad("delen:nakijken"))
    woord = pagina.get_by_label("Nog een woord of naam dat overal weg moet")
    woord.press_sequentially("zwembad")
    gevraagd: list[str] = []

    def blijf(venster: Dialog) -> None:
        gevraagd.append(venster.type)
        venster.dismiss()

    pagina.on("dialog", blijf)
    link(pagina, "Terug naar wat meegaat").click()
    kop(pagina, "Kijk na wat weggaat")
    expect(woord).to_have_value("zwembad")
    assert gevraagd == ["beforeunload"]
    knop(pagina, "Haal dit overal weg").click()
    expect(pagina.locator(".gaat-weg del")).to_have_text(["zwembad"])
    link(pagina, "Terug naar wat meegaat").click()
    kop(pagina, "Wat neem je mee?")
    assert gevraagd == ["beforeunload"]


def test_a_text_that_is_written_anew_is_kept_while_the_kluis_is_locked(
    pagina: Page, server: LiveServer
) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, dossier(vraag="Wat vind je van Tim?"))
    pagina.goto(plek.pad("delen:herschrijven", "overleg-vraag"))
    typ(pagina, "t.tekst", "Wat vind je ervan?")
    expect(bewaarstatus(pagina)).to_have_text("Bewaard.")
    KluisSessie.objects.all().delete()
    typ(pagina, "t.tekst", "Wat zou jij doen?")
    expect(bewaarstatus(pagina)).to_contain_text("je kluis is op slot")
    knop(pagina, "Bewaar en kijk na").click()
    open_met_code(pagina, plek.code)
    kop(pagina, "Kijk na wat weggaat")
    expect(pagina.locator("#tekst-overleg-vraag")).to_contain_text("Wat zou jij doen?")


def test_every_page_is_good_for_everyone(nieuwe_pagina: Callable[..., Page], server: LiveServer) -> None:
    pagina = nieuwe_pagina(viewport=BREED)
    oefening = oefendossier()
    vol = oefening.met(
        teksten={**oefening.teksten, "overleg-vraag": f"{VRAAG} {'Donaudampfschifffahrt' * 6}"},
        rijen={**oefening.rijen, "overleg-namen": (Rij("n1", {"naam": "Vlinder"}),)},
        overleg=oefening.overleg.met(maskeren=("zwembad", "x" * 90)),
    )
    plek = Werkplek.richt_in(pagina.context, server.url, vol)
    leeg = Werkplek.richt_in(nieuwe_pagina(viewport=BREED).context, server.url, Dossier())
    fouten: list[str] = []
    for naam, args in (
        ("begin", ()),
        ("kiezen", ()),
        ("nakijken", ()),
        ("herschrijven", ("overleg-vraag",)),
    ):
        pagina.goto(plek.pad(f"delen:{naam}", *args))
        fouten += keur(pagina)
    pagina.goto(plek.pad("delen:nakijken"))
    pagina.locator("[data-woorden]").first.click(position={"x": 20, "y": 10})
    fouten += keur(pagina)
    knop(pagina, "Haal alle twijfels weg").click()
    fouten += keur(pagina)
    knop(pagina, "Naar het voorbeeld").click()
    kop(pagina, "Dit leest je collega")
    fouten += keur(pagina)
    ander = leeg.context.pages[0]
    for naam in ("kiezen", "nakijken", "voorbeeld"):
        ander.goto(leeg.pad(f"delen:{naam}"))
        fouten += keur(ander)
    assert not fouten, "\n".join(fouten)


def test_on_paper_from_the_browser_stands_the_note_and_nothing_of_the_page(
    pagina: Page, server: LiveServer
) -> None:
    plek = Werkplek.richt_in(pagina.context, server.url, dossier("Hij zweeg.", vraag="Wat nu?"))
    pagina.goto(plek.pad("delen:voorbeeld"))
    expect(knop(pagina, "Print deze pagina")).to_be_visible()
    pagina.emulate_media(media="print")
    for weg in (".kop", ".voet", ".knop", ".niet-afdrukken"):
        for el in pagina.locator(weg).all():
            expect(el).to_be_hidden()
    expect(pagina.locator(".papier.notitie")).to_be_visible()
