"""The verwijskaart as a PDF and as a page to print. What stands on it is posted: nothing is kept here.

Public: it holds nothing but the sociale kaart, and it works without a kluis.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from gesprek.kluis import tijd
from gesprek.toegang.open import zie
from gesprek.verslag import drukkerij, serveren
from gesprek.verslag.serveren import Uitwijk
from gesprek.verslag.verwijskaart import MAX, Verwijskaart, als_html, maak

BESTAND = "adressen.pdf"


def _gevraagd(request: HttpRequest) -> tuple[list[str], bool]:
    """The slugs, and whether it says what they do."""
    slugs = [slug for slug in request.POST.getlist("slug") if slug and "\0" not in slug]
    return slugs[:MAX], request.POST.get("wat") == "ja"


def _kaart(request: HttpRequest) -> Verwijskaart | None:
    """The sheet that was asked for; None when nothing of it is there."""
    slugs, met_wat = _gevraagd(request)
    kaart = maak(slugs, met_wat=met_wat, gemaakt_op=tijd.vandaag())
    return kaart if kaart.adressen else None


@login_not_required
@require_POST
@cache_control(no_store=True, private=True)
def pdf(request: HttpRequest) -> HttpResponse:
    """The sheet, straight to the browser."""
    kaart = _kaart(request)
    if kaart is None:
        return zie(reverse("sociale_kaart:selectie"))
    return serveren.pdf(request, BESTAND, _uitwijk(request), lambda: drukkerij.maak_pdf(als_html(kaart)))


@login_not_required
@require_POST
@cache_control(no_store=True, private=True)
def afdruk(request: HttpRequest) -> HttpResponse:
    """The same sheet as a page, for whoever prints from the browser."""
    kaart = _kaart(request)
    if kaart is None:
        return zie(reverse("sociale_kaart:selectie"))
    return render(request, "gesprek/verslag/verwijskaart_afdruk.html", {"kaart": kaart})


def _uitwijk(request: HttpRequest) -> Uitwijk:
    slugs, met_wat = _gevraagd(request)
    return Uitwijk(
        terug=reverse("sociale_kaart:selectie"),
        terug_naar=_("Terug naar je verwijskaart"),
        afdruk=reverse("verwijskaart_afdruk"),
        bewaard=_("Je keuze is er nog."),
        velden=(*(("slug", slug) for slug in slugs), ("wat", "ja" if met_wat else "nee")),
    )
