"""What a professional reads about secrecy and reporting, by country and role."""

from __future__ import annotations

import pytest

from gesprek.inhoud import model
from gesprek.inhoud.keuze import kies_blokken
from gesprek.inhoud.lader import laad


def _leest(land: model.LandId, rol: str) -> str:
    blokken = kies_blokken(laad().geheim.blokken, land, rol)
    return "\n".join(f"{blok.titel}\n{blok.tekst}" for blok in blokken)


def test_een_huisarts_in_nederland_leest_de_meldcode_van_artsen_en_niet_de_vijf_stappen() -> None:
    tekst = _leest("nl", "huisarts")
    assert "KNMG" in tekst
    assert "Zet je signalen op een rij" not in tekst
    assert "Heb ik een vermoeden?" not in tekst


@pytest.mark.parametrize("rol", ["therapeut", "jeugdhulp", "school", "zorg-en-welzijn", "anders"])
def test_elke_andere_rol_in_nederland_leest_de_vijf_stappen_en_de_vijf_vragen(rol: str) -> None:
    tekst = _leest("nl", rol)
    assert "Zet je signalen op een rij" in tekst
    assert "Heb ik een vermoeden?" in tekst
    assert "KNMG" not in tekst


def test_school_en_zorg_in_nederland_lezen_hun_eigen_plicht_en_een_ander_beide_kort() -> None:
    assert "vertrouwensinspecteur" in _leest("nl", "school")
    assert "IGJ" not in _leest("nl", "school")
    assert "IGJ" in _leest("nl", "zorg-en-welzijn")
    assert "vertrouwensinspecteur" not in _leest("nl", "zorg-en-welzijn")
    assert "Scholen" in _leest("nl", "therapeut")
    assert "IGJ" in _leest("nl", "therapeut")


def test_een_school_in_vlaanderen_gaat_naar_de_directie_en_een_clb_heeft_beroepsgeheim() -> None:
    assert "directie" in _leest("vl", "school")
    assert "je hebt beroepsgeheim" not in _leest("vl", "school")
    assert "je hebt beroepsgeheim" in _leest("vl", "clb")
    assert "Vraag dit na bij je organisatie" in _leest("vl", "huisarts")


@pytest.mark.parametrize("rol", [rol.id for rol in laad().landen.rollen])
def test_geen_rol_leest_regels_van_het_andere_land(rol: str) -> None:
    assert "meldcode" not in _leest("vl", rol).lower()
    assert "procureur" not in _leest("nl", rol)
    assert "procureur" in _leest("vl", rol)


@pytest.mark.parametrize("rol", [rol.id for rol in laad().landen.rollen])
@pytest.mark.parametrize("land", model.LANDEN)
def test_iedereen_leest_wat_de_handleiding_zegt(land: model.LandId, rol: str) -> None:
    tekst = _leest(land, rol)
    assert "noodtoestand" in tekst
    assert "Melding of aangifte?" in tekst
    assert "{nood}" in laad().geheim.inleiding


def test_artikelnummers_van_de_belgische_strafwet_staan_er_niet() -> None:
    assert not any(nummer in _leest("vl", "therapeut") for nummer in ("458", "422"))
