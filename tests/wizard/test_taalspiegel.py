"""The taalspiegel in the browser: what it reads, what it says, and that it holds nobody up."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.urls import reverse

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.invoer.voorbeelden import als_voorbeeld
from gesprek.kluis import gesprekken, tijd
from gesprek.wizard.taalspiegel import MAX_ZINNEN
from tests.hulp import Bezoeker, formulieren, stap_url, tekst, titel
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")

HARD = "Je kijkt altijd weg."
ZACHT = "Ik merk dat je stil wordt."


def spiegel_url(gesprek: UUID) -> str:
    return reverse("gesprekken:taalspiegel", args=[gesprek])


def zet(wie: Bezoeker, gesprek: UUID, dossier: Dossier) -> int:
    """Put a dossier in the kluis; the version that it then has."""
    kluis = wie.sessie().kluis
    open_gesprek = gesprekken.laad(kluis, gesprek, tijd.vandaag())
    return gesprekken.bewaar(kluis, open_gesprek, dossier).versie


def bladzijde(dossier: Dossier, vraag: str = "") -> str:
    wie, gesprek = huisarts_met_gesprek()
    zet(wie, gesprek, dossier)
    antwoord = wie.get(spiegel_url(gesprek) + vraag)
    assert antwoord.status_code == 200
    return tekst(antwoord)


def tips(pagina: str) -> int:
    return pagina.count("Liever zo:")


def test_without_anything_written_it_says_where_to_begin() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.get(spiegel_url(gesprek))
    assert titel(antwoord).strip().startswith("Lees mee")
    assert "Er staat nog niets om mee te lezen." in tekst(antwoord)
    assert f'href="{stap_url(gesprek, "gesprek-aangaan")}"' in tekst(antwoord)


def test_without_tips_it_promises_nothing() -> None:
    pagina = bladzijde(Dossier(teksten={"opening-merk": ZACHT}))
    assert "We zagen geen woorden waar een tip bij hoort. Dat zegt niet alles" in pagina
    assert tips(pagina) == 0


def test_a_tip_shows_the_sentence_the_words_why_and_another_way() -> None:
    pagina = bladzijde(Dossier(teksten={"opening-merk": f"{ZACHT} {HARD}"}))
    assert "<mark>Je kijkt altijd</mark> weg." in pagina
    assert "Maakt het algemeen: " in pagina, "not by colour alone"
    regel = next(regel for regel in laad().taalspiegel.regels if regel.id == "altijd")
    assert regel.waarom in pagina
    assert regel.liever in pagina
    assert ZACHT not in pagina
    assert "Het zijn maar tips. Jij kent je cliënt" in pagina


def test_change_leads_to_the_field_itself() -> None:
    wie, gesprek = huisarts_met_gesprek()
    zet(wie, gesprek, Dossier(teksten={"opening-merk": HARD}))
    naar = re.search(r'href="([^"]+)">Wijzig', tekst(wie.get(spiegel_url(gesprek))))
    assert naar
    adres, _hek, plek = naar[1].replace("&amp;", "&").partition("#")
    stap = tekst(wie.get(adres))
    assert f'id="{plek}"' in stap
    assert '<details class="onderdeel" id="opening" open>' in stap


@pytest.mark.parametrize(
    ("stap", "veld"),
    [
        ("gesprek-aangaan", "opening-merk"),
        ("gesprek-aangaan", "opening-zorgen"),
        ("gesprek-aangaan", "opening-waarom-nu"),
        ("gesprek-aangaan", "opening-niet-makkelijk"),
        ("gesprek-aangaan", "opening-verantwoordelijkheid"),
        ("gesprek-aangaan", "aftasten-ik-zinnen"),
    ],
)
def test_it_reads_the_opening(stap: str, veld: str) -> None:
    pagina = bladzijde(Dossier(teksten={veld: HARD}))
    assert tips(pagina) == 1
    assert f"/{stap}/?deel=" in pagina


@pytest.mark.parametrize(
    ("veld", "kolom"),
    [
        ("boodschap-punten", "boodschap"),
        ("aftasten-voorbeelden", "zin"),
        ("vragen-eigen", "vraag"),
        ("verhaal-grenzen", "zin"),
        ("afspraken-lijst", "wat"),
        ("vp-thuis-lijst", "wat"),
        ("vp-samen-lijst", "wat"),
    ],
)
def test_it_reads_messages_questions_limits_and_agreements(veld: str, kolom: str) -> None:
    rijen = {veld: (Rij("een", {kolom: ZACHT}), Rij("twee", {kolom: HARD}))}
    pagina = bladzijde(Dossier(rijen=rijen))
    assert tips(pagina) == 1
    assert f"#rij-{veld}-twee" in pagina
    assert f"#rij-{veld}-een" not in pagina


def test_the_link_to_an_agreement_of_the_plan_finds_its_row() -> None:
    wie, gesprek = huisarts_met_gesprek()
    dossier = Dossier(teksten={"vp-doel": "zelf"}, rijen={"vp-samen-lijst": (Rij("abc", {"wat": HARD}),)})
    zet(wie, gesprek, dossier)
    naar = re.search(r'href="([^"]+)">Wijzig', tekst(wie.get(spiegel_url(gesprek))))
    assert naar
    adres, _hek, plek = naar[1].replace("&amp;", "&").partition("#")
    assert f'id="{plek}"' in tekst(wie.get(adres))


def test_it_does_not_read_what_others_said_or_what_was_seen() -> None:
    """Every field and column that is not marked in the content holds words that would be pointed at."""
    teksten, rijen = {}, {}
    for onderdeel in laad().onderdelen:
        for veld in onderdeel.velden:
            if veld.soort in ("kort", "lang") and not veld.spiegel:
                teksten[veld.id] = HARD
            if veld.soort == "rijen":
                dicht = {kolom.id: HARD for kolom in veld.kolommen if not kolom.spiegel}
                rijen[veld.id] = (Rij("een", dicht),)
    assert len(teksten) > 20
    assert "Er staat nog niets om mee te lezen." in bladzijde(Dossier(teksten=teksten, rijen=rijen))


def test_fields_of_what_the_client_said_are_not_marked_in_the_content() -> None:
    open_velden = {veld.id for deel in laad().onderdelen for veld in deel.velden if veld.spiegel}
    assert open_velden == {
        "opening-merk",
        "opening-zorgen",
        "opening-waarom-nu",
        "opening-niet-makkelijk",
        "opening-verantwoordelijkheid",
        "aftasten-ik-zinnen",
    }


def test_an_example_that_nobody_made_their_own_is_passed_by() -> None:
    rijen = {"vp-samen-lijst": (als_voorbeeld("een", {"wat": HARD}), Rij("twee", {"wat": HARD}))}
    pagina = bladzijde(Dossier(rijen=rijen))
    assert tips(pagina) == 1
    assert "(afspraak 2)" in pagina, "the number that the row has in the plan"


def test_the_practice_case_gives_no_tips() -> None:
    """It was written to be a good example, by somebody who did not know these rules."""
    casus = laad().oefencasus
    rijen = {veld: tuple(Rij(rij.id, rij.waarden) for rij in alle) for veld, alle in casus.rijen.items()}
    pagina = bladzijde(Dossier(teksten=casus.teksten, rijen=rijen))
    assert "We zagen geen woorden waar een tip bij hoort." in pagina


def test_the_button_in_a_step_saves_first_and_then_reads_along() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {"t.opening-merk": HARD}, "gesprek-aangaan", knop="spiegel")
    assert antwoord.status_code == 303
    assert antwoord["Location"] == spiegel_url(gesprek) + "?van=gesprek-aangaan"
    pagina = tekst(wie.volg(antwoord))
    assert "<mark>Je kijkt altijd</mark>" in pagina
    assert "Terug naar stap 2" in pagina
    assert HARD in tekst(wie.stap(gesprek, "gesprek-aangaan"))


def test_text_that_cannot_be_saved_keeps_the_page_with_the_text() -> None:
    wie, gesprek = huisarts_met_gesprek()
    te_lang = "x" * 20_001
    antwoord = wie.schrijf(gesprek, {"t.opening-merk": te_lang}, "gesprek-aangaan", knop="spiegel")
    assert antwoord.status_code == 422
    assert te_lang in tekst(antwoord)


def test_the_button_stands_in_the_steps_that_are_read() -> None:
    wie, gesprek = huisarts_met_gesprek()
    met = [
        stap.nummer
        for stap in laad().stappen
        if any(("actie", "spiegel") in f.knoppen for f in formulieren(wie.stap(gesprek, stap.id)))
    ]
    assert met == [1, 2, 3, 5]


def test_the_check_page_leads_to_it() -> None:
    wie, gesprek = huisarts_met_gesprek()
    pagina = tekst(wie.get(reverse("gesprekken:controleren", args=[gesprek])))
    assert f'href="{spiegel_url(gesprek)}"' in pagina


def test_reading_along_stores_nothing() -> None:
    wie, gesprek = huisarts_met_gesprek()
    versie = zet(wie, gesprek, Dossier(teksten={"opening-merk": HARD}))
    wie.get(spiegel_url(gesprek))
    assert gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).versie == versie
    assert wie.post(spiegel_url(gesprek), {}).status_code == 405


def test_what_somebody_wrote_is_shown_as_text_and_never_as_markup() -> None:
    pagina = bladzijde(Dossier(teksten={"opening-merk": "Jij bent <b>gestoord</b> & <script>x</script>."}))
    assert "<script>x" not in pagina
    assert "<b>gestoord" not in pagina
    assert "Jij bent &lt;b" in pagina


def test_very_many_tips_are_cut_off_and_it_says_so() -> None:
    pagina = bladzijde(Dossier(teksten={"opening-merk": "Je liegt. " * (MAX_ZINNEN + 1)}))
    assert tips(pagina) == MAX_ZINNEN
    assert "Er zijn nog meer tips." in pagina
    precies = bladzijde(Dossier(teksten={"opening-merk": "Je liegt. " * MAX_ZINNEN}))
    assert tips(precies) == MAX_ZINNEN
    assert "Er zijn nog meer tips." not in precies


@pytest.mark.parametrize("vraag", ["?van=", "?van=bestaat-niet", "?van=%00<script>"])
def test_an_unknown_step_to_come_from_is_passed_by(vraag: str) -> None:
    assert "Alle stappen" in bladzijde(Dossier(), vraag)
