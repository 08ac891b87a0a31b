"""The days that somebody wrote down in a dossier, and how one reads them. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.formats import date_format

from gesprek.dossier import AFGELOPEN, STAND, Dossier
from gesprek.inhoud.model import Onderdeel
from gesprek.invoer.voorbeelden import is_voorbeeld


def is_datum(tekst: str) -> bool:
    """Whether this is an ISO date, which is what a date field sends."""
    try:
        date.fromisoformat(tekst)
    except ValueError:
        return False
    return len(tekst) == 10


def leesbare_datum(tekst: str) -> str:
    """An ISO date as "3 december 2026"; any other text as it is."""
    return date_format(date.fromisoformat(tekst), "j F Y") if is_datum(tekst) else tekst


def eerste_vanaf(dossier: Dossier, onderdelen: Iterable[Onderdeel], grens: str) -> str:
    """The first day that was written down on `grens` or after it (both as ISO), "" when there is none."""
    return min((dag for dag in _dagen(dossier, onderdelen) if is_datum(dag) and dag >= grens), default="")


def _dagen(dossier: Dossier, onderdelen: Iterable[Onderdeel]) -> Iterator[str]:
    for veld in (veld for onderdeel in onderdelen for veld in onderdeel.velden):
        if veld.soort == "datum":
            yield dossier.teksten.get(veld.id, "")
        kolommen = [kolom.id for kolom in veld.kolommen if kolom.soort == "datum"]
        for rij in dossier.rijen.get(veld.id, ()):
            if not is_voorbeeld(rij) and rij.waarden.get(STAND) not in AFGELOPEN:
                yield from (rij.waarden.get(kolom, "") for kolom in kolommen)
