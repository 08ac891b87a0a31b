"""The private key of a lead while signed in: sealed in the session under a cookie of its own.

The session's own cookie changes when somebody signs in; this one stays, and goes when they sign out.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gesprek.kluis import leiders
from gesprek.models import Gebruiker, Teamlid

_SLEUTEL = "leidersleutel"


def open_met(request: HttpRequest, antwoord: HttpResponse, wie: Gebruiker, wachtwoord: str) -> None:
    """Open the pair of whoever just gave this password, right as it is, and have the answer bring its cookie. A lead
    who has no pair yet gets one. Raises Druk."""
    prive = leiders.open_paar(wie, wachtwoord)
    if prive is None and Teamlid.objects.filter(gebruiker=wie).exists():
        prive = leiders.geef_paar(wie, wachtwoord)
    if prive is not None:
        sluit_in(request, antwoord, prive)


def sluit_in(request: HttpRequest, antwoord: HttpResponse, prive: bytes) -> None:
    """Keep a private key for this session, and have the answer bring its cookie."""
    cookie, request.session[_SLEUTEL] = leiders.sluit_in(prive)
    antwoord.set_cookie(
        settings.LEIDER_COOKIE, cookie, path="/", secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def prive_van(request: HttpRequest) -> bytes | None:
    """The private key of who is signed in, or None when this browser can't open it."""
    cookie, ingesloten = request.COOKIES.get(settings.LEIDER_COOKIE), request.session.get(_SLEUTEL)
    return leiders.haal_uit(cookie, ingesloten) if cookie and ingesloten else None


def vergeet(antwoord: HttpResponse) -> None:
    """Have the answer take the cookie away."""
    antwoord.delete_cookie(settings.LEIDER_COOKIE, path="/", samesite="Lax")
