"""The state of a form as it was shown: a digest per unit, carried by the form itself.

A unit is the smallest thing that two tabs may change without getting in each other's way: a text, a choice, a
point, one row, or the order of the rows. Its key is `t.<veld>`, `k.<veld>`, `p.<punt>`, `r.<veld>.<rij>` or
`v.<veld>`. What was empty is not listed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.model import LandId, Onderdeel, Punt, Stap, Veld

Stand = dict[str, str]
_REGEL = re.compile(r"([a-z]\.[A-Za-z0-9.-]{1,120})=([\w-]{11})")


def digest(*delen: str) -> str:
    """Eight bytes of BLAKE2b as 11 characters; "" when there is nothing in any part."""
    if not any(delen):
        return ""
    # Lengths in front, so that ("a", "bc") and ("ab", "c") differ.
    ruw = "".join(f"{len(deel)}:{deel}" for deel in delen).encode("utf-8", "surrogatepass")
    return base64.urlsafe_b64encode(hashlib.blake2b(ruw, digest_size=8).digest()).decode().rstrip("=")


def rij_digest(rij: Rij, kolommen: Iterable[str]) -> str:
    """Digest of a row over the columns that the form shows."""
    return digest(*(rij.waarden.get(kolom, "") for kolom in kolommen))


def alle_velden(stap: Stap) -> list[Veld]:
    """The fields of a step for both countries, in order."""
    return [veld for onderdeel in stap.onderdelen for veld in onderdeel.velden]


def velden(stap: Stap, land: LandId) -> list[Veld]:
    """The fields of a step that this country sees, in order."""
    return [veld for veld in alle_velden(stap) if veld.land in (None, land)]


def leeg_in(dossier: Dossier, onderdeel: Onderdeel) -> bool:
    """Whether a dossier holds nothing in the fields of a part."""
    return not any(
        dossier.teksten.get(veld.id) or dossier.keuzes.get(veld.id) or dossier.rijen.get(veld.id)
        for veld in onderdeel.velden
    )


def punten(onderdelen: Iterable[Onderdeel], land: LandId) -> list[Punt]:
    """The checklist points that this country sees, in order."""
    return [punt for onderdeel in onderdelen for punt in onderdeel.punten if punt.land in (None, land)]


def stand_van(dossier: Dossier, stap: Stap, land: LandId) -> Stand:
    """The digests of everything this step shows of a dossier."""
    uit: Stand = {}
    for veld in velden(stap, land):
        if veld.soort == "rijen":
            kolommen = [kolom.id for kolom in veld.kolommen]
            rijen = dossier.rijen.get(veld.id, ())
            uit[f"v.{veld.id}"] = digest(*(rij.id for rij in rijen))
            uit |= {f"r.{veld.id}.{rij.id}": rij_digest(rij, kolommen) for rij in rijen}
        elif veld.soort == "meerkeuze":
            uit[f"k.{veld.id}"] = digest(*dossier.keuzes.get(veld.id, ()))
        else:
            uit[f"t.{veld.id}"] = digest(dossier.teksten.get(veld.id, ""))
    for punt in punten(stap.onderdelen, land):
        uit[f"p.{punt.id}"] = digest("ja" if punt.id in dossier.punten else "")
    return {eenheid: waarde for eenheid, waarde in uit.items() if waarde}


def schrijf(stand: Mapping[str, str]) -> str:
    """The stand as the value of one hidden field."""
    return ";".join(f"{eenheid}={waarde}" for eenheid, waarde in stand.items())


def lees(tekst: str) -> Stand:
    """Read what `schrijf` wrote; what does not look like it is left out (it then counts as shown empty, and a
    stored text is never overwritten in silence)."""
    return {m[1]: m[2] for deel in tekst.split(";") if (m := _REGEL.fullmatch(deel))}
