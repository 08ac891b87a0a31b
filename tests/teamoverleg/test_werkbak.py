"""The work list of a lead: what was shared with the teams, what closes first on top."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gesprek.teamoverleg import leider
from tests.hulp import Bezoeker, Klok, tekst, titel
from tests.teams import deel, gedeelde_notitie, leider_bezoeker, maak_leider, maak_team, zet_klaar

pytestmark = pytest.mark.django_db(databases="__all__")
WERKBAK = "/team/"


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


def test_an_empty_list_says_how_it_gets_filled() -> None:
    team, _ = maak_team()
    pagina = tekst(leider_bezoeker(maak_leider(team)).get(WERKBAK))
    assert "Er is nog niets gedeeld" in pagina
    assert reverse("team:leden") in pagina
    assert "Kies wat je ziet" not in pagina


def test_what_closes_first_stands_on_top(klok: Klok) -> None:
    g = gedeelde_notitie("De vraag die lang openstaat", velden={"termijn": "30"})
    zet_klaar(g.wie, g.gesprek, "De vraag die bijna sluit")
    deel(g.wie, g.gesprek, g.code, termijn="7", **{"t.voor": "2026-03-13"})
    pagina = tekst(g.mieke.get(WERKBAK))
    assert pagina.index("bijna sluit") < pagina.index("lang openstaat")
    assert "sluit over 7 dagen" in pagina
    assert "antwoord graag vóór 13 maart" in pagina
    klok.vooruit(days=6)
    mieke = leider_bezoeker(g.leider)
    assert "sluit morgen" in tekst(mieke.get(WERKBAK))
    klok.vooruit(days=1)
    pagina = tekst(leider_bezoeker(g.leider).get(WERKBAK))
    assert "bijna sluit" not in pagina
    assert "lang openstaat" in pagina


def test_the_list_can_be_narrowed_to_how_things_stand() -> None:
    g = gedeelde_notitie("De gelezen vraag")
    g.mieke.get(g.lees)
    zet_klaar(g.wie, g.gesprek, "De nieuwe vraag")
    deel(g.wie, g.gesprek, g.code)
    alles = tekst(g.mieke.get(WERKBAK))
    assert all(zin in alles for zin in ("Alles (2)", "Nieuw (1)", "Gelezen (1)"))
    assert "Besproken (" not in alles
    gelezen = tekst(g.mieke.get(f"{WERKBAK}?stand=gelezen"))
    assert "De gelezen vraag" in gelezen
    assert "De nieuwe vraag" not in gelezen
    assert "Hier staat nu niets" in tekst(g.mieke.get(f"{WERKBAK}?stand=besproken"))


@pytest.mark.parametrize(
    "vraag", ["?stand=zomaar", "?pagina=0", "?pagina=-1", "?pagina=x", "?pagina=99", "?stand="]
)
def test_a_strange_address_is_just_the_list(vraag: str) -> None:
    g = gedeelde_notitie("De vraag die er staat")
    antwoord = g.mieke.get(WERKBAK + vraag)
    assert antwoord.status_code == 200
    assert "De vraag die er staat" in tekst(antwoord)


def test_a_long_list_has_pages_that_keep_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leider, "PER_PAGINA", 1)
    g = gedeelde_notitie("De eerste vraag", velden={"termijn": "7"})
    zet_klaar(g.wie, g.gesprek, "De tweede vraag")
    deel(g.wie, g.gesprek, g.code, termijn="14")
    een, twee = (tekst(g.mieke.get(f"{WERKBAK}?stand=nieuw&pagina={n}")) for n in (1, 2))
    assert "De eerste vraag" in een
    assert "De tweede vraag" not in een
    assert "?pagina=2&amp;stand=nieuw" in een
    assert "Bladzijde 2 van 2" in twee
    assert "De tweede vraag" in twee


def test_a_lead_of_two_teams_sees_both_and_nobody_elses() -> None:
    g = gedeelde_notitie("Aan Oost")
    west, code = maak_team("Wijkteam West")
    maak_leider(west, "Fatima")
    zet_klaar(g.wie, g.gesprek, "Aan West")
    deel(g.wie, g.gesprek, code)
    assert "Aan West" not in tekst(g.mieke.get(WERKBAK))
    g.leider.teamleden.create(team=west, naam="Mieke", sinds="2026-01-01")
    pagina = tekst(g.mieke.get(WERKBAK))
    assert "Aan Oost" in pagina
    assert "Aan West" not in pagina, "not sealed to her yet"
    assert "Nog niet voor jou versleuteld" in pagina
    assert "Wijkteam West" in pagina


def test_a_question_of_code_is_shown_as_text_and_a_long_one_is_cut() -> None:
    g = gedeelde_notitie("<script>alert(document)</script> " + "heel lang " * 40)
    pagina = tekst(g.mieke.get(WERKBAK))
    assert "&lt;script&gt;alert(document)&lt;/script&gt;" in pagina
    assert "<script>alert" not in pagina
    assert pagina.count("heel lang") < 15


def test_a_note_without_a_question_has_a_name_to_press() -> None:
    g = gedeelde_notitie("", {"gevoel_wat": "Ik ben onrustig."})
    assert "Een notitie zonder vraag" in tekst(g.mieke.get(WERKBAK))


def test_a_lead_who_is_not_signed_in_finds_the_way_in_from_the_first_page() -> None:
    wie = Bezoeker()
    assert f'href="{reverse("team:werkbak")}"' in wie.get("/").content.decode()
    inloggen = wie.get(wie.get(reverse("team:werkbak"))["Location"])
    assert titel(inloggen).startswith("Inloggen")
    assert "Voor teamleiders" in tekst(inloggen)
    assert "Vraag een medeteamleider of de redactie" in tekst(inloggen)
