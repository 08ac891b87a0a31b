"""The public pages outside the guide: home, acute danger, privacy and accessibility."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from gesprek.handleiding.gegevens import soorten
from gesprek.handleiding.protocollen import alle_nummers, protocolbeelden
from gesprek.inhoud.lader import laad
from gesprek.toegang.open import sessie_van


def _verantwoordelijke() -> dict[str, str]:
    return {"verantwoordelijke": settings.VERANTWOORDELIJKE, "contact": settings.VERANTWOORDELIJKE_CONTACT}


@login_not_required
@require_safe
def thuis(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, that it is private, and where to begin."""
    return render(request, "gesprek/handleiding/thuis.html")


@login_not_required
@require_safe
@vary_on_cookie
def acuut(request: HttpRequest) -> HttpResponse:
    """Numbers first, then the four protocols. Without an open kluis those of both countries, and while practising: the
    country is then that of the practice case, and nobody asked where its reader works.

    Stands while the database is away: the numbers then come from what was last seen.
    """
    sessie = sessie_van(request)
    land = sessie.kluis.land if sessie and not sessie.zonder_code else None
    context = {
        "land": land,
        "inhoud": laad(),
        "nummers": alle_nummers(land),
        "protocollen": protocolbeelden(land),
        "nog_nakijken": any(b.nazicht and not b.nagekeken for p in laad().protocollen for b in p.blokken),
    }
    return render(request, "gesprek/handleiding/acuut.html", context)


@login_not_required
@require_safe
@vary_on_cookie
def privacy(request: HttpRequest) -> HttpResponse:
    """What we promise and what not, what is kept and how long, and who answers for it."""
    context = {**_verantwoordelijke(), "gegevens": soorten()}
    return render(request, "gesprek/handleiding/privacy.html", context)


@login_not_required
@require_safe
@vary_on_cookie
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    """What was tested for accessibility, what not yet, and how to report a hurdle."""
    return render(request, "gesprek/handleiding/toegankelijkheid.html", _verantwoordelijke())
