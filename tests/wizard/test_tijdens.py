"""The page for the talk itself: what was chosen beforehand is there, and what is written there is kept."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier, Rij, naar_json
from gesprek.inhoud.lader import HIER, InhoudFout, laad, lees_map
from gesprek.kluis import gesprekken, tijd
from gesprek.wizard.tijdens import gekozen_vragen
from tests.hulp import Bezoeker, stap_url, stapformulier, tekst, titel
from tests.rollen import huisarts, huisarts_met_gesprek
from tests.wizard.test_rondreis import dossiers

pytestmark = pytest.mark.django_db(databases="__all__")
LANG = "Een zin die maar doorgaat. " * 20


def _url(gesprek: UUID) -> str:
    return reverse("gesprekken:tijdens", args=[gesprek])


def _met(dossier: Dossier) -> tuple[Bezoeker, UUID]:
    """A GP with this dossier."""
    wie = huisarts()
    return wie, gesprekken.nieuw(wie.sessie().kluis, dossier).id


def _dossier(wie: Bezoeker, gesprek: UUID) -> Dossier:
    return gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier


def _pagina(wie: Bezoeker, gesprek: UUID) -> HttpResponse:
    antwoord = wie.get(_url(gesprek))
    assert antwoord.status_code == 200
    return antwoord


def _deel(pagina: HttpResponse, naam: str) -> str:
    """The text of one section of the page, up to the next."""
    stuk = tekst(pagina).split(f'<section id="{naam}"')[1].split('<section id="')[0]
    return unescape(re.sub(r"<[^>]+>", " ", stuk))


def test_it_shows_the_opening_the_messages_and_the_chosen_questions_with_a_field_for_each_family() -> None:
    dossier = oefendossier()
    wie, gesprek = _met(dossier)
    pagina = _pagina(wie, gesprek)
    for veld in ("opening-merk", "opening-zorgen"):
        assert dossier.teksten[veld] in _deel(pagina, "opening")
    for rij in dossier.rijen["boodschap-punten"]:
        assert rij.waarden["boodschap"] in _deel(pagina, "opening")
    vragen = _deel(pagina, "vragen") + _deel(pagina, "notities")
    gekozen = gekozen_vragen(laad(), dossier)
    assert all(gekozen.values())
    for vraag in (vraag for alle in gekozen.values() for vraag in alle):
        assert vraag in vragen
    namen = stapformulier(pagina).namen
    assert {f"t.{veld}" for veld in laad().tijdens.vakken.values()} <= namen
    assert {"t.tijdens-notities", "k.verhaal-gevoelens", "t.verhaal-gevoelens-gezegd"} <= namen
    assert "Je koos nog geen vragen" not in vragen


def test_own_questions_stand_with_their_family_and_the_others_by_the_notes() -> None:
    rijen = tuple(
        Rij(f"r{n}", {"vraag": f"Vraag {soort or 'zonder'}?", "soort": soort})
        for n, soort in enumerate(["zorgen", "ondersteuning", "anders", "", "vervallen"])
    )
    leeg = Rij("leeg", {"vraag": "  ", "soort": "zorgen"})
    gekozen = gekozen_vragen(laad(), Dossier(rijen={"vragen-eigen": (*rijen, leeg)}))
    assert gekozen["zorgen"] == ("Vraag zorgen?",)
    assert gekozen["ondersteuning"] == ("Vraag ondersteuning?",)
    assert gekozen[""] == ("Vraag anders?", "Vraag zonder?", "Vraag vervallen?")


def test_without_chosen_questions_it_offers_those_of_every_family_and_the_way_to_step_three() -> None:
    wie, gesprek = huisarts_met_gesprek()
    pagina = _pagina(wie, gesprek)
    vragen = _deel(pagina, "vragen")
    assert "Je koos nog geen vragen" in vragen
    assert all(vraag.tekst in vragen for familie in laad().vragen.families for vraag in familie.vragen)
    assert f'href="{stap_url(gesprek, "zelf-vertellen")}?deel=open-vragen#open-vragen"' in tekst(pagina)
    assert "Je schreef nog geen eerste zinnen" in _deel(pagina, "opening")


def test_what_one_filled_in_after_a_beginning_stands_there_with_that_beginning() -> None:
    teksten = {"opening-merk": "dat je stil bent.", "opening-zorgen": "Ik maak me zorgen over de avonden."}
    wie, gesprek = _met(Dossier(teksten=teksten))
    opening = _deel(_pagina(wie, gesprek), "opening")
    assert "Ik merk … dat je stil bent." in " ".join(opening.split())
    assert "Ik maak me zorgen over …" not in opening


def test_a_long_text_is_folded_and_complete() -> None:
    wie, gesprek = _met(Dossier(teksten={"opening-merk": LANG.strip()}))
    assert LANG.strip() in _deel(_pagina(wie, gesprek), "opening")


def test_the_cards_the_dos_and_the_numbers_are_on_the_page_itself() -> None:
    wie, gesprek = huisarts_met_gesprek()
    pagina = _pagina(wie, gesprek)
    kaal = unescape(tekst(pagina))
    assert all(kaart.titel in kaal and kaart.kort in kaal for kaart in laad().wat_als.kaarten)
    regels = laad().doen_en_laten.doen + laad().doen_en_laten.laten
    assert all(regel.tekst in kaal for regel in regels)
    assert 'href="tel:112"' in tekst(pagina)
    assert "Twijfel? Bel Stop it Now" in kaal
    for plek in ("vragen", "notities", "wat-als", "acuut"):
        assert f'href="#{plek}"' in tekst(pagina)
        assert f'<section id="{plek}"' in tekst(pagina)


def test_what_is_written_here_stands_in_step_three_and_the_rest_stays() -> None:
    dossier = oefendossier()
    wie, gesprek = _met(dossier)
    antwoord = wie.verstuur(
        _pagina(wie, gesprek),
        {
            "t.verhaal-zorgen": "slaapt niet",
            "k.verhaal-gevoelens": ["", "angst"],
            "t.tijdens-notities": "los",
        },
        knop="opslaan",
    )
    assert antwoord["Location"] == _url(gesprek)
    na = _dossier(wie, gesprek)
    assert na.teksten == {
        **dossier.teksten,
        "verhaal-zorgen": "slaapt niet",
        "tijdens-notities": "los",
    }
    assert na.keuzes == {**dossier.keuzes, "verhaal-gevoelens": ("angst",)}
    assert (na.rijen, na.punten, na.klaar) == (dossier.rijen, dossier.punten, dossier.klaar)
    assert stapformulier(wie.stap(gesprek, "zelf-vertellen"))["t.verhaal-zorgen"] == "slaapt niet"
    assert "los" in tekst(wie.get(reverse("gesprekken:controleren", args=[gesprek])))


def test_when_the_talk_is_done_it_saves_and_goes_to_the_summary() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.verstuur(_pagina(wie, gesprek), {"t.verhaal-ideeen": "zo zit het"}, knop="klaar")
    assert titel(wie.volg(antwoord)).startswith("Stap 4 van 6")
    assert _dossier(wie, gesprek).teksten == {"verhaal-ideeen": "zo zit het"}


@pytest.mark.parametrize(
    ("gezonden", "naar"),
    [
        ({"deel": "notities"}, "#notities"),
        ({"deel": "notities", "scherm": "aan"}, "?scherm=aan#notities"),
        ({"deel": "https://elders.example/", "scherm": "x"}, ""),
    ],
)
def test_after_opslaan_one_is_back_where_one_was(gezonden: dict[str, str], naar: str) -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.verstuur(_pagina(wie, gesprek), gezonden, knop="opslaan")
    assert antwoord["Location"] == _url(gesprek) + naar


def test_a_tab_on_this_page_and_one_on_step_three_both_go_in_and_quarrel_aloud() -> None:
    wie, gesprek = huisarts_met_gesprek()
    hier, daar = stapformulier(_pagina(wie, gesprek)), stapformulier(wie.stap(gesprek, "zelf-vertellen"))
    wie.post(stap_url(gesprek, "zelf-vertellen"), daar.met({"t.verhaal-zorgen": "daar"}, "opslaan"))
    assert wie.post(_url(gesprek), hier.met({"t.verhaal-ideeen": "hier"}, "opslaan")).status_code == 303
    na = _dossier(wie, gesprek).teksten
    assert na == {"verhaal-zorgen": "daar", "verhaal-ideeen": "hier"}

    ook = hier.met({"t.verhaal-zorgen": "hier ook"}, "opslaan")
    botst = wie.post(_url(gesprek), ook)
    assert botst.status_code == 409
    assert "Hier staan twee versies" in tekst(botst)
    assert all(versie in tekst(botst) for versie in ("daar", "hier ook"))
    assert _dossier(wie, gesprek).teksten["verhaal-zorgen"] == "daar"
    wie.verstuur(botst, {"kies.t.verhaal-zorgen": "beide"}, knop="opslaan")
    assert {"daar", "hier ook"} <= set(_dossier(wie, gesprek).teksten["verhaal-zorgen"].split("\n"))


def test_an_autosave_answers_with_a_sentence_and_a_new_stand() -> None:
    wie, gesprek = huisarts_met_gesprek()
    form = stapformulier(_pagina(wie, gesprek))
    antwoord = wie.post(_url(gesprek), form.met({"t.tijdens-notities": "kort"}), htmx=True)
    assert (antwoord.status_code, antwoord["X-Bewaard"]) == (200, "ja")
    assert tekst(antwoord).startswith("Bewaard om ")
    assert 'id="stand"' in tekst(antwoord)


def test_a_text_that_is_too_long_comes_back_and_the_rest_is_saved() -> None:
    wie, gesprek = huisarts_met_gesprek()
    lang = "x" * 20_001
    antwoord = wie.verstuur(
        _pagina(wie, gesprek), {"t.tijdens-notities": lang, "t.verhaal-zorgen": "past"}, knop="klaar"
    )
    assert antwoord.status_code == 422
    assert titel(antwoord).startswith("Fout: ")
    assert stapformulier(antwoord)["t.tijdens-notities"] == lang
    assert _dossier(wie, gesprek).teksten == {"verhaal-zorgen": "past"}


def test_a_form_that_was_cut_off_on_the_way_saves_nothing() -> None:
    wie, gesprek = huisarts_met_gesprek()
    form = stapformulier(_pagina(wie, gesprek))
    heel = form.met({"t.verhaal-zorgen": "half"}, "opslaan")
    antwoord = wie.post(_url(gesprek), [paar for paar in heel if paar[0] != "einde"])
    assert antwoord.status_code == 400
    assert _dossier(wie, gesprek) == Dossier()


def test_what_was_typed_when_the_kluis_locked_in_between_is_saved_after_the_code() -> None:
    wie, gesprek = huisarts_met_gesprek()
    pagina = _pagina(wie, gesprek)
    wie.vergrendel()
    slot = wie.verstuur(pagina, {"t.tijdens-notities": "over het slot heen"}, knop="opslaan")
    assert slot.status_code == 403
    antwoord = wie.verstuur(slot, {"toegangscode": wie.code})
    assert "over het slot heen" in tekst(wie.volg(antwoord))
    assert _dossier(wie, gesprek).teksten == {"tijdens-notities": "over het slot heen"}


def test_title_and_address_say_nothing_of_the_client_and_notes_are_kept_from_spell_checkers() -> None:
    wie, gesprek = huisarts_met_gesprek("Gesprek met Jan")
    pagina = _pagina(wie, gesprek)
    assert titel(pagina) == "Tijdens het gesprek · Start het gesprek"
    assert re.search(r'<form class="tijdens"[^>]*autocomplete="off" spellcheck="false"', tekst(pagina))
    assert pagina["Cache-Control"] == "no-store, private"


class TestRondreis(TestCase):
    databases = {"default", "wisjournaal"}

    @settings(max_examples=25)
    @given(
        dossier=dossiers(laad().stap("zelf-vertellen")), notities=st.sampled_from(["", "los", "een\ntwee\n"])
    )
    def test_opening_it_and_saving_changes_nothing(self, dossier: Dossier, notities: str) -> None:
        wie, gesprek = _met(dossier.met(teksten={**dossier.teksten, "tijdens-notities": notities}))
        voor = naar_json(_dossier(wie, gesprek))
        antwoord = wie.verstuur(_pagina(wie, gesprek), {}, knop="opslaan")
        assert antwoord.status_code == 303
        assert naar_json(_dossier(wie, gesprek)) == voor


@pytest.mark.parametrize(
    ("oud", "nieuw", "klacht"),
    [
        ('opening = "opening"', 'opening = "nergens"', "onderdeel 'nergens' bestaat niet"),
        ('eigen_vragen = "vragen-eigen"', 'eigen_vragen = "verhaal-zorgen"', "geen rijen 'verhaal-zorgen'"),
        ('zorgen = "verhaal-zorgen"', 'zorgen = "verhaal-niet"', "geen veld 'verhaal-niet'"),
        ('zorgen = "verhaal-zorgen"', 'angsten = "verhaal-zorgen"', "vragenfamilie 'angsten'"),
    ],
)
def test_content_that_points_at_what_is_not_there_is_refused(
    oud: str, nieuw: str, klacht: str, tmp_path: Path
) -> None:
    map_ = Path(shutil.copytree(HIER / "nl", tmp_path / "nl"))
    pad = map_ / "tijdens.toml"
    bron = pad.read_text(encoding="utf-8")
    assert oud in bron
    pad.write_text(bron.replace(oud, nieuw, 1), encoding="utf-8")
    with pytest.raises(InhoudFout, match=klacht) as fout:
        lees_map(map_)
    assert str(fout.value).startswith("tijdens.toml:")
