"""Whose country and role a public page is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LANDEN, LandId, Rol
from gesprek.toegang.open import sessie_van


@dataclass(frozen=True, slots=True)
class Zeef:
    """What to leave out of the guide. None shows everything; `vast` when an open kluis decides."""

    land: LandId | None
    rol: str | None
    vast: bool = False

    @property
    def zoekdeel(self) -> str:
        """What a link to another page of the guide needs behind its path, so that the choice goes along."""
        if self.vast:
            return ""
        paren = [(naam, waarde) for naam, waarde in (("land", self.land), ("rol", self.rol)) if waarde]
        return f"?{urlencode(paren)}" if paren else ""

    @property
    def landnaam(self) -> str:
        """The chosen country in words, or ""."""
        return next((land.naam for land in laad().landen.landen if land.id == self.land), "")

    @property
    def rolnaam(self) -> str:
        """The chosen role in words, or ""."""
        return next((rol.naam for rol in laad().landen.rollen if rol.id == self.rol), "")

    @property
    def landkeuzes(self) -> list[dict[str, Any]]:
        """A link per country and one for both; a role that isn't there in a country falls away."""
        keuzes: list[dict[str, Any]] = [{"naam": "", "zeef": Zeef(None, self.rol), "aan": self.land is None}]
        for land in laad().landen.landen:
            rol = self.rol if _bestaat(self.rol, land.id) else None
            keuzes.append({"naam": land.naam, "zeef": Zeef(land.id, rol), "aan": self.land == land.id})
        return keuzes

    @property
    def rolkeuzes(self) -> list[dict[str, Any]]:
        """A link per role of the chosen country and one for all."""
        keuzes: list[dict[str, Any]] = [{"naam": "", "zeef": Zeef(self.land, None), "aan": self.rol is None}]
        for rol in rollen(self.land):
            keuzes.append({"naam": rol.naam, "zeef": Zeef(self.land, rol.id), "aan": self.rol == rol.id})
        return keuzes


def rollen(land: LandId | None) -> tuple[Rol, ...]:
    """The roles of a country, or all."""
    return laad().rollen_van(land) if land else laad().landen.rollen


def _bestaat(rol: str | None, land: LandId | None) -> bool:
    return any(rol == een.id for een in rollen(land))


def zeef_van(request: HttpRequest) -> Zeef:
    """An open kluis decides; without one `?land=` and `?rol=`, where what is unknown counts as not chosen."""
    if sessie := sessie_van(request):
        return Zeef(sessie.kluis.land, sessie.kluis.rol, vast=True)
    land = next((een for een in LANDEN if een == request.GET.get("land")), None)
    rol = request.GET.get("rol")
    return Zeef(land, rol if _bestaat(rol, land) else None)
