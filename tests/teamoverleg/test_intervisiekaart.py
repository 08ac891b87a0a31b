"""The card for intervisie: one accessible page, without a code or a date."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from gesprek.inhoud.lader import laad
from gesprek.teamoverleg.intervisie import kaart, kaart_html, stukken_van
from gesprek.teamoverleg.notitie import Cel, Deel, Notitie, Regel, RijRegel, Stapdeel
from gesprek.verslag.papieren import op_een_blad
from tests.hulp import tekst
from tests.teams import gedeelde_notitie
from tests.verslag.hulp import kaal, klachten, lees


def notitie(vraag: str = "Hoe begin ik dit gesprek?", *regels: Regel, label: str = "") -> Notitie:
    delen = (Deel("Neem je gevoel serieus", regels),) if regels else ()
    stappen = (Stapdeel("voorbereiding", 1, "De voorbereiding", delen),) if delen else ()
    return Notitie(land="nl", oefening=False, label=label, vraag=vraag, stappen=stappen)


RIJ = RijRegel("Wat zag ik?", (Cel("Wanneer", "op 12 maart 2026"), Cel("Wat", "hij aaide haar haar")))
VOL = notitie(
    "Hoe begin ik?",
    Regel("Wat voel ik?", ("Sinds 3 april ben ik onrustig.",)),
    Regel("Waarover?", keuzes=("over gedrag", "over beelden")),
    Regel("Wat zag ik?", rijen=(RIJ,)),
    label="donderdag",
)


def _op_papier(blad: Notitie) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", kaart_html(stukken_van(blad), 1.0)))


def test_the_card_has_the_question_what_plays_and_what_to_talk_about() -> None:
    papier = _op_papier(VOL)
    for zin in ("Intervisiekaart", "De vraag", "Hoe begin ik?", "ben ik onrustig", "over beelden", "aaide"):
        assert zin in papier, zin
    assert all(vraag in papier for vraag in laad().overleg.intervisie.vragen)


def test_the_card_has_no_date_and_no_label() -> None:
    papier = _op_papier(VOL)
    for zin in ("12 maart", "2026", "3 april", "donderdag"):
        assert zin not in papier, zin


def test_what_does_not_fit_is_named_and_the_question_and_the_talk_stay() -> None:
    lang = notitie(
        "Hoe begin ik?", *(Regel(f"Vraag {n}", ("veel woorden over dit gesprek " * 60,)) for n in range(9))
    )
    blad = kaart(stukken_van(lang))
    groepen = dict(blad.ingepast.groepen)
    assert len(groepen[laad().overleg.intervisie.titel]) == len(laad().overleg.intervisie.vragen)
    assert "De vraag" in groepen
    assert "De voorbereiding" in blad.weg


@pytest.mark.pdf
@pytest.mark.parametrize(
    "blad",
    [
        notitie(""),
        VOL,
        notitie("x" * 20_000, *(Regel(f"Vraag {n}", ("heel " * 4_000,)) for n in range(10))),
        notitie("😀 שלום ไทย <script>alert(1)</script> " * 30),
    ],
    ids=["empty", "some", "far too much", "any script"],
)
def test_the_card_is_one_page_that_everyone_can_read(blad: Notitie) -> None:
    stukken = stukken_van(blad)
    pdf = op_een_blad(lambda krap: kaart_html(stukken, krap))
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert klachten(pdf) == []
    assert kaal(laad().overleg.intervisie.vragen[0]) in kaal(lees(pdf))


@pytest.mark.pdf
@pytest.mark.django_db(databases="__all__")
def test_the_lead_gets_it_under_a_neutral_name_and_only_while_it_is_shared() -> None:
    g = gedeelde_notitie("Hoe begin ik dit gesprek?")
    pad = reverse("team:intervisiekaart", args=[g.deling])
    antwoord = g.mieke.post(pad)
    assert antwoord["Content-Disposition"] == 'attachment; filename="intervisiekaart.pdf"'
    assert "no-store" in antwoord["Cache-Control"]
    papier = lees(antwoord.content)
    assert kaal("Hoe begin ik dit gesprek?") in kaal(papier)
    assert str(g.deling) not in papier
    assert g.code not in papier
    gegevens = PdfReader(BytesIO(antwoord.content)).metadata
    assert not any("Date" in naam for naam in gegevens or ())
    g.wie.post(reverse("delen:intrekken", args=[g.gesprek, g.deling]))
    weg = g.mieke.post(pad)
    assert weg.status_code == 404
    assert "Deze notitie is er niet (meer)" in tekst(weg)
    assert f'<a class="knop" href="{reverse("team:werkbak")}">Naar de werklijst</a>' in tekst(weg)
