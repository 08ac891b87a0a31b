"""Home, privacy and accessibility."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from gesprek.models import BEWAARTERMIJNEN
from tests.handleiding.pagina import STAPPEN, Pagina, gewoon, haal, woorden
from tests.hulp import formulieren, tekst
from tests.inhoud.leesbaarheid import flesch_douma, zinnen
from tests.inhoud.leesbaarheid import woorden as losse_woorden
from tests.rollen import clb_medewerker, voorbijganger


def verse(url: str) -> Pagina:
    """The page under the settings of this test."""
    return Pagina(Client().get(url).content.decode())


# Home


def test_home_says_what_it_is_and_where_to_begin() -> None:
    pagina = haal("/")
    knoppen = [(gewoon(woorden(e)), e.get("href")) for e in pagina.met_klasse("knop") if e.tag == "a"]
    assert knoppen == [("Begin een voorbereiding", "/kluis/"), ("Ga verder met je code", "/kluis/openen/")]
    assert "zes stappen" in pagina.tekst
    assert "Nederland en Vlaanderen" in pagina.tekst
    assert "Geen account, geen naam, geen e-mailadres." in pagina.tekst
    assert {"/handleiding/", "/sociale-kaart/", "/privacy/"} <= set(pagina.links)


@pytest.mark.django_db
def test_anyone_can_open_the_practice_case_from_home() -> None:
    bezoeker = voorbijganger()
    thuis = bezoeker.get("/")
    assert [formulier.actie for formulier in formulieren(thuis)] == ["/kluis/oefenen/"]
    antwoord = bezoeker.volg(bezoeker.verstuur(thuis, {}))
    assert antwoord.status_code == 200
    assert "oefen" in tekst(antwoord).lower()


@pytest.mark.django_db
def test_with_an_open_kluis_home_leads_to_my_gesprekken() -> None:
    pagina = Pagina(tekst(clb_medewerker().get("/")))
    knoppen = [(gewoon(woorden(e)), e.get("href")) for e in pagina.met_klasse("knop") if e.tag == "a"]
    assert knoppen == [("Naar mijn gesprekken", "/gesprekken/")]
    assert "/kluis/openen/" not in pagina.links


@pytest.mark.django_db
def test_with_an_open_kluis_the_guide_is_about_its_country_and_role_whatever_the_address_says() -> None:
    bezoeker = clb_medewerker()
    antwoord = bezoeker.get("/handleiding/geheim-en-melden/?land=nl&rol=huisarts")
    pagina = Pagina(tekst(antwoord))
    assert "Je leest wat geldt voor Vlaanderen, rol: CLB." in pagina.tekst
    assert any("Voor het CLB" in kop for kop in pagina.koppen())
    assert not any("Nederland" in kop or "school" in kop.lower() for kop in pagina.koppen())
    assert not any("?land=" in link for link in pagina.links)
    # What an open kluis chose must not be shown to the next person at a shared computer.
    assert "no-store" in antwoord["Cache-Control"]


@pytest.mark.parametrize("url", [STAPPEN[0], "/acuut/", "/"])
def test_a_cache_on_the_way_never_mixes_a_page_with_that_of_an_open_kluis(client: Client, url: str) -> None:
    assert "Cookie" in client.get(url)["Vary"]


# Privacy


def test_privacy_names_who_is_responsible_and_how_to_reach_them(settings: Settings) -> None:
    settings.VERANTWOORDELIJKE = "Stichting <Voorbeeld>"
    settings.VERANTWOORDELIJKE_CONTACT = "privacy@voorbeeld.example"
    pagina = verse("/privacy/")
    assert "Stichting <Voorbeeld> is verantwoordelijk voor de gegevens" in pagina.tekst
    assert "mailto:privacy@voorbeeld.example" in pagina.links
    assert "nog niemand genoemd" not in pagina.tekst


def test_privacy_says_plainly_when_nobody_is_named_yet(settings: Settings) -> None:
    settings.VERANTWOORDELIJKE = settings.VERANTWOORDELIJKE_CONTACT = ""
    assert "Voor deze installatie is nog niemand genoemd." in verse("/privacy/").tekst


def test_privacy_says_what_is_promised_and_what_is_not() -> None:
    pagina = haal("/privacy/")
    wel, niet = pagina.tekst.index("Wat we beloven"), pagina.tekst.index("Wat we niet beloven")
    assert wel < pagina.tekst.index("niet met de database, een back-up of de schijf") < niet
    assert niet < pagina.tekst.index("wie de baas is over de server meelezen")
    assert "Ben je je code kwijt, dan krijgt niemand je tekst terug." in pagina.tekst


def test_each_kind_of_data_has_its_purpose_its_term_and_its_ground() -> None:
    pagina = haal("/privacy/")
    lijsten = list(pagina.main.iter("dl"))
    assert len(lijsten) == 13
    for lijst in lijsten:
        assert [gewoon(woorden(dt)) for dt in lijst.iter("dt")] == ["Wat", "Waarvoor", "Hoe lang", "Grond"]
        assert all(gewoon(woorden(dd)).endswith(".") for dd in lijst.iter("dd"))
    assert "nog niet juridisch nagekeken" in pagina.tekst


def test_privacy_gives_the_terms_that_hold_here(settings: Settings) -> None:
    zin = haal("/privacy/").tekst
    assert BEWAARTERMIJNEN == (7, 30, 90)
    assert "Tot 30 dagen nadat je je kluis het laatst opende. Je kunt ook 7 of 90 dagen kiezen." in zin
    assert "nooit langer dan 180 dagen" in zin
    assert "na minstens 24 uur, en hoogstens 2 dagen" in zin
    assert "na 60 minuten, op een gedeelde computer na 20. Na 8 uur gaat hij altijd op slot." in zin
    assert "400 dagen." in zin
    settings.CSRF_COOKIE_AGE = None
    assert "De eerste blijft tot je je browser sluit." in verse("/privacy/").tekst
    settings.CSRF_COOKIE_AGE = 7 * 86400
    assert "De eerste blijft hoogstens 7 dagen." in verse("/privacy/").tekst


# Accessibility


def test_accessibility_says_what_was_not_tested_and_how_to_report(settings: Settings) -> None:
    settings.VERANTWOORDELIJKE, settings.VERANTWOORDELIJKE_CONTACT = (
        "Stichting Voorbeeld",
        "https://voorbeeld.example/x",
    )
    pagina = verse("/toegankelijkheid/")
    assert "WCAG 2.2" in pagina.tekst
    assert "nog niet getest door een onafhankelijke deskundige" in pagina.tekst
    assert "Laat het weten aan Stichting Voorbeeld:" in pagina.tekst
    assert "https://voorbeeld.example/x" in pagina.links
    settings.VERANTWOORDELIJKE = settings.VERANTWOORDELIJKE_CONTACT = ""
    assert "nog niemand genoemd" in verse("/toegankelijkheid/").tekst


# Words


@pytest.mark.parametrize("url", ["/", "/privacy/", "/toegankelijkheid/", "/handleiding/"])
def test_the_pages_read_easily(url: str) -> None:
    regels = "\n".join(
        gewoon(r) for r in woorden(haal(url).main).splitlines() if re.search(r"[.?!]$", r.strip())
    )
    assert [zin for zin in zinnen(regels) if len(losse_woorden(zin)) > 25] == []
    assert (
        flesch_douma(regels, {"privacy", "organisatie", "Stop it Now", "JavaScript", "verantwoordelijke"})
        >= 60
    )
    assert "!" not in regels
