"""What the professional sees of what was shared: read or not, questions and remarks, answer, withdraw, seal again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gesprek.invoer import opslaan
from gesprek.invoer.stapform import schoon
from gesprek.kluis import delingen
from gesprek.kluis.delingen import DelingWeg, OpenDeling
from gesprek.models import Deling
from gesprek.teamoverleg import mail
from gesprek.teamoverleg.deling import (
    MAX_BRIEF,
    Brief,
    DelingFout,
    Zending,
    brief_naar_json,
    zending_uit_json,
)
from gesprek.teamoverleg.draad import Draad, draad_id, draden, laatste_gezien
from gesprek.teamoverleg.kladblok import Kladblok
from gesprek.toegang import storing
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie


@dataclass(frozen=True, slots=True)
class Beeld:
    """A thread as the professional's page shows it, with what was typed and not sent."""

    draad: Draad
    anker: str
    veld: str
    tekst: str = ""
    fout: str = ""
    gezien: str = ""
    weg: tuple[str, ...] = ()
    """What was taken out of an answer, to look at before it goes."""


def van_gesprek(request: GesprekRequest) -> list[Deling]:
    """What was shared from this gesprek and can still be read with the keys in it."""
    sleutels = request.gesprek.dossier.delingen
    return [rij for rij in delingen.van_gesprek(request.kluis, request.gesprek.id) if rij.id.hex in sleutels]


def _open(request: GesprekRequest, deling_id: UUID) -> tuple[OpenDeling, Zending]:
    """Raises DelingWeg."""
    geheim = request.gesprek.dossier.delingen.get(deling_id.hex, "")
    if not geheim:
        raise DelingWeg
    deling = delingen.open_uit_kluis(request.kluis, deling_id, bytes.fromhex(geheim))
    try:
        return deling, zending_uit_json(deling.inhoud)
    except DelingFout as fout:
        raise DelingWeg from fout


def _weg(request: GesprekRequest) -> HttpResponse:
    return storing.foutpagina(
        request,
        404,
        _("Deze notitie is niet meer gedeeld"),
        _("Je trok hem in, of de einddatum is voorbij. Er is niets verstuurd."),
        doen=_("Staat hieronder nog tekst van je? Kopieer die dan eerst."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def gedeeld(request: GesprekRequest, gesprek_id: UUID, deling_id: UUID) -> HttpResponse:
    """One deling with its questions and remarks. POST: an answer, anonymised as well."""
    try:
        deling, zending = _open(request, deling_id)
        if request.method != "POST":
            delingen.zag_antwoord(request.kluis, deling_id)
            return _pagina(request, deling, zending)
        return _antwoord(request, deling, zending)
    except DelingWeg:
        return _weg(request)


def _antwoord(request: GesprekRequest, deling: OpenDeling, zending: Zending) -> HttpResponse:
    stappen = {stap.id for stap in zending.notitie.stappen}
    over = request.POST.get("actie", "").partition(":")[2]
    over = over if over in stappen else ""
    getypt = {naam: schoon(request.POST.get(f"t.{naam}", "")) for naam in (*stappen, "")}
    tekst = getypt[over].strip()
    fout = ""
    if not tekst:
        fout = _("Schrijf eerst iets op.")
    elif len(tekst) > MAX_BRIEF:
        fout = _("Dit heeft %(aantal)d tekens. Er passen er %(hoogst)d. Maak het korter.") % {
            "aantal": len(tekst),
            "hoogst": MAX_BRIEF,
        }
    if fout:
        return _pagina(request, deling, zending, getypt, fouten={over: fout}, status=422)
    zonder, weg = Kladblok(request.gesprek.dossier, request.kluis.land).brief_zonder_namen(tekst)
    # What was shown as it goes, goes as it is; anything else is looked at first.
    al_gezien = set(filter(None, request.POST.get(f"gezien.{over}", "").split(",")))
    nieuw = {naam: fragment for naam, fragment in weg.items() if naam not in al_gezien}
    if nieuw:
        return _pagina(
            request,
            deling,
            zending,
            {**getypt, over: zonder},
            gezien={over: ",".join(sorted(al_gezien | weg.keys()))},
            weg={over: tuple(dict.fromkeys(nieuw.values()))},
            status=422,
        )
    try:
        delingen.schrijf(
            deling,
            brief_naar_json(Brief(over, tekst)),
            van_team=False,
            na=laatste_gezien(request.POST.get("laatste")),
        )
    except delingen.Vol:
        fouten = {over: _("Er passen hier geen berichten meer bij.")}
        return _pagina(request, deling, zending, getypt, fouten=fouten, status=422)
    mail.meld_aan_team(deling.rij.team)
    if any(waarde.strip() for naam, waarde in getypt.items() if naam != over):
        messages.success(request, _("Verstuurd. Wat je bij een andere stap typte, staat er nog."))
        return _pagina(request, deling, zending, {**getypt, over: ""})
    messages.success(request, _("Je antwoord is verstuurd."))
    hier = reverse("delen:gedeeld", args=[request.gesprek.id, deling.rij.id])
    return zie(f"{hier}#{draad_id(over)}")


def _pagina(
    request: GesprekRequest,
    deling: OpenDeling,
    zending: Zending,
    getypt: dict[str, str] | None = None,
    *,
    fouten: dict[str, str] | None = None,
    gezien: dict[str, str] | None = None,
    weg: dict[str, tuple[str, ...]] | None = None,
    status: int = 200,
) -> HttpResponse:
    alle, laatste = draden(deling, zending.notitie)
    getypt, fouten, gezien, weg = getypt or {}, fouten or {}, gezien or {}, weg or {}
    context = {
        "gesprek": request.gesprek,
        "deling": deling.rij,
        "zending": zending,
        "notitie": zending.notitie,
        "draden": [
            Beeld(
                draad,
                draad_id(draad.id),
                f"t.{draad.id}",
                getypt.get(draad.id, ""),
                fouten.get(draad.id, ""),
                gezien.get(draad.id, ""),
                weg.get(draad.id, ()),
            )
            for draad in alle
        ],
        "laatste": laatste,
        "fouten": [(draad_id(naam), zin) for naam, zin in fouten.items()]
        + [(draad_id(naam), _("Kijk je antwoord nog een keer na.")) for naam in weg],
        "zonder_sleutel": delingen.zonder_sleutel(deling.rij),
    }
    return render(request, "gesprek/teamoverleg/gedeeld.html", context, status=status)


@require_POST
@kluis_open
def intrekken(request: GesprekRequest, gesprek_id: UUID, deling_id: UUID) -> HttpResponse:
    """Withdraw: gone for the team at once. Done already is fine too."""
    if deling_id.hex in request.gesprek.dossier.delingen:
        delingen.trek_in(request.kluis, deling_id)
        opslaan.wijzig(
            request,
            lambda dossier: dossier.met(
                delingen={naam: s for naam, s in dossier.delingen.items() if naam != deling_id.hex}
            ),
        )
        messages.success(request, _("Ingetrokken. Je team kan de notitie niet meer lezen."))
    return zie(reverse("delen:begin", args=[gesprek_id]))


@require_POST
@kluis_open
def opnieuw(request: GesprekRequest, gesprek_id: UUID, deling_id: UUID) -> HttpResponse:
    """Seal the key again, to the leads that were shown and who can't open it yet."""
    try:
        deling, _zending = _open(request, deling_id)
    except DelingWeg:
        return _weg(request)
    merken = set(filter(None, request.POST.get("merken", "").split(",")))
    aantal = delingen.verzegel_opnieuw(request.kluis, deling_id, deling.sleutel, merken)
    if aantal:
        opslaan.wijzig(
            request,
            lambda dossier: dossier.met(
                overleg=dossier.overleg.met(bekend=tuple(sorted({*dossier.overleg.bekend, *merken})))
            ),
        )
        messages.success(request, _("Opnieuw versleuteld. Wie je net zag, kan de notitie nu ook lezen."))
    return zie(reverse("delen:gedeeld", args=[gesprek_id, deling_id]))
