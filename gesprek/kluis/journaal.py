"""The deletion journal: what was deleted stays dead, also after a back-up is put back.

It holds HMAC(id) and a day, in a database of its own that is never in the main back-up. A kluis, a gesprek, a
deling and a lead who left are noted alike; without the key nobody can tell which, or whether a given one was
deleted.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import models

from gesprek.kluis import tijd
from gesprek.models import Deling, Gesprek, Kluis, Teamlid, Wissing

# Longer than any back-up should be kept (180 days of a gesprek and the same again).
BEWAAR_DAGEN = 400


def _sleutel(ding: UUID) -> bytes:
    return hmac.digest(settings.WISJOURNAAL_SLEUTEL, ding.bytes, hashlib.sha256)


def noteer(*dingen: UUID) -> None:
    """Write down that these were deleted; twice is the same as once."""
    regels = [Wissing(sleutel=_sleutel(ding), dag=tijd.vandaag()) for ding in dingen]
    Wissing.objects.bulk_create(regels, ignore_conflicts=True, batch_size=500)


def is_genoteerd(ding: UUID) -> bool:
    """Whether it was deleted, as far as the journal goes back."""
    return Wissing.objects.filter(sleutel=_sleutel(ding)).exists()


def speel_af(sinds: date | None = None) -> int:
    """Delete again everything in the main database that the journal names, or names since a day. Returns how many
    rows that were."""
    regels = Wissing.objects.filter(dag__gte=sinds) if sinds else Wissing.objects.all()
    genoteerd = {bytes(s) for s in regels.values_list("sleutel", flat=True).iterator()}
    if not genoteerd:
        return 0
    aantal = 0
    soorten: tuple[type[models.Model], ...] = (Teamlid, Deling, Gesprek, Kluis)
    for soort in soorten:
        ids = soort._default_manager.values_list("pk", flat=True)
        dood = [ding for ding in ids.iterator() if _sleutel(ding) in genoteerd]
        for i in range(0, len(dood), 500):
            soort._default_manager.filter(pk__in=dood[i : i + 500]).delete()
        aantal += len(dood)
    return aantal
