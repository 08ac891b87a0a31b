"""The way of an invitation, for tests: a link, its pages, and what stands on them."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.urls import reverse

from gesprek.toegang.accounts import uitnodigingen
from tests.hulp import Bezoeker, tekst
from tests.redactie import code_van

EMAIL = "nieuw@voorbeeld.example"


def link(email: str = EMAIL) -> str:
    """A fresh invitation's path."""
    return reverse("uitnodiging_link", args=[uitnodigingen.maak(email)])


def woorden(pagina: HttpResponse) -> str:
    """The six words on a page."""
    gevonden = re.findall(r"<li>([a-z]+)</li>", tekst(pagina))
    assert len(gevonden) == 6, tekst(pagina)
    return " ".join(gevonden)


def geheim(pagina: HttpResponse) -> str:
    """The secret of an authenticator app as its page spells it out."""
    stuk = re.search(r'<p class="geheim".*?</p>', tekst(pagina), re.S)
    assert stuk
    return "".join(re.findall(r"<span>([A-Z2-7]+)</span>", stuk[0]))


def herstelcodes(pagina: HttpResponse) -> list[str]:
    """The ten recovery codes on a page."""
    codes = re.findall(r"<li>(\d{8})</li>", tekst(pagina))
    assert len(codes) == 10, tekst(pagina)
    return codes


def ga(wie: Bezoeker, antwoord: HttpResponse, *, hoogstens: int = 5) -> HttpResponse:
    """Follow redirects, as a browser does."""
    for _ in range(hoogstens):
        if antwoord.status_code not in (301, 302, 303):
            break
        antwoord = wie.get(antwoord["Location"])
    return antwoord


def tot_wachtwoord(wie: Bezoeker, adres: str, **velden: str) -> HttpResponse:
    """Open a link and go on to the page with the password."""
    pagina = ga(wie, wie.get(adres))
    assert pagina.status_code == 200, tekst(pagina)
    return ga(wie, wie.verstuur(pagina, velden))


def tot_app(wie: Bezoeker, adres: str, **velden: str) -> tuple[str, HttpResponse]:
    """On to the page that pairs an app; the password comes along."""
    pagina = tot_wachtwoord(wie, adres, **velden)
    return woorden(pagina), ga(wie, wie.verstuur(pagina, {}))


def helemaal(wie: Bezoeker, adres: str, **velden: str) -> tuple[str, str, list[str]]:
    """The whole way into /beheer/: the password, the secret of the app, and the recovery codes."""
    wachtwoord, pagina = tot_app(wie, adres, **velden)
    app = geheim(pagina)
    codes = ga(wie, wie.verstuur(pagina, {"code": code_van(app)}))
    over = herstelcodes(codes)
    assert wie.verstuur(codes, {})["Location"] == "/beheer/"
    return wachtwoord, app, over


def log_in(wie: Bezoeker, email: str, wachtwoord: str, code: str | None = None) -> HttpResponse:
    """Sign in with the pages; without a code only the first step."""
    pagina = wie.get(reverse("account_login"))
    antwoord = wie.verstuur(pagina, {"login": email, "password": wachtwoord})
    if code is None or antwoord.status_code != 302:
        return antwoord
    return wie.verstuur(ga(wie, antwoord), {"code": code})


def is_binnen(wie: Bezoeker) -> bool:
    """Whether this browser gets at what only an account with both steps may see."""
    return wie.get(reverse("mfa_index")).status_code == 200


def met_wachtwoord(wie: Bezoeker, pad: str, wachtwoord: str) -> HttpResponse:
    """A page that asks for the password once more first."""
    vraag = wie.get(pad)
    assert vraag["Location"].startswith(reverse("account_reauthenticate")), vraag["Location"]
    antwoord = wie.verstuur(wie.get(vraag["Location"]), {"password": wachtwoord})
    assert antwoord["Location"] == pad
    return wie.get(pad)


def link_op(pagina: HttpResponse) -> str:
    """The path of the invitation that stands on a page."""
    gevonden = re.search(r'id="link"[^>]*>https?://[^/]+(/uitnodiging/[^<]+)<', tekst(pagina))
    assert gevonden, tekst(pagina)
    return gevonden[1]


def leider_worden(wie: Bezoeker, adres: str) -> tuple[str, str]:
    """The whole way of a new lead, up to the work list: the password and the secret of the app."""
    wachtwoord, pagina = tot_app(wie, adres)
    app = geheim(pagina)
    codes = ga(wie, wie.verstuur(pagina, {"code": code_van(app)}))
    herstelcodes(codes)
    assert wie.verstuur(codes, {})["Location"] == reverse("team:werkbak")
    return wachtwoord, app
