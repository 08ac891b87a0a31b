"""The content of the safety plan: what it holds apart, and what a finder of the client's paper could read."""

from __future__ import annotations

import re

import pytest

from gesprek.inhoud import model
from gesprek.inhoud.lader import laad
from gesprek.verslag.discreet import vind
from sociale_kaart.startgegevens import lees as lees_organisaties

INHOUD = laad()
PLAN = INHOUD.veiligheidsplan
VELDEN = {veld.id: (deel, veld) for deel in PLAN.onderdelen for veld in deel.velden}
VOORBEELDEN = [voorbeeld for punt in PLAN.uitgangspunten for voorbeeld in punt.voorbeelden]
AFSPRAKEN = [v for v in VOORBEELDEN if VELDEN[v.veld][1].kolommen_uit == "afspraak"]
HIJ_OF_ZIJ = re.compile(r"(?<!\w)(?:hij|zijn cliënt|de cliënt|je|jij|jouw)(?!\w)", re.IGNORECASE)

VERRAADT = re.compile(
    r"seks|sex|misbruik|mishandel|porno|pedo|hebefil|naakt|lust|opwind|grooming|zeden|ontucht|incest"
    r"|\bkind|minderjarig|\bjongere|neefje|nichtje|zoontje|dochter|leerling|slachtoffer|dader|\bpleger"
    r"|zelfmoord|zelfdod|su[iï]cid|\bdood|\bsterven|risico|gevaar|terugval|veiligheid|delict|strafbaar"
    r"|politie|justitie|reclassering|forensisch|\bwaag\b|veilig thuis|stop\s*it\s*now|\bbeelden|\bdrang\b",
    re.IGNORECASE,
)
"""What somebody else who finds the paper could use against its owner. The app itself looks for less in what the client
says (discreet.toml): our own texts can do without all of these."""


def _verraadt(tekst: str) -> bool:
    return bool(VERRAADT.search(tekst) or vind(tekst, INHOUD.discreet))


def _op_papier() -> list[tuple[str, str]]:
    """(place, words of ours) that may stand on a paper of the client: headings, and options in columns that do."""
    uit = []
    for deel in INHOUD.onderdelen:
        for veld in deel.velden:
            uit.append((veld.id, veld.op_kaart))
            for kolom in veld.kolommen:
                uit.append((f"{veld.id}.{kolom.id}", kolom.op_kaart))
                if kolom.op_kaart:
                    uit += [(f"{veld.id}.{kolom.id}.{optie.id}", optie.tekst) for optie in kolom.opties]
    return [(plek, tekst) for plek, tekst in uit if tekst]


def test_er_zijn_vier_situaties_om_mee_te_beginnen() -> None:
    assert [punt.id for punt in PLAN.uitgangspunten] == [
        "misbruikbeelden", "gevoelens", "kinderen-in-gezin", "suicidale-gedachten",
    ]  # fmt: skip
    assert [punt.id for punt in PLAN.uitgangspunten if not (punt.titel and punt.kort and punt.bron)] == []
    assert [len(p.voorbeelden) for p in PLAN.uitgangspunten if not 6 <= len(p.voorbeelden) <= 10] == []


def test_elk_deel_van_het_plan_heeft_uitleg_een_vraag_om_te_stellen_en_een_bron() -> None:
    delen = (PLAN.begin, *PLAN.onderdelen)
    assert [deel.id for deel in delen if not (len(deel.uitleg) > 100 and deel.velden and deel.bron)] == []
    # One way to ask it, in the words that one would use.
    assert [deel.id for deel in PLAN.onderdelen if not re.search(r"\*[^*]+\?\*", deel.uitleg)] == []
    assert [t for deel in delen for t in (deel.uitleg, *(v.label for v in deel.velden)) if "…" in t] == []


def test_gevoelens_zonder_gedrag_zetten_niets_in_de_domeinen() -> None:
    gevoelens = next(punt for punt in PLAN.uitgangspunten if punt.id == "gevoelens")
    delen = {
        VELDEN[voorbeeld.veld][0].id: VELDEN[voorbeeld.veld][0].bij for voorbeeld in gevoelens.voorbeelden
    }
    assert [deel for deel, bij in delen.items() if "domeinen" in bij] == []
    # Nothing about children either: support, and the client's own safety.
    assert [deel for deel, bij in delen.items() if "kinderen" in bij] == []
    assert any("zelf" in bij for bij in delen.values())


def test_er_zijn_zes_domeinen_en_gedrag_of_kinderen_vullen_er_een_paar() -> None:
    domeinen = [deel.id for deel in PLAN.onderdelen if "domeinen" in deel.bij]
    assert domeinen == ["vp-thuis", "vp-dag", "vp-contact", "vp-badkamer", "vp-online", "vp-hobby"]
    gevuld = {
        punt.id: {VELDEN[v.veld][0].id for v in punt.voorbeelden}.intersection(domeinen)
        for punt in PLAN.uitgangspunten
    }
    assert "vp-online" in gevuld["misbruikbeelden"]
    assert {"vp-thuis", "vp-badkamer", "vp-contact"} <= gevuld["kinderen-in-gezin"]
    assert gevuld["suicidale-gedachten"] == set()


def test_gedachten_aan_zelfdoding_krijgen_elke_stap_van_stanley_en_brown_tot_de_hulplijnen() -> None:
    # The lines of step 5 differ per country: the app offers those itself.
    punt = next(punt for punt in PLAN.uitgangspunten if punt.id == "suicidale-gedachten")
    assert {VELDEN[v.veld][0].id for v in punt.voorbeelden} == {
        "vp-signalen", "vp-doen", "vp-afleiding", "vp-vragen", "vp-omgeving",
    }  # fmt: skip


@pytest.mark.parametrize("voorbeeld", AFSPRAKEN, ids=lambda v: v.id)
def test_elke_voorbeeldafspraak_zegt_wie_hoe_je_het_merkt_en_wat_er_anders_kan(
    voorbeeld: model.Voorbeeld,
) -> None:
    assert {naam for naam in ("wat", "wie", "gelukt", "anders") if voorbeeld.waarden.get(naam)} == {
        "wat", "wie", "gelukt", "anders",
    }  # fmt: skip
    # A rule says what one does, not what one may not.
    assert re.search(r"(?<!\w)(?:niet|geen|nooit|verboden)(?!\w)", voorbeeld.waarden["wat"]) is None


def test_een_voorbeeld_noemt_geen_dag_want_die_is_straks_voorbij() -> None:
    data = [
        (v.id, naam)
        for v in VOORBEELDEN
        for naam in v.waarden
        for kolom in VELDEN[v.veld][1].kolommen
        if kolom.id == naam and kolom.soort == "datum"
    ]
    assert data == []


def test_een_voorbeeld_voor_het_papier_is_in_de_ik_vorm() -> None:
    mis = [
        (v.id, waarde)
        for v in VOORBEELDEN
        if VELDEN[v.veld][1].op_kaart
        for waarde in v.waarden.values()
        if HIJ_OF_ZIJ.search(waarde.replace("hij of zij", ""))
    ]
    assert mis == []


def test_geen_kop_op_het_papier_en_geen_voorbeeld_verraadt_iets() -> None:
    koppen = _op_papier()
    assert len(koppen) > 40
    assert [(plek, tekst) for plek, tekst in koppen if _verraadt(tekst)] == []
    waarden = [(v.id, waarde) for v in VOORBEELDEN for waarde in v.waarden.values()]
    assert [(naam, waarde) for naam, waarde in waarden if _verraadt(waarde)] == []


@pytest.mark.parametrize(
    "zin",
    ["Ons veiligheidsplan", "Bel Stop it Now", "Als de kinderen er zijn", "Bij een terugval", "Suïcide"],
)
def test_een_zin_die_wel_iets_verraadt_wordt_gezien(zin: str) -> None:
    assert _verraadt(zin)


def test_wat_van_de_professional_is_heeft_geen_kop_voor_het_papier() -> None:
    eigen = ("vp-begin", "vp-zorgen", "vp-volwassenen", "vp-ik")
    delen = [deel for deel in (PLAN.begin, *PLAN.onderdelen) if deel.id in eigen]
    assert [deel.id for deel in delen] == list(eigen)
    assert [veld.id for deel in delen for veld in deel.velden if veld.op_kaart] == []
    for deel in delen[1:]:
        assert "komt niet op het papier van je cliënt" in deel.uitleg, deel.id
    opmerkingen = [kolom for kolom in PLAN.kolomsets["afspraak"] if kolom.id == "opmerking"]
    assert [kolom.op_kaart for kolom in opmerkingen] == [""]


def test_de_momenten_van_herkennen_staan_erbij_en_wachten_op_een_deskundige() -> None:
    signalen = next(deel for deel in PLAN.onderdelen if deel.id == "vp-signalen")
    (blok,) = signalen.blokken
    assert blok.tekst.count("\n- **") == 5
    assert (blok.nazicht, "Stop It Now UK" in blok.bron) == ("deskundig", True)
    assert "*Acuut*" in blok.tekst


def test_het_plan_van_de_oefencasus_past_bij_wat_er_is_gekozen() -> None:
    casus = INHOUD.oefencasus
    assert (casus.teksten["vp-doel"], casus.teksten["vp-zorg"], casus.teksten["vp-kinderen"]) == (
        "allebei", "gedrag", "ja",
    )  # fmt: skip
    afspraken = [
        rij.waarden
        for veld, rijen in casus.rijen.items()
        for rij in rijen
        if veld == "afspraken-lijst" or (veld in VELDEN and VELDEN[veld][1].kolommen_uit == "afspraak")
    ]
    nodig = {"wat", "wie", "vanaf", "gelukt", "anders", "bekijken"}
    assert len(afspraken) == 7
    assert [rij["wat"] for rij in afspraken if not nodig <= rij.keys()] == []
    assert [rij["wat"] for rij in afspraken if rij["bekijken"] < casus.vandaag.isoformat()] == []


def test_het_papier_van_de_oefencasus_verraadt_niets() -> None:
    casus = INHOUD.oefencasus
    geschreven = []
    for veld in (veld for deel in INHOUD.onderdelen for veld in deel.velden if veld.op_kaart):
        geschreven.append((veld.id, casus.teksten.get(veld.id, "")))
        kolommen = {kolom.id for kolom in veld.kolommen if kolom.op_kaart}
        for rij in casus.rijen.get(veld.id, ()):
            geschreven += [(veld.id, waarde) for k, waarde in rij.waarden.items() if k in kolommen]
    assert "afspraken-lijst" in {plek for plek, _ in geschreven}
    assert [(plek, tekst) for plek, tekst in geschreven if _verraadt(tekst)] == []
    # The client reads it as its own words; a person is said by what they are to the client.
    anders = re.compile(r"(?<!\w)(?:hij|hem|cliënt|je|jij|jouw)(?!\w)", re.IGNORECASE)
    over_een_mens = [(plek, t) for plek, t in geschreven if anders.search(t)]
    assert over_een_mens == []


def test_de_hulp_bij_een_afspraak_zegt_dat_de_client_hem_leest_en_wie_ik_dan_is() -> None:
    vervolg = INHOUD.stap("vervolg")
    velden = {veld.id: veld for deel in vervolg.onderdelen for veld in deel.velden}
    lijst = velden["afspraken-lijst"]
    assert "komt op het papier voor je cliënt" in lijst.hulp
    assert "‘mijn huisarts’" in lijst.hulp
    sets = (lijst.kolommen, PLAN.kolomsets["afspraak"])
    assert ["‘ik’ is je cliënt" in k.label for kolommen in sets for k in kolommen if k.id == "wie"] == [
        True
    ] * 2
    # What one thinks about for oneself is no agreement.
    assert not velden["afspraken-overbrugging"].op_kaart


def test_wat_de_oefencasus_van_de_sociale_kaart_kiest_bestaat() -> None:
    gepubliceerd = {o.slug for o in lees_organisaties() if o.status == "gepubliceerd"}
    gekozen = {
        waarde
        for rijen in INHOUD.oefencasus.rijen.values()
        for rij in rijen
        for naam, waarde in rij.waarden.items()
        if naam == "kaart"
    }
    assert gekozen
    assert sorted(gekozen - gepubliceerd) == []
