"""Accounts in a real browser: the whole way of an invitation, with and without JavaScript, and each page looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse
from playwright.sync_api import expect

from tests.heleweg.keuring import BREED, keur
from tests.redactie import WACHTWOORD, app_code, code_van, maak_redacteur
from tests.toegang.accounts import weg

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _kop(pagina: Page, tekst: str) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_have_text(tekst)


def _woorden(pagina: Page) -> str:
    return " ".join(pagina.locator("ol.code li").all_text_contents())


def _geheim(pagina: Page) -> str:
    return re.sub(
        r"[^A-Z2-7]", "", "".join(pagina.locator(".geheim > span:not([class])").all_text_contents())
    )


def _loop(pagina: Page, bij_elke: Callable[[Page], None]) -> str:
    """From a link for the first editor to /beheer/; gives the password. `bij_elke` looks at each page."""
    pagina.goto(weg.link(""))
    expect(pagina).to_have_url(re.compile(r"/uitnodiging/$"))
    bij_elke(pagina)
    pagina.get_by_label("Je e-mailadres").fill("eerste@voorbeeld.example")
    pagina.get_by_role("button", name="Laat mijn wachtwoord zien").click()
    _kop(pagina, "Dit is je wachtwoord")
    bij_elke(pagina)
    wachtwoord = _woorden(pagina)
    pagina.reload()
    assert _woorden(pagina) == wachtwoord
    pagina.get_by_role("button", name="Ik heb het bewaard").click()
    _kop(pagina, "Koppel je telefoon")
    expect(pagina.get_by_role("img", name="QR-code")).to_be_visible()
    bij_elke(pagina)
    geheim = _geheim(pagina)
    pagina.get_by_label("Code van zes cijfers").fill("12")
    pagina.get_by_role("button", name="Koppel mijn telefoon").click()
    expect(pagina.get_by_role("alert")).to_be_visible()
    bij_elke(pagina)
    assert _geheim(pagina) == geheim
    pagina.get_by_label("Code van zes cijfers").fill(code_van(geheim))
    pagina.get_by_role("button", name="Koppel mijn telefoon").click()
    _kop(pagina, "Bewaar je herstelcodes")
    expect(pagina.locator("ol.code li")).to_have_count(10)
    bij_elke(pagina)
    pagina.get_by_role("button", name="Ik heb ze bewaard").click()
    expect(pagina).to_have_url(re.compile(r"/beheer/$"))
    return wachtwoord


def test_the_whole_way_of_an_invitation_and_every_page_of_it(pagina: Page) -> None:
    fouten: list[str] = []
    pagina.set_viewport_size(BREED)
    _loop(pagina, lambda blad: fouten.extend(keur(blad)))
    # The bar of whoever is signed in stands on public pages too.
    pagina.goto("/")
    pagina.get_by_role("navigation", name="Jouw account").get_by_role("link", name="Account").click()
    _kop(pagina, "Je account")
    fouten += keur(pagina)
    pagina.get_by_role("link", name="Neem een nieuw wachtwoord").click()
    _kop(pagina, "Een nieuw wachtwoord")
    fouten += keur(pagina)
    pagina.get_by_role("button", name="Maak een nieuw wachtwoord").click()
    expect(pagina.locator("ol.code li")).to_have_count(6)
    fouten += keur(pagina)
    pagina.goto(reverse("mfa_generate_recovery_codes"))
    fouten += keur(pagina)
    pagina.goto(reverse("admin:redactieleden"))
    pagina.get_by_label("E-mailadres").fill("tweede-redacteur-met-een-lang-adres@voorbeeld.example")
    pagina.get_by_role("button", name="Maak een uitnodiging").click()
    expect(pagina.locator("#link")).to_contain_text("/uitnodiging/")
    maak_redacteur("ander@voorbeeld.example")
    pagina.reload()
    fouten += keur(pagina)
    pagina.get_by_role("button", name="Uitloggen").click()
    _kop(pagina, "Inloggen")
    assert not fouten, "\n".join(fouten)


def test_the_whole_way_without_javascript_and_signing_in_again(nieuwe_pagina: Callable[..., Page]) -> None:
    pagina = nieuwe_pagina(java_script_enabled=False, viewport={"width": 320, "height": 640})
    wachtwoord = _loop(pagina, lambda _: None)
    pagina.goto(reverse("mfa_index"))
    pagina.get_by_role("button", name="Uitloggen").click()
    pagina.get_by_label("Je e-mailadres").fill("eerste@voorbeeld.example")
    pagina.get_by_label("Je wachtwoord").fill(wachtwoord)
    pagina.get_by_role("button", name="Ga verder").click()
    _kop(pagina, "Typ de code van je app")


def test_signing_in_and_what_goes_wrong_there(pagina: Page) -> None:
    redacteur = maak_redacteur()
    fouten: list[str] = []
    pagina.set_viewport_size(BREED)
    pagina.goto("/inloggen/")
    fouten += keur(pagina)
    pagina.get_by_label("Je e-mailadres").fill(redacteur.email)
    pagina.get_by_label("Je wachtwoord").fill("verkeerd")
    pagina.get_by_role("button", name="Ga verder").click()
    expect(pagina.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    expect(pagina).to_have_title(re.compile("^Fout: "))
    fouten += keur(pagina)
    expect(pagina.get_by_label("Je e-mailadres")).to_have_value(redacteur.email)
    pagina.get_by_label("Je wachtwoord").fill(WACHTWOORD)
    pagina.keyboard.press("Enter")
    _kop(pagina, "Typ de code van je app")
    fouten += keur(pagina)
    pagina.get_by_label("Code van zes cijfers").fill(app_code(redacteur))
    pagina.keyboard.press("Enter")
    expect(pagina).to_have_url(re.compile(r"/beheer/$"))
    pagina.goto(reverse("mfa_generate_recovery_codes"))
    _kop(pagina, "Je wachtwoord nog een keer")
    fouten += keur(pagina)
    pagina.get_by_role("link", name="Gebruik liever de code van je app").click()
    _kop(pagina, "Een code van je app")
    fouten += keur(pagina)
    pagina.goto("/uitnodiging/bestaat-niet/")
    fouten += keur(pagina)
    assert not fouten, "\n".join(fouten)


def test_the_password_can_be_copied(nieuwe_pagina: Callable[..., Page]) -> None:
    pagina = nieuwe_pagina(permissions=["clipboard-read", "clipboard-write"])
    pagina.goto(weg.link())
    pagina.get_by_role("button", name="Laat mijn wachtwoord zien").click()
    woorden = _woorden(pagina)
    pagina.locator("[data-kopieer]").click()
    expect(pagina.locator("[data-kopieer] + [role=status]")).to_have_text("Gekopieerd.")
    assert pagina.evaluate("navigator.clipboard.readText()") == woorden
