"""Places of Nederland and België, from GeoNames (gegevens/HERKOMST-plaatsen.md): which one is meant, how far it is."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sociale_kaart.provincies import Provincie
from sociale_kaart.startgegevens import GEGEVENS
from sociale_kaart.zoeken.taal import vouw

AARDE = 6_371_000
"""The radius of the earth, in metres."""

GROOT = 50_000
"""A place with so many inwoners may also be meant by a name that is the first name of a smaller one: Bergen is Mons."""
_POSTCODE = re.compile(r"\A\d{4}(?:\s?[a-z]{2})?(?![^\s,])[\s,]*", re.IGNORECASE)

Punt = tuple[int, int, int]
"""A point on a globe, in whole metres from its middle."""


@dataclass(frozen=True, slots=True)
class Plaats:
    """One place; `id` is its number in GeoNames."""

    id: int
    naam: str
    andere: tuple[str, ...]
    provincie: str
    breedte: float
    lengte: float
    inwoners: int

    @property
    def land(self) -> str:
        """NL or BE."""
        return self.provincie[:2]

    @property
    def voluit(self) -> str:
        """With its province: "Halle (Vlaams-Brabant)"."""
        provincie = str(Provincie(self.provincie).label)
        return self.naam if self.naam == provincie else f"{self.naam} ({provincie})"

    @property
    def punt(self) -> Punt:
        return punt(self.breedte, self.lengte)


@dataclass(frozen=True, slots=True)
class Vondst:
    """The place that is meant, and all that it could be when more than one has this name."""

    plaats: Plaats
    keuze: tuple[Plaats, ...] = ()


@cache
def alle() -> Mapping[int, Plaats]:
    """Every place, by its number."""
    regels = (GEGEVENS / "plaatsen.tsv").read_text(encoding="utf-8").splitlines()[1:]
    gevonden = {}
    for regel in regels:
        nummer, naam, andere, provincie, breedte, lengte, inwoners = regel.split("\t")
        gevonden[int(nummer)] = Plaats(
            int(nummer),
            naam,
            tuple(andere.split("|")) if andere else (),
            provincie,
            float(breedte),
            float(lengte),
            int(inwoners),
        )
    return gevonden


def _sleutel(naam: str) -> str:
    """How a name is looked up: St. is Sint, and 's-Gravenhage is found without its apostrophe."""
    return " ".join("sint" if woord == "st" else woord for woord in vouw(naam).split())


@cache
def _op_naam() -> tuple[Mapping[str, tuple[Plaats, ...]], Mapping[str, tuple[Plaats, ...]]]:
    """By the first name, and by the other ones; the largest place first."""
    eerste, andere = defaultdict[str, list[Plaats]](list), defaultdict[str, list[Plaats]](list)
    for plaats in sorted(alle().values(), key=lambda p: (-p.inwoners, p.id)):
        eerste[_sleutel(plaats.naam)].append(plaats)
        for naam in {_sleutel(naam) for naam in plaats.andere}:
            andere[naam].append(plaats)
    return {k: tuple(v) for k, v in eerste.items()}, {k: tuple(v) for k, v in andere.items()}


def vind(tekst: str, land: str = "", *, ook_andere_namen: bool = True) -> Vondst | None:
    """The place with this name. A first name goes before another one, then the country, then the largest."""
    eerste, andere = _op_naam()
    naam = _sleutel(tekst)
    kandidaten = eerste.get(naam, ())
    if not kandidaten and ook_andere_namen:
        kandidaten = andere.get(naam, ())
    elif ook_andere_namen:
        groter = (p for p in andere.get(naam, ()) if p.inwoners >= max(GROOT, kandidaten[0].inwoners))
        kandidaten = (*kandidaten, *(p for p in groter if p not in kandidaten))
    hier = tuple(plaats for plaats in kandidaten if plaats.land == land)
    kandidaten = hier or kandidaten
    if not kandidaten:
        return None
    return Vondst(kandidaten[0], kandidaten if len(kandidaten) > 1 else ())


def zonder_postcode(tekst: str) -> str:
    """Of "1000 Brussel" only Brussel; a postcode by itself stays as it is."""
    return _POSTCODE.sub("", tekst.strip()) or tekst


def is_postcode(tekst: str) -> bool:
    """Whether this is a postcode of Nederland or België, and nothing else."""
    return not _POSTCODE.sub("", tekst.strip())


@cache
def _provincienamen() -> Mapping[str, tuple[str, ...]]:
    namen = defaultdict[str, list[str]](list)
    for provincie in Provincie:
        namen[vouw(str(provincie.label).partition(" (")[0])].append(provincie.value)
    # As people also call them.
    namen["brabant"] = [Provincie.NOORD_BRABANT.value]
    namen["fryslan"] = [Provincie.FRIESLAND.value]
    return {naam: tuple(codes) for naam, codes in namen.items()}


def provincies(tekst: str, land: str = "") -> tuple[str, ...]:
    """The provinces with this name; both Limburgen when no country chooses."""
    codes = _provincienamen().get(vouw(tekst), ())
    return tuple(code for code in codes if code.startswith(land)) or codes


def namen() -> Sequence[str]:
    """The first name of each place, for suggestions; the largest first."""
    return [plaatsen[0].naam for plaatsen in _op_naam()[0].values()]


def punt(breedte: float, lengte: float) -> Punt:
    """Where this is on the globe."""
    phi, labda = math.radians(breedte), math.radians(lengte)
    return (
        round(AARDE * math.cos(phi) * math.cos(labda)),
        round(AARDE * math.cos(phi) * math.sin(labda)),
        round(AARDE * math.sin(phi)),
    )


def koorde(kilometers: float) -> int:
    """The square of the straight line, in metres, between points that lie so far apart over the ground."""
    return round((2 * AARDE * math.sin(kilometers * 1000 / (2 * AARDE))) ** 2)


def hele_kilometers(koorde_: int) -> int:
    """How far it is over the ground (haversine), from that square."""
    return round(2 * AARDE * math.asin(min(1.0, math.sqrt(koorde_) / (2 * AARDE))) / 1000)
