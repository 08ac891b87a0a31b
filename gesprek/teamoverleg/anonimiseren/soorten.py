"""What can be found, and what a hit is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Soort(StrEnum):
    """The kind of a hit. The value is what stands in its placeholder."""

    PERSOON = "persoon"
    KIND = "kind"
    ORGANISATIE = "organisatie"
    SCHOOL = "school"
    CLUB = "club"
    KERK = "geloofsgemeenschap"
    WERK = "werkplek"
    PLAATS = "plaats"
    ADRES = "adres"
    POSTCODE = "postcode"
    DATUM = "datum"
    LEEFTIJD = "leeftijd"
    TELEFOON = "telefoonnummer"
    MAIL = "e-mailadres"
    URL = "webadres"
    ACCOUNT = "account"
    BSN = "burgerservicenummer"
    RIJKSREGISTER = "rijksregisternummer"
    BIG = "zorgverlenersnummer"
    REKENING = "rekeningnummer"
    KENTEKEN = "nummerplaat"
    IP = "ip-adres"
    NUMMER = "nummer"
    EIGEN = "weggelaten"
    BEROEP = "opvallend beroep"
    GEBEURTENIS = "opvallende gebeurtenis"


WAARSCHUWINGEN = frozenset({Soort.BEROEP, Soort.GEBEURTENIS})
"""Not replaced by itself: who reads it decides whether it gives somebody away."""

GENUMMERD = frozenset(
    {
        Soort.PERSOON,
        Soort.KIND,
        Soort.ORGANISATIE,
        Soort.SCHOOL,
        Soort.CLUB,
        Soort.KERK,
        Soort.WERK,
        Soort.PLAATS,
        Soort.DATUM,
        Soort.ADRES,
        Soort.ACCOUNT,
    }
)
"""These have a number behind them, so that a reader can tell one from the other."""

PERSONEN = frozenset({Soort.PERSOON, Soort.KIND})


@dataclass(frozen=True, slots=True)
class Vondst:
    """What a rule found: a place in the text, without knowing yet who or what it is."""

    begin: int
    eind: int
    soort: Soort
    regel: str
    zeker: bool = True
    persoon: tuple[str, ...] | None = None
    """Of one's own list: whose name it is."""


@dataclass(frozen=True, slots=True)
class Treffer:
    """A hit: `tekst[begin:eind] == fragment`.

    `regel` is the short name of the rule, `zeker` false where a reader has to judge. `sleutel` says which person or
    thing it is; the same in all texts that were searched at once. In square brackets it is the placeholder.
    """

    begin: int
    eind: int
    fragment: str
    soort: Soort
    regel: str
    zeker: bool
    sleutel: str

    @property
    def waarschuwing(self) -> bool:
        return self.soort in WAARSCHUWINGEN
