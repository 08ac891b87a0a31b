"""The days that somebody wrote down in a dossier. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gesprek.dossier import AFGELOPEN, STAND, Dossier
from gesprek.inhoud.model import Onderdeel
from gesprek.invoer.beelden import is_datum
from gesprek.invoer.voorbeelden import is_voorbeeld


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
