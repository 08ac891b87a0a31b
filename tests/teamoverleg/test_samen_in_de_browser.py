"""Sharing and answering in two browsers at once, the professional's and the lead's; and each page looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from gesprek.teamoverleg import leider
from gesprek.toegang.accounts import uitnodigingen
from tests.heleweg.keuring import BREED, keur
from tests.hulp import Bezoeker
from tests.redactie import WACHTWOORD as VAN_REDACTIE
from tests.redactie import aangemelde_pagina, maak_redacteur
from tests.rollen import huisarts_met_gesprek
from tests.teams import WACHTWOORD, leider_bezoeker, maak_leider, maak_team, zet_klaar

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]
VRAAG = "Hoe begin ik dit gesprek, zonder dat hij dichtklapt?"
GEVOEL = "Ik ben onrustig over wat hij steeds vertelt, en ik stel het al weken uit."


def _in_de_browser(wie: Bezoeker, pagina: Page, url: str) -> Page:
    """Give a browser page what this visitor's browser holds."""
    koekjes = [(naam, koek) for naam, koek in wie.client.cookies.items() if naam != settings.CSRF_COOKIE_NAME]
    pagina.context.add_cookies([{"name": naam, "value": koek.value, "url": url} for naam, koek in koekjes])
    return pagina


def _druk(pagina: Page, naam: str) -> None:
    pagina.get_by_role("button", name=naam, exact=True).click()


def _kop(pagina: Page, tekst: str) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_have_text(tekst)


def _kies_team(arts: Page, gesprek: UUID, code: str) -> None:
    arts.goto(reverse("delen:team", args=[gesprek]))
    arts.get_by_label("Teamcode").fill(code)
    arts.keyboard.press("Enter")
    _kop(arts, "Is dit je team?")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_professional_and_a_lead_meet_in_two_browsers_at_once(
    nieuwe_pagina: Callable[..., Page], server: LiveServer, script: bool
) -> None:
    team, code = maak_team()
    mieke = maak_leider(team)
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek, VRAAG, gevoel_wat=GEVOEL)
    schermen = {"java_script_enabled": script, "viewport": {"width": 320, "height": 640}}
    arts = _in_de_browser(wie, nieuwe_pagina(**schermen), server.url)
    lead = _in_de_browser(leider_bezoeker(mieke), nieuwe_pagina(**schermen), server.url)

    lead.goto(reverse("team:werkbak"))
    expect(lead.get_by_text("Er is nog niets gedeeld.")).to_be_visible()
    _kies_team(arts, gesprek, code)
    _druk(arts, "Ja, dit is mijn team")
    arts.get_by_label("Hoe weet je team").fill("Sanne, bel me")
    _druk(arts, "Deel deze notitie")
    expect(arts.get_by_text("nog niet gelezen")).to_be_visible()

    lead.reload()
    lead.get_by_role("link", name=VRAAG).click()
    expect(lead.get_by_text(GEVOEL)).to_be_visible()
    lead.get_by_label("Je vraag of opmerking hierbij").fill("Wat houdt je tegen?")
    _druk(lead, "Verstuur De voorbereiding")
    expect(lead.get_by_role("status").filter(has_text="Verstuurd.")).to_be_visible()

    arts.reload()
    expect(arts.get_by_text("nieuw antwoord")).to_be_visible()
    arts.get_by_role("link", name=team.naam).click()
    expect(arts.get_by_text("Wat houdt je tegen?")).to_be_visible()
    antwoord = arts.get_by_label("Je antwoord").first
    antwoord.fill("Ik ben bang dat Kees boos wordt.")
    _druk(arts, "Verstuur De voorbereiding")
    expect(arts.get_by_text("Dit haalden we weg uit je antwoord: Kees")).to_be_visible()
    expect(antwoord).to_have_value("Ik ben bang dat [persoon 1] boos wordt.")
    _druk(arts, "Verstuur De voorbereiding")
    expect(arts.get_by_text("Je antwoord is verstuurd.")).to_be_visible()

    lead.reload()
    expect(lead.get_by_text("[persoon 1] boos wordt")).to_be_visible()
    lead.get_by_label("Je vraag of opmerking bij het geheel").fill("Dit raakt kwijt als het niet terugkomt.")
    _druk(arts, "Trek deze notitie in")
    expect(arts.get_by_text("Ingetrokken.")).to_be_visible()
    _druk(lead, "Verstuur over het geheel")
    _kop(lead, "Deze notitie is er niet (meer)")
    expect(lead.get_by_label("Tekst 1")).to_have_value("Dit raakt kwijt als het niet terugkomt.")


def test_every_page_of_sharing_with_a_team_is_good_for_everyone(
    nieuwe_pagina: Callable[..., Page], server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fouten: list[str] = []
    team, code = maak_team()
    mieke = maak_leider(team)
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek, VRAAG, gevoel_wat=GEVOEL)
    arts = _in_de_browser(wie, nieuwe_pagina(viewport=BREED), server.url)
    lead = _in_de_browser(leider_bezoeker(mieke), nieuwe_pagina(viewport=BREED), server.url)

    def goed(pagina: Page) -> None:
        fouten.extend(keur(pagina))

    lead.goto(reverse("team:werkbak"))
    goed(lead)
    arts.goto(reverse("delen:team", args=[gesprek]))
    goed(arts)
    arts.get_by_label("Teamcode").fill("appel bever citroen")
    arts.keyboard.press("Enter")
    expect(arts.get_by_role("alert")).to_be_focused()
    goed(arts)
    _kies_team(arts, gesprek, code)
    goed(arts)
    _druk(arts, "Ja, dit is mijn team")
    maak_leider(team, "Fatima")
    maak_leider(team, "Joost", sleutel=False)
    arts.get_by_label("Hoe weet je team").fill("Sanne, bel me")
    _druk(arts, "Deel deze notitie")
    expect(arts.get_by_role("alert")).to_be_focused()
    goed(arts)
    _druk(arts, "Deel deze notitie")
    arts.get_by_role("link", name=team.naam).click()
    maak_leider(team, "Noor")
    arts.reload()
    goed(arts)

    lead.goto(reverse("team:werkbak"))
    lead.get_by_role("link", name=VRAAG).click()
    # As the preview showed it: with the layout of the paper.
    expect(lead.locator(".naast__notitie .v-alinea").first).to_have_css("margin-top", "0px")
    goed(lead)
    lead.locator("#tekst-over-voorbereiding").fill(GEVOEL)
    _druk(lead, "Verstuur De voorbereiding")
    expect(lead.get_by_role("alert")).to_be_focused()
    goed(lead)
    lead.get_by_label("Ik stuur het toch zo").check()
    _druk(lead, "Verstuur De voorbereiding")
    expect(lead.locator(".draad__regel")).to_have_count(1)
    goed(lead)
    arts.reload()
    arts.locator("#tekst-over-voorbereiding").fill("Kees zei dat gisteren.")
    _druk(arts, "Verstuur De voorbereiding")
    expect(arts.get_by_role("alert")).to_be_focused()
    goed(arts)

    zet_klaar(wie, gesprek, "Een tweede vraag")
    arts.goto(reverse("delen:versturen", args=[gesprek]))
    _druk(arts, "Deel deze notitie")
    monkeypatch.setattr(leider, "PER_PAGINA", 1)
    lead.goto(reverse("team:werkbak"))
    expect(lead.get_by_text("Bladzijde 1 van 2")).to_be_visible()
    goed(lead)
    assert not fouten, "\n".join(fouten)


def test_every_page_about_teams_and_leads_is_good_for_everyone(
    nieuwe_pagina: Callable[..., Page], server: LiveServer
) -> None:
    fouten: list[str] = []
    team, _code = maak_team("Jeugdteam met een naam die langer is dan een klein scherm")
    west, _ = maak_team("Wijkteam West")
    mieke = maak_leider(team)
    lead = _in_de_browser(leider_bezoeker(mieke), nieuwe_pagina(viewport=BREED), server.url)
    lead.goto(reverse("team:leden"))
    lead.get_by_label("Je wachtwoord").fill(WACHTWOORD)
    lead.keyboard.press("Enter")
    _kop(lead, "Je team")
    _druk(lead, "Maak een uitnodiging")
    expect(lead.get_by_role("alert")).to_be_focused()
    fouten += keur(lead)
    lead.get_by_label("Naam", exact=True).fill("Fatima")
    lead.get_by_label("E-mailadres").fill("fatima-met-een-heel-lang-adres@voorbeeld.example")
    _druk(lead, "Maak een uitnodiging")
    expect(lead.locator("#link")).to_contain_text("/uitnodiging/")
    fouten += keur(lead)
    redactie = aangemelde_pagina(nieuwe_pagina(viewport=BREED), server.url, maak_redacteur())
    redactie.goto(reverse("admin:teams"))
    redactie.get_by_label("Je wachtwoord").fill(VAN_REDACTIE)
    redactie.keyboard.press("Enter")
    _kop(redactie, "Teams")
    _druk(redactie, "Begin het team")
    expect(redactie.get_by_role("alert")).to_be_focused()
    fouten += keur(redactie)
    nieuw = nieuwe_pagina(viewport=BREED)
    for email, bij, kop in (
        ("nieuw@voorbeeld.example", team, "Welkom als teamleider"),
        (mieke.email, team, "Welkom als teamleider"),
        (mieke.email, west, "Word teamleider"),
    ):
        nieuw.goto(reverse("uitnodiging_link", args=[uitnodigingen.maak(email, team=bij, naam="Naam")]))
        expect(nieuw).to_have_url(re.compile(r"/uitnodiging/$"))
        _kop(nieuw, kop)
        fouten += keur(nieuw)
    assert not fouten, "\n".join(fouten)
