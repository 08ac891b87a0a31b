"""The preview is what the reader gets, and what is taken along is what was seen."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier
from gesprek.teamoverleg import notitie as notities
from gesprek.teamoverleg import papier
from gesprek.teamoverleg.notitie import Notitie
from gesprek.verslag import drukkerij
from tests.hulp import tekst
from tests.teamoverleg.deler import Deler, dossier
from tests.toegang.test_beleid import alle_rijen
from tests.verslag.hulp import kaal, klachten, lees

pytestmark = pytest.mark.django_db(databases="__all__")
NAMEN = ("Sanne", "de Boer", "Wetteren", "Fanfare", "vlinder", "zwembad")


def vol() -> Dossier:
    """The practice case with names in it that must all go."""
    vraag = "Sanne de Boer uit Wetteren is bij vlinder in het Zwembad. Wat zou jij doen?"
    eigen = dossier(vraag=vraag, namen=["Vlinder", "Fanfare"])
    oefening = oefendossier()
    return oefening.met(
        teksten={**oefening.teksten, **eigen.teksten, "gevoel-wat": "Ik ken de fanfare van Sanne."},
        rijen={**oefening.rijen, **eigen.rijen},
        overleg=oefening.overleg.met(
            mee=("overleg-vraag", "concreet-waarnemingen", "boodschap-punten", "gevoel-wat"),
            maskeren=("zwembad",),
        ),
    )


def in_beeld(begin: Dossier) -> Deler:
    """Somebody at the preview, with every doubt taken out."""
    deler = Deler(begin)
    if deler.nagezien.open:
        deler.toon()
        deler.druk("twijfels-weg")
    deler.toon("voorbeeld")
    assert "Dit leest je collega" in deler.html
    return deler


def test_the_preview_is_byte_for_byte_what_the_reader_of_the_stored_note_gets() -> None:
    deler = in_beeld(vol())
    bewaard = notities.uit_json(notities.naar_json(deler.notitie))
    lezer = render_to_string("gesprek/teamoverleg/_notitie.html", {"notitie": bewaard})
    assert len(lezer) > 2_000
    assert lezer in deler.html
    assert lezer in papier.als_html(bewaard)


def test_no_name_is_left_anywhere_on_the_way_out() -> None:
    deler = in_beeld(vol())
    lezer = render_to_string("gesprek/teamoverleg/_notitie.html", {"notitie": deler.notitie})
    pdf = deler.neem_mee("pdf")
    vormen = {
        "json": notities.naar_json(deler.notitie).decode(),
        "voorbeeld": lezer,
        "tekst": tekst(deler.neem_mee("tekst")),
        "pdf": lees(pdf.content),
    }
    for naam, vorm in vormen.items():
        assert [woord for woord in NAMEN if woord.lower() in vorm.lower()] == [], naam
        assert "[persoon 1]" in vorm, naam


def test_while_a_doubt_is_open_there_is_no_preview_and_nothing_to_take_along() -> None:
    deler = Deler(dossier(vraag="Hij is de burgemeester."))
    for naam in ("voorbeeld", "meenemen"):
        deler.toon(naam)
        assert "Beslis eerst over 1 woord." in deler.html
        assert "Kijk na wat weggaat" in deler.html
    antwoord = deler.wie.post(deler.adres("meenemen"), {"vorm": "tekst", "gezien": ""})
    assert antwoord["Location"] == deler.adres()


def test_a_note_with_nothing_in_it_leads_back_to_choosing() -> None:
    deler = Deler(Dossier())
    deler.toon("voorbeeld")
    assert "Er staat nog niets in je notitie." in deler.html
    assert 'name="t.overleg-vraag"' in deler.html


def test_what_changed_since_it_was_seen_is_shown_again_first() -> None:
    deler = in_beeld(dossier("Hij zweeg.", vraag="Wat nu?"))
    formulier = deler.formulier
    nu = deler.dossier
    deler.bewaar(nu.met(teksten={"overleg-vraag": "En wat vind jij?"}))
    antwoord = deler.wie.post(formulier.actie, [*formulier.met({}), ("vorm", "pdf")])
    assert antwoord["Location"] == deler.adres("voorbeeld")
    assert "veranderd sinds je hem las" in tekst(deler.wie.volg(antwoord))


def test_the_text_says_what_the_preview_says() -> None:
    deler = in_beeld(vol())
    antwoord = deler.neem_mee("tekst")
    assert antwoord["Content-Type"] == "text/plain; charset=utf-8"
    assert antwoord["Content-Disposition"] == 'attachment; filename="notitie.txt"'
    woorden = kaal(tekst(antwoord))
    lezer = render_to_string("gesprek/teamoverleg/_notitie.html", {"notitie": deler.notitie})
    for stuk in re.findall(r"<bdi>(.*?)</bdi>", lezer, re.S):
        assert kaal(stuk.replace("<br>", "\n")) in woorden


@pytest.mark.pdf
def test_the_pdf_is_accessible_neutral_and_says_what_the_preview_says() -> None:
    deler = in_beeld(vol())
    antwoord = deler.neem_mee("pdf")
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["Content-Disposition"] == 'attachment; filename="notitie.pdf"'
    assert klachten(antwoord.content) == []
    woorden = kaal(lees(antwoord.content))
    assert kaal("Namen zijn weg, maar wie de situatie kent kan iemand herkennen.") in woorden
    assert kaal(deler.notitie.vraag) in woorden
    for verraadt in (b"/Author", b"/CreationDate", b"/Producer (WeasyPrint"):
        assert verraadt not in antwoord.content


def test_nothing_of_it_is_stored() -> None:
    deler = in_beeld(vol())
    voor = alle_rijen()
    assert deler.neem_mee("tekst").status_code == 200
    assert deler.neem_mee("pdf").status_code == 200
    assert alle_rijen() == voor


@pytest.mark.parametrize("fout", [drukkerij.DrukBezet(), drukkerij.TeLang(), drukkerij.GeenPango()])
def test_without_a_press_the_same_note_can_be_printed(
    fout: drukkerij.DrukFout, monkeypatch: pytest.MonkeyPatch
) -> None:
    deler = in_beeld(dossier("Hij zweeg.", vraag="Wat nu?"))

    def weiger(*_: object) -> bytes:
        raise fout

    monkeypatch.setattr(drukkerij, "maak_pdf", weiger)
    antwoord = deler.neem_mee("pdf")
    assert antwoord.status_code in (422, 503)
    assert f'action="{deler.adres("voorbeeld")}"' in tekst(antwoord)


def test_a_note_that_is_too_long_for_paper_says_so_at_once() -> None:
    lang = Notitie(land="nl", oefening=False, label="", vraag="a\n\n" * 10_001, stappen=())
    with pytest.raises(drukkerij.TeLang):
        papier.als_html(lang)


@pytest.mark.parametrize(
    ("vraag", "zegt"),
    [("🙂🙂 🙃", "geen woorden"), ("He told me about her school and her friends there.", "andere taal")],
)
def test_a_text_that_could_not_be_searched_well_is_said_at_the_text_and_before_it_goes(
    vraag: str, zegt: str
) -> None:
    deler = Deler(dossier(vraag=vraag))
    assert zegt in deler.toon()
    assert "Hier kunnen we niet goed zoeken." in deler.html
    assert "In deze teksten konden we niet goed zoeken." in in_beeld(dossier(vraag=vraag)).html


# Where else a dossier is shown


def test_the_check_page_shows_the_question_and_leads_back_to_it() -> None:
    deler = Deler(dossier("Hij zweeg.", vraag="Wat nu?"))
    html = tekst(deler.wie.get(reverse("gesprekken:controleren", args=[deler.gesprek])))
    assert "Wat nu?" in html
    assert deler.adres("kiezen") in html


def test_a_follow_up_takes_the_names_along_and_nothing_that_was_chosen_decided_or_shared() -> None:
    from gesprek.wizard.vervolg import vervolg_van

    oud = vol().met(delingen={"ab" * 16: "cd" * 32})
    nieuw = vervolg_van(oud)
    assert nieuw.rijen["overleg-namen"] == oud.rijen["overleg-namen"]
    assert (nieuw.overleg, nieuw.delingen) == (Dossier().overleg, {})
    assert "overleg-vraag" not in nieuw.teksten


def test_the_own_report_has_the_question_and_never_the_names() -> None:
    deler = Deler(dossier("Hij zweeg.", vraag="Wat nu?", namen=["Xandria"]))
    html = tekst(deler.wie.get(reverse("verslag:afdruk", args=[deler.gesprek])))
    assert "Wat nu?" in html
    assert "Xandria" not in html
