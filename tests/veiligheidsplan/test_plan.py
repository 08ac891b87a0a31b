"""Which sections a plan has, and how an example becomes one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Uitgangspunt
from gesprek.invoer.voorbeelden import als_voorbeeld, is_voorbeeld, zonder_voorbeelden
from gesprek.veiligheidsplan.plan import als_stap, buiten_keuze, gronden, is_begonnen, zet_voorbeelden
from tests.veiligheidsplan.hulp import ALLES, dossier

DOMEINEN = {"vp-thuis", "vp-dag", "vp-contact", "vp-badkamer", "vp-online", "vp-hobby"}
WAARDEN = st.dictionaries(st.sampled_from(["wat", "wie", "gelukt"]), st.text(max_size=20), max_size=3)


def delen(van: Dossier) -> set[str]:
    return {deel.id for deel in als_stap(laad(), van).onderdelen}


@pytest.mark.parametrize(
    ("doel", "zorg", "kinderen", "wegens"),
    [
        ("kinderen", "gedrag", "nee", {"kinderen", "domeinen"}),
        ("kinderen", "gevoelens", "ja", {"kinderen", "domeinen", "zelf"}),
        ("kinderen", "gevoelens", "nee", {"kinderen", "zelf"}),
        ("kinderen", "weet-niet", "weet-niet", {"kinderen"}),
        ("allebei", "gedrag", "nee", {"kinderen", "domeinen", "zelf"}),
        ("zelf", "gedrag", "ja", {"zelf"}),
        ("zelf", "gevoelens", "nee", {"zelf"}),
        ("", "", "", set()),
        ("", "gedrag", "", {"kinderen", "domeinen"}),
        ("", "gevoelens", "ja", {"kinderen", "domeinen", "zelf"}),
    ],
)
def test_the_purpose_chooses_why_sections_are_shown(
    doel: str, zorg: str, kinderen: str, wegens: set[str]
) -> None:
    assert gronden(dossier({"vp-doel": doel, "vp-zorg": zorg, "vp-kinderen": kinderen})) == wegens


def test_feelings_alone_open_no_rules_per_domain_and_begin_with_support() -> None:
    getoond = delen(dossier({"vp-doel": "kinderen", "vp-zorg": "gevoelens", "vp-kinderen": "nee"}))
    assert not getoond & DOMEINEN
    assert {"vp-signalen", "vp-doen", "vp-afleiding", "vp-vragen", "vp-hulp", "vp-omgeving"} <= getoond


def test_behaviour_or_children_around_open_all_six_domains() -> None:
    assert delen(dossier()) >= DOMEINEN
    assert delen(dossier({"vp-doel": "kinderen", "vp-zorg": "gevoelens", "vp-kinderen": "ja"})) >= DOMEINEN
    assert delen(dossier()) == {deel.id for deel in laad().veiligheidsplan.onderdelen}


def test_what_was_written_stays_in_sight_when_the_purpose_changes() -> None:
    van = dossier({"vp-doel": "zelf"}, thuis=[{"wat": "De deur blijft open."}])
    assert delen(van) & DOMEINEN == {"vp-thuis"}
    assert [deel.id for deel in buiten_keuze(laad(), van)] == ["vp-thuis"]
    assert not buiten_keuze(laad(), dossier(thuis=[{"wat": "De deur blijft open."}]))


def test_a_section_that_a_page_sent_is_read_even_when_it_is_not_asked_for_any_more() -> None:
    stap = als_stap(laad(), dossier({"vp-doel": "zelf"}), ["vp-online-lijst"])
    assert {deel.id for deel in stap.onderdelen} & DOMEINEN == {"vp-online"}


def test_a_plan_has_begun_with_the_first_choice_or_row() -> None:
    assert not is_begonnen(laad(), Dossier(teksten={"plan-waarom": "ja"}))
    assert is_begonnen(laad(), Dossier(teksten={"vp-doel": "zelf"}))
    assert is_begonnen(laad(), dossier({}, doen=[{"wat": "wandelen"}]))


@pytest.mark.parametrize("punt", laad().veiligheidsplan.uitgangspunten, ids=lambda punt: punt.id)
def test_examples_stand_marked_in_their_fields_once(punt: Uitgangspunt) -> None:
    stap = als_stap(laad(), Dossier(teksten=ALLES))
    een = zet_voorbeelden(Dossier(teksten=ALLES), punt, stap)
    assert zet_voorbeelden(een, punt, stap) == een
    gezet = [rij for rijen in een.rijen.values() for rij in rijen]
    assert len(gezet) == len(punt.voorbeelden)
    assert all(map(is_voorbeeld, gezet))
    assert zonder_voorbeelden(een) == Dossier(teksten=ALLES)


def test_examples_come_behind_what_is_there_and_leave_it_alone() -> None:
    punt = laad().veiligheidsplan.uitgangspunten[0]
    veld = punt.voorbeelden[0].veld
    eigen = Rij("eigen", {"wat": "van mij"})
    voor = Dossier(teksten=ALLES, rijen={veld: (eigen,)})
    na = zet_voorbeelden(voor, punt, als_stap(laad(), voor))
    assert na.rijen[veld][0] == eigen
    assert zonder_voorbeelden(na).rijen == {veld: (eigen,)}


def test_examples_of_a_section_that_is_not_asked_for_stay_out() -> None:
    voor = Dossier(teksten={"vp-doel": "zelf", "vp-zorg": "gevoelens"})
    stap = als_stap(laad(), voor)
    velden = {veld.id for deel in stap.onderdelen for veld in deel.velden}
    for punt in laad().veiligheidsplan.uitgangspunten:
        assert zet_voorbeelden(voor, punt, stap).rijen.keys() <= velden
    gezin = next(p for p in laad().veiligheidsplan.uitgangspunten if p.id == "kinderen-in-gezin")
    assert not buiten_keuze(laad(), zet_voorbeelden(voor, gezin, stap))


@given(WAARDEN, st.sampled_from(["wat", "wie", "gelukt"]), st.text(min_size=1, max_size=20))
def test_whatever_one_changes_makes_an_example_ones_own(
    waarden: dict[str, str], kolom: str, nieuw: str
) -> None:
    rij = als_voorbeeld("a", waarden)
    assert is_voorbeeld(rij) == any(waarden.values())
    anders = replace(rij, waarden={**rij.waarden, kolom: waarden.get(kolom, "") + nieuw})
    assert not is_voorbeeld(anders)
    assert not is_voorbeeld(replace(rij, waarden={**rij.waarden, "voorbeeld": ""}))
    # Empty columns that a form adds are no change.
    assert is_voorbeeld(replace(rij, waarden={**rij.waarden, "anders": ""})) == is_voorbeeld(rij)
