"""How far entries are from a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sociale_kaart.models import Zoekplek
from sociale_kaart.zoeken import bits, plaatsen

DICHTBIJ = 25
"""Kilometres that are near."""
VERDER = (50, 100, 0)
"""How far one looks when nothing is near; 0 is everywhere."""
WEINIG = 500
"""Entries whose places are all read; of more, those within a distance."""


def afstanden(plaats: plaatsen.Plaats, wie: int, hier: int) -> tuple[int, dict[int, int], dict[int, int]]:
    """How far one had to look, the distance of each entry within that, and of those across the border when nobody
    was near, in squared metres of a straight line.
    """
    eigen, verderop = bits.veld(hier), dict[int, int]()
    alle = _van_weinig(plaats, wie) if wie.bit_count() <= WEINIG else None
    for ver in (DICHTBIJ, *VERDER) if wie else ():
        gevonden = _binnen(plaats, wie, ver) if alle is None else _tot(alle, ver)
        if gevonden and ver == DICHTBIJ:
            return ver, gevonden, {}
        verderop = verderop or {nr: k for nr, k in gevonden.items() if not bits.staat_in(eigen, nr)}
        if hier_ := {nr: k for nr, k in gevonden.items() if bits.staat_in(eigen, nr)}:
            return ver, hier_, verderop
    return DICHTBIJ, {}, verderop


def _binnen(plaats: plaatsen.Plaats, wie: int, ver: int) -> dict[int, int]:
    """The nearest place of each of these, within a distance."""
    mogen, gevonden = bits.veld(wie), dict[int, int]()
    for nr, koorde in _plekken(plaats.punt, ver):
        if bits.staat_in(mogen, nr) and koorde < gevonden.get(nr, koorde + 1):
            gevonden[nr] = koorde
    return gevonden


def _van_weinig(plaats: plaatsen.Plaats, wie: int) -> dict[int, int]:
    """The same with one question to the database: all places of a few entries."""
    rijen = Zoekplek.objects.filter(aanbod__zoekrij__nr__in=list(bits.nummers(wie)))
    alle: dict[int, int] = {}
    for nr, *punt in rijen.values_list("aanbod__zoekrij__nr", "x", "y", "z"):
        koorde = sum((a - b) ** 2 for a, b in zip(punt, plaats.punt, strict=True))
        alle[nr] = min(koorde, alle.get(nr, koorde))
    return alle


def _plekken(midden: plaatsen.Punt, ver: int) -> Iterator[tuple[int, int]]:
    rijen = Zoekplek.objects.filter(aanbod__zoekrij__isnull=False)
    grens = plaatsen.koorde(ver)
    if ver:
        straal = int(grens**0.5) + 1
        rijen = rijen.filter(
            **{
                f"{as_}__range": (waar - straal, waar + straal)
                for as_, waar in zip("xyz", midden, strict=True)
            }
        )
    for nr, *punt in rijen.values_list("aanbod__zoekrij__nr", "x", "y", "z"):
        koorde = sum((a - b) ** 2 for a, b in zip(punt, midden, strict=True))
        if not ver or koorde <= grens:
            yield nr, koorde


def _tot(alle: Mapping[int, int], ver: int) -> dict[int, int]:
    """Those within a distance; 0 is everywhere."""
    return {nr: koorde for nr, koorde in alle.items() if not ver or koorde <= plaatsen.koorde(ver)}
