"""A follow-up: a new gesprek from an old one, that takes along what still runs and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gesprek.dossier import AFGELOPEN, BEWUST, STAND, Dossier, Rij, naar_json
from gesprek.inhoud.lader import laad
from gesprek.invoer.voorbeelden import KOLOM, is_voorbeeld
from gesprek.kluis import gesprekken
from gesprek.kluis.gesprekken import OpenGesprek, TeGroot
from gesprek.models import Kluis
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie
from gesprek.wizard.overzicht import MAX_LABEL, lees_label, waarschuw
from gesprek.wizard.terugblik import AFSPRAAK, AFSPRAKEN, LIJST, VORIG

PLAN = "vp-"
"""How the id of everything begins that belongs to the safety plan."""
MAX_AFSPRAAK = 300
"""As many characters of an agreement stand in the looking back; the whole stands in step 5."""


@dataclass(frozen=True, slots=True)
class Meegenomen:
    """What goes along from a dossier, for the page that asks and for the message that tells."""

    afspraken: tuple[str, ...]
    plan: bool
    data: bool
    namen: bool

    @classmethod
    def van(cls, oud: Dossier) -> Meegenomen:
        nieuw = vervolg_van(oud)
        rijen = [rij for rijen in nieuw.rijen.values() for rij in rijen]
        return cls(
            afspraken=tuple(
                _kort(rij)
                for naam in afspraakvelden()
                for rij in nieuw.rijen.get(naam, ())
                if not is_voorbeeld(rij)
            ),
            plan=any(
                naam.startswith(PLAN) and waarde
                for deel in (nieuw.teksten, nieuw.keuzes, nieuw.rijen)
                for naam, waarde in deel.items()
            ),
            data=any(rij.waarden.get("bekijken") for rij in rijen),
            namen=bool(nieuw.rijen.get(laad().overleg.namen)),
        )


def afspraakvelden() -> list[str]:
    """The fields that hold agreements: that of step 5, and those of the safety plan."""
    delen = laad().veiligheidsplan.onderdelen
    return [
        AFSPRAKEN,
        *(veld.id for deel in delen for veld in deel.velden if veld.kolommen_uit == "afspraak"),
    ]


def loopt_nog(rij: Rij) -> bool:
    """Whether an agreement says something and did not end."""
    eigen = {kolom: waarde for kolom, waarde in rij.waarden.items() if kolom != STAND}
    return any(eigen.values()) and rij.waarden.get(STAND, "") not in AFGELOPEN


def vervolg_van(oud: Dossier) -> Dossier:
    """The agreements that still run and the safety plan, with their review dates, and the names that are never shared.
    The rows keep their ids. What was chosen and decided for a colleague, and what was shared, is of that gesprek alone.

    What was left as it is on purpose is to be looked at anew: it may not hide that somebody has nobody to call.
    """
    lopend = {naam: tuple(filter(loopt_nog, oud.rijen.get(naam, ()))) for naam in afspraakvelden()}
    namen = laad().overleg.namen
    rijen = {naam: r for naam, r in oud.rijen.items() if naam.startswith(PLAN) or naam == namen} | lopend
    return Dossier(
        teksten={naam: tekst for naam, tekst in oud.teksten.items() if naam.startswith(PLAN)},
        keuzes={naam: k for naam, k in oud.keuzes.items() if naam.startswith(PLAN) and naam != BEWUST},
        rijen={naam: over for naam, over in rijen.items() if over},
        oefening=oud.oefening,
    )


def met_terugblik(dossier: Dossier, vorig: date) -> Dossier:
    """With what the looking back begins with: the day of the talk before, and a row per agreement."""
    alle = {rij.id: rij for naam in afspraakvelden() for rij in dossier.rijen.get(naam, ())}
    rijen = tuple(
        Rij(rij.id, {AFSPRAAK: tekst})
        for rij in alle.values()
        if not is_voorbeeld(rij) and (tekst := _kort(rij))
    )
    teksten = {**dossier.teksten, VORIG: vorig.isoformat()}
    return dossier.met(teksten=teksten, rijen={**dossier.rijen, **({LIJST: rijen} if rijen else {})})


def _kort(rij: Rij) -> str:
    """What an agreement is about, in at most so many characters; a longer one ends with an ellipsis."""
    teksten = [
        rij.waarden.get("wat", ""),
        *(w for kolom, w in rij.waarden.items() if kolom not in (STAND, KOLOM)),
    ]
    tekst = next((t for waarde in teksten if (t := waarde.strip())), "")
    return tekst if len(tekst) <= MAX_AFSPRAAK else tekst[: MAX_AFSPRAAK - 1].rstrip() + "…"


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def vervolg(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """GET: what goes along, and a name for it. POST: make it, and look back first."""
    mee = Meegenomen.van(request.gesprek.dossier)
    if request.method != "POST":
        context = {"gesprek": request.gesprek, "mee": mee, "max_label": MAX_LABEL}
        return render(request, "gesprek/wizard/vervolg.html", context)
    naam = lees_label(request)
    nieuw = _begin(request, vervolg_van(request.gesprek.dossier).met(label=naam))
    messages.success(request, _("Je vervolg is begonnen. Het vorige gesprek bleef zoals het was."))
    waarschuw(request, naam)
    return zie(reverse("gesprekken:terugblik", args=[nieuw.id]))


def _begin(request: GesprekRequest, dossier: Dossier) -> OpenGesprek:
    """Put it in the kluis, ready to look back. Raises TeGroot."""
    klaar = met_terugblik(dossier, request.gesprek.aangemaakt_op)
    try:
        return _eenmaal(request, klaar)
    except TeGroot:
        # What must go along goes before what makes it easier.
        messages.warning(request, _("De lijst met afspraken paste er niet bij. Je vindt ze in stap 5."))
        rijen = {naam: rijen for naam, rijen in klaar.rijen.items() if naam != LIJST}
        return _eenmaal(request, klaar.met(rijen=rijen))


def _eenmaal(request: GesprekRequest, dossier: Dossier) -> OpenGesprek:
    """A new gesprek, or the one like it that nobody wrote in yet: a nervous finger sends the form twice.

    Both may come at the same moment; who is second waits for the first. Raises TeGroot.
    """
    with transaction.atomic():
        Kluis.objects.select_for_update().filter(id=request.kluis.id).first()
        for ander in gesprekken.lijst(request.kluis, request.sessie.begonnen_op):
            if ander.id != request.gesprek.id and naar_json(ander.dossier) == naar_json(dossier):
                return ander
        return gesprekken.nieuw(request.kluis, dossier)
