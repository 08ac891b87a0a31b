"""The page of one aanbod. Its context also serves the editors, who see before publishing what the public will see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from sociale_kaart import adressen, publiek, uren
from sociale_kaart.models import Aanbod, Bereik, Indeling, Land, LocatieSoort, Status
from sociale_kaart.openbaar import beelden
from sociale_kaart.provincies import Provincie


@login_not_required
@require_safe
@cache_control(private=True, no_cache=True)
@vary_on_cookie
def aanbod(request: HttpRequest, slug: str) -> HttpResponse:
    """One published aanbod. What went up in another leads there; what was archived says so in a kind way."""
    try:
        gevonden = Aanbod.objects.gepubliceerd().met_alles().filter(slug=slug).first()
        if gevonden is None:
            return elders(request, slug, "sociale_kaart:aanbod")
        return render(request, "sociale_kaart/aanbod.html", context(gevonden, timezone.now()))
    except (OperationalError, InterfaceError):
        return uit_het_hoofd(request, slug)


def uit_het_hoofd(request: HttpRequest, slug: str, *, melden: bool = False) -> HttpResponse:
    """What answers while the database is away (call it where that was caught): a number that somebody needs now must
    stand. Of what we don't know by heart the error goes on its way."""
    contact = publiek.contact(slug)
    if contact is None:
        raise
    eigen = {"contact": contact, "melden": melden}
    antwoord = render(request, "sociale_kaart/aanbod_uit_het_hoofd.html", eigen, status=503)
    antwoord["Retry-After"] = "10"
    return antwoord


def elders(request: HttpRequest, slug: str, naam: str) -> HttpResponse:
    """What answers when nothing is published at this slug; `naam` is the page that was asked for."""
    if opvolger := adressen.huidige(slug):
        return redirect(naam, opvolger.slug, permanent=True)
    if Aanbod.objects.filter(slug=slug, status=Status.GEARCHIVEERD).exists():
        return render(request, "sociale_kaart/weg.html", status=410)
    raise Http404


def context(aanbod: Aanbod, nu: datetime) -> dict[str, Any]:
    """All that `sociale_kaart/aanbod.html` shows of an aanbod that was fetched `met_alles()`."""
    dag = beelden.vandaag(nu)
    vrij = uren.vrije_dagen(nu)
    kanalen = [
        beelden.KanaalBeeld(
            beelden.kanaal_van(kanaal),
            uren.kanaal_is_open(kanaal, nu, vrij),
            tuple(uren.uren_in_woorden(kanaal.openingstijden.all())),
        )
        for kanaal in aanbod.kanalen.all()
    ]
    return {
        "aanbod": aanbod,
        "rij": beelden.rij(aanbod, nu, vrij),
        "kanalen": kanalen,
        "berichten": beelden.geldige_berichten(aanbod, dag),
        "doelgroepen": termen(aanbod, Indeling.DOELGROEP),
        "waarvoor": termen(aanbod, Indeling.WAARVOOR),
        "aanmelden": aanmelden(aanbod),
        "kosten": kosten(aanbod),
        "vrij_van_kanaal": tuple(
            uren.uren_in_woorden(tijd for tijd in aanbod.openingstijden.all() if tijd.kanaal_id is None)
        ),
        "werkgebied": werkgebied(aanbod),
        "locaties": [
            plek.locatie for plek in aanbod.locaties.all() if plek.locatie.soort != LocatieSoort.VIRTUEEL
        ],
    }


def termen(aanbod: Aanbod, indeling: str) -> list[str]:
    """The names of the termen of one indeling, in the order of the editors."""
    eigen = [k.term for k in aanbod.kenmerken.all() if k.term.indeling.slug == indeling]
    return [term.naam for term in sorted(eigen, key=lambda term: (term.volgorde, term.naam))]


def aanmelden(aanbod: Aanbod) -> list[str]:
    """How one gets in, in sentences: what the source says, and always whether the client can do it alone."""
    zinnen = [aanbod.aanmelden] if aanbod.aanmelden else []
    if aanbod.zelf_aanmelden is None:
        zinnen.append(_("Of een cliënt zich zelf kan aanmelden, weten we niet. Vraag het na."))
    elif aanbod.zelf_aanmelden:
        zinnen.append(_("Een cliënt kan zich zelf aanmelden."))
    else:
        zinnen.append(_("Een cliënt kan zich niet zelf aanmelden."))
    if aanbod.via_verwijzer:
        zinnen.append(_("Aanmelden kan via een verwijzer."))
    elif aanbod.via_verwijzer is False:
        zinnen.append(_("Een verwijzing is niet nodig."))
    if aanbod.op_afspraak:
        zinnen.append(_("Gesprekken zijn op afspraak."))
    return zinnen


def kosten(aanbod: Aanbod) -> str:
    """What it costs, as far as a source says."""
    if aanbod.gratis is None:
        return aanbod.kosten or _("Niet bekend")
    woord = _("Gratis") if aanbod.gratis else _("Niet gratis")
    return f"{woord}. {aanbod.kosten}" if aanbod.kosten else woord


def werkgebied(aanbod: Aanbod) -> str:
    """Where it helps, in words."""
    if aanbod.bereik == Bereik.LANDELIJK:
        return {
            Land.NEDERLAND: _("Heel Nederland"),
            Land.BELGIE: _("Vlaanderen en Brussel"),
            Land.BEIDE: _("Nederland, Vlaanderen en Brussel"),
        }[Land(aanbod.land)]
    if aanbod.bereik == Bereik.ONLINE:
        return _("Online, waar je ook bent")
    delen = []
    for gebied in aanbod.werkgebieden.all():
        provincie = str(Provincie(gebied.provincie).label) if gebied.provincie else ""
        delen.append(
            f"{gebied.naam} ({provincie})" if gebied.naam and provincie else gebied.naam or provincie
        )
    plaatsen = dict.fromkeys(plek.locatie.plaats for plek in aanbod.locaties.all() if plek.locatie.plaats)
    return ", ".join(delen or plaatsen) or _("Werkgebied niet bekend. Vraag het na.")
