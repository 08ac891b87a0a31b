"""A lead's account: from the link to a key that opens, and never over somebody else's."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as echte
from django.urls import reverse

from gesprek.models import Deling, Gebruiker, Leidersleutel, Team, Teamlid
from gesprek.toegang.accounts import teams, uitnodigingen
from tests.hulp import Bezoeker, Klok, tekst
from tests.redactie import WACHTWOORD as VAN_REDACTIE
from tests.redactie import code_van, maak_redacteur, meld_aan
from tests.rollen import huisarts_met_gesprek
from tests.teams import (
    WACHTWOORD,
    deel,
    gedeelde_notitie,
    leider_bezoeker,
    maak_leider,
    maak_team,
    zet_klaar,
)
from tests.toegang.accounts import weg
from tests.toegang.accounts.weg import ga

pytestmark = pytest.mark.django_db(databases="__all__")
EMAIL = "nieuw@voorbeeld.example"
WERKBAK = "/team/"


def link(team: Team, email: str = EMAIL, naam: str = "Nieuw") -> str:
    return reverse("uitnodiging_link", args=[uitnodigingen.maak(email, team=team, naam=naam)])


# Somebody new


def test_a_new_lead_goes_the_whole_way_and_the_key_opens_what_is_shared() -> None:
    team, code = maak_team()
    nieuw = Bezoeker("203.0.113.9")
    eerste = ga(nieuw, nieuw.get(link(team)))
    assert team.naam in tekst(eerste)
    assert "Alleen jouw wachtwoord opent" in tekst(eerste)
    wachtwoord, app = weg.leider_worden(nieuw, reverse("uitnodiging"))
    lid = Teamlid.objects.get()
    assert (lid.naam, lid.gebruiker.email, lid.gebruiker.is_redactie) == ("Nieuw", EMAIL, False)
    assert Authenticator.objects.filter(user_id=lid.gebruiker_id).count() == 2
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek, "Hoe begin ik?")
    deling = deel(wie, gesprek, code)
    assert "Hoe begin ik?" in tekst(nieuw.get(reverse("team:notitie", args=[deling])))
    # And later on, on another computer, by the pages of signing in.
    later = Bezoeker("203.0.113.10")
    assert weg.log_in(later, EMAIL, wachtwoord, code_van(app, 1))["Location"] == WERKBAK
    assert "Hoe begin ik?" in tekst(later.get(reverse("team:notitie", args=[deling])))


@pytest.mark.parametrize("hoe", ["used", "too late", "withdrawn"])
def test_an_invitation_that_is_over_says_so(monkeypatch: pytest.MonkeyPatch, hoe: str) -> None:
    klok = Klok(monkeypatch)
    team, _ = maak_team()
    adres = link(team)
    if hoe == "used":
        weg.tot_app(Bezoeker(), adres)
    elif hoe == "too late":
        klok.vooruit(hours=73)
    else:
        uitnodigingen.open_staand().delete()
    wie = Bezoeker()
    antwoord = ga(wie, wie.get(adres))
    assert antwoord.status_code == 404
    assert "Deze uitnodiging werkt niet (meer)" in tekst(antwoord)


def test_without_the_second_step_there_is_no_way_to_what_is_shared() -> None:
    team, _ = maak_team()
    wie = Bezoeker()
    weg.tot_app(wie, link(team))
    assert wie.get(WERKBAK)["Location"].startswith(reverse("mfa_activate_totp"))


# Somebody with an account


def test_who_has_an_account_signs_in_and_accepts_and_keeps_all_of_it() -> None:
    west, code = maak_team("Wijkteam West")
    mieke = maak_leider(maak_team()[0])
    sleutel = bytes(Leidersleutel.objects.get(gebruiker=mieke).publiek)
    adres = link(west, mieke.email, "Mieke van Oost")
    buiten = Bezoeker()
    pagina = ga(buiten, buiten.get(adres))
    assert "Je hebt al een account" in tekst(pagina)
    assert buiten.post(reverse("uitnodiging")).status_code == 200, "a POST alone accepts nothing"
    assert mieke.teamleden.count() == 1
    wie = leider_bezoeker(mieke)
    ja = ga(wie, wie.get(adres))
    assert "Ja, ik word teamleider" in tekst(ja)
    assert wie.verstuur(ja, {})["Location"] == WERKBAK
    assert mieke.teamleden.count() == 2
    mieke.refresh_from_db()
    assert mieke.check_password(WACHTWOORD)
    assert bytes(Leidersleutel.objects.get(gebruiker=mieke).publiek) == sleutel
    arts, gesprek = huisarts_met_gesprek()
    zet_klaar(arts, gesprek, "Aan West")
    deel(arts, gesprek, code)
    assert "Aan West" in tekst(wie.get(WERKBAK))


def test_an_editor_who_becomes_a_lead_is_asked_for_the_password_which_makes_the_key() -> None:
    team, _ = maak_team()
    redacteur = maak_redacteur()
    wie = Bezoeker()
    meld_aan(wie.client, redacteur)
    ja = ga(wie, wie.get(link(team, redacteur.email)))
    naar = wie.verstuur(ja, {})
    vraag = wie.get(naar["Location"])
    pagina = wie.get(vraag["Location"])
    assert "Alleen je wachtwoord opent" in tekst(pagina)
    assert "Gebruik liever de code van je app" not in tekst(pagina), "that would go round for ever"
    assert wie.verstuur(pagina, {"password": VAN_REDACTIE})["Location"] == WERKBAK
    assert "Er is nog niets gedeeld" in tekst(wie.get(WERKBAK))
    assert Leidersleutel.objects.filter(gebruiker=redacteur).exists()


def test_somebody_else_who_is_signed_in_cannot_accept_it() -> None:
    west, _ = maak_team("Wijkteam West")
    mieke, fatima = (maak_leider(maak_team(naam)[0], naam) for naam in ("Mieke", "Fatima"))
    wie = leider_bezoeker(fatima)
    pagina = ga(wie, wie.get(link(west, mieke.email)))
    assert "Je hebt al een account" in tekst(pagina)
    wie.post(reverse("uitnodiging"))
    assert not Teamlid.objects.filter(team=west).exists()


# Taking over


def test_a_link_of_a_team_never_gives_an_account_outside_it_anew() -> None:
    west, _ = maak_team("Wijkteam West")
    for wie in (maak_leider(maak_team()[0]), maak_redacteur()):
        dief = Bezoeker()
        ga(dief, dief.get(link(west, wie.email)))
        assert dief.post(reverse("uitnodiging")).status_code == 200
        assert dief.post(reverse("uitnodiging_wachtwoord")).status_code == 303
        oud = wie.password
        wie.refresh_from_db()
        assert wie.password == oud


def test_a_link_made_for_a_lead_stops_when_the_account_comes_to_open_more() -> None:
    team, _ = maak_team()
    mieke = maak_leider(team)
    oud = link(team, mieke.email)
    west, _ = maak_team("Wijkteam West")
    wie = leider_bezoeker(mieke)
    wie.verstuur(ga(wie, wie.get(link(west, mieke.email))), {})
    assert mieke.teamleden.count() == 2
    dief = Bezoeker()
    assert ga(dief, dief.get(oud)).status_code == 404
    assert not teams.mag_uitnodigen_door_leider(team, mieke.email)


def test_a_lead_cannot_bring_back_an_editor_who_was_switched_off() -> None:
    team, _ = maak_team()
    elders, _ = maak_team("Elders")
    oud = maak_redacteur("oud@voorbeeld.example")
    Teamlid.objects.create(team=elders, gebruiker=oud, naam="Oud", sinds="2026-01-01")
    Gebruiker.objects.filter(pk=oud.pk).update(is_active=False)
    wie = Bezoeker()
    weg.leider_worden(wie, link(team, oud.email))
    oud.refresh_from_db()
    assert not oud.is_redactie
    assert [lid.team for lid in oud.teamleden.all()] == [team]
    assert wie.get(reverse("admin:teams")).status_code == 404


# Forgotten, changed, signed out


def test_who_forgot_the_password_begins_anew_and_is_told_what_that_costs() -> None:
    g = gedeelde_notitie("Hoe begin ik?")
    nieuw = Bezoeker("203.0.113.11")
    adres = link(g.team, g.leider.email)
    eerste = ga(nieuw, nieuw.get(adres))
    assert "Wat collega’s eerder met je deelden, kun je daarna niet meer lezen" in tekst(eerste)
    weg.leider_worden(nieuw, adres)
    assert "Nog niet voor jou versleuteld" in tekst(nieuw.get(WERKBAK))
    assert nieuw.get(g.lees).status_code == 404
    assert g.mieke.get(WERKBAK).status_code == 302, "the session of before is over"
    pagina = g.wie.get(g.gedeeld)
    assert "kregen een nieuwe sleutel" in tekst(pagina)
    g.wie.verstuur(pagina, {}, nummer=-3)
    assert nieuw.get(g.lees).status_code == 200


def test_another_password_takes_the_key_along() -> None:
    g = gedeelde_notitie("Hoe begin ik?")
    pad = reverse("account_change_password")
    weg.met_wachtwoord(g.mieke, pad, WACHTWOORD)
    pagina = ga(g.mieke, g.mieke.verstuur(g.mieke.get(pad), {}, knop="maak"))
    nieuw = weg.woorden(pagina)
    g.mieke.verstuur(pagina, {}, knop="bewaard")
    assert "Hoe begin ik?" in tekst(g.mieke.get(g.lees))
    app = Authenticator.objects.get(user=g.leider, type="recovery_codes").wrap().get_unused_codes()[0]
    elders = Bezoeker("203.0.113.12")
    assert weg.log_in(elders, g.leider.email, nieuw, app)["Location"] == WERKBAK
    assert "Hoe begin ik?" in tekst(elders.get(g.lees))
    assert weg.log_in(Bezoeker(), g.leider.email, WACHTWOORD).status_code == 422
    assert Deling.objects.get().sleutels.count() == 1


def test_the_password_cannot_be_changed_past_a_key_that_is_shut() -> None:
    mieke = maak_leider(maak_team()[0])
    wie = leider_bezoeker(mieke)
    pad = reverse("account_change_password")
    weg.met_wachtwoord(wie, pad, WACHTWOORD)
    pagina = ga(wie, wie.verstuur(wie.get(pad), {}, knop="maak"))
    del wie.client.cookies[echte.LEIDER_COOKIE]
    assert wie.verstuur(pagina, {}, knop="bewaard")["Location"].startswith(reverse("account_reauthenticate"))
    mieke.refresh_from_db()
    assert mieke.check_password(WACHTWOORD)


def test_signing_out_drops_the_cookie_of_the_key() -> None:
    wie = leider_bezoeker(maak_leider(maak_team()[0]))
    antwoord = wie.verstuur(wie.get(WERKBAK), {}, nummer=0)
    assert antwoord["Location"] == reverse("account_login")
    koek = antwoord.cookies[echte.LEIDER_COOKIE]
    assert (koek.value, koek["max-age"]) == ("", 0)
    assert wie.get(WERKBAK).status_code == 302
