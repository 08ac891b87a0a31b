"""What a dry run says about a piece of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sociale_kaart.uitwisseling.beeld import Plan
from sociale_kaart.uitwisseling.fouten import Fout


@dataclass(frozen=True, slots=True)
class Verandering:
    """One entry that is new or differs: each field with what it is now and what it becomes."""

    nummer: int
    naam: str
    nieuw: bool
    velden: list[tuple[str, str, str]]
    opmerkingen: list[str] = field(default_factory=list)
    lijkt_op: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Of what is new: the aanbod that it may be. Id, name, by what, and why it was archived."""


@dataclass(slots=True)
class Uitkomst:
    rijen: int = 0
    fouten: list[Fout] = field(default_factory=list)
    veranderingen: list[Verandering] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)

    @property
    def nieuw(self) -> int:
        return sum(v.nieuw for v in self.veranderingen)

    @property
    def anders(self) -> int:
        return sum(not v.nieuw and bool(v.velden) for v in self.veranderingen)

    @property
    def lijkt_op(self) -> int:
        """How many of what is new may be on the map already."""
        return sum(bool(v.lijkt_op) for v in self.veranderingen)

    def als_json(self) -> dict[str, Any]:
        return {
            "rijen": self.rijen,
            "fouten": [fout.als_json() for fout in self.fouten],
            "veranderingen": [
                [v.nummer, v.naam, v.nieuw, v.velden, v.opmerkingen, v.lijkt_op] for v in self.veranderingen
            ],
            "plan": self.plan.als_json(),
        }

    @classmethod
    def uit_json(cls, bron: dict[str, Any]) -> Uitkomst:
        return cls(
            bron["rijen"],
            [Fout(**fout) for fout in bron["fouten"]],
            [Verandering(*v) for v in bron["veranderingen"]],
            Plan.uit_json(bron["plan"]),
        )
