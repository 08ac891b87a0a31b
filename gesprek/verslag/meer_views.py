"""The other papers of a gesprek: GET shows the page to print, POST gives the PDF (or the calendar file)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gesprek.inhoud.lader import laad
from gesprek.invoer.agenda import Dag, als_ics
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.verslag import drukkerij, keuzepagina, serveren
from gesprek.verslag import herinneringen as momenten
from gesprek.verslag.clientpapier import ClientPapier
from gesprek.verslag.discreet import vind, vind_zacht
from gesprek.verslag.keuzepagina import MAX_HERINNERING, Invoer
from gesprek.verslag.papieren import blad_pdf, client_html, maak_afspraken, maak_blad, maak_plan
from gesprek.verslag.serveren import Uitwijk
from gesprek.verslag.views import alles


def _uitwijk(request: HttpRequest, gesprek_id: UUID) -> Uitwijk:
    return Uitwijk(
        terug=reverse("verslag:verslag", args=[gesprek_id]),
        terug_naar=_("Terug naar je papieren"),
        afdruk=request.path,
        bewaard=_("Je tekst staat veilig in je kluis."),
        te_lang=_("Het maken duurde te lang. Bekijk het als pagina, en druk die af."),
        methode="get",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def blad(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """One sheet to hold during the talk."""
    gesprek, land = request.gesprek, request.kluis.land
    if request.method == "POST":
        uitwijk = _uitwijk(request, gesprek_id)
        return serveren.pdf(request, "blad.pdf", uitwijk, lambda: blad_pdf(gesprek, land))
    context = {"gesprek": gesprek, "blad": maak_blad(gesprek, land)}
    return render(request, "gesprek/verslag/blad_afdruk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def afspraken(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The client's card of agreements."""
    return _client(request, "afspraken", lambda: maak_afspraken(request.gesprek, request.kluis.land))


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def plan(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The client's own plan."""
    return _client(request, "plan", lambda: maak_plan(request.gesprek, request.kluis.land))


def _client(request: GesprekRequest, naam: str, maak: Callable[[], ClientPapier]) -> HttpResponse:
    if request.method == "POST":
        uitwijk = _uitwijk(request, request.gesprek.id)
        return serveren.pdf(request, f"{naam}.pdf", uitwijk, lambda: drukkerij.maak_pdf(client_html(maak())))
    papier = maak()
    deel = keuzepagina.van_client(request, naam, papier)
    context = {"gesprek": request.gesprek, "papier": papier, "deel": deel}
    return render(request, "gesprek/verslag/clientpapier_afdruk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def herinneringen(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The days to come as a calendar file, under a text that says nothing. GET: where one asks for it."""
    if request.method != "POST":
        return keuzepagina.toon(request, Invoer(alles(uitleg=False)))
    tekst = request.POST.get("tekst", "").strip()
    _alle, komend = keuzepagina.dagen(request)
    fout = _fout(tekst) or ("" if komend else _("Er is nog geen dag om aan te herinneren."))
    if fout:
        invoer = Invoer(alles(uitleg=False), herinnering=tekst, fouten=[("herinnering", fout)])
        return keuzepagina.toon(request, invoer)
    dagen = [Dag(dag, tekst, momenten.uid(gesprek_id, dag), alarm=True) for dag in komend]
    antwoord = HttpResponse(als_ics(dagen), content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = 'attachment; filename="herinneringen.ics"'
    return antwoord


def _fout(tekst: str) -> str:
    """What keeps a text out of an agenda; "" when nothing does."""
    if not 1 <= len(tekst) <= MAX_HERINNERING:
        return _("Schrijf een korte tekst, van 1 tot %(max)s tekens.") % {"max": MAX_HERINNERING}
    if not tekst.isprintable():
        return _("In de tekst staat een teken dat niet kan. Typ hem opnieuw.")
    if woorden := vind(tekst, laad().discreet) + vind_zacht(tekst, laad().discreet):
        return _("Een ander kan je agenda zien. Laat dit woord weg: %(woord)s.") % {"woord": woorden[0]}
    return ""
