"""The list of aanbod: what an editor filters on, and how a number or an address is found as one has it at hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sociale_kaart.models import Aanbod, Foutmelding, Indeling, Kanaal, Soort, Term
from sociale_kaart.openbaar.beelden import leeftijd

JAAR = 365


def ouderdom(dag: date | None) -> str:
    """How long ago somebody looked at everything, in words."""
    return leeftijd(dag, timezone.localdate()) if dag else _("nog nooit")


class _Filter(admin.SimpleListFilter):
    """A filter whose choices each carry their own query."""

    keuzes: dict[str, tuple[Any, Callable[[], Q]]] = {}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(waarde, label) for waarde, (label, _q) in self.keuzes.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Aanbod]) -> QuerySet[Aanbod]:
        keuze = self.keuzes.get(self.value() or "")
        return queryset.filter(keuze[1]()) if keuze else queryset


def _langer_dan(dagen: int) -> Q:
    return Q(gecontroleerd_op__lt=timezone.localdate() - timedelta(days=dagen))


class Nagekeken(_Filter):
    title = gettext_lazy("gecontroleerd")
    parameter_name = "gecontroleerd"
    keuzes = {
        "nooit": (gettext_lazy("nog nooit"), lambda: Q(gecontroleerd_op=None)),
        "half_jaar": (gettext_lazy("langer dan een half jaar geleden"), lambda: _langer_dan(183)),
        "jaar": (gettext_lazy("langer dan een jaar geleden"), lambda: _langer_dan(JAAR)),
        "kort": (
            gettext_lazy("in het laatste half jaar"),
            lambda: Q(gecontroleerd_op__gte=timezone.localdate() - timedelta(days=183)),
        ),
    }


class Gemeld(_Filter):
    title = gettext_lazy("foutmeldingen")
    parameter_name = "gemeld"
    keuzes = {
        "open": (
            gettext_lazy("met een open melding"),
            lambda: Q(pk__in=_met_open_melding()),
        ),
    }


def _met_open_melding() -> QuerySet[Any, Any]:
    return Foutmelding.objects.filter(afgehandeld_op=None).values("aanbod_id")


class Waarvoor(admin.SimpleListFilter):
    """One term of one of the fixed indelingen."""

    title = gettext_lazy("waarvoor en voor wie")
    parameter_name = "term"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        termen = Term.objects.filter(indeling__slug__in=Indeling.VAST).select_related("indeling")
        return [(str(term.pk), f"{term.indeling.naam}: {term.naam}") for term in termen[:100]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Aanbod]) -> QuerySet[Aanbod]:
        gekozen = self.value() or ""
        return queryset.filter(kenmerken__term__in=[gekozen]) if _is_uuid(gekozen) else queryset


def _is_uuid(waarde: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", waarde))


def zoek(rijen: QuerySet[Aanbod], tekst: str) -> QuerySet[Aanbod]:
    """Each word in a name, slug, organisatie or kanaal; a number also with other spaces, or with +31."""
    nummer = _nummerpatroon(tekst)
    if nummer:
        kanalen = Kanaal.objects.filter(soort=Soort.TELEFOON, waarde__regex=nummer)
        return rijen.filter(pk__in=kanalen.values("aanbod_id"))
    for woord in tekst.split()[:20]:
        adres = re.sub(r"\Ahttps?://(www\.)?", "", woord).rstrip("/")
        rijen = rijen.filter(
            Q(naam__icontains=woord)
            | Q(andere_namen__icontains=woord)
            | Q(slug__icontains=woord)
            | Q(organisatie__naam__icontains=woord)
            | Q(pk__in=Kanaal.objects.filter(waarde__icontains=adres).values("aanbod_id"))
        )
    return rijen


def _nummerpatroon(tekst: str) -> str:
    """A pattern for a typed number whatever stands between its digits; "" when it is no number."""
    if not re.fullmatch(r"[+\d ().\-/]{3,30}", tekst.strip()):
        return ""
    cijfers = re.sub(r"\D", "", tekst)
    if re.match(r"\s*(\+|00)3[12]", tekst):
        cijfers = re.sub(r"\A(?:00)?3[12]0?", "", cijfers)
    elif len(cijfers) > 4:
        cijfers = cijfers.removeprefix("0")
    return r"[^0-9]*".join(cijfers) if len(cijfers) > 1 else ""
