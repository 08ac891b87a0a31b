"""How the start data is sorted and explained, against the same facts: each kenmerk rests on a word of its own row."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sociale_kaart.models import Indeling
from sociale_kaart.provincies import Provincie
from sociale_kaart.startgegevens import StartAanbod, indelingen, synoniemen
from tests.inhoud.leesbaarheid import flesch_douma, woorden, zinnen
from tests.sociale_kaart.test_startgegevens import (
    FEITEN,
    OPENBAAR,
    START,
    in_handleiding_alleen,
    kanalen,
    openbaar,
)

overal = pytest.mark.parametrize("slug", START)
TERMEN = {indeling.slug: {term.slug for term in indeling.termen} for indeling in indelingen()}

# Which words in a fact row carry a term.
CATEGORIE_RUST_OP = {
    "hulplijn": r"hulplijn",
    "chathulp": r"\bchat",
    "luisterlijn": r"luisterlijn",
    "zelfhulp": r"zelfhulp",
    "lotgenoten": r"lotgenoten",
    "psycholoog": r"psycholoog",
    "seksuoloog": r"seksuoloog",
    "forensische-polikliniek": r"forensische poliklini",
    "behandeling": r"behandeling|forensisch",
    "opname": r"residentieel",
    "welzijnswerk": r"welzijnswerk",
    "suicidepreventie": r"suicide",
    "crisis": r"crisis|nood|spoed",
    "slachtofferhulp": r"slachtoffer",
    "kindveiligheid": r"kindveiligheid|vertrouwenscentra",
    "meldpunt": r"meldpunt|melding",
    "politie-justitie": r"politie|justitie",
    "juridisch": r"juridisch",
    "overzicht": r"overzicht",
    "kenniscentrum": r"kennis|expertisecentrum",
}
WAARVOOR_RUST_OP = {
    "gevoelens": r"gevoelens|voorkeur",
    "beelden": r"misbruikbeelden|online misbruik",
    "gedrag": r"gedrag|pleger|geweld pleegt|forensisch",
    "zorgen-kind": r"kindermishandeling|grooming",
    "suicidaliteit": r"zelfdoding|zelfmoord",
    "juridisch": r"juridisch|justitie",
    "eigen-steun": r"hulplijn.*professional",
    "kennis": r"professional",
    "meegemaakt": r"slachtoffer",
    "praten": r"luisterlijn|\bchat",
    "melden": r"meld",
    "aangifte": r"aangifte",
}
# What does not stand in the row but in the manual, or in the row of the sister organisation.
UIT_HANDLEIDING = {
    # "What is Stop it Now": feelings, images, behaviour, one's own and those of a naaste. The Flemish line helped to
    # write it; the French one is its counterpart.
    "stop-it-now-nl": {"beelden"},
    "stop-it-now-vlaanderen": {"beelden"},
    "stop-it-now-brussel": {"gevoelens", "beelden", "gedrag", "eigen-steun"},
    "stop-it-now-naasten": {"gevoelens", "gedrag"},
    # Its table: where to go when feelings or behaviour ask for more help than this talk.
    "de-waag": {"gevoelens"},
    "forensische-poliklinieken": {"gevoelens", "gedrag"},
    "nvvs": {"gevoelens", "gedrag"},
    "nip": {"gevoelens", "gedrag"},
    "lvvp": {"gevoelens", "gedrag"},
    "vvs": {"gevoelens", "gedrag"},
    # A child in direct danger: the authorities.
    "politie-nl": {"zorgen-kind"},
    "politie-be": {"zorgen-kind"},
}


def rij(slug: str) -> str:
    """What the fact row says of who they are and whom they help."""
    feit = FEITEN[slug]
    return " ".join(feit[veld] for veld in ("naam", "wat", "voor_wie", "categorieen", "uren")).casefold()


@openbaar
def test_every_published_row_is_sorted_and_explained(slug: str) -> None:
    start = OPENBAAR[slug]
    assert start.doelgroep
    assert start.waarvoor
    assert start.categorie
    assert start.uitleg


@overal
def test_each_term_exists_and_stands_once(slug: str) -> None:
    for indeling in Indeling.VAST:
        gekozen = getattr(START[slug], indeling)
        assert set(gekozen) <= TERMEN[indeling]
        assert len(gekozen) == len(set(gekozen))


def test_every_term_is_used_by_somebody() -> None:
    for indeling in Indeling.VAST:
        gebruikt = {term for start in START.values() for term in getattr(start, indeling)}
        assert gebruikt == TERMEN[indeling]
    assert TERMEN["categorie"] == CATEGORIE_RUST_OP.keys()
    assert TERMEN["waarvoor"] == WAARVOOR_RUST_OP.keys()


@overal
def test_for_whom_is_what_the_facts_say(slug: str) -> None:
    # "burger" is nobody whom a professional refers.
    hoort = [wie for wie in FEITEN[slug]["voor_wie"].split(";") if wie != "burger"]
    assert list(START[slug].doelgroep) == hoort


@overal
def test_each_category_rests_on_a_word_of_the_fact_row(slug: str) -> None:
    for term in START[slug].categorie:
        assert re.search(CATEGORIE_RUST_OP[term], rij(slug)), term


@overal
def test_what_for_rests_on_the_fact_row_or_on_the_manual(slug: str) -> None:
    for term in START[slug].waarvoor:
        if term not in UIT_HANDLEIDING.get(slug, ()):
            assert re.search(WAARVOOR_RUST_OP[term], rij(slug)), term


def test_help_and_police_are_kept_apart() -> None:
    justitie = {slug for slug, start in START.items() if start.soort == "justitie"}
    hoort = {
        slug
        for slug, feit in FEITEN.items()
        # Who also gives advice is no police: Veilig Thuis, a Vertrouwenscentrum.
        if {"politie", "melding", "meldpunt", "justitie"} & (delen := set(feit["categorieen"].split(";")))
        and "advies" not in delen
    }
    assert justitie == hoort
    for slug in justitie:
        # Who filters on help for feelings, images or behaviour doesn't find where that is reported.
        assert {"gevoelens", "beelden", "gedrag"}.isdisjoint(START[slug].waarvoor), slug


@overal
def test_an_overview_or_a_centre_of_knowledge_is_no_help_itself(slug: str) -> None:
    woord = {"overzicht": "overzicht", "expertisecentrum": "kennis", "kennis": "kennis"}
    soorten = {woord[deel] for deel in FEITEN[slug]["categorieen"].split(";") if deel in woord}
    assert START[slug].soort in (soorten or {"hulp", "justitie"})


@overal
def test_how_far_it_reaches_is_the_region_of_the_facts(slug: str) -> None:
    regio = FEITEN[slug]["regio"]
    if regio == "online":
        hoort = "online"
    elif re.match(r"landelijk|Vlaanderen|elke Vlaamse provincie|per arrondissement", regio):
        hoort = "landelijk"
    else:
        hoort = "plaatselijk"
    assert START[slug].bereik == hoort


@overal
def test_a_place_and_a_province_stand_only_where_the_facts_name_them(slug: str) -> None:
    start, regio = START[slug], FEITEN[slug]["regio"]
    genoemd = {plaats.provincie for plaats in start.plaatsen}
    for plaats in start.plaatsen:
        assert plaats.plaats in regio
        assert plaats.provincie in Provincie.values
    genoemd |= {provincie.value for provincie in Provincie if str(provincie.label) in regio}
    if "Halle-Vilvoorde" in regio:
        genoemd.add(Provincie.VLAAMS_BRABANT)
    assert set(start.werkgebied) <= genoemd
    # Where somebody is, he can be found by province.
    assert {plaats.provincie for plaats in start.plaatsen} <= set(start.werkgebied)
    assert not (start.werkgebied and start.bereik != "plaatselijk")


def test_the_address_that_is_kept_quiet_is_hidden() -> None:
    stil = {slug for slug, feit in FEITEN.items() if "bewust niet vindbaar" in feit["nog_controleren"]}
    assert stil == {slug for slug, start in START.items() if any(p.verborgen for p in start.plaatsen)}


@overal
def test_who_applies_is_never_surer_than_the_facts(slug: str) -> None:
    start, aanmelden = START[slug], FEITEN[slug]["aanmelden"]
    zelf = re.search(r"\b(zelf|online melding)\b", aanmelden) and "NIET zelf" not in aanmelden
    assert start.zelf_aanmelden is not True or zelf
    assert start.zelf_aanmelden is not False or "NIET zelf" in aanmelden
    assert start.via_verwijzer is not True or re.search(r"verwijzer|verwezen|via professional", aanmelden)
    assert start.op_afspraak is not True or re.search(r"ambulant|poliklini", rij(slug))
    if slug in OPENBAAR and in_handleiding_alleen(FEITEN[slug]):
        assert (start.zelf_aanmelden, start.via_verwijzer, start.op_afspraak) == (None, None, None)
    if slug in OPENBAAR and FEITEN[slug]["vertrouwen"] == "hoog" and zelf:
        assert start.zelf_aanmelden is True


@overal
def test_confidential_and_costs_only_where_a_source_says_so(slug: str) -> None:
    start, feit = START[slug], FEITEN[slug]
    zegt = "vertrouwelijk" if feit["anoniem"] == "vertrouwelijk" else ""
    assert start.vertrouwelijkheid == zegt
    assert not start.kosten or feit["gratis"] == "betaald"


@overal
def test_hours_are_those_of_a_row_that_is_sure(slug: str) -> None:
    for kanaal in START[slug].kanalen:
        for uren in kanaal.uren:
            dag = ["ma", "di", "wo", "do", "vr", "za", "zo"][int(uren.dagen) - 1]
            assert f"{dag} {uren.van.hour}-{uren.tot.hour}" in FEITEN[slug]["uren"]
            assert (uren.van.minute, uren.tot.minute) == (0, 0)
            assert FEITEN[slug]["vertrouwen"] == "hoog"


@overal
def test_an_explanation_is_short_and_can_be_said_aloud(slug: str) -> None:
    uitleg = START[slug].uitleg
    if not uitleg:
        assert FEITEN[slug]["vertrouwen"] == "geen bron"
        return
    assert 1 <= len(zinnen(uitleg)) <= 2
    assert all(len(woorden(zin)) <= 20 for zin in zinnen(uitleg))
    assert flesch_douma(uitleg) >= 50
    # A promise, a verdict, or a shout.
    assert not re.search(
        r"!|\b(altijd|zeker|beloo?f|garan|pedo|dader|pleger|kinderporno|gevaarlijk|ziek|stoornis|afwijkend)",
        uitleg,
    )


# Words of an explanation → what must hold for the row.
UITLEG_MAG: list[tuple[str, Callable[[StartAanbod], object]]] = [
    (r"\bgratis\b", lambda s: s.gratis is True),
    (r"kost geld", lambda s: s.gratis is False),
    (r"\bnaam\b", lambda s: s.anoniem is True),
    (r"schuilnaam", lambda s: "pseudoniem" in FEITEN[s.slug]["anoniem"]),
    (r"vertrouwelijk", lambda s: s.vertrouwelijkheid == "vertrouwelijk"),
    (r"dag en nacht|elk moment", lambda s: any(k.altijd_open for k in s.kanalen)),
    (r"\bbel(len|t)?\b(?! voor hulp kan daar niet)", lambda s: kanalen(s.slug, "telefoon")),
    (r"\bchat(ten)?\b", lambda s: kanalen(s.slug, "chat")),
    (r"\bmailen\b", lambda s: kanalen(s.slug, "mail")),
    (r"vrijwillig", lambda s: re.search("vrijwillig", rij(s.slug)) or FEITEN[s.slug]["in_tabel"] == "ja"),
    (r"verwijzer", lambda s: s.via_verwijzer is True),
    (r"jezelf aanmelden|kunt er zelf heen", lambda s: s.zelf_aanmelden is True),
    (r"Ik kan je aanmelden", lambda s: s.via_verwijzer is True),
    (r"aangifte", lambda s: "aangifte" in rij(s.slug)),
]


@overal
def test_an_explanation_says_nothing_that_the_row_does_not(slug: str) -> None:
    for woord, houdt in UITLEG_MAG:
        if re.search(woord, START[slug].uitleg, re.IGNORECASE):
            assert houdt(START[slug]), woord


@overal
def test_an_explanation_holds_no_number_but_a_name(slug: str) -> None:
    # A number stands in a kanaal alone, so that an editor changes it once.
    for getal in re.findall(r"\d+", START[slug].uitleg):
        assert getal in START[slug].naam


def test_synonyms_keep_feelings_and_behaviour_apart_and_help_and_police() -> None:
    def rijen_met(*stammen: str) -> set[int]:
        return {
            nummer
            for nummer, rij in enumerate(synoniemen())
            if any(stam in woord for woord in rij for stam in stammen)
        }

    gevoel = rijen_met("gevoel", "pedofil", "aangetrokken", "voorkeur")
    gedrag = rijen_met("misbruik", "pleger", "dader", "grens", "verkracht")
    assert gevoel
    assert gedrag
    assert gevoel.isdisjoint(gedrag)
    assert rijen_met("aangifte", "politie").isdisjoint(rijen_met("meld", "bellen", "advies", "hulplijn"))
    assert rijen_met("meld").isdisjoint(rijen_met("advies", "bellen", "hulplijn"))


def test_no_word_stands_in_two_rows_of_synonyms() -> None:
    woorden_ = [woord for rij in synoniemen() for woord in rij]
    assert len(woorden_) == len(set(woorden_))
    assert all(len(rij) > 1 for rij in synoniemen())
    assert all(woord == woord.strip().casefold() and "," not in woord for woord in woorden_)
