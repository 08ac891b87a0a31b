"""Looking at what was found: each word is decided on, words go everywhere, and a text may be written anew."""

from __future__ import annotations

import re
from html import unescape

import pytest

from gesprek.dossier import ANDERS, Dossier, Overleg, Rij
from gesprek.inhoud.lader import laad
from gesprek.invoer.samenvoegen import MAX_TEKENS
from gesprek.teamoverleg import nazien
from gesprek.teamoverleg.nazien import HOUDEN, WEG, Nagezien
from gesprek.teamoverleg.notitie import Bron
from tests.hulp import tekst
from tests.teamoverleg.deler import Deler, dossier

TWIJFEL = "Hij sprak met de burgemeester, en later weer met de burgemeester."
"""A warning twice: nothing is done with it until somebody decides."""


def zie_na(*teksten: str, overleg: Overleg | None = None, namen: tuple[str, ...] = ()) -> Nagezien:
    bronnen = [Bron(f"t{nummer}", tekst, "", "") for nummer, tekst in enumerate(teksten, 1)]
    return nazien.zie_na(overleg or Overleg(), bronnen, namen, ())


def woorden(nagezien: Nagezien) -> list[str]:
    return list(nagezien.zonder_namen.values())


# Decisions, without a page


def test_what_is_certain_goes_and_a_doubt_waits() -> None:
    nagezien = zie_na("Tim sprak met de burgemeester.")
    assert [(p.treffer.fragment, p.stand) for p in nagezien.plekken] == [
        ("Tim", "weg"),
        ("burgemeester", "open"),
    ]
    assert woorden(nagezien) == ["[persoon 1] sprak met de burgemeester."]


@pytest.mark.parametrize(
    ("keus", "wordt"),
    [
        (WEG, "Hij is de [opvallend beroep] hier."),
        (HOUDEN, "Hij is de burgemeester hier."),
        (f"{ANDERS}baas", "Hij is de baas hier."),
    ],
)
def test_a_doubt_is_decided_in_three_ways(keus: str, wordt: str) -> None:
    vooraf = zie_na("Hij is de burgemeester hier.")
    overleg = nazien.besluit(Overleg(), {vooraf.open[0].id: keus})
    achteraf = zie_na("Hij is de burgemeester hier.", overleg=overleg)
    assert woorden(achteraf) == [wordt]
    assert not achteraf.open
    assert zie_na(
        "Hij is de burgemeester hier.", overleg=nazien.besluit(overleg, {vooraf.open[0].id: ""})
    ).open


def test_a_certain_word_may_stay_and_the_other_places_keep_their_placeholder() -> None:
    zin = "Tim belde. Toen ging Tim weg."
    overleg = nazien.besluit(Overleg(), {zie_na(zin).plekken[0].id: HOUDEN})
    assert woorden(zie_na(zin, overleg=overleg)) == ["Tim belde. Toen ging [persoon 1] weg."]


def test_a_decision_survives_changes_elsewhere_and_in_other_words() -> None:
    overleg = nazien.besluit(Overleg(), {zie_na("Tim belde.", "De burgemeester kwam.").open[0].id: HOUDEN})
    anders = zie_na(
        "Niemand belde vandaag. Kim ook niet.", "Toen ging hij. De burgemeester kwam.", overleg=overleg
    )
    assert not anders.open


def test_a_word_that_is_to_stay_is_asked_anew_when_it_comes_more_often_in_that_text() -> None:
    overleg = nazien.besluit(Overleg(), {zie_na("Tim belde.").plekken[0].id: HOUDEN})
    assert woorden(zie_na("Tim zei dat Tim belde.", overleg=overleg)) == [
        "[persoon 1] zei dat [persoon 1] belde."
    ]


def test_the_same_person_has_the_same_placeholder_in_every_text() -> None:
    uit = woorden(zie_na("Sanne en Tim kwamen.", "Tims broer zag Sanne.", namen=("Tim",)))
    assert uit == ["[persoon 1] en [persoon 2] kwamen.", "[persoon 2] broer zag [persoon 1]."]


def test_a_name_does_not_come_back_in_what_takes_the_place_of_another() -> None:
    vooraf = zie_na("Kim kwam met de burgemeester.")
    overleg = nazien.besluit(Overleg(), {vooraf.open[0].id: f"{ANDERS}vader van Kim"})
    assert woorden(zie_na("Kim kwam met de burgemeester.", overleg=overleg)) == [
        "[persoon 1] kwam met de vader van [persoon 1]."
    ]


def test_the_names_of_the_dossier_and_the_words_that_go_everywhere_go_in_any_case() -> None:
    overleg = nazien.met_woord(nazien.met_woord(Overleg(), "zwembad"), "zwembad")
    assert overleg.maskeren == ("zwembad",)
    uit = woorden(
        zie_na(
            "vlinder ging naar het Zwembad.", "Zwembad, vlinders jas.", overleg=overleg, namen=("Vlinder",)
        )
    )
    assert not [w for zin in uit for w in ("zwembad", "vlinder") if w in zin.lower()]
    terug = woorden(zie_na("Naar het zwembad.", overleg=nazien.zonder_woord(overleg, "zwembad")))
    assert terug == ["Naar het zwembad."]


def test_a_text_written_anew_goes_instead_and_is_searched_as_well() -> None:
    bron = Bron("t1", "Tim belde mij op het werk.", "", "")
    overleg = nazien.herschrijf(Overleg(), bron, "Kim belde iemand.")
    assert woorden(nazien.zie_na(overleg, [bron], (), ())) == ["[persoon 1] belde iemand."]
    assert not nazien.herschrijf(overleg, bron, bron.tekst).herschreven


def test_a_placeholder_in_a_text_written_anew_stays_what_it_is() -> None:
    bron = Bron("t1", "Tim belde.", "", "")
    overleg = nazien.herschrijf(Overleg(), bron, "[persoon 1] en [kind 1] belden.")
    assert woorden(nazien.zie_na(overleg, [bron], (), ())) == ["[persoon 1] en [kind 1] belden."]


def test_when_the_text_itself_changed_since_it_counts_again_and_the_other_is_kept_aside() -> None:
    overleg = nazien.herschrijf(Overleg(), Bron("t1", "Tim belde.", "", ""), "Iemand belde.")
    [beeld] = nazien.zie_na(overleg, [Bron("t1", "Tim belde twee keer.", "", "")], (), ()).teksten
    assert (beeld.zonder_namen, beeld.verouderd) == ("[persoon 1] belde twee keer.", "Iemand belde.")


def test_what_was_decided_of_a_text_that_is_gone_goes_as_well() -> None:
    overleg = nazien.besluit(Overleg(), {"t1.abc.1-1": WEG, "t2.abc.1-1": WEG})
    overleg = nazien.herschrijf(overleg, Bron("t2", "a", "", ""), "b")
    over = nazien.zonder_resten(overleg, {"t1"})
    assert (set(over.besluiten), set(over.herschreven)) == ({"t1.abc.1-1"}, set())


def test_names_of_the_list_are_read_without_empty_ones_and_doubles() -> None:
    rijen = tuple(Rij(f"n{n}", {"naam": naam}) for n, naam in enumerate((" Tim ", "", "Tim", "  ", "Kim")))
    assert nazien.namen_van(Dossier(rijen={"overleg-namen": rijen}), laad()) == ("Tim", "Kim")


# The page


@pytest.mark.django_db(databases="__all__")
class TestDePagina:
    def test_the_page_marks_what_goes_and_says_which_words_are_in_doubt(self) -> None:
        deler = Deler(dossier("Tim zweeg.", vraag=TWIJFEL))
        html = deler.toon()
        assert "Beslis nog over 2 woorden" in html
        assert "<del>Tim</del> <ins>[persoon 1]</ins>" in html
        assert html.count('<mark class="twijfel">burgemeester<sup>twijfel</sup></mark>') == 2
        assert 'href="#plek-1" translate="no">burgemeester</a>' in html

    def test_one_word_is_decided_and_one_lands_at_the_next(self) -> None:
        deler = Deler(dossier(vraag=TWIJFEL))
        deler.toon()
        antwoord = deler.druk(f"weg:{deler.plek('burgemeester')}")
        assert antwoord["Location"] == f"{deler.adres()}#plek-2"
        assert "Beslis nog over 1 woord" in deler.html
        antwoord = deler.druk(f"houden:{deler.plek('burgemeester', 1)}")
        assert antwoord["Location"] == f"{deler.adres()}#stand"
        assert "Over elk woord is beslist" in deler.html
        assert deler.notitie.vraag == (
            "Hij sprak met de [opvallend beroep], en later weer met de burgemeester."
        )

    def test_the_same_word_is_decided_everywhere_at_once(self) -> None:
        deler = Deler(dossier("Ook de Burgemeester kwam.", vraag=TWIJFEL))
        deler.toon()
        assert "Laat alle 3 staan" in deler.html
        deler.druk(f"houden-overal:{deler.plek('burgemeester')}")
        assert not deler.nagezien.open

    def test_all_doubts_go_with_one_button_and_each_may_come_back(self) -> None:
        deler = Deler(dossier(vraag=TWIJFEL))
        deler.toon()
        deler.druk("twijfels-weg")
        assert "Over elk woord is beslist" in deler.html
        assert "burgemeester" not in deler.notitie.vraag
        assert deler.druk("bekijk:overleg-vraag")["Location"].endswith(
            "?bij=overleg-vraag#tekst-overleg-vraag"
        )
        assert deler.druk("sluit:overleg-vraag")["Location"].endswith("/nakijken/#tekst-overleg-vraag")
        deler.druk("bekijk:overleg-vraag")
        antwoord = deler.druk(f"terug:{deler.plek('burgemeester')}")
        assert len(deler.nagezien.open) == 1
        assert antwoord["Location"].startswith(deler.adres())

    def test_something_else_is_put_there_whichever_button_is_pressed(self) -> None:
        deler = Deler(dossier(vraag=TWIJFEL))
        deler.toon()
        een, twee = deler.plek("burgemeester"), deler.plek("burgemeester", 1)
        deler.druk(f"weg:{een}", {f"t.anders.{twee}": " iemand  van de gemeente "})
        assert deler.notitie.vraag == (
            "Hij sprak met de [opvallend beroep], en later weer met de iemand van de gemeente."
        )

    def test_enter_in_the_field_for_something_else_goes_on_to_the_next_doubt(self) -> None:
        deler = Deler(dossier(vraag=TWIJFEL))
        deler.toon()
        een, twee = deler.plek("burgemeester"), deler.plek("burgemeester", 1)
        naar = deler.druk("opslaan", {f"t.anders.{een}": "iemand"})["Location"]
        assert naar.endswith("#plek-2")
        assert deler.druk("opslaan", {f"t.anders.{twee}": "hem"})["Location"].endswith("#stand")
        assert deler.druk("opslaan")["Location"].endswith("/nakijken/")

    def test_a_word_goes_everywhere_and_comes_back(self) -> None:
        deler = Deler(dossier("In het zwembad.", "Bij het Zwembad.", vraag="Wat zou jij doen?"))
        deler.toon()
        deler.druk("woord", {"t.woord": " zwembad "})
        assert "Dat woord gaat weg. Het staat er 2 keer." in deler.html
        assert deler.overleg.maskeren == ("zwembad",)
        deler.druk("woord-terug:zwembad")
        assert not deler.overleg.maskeren

    def test_a_word_that_stands_nowhere_is_kept_for_later_and_the_page_says_so(self) -> None:
        deler = Deler(dossier("Hij zweeg."))
        deler.toon()
        deler.druk("woord", {"t.woord": "zwembad"})
        assert "Dat woord staat nu nergens." in deler.html

    def test_after_a_click_on_a_word_one_is_back_at_that_text(self) -> None:
        deler = Deler(dossier("In het zwembad."))
        deler.toon()
        van = "concreet-waarnemingen.w1.wat"
        assert deler.druk("woord", {"t.woord": "zwembad", "van": van})["Location"].endswith(f"#tekst-{van}")
        assert deler.druk("woord", {"t.woord": "het", "van": "#x\r\n"})["Location"] == deler.adres()

    def test_a_word_that_is_too_long_is_given_back(self) -> None:
        deler = Deler(dossier("Hij zweeg."))
        deler.toon()
        deler.druk("woord", {"t.woord": "zwembad " * 20})
        assert deler.pagina.status_code == 422
        assert not deler.overleg.maskeren
        assert "Neem één woord of naam" in deler.html
        assert "zwembad zwembad" in deler.html

    def test_a_text_is_written_anew_for_the_note_alone(self) -> None:
        deler = Deler(dossier("Tim van de Fanfare zei iets."))
        sleutel = "concreet-waarnemingen.w1.wat"
        assert "Tim van de Fanfare zei iets." in deler.toon("herschrijven", sleutel)
        antwoord = deler.druk("opslaan", {"t.tekst": "Iemand zei\niets tegen Kim."})
        assert antwoord["Location"] == f"{deler.adres()}#tekst-{sleutel}"
        assert "Anders opgeschreven" in deler.html
        assert deler.notitie.stappen[0].delen[0].regels[0].rijen[0].cellen[0].tekst == (
            "Iemand zei\niets tegen [persoon 1]."
        )
        assert (
            deler.dossier.rijen["concreet-waarnemingen"][0].waarden["wat"] == "Tim van de Fanfare zei iets."
        )
        deler.toon("herschrijven", sleutel)
        deler.druk("terug")
        assert not deler.overleg.herschreven

    def test_a_text_that_changed_in_its_step_says_so_and_either_may_go(self) -> None:
        deler = Deler(dossier(vraag="Wat vind je van Tim?"))
        for knop, gaat_mee in (("oud-toch", "Wat vind je ervan?"), ("oud-weg", "Wat denk jij?")):
            deler.toon("herschrijven", "overleg-vraag")
            deler.druk("opslaan", {"t.tekst": "Wat vind je ervan?"})
            nu = deler.dossier
            nieuw = f"Wat denk jij?{' ' * 0 if knop == 'oud-weg' else ' En waarom?'}"
            deler.bewaar(nu.met(teksten={**nu.teksten, "overleg-vraag": nieuw}))
            assert "Daarom gaat nu weer de tekst uit de stap mee." in deler.toon()
            assert deler.notitie.vraag == nieuw
            deler.druk(f"{knop}:overleg-vraag")
            assert "Daarom gaat nu weer" not in deler.html
            assert deler.notitie.vraag == gaat_mee

    def test_a_text_that_another_tab_wrote_anew_is_shown_before_it_is_replaced(self) -> None:
        deler = Deler(dossier(vraag="Wat nu?"))
        deler.toon("herschrijven", "overleg-vraag")
        oud = deler.pagina
        deler.druk("opslaan", {"t.tekst": "Uit het ene tabblad"})
        deler.pagina = oud
        deler.druk("opslaan", {"t.tekst": "Uit het andere tabblad"})
        assert deler.pagina.status_code == 409
        assert "Uit het ene tabblad" in deler.html
        assert deler.notitie.vraag == "Uit het ene tabblad"
        deler.druk("opslaan")
        assert deler.notitie.vraag == "Uit het andere tabblad"

    def test_a_text_written_anew_is_saved_by_itself(self) -> None:
        deler = Deler(dossier(vraag="Wat nu?"))
        deler.toon("herschrijven", "overleg-vraag")
        formulier = deler.formulier
        for tekst_nu in ("Wat zou", "Wat zou jij doen?"):
            antwoord = deler.wie.post(formulier.actie, formulier.met({"t.tekst": tekst_nu}), htmx=True)
            assert antwoord["X-Bewaard"] == "ja"
            [gezien] = re.findall(r'id="gezien" value="([^"]+)"', tekst(antwoord))
            formulier = type(formulier)(
                formulier.actie,
                "post",
                tuple((n, gezien if n == "gezien" else w) for n, w in formulier.velden),
                formulier.knoppen,
            )
        assert deler.notitie.vraag == "Wat zou jij doen?"
        fout = deler.wie.post(formulier.actie, formulier.met({"t.tekst": "x" * (MAX_TEKENS + 1)}), htmx=True)
        assert 'id="gezien"' not in tekst(fout)
        assert (fout.status_code, fout.get("X-Bewaard")) == (422, None)

    def test_an_autosave_never_replaces_what_another_tab_wrote_anew(self) -> None:
        deler = Deler(dossier(vraag="Wat nu?"))
        deler.toon("herschrijven", "overleg-vraag")
        formulier = deler.formulier
        deler.druk("opslaan", {"t.tekst": "Uit het ene tabblad"})
        for _keer in range(2):
            antwoord = deler.wie.post(formulier.actie, formulier.met({"t.tekst": "Het andere"}), htmx=True)
            assert (antwoord.status_code, antwoord.get("X-Bewaard")) == (409, None)
            assert 'id="gezien"' not in tekst(antwoord)
        assert deler.notitie.vraag == "Uit het ene tabblad"

    def test_a_text_that_does_not_go_along_any_more_gives_back_what_was_typed(self) -> None:
        deler = Deler(dossier("Hij zweeg.", vraag="Wat nu?"))
        deler.toon("herschrijven", "concreet-waarnemingen.w1.wat")
        formulier = deler.formulier
        deler.bewaar(dossier(vraag="Wat nu?"))
        antwoord = deler.wie.post(formulier.actie, formulier.met({"t.tekst": "Hij zei niets."}, "opslaan"))
        assert antwoord.status_code == 404
        assert "Hij zei niets." in tekst(antwoord)

    def test_a_stale_page_decides_about_what_is_still_there_and_nothing_else(self) -> None:
        deler = Deler(dossier("Een tweede.", vraag=TWIJFEL))
        deler.toon()
        oud, plek = deler.pagina, deler.plek("burgemeester")
        deler.bewaar(deler.dossier.met(teksten={"overleg-vraag": "Iets anders."}))
        deler.pagina = oud
        deler.druk(f"houden:{plek}")
        assert deler.pagina.status_code == 200
        assert deler.overleg.besluiten == {}

    def test_a_locked_kluis_takes_along_what_was_typed(self) -> None:
        deler = Deler(dossier(vraag=TWIJFEL))
        deler.toon()
        formulier = deler.formulier
        deler.wie.vergrendel()
        slot = deler.wie.post(formulier.actie, formulier.met({"t.woord": "gemeentehuis"}, "woord"))
        assert slot.status_code == 403
        deler.wie.verstuur(slot, {"toegangscode": deler.wie.code})
        assert deler.overleg.maskeren == ("gemeentehuis",)

    def test_a_form_that_was_cut_off_decides_nothing(self) -> None:
        deler = Deler(dossier(vraag=TWIJFEL))
        deler.toon()
        paren = [paar for paar in deler.formulier.met({}, "twijfels-weg") if paar[0] != "einde"]
        assert deler.wie.post(deler.formulier.actie, paren).status_code == 400
        assert deler.overleg.besluiten == {}

    @pytest.mark.parametrize(
        "vijandig",
        [
            "<script>alert(1)</script> & \"Tim\" 'x'",
            "\0Tim\0 burgemeester\0",
            "{{ 7*7 }} {% now 'Y' %} Tim",
            "\u202eTim\u202c burgemeester \u200b",
            "[persoon 1] [[Tim]] [persoon 999999]",
            "🙂🙂🙂",
            "a" * 5_000,
            "\n\n\n",
        ],
    )
    def test_hostile_text_is_shown_as_text_all_the_way(self, vijandig: str) -> None:
        deler = Deler(dossier("Een gewone zin."))
        deler.toon("kiezen")
        deler.druk("nakijken", {"t.overleg-vraag": vijandig})
        assert deler.pagina.status_code == 200
        assert "<script>alert" not in deler.html
        if deler.nagezien.open:
            deler.druk("twijfels-weg")
        deler.druk("voorbeeld")
        assert "Dit leest je collega" in deler.html
        assert "<script>alert" not in deler.html
        assert deler.neem_mee().status_code == 200
        deler.toon()
        deler.druk("woord", {"t.woord": vijandig[:90]})
        assert deler.pagina.status_code == 200

    def test_nothing_chosen_says_what_to_do(self) -> None:
        html = unescape(Deler(Dossier()).toon())
        assert "Er staat nog niets in je notitie." in html
        assert "Kies wat meegaat" in html
