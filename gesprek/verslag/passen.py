"""Makes one sheet of many pieces: in the largest type in which all of it fits, else without the least needed.

A text is measured with the widths of the letters that it is printed in, a little on the safe side. The geometry is
that of `.gespreksblad` in papier.css: who changes one changes the other. Pure Python, no Django.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gesprek.verslag import lettertypen
from gesprek.verslag.tekst import Alinea

PUNTEN = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5)
"""Sizes of type, from the best to the smallest that one can read at arm's length."""
BREEDTE, HOOGTE = 515.9, 773.9
"""Of A4 within its margins (12 mm and 14 mm), in points."""
REGEL = 1.3
INSPRONG = 1.3
"""In em: before a piece, for its bullet."""
KOP_MAAT, KOP_BOVEN, KOP_ONDER = 1.1 * 1.2, 6.0, 1.5
TITEL = 18.0 + 3.0
STUK_ONDER, ALINEA_BOVEN, WEG_ONDER = 2.0, 2.0, 3.0
SCHRIJFREGEL = 24.0
MIN_SCHRIJFREGELS = 4
SPELING = 1.02
"""Kerning, and the rounding of a renderer."""
VREEMD = 1.2
"""A line with a letter out of another font: it stands a little higher or lower, and takes the room for that."""
ELDERS = 1.15
"""A letter out of another font may be set bold, or take another form beside its neighbours."""

_SPATIES = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Stuk:
    """What goes on the sheet whole or not at all. `rang`: the lower, the more it is needed."""

    groep: str
    rang: int
    alineas: tuple[Alinea, ...]
    kop: str = ""

    @property
    def naam(self) -> str:
        """Which piece it is, in a few words."""
        tekst = self.kop or " ".join(alinea.tekst for alinea in self.alineas[:1]).replace("\n", " ")
        return tekst if len(tekst) <= 60 else f"{tekst[:59].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Ingepast:
    """What the sheet became: pieces by group in their own order, and what is left out."""

    punten: float
    groepen: tuple[tuple[str, tuple[Stuk, ...]], ...]
    weg: tuple[Stuk, ...]
    weg_per_groep: tuple[tuple[str, int, int], ...]
    """Group, how many of it are left out, of how many."""
    schrijfregels: int


def pas_in(stukken: Sequence[Stuk], krap: float = 1.0) -> Ingepast:
    """The largest type that holds them all; else the smallest, without what is least needed.

    `krap`: the share of the sheet that may be used.
    """
    ruimte = HOOGTE * krap - TITEL - MIN_SCHRIJFREGELS * SCHRIJFREGEL
    for punten in PUNTEN:
        maat = _Maat(punten)
        over = ruimte - maat.kop() - sum(map(maat.stuk, stukken)) - maat.koppen(stukken)
        if over >= 0:
            return _ingepast(punten, stukken, stukken, over)
    return _kies(stukken, ruimte)


def weg_in_woorden(weg: Iterable[tuple[str, int, int]]) -> str:
    """What is left out, in one line."""
    return ", ".join(f"{groep} ({aantal} van {alle})" for groep, aantal, alle in weg)


def regels(stukken: Iterable[tuple[str, bool]], breedte: float) -> int:
    """In how many lines this is set, (text, bold) after each other, on a line of so many em."""
    aantal, x = 1, 0.0
    for tekst, vet in stukken:
        spatie = _breedte(" ", vet)
        for woord in _SPATIES.split(tekst):
            lang = _breedte(woord, vet)
            if not woord:
                continue
            if x + spatie * bool(x) + lang <= breedte:
                x += spatie * bool(x) + lang
                continue
            aantal += bool(x)
            x = lang
            if lang > breedte:
                # A run that no line can hold is broken anywhere.
                x = 0.0
                for teken in woord:
                    eigen = _breedte(teken, vet)
                    if x and x + eigen > breedte:
                        aantal, x = aantal + 1, 0.0
                    x += eigen
    return aantal


def _breedte(tekst: str, vet: bool) -> float:
    return sum(map(_letters(vet).__getitem__, tekst)) * SPELING


def _eigen(tekst: str) -> bool:
    """Whether the font of the papers has all of it."""
    return lettertypen.breedtes(False).keys() >= set(map(ord, tekst))


class _Letters(dict[str, float]):
    """Character → its width in em; looked up once."""

    def __init__(self, vet: bool) -> None:
        super().__init__()
        self._eigen = lettertypen.breedtes(vet)

    def __missing__(self, teken: str) -> float:
        self[teken] = breedte = self._meet(teken)
        return breedte

    def _meet(self, teken: str) -> float:
        code = ord(teken)
        if code in self._eigen:
            return self._eigen[code]
        elders = lettertypen.breedtes_elders()
        if code in elders:
            return elders[code] * ELDERS
        return sum(self._eigen[ord(cijfer)] for cijfer in lettertypen.in_cijfers(code))


@cache
def _letters(vet: bool) -> _Letters:
    return _Letters(vet)


class _Maat:
    """Heights in points, at one size of type."""

    def __init__(self, punten: float) -> None:
        self.punten = punten

    def kop(self) -> float:
        return KOP_MAAT * self.punten + KOP_BOVEN + KOP_ONDER

    def koppen(self, stukken: Iterable[Stuk]) -> float:
        return len({stuk.groep for stuk in stukken}) * self.kop()

    def stuk(self, stuk: Stuk) -> float:
        breedte = BREEDTE / self.punten - INSPRONG
        hoogte, eerste = 0.0, stuk.kop
        for alinea in stuk.alineas or (Alinea(""),):
            for regel in alinea.tekst.split("\n"):
                aantal = regels(((eerste, True), (regel, False)), breedte)
                hoogte += aantal * REGEL * (1.0 if _eigen(eerste + regel) else VREEMD)
                eerste = ""
        wit = sum(not alinea.vervolg for alinea in stuk.alineas[1:]) * ALINEA_BOVEN
        return hoogte * self.punten + wit + STUK_ONDER

    def weg(self, weg: Iterable[tuple[str, int, int]]) -> float:
        """The line that says what is left out."""
        zin = f"Niet op dit blad: {weg_in_woorden(weg)}."
        return regels(((zin, True),), BREEDTE / self.punten) * REGEL * self.punten + WEG_ONDER


def _kies(alle: Sequence[Stuk], ruimte: float) -> Ingepast:
    """In the smallest type, the most needed first, each that still fits beside the line that names the rest."""
    maat = _Maat(PUNTEN[-1])
    hoogtes = [maat.stuk(stuk) for stuk in alle]
    volgorde = sorted(range(len(alle)), key=lambda plek: (alle[plek].rang, plek))
    weg = 0.0
    while True:
        over = ruimte - maat.kop() - weg
        gekozen: set[int] = set()
        groepen: set[str] = set()
        for plek in volgorde:
            nodig = hoogtes[plek] + (0.0 if alle[plek].groep in groepen else maat.kop())
            if nodig <= over:
                over -= nodig
                gekozen.add(plek)
                groepen.add(alle[plek].groep)
        uit = _ingepast(PUNTEN[-1], alle, [alle[plek] for plek in sorted(gekozen)], over)
        # The line takes room itself, and what that pushes off makes it longer.
        if (nodig := maat.weg(uit.weg_per_groep)) <= weg:
            return uit
        weg = nodig


def _ingepast(punten: float, alle: Sequence[Stuk], erop: Sequence[Stuk], over: float) -> Ingepast:
    blijft = {id(stuk) for stuk in erop}
    weg = tuple(stuk for stuk in alle if id(stuk) not in blijft)
    namen = dict.fromkeys(stuk.groep for stuk in alle)
    return Ingepast(
        punten,
        tuple((naam, eigen) for naam in namen if (eigen := tuple(_van(naam, erop)))),
        weg,
        tuple(
            (naam, aantal, len(list(_van(naam, alle))))
            for naam in namen
            if (aantal := len(list(_van(naam, weg))))
        ),
        MIN_SCHRIJFREGELS + math.floor(over / SCHRIJFREGEL),
    )


def _van(groep: str, stukken: Iterable[Stuk]) -> Iterator[Stuk]:
    return (stuk for stuk in stukken if stuk.groep == groep)
