"""Which blocks of guidance hold for a country and a role.

The wizard, the guide and the papers all choose here, so that a legal sentence can't differ between them.
"""

from __future__ import annotations

from collections.abc import Iterable

from gesprek.inhoud.model import Blok, LandId


def kies_blokken(blokken: Iterable[Blok], land: LandId | None, rol: str | None) -> tuple[Blok, ...]:
    """The blocks to show, in the order of the content.

    `land` None shows every country's (the page then says which is which), `rol` None every role's. With a
    role, a block written for that role takes the place of the general block (`anders`) of its `groep`.
    """
    hier = [blok for blok in blokken if land is None or blok.land in (None, land)]
    if rol is None:
        return tuple(hier)
    voor_rol = [blok for blok in hier if not blok.rollen or rol in blok.rollen]
    eigen = [blok for blok in voor_rol if blok.rollen and blok.groep]
    return tuple(b for b in voor_rol if not (b.anders and any(_vervangt(e, b, land) for e in eigen)))


def _vervangt(eigen: Blok, algemeen: Blok, land: LandId | None) -> bool:
    """True when the role's own block stands where the general one would, in the same country."""
    if eigen.groep != algemeen.groep:
        return False
    # From one country everything that is left holds there; from all, a Dutch block says nothing Flemish.
    return land is not None or eigen.land in (None, algemeen.land)
