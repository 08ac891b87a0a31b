"""What a note holds: what was chosen and nothing else, in words, and the same bytes every time."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LANDEN, LandId
from gesprek.invoer.voorbeelden import als_voorbeeld
from gesprek.teamoverleg import notitie
from gesprek.teamoverleg.nazien import zie_na
from gesprek.teamoverleg.notitie import LABEL, Notitie, NotitieFout
from gesprek.teamoverleg.papier import als_tekst

INHOUD = laad()
VELDEN = {veld.id: veld for deel in INHOUD.onderdelen for veld in deel.velden}
ALLES = {land: notitie.kiesbaar(INHOUD, land) for land in LANDEN}
WAARNEMINGEN, VRAAG, NAMEN = "concreet-waarnemingen", "overleg-vraag", "overleg-namen"


def naam_van(slug: str) -> str:
    return {"113": "113 Zelfmoordpreventie"}.get(slug, "")


def maak(dossier: Dossier, mee: tuple[str, ...] | None = None, land: LandId = "nl") -> Notitie:
    """The note as it is when nothing was taken out."""
    gekozen = notitie.gekozen(dossier, INHOUD) if mee is None else mee
    bronnen = notitie.bronnen(dossier, INHOUD, land, gekozen, naam_van)
    return notitie.maak(dossier, INHOUD, land, gekozen, {b.sleutel: b.tekst for b in bronnen}, naam_van)


# Every text in a random dossier is a mark of its own, so that each can be looked for.


@st.composite
def dossiers(draw: st.DrawFn) -> tuple[Dossier, dict[str, list[str]]]:
    """A dossier, and field → the marks that stand in it."""
    velden = draw(st.lists(st.sampled_from(sorted([*VELDEN, "verdwenen"])), max_size=14, unique=True))
    merken: dict[str, list[str]] = {}
    teller = iter(range(10_000))

    def merk(veld: str) -> str:
        uit = f"qz{next(teller):04}x"
        merken.setdefault(veld, []).append(uit)
        return uit

    teksten, keuzes, rijen = {}, {}, {}
    for veld in velden:
        vorm = draw(st.sampled_from(("tekst", "keuze", "rijen")))
        if vorm == "tekst":
            teksten[veld] = merk(veld)
        elif vorm == "keuze":
            keuzes[veld] = (merk(veld), merk(veld))
        else:
            kolommen = [k.id for k in VELDEN[veld].kolommen] if veld in VELDEN else []
            namen = draw(st.lists(st.sampled_from([*kolommen, "verdwenen"]), unique=True, max_size=4))
            rijen[veld] = (Rij("r1", {naam: merk(veld) for naam in namen}),)
    dossier = Dossier(
        label=merk(LABEL),
        teksten=teksten,
        keuzes=keuzes,
        rijen=rijen,
        punten=frozenset({"overleg-gehad"}),
        delingen={"ab" * 16: merk("delingen")},
    )
    return dossier, merken


keuzes = st.lists(st.sampled_from(sorted({*VELDEN, LABEL, "delingen", "verdwenen"})), max_size=12).map(tuple)


@given(dossiers(), keuzes, st.sampled_from(LANDEN))
def test_nothing_that_is_not_chosen_travels(
    alles: tuple[Dossier, dict[str, list[str]]], mee: tuple[str, ...], land: LandId
) -> None:
    dossier, merken = alles
    gemaakt = maak(dossier, mee, land)
    mag = {merk for veld, eigen in merken.items() if veld in mee and veld in ALLES[land] for merk in eigen}
    for vorm in (notitie.naar_json(gemaakt).decode(), als_tekst(gemaakt)):
        gezien = {merk for eigen in merken.values() for merk in eigen if merk in vorm}
        assert gezien <= mag
    assert not {NAMEN, "delingen", "verdwenen"} & {*ALLES["nl"], *ALLES["vl"]}


@given(dossiers(), keuzes, st.sampled_from(LANDEN))
def test_a_note_of_any_dossier_comes_back_from_its_bytes_and_has_the_same_bytes_again(
    alles: tuple[Dossier, dict[str, list[str]]], mee: tuple[str, ...], land: LandId
) -> None:
    gemaakt = maak(alles[0], mee, land)
    ruw = notitie.naar_json(gemaakt)
    assert notitie.uit_json(ruw) == gemaakt
    assert notitie.naar_json(notitie.uit_json(ruw)) == ruw
    assert notitie.naar_json(maak(alles[0], mee, land)) == ruw


@given(dossiers(), keuzes, st.lists(st.integers(0, 200), max_size=8))
def test_what_is_masked_is_nowhere_in_the_note(
    alles: tuple[Dossier, dict[str, list[str]]], mee: tuple[str, ...], welke: list[int]
) -> None:
    dossier, merken = alles
    alle = [merk for eigen in merken.values() for merk in eigen]
    weg = [alle[nummer % len(alle)] for nummer in welke]
    overleg = dossier.overleg.met(maskeren=tuple(weg[::2]))
    bronnen = notitie.bronnen(dossier, INHOUD, "nl", mee, naam_van)
    nagezien = zie_na(overleg, bronnen, namenlijst=weg[1::2], bekend=())
    gemaakt = notitie.maak(dossier, INHOUD, "nl", mee, nagezien.zonder_namen, naam_van)
    for vorm in (notitie.naar_json(gemaakt).decode(), als_tekst(gemaakt)):
        assert [merk for merk in weg if merk in vorm] == []


def test_a_text_that_did_not_go_through_the_anonymiser_cannot_travel() -> None:
    dossier = Dossier(teksten={"concreet-zorg": "Tim slaapt slecht."})
    with pytest.raises(KeyError):
        notitie.maak(dossier, INHOUD, "nl", ("concreet-zorg",), {}, naam_van)


def test_until_somebody_chooses_the_concerns_the_messages_and_the_question_go_along() -> None:
    gemaakt = maak(oefendossier().met(teksten={**oefendossier().teksten, VRAAG: "Wat zou jij doen?"}))
    assert gemaakt.vraag == "Wat zou jij doen?"
    assert gemaakt.label == ""
    assert [stap.id for stap in gemaakt.stappen] == ["voorbereiding"]
    regels = [regel.label for deel in gemaakt.stappen[0].delen for regel in deel.regels]
    assert regels == [VELDEN[WAARNEMINGEN].label, VELDEN["boodschap-punten"].label]
    assert gemaakt.oefening


def test_everything_chosen_of_the_practice_case_is_in_the_order_of_the_content() -> None:
    gemaakt = maak(oefendossier(), ALLES["nl"])
    nummers = [stap.nummer for stap in gemaakt.stappen if stap.nummer]
    assert nummers == sorted(nummers) == [1, 2, 3, 4, 5, 6]
    assert gemaakt.label == oefendossier().label


def test_answers_and_days_stand_there_in_words() -> None:
    dossier = Dossier(
        teksten={"moment-datum": "2026-05-03", "overleg-protocol": "gelezen"},
        rijen={WAARNEMINGEN: (Rij("a", {"wat": "Hij zweeg.", "zeker": "feit"}),)},
    )
    woorden = als_tekst(maak(dossier, ("moment-datum", "overleg-protocol", WAARNEMINGEN)))
    for woord in ("3 mei 2026", "Ja, ik heb het gelezen", "Feit", "Waarneming 1", "Hij zweeg."):
        assert woord in woorden
    assert "gelezen\n" in woorden
    assert "2026-05-03" not in woorden


def test_ticked_answers_are_our_words_and_not_searched_but_days_and_unknown_answers_are() -> None:
    dossier = Dossier(
        teksten={"moment-datum": "2026-05-03", "overleg-protocol": "geen"},
        keuzes={"concreet-waarover": ("gevoelens", "iets van Tim")},
    )
    mee = ("moment-datum", "overleg-protocol", "concreet-waarover")
    gezocht = [bron.tekst for bron in notitie.bronnen(dossier, INHOUD, "nl", mee, naam_van)]
    assert "3 mei 2026" in gezocht
    assert "iets van Tim" in gezocht
    assert not {"Er is er geen", "geen"} & set(gezocht)


def test_who_was_picked_from_the_sociale_kaart_is_named_once_and_not_searched() -> None:
    veld = next(v for v in VELDEN.values() if any(k.soort == "aanbod" for k in v.kolommen))
    slug = next(k.id for k in veld.kolommen if k.soort == "aanbod")
    naam = next(k.id for k in veld.kolommen if k.soort == "kort")
    rij = Rij("a", {slug: "113", naam: "113 Zelfmoordpreventie"})
    dossier = Dossier(rijen={veld.id: (rij,)})
    assert notitie.bronnen(dossier, INHOUD, "nl", (veld.id,), naam_van) == ()
    assert als_tekst(maak(dossier, (veld.id,))).count("113 Zelfmoordpreventie") == 1
    weg = Dossier(rijen={veld.id: (Rij("a", {slug: "verdwenen", naam: "Praktijk Roos"}),)})
    assert [b.tekst for b in notitie.bronnen(weg, INHOUD, "nl", (veld.id,), naam_van)] == ["Praktijk Roos"]


def test_an_example_that_nobody_made_their_own_stays_home() -> None:
    rijen = (als_voorbeeld("a", {"wat": "Een voorbeeld."}), Rij("b", {"wat": "Van ons."}))
    woorden = als_tekst(maak(Dossier(rijen={"vp-samen-lijst": rijen}), ("vp-samen-lijst",)))
    assert "Van ons." in woorden
    assert "Een voorbeeld." not in woorden


def test_a_field_of_the_other_country_stays_home_even_when_it_was_chosen() -> None:
    stap = INHOUD.stappen[0]
    vlaams = msgspec.structs.replace(stap.onderdelen[0].velden[0], land="vl")
    deel = msgspec.structs.replace(stap.onderdelen[0], velden=(vlaams,))
    stappen = (msgspec.structs.replace(stap, onderdelen=(deel,)), *INHOUD.stappen[1:])
    inhoud = msgspec.structs.replace(INHOUD, stappen=stappen)
    dossier = Dossier(teksten={vlaams.id: "In het centrum."})
    for land, mee in zip(LANDEN, (False, True), strict=True):
        bronnen = notitie.bronnen(dossier, inhoud, land, (vlaams.id,), naam_van)
        assert [bron.tekst for bron in bronnen] == ["In het centrum."] * mee
        assert notitie.maak(dossier, inhoud, land, (vlaams.id,), {vlaams.id: "x"}, naam_van).leeg is not mee


def test_a_note_with_nothing_in_it_knows_that() -> None:
    assert maak(Dossier(label="Donderdag"), (LABEL,)).leeg
    assert not maak(Dossier(teksten={VRAAG: "Help je mee?"})).leeg


@pytest.mark.parametrize(
    "ruw",
    [
        b"", b"{}", b"[]", b"null", b"\xff", b'{"versie":2}', b'{"versie":1,"land":"nl"}',
        b'{"versie":1,"land":"nl","oefening":false,"label":"","vraag":"","stappen":[{}]}',
        b'{"versie":1,"land":"nl","oefening":false,"label":"","vraag":"","stappen":[],"dossier":"alles"}',
        b' {"versie":1,"land":"nl","oefening":false,"label":"","vraag":"","stappen":[]}',
    ],
)  # fmt: skip
def test_bytes_that_are_no_note_are_refused(ruw: bytes) -> None:
    with pytest.raises(NotitieFout):
        notitie.uit_json(ruw)


def test_the_digest_of_a_note_changes_with_everything_in_it() -> None:
    een = maak(oefendossier())
    anders = [
        replace(een, land="vl"),
        replace(een, vraag="x"),
        replace(een, label="x"),
        replace(een, stappen=()),
    ]
    assert len({notitie.afdruk_van(n) for n in (een, *anders)}) == 5


def test_the_json_says_which_version_it_is_and_holds_the_fields_of_a_note_alone() -> None:
    data = json.loads(notitie.naar_json(maak(oefendossier())))
    assert data["versie"] == 1
    assert set(data) == {"versie", "land", "oefening", "label", "vraag", "stappen"}
