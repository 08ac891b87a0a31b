"""What stands on the paper, and that nothing is lost on the way."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LANDEN, LandId
from gesprek.inhoud.opmaak import naar_html
from gesprek.invoer.voorbeelden import als_voorbeeld
from gesprek.verslag.opbouw import naast_de_stappen
from gesprek.verslag.vormen import Antwoord, Keuze, Verslag
from tests.verslag.hulp import BIJ, STAPPEN, alles, contact, kaal, verslag, zegt

INHOUD = laad()
DELEN = [deel for stap in INHOUD.stappen for deel in stap.onderdelen]
VELDEN = [veld for deel in INHOUD.onderdelen for veld in deel.velden]
tekst = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(lambda t: bool(t.strip()))
namen = st.sampled_from([veld.id for veld in VELDEN] + ["verdwenen", "oud-veld"])
kolommen = st.sampled_from([kolom.id for veld in VELDEN for kolom in veld.kolommen] + ["verdwenen"])
dossiers = st.builds(
    Dossier,
    label=tekst,
    teksten=st.dictionaries(namen, tekst, max_size=12),
    keuzes=st.dictionaries(namen, st.lists(tekst, min_size=1, max_size=3).map(tuple), max_size=4),
    rijen=st.dictionaries(
        namen,
        st.lists(
            st.builds(Rij, id=st.just("r1"), waarden=st.dictionaries(kolommen, tekst, max_size=3)), max_size=3
        ).map(tuple),
        max_size=4,
    ),
    punten=st.frozensets(st.sampled_from([p.id for d in DELEN for p in d.punten] + ["weg"]), max_size=8),
)


def _woorden(ding: Any) -> str:
    """Every string inside, in order."""
    if isinstance(ding, str):
        return ding
    if is_dataclass(ding):
        return "".join(_woorden(getattr(ding, veld.name)) for veld in fields(ding))
    return "".join(map(_woorden, ding)) if isinstance(ding, tuple) else ""


def _antwoorden(gemaakt: Verslag) -> dict[str, Antwoord]:
    return {a.label: a for stap in gemaakt.stappen for deel in stap.onderdelen for a in deel.antwoorden}


@given(dossiers, st.sampled_from(LANDEN), st.booleans())
def test_every_text_of_any_dossier_is_in_the_report(dossier: Dossier, land: LandId, uitleg: bool) -> None:
    papier = kaal(_woorden(verslag(dossier, alles(uitleg=uitleg), land)))
    assert [woord for woord in zegt(dossier) if kaal(woord) not in papier] == []


def test_the_practice_case_has_everything_in_its_own_place() -> None:
    gemaakt = verslag(oefendossier())
    assert (gemaakt.andere, gemaakt.andere_punten, gemaakt.weggelaten) == ((), (), ())
    papier = kaal(_woorden(gemaakt))
    assert [woord for woord in zegt(oefendossier()) if kaal(woord) not in papier] == []
    assert gemaakt.oefening


def test_steps_parts_and_questions_keep_the_order_of_the_content() -> None:
    gemaakt = verslag(Dossier())
    assert [stap.nummer for stap in gemaakt.stappen] == [1, 2, 3, 4, 5, 6]
    assert [deel.titel for stap in gemaakt.stappen for deel in stap.onderdelen] == [d.titel for d in DELEN]
    assert all(antwoord.leeg for antwoord in _antwoorden(gemaakt).values())


def test_a_point_says_whether_it_is_done() -> None:
    punt = DELEN[0].punten[0]
    gemaakt = verslag(Dossier(punten=frozenset({punt.id})))
    assert [stand.gedaan for stand in gemaakt.stappen[0].onderdelen[0].punten][:2] == [True, False]
    assert gemaakt.stappen[0].onderdelen[0].punten[0].tekst == punt.tekst


def test_a_step_that_was_not_chosen_is_left_out_and_named() -> None:
    eerste = INHOUD.stappen[0]
    gemaakt = verslag(oefendossier(), Keuze(STAPPEN - {eerste.id}, False, BIJ))
    assert gemaakt.weggelaten == (f"Stap 1: {eerste.titel}",)
    papier = kaal(_woorden(gemaakt))
    assert kaal(oefendossier().teksten["gevoel-wat"]) not in papier


def test_a_step_that_was_not_chosen_leaves_nothing_under_other_notes() -> None:
    dossier = Dossier(teksten={"verdwenen": "Een oude gedachte"}, punten=frozenset({"weg"}))
    deels = verslag(dossier, Keuze(frozenset({INHOUD.stappen[0].id}), False, BIJ))
    assert (deels.andere, deels.andere_punten) == ((), ())
    alles = verslag(dossier)
    assert [antwoord.label for antwoord in alles.andere] == ["verdwenen"]
    assert alles.andere_punten == ("weg",)


def test_a_question_that_changed_its_kind_keeps_what_was_written_before() -> None:
    meerkeuze = next(veld for veld in VELDEN if veld.soort == "meerkeuze")
    gemaakt = verslag(Dossier(teksten={meerkeuze.id: "Vroeger mocht je hier schrijven"}))
    assert _antwoorden(gemaakt)[meerkeuze.label].alineas[0].tekst == "Vroeger mocht je hier schrijven"


def test_a_date_is_written_out_and_what_is_no_date_stays() -> None:
    datum = next(veld for veld in VELDEN if veld.soort == "datum")
    for waarde, woorden in (("2026-05-03", "3 mei 2026"), ("volgende week", "volgende week")):
        gemaakt = verslag(Dossier(teksten={datum.id: waarde}))
        assert _antwoorden(gemaakt)[datum.label].alineas[0].tekst == woorden


def test_chosen_questions_stand_there_in_full() -> None:
    veld = next(veld for veld in VELDEN if veld.opties_uit)
    familie = next(f for f in INHOUD.vragen.families if f.id == veld.opties_uit)
    gemaakt = verslag(Dossier(keuzes={veld.id: (familie.vragen[1].id, familie.vragen[0].id)}))
    keuzes = _antwoorden(gemaakt)[veld.label].keuzes
    assert [keuze[0].tekst for keuze in keuzes] == [familie.vragen[1].tekst, familie.vragen[0].tekst]


def test_rows_are_counted_and_an_empty_one_is_skipped() -> None:
    veld = next(veld for veld in VELDEN if veld.soort == "rijen")
    eerste = veld.kolommen[0]
    rijen = (Rij("a", {eerste.id: "een"}), Rij("b", {eerste.id: " "}), Rij("c", {eerste.id: "twee"}))
    gevonden = _antwoorden(verslag(Dossier(rijen={veld.id: rijen})))[veld.label].rijen
    assert [rij.naam for rij in gevonden] == [f"{veld.rij.capitalize()} 1", f"{veld.rij.capitalize()} 2"]
    assert [rij.cellen[0].alineas[0].tekst for rij in gevonden] == ["een", "twee"]


def _uitleg(land: LandId, rol: str) -> set[str]:
    """All guidance on the paper of this country and role."""
    gemaakt = verslag(Dossier(), alles(uitleg=True), land, rol)
    delen = [stuk for stap in gemaakt.stappen for deel in stap.onderdelen for stuk in deel.uitleg]
    return {stuk.html for stuk in (*delen, *gemaakt.kaders)}


@pytest.mark.parametrize("land", LANDEN)
def test_every_block_of_the_own_country_is_there_and_none_of_the_other(land: LandId) -> None:
    papier = _uitleg(land, "anders")
    blokken = [*(blok for deel in DELEN for blok in deel.blokken), *INHOUD.geheim.blokken]
    assert {b.land for b in blokken} == {None, *LANDEN}
    hier = {naar_html(b.tekst, contact) for b in blokken if b.land in (None, land) and not b.rollen}
    elders = {naar_html(b.tekst, contact) for b in blokken} - hier
    assert hier <= papier
    assert papier & elders == set()


def test_a_role_with_a_meldcode_of_its_own_gets_that_one_instead() -> None:
    for blokken in ([blok for deel in DELEN for blok in deel.blokken], INHOUD.geheim.blokken):
        eigen = next(b for b in blokken if b.groep == "meldcode" and "huisarts" in b.rollen)
        algemeen = next(b for b in blokken if b.groep == "meldcode" and b.anders)
        for rol, wel, niet in (("huisarts", eigen, algemeen), ("jeugdhulp", algemeen, eigen)):
            papier = _uitleg("nl", rol)
            assert naar_html(wel.tekst, contact) in papier
            assert naar_html(niet.tekst, contact) not in papier


def test_guidance_says_where_it_rests_on_and_that_no_lawyer_looked() -> None:
    papier = _woorden(verslag(Dossier(), alles(uitleg=True)))
    assert "Bron: Handleiding 2022" in papier
    assert "Nog niet juridisch nagekeken." in papier
    assert "Anders dan in 2022:" in papier
    assert "Bron:" not in _woorden(verslag(Dossier()))


def test_the_days_and_the_numbers_are_on_the_first_page() -> None:
    gemaakt = verslag(Dossier())
    assert (gemaakt.gemaakt_op, gemaakt.verwijderd_op) == ("10 maart 2026", "9 april 2026")
    assert (gemaakt.land, gemaakt.rol) == ("Nederland", "Huisarts")
    assert gemaakt.nummers[0].waarvoor == "Direct gevaar"


PLANVELD = next(veld for veld in INHOUD.veiligheidsplan.onderdelen[-1].velden if veld.soort == "lang")
AFSPRAKEN = next(
    veld
    for deel in INHOUD.veiligheidsplan.onderdelen
    for veld in deel.velden
    if {"wat", "voorbeeld"} <= {kolom.id for kolom in veld.kolommen}
)


def test_the_plan_has_a_part_of_its_own_with_what_it_holds_and_no_more() -> None:
    assert verslag(Dossier()).bij == ()
    gemaakt = verslag(Dossier(teksten={PLANVELD.id: "We bellen elkaar"}))
    (plan,) = gemaakt.bij
    assert plan.titel == INHOUD.veiligheidsplan.titel
    assert [(a.label, a.alineas[0].tekst) for deel in plan.onderdelen for a in deel.antwoorden] == [
        (PLANVELD.label, "We bellen elkaar")
    ]
    assert gemaakt.andere == ()


def test_a_row_that_is_still_an_example_says_so_until_it_is_changed() -> None:
    voorbeeld = als_voorbeeld("r1", {"wat": "Ik bel mijn zus"})
    eigen = Rij("r2", {**voorbeeld.waarden, "wat": "Ik bel mijn broer"})
    (plan,) = verslag(Dossier(rijen={AFSPRAKEN.id: (voorbeeld, eigen)})).bij
    rijen = plan.onderdelen[0].antwoorden[0].rijen
    assert [rij.voorbeeld for rij in rijen] == [True, False]
    assert voorbeeld.waarden["voorbeeld"] not in _woorden(plan)


def test_a_plan_that_was_not_chosen_is_left_out_and_named() -> None:
    dossier = Dossier(teksten={PLANVELD.id: "We bellen elkaar"}, keuzes={"vp-bewust": ("a", "b")})
    gemaakt = verslag(dossier, Keuze(STAPPEN, False, frozenset()))
    assert gemaakt.bij == ()
    assert gemaakt.weggelaten == (INHOUD.veiligheidsplan.titel,)
    assert verslag(dossier).bij[0].bewust == 2


def test_every_field_of_the_content_has_a_place_in_the_report_but_for_the_names_that_are_never_shared() -> (
    None
):
    naast = {veld.id for _naam, _titel, delen in naast_de_stappen(INHOUD) for d in delen for veld in d.velden}
    assert {veld.id for deel in DELEN for veld in deel.velden} | naast == {
        veld.id for veld in VELDEN if veld.id != INHOUD.overleg.namen
    }


def test_a_long_row_may_be_cut_between_pages_and_a_short_one_stays_together() -> None:
    rijen = (Rij("a", {"wat": "Ik bel mijn zus."}), Rij("b", {"wat": "Ik bel mijn zus. " * 100}))
    stap = next(
        stap for stap in verslag(Dossier(rijen={"afspraken-lijst": rijen})).stappen if stap.nummer == 5
    )
    gevonden = [rij for deel in stap.onderdelen for a in deel.antwoorden for rij in a.rijen]
    assert [rij.kort for rij in gevonden] == [True, False]
