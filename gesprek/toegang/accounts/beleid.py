"""The policies of what needs an account (those of the kluis: `toegang.beleid`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from gesprek.models import Gebruiker, Teamlid
from gesprek.toegang import storing
from gesprek.toegang.accounts import leidersessie, mfa
from gesprek.toegang.beleid import HuisRequest
from gesprek.toegang.open import zie


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


class LeiderRequest(HuisRequest):
    """A request of a lead, whose key is open."""

    user: Gebruiker
    leden: list[Teamlid]
    """The memberships of this lead, one per team."""
    prive: bytes


def teamleider(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for a lead whose session passed MFA and opened the lead's key. Hands the view `request.leden` and
    `request.prive`. Who has no open key types the password once more; for another account every
    address is 404."""

    @wraps(view)
    def met_teamleider(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _schrijver_buiten(request) or naar_inloggen(request)
        leden = leden_van(request)
        if not leden:
            return _geen_leider(request)
        prive = leidersessie.prive_van(request)
        if prive is None:
            return _schrijver_buiten(request) or eerst_wachtwoord(request, reverse("team:werkbak"))
        request.leden, request.prive = leden, prive
        antwoord = view(request, *args, **kwargs)
        antwoord.setdefault("Cache-Control", "no-store, private")
        return antwoord

    met_teamleider.login_required = False  # type: ignore[attr-defined]
    met_teamleider.beleid = "teamleider"  # type: ignore[attr-defined]
    return met_teamleider


def _schrijver_buiten(request: HttpRequest) -> HttpResponse | None:
    """Who wrote something meanwhile gets it back to copy, instead of a page that asks to sign in."""
    if not storing.teksten(request):
        return None
    return storing.foutpagina(
        request,
        403,
        _("Je bent niet meer ingelogd"),
        _("Wat je net schreef, is daarom niet verstuurd."),
        doen=_("Kopieer je tekst hieronder. Log in en open de notitie opnieuw."),
    )


def _geen_leider(request: HttpRequest) -> HttpResponse:
    """404 for any account that leads no team, whatever the address. Who left signs in and ends up here as well."""
    if storing.teksten(request):
        uitleg = _("Wat je net schreef, is daarom niet verstuurd.")
        doen = _("Kopieer je tekst hieronder. Klopt dit niet, vraag het dan aan een teamleider van je team.")
    else:
        uitleg = _("Hier lezen teamleiders wat er met hun team gedeeld is. Jouw account hoort bij geen team.")
        doen = _("Klopt dit niet? Vraag het dan aan een teamleider van je team.")
    return storing.foutpagina(request, 404, _("Je bent geen teamleider (meer)"), uitleg, doen=doen)


def leden_van(request: HttpRequest) -> list[Teamlid]:
    """The memberships of who is signed in with a second step; for anybody else none. Looked up once a request."""
    wie = getattr(request, "user", None)
    if not isinstance(wie, Gebruiker) or not wie.is_active or not mfa.is_bevestigd(request):
        return []
    if not hasattr(request, "_leden"):
        leden = Teamlid.objects.filter(gebruiker=wie).select_related("team").order_by("team__naam", "id")
        request._leden = list(leden)  # type: ignore[attr-defined]
    return request._leden  # type: ignore[attr-defined, no-any-return]


def eerst_wachtwoord(request: HttpRequest, anders: str = "") -> HttpResponse:
    """To the page that asks for the password, which opens the key of a lead, and back; after a POST to `anders`, or
    to the same address. What was posted does not travel along: allauth would write it down."""
    naar = request.get_full_path() if request.method == "GET" else anders or request.path
    adres = f"{reverse('account_reauthenticate')}?{urlencode({'next': naar})}"
    return HttpResponseClientRedirect(adres) if storing.is_htmx(request) else zie(adres)


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
