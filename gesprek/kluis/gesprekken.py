"""The gesprekken in an open kluis: list, load, make, save by compare-and-swap, delete."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from gesprek import dossier as dossiers
from gesprek.dossier import Dossier
from gesprek.kluis import journaal, kluizen, sleutels, tijd, wal
from gesprek.kluis.kluizen import OpenKluis
from gesprek.models import Gesprek

MAX_BYTES = 500_000
_PER_KEER = 100


class GesprekWeg(Exception):
    """This gesprek is not in this kluis: never was, or deleted since."""


class Ingehaald(Exception):
    """Somebody else (another tab) saved in between; load again and merge."""


class TeGroot(Exception):
    """The dossier is larger than a gesprek may be (500 kB)."""


@dataclass(frozen=True, slots=True)
class OpenGesprek:
    """A gesprek in the clear: its dossier and the version that a save must still find."""

    id: UUID
    versie: int
    dossier: Dossier
    aangemaakt_op: date
    verwijderd_op: date


def _openen(kluis: OpenKluis, rij: Gesprek) -> OpenGesprek:
    ruw = sleutels.ontzegel(kluis.dek, bytes(rij.envelop), _aad(kluis, rij.id, rij.versie))
    return OpenGesprek(
        id=rij.id,
        versie=rij.versie,
        dossier=dossiers.uit_json(ruw),
        aangemaakt_op=rij.aangemaakt_op,
        verwijderd_op=min(rij.verwijderd_op, kluis.verwijderd_op),
    )


def _aad(kluis: OpenKluis, gesprek_id: UUID, versie: int) -> bytes:
    return sleutels.aad(dossiers.SCHEMA, kluis.id, gesprek_id, versie)


def _verzegel(kluis: OpenKluis, gesprek_id: UUID, versie: int, dossier: Dossier) -> bytes:
    ruw = dossiers.naar_json(dossier)
    if len(ruw) > MAX_BYTES:
        raise TeGroot
    return sleutels.verzegel(kluis.dek, ruw, _aad(kluis, gesprek_id, versie))


def lijst(kluis: OpenKluis, sinds: date) -> list[OpenGesprek]:
    """All gesprekken of the kluis, newest first. `sinds`: the day on which the session began (see `laad`)."""
    rijen = Gesprek.objects.filter(kluis_id=kluis.id, verwijderd_op__gt=sinds).order_by(
        "-aangemaakt_op", "id"
    )
    uit = []
    for rij in rijen:
        # One damaged row must not hide the others.
        with suppress(sleutels.SleutelFout):
            uit.append(_openen(kluis, rij))
    return uit


def laad(kluis: OpenKluis, gesprek_id: UUID, sinds: date) -> OpenGesprek:
    """One gesprek of this kluis; raises GesprekWeg.

    `sinds` is the day on which the session began: one that was open when the last day came may finish.
    """
    rij = Gesprek.objects.filter(kluis_id=kluis.id, id=gesprek_id, verwijderd_op__gt=sinds).first()
    if rij is None:
        raise GesprekWeg
    try:
        return _openen(kluis, rij)
    except sleutels.SleutelFout as fout:
        raise GesprekWeg from fout


def nieuw(kluis: OpenKluis, dossier: Dossier) -> OpenGesprek:
    """Put a new gesprek in the kluis; its term starts today. Raises TeGroot."""
    rij = _rij(kluis, dossier, tijd.vandaag())
    rij.save(force_insert=True)
    return _openen(kluizen.verleng(kluis), rij)


def voeg_toe(kluis: OpenKluis, eerder: Sequence[tuple[date, Dossier]]) -> tuple[OpenKluis, list[OpenGesprek]]:
    """Put gesprekken in the kluis that were begun earlier, on that day; their terms start today. Raises TeGroot."""
    rijen = [_rij(kluis, dossier, min(begonnen_op, tijd.vandaag())) for begonnen_op, dossier in eerder]
    Gesprek.objects.bulk_create(rijen, batch_size=_PER_KEER)
    verlengd = kluizen.verleng(kluis)
    return verlengd, [_openen(verlengd, rij) for rij in rijen]


def _rij(kluis: OpenKluis, dossier: Dossier, begonnen_op: date) -> Gesprek:
    gesprek_id = uuid4()
    return Gesprek(
        id=gesprek_id,
        kluis_id=kluis.id,
        versie=1,
        envelop=_verzegel(kluis, gesprek_id, 1, dossier),
        aangemaakt_op=begonnen_op,
        # A practice case is nobody's work: it keeps the short term of an empty kluis.
        verwijderd_op=tijd.over(tijd.LEEG_DAGEN if dossier.oefening else tijd.MAX_GESPREK_DAGEN),
    )


def bewaar(kluis: OpenKluis, gesprek: OpenGesprek, dossier: Dossier) -> OpenGesprek:
    """Save `dossier` if nobody saved since `gesprek` was loaded: one compare-and-swap UPDATE.

    Returns the gesprek with its new version. Raises Ingehaald, TeGroot.
    """
    versie = gesprek.versie + 1
    geraakt = Gesprek.objects.filter(kluis_id=kluis.id, id=gesprek.id, versie=gesprek.versie).update(
        envelop=_verzegel(kluis, gesprek.id, versie, dossier), versie=versie
    )
    if not geraakt:
        raise Ingehaald
    return replace(gesprek, versie=versie, dossier=dossier)


def wis(kluis: OpenKluis, gesprek_id: UUID) -> None:
    """Delete one gesprek, now, and note it in the journal; a kluis that becomes empty gets the short term."""
    if Gesprek.objects.filter(kluis_id=kluis.id, id=gesprek_id).exists():
        journaal.noteer(gesprek_id)
        Gesprek.objects.filter(kluis_id=kluis.id, id=gesprek_id).delete()
        kluizen.verleng(kluis)
        wal.leeg_zo_mogelijk()
