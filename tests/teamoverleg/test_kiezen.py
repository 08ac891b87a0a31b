"""Choosing what goes along: the pages without a script, and two tabs at once."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.invoer.samenvoegen import MAX_TEKENS
from tests.hulp import stapformulier, tekst, titel
from tests.rollen import clb_medewerker, huisarts_met_gesprek
from tests.teamoverleg.deler import Deler, dossier

pytestmark = pytest.mark.django_db(databases="__all__")
WAARNEMINGEN = "concreet-waarnemingen"


def aangevinkt(html: str) -> list[str]:
    return re.findall(r'name="k.mee" value="([a-z-]+)"[^>]* checked', html)


# The way in


@pytest.mark.parametrize("stap", ["voorbereiding", "zorg-voor-jezelf"])
def test_a_step_saves_and_opens_it(stap: str) -> None:
    wie, gesprek = huisarts_met_gesprek()
    veld = {"voorbereiding": "t.overleg-vragen", "zorg-voor-jezelf": "t.evaluatie-anders"}[stap]
    antwoord = wie.schrijf(gesprek, {veld: "Zeg het eerder."}, stap, knop="delen")
    assert antwoord["Location"] == reverse("delen:begin", args=[gesprek])
    assert "Zeg het eerder." in tekst(wie.stap(gesprek, stap))


@pytest.mark.parametrize("naam", ["gesprekken:takenlijst", "gesprekken:afronden"])
def test_the_task_list_and_the_last_page_lead_there(naam: str) -> None:
    deler = Deler()
    pagina = tekst(deler.wie.get(reverse(naam, args=[deler.gesprek])))
    assert f'<a href="{deler.adres("begin")}">Maak een notitie zonder namen</a>' in pagina


def test_the_first_page_says_what_to_share_who_can_recognise_it_and_that_it_is_not_for_haste() -> None:
    html = Deler().html
    for zin in (
        "Deel alleen wat je collega moet weten.",
        "Namen zijn weg, maar wie de situatie kent kan iemand herkennen.",
        "Geen spoedkanaal",
    ):
        assert zin in html


def test_the_rule_on_sharing_is_that_of_the_country_and_the_role() -> None:
    nederlands = Deler().html
    assert "die van de KNMG" in nederlands
    assert "nog niet juridisch nagekeken" in nederlands
    vlaams = Deler(wie=clb_medewerker()).html
    assert "Als medewerker van een CLB heb je beroepsgeheim." in vlaams
    assert "KNMG" not in vlaams
    assert "meldcode" not in vlaams.lower()


def test_titles_are_neutral_on_every_page() -> None:
    deler = Deler(dossier("Tim zweeg.", vraag="Wat nu?", label="Tim"))
    for naam in ("begin", "kiezen", "nakijken", "voorbeeld"):
        deler.toon(naam)
        assert titel(deler.pagina) == "Delen · Start het gesprek"
    deler.toon("herschrijven", "overleg-vraag")
    assert titel(deler.pagina) == "Delen · Start het gesprek"


# Choosing


def test_the_concerns_the_messages_and_the_question_are_ticked_until_somebody_chooses() -> None:
    deler = Deler(oefendossier())
    html = deler.toon("kiezen")
    assert aangevinkt(html) == [WAARNEMINGEN, "boodschap-punten"]
    assert deler.overleg.mee is None


def test_only_what_holds_something_can_be_chosen_and_never_the_names() -> None:
    html = Deler(dossier("Hij zweeg.", namen=["Tim"])).toon("kiezen")
    assert re.findall(r'name="k.mee" value="([a-z-]+)"', html) == [WAARNEMINGEN]
    assert "Waarneming" not in Deler().toon("kiezen")


def test_the_label_and_step_six_are_off_and_may_be_switched_on() -> None:
    deler = Deler(oefendossier())
    deler.toon("kiezen")
    deler.druk("nakijken", {"k.mee": ["label", "evaluatie-ging-goed"]})
    assert set(deler.overleg.mee or ()) == {"label", "evaluatie-ging-goed", "overleg-vraag"}
    assert deler.notitie.label == oefendossier().label
    assert [stap.id for stap in deler.notitie.stappen] == ["zorg-voor-jezelf"]


def test_a_whole_step_goes_on_or_off_with_one_button() -> None:
    deler = Deler(oefendossier())
    deler.toon("kiezen")
    antwoord = deler.druk("alles:zorg-voor-jezelf")
    assert antwoord["Location"].endswith("/kiezen/?vak=zorg-voor-jezelf#vak-zorg-voor-jezelf")
    zes = {veld.id for deel in laad().stap("zorg-voor-jezelf").onderdelen for veld in deel.velden}
    assert zes & set(aangevinkt(deler.html)) == zes
    deler.druk("niets:zorg-voor-jezelf")
    assert aangevinkt(deler.html) == [WAARNEMINGEN, "boodschap-punten"]


def test_saving_without_choosing_keeps_the_choice_open_for_what_is_written_later() -> None:
    deler = Deler(Dossier())
    deler.toon("kiezen")
    deler.druk("opslaan", {"t.overleg-vraag": "Wat zou jij doen?"})
    assert deler.overleg.mee is None
    deler.bewaar(deler.dossier.met(rijen=dossier("Hij zweeg.").rijen))
    assert aangevinkt(deler.toon("kiezen")) == [WAARNEMINGEN]
    assert deler.notitie.vraag == "Wat zou jij doen?"


def test_what_is_ticked_in_one_tab_and_unticked_in_another_both_hold() -> None:
    deler = Deler(oefendossier())
    deler.toon("kiezen")
    oud = deler.pagina
    deler.druk("opslaan", {"k.mee": [WAARNEMINGEN, "boodschap-punten", "gevoel-wat"]})
    deler.pagina = oud
    deler.druk("opslaan", {"k.mee": ["boodschap-punten"]})
    assert set(deler.overleg.mee or ()) == {"boodschap-punten", "gevoel-wat", "overleg-vraag"}


def test_the_autosave_saves_the_ticks_and_renews_what_the_page_was_made_with() -> None:
    deler = Deler(oefendossier())
    deler.toon("kiezen")
    formulier = deler.formulier
    antwoord = deler.wie.post(formulier.actie, formulier.met({"k.mee": ["boodschap-punten"]}), htmx=True)
    assert antwoord["X-Bewaard"] == "ja"
    assert 'id="mee-was" value="boodschap-punten" data-hx-swap-oob' in tekst(antwoord)
    assert "1 van 25 gaan mee" in unescape(tekst(antwoord))
    assert set(deler.overleg.mee or ()) == {"boodschap-punten", "overleg-vraag"}


def test_ids_that_do_not_exist_and_the_list_of_names_cannot_be_chosen() -> None:
    deler = Deler(dossier("Hij zweeg.", namen=["Tim"]))
    deler.toon("kiezen")
    deler.druk("opslaan", {"k.mee": [WAARNEMINGEN, "overleg-namen", "delingen", "x" * 300, "\0"]})
    assert deler.overleg.mee is None


# What can go wrong with a form, as in a step


def test_a_locked_kluis_takes_the_question_and_the_ticks_along() -> None:
    deler = Deler(oefendossier())
    deler.toon("kiezen")
    formulier = deler.formulier
    deler.wie.vergrendel()
    waarden = {"t.overleg-vraag": "Wat nu?", "k.mee": ["gevoel-wat"]}
    slot = deler.wie.post(formulier.actie, formulier.met(waarden, "nakijken"))
    assert slot.status_code == 403
    assert "Wat nu?" in tekst(slot)
    deler.wie.verstuur(slot, {"toegangscode": deler.wie.code})
    assert deler.dossier.teksten["overleg-vraag"] == "Wat nu?"
    assert set(deler.overleg.mee or ()) == {"gevoel-wat", "overleg-vraag"}


def test_a_question_that_is_too_long_is_given_back_and_the_ticks_are_saved() -> None:
    deler = Deler(oefendossier())
    deler.toon("kiezen")
    deler.druk("nakijken", {"t.overleg-vraag": "x" * (MAX_TEKENS + 1), "k.mee": ["gevoel-wat"]})
    assert deler.pagina.status_code == 422
    assert "Er passen er 20000." in deler.html
    assert "gevoel-wat" in (deler.overleg.mee or ())


def test_two_tabs_with_another_question_are_asked_which_one_stays() -> None:
    deler = Deler(dossier("Hij zweeg."))
    deler.toon("kiezen")
    oud = deler.pagina
    deler.druk("opslaan", {"t.overleg-vraag": "Uit het ene tabblad"})
    deler.pagina = oud
    deler.druk("opslaan", {"t.overleg-vraag": "Uit het andere tabblad"})
    assert deler.pagina.status_code == 409
    assert "Uit het ene tabblad" in deler.html
    assert "Uit het andere tabblad" in deler.html


def test_a_form_that_was_cut_off_saves_nothing() -> None:
    deler = Deler(oefendossier())
    deler.toon("kiezen")
    paren = [paar for paar in deler.formulier.met({"t.overleg-vraag": "half"}) if paar[0] != "einde"]
    assert deler.wie.post(deler.formulier.actie, paren).status_code == 400
    assert "overleg-vraag" not in deler.dossier.teksten


def test_a_name_for_the_list_is_added_and_taken_off_as_any_row() -> None:
    deler = Deler(Dossier())
    deler.toon("kiezen")
    rij = stapformulier(deler.pagina)["volgorde.overleg-namen"]
    deler.druk("erbij:overleg-namen", {f"r.overleg-namen.{rij}.naam": "Tim"})
    assert [r.waarden["naam"] for r in deler.dossier.rijen["overleg-namen"]] == ["Tim"]
    deler.druk(f"weg:overleg-namen:{rij}")
    assert "overleg-namen" not in deler.dossier.rijen
    assert "Ongedaan maken" in deler.html
