"""Texts that hide something, or that the rules were not made for."""

from __future__ import annotations

import doctest

import pytest

from gesprek.teamoverleg import anonimiseren
from gesprek.teamoverleg.anonimiseren import Reden, Soort, onbetrouwbaar, vervang, vind, vind_in
from tests.teamoverleg.hulp import gewoon, goud


@pytest.mark.parametrize(
    "tekst",
    [
        "Ik sprak met Yous\u200dra.", "Ik sprak met Yous\u00adra.", "Ik sprak met \u202eYousra\u202c.",
        "Ik sprak met Y\ufeffousra.",
        "Mijn broer k\u200bees belde.", "Bel 0\u200b478 12 34 56.", "Ik ken J\u0430n goed.",
        "Mijn broer j\u0430n belde.",
        "Ik zag Ｊｅｒｏｏｍ.",
    ],
)  # fmt: skip
def test_een_onzichtbaar_of_nagemaakt_teken_verbergt_niets(tekst: str) -> None:
    (treffer,) = vind(tekst)
    assert tekst[treffer.begin : treffer.eind] == treffer.fragment
    over = vervang(tekst, [treffer])
    assert f"[{treffer.sleutel}]" in over
    assert treffer.fragment not in over


def test_een_onzichtbaar_teken_maakt_van_een_persoon_geen_twee() -> None:
    teksten = {
        "a": "Yous\u200dra kwam. J\u0430n ook.",
        "b": "Yousra zweeg en Jan niet.",
        "c": "Mijn broer heet Jan.",
    }
    uit = {naam: vervang(teksten[naam], treffers) for naam, treffers in vind_in(teksten).items()}
    assert uit["a"] == "[persoon 1] kwam. [persoon 2] ook."
    assert uit["b"] == "[persoon 1] zweeg en [persoon 2] niet."


def test_de_eigen_lijsten_kennen_een_naam_met_een_onzichtbaar_teken() -> None:
    assert vervang("roos kwam", vind("roos kwam", namenlijst=["Ro\u200bos"])) == "[persoon 1] kwam"
    assert vervang("ro\u00ados kwam", vind("ro\u00ados kwam", namenlijst=["Roos"])) == "[persoon 1] kwam"


def test_een_woord_in_een_ander_schrift_is_twijfel() -> None:
    (treffer,) = vind("De vrouw 李明 sprak niet.")
    assert (treffer.fragment, treffer.soort, treffer.zeker) == ("李明", Soort.EIGEN, False)


@pytest.mark.parametrize(
    ("tekst", "reden"),
    [
        ("😀😀 ❤️", Reden.GEEN_WOORDEN),
        ("He told me that he looks at pictures of children every night.", Reden.ANDERE_TAAL),
        ("Il m'a dit qu'il regarde des images d'enfants chaque nuit.", Reden.ANDERE_TAAL),
        ("Ich mache mir Sorgen um meinen Mann, weil er so viel allein ist.", Reden.ANDERE_TAAL),
        ("Kocam için endişeleniyorum çünkü çok yalnız kalıyor.", Reden.ANDERE_TAAL),
        ("Martwię się o mojego męża, bo spędza dużo czasu sam.", Reden.ANDERE_TAAL),
        ("Он сказал мне, что смотрит фотографии", Reden.ANDERE_TAAL),
        ("他告诉我他每晚都看孩子的照片", Reden.ANDERE_TAAL),
        ("قال لي إنه ينظر إلى صور الأطفال", Reden.ANDERE_TAAL),
        (
            "Hij schreef me dit gisteren en ik schrok ervan. I want to see you alone tonight and nobody has to know. "
            "Ik weet niet wat ik ermee moet.",
            Reden.ANDERE_TAAL,
        ),
        ("Zijn neef \u202eseeK\u202c komt elke zaterdag.", Reden.ANDERSOM),
        ("", None),
        ("...", None),
        ("06 12345678 👍", None),
        ("Hij zei 👍 en ging weg.", None),
        ("Hij zei 'I love you' en stuurde een foto.", None),
        ("Олександр kwam samen met zijn moeder naar het gesprek.", None),
        ("Jan, Piet, Mehmet en Klaas", None),
        ("[persoon 1] en [kind 2] gingen naar [plaats 1]", None),
    ],
)
def test_het_zoeken_zegt_waar_het_weinig_zegt(tekst: str, reden: Reden | None) -> None:
    assert onbetrouwbaar(tekst) is reden


def test_nederlands_is_betrouwbaar_ook_in_notities_en_met_fouten() -> None:
    assert [zin.tekst for zin in (*goud(), *gewoon()) if onbetrouwbaar(zin.tekst)] == []


def test_het_voorbeeld_in_de_beschrijving_klopt() -> None:
    uitslag = doctest.testmod(anonimiseren)
    assert uitslag.attempted
    assert not uitslag.failed
