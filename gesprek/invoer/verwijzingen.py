"""Referrals out of the sociale kaart in a dossier: rows that keep a slug, and a name as text.

The slug is looked up each time it is shown, so a number that an editor changes is changed in every dossier. The name is
what stays when the entry does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Onderdeel, Veld
from sociale_kaart.publiek import Contact, haal


@dataclass(frozen=True, slots=True)
class Plek:
    """Where referrals stand: a rijen field with a column for the slug and one for the name."""

    onderdeel: Onderdeel
    veld: Veld
    slug: str
    naam: str

    def slugs(self, dossier: Dossier) -> list[str]:
        """The slugs that a dossier keeps here, in order."""
        alle = (rij.waarden.get(self.slug, "") for rij in dossier.rijen.get(self.veld.id, ()))
        return list(dict.fromkeys(slug for slug in alle if slug))


def plekken(onderdelen: Iterable[Onderdeel]) -> list[Plek]:
    """The fields of these parts with a column of soort `aanbod`."""
    uit = []
    for onderdeel in onderdelen:
        for veld in onderdeel.velden:
            van_soort = {kolom.soort: kolom.id for kolom in reversed(veld.kolommen)}
            if "aanbod" in van_soort:
                uit.append(Plek(onderdeel, veld, van_soort["aanbod"], van_soort["kort"]))
    return uit


def slugs_van(dossier: Dossier) -> list[str]:
    """The slugs that a dossier keeps in any field that takes an aanbod, in order."""
    return list(dict.fromkeys(slug for plek in plekken(laad().onderdelen) for slug in plek.slugs(dossier)))


class Naslag:
    """The entries behind these slugs, asked for in one go when the first of them is shown."""

    def __init__(self, slugs: Iterable[str]) -> None:
        self.slugs = list(slugs)

    @classmethod
    def van(cls, dossier: Dossier) -> Naslag:
        return cls(slugs_van(dossier))

    @cached_property
    def _kaart(self) -> dict[str, Contact]:
        kaart = {contact.slug: contact for contact in haal(self.slugs)} if self.slugs else {}
        # Two that were merged into one are one answer; each still has its own row here.
        weg = [slug for slug in self.slugs if slug not in kaart]
        return kaart | {slug: contact for slug in weg for contact in haal([slug])}

    def __call__(self, slug: str) -> Contact | None:
        """The entry; None when it is not published (any more)."""
        return self._kaart.get(slug)


def voeg_toe(dossier: Dossier, contacten: Iterable[Contact], waar: Plek) -> tuple[Dossier, int]:
    """With a row there for each of these that has none yet, and how many that were."""
    rijen = list(dossier.rijen.get(waar.veld.id, ()))
    al = set(waar.slugs(dossier))
    nieuw = [contact for contact in dict.fromkeys(contacten) if contact.slug not in al]
    for contact in nieuw:
        bezet = {rij.id for rij in rijen}
        rijen.append(Rij(_rij_id(contact.slug, bezet), {waar.slug: contact.slug, waar.naam: contact.naam}))
    return dossier.met(rijen={**dossier.rijen, waar.veld.id: tuple(rijen)}), len(nieuw)


def _rij_id(slug: str, bezet: set[str]) -> str:
    """An id that belongs to this slug, so that two tabs that add the same one make one row."""
    return next(
        vrij
        for nummer in count()
        if (vrij := hashlib.blake2b(f"{nummer}:{slug}".encode(), digest_size=8).hexdigest()) not in bezet
    )
