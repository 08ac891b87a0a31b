"""The open kluis on a request: the cookie, the unlock page, and locking.

A page that needs an open kluis and does not have one answers with the unlock page *at its own address*, carrying
along the answers that were posted; the same address takes the code and then goes on as if nothing had happened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gesprek.kluis import code as codes
from gesprek.kluis import kluizen, sessies
from gesprek.kluis.sessies import Sessie
from gesprek.toegang import storing
from sociale_kaart.publiek import SELECTIE

# Fields of the unlock form itself; everything else in a POST is the user's and travels on.
_EIGEN_VELDEN = ("toegangscode", "gedeeld", "ontgrendel", "csrfmiddlewaretoken")
# An answer that was ticked or written. The rest of a form is bookkeeping and buttons.
_ANTWOORD_VOOR = ("t.", "r.", "k.", "p.", "weg.", "label")
# Buttons whose own address shows nothing: where they stand.
_KNOP_STAAT_OP = {
    "kluis:nieuwe_code": "kluis:instellingen",
    "kluis:verlengen": "gesprekken:lijst",
    "delen:verstuur": "delen:versturen",
    "delen:intrekken": "delen:gedeeld",
    "delen:opnieuw": "delen:gedeeld",
}


class KluisMiddleware:
    """Sets `request.kluissessie` (a Sessie or None), and keeps what is private out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cookie = request.COOKIES.get(settings.KLUIS_COOKIE)
        request.kluissessie, request.opslag_weg = self._zoek(cookie)  # type: ignore[attr-defined]
        antwoord = self.get_response(request)
        if antwoord.status_code == 405 and not antwoord.content:
            toegestaan = antwoord["Allow"]
            antwoord = storing.verkeerde_methode(request)
            antwoord["Allow"] = toegestaan
        if cookie and self._is_dood(request) and settings.KLUIS_COOKIE not in antwoord.cookies:
            antwoord.delete_cookie(settings.KLUIS_COOKIE, path="/", samesite="Lax")
        # The CSRF cookie itself is set after us.
        krijgt = antwoord.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        prive = request.COOKIES or request.method == "POST" or krijgt
        if prive and not antwoord.has_header("Cache-Control"):
            antwoord["Cache-Control"] = "no-store, private"
        return antwoord

    @staticmethod
    def _is_dood(request: HttpRequest) -> bool:
        """Whether the cookie opens nothing any more. An autosave keeps it: its answer may come after the code that was
        given in another tab."""
        return sessie_van(request) is None and not opslag_is_weg(request) and not storing.is_htmx(request)

    @staticmethod
    def _zoek(cookie: str | None) -> tuple[Sessie | None, bool]:
        """The session, and whether the database was away: what needs no kluis (the numbers of /acuut/) must then
        still answer."""
        try:
            return (sessies.zoek(cookie) if cookie else None), False
        except (OperationalError, InterfaceError):
            return None, True


def zie(naar: str) -> HttpResponse:
    """Redirect after a POST: 303, so that a reload never posts again."""
    antwoord = HttpResponseRedirect(naar)
    antwoord.status_code = 303
    return antwoord


def opslag_is_weg(request: HttpRequest) -> bool:
    """Whether the database was away when we looked for the session: then nobody knows if a kluis is open."""
    return bool(getattr(request, "opslag_weg", False))


def sessie_van(request: HttpRequest) -> Sessie | None:
    """The open session of this request; also on error pages that come before the middleware."""
    gevonden: Sessie | None = getattr(request, "kluissessie", None)
    return gevonden


def zet_cookie(antwoord: HttpResponse, sessie: Sessie) -> None:
    """Give the browser the key of this session, until it closes."""
    antwoord.set_cookie(
        settings.KLUIS_COOKIE, sessie.cookie, httponly=True, samesite="Lax", secure=settings.HTTPS, path="/"
    )


def vergrendel(request: HttpRequest, antwoord: HttpResponse) -> HttpResponse:
    """Lock: the row and the cookie go, and the browser forgets its cache ("cookies" would break the CSRF token of
    other tabs)."""
    if cookie := request.COOKIES.get(settings.KLUIS_COOKIE):
        sessies.vergrendel(cookie)
    # Whom somebody chose on the sociale kaart tells about the gesprek too, to who sits down at this computer next.
    request.session.wijzig(SELECTIE, lambda _keuze: None)  # type: ignore[attr-defined]
    antwoord.delete_cookie(settings.KLUIS_COOKIE, path="/", samesite="Lax")
    antwoord["Clear-Site-Data"] = '"cache", "storage"'
    request.kluissessie = None  # type: ignore[attr-defined]
    return antwoord


def code_fout(fout: codes.CodeFout) -> str:
    """What to say about a code that cannot be one."""
    if fout.aantal == 0:
        return _("Vul je zeven woorden in.")
    if fout.woord is None:
        return ngettext(
            "Een code heeft 7 woorden. Je typte er %(aantal)d.",
            "Een code heeft 7 woorden. Je typte er %(aantal)d.",
            fout.aantal,
        ) % {"aantal": fout.aantal}
    if fout.suggesties:
        return _("Woord %(nummer)d kennen we niet. Bedoel je %(woorden)s?") % {
            "nummer": fout.woord,
            "woorden": _(" of ").join(fout.suggesties),
        }
    return _("Woord %(nummer)d kennen we niet. Kijk het nog eens na.") % {"nummer": fout.woord}


def probeer_code(request: HttpRequest) -> Sessie | HttpResponse:
    """Open the kluis with the posted code: a fresh session, or the page that says why not."""
    try:
        kluis = kluizen.open_met_code(codes.lees_code(request.POST.get("toegangscode", "")))
    except codes.CodeFout as fout:
        return ontgrendelpagina(request, fout=code_fout(fout), status=422)
    except kluizen.NietGevonden:
        return ontgrendelpagina(
            request, fout=_("Bij deze code vinden we niets: typfout, verlopen of gewist."), status=422
        )
    except kluizen.Druk:
        antwoord = ontgrendelpagina(
            request, fout=_("Het is even druk. Je code staat er nog: probeer het zo opnieuw."), status=503
        )
        antwoord["Retry-After"] = "5"
        return antwoord
    if oud := request.COOKIES.get(settings.KLUIS_COOKIE):
        sessies.vergrendel(oud)
    return sessies.maak(kluis, gedeeld=request.POST.get("gedeeld") == "ja")


def _meegenomen(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (storing.toonbaar(naam), storing.toonbaar(str(waarde)))
        for naam, waarden in request.POST.lists()
        if naam not in _EIGEN_VELDEN
        for waarde in waarden
    ]


def _draagt(request: HttpRequest) -> bool:
    """Whether what was posted goes on after the code: its view says so, its address names a gesprek, and it holds an
    answer. A bare button is never pressed on behalf of the next code that is typed."""
    gevonden = request.resolver_match
    return (
        request.method == "POST"
        and gevonden is not None
        and getattr(gevonden.func, "draagt", False)
        and "gesprek_id" in gevonden.kwargs
        and request.POST.get("ontgrendel") != "get"
        and any(naam.startswith(_ANTWOORD_VOOR) and waarde.strip() for naam, waarde in _meegenomen(request))
        and storing.mag_terug(request)
    )


def _hier(request: HttpRequest) -> str:
    """The page to show after the code."""
    hier = request.resolver_match
    if hier and hier.view_name in _KNOP_STAAT_OP:
        return reverse(_KNOP_STAAT_OP[hier.view_name], kwargs=hier.kwargs)
    return request.path


def ontgrendelpagina(request: HttpRequest, *, fout: str = "", status: int = 403) -> HttpResponse:
    """The page that asks for the code, at the address that needed it, with the posted text carried along.

    A view that asks for a code on a page of its own (`codepagina`) gives that one.
    """
    eigen = getattr(request.resolver_match.func, "codepagina", None) if request.resolver_match else None
    if eigen:
        antwoord: HttpResponse = eigen(request, fout=fout, status=status)
        return antwoord
    if storing.is_htmx(request):
        antwoord = render(request, "gesprek/toegang/_vergrendeld.html", status=status)
    else:
        naar_voren = request.resolver_match is not None and request.resolver_match.view_name == "kluis:openen"
        draagt = _draagt(request)
        meegenomen = _meegenomen(request) if draagt else []
        context: dict[str, Any] = {
            "fout": fout,
            "code": storing.toonbaar(request.POST.get("toegangscode", "")[:400]),
            "gedeeld": request.POST.get("gedeeld") == "ja",
            "ontgrendel": "post" if draagt else "get",
            "meegenomen": meegenomen,
            "teksten": [waarde for naam, waarde in meegenomen if storing.is_tekst(naam, waarde)],
            "voorkant": naar_voren,
        }
        antwoord = render(request, "gesprek/toegang/ontgrendelen.html", context, status=status)
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


def ontgrendel(request: HttpRequest) -> Sessie | HttpResponse:
    """For a page that needs an open kluis: the session, or the answer to give instead.

    A carried POST goes on with only the user's own fields left in it; after any other the answer is a redirect to
    the page.
    """
    if request.method != "POST" or "toegangscode" not in request.POST:
        return ontgrendelpagina(request)
    uitkomst = probeer_code(request)
    if isinstance(uitkomst, HttpResponse):
        return uitkomst
    if request.POST.get("ontgrendel") != "post" or not _draagt(request):
        antwoord = zie(_hier(request))
        zet_cookie(antwoord, uitkomst)
        return antwoord
    over = QueryDict(mutable=True)
    for naam, waarde in _meegenomen(request):
        over.appendlist(naam, waarde)
    request.POST = over  # type: ignore[assignment]
    return uitkomst
