"""The days on which something is looked at again. Pure Python, no Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from gesprek.dossier import AFGELOPEN, STAND, Dossier
from gesprek.inhoud.model import Inhoud
from gesprek.invoer.voorbeelden import is_voorbeeld

VELDEN = ("afspraken-datum", "vp-bekijken")
KOLOM = "bekijken"


def dagen(dossier: Dossier, inhoud: Inhoud) -> tuple[date, ...]:
    """Each day once, in order, also those that have passed; what is no date is left out."""
    return tuple(sorted({datum for tekst in _teksten(dossier, inhoud) if (datum := _datum(tekst))}))


def uid(gesprek: UUID, dag: date) -> str:
    """The same for the same gesprek and day, and nothing can be read from it."""
    return hashlib.blake2b(gesprek.bytes + dag.isoformat().encode(), digest_size=16).hexdigest()


def _teksten(dossier: Dossier, inhoud: Inhoud) -> Iterator[str]:
    yield from (dossier.teksten.get(naam, "") for naam in VELDEN)
    for onderdeel in inhoud.onderdelen:
        for veld in onderdeel.velden:
            if any(kolom.id == KOLOM and kolom.soort == "datum" for kolom in veld.kolommen):
                for rij in dossier.rijen.get(veld.id, ()):
                    if not is_voorbeeld(rij) and rij.waarden.get(STAND) not in AFGELOPEN:
                        yield rij.waarden.get(KOLOM, "")


def _datum(tekst: str) -> date | None:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        return None
