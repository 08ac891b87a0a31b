"""A text in other words, for the note alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gesprek.dossier import Dossier
from gesprek.invoer import opslaan
from gesprek.invoer.samenvoegen import MAX_TEKENS
from gesprek.invoer.stand import digest
from gesprek.invoer.stapform import schoon
from gesprek.teamoverleg import nazien
from gesprek.teamoverleg.kladblok import Kladblok
from gesprek.teamoverleg.nazien import Tekst
from gesprek.toegang import storing
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def herschrijven(request: GesprekRequest, gesprek_id: UUID, sleutel: str) -> HttpResponse:
    """A text in other words, for the note alone. POST: save it, unless it changed in another tab meanwhile."""
    tekst = next(
        (
            t
            for t in Kladblok(request.gesprek.dossier, request.kluis.land).nagezien().teksten
            if t.bron.sleutel == sleutel
        ),
        None,
    )
    if tekst is None:
        return _niet_meer(request)
    if request.method != "POST":
        return _schrijfpagina(request, tekst, tekst.tekst)
    if opslaan.is_afgekapt(request):
        return opslaan.afgekapt(request)
    nieuw = schoon(request.POST.get("t.tekst", "")).strip()
    if request.POST.get("actie") == "terug":
        nieuw = tekst.bron.tekst
    elif len(nieuw) > MAX_TEKENS:
        zin = _("Deze tekst heeft %(aantal)d tekens. Er passen er %(hoogst)d. Maak hem korter.")
        return _schrijfpagina(
            request, tekst, nieuw, fout=zin % {"aantal": len(nieuw), "hoogst": MAX_TEKENS}, status=422
        )
    elif request.POST.get("gezien") != digest(tekst.tekst) and nieuw != tekst.tekst:
        zin = _(
            "Deze tekst is intussen veranderd in een ander tabblad. Die versie staat bovenaan."
            " Bewaar je nu, dan gaat jouw versie mee."
        )
        if storing.is_htmx(request):
            zin = _(
                "Niet bewaard: deze tekst is veranderd in een ander tabblad. Druk op Bewaar om beide te zien."
            )
        return _schrijfpagina(request, tekst, nieuw, fout=zin, status=409)
    opslaan.wijzig(request, lambda dossier: _met_tekst(request, dossier, sleutel, nieuw))
    if storing.is_htmx(request):
        antwoord = render(request, "gesprek/teamoverleg/_herschreven.html", {"gezien": digest(nieuw)})
        antwoord["X-Bewaard"] = "ja"
        return antwoord
    opslaan.meld_bewaard(request)
    return zie(f"{reverse('delen:nakijken', args=[gesprek_id])}#tekst-{sleutel}")


def _niet_meer(request: GesprekRequest) -> HttpResponse:
    """The text is not in the note (any more): what was typed for it comes back to copy."""
    if request.method == "POST":
        return storing.foutpagina(
            request,
            404,
            _("Deze tekst gaat niet meer mee"),
            _(
                "Hij is weggehaald of uitgevinkt in een ander tabblad. Wat je net typte, is daarom niet bewaard."
            ),
            doen=_("Kopieer je tekst hieronder. Kies daarna opnieuw wat meegaat."),
        )
    messages.info(request, _("Deze tekst gaat nu niet mee. Kies eerst wat meegaat."))
    return zie(reverse("delen:nakijken", args=[request.gesprek.id]))


def _met_tekst(request: GesprekRequest, dossier: Dossier, sleutel: str, nieuw: str) -> Dossier:
    for bron in Kladblok(dossier, request.kluis.land).bronnen():
        if bron.sleutel == sleutel:
            return dossier.met(overleg=nazien.herschrijf(dossier.overleg, bron, nieuw))
    return dossier


def _schrijfpagina(
    request: GesprekRequest, tekst: Tekst, waarde: str, *, fout: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "gesprek": request.gesprek,
        "tekst": tekst,
        "waarde": waarde,
        "gezien": digest(tekst.tekst),
        "fout": fout,
    }
    if storing.is_htmx(request):
        # The page stays as it is, also with what it was made with: it shows nothing of another tab yet.
        return render(request, "gesprek/teamoverleg/_schrijffout.html", context, status=status)
    return render(request, "gesprek/teamoverleg/herschrijven.html", context, status=status)
