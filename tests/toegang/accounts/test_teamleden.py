"""The page on which leads see to their team: its code, who leads, and links for who comes."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import reverse

from gesprek.kluis import teamcode
from gesprek.models import Gebruiker, Team, Teamlid, Uitnodiging
from tests.hulp import Bezoeker, tekst, titel
from tests.redactie import maak_redacteur
from tests.teams import WACHTWOORD, leider_bezoeker, maak_leider, maak_team
from tests.toegang.accounts import weg

pytestmark = pytest.mark.django_db(databases="__all__")
LEDEN = "/team/leden/"


def binnen(naam: str = "Jeugdteam Oost") -> tuple[Team, Gebruiker, Bezoeker, HttpResponse]:
    """A team, its lead Mieke, her browser and the page."""
    team, _ = maak_team(naam)
    mieke = maak_leider(team)
    wie = leider_bezoeker(mieke)
    return team, mieke, wie, weg.met_wachtwoord(wie, LEDEN, WACHTWOORD)


def doe(wie: Bezoeker, team: Team, actie: str, **velden: str) -> HttpResponse:
    return wie.post(LEDEN, {"team_id": str(team.id), "actie": actie, **velden})


def test_the_page_shows_the_code_and_who_reads_and_asks_for_the_password_first() -> None:
    team, mieke, _wie, pagina = binnen()
    for woord in (teamcode.toon(team), team.naam, "Mieke", mieke.email, "dit ben jij"):
        assert woord in tekst(pagina)


def test_an_invitation_is_shown_until_it_is_copied_and_works_for_who_comes() -> None:
    team, _mieke, wie, pagina = binnen()
    klaar = wie.volg(
        wie.verstuur(pagina, {"naam": "Fatima", "email": "Fatima@Voorbeeld.example"}, knop="uitnodigen")
    )
    adres = weg.link_op(klaar)
    assert weg.link_op(wie.get(LEDEN)) == adres
    assert "uitgenodigd, de link werkt tot" in tekst(klaar)
    weg_ermee = wie.volg(wie.verstuur(klaar, {}, knop="gekopieerd"))
    assert "/uitnodiging/" not in tekst(weg_ermee)
    fatima = Bezoeker("203.0.113.20")
    weg.leider_worden(fatima, adres)
    assert Teamlid.objects.get(team=team, naam="Fatima").gebruiker.email == "fatima@voorbeeld.example"
    assert "Fatima" in tekst(wie.get(LEDEN))


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"naam": "", "email": "a@voorbeeld.example"}, "Vul een naam in."),
        ({"naam": "x" * 81, "email": "a@voorbeeld.example"}, "Houd het bij 80 tekens."),
        ({"naam": "A", "email": "geen adres"}, "Vul een heel e-mailadres in."),
        ({"naam": "<b>A</b>", "email": ""}, "Vul een heel e-mailadres in."),
    ],
)
def test_what_is_wrong_is_said_and_stays(velden: dict[str, str], zin: str) -> None:
    _team, _mieke, wie, pagina = binnen()
    fout = wie.verstuur(pagina, velden, knop="uitnodigen")
    assert fout.status_code == 422
    assert titel(fout).startswith("Fout:")
    assert tekst(fout).count(zin) == 2
    assert "<b>A</b>" not in tekst(fout)
    assert not Uitnodiging.objects.exists()


def test_a_link_for_a_fellow_lead_is_only_for_an_account_that_opens_nothing_more() -> None:
    team, _mieke, wie, _pagina = binnen()
    fatima = maak_leider(team, "Fatima")
    assert doe(wie, team, "uitnodigen", naam="Fatima", email=fatima.email).status_code == 303
    Teamlid.objects.create(team=maak_team("West")[0], gebruiker=fatima, naam="Fatima", sinds="2026-01-01")
    for email in (fatima.email.upper(),):
        fout = doe(wie, team, "uitnodigen", naam="Fatima", email=email)
        assert fout.status_code == 422
        assert "Vraag de redactie om een nieuwe link" in tekst(fout)
    redacteur = maak_redacteur()
    Teamlid.objects.create(team=team, gebruiker=redacteur, naam="R", sinds="2026-01-01")
    assert doe(wie, team, "uitnodigen", naam="R", email=redacteur.email).status_code == 422


def test_an_invitation_can_be_withdrawn_but_only_of_ones_own_team() -> None:
    team, _mieke, wie, _pagina = binnen()
    doe(wie, team, "uitnodigen", naam="A", email="a@voorbeeld.example")
    rij = Uitnodiging.objects.get()
    ander, _ = maak_team("West")
    vreemd = leider_bezoeker(maak_leider(ander, "Vreemd"))
    weg.met_wachtwoord(vreemd, LEDEN, WACHTWOORD)
    for team_id in (ander, team):
        doe(vreemd, team_id, "intrekken", nummer=str(rij.pk))
    for nummer in ("x", "-1", "²", "9" * 30):
        assert doe(wie, team, "intrekken", nummer=nummer).status_code == 303
    assert Uitnodiging.objects.filter(pk=rij.pk).exists()
    doe(wie, team, "intrekken", nummer=str(rij.pk))
    assert not Uitnodiging.objects.exists()


def test_a_new_code_stops_the_old_one() -> None:
    team, _mieke, wie, _pagina = binnen()
    oud = teamcode.toon(team)
    doe(wie, team, "code")
    team.refresh_from_db()
    assert teamcode.zoek(oud) is None
    assert teamcode.zoek(teamcode.toon(team)) == team
    assert oud not in tekst(wie.get(LEDEN))


def test_another_name_for_the_team_and_for_oneself() -> None:
    team, mieke, wie, _pagina = binnen()
    doe(wie, team, "teamnaam", naam="Team <Zuid>")
    doe(wie, team, "mijn-naam", naam="Mieke V.")
    pagina = tekst(wie.get(LEDEN))
    assert "Team &lt;Zuid&gt;" in pagina
    assert mieke.teamleden.get().naam == "Mieke V."
    for naam in ("", " ", "x" * 81):
        doe(wie, team, "teamnaam", naam=naam)
    team.refresh_from_db()
    assert team.naam == "Team <Zuid>"


def test_a_lead_goes_and_the_last_one_stays() -> None:
    team, mieke, wie, pagina = binnen()
    ik = mieke.teamleden.get()
    assert "Je bent de enige teamleider" in tekst(wie.volg(wie.verstuur(pagina, {}, knop="weg")))
    fatima = maak_leider(team, "Fatima")
    haar = leider_bezoeker(fatima)
    doe(wie, team, "weg", lid=str(fatima.teamleden.get().pk))
    assert haar.get("/team/").status_code == 404
    for lid in ("x", "", str(team.pk)):
        assert doe(wie, team, "weg", lid=lid)["Location"] == LEDEN
    maak_leider(team, "Joost")
    assert doe(wie, team, "weg", lid=str(ik.pk))["Location"] == reverse("mfa_index")
    assert wie.get("/team/").status_code == 404


@pytest.mark.parametrize("actie", ["code", "teamnaam", "mijn-naam", "weg", "uitnodigen", "zomaar"])
def test_another_team_is_never_touched(actie: str) -> None:
    ander, code = maak_team("West")
    maak_leider(ander, "Fatima")
    fatima = maak_leider(ander, "Noor").teamleden.get()
    _team, _mieke, wie, _pagina = binnen()
    velden = {"naam": "Gekaapt", "email": "x@voorbeeld.example", "lid": str(fatima.pk)}
    assert doe(wie, ander, actie, **velden)["Location"] == LEDEN
    assert wie.post(LEDEN, {"actie": actie, "team_id": "geen-id", **velden})["Location"] == LEDEN
    ander.refresh_from_db()
    assert (ander.naam, teamcode.toon(ander)) == ("West", code)
    assert ander.leden.count() == 2
    assert not Uitnodiging.objects.exists()
