"""What the editors keep beside the aanbod."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from sociale_kaart.models import Bericht, Feestdag, Indeling, Organisatie, Synoniem, Term
from tests.hulp import tekst
from tests.sociale_kaart.beheer.hulp import haal

pytestmark = pytest.mark.django_db
BASIS = "/beheer/sociale_kaart"


def test_de_beginpagina_zet_het_aanbod_voorop(redactie_client: Client) -> None:
    pagina = tekst(haal(redactie_client, "/beheer/"))
    assert pagina.index(">Aanbod<") < pagina.index(">Synoniemen<")


def test_een_knop_vult_de_feestdagen_van_twee_jaar_en_een_tweede_keer_niets(redactie_client: Client) -> None:
    jaar = timezone.localdate().year
    lijst = f"{BASIS}/feestdag/"
    assert f"Vul de feestdagen van {jaar} en {jaar + 1}" in tekst(haal(redactie_client, lijst))
    assert redactie_client.get(f"{lijst}vullen/").status_code == 405
    redactie_client.post(f"{lijst}vullen/")
    koningsdag = Feestdag.objects.filter(land="NL", naam="Koningsdag").order_by("dag")
    assert [dag.dag.year for dag in koningsdag] == [jaar, jaar + 1]
    assert Feestdag.objects.filter(land="BE", dag=f"{jaar}-07-21").exists()
    aantal = Feestdag.objects.count()
    redactie_client.post(f"{lijst}vullen/")
    assert Feestdag.objects.count() == aantal


def test_synoniemen_zijn_minstens_twee_woorden_en_elk_een_keer(redactie_client: Client) -> None:
    url = f"{BASIS}/synoniem/add/"
    antwoord = redactie_client.post(url, {"woorden": "alleen"})
    assert "minstens twee woorden" in antwoord.content.decode()
    redactie_client.post(url, {"woorden": "praatpaal,  lotgenoot ,\n lotgenoot, buddy"})
    assert Synoniem.objects.filter(woorden="praatpaal, lotgenoot, buddy").exists()


def test_een_bericht_heeft_een_laatste_dag_en_die_ligt_niet_voor_de_eerste(redactie_client: Client) -> None:
    url = f"{BASIS}/bericht/add/"
    antwoord = redactie_client.post(url, {"tekst": "Gesloten."})
    assert "verplicht" in antwoord.content.decode()
    antwoord = redactie_client.post(url, {"tekst": "Gesloten.", "vanaf": "2026-12-24", "tot": "2026-12-20"})
    assert "De laatste dag ligt voor de eerste." in antwoord.content.decode()
    redactie_client.post(url, {"tekst": "Gesloten.", "vanaf": "2026-12-24", "tot": "2026-12-26"})
    bericht = Bericht.objects.get()
    assert bericht.aanbod is None
    assert "op de hele kaart" in tekst(haal(redactie_client, f"{BASIS}/bericht/"))


def test_vaste_indelingen_en_termen_houden_hun_slug_en_gaan_niet_weg(redactie_client: Client) -> None:
    indeling = Indeling.objects.get(slug="waarvoor")
    term = Term.objects.get(indeling=indeling, slug="gedrag")
    for soort, ding in (("indeling", indeling), ("term", term)):
        url = f"{BASIS}/{soort}/{ding.pk}"
        redactie_client.post(f"{url}/change/", {"naam": "Anders", "slug": "anders", "volgorde": "1"})
        ding.refresh_from_db()
        assert (ding.naam, ding.slug) == ("Anders", (soort == "indeling" and "waarvoor") or "gedrag")
        assert redactie_client.post(f"{url}/delete/", {"post": "yes"}).status_code == 403


def test_een_eigen_term_die_niemand_gebruikt_kan_weg(redactie_client: Client) -> None:
    indeling = Indeling.objects.get(slug="categorie")
    eigen = Term.objects.create(indeling=indeling, slug="eigen", naam="Eigen")
    antwoord = redactie_client.post(f"{BASIS}/term/{eigen.pk}/delete/", {"post": "yes"})
    assert antwoord.status_code == 302
    assert not Term.objects.filter(pk=eigen.pk).exists()


def test_een_organisatie_met_aanbod_gaat_niet_weg(redactie_client: Client) -> None:
    met = Organisatie.objects.get(aanbod__slug="offlimits")
    zonder = Organisatie.objects.create(naam="Zonder")
    assert redactie_client.post(f"{BASIS}/organisatie/{met.pk}/delete/", {"post": "yes"}).status_code == 403
    assert (
        redactie_client.post(f"{BASIS}/organisatie/{zonder.pk}/delete/", {"post": "yes"}).status_code == 302
    )
    assert "Offlimits" in tekst(haal(redactie_client, f"{BASIS}/organisatie/{met.pk}/change/"))


def test_elke_pagina_van_het_beheer_spreekt_gewoon_nederlands(redactie_client: Client) -> None:
    woorden = "rust, kalmte"
    antwoord = redactie_client.post(f"{BASIS}/synoniem/add/", {"woorden": woorden}, follow=True)
    assert f"“{woorden}” is bewaard." in tekst(antwoord)  # type: ignore[arg-type]
    rij = Synoniem.objects.get(woorden=woorden)
    fout = haal(redactie_client, f"{BASIS}/synoniem/add/"), redactie_client.post(f"{BASIS}/synoniem/add/", {})
    assert "<title>Fout: Nieuwe rij synoniemen" in fout[1].content.decode()
    bladen = [f"{BASIS}/synoniem/{rij.pk}/{wat}/" for wat in ("change", "history", "delete")]
    for soort in ("aanbod", "organisatie", "synoniem", "indeling", "term", "feestdag", "bericht"):
        bladen += [f"{BASIS}/{soort}/", f"{BASIS}/{soort}/add/"]
    scheef = ("Error", "om te wijzigen", "met succes", "Weet u", "Voorpagina", "Opslaan", " Op gecontroleerd")
    for blad in bladen:
        inhoud = tekst(haal(redactie_client, blad))
        assert [woord for woord in scheef if woord in inhoud] == [], blad
    weg = redactie_client.post(f"{BASIS}/synoniem/{rij.pk}/delete/", {"post": "yes"}, follow=True)
    assert f"“{woorden}” is weggegooid." in tekst(weg)  # type: ignore[arg-type]
    er_niet = redactie_client.get(f"{BASIS}/synoniem/{rij.pk}/change/", follow=True)
    assert "Dat is hier niet, of niet meer." in tekst(er_niet)  # type: ignore[arg-type]
