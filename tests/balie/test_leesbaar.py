"""Everything in words: nothing that was written is missing, whatever content knows of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.balie.beginnen import oefendossier
from gesprek.balie.leesbaar import naar_json
from gesprek.dossier import Dossier, Overleg, Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Kolom, Veld
from gesprek.invoer.voorbeelden import KOLOM, als_voorbeeld
from gesprek.kluis.gesprekken import OpenGesprek

DAG = date(2026, 3, 10)
VELDEN = [veld for deel in laad().onderdelen for veld in deel.velden]
PUNTEN = [punt for deel in laad().onderdelen for punt in deel.punten]

_TEKST = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
_NAAM = st.one_of(st.sampled_from([veld.id for veld in VELDEN]), _TEKST)


def _rij(veld: Veld | None) -> st.SearchStrategy[Rij]:
    kolommen = [kolom.id for kolom in veld.kolommen if kolom.soort != "voorbeeld"] if veld else []
    namen = st.one_of(st.sampled_from(kolommen), _TEKST) if kolommen else _TEKST
    namen = namen.filter(lambda naam: naam != KOLOM)
    return st.builds(Rij, id=_TEKST, waarden=st.dictionaries(namen, _TEKST, max_size=5))


def _rijen() -> st.SearchStrategy[dict[str, tuple[Rij, ...]]]:
    op_id = {veld.id: veld for veld in VELDEN}
    paar = _NAAM.flatmap(
        lambda naam: st.tuples(
            st.just(naam), st.lists(_rij(op_id.get(naam)), min_size=1, max_size=3).map(tuple)
        )
    )
    return st.lists(paar, max_size=4).map(dict)


_DOSSIER = st.builds(
    Dossier,
    label=_TEKST,
    teksten=st.dictionaries(_NAAM, _TEKST, max_size=8),
    keuzes=st.dictionaries(_NAAM, st.lists(_TEKST, min_size=1, max_size=3).map(tuple), max_size=4),
    rijen=_rijen(),
    punten=st.frozensets(st.one_of(st.sampled_from([punt.id for punt in PUNTEN]), _TEKST), max_size=5),
    klaar=st.frozensets(_TEKST, max_size=2),
)


def lees(dossier: Dossier) -> dict[str, Any]:
    """One gesprek of the readable file."""
    gesprek = OpenGesprek(UUID(int=1), 1, dossier, DAG, date(2026, 9, 6))
    een: dict[str, Any] = json.loads(naar_json([gesprek], laad(), lambda slug: [f"bereik {slug}"]))[
        "gesprekken"
    ][0]
    return een


def bladen(ding: Any) -> Iterator[str]:
    """Every text in a piece of JSON, also the names."""
    if isinstance(ding, dict):
        for naam, waarde in ding.items():
            yield naam
            yield from bladen(waarde)
    elif isinstance(ding, list):
        for waarde in ding:
            yield from bladen(waarde)
    else:
        yield str(ding)


@given(_DOSSIER)
@settings(max_examples=150)
def test_every_text_of_a_dossier_is_found_back(dossier: Dossier) -> None:
    gevonden = set(bladen(lees(dossier)))
    teksten = {dossier.label, *dossier.teksten.values()}
    teksten |= {gekozen for alle in dossier.keuzes.values() for gekozen in alle}
    teksten |= {
        waarde for rijen in dossier.rijen.values() for rij in rijen for waarde in rij.waarden.values()
    }
    assert teksten <= gevonden
    tekst_van = {punt.id: punt.tekst for punt in PUNTEN}
    assert {tekst_van.get(punt, punt) for punt in dossier.punten} <= gevonden
    assert dossier.klaar <= gevonden


def _antwoorden(een: dict[str, Any]) -> dict[str, Any]:
    delen = [deel for stap in een["stappen"] for deel in stap["onderdelen"]] + een["veiligheidsplan"]
    return {antwoord["vraag"]: antwoord["antwoord"] for deel in delen for antwoord in deel["antwoorden"]}


def _eerste(soort: str) -> Veld:
    return next(veld for veld in VELDEN if veld.soort == soort)


def _kolom(soort: str) -> tuple[Veld, Kolom]:
    return next((veld, kolom) for veld in VELDEN for kolom in veld.kolommen if kolom.soort == soort)


def test_a_choice_is_told_as_its_text_and_a_date_as_iso() -> None:
    keuze, datum, meer = _eerste("keuze"), _eerste("datum"), _eerste("meerkeuze")
    een = lees(Dossier(teksten={keuze.id: keuze.opties[0].id, datum.id: "2026-12-03"}))
    assert _antwoorden(een)[keuze.label] == keuze.opties[0].tekst
    assert _antwoorden(een)[datum.label] == "2026-12-03"
    een = lees(Dossier(keuzes={meer.id: ("onbekend",)}))
    assert _antwoorden(een)[meer.label] == ["onbekend"]


def test_rows_are_told_by_their_columns_and_an_aanbod_by_how_to_reach_it() -> None:
    veld, kolom = _kolom("aanbod")
    een = lees(Dossier(rijen={veld.id: (Rij("r", {kolom.id: "113", "vroeger": "van eerder"}),)}))
    assert _antwoorden(een)[veld.label] == [{kolom.label: ["113", "bereik 113"], "vroeger": "van eerder"}]


def test_an_example_is_told_to_be_one() -> None:
    veld, kolom = _kolom("voorbeeld")
    eerste = veld.kolommen[0]
    rijen = (als_voorbeeld("a", {eerste.id: "zo"}), Rij("b", {eerste.id: "eigen", KOLOM: "oud"}))
    een = lees(Dossier(rijen={veld.id: rijen}))
    assert _antwoorden(een)[veld.label] == [
        {eerste.label: "zo", kolom.label: True},
        {eerste.label: "eigen"},
    ]


def test_the_practice_case_has_a_place_for_everything() -> None:
    een = lees(oefendossier())
    assert een["oefening"] is True
    assert "overig" not in een
    assert (een["begonnen_op"], een["wordt_gewist_op"]) == ("2026-03-10", "2026-09-06")
    assert [stap["klaar"] for stap in een["stappen"]] == [
        stap.id in laad().oefencasus.klaar for stap in laad().stappen
    ]


def test_what_has_no_place_any_more_stands_at_the_end() -> None:
    een = lees(
        Dossier(
            teksten={"oud": "tekst"},
            keuzes={"oud": ("a",)},
            rijen={"oud": (Rij("r", {"k": "w"}),)},
            punten=frozenset({"oud-punt"}),
            klaar=frozenset({"stap-zeven"}),
        )
    )
    assert een["overig"] == {
        "teksten": {"oud": "tekst"},
        "keuzes": {"oud": ["a"]},
        "rijen": {"oud": [{"k": "w"}]},
        "afgevinkt": ["oud-punt"],
        "klaar": ["stap-zeven"],
    }


def test_what_was_written_to_share_is_told_and_the_keys_of_what_was_shared_are_not() -> None:
    overleg = Overleg(
        mee=("label",),
        besluiten={"label.x.1-1": "anders:iemand", "label.y.1-1": "weg"},
        herschreven={"overleg-vraag": ("digest", "Anders gezegd.")},
        maskeren=("zwembad",),
    )
    dossier = Dossier(
        teksten={"overleg-vraag": "Wat nu?"},
        rijen={"overleg-namen": (Rij("a", {"naam": "Tim"}),)},
        overleg=overleg,
        delingen={"ab" * 16: "cd" * 32},
    )
    gelezen = lees(dossier)
    assert gelezen["delen_zonder_namen"]["anders_opgeschreven"] == ["Anders gezegd.", "iemand"]
    assert gelezen["delen_zonder_namen"]["overal_weg"] == ["zwembad"]
    antwoorden = gelezen["delen_zonder_namen"]["vragen"][0]["antwoorden"]
    assert [a["antwoord"] for a in antwoorden] == ["Wat nu?", [{"Naam of bijnaam": "Tim"}]]
    assert "cd" * 32 not in json.dumps(gelezen)
    assert "overig" not in gelezen
