"""The teams, for editors: begin one with its first lead, help who is locked out, end one; never read along."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from gesprek.kluis import teamcode
from gesprek.models import Deling, Team, Uitnodiging
from tests.hulp import Bezoeker, tekst, titel
from tests.redactie import WACHTWOORD
from tests.teams import gedeelde_notitie, maak_leider, maak_team
from tests.toegang.accounts import weg

pytestmark = pytest.mark.django_db(databases="__all__")
TEAMS = "/beheer/teams/"


@pytest.fixture
def redactie(redactie_bezoeker: Bezoeker) -> Bezoeker:
    weg.met_wachtwoord(redactie_bezoeker, TEAMS, WACHTWOORD)
    return redactie_bezoeker


def doe(wie: Bezoeker, actie: str, bij: Team | None = None, **velden: str) -> HttpResponse:
    return wie.post(TEAMS, {"actie": actie, **({"team_id": str(bij.id)} if bij else {}), **velden})


def test_an_editor_begins_a_team_and_its_first_lead_comes_in(redactie: Bezoeker) -> None:
    velden = {"team": "Jeugdteam Oost", "naam": "Mieke", "email": "mieke@voorbeeld.example"}
    klaar = redactie.volg(redactie.verstuur(redactie.get(TEAMS), velden, knop="begin"))
    team = Team.objects.get()
    assert teamcode.toon(team) not in tekst(klaar), "the code is for the leads"
    mieke = Bezoeker("203.0.113.20")
    weg.leider_worden(mieke, weg.link_op(klaar))
    assert teamcode.toon(team) in tekst(mieke.get("/team/leden/"))
    assert "/uitnodiging/" not in tekst(redactie.get(TEAMS)), "used"


@pytest.mark.parametrize("leeg", ["team", "naam", "email"])
def test_a_team_needs_a_name_and_a_lead(redactie: Bezoeker, leeg: str) -> None:
    velden = {"team": "Oost", "naam": "Mieke", "email": "mieke@voorbeeld.example", leeg: " "}
    fout = redactie.post(TEAMS, {"actie": "begin", **velden})
    assert fout.status_code == 422
    assert titel(fout).startswith("Fout:")
    assert not Team.objects.exists()


def test_an_editor_adds_no_lead_to_a_team_that_has_one_but_helps_who_is_locked_out(
    redactie: Bezoeker,
) -> None:
    team, _ = maak_team()
    mieke = maak_leider(team)
    doe(redactie, "link", team, naam="Ander", email="ander@voorbeeld.example")
    assert "Dit team nodigt zelf nieuwe teamleiders uit" in tekst(redactie.get(TEAMS))
    assert not Uitnodiging.objects.exists()
    klaar = redactie.volg(doe(redactie, "link", team, naam="Mieke", email=mieke.email))
    weg.leider_worden(Bezoeker("203.0.113.20"), weg.link_op(klaar))
    assert team.leden.count() == 1


def test_a_team_whose_first_lead_never_came_gets_another(redactie: Bezoeker) -> None:
    team, _ = maak_team()
    assert "Dit team heeft geen teamleider" in tekst(redactie.get(TEAMS))
    doe(redactie, "link", team, naam="", email="x")
    assert not Uitnodiging.objects.exists()
    doe(redactie, "link", team, naam="Mieke", email="mieke@voorbeeld.example")
    rij = Uitnodiging.objects.get(team=team)
    doe(redactie, "intrekken", team, nummer=str(rij.pk))
    assert not Uitnodiging.objects.exists()


def test_a_team_is_deleted_only_when_one_is_sure_and_takes_what_was_shared_along(redactie: Bezoeker) -> None:
    g = gedeelde_notitie("Een vraag die de redactie nooit ziet")
    assert "Een vraag die de redactie" not in tekst(redactie.get(TEAMS))
    doe(redactie, "wis", g.team)
    assert Deling.objects.exists()
    assert "Er is niets gewist" in tekst(redactie.get(TEAMS))
    doe(redactie, "wis", g.team, zeker="ja")
    assert not Team.objects.exists()
    assert not Deling.objects.exists()
    assert g.wie.get(g.gedeeld).status_code == 404
    assert g.mieke.get("/team/").status_code == 404
    assert doe(redactie, "wis", g.team, zeker="ja").status_code == 303, "twice is fine"


def test_a_lead_does_not_get_in(db: None) -> None:
    g = gedeelde_notitie()
    assert g.mieke.get(TEAMS).status_code == 404
    assert g.mieke.post(TEAMS, {"actie": "wis", "team_id": str(g.team.id), "zeker": "ja"}).status_code == 404
    assert Team.objects.exists()
