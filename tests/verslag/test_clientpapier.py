"""The papers that a client takes along: only what was agreed, and no word of ours that tells anything."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import AFGELOPEN, Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LANDEN, LandId, Veld
from gesprek.invoer.voorbeelden import als_voorbeeld, is_voorbeeld
from gesprek.verslag import clientpapier
from gesprek.verslag.clientpapier import ClientPapier, Lijn, Weg, neutraal
from gesprek.verslag.discreet import naam_verraadt, vind, vind_zacht
from gesprek.verslag.drukkerij import maak_pdf
from gesprek.verslag.papieren import client_html
from tests.verslag.hulp import kaal, klachten, lees, verslag, zegt
from tests.verslag.test_opbouw import _woorden

INHOUD = laad()
DAG = date(2026, 3, 10)
STAPVELDEN = [veld for stap in INHOUD.stappen for deel in stap.onderdelen for veld in deel.velden]
PLANVELDEN = [veld for deel in INHOUD.veiligheidsplan.onderdelen for veld in deel.velden]
ALLE = [veld for deel in INHOUD.onderdelen for veld in deel.velden]
AFSPRAAK = next(veld for veld in PLANVELDEN if {"wat", "opmerking"} <= {k.id for k in veld.kolommen})


def papieren(dossier: Dossier, land: LandId = "nl") -> dict[str, ClientPapier]:
    return {
        "afspraken": clientpapier.afspraken(dossier, INHOUD, land, lambda slug: None, DAG),
        "plan": clientpapier.plan(dossier, INHOUD, land, lambda slug: None, DAG),
    }


def staat_op(papier: ClientPapier) -> str:
    """All that a reader sees on it."""
    return kaal(_woorden((papier.titel, papier.blokken, papier.gemaakt_op)))


# Every text is one of a kind, so that it can be told where on paper it comes from.
_plekken = st.sampled_from(
    [(veld, None) for veld in ALLE if veld.soort in ("kort", "lang")]
    + [(veld, kolom) for veld in ALLE for kolom in veld.kolommen if kolom.soort in ("kort", "lang")]
)


@st.composite
def gemerkte_dossiers(trek: st.DrawFn) -> tuple[Dossier, dict[str, tuple[Veld, str]]]:
    """A dossier, and each text in it with its field and what lets it on a paper (empty: nothing does)."""
    teksten: dict[str, str] = {}
    rijen: dict[str, list[Rij]] = {}
    merken: dict[str, tuple[Veld, str]] = {}
    for i, (veld, kolom) in enumerate(trek(st.lists(_plekken, max_size=25))):
        los = trek(st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), max_size=30))
        # The middle is no letter, so that two of them never run into one.
        merk = f"<{i}>{los.strip()}<{i}/>"
        if kolom is None:
            if veld.id not in teksten:
                teksten[veld.id] = merk
                merken[merk] = (veld, veld.op_kaart)
            continue
        waarden = {kolom.id: merk}
        soort = trek(st.sampled_from(["eigen", "voorbeeld", "gestopt", "gelukt"]))
        mag = kolom.op_kaart if veld.op_kaart and soort == "eigen" else ""
        if soort in AFGELOPEN:
            waarden["stand"] = soort
        rij = als_voorbeeld(f"r{i}", waarden) if soort == "voorbeeld" else Rij(f"r{i}", waarden)
        rijen.setdefault(veld.id, []).append(rij)
        merken[merk] = (veld, mag)
    label = f"<label>{trek(st.text(max_size=10)).strip()}"
    dossier = Dossier(label=label, teksten=teksten, rijen={naam: tuple(r) for naam, r in rijen.items()})
    return dossier, merken


@given(gemerkte_dossiers(), st.sampled_from(LANDEN))
def test_what_was_agreed_is_on_the_right_paper_and_nothing_else_is_on_any(
    gemerkt: tuple[Dossier, dict[str, tuple[Veld, str]]], land: LandId
) -> None:
    dossier, merken = gemerkt
    op = {naam: staat_op(papier) for naam, papier in papieren(dossier, land).items()}
    for merk, (veld, mag) in merken.items():
        hoort = {"plan"} if veld in PLANVELDEN else {"afspraken"}
        verwacht = hoort if mag and veld.land in (None, land) else set()
        assert {naam for naam, papier in op.items() if kaal(merk) in papier} == verwacht, veld.id
    assert not any("<label>" in papier for papier in op.values())
    heel = kaal(_woorden(verslag(dossier, land=land)))
    assert [woord for woord in zegt(dossier) if kaal(woord) not in heel] == []


def test_what_the_professional_keeps_for_itself_has_no_name_on_a_paper_of_the_client() -> None:
    open_ = {veld.id for veld in STAPVELDEN + PLANVELDEN if veld.op_kaart}
    assert {naam for naam in open_ if naam.startswith("vp-ik")} == set()
    assert not next(kolom for kolom in AFSPRAAK.kolommen if kolom.id == "opmerking").op_kaart
    vervolg = INHOUD.stap("vervolg")
    in_vijf = {veld.id for deel in vervolg.onderdelen for veld in deel.velden}
    assert {naam for naam in open_ if not naam.startswith("vp-")} <= in_vijf


def test_a_changed_example_is_an_agreement_and_an_unchanged_one_is_not() -> None:
    voorbeeld = als_voorbeeld("r1", {"wat": "Ik bel mijn zus"})
    eigen = Rij("r2", {**voorbeeld.waarden, "wat": "Ik bel mijn broer"})
    assert not is_voorbeeld(eigen)
    papier = staat_op(papieren(Dossier(rijen={AFSPRAAK.id: (voorbeeld, eigen)}))["plan"])
    assert kaal("mijn broer") in papier
    assert kaal("mijn zus") not in papier
    assert voorbeeld.waarden["voorbeeld"] not in papier


# Words that tell too much


@pytest.mark.parametrize(
    "tekst",
    [
        "Misbruikbeelden",
        "kinderPORNO",
        "zedendelict",
        "een slachtoffer",
        "de daders",
        "suïcidaal",
        "zelfmoordplan",
        "stop-it-now.nl",
        "Stop it Now",
        "www.stopitnow.be",
        "mijn veiligheidsplan",
        "seksuele gevoelens",
        "pedofiel",
        "minder\u00adjarigen",
        "bij de reclassering",
        "sex",
        "sexverslaving",
        "blote foto's",
        "naaktfoto",
        "kinderporn",
        "masturberen",
        "CSAM",
        "tbs",
        "een kinderlokker",
        "hebefiele gevoelens",
        "lustgevoelens",
        "delictscenario",
        "Offlimits",
        "off-limits bellen",
        "Ik ga naar De Waag",
        "dewaagnederland.nl",
        "bel Veilig Thuis",
        "veiligthuis.nl",
    ],
)
def test_a_word_that_tells_too_much_is_seen_however_it_is_written(tekst: str) -> None:
    assert vind(tekst, INHOUD.discreet)


@pytest.mark.parametrize(
    "tekst",
    [
        "Ik stop nu met it",
        "dadelijk",
        "torpedo",
        "Essex en Middlesex",
        "de spoorlijn en de import",
        "Ik waag het erop",
        "kindervriendelijk",
        "aansporing",
        "op 11-3 en om 1.13 uur",
        "insecten en insekten",
        "Ik voel me thuis veilig",
        "orthopedagoog",
        "Mijn afspraken met de huisarts",
        "Ik plan iets leuks",
    ],
)
def test_an_ordinary_word_is_left_alone(tekst: str) -> None:
    assert vind(tekst, INHOUD.discreet) == ()


@pytest.mark.parametrize(
    ("tekst", "woord"),
    [
        ("Als er een Kind bij is", "kind"),
        ("met jongetjes", "jongetjes"),
        ("Bel 113", "113"),
        ("Bel de politie", "politie"),
        ("aangifte doen", "aangifte"),
        ("waar je lust in hebt", "lust"),
    ],
)
def test_a_word_that_tells_something_beside_others_is_said_and_hides_nothing(tekst: str, woord: str) -> None:
    assert (vind(tekst, INHOUD.discreet), vind_zacht(tekst, INHOUD.discreet)) == ((), (woord,))
    assert not naam_verraadt(tekst, INHOUD.discreet)
    papier = papieren(Dossier(rijen={AFSPRAAK.id: (Rij("a", {"wat": f"{tekst}, tbs"}),)}))["plan"]
    assert [(w.woord, w.zacht) for w in papier.verklapt] == [("tbs", False), (woord, True)]
    assert kaal(tekst) in staat_op(papier)


@pytest.mark.parametrize("tekst", ["belastingpolitiek", "kinderarts", "lustrum", "0800 0113", "gedrang"])
def test_an_ordinary_word_is_not_even_soft(tekst: str) -> None:
    assert vind_zacht(tekst, INHOUD.discreet) == ()


def test_no_label_of_ours_tells_anything() -> None:
    labels = [veld.op_kaart for veld in ALLE]
    labels += [kolom.op_kaart for veld in ALLE for kolom in veld.kolommen]
    labels += [
        optie.tekst for veld in ALLE for kolom in veld.kolommen if kolom.op_kaart for optie in kolom.opties
    ]
    labels += ["Mijn afspraken", "Mijn plan"]
    soorten = ("telefoon", "chat", "mail", "web")
    wegen = [(Weg(soort, "x", "x", altijd=altijd),) for soort in soorten for altijd in (True, False)]
    labels += [neutraal(Lijn("Pedofilie.nl", weg), INHOUD.discreet).naam for weg in wegen]
    assert {"Bellen, dag en nacht", "Bellen (niet altijd open)", "Website om te lezen"} <= set(labels)
    assert [label for label in labels if vind(label, INHOUD.discreet)] == []
    assert [label for label in labels if vind_zacht(label, INHOUD.discreet)] == []


def test_a_line_is_named_only_when_its_name_tells_nothing() -> None:
    nummer = Weg("telefoon", "0800 1234", "tel:08001234", "dag en nacht", altijd=True)
    site = Weg("web", "stopitnow.nl", "https://www.stopitnow.nl")
    lijn = neutraal(Lijn("Stop it Now (Nederland)", (nummer, site)), INHOUD.discreet)
    assert (lijn.naam, lijn.regels, lijn.weg) == (
        "Bellen, dag en nacht",
        ("0800 1234 (dag en nacht)",),
        ("stopitnow.nl",),
    )
    overdag = Weg("telefoon", "0800 5678", "tel:08005678")
    assert neutraal(Lijn("Offlimits", (overdag,)), INHOUD.discreet).naam == "Bellen (niet altijd open)"
    assert neutraal(Lijn("Offlimits", (nummer, overdag)), INHOUD.discreet).naam == "Bellen, dag en nacht"
    awel = neutraal(Lijn("Awel", (Weg("telefoon", "102", "tel:102"),)), INHOUD.discreet)
    assert (awel.naam, awel.regels, awel.weg) == ("Awel", ("102",), ())
    lezen = neutraal(Lijn("Pedofilie.nl", (Weg("web", "pedofilie.nl", "https://x"),)), INHOUD.discreet)
    assert (lezen.regels, lezen.weg) == ((), ("pedofilie.nl",))
    assert naam_verraadt("Veilig Thuis", INHOUD.discreet)
    assert naam_verraadt("dewaagnederland.nl", INHOUD.discreet)


HULP = next(veld for veld in PLANVELDEN if any(kolom.soort == "aanbod" for kolom in veld.kolommen))
LIJNEN = {
    "overdag": Lijn("Stop it Now (Nederland)", (Weg("telefoon", "0800 1234", "tel:08001234"),)),
    "nacht": Lijn("113 Zelfmoordpreventie", (Weg("telefoon", "0800 0113", "tel:08000113", altijd=True),)),
    "lezen": Lijn("Pedofilie.nl", (Weg("web", "pedofilie.nl", "https://www.pedofilie.nl"),)),
}


def hulplijnen(*rijen: Rij) -> ClientPapier:
    return clientpapier.plan(Dossier(rijen={HULP.id: rijen}), INHOUD, "nl", LIJNEN.get, DAG)


def rijen_op(papier: ClientPapier) -> list[list[str]]:
    return [[c.alineas[0].tekst for c in rij.cellen] for blok in papier.blokken for rij in blok.rijen]


def test_a_line_is_called_by_what_it_is_for_and_who_answers_at_night_comes_first() -> None:
    papier = hulplijnen(
        Rij("a", {"naar": "stop it now (Nederland)", "kaart": "overdag"}),
        Rij("b", {"naar": "Mijn huisarts", "bereikbaar": "overdag"}),
        Rij("c", {"kaart": "nacht"}),
        Rij("d", {"naar": "Mijn buurman", "bereikbaar": "altijd"}),
    )
    assert [rij[:2] for rij in rijen_op(papier)] == [
        ["Bellen, dag en nacht", "0800 0113"],
        ["Mijn buurman", "Altijd"],
        ["Bellen (niet altijd open)", "0800 1234"],
        ["Mijn huisarts", "Overdag"],
    ]


def test_ones_own_name_for_a_line_stands_on_the_paper_unless_it_tells_something() -> None:
    papier = hulplijnen(
        Rij("a", {"naar": "Het kaartje van dinsdag", "kaart": "overdag"}),
        Rij("b", {"naar": "Stop it Now, vraag naar Jo", "kaart": "overdag"}),
        Rij("c", {"naar": "Stop it Now, zelf opgeschreven"}),
    )
    assert rijen_op(papier) == [
        ["Het kaartje van dinsdag", "0800 1234"],
        ["Bellen (niet altijd open)", "0800 1234"],
        ["Stop it Now, zelf opgeschreven"],
    ]
    assert papier.weggelaten == (("Stop it Now (Nederland)", "Stop it Now, vraag naar Jo"),)
    assert [(let_op.woord, let_op.veld) for let_op in papier.verklapt] == [("stop it now", HULP.id)]


def test_a_line_that_cannot_be_reached_from_the_paper_is_not_on_it_and_the_screen_says_so() -> None:
    papier = hulplijnen(Rij("a", {"naar": "Pedofilie.nl", "kaart": "lezen", "bereikbaar": "altijd"}))
    assert papier.blokken == ()
    assert papier.weggelaten == (("Pedofilie.nl", "pedofilie.nl"),)
    met_nummer = hulplijnen(Rij("a", {"kaart": "lezen", "nummer": "06 12345678"}))
    assert rijen_op(met_nummer) == [["Bellen", "06 12345678"]]


def vol(aantal: int = 2) -> Dossier:
    """A dossier with something in every field that a client's paper shows, in words that tell nothing."""
    teksten = {
        veld.id: "2026-05-03" if veld.soort == "datum" else "Even naar buiten, en daarna bellen."
        for veld in ALLE
        if veld.soort in ("kort", "lang", "datum")
    }
    rijen = {
        veld.id: tuple(
            Rij(
                f"r{i}",
                {
                    kolom.id: "2026-05-03"
                    if kolom.soort == "datum"
                    else kolom.opties[0].id
                    if kolom.opties
                    else f"Afspraak {i}: ik bel mijn zus."
                    for kolom in veld.kolommen
                    if kolom.soort not in ("aanbod", "voorbeeld")
                },
            )
            for i in range(aantal)
        )
        for veld in ALLE
        if veld.soort == "rijen"
    }
    return Dossier(label="Dinsdag", teksten=teksten, rijen=rijen)


@pytest.mark.pdf
@pytest.mark.parametrize("naam", ["afspraken", "plan"])
def test_the_paper_itself_and_its_metadata_hold_no_word_that_tells_anything(naam: str) -> None:
    papier = papieren(vol())[naam]
    assert papier.verklapt == ()
    pdf = maak_pdf(client_html(papier))
    assert klachten(pdf) == []
    assert vind(lees(pdf), INHOUD.discreet) == ()
    for blok in papier.blokken:
        assert kaal(blok.titel) in kaal(lees(pdf))
    with pikepdf.open(BytesIO(pdf)) as document:
        gegevens = {sleutel: str(waarde) for sleutel, waarde in document.docinfo.items()}
        xmp = document.Root.Metadata.read_bytes().decode()
    assert gegevens["/Title"] == papier.titel
    assert set(gegevens) == {"/Producer", "/Title"}
    assert vind(" ".join([*gegevens.values(), xmp]), INHOUD.discreet) == ()
    assert "2026" not in xmp
    assert "cli\u00ebnt" not in lees(pdf).lower()


@pytest.mark.pdf
def test_two_hundred_agreements_and_a_very_long_one_lose_nothing_and_repeat_their_head() -> None:
    zin = "Ik loop een rondje om het blok en bel daarna. "
    lang = zin * (20_000 // len(zin))
    rijen = [Rij(f"r{i}", {"wat": f"Afspraak nummer {i:03}.", "bekijken": "2020-01-02"}) for i in range(200)]
    rijen.insert(100, Rij("lang", {"wat": lang}))
    papier = papieren(Dossier(rijen={AFSPRAAK.id: tuple(rijen)}))["plan"]
    pdf = maak_pdf(client_html(papier))
    tekst = kaal(re.sub(rf"({re.escape(AFSPRAAK.op_kaart)}\s+)?\d+ / \d+(?=\n|\Z)", "", lees(pdf)))
    assert [i for i in range(200) if f"Afspraaknummer{i:03}." not in tekst] == []
    assert tekst.count(kaal("2 januari 2020")) == 200
    # By words: between two pages stand the labels of the second.
    assert [tekst.count(woord) for woord in ("rondje", "blok", "daarna.")] == [lang.count(zin)] * 3
    paginas = PdfReader(BytesIO(pdf)).pages
    assert len(paginas) > 10
    assert all(AFSPRAAK.op_kaart in pagina.extract_text() for pagina in paginas)
    assert klachten(pdf) == []


@pytest.mark.pdf
@pytest.mark.parametrize("lengte", [600, 900, 1300, 1800, 2600, 6000, 20_000])
def test_no_page_has_only_headings_however_long_an_agreement_is(lengte: int) -> None:
    zin = "Ik loop een rondje om het blok. "
    lang = (zin * (lengte // len(zin) + 1))[:lengte]
    rijen = tuple(Rij(f"r{i}", {"wat": lang, "wie": "Ik", "gelukt": lang[:300]}) for i in range(3))
    papier = papieren(Dossier(rijen={AFSPRAAK.id: rijen}))["plan"]
    paginas = [pagina.extract_text() for pagina in PdfReader(BytesIO(maak_pdf(client_html(papier)))).pages]
    # All but the last are filled for more than half: 37 lines of some 45 letters.
    gevuld = [pagina.count("rondje") * len(zin) for pagina in paginas]
    assert [i for i, aantal in enumerate(gevuld[:-1]) if aantal < 600] == []
    assert gevuld[-1]


@pytest.mark.pdf
def test_a_mark_that_turns_a_text_round_ends_with_that_text() -> None:
    for teken in "\u202a\u202b\u2066\u2067\u2068":
        html = client_html(
            papieren(Dossier(rijen={AFSPRAAK.id: (Rij("a", {"wat": f"{teken}Bel"}),)}))["plan"]
        )
        assert f"<bdi>{teken}Bel</bdi>" in html
    pdf = maak_pdf(
        client_html(
            papieren(Dossier(rijen={AFSPRAAK.id: (Rij("a", {"wat": "Ik bel \u202emijn zus"}),)}))["plan"]
        )
    )
    assert kaal("Ik bel mijn zus") in kaal(lees(pdf))
    assert klachten(pdf) == []


@pytest.mark.pdf
def test_the_letters_are_large() -> None:
    maten: set[float] = set()

    def kijk(tekst: str, cm: list[float], tm: list[float], _font: object, maat: float) -> None:
        if "bel mijn zus" in tekst:
            maten.add(round(maat * abs(tm[3] * cm[3]), 1))

    for pagina in PdfReader(BytesIO(maak_pdf(client_html(papieren(vol())["afspraken"])))).pages:
        pagina.extract_text(visitor_text=kijk)
    assert maten == {14.0}


def test_the_practice_case_makes_both_papers() -> None:
    assert papieren(oefendossier())["afspraken"].blokken
