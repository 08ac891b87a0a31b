"""Put a selection of the sociale kaart into a gesprek."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.invoer import opslaan
from gesprek.invoer.verwijzingen import Plek, plekken, voeg_toe
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie
from sociale_kaart.publiek import haal

MAX = 12
"""As many as the selection holds."""


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def verwijzingen(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """Add what was chosen to the referrals of this gesprek, and look there. What is there already stays as it is."""
    if request.method != "POST":
        # Where one lands when the kluis was locked in between. The choice still stands where it was made.
        return render(request, "gesprek/wizard/verwijzingen.html", {"gesprek": request.gesprek})
    waar = _plek(request.POST.get("veld", ""))
    slugs = [slug for slug in request.POST.getlist("slug") if "\0" not in slug]
    contacten = haal(slugs[:MAX])
    aantal = 0

    def erbij(dossier: Dossier) -> Dossier:
        nonlocal aantal
        dossier, aantal = voeg_toe(dossier, contacten, waar)
        return dossier

    opslaan.wijzig(request, erbij)
    if aantal:
        zin = ngettext("Er kwam één verwijzing bij.", "Er kwamen %(aantal)d verwijzingen bij.", aantal)
        messages.success(request, zin % {"aantal": aantal})
    elif contacten:
        messages.info(request, _("Deze verwijzingen stonden er al."))
    else:
        messages.warning(request, _("Dit staat niet meer op de sociale kaart. Er kwam niets bij."))
    return zie(f"{_pagina(gesprek_id, waar)}?deel={waar.onderdeel.id}#veld-{waar.veld.id}")


def _plek(veld: str) -> Plek:
    """The field with this id, or else the one of the steps."""
    alle = plekken(laad().onderdelen)
    return next((plek for plek in alle if plek.veld.id == veld), alle[0])


def _pagina(gesprek_id: UUID, waar: Plek) -> str:
    """The page on which a field is filled in: its step, or the safety plan."""
    for stap in laad().stappen:
        if waar.onderdeel in stap.onderdelen:
            return reverse("gesprekken:stap", args=[gesprek_id, stap.id])
    return reverse("veiligheidsplan:plan", args=[gesprek_id])
