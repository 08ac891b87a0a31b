"""Signing in: two steps, each code once, limits, and nothing that tells who has an account."""

from __future__ import annotations

import logging
import time

import pytest
from django.conf import settings as echte
from django.core.cache import cache
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
from pytest_django.fixtures import Settings

from gesprek.models import Gebruiker, Limiet, Tussenopslag
from gesprek.toegang.accounts import wachtwoorden
from tests.hulp import Bezoeker, tekst, zonder_token
from tests.redactie import WACHTWOORD, app_code, code_van, maak_redacteur
from tests.toegang.accounts import weg
from tests.toegang.accounts.weg import ga

pytestmark = pytest.mark.django_db(databases="__all__")


def test_two_steps_lead_to_the_page_that_was_asked_for(redacteur: Gebruiker) -> None:
    wie = Bezoeker()
    pagina = ga(wie, wie.get("/beheer/redactieleden/"))
    tweede = ga(wie, wie.verstuur(pagina, {"login": redacteur.email, "password": WACHTWOORD}))
    antwoord = wie.verstuur(tweede, {"code": app_code(redacteur)})
    assert antwoord["Location"] == "/beheer/redactieleden/"


@pytest.mark.parametrize("naar", ["https://elders.example/", "//elders.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(redacteur: Gebruiker, naar: str) -> None:
    wie = Bezoeker()
    pagina = wie.get(f"/inloggen/?next={naar}")
    tweede = ga(wie, wie.verstuur(pagina, {"login": redacteur.email, "password": WACHTWOORD, "next": naar}))
    assert wie.verstuur(tweede, {"code": app_code(redacteur)})["Location"] == "/beheer/"


def test_a_code_of_the_app_is_good_for_once_also_in_another_process(redacteur: Gebruiker) -> None:
    code = app_code(redacteur)
    assert weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, code).status_code == 302
    # What is shared lives in the database, so a process that has never seen this one knows it as well.
    assert Tussenopslag.objects.filter(cache_key__endswith=f":{redacteur.pk}:{code}").exists()
    assert "DatabaseCache" in type(cache._connections[cache._alias]).__name__  # type: ignore[attr-defined]
    for variant in (code, f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        antwoord = weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, variant)
        assert antwoord.status_code == 422
        assert "al gebruikt" in tekst(antwoord)


def test_a_code_that_paired_the_app_signs_nobody_in() -> None:
    wachtwoord, app, _ = weg.helemaal(Bezoeker(), weg.link())
    assert weg.log_in(Bezoeker(), weg.EMAIL, wachtwoord, code_van(app)).status_code == 422


def test_a_clock_half_a_minute_off_is_forgiven_and_more_is_not(redacteur: Gebruiker) -> None:
    assert weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, app_code(redacteur, 1)).status_code == 302
    assert weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, app_code(redacteur, -3)).status_code == 422
    assert weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, app_code(redacteur, 3)).status_code == 422


def test_a_used_code_is_remembered_for_longer_than_it_is_good(redacteur: Gebruiker) -> None:
    weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, app_code(redacteur, 1))
    rij = Tussenopslag.objects.get(cache_key__contains="tweede_stap")
    assert rij.expires.timestamp() - time.time() > 95


# Nothing tells who has an account


def test_a_wrong_password_an_unknown_address_and_one_switched_off_look_the_same(
    redacteur: Gebruiker,
) -> None:
    uit = maak_redacteur("uit@voorbeeld.example")
    Gebruiker.objects.filter(pk=uit.pk).update(is_active=False)
    paginas = set()
    for email, wachtwoord in (
        (redacteur.email, "appel bever citroen dadel egel zebra"),
        ("niemand@voorbeeld.example", WACHTWOORD),
        (uit.email, WACHTWOORD),
    ):
        antwoord = weg.log_in(Bezoeker(), email, wachtwoord)
        assert antwoord.status_code == 422
        paginas.add(zonder_token(antwoord).replace(email, ""))
    assert len(paginas) == 1
    assert "horen niet bij elkaar" in paginas.pop()


def test_what_we_do_not_use_has_no_address() -> None:
    for naam in (
        "account_signup",
        "account_reset_password",
        "account_request_login_code",
        "account_set_password",
        "account_email",
        "mfa_deactivate_totp",
        "mfa_list_webauthn",
        "mfa_trust",
        "usersessions_list",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(naam)
    assert "allauth.usersessions" not in echte.INSTALLED_APPS
    assert "remember" not in tekst(Bezoeker().get("/inloggen/"))


# Limits


def test_one_account_cannot_be_guessed_from_many_addresses(redacteur: Gebruiker, settings: Settings) -> None:
    settings.LIMIETEN_PER_ACCOUNT = {**settings.LIMIETEN_PER_ACCOUNT, "wachtwoord": (60, 3)}
    uit = [
        weg.log_in(Bezoeker(f"192.0.2.{n}"), redacteur.email.upper(), "verkeerd").status_code
        for n in range(1, 5)
    ]
    assert uit == [422, 422, 422, 429]
    antwoord = weg.log_in(Bezoeker("192.0.2.99"), redacteur.email, WACHTWOORD)
    assert antwoord.status_code == 429
    assert int(antwoord["Retry-After"]) >= 1
    assert WACHTWOORD not in tekst(antwoord)
    # An address that nobody has is held back all the same.
    onbekend = [weg.log_in(Bezoeker(), "niemand@voorbeeld.example", "x").status_code for _ in range(4)]
    assert onbekend == [422, 422, 422, 429]


def test_an_outsider_cannot_shut_an_editor_out(redacteur: Gebruiker) -> None:
    _, ineens = echte.LIMIETEN_PER_ACCOUNT["wachtwoord_netwerk"]
    pogingen = [
        weg.log_in(Bezoeker(f"198.51.100.{n}"), redacteur.email, "verkeerd").status_code
        for n in range(1, ineens + 11)
    ]
    assert pogingen == [422] * ineens + [429] * 10
    wie = Bezoeker("192.0.2.1")
    assert weg.log_in(wie, redacteur.email, WACHTWOORD, app_code(redacteur)).status_code == 302
    assert weg.is_binnen(wie)


def test_many_networks_together_cannot_go_on_either(redacteur: Gebruiker, settings: Settings) -> None:
    settings.LIMIETEN_PER_ACCOUNT = {
        **settings.LIMIETEN_PER_ACCOUNT, "wachtwoord": (60, 3), "wachtwoord_netwerk": (60, 2),
    }  # fmt: skip
    uit = [
        weg.log_in(Bezoeker(ip), redacteur.email, "verkeerd").status_code
        for ip in ("192.0.2.1", "192.0.2.2", "192.0.2.3", "198.51.100.1", "203.0.113.1")
    ]
    # The third comes from a network that had its turns, and takes none from the account.
    assert uit == [422, 422, 429, 422, 429]


def test_without_the_password_nobody_uses_up_the_codes_of_an_account(redacteur: Gebruiker) -> None:
    per_uur = echte.LIMIETEN_PER_ACCOUNT["tweede_stap"][0]
    vreemde = Bezoeker()
    assert weg.log_in(vreemde, redacteur.email, "verkeerd").status_code == 422
    for _ in range(per_uur + 1):
        assert vreemde.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 302
    assert weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, app_code(redacteur)).status_code == 302


def test_the_codes_of_one_account_cannot_be_guessed(redacteur: Gebruiker, settings: Settings) -> None:
    settings.LIMIETEN_PER_ACCOUNT = {**settings.LIMIETEN_PER_ACCOUNT, "tweede_stap": (60, 3)}
    fout = "000000" if app_code(redacteur) != "000000" else "000001"
    uit = [
        weg.log_in(Bezoeker(f"192.0.2.{n}"), redacteur.email, WACHTWOORD, fout).status_code
        for n in range(1, 5)
    ]
    assert uit == [422, 422, 422, 429]
    goed = weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, app_code(redacteur))
    assert goed.status_code == 429


def test_one_address_cannot_try_many_accounts(settings: Settings) -> None:
    settings.LIMIETEN = {"account_login": (60, 2)}
    uit = [weg.log_in(Bezoeker(), f"nr{n}@voorbeeld.example", "x").status_code for n in range(3)]
    assert uit == [422, 422, 429]


def test_the_limits_leave_room_for_typos_and_none_for_guessing() -> None:
    per_uur, ineens = echte.LIMIETEN_PER_ACCOUNT["tweede_stap"]
    assert ineens >= 5
    # Three of a million codes are good at a moment; a week of trying stays under two in a hundred.
    assert per_uur * 24 * 7 * 3 / 1_000_000 < 0.02


# Fixation and traces


def test_the_session_of_before_is_worth_nothing_after_signing_in(redacteur: Gebruiker) -> None:
    wie = Bezoeker()
    eerste = weg.log_in(wie, redacteur.email, WACHTWOORD)
    halverwege = wie.client.cookies[echte.SESSION_COOKIE_NAME].value
    wie.verstuur(ga(wie, eerste), {"code": app_code(redacteur)})
    assert weg.is_binnen(wie)
    assert wie.client.cookies[echte.SESSION_COOKIE_NAME].value != halverwege
    dief = Bezoeker()
    dief.client.cookies[echte.SESSION_COOKIE_NAME] = halverwege
    assert not weg.is_binnen(dief)


def test_no_address_person_or_secret_reaches_a_log_or_a_readable_table(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    ip = "203.0.113.77"
    caplog.set_level(logging.DEBUG, "allauth")
    adres = weg.link()
    wie = Bezoeker(ip)
    wachtwoord, _, codes = weg.helemaal(wie, adres)
    weg.log_in(Bezoeker(ip), weg.EMAIL, "verkeerd")
    weg.log_in(Bezoeker(ip), weg.EMAIL, wachtwoord, codes[0])
    wie.post(reverse("account_logout"))
    uit = capfd.readouterr()
    # Django's own request loggers go nowhere (the settings); what is left is what an operator can see.
    regels = [r.getMessage() for r in caplog.records if not r.name.startswith("django.request")]
    zichtbaar = uit.out + uit.err + "\n".join(regels)
    for geheim in (ip, weg.EMAIL, wachtwoord, adres.split("/")[2], codes[0]):
        assert geheim not in zichtbaar
    sleutels = b"".join(bytes(rij.sleutel) for rij in Limiet.objects.all())
    cachewaarden = "".join(f"{rij.cache_key}{rij.value}" for rij in Tussenopslag.objects.all())
    assert weg.EMAIL.encode() not in sleutels
    assert ip not in cachewaarden
    assert weg.EMAIL not in cachewaarden


def test_the_request_loggers_go_nowhere() -> None:
    loggers: dict[str, dict[str, object]] = echte.LOGGING["loggers"]  # type: ignore[assignment]
    for naam in ("django.request", "django.security", "allauth"):
        assert loggers[naam]["handlers"] == ["nergens"]


# Settings


def test_passwords_are_six_words_of_ours_and_hashed_with_argon2_alone() -> None:
    assert len(wachtwoorden.maak().split()) == 6
    assert len({wachtwoorden.maak() for _ in range(50)}) == 50
    assert echte.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert wachtwoorden.normaal(" Appel-BEVER\n3. citroen ") == "appel bever citroen"


def test_the_admin_has_no_field_for_a_password(redactie_bezoeker: Bezoeker) -> None:
    antwoord = redactie_bezoeker.get(reverse("admin:password_change"))
    assert antwoord["Location"] == "/account/"


def test_the_checks_for_production_are_clean(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    # A browser test in the same process sets it, for itself.
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, settings.PROXIES = True, 31536000, 1
    settings.SECRET_KEY = "alleen-voor-deze-test-" + "0123456789abcdefghijklmnopqrstuvwxyz"
    call_command("check", deploy=True, fail_level="WARNING")
