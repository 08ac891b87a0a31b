"""Every page, with and without an open kluis, and what can go wrong on it: accessible, and fit for a small screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier
from gesprek.kluis import gesprekken, kluizen
from gesprek.kluis.code import nieuwe_code, toon
from gesprek.models import KluisSessie
from tests.heleweg import paginas
from tests.heleweg.keuring import BREED, keur
from tests.heleweg.werkplek import Werkplek, begin, knop, open_met_code, typ, veld

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]
PLEK = "t.moment-plek"


def loop_langs(pagina: Page, adressen: list[str]) -> None:
    """Look at each of these pages; all that is wrong with them is told at once."""
    fouten: list[str] = []
    for adres in adressen:
        antwoord = pagina.goto(adres)
        assert antwoord is not None
        assert antwoord.status == 200, f"{adres}: {antwoord.status}"
        fouten += keur(pagina)
    assert not fouten, "\n".join(fouten)


def goed(pagina: Page) -> None:
    fouten = keur(pagina)
    assert not fouten, "\n".join(fouten)


@pytest.fixture
def breed(nieuwe_pagina: Callable[..., Page]) -> Page:
    return nieuwe_pagina(viewport=BREED)


@pytest.fixture
def vol(breed: Page, server: LiveServer) -> Werkplek:
    """A kluis with the practice case, full of text."""
    return Werkplek.richt_in(breed.context, server.url, oefendossier())


def test_no_page_is_forgotten() -> None:
    bekend = {*paginas.OPENBAAR, *paginas.KLUIS, *paginas.GESPREK, *paginas.GEEN_PAGINA}
    assert set(paginas.namen()) == bekend


@pytest.mark.parametrize("helft", [0, 1])
def test_every_public_page_is_good_for_everyone(breed: Page, helft: int) -> None:
    loop_langs(breed, paginas.openbaar()[helft::2])


def test_every_page_of_an_open_kluis_is_good_for_everyone(breed: Page, vol: Werkplek) -> None:
    loop_langs(breed, [adres for adres in paginas.van_kluis(vol) if adres != "/kluis/controle/"])


def test_the_public_pages_with_an_open_flemish_kluis_are_good_for_everyone(
    breed: Page, server: LiveServer
) -> None:
    plek = Werkplek.richt_in(breed.context, server.url, Dossier(label="gesprek"), land="vl", rol="clb")
    handleiding = [adres for adres in paginas.openbaar() if adres.startswith("/handleiding/stappen/")]
    loop_langs(breed, ["/", "/acuut/", "/kluis/", plek.pad(), plek.stap(), *handleiding[:2]])


def test_the_pages_round_the_code_are_good_for_everyone(breed: Page) -> None:
    breed.goto("/kluis/")
    knop(breed, "Maak mijn code").click()
    expect(breed.locator(".foutenlijst")).to_be_focused()
    goed(breed)
    begin(breed)
    goed(breed)
    knop(breed, "Kijk twee woorden na").click()
    goed(breed)
    knop(breed, "Kijk na").click()
    expect(breed.locator(".foutenlijst")).to_be_focused()
    goed(breed)
    breed.goto("/gesprekken/")
    goed(breed)
    breed.goto("/kluis/instellingen/")
    knop(breed, "Maak een nieuwe code").click()
    goed(breed)
    breed.goto("/kluis/wissen/")
    knop(breed, "Wis alles nu").click()
    expect(breed.locator(".foutenlijst")).to_be_focused()
    goed(breed)


def test_the_way_from_practising_to_a_code_is_good_for_everyone(breed: Page) -> None:
    breed.goto("/")
    knop(breed, "Oefen met een voorbeeld").click()
    goed(breed)
    breed.get_by_role("link", name="Bewaren? Maak een code").click()
    goed(breed)
    knop(breed, "Maak mijn code").click()
    expect(breed.locator(".foutenlijst")).to_be_focused()
    goed(breed)


def test_the_pages_of_a_locked_kluis_are_good_for_everyone(
    breed: Page, vol: Werkplek, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    breed.goto(vol.stap())
    KluisSessie.objects.all().delete()
    typ(breed, PLEK, "een tekst die meegaat " * 20)
    expect(breed.locator("#bewaarstatus")).to_contain_text("Niet bewaard: je kluis is op slot")
    goed(breed)
    knop(breed, "Opslaan").last.click()
    expect(breed.get_by_text("Je tekst is niet weg")).to_be_visible()
    goed(breed)
    open_met_code(breed, "een twee drie")
    expect(breed.locator("#foutenlijst")).to_be_focused()
    goed(breed)

    def druk(_: object) -> None:
        raise kluizen.Druk

    with monkeypatch.context() as vol_bezet:
        vol_bezet.setattr(kluizen, "open_met_code", druk)
        open_met_code(breed, vol.code)
        expect(breed.locator("#foutenlijst")).to_contain_text("Het is even druk")
        goed(breed)
    settings.LIMIETEN = {"ontgrendelen": (1, 1)}
    for _ in range(2):
        open_met_code(breed, toon(nieuwe_code()))
    expect(breed.locator("#foutenlijst")).to_contain_text("te vaak geprobeerd")
    goed(breed)


def test_a_step_that_asks_for_attention_is_good_for_everyone(breed: Page, vol: Werkplek) -> None:
    breed.goto(vol.stap())
    nu = gesprekken.laad(vol.kluis, vol.gesprek, vol.kluis.geopend_op)
    teksten = {**nu.dossier.teksten, "moment-plek": "uit een ander tabblad"}
    gesprekken.bewaar(vol.kluis, nu, nu.dossier.met(teksten=teksten))
    typ(breed, PLEK, "uit dit tabblad")
    expect(breed.locator(".conflict")).to_be_visible()
    goed(breed)
    typ(breed, "t.moment-privacy", "lang " * 4001)
    expect(breed.locator("#bewaarstatus")).to_contain_text("20005 tekens")
    knop(breed, "Opslaan").last.click()
    expect(breed.locator("#foutenlijst")).to_be_focused()
    goed(breed)
    breed.goto(vol.stap(deel="boodschap"))
    breed.get_by_role("button", name="Weghalen boodschap 1").click()
    expect(breed.get_by_role("button", name="Ongedaan maken")).to_be_focused()
    goed(breed)
    breed.goto(vol.pad("verslag:verslag"))
    for vinkje in breed.locator("[name=stap], [name=bij]").all():
        vinkje.uncheck()
    knop(breed, "Download de PDF").click()
    expect(breed.locator(".foutenlijst")).to_be_focused()
    goed(breed)


def test_the_bar_and_the_cover_of_the_lock_are_good_for_everyone(breed: Page, vol: Werkplek) -> None:
    breed.goto(vol.stap())
    breed.evaluate("document.getElementById('verlengbalk').hidden = false")
    goed(breed)
    breed.evaluate("new BroadcastChannel('kluis').postMessage({soort: 'vergrendeld'})")
    expect(breed.get_by_role("dialog")).to_be_visible()
    goed(breed)


def test_every_error_page_is_good_for_everyone(
    breed: Page, vol: Werkplek, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def verwacht(status: int, doe: Callable[[], Any]) -> None:
        with breed.expect_navigation() as komt:
            doe()
        assert komt.value is not None
        assert komt.value.status == status
        goed(breed)

    def verzend() -> None:
        breed.evaluate("document.querySelector('main form').submit()")

    verwacht(404, lambda: breed.goto("/bestaat-niet/"))
    breed.goto(vol.pad("label"))
    breed.locator("[name=csrfmiddlewaretoken]").last.evaluate("vak => { vak.value = 'stuk' }")
    veld(breed, "label").fill("gesprek van donderdag")
    verwacht(403, verzend)
    expect(breed.get_by_label("Tekst 1")).to_have_value("gesprek van donderdag")

    breed.goto(vol.pad("label"))
    veld(breed, "label").evaluate("vak => { vak.value = 'x'.repeat(8 * 1024 * 1024) }")
    verwacht(413, verzend)

    settings.LIMIETEN = {"kluis:oefenen": (1, 1)}
    for _ in range(2):
        breed.goto("/")
        with breed.expect_navigation():
            knop(breed, "Oefen met een voorbeeld").click()
    goed(breed)
    assert breed.title().startswith("Even wachten")

    for status, fout in (
        (503, OperationalError("weg")),
        (500, RuntimeError("stuk")),
        (422, gesprekken.TeGroot()),
    ):

        def stuk(*_: Any, fout: Exception = fout) -> None:
            raise fout

        breed.goto(vol.pad("label"))
        veld(breed, "label").fill("gesprek van donderdag")
        with monkeypatch.context() as kapot:
            kapot.setattr(gesprekken, "bewaar", stuk)
            verwacht(status, verzend)


def test_forced_colours_leave_every_button_an_edge_and_every_box_a_border(breed: Page, vol: Werkplek) -> None:
    breed.emulate_media(forced_colors="active")
    zonder_rand = """() => [...document.querySelectorAll('.knop:not(.knop--link), .uitleg, .schrijf, .keuzekaart')]
      .filter((el) => el.checkVisibility() && (getComputedStyle(el).borderTopStyle === 'none'
        || /transparent|rgba.*, 0\\)/.test(getComputedStyle(el).borderTopColor)))
      .map((el) => el.outerHTML.slice(0, 100))"""
    for adres in ("/", "/kluis/", "/acuut/", vol.pad(), vol.stap(), vol.pad("controleren"), "/kluis/wissen/"):
        breed.goto(adres)
        assert breed.evaluate("matchMedia('(forced-colors: active)').matches")
        assert breed.evaluate(zonder_rand) == [], adres
