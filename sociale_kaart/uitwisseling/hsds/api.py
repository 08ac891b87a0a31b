"""The public, read-only HSDS API under /api/hsds/: what is published, for anybody, without a trace.

No session and no cookie is touched, so every answer may be kept by a cache. Each takes a fixed number of statements.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from sociale_kaart.models import Aanbod, AanbodLocatie, Indeling, Organisatie, Term
from sociale_kaart.uitwisseling.hsds import uit, vragen
from sociale_kaart.uitwisseling.hsds.vragen import Vraag, Vreemd
from sociale_kaart.zoeken import index, taal

VERSIE = "3.0"
PROFIEL = "https://docs.openreferral.org/en/v3.0/hsds/"
_OVERAL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Max-Age": "86400",
}
_P = ParamSpec("_P")


def _json(inhoud: Any, status: int = 200) -> HttpResponse:
    tekst = json.dumps(inhoud, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(tekst, status=status, content_type="application/json; charset=utf-8")


def fout(status: int, zin: str, parameter: str = "") -> HttpResponse:
    """A problem in words, with the parameter that it is about."""
    return _json({"error": zin} | ({"parameter": parameter} if parameter else {}), status)


def api(
    view: Callable[Concatenate[HttpRequest, _P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
    """Public, reading only, open to scripts of other sites, with an ETag."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        if request.method == "OPTIONS":
            antwoord = HttpResponse(status=204)
        elif request.method not in ("GET", "HEAD"):
            antwoord = fout(405, _("Deze API is er alleen om te lezen."))
        else:
            try:
                antwoord = view(request, *args, **kwargs)
            except Vreemd as vreemd:
                antwoord = fout(400, vreemd.zin, vreemd.naam)
            except (OperationalError, InterfaceError):
                antwoord = fout(503, _("De gegevens zijn even niet bereikbaar. Probeer het zo nog eens."))
                antwoord["Retry-After"] = "10"
                antwoord["Cache-Control"] = "no-store"
        if antwoord.status_code == 405:
            antwoord["Allow"] = "GET, HEAD, OPTIONS"
        if antwoord.status_code == 200:
            antwoord = _met_etag(request, antwoord)
        for naam, waarde in _OVERAL.items():
            antwoord[naam] = waarde
        return antwoord

    # Nothing is written here, so a POST of anybody may hear that in words.
    return csrf_exempt(wrapper)


def _met_etag(request: HttpRequest, antwoord: HttpResponse) -> HttpResponse:
    # Weak: the same answer may go out compressed or not.
    etag = f'W/"{hashlib.sha256(antwoord.content).hexdigest()[:32]}"'
    gevraagd = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in gevraagd or any(deel.removeprefix("W/") == etag.removeprefix("W/") for deel in gevraagd):
        antwoord = HttpResponseNotModified()
    antwoord["ETag"] = etag
    antwoord["Cache-Control"] = "public, max-age=60"
    return antwoord


def _blad(vraag: Vraag, rijen: QuerySet[Any] | Sequence[Any], maak: Callable[[Any], Any]) -> HttpResponse:
    """One page of a list, in the envelope of HSDS. Past the last page: an empty one, as a list that shrank."""
    aantal = len(rijen) if isinstance(rijen, Sequence) else rijen.count()
    paginas = max(1, -(-aantal // vraag.per_page))
    vanaf = (vraag.page - 1) * vraag.per_page
    inhoud = [maak(rij) for rij in rijen[vanaf : vanaf + vraag.per_page]]
    return _json(
        {
            "total_items": aantal,
            "total_pages": paginas,
            "page_number": vraag.page,
            "size": len(inhoud),
            "first_page": vraag.page == 1,
            "last_page": vraag.page >= paginas,
            "empty": not inhoud,
            "contents": inhoud,
        }
    )


def _gepubliceerd(vraag: Vraag) -> QuerySet[Aanbod]:
    """What is published and fits the question, in a fixed order."""
    rijen = Aanbod.objects.gepubliceerd()
    if vraag.taxonomy_term_id:
        rijen = rijen.filter(kenmerken__term_id=vraag.taxonomy_term_id)
    if vraag.taxonomy_id:
        rijen = rijen.filter(kenmerken__term__indeling_id=vraag.taxonomy_id).distinct()
    if vraag.organization_id:
        rijen = rijen.filter(organisatie_id=vraag.organization_id)
    if vraag.modified_after:
        rijen = rijen.filter(gewijzigd_op__gt=vraag.modified_after)
    if vraag.search:
        index.merk()  # there is an index
        # Each word anywhere in the entry, by its stem. Who wants an order by weight or synonyms, uses the site.
        for stam in dict.fromkeys(map(taal.stam, taal.inhoud(taal.woorden(vraag.search)))):
            rijen = rijen.filter(zoekrij__tekst__contains=taal.naald(stam))
    return rijen.order_by("naam", "id")


_FILTERS = ("search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")


@login_not_required
@api
def wortel(request: HttpRequest) -> HttpResponse:
    """What this is. A browser is sent to the page that explains it."""
    antwoord: HttpResponse
    if _wil_html(request):
        antwoord = HttpResponseRedirect(reverse("hsds:uitleg"))
    else:
        antwoord = _json(
            {
                "version": VERSIE,
                "profile": PROFIEL,
                "openapi_url": request.build_absolute_uri(reverse("hsds:openapi")),
            }
        )
    patch_vary_headers(antwoord, ["Accept"])
    return antwoord


@login_not_required
@require_safe
def uitleg(request: HttpRequest) -> HttpResponse:
    """The page for people: what is here and how to ask for it."""
    adres = request.build_absolute_uri(reverse("hsds:wortel"))
    return render(
        request,
        "sociale_kaart/uitwisseling/open_gegevens.html",
        {"adres": adres, "per_pagina": vragen.PER_PAGINA, "meest": vragen.MEEST_PER_PAGINA},
    )


def _wil_html(request: HttpRequest) -> bool:
    soorten = [soort.partition(";")[0].strip() for soort in request.headers.get("Accept", "").split(",")]
    return "text/html" in soorten and "application/json" not in soorten


@login_not_required
@api
def openapi(request: HttpRequest) -> HttpResponse:
    """A description for machines, in our own words."""
    return _json(_openapi(request.build_absolute_uri(reverse("hsds:wortel")).rstrip("/")))


@login_not_required
@api
def services(request: HttpRequest) -> HttpResponse:
    """All that is published, without its lists."""
    vraag = vragen.lees(request.GET, _FILTERS)
    rijen = _gepubliceerd(vraag).select_related("organisatie").prefetch_related("kanalen", "berichten")
    return _blad(vraag, rijen, lambda rij: uit.dienst(rij, openbaar=True, vlak=True))


@login_not_required
@api
def service(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One aanbod with everything that is in it."""
    vragen.lees(request.GET, ())
    rij = Aanbod.objects.gepubliceerd().met_alles().filter(pk=pk).first()
    return _json(uit.dienst(rij, openbaar=True)) if rij else fout(404, _("Dit aanbod is er niet."))


@login_not_required
@api
def organizations(request: HttpRequest) -> HttpResponse:
    """Each organisatie that has something published."""
    vraag = vragen.lees(request.GET, ("search", "modified_after"))
    van = _gepubliceerd(Vraag(search=vraag.search)).order_by().values("organisatie_id")
    rijen = Organisatie.objects.filter(pk__in=van)
    if vraag.modified_after:
        rijen = rijen.filter(gewijzigd_op__gt=vraag.modified_after)
    return _blad(vraag, rijen.order_by("naam", "id"), lambda rij: uit.organisatie(rij, openbaar=True))


@login_not_required
@api
def organization(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One organisatie with what it has published."""
    vragen.lees(request.GET, ())
    aanbod = Aanbod.objects.gepubliceerd().met_alles().order_by("naam", "id")
    rij = Organisatie.objects.filter(pk=pk).prefetch_related(Prefetch("aanbod", aanbod)).first()
    if rij is None or not rij.aanbod.all():
        return fout(404, _("Deze organisatie is er niet."))
    diensten = [uit.dienst(deel, openbaar=True, met_organisatie=False) for deel in rij.aanbod.all()]
    return _json(uit.organisatie(rij, openbaar=True) | {"services": diensten})


@login_not_required
@api
def service_at_locations(request: HttpRequest) -> HttpResponse:
    """Which aanbod is where."""
    vraag = vragen.lees(request.GET, _FILTERS)
    van = _gepubliceerd(vraag).order_by().values("pk")
    rijen = AanbodLocatie.objects.filter(aanbod_id__in=van).select_related("locatie", "aanbod").order_by("id")

    def maak(rij: AanbodLocatie) -> Any:
        wie = {"service_id": str(rij.aanbod_id), "location_id": str(rij.locatie_id)}
        return wie | uit.plek(rij, rij.aanbod.land, openbaar=True)

    return _blad(vraag, rijen, maak)


def _zichtbaar() -> QuerySet[Term]:
    """Our own termen, and of those that came with an import what published aanbod has."""
    van = Aanbod.objects.gepubliceerd().order_by().values("kenmerken__term_id")
    return Term.objects.filter(Q(indeling__slug__in=Indeling.VAST) | Q(pk__in=van))


@login_not_required
@api
def taxonomies(request: HttpRequest) -> HttpResponse:
    """The ways in which the map is sorted."""
    vraag = vragen.lees(request.GET, ("search",))
    rijen = Indeling.objects.filter(pk__in=_zichtbaar().values("indeling_id"), naam__icontains=vraag.search)
    rijen = rijen.order_by("naam", "id")
    return _blad(vraag, rijen, lambda rij: uit.indeling(rij, openbaar=True))


@login_not_required
@api
def taxonomy_terms(request: HttpRequest) -> HttpResponse:
    """The words by which the map is sorted."""
    vraag = vragen.lees(request.GET, ("search", "taxonomy_id"))
    rijen = _zichtbaar().filter(naam__icontains=vraag.search).select_related("indeling")
    if vraag.taxonomy_id:
        rijen = rijen.filter(indeling_id=vraag.taxonomy_id)
    rijen = rijen.order_by("indeling__naam", "volgorde", "naam", "id")
    return _blad(vraag, rijen, lambda rij: uit.term(rij, openbaar=True))


@login_not_required
@api
def niets(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Everything else under /api/hsds/."""
    return fout(404, _("Dit adres is er niet. Begin bij /api/hsds/."))


def _openapi(basis: str) -> Any:
    def lijst(wat: str, *filters: str) -> Any:
        namen = (*filters, "page", "per_page")
        return {
            "get": {
                "summary": wat,
                "parameters": [
                    {"name": n, "in": "query", "schema": {"type": _TYPES.get(n, "string")}} for n in namen
                ],
                "responses": {
                    "200": {"description": "Een bladzijde"},
                    "400": {"description": "Een vreemde waarde"},
                },
            }
        }

    def een(wat: str) -> Any:
        return {
            "get": {
                "summary": wat,
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "format": "uuid"},
                    }
                ],
                "responses": {"200": {"description": wat}, "404": {"description": "Is er niet"}},
            }
        }

    return {
        "openapi": "3.1.0",
        "info": {"title": "Sociale kaart van Start het gesprek", "version": VERSIE},
        "servers": [{"url": basis}],
        "paths": {
            "/services": lijst("Gepubliceerd aanbod", *_FILTERS),
            "/services/{id}": een("Een aanbod met alles erin"),
            "/organizations": lijst("Organisaties met gepubliceerd aanbod", "search", "modified_after"),
            "/organizations/{id}": een("Een organisatie met haar aanbod"),
            "/service_at_locations": lijst("Welk aanbod waar is", *_FILTERS),
            "/taxonomies": lijst("Indelingen", "search"),
            "/taxonomy_terms": lijst("Termen", "search", "taxonomy_id"),
        },
    }


_TYPES = {"page": "integer", "per_page": "integer"}
