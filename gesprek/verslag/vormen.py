"""What a report is made of, ready to be printed. Pure Python, no Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gesprek.verslag.tekst import Alinea

KORT = 900


@dataclass(frozen=True, slots=True)
class Keuze:
    """What the professional wants on the paper: ids of steps, guidance or not, and what stands beside the steps."""

    stappen: frozenset[str]
    uitleg: bool
    bij: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dagen:
    """The two days on the paper: made on, and the first day on which the kluis no longer has it."""

    gemaakt_op: date
    verwijderd_op: date


@dataclass(frozen=True, slots=True)
class Uitleg:
    """Guidance: `html` is our own content in safe HTML, `voet` says where it rests on."""

    titel: str
    html: str
    voet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """A line of a checklist, done or still open."""

    tekst: str
    gedaan: bool


@dataclass(frozen=True, slots=True)
class Cel:
    """One column of a row."""

    label: str
    alineas: tuple[Alinea, ...]


@dataclass(frozen=True, slots=True)
class RijVerslag:
    """One row. `voorbeeld`: nobody made it their own yet."""

    naam: str
    cellen: tuple[Cel, ...]
    voorbeeld: bool = False

    @property
    def kort(self) -> bool:
        """True when it may stay together on one page."""
        return sum(80 + len(alinea.tekst) for cel in self.cellen for alinea in cel.alineas) < KORT


@dataclass(frozen=True, slots=True)
class Antwoord:
    """A question and what was written, chosen or listed under it."""

    label: str
    alineas: tuple[Alinea, ...] = ()
    keuzes: tuple[tuple[Alinea, ...], ...] = ()
    rijen: tuple[RijVerslag, ...] = ()

    @property
    def leeg(self) -> bool:
        return not (self.alineas or self.keuzes or self.rijen)

    @property
    def kort(self) -> bool:
        """True when it may stay together on one page."""
        stukken = [*self.alineas, *(alinea for keuze in self.keuzes for alinea in keuze)]
        return not self.rijen and sum(80 + len(alinea.tekst) for alinea in stukken) < KORT


@dataclass(frozen=True, slots=True)
class OnderdeelVerslag:
    titel: str
    uitleg: tuple[Uitleg, ...]
    punten: tuple[Stand, ...]
    antwoorden: tuple[Antwoord, ...]


@dataclass(frozen=True, slots=True)
class StapVerslag:
    nummer: int
    titel: str
    klaar: bool
    inleiding: str
    onderdelen: tuple[OnderdeelVerslag, ...]


@dataclass(frozen=True, slots=True)
class BijVerslag:
    """What stands beside the steps, such as the safety plan. `bewust`: remarks on it that were left on purpose."""

    id: str
    titel: str
    onderdelen: tuple[OnderdeelVerslag, ...]
    bewust: int


@dataclass(frozen=True, slots=True)
class Wie:
    """An organisation and how to reach it, a line each."""

    naam: str
    regels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nummer:
    """A need and who answers it."""

    waarvoor: str
    wie: tuple[Wie, ...]


@dataclass(frozen=True, slots=True)
class Verslag:
    label: tuple[Alinea, ...]
    oefening: bool
    gemaakt_op: str
    verwijderd_op: str
    land: str
    rol: str
    nummers: tuple[Nummer, ...]
    stappen: tuple[StapVerslag, ...]
    weggelaten: tuple[str, ...]
    """Titles of the steps, and of what stands beside them, that are not on this paper."""
    andere: tuple[Antwoord, ...]
    andere_punten: tuple[str, ...]
    kaders: tuple[Uitleg, ...]
    bij: tuple[BijVerslag, ...]
