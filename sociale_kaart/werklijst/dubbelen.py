"""Which entries may be one and the same: same number, same address, or nearly the same name, in the same country.

Work stays in proportion to the map: entries meet only in blocks that share a key, and in a block larger than `BLOK`
each meets only its neighbours. So a number that a hundred entries share still shows up, without 4,950 pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from django.utils.translation import gettext

from sociale_kaart import startgegevens
from sociale_kaart.gelijkenis import naamsleutels, nummer, webadres, woorden, zelfde_naam
from sociale_kaart.models import Aanbod, GeenDubbele, Kanaal, OudAdres, Soort, Status

BLOK = 40
"""Entries with the same key that are all compared with each other."""
BUREN = 3
"""How many following entries each is compared with in a larger block."""

NUMMER, ADRES, NAAM = "nummer", "adres", "naam"


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """What the comparison needs to know of an aanbod."""

    id: UUID
    slug: str
    naam: str
    land: str
    status: str
    reden: str
    organisatie: UUID
    woorden: tuple[str, ...]
    andere: tuple[tuple[str, ...], ...]
    kanalen: tuple[tuple[str, str, str], ...]
    """(NUMMER or ADRES, in one form, as it stands there)."""

    @property
    def gearchiveerd(self) -> bool:
        return self.status == Status.GEARCHIVEERD

    @property
    def landen(self) -> tuple[str, ...]:
        return ("NL", "BE") if self.land == "NLBE" else (self.land,)


@dataclass(slots=True)
class Paar:
    """Two entries that may be one. `blijft` is the one that had better stay."""

    blijft: Kandidaat
    vervalt: Kandidaat
    zelfde: dict[str, str] = field(default_factory=dict)
    """What is the same: NUMMER, ADRES, NAAM → how it stands there."""

    @property
    def anker(self) -> str:
        """Where it stands on the page of doubles."""
        return f"{self.blijft.slug}--{self.vervalt.slug}"

    @property
    def redenen(self) -> list[str]:
        """Why they stand here, in words."""
        zinnen = {
            NUMMER: gettext("Zelfde nummer: %(wat)s."),
            ADRES: gettext("Zelfde website: %(wat)s."),
            NAAM: gettext("Bijna dezelfde naam."),
        }
        return [zinnen[soort] % {"wat": self.zelfde[soort]} for soort in zinnen if soort in self.zelfde]

    @property
    def weegt(self) -> bool:
        """One organisatie may well have two aanbod with one number or one website; then it takes more."""
        if self.blijft.organisatie != self.vervalt.organisatie:
            return True
        return NAAM in self.zelfde or len(self.zelfde) > 1


def zoek() -> list[Paar]:
    """Every pair that may be a double and that nobody called different, the surest first."""
    gezien = set(GeenDubbele.objects.values_list("een_id", "ander_id"))
    paren = (
        paar for sleutel, paar in _vergelijk(_kandidaten()).items() if sleutel not in gezien and paar.weegt
    )
    return sorted(
        paren,
        key=lambda p: (
            -len(p.zelfde),
            NAAM not in p.zelfde,
            p.blijft.naam.casefold(),
            p.blijft.id,
            p.vervalt.id,
        ),
    )


def _kandidaten() -> list[Kandidaat]:
    """All aanbod that is not already known to have gone up in another."""
    kanalen: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    soorten = [Soort.TELEFOON, *Soort.links()]
    for aanbod, soort, waarde in Kanaal.objects.filter(soort__in=soorten).values_list(
        "aanbod_id", "soort", "waarde"
    ):
        kanalen[aanbod].append((soort, waarde))
    rijen = Aanbod.objects.exclude(
        status=Status.GEARCHIVEERD, slug__in=OudAdres.objects.values("slug")
    ).values_list("id", "slug", "naam", "land", "status", "reden", "organisatie_id", "andere_namen")
    return [
        Kandidaat(
            *rij[:7],
            woorden=woorden(rij[2]),
            andere=tuple(woorden(deel) for deel in rij[7].replace(";", ",").split(",") if deel.strip()),
            kanalen=tuple(_genormaliseerd(soort, waarde, rij[3]) for soort, waarde in kanalen[rij[0]]),
        )
        for rij in rijen
    ]


def _genormaliseerd(soort: str, waarde: str, land: str) -> tuple[str, str, str]:
    if soort == Soort.TELEFOON:
        return (NUMMER, nummer(waarde, land), waarde)
    return (ADRES, webadres(waarde), waarde)


def _vergelijk(kandidaten: list[Kandidaat]) -> dict[tuple[UUID, UUID], Paar]:
    paren: dict[tuple[UUID, UUID], Paar] = {}
    contact: dict[tuple[str, ...], list[Kandidaat]] = defaultdict(list)
    namen: dict[tuple[object, ...], list[Kandidaat]] = defaultdict(list)
    vorm = {}
    for wie in kandidaten:
        for soort, waarde, zoals_het_er_staat in dict.fromkeys(wie.kanalen):
            vorm[soort, waarde] = zoals_het_er_staat
            for land in wie.landen:
                contact[soort, waarde, land].append(wie)
        for land in wie.landen:
            for sleutel in set(_naamsleutels(wie)):
                namen[land, *sleutel].append(wie)
    for (soort, waarde, _land), blok in contact.items():
        for een, ander in _in_blok(blok):
            _noteer(paren, een, ander, soort, vorm[soort, waarde])
    for blok in namen.values():
        for een, ander in _in_blok(blok):
            if _dezelfde_naam(een, ander):
                _noteer(paren, een, ander, NAAM, een.naam)
    return paren


def _naamsleutels(wie: Kandidaat) -> Iterator[tuple[object, ...]]:
    """Under which keys a name meets others; each other name only as a whole."""
    yield from naamsleutels(wie.woorden)
    for andere in wie.andere:
        yield ("heel", "".join(andere))


def _in_blok(blok: list[Kandidaat]) -> Iterable[tuple[Kandidaat, Kandidaat]]:
    uniek = list({wie.id: wie for wie in blok}.values())
    if len(uniek) <= BLOK:
        return combinations(uniek, 2)
    uniek.sort(key=lambda wie: (wie.woorden, wie.id))
    return ((wie, ander) for plek, wie in enumerate(uniek) for ander in uniek[plek + 1 : plek + 1 + BUREN])


def _dezelfde_naam(een: Kandidaat, ander: Kandidaat) -> bool:
    if zelfde_naam(een.woorden, ander.woorden):
        return True
    return een.woorden in ander.andere or ander.woorden in een.andere


def _noteer(
    paren: dict[tuple[UUID, UUID], Paar], een: Kandidaat, ander: Kandidaat, soort: str, wat: str
) -> None:
    if een.gearchiveerd and ander.gearchiveerd:
        return
    sleutel = op_volgorde(een.id, ander.id)
    if sleutel not in paren:
        blijft, vervalt = sorted((een, ander), key=_blijft_liever)
        paren[sleutel] = Paar(blijft, vervalt)
    paren[sleutel].zelfde.setdefault(soort, wat)


def op_volgorde(een: UUID, ander: UUID) -> tuple[UUID, UUID]:
    """A pair as `GeenDubbele` keeps it."""
    return (een, ander) if een < ander else (ander, een)


def _blijft_liever(wie: Kandidaat) -> tuple[bool, bool, bool, str, UUID]:
    """First what content points at, then what the public already sees."""
    return (
        wie.gearchiveerd,
        wie.slug not in van_de_start(),
        wie.status != Status.GEPUBLICEERD,
        wie.naam.casefold(),
        wie.id,
    )


def van_de_start() -> frozenset[str]:
    """The slugs at which content points."""
    return frozenset(start.slug for start in startgegevens.lees())
