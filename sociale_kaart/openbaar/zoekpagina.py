"""The search page: a form, what was found, and before anything is asked the ways in.

The same address answers a browser with the page and htmx with the results alone. What was typed stands in the address
and goes nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from sociale_kaart import uren
from sociale_kaart.models import Aanbod, Bericht, Indeling, Status, Term
from sociale_kaart.openbaar import beelden, kaartje
from sociale_kaart.openbaar import filters as zeven
from sociale_kaart.openbaar.beelden import Rij
from sociale_kaart.openbaar.zinnen import zinnen
from sociale_kaart.publiek import contacten
from sociale_kaart.zoeken import Kaartwoorden, Uitkomst, Zoekvraag, kaart_nu, lijstrijen, zoek

ALLES = "alles"
"""The parameter that asks for everything, instead of the ways in."""
LIJNEN = {
    "NL": ("stop-it-now-nl", "113"),
    "BE": ("stop-it-now-vlaanderen", "zelfmoordlijn-1813"),
}
"""The national lines by country: for worries about feelings or behaviour, and for thoughts of suicide."""


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A link with its words, and how many it leads to."""

    naam: str
    href: str
    aantal: int = 0


@dataclass(frozen=True, slots=True)
class Groep:
    """Rows under one heading: help, or politie and justitie, never both."""

    kop: str
    rijen: list[Rij] = field(default_factory=list)
    justitie: bool = False


@login_not_required
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """The search page. While the database is away: the numbers that we know by heart."""
    htmx = request.headers.get("HX-Request") == "true"
    try:
        context = _context(request, timezone.now())
        antwoord = render(
            request, "sociale_kaart/_zoekantwoord.html" if htmx else "sociale_kaart/zoekpagina.html", context
        )
    except (DatabaseError, InterfaceError):
        sjabloon = "sociale_kaart/_uit_het_hoofd.html" if htmx else "sociale_kaart/storing.html"
        antwoord = render(request, sjabloon, {"contacten": contacten().values()})
    # One address has two answers, and both hold the selection of who asks: no cache may mix them up.
    patch_vary_headers(antwoord, ["Cookie", "HX-Request"])
    patch_cache_control(antwoord, private=True, **({"no_store": True} if htmx else {"no_cache": True}))
    return antwoord


def _context(request: HttpRequest, nu: datetime) -> dict[str, Any]:
    vraag = Zoekvraag.uit(request.GET)
    kaart = kaart_nu()
    filters = zeven.filters(vraag, kaart.termen)
    begin = not zeven.gevraagd(vraag) and ALLES not in request.GET
    gebieden = kaartje.gebieden(
        kaart.per_provincie,
        zeven.gekozen_waarden(vraag, "provincie"),
        lambda code: zeven.adres(vraag, provincie=(code,) if code else ()),
    )
    context: dict[str, Any] = {
        "vraag": vraag,
        "filters": filters,
        "begin": begin,
        "gebieden": gebieden,
        "landdelen": kaartje.landdelen(gebieden),
        "alles_weg": reverse("sociale_kaart:lijst"),
        "berichten": _berichten(nu),
    }
    context |= _ingangen() if begin else _gevonden(vraag, nu, kaart, filters.chips)
    return context


def _berichten(nu: datetime) -> list[Bericht]:
    """The temporary notices that are about the whole map."""
    dag = beelden.vandaag(nu)
    rijen = Bericht.objects.filter(aanbod=None, tot__gte=dag)
    return [bericht for bericht in rijen if bericht.vanaf is None or bericht.vanaf <= dag]


def _ingangen() -> dict[str, Any]:
    """The ways in, each with how many it leads to."""
    gepubliceerd = Q(aanbod__status=Status.GEPUBLICEERD)
    rijen = Term.objects.filter(indeling__slug__in=(Indeling.WAARVOOR, Indeling.DOELGROEP))
    geteld = rijen.select_related("indeling").annotate(aantal=Count("aanbod", filter=gepubliceerd))
    per_indeling: dict[str, list[Verwijzing]] = {Indeling.WAARVOOR: [], Indeling.DOELGROEP: []}
    leeg = Zoekvraag()
    for term in sorted(geteld, key=lambda term: (term.volgorde, term.naam)):
        slug = term.indeling.slug
        per_indeling[slug].append(
            Verwijzing(term.naam, zeven.adres(leeg, **{slug: (term.slug,)}), term.aantal)
        )
    return {
        "ingangen": per_indeling[Indeling.WAARVOOR],
        "doelgroepen": per_indeling[Indeling.DOELGROEP],
        "totaal": Aanbod.objects.gepubliceerd().count(),
        "alles": f"{reverse('sociale_kaart:lijst')}?{ALLES}=ja",
        "stand": "",
    }


def _gevonden(
    vraag: Zoekvraag, nu: datetime, kaart: Kaartwoorden, chips: Sequence[zeven.Chip]
) -> dict[str, Any]:
    """What the search found, with all that helps when it is little."""
    uitkomst = zoek(vraag, nu=nu, kaart=kaart)
    vrij = uitkomst.vrij
    groepen = [
        deel
        for groep in uitkomst.groepen
        for deel in _apart(
            _("Hulp en informatie") if groep.soort == "alles" else groep.kop,
            [_rij(aanbod, nu, vrij) for aanbod in groep.rijen],
            alleen=groep.soort == "alles" or len(uitkomst.groepen) == 1,
        )
    ]
    pagina, paginas = uitkomst.pagina, uitkomst.paginas
    return {
        "aantal": uitkomst.aantal,
        "stand": _stand(uitkomst.aantal),
        "groepen": groepen,
        "zinnen": zinnen(vraag, uitkomst),
        "plaatskeuze": [
            Verwijzing(plaats.voluit, zeven.adres(vraag, plaats=plaats.naam, bij=plaats.id))
            for plaats in uitkomst.plaatskeuze
        ],
        "gekozen_plaats": uitkomst.plaats.voluit if uitkomst.plaats else "",
        "bedoel_je": [
            Verwijzing(ander.tekst, zeven.adres(vraag, **{ander.naam: ander.tekst}))
            for ander in uitkomst.bedoel_je
        ],
        "minder": _minder(vraag, chips) if not uitkomst.aantal else [],
        "noodlijnen": _noodlijnen(vraag, uitkomst, nu, vrij),
        "pagina": pagina,
        "paginas": paginas,
        "vorige": _blad(vraag, pagina - 1) if pagina > 1 else "",
        "volgende": _blad(vraag, pagina + 1) if pagina < paginas else "",
    }


def _blad(vraag: Zoekvraag, pagina: int) -> str:
    """The link to a page of these results. Everything has no question in its address to tell it from the ways in."""
    if zeven.gevraagd(vraag):
        return zeven.adres(vraag, pagina=pagina)
    return f"{reverse('sociale_kaart:lijst')}?{ALLES}=ja&pagina={pagina}"


def _rij(aanbod: Aanbod, nu: datetime, vrij: uren.Vrij) -> Rij:
    rij = beelden.rij(aanbod, nu, vrij, getattr(aanbod, "afstand", None))
    return replace(rij, ander_land=getattr(aanbod, "ander_land", False))


def _apart(kop: str, rijen: Sequence[Rij], alleen: bool) -> list[Groep]:
    """Help and politie under headings of their own. Whichever the search put first comes first.

    Unless it stands `alleen`, the heading also says of which group it was a part.
    """
    hulp = Groep(kop, [rij for rij in rijen if not rij.justitie])
    naam = _("Politie, justitie en melden")
    justitie = Groep(
        naam if alleen else f"{naam} · {kop}", [rij for rij in rijen if rij.justitie], justitie=True
    )
    if hulp.rijen and justitie.rijen:
        return [justitie, hulp] if rijen[0].justitie else [hulp, justitie]
    return [groep for groep in (hulp, justitie) if groep.rijen]


def _minder(vraag: Zoekvraag, chips: Sequence[zeven.Chip]) -> list[Verwijzing]:
    """The same question with one thing less, for who found nothing."""
    minder = [Verwijzing(chip.tekst, chip.href) for chip in chips]
    if vraag.plaats:
        minder.append(Verwijzing(vraag.plaats, zeven.adres(vraag, plaats="")))
    if vraag.q:
        minder.insert(0, Verwijzing(vraag.q, zeven.adres(vraag, q="")))
    # Without its last limit it would be no question any more.
    return minder if len(minder) > 1 else []


def _noodlijnen(vraag: Zoekvraag, uitkomst: Uitkomst, nu: datetime, vrij: uren.Vrij) -> list[Rij]:
    """Whom one can call whatever it is about: the lines of the country that was asked for, then those of the other."""
    if uitkomst.aantal:
        return []
    land = vraag.land or uitkomst.land or (vraag.provincie[0][:2] if vraag.provincie else "NL")
    slugs = [*LIJNEN[land], *(slug for ander, rij in LIJNEN.items() if ander != land for slug in rij)]
    rijen = {een.slug: een for een in lijstrijen().filter(slug__in=slugs, status=Status.GEPUBLICEERD)}
    return [_rij(rijen[slug], nu, vrij) for slug in slugs if slug in rijen]


def _stand(aantal: int) -> str:
    if not aantal:
        return _("Geen adressen gevonden")
    return ngettext("%(n)d adres gevonden", "%(n)d adressen gevonden", aantal) % {"n": aantal}
