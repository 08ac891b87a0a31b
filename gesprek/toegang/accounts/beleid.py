"""The policies of what needs an account (those of the kluis: `toegang.beleid`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

from gesprek.toegang import storing
from gesprek.toegang.accounts import mfa


def redactie(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for an editor whose session passed MFA. Who is not signed in goes to sign-in; for another account the
    address does not exist."""

    @wraps(view)
    def met_redactie(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return naar_inloggen(request)
        if not mfa.mag_beheren(request):
            return storing.niet_gevonden(request)
        return view(request, *args, **kwargs)

    # The view asks for itself; Django's LoginRequiredMiddleware need not.
    met_redactie.login_required = False  # type: ignore[attr-defined]
    met_redactie.beleid = "redactie"  # type: ignore[attr-defined]
    return met_redactie


def naar_inloggen(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; htmx is told to load the whole page, never to put it inside a fragment."""
    if storing.is_htmx(request):
        return HttpResponseClientRedirect(settings.LOGIN_URL)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def aangemeld(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For any account whose session passed MFA; Django's LoginRequiredMiddleware and `deur` see to it."""
    view.beleid = "aangemeld"  # type: ignore[attr-defined]
    return view


def inschrijving(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For any account, also one that has no second step yet: what one needs to set it up."""
    view.beleid = "inschrijving"  # type: ignore[attr-defined]
    return view
