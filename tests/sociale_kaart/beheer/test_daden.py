"""What one does with an aanbod beside writing it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from gesprek.models import Gebruiker
from sociale_kaart.models import Aanbod, Controle
from tests.hulp import tekst
from tests.sociale_kaart.beheer.hulp import adres, bewaar, doe, haal, lees, nieuw, open_formulier

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept(redactie_client: Client) -> Aanbod:
    """A concept as an editor made it."""
    bewaar(redactie_client, None, nieuw(redactie_client, wat="Gesprekken in de buurt."))
    return Aanbod.objects.get(slug="praatpunt-zuid")


def test_van_concept_naar_gepubliceerd_naar_archief_en_terug(
    redactie_client: Client, concept: Aanbod
) -> None:
    for daad, status in (
        ("publiceren", "gepubliceerd"),
        ("intrekken", "concept"),
        ("publiceren", "gepubliceerd"),
    ):
        assert doe(redactie_client, daad, concept).status_code == 302
        concept.refresh_from_db()
        assert concept.status == status
    assert "verplicht" in tekst(doe(redactie_client, "archiveren", concept, reden=" "))
    doe(redactie_client, "archiveren", concept, reden="Bestaat niet meer.")
    concept.refresh_from_db()
    assert (concept.status, concept.reden) == ("gearchiveerd", "Bestaat niet meer.")


def test_bewaar_en_publiceer_in_een_keer(redactie_client: Client, concept: Aanbod) -> None:
    bewaar(redactie_client, concept, open_formulier(redactie_client, concept), wat="Anders.", _publiceer="ja")
    concept.refresh_from_db()
    assert (concept.status, concept.wat) == ("gepubliceerd", "Anders.")


def test_publiceren_zonder_te_zeggen_wat_het_is_kan_niet(redactie_client: Client, concept: Aanbod) -> None:
    velden = open_formulier(redactie_client, concept)
    pagina = tekst(bewaar(redactie_client, concept, velden, wat="", _publiceer="ja"))
    assert "Wie gepubliceerd is, zegt wat hij doet." in pagina
    bewaar(redactie_client, concept, velden, wat="")
    assert "Wie gepubliceerd is" in tekst(doe(redactie_client, "publiceren", concept))
    concept.refresh_from_db()
    assert concept.status == "concept"


def test_archiveren_van_startgegevens_waarschuwt_voor_paginas_die_ernaar_wijzen(
    redactie_client: Client,
) -> None:
    aanbod = Aanbod.objects.get(slug="veilig-thuis")
    waarschuwing = "pagina’s van de app kunnen naar dit aanbod wijzen"
    assert waarschuwing in tekst(haal(redactie_client, adres("archiveren", aanbod)))


def test_gecontroleerd_is_een_eigen_daad_en_bewaren_telt_niet(
    redactie_client: Client, redacteur: Gebruiker
) -> None:
    aanbod = Aanbod.objects.get(slug="offlimits")
    bewaar(redactie_client, aanbod, open_formulier(redactie_client, aanbod), voor_wie="iedereen")
    aanbod.refresh_from_db()
    assert aanbod.gecontroleerd_op is None
    versie = aanbod.versie
    redactie_client.get(adres("controleren", aanbod))
    assert not Controle.objects.exists()
    doe(redactie_client, "controleren", aanbod, opmerking="Gebeld.")
    aanbod.refresh_from_db()
    assert aanbod.gecontroleerd_op == timezone.localdate()
    assert aanbod.versie == versie, "who has the form open did not miss anything"
    controle = Controle.objects.get()
    assert (controle.dag, controle.door, controle.opmerking) == (timezone.localdate(), redacteur, "Gebeld.")
    assert "Gebeld." in tekst(haal(redactie_client, adres("controleren", aanbod)))


@pytest.mark.parametrize(
    ("terug", "naar"),
    [
        ("/beheer/werklijst/?deel=controle&pagina=2", "/beheer/werklijst/?deel=controle&pagina=2"),
        ("https://elders.example/", ""),
        ("//elders.example/", ""),
        ("/\\elders.example/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_wie_van_de_werklijst_kwam_komt_daar_terug(redactie_client: Client, terug: str, naar: str) -> None:
    aanbod = Aanbod.objects.get(slug="offlimits")
    url = f"{adres('controleren', aanbod)}?{urlencode({'terug': terug})}"
    pagina = haal(redactie_client, url)
    antwoord = redactie_client.post(url, lees(pagina))
    assert antwoord["Location"] == (naar or adres("change", aanbod))
    assert f'class="closelink" href="{escape(naar or adres("change", aanbod))}"' in tekst(pagina)
    assert Controle.objects.exists()


def test_een_daad_over_een_andere_versie_gebeurt_niet(redactie_client: Client) -> None:
    aanbod = Aanbod.objects.get(slug="offlimits")
    url = adres("controleren", aanbod)
    form = lees(haal(redactie_client, url))
    bewaar(redactie_client, aanbod, open_formulier(redactie_client, aanbod), voor_wie="iedereen")
    antwoord = redactie_client.post(url, form)
    assert antwoord.status_code == 409
    assert "Er is niets gebeurd" in antwoord.content.decode()
    assert not Controle.objects.exists()


@pytest.mark.parametrize("daad", ["publiceren", "intrekken", "archiveren", "controleren", "voorbeeld"])
def test_een_daad_over_niets_is_er_niet(redactie_client: Client, daad: str, concept: Aanbod) -> None:
    sleutel = concept.pk
    concept.delete()
    assert redactie_client.get(adres(daad, sleutel)).status_code == 404


@pytest.mark.parametrize("daad", ["publiceren", "archiveren", "controleren", "voorbeeld", "terug", "change"])
def test_wie_geen_redacteur_is_komt_er_niet_in(client: Client, daad: str) -> None:
    aanbod = Aanbod.objects.get(slug="offlimits")
    for antwoord in (client.get(adres(daad, aanbod)), client.post(adres(daad, aanbod))):
        assert antwoord.status_code in (302, 303, 403, 404)
        assert b"Offlimits" not in antwoord.content


def test_een_concept_is_weg_te_gooien_en_wat_openbaar_was_niet(
    redactie_client: Client, concept: Aanbod
) -> None:
    weg = adres("delete", concept)
    assert redactie_client.get(weg).status_code == 200
    doe(redactie_client, "publiceren", concept)
    doe(redactie_client, "intrekken", concept)
    assert redactie_client.get(weg).status_code == 403
    assert redactie_client.get(adres("delete", Aanbod.objects.get(slug="offlimits"))).status_code == 403
    assert "Weggooien" not in tekst(haal(redactie_client, adres("change", concept)))


def test_de_redactie_ziet_een_concept_zoals_de_bezoeker_en_anderen_niet(
    redactie_client: Client, client: Client, concept: Aanbod
) -> None:
    pagina = tekst(haal(redactie_client, adres("voorbeeld", concept)))
    assert "Gesprekken in de buurt." in pagina
    assert "Nu ziet alleen de redactie deze pagina." in pagina
    assert client.get(f"/sociale-kaart/{concept.slug}/").status_code == 404
