"""Invitations: from the link to /beheer/, once, in time, and without a trace of the link."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as echte
from django.core.management import CommandError, call_command
from django.urls import reverse
from pytest_django.fixtures import Settings

from gesprek.kluis.opruimen import ruim_op
from gesprek.models import Gebruiker, Uitnodiging, Websessie
from gesprek.toegang.accounts import uitnodigingen
from tests.hulp import Bezoeker, Klok, tekst, titel
from tests.redactie import app_code, code_van, maak_redacteur, meld_aan
from tests.toegang.accounts import weg
from tests.toegang.accounts.weg import EMAIL, ga

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


# The way


def test_from_the_link_to_beheer() -> None:
    wie = Bezoeker()
    weg.helemaal(wie, weg.link())
    redacteur = Gebruiker.objects.get(email=EMAIL)
    assert redacteur.is_redactie
    assert redacteur.password.startswith("argon2")
    assert Authenticator.objects.filter(user_id=redacteur.pk).count() == 2
    assert weg.is_binnen(wie)


def test_what_was_given_signs_in_later_on_another_computer() -> None:
    wachtwoord, app, _ = weg.helemaal(Bezoeker(), weg.link())
    ander = Bezoeker("198.51.100.7")
    antwoord = weg.log_in(ander, EMAIL.upper(), f" {wachtwoord.upper().replace(' ', '-')} ", code_van(app, 1))
    assert (antwoord.status_code, antwoord["Location"]) == (302, "/beheer/")
    assert weg.is_binnen(ander)


def test_looking_at_a_link_uses_nothing_up() -> None:
    adres = weg.link()
    for _ in range(3):
        assert Bezoeker().get(adres).status_code == 303
    wie = Bezoeker()
    assert ga(wie, wie.get(adres)).status_code == 200


def test_every_step_survives_a_reload_and_the_back_button() -> None:
    wie, adres = Bezoeker(), weg.link()
    pagina = weg.tot_wachtwoord(wie, adres)
    eerste = weg.woorden(pagina)
    assert weg.woorden(wie.get(reverse("uitnodiging_wachtwoord"))) == eerste
    # Back to the first page, and to the link itself.
    assert weg.woorden(weg.tot_wachtwoord(wie, reverse("uitnodiging"))) == eerste
    assert weg.woorden(weg.tot_wachtwoord(wie, adres)) == eerste
    koppel = ga(wie, wie.verstuur(wie.get(reverse("uitnodiging_wachtwoord")), {}))
    app = weg.geheim(koppel)
    assert weg.geheim(wie.get(reverse("mfa_activate_totp"))) == app
    fout = wie.verstuur(koppel, {"code": "12"})
    assert fout.status_code == 422
    assert weg.geheim(fout) == app
    codes = ga(wie, wie.verstuur(fout, {"code": code_van(app)}))
    assert weg.herstelcodes(codes) == weg.herstelcodes(wie.get(reverse("mfa_view_recovery_codes")))


def test_a_double_click_makes_one_account_and_says_what_to_do() -> None:
    wie = Bezoeker()
    pagina = weg.tot_wachtwoord(wie, weg.link())
    # Both clicks leave with the cookies of before.
    tweeling = Bezoeker()
    tweeling.client.cookies = deepcopy(wie.client.cookies)
    wie.verstuur(pagina, {})
    tweede = tweeling.verstuur(pagina, {})
    assert tweede.status_code == 404
    assert "Log in en ga daar verder" in tekst(tweede)
    assert Gebruiker.objects.count() == 1
    # The first click did sign in.
    assert wie.get(reverse("mfa_activate_totp")).status_code == 200


def test_recovery_codes_are_shown_until_they_are_kept_and_never_after() -> None:
    wie = Bezoeker()
    _, pagina = weg.tot_app(wie, weg.link())
    codes = ga(wie, wie.verstuur(pagina, {"code": code_van(weg.geheim(pagina))}))
    bestand = wie.get(reverse("mfa_download_recovery_codes"))
    regels = bestand.content.decode().split()
    assert len(regels) == 10
    assert all(regel in tekst(codes) for regel in regels)
    assert bestand["Content-Disposition"] == 'attachment; filename="codes.txt"'
    wie.verstuur(codes, {})
    assert wie.get(reverse("mfa_view_recovery_codes")).status_code == 303
    assert wie.get(reverse("mfa_download_recovery_codes")).status_code == 404


def test_a_recovery_code_signs_in_once() -> None:
    wachtwoord, _, codes = weg.helemaal(Bezoeker(), weg.link())
    assert weg.log_in(Bezoeker(), EMAIL, wachtwoord, codes[0]).status_code == 302
    assert weg.log_in(Bezoeker(), EMAIL, wachtwoord, codes[0]).status_code == 422


# What does not work


def _werkt_niet(adres: str) -> None:
    wie = Bezoeker()
    antwoord = ga(wie, wie.get(adres))
    assert antwoord.status_code == 404
    assert "Deze uitnodiging werkt niet (meer)" in tekst(antwoord)
    assert wie.get(reverse("uitnodiging")).status_code == 404
    assert not Websessie.objects.exists(), "nothing to remember of a link that is nothing"


def test_a_link_works_once() -> None:
    adres = weg.link()
    wie = Bezoeker()
    weg.helemaal(wie, adres)
    Websessie.objects.all().delete()
    _werkt_niet(adres)


def test_a_link_stops_after_three_days(klok: Klok) -> None:
    adres = weg.link()
    klok.vooruit(hours=71, minutes=59)
    assert Bezoeker().get(adres).status_code == 303
    Websessie.objects.all().delete()
    klok.vooruit(minutes=1)
    _werkt_niet(adres)


def test_a_link_that_runs_out_halfway_makes_no_account(klok: Klok) -> None:
    wie = Bezoeker()
    pagina = weg.tot_wachtwoord(wie, weg.link())
    klok.vooruit(hours=73)
    assert wie.verstuur(pagina, {}).status_code == 404
    assert not Gebruiker.objects.exists()


def test_a_withdrawn_link_stops() -> None:
    adres = weg.link()
    Uitnodiging.objects.all().delete()
    _werkt_niet(adres)


def test_a_newer_link_for_the_same_address_stops_the_older() -> None:
    adres, nieuwer = weg.link(), weg.link(EMAIL.upper())
    _werkt_niet(adres)
    assert Bezoeker().get(nieuwer).status_code == 303


@pytest.mark.parametrize("kaartje", ["x", "a" * 43, "%00", "é", "..", "a" * 3000])
def test_an_invented_link_is_a_page_that_says_so(kaartje: str) -> None:
    assert Bezoeker().get(f"/uitnodiging/{kaartje}/").status_code == 404


# The first editor


def test_the_first_editor_fills_in_an_address() -> None:
    wie, adres = Bezoeker(), weg.link("")
    pagina = ga(wie, wie.get(adres))
    for verkeerd in ("", "geen adres", "a@b", "x" * 300 + "@y.nl"):
        fout = wie.verstuur(pagina, {"email": verkeerd})
        assert fout.status_code == 422
        assert titel(fout).startswith("Fout:")
    weg.helemaal(wie, adres, email="Eerste@Voorbeeld.example")
    assert Gebruiker.objects.get().email == "eerste@voorbeeld.example"


def test_a_link_for_the_first_editor_stops_when_there_is_one() -> None:
    adres = weg.link("")
    maak_redacteur()
    _werkt_niet(adres)


def test_a_new_start_prints_a_fresh_link_for_the_first_editor_and_stops_the_old() -> None:
    oud, nieuw = weg.link(""), weg.link("")
    _werkt_niet(oud)
    assert Bezoeker().get(nieuw).status_code == 303


# Locked out


def _nodig_uit(email: str) -> str:
    uit = io.StringIO()
    call_command("nodig_redacteur_uit", email, stdout=uit)
    return uit.getvalue().split()[-1]


def test_who_is_locked_out_begins_anew_and_everything_of_before_stops() -> None:
    wie = maak_redacteur()
    oud = Bezoeker()
    meld_aan(oud.client, wie)
    assert weg.is_binnen(oud)
    adres = _nodig_uit(wie.email)
    assert adres.startswith("http://localhost:8000/uitnodiging/")
    oude_code = app_code(wie, 1)
    assert weg.is_binnen(oud), "nothing stops before the link is used"
    wachtwoord, app, _ = weg.helemaal(Bezoeker(), adres.removeprefix("http://localhost:8000"))
    assert not weg.is_binnen(oud)
    assert weg.log_in(Bezoeker(), wie.email, "appel bever citroen dadel egel fluit").status_code == 422
    assert weg.log_in(Bezoeker(), wie.email, wachtwoord, oude_code).status_code == 422
    assert weg.log_in(Bezoeker(), wie.email, wachtwoord, code_van(app, 1)).status_code == 302
    assert Gebruiker.objects.count() == 1


def test_the_link_of_the_command_follows_the_settings(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["kaart.voorbeeld.example"]
    assert _nodig_uit(EMAIL).startswith("http://kaart.voorbeeld.example/uitnodiging/")
    settings.HTTPS = True
    assert _nodig_uit(EMAIL).startswith("https://kaart.voorbeeld.example/uitnodiging/")


@pytest.mark.parametrize("email", ["", "geen adres", "a@"])
def test_the_command_refuses_what_is_no_address(email: str) -> None:
    with pytest.raises(CommandError):
        call_command("nodig_redacteur_uit", email)
    assert not Uitnodiging.objects.exists()


# Traces


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_the_database_holds_no_link_and_the_clean_up_takes_what_ran_out(klok: Klok) -> None:
    kaartje = uitnodigingen.maak(EMAIL)
    rij = Uitnodiging.objects.get()
    assert kaartje.encode() not in bytes(rij.sleutel)
    assert rij.verloopt_op - klok.moment == timedelta(hours=72)
    ruim_op()
    assert Uitnodiging.objects.exists()
    klok.vooruit(hours=73)
    ruim_op()
    assert not Uitnodiging.objects.exists()


def test_the_link_leaves_the_address_bar_and_no_page_holds_it() -> None:
    wie, adres = Bezoeker(), weg.link()
    eerste = wie.get(adres)
    assert eerste["Location"] == "/uitnodiging/"
    assert eerste["Referrer-Policy"] == "no-referrer"
    assert "no-store" in eerste["Cache-Control"]
    kaartje = adres.split("/")[2]
    pagina = ga(wie, eerste)
    assert kaartje not in tekst(pagina)
    rijen = b"".join(bytes(rij.id) + bytes(rij.envelop) for rij in Websessie.objects.all())
    assert rijen
    assert kaartje.encode() not in rijen


def test_signing_in_after_the_invitation_takes_a_new_session() -> None:
    wie = Bezoeker()
    pagina = weg.tot_wachtwoord(wie, weg.link())
    voor = wie.client.cookies[echte.SESSION_COOKIE_NAME].value
    wie.verstuur(pagina, {})
    assert wie.client.cookies[echte.SESSION_COOKIE_NAME].value != voor
    dief = Bezoeker()
    dief.client.cookies[echte.SESSION_COOKIE_NAME] = voor
    assert dief.get(reverse("mfa_activate_totp")).status_code == 302


def test_pairing_the_app_takes_a_new_session() -> None:
    wie = Bezoeker()
    _, pagina = weg.tot_app(wie, weg.link())
    voor = wie.client.cookies[echte.SESSION_COOKIE_NAME].value
    codes = weg.ga(wie, wie.verstuur(pagina, {"code": code_van(weg.geheim(pagina))}))
    assert len(weg.herstelcodes(codes)) == 10
    assert weg.is_binnen(wie)
    assert wie.client.cookies[echte.SESSION_COOKIE_NAME].value != voor
    dief = Bezoeker()
    dief.client.cookies[echte.SESSION_COOKIE_NAME] = voor
    assert not weg.is_binnen(dief)
    assert dief.get(reverse("mfa_activate_totp")).status_code == 302
