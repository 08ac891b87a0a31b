"""The start data against the gathered facts (feiten.csv): nothing more, nothing surer than what was seen."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sociale_kaart.startgegevens import StartAanbod, StartKanaal, lees

FEITEN = {
    feit["slug"]: feit
    for feit in csv.DictReader(
        (Path(__file__).parent / "feiten.csv").read_text(encoding="utf-8").splitlines()
    )
}
START = {start.slug: start for start in lees()}
OPENBAAR = {slug: start for slug, start in START.items() if start.status == "gepubliceerd"}
LANDEN = {"NL": "NL", "BE": "BE", "NL+BE": "NLBE"}
HANDLEIDING = "uit de handleiding van 2022"
# A page that was seen, but not the one we look for: shown as what it is.
ALLEEN_EEN_VESTIGING = {"zorgcentrum-seksueel-geweld": "zorgcentrum van het UZA in Antwerpen"}

openbaar = pytest.mark.parametrize("slug", OPENBAAR)


def kanalen(slug: str, *soorten: str) -> list[StartKanaal]:
    return [kanaal for kanaal in START[slug].kanalen if kanaal.soort in soorten]


def cijfers(tekst: str) -> str:
    return re.sub(r"\D", "", tekst)


def nummers(tekst: str) -> set[str]:
    """Every number in a text, as digits."""
    return {cijfers(deel) for deel in re.findall(r"\d[\d ]*\d", tekst)}


def in_handleiding_alleen(feit: dict[str, str]) -> bool:
    return feit["in_tabel"] == "ja" and not feit["vertrouwen"].startswith("hoog")


def test_every_fact_row_comes_in_once() -> None:
    assert len(lees()) == len(START)
    assert START.keys() == FEITEN.keys()
    assert {slug: LANDEN[feit["land"]] for slug, feit in FEITEN.items()} == {s.slug: s.land for s in lees()}


def test_published_is_the_table_of_the_manual_and_what_is_rated_hoog() -> None:
    hoort = {s for s, f in FEITEN.items() if f["in_tabel"] == "ja" or f["vertrouwen"].startswith("hoog")}
    assert OPENBAAR.keys() == hoort
    assert len([f for f in FEITEN.values() if f["in_tabel"] == "ja"]) == 10


@pytest.mark.parametrize("slug", START)
def test_every_number_link_and_address_stands_in_its_own_fact_row(slug: str) -> None:
    feit = FEITEN[slug]
    for kanaal in START[slug].kanalen:
        match kanaal.soort:
            case "telefoon":
                assert cijfers(kanaal.waarde) in nummers(feit["telefoon"])
            case "mail":
                assert kanaal.waarde == feit["email"]
            case _:
                assert feit["url"] == kanaal.waarde or feit["url"].startswith(f"{kanaal.waarde}/")


@openbaar
def test_no_number_of_a_published_row_is_forgotten_unless_it_is_unsure(slug: str) -> None:
    feit = FEITEN[slug]
    if re.search(r"\boud\b|bv\.", feit["telefoon"]):
        assert not kanalen(slug, "telefoon")
    else:
        assert {cijfers(k.waarde) for k in kanalen(slug, "telefoon")} == nummers(feit["telefoon"])


@openbaar
def test_an_example_is_not_published(slug: str) -> None:
    feit = FEITEN[slug]
    if feit["telefoon"].startswith("bv."):
        assert not kanalen(slug, "telefoon")
    if feit["email"].startswith("bv."):
        assert not kanalen(slug, "mail")


def geen_uren(start: StartAanbod) -> bool:
    return not any(k.uren_toelichting or k.uren for k in start.kanalen)


# What a note to check names → what then must hold for the published row.
VERBODEN: list[tuple[str, Callable[[StartAanbod], bool]]] = [
    (
        r"\b(uren|tijden|openingstijden)\b",
        lambda s: geen_uren(s) and not any(k.altijd_open for k in s.kanalen),
    ),
    (
        r"chaturen|chattijden",
        lambda s: not any(k.uren_toelichting or k.altijd_open for k in kanalen(s.slug, "chat")),
    ),
    (r"telefoon|nummer en|algemeen nummer", lambda s: not kanalen(s.slug, "telefoon")),
    (r"url niet gezien", lambda s: not kanalen(s.slug, "web", "chat")),
    (r"\bpad\b", lambda s: all(k.waarde.count("/") == 2 for k in kanalen(s.slug, "web", "chat"))),
    (
        r"landelijke url",
        lambda s: {k.label for k in kanalen(s.slug, "web")} == {ALLEEN_EEN_VESTIGING.get(s.slug)},
    ),
    (r"e-mailadres alleen in handleiding", lambda s: not kanalen(s.slug, "mail")),
    (r"LVVP", lambda s: "lvvp" not in f"{s.naam} {s.wat} {s.aanmelden}".casefold()),
    (r"inkomensgrens", lambda s: "inkomen" not in f"{s.wat} {s.voor_wie} {s.aanmelden}"),
    (
        r"regio-adressen|vestigingen|lijst",
        lambda s: not re.search(r"\d+ (regio|vestiging|voorziening)", s.wat),
    ),
    (r"eokm\.nl", lambda s: not any("eokm" in k.waarde for k in s.kanalen)),
]


@openbaar
def test_what_is_still_to_be_checked_is_not_published(slug: str) -> None:
    for patroon, houdt in VERBODEN:
        if re.search(patroon, FEITEN[slug]["nog_controleren"]):
            assert houdt(START[slug]), patroon


def test_each_note_to_check_of_a_published_row_is_covered_by_a_rule() -> None:
    ongedekt = {
        slug: FEITEN[slug]["nog_controleren"]
        for slug in OPENBAAR
        if FEITEN[slug]["nog_controleren"]
        and not any(re.search(patroon, FEITEN[slug]["nog_controleren"]) for patroon, _ in VERBODEN)
    }
    assert ongedekt == {}


@openbaar
def test_dated_hours_are_not_published(slug: str) -> None:
    if re.search(r"\d{4}|2019-20|oude pagina", FEITEN[slug]["uren"]):
        assert geen_uren(START[slug])
        assert not any(k.altijd_open for k in kanalen(slug, "chat"))


@openbaar
def test_day_and_night_only_where_a_source_says_so(slug: str) -> None:
    uren = FEITEN[slug]["uren"]
    if any(k.altijd_open for k in START[slug].kanalen):
        assert re.search(r"(?<!niet )24/7", uren) or uren == "altijd"


def test_the_emergency_numbers_are_open_day_and_night() -> None:
    for slug in ("politie-nl", "politie-be", "113", "zelfmoordlijn-1813", "veilig-thuis"):
        assert all(kanaal.altijd_open for kanaal in kanalen(slug, "telefoon"))


def test_where_only_the_number_is_sure_nothing_else_is_said() -> None:
    alleen_nummer = [slug for slug, feit in FEITEN.items() if feit["vertrouwen"] == "hoog (nummer)"]
    assert alleen_nummer == ["centrum-seksueel-geweld", "awel"]
    for slug in alleen_nummer:
        start = START[slug]
        assert [k.soort for k in start.kanalen] == ["telefoon"]
        assert (start.gratis, start.anoniem, start.aanmelden) == (None, None, "")
        assert (start.kanalen[0].uren_toelichting, start.kanalen[0].altijd_open) == ("", False)


@pytest.mark.parametrize("veld", ["gratis", "anoniem"])
def test_free_and_anonymous_are_never_surer_than_the_facts(veld: str) -> None:
    zegt = {"ja": True, "nee": False, "betaald": False}
    for slug, start in START.items():
        waarde = getattr(start, veld)
        assert waarde is None or waarde is zegt[FEITEN[slug][veld]], slug
        if slug in OPENBAAR and FEITEN[slug]["vertrouwen"] == "hoog":
            assert waarde is zegt.get(FEITEN[slug][veld]), slug


def test_what_rests_on_the_manual_alone_says_so() -> None:
    zegt = {slug for slug, start in OPENBAAR.items() if start.herkomst == HANDLEIDING}
    hoort = {
        slug
        for slug in OPENBAAR
        if in_handleiding_alleen(FEITEN[slug]) or FEITEN[slug]["bron"] == "handleiding (aug 2022)"
    }
    assert zegt == hoort == {"forensische-poliklinieken", "nvvs", "nip", "lvvp", "juridisch-loket", "sensoa"}


def test_everybody_says_where_it_comes_from() -> None:
    assert all(start.herkomst for start in lees())


def test_combined_numbers_are_split_and_labelled() -> None:
    def bellen(slug: str) -> list[tuple[str, str]]:
        return [(k.waarde, k.label) for k in kanalen(slug, "telefoon")]

    assert bellen("politie-nl") == [("112", "spoed"), ("0900 8844", "geen spoed")]
    assert bellen("politie-be") == [("101", "politie"), ("112", "medisch")]
    assert bellen("113") == [("113", ""), ("0800 0113", "")]


@openbaar
def test_published_texts_are_short_and_calm(slug: str) -> None:
    start = START[slug]
    assert start.wat
    for tekst in (start.naam, start.wat, start.voor_wie, start.aanmelden):
        assert "!" not in tekst
        assert all(len(zin.split()) <= 25 for zin in re.split(r"(?<=\.)\s", tekst))


@openbaar
def test_a_published_organisatie_can_be_reached(slug: str) -> None:
    assert START[slug].kanalen
