"""The work list, the doubles and the figures of the map."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sociale_kaart import feestdagen
from sociale_kaart.models import Aanbod, Foutmelding, GeenDubbele, Status
from sociale_kaart.werklijst import dubbelen as zoeker
from sociale_kaart.werklijst import samenvoegen as samen
from sociale_kaart.werklijst.delen import Deel, beheer_url, delen
from sociale_kaart.werklijst.overzicht import Dekking, versheid

EERST = 5
"""Rows of each part on the first page: what fits in a few minutes."""
PER_PAGINA = 50
PAREN_PER_PAGINA = 20

_lees_en_schrijf = require_http_methods(["GET", "HEAD", "POST"])


# The work list


@_lees_en_schrijf
def werklijst(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """What lies waiting: the begin of each part, or one part page by page. POST calls a report done, or not done."""
    if request.method == "POST":
        return _handel_af(request)
    alle = delen(timezone.localdate())
    gekozen = next((deel for deel in alle if deel.slug == request.GET.get("deel")), None)
    context: dict[str, Any] = {
        "delen": [_beeld(deel) for deel in ([] if gekozen else alle)],
        "deel": gekozen,
        "afgehandeld": _melding(request.GET.get("afgehandeld"), afgehandeld_op__isnull=False),
    }
    if gekozen:
        context["pagina"] = _pagina(request, _Bladen(gekozen))
    else:
        context["aantal"] = sum(beeld["aantal"] for beeld in context["delen"])
        mist = feestdagen.ontbrekend(timezone.localdate().year)
        context["zonder_feestdagen"] = sorted({jaar for _land, jaar in mist})
    return _pagina_van(request, site, "werklijst", context)


def _beeld(deel: Deel) -> dict[str, Any]:
    aantal = deel.aantal()
    return {
        "deel": deel,
        "aantal": aantal,
        "rijen": deel.rijen(0, EERST) if aantal else [],
        "meer": aantal > EERST,
    }


class _Bladen:
    """A part as a paginator wants it."""

    def __init__(self, deel: Deel) -> None:
        self._deel = deel

    def __len__(self) -> int:
        return self._deel.aantal()

    def __getitem__(self, stuk: slice) -> Any:
        return self._deel.rijen(stuk.start, stuk.stop)


def _handel_af(request: HttpRequest) -> HttpResponse:
    """The deed "afgehandeld" and its undo, for all reports that say the same. Twice changes nothing the second time."""
    melding = _melding(request.POST.get("melding"))
    if melding is None:
        messages.warning(request, _("Deze melding is er niet meer."))
        return _naar(reverse("admin:werklijst"))
    naar = _terug_naar(request)
    zelfde = Foutmelding.objects.filter(
        aanbod=melding.aanbod_id,
        soort=melding.soort,
        toelichting=melding.toelichting,
        afgehandeld_op=melding.afgehandeld_op,
        afgehandeld_door=melding.afgehandeld_door_id,
    )
    if request.POST.get("actie") == "terug":
        zelfde.update(afgehandeld_op=None, afgehandeld_door=None)
        return _naar(f"{naar}#melding-{melding.pk}")
    if melding.afgehandeld_op is None:
        zelfde.update(afgehandeld_op=timezone.localdate(), afgehandeld_door=request.user.pk)
    return _naar(f"{naar}{'&' if '?' in naar else '?'}afgehandeld={melding.pk}")


def _terug_naar(request: HttpRequest) -> str:
    """The work list as it stood: whole, or the part from which the button was pressed."""
    lijst = reverse("admin:werklijst")
    return f"{lijst}?deel=fouten" if request.POST.get("deel") == "fouten" else lijst


def _melding(sleutel: str | None, **filters: Any) -> Foutmelding | None:
    try:
        return Foutmelding.objects.select_related("aanbod").filter(pk=UUID(sleutel or ""), **filters).first()
    except ValueError:
        return None


# Doubles


@_lees_en_schrijf
def dubbelen(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The pairs that may be one. POST remembers that two are different, or forgets that again."""
    if request.method == "POST":
        return _onderscheid(request)
    niet = _paar(request.GET.get("een"), request.GET.get("ander"))
    context = {"pagina": _pagina(request, zoeker.zoek(), PAREN_PER_PAGINA), "niet": niet}
    return _pagina_van(request, site, "dubbelen", context)


def _onderscheid(request: HttpRequest) -> HttpResponse:
    paar = _paar(request.POST.get("een"), request.POST.get("ander"))
    lijst = reverse("admin:dubbelen")
    if paar is None:
        messages.warning(request, _("Een van deze twee is er niet meer."))
        return _naar(lijst)
    een, ander = zoeker.op_volgorde(paar[0].pk, paar[1].pk)
    if request.POST.get("actie") == "terug":
        GeenDubbele.objects.filter(een_id=een, ander_id=ander).delete()
        return _naar(lijst)
    GeenDubbele.objects.get_or_create(een_id=een, ander_id=ander)
    return _naar(f"{lijst}?een={paar[0].slug}&ander={paar[1].slug}")


def _paar(een: str | None, ander: str | None) -> tuple[Aanbod, Aanbod] | None:
    """Two different entries by slug, or None."""
    slugs = [slug for slug in (een, ander) if slug and re.fullmatch(r"[-\w]+", slug)]
    rijen = {a.slug: a for a in Aanbod.objects.select_related("organisatie").filter(slug__in=slugs)}
    return (rijen[slugs[0]], rijen[slugs[1]]) if len(rijen) == 2 else None


# Merging


@_lees_en_schrijf
def samenvoegen(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Two entries side by side, and what becomes of them. POST merges."""
    bron = request.POST if request.method == "POST" else request.GET
    paar = _paar(bron.get("blijft"), bron.get("vervalt"))
    if paar is None:
        raise Http404
    blijft, vervalt = paar
    fouten: list[str] = []
    status = 200
    keuzes = {naam: bron[naam] for naam in samen.KIESBAAR if bron.get(naam) in (samen.BLIJFT, samen.VERVALT)}
    if request.method == "POST":
        try:
            samen.voeg_samen(blijft.pk, vervalt.pk, keuzes, _versies(bron.get("versies", "")))
        except samen.Ingehaald:
            status, keuzes = 409, {}
            fouten = [_("Iemand heeft intussen een van deze twee gewijzigd. Kijk nog eens en kies opnieuw.")]
        except ValidationError as fout:
            status, fouten = 422, fout.messages
        else:
            return _samengevoegd(request, blijft, vervalt)
    context = {
        "blijft": blijft,
        "vervalt": vervalt,
        "kan": Status.GEARCHIVEERD not in (blijft.status, vervalt.status),
        "velden": samen.velden(blijft, vervalt, keuzes),
        "samen": _gaat_samen(blijft, vervalt),
        "vast": vervalt.slug in zoeker.van_de_start(),
        "versies": f"{blijft.versie}-{vervalt.versie}",
        "fouten": fouten,
    }
    return _pagina_van(request, site, "samenvoegen", context, status)


def _versies(tekst: str) -> tuple[int, int]:
    """What the page was made of; of a hidden field that is no longer ours, versions that never were."""
    passend = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", tekst)
    return (int(passend[1]), int(passend[2])) if passend else (0, 0)


def _gaat_samen(blijft: Aanbod, vervalt: Aanbod) -> list[dict[str, Any]]:
    """What needs no choice: it stands together afterwards."""
    delen_ = [
        (_("Telefoon, chat, mail en websites"), "kanalen"),
        (_("Voor wie, waarvoor en soort hulp"), "kenmerken"),
        (_("Werkgebied"), "werkgebieden"),
        (_("Plekken"), "locaties"),
        (_("Openingstijden"), "openingstijden"),
        (_("Tijdelijke berichten"), "berichten"),
    ]
    beelden = [
        {
            "kop": kop,
            "blijft": [str(rij) for rij in getattr(blijft, naam).all()],
            "vervalt": [str(rij) for rij in getattr(vervalt, naam).all()],
        }
        for kop, naam in delen_
    ]
    return [beeld for beeld in beelden if beeld["blijft"] or beeld["vervalt"]]


def _samengevoegd(request: HttpRequest, blijft: Aanbod, vervalt: Aanbod) -> HttpResponse:
    tekst = _("%(vervalt)s is opgegaan in %(blijft)s. Het oude adres wijst voortaan hierheen.")
    messages.success(request, tekst % {"vervalt": vervalt.naam, "blijft": blijft.naam})
    return _naar(beheer_url(blijft))


# Figures


@require_http_methods(["GET", "HEAD"])
def overzicht(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """How fresh the published map is, and what it covers."""
    context = {"versheid": versheid(timezone.localdate()), "tabellen": list(Dekking().tabellen())}
    return _pagina_van(request, site, "overzicht", context)


# What they share


def _naar(url: str) -> HttpResponse:
    """After a deed: to a page that may be loaded again."""
    return HttpResponseRedirect(url, status=303)


def _pagina(request: HttpRequest, rijen: Any, per_pagina: int = PER_PAGINA) -> Page[Any]:
    """The page that was asked for; of a number that makes no sense, the nearest one."""
    return Paginator(rijen, per_pagina).get_page(request.GET.get("pagina"))


def _pagina_van(
    request: HttpRequest, site: AdminSite, naam: str, eigen: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {**site.each_context(request), "hier": naam, **eigen}
    antwoord = render(request, f"sociale_kaart/werklijst/{naam}.html", context, status=status)
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord
