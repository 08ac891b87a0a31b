"""Placeholders keep the meaning: who is who, what is what, and what may stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesprek.teamoverleg.anonimiseren import Soort, vervang, vind, vind_in, warm_op
from gesprek.teamoverleg.anonimiseren.gegevens import maken

WORTEL = Path(__file__).parents[2]


def zonder(tekst: str, **opties: list[str]) -> str:
    return vervang(tekst, vind(tekst, **opties))


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("Ik sprak met Tim, Tom en Kim.", "Ik sprak met [persoon 1], [persoon 2] en [persoon 3]."),
        (
            "Tom kwam. Toms broer en Tomeke ook, en Tom's moeder.",
            "[persoon 1] kwam. [persoon 1] broer en [persoon 1] ook, en [persoon 1] moeder.",
        ),
        (
            "Jan de Vries kwam. Jan zweeg. De Vries ging.",
            "[persoon 1] kwam. [persoon 1] zweeg. [persoon 1] ging.",
        ),
        ("Mijn zoon Lars is 14. Lars zegt niets.", "Mijn zoon [kind 1] is [leeftijd]. [kind 1] zegt niets."),
        (
            "Yousra en yousra's broer. YOUSRA belde.",
            "[persoon 1] en [persoon 1] broer. [persoon 1] belde.",
        ),
        ("Hij zit op de chiro van Wetteren.", "Hij zit op de [club 1]."),
        ("Hij zit in leefgroep Horizon in Wingene.", "Hij zit in [werkplek 1] in [plaats 1]."),
        ("Bram van 't Hof en Zwaantje ter Horst.", "[persoon 1] en [persoon 2]."),
        (
            "KEVIN DE RIDDER STOND AAN DE POORT VAN DE SCHOOL.",
            "[persoon 1] STOND AAN DE POORT VAN DE SCHOOL.",
        ),
        ("Pater Mbuyi van de Congolese gemeenschap.", "Pater [persoon 1] van de Congolese gemeenschap."),
        ("Vos zegt dat het nooit meer gebeurt.", "[persoon 1] zegt dat het nooit meer gebeurt."),
        ("Geboren op 07-08-1988, opname 03.10.2025.", "Geboren op [datum 1], opname [datum 2]."),
        ("ja roos wist het ook", "ja [persoon 1] wist het ook"),
        ("De moeder van Wiola en nonkel Staf.", "De moeder van [persoon 1] en nonkel [persoon 2]."),
        ("Zij is van '84 en haar zusje vijf.", "Zij is [datum 1] en haar zusje [leeftijd]."),
        (
            "Hij werkt bij de Lidlo en woont op 't Kiel.",
            "Hij werkt bij de [werkplek 1] en woont op 't [organisatie 1].",
        ),
        ("Bel 0478 12 34 56 of 06-12345678.", "Bel [telefoonnummer] of [telefoonnummer]."),
        (
            "Hij woont in Gent, zij in Aalst. Gent is groot.",
            "Hij woont in [plaats 1], zij in [plaats 2]. [plaats 1] is groot.",
        ),
    ],
)
def test_dezelfde_persoon_heeft_overal_dezelfde_plaatshouder(tekst: str, verwacht: str) -> None:
    assert zonder(tekst) == verwacht


@pytest.mark.parametrize(
    "tekst",
    [
        "Mark dit als urgent.", "We zien elkaar in de week van mei.", "Hoop is belangrijk.",
        "Veilig Thuis, 113, het CAW, het CLB en Stop it Now denken mee.", "Bel 112 of 1712, of 0800 266 64 36.",
        "Er is een wachtlijst van vier maanden en een wachttijd van twee jaar.",
        "Haar CLB-nummer en de Eritrese gemeenschap.",
        "Het huis staat in de haven, op zijn tweede adres.", "Movisie, Sensoa en De Waag schrijven erover.",
        "Al drie jaar zoekt hij hulp, over twee weken komt hij terug.", "Het is half vier en hij kijkt 3 uur per dag.",
    ],
)  # fmt: skip
def test_gewone_woorden_en_openbare_hulp_blijven_staan(tekst: str) -> None:
    assert zonder(tekst) == tekst


def test_wie_in_een_tekst_gevonden_is_wordt_in_elke_gevonden() -> None:
    teksten = {"a": "Roos is bang.", "b": "Mijn zus heet Roos.", "c": "dag ROOS"}
    uit = {naam: vervang(teksten[naam], treffers) for naam, treffers in vind_in(teksten).items()}
    assert uit == {"a": "[persoon 1] is bang.", "b": "Mijn zus heet [persoon 1].", "c": "dag [persoon 1]"}


def test_bekende_organisaties_en_eigen_woorden_mogen_blijven() -> None:
    tekst = "Hij gaat naar Praktijk Zeewind en naar Xylofon."
    assert "Zeewind" not in zonder(tekst)
    assert zonder(tekst, bekend=["Praktijk Zeewind"], houden=["xylofon"]) == tekst


def test_wat_nooit_mee_mag_gaat_weg_ook_als_het_een_gewoon_woord_is() -> None:
    assert zonder("De groene caravan stond er.", maskeren=["groene caravan"]) == "De [weggelaten] stond er."
    assert zonder("Kamer 12, bed 12.", maskeren=["12"]) == "Kamer [weggelaten], bed [weggelaten]."


def test_de_eigen_namenlijst_kent_delen_en_gaat_voor_wat_mag_blijven() -> None:
    over = zonder("roos mulder, Roos' hond en Mulders auto", namenlijst=["Roos Mulder"], houden=["roos"])
    assert over == "[persoon 1], [persoon 1] hond en [persoon 1] auto"


def test_een_plaatshouder_die_er_al_staat_blijft_en_zijn_nummer_ook() -> None:
    assert zonder("[persoon 2] kent Yousra.") == "[persoon 2] kent [persoon 3]."


def test_een_opvallend_beroep_is_een_waarschuwing_en_blijft_staan_tot_iemand_kiest() -> None:
    tekst = "Hij is burgemeester en stond in de krant."
    treffers = vind(tekst)
    assert {t.soort for t in treffers} == {Soort.BEROEP, Soort.GEBEURTENIS}
    assert all(t.waarschuwing and not t.zeker for t in treffers)
    assert vervang(tekst, treffers) == tekst
    assert "burgemeester" not in vervang(tekst, treffers, waarschuwingen=True)


def test_een_foutief_controlegetal_maskeert_evengoed() -> None:
    goed, fout = vind("IBAN BE68 5390 0754 7034"), vind("IBAN BE68 5390 0754 7035")
    assert [t.zeker for t in goed] == [True]
    assert [t.zeker for t in fout] == [False]
    assert goed[0].soort is fout[0].soort is Soort.REKENING


def test_opwarmen_kan_op_de_achtergrond() -> None:
    draad = warm_op()
    draad.join(timeout=60)
    assert not draad.is_alive()


def test_de_plaatsen_zijn_die_van_de_sociale_kaart() -> None:
    regels = (Path(maken.__file__).parent / "plaatsen.txt").read_text(encoding="utf-8").splitlines()
    assert regels[1:] == maken.plaatsregels(WORTEL / "sociale_kaart/gegevens/plaatsen.tsv")
