"""The form of an aanbod: what goes in, what is refused and where it says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sociale_kaart.models import Aanbod, Foutmelding, Kenmerk, Locatie, Openingstijd, Organisatie, Term
from tests.hulp import tekst
from tests.sociale_kaart.beheer.hulp import adres, bewaar, haal, nieuw, open_formulier, rij_met

pytestmark = pytest.mark.django_db


def test_een_nieuw_aanbod_begint_als_concept_met_alles_wat_is_ingevuld(redactie_client: Client) -> None:
    gedrag = Term.objects.get(indeling__slug="waarvoor", slug="gedrag")
    velden = nieuw(
        redactie_client,
        wat="Gesprekken in de buurt.",
        provincies=["NL-UT", "NL-GE"],
        indeling_waarvoor=[str(gedrag.pk)],
        kanalen__0__soort="telefoon",
        kanalen__0__waarde="030  123 45 67",
        openingstijden__TOTAL_FORMS="1",
        openingstijden__0__dagen=["5", "1"],
        openingstijden__0__van="09:00",
        openingstijden__0__tot="17:00",
        locaties__TOTAL_FORMS="1",
        locaties__0__plaats="Utrecht",
        locaties__0__straat="Kade 1",
        locaties__0__verborgen="on",
    )
    antwoord = bewaar(redactie_client, None, velden)
    aanbod = Aanbod.objects.get(slug="praatpunt-zuid")
    assert antwoord["Location"] == adres("change", aanbod)
    assert aanbod.status == "concept"
    assert aanbod.gecontroleerd_op is None
    assert aanbod.organisatie.naam == "Praatpunt"
    assert [kanaal.waarde for kanaal in aanbod.kanalen.all()] == ["030 123 45 67"]
    assert {gebied.provincie for gebied in aanbod.werkgebieden.all()} == {"NL-UT", "NL-GE"}
    assert [kenmerk.term for kenmerk in aanbod.kenmerken.all()] == [gedrag]
    assert Openingstijd.objects.get(aanbod=aanbod).dagen == "15"
    locatie = Locatie.objects.get(aanbod__aanbod=aanbod)
    assert (locatie.plaats, locatie.verborgen, locatie.organisatie) == ("Utrecht", True, aanbod.organisatie)


def test_opnieuw_bewaren_zonder_wijziging_laat_alles_zoals_het_is(redactie_client: Client) -> None:
    for aanbod in Aanbod.objects.all()[::6]:
        velden = open_formulier(redactie_client, aanbod)
        antwoord = bewaar(redactie_client, aanbod, velden)
        assert antwoord.status_code == 302, (aanbod.slug, tekst(antwoord))
        assert open_formulier(redactie_client, aanbod)["kanalen-TOTAL_FORMS"] == velden["kanalen-TOTAL_FORMS"]
        opnieuw = Aanbod.objects.get(pk=aanbod.pk)
        assert opnieuw.versie == aanbod.versie + 1
        for veld in Aanbod._meta.concrete_fields:
            if veld.name not in ("versie", "gewijzigd_op"):
                assert getattr(opnieuw, veld.attname) == getattr(aanbod, veld.attname), veld.name


def test_vinkjes_voegen_termen_en_provincies_toe_en_halen_ze_weg(redactie_client: Client) -> None:
    aanbod = Aanbod.objects.get(slug="stop-it-now-nl")
    gedrag = Term.objects.get(indeling__slug="waarvoor", slug="gedrag")
    velden = open_formulier(redactie_client, aanbod)
    bewaar(redactie_client, aanbod, velden, indeling_waarvoor=[str(gedrag.pk)], provincies=["NL-DR"])
    assert [k.term.slug for k in Kenmerk.objects.filter(aanbod=aanbod, term__indeling__slug="waarvoor")] == [
        "gedrag"
    ]
    assert [w.provincie for w in aanbod.werkgebieden.all()] == ["NL-DR"]


@pytest.mark.parametrize(
    ("soort", "waarde", "zin"),
    [
        ("telefoon", "030 123", "kan niet bestaan in Nederland of België"),
        ("telefoon", "bel maar", "heeft alleen cijfers en spaties"),
        ("web", "javascript:alert(1)", "begint met https:// of http://"),
        ("chat", "data:text/html,hoi", "begint met https:// of http://"),
        ("mail", "geen adres", "geldig e-mailadres"),
    ],
)
def test_een_kanaal_dat_niet_kan_staat_bij_het_veld_en_niets_is_bewaard(
    redactie_client: Client, soort: str, waarde: str, zin: str
) -> None:
    velden = nieuw(redactie_client, kanalen__0__soort=soort, kanalen__0__waarde=waarde)
    pagina = tekst(bewaar(redactie_client, None, velden))
    assert zin in pagina
    assert 'id="id_kanalen-0-waarde_error"' in pagina
    assert not Aanbod.objects.filter(naam="Praatpunt Zuid").exists()
    assert not Organisatie.objects.filter(naam="Praatpunt").exists()


def test_hetzelfde_kanaal_kan_niet_twee_keer_bij_een_aanbod(redactie_client: Client) -> None:
    velden = nieuw(
        redactie_client,
        kanalen__TOTAL_FORMS="2",
        kanalen__0__soort="telefoon",
        kanalen__0__waarde="030 123 45 67",
        kanalen__1__soort="telefoon",
        kanalen__1__waarde="030 123 45 67",
        kanalen__1__volgorde="1",
    )
    assert bewaar(redactie_client, None, velden).status_code == 200
    assert not Aanbod.objects.filter(naam="Praatpunt Zuid").exists()


def test_een_onbekende_organisatie_wordt_niet_stil_gemaakt(redactie_client: Client) -> None:
    velden = nieuw(redactie_client, organisatie="Offlimitss", nieuwe_organisatie=[])
    pagina = tekst(bewaar(redactie_client, None, velden))
    assert "Deze organisatie is er nog niet" in pagina
    assert "“Offlimits”" in pagina


def test_de_slug_van_een_bestaand_aanbod_ligt_vast(redactie_client: Client) -> None:
    aanbod = Aanbod.objects.get(slug="stop-it-now-nl")
    velden = open_formulier(redactie_client, aanbod)
    assert "slug" not in velden
    bewaar(redactie_client, aanbod, velden, slug="iets-anders")
    assert Aanbod.objects.get(pk=aanbod.pk).slug == "stop-it-now-nl"


def test_een_nieuw_aanbod_krijgt_geen_slug_van_de_startgegevens(redactie_client: Client) -> None:
    Aanbod.objects.get(slug="offlimits").delete()
    velden = nieuw(redactie_client, naam="Offlimits", organisatie="Een ander")
    bewaar(redactie_client, None, velden, toch="on")
    assert Aanbod.objects.get(naam="Offlimits").slug == "offlimits-2"


def test_wat_op_iets_gearchiveerds_lijkt_zegt_waarom_dat_niet_meer_op_de_kaart_staat(
    redactie_client: Client,
) -> None:
    oud = Aanbod.objects.get(slug="offlimits")
    oud.status, oud.reden = "gearchiveerd", "Werkt anders dan de naam zegt."
    oud.save()
    nummer = oud.kanalen.filter(soort="web").first()
    assert nummer is not None
    velden = nieuw(redactie_client, kanalen__0__soort="web", kanalen__0__waarde=nummer.waarde + "/")
    antwoord = bewaar(redactie_client, None, velden)
    assert "Werkt anders dan de naam zegt." in tekst(antwoord)
    assert "Niet opnieuw opnemen" in tekst(antwoord)
    assert not Aanbod.objects.filter(naam="Praatpunt Zuid").exists()
    assert bewaar(redactie_client, None, velden, toch="on").status_code == 302


def test_een_nummer_is_te_vinden_hoe_je_het_ook_schrijft(redactie_client: Client) -> None:
    aanbod = Aanbod.objects.get(slug="offlimits")
    aanbod.kanalen.create(soort="telefoon", waarde="030 298 76 54", volgorde=9)
    for zoek in ("0302987654", "+31 30 298 7654", "030-2987654"):
        pagina = tekst(haal(redactie_client, adres("changelist"), q=zoek))
        assert adres("change", aanbod) in pagina, zoek
        assert pagina.count("/change/") == 1, zoek


def test_een_melding_wordt_afgehandeld_in_het_formulier(redactie_client: Client) -> None:
    aanbod = Aanbod.objects.get(slug="offlimits")
    melding = Foutmelding.objects.create(
        aanbod=aanbod, soort="nummer", toelichting="Niemand neemt op.", gemeld_op="2026-05-01"
    )
    assert "Niemand neemt op." in tekst(haal(redactie_client, adres("change", aanbod)))
    velden = open_formulier(redactie_client, aanbod)
    bewaar(redactie_client, aanbod, velden, foutmeldingen__0__afgehandeld="on")
    melding.refresh_from_db()
    assert melding.afgehandeld_op is not None
    assert str(melding.afgehandeld_door) == "redactie@voorbeeld.example"


def test_een_nummer_van_de_startgegevens_verandert_op_elke_pagina(
    redactie_client: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    aanbod = Aanbod.objects.get(slug="veilig-thuis")
    velden = open_formulier(redactie_client, aanbod)
    rij = rij_met(velden, "kanalen", "soort", "telefoon")
    oud = velden[f"kanalen-{rij}-waarde"][0]
    paginas = ["/acuut/", reverse("sociale_kaart:aanbod", args=[aanbod.slug])]
    assert all(oud in tekst(haal(client, pagina)) for pagina in paginas)
    with django_capture_on_commit_callbacks(execute=True):
        bewaar(redactie_client, aanbod, velden, **{f"kanalen__{rij}__waarde": "030 298 76 54"})
    for pagina in paginas:
        inhoud = tekst(haal(client, pagina))
        assert "030 298 76 54" in inhoud, pagina
        assert oud not in inhoud, pagina
