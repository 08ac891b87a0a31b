"""An editor's day in a real browser. Each watched page fails its test on an error in the console, so on the CSP too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from sociale_kaart.models import Aanbod, Bericht, Foutmelding
from tests.heleweg.keuring import SMAL, STEEKT_UIT
from tests.redactie import aangemelde_pagina, maak_redacteur
from tests.sociale_kaart.beheer.hulp import adres

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer


def bewaar(pagina: Page) -> None:
    pagina.get_by_role("button", name="Bewaar", exact=True).click()
    expect(pagina.locator(".messagelist")).to_contain_text("Bewaard.")


def test_van_nieuw_concept_tot_archief(redactie_pagina: Page, nieuwe_pagina: Callable[..., Page]) -> None:
    pagina, bezoeker = redactie_pagina, nieuwe_pagina()
    pagina.goto("/beheer/")
    pagina.get_by_role("link", name="Nieuw aanbod").click()
    pagina.get_by_label("Naam:", exact=True).fill("Praatpunt Zuid")
    pagina.get_by_label("Organisatie:", exact=True).fill("Praatpunt")
    pagina.get_by_label("Dit is een nieuwe organisatie").check()
    pagina.get_by_label("Wat zij doen").fill("Gesprekken in de buurt.")
    pagina.get_by_label("Land:").select_option("NL")
    pagina.get_by_role("checkbox", name="Utrecht").check()
    kanaal = pagina.locator("#kanalen-0")
    kanaal.get_by_label("Soort:").select_option("telefoon")
    kanaal.get_by_label("Nummer of adres").fill("030 298 76 54")
    bewaar(pagina)
    assert bezoeker.goto("/sociale-kaart/praatpunt-zuid/").status == 404  # type: ignore[union-attr]

    pagina.get_by_role("link", name="Bekijk zoals de bezoeker het ziet").click()
    expect(pagina.locator("main")).to_contain_text("030 298 76 54")
    pagina.get_by_role("link", name="Terug naar het formulier").click()
    pagina.get_by_role("button", name="Bewaar en publiceer").click()
    expect(pagina.locator(".messagelist")).to_contain_text("Iedereen kan het nu zien.")
    bezoeker.goto("/sociale-kaart/praatpunt-zuid/")
    expect(bezoeker.locator("main")).to_contain_text("030 298 76 54")

    pagina.locator("#kanalen-0").get_by_label("Nummer of adres").fill("030 298 76 55")
    bewaar(pagina)
    bezoeker.reload()
    expect(bezoeker.locator("main")).to_contain_text("030 298 76 55")

    pagina.get_by_role("link", name="Geschiedenis").click()
    expect(pagina.locator(".geschiedenis")).to_contain_text("030 298 76 54 → 030 298 76 55")
    pagina.get_by_role("link", name="Terug naar hoe het na").first.click()
    pagina.get_by_role("button", name="Zet terug").click()
    expect(pagina.locator(".messagelist")).to_contain_text("Teruggezet.")
    bezoeker.reload()
    expect(bezoeker.locator("main")).to_contain_text("030 298 76 54")

    pagina.get_by_role("link", name="Gecontroleerd…").click()
    pagina.get_by_label("Opmerking").fill("Gebeld.")
    pagina.get_by_role("button", name="Alles klopt").click()
    expect(pagina.locator(".stand")).to_contain_text("vandaag")

    pagina.get_by_role("link", name="Archiveren…").click()
    pagina.get_by_label("Waarom niet opnieuw opnemen").fill("Bestaat niet meer.")
    pagina.get_by_role("button", name="Archiveer").click()
    expect(pagina.locator(".stand")).to_contain_text("Bestaat niet meer.")
    assert bezoeker.reload().status == 410  # type: ignore[union-attr]


def test_een_nummer_verandert_op_acuut(redactie_pagina: Page, nieuwe_pagina: Callable[..., Page]) -> None:
    bezoeker = nieuwe_pagina()
    aanbod = Aanbod.objects.get(slug="veilig-thuis")
    oud = aanbod.kanalen.get(soort="telefoon")
    bezoeker.goto("/acuut/")
    expect(bezoeker.locator("main")).to_contain_text(oud.waarde)
    redactie_pagina.goto(adres("change", aanbod))
    redactie_pagina.locator(f'input[value="{oud.waarde}"]').fill("030 298 76 54")
    bewaar(redactie_pagina)
    bezoeker.reload()
    expect(bezoeker.locator("main")).to_contain_text("030 298 76 54")
    expect(bezoeker.locator("main")).not_to_contain_text(oud.waarde)


def test_de_tweede_redacteur_ziet_wat_de_eerste_wijzigde(
    redactie_pagina: Page, nieuwe_pagina: Callable[..., Page], server: LiveServer
) -> None:
    aanbod = Aanbod.objects.get(slug="offlimits")
    ander = aangemelde_pagina(nieuwe_pagina(), server.url, maak_redacteur("ander@voorbeeld.example"))
    for pagina in (redactie_pagina, ander):
        pagina.goto(adres("change", aanbod))
    ander.get_by_label("Wat zij doen").fill("Van de ander.")
    bewaar(ander)
    redactie_pagina.get_by_label("Wat zij doen").fill("Van mij.")
    redactie_pagina.get_by_label("Voor wie, in woorden").fill("iedereen")
    redactie_pagina.get_by_role("button", name="Bewaar", exact=True).click()
    botsing = redactie_pagina.locator(".bericht--botsing")
    expect(botsing).to_contain_text("Van de ander.")
    expect(botsing).to_contain_text("Van mij.")
    expect(redactie_pagina.get_by_label("Wat zij doen")).to_have_value("Van mij.")
    bewaar(redactie_pagina)
    expect(redactie_pagina.get_by_label("Voor wie, in woorden")).to_have_value("iedereen")


@pytest.mark.parametrize("met_javascript", [True, False])
def test_een_rij_erbij_gaat_met_en_zonder_javascript(
    nieuwe_pagina: Callable[..., Page], server: LiveServer, met_javascript: bool
) -> None:
    leeg = nieuwe_pagina(java_script_enabled=met_javascript)
    pagina = aangemelde_pagina(leeg, server.url, maak_redacteur())
    aanbod = Aanbod.objects.get(slug="offlimits")
    aantal = aanbod.kanalen.count()
    pagina.goto(adres("change", aanbod))
    rij = pagina.locator(f"#kanalen-{aantal}")
    rij.get_by_label("Soort:").select_option("telefoon")
    rij.get_by_label("Nummer of adres").fill("030 298 76 54")
    if met_javascript:
        pagina.locator("#openingstijden-group .add-row a").click()
        uren = pagina.locator("#openingstijden-0")
        uren.get_by_label("maandag").check()
        uren.get_by_label("Van:", exact=True).fill("09:00")
        uren.get_by_label("Tot:", exact=True).fill("17:00")
    bewaar(pagina)
    assert aanbod.kanalen.filter(waarde="030 298 76 54").exists()
    assert [tijd.dagen for tijd in aanbod.openingstijden.all()] == (["1"] if met_javascript else [])


def test_elke_pagina_van_de_redactie_houdt_zich_aan_de_csp_en_past_op_een_klein_scherm(
    redactie_pagina: Page,
) -> None:
    aanbod = Aanbod.objects.get(slug="stop-it-now-nl")
    Foutmelding.objects.create(aanbod=aanbod, soort="nummer", gemeld_op="2026-05-01")
    Bericht.objects.create(aanbod=aanbod, tekst="Even dicht.", tot="2099-01-01")
    eigen = ("change", "history", "voorbeeld", "controleren", "intrekken", "archiveren")
    adressen = ["/beheer/", adres("changelist"), adres("add"), *(adres(daad, aanbod) for daad in eigen)]
    for soort in ("organisatie", "synoniem", "indeling", "term", "feestdag", "bericht"):
        adressen += [f"/beheer/sociale_kaart/{soort}/", f"/beheer/sociale_kaart/{soort}/add/"]
    redactie_pagina.set_viewport_size(SMAL)
    for url in adressen:
        antwoord = redactie_pagina.goto(url)
        assert antwoord is not None
        assert antwoord.status == 200, url
        assert redactie_pagina.evaluate(STEEKT_UIT) == [], url
        expect(redactie_pagina.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("waar", ["/beheer/", "/beheer/sociale_kaart/aanbod/add/", "/beheer/werklijst/"])
def test_uitloggen_kan_vanaf_elke_soort_pagina_en_sluit_het_beheer(redactie_pagina: Page, waar: str) -> None:
    redactie_pagina.goto(waar)
    redactie_pagina.get_by_role("button", name="Uitloggen").click()
    expect(redactie_pagina.get_by_role("heading", level=1)).to_have_text("Inloggen")
    redactie_pagina.goto("/beheer/")
    expect(redactie_pagina.get_by_role("heading", level=1)).to_have_text("Inloggen")
