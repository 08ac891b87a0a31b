"""The page for the talk itself: what was chosen beforehand, and room for a few words beneath it.

It shows and saves the same fields as the steps do, so what is written here stands in step 3 and the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Inhoud, LandId, Onderdeel, Stap, Veld, VragenFamilie
from gesprek.invoer import opslaan
from gesprek.invoer.beelden import VeldBeeld
from gesprek.invoer.opslaan import Opgeslagen
from gesprek.invoer.stapform import StapForm
from gesprek.toegang import storing
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie
from gesprek.verslag.blad import aanloop

PLEKKEN = ("opening", "vragen", "notities", "wat-als", "acuut")
"""The sections of the page, by the id that its links go to."""


@dataclass(frozen=True, slots=True)
class Vak:
    """A question family on the page: what one chose to ask, and the field for what was said."""

    familie: VragenFamilie
    gekozen: tuple[str, ...]
    beeld: VeldBeeld


def als_stap(inhoud: Inhoud) -> Stap:
    """The fields of this page as a form. Of the steps it has the notes only: their points stay as they are."""
    tijdens, blad = inhoud.tijdens, eigen_blad(inhoud)
    velden = {*tijdens.vakken.values(), *tijdens.gevoelens}
    delen = [
        msgspec.structs.replace(deel, punten=(), velden=eigen)
        for stap in inhoud.stappen
        for deel in stap.onderdelen
        if (eigen := tuple(veld for veld in deel.velden if veld.id in velden))
    ]
    return msgspec.structs.replace(blad, onderdelen=(*delen, *blad.onderdelen))


def eigen_blad(inhoud: Inhoud) -> Stap:
    """What this page has of itself, and no step has."""
    tijdens = inhoud.tijdens
    return Stap("tijdens", 0, tijdens.titel, tijdens.kort, tijdens.inleiding, (tijdens.onderdeel,))


def gekozen_vragen(inhoud: Inhoud, dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """Question family → what one means to ask, one's own questions last. Those of no family stand under ""."""
    uit: dict[str, tuple[str, ...]] = {}
    for familie in inhoud.vragen.families:
        bij = {k for veld in _velden(inhoud) if veld.opties_uit == familie.id for k in _keuzes(dossier, veld)}
        uit[familie.id] = tuple(vraag.tekst for vraag in familie.vragen if vraag.id in bij)
    uit[""] = ()
    for rij in dossier.rijen.get(inhoud.tijdens.eigen_vragen, ()):
        soort = rij.waarden.get("soort", "")
        if vraag := rij.waarden.get("vraag", "").strip():
            naam = soort if soort in uit else ""
            uit[naam] = (*uit[naam], vraag)
    return uit


def _velden(inhoud: Inhoud) -> list[Veld]:
    return [veld for stap in inhoud.stappen for deel in stap.onderdelen for veld in deel.velden]


def _keuzes(dossier: Dossier, veld: Veld) -> tuple[str, ...]:
    return dossier.keuzes.get(veld.id, ())


def _stap_van(inhoud: Inhoud, naam: str) -> tuple[Stap, Onderdeel]:
    """The step and the part with this id, or with a field that has it."""
    return next(
        (stap, deel)
        for stap in inhoud.stappen
        for deel in stap.onderdelen
        if deel.id == naam or any(veld.id == naam for veld in deel.velden)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def tijdens(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """GET: the page. POST: save, then stay, or go on to what comes after the talk."""
    inhoud = laad()
    stap = als_stap(inhoud)
    if request.method != "POST":
        return _pagina(request, inhoud, StapForm.toon(stap, request.kluis.land, request.gesprek.dossier))
    if opslaan.is_afgekapt(request):
        return opslaan.afgekapt(request)
    opgeslagen = opslaan.sla_op(request, stap)
    if storing.is_htmx(request):
        return opslaan.autosave(request, opgeslagen)
    return _verder(request, inhoud, opgeslagen)


def _verder(request: GesprekRequest, inhoud: Inhoud, opgeslagen: Opgeslagen) -> HttpResponse:
    opslaan.waarschuw(request, opgeslagen)
    if not opgeslagen.heel:
        vorm = opgeslagen.vorm.na(opgeslagen.uitkomst)
        return _pagina(request, inhoud, vorm, status=opgeslagen.status)
    opslaan.meld_bewaard(request)
    if request.POST.get("actie") == "klaar":
        return zie(reverse("gesprekken:stap", args=[request.gesprek.id, _hierna(inhoud).id]))
    plek = request.POST.get("deel", "")
    return zie(
        reverse("gesprekken:tijdens", args=[request.gesprek.id])
        + ("?scherm=aan" if request.POST.get("scherm") == "aan" else "")
        + (f"#{plek}" if plek in PLEKKEN else "")
    )


def _hierna(inhoud: Inhoud) -> Stap:
    """The step after the one that the notes belong to."""
    stap, _deel = _stap_van(inhoud, next(iter(inhoud.tijdens.vakken.values())))
    return inhoud.stappen[min(inhoud.stappen.index(stap) + 1, len(inhoud.stappen) - 1)]


def _pagina(request: GesprekRequest, inhoud: Inhoud, vorm: StapForm, *, status: int = 200) -> HttpResponse:
    dossier, bron = request.gesprek.dossier, inhoud.tijdens
    beelden = {beeld.veld.id: beeld for deel in vorm.onderdelen for beeld in deel.velden}
    gekozen = gekozen_vragen(inhoud, dossier)
    _stap, opening = _stap_van(inhoud, bron.opening)
    context = {
        "gesprek": request.gesprek,
        "stap": vorm.stap,
        "vorm": vorm,
        "delen": vorm.onderdelen,
        "opening": _opening(dossier, opening, request.kluis.land),
        "opening_adres": _adres(request, inhoud, bron.opening),
        "boodschappen": [_eerste(rij) for rij in dossier.rijen.get(bron.boodschappen, ()) if _eerste(rij)],
        "boodschap_adres": _adres(request, inhoud, bron.boodschappen),
        "vakken": [
            Vak(familie, gekozen[familie.id], beelden[bron.vakken[familie.id]])
            for familie in inhoud.vragen.families
        ],
        "andere_vragen": gekozen[""],
        "vragen_gekozen": any(gekozen.values()),
        "vragen_adres": _adres(request, inhoud, bron.eigen_vragen),
        "gevoelens": [beelden[veld] for veld in bron.gevoelens],
        "notities": [beelden[veld.id] for veld in bron.onderdeel.velden if veld.id in beelden],
        "hierna": _hierna(inhoud),
        "scherm": request.GET.get("scherm") == "aan",
        "inhoud": inhoud,
    }
    return render(request, "gesprek/wizard/tijdens.html", context, status=status)


def _opening(dossier: Dossier, deel: Onderdeel, land: LandId) -> list[tuple[str, str]]:
    """(what leads into it, text) of one's first sentences: who filled in "Ik merk …" may have written its end only."""
    velden = (veld for veld in deel.velden if veld.land in (None, land))
    gevuld = ((veld, dossier.teksten.get(veld.id, "").strip()) for veld in velden)
    return [(aanloop(veld, tekst), tekst) for veld, tekst in gevuld if tekst]


def _eerste(rij: Rij) -> str:
    """The first text of a row."""
    return next((tekst for waarde in rij.waarden.values() if (tekst := waarde.strip())), "")


def _adres(request: GesprekRequest, inhoud: Inhoud, naam: str) -> str:
    """Where this part, or the part with this field, is written."""
    stap, deel = _stap_van(inhoud, naam)
    return f"{reverse('gesprekken:stap', args=[request.gesprek.id, stap.id])}?deel={deel.id}#{deel.id}"
