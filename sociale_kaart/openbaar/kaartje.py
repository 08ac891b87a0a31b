"""The map of the provinces: an outline, a name, how many serve it, and where a click goes."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sociale_kaart.provincies import Provincie

BESTAND = Path(__file__).resolve().parents[1] / "gegevens" / "provincies.toml"


@dataclass(frozen=True, slots=True)
class Vorm:
    """The outline of a province in SVG path data, and where its number stands."""

    lijn: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Gebied:
    """One province as the page shows it."""

    code: str
    naam: str
    aantal: int
    vorm: Vorm
    gekozen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Landdeel:
    """The provinces of one country, in alphabetical order, for the list beneath the map."""

    naam: str
    gebieden: tuple[Gebied, ...]


@cache
def vormen() -> Mapping[str, Vorm]:
    """The outlines by province code, in the order in which they are drawn."""
    rijen = tomllib.loads(BESTAND.read_text(encoding="utf-8"))
    gelezen = {code: Vorm(rij["vorm"], *rij["midden"]) for code, rij in rijen.items()}
    # Brussel lies inside Vlaams-Brabant: drawn last, nothing covers it.
    gelezen[Provincie.BRUSSEL] = gelezen.pop(Provincie.BRUSSEL.value)
    return gelezen


def gebieden(
    aantallen: Mapping[str, int], gekozen: Collection[str], adres: Callable[[str], str]
) -> tuple[Gebied, ...]:
    """Every province in drawing order. `adres` gives the link of a province, "" that of no province.

    A click on the chosen one takes the choice away.
    """
    return tuple(
        Gebied(
            code=code,
            naam=str(Provincie(code).label),
            aantal=aantallen.get(code, 0),
            vorm=vorm,
            gekozen=code in gekozen,
            href=adres("" if code in gekozen else code),
        )
        for code, vorm in vormen().items()
    )


def landdelen(alle: tuple[Gebied, ...]) -> tuple[Landdeel, ...]:
    """The same provinces as a list per country."""
    namen = {"NL": "Nederland", "BE": "België"}
    return tuple(
        Landdeel(
            naam, tuple(sorted((g for g in alle if Provincie(g.code).land == land), key=lambda g: g.naam))
        )
        for land, naam in namen.items()
    )
