"""How far a gesprek is, as plain facts and never as a verdict: pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gesprek.dossier import Dossier
from gesprek.inhoud.model import LandId, Stap
from gesprek.invoer.stand import punten, velden

Status = Literal["niet", "bezig", "klaar"]


@dataclass(frozen=True, slots=True)
class Voortgang:
    """A step in the task list. The user alone decides what is `klaar`."""

    stap: Stap
    status: Status
    punten: int
    punten_open: int


def van_stap(dossier: Dossier, stap: Stap, land: LandId) -> Voortgang:
    """Where this step of the dossier stands."""
    alle = punten(stap.onderdelen, land)
    gedaan = sum(punt.id in dossier.punten for punt in alle)
    begonnen = bool(gedaan) or any(
        dossier.teksten.get(veld.id) or dossier.keuzes.get(veld.id) or dossier.rijen.get(veld.id)
        for veld in velden(stap, land)
    )
    status: Status = "klaar" if stap.id in dossier.klaar else "bezig" if begonnen else "niet"
    return Voortgang(stap, status, len(alle), len(alle) - gedaan)
