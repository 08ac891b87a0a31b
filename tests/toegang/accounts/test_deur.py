"""Without a second step nothing but setting it up; and how a session of an account ends."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from gesprek.models import Gebruiker, Websessie
from tests.hulp import Bezoeker, Klok, database_fout, tekst
from tests.redactie import maak_redacteur, meld_aan
from tests.toegang.accounts import weg
from tests.toegang.adressen import Adres, alle, beheer

pytestmark = pytest.mark.django_db(databases="__all__")

APP = "/account/app/"
INSCHRIJVING = {"mfa_activate_totp", "account_reauthenticate"}
GESLOTEN = [adres for adres in alle() if adres.beleid() == ["aangemeld"]]
OPEN = [adres for adres in alle() if adres.beleid() == ["login_not_required"]]


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


@pytest.fixture
def zonder_mfa() -> Bezoeker:
    """The browser of an editor who gave a password and has no second step yet."""
    wie = Bezoeker()
    meld_aan(wie.client, maak_redacteur(mfa=False))
    return wie


def _beheerpad(adres: Adres) -> str:
    """An address beneath /beheer/, with something in each of its parts."""
    waarden = dict.fromkeys(adres.delen, 1)
    try:
        return reverse(adres.naam, kwargs=waarden)
    except NoReverseMatch:
        return "/beheer/bestaat/niet/"


def _naar_inschrijving(antwoord: HttpResponse) -> bool:
    return antwoord.status_code == 303 and antwoord["Location"] == APP


# Nothing but enrolment


@pytest.mark.parametrize("adres", beheer(), ids=str)
def test_an_editor_without_mfa_reaches_nothing_of_beheer(zonder_mfa: Bezoeker, adres: Adres) -> None:
    pad = _beheerpad(adres)
    assert _naar_inschrijving(zonder_mfa.get(pad))
    assert _naar_inschrijving(zonder_mfa.post(pad))


@pytest.mark.parametrize("adres", GESLOTEN, ids=str)
def test_an_editor_without_mfa_reaches_no_page_of_the_account(zonder_mfa: Bezoeker, adres: Adres) -> None:
    assert _naar_inschrijving(zonder_mfa.get(adres.url(UUID(int=1))))
    assert _naar_inschrijving(zonder_mfa.post(adres.url(UUID(int=1))))


def test_there_is_no_more_to_reach() -> None:
    """Each address is public, of a kluis, a team, /beheer/ or the account, or enrolment; enrolment is two addresses."""
    soorten = {soort for adres in alle() for soort in adres.beleid()}
    assert soorten <= {"login_not_required", "kluis_open", "teamleider", "aangemeld", "inschrijving"}
    assert {adres.naam for adres in alle() if adres.beleid() == ["inschrijving"]} == INSCHRIJVING
    assert len(beheer()) > 20
    assert GESLOTEN


@pytest.mark.parametrize("naam", ["thuis", "acuut", "sociale_kaart:lijst"])
def test_a_public_page_shows_an_editor_without_mfa_nothing_more(zonder_mfa: Bezoeker, naam: str) -> None:
    pagina = tekst(zonder_mfa.get(reverse(naam)))
    assert "/beheer/" not in pagina
    assert 'href="/account/"' not in pagina
    assert "Uitloggen" in pagina


def test_enrolment_asks_for_the_password_again_after_a_while(zonder_mfa: Bezoeker) -> None:
    antwoord = zonder_mfa.get(APP)
    assert antwoord["Location"] == "/account/opnieuw/?next=%2Faccount%2Fapp%2F"
    pagina = zonder_mfa.get(antwoord["Location"])
    assert zonder_mfa.verstuur(pagina, {"password": "een twee drie"}).status_code == 422
    pagina = zonder_mfa.get(antwoord["Location"])
    goed = zonder_mfa.verstuur(pagina, {"password": "appel bever citroen dadel egel fluit"})
    assert goed["Location"] == APP
    assert zonder_mfa.get(APP).status_code == 200


def test_a_session_of_before_the_app_is_signed_out(zonder_mfa: Bezoeker) -> None:
    TOTP.activate(Gebruiker.objects.get(), generate_totp_secret())
    antwoord = zonder_mfa.get(APP)
    assert antwoord["Location"].startswith("/inloggen/")
    assert not Websessie.objects.exists()


def test_a_session_of_an_older_app_is_signed_out(redactie_bezoeker: Bezoeker, redacteur: Gebruiker) -> None:
    assert weg.is_binnen(redactie_bezoeker)
    Authenticator.objects.filter(type="totp").delete()
    TOTP.activate(redacteur, generate_totp_secret())
    assert redactie_bezoeker.get("/beheer/redactieleden/")["Location"].startswith("/inloggen/")
    assert not weg.is_binnen(redactie_bezoeker)


def test_a_password_alone_signs_nobody_in() -> None:
    redacteur = maak_redacteur()
    wie = Bezoeker()
    antwoord = weg.log_in(wie, redacteur.email, "appel bever citroen dadel egel fluit")
    assert antwoord["Location"] == "/inloggen/code/"
    for pad in ("/beheer/", "/account/", APP):
        assert wie.get(pad)["Location"].startswith("/inloggen/?next=")
    assert "Uitloggen" not in tekst(wie.get("/"))


def test_htmx_is_sent_to_a_whole_page(zonder_mfa: Bezoeker) -> None:
    koppen = {"HX-Request": "true"}
    assert zonder_mfa.get("/beheer/", headers=koppen)["HX-Redirect"] == APP
    assert Bezoeker().get("/beheer/", headers=koppen)["HX-Redirect"] == "/inloggen/"


# The end of a session


def test_signing_out_is_a_button_and_deletes_the_row(redactie_bezoeker: Bezoeker) -> None:
    assert redactie_bezoeker.get(reverse("account_logout")).status_code == 405
    assert weg.is_binnen(redactie_bezoeker)
    cookie = redactie_bezoeker.client.cookies[settings.SESSION_COOKIE_NAME].value
    antwoord = redactie_bezoeker.post(reverse("account_logout"))
    assert antwoord["Clear-Site-Data"] == '"cache", "storage"'
    assert not Websessie.objects.exists()
    redactie_bezoeker.client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert not weg.is_binnen(redactie_bezoeker)
    # A second click, signed out by now, does no harm.
    assert redactie_bezoeker.post(reverse("account_logout"))["Location"] == "/inloggen/"


def test_the_button_of_the_admin_signs_out_too(redactie_bezoeker: Bezoeker) -> None:
    assert redactie_bezoeker.post(reverse("admin:logout")).status_code == 303
    assert not weg.is_binnen(redactie_bezoeker)


def test_an_hour_of_rest_ends_a_session(klok: Klok) -> None:
    wie = Bezoeker()
    meld_aan(wie.client, maak_redacteur())
    for _ in range(3):
        klok.vooruit(minutes=59)
        assert weg.is_binnen(wie)
    klok.vooruit(minutes=60)
    assert not weg.is_binnen(wie)
    assert not Websessie.objects.exists()


def test_eight_hours_end_a_session_however_busy(klok: Klok) -> None:
    wie = Bezoeker()
    meld_aan(wie.client, maak_redacteur())
    for _ in range(15):
        klok.vooruit(minutes=30)
        assert weg.is_binnen(wie)
    klok.vooruit(minutes=30)
    assert not weg.is_binnen(wie)


def test_idle_time_is_written_once_a_minute_at_most(klok: Klok) -> None:
    wie = Bezoeker()
    meld_aan(wie.client, maak_redacteur())
    klok.vooruit(minutes=2)
    weg.is_binnen(wie)
    voor = Websessie.objects.get().envelop
    klok.vooruit(seconds=50)
    weg.is_binnen(wie)
    assert bytes(Websessie.objects.get().envelop) == bytes(voor)
    klok.vooruit(seconds=10)
    weg.is_binnen(wie)
    assert bytes(Websessie.objects.get().envelop) != bytes(voor)


def test_an_account_that_is_switched_off_is_out_at_once(
    redactie_bezoeker: Bezoeker, redacteur: Gebruiker
) -> None:
    assert weg.is_binnen(redactie_bezoeker)
    Gebruiker.objects.update(is_active=False)
    assert not weg.is_binnen(redactie_bezoeker)
    antwoord = weg.log_in(Bezoeker(), redacteur.email, "appel bever citroen dadel egel fluit")
    assert antwoord.status_code == 422


def test_a_stolen_table_of_sessions_opens_nothing(redactie_bezoeker: Bezoeker, redacteur: Gebruiker) -> None:
    assert weg.is_binnen(redactie_bezoeker)
    cookie = redactie_bezoeker.client.cookies[settings.SESSION_COOKIE_NAME].value
    rij = Websessie.objects.get()
    ruw = bytes(rij.id) + bytes(rij.envelop)
    for geheim in (cookie.encode(), redacteur.email.encode(), b"account_authentication", b"_auth_user"):
        assert geheim not in ruw
    for poging in (bytes(rij.id).hex(), bytes(rij.id).hex()[:32], bytes(rij.envelop).hex()[:32]):
        dief = Bezoeker()
        dief.client.cookies[settings.SESSION_COOKIE_NAME] = poging
        assert not weg.is_binnen(dief)


def test_a_stolen_database_gives_no_secret_of_an_app(redacteur: Gebruiker) -> None:
    for rij in Authenticator.objects.all():
        opgeslagen = str(rij.data.get("secret") or rij.data.get("seed"))
        assert re.fullmatch(r"1:[A-Za-z0-9+/=]+", opgeslagen)
    app = Authenticator.objects.get(type="totp")
    assert len(app.wrap().instance.data["secret"]) > 200


def test_the_numbers_of_acuut_stay_when_the_database_is_away(redactie_bezoeker: Bezoeker) -> None:
    with database_fout(OperationalError("away")):
        assert redactie_bezoeker.get(reverse("acuut")).status_code == 200
