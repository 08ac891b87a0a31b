"""The first pages of sharing: what it is, and what goes along."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Inhoud, LandId, Stap
from gesprek.invoer import opslaan
from gesprek.invoer.opslaan import Opgeslagen
from gesprek.invoer.stapform import StapForm
from gesprek.kluis import delingen
from gesprek.teamoverleg import notitie
from gesprek.teamoverleg.gedeeld import van_gesprek
from gesprek.toegang import storing
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie

MEE, WAS = "k.mee", "k.mee-was"
"""The ticks, and which of them stood on the page when it was made (or last saved). A name that begins with `k.` is an
answer: it travels along with the code when the kluis was locked."""
MAX_BEGIN = 70


@dataclass(frozen=True, slots=True)
class Vinkje:
    """A field that could go along."""

    id: str
    label: str
    begin: str
    """How what stands there begins, to know it by."""
    aan: bool


@dataclass(frozen=True, slots=True)
class Vak:
    """The filled fields of a step, or of what stands beside the steps, part by part."""

    id: str
    kop: str
    delen: tuple[tuple[str, tuple[Vinkje, ...]], ...]

    @property
    def vinkjes(self) -> tuple[Vinkje, ...]:
        return tuple(vinkje for _titel, vinkjes in self.delen for vinkje in vinkjes)

    @property
    def aan(self) -> int:
        return sum(vinkje.aan for vinkje in self.vinkjes)


def _begin(regel: notitie.Regel) -> str:
    """The first words of what somebody wrote, or how many rows there are."""
    if regel.rijen:
        woord = regel.rijen[0].naam.rpartition(" ")[0].lower()
        return f"{len(regel.rijen)} × {woord}"
    tekst = " ".join(" · ".join((*regel.teksten, *regel.keuzes)).split())
    return tekst if len(tekst) <= MAX_BEGIN else tekst[: MAX_BEGIN - 1].rstrip() + "…"


def vakken(dossier: Dossier, inhoud: Inhoud, land: LandId) -> tuple[Vak, ...]:
    """What could go along and holds something."""
    mee = set(notitie.gekozen(dossier, inhoud))

    uit = []
    for groep in notitie.groepen(inhoud, land):
        delen = []
        for deel in groep.delen:
            vinkjes = tuple(
                Vinkje(veld.id, veld.label, _begin(regel), veld.id in mee)
                for veld in notitie.velden_van(deel, land)
                if (regel := notitie.zoals_geschreven(dossier, inhoud, veld))
            )
            if vinkjes:
                delen.append((deel.titel, vinkjes))
        if delen:
            uit.append(Vak(groep.id, groep.kop, tuple(delen)))
    if naam := dossier.label.strip():
        vinkje = Vinkje(notitie.LABEL, _("De naam die je dit gesprek gaf"), naam, notitie.LABEL in mee)
        uit.append(Vak(notitie.LABEL, _("Naam van het gesprek"), (("", (vinkje,)),)))
    return tuple(uit)


def met_keuze(dossier: Dossier, inhoud: Inhoud, aan: set[str], was: set[str]) -> Dossier:
    """With what was ticked and unticked on the page; what another tab did with other ticks stays."""
    nu = notitie.gekozen(dossier, inhoud)
    nieuw = (set(nu) | (aan - was)) - (was - aan)
    if nieuw == set(nu):
        return dossier
    alle = dict.fromkeys((*(i for land in ("nl", "vl") for i in notitie.kiesbaar(inhoud, land)), *nu))
    return dossier.met(overleg=dossier.overleg.met(mee=tuple(naam for naam in alle if naam in nieuw)))


@require_safe
@kluis_open
def begin(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """What sharing without names is, and what one may share."""
    inhoud = laad()
    blad = inhoud.overleg
    regels = next(deel for stap in inhoud.stappen for deel in stap.onderdelen if deel.id == blad.regels)
    gedeeld = van_gesprek(request)
    context = {
        "gesprek": request.gesprek,
        "blad": blad,
        "regels": regels,
        "inhoud": inhoud,
        "delingen": gedeeld,
        # Said here already: while the only lead has a new key, nobody reads and no answer will ever come.
        "niet_voor_iedereen": {rij.id for rij in gedeeld if delingen.zonder_sleutel(rij)},
    }
    return render(request, "gesprek/teamoverleg/begin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def kiezen(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """GET: the question, the names and what goes along. POST: save, then show or go where a button says."""
    stap = laad().overleg.als_stap()
    if request.method != "POST":
        vraag = request.GET
        erbij, verzet = vraag.get("erbij", ""), vraag.get("verzet", "")
        return _pagina(
            request,
            StapForm.toon(stap, request.kluis.land, request.gesprek.dossier, erbij=erbij, verzet=verzet),
        )
    if opslaan.is_afgekapt(request):
        return opslaan.afgekapt(request)
    opgeslagen = opslaan.sla_op(request, stap, lambda dossier: _na_form(request, dossier))
    if storing.is_htmx(request):
        mee = sorted(_vinkjes(request)[0])
        return opslaan.autosave(
            request,
            opgeslagen,
            delen=(),
            bij="gesprek/teamoverleg/_mee.html",
            mee_was=",".join(mee),
            vakken=_vakken(request),
        )
    return _verder(request, stap, opgeslagen)


def _vinkjes(request: GesprekRequest) -> tuple[set[str], set[str]]:
    """(what is ticked, what was): ids that may go along and nothing else."""
    inhoud = laad()
    mag = {naam for land in ("nl", "vl") for naam in notitie.kiesbaar(inhoud, land)}
    return mag.intersection(request.POST.getlist(MEE)), mag.intersection(request.POST.get(WAS, "").split(","))


def _na_form(request: GesprekRequest, dossier: Dossier) -> Dossier:
    """The ticks, and what a button of the form asks besides."""
    inhoud = laad()
    aan, was = _vinkjes(request)
    if WAS in request.POST:
        dossier = met_keuze(dossier, inhoud, aan, was)
    actie, _dp, rest = request.POST.get("actie", "").partition(":")
    if actie in ("alles", "niets"):
        vak = next((vak for vak in vakken(dossier, inhoud, request.kluis.land) if vak.id == rest), None)
        ids = {vinkje.id for vinkje in vak.vinkjes} if vak else set()
        dossier = met_keuze(
            dossier, inhoud, ids if actie == "alles" else set(), set() if actie == "alles" else ids
        )
    return dossier


def _verder(request: GesprekRequest, stap: Stap, opgeslagen: Opgeslagen) -> HttpResponse:
    """The answer to a plain POST: stay when something is left to mend, else go where the button says."""
    opslaan.waarschuw(request, opgeslagen)
    actie, _dp, rest = request.POST.get("actie", "").partition(":")
    if not opgeslagen.heel or opgeslagen.vorm.weg:
        # Not redirected: the page itself carries what was typed, or the row that may come back.
        return _pagina(request, opgeslagen.vorm.na(opgeslagen.uitkomst), status=opgeslagen.status)
    opslaan.meld_bewaard(request)
    hier = reverse("delen:kiezen", args=[request.gesprek.id])
    match actie:
        case "nakijken":
            return zie(reverse("delen:nakijken", args=[request.gesprek.id]))
        case "alles" | "niets":
            return zie(
                f"{hier}?vak={rest}#vak-{rest}" if rest in {vak.id for vak in _vakken(request)} else hier
            )
        case "op" | "neer" | "terug" | "ernaast" | "erbij" | "weg":
            return zie(opslaan.naar_rij(hier, stap, actie, rest))
    return zie(hier)


def _vakken(request: GesprekRequest) -> tuple[Vak, ...]:
    return vakken(request.gesprek.dossier, laad(), request.kluis.land)


def _pagina(request: GesprekRequest, vorm: StapForm, *, status: int = 200) -> HttpResponse:
    inhoud = laad()
    alle = _vakken(request)
    velden = {beeld.veld.id: beeld for beeld in vorm.onderdelen[0].velden}
    context = {
        "gesprek": request.gesprek,
        "blad": inhoud.overleg,
        "vorm": vorm,
        "vraag": velden[inhoud.overleg.vraag],
        "namen": velden[inhoud.overleg.namen],
        "vakken": alle,
        "mee_was": ",".join(vinkje.id for vak in alle for vinkje in vak.vinkjes if vinkje.aan),
        "open_vak": request.GET.get("vak", ""),
        "stappen": inhoud.stappen,
    }
    return render(request, "gesprek/teamoverleg/kiezen.html", context, status=status)
