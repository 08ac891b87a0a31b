"""While the kluis is open: lock, stay, settings, a new code, the date for one's agenda, and delete now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gesprek.balie.beginnen import keuzefouten, land_en_rol
from gesprek.inhoud.lader import laad
from gesprek.invoer.agenda import Dag, als_ics
from gesprek.kluis import gesprekken, kluizen, sessies
from gesprek.kluis.kluizen import OpenKluis
from gesprek.models import BEWAARTERMIJNEN
from gesprek.toegang import open as openen
from gesprek.toegang import storing
from gesprek.toegang.beleid import KluisRequest, kluis_open


@login_not_required
@require_POST
def vergrendel(request: HttpRequest) -> HttpResponse:
    """Lock. Also when nothing is open any more: the button must never disappoint."""
    sessie = openen.sessie_van(request)
    if sessie and sessie.zonder_code:
        # Nobody can ever open it again: what stays behind would only be a rest.
        kluizen.wis(sessie.kluis)
        messages.success(request, _("Je oefening is weggegooid."))
        return openen.vergrendel(request, openen.zie(reverse("thuis")))
    messages.success(request, _("Je kluis is op slot. Met je code kun je weer verder."))
    return openen.vergrendel(request, openen.zie(reverse("kluis:openen")))


@require_POST
@kluis_open
def verlengen(request: KluisRequest) -> HttpResponse:
    """Stay: looking up the session has already put the idle lock off."""
    if request.headers.get("Sec-Fetch-Mode") == "cors":
        return HttpResponse(status=204)
    return openen.zie(reverse("gesprekken:lijst"))


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def instellingen(request: KluisRequest) -> HttpResponse:
    """Country, role and how long everything is kept."""
    inhoud, kluis = laad(), request.kluis
    context = {
        "landen": inhoud.landen.landen,
        "rollen": inhoud.landen.rollen,
        "termijnen": BEWAARTERMIJNEN,
        "keus": request.POST if request.method == "POST" else None,
        "huidig": kluis,
        "gekozen_dagen": request.POST.get("bewaardagen") or str(kluis.bewaardagen),
    }
    if request.method != "POST":
        return render(request, "gesprek/balie/instellingen.html", context)
    keus, dagen = land_en_rol(request), request.POST.get("bewaardagen", "")
    fouten = keuzefouten(request)
    if dagen not in {str(termijn) for termijn in BEWAARTERMIJNEN}:
        fouten["bewaardagen"] = _("Kies hoe lang we je tekst bewaren.")
    if keus is None or fouten:
        return render(request, "gesprek/balie/instellingen.html", {**context, "fouten": fouten}, status=422)
    kluizen.stel_in(kluis, land=keus[0], rol=keus[1], bewaardagen=int(dagen))
    messages.success(request, _("Je instellingen zijn bewaard."))
    return openen.zie(reverse("kluis:instellingen"))


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def eerst_code(request: KluisRequest) -> HttpResponse:
    """From practising to real work: a code, and first the country and role, which only the practice case chose."""
    if not request.sessie.zonder_code:
        return openen.zie(reverse("kluis:code"))
    inhoud = laad()
    context = {"landen": inhoud.landen.landen, "rollen": inhoud.landen.rollen, "keus": request.POST}
    if request.method != "POST":
        return render(request, "gesprek/balie/eerst_code.html", context)
    keus, fouten = land_en_rol(request), keuzefouten(request)
    if keus is None or fouten:
        return render(request, "gesprek/balie/eerst_code.html", {**context, "fouten": fouten}, status=422)
    kluizen.stel_in(request.kluis, land=keus[0], rol=keus[1], bewaardagen=request.kluis.bewaardagen)
    return _geef_nieuwe_code(request)


@require_POST
@kluis_open
def nieuwe_code(request: KluisRequest) -> HttpResponse:
    """A new code; the old one stops at once, here and everywhere."""
    return _geef_nieuwe_code(request)


def _geef_nieuwe_code(request: KluisRequest) -> HttpResponse:
    def _onthoud(kluis: OpenKluis, code: tuple[int, ...]) -> None:
        sessies.onthoud(replace(request.sessie, kluis=kluis), code=code)

    try:
        kluizen.nieuwe_code(request.kluis, meteen=_onthoud)
    except kluizen.NietGevonden:
        # Pressed twice: the first code stands there. Or somebody else was first: then this session has ended.
        return openen.zie(reverse("kluis:code"))
    except kluizen.Druk:
        zin = _("Er is nog geen code.") if request.sessie.zonder_code else _("Je oude code werkt nog.")
        return storing.druk(request, zin)
    return openen.zie(reverse("kluis:code"))


@require_safe
@kluis_open
def herinnering(request: KluisRequest) -> HttpResponse:
    """The last day as a neutral calendar file: it says nothing about what, who or where."""
    verwijderd_op = request.kluis.verwijderd_op
    laatste = Dag(
        verwijderd_op - timedelta(days=1), _("Laatste dag: afronden"), f"{verwijderd_op.isoformat()}-afronden"
    )
    antwoord = HttpResponse(als_ics([laatste]), content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = 'attachment; filename="herinnering.ics"'
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def wissen(request: KluisRequest) -> HttpResponse:
    """Delete everything, now."""
    if request.method == "POST" and request.POST.get("zeker") == "ja":
        kluizen.wis(request.kluis)
        return openen.vergrendel(request, openen.zie(reverse("kluis:gewist")))
    aantal = len(gesprekken.lijst(request.kluis, request.sessie.begonnen_op))
    gevraagd = request.method == "POST"
    context = {"aantal": aantal, "fout": _("Zet eerst het vinkje.") if gevraagd else ""}
    return render(request, "gesprek/balie/wissen.html", context, status=422 if gevraagd else 200)


@login_not_required
@require_safe
def gewist(request: HttpRequest) -> HttpResponse:
    """Everything is gone; what one may still do oneself."""
    return render(request, "gesprek/balie/gewist.html")
