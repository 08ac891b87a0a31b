"""Begin a kluis, open one, practise, and check that the code was kept."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LANDEN, LandId
from gesprek.invoer.dagen import is_datum
from gesprek.kluis import code as codes
from gesprek.kluis import gesprekken, kluizen, sessies, tijd
from gesprek.kluis.sessies import Controle
from gesprek.toegang import open as openen
from gesprek.toegang import storing
from gesprek.toegang.beleid import KluisRequest, kluis_open


def land_en_rol(request: HttpRequest) -> tuple[LandId, str] | None:
    """Country and role as posted, or None when they are not a pair that we know."""
    rol = request.POST.get("rol", "")
    for land in LANDEN:
        if land == request.POST.get("land") and rol in {mag.id for mag in laad().rollen_van(land)}:
            return land, rol
    return None


def keuzefouten(request: HttpRequest) -> dict[str, str]:
    """What is wrong with the posted country and role, per question."""
    fouten = {}
    if request.POST.get("land") not in LANDEN:
        fouten["land"] = _("Kies in welk land je werkt.")
    if request.POST.get("rol") not in {rol.id for rol in laad().landen.rollen}:
        fouten["rol"] = _("Kies wat je werk is.")
    elif not fouten and land_en_rol(request) is None:
        fouten["rol"] = _("Het CLB is er alleen in Vlaanderen. Kies ander werk of een ander land.")
    return fouten


def _controle(code: tuple[int, ...]) -> Controle:
    eerste, tweede = sorted(secrets.SystemRandom().sample(range(len(code)), 2))
    return Controle((eerste, tweede), (code[eerste], code[tweede]))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """One short page (country, role, whose computer), then the code."""
    inhoud = laad()
    context = {
        "landen": inhoud.landen.landen,
        "rollen": inhoud.landen.rollen,
        "keus": request.POST,
    }
    if request.method != "POST":
        return render(request, "gesprek/balie/begin.html", context)
    keus = land_en_rol(request)
    fouten = keuzefouten(request)
    if request.POST.get("apparaat") not in ("eigen", "gedeeld"):
        fouten["apparaat"] = _("Kies wiens computer of telefoon dit is.")
    if keus is None or fouten:
        return render(request, "gesprek/balie/begin.html", {**context, "fouten": fouten}, status=422)
    try:
        kluis, verse_code = kluizen.begin(*keus)
    except kluizen.Druk:
        return storing.druk(request, _("Er is nog niets begonnen."))
    if oud := openen.sessie_van(request):
        sessies.vergrendel(oud.cookie)
    sessie = sessies.maak(kluis, gedeeld=request.POST["apparaat"] == "gedeeld", code=verse_code)
    antwoord = openen.zie(reverse("kluis:code"))
    openen.zet_cookie(antwoord, sessie)
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def code(request: KluisRequest) -> HttpResponse:
    """The fresh code, the same one until the user says that it is kept; from then on nobody can show it."""
    vers = request.sessie.code
    if vers is None:
        return openen.zie(reverse("gesprekken:lijst"))
    if request.method != "POST":
        return render(request, "gesprek/balie/code.html", {"woorden": codes.toon(vers).split()})
    sessies.onthoud(request.sessie, _controle(vers))
    if request.POST.get("actie") == "controle":
        return openen.zie(reverse("kluis:controle"))
    leeg = not gesprekken.lijst(request.kluis, request.sessie.begonnen_op)
    return openen.zie(reverse("gesprekken:nieuw" if leeg else "gesprekken:lijst"))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def openen_view(request: HttpRequest) -> HttpResponse:
    """Go on with a code."""
    if request.method != "POST":
        if openen.sessie_van(request):
            return openen.zie(reverse("gesprekken:lijst"))
        return openen.ontgrendelpagina(request, status=200)
    uitkomst = openen.probeer_code(request)
    if isinstance(uitkomst, HttpResponse):
        return uitkomst
    antwoord = openen.zie(reverse("gesprekken:lijst"))
    openen.zet_cookie(antwoord, uitkomst)
    return antwoord


def oefendossier() -> Dossier:
    """The practice case as a dossier, its dates told from today."""
    casus = laad().oefencasus
    verschil = tijd.vandaag() - casus.vandaag

    def bij(waarden: Mapping[str, str]) -> dict[str, str]:
        return {
            naam: (date.fromisoformat(waarde) + verschil).isoformat() if is_datum(waarde) else waarde
            for naam, waarde in waarden.items()
        }

    return Dossier(
        label=casus.label,
        teksten=bij(casus.teksten),
        keuzes=casus.keuzes,
        rijen={
            veld: tuple(Rij(rij.id, bij(rij.waarden)) for rij in rijen) for veld, rijen in casus.rijen.items()
        },
        punten=frozenset(casus.punten),
        klaar=frozenset(casus.klaar),
        oefening=True,
    )


@login_not_required
@require_POST
def oefenen(request: HttpRequest) -> HttpResponse:
    """Open the practice case: in the open kluis, else in a fresh one whose code nobody sees, which goes when it
    locks."""
    sessie = openen.sessie_van(request)
    vers = sessie is None
    if sessie is None:
        casus = laad().oefencasus
        try:
            kluis, _code = kluizen.begin(casus.land, casus.rol)
        except kluizen.Druk:
            return storing.druk(request, _("Er is nog niets begonnen."))
        # Whose computer this is was not asked, so the careful answer counts.
        sessie = sessies.maak(kluis, gedeeld=True, zonder_code=True)
    gesprek = gesprekken.nieuw(sessie.kluis, oefendossier())
    antwoord = openen.zie(reverse("gesprekken:takenlijst", args=[gesprek.id]))
    if vers:
        openen.zet_cookie(antwoord, sessie)
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def controle(request: KluisRequest) -> HttpResponse:
    """Ask two words of the code back, so that a slip of the pen shows now and not tomorrow."""
    verwacht = request.sessie.controle
    if verwacht is None:
        return openen.zie(reverse("gesprekken:lijst"))
    getypt = [storing.toonbaar(request.POST.get(f"woord{plek + 1}", "")) for plek in verwacht.plekken]
    vragen = [(plek + 1, tekst) for plek, tekst in zip(verwacht.plekken, getypt, strict=True)]
    if request.method != "POST":
        return render(request, "gesprek/balie/controle.html", {"vragen": vragen})
    if all(codes.is_woord(tekst, nummer) for tekst, nummer in zip(getypt, verwacht.woorden, strict=True)):
        sessies.onthoud(request.sessie)
        messages.success(request, _("Goed zo, je code klopt."))
        return openen.zie(reverse("gesprekken:lijst"))
    fout = _(
        "Dit zijn niet de woorden uit je code. Kijk nog eens, of vraag bij Instellingen een nieuwe code."
    )
    return render(request, "gesprek/balie/controle.html", {"vragen": vragen, "fout": fout}, status=422)
