"""What somebody with an invitation sees: what will happen, the password, and on to the authenticator app."""

from __future__ import annotations

from contextlib import suppress

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gesprek.kluis.kluizen import Druk
from gesprek.models import Gebruiker, Uitnodiging
from gesprek.toegang import storing
from gesprek.toegang.accounts import leidersessie, mfa, uitnodigingen, wachtwoorden
from gesprek.toegang.open import zie

# In the sealed session, from the link until the account is there.
KAARTJE, EMAIL, WACHTWOORD = "uitnodiging", "uitnodiging_email", "uitnodiging_wachtwoord"


def _van(request: HttpRequest) -> Uitnodiging | None:
    kaartje = request.session.get(KAARTJE)
    return uitnodigingen.zoek(kaartje) if kaartje else None


def _vergeet(request: HttpRequest) -> None:
    for naam in (KAARTJE, EMAIL, WACHTWOORD):
        request.session.pop(naam, None)


def _werkt_niet(request: HttpRequest) -> HttpResponse:
    _vergeet(request)
    return render(request, "gesprek/toegang/accounts/werkt_niet.html", status=404)


@login_not_required
@require_safe
def link(request: HttpRequest, kaartje: str) -> HttpResponse:
    """The address of the invitation itself: its secret moves into the sealed session at once, so that it stands in
    no address bar, title or Referer. Looking at it uses nothing up."""
    if uitnodigingen.zoek(kaartje) is None:
        return _werkt_niet(request)
    if request.session.get(KAARTJE) != kaartje:
        _vergeet(request)
        request.session[KAARTJE] = kaartje
    antwoord = zie(reverse("uitnodiging"))
    antwoord["Referrer-Policy"] = "no-referrer"
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def welkom(request: HttpRequest) -> HttpResponse:
    """What is going to happen, and for the first editor the e-mail address."""
    rij = _van(request)
    if rij is None:
        return _werkt_niet(request)
    if uitnodigingen.heeft_al_een_account(rij):
        return _met_account(request, rij)
    email = rij.email or str(request.session.get(EMAIL, ""))
    fout = ""
    if request.method == "POST":
        if not rij.email:
            email = request.POST.get("email", "").strip()[:254]
            fout = _fout_in(email)
        if not fout:
            request.session[EMAIL] = email.lower()
            request.session.setdefault(WACHTWOORD, wachtwoorden.maak())
            return zie(reverse("uitnodiging_wachtwoord"))
    context = {
        "email": email,
        "vast": bool(rij.email),
        "fout": fout,
        "team": rij.team,
        "opnieuw": Gebruiker.objects.filter(email=email, teamleden__isnull=False).exists(),
    }
    return render(request, "gesprek/toegang/accounts/welkom.html", context, status=422 if fout else 200)


def _met_account(request: HttpRequest, rij: Uitnodiging) -> HttpResponse:
    """An invitation for a team, for who has an account: sign in as always, and accept."""
    wie = request.user
    binnen = isinstance(wie, Gebruiker) and wie.email == rij.email and mfa.is_bevestigd(request)
    if request.method == "POST" and binnen:
        assert isinstance(wie, Gebruiker)
        if not uitnodigingen.neem_aan(request.session[KAARTJE], wie):
            return _werkt_niet(request)
        _vergeet(request)
        return zie(reverse("team:werkbak"))
    context = {"team": rij.team, "email": rij.email, "binnen": binnen}
    return render(request, "gesprek/toegang/accounts/neem_aan.html", context)


def _fout_in(email: str) -> str:
    if not email:
        return _("Vul je e-mailadres in.")
    try:
        validate_email(email)
    except ValidationError:
        return _("Dit is geen heel e-mailadres.")
    return ""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def wachtwoord(request: HttpRequest) -> HttpResponse:
    """The password, the same one until its owner says that it is kept; from then on nobody can show it."""
    rij = _van(request)
    if rij is None:
        return _werkt_niet(request)
    nieuw, email = request.session.get(WACHTWOORD), request.session.get(EMAIL)
    if not nieuw or not email:
        return zie(reverse("uitnodiging"))
    if request.method != "POST":
        context = {"woorden": nieuw.split(), "email": email}
        return render(request, "gesprek/toegang/accounts/wachtwoord.html", context)
    try:
        wie = uitnodigingen.gebruik(request.session[KAARTJE], email, nieuw)
    except Druk:
        return storing.druk(request, _("Je uitnodiging werkt nog."))
    if wie is None:
        return _werkt_niet(request)
    _vergeet(request)
    login(request, wie, backend=settings.AUTHENTICATION_BACKENDS[0])
    # Whoever keeps a password that was made this minute need not type it once more to go on.
    record_authentication(request, wie, "password", reauthenticated=True)
    antwoord = zie(reverse("mfa_activate_totp"))
    with suppress(Druk):
        leidersessie.open_met(request, antwoord, wie, nieuw)
    return antwoord
