"""The code of a team in the kluis: what it shows, and that guessing tells nothing and is slow."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.fixtures import Settings

from gesprek.models import Limiet, Team
from gesprek.toegang.accounts import teams
from tests.hulp import tekst, titel, zonder_token
from tests.rollen import huisarts_met_gesprek
from tests.teams import maak_leider, maak_team, zet_klaar

pytestmark = pytest.mark.django_db(databases="__all__")


def _zonder_code(antwoord: HttpResponse) -> str:
    return re.sub(r'(name="t\.teamcode"[^>]*value=")[^"]*', r"\1", zonder_token(antwoord))


def test_a_code_shows_the_team_and_its_leads_and_asks_whether_that_is_right() -> None:
    team, code = maak_team("Jeugdteam Oost")
    maak_leider(team, "Mieke")
    maak_leider(team, "Joost", sleutel=False)
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek)
    pad = reverse("delen:team", args=[gesprek])
    gevonden = wie.verstuur(wie.get(pad), {"t.teamcode": f"  {code.upper().replace(' ', '-')} "})
    assert gevonden.status_code == 200
    assert all(naam in tekst(gevonden) for naam in ("Jeugdteam Oost", "Mieke", "Joost", "nog niet ingelogd"))
    assert wie.get(reverse("delen:versturen", args=[gesprek]))["Location"] == pad, "nothing is chosen yet"
    gekozen = wie.verstuur(gevonden, {}, knop="klopt")
    assert gekozen["Location"] == reverse("delen:versturen", args=[gesprek])
    assert "Jeugdteam Oost" in tekst(wie.get(pad)), "the team that was chosen"


def test_a_wrong_a_renewed_and_a_guessed_code_get_the_same_answer() -> None:
    team, oud = maak_team()
    teams.vernieuw_code(Team.objects.get(pk=team.pk))
    gewist, weg = maak_team("Weg")
    gewist.delete()
    wie, gesprek = huisarts_met_gesprek()
    pad = reverse("delen:team", args=[gesprek])
    uit = [
        wie.post(pad, {"t.teamcode": code})
        for code in (oud, weg, "appel bever citroen", "geen code", "", "<b>x</b>", "x" * 5000)
    ]
    assert {antwoord.status_code for antwoord in uit} == {422}
    assert len({_zonder_code(antwoord) for antwoord in uit}) == 1
    assert all(titel(antwoord).startswith("Fout:") for antwoord in uit)
    assert "<b>x</b>" not in tekst(uit[-2])


def test_saying_that_a_wrong_code_is_right_chooses_nothing() -> None:
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek)
    pad = reverse("delen:team", args=[gesprek])
    assert wie.post(pad, {"t.teamcode": "appel bever citroen", "actie": "klopt"}).status_code == 422
    assert wie.get(reverse("delen:versturen", args=[gesprek]))["Location"] == pad


def test_guessing_is_limited_in_rate_and_a_right_code_does_not_get_round_it(settings: Settings) -> None:
    assert "delen:team" in settings.LIMIETEN
    settings.LIMIETEN = {"delen:team": (60, 2)}
    team, code = maak_team()
    maak_leider(team)
    wie, gesprek = huisarts_met_gesprek()
    Limiet.objects.all().delete()
    pad = reverse("delen:team", args=[gesprek])
    uit = [wie.post(pad, {"t.teamcode": poging}) for poging in ("een", "twee", code)]
    assert [antwoord.status_code for antwoord in uit] == [422, 422, 429]
    assert int(uit[-1]["Retry-After"]) >= 1
    assert team.naam not in tekst(uit[-1])


def test_a_team_without_a_lead_says_so() -> None:
    _, code = maak_team("Leeg team")
    wie, gesprek = huisarts_met_gesprek()
    pad = reverse("delen:team", args=[gesprek])
    assert "nog geen teamleider die kan lezen" in tekst(wie.post(pad, {"t.teamcode": code}))
