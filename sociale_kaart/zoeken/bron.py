"""Reads what the index is made of: of many aanbod at once, and no more of them than it needs."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sociale_kaart.models import Aanbod, AanbodLocatie, Kanaal, Kenmerk, Status, Term, Werkgebied


class BronTerm(NamedTuple):
    indeling: str
    slug: str
    naam: str


class BronKanaal(NamedTuple):
    soort: str
    waarde: str
    altijd_open: bool


class Gebied(NamedTuple):
    provincie: str
    naam: str


class Adres(NamedTuple):
    plaats: str
    provincie: str
    breedtegraad: float | None
    lengtegraad: float | None
    verborgen: bool


@dataclass(frozen=True, slots=True)
class Bron:
    """One published aanbod with all that can be searched for in it."""

    pk: uuid.UUID
    namen: Sequence[str]
    teksten: Sequence[str]
    land: str
    bereik: str
    soort: str
    gratis: bool | None
    anoniem: bool | None
    zelf: bool | None
    verwijzer: bool | None
    afspraak: bool | None
    termen: Sequence[BronTerm]
    kanalen: Sequence[BronKanaal]
    gebieden: Sequence[Gebied]
    locaties: Sequence[Adres]


def lees(ids: Collection[uuid.UUID], database: str) -> Iterator[Bron]:
    """The published ones of these, in six statements."""
    termen = {
        pk: BronTerm(*term)
        for pk, *term in Term.objects.using(database).values_list("pk", "indeling__slug", "slug", "naam")
    }
    eigen = _per_aanbod(Kenmerk.objects.using(database), ids, "term")
    kanalen = _per_aanbod(Kanaal.objects.using(database), ids, *BronKanaal._fields)
    gebieden = _per_aanbod(Werkgebied.objects.using(database), ids, *Gebied._fields)
    locaties = _per_aanbod(
        AanbodLocatie.objects.using(database), ids, *(f"locatie__{naam}" for naam in Adres._fields)
    )
    rijen = Aanbod.objects.using(database).filter(pk__in=ids, status=Status.GEPUBLICEERD).order_by("pk")
    for rij in rijen.values_list(
        "pk",
        "naam",
        "andere_namen",
        "organisatie__naam",
        "organisatie__andere_namen",
        "wat",
        "voor_wie",
        "uitleg",
        "aanmelden",
        "organisatie__omschrijving",
        "land",
        "bereik",
        "soort",
        "gratis",
        "anoniem",
        "zelf_aanmelden",
        "via_verwijzer",
        "op_afspraak",
    ):
        pk = rij[0]
        yield Bron(
            pk,
            rij[1:5],
            rij[5:10],
            *rij[10:],
            termen=[termen[term] for (term,) in eigen[pk]],
            kanalen=[BronKanaal(*kanaal) for kanaal in kanalen[pk]],
            gebieden=[Gebied(*gebied) for gebied in gebieden[pk]],
            locaties=[Adres(*adres) for adres in locaties[pk]],
        )


def _per_aanbod(
    rijen: QuerySet[Any], ids: Collection[uuid.UUID], *velden: str
) -> dict[uuid.UUID, list[tuple[Any, ...]]]:
    uit = defaultdict[uuid.UUID, list[tuple[Any, ...]]](list)
    for pk, *waarden in rijen.filter(aanbod__in=ids).order_by("pk").values_list("aanbod", *velden):
        uit[pk].append(tuple(waarden))
    return uit
