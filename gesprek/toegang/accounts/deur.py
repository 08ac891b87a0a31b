"""The door of everything that needs an account: no second step, no entrance; and a session that ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from gesprek.kluis import tijd
from gesprek.toegang import storing
from gesprek.toegang.accounts import mfa
from gesprek.toegang.accounts.beleid import naar_inloggen
from gesprek.toegang.open import zie
from gesprek.toegang.sessies import BEGONNEN, GEZIEN

_EENS_PER_S = 60


class DeurMiddleware(LoginRequiredMiddleware):
    """Django's own guard, and behind it: whoever is signed in without a second step gets to setting it up and to
    signing out, and nowhere else that needs an account.

    Closed by default: a view that names no policy is behind this door too. For what is open to all it asks nobody
    who they are, since that page must also come when the database is away.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        beleid = getattr(view, "beleid", None)
        vrij = getattr(view, "login_required", True) is False
        if vrij and beleid in (None, "kluis_open"):
            return None
        if not request.user.is_authenticated:
            return super().process_view(request, view, args, kwargs)
        if mfa.is_bevestigd(request):
            _gezien(request)
            return None
        if mfa.heeft_mfa(request):
            # Signed in before this account had its app, or before that was replaced.
            logout(request)
            return naar_inloggen(request)
        if beleid == "inschrijving":
            _gezien(request)
            return None
        naar = reverse("mfa_activate_totp")
        return HttpResponseClientRedirect(naar) if storing.is_htmx(request) else zie(naar)


def _gezien(request: HttpRequest) -> None:
    """Idle time is written down once a minute at most."""
    nu = tijd.nu().timestamp()
    if nu - request.session.get(GEZIEN, 0) >= _EENS_PER_S:
        request.session[GEZIEN] = nu


def _begint(request: HttpRequest | None, **_: Any) -> None:
    if request is not None:
        request.session[BEGONNEN] = request.session[GEZIEN] = tijd.nu().timestamp()


def luister() -> None:
    """Write down when a session of an account begins."""
    user_logged_in.connect(_begint, dispatch_uid="gesprek.toegang.accounts.deur")
