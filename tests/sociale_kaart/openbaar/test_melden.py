"""Meld een fout: from anyone, about an entry, and about nobody."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from sociale_kaart.models import Foutmelding, FoutSoort
from tests.hulp import Bezoeker, database_fout, tekst
from tests.sociale_kaart.openbaar import maak

pytestmark = pytest.mark.django_db
ADRES = "/sociale-kaart/de-waag/fout/"


def test_a_report_lands_with_the_editors_with_a_day_and_no_more() -> None:
    wie = Bezoeker()
    form = wie.get(ADRES)
    assert "Schrijf niets over een cliënt of over jezelf." in tekst(form)
    antwoord = wie.verstuur(form, {"soort": "website", "toelichting": "De link geeft een lege pagina."})
    melding = Foutmelding.objects.get()
    assert (melding.aanbod.slug, melding.soort) == ("de-waag", FoutSoort.WEBSITE)
    assert melding.toelichting == "De link geeft een lege pagina."
    assert melding.gemeld_op == timezone.localdate()
    assert melding.afgehandeld_op is None
    velden = {veld.name for veld in Foutmelding._meta.fields}
    assert velden == {
        "id", "aanbod", "soort", "toelichting", "gemeld_op", "afgehandeld_op", "afgehandeld_door",
    }  # fmt: skip
    dank = tekst(wie.volg(antwoord))
    assert "Dank je" in dank
    assert 'href="/sociale-kaart/de-waag/"' in dank


def test_the_entry_leads_to_the_form(client: Client) -> None:
    assert f'href="{ADRES}"' in client.get("/sociale-kaart/de-waag/").content.decode()


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({}, "Kies wat er niet klopt."),
        ({"soort": "onzin"}, "Kies een van de antwoorden."),
        ({"soort": "nummer", "toelichting": "x" * 301}, "Houd het bij 300 tekens. Het zijn er nu 301."),
        ({"soort": "nummer", "toelichting": "mail mij: jan@voorbeeld.nl"}, "Haal het e-mailadres weg."),
        ({"soort": "nummer", "toelichting": "bel mij op 06 12 34 56 78"}, "Haal het mobiele nummer weg."),
        ({"soort": "nummer", "toelichting": "bel mij op 0470 12 34 56"}, "Haal het mobiele nummer weg."),
        ({"soort": "nummer", "toelichting": "a\0b"}, "een teken in dat we niet kunnen bewaren"),
    ],
)
def test_what_can_not_be_taken_comes_back_with_the_words(
    client: Client, velden: dict[str, str], zin: str
) -> None:
    antwoord = client.post(ADRES, velden)
    html = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert zin in html
    assert html.count(zin) >= 2  # above the page and at the field
    assert "<title>Fout: " in html
    assert velden.get("toelichting", "").replace("\0", "\ufffd")[:40] in html
    assert not Foutmelding.objects.exists()


def test_the_number_of_an_organisation_may_be_told_and_lines_count_once(client: Client) -> None:
    # A browser sends a new line as two characters.
    toelichting = "Het nummer is nu 020 261 52 75.\r\n" + "x" * 268
    assert client.post(ADRES, {"soort": "nummer", "toelichting": toelichting}).status_code == 303
    assert len(Foutmelding.objects.get().toelichting) == 300


def test_about_what_is_not_published_nothing_can_be_reported(client: Client) -> None:
    maak.aanbod("concept", status="concept")
    for slug in ("concept", "bestaat-niet"):
        assert client.post(f"/sociale-kaart/{slug}/fout/", {"soort": "weg"}).status_code == 404
    assert not Foutmelding.objects.exists()


def test_reports_from_one_address_are_limited(client: Client, settings: Settings) -> None:
    assert settings.LIMIETEN["sociale_kaart:meld_fout"][0] <= 120
    settings.LIMIETEN = {"sociale_kaart:meld_fout": (10, 2)}
    statussen = [client.post(ADRES, {"soort": "weg"}).status_code for _ in range(3)]
    assert statussen == [303, 303, 429]
    assert Foutmelding.objects.count() == 2
    assert client.get(ADRES).status_code == 200


def test_who_is_told_to_wait_is_told_what_to_do_and_keeps_the_words(
    client: Client, settings: Settings
) -> None:
    settings.LIMIETEN = {"sociale_kaart:meld_fout": (10, 1)}
    velden = {"soort": "nummer", "toelichting": "Het is nu 0800 11 22 33."}
    client.post(ADRES, velden)
    html = client.post(ADRES, velden).content.decode()
    assert "verstuur het opnieuw" in html
    assert "Het is nu 0800 11 22 33." in html


def test_what_comes_back_to_be_mended_costs_no_turn(client: Client, settings: Settings) -> None:
    settings.LIMIETEN = {"sociale_kaart:meld_fout": (10, 2)}
    fout = {"soort": "nummer", "toelichting": "mail mij: jan@voorbeeld.nl"}
    statussen = [client.post(ADRES, fout).status_code for _ in range(4)]
    statussen += [client.post(ADRES, {"soort": "weg"}).status_code for _ in range(3)]
    assert statussen == [422] * 4 + [303, 303, 429]


def test_a_report_from_another_site_is_refused() -> None:
    streng = Client(enforce_csrf_checks=True)
    assert streng.post(ADRES, {"soort": "weg"}).status_code == 403
    assert not Foutmelding.objects.exists()


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("toelichting", ["Het nummer is nu 020 261 52 75.", "kortwoord"])
def test_while_the_database_is_away_what_was_typed_comes_back(toelichting: str) -> None:
    wie = Bezoeker()
    form = wie.get(ADRES)
    with database_fout(OperationalError("away")):
        antwoord = wie.verstuur(form, {"soort": "nummer", "toelichting": toelichting})
    assert antwoord.status_code == 503
    assert "We kunnen even niet bewaren" in tekst(antwoord)
    assert toelichting in tekst(antwoord)
    assert not Foutmelding.objects.exists()
