"""B1: each page by itself, all of them on average, and no sentence too long to follow."""

from __future__ import annotations

import re

import pytest

from gesprek.inhoud import model
from gesprek.inhoud.lader import laad
from sociale_kaart.startgegevens import lees as lees_organisaties
from tests.inhoud.leesbaarheid import flesch_douma, lettergrepen, woorden, zinnen, zonder
from tests.inhoud.teksten import leestekst, paginas

PAGINAS = paginas(laad())
MEER_NAMEN = {"Stop it Now", "Vertrouwenscentrum", "Expertisebureau Online Kindermisbruik", "EOKM"}
MEER_NAMEN |= {"CLB", "KNMG", "IGJ"}
"""Names of organisations that don't stand on the sociale kaart in just these words."""


def _weg(inhoud: model.Inhoud) -> set[str]:
    namen = {re.sub(r"\s*\(.*\)", "", organisatie.naam) for organisatie in lees_organisaties()}
    return namen | MEER_NAMEN | {begrip.woord for begrip in inhoud.begrippen.begrippen}


def _score(naam: str) -> float:
    return flesch_douma(leestekst(PAGINAS[naam], ""), _weg(laad()))


@pytest.mark.parametrize("naam", PAGINAS)
def test_elke_pagina_is_te_lezen_op_b1(naam: str) -> None:
    assert _score(naam) >= 60


def test_gemiddeld_leest_het_nog_iets_makkelijker() -> None:
    scores = [_score(naam) for naam in PAGINAS]
    assert sum(scores) / len(scores) >= 65


@pytest.mark.parametrize("naam", PAGINAS)
def test_geen_zin_is_langer_dan_25_woorden(naam: str) -> None:
    # A reference is shown as a name and a number, so it counts as four words.
    tekst = leestekst(PAGINAS[naam], "een naam met nummer")
    assert [zin for zin in zinnen(tekst) if len(woorden(zin)) > 25] == []


def test_de_formule_geeft_wat_douma_uitrekent() -> None:
    # Two sentences, ten words, fourteen syllables: 206.84 - 0.77 * 140 - 0.93 * 5.
    tekst = "De kat zit op tafel. Morgen praten wij met Jan-Piet."
    assert [lettergrepen(woord) for woord in woorden(tekst)] == [1, 1, 1, 1, 2, 2, 2, 1, 1, 2]
    assert flesch_douma(tekst) == pytest.approx(206.84 - 0.77 * 140 - 0.93 * 5)


def test_een_ambtelijke_tekst_haalt_het_niet() -> None:
    tekst = (
        "Ten behoeve van de verantwoordelijkheidsverdeling dienen zorgprofessionals de organisatorische "
        "randvoorwaarden voorafgaandelijk te inventariseren, waarbij de uitvoeringsmodaliteiten "
        "overeenkomstig de geldende samenwerkingsovereenkomsten worden gedocumenteerd."
    )
    assert flesch_douma(tekst) < 30


def test_een_lijst_telt_per_regel_en_een_aanhaling_sluit_haar_zin() -> None:
    assert len(zinnen("Vraag naar:\n- angst\n- schuld\n")) == 3
    assert len(zinnen("Zeg: ‘ik maak me zorgen.’ Wacht dan. Knik!")) == 3


def test_namen_en_begrippen_tellen_alleen_als_heel_woord_niet_mee() -> None:
    assert zonder("Bel Veilig Thuis. Een melding, geen meldingen.", {"veilig thuis", "melding"}).split() == [
        "Bel", ".", "Een", ",", "geen", "meldingen.",
    ]  # fmt: skip


def test_een_tekst_zonder_woorden_heeft_geen_score() -> None:
    with pytest.raises(ValueError, match="geen woorden"):
        flesch_douma("Stop it Now.", {"Stop it Now"})
