"""What the index still has to do. It stands in the database as soon as the change does, and goes with the work.

Who makes a change does the work right after the commit. What is older than UITSTEL was left behind, and is for whoever
comes by: the next question takes a little, the hourly clean-up all of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sociale_kaart.models import Zoekachterstand

UITSTEL = timedelta(minutes=1)
_STUK = 500

Wie = uuid.UUID | None
"""An aanbod, or None for the words of the map."""


def rijen(ids: Iterable[Wie]) -> list[Zoekachterstand]:
    """To be written in the transaction of the change."""
    nu = timezone.now()
    return [Zoekachterstand(aanbod=pk, sinds=nu) for pk in ids]


def noteer(ids: Iterable[Wie], database: str) -> None:
    """Write them now."""
    Zoekachterstand.objects.using(database).bulk_create(rijen(ids), batch_size=_STUK)


def blijft_liggen(database: str) -> QuerySet[Zoekachterstand]:
    """What nobody seems to be busy with."""
    return Zoekachterstand.objects.using(database).filter(sinds__lt=timezone.now() - UITSTEL)


def neem(database: str, hoogstens: int) -> set[Wie]:
    """Some of what was left behind. Nobody else takes it for as long as UITSTEL, and after that anybody may again."""
    with transaction.atomic(using=database):
        wacht = blijft_liggen(database).order_by("sinds", "pk").select_for_update(skip_locked=True)
        genomen = dict(wacht.values_list("pk", "aanbod")[:hoogstens])
        Zoekachterstand.objects.using(database).filter(pk__in=genomen).update(sinds=timezone.now())
    return set(genomen.values())


def van(ids: Iterable[uuid.UUID], database: str) -> list[int]:
    """The rows of these aanbod. Ask before reading the aanbod: what they stand for is then in what is read."""
    bron = iter(ids)
    uit: list[int] = []
    while stuk := list(islice(bron, _STUK)):
        uit += Zoekachterstand.objects.using(database).filter(aanbod__in=stuk).values_list("pk", flat=True)
    return uit


def van_de_woorden(database: str) -> list[int]:
    return list(
        Zoekachterstand.objects.using(database).filter(aanbod__isnull=True).values_list("pk", flat=True)
    )


def gedaan(pks: list[int], database: str) -> None:
    for begin in range(0, len(pks), _STUK):
        stuk = pks[begin : begin + _STUK]
        Zoekachterstand.objects.using(database).filter(pk__in=stuk)._raw_delete(database)
