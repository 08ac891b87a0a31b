"""Editors for the tests: with MFA, and signed in without clicking through sign-in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.test import Client

from gesprek.models import Gebruiker
from tests.hulp import Bezoeker

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

WACHTWOORD = "appel bever citroen dadel egel fluit"


def maak_redacteur(email: str = "redactie@voorbeeld.example", *, mfa: bool = True) -> Gebruiker:
    """An editor; with an authenticator app and recovery codes unless `mfa` is off."""
    wie = Gebruiker.objects.create_user(email, WACHTWOORD, is_redactie=True)
    if mfa:
        TOTP.activate(wie, generate_totp_secret())
        RecoveryCodes.activate(wie)
    return wie


def app_code(wie: Gebruiker, stap: int = 0) -> str:
    """What the authenticator app of this editor shows now, or `stap` half minutes later."""
    from allauth.mfa.utils import decrypt

    geheim = decrypt(Authenticator.objects.get(user_id=wie.pk, type=Authenticator.Type.TOTP).data["secret"])
    return code_van(geheim, stap)


def code_van(geheim: str, stap: int = 0) -> str:
    """The code of a secret, now or `stap` half minutes later."""
    return str(format_hotp_value(hotp_value(geheim, int(time.time()) // 30 + stap)))


def meld_aan(client: Client, wie: Gebruiker, *, mfa: bool = True) -> None:
    """Sign in without the pages; `mfa`: as if the second step was passed."""
    client.force_login(wie, backend=settings.AUTHENTICATION_BACKENDS[0])
    app = Authenticator.objects.filter(user_id=wie.pk, type=Authenticator.Type.TOTP).first()
    if mfa and app is not None:
        sessie = client.session
        stap: dict[str, Any] = {"method": "mfa", "at": time.time(), "id": app.pk, "type": app.type}
        sessie[AUTHENTICATION_METHODS_SESSION_KEY] = [stap]
        sessie[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(wie.pk)
        sessie.save()


@pytest.fixture
def redacteur(db: None) -> Gebruiker:
    """An editor with MFA."""
    return maak_redacteur()


@pytest.fixture
def redactie_client(redacteur: Gebruiker) -> Client:
    """A test client, signed in with MFA as `redacteur`; it does not check CSRF."""
    client = Client()
    meld_aan(client, redacteur)
    return client


@pytest.fixture
def redactie_bezoeker(redacteur: Gebruiker) -> Bezoeker:
    """A `Bezoeker` (reads forms, CSRF is on), signed in with MFA as `redacteur`."""
    wie = Bezoeker()
    meld_aan(wie.client, redacteur)
    return wie


@pytest.fixture
def redactie_pagina(server: LiveServer, redacteur: Gebruiker, nieuwe_pagina: Callable[..., Page]) -> Page:
    """A watched browser page, signed in with MFA as `redacteur`."""
    return aangemelde_pagina(nieuwe_pagina(), server.url, redacteur)


def aangemelde_pagina(pagina: Page, url: str, wie: Gebruiker) -> Page:
    """Give a browser page the cookie of a session that passed MFA."""
    client = Client()
    meld_aan(client, wie)
    naam = settings.SESSION_COOKIE_NAME
    pagina.context.add_cookies([{"name": naam, "value": client.cookies[naam].value, "url": url}])
    return pagina
