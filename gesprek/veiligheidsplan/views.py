"""The safety plan in the browser: say what it is for, write it together, and look whether something is missing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gesprek.dossier import BEWUST, Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LandId, Stap
from gesprek.invoer import opslaan
from gesprek.invoer.contacten import lijnen
from gesprek.invoer.opslaan import Opgeslagen
from gesprek.invoer.stapform import StapForm
from gesprek.invoer.verwijzingen import Naslag, Plek, plekken, slugs_van, voeg_toe
from gesprek.invoer.voorbeelden import zonder_voorbeelden
from gesprek.kluis import tijd
from gesprek.toegang import storing
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie
from gesprek.veiligheidsplan import plan as plannen
from gesprek.veiligheidsplan.nakijken import Nagekeken, kijk_na, voorbeelden_over
from sociale_kaart.publiek import Contact, haal


def _adres(request: GesprekRequest, naam: str = "plan") -> str:
    return reverse(f"veiligheidsplan:{naam}", args=[request.gesprek.id])


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def begin(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """What the plan is for, and examples to start from."""
    stap = plannen.begin(laad())
    if request.method != "POST":
        return _beginpagina(request, StapForm.toon(stap, request.kluis.land, request.gesprek.dossier))
    if opslaan.is_afgekapt(request):
        return opslaan.afgekapt(request)
    opgeslagen = opslaan.sla_op(request, stap, lambda dossier: _met_uitgangspunten(request, dossier))
    if storing.is_htmx(request):
        # One part that is not folded: the page has no place that says how far it is.
        return opslaan.autosave(request, opgeslagen, delen=())
    opslaan.waarschuw(request, opgeslagen)
    if not opgeslagen.heel:
        return _beginpagina(request, opgeslagen.vorm.na(opgeslagen.uitkomst), status=opgeslagen.status)
    if request.POST.get("actie") == "later":
        return zie(_stap_vijf(request))
    return zie(_adres(request))


def _met_uitgangspunten(request: GesprekRequest, dossier: Dossier) -> Dossier:
    """With the examples that were asked for. An autosave passes by: a tick there is not a wish yet."""
    if request.POST.get("actie") != "maak":
        return dossier
    gekozen = set(request.POST.getlist("uitgangspunt"))
    stap = plannen.als_stap(laad(), dossier)
    for uitgangspunt in laad().veiligheidsplan.uitgangspunten:
        if uitgangspunt.id in gekozen:
            dossier = plannen.zet_voorbeelden(dossier, uitgangspunt, stap)
    return dossier


def _beginpagina(request: GesprekRequest, vorm: StapForm, *, status: int = 200) -> HttpResponse:
    inhoud = laad()
    context = {
        "gesprek": request.gesprek,
        "plan": inhoud.veiligheidsplan,
        "vorm": vorm,
        "deel": vorm.onderdelen[0],
        "begonnen": plannen.is_begonnen(inhoud, request.gesprek.dossier),
        "terug": _stap_vijf(request),
    }
    return render(request, "gesprek/veiligheidsplan/begin.html", context, status=status)


def _stap_vijf(request: GesprekRequest) -> str:
    """The part of step 5 that the plan opens from."""
    deel = laad().veiligheidsplan.vanuit
    stap = next(s.id for s in laad().stappen if any(d.id == deel for d in s.onderdelen))
    return reverse("gesprekken:stap", args=[request.gesprek.id, stap]) + f"?deel={deel}#{deel}"


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def plan(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The plan. GET: show it, or first ask what it is for. POST: save, then show or go where a button says."""
    inhoud = laad()
    if request.method != "POST":
        if not plannen.is_begonnen(inhoud, request.gesprek.dossier):
            return zie(_adres(request, "begin"))
        stap = plannen.als_stap(inhoud, request.gesprek.dossier)
        vraag = request.GET
        vorm = StapForm.toon(
            stap,
            request.kluis.land,
            request.gesprek.dossier,
            erbij=vraag.get("erbij", ""),
            deel=vraag.get("deel", ""),
            verzet=vraag.get("verzet", ""),
        )
        return _planpagina(request, vorm)
    if opslaan.is_afgekapt(request):
        return opslaan.afgekapt(request)
    stap = plannen.als_stap(inhoud, request.gesprek.dossier, _gezonden(request))
    opgeslagen = opslaan.sla_op(request, stap, lambda dossier: _na_knop(request, dossier))
    if storing.is_htmx(request):
        erbij = _hulp(request) if opslaan.verzet(request, opgeslagen) else {}
        return opslaan.autosave(request, opgeslagen, **erbij)
    return _verder(request, stap, opgeslagen)


def _gezonden(request: GesprekRequest) -> Collection[str]:
    """The ids of the fields that this form came with."""
    return {naam.partition(".")[2] for naam in request.POST if naam.startswith(("t.", "k.", "volgorde."))}


def _na_knop(request: GesprekRequest, dossier: Dossier) -> Dossier:
    """What a button of the form asks besides saving it."""
    actie, _dp, rest = request.POST.get("actie", "").partition(":")
    if actie == "aanbod" and "\0" not in rest:
        return voeg_toe(dossier, haal([rest]), _hulpplek())[0]
    if actie == "voorbeelden-weg":
        return zonder_voorbeelden(dossier)
    return dossier


def _hulpplek() -> Plek:
    """Where the plan keeps who was picked from the sociale kaart."""
    return plekken(laad().veiligheidsplan.onderdelen)[0]


def _verder(request: GesprekRequest, stap: Stap, opgeslagen: Opgeslagen) -> HttpResponse:
    """The answer to a plain POST: stay when something is left to mend, else go where the button says."""
    opslaan.waarschuw(request, opgeslagen)
    actie, _dp, rest = request.POST.get("actie", "").partition(":")
    if not opgeslagen.heel or opgeslagen.vorm.weg:
        # Not redirected: the page itself carries what was typed, or the row that may come back.
        return _planpagina(request, opgeslagen.vorm.na(opgeslagen.uitkomst), status=opgeslagen.status)
    opslaan.meld_bewaard(request)
    hier, deel = _adres(request), request.POST.get("deel", "")
    match actie:
        case "overzicht":
            return zie(reverse("gesprekken:takenlijst", args=[request.gesprek.id]))
        case "nakijken" | "begin":
            return zie(_adres(request, actie))
        case "papier":
            return zie(reverse("verslag:verslag", args=[request.gesprek.id]))
        case "spiegel":
            return zie(reverse("gesprekken:taalspiegel", args=[request.gesprek.id]) + "?van=plan")
        case "kaart":
            return zie(reverse("sociale_kaart:lijst"))
        case "deel":
            return zie(f"{hier}?deel={rest}#{rest}")
        case "aanbod":
            plek = _hulpplek()
            return zie(f"{hier}?deel={plek.onderdeel.id}#veld-{plek.veld.id}")
        case "op" | "neer" | "terug" | "ernaast" | "erbij" | "weg":
            return zie(opslaan.naar_rij(hier, stap, actie, rest))
    return zie(f"{hier}?deel={deel}" if any(deel == onderdeel.id for onderdeel in stap.onderdelen) else hier)


def _planpagina(request: GesprekRequest, vorm: StapForm, *, status: int = 200) -> HttpResponse:
    inhoud, dossier = laad(), request.gesprek.dossier
    vorm = replace(vorm, stap=plannen.als_stap(inhoud, dossier, [e.split(".")[1] for e in vorm.fouten]))
    delen = vorm.onderdelen
    context = {
        "gesprek": request.gesprek,
        "plan": inhoud.veiligheidsplan,
        "vorm": vorm,
        "delen": delen,
        "open_deel": next((deel.onderdeel.id for deel in delen if deel.open), ""),
        "begin": StapForm.toon(plannen.begin(inhoud), request.kluis.land, dossier).onderdelen[0],
        "buiten_keuze": plannen.buiten_keuze(inhoud, dossier),
        "voorbeelden": voorbeelden_over(dossier, vorm.stap),
        **_hulp(request),
    }
    return render(request, "gesprek/veiligheidsplan/plan.html", context, status=status)


def _hulp(request: GesprekRequest) -> dict[str, Any]:
    """What the rows of a plan need to offer help to put in."""
    keuze = _hulp_keuze(request.gesprek.dossier, request.kluis.land)
    return {"hulp_veld": _hulpplek().veld.id, "hulp_keuze": keuze}


def _hulp_keuze(dossier: Dossier, land: LandId) -> list[Contact]:
    """Whom the plan offers to put in: the lines of the country, and who this gesprek refers to; not who is in."""
    van_lijnen = [
        contact for beeld in lijnen(laad().veiligheidsplan.lijnen, land) for contact in beeld.contacten
    ]
    naslag = Naslag.van(dossier)
    verwezen = [contact for slug in slugs_van(dossier) if (contact := naslag(slug))]
    al = set(_hulpplek().slugs(dossier))
    return [contact for contact in dict.fromkeys([*van_lijnen, *verwezen]) if contact.slug not in al]


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def nakijken(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """What the plan could still use. POST: leave a remark as it is on purpose, or look at it again."""
    if request.method == "POST":
        actie, _dp, naam = request.POST.get("actie", "").partition(":")
        if actie in ("bewust", "toch"):
            opslaan.wijzig(request, lambda dossier: _met_bewust(request, dossier, naam, actie == "bewust"))
            if actie == "bewust":
                messages.success(request, _("Je laat dit bewust zo. Onderaan haal je het terug."))
        return zie(_adres(request, "nakijken") + _plek(_nagekeken(request, request.gesprek.dossier), naam))
    dossier = request.gesprek.dossier
    if not plannen.is_begonnen(laad(), dossier):
        return zie(_adres(request, "begin"))
    nagekeken = _nagekeken(request, dossier)
    opmerkingen = [opmerking for deel in nagekeken for opmerking in deel.opmerkingen]
    context = {
        "gesprek": request.gesprek,
        "nagekeken": [deel for deel in nagekeken if deel.open],
        "open": sum(not opmerking.bewust for opmerking in opmerkingen),
        "bewust": [(deel.kop, o) for deel in nagekeken for o in deel.opmerkingen if o.bewust],
        "voorbeelden": voorbeelden_over(dossier, plannen.als_stap(laad(), dossier)),
    }
    return render(request, "gesprek/veiligheidsplan/nakijken.html", context)


def _plek(nagekeken: list[Nagekeken], naam: str) -> str:
    """Where one was on the page: the agreement with this remark, or else the next one that still has something."""
    hier = next((i for i, deel in enumerate(nagekeken) if any(o.id == naam for o in deel.opmerkingen)), 0)
    volgende = next((deel for deel in nagekeken[hier:] if deel.open), None)
    return f"#nagekeken-{volgende.rij or 'plan'}" if volgende else ""


def _nagekeken(request: GesprekRequest, dossier: Dossier) -> list[Nagekeken]:
    naslag = Naslag.van(dossier)

    def altijd(slug: str) -> bool:
        contact = naslag(slug)
        return contact is not None and any(kanaal.altijd_open for kanaal in contact.kanalen)

    stap = plannen.als_stap(laad(), dossier)
    return kijk_na(dossier, stap, tijd.vandaag(), request.gesprek.verwijderd_op, altijd)


def _met_bewust(request: GesprekRequest, dossier: Dossier, naam: str, aan: bool) -> Dossier:
    """With a remark left as it is, or not any more. One that the check does not make cannot be left."""
    was = dossier.keuzes.get(BEWUST, ())
    bestaat = {o.id for deel in _nagekeken(request, dossier) for o in deel.opmerkingen}
    nu = tuple(keus for keus in was if keus != naam) + ((naam,) if aan and naam in bestaat else ())
    anders = {veld: keuzes for veld, keuzes in dossier.keuzes.items() if veld != BEWUST}
    return dossier.met(keuzes={**anders, BEWUST: nu} if nu else anders)
