"""A file between bringing it in and saying yes: looked at piece by piece, written at once, gone afterwards.

Each step may be the last: a closed browser or a killed process leaves the map as it was, or with everything in it.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from sociale_kaart.models import Invoer, Invoerdeel
from sociale_kaart.uitwisseling import gelijken, hsds, tabel
from sociale_kaart.uitwisseling.beeld import Plan
from sociale_kaart.uitwisseling.fouten import Onleesbaar
from sociale_kaart.uitwisseling.schrijven import AlGedaan, Botsing, schrijf, stand, stukken
from sociale_kaart.uitwisseling.uitkomst import Uitkomst
from sociale_kaart.zoeken import index

_INDEX_STUK = 200

Deel = dict[str, Any]


def soort_van(inhoud: bytes) -> str:
    """By what it is, not by what it is called: JSON begins with a bracket, and no table does."""
    begin = inhoud[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return Invoer.Soort.HSDS.value if begin in (b"[", b"{") else Invoer.Soort.TABEL.value


def verdeel(inhoud: bytes, naamruimte: uuid.UUID) -> tuple[str, list[Deel]]:
    """The pieces of a file. Raises Onleesbaar with what is wrong with it as a whole."""
    soort = soort_van(inhoud)
    if soort == Invoer.Soort.HSDS:
        return soort, hsds.nakijken.verdeel(inhoud, naamruimte)
    return soort, tabel.nakijken.verdeel(tabel.bestand.lees(inhoud), naamruimte)


def kijk_deel_na(soort: str, deel: Deel) -> Uitkomst:
    if soort == Invoer.Soort.HSDS:
        uitkomst: Uitkomst = hsds.nakijken.kijk_na(deel)
    else:
        uitkomst = tabel.nakijken.kijk_na(deel)
    gelijken.wijs_aan(uitkomst)
    return uitkomst


def breng_in(inhoud: bytes, door: AbstractBaseUser) -> Invoer:
    """Let a file wait. Raises Onleesbaar. What waited for more than a day goes."""
    Invoer.objects.verlopen().wis()
    sinds, pk = stand(), uuid.uuid4()
    soort, delen = verdeel(inhoud, pk)
    with transaction.atomic():
        Invoer.objects.filter(door_id=door.pk).wachtend().wis()
        invoer = Invoer.objects.create(
            id=pk, soort=soort, door_id=door.pk, rijen=sum(len(deel["rijen"]) for deel in delen), stand=sinds
        )
        Invoerdeel.objects.bulk_create(
            [Invoerdeel(invoer=invoer, nummer=nummer, inhoud=deel) for nummer, deel in enumerate(delen, 1)],
            batch_size=20,
        )
    return invoer


def ga_verder(invoer: Invoer, seconden: float) -> None:
    """Look at more pieces until the time is over; at least at one."""
    tot = time.monotonic() + seconden
    while deel := invoer.delen.filter(uitkomst__isnull=True).first():
        deel.uitkomst = kijk_deel_na(invoer.soort, deel.inhoud).als_json()
        deel.save(update_fields=["uitkomst"])
        if time.monotonic() > tot:
            break
    if not invoer.delen.filter(uitkomst__isnull=True).exists():
        Invoer.objects.filter(id=invoer.id, fase=Invoer.Fase.NAKIJKEN).update(fase=Invoer.Fase.KLAAR)
        invoer.refresh_from_db()


def voer_in(invoer: Invoer) -> int:
    """Write it, all or nothing, and once; how many aanbod were touched, now or when it was put in before.

    Raises Botsing or Onleesbaar, with nothing written.
    """
    if invoer.fase == Invoer.Fase.GEDAAN:
        return invoer.aantal
    if invoer.fase != Invoer.Fase.KLAAR:
        raise Botsing
    plan = Plan()
    for inhoud in invoer.delen.values_list("uitkomst", flat=True):
        uitkomst = Uitkomst.uit_json(inhoud or {})
        if uitkomst.fouten:
            raise Onleesbaar(uitkomst.fouten)
        plan.voeg_toe(uitkomst.plan)
    try:
        voor_de_index = schrijf(plan, invoer.stand, invoer.door_id, invoer)
    except AlGedaan:
        invoer.refresh_from_db()
        return invoer.aantal
    rond_af(invoer, voor_de_index)
    return len(plan.aanbod())


def rond_af(invoer: Invoer, voor_de_index: list[str]) -> None:
    """After the writing: the search index, and then nothing of the file is left."""
    werk_index_bij(voor_de_index)
    for deel in invoer.delen.only("id"):
        deel.delete()


def werk_index_bij(ids: Any, klaar: Callable[[int], None] = lambda aantal: None) -> None:
    """In pieces, each with a short lock of its own."""
    gedaan = 0
    for deel in stukken(ids, _INDEX_STUK):
        index.werk_bij([uuid.UUID(pk) for pk in deel])
        gedaan += len(deel)
        klaar(gedaan)
