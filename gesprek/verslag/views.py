"""The place of all papers, and the professional's own report: choose what goes in, then a PDF or a page to print.

Nothing of it is stored.
"""

from __future__ import annotations

import unicodedata
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gesprek.inhoud.lader import laad
from gesprek.kluis import tijd
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.verslag import drukkerij, keuzepagina, serveren
from gesprek.verslag.keuzepagina import MAX_WACHTWOORD, Invoer
from gesprek.verslag.opbouw import gevuld_naast, naast_de_stappen
from gesprek.verslag.papier import als_html, maak_verslag
from gesprek.verslag.serveren import Uitwijk
from gesprek.verslag.vormen import Keuze, Verslag

MIN_WACHTWOORD = 8


def alles(*, uitleg: bool) -> Keuze:
    """The choice of all there is."""
    inhoud = laad()
    return Keuze(
        frozenset(stap.id for stap in inhoud.stappen),
        uitleg,
        frozenset(naam for naam, _titel, _delen in naast_de_stappen(inhoud)),
    )


def _keuze(request: HttpRequest) -> Keuze:
    """What was posted; ids that we don't know are left out."""
    heel = alles(uitleg=request.POST.get("uitleg") == "ja")
    return Keuze(
        heel.stappen.intersection(request.POST.getlist("stap")),
        heel.uitleg,
        heel.bij.intersection(request.POST.getlist("bij")),
    )


def _wachtwoord(request: HttpRequest) -> str:
    """As typed, without spaces around it, in the form that PDF readers make of it (NFKC)."""
    return unicodedata.normalize("NFKC", request.POST.get("wachtwoord", "").strip())


def _fouten(request: GesprekRequest, keuze: Keuze, wachtwoord: str) -> list[tuple[str, str]]:
    """(id of the field, what is wrong), in the order of the page."""
    uit = []
    gevuld = {naam for naam, _titel in gevuld_naast(request.gesprek.dossier, laad())}
    if not keuze.stappen and not gevuld & keuze.bij:
        uit.append(("stap-1", _("Kies minstens één stap.")))
    if wachtwoord and not MIN_WACHTWOORD <= len(wachtwoord) <= MAX_WACHTWOORD:
        uit.append(
            (
                "wachtwoord",
                _("Neem een wachtwoord van %(min)s tot %(max)s tekens, of laat het leeg.")
                % {"min": MIN_WACHTWOORD, "max": MAX_WACHTWOORD},
            )
        )
    elif not wachtwoord.isprintable():
        uit.append(("wachtwoord", _("In het wachtwoord staat een teken dat niet kan. Typ het opnieuw.")))
    return uit


def _verslag(request: GesprekRequest, keuze: Keuze) -> Verslag:
    return maak_verslag(
        request.gesprek.dossier,
        request.kluis.land,
        request.kluis.rol,
        keuze,
        gemaakt_op=tijd.vandaag(),
        verwijderd_op=request.gesprek.verwijderd_op,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def verslag(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """Choose; then the PDF, straight to the browser."""
    if request.method != "POST":
        return keuzepagina.toon(request, Invoer(alles(uitleg=False)))
    keuze, wachtwoord = _keuze(request), _wachtwoord(request)
    if fouten := _fouten(request, keuze, wachtwoord):
        return keuzepagina.toon(request, Invoer(keuze, wachtwoord, fouten=fouten))
    uitwijk = Uitwijk(
        terug=reverse("verslag:verslag", args=[gesprek_id]),
        terug_naar=_("Terug naar je keuzes"),
        afdruk=reverse("verslag:afdruk", args=[gesprek_id]),
        bewaard=_("Je tekst staat veilig in je kluis."),
        te_lang=_("Het maken duurde te lang. Kies minder stappen, en maak er twee of drie PDF’s van."),
        # The password is not repeated.
        velden=(
            *(("stap", stap) for stap in sorted(keuze.stappen)),
            *(("bij", naam) for naam in sorted(keuze.bij)),
            ("uitleg", "ja" if keuze.uitleg else "nee"),
        ),
    )

    def maak() -> bytes:
        return drukkerij.maak_pdf(als_html(_verslag(request, keuze)), wachtwoord)

    return serveren.pdf(request, "voorbereiding.pdf", uitwijk, maak)


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def afdruk(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The same report as a page, for whoever prints from the browser. A plain link gives all of it."""
    keuze = alles(uitleg=True)
    if request.method == "POST":
        keuze = _keuze(request)
        if fouten := _fouten(request, keuze, ""):
            return keuzepagina.toon(request, Invoer(keuze, _wachtwoord(request), fouten=fouten))
    context = {"gesprek": request.gesprek, "verslag": _verslag(request, keuze)}
    return render(request, "gesprek/verslag/afdruk.html", context)
