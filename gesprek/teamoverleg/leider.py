"""What a lead sees: the work list, a note beside the guide, questions and remarks, and the card for intervisie."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Onderdeel, Stap
from gesprek.invoer.stapform import schoon
from gesprek.kluis import delingen, tijd
from gesprek.kluis.delingen import DelingWeg, OpenDeling
from gesprek.models import Deling, DelingQuerySet
from gesprek.teamoverleg.deling import (
    MAX_BRIEF,
    Brief,
    DelingFout,
    Zending,
    brief_naar_json,
    overgenomen,
    zending_uit_json,
)
from gesprek.teamoverleg.draad import Draad, draad_id, draden, laatste_gezien
from gesprek.teamoverleg.intervisie import kaart_html, stukken_van
from gesprek.toegang import storing
from gesprek.toegang.accounts.beleid import LeiderRequest, teamleider
from gesprek.toegang.open import zie
from gesprek.verslag import serveren
from gesprek.verslag.papieren import op_een_blad
from gesprek.verslag.serveren import Uitwijk

PER_PAGINA = 25


@dataclass(frozen=True, slots=True)
class Rij:
    """A line of the work list. `zending` is None when this lead's key does not open it."""

    deling: Deling
    zending: Zending | None
    dagen: int
    """Days until it closes."""


@dataclass(frozen=True, slots=True)
class Stapbeeld:
    """A step of the note with what the guide says there (`stap`; None beside the steps, `uitleg`: of the parts that
    the note has something of), and what was said about it."""

    draad: Draad
    stap: Stap | None
    uitleg: tuple[Onderdeel, ...]
    anker: str
    veld: str
    tekst: str = ""
    """What was typed and not sent yet."""
    overgenomen: str = ""
    fout: str = ""


class _Geteld(Paginator):  # type: ignore[type-arg]
    """A paginator of rows that were counted already."""

    def __init__(self, rijen: DelingQuerySet, per_pagina: int, aantal: int) -> None:
        super().__init__(rijen, per_pagina)
        self.count = aantal


@require_safe
@teamleider
def werkbak(request: LeiderRequest) -> HttpResponse:
    """What was shared with the teams of this lead: what closes first on top."""
    rijen = delingen.werkbak(request.leden)
    tellen = dict(rijen.order_by().values_list("stand").annotate(aantal=Count("id")))
    stand = request.GET.get("stand", "")
    if stand in Deling.Stand.values:
        rijen = rijen.filter(stand=stand)
    aantal = tellen.get(stand, 0) if stand in Deling.Stand.values else sum(tellen.values())
    # The envelopes come with the keys: a page of the list reads only the envelopes that it shows.
    blader = _Geteld(rijen.select_related("team").defer("envelop"), PER_PAGINA, aantal)
    pagina = blader.get_page(request.GET.get("pagina"))
    open_ = delingen.open_alle(request.leden, request.prive, pagina.object_list)
    context = {
        "rijen": [
            Rij(rij, _lees(open_.get(rij.id)), (rij.verwijderd_op - tijd.vandaag()).days)
            for rij in pagina.object_list
        ],
        "pagina": pagina,
        "standen": [(waarde, naam, tellen.get(waarde, 0)) for waarde, naam in Deling.Stand.choices],
        "stand": stand if stand in Deling.Stand.values else "",
        "totaal": sum(tellen.values()),
        "teams": request.leden,
    }
    return render(request, "gesprek/teamoverleg/team/werkbak.html", context)


def _lees(deling: OpenDeling | None) -> Zending | None:
    if deling is None:
        return None
    try:
        return zending_uit_json(deling.inhoud)
    except DelingFout:
        return None


def _open(request: LeiderRequest, deling_id: UUID) -> tuple[OpenDeling, Zending]:
    """Raises DelingWeg, also for what this version can't read."""
    deling = delingen.open_als_leider(request.leden, request.prive, deling_id)
    if (zending := _lees(deling)) is None:
        raise DelingWeg
    return deling, zending


def _weg(request: LeiderRequest) -> HttpResponse:
    """The note is not there (any more); what was typed comes back to copy."""
    return storing.foutpagina(
        request,
        404,
        _("Deze notitie is er niet (meer)"),
        _("Hij is ingetrokken of verlopen, of hij is niet voor jou versleuteld. Er is niets verstuurd."),
        doen=_("Staat hieronder nog tekst van je? Kopieer die dan eerst. Ga daarna naar de werklijst."),
        naar=(reverse("team:werkbak"), _("Naar de werklijst")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@teamleider
def notitie(request: LeiderRequest, deling_id: UUID) -> HttpResponse:
    """A note, step by step beside the guide. POST: a question or remark about a step."""
    try:
        deling, zending = _open(request, deling_id)
        if request.method != "POST":
            delingen.gelezen(deling)
            return _pagina(request, deling, zending)
        return _schrijf(request, deling, zending)
    except DelingWeg:
        return _weg(request)


def _schrijf(request: LeiderRequest, deling: OpenDeling, zending: Zending) -> HttpResponse:
    over = request.POST.get("actie", "").partition(":")[2]
    bekend = {stap.id for stap in zending.notitie.stappen}
    over = over if over in bekend else ""
    tekst = schoon(request.POST.get(f"t.{over}", "")).strip()
    getypt = {naam: schoon(request.POST.get(f"t.{naam}", "")) for naam in (*bekend, "")}
    if not tekst:
        return _pagina(
            request, deling, zending, getypt, fouten={over: _("Schrijf eerst iets op.")}, status=422
        )
    if len(tekst) > MAX_BRIEF:
        zin = _("Dit heeft %(aantal)d tekens. Er passen er %(hoogst)d. Maak het korter.") % {
            "aantal": len(tekst),
            "hoogst": MAX_BRIEF,
        }
        return _pagina(request, deling, zending, getypt, fouten={over: zin}, status=422)
    stuk = overgenomen(tekst, zending.notitie)
    if stuk and request.POST.get(f"toch.{over}") != "ja":
        return _pagina(request, deling, zending, getypt, stukken={over: stuk}, status=422)
    van = next(lid.naam for lid in request.leden if lid.team_id == deling.rij.team_id)
    brief, na = Brief(over, tekst, van), laatste_gezien(request.POST.get("laatste"))
    try:
        delingen.schrijf(deling, brief_naar_json(brief), van_team=True, na=na)
    except delingen.Vol:
        return _pagina(
            request,
            deling,
            zending,
            getypt,
            fouten={over: _("Er passen hier geen berichten meer bij.")},
            status=422,
        )
    # What was typed at another step is not sent with it, and stays.
    if any(waarde.strip() for naam, waarde in getypt.items() if naam != over):
        messages.success(request, _("Verstuurd. Wat je bij een andere stap typte, staat er nog."))
        return _pagina(request, deling, zending, {**getypt, over: ""})
    messages.success(request, _("Verstuurd. Je collega ziet het bij het openen van de kluis."))
    return zie(f"{reverse('team:notitie', args=[deling.rij.id])}#{draad_id(over)}")


def _pagina(
    request: LeiderRequest,
    deling: OpenDeling,
    zending: Zending,
    getypt: dict[str, str] | None = None,
    *,
    fouten: dict[str, str] | None = None,
    stukken: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    alle, laatste = draden(deling, zending.notitie)
    getypt, fouten, stukken = getypt or {}, fouten or {}, stukken or {}
    stappen = {stap.id: stap for stap in laad().stappen}
    context = {
        "deling": deling.rij,
        "zending": zending,
        "notitie": zending.notitie,
        "stappen": [
            Stapbeeld(
                draad,
                stappen.get(draad.id),
                _uitleg(draad, stappen.get(draad.id)),
                draad_id(draad.id),
                f"t.{draad.id}",
                getypt.get(draad.id, ""),
                stukken.get(draad.id, ""),
                fouten.get(draad.id, ""),
            )
            for draad in alle
        ],
        "laatste": laatste,
        "fouten": [(draad_id(naam), zin) for naam, zin in fouten.items()]
        + [(draad_id(naam), _("Je antwoord neemt een stuk van de notitie over.")) for naam in stukken],
    }
    return render(request, "gesprek/teamoverleg/team/notitie.html", context, status=status)


def _uitleg(draad: Draad, stap: Stap | None) -> tuple[Onderdeel, ...]:
    if stap is None or draad.stap is None:
        return ()
    erin = {deel.titel for deel in draad.stap.delen}
    return tuple(deel for deel in stap.onderdelen if deel.titel in erin)


@require_POST
@teamleider
def besproken(request: LeiderRequest, deling_id: UUID) -> HttpResponse:
    """The end, as the lead calls it. Twice is the same as once."""
    try:
        deling, _zending = _open(request, deling_id)
    except DelingWeg:
        return _weg(request)
    delingen.besproken(deling)
    messages.success(
        request, _("Deze notitie staat nu bij besproken. Tot de einddatum kun je hem nog lezen.")
    )
    return zie(reverse("team:werkbak"))


@require_POST
@teamleider
def intervisiekaart(request: LeiderRequest, deling_id: UUID) -> HttpResponse:
    """One page to use in intervisie, as a PDF. Nobody keeps it."""
    try:
        _deling, zending = _open(request, deling_id)
    except DelingWeg:
        return _weg(request)
    terug = reverse("team:notitie", args=[deling_id])
    uitwijk = Uitwijk(
        terug=terug,
        terug_naar=_("Terug naar de notitie"),
        afdruk=terug,
        bewaard=_("De notitie staat er nog."),
        methode="get",
    )
    stukken = stukken_van(zending.notitie)
    return serveren.pdf(
        request,
        "intervisiekaart.pdf",
        uitwijk,
        lambda: op_een_blad(lambda krap: kaart_html(stukken, krap)),
    )
