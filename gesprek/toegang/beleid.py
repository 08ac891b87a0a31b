"""Policies: who may see a view. Each of our views carries exactly one of these (or Django's
`login_not_required`); a test walks the URLconf to prove it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, overload

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from gesprek.kluis import gesprekken
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.kluis.kluizen import OpenKluis
from gesprek.kluis.sessies import Sessie
from gesprek.toegang import open as openen
from gesprek.toegang import storing

P = ParamSpec("P")


class HuisRequest(HttpRequest):
    """A request after our middleware."""

    htmx: HtmxDetails
    kluissessie: Sessie | None


class KluisRequest(HuisRequest):
    """A request with an open kluis."""

    sessie: Sessie
    kluis: OpenKluis


class GesprekRequest(KluisRequest):
    """A request whose address names a gesprek of the open kluis."""

    gesprek: OpenGesprek


@overload
def kluis_open(view: Callable[Concatenate[Any, P], HttpResponse], /) -> Callable[..., HttpResponse]: ...


@overload
def kluis_open(
    *, draagt: bool
) -> Callable[[Callable[Concatenate[Any, P], HttpResponse]], Callable[..., HttpResponse]]: ...


def kluis_open(
    view: Callable[Concatenate[Any, P], HttpResponse] | None = None, /, *, draagt: bool = False
) -> Any:
    """Only with an open kluis. Hands the view `request.kluis`, and `request.gesprek` when the URL has a
    `gesprek_id`: looked up in this kluis only, so another's id is as unknown as one that never was.

    `draagt`: what was posted on a locked kluis travels along with the code and is then done. Only for a view whose
    address names a gesprek, so that it can't be done to the kluis of whoever happens to type the next code.
    """
    if view is None:
        return lambda eigen: _met_kluis(eigen, draagt)
    return _met_kluis(view, draagt)


def _met_kluis(
    view: Callable[Concatenate[Any, P], HttpResponse], draagt: bool
) -> Callable[..., HttpResponse]:
    @wraps(view)
    def met_kluis(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if openen.opslag_is_weg(request):
            raise OperationalError("the session could not be looked up")
        sessie = openen.sessie_van(request)
        vers = sessie is None
        if sessie is None:
            uitkomst = openen.ontgrendel(request)
            if isinstance(uitkomst, HttpResponse):
                return uitkomst
            sessie = request.kluissessie = uitkomst
        request.sessie, request.kluis = sessie, sessie.kluis
        try:
            if "gesprek_id" in kwargs:
                request.gesprek = gesprekken.laad(sessie.kluis, kwargs["gesprek_id"], sessie.begonnen_op)  # type: ignore[arg-type]
            antwoord = view(request, *args, **kwargs)
        except gesprekken.GesprekWeg:
            antwoord = weg(request)
        except gesprekken.TeGroot:
            antwoord = vol(request)
        except gesprekken.Ingehaald:
            antwoord = ingehaald(request)
        if vers:
            openen.zet_cookie(antwoord, sessie)
        antwoord.setdefault("Cache-Control", "no-store, private")
        return antwoord

    # Django's LoginRequiredMiddleware asks for an account; this view asks for something else.
    met_kluis.login_required = False  # type: ignore[attr-defined]
    met_kluis.beleid = "kluis_open"  # type: ignore[attr-defined]
    met_kluis.draagt = draagt  # type: ignore[attr-defined]
    return met_kluis


def weg(request: HttpRequest) -> HttpResponse:
    """The gesprek is not in this kluis; what was typed for it comes back to copy."""
    return storing.foutpagina(
        request,
        404,
        _("Dit gesprek is er niet (meer)"),
        _("Het is gewist, of het hoort bij een andere code."),
        doen=_("Ga naar je gesprekken. Staat hieronder nog tekst van je, kopieer die dan eerst."),
    )


def vol(request: HttpRequest) -> HttpResponse:
    """The gesprek would grow over its 500 kB; nothing was saved and what was typed comes back."""
    return storing.foutpagina(
        request,
        422,
        _("Dit gesprek wordt te groot"),
        _("In één gesprek passen 500.000 tekens. Wat je net typte, is daarom niet bewaard."),
        doen=_("Kopieer je tekst hieronder. Maak het gesprek korter of begin een tweede gesprek."),
    )


def ingehaald(request: HttpRequest) -> HttpResponse:
    """Other tabs kept saving in between, try after try; what was typed comes back."""
    return storing.foutpagina(
        request,
        409,
        _("Een ander tabblad was steeds net eerder"),
        _("Wat je net typte, is daarom niet bewaard."),
        doen=_("Kopieer je tekst hieronder. Open de stap opnieuw en probeer het nog eens."),
    )
