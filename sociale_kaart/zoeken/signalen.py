"""Tells the index what changed: after the commit, once for all that one request changed."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save

from sociale_kaart.models import (
    Aanbod,
    AanbodLocatie,
    Indeling,
    Kanaal,
    Kenmerk,
    Locatie,
    Organisatie,
    Synoniem,
    Term,
    Werkgebied,
    Zoekachterstand,
)
from sociale_kaart.zoeken import achterstand, index

_wachtend = threading.local()


def _raakt(rij: Any, database: str) -> Iterable[uuid.UUID]:
    """The aanbod whose index a change of this row touches."""
    match rij:
        case Aanbod():
            return [rij.pk]
        case Kanaal() | Kenmerk() | Werkgebied() | AanbodLocatie():
            return [rij.aanbod_id]
        case Organisatie():
            wie = Q(organisatie=rij.pk)
        case Locatie():
            wie = Q(locaties__locatie=rij.pk)
        case Term():
            wie = Q(kenmerken__term=rij.pk)
        case _:
            wie = Q(kenmerken__term__indeling=rij.pk)
    return Aanbod.objects.using(database).filter(wie).values_list("pk", flat=True)


def _gewijzigd(sender: type[Any], instance: Any, using: str, raw: bool = False, **_: Any) -> None:
    if raw:
        return
    raakt: set[achterstand.Wie] = set() if sender is Synoniem else set(_raakt(instance, using))
    if sender in _ONTHOUDEN:
        raakt.add(None)
    achterstand.noteer(raakt, using)
    ids: dict[str, set[achterstand.Wie]] = _wachtend.__dict__.setdefault("ids", {})
    ids.setdefault(using, set()).update(raakt)
    transaction.on_commit(lambda: _verwerk(using), using=using)


def _verwerk(database: str) -> None:
    """The first of a commit does the work of all; what a rollback left behind is done again for nothing.

    The change is in, whatever happens here: what fails is left to `haal_in`.
    """
    ids = _wachtend.__dict__.get("ids", {}).pop(database, None)
    if ids:
        index.probeer(ids, database)


_ONTHOUDEN = (Indeling, Synoniem, Term)
"""What a process remembers with the words of the map, also when no aanbod has it."""
_ZOEKBAAR = (
    Aanbod,
    AanbodLocatie,
    Indeling,
    Kanaal,
    Kenmerk,
    Locatie,
    Organisatie,
    Synoniem,
    Term,
    Werkgebied,
)


def verbind() -> None:
    """Connect the signals; the app does this once."""
    for model in _ZOEKBAAR:
        for signaal in (post_save, post_delete):
            signaal.connect(_gewijzigd, sender=model, dispatch_uid=f"zoekindex.{model.__name__}")


def na_migreren(using: str, **_: Any) -> None:
    """Make the index with the migrations, when the map has something and the index is not of this version."""
    tabellen = connections[using].introspection.table_names()
    laatste = Zoekachterstand._meta.db_table
    if laatste not in tabellen or not Aanbod.objects.using(using).exists():
        return
    index.merk(using)
