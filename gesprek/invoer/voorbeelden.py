"""Rows that come from an example: how they are marked, and when they have become one's own.

The mark is the digest of the row as it was put there, in its column `voorbeeld`. Whoever changes the row, or takes the
mark off, makes it their own; the content may change its examples without that happening.
"""

from __future__ import annotations

from collections.abc import Mapping

from gesprek.dossier import Dossier, Rij
from gesprek.invoer.stand import digest

KOLOM = "voorbeeld"


def merk(waarden: Mapping[str, str]) -> str:
    """The mark that belongs to these values, in whatever order they stand; empty ones don't count."""
    return digest(
        *(
            deel
            for naam in sorted(waarden)
            if naam != KOLOM and waarden[naam]
            for deel in (naam, waarden[naam])
        )
    )


def als_voorbeeld(rij_id: str, waarden: Mapping[str, str]) -> Rij:
    """A row that is still an example."""
    return Rij(rij_id, {**waarden, KOLOM: merk(waarden)})


def is_voorbeeld(rij: Rij) -> bool:
    """Whether nobody has made this row their own yet."""
    return bool(rij.waarden.get(KOLOM)) and rij.waarden[KOLOM] == merk(rij.waarden)


def zonder_voorbeelden(dossier: Dossier) -> Dossier:
    """The dossier without the rows that nobody has made their own."""
    rijen = {
        veld: tuple(rij for rij in alle if not is_voorbeeld(rij)) for veld, alle in dossier.rijen.items()
    }
    return dossier.met(rijen={veld: over for veld, over in rijen.items() if over})
