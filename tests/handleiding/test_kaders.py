"""The shared pieces that a step of the wizard shows folded away."""

from __future__ import annotations

from typing import get_args

import pytest
from django.template.loader import render_to_string

from gesprek.inhoud.model import LANDEN, Kader, LandId
from gesprek.templatetags.huis import kadersjabloon
from tests.handleiding.pagina import INHOUD, gewoon, stukken
from tests.handleiding.pagina import Pagina as HelePagina
from tests.html import fouten

ROLLEN = [(land, rol.id) for land in LANDEN for rol in INHOUD.rollen_van(land)]


def kader(naam: str, land: LandId, rol: str) -> HelePagina:
    kaal = render_to_string(kadersjabloon(naam), {"inhoud": INHOUD, "land": land, "rol": rol})
    html = f"<main>{kaal}</main>"
    assert fouten(html) == []
    return HelePagina(html)


@pytest.mark.parametrize(
    "naam", [naam for naam in get_args(Kader) if naam not in ("meldcode", "geheim-en-melden")]
)
def test_a_shared_piece_is_folded_away_under_its_title(naam: str) -> None:
    pagina = kader(naam, "nl", "school")
    (gevouwen,) = pagina.met_klasse("kader")
    assert gevouwen.tag == "details"
    assert gevouwen.get("open") is None
    assert gewoon(gevouwen[0].text or "")


@pytest.mark.parametrize(("land", "rol"), ROLLEN)
def test_the_meldcode_is_the_one_of_the_profession_and_only_dutch(land: LandId, rol: str) -> None:
    pagina = kader("meldcode", land, rol)
    titels = [gewoon(e.text or "") for e in pagina.main.iter("summary")]
    if land == "vl":
        assert pagina.tekst == ""
    elif rol == "huisarts":
        assert titels == ["Voor de huisarts: een eigen meldcode"]
        assert "KNMG" in pagina.tekst
    else:
        assert titels == ["De meldcode in vijf stappen"]
        assert "Bron:" in pagina.tekst


def test_the_sociale_kaart_holds_the_numbers_of_the_country() -> None:
    for land, wel, niet in (("nl", "tel:113", "tel:1813"), ("vl", "tel:1813", "tel:113")):
        links = kader("sociale-kaart", land, "anders").links  # type: ignore[arg-type]
        assert wel in links
        assert niet not in links
        assert "/sociale-kaart/" in links


def test_the_pieces_hold_their_whole_text() -> None:
    vragen = kader("vragenfamilies", "nl", "anders").tekst
    assert all(vraag.tekst in vragen for familie in INHOUD.vragen.families for vraag in familie.vragen)
    wat_als = kader("wat-als", "nl", "anders").tekst
    assert all(stuk in wat_als for kaart in INHOUD.wat_als.kaarten for stuk in stukken(kaart.tekst))
    regels = INHOUD.doen_en_laten.doen + INHOUD.doen_en_laten.laten
    assert all(regel.waarom in kader("doen-en-laten", "nl", "anders").tekst for regel in regels)


def test_secrecy_and_reporting_is_a_link_to_its_own_page() -> None:
    pagina = kader("geheim-en-melden", "nl", "school")
    assert pagina.links == ["/handleiding/geheim-en-melden/"]
    assert pagina.tekst == INHOUD.geheim.titel


def test_no_id_of_a_piece_can_meet_an_id_of_the_step_around_it() -> None:
    vast = {o.id for stap in INHOUD.stappen for o in stap.onderdelen}
    for naam in get_args(Kader):
        assert not vast & kader(naam, "nl", "anders").ids
