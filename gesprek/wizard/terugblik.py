"""Looking back: the first page of a follow-up talk. It changes nothing of the agreements themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Inhoud, Stap
from gesprek.invoer import opslaan
from gesprek.invoer.opslaan import Opgeslagen
from gesprek.invoer.stapform import StapForm
from gesprek.toegang import storing
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie

VORIG, LIJST, AFSPRAAK = "terugblik-vorig", "terugblik-lijst", "afspraak"
"""What a follow-up begins with: the day of the talk before it, and a row per agreement, with its text."""
AFSPRAKEN = "afspraken-lijst"
"""Where the agreements themselves stand: in step 5."""


def als_stap(inhoud: Inhoud) -> Stap:
    """The questions of looking back as a form."""
    blad = inhoud.terugblik
    return Stap("terugblik", 0, blad.titel, blad.kort, blad.inleiding, blad.onderdelen)


def hoort_erbij(dossier: Dossier) -> bool:
    """Whether this gesprek follows another, or somebody looked back in it all the same."""
    return bool(dossier.teksten.get(VORIG) or dossier.rijen.get(LIJST) or is_begonnen(dossier))


def is_begonnen(dossier: Dossier) -> bool:
    """Whether something was written here besides what a follow-up begins with."""
    velden = [veld.id for deel in laad().terugblik.onderdelen for veld in deel.velden]
    return any(dossier.teksten.get(veld) for veld in velden if veld != VORIG) or any(
        waarde
        for rij in dossier.rijen.get(LIJST, ())
        for kolom, waarde in rij.waarden.items()
        if kolom != AFSPRAAK
    )


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def terugblik(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """GET: the questions. POST: save, then show or go where a button says."""
    stap = als_stap(laad())
    if request.method != "POST":
        vorm = StapForm.toon(
            stap,
            request.kluis.land,
            request.gesprek.dossier,
            erbij=request.GET.get("erbij", ""),
            verzet=request.GET.get("verzet", ""),
        )
        return _pagina(request, vorm)
    if opslaan.is_afgekapt(request):
        return opslaan.afgekapt(request)
    opgeslagen = opslaan.sla_op(request, stap)
    if storing.is_htmx(request):
        return opslaan.autosave(request, opgeslagen)
    return _verder(request, stap, opgeslagen)


def _verder(request: GesprekRequest, stap: Stap, opgeslagen: Opgeslagen) -> HttpResponse:
    """The answer to a plain POST: stay when something is left to mend, else go where the button says."""
    opslaan.waarschuw(request, opgeslagen)
    actie, _dp, rest = request.POST.get("actie", "").partition(":")
    if not opgeslagen.heel or opgeslagen.vorm.weg:
        # Not redirected: the page itself carries what was typed, or the row that may come back.
        return _pagina(request, opgeslagen.vorm.na(opgeslagen.uitkomst), status=opgeslagen.status)
    opslaan.meld_bewaard(request)
    nummer = request.gesprek.id
    hier = reverse("gesprekken:terugblik", args=[nummer])
    match actie:
        case "overzicht":
            return zie(reverse("gesprekken:takenlijst", args=[nummer]))
        case "afspraken":
            return zie(_afspraken(request))
        case "plan":
            return zie(reverse("veiligheidsplan:plan", args=[nummer]))
        case "op" | "neer" | "terug" | "ernaast" | "erbij" | "weg":
            return zie(opslaan.naar_rij(hier, stap, actie, rest))
    return zie(hier)


def _afspraken(request: GesprekRequest) -> str:
    stap, deel = next((stap, d) for stap in laad().stappen if (d := opslaan.deel_van(stap, AFSPRAKEN)))
    return reverse("gesprekken:stap", args=[request.gesprek.id, stap.id]) + f"?deel={deel}#{deel}"


def _pagina(request: GesprekRequest, vorm: StapForm, *, status: int = 200) -> HttpResponse:
    context = {"gesprek": request.gesprek, "stap": vorm.stap, "vorm": vorm, "delen": vorm.onderdelen}
    return render(request, "gesprek/wizard/terugblik.html", context, status=status)
