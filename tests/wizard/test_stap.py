"""One step: what is written is saved, the page says so, and every button goes where it says."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.kluis import gesprekken, tijd
from gesprek.models import Gesprek
from tests.hulp import Bezoeker, Klok, formulieren, stap_url, stapformulier, tekst, titel
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")
STAPPEN = [stap.id for stap in laad().stappen]
ZIN = "Ik zag dat hij steeds vroeg of zij mocht blijven slapen."


def dossier(wie: Bezoeker, gesprek: UUID) -> Dossier:
    return gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier


def versie(gesprek: UUID) -> int:
    return Gesprek.objects.get(id=gesprek).versie


def nieuwe_stand(antwoord: HttpResponse) -> str:
    """The stand that an autosave brings back out of band."""
    gevonden = re.search(r'name="stand" id="stand" value="([^"]*)" data-hx-swap-oob="true"', tekst(antwoord))
    assert gevonden, tekst(antwoord)
    return gevonden[1]


# Saving


@pytest.mark.parametrize("stap", STAPPEN)
def test_every_field_of_every_step_is_saved_and_comes_back(stap: str) -> None:
    wie, gesprek = huisarts_met_gesprek()
    pagina = wie.stap(gesprek, stap)
    formulier = stapformulier(pagina)
    waarden: dict[str, str | list[str]] = {}
    for naam in formulier.namen:
        if naam.startswith(("t.", "r.")):
            waarden[naam] = f"antwoord op {naam}"
    for soort, naam, waarde in re.findall(
        r'type="(radio|checkbox)" name="([^"]+)" value="([^"]+)"', tekst(pagina)
    ):
        waarden[naam] = ["", waarde] if soort == "checkbox" and naam.startswith("k.") else waarde
    for naam in re.findall(r'type="date" name="([^"]+)"', tekst(pagina)):
        waarden[naam] = "2026-12-03"
    assert len(waarden) > 5
    assert wie.verstuur(pagina, waarden, knop="opslaan").status_code == 303
    velden = stapformulier(wie.stap(gesprek, stap)).velden
    terug: dict[str, list[str]] = {}
    for naam, waarde in velden:
        terug.setdefault(naam, []).append(waarde)
    for naam, waarde in waarden.items():
        verwacht = waarde if isinstance(waarde, str) else waarde[-1]
        assert terug[naam][-1] == verwacht, naam


def test_plain_save_says_when_in_the_time_of_amsterdam(klok: Klok) -> None:
    klok.zet(2026, 7, 1, 14, 32)
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {"t.gevoel-wat": ZIN})
    assert antwoord.status_code == 303, "a reload must not send again"
    assert "Bewaard om 14:32." in tekst(wie.volg(antwoord))


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


def test_autosave_says_when_and_sends_no_page(klok: Klok) -> None:
    klok.zet(2026, 12, 1, 9, 5)
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {"t.gevoel-wat": ZIN}, htmx=True)
    assert antwoord.status_code == 200
    assert antwoord["X-Bewaard"] == "ja"
    assert tekst(antwoord).startswith("Bewaard om 09:05")
    assert "<html" not in tekst(antwoord)
    assert ZIN not in tekst(antwoord)
    assert dossier(wie, gesprek).teksten["gevoel-wat"] == ZIN


def test_a_tab_never_quarrels_with_itself() -> None:
    """Many autosaves from one page, each with the stand that the last one brought, then a plain save."""
    wie, gesprek = huisarts_met_gesprek()
    formulier = stapformulier(wie.stap(gesprek))
    stand = formulier["stand"]
    for n in range(4):
        waarden = {"stand": stand, "t.gevoel-wat": f"zin {n}", "t.moment-plek": f"plek {n // 2}"}
        antwoord = wie.post(stap_url(gesprek), formulier.met(waarden), htmx=True)
        assert antwoord.status_code == 200
        assert "ander tabblad" not in tekst(antwoord)
        stand = nieuwe_stand(antwoord)
    antwoord = wie.post(stap_url(gesprek), formulier.met({"stand": stand, "t.gevoel-wat": "slot"}))
    assert antwoord.status_code == 303
    assert dossier(wie, gesprek).teksten["gevoel-wat"] == "slot"


def test_an_answer_that_got_lost_on_the_way_is_no_quarrel_either() -> None:
    """Saved, but the answer never came: the page sends the same again with the old stand."""
    wie, gesprek = huisarts_met_gesprek()
    formulier = stapformulier(wie.stap(gesprek))
    for _ in range(2):
        antwoord = wie.post(stap_url(gesprek), formulier.met({"t.gevoel-wat": ZIN}), htmx=True)
        assert antwoord.status_code == 200


def test_saving_what_did_not_change_writes_nothing() -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.schrijf(gesprek, {"t.gevoel-wat": ZIN})
    eerst = versie(gesprek)
    for htmx in (False, True):
        wie.schrijf(gesprek, {}, htmx=htmx)
    assert versie(gesprek) == eerst


def test_an_emptied_field_is_empty() -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.schrijf(
        gesprek, {"t.gevoel-wat": ZIN, "p.plek-veilig": "ja", "k.verdieping-themas": _themas(wie, gesprek)}
    )
    assert dossier(wie, gesprek).keuzes["verdieping-themas"]
    formulier = stapformulier(wie.stap(gesprek))
    leeg = [
        (n, w) for n, w in formulier.velden if n != "p.plek-veilig" and (n != "k.verdieping-themas" or not w)
    ]
    leeg = [(n, "" if n == "t.gevoel-wat" else w) for n, w in leeg]
    assert wie.post(stap_url(gesprek), leeg).status_code == 303
    na = dossier(wie, gesprek)
    assert not na.teksten.get("gevoel-wat")
    assert not na.punten
    assert not na.keuzes.get("verdieping-themas")


def _themas(wie: Bezoeker, gesprek: UUID) -> list[str]:
    return ["", *re.findall(r'name="k.verdieping-themas" value="([^"]+)"', tekst(wie.stap(gesprek)))[:2]]


def test_a_form_that_holds_half_of_the_step_leaves_the_other_half_alone() -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.schrijf(gesprek, {"t.gevoel-wat": ZIN, "t.moment-plek": "kamer", "p.plek-veilig": "ja"})
    stand = stapformulier(wie.stap(gesprek))["stand"]
    assert wie.post(stap_url(gesprek), {"stand": stand, "t.moment-plek": "tuin"}).status_code == 303
    na = dossier(wie, gesprek)
    assert (na.teksten["gevoel-wat"], na.teksten["moment-plek"]) == (ZIN, "tuin")
    assert na.punten == {"plek-veilig"}


@pytest.mark.parametrize("htmx", [True, False])
def test_a_form_that_was_cut_off_on_the_way_saves_nothing_and_gives_the_text_back(htmx: bool) -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.schrijf(gesprek, {"t.gevoel-wat": ZIN, "p.moment-tijd-genoeg": "ja"})
    formulier = stapformulier(wie.stap(gesprek))
    assert formulier.velden[-1] == ("einde", "ja")
    paren = [paar for paar in formulier.met({"t.gevoel-wat": ZIN[:20]}) if paar[0] != "einde"]
    voor = versie(gesprek)
    antwoord = wie.post(stap_url(gesprek), paren, htmx=htmx, heel=False)
    assert antwoord.status_code == 400
    assert htmx or ZIN[:20] in tekst(antwoord)
    assert "niets bewaard" in tekst(antwoord)
    assert versie(gesprek) == voor
    assert dossier(wie, gesprek).teksten["gevoel-wat"] == ZIN


def test_fields_of_another_step_or_none_at_all_are_left_out() -> None:
    wie, gesprek = huisarts_met_gesprek()
    vreemd = {
        "t.samenvatten-zin": "x",
        "t.bestaat-niet": "x",
        "p.bestaat-niet": "ja",
        "t.overleg-protocol": "verzonnen",
    }
    assert wie.schrijf(gesprek, vreemd).status_code == 303
    assert dossier(wie, gesprek).is_leeg()


def test_an_unknown_step_is_not_there() -> None:
    wie, gesprek = huisarts_met_gesprek()
    for stap in ("stap-zeven", "wissen2", "Voorbereiding"):
        assert wie.get(stap_url(gesprek, stap)).status_code == 404
        antwoord = wie.post(stap_url(gesprek, stap), {"t.gevoel-wat": ZIN})
        assert antwoord.status_code == 404
        assert ZIN in tekst(antwoord)


# Buttons


def test_previous_and_next_save_on_the_way() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {"t.gevoel-wat": ZIN}, knop="volgende")
    assert antwoord["Location"] == stap_url(gesprek, STAPPEN[1])
    antwoord = wie.schrijf(gesprek, {"t.opening-merk": "ik merk"}, STAPPEN[1], knop="vorige")
    assert antwoord["Location"] == stap_url(gesprek, STAPPEN[0])
    na = dossier(wie, gesprek)
    assert (na.teksten["gevoel-wat"], na.teksten["opening-merk"]) == (ZIN, "ik merk")


def test_after_the_last_step_comes_the_page_to_read_it_all() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {}, STAPPEN[-1], knop="volgende")
    assert antwoord["Location"] == reverse("gesprekken:controleren", args=[gesprek])


def test_the_first_step_has_no_previous() -> None:
    wie, gesprek = huisarts_met_gesprek()
    knoppen = {waarde for _, waarde in stapformulier(wie.stap(gesprek)).knoppen}
    assert "vorige" not in knoppen
    antwoord = wie.post(stap_url(gesprek), {"stand": "", "t.gevoel-wat": ZIN, "actie": "vorige"})
    assert antwoord["Location"] == stap_url(gesprek)


def test_the_first_button_of_the_form_saves_and_stays() -> None:
    """It is the one that Enter presses."""
    wie, gesprek = huisarts_met_gesprek()
    assert stapformulier(wie.stap(gesprek)).knoppen[0] == ("actie", "opslaan")


def test_the_user_decides_when_a_step_is_done_and_may_come_back_on_it() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {}, knop="klaar")
    assert antwoord["Location"] == reverse("gesprekken:takenlijst", args=[gesprek])
    assert dossier(wie, gesprek).klaar == {"voorbereiding"}
    pagina = wie.stap(gesprek)
    assert "Toch nog niet klaar" in tekst(pagina)
    wie.schrijf(gesprek, {}, knop="niet-klaar")
    assert dossier(wie, gesprek).klaar == frozenset()


def test_going_on_to_the_next_part_saves_and_opens_it() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {"t.moment-plek": "kamer"}, knop="deel:gevoel")
    assert antwoord["Location"] == f"{stap_url(gesprek)}?deel=gevoel#gevoel"
    pagina = tekst(wie.get(antwoord["Location"].partition("#")[0]))
    assert re.search(r'<details class="onderdeel" id="gevoel" open>', pagina)
    assert dossier(wie, gesprek).teksten["moment-plek"] == "kamer"


@pytest.mark.parametrize(
    "actie", ["", "weg", "op:", "terug:x:y", "deel:elders", "erbij:nergens", "é", "a:b:c:d"]
)
def test_a_button_that_does_not_exist_saves_and_stays(actie: str) -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.post(stap_url(gesprek), {"stand": "", "t.gevoel-wat": ZIN, "actie": actie})
    assert antwoord.status_code == 303
    assert antwoord["Location"].split("?")[0].split("#")[0] == stap_url(gesprek)
    na = dossier(wie, gesprek)
    assert (na.teksten["gevoel-wat"], na.klaar) == (ZIN, frozenset())


# The page


@pytest.mark.parametrize(("nummer", "stap"), list(enumerate(STAPPEN, 1)))
def test_the_title_says_which_step_and_nothing_of_the_client(nummer: int, stap: str) -> None:
    wie = Bezoeker()
    wie.begin()
    gesprek = wie.nieuw_gesprek("over Tim")
    pagina = wie.stap(gesprek, stap)
    assert titel(pagina) == f"Stap {nummer} van 6 · Start het gesprek"
    assert f"Stap {nummer} van 6" in tekst(pagina).split("<main")[1]
    assert "Tim" not in titel(pagina)


def test_what_one_writes_is_kept_from_spell_checkers_translators_and_the_browsers_memory() -> None:
    wie, gesprek = huisarts_met_gesprek()
    for stap in STAPPEN:
        pagina = tekst(wie.stap(gesprek, stap))
        velden = re.findall(r"<textarea[^>]*>", pagina) + re.findall(r'<input type="text"[^>]*>', pagina)
        assert velden
        assert all('translate="no"' in veld for veld in velden)
        # The fields take these from their form.
        (formulier,) = re.findall(r'<form id="stapformulier"[^>]*>', pagina)
        assert 'spellcheck="false"' in formulier
        assert 'autocomplete="off"' in formulier


def test_nothing_is_obligatory() -> None:
    wie, gesprek = huisarts_met_gesprek()
    for stap in STAPPEN:
        formulier = tekst(wie.stap(gesprek, stap)).split('id="stapformulier"')[1].split("</form>")[0]
        assert " required" not in formulier
        assert wie.schrijf(gesprek, {}, stap).status_code == 303


def test_every_step_shows_the_number_to_call_when_in_doubt() -> None:
    wie, gesprek = huisarts_met_gesprek()
    for stap in STAPPEN:
        assert "Twijfel? Bel" in tekst(wie.stap(gesprek, stap))


def test_what_differs_by_country_follows_the_setting_and_keeps_what_was_written() -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.schrijf(gesprek, {"p.melden-meldcode": "ja", "t.melden-reden": ZIN}, "vervolg")
    assert "p.melden-meldcode" in stapformulier(wie.stap(gesprek, "vervolg"))
    wie.post(reverse("kluis:instellingen"), {"land": "vl", "rol": "clb", "bewaardagen": "30"})
    pagina = wie.stap(gesprek, "vervolg")
    assert 'name="p.melden-meldcode"' not in tekst(pagina)
    wie.verstuur(pagina, {"t.melden-straks": "later"}, knop="opslaan")
    wie.post(reverse("kluis:instellingen"), {"land": "nl", "rol": "huisarts", "bewaardagen": "30"})
    assert "p.melden-meldcode" in stapformulier(wie.stap(gesprek, "vervolg"))
    assert dossier(wie, gesprek).teksten["melden-reden"] == ZIN


def test_a_form_works_without_a_script() -> None:
    wie, gesprek = huisarts_met_gesprek()
    pagina = wie.stap(gesprek)
    formulier = next(f for f in formulieren(pagina) if "stand" in f)
    assert (formulier.methode, formulier.actie) == ("post", stap_url(gesprek))
    assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:", tekst(pagina))
    assert not re.search(r"<script(?![^>]*\ssrc=)", tekst(pagina))


def test_every_address_that_htmx_gets_is_also_a_plain_link() -> None:
    wie, gesprek = huisarts_met_gesprek()
    for stap in STAPPEN:
        for element in re.findall(r"<[^>]*data-hx-get=[^>]*>", tekst(wie.stap(gesprek, stap))):
            adres = re.search(r'data-hx-get="([^"]*)"', element)
            assert adres
            assert f'href="{adres[1]}"' in element


def test_a_step_of_a_gesprek_that_never_was_is_not_found() -> None:
    wie, _ = huisarts_met_gesprek()
    assert wie.get(stap_url(uuid4())).status_code == 404
