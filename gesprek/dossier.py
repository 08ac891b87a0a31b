"""What a prepared conversation *is*: frozen dataclasses and their JSON, pure Python.

A dossier refers to content by id only. It keeps what it finds, also ids that today's content no longer has, so
that a change of content never costs anyone a text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

SCHEMA = 1
BEWUST = "vp-bewust"
"""Under this id `keuzes` holds the remarks of the plan check that the professional leaves as they are on purpose."""
STAND, AFGELOPEN = "stand", frozenset({"gelukt", "gestopt"})
"""The column of an agreement that says how it stands, and when it does not run any more."""
ANDERS = "anders:"
"""How a decision of an Overleg begins that puts other words in the place of a hit; they stand behind it."""
_LEEG: Mapping[str, Any] = MappingProxyType({})


class DossierFout(ValueError):
    """The bytes are not a dossier that this version can read."""


@dataclass(frozen=True, slots=True)
class Rij:
    """One row of a repeating field: an id that stays with it, and column id → text."""

    id: str
    waarden: Mapping[str, str] = field(default_factory=lambda: _LEEG)


@dataclass(frozen=True, slots=True)
class Overleg:
    """What is being made ready to share with a colleague: choices, and no text but what was written for it.

    mee: ids of what goes along; None until somebody chose
    besluiten: place of a hit of the anonymiser → what to do with it
    herschreven: key of a text → digest of the text as it was then, and the text that goes along instead
    maskeren: words that go everywhere
    team: id of the team it may go to; "" is none yet
    bekend: fingerprints of the leads' keys that the professional saw
    """

    mee: tuple[str, ...] | None = None
    besluiten: Mapping[str, str] = field(default_factory=lambda: _LEEG)
    herschreven: Mapping[str, tuple[str, str]] = field(default_factory=lambda: _LEEG)
    maskeren: tuple[str, ...] = ()
    team: str = ""
    bekend: tuple[str, ...] = ()

    def met(self, **anders: Any) -> Overleg:
        """A copy with other values."""
        return replace(self, **anders)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a professional wrote in one gesprek.

    teksten: field id → text (short, long, date as ISO, choice as option id)
    keuzes: field id → chosen option ids, in order
    rijen: field id → rows, in order
    punten: ids of the checklist points that are ticked
    klaar: ids of the steps that the professional called done
    overleg: what is being made ready for a colleague
    delingen: id of what was shared (hex) → the key that opens it (hex)
    """

    label: str = ""
    teksten: Mapping[str, str] = field(default_factory=lambda: _LEEG)
    keuzes: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _LEEG)
    rijen: Mapping[str, tuple[Rij, ...]] = field(default_factory=lambda: _LEEG)
    punten: frozenset[str] = frozenset()
    klaar: frozenset[str] = frozenset()
    oefening: bool = False
    overleg: Overleg = field(default_factory=Overleg)
    delingen: Mapping[str, str] = field(default_factory=lambda: _LEEG)

    def met(self, **anders: Any) -> Dossier:
        """A copy with other values."""
        return replace(self, **anders)

    def is_leeg(self) -> bool:
        """True when nothing was written, chosen or ticked."""
        return not (
            any(self.teksten.values()) or any(self.keuzes.values()) or any(self.rijen.values()) or self.punten
        )


def naar_json(dossier: Dossier) -> bytes:
    """The dossier as compact UTF-8 JSON; the same dossier always gives the same bytes."""
    ruw = {
        "schema": SCHEMA,
        "label": dossier.label,
        "teksten": {k: v for k, v in dossier.teksten.items() if v},
        "keuzes": {k: list(v) for k, v in dossier.keuzes.items() if v},
        "rijen": {k: [[rij.id, dict(rij.waarden)] for rij in v] for k, v in dossier.rijen.items() if v},
        "punten": sorted(dossier.punten),
        "klaar": sorted(dossier.klaar),
        "oefening": dossier.oefening,
    }
    # Most gesprekken are never shared, and the bytes of those of before stay the same.
    if dossier.overleg != Overleg():
        ruw["overleg"] = _overleg_naar_json(dossier.overleg)
    if dossier.delingen:
        ruw["delingen"] = dict(dossier.delingen)
    return json.dumps(ruw, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _overleg_naar_json(overleg: Overleg) -> dict[str, Any]:
    return {
        "mee": None if overleg.mee is None else list(overleg.mee),
        "besluiten": dict(overleg.besluiten),
        "herschreven": {k: list(v) for k, v in overleg.herschreven.items()},
        "maskeren": list(overleg.maskeren),
        "team": overleg.team,
        "bekend": list(overleg.bekend),
    }


def _overleg_uit_json(data: dict[str, Any]) -> Overleg:
    return Overleg(
        mee=None if data["mee"] is None else tuple(data["mee"]),
        besluiten=dict(data["besluiten"]),
        herschreven={k: (digest, tekst) for k, (digest, tekst) in data["herschreven"].items()},
        maskeren=tuple(data["maskeren"]),
        team=data["team"],
        bekend=tuple(data["bekend"]),
    )


def uit_json(ruw: bytes) -> Dossier:
    """Read what `naar_json` wrote; raises DossierFout."""
    try:
        data = json.loads(ruw)
        if data["schema"] != SCHEMA:
            raise DossierFout(f"schema {data['schema']!r}")
        return Dossier(
            label=data["label"],
            teksten=dict(data["teksten"]),
            keuzes={k: tuple(v) for k, v in data["keuzes"].items()},
            rijen={k: tuple(Rij(i, dict(w)) for i, w in v) for k, v in data["rijen"].items()},
            punten=frozenset(data["punten"]),
            klaar=frozenset(data["klaar"]),
            oefening=data["oefening"],
            overleg=_overleg_uit_json(data["overleg"]) if "overleg" in data else Overleg(),
            delingen=dict(data.get("delingen", {})),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fout:
        raise DossierFout("onleesbaar dossier") from fout
