"""The plan check names what is missing, kindly and per agreement, and estimates nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.invoer.voorbeelden import als_voorbeeld
from gesprek.veiligheidsplan import nakijken
from gesprek.veiligheidsplan.nakijken import is_alleen_verbod
from tests.veiligheidsplan.hulp import GOED, dossier, nagekeken, namen

VOL: dict[str, Any] = {"vragen": [{"wie": "zus", "weet": "ja", "bereikbaar": "altijd"}], "samen": [GOED]}
MET_DAG = {"vp-bekijken": "2026-12-15"}


def test_a_plan_with_all_of_it_gets_no_remark() -> None:
    assert nagekeken(dossier(teksten=MET_DAG, **VOL)) == []


@pytest.mark.parametrize(
    ("weg", "soort"), [("wie", "geen-wie"), ("gelukt", "geen-gelukt"), ("wat", "geen-wat")]
)
def test_an_agreement_that_lacks_something_is_named_with_its_place(weg: str, soort: str) -> None:
    van = dossier(teksten=MET_DAG, **{**VOL, "thuis": [{**GOED, weg: "  "}]})
    [deel] = nagekeken(van)
    [opmerking] = deel.opmerkingen
    assert (opmerking.id, opmerking.deel, opmerking.veld) == (f"{soort}.thuis1", "vp-thuis", "vp-thuis-lijst")
    assert (deel.rij, deel.kop) == ("thuis1", "" if weg == "wat" else GOED["wat"])


def test_a_day_to_look_again_may_be_of_the_agreement_or_of_the_whole_plan() -> None:
    zonder = {**GOED, "bekijken": ""}
    assert namen(dossier(**{**VOL, "samen": [zonder]})) == {"geen-dag.samen1", "geen-plandag"}
    assert namen(dossier(teksten=MET_DAG, **{**VOL, "samen": [zonder]})) == set()


@pytest.mark.parametrize(
    ("dag", "soort"),
    [
        ("2026-11-21", "dag-voorbij"),
        ("2026-11-22", ""),
        ("2027-01-31", ""),
        ("2027-02-01", "dag-na-wissen"),
        ("volgende week", "geen-datum"),
    ],
)
def test_a_day_that_is_past_or_after_the_deletion_is_named(dag: str, soort: str) -> None:
    # A day that is left as it is on purpose is that day, and not the next one.
    achter = "" if soort == "geen-datum" else f".{dag}"
    rij = dossier(teksten=MET_DAG, **{**VOL, "samen": [{**GOED, "bekijken": dag}]})
    assert namen(rij) == ({f"{soort}.samen1{achter}"} if soort else set())
    geheel = dossier(teksten={"vp-bekijken": dag}, **VOL)
    assert namen(geheel) == ({f"{soort}{achter}"} if soort else set())


def test_a_practice_case_is_not_warned_of_its_own_short_life() -> None:
    van = dossier(teksten={"vp-bekijken": "2027-06-01"}, **VOL)
    assert namen(van) == {"dag-na-wissen.2027-06-01"}
    assert namen(van.met(oefening=True)) == set()


@pytest.mark.parametrize("bereikbaar", ["overdag", ""])
def test_somebody_must_be_there_in_the_evening(bereikbaar: str) -> None:
    alleen = {"wie": "zus", "weet": "ja", "bereikbaar": bereikbaar}
    van = dossier(teksten=MET_DAG, samen=[GOED], vragen=[alleen])
    assert namen(van) == {"niemand-laat"}
    erbij = dossier(teksten=MET_DAG, samen=[GOED], vragen=[alleen], hulp=[{"kaart": "113"}])
    assert namen(erbij) == {"niemand-laat"}
    assert namen(erbij, altijd=["113"]) == set()


def test_somebody_must_know_of_the_plan() -> None:
    van: dict[str, Any] = {
        "teksten": MET_DAG,
        "samen": [GOED],
        "hulp": [{"naar": "dokter", "bereikbaar": "altijd"}],
    }
    assert namen(dossier(**van)) == {"niemand-weet"}
    assert namen(dossier(**van, volwassenen=[{"wie": "zus", "gevraagd": "ja"}])) == set()


def test_suicidal_thoughts_of_step_three_ask_for_somebody_to_call() -> None:
    gevoelens = {"verhaal-gevoelens": ("zelfdoding",)}
    assert "zelfdoding" in namen(dossier(keuzes=gevoelens))
    assert "zelfdoding" not in namen(dossier())
    assert "zelfdoding" not in namen(dossier(keuzes=gevoelens, hulp=[{"kaart": "113"}]))
    assert "zelfdoding" not in namen(dossier(keuzes=gevoelens, vragen=[{"wie": "zus"}]))


def test_the_ids_that_the_check_reads_are_those_of_the_content() -> None:
    velden = {veld.id: veld for deel in laad().onderdelen for veld in deel.velden}
    opties = {optie.id for optie in velden[nakijken.GEVOELENS].opties}
    assert nakijken.ZELFDODING in opties
    for naam in (nakijken.VRAGEN, nakijken.HULP, nakijken.VOLWASSENEN, nakijken.BEKIJKEN):
        assert naam in velden
    assert nakijken.AFSPRAAK in laad().veiligheidsplan.kolomsets
    late = {
        optie.id
        for naam in (nakijken.VRAGEN, nakijken.HULP)
        for kolom in velden[naam].kolommen
        if kolom.id == "bereikbaar"
        for optie in kolom.opties
    }
    assert late >= nakijken.LAAT


def test_an_agreement_that_ended_is_not_looked_at_any_more() -> None:
    af = {"wat": "Niet chatten", "stand": "gelukt"}
    assert namen(dossier(teksten=MET_DAG, **{**VOL, "thuis": [af]})) == set()


def test_a_plan_for_the_client_alone_asks_about_the_children_around() -> None:
    def van(**begin: str) -> set[str]:
        anders = {f"vp-{naam}": waarde for naam, waarde in begin.items()}
        return namen(dossier(anders, teksten=MET_DAG, **VOL))

    assert van(doel="zelf", kinderen="ja") == {"kinderen"}
    assert van(doel="zelf", zorg="gedrag") == {"kinderen"}
    assert van(doel="zelf", zorg="gevoelens", kinderen="nee") == set()
    assert van(doel="allebei", kinderen="ja") == set()


def test_examples_count_for_nothing() -> None:
    voorbeeld = als_voorbeeld("vb", {"wie": "zus", "weet": "ja", "bereikbaar": "altijd"})
    afspraak = als_voorbeeld("va", {"wat": "Niet doen"})
    van = Dossier(
        teksten={"vp-doel": "allebei", **MET_DAG},
        rijen={"vp-vragen-lijst": (voorbeeld,), "vp-samen-lijst": (afspraak,)},
    )
    assert namen(van) == {"niemand-laat", "niemand-weet", "geen-afspraak"}


@pytest.mark.parametrize(
    ("tekst", "alleen"),
    [
        ("Niet alleen thuis met de kinderen", True),
        ("Ik kom niet op hun kamer. Geen telefoon in bed.", True),
        ("nooit meer chatten", True),
        ("Ik kom niet op hun kamer, ik lees voor in de woonkamer.", False),
        ("Ik kom niet op hun kamer. Voorlezen doe ik beneden.", False),
        ("Ik chat niet meer maar bel met mijn broer", False),
        ("Alleen met een andere volwassene erbij in huis", False),
        ("Ik bel mijn zus als het lastig wordt", False),
        ("Ik doe dit nietsvermoedend samen", False),
        ("Ik ben niet alleen met kinderen", True),
        ("Ik ben nooit alleen met een kind", True),
        ("Ik ben nergens alleen met een kind.", True),
        ("Ik stop met chatten", True),
        ("Ik stop mijn telefoon om tien uur in de la", False),
        ("De deur is niet op slot", False),
        ("Ik vergeet mijn pillen niet", False),
        ("", False),
        (" . , ", False),
    ],
)
def test_a_prohibition_without_an_alternative_is_seen(tekst: str, alleen: bool) -> None:
    assert is_alleen_verbod(tekst) is alleen


def test_what_was_left_on_purpose_is_still_there_and_marked() -> None:
    van = dossier(keuzes={"vp-bewust": ("geen-wie.samen1", "bestaat-niet")}, samen=[{**GOED, "wie": ""}])
    bewust = {o.id: o.bewust for deel in nagekeken(van) for o in deel.opmerkingen}
    assert bewust["geen-wie.samen1"]
    assert not any(waarde for naam, waarde in bewust.items() if naam != "geen-wie.samen1")


@given(
    st.dictionaries(st.sampled_from(["wat", "wie", "gelukt", "bekijken"]), st.text(max_size=80), max_size=4),
    st.text(max_size=30),
)
def test_whatever_is_written_the_check_answers_with_places_that_exist(
    waarden: dict[str, str], bekijken: str
) -> None:
    van = dossier(teksten={"vp-bekijken": bekijken}, samen=[waarden], thuis=[waarden])
    alle = [opmerking for deel in nagekeken(van) for opmerking in deel.opmerkingen]
    assert len({opmerking.id for opmerking in alle}) == len(alle)
    velden = {veld.id: deel.id for deel in laad().veiligheidsplan.onderdelen for veld in deel.velden}
    for opmerking in alle:
        assert velden.get(opmerking.veld, "") == opmerking.deel
        assert opmerking.tekst
        assert "risico" not in opmerking.tekst.lower()
