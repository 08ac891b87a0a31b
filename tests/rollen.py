"""The fixed cast of the tests: who they are and what they have already done."""

from __future__ import annotations

from uuid import UUID

from tests.hulp import Bezoeker


def voorbijganger() -> Bezoeker:
    """Somebody who reads; no kluis, no cookies."""
    return Bezoeker()


def huisarts() -> Bezoeker:
    """A Dutch GP at her own laptop; her kluis is open and empty."""
    wie = Bezoeker()
    wie.begin("nl", "huisarts", "eigen")
    wie.code_is_bewaard()
    return wie


def clb_medewerker() -> Bezoeker:
    """A Flemish CLB worker at a shared computer; the kluis is open and empty."""
    wie = Bezoeker("198.51.100.7")
    wie.begin("vl", "clb", "gedeeld")
    wie.code_is_bewaard()
    return wie


def huisarts_met_gesprek(label: str = "") -> tuple[Bezoeker, UUID]:
    """The GP, who has begun one gesprek."""
    wie = huisarts()
    return wie, wie.nieuw_gesprek(label)


def vergeetachtige() -> tuple[Bezoeker, UUID]:
    """A GP who has a gesprek and walked away: her kluis is locked, her page is still there."""
    wie, gesprek = huisarts_met_gesprek()
    wie.vergrendel()
    return wie, gesprek
