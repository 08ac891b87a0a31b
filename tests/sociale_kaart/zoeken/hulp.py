"""Asking the search as the page does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict

from sociale_kaart.uren import ZONE
from sociale_kaart.zoeken import Uitkomst, Zoekvraag, zoek

NU = datetime(2026, 3, 4, 12, 0, tzinfo=ZONE)
"""A Wednesday noon that is no holiday."""


def vraag(tekst: str = "", **filters: Any) -> Zoekvraag:
    adres = QueryDict(mutable=True)
    for naam, waarde in {"q": tekst, **filters}.items():
        adres.setlist(naam, waarde if isinstance(waarde, list) else [waarde])
    return Zoekvraag.uit(adres)


def zoeken(tekst: str = "", filters: Mapping[str, Any] | None = None, **meer: Any) -> Uitkomst:
    return zoek(vraag(tekst, **(filters or {}), **meer), nu=NU)


def slugs(uitkomst: Uitkomst) -> list[str]:
    return [aanbod.slug for groep in uitkomst.groepen for aanbod in groep.rijen]
