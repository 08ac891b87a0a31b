"""The messages with a deling, as both sides show them: per step of the note, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gesprek.kluis import delingen
from gesprek.kluis.delingen import OpenDeling
from gesprek.teamoverleg.deling import Brief, DelingFout, brief_uit_json
from gesprek.teamoverleg.notitie import Notitie, Stapdeel

GEHEEL = ""
"""What is not about one step."""


@dataclass(frozen=True, slots=True)
class Regel:
    """A message as a page shows it."""

    van_team: bool
    dag: date
    brief: Brief


@dataclass(frozen=True, slots=True)
class Draad:
    """A step of the note, or the whole, with what was said about it."""

    id: str
    stap: Stapdeel | None
    regels: tuple[Regel, ...]


def draden(deling: OpenDeling, notitie: Notitie) -> tuple[list[Draad], int]:
    """A Draad per step of the note and one about the whole, and the number of the last message.

    A message about a step that is not in the note stands with the whole: none is left out.
    """
    stappen = {stap.id: stap for stap in notitie.stappen}
    per_stap: dict[str, list[Regel]] = {naam: [] for naam in (*stappen, GEHEEL)}
    laatste = 0
    for bericht in delingen.berichten(deling):
        laatste = max(laatste, bericht.nummer)
        try:
            brief = brief_uit_json(bericht.inhoud)
        except DelingFout:
            continue
        plek = brief.stap if brief.stap in stappen else GEHEEL
        per_stap[plek].append(Regel(bericht.van_team, bericht.dag, brief))
    return [Draad(naam, stappen.get(naam), tuple(regels)) for naam, regels in per_stap.items()], laatste


def draad_id(naam: str) -> str:
    """How a page calls the place of a Draad."""
    return f"over-{naam or 'het-geheel'}"


def laatste_gezien(ruw: str | None) -> int:
    """The number of the last message that stood on the page somebody wrote on; a strange one counts as none."""
    return int(ruw) if ruw and ruw.isdecimal() and len(ruw) < 7 else 0
