"""Opening a step and pressing Opslaan changes nothing, whatever stands in the dossier."""

from __future__ import annotations

import re
from functools import cache

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gesprek.dossier import Dossier, Rij, naar_json
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LANDEN, LandId, Stap, Veld
from gesprek.invoer.beelden import opties_van
from gesprek.invoer.stand import punten, velden
from gesprek.kluis import gesprekken, tijd
from tests.hulp import Bezoeker, Formulier, stapformulier, tekst
from tests.rollen import clb_medewerker, huisarts

# What a browser can hold: no control signs (HTML has none) but the tab and the newline.
TEKENS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t")
LANG = st.text(TEKENS, max_size=40)
KORT = LANG.map(lambda tekst: re.sub(r"[\n]", " ", tekst))
DATUM = st.dates().map(str) | st.sampled_from(["over een week", "2026-13-45", "2026-1-1"])


def _tekst(soort: str) -> st.SearchStrategy[str]:
    return {"lang": LANG, "kort": KORT, "datum": DATUM}.get(soort, KORT)


def _opties(veld: Veld) -> list[str]:
    """The options of both countries, and one that the content no longer has."""
    alle = dict.fromkeys(o.id for land in LANDEN for o in opties_van(veld, land))
    return [*alle, *["vervallen-keuze"] * len(alle)]


@cache
def _rijen(veld: Veld) -> st.SearchStrategy[tuple[Rij, ...]]:
    cellen = {
        kolom.id: st.sampled_from(["", *(o.id for o in kolom.opties), "vervallen"])
        if kolom.soort == "keuze"
        else _tekst(kolom.soort)
        for kolom in veld.kolommen
    }
    # A row where nothing stands is never saved.
    rij = st.fixed_dictionaries(cellen).filter(lambda waarden: any(waarden.values()))
    ids = st.from_regex(r"[a-f0-9]{8}", fullmatch=True)
    rijen = st.lists(st.tuples(ids, rij), max_size=3, unique_by=lambda paar: paar[0])
    return rijen.map(lambda paren: tuple(Rij(rij_id, waarden) for rij_id, waarden in paren))


@st.composite
def dossiers(trek: st.DrawFn, stap: Stap) -> Dossier:
    teksten: dict[str, str] = {"vervallen-veld": "blijft staan"}
    keuzes: dict[str, tuple[str, ...]] = {"vervallen-meerkeuze": ("x",)}
    rijen: dict[str, tuple[Rij, ...]] = {}
    alle = [veld for onderdeel in stap.onderdelen for veld in onderdeel.velden]
    for veld in trek(st.lists(st.sampled_from(alle), max_size=6, unique=True)):
        if veld.soort == "rijen":
            rijen[veld.id] = trek(_rijen(veld))
        elif veld.soort == "meerkeuze":
            keuzes[veld.id] = tuple(trek(st.lists(st.sampled_from(_opties(veld)), unique=True, max_size=3)))
        elif veld.soort == "keuze":
            teksten[veld.id] = trek(st.sampled_from(_opties(veld)))
        else:
            teksten[veld.id] = trek(_tekst(veld.soort))
    alle_punten = [punt.id for onderdeel in stap.onderdelen for punt in onderdeel.punten]
    gezet = trek(st.sets(st.sampled_from(alle_punten), max_size=4)) | {"vervallen-punt"}
    return Dossier("naam", teksten, keuzes, rijen, frozenset(gezet), frozenset({"vervallen-stap"}))


class TestRondreis(TestCase):
    """A browser without a script shows the form and sends it back as it is."""

    databases = {"default", "wisjournaal"}

    @settings(max_examples=25)
    @given(data=st.data(), stap=st.sampled_from(laad().stappen), land=st.sampled_from(LANDEN))
    def test_opening_a_step_and_saving_it_changes_nothing(
        self, data: st.DataObject, stap: Stap, land: LandId
    ) -> None:
        dossier = data.draw(dossiers(stap))
        wie = huisarts() if land == "nl" else clb_medewerker()
        kluis = wie.sessie().kluis
        gesprek = gesprekken.nieuw(kluis, dossier)
        voor = naar_json(gesprek.dossier)
        antwoord = wie.schrijf(gesprek.id, {}, stap.id)
        assert antwoord.status_code == 303
        assert naar_json(gesprekken.laad(kluis, gesprek.id, tijd.vandaag()).dossier) == voor


@pytest.mark.django_db(databases="__all__")
def test_a_text_of_nothing_but_white_space_stays_as_it_is() -> None:
    wie = huisarts()
    kluis = wie.sessie().kluis
    gesprek = gesprekken.nieuw(kluis, Dossier(teksten={"opening-merk": " \n\n "}))
    assert wie.schrijf(gesprek.id, {}, "gesprek-aangaan").status_code == 303
    assert gesprekken.laad(kluis, gesprek.id, tijd.vandaag()).dossier == gesprek.dossier


@pytest.mark.django_db(databases="__all__")
def test_a_change_of_country_costs_no_choice() -> None:
    """Options of the other country are not on the page; saving there must not take them away."""
    wie: Bezoeker = huisarts()
    kluis = wie.sessie().kluis
    keuzes: dict[str, tuple[str, ...]] = {}
    teksten: dict[str, str] = {}
    for stap in laad().stappen:
        for veld in velden(stap, "nl"):
            if veld.soort == "meerkeuze":
                keuzes[veld.id] = tuple(optie.id for optie in opties_van(veld, "nl"))
            elif veld.soort == "keuze":
                teksten[veld.id] = opties_van(veld, "nl")[-1].id
    gezet = frozenset(punt.id for stap in laad().stappen for punt in punten(stap.onderdelen, "nl"))
    gesprek = gesprekken.nieuw(kluis, Dossier(teksten=teksten, keuzes=keuzes, punten=gezet))
    wie.post(reverse("kluis:instellingen"), {"land": "vl", "rol": "clb", "bewaardagen": "30"})
    for stap in laad().stappen:
        assert wie.schrijf(gesprek.id, {}, stap.id).status_code == 303
    na = gesprekken.laad(wie.sessie().kluis, gesprek.id, tijd.vandaag()).dossier
    assert (na.teksten, na.keuzes, na.punten) == (teksten, keuzes, gezet)


VERVALLEN = Dossier(
    teksten={"overleg-protocol": "vervallen"},
    keuzes={"verdieping-themas": ("vervallen", "kindermisbruik")},
    rijen={"concreet-waarnemingen": (Rij("aa", {"wat": "iets", "zeker": "vervallen"}),)},
)


@pytest.mark.django_db(databases="__all__")
def test_a_choice_that_the_content_no_longer_offers_stays_until_it_is_replaced() -> None:
    wie = huisarts()
    kluis = wie.sessie().kluis
    gesprek = gesprekken.nieuw(kluis, VERVALLEN)

    def nu() -> Dossier:
        return gesprekken.laad(kluis, gesprek.id, tijd.vandaag()).dossier

    wie.schrijf(gesprek.id, {"t.gevoel-wat": "iets anders"})
    assert nu().teksten["overleg-protocol"] == "vervallen"
    assert nu().keuzes == VERVALLEN.keuzes
    assert nu().rijen["concreet-waarnemingen"][0].waarden["zeker"] == "vervallen"
    nieuw = next(v for v in velden(laad().stappen[0], "nl") if v.id == "overleg-protocol").opties[0].id
    wie.schrijf(
        gesprek.id,
        {
            "t.overleg-protocol": nieuw,
            "k.verdieping-themas": ["", "kindermisbruik"],
            "r.concreet-waarnemingen.aa.zeker": "feit",
        },
    )
    assert nu().teksten["overleg-protocol"] == nieuw
    assert nu().keuzes["verdieping-themas"] == ("kindermisbruik",)
    assert nu().rijen["concreet-waarnemingen"][0].waarden["zeker"] == "feit"


@pytest.mark.django_db(databases="__all__")
def test_a_choice_that_is_no_longer_offered_is_shown_as_chosen_before() -> None:
    wie = huisarts()
    gesprek = gesprekken.nieuw(wie.sessie().kluis, VERVALLEN)
    pagina = wie.stap(gesprek.id)
    formulier = stapformulier(pagina)
    assert formulier["r.concreet-waarnemingen.aa.zeker"] == ""
    for naam in ("t.overleg-protocol", "k.verdieping-themas", "r.concreet-waarnemingen.aa.zeker"):
        assert (naam, "vervallen") in formulier.velden
    assert tekst(pagina).count("Eerder gekozen: vervallen") == 3


@pytest.mark.django_db(databases="__all__")
def test_a_row_with_text_in_a_column_that_is_gone_stays() -> None:
    wie = huisarts()
    kluis = wie.sessie().kluis
    rij = Rij("aa", {"vroeger": "tekst in een oude kolom"})
    gesprek = gesprekken.nieuw(kluis, Dossier(rijen={"concreet-waarnemingen": (rij,)}))
    assert wie.schrijf(gesprek.id, {"t.gevoel-wat": "iets anders"}, htmx=True).status_code == 200
    (na,) = gesprekken.laad(kluis, gesprek.id, tijd.vandaag()).dossier.rijen["concreet-waarnemingen"]
    assert na.waarden["vroeger"] == "tekst in een oude kolom"
    wie.schrijf(gesprek.id, {}, knop="weg:concreet-waarnemingen:aa")
    assert not gesprekken.laad(kluis, gesprek.id, tijd.vandaag()).dossier.rijen


def _alles_ingevuld(formulier: Formulier, stap: Stap, land: LandId) -> dict[str, str | list[str]]:
    """Something in everything that only this country has."""
    waarden: dict[str, str | list[str]] = {}
    for veld in velden(stap, land):
        for optie in opties_van(veld, land):
            if land in (veld.land, optie.land) and veld.soort == "meerkeuze":
                waarden[f"k.{veld.id}"] = ["", optie.id]
            elif land in (veld.land, optie.land):
                waarden[f"t.{veld.id}"] = optie.id
        if veld.land == land and veld.soort in ("lang", "kort"):
            waarden[f"t.{veld.id}"] = f"antwoord in {land}"
        elif veld.land == land and veld.soort == "rijen":
            naam = next(n for n in formulier.namen if n.startswith(f"r.{veld.id}."))
            waarden[naam] = f"rij in {land}"
    return waarden | {f"p.{p.id}": "ja" for p in punten(stap.onderdelen, land) if p.land == land}


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(("land", "ander"), [("nl", "vl"), ("vl", "nl")])
def test_a_page_from_before_a_change_of_country_loses_nothing(
    land: LandId, ander: LandId, htmx: bool
) -> None:
    wie = huisarts() if land == "nl" else clb_medewerker()
    gesprek = wie.nieuw_gesprek()
    paginas = {stap: wie.stap(gesprek, stap.id) for stap in laad().stappen}
    rol = "huisarts" if ander == "nl" else "clb"
    wie.post(reverse("kluis:instellingen"), {"land": ander, "rol": rol, "bewaardagen": "30"})
    gestuurd = 0
    for stap, pagina in paginas.items():
        waarden = _alles_ingevuld(stapformulier(pagina), stap, land)
        gestuurd += len(waarden)
        antwoord = wie.verstuur(pagina, waarden, knop="opslaan", htmx=htmx)
        assert antwoord.status_code == (200 if htmx else 303)
        na = gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier
        for naam, waarde in waarden.items():
            soort, _, rest = naam.partition(".")
            if soort == "t":
                assert na.teksten[rest] == waarde
            elif soort == "k":
                assert na.keuzes[rest] == (waarde[-1],)
            elif soort == "p":
                assert rest in na.punten
            else:
                assert waarde in next(iter(na.rijen[rest.split(".")[0]])).waarden.values()
    assert gestuurd


@pytest.mark.django_db(databases="__all__")
def test_a_choice_that_was_never_offered_is_not_taken() -> None:
    wie = huisarts()
    kluis = wie.sessie().kluis
    gesprek = gesprekken.nieuw(kluis, Dossier())
    rij = stapformulier(wie.stap(gesprek.id))["volgorde.concreet-waarnemingen"]
    verzonnen = {
        "t.overleg-protocol": "verzonnen",
        "k.verdieping-themas": ["", "verzonnen"],
        f"r.concreet-waarnemingen.{rij}.zeker": "verzonnen",
        f"r.concreet-waarnemingen.{rij}.wat": "iets",
    }
    assert wie.schrijf(gesprek.id, verzonnen).status_code == 303
    assert b"verzonnen" not in naar_json(gesprekken.laad(kluis, gesprek.id, tijd.vandaag()).dossier)
