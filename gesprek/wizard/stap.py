"""One step in the browser: show it, save it, and go on."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Stap
from gesprek.invoer import opslaan
from gesprek.invoer.opslaan import Opgeslagen
from gesprek.invoer.stapform import StapForm
from gesprek.invoer.voortgang import van_stap
from gesprek.toegang import storing
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie
from gesprek.wizard.taalspiegel import leest_mee


def _zoek_stap(stap_id: str) -> Stap:
    try:
        return laad().stap(stap_id)
    except KeyError:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def stap(request: GesprekRequest, gesprek_id: UUID, stap_id: str) -> HttpResponse:
    """GET: the step. POST: save (autosave by htmx and "Opslaan" alike), then show or go where a button says."""
    deze, land = _zoek_stap(stap_id), request.kluis.land
    if request.method != "POST":
        vorm = StapForm.toon(
            deze,
            land,
            request.gesprek.dossier,
            erbij=request.GET.get("erbij", ""),
            deel=request.GET.get("deel", ""),
            verzet=request.GET.get("verzet", ""),
        )
        return _pagina(request, deze, vorm)
    if opslaan.is_afgekapt(request):
        return opslaan.afgekapt(request)
    actie = request.POST.get("actie", "")
    opgeslagen = opslaan.sla_op(request, deze, lambda dossier: _met_klaar(dossier, deze, actie))
    if storing.is_htmx(request):
        return opslaan.autosave(request, opgeslagen)
    return _verder(request, deze, opgeslagen)


def _met_klaar(dossier: Dossier, deze: Stap, actie: str) -> Dossier:
    if actie == "klaar":
        return dossier.met(klaar=dossier.klaar | {deze.id})
    if actie == "niet-klaar":
        return dossier.met(klaar=dossier.klaar - {deze.id})
    return dossier


def _buren(deze: Stap) -> tuple[Stap | None, Stap | None]:
    stappen = laad().stappen
    plek = stappen.index(deze)
    return (stappen[plek - 1] if plek else None, stappen[plek + 1] if plek + 1 < len(stappen) else None)


def _pagina(request: GesprekRequest, deze: Stap, vorm: StapForm, *, status: int = 200) -> HttpResponse:
    inhoud = laad()
    vorige, volgende = _buren(deze)
    delen = vorm.onderdelen
    context = {
        "gesprek": request.gesprek,
        "stap": deze,
        "delen": delen,
        "open_deel": next((deel.onderdeel.id for deel in delen if deel.open), ""),
        "na": _nagelezen_veld(request, deze),
        "vorm": vorm,
        "voortgang": van_stap(vorm.dossier, deze, request.kluis.land),
        "vorige": vorige,
        "volgende": volgende,
        "aantal_stappen": len(inhoud.stappen),
        "inhoud": inhoud,
        "leest_mee": leest_mee(deze),
        "plan_vanuit": inhoud.veiligheidsplan.vanuit,
        "delen_vanuit": inhoud.overleg.vanuit,
    }
    return render(request, "gesprek/wizard/stap.html", context, status=status)


def _nagelezen_veld(request: GesprekRequest, deze: Stap) -> str:
    """The field that somebody came to change from the check page, "" when they came another way."""
    na = request.POST.get("na") or request.GET.get("na", "")
    return na if opslaan.deel_van(deze, na) else ""


def _verder(request: GesprekRequest, deze: Stap, opgeslagen: Opgeslagen) -> HttpResponse:
    """The answer to a plain POST: stay when something is left to mend, else go where the button says."""
    vorm = opgeslagen.vorm
    opslaan.waarschuw(request, opgeslagen)
    if not opgeslagen.heel:
        return _pagina(request, deze, vorm.na(opgeslagen.uitkomst), status=opgeslagen.status)
    actie, _dp, rest = request.POST.get("actie", "").partition(":")
    if vorm.weg:
        # Not redirected: the page itself carries the row, so that "Ongedaan maken" can bring it back.
        return _pagina(request, deze, vorm.na(opgeslagen.uitkomst))
    opslaan.meld_bewaard(request)
    vorige, volgende = _buren(deze)
    hier = reverse("gesprekken:stap", args=[request.gesprek.id, deze.id])
    na = _nagelezen_veld(request, deze)
    deel = request.POST.get("deel", "")
    naar = f"{hier}?deel={deel}" if any(onderdeel.id == deel for onderdeel in deze.onderdelen) else hier
    if na:
        naar = f"{hier}?deel={opslaan.deel_van(deze, na)}&na={na}"
    if actie == "vorige" and vorige:
        naar = reverse("gesprekken:stap", args=[request.gesprek.id, vorige.id])
    elif actie == "volgende" and volgende:
        naar = reverse("gesprekken:stap", args=[request.gesprek.id, volgende.id])
    elif actie in ("overzicht", "klaar"):
        naar = reverse("gesprekken:takenlijst", args=[request.gesprek.id])
    elif actie in ("volgende", "controleren"):
        naar = reverse("gesprekken:controleren", args=[request.gesprek.id]) + (
            f"#antwoord-{na}" if na else ""
        )
    elif actie == "deel" and rest in {onderdeel.id for onderdeel in deze.onderdelen}:
        naar = f"{hier}?deel={rest}#{rest}"
    elif actie == "plan":
        naar = reverse("veiligheidsplan:plan", args=[request.gesprek.id])
    elif actie == "delen":
        naar = reverse("delen:begin", args=[request.gesprek.id])
    elif actie == "spiegel":
        naar = reverse("gesprekken:taalspiegel", args=[request.gesprek.id]) + f"?van={deze.id}"
    elif actie == "kaart":
        naar = reverse("sociale_kaart:lijst")
    elif actie in ("op", "neer", "terug", "ernaast", "erbij", "weg"):
        naar = opslaan.naar_rij(hier, deze, actie, rest, na)
    return zie(naar)
