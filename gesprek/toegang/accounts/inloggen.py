"""Signing in in two steps, doing so once more before something that matters, and signing out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as MfaReauthenticateView
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from gesprek.kluis.kluizen import Druk
from gesprek.models import Gebruiker
from gesprek.toegang.accounts import leidersessie
from gesprek.toegang.accounts.formulieren import (
    InlogForm,
    OpnieuwForm,
    OpnieuwTweedeStapForm,
    TweedeStapForm,
)
from gesprek.toegang.open import zie


def _met_sleutel(
    request: HttpRequest, antwoord: HttpResponse, wie: Gebruiker, wachtwoord: str
) -> HttpResponse:
    # Full is no reason not to sign in: the pages of a team ask for the password once more.
    with suppress(Druk):
        leidersessie.open_met(request, antwoord, wie, wachtwoord)
    return antwoord


class _Fout422:
    """A form that is wrong comes back as 422, as everywhere in this house."""

    def form_invalid(self, form: Any) -> HttpResponse:
        antwoord: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        antwoord.status_code = 422
        return antwoord


class Inloggen(_Fout422, LoginView):  # type: ignore[misc]
    form_class = InlogForm

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is here once: it opens the key of a lead, for after the second step."""
        antwoord: HttpResponse = super().form_valid(form)
        return _met_sleutel(self.request, antwoord, form.user, form.cleaned_data["password"])


class TweedeStap(_Fout422, AuthenticateView):  # type: ignore[misc]
    form_class = TweedeStapForm


class Opnieuw(_Fout422, ReauthenticateView):  # type: ignore[misc]
    form_class = OpnieuwForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A code of the app opens no key: a lead whose key is shut is not offered it, or would go round for ever."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        wie = self.request.user
        context["sleutel_dicht"] = wie.teamleden.exists() and leidersessie.prive_van(self.request) is None
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """As at sign-in."""
        antwoord: HttpResponse = super().form_valid(form)
        return _met_sleutel(self.request, antwoord, self.request.user, form.cleaned_data["password"])


class OpnieuwTweedeStap(_Fout422, MfaReauthenticateView):  # type: ignore[misc]
    form_class = OpnieuwTweedeStapForm


_View = Callable[..., HttpResponse]


def opnieuw_aangemeld(view: _View) -> _View:
    """Asks for the password once more when that was a while ago, and comes back to this page. What was posted does
    not travel along: allauth would write it down, with the address it came from."""
    return _na_wachtwoord(view, "")


def opnieuw_aangemeld_op(pagina: str) -> Callable[[_View], _View]:
    """The same for what is only a button: comes back to the page (by URL name) that it stands on."""
    return lambda view: _na_wachtwoord(view, pagina)


def _na_wachtwoord(view: _View, pagina: str) -> _View:
    @wraps(view)
    def na_wachtwoord(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_reauthentication_required(request, app=""):
            terug = urlencode({"next": reverse(pagina) if pagina else request.path})
            return zie(f"{reverse('account_reauthenticate')}?{terug}")
        return view(request, *args, **kwargs)

    return na_wachtwoord


@login_not_required
@require_POST
def uitloggen(request: HttpRequest) -> HttpResponse:
    """Sign out: the row and the cookie go. Also for who was signed out already, as by a second click."""
    logout(request)
    antwoord = zie(reverse("account_login"))
    leidersessie.vergeet(antwoord)
    antwoord["Clear-Site-Data"] = '"cache", "storage"'
    return antwoord
