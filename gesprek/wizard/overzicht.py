"""My gesprekken, the task list of one, the check page, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Stap, Veiligheidsplan
from gesprek.invoer import codewaarschuwing, opslaan
from gesprek.invoer.dagen import eerste_vanaf, leesbare_datum
from gesprek.invoer.samenvoegen import Inzending
from gesprek.invoer.stand import leeg_in
from gesprek.invoer.stapform import StapForm, schoon
from gesprek.invoer.voortgang import van_stap
from gesprek.kluis import delingen, gesprekken
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.toegang.beleid import GesprekRequest, KluisRequest, kluis_open
from gesprek.toegang.open import zie
from gesprek.wizard import terugblik, tijdens

MAX_LABEL = 60


def lees_label(request: KluisRequest) -> str:
    """The label as sent: one line, cut at 60 characters, which is also what the field takes."""
    return " ".join(schoon(request.POST.get("label", "")).split())[:MAX_LABEL]


def waarschuw(request: KluisRequest, naam: str) -> None:
    """Say so when the label holds the code: it stands on every page of the gesprek."""
    if zin := codewaarschuwing.waarschuw(request.kluis, Inzending(stand={}, teksten={"label": naam})):
        messages.warning(request, zin)


@require_safe
@kluis_open
def lijst(request: KluisRequest) -> HttpResponse:
    """All gesprekken of this kluis."""
    inhoud = laad()
    met_antwoord = delingen.gesprekken_met_antwoord(request.kluis)
    rijen = []
    for gesprek in gesprekken.lijst(request.kluis, request.sessie.begonnen_op):
        voortgang = [van_stap(gesprek.dossier, stap, request.kluis.land) for stap in inhoud.stappen]
        rijen.append(
            {
                "gesprek": gesprek,
                "klaar": sum(v.status == "klaar" for v in voortgang),
                "antwoord": gesprek.id in met_antwoord,
            }
        )
    return render(
        request, "gesprek/wizard/lijst.html", {"rijen": rijen, "aantal_stappen": len(inhoud.stappen)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def nieuw(request: KluisRequest) -> HttpResponse:
    """A new gesprek, with a label of one's own; first a code where there is none, or it would be lost."""
    if request.sessie.zonder_code:
        return zie(reverse("kluis:eerst_code"))
    if request.method != "POST":
        return render(request, "gesprek/wizard/label.html", {"max_label": MAX_LABEL})
    naam = lees_label(request)
    gesprek = gesprekken.nieuw(request.kluis, Dossier(label=naam))
    waarschuw(request, naam)
    return zie(reverse("gesprekken:takenlijst", args=[gesprek.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def label(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """Change the label."""
    if request.method != "POST":
        return render(
            request, "gesprek/wizard/label.html", {"gesprek": request.gesprek, "max_label": MAX_LABEL}
        )
    naam = lees_label(request)
    opslaan.wijzig(request, lambda dossier: dossier.met(label=naam))
    messages.success(request, _("De naam is veranderd."))
    waarschuw(request, naam)
    return zie(reverse("gesprekken:takenlijst", args=[gesprek_id]))


def _taken(request: GesprekRequest) -> list[Any]:
    return [van_stap(request.gesprek.dossier, stap, request.kluis.land) for stap in laad().stappen]


def _terugblik(dossier: Dossier) -> dict[str, Any] | None:
    """The looking back of a follow-up, for the task list; None for a gesprek that follows no other."""
    if not terugblik.hoort_erbij(dossier):
        return None
    return {"blad": laad().terugblik, "begonnen": terugblik.is_begonnen(dossier)}


def _plan(dossier: Dossier) -> Veiligheidsplan | None:
    """The safety plan, for the task list; None while nobody began one: not every gesprek needs it."""
    plan = laad().veiligheidsplan
    return plan if not all(leeg_in(dossier, deel) for deel in (plan.begin, *plan.onderdelen)) else None


def _dag_na_wissen(gesprek: OpenGesprek) -> str:
    """The first day in the notes on which they are not here any more, "" when there is none. A practice case goes soon
    anyway."""
    if gesprek.dossier.oefening:
        return ""
    return leesbare_datum(eerste_vanaf(gesprek.dossier, laad().onderdelen, gesprek.verwijderd_op.isoformat()))


@require_safe
@kluis_open
def takenlijst(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The six steps of one gesprek; before them the looking back of a follow-up, after them the safety plan."""
    taken = _taken(request)
    eerste_open = next((taak for taak in taken if taak.status != "klaar"), None)
    context = {
        "gesprek": request.gesprek,
        "taken": taken,
        "klaar": sum(taak.status == "klaar" for taak in taken),
        "verder": eerste_open,
        "terugblik": _terugblik(request.gesprek.dossier),
        "plan": _plan(request.gesprek.dossier),
        "dag_na_wissen": _dag_na_wissen(request.gesprek),
        "antwoord": gesprek_id in delingen.gesprekken_met_antwoord(request.kluis),
    }
    return render(request, "gesprek/wizard/takenlijst.html", context)


@require_safe
@kluis_open
def controleren(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """Everything written so far, each with a way back to change it."""
    land, dossier = request.kluis.land, request.gesprek.dossier
    stappen = [
        {
            "taak": taak,
            "id": taak.stap.id,
            "titel": f"{taak.stap.nummer}. {taak.stap.titel}",
            "adres": reverse("gesprekken:stap", args=[gesprek_id, taak.stap.id]),
            "onderdelen": StapForm.toon(taak.stap, land, dossier).onderdelen,
        }
        for taak in _taken(request)
    ]
    for stap, naam in _ernaast(dossier):
        stappen.append(
            {
                "id": stap.id,
                "titel": stap.titel,
                "adres": reverse(naam, args=[gesprek_id]),
                "onderdelen": StapForm.toon(stap, land, dossier).onderdelen,
            }
        )
    return render(
        request, "gesprek/wizard/controleren.html", {"gesprek": request.gesprek, "stappen": stappen}
    )


def _ernaast(dossier: Dossier) -> Iterator[tuple[Stap, str]]:
    """What stands beside the steps, with the parts that hold something, and the name of its address."""
    inhoud = laad()
    plan = inhoud.veiligheidsplan
    bladen = (
        (plan.als_stap("veiligheidsplan", plan.onderdelen), "veiligheidsplan:plan"),
        (terugblik.als_stap(inhoud), "gesprekken:terugblik"),
        (tijdens.eigen_blad(inhoud), "gesprekken:tijdens"),
        (inhoud.overleg.als_stap(), "delen:kiezen"),
    )
    for blad, naam in bladen:
        if delen := tuple(deel for deel in blad.onderdelen if not leeg_in(dossier, deel)):
            yield msgspec.structs.replace(blad, onderdelen=delen), naam


@require_safe
@kluis_open
def afronden(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The last page: take the PDF along and delete everything."""
    aantal = len(gesprekken.lijst(request.kluis, request.sessie.begonnen_op))
    return render(request, "gesprek/wizard/afronden.html", {"gesprek": request.gesprek, "aantal": aantal})


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def wissen(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """Delete this gesprek, after one question."""
    if request.method != "POST":
        return render(request, "gesprek/wizard/wissen.html", {"gesprek": request.gesprek})
    gesprekken.wis(request.kluis, gesprek_id)
    messages.success(request, _("Het gesprek is gewist."))
    return zie(reverse("gesprekken:lijst"))
