"""The protocols for acute danger, with the numbers that go with them."""

from __future__ import annotations

from dataclasses import dataclass

from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Land, LandId, Protocol
from gesprek.invoer.contacten import LijnBeeld, lijnen
from sociale_kaart.publiek import ContactKanaal


@dataclass(frozen=True, slots=True)
class Nummers:
    """The lines of one country, most urgent first."""

    land: Land
    lijnen: list[LijnBeeld]

    @property
    def kort(self) -> list[tuple[str, tuple[ContactKanaal, ...]]]:
        """What each is for, and the numbers to dial; where there is no number, the first other way."""
        return [
            (beeld.lijn.waarvoor, contact.van_soort("telefoon") or contact.kanalen[:1])
            for beeld in self.lijnen
            for contact in beeld.contacten
        ]


@dataclass(frozen=True, slots=True)
class ProtocolBeeld:
    """A protocol and its lines, per country."""

    protocol: Protocol
    nummers: list[Nummers]


def nummers(ids: tuple[str, ...], land: LandId | None) -> list[Nummers]:
    """These lines for one country, or for each in turn."""
    return [Nummers(een, lijnen(ids, een.id)) for een in laad().landen.landen if land in (None, een.id)]


def protocolbeelden(land: LandId | None) -> list[ProtocolBeeld]:
    """All protocols in their order."""
    return [ProtocolBeeld(protocol, nummers(protocol.lijnen, land)) for protocol in laad().protocollen]


def alle_nummers(land: LandId | None) -> list[Nummers]:
    """Each line that a protocol names, once."""
    ids = dict.fromkeys(lijn for protocol in laad().protocollen for lijn in protocol.lijnen)
    return nummers(tuple(ids), land)
