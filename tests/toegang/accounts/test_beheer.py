"""Who may enter /beheer/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from gesprek.models import Gebruiker
from tests.hulp import Bezoeker
from tests.redactie import maak_redacteur, meld_aan

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(databases="__all__")


def test_an_editor_with_mfa_gets_in(redactie_client: Client) -> None:
    antwoord = redactie_client.get(reverse("admin:index"))
    assert antwoord.status_code == 200
    assert "no-store" in antwoord["Cache-Control"]


def test_who_is_not_signed_in_is_sent_to_sign_in_from_any_address_beneath_it() -> None:
    for pad in ("/beheer/", "/beheer/login/", "/beheer/bestaat/niet/", "/beheer/sociale_kaart/aanbod/"):
        antwoord = Bezoeker().get(pad)
        assert antwoord.status_code == 302
        assert antwoord["Location"].startswith("/inloggen/?next=/beheer/")


def test_an_account_that_is_no_editor_finds_nothing_there() -> None:
    wie = maak_redacteur()
    Gebruiker.objects.update(is_redactie=False)
    client = Client()
    meld_aan(client, wie)
    assert client.get("/beheer/").status_code == 404


def test_no_table_of_the_kluis_or_of_accounts_is_in_the_admin() -> None:
    assert {model._meta.app_label for model in admin.site._registry} <= {"sociale_kaart"}


def test_an_editor_may_do_everything_in_the_sociale_kaart_and_nothing_else(redacteur: Gebruiker) -> None:
    assert redacteur.is_staff
    assert redacteur.has_perm("sociale_kaart.change_aanbod")
    for recht in ("gesprek.view_kluis", "gesprek.change_gebruiker", "mfa.view_authenticator", "sociale"):
        assert not redacteur.has_perm(recht)
    redacteur.is_active = False
    assert not redacteur.has_perm("sociale_kaart.change_aanbod")


def test_a_browser_of_an_editor_is_in(redactie_pagina: Page) -> None:
    antwoord = redactie_pagina.goto("/beheer/")
    assert antwoord is not None
    assert antwoord.status == 200
