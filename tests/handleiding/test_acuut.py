"""The page for acute danger: numbers first, also when everything else is broken."""

from __future__ import annotations

import pytest

from gesprek.inhoud.model import Protocol
from sociale_kaart.startgegevens import StartAanbod, lees
from tests.handleiding.pagina import INHOUD, Pagina, gewoon, haal, stukken, woorden
from tests.hulp import tekst
from tests.rollen import clb_medewerker, huisarts

ORGANISATIES = {start.slug: start for start in lees()}


def regels(pagina: Pagina) -> list[str]:
    """What stands in each row of the list of numbers."""
    return [gewoon(woorden(rij)) for rij in pagina.met_klasse("contact") if rij.tag == "li"]


def achter(lijn_id: str, land: str) -> list[StartAanbod]:
    lijn = next(lijn for lijn in INHOUD.landen.lijnen if lijn.id == lijn_id)
    return [ORGANISATIES[slug] for slug in (lijn.nl if land == "nl" else lijn.vl)]


def test_the_numbers_stand_before_everything_else_country_by_country() -> None:
    pagina = haal("/acuut/")
    assert pagina.koppen()[:4] == ["Acuut: wat doe je nu?", "Nederland", "Vlaanderen", "Wat speelt er?"]
    assert pagina.links[0] == "tel:112"
    vlaams = pagina.html.index('id="nummers-vl"')
    assert pagina.html.index('href="tel:08002000"') < vlaams < pagina.html.index('href="tel:1813"')


def test_direct_danger_comes_first_and_only_that_is_red() -> None:
    pagina = haal("/acuut/")
    rood = [gewoon(woorden(rij)) for rij in pagina.met_klasse("melding--acuut")]
    assert len(rood) == 2
    assert rood[0].startswith("Direct gevaar Politie (Nederland)")
    assert "112 spoed, dag en nacht" in rood[0]
    assert "101 politie, dag en nacht" in rood[1]
    assert "112 medisch, dag en nacht" in rood[1]


@pytest.mark.django_db
def test_a_sentence_about_danger_names_medical_help_where_that_has_a_number_of_its_own() -> None:
    vraag, daarna = "Is iemand nu in gevaar? Bel ", ". Wacht niet op een collega."
    nederlands, vlaams = "de politie (112)", "de politie (101) of medische hulp (112)"
    assert f"{vraag}{vlaams}{daarna}" in Pagina(tekst(clb_medewerker().get("/acuut/"))).tekst
    assert f"{vraag}{nederlands}{daarna}" in Pagina(tekst(huisarts().get("/acuut/"))).tekst
    beide = f"{nederlands} in Nederland of {vlaams} in Vlaanderen"
    assert f"{vraag}{beide}{daarna}" in haal("/acuut/").tekst


def test_every_number_of_a_protocol_can_be_dialled() -> None:
    rijen = regels(haal("/acuut/"))
    for protocol in INHOUD.protocollen:
        for lijn in protocol.lijnen:
            for land in ("nl", "vl"):
                for organisatie in achter(lijn, land):
                    rij = [rij for rij in rijen if organisatie.naam in rij]
                    assert len(rij) >= 1, organisatie.naam
                    assert all(k.waarde in rij[0] for k in organisatie.kanalen if k.soort == "telefoon")


def test_hours_stand_there_only_where_a_source_says_them() -> None:
    rijen = regels(haal("/acuut/"))
    bij = {
        naam: next(rij for rij in rijen if naam in rij)
        for naam in ("113", "Stop it Now Vl", "Centrum Seksueel")
    }
    assert "0800 0113 dag en nacht" in bij["113"]
    assert "0800 200 50 uren niet bekend, kijk op de website" in bij["Stop it Now Vl"]
    assert bij["Centrum Seksueel"].endswith("0800 0188 uren niet bekend")


def test_nobody_in_a_hurry_is_sent_to_an_inbox() -> None:
    assert not any(link.startswith("mailto:") for link in haal("/acuut/").links)


@pytest.mark.parametrize("deze", INHOUD.protocollen, ids=lambda protocol: protocol.id)
def test_each_protocol_has_an_anchor_its_numbers_and_its_text(deze: Protocol) -> None:
    pagina = haal("/acuut/")
    sectie = next(e for e in pagina.met_klasse("protocol") if e.get("id") == deze.id)
    woord = gewoon(woorden(sectie))
    assert f"#{deze.id}" in pagina.links
    assert [stuk for blok in deze.blokken for stuk in stukken(blok.tekst) if stuk not in woord] == []
    nummers = [e.get("href") for e in sectie.iter("a")]
    for land in ("nl", "vl"):
        for lijn in deze.lijnen:
            for organisatie in achter(lijn, land):
                eerste = [k for k in organisatie.kanalen if k.soort == "telefoon"]
                assert not eerste or f"tel:{eerste[0].waarde.replace(' ', '')}" in nummers


def test_it_says_that_no_expert_has_looked_and_that_the_own_protocol_goes_first() -> None:
    pagina = haal("/acuut/")
    waarschuwing = gewoon(woorden(pagina.met_klasse("melding--letop")[0]))
    assert waarschuwing.startswith("Volg het protocol van je organisatie.")
    assert "nog niet door een deskundige nagekeken" in waarschuwing


@pytest.mark.django_db
def test_with_an_open_kluis_only_the_own_country_is_left() -> None:
    vlaams = Pagina(tekst(clb_medewerker().get("/acuut/")))
    assert vlaams.koppen()[1:3] == ["Vlaanderen", "Wat speelt er?"]
    assert "tel:1813" in vlaams.links
    assert not {"tel:113", "tel:08002000", "tel:08002666436"} & set(vlaams.links)
    nederlands = Pagina(tekst(huisarts().get("/acuut/")))
    assert nederlands.koppen()[1] == "Nederland"
    assert "tel:1813" not in nederlands.links
