"""The sheet for the talk: one page with any content, and nothing cut in silence."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.verslag import passen
from gesprek.verslag.blad import Blad, bouw_blad, stukken
from gesprek.verslag.drukkerij import maak_pdf
from gesprek.verslag.papieren import KRAP, blad_html, op_een_blad
from gesprek.verslag.passen import PUNTEN, Stuk, pas_in, regels
from gesprek.verslag.tekst import alineas
from tests.verslag.hulp import NUMMERS, kaal, klachten, lees

INHOUD = laad()
EIGEN, BOODSCHAP = INHOUD.tijdens.eigen_vragen, INHOUD.tijdens.boodschappen
OPENING = [v.id for d in INHOUD.onderdelen if d.id == INHOUD.tijdens.opening for v in d.velden]
VREEMD = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=200),
    st.text("W\u2014M", min_size=100, max_size=600),
    st.text("\u4e2d\u6587\U0001f600\U0001f468\u200d\U0001f467", max_size=200),
    st.text("\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627", max_size=400),
    st.text("a\n", max_size=80),
    st.sampled_from(
        ["x" * 20_000, "woord " * 3_300, "\u00a0" * 900, "( " * 400, "i" * 3_000, "a\u0301" * 500]
    ),
)


@st.composite
def bladdossiers(trek: st.DrawFn) -> Dossier:
    keuzes = {
        veld.id: tuple(trek(st.lists(VREEMD, max_size=3)))
        for deel in INHOUD.onderdelen
        for veld in deel.velden
        if veld.opties_uit
    }
    return Dossier(
        teksten={naam: trek(VREEMD) for naam in trek(st.lists(st.sampled_from(OPENING), max_size=5))},
        keuzes=keuzes,
        rijen={
            EIGEN: tuple(Rij(f"e{i}", {"vraag": trek(VREEMD)}) for i in range(trek(st.integers(0, 8)))),
            BOODSCHAP: tuple(
                Rij(f"b{i}", {"boodschap": trek(VREEMD)}) for i in range(trek(st.integers(0, 4)))
            ),
        },
    )


@given(bladdossiers())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_piece_is_on_the_sheet_whole_or_named_as_left_out(dossier: Dossier) -> None:
    alle = list(stukken(dossier, INHOUD, "nl", NUMMERS))
    blad = pas_in(alle)
    erop = [stuk for _groep, eigen in blad.groepen for stuk in eigen]
    assert sorted(map(id, [*erop, *blad.weg])) == sorted(map(id, alle))
    assert sum(aantal for _groep, aantal, _van in blad.weg_per_groep) == len(blad.weg)
    assert blad.schrijfregels >= passen.MIN_SCHRIJFREGELS
    if blad.weg:
        assert blad.punten == PUNTEN[-1]


@pytest.mark.pdf
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(bladdossiers())
def test_any_content_comes_out_as_one_page_and_says_what_is_left_out(dossier: Dossier) -> None:
    gebouwd = []

    def html(krap: float) -> str:
        gebouwd.append(bouw_blad(dossier, INHOUD, "nl", NUMMERS, krap))
        return blad_html(gebouwd[-1])

    pdf = op_een_blad(html)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert klachten(pdf) == []
    if gebouwd[-1].weg:
        assert kaal(f"Niet op dit blad: {gebouwd[-1].weg}.") in kaal(lees(pdf))
    assert kaal(INHOUD.wat_als.kaarten[-1].kort) in kaal(lees(pdf))


@pytest.mark.pdf
def test_the_practice_case_fits_whole() -> None:
    blad = bouw_blad(oefendossier(), INHOUD, "nl", NUMMERS)
    assert blad.ingepast.weg == ()
    papier = kaal(lees(maak_pdf(blad_html(blad))))
    for stuk in stukken(oefendossier(), INHOUD, "nl", NUMMERS):
        assert kaal(f"{stuk.kop}{stuk.alineas[0].tekst}") in papier


def test_little_content_gets_the_largest_letters_and_much_room_to_write() -> None:
    blad = bouw_blad(Dossier(), INHOUD, "nl", NUMMERS).ingepast
    assert blad.punten == PUNTEN[0]
    assert blad.schrijfregels > 15


def test_numbers_and_what_to_do_stay_longest() -> None:
    lang = "Dit is een lange zin die ik zeker wil zeggen. " * 60
    dossier = Dossier(
        teksten=dict.fromkeys(OPENING, lang),
        rijen={EIGEN: tuple(Rij(f"r{i}", {"vraag": f"Vraag {i}?"}) for i in range(200))},
    )
    blad = bouw_blad(dossier, INHOUD, "nl", NUMMERS)
    titels = [titel for titel, _stukken in blad.ingepast.groepen]
    assert {"Nummers", "Wat als"} <= set(titels)
    assert "van 200)" in blad.weg
    assert blad.weg.startswith("Zo begin ik (")


@pytest.mark.pdf
def test_a_letter_out_of_another_font_takes_the_room_that_it_needs() -> None:
    for teken in "\u017f\u0e17\u1000\u05d0\u4e2d":
        rijen = tuple(Rij(f"b{i}", {"boodschap": f"{teken} en nog wat"}) for i in range(13))
        for aantal in range(8, 14):
            blad = bouw_blad(Dossier(rijen={BOODSCHAP: rijen[:aantal]}), INHOUD, "nl", NUMMERS)
            assert len(PdfReader(BytesIO(maak_pdf(blad_html(blad)))).pages) == 1


def test_a_sheet_that_comes_out_too_long_is_made_again_with_less_on_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gevraagd: list[float] = []

    def html(krap: float) -> str:
        gevraagd.append(krap)
        hoog = "200mm" if krap < KRAP[0] else "500mm"
        return (
            '<!doctype html><html lang="nl"><title>t</title><body class="blad"><h1>k</h1>'
            f'<p style="margin-bottom:{hoog}">a</p><p>b</p>'
        )

    assert len(PdfReader(BytesIO(op_een_blad(html))).pages) == 1
    assert gevraagd == list(KRAP[:2])


# Measuring


@pytest.mark.parametrize(
    ("tekst", "breedte", "aantal"),
    [
        ("", 10, 1),
        ("een", 10, 1),
        ("een twee drie", 3, 3),
        ("x" * 100, 10, 5),
        ("\u4e2d" * 10, 10, 5),  # printed as [U+4E2D]
        ("\u200b" * 1000, 10, 1),
    ],
)
def test_a_text_takes_as_many_lines_as_its_letters_need(tekst: str, breedte: float, aantal: int) -> None:
    assert regels([(tekst, False)], breedte) == aantal


def test_bold_is_wider_and_a_narrower_line_never_takes_fewer_lines() -> None:
    zin = "Ik maak me zorgen over hoe het met je gaat, en daarom begin ik erover. "
    assert regels([(zin * 20, True)], 40) > regels([(zin * 20, False)], 40)
    tellen = [regels([(zin * 5, False)], breedte) for breedte in range(60, 3, -1)]
    assert tellen == sorted(tellen)


@pytest.mark.pdf
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.text(st.characters(codec="utf-8", max_codepoint=0x24F), min_size=1, max_size=400), min_size=1)
)
def test_the_press_never_needs_more_lines_than_were_counted(teksten: list[str]) -> None:
    alle = [Stuk("Groep", 0, stuk) for tekst in teksten if (stuk := alineas(tekst))]
    blad = pas_in(alle)
    assert len(PdfReader(BytesIO(maak_pdf(blad_html(Blad(blad))))).pages) == 1


def test_the_beginning_of_a_first_sentence_stands_on_the_sheet_once() -> None:
    teksten = {"opening-merk": "dat je stil bent.", "opening-zorgen": "Ik maak me zorgen over de avonden."}
    stukken = bouw_blad(Dossier(teksten=teksten), laad(), "nl", ()).ingepast.groepen[0][1]
    assert [(stuk.kop, stuk.alineas[0].tekst) for stuk in stukken] == [
        ("Ik merk …", "dat je stil bent."),
        ("", "Ik maak me zorgen over de avonden."),
    ]
