"""Begin, open, re-key, set and delete a kluis.

The only way from a code to what is in a kluis. An `OpenKluis` is proof that the code was given: whoever holds one
may read and write that kluis, and nothing else in the house hands one out.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from gesprek.inhoud.model import LandId
from gesprek.kluis import code as codes
from gesprek.kluis import journaal, sleutels, tijd, wal
from gesprek.models import Gesprek, Kluis

INSTELLINGEN_SCHEMA = 1
BEWAARDAGEN: int = Kluis._meta.get_field("bewaardagen").default
# The settings envelope shares the DEK with the gesprekken; the nil UUID keeps its AAD apart from all of them.
_GEEN_GESPREK = UUID(int=0)
_WACHT_SECONDEN = 4.0
_argon = threading.BoundedSemaphore(settings.ARGON_TEGELIJK)


class Druk(Exception):
    """All places to check a code are taken; for everyone alike, so that it tells nothing about a code."""


class NietGevonden(Exception):
    """No kluis for this code: mistyped, past its date or deleted. Which of the three nobody can tell."""


@dataclass(frozen=True, slots=True)
class OpenKluis:
    """A kluis whose code was given. `dek` never leaves the process but sealed.

    `merk` is a fingerprint of the row's vindsleutel: it changes with the code.
    """

    id: UUID
    dek: bytes
    land: LandId
    rol: str
    bewaardagen: int
    verwijderd_op: date
    geopend_op: date
    merk: str = ""

    def __repr__(self) -> str:
        return f"OpenKluis({self.id})"


@contextmanager
def argonplek() -> Iterator[None]:
    """A place for one Argon2 computation (32 MiB); raises Druk when none comes free in time."""
    if not _argon.acquire(timeout=_WACHT_SECONDEN):
        raise Druk
    try:
        yield
    finally:
        _argon.release()


def ring() -> sleutels.Peppers:
    """The peppers of this house; the last one set is used for new codes."""
    return sleutels.Peppers(huidig=list(settings.PEPPERS)[-1], alle=settings.PEPPERS)


def strek(code: tuple[int, ...]) -> bytes:
    """S of a code, as `sleutels` tells it; raises Druk."""
    with argonplek():
        return sleutels.strek(code)


def _verzegel_instellingen(dek: bytes, kluis_id: UUID, land: LandId, rol: str) -> bytes:
    tekst = json.dumps({"land": land, "rol": rol}).encode()
    return sleutels.verzegel(dek, tekst, sleutels.aad(INSTELLINGEN_SCHEMA, kluis_id, _GEEN_GESPREK, 0))


def _open_rij(rij: Kluis, dek: bytes) -> OpenKluis:
    ruw = sleutels.ontzegel(
        dek, bytes(rij.instellingen), sleutels.aad(INSTELLINGEN_SCHEMA, rij.id, _GEEN_GESPREK, 0)
    )
    instellingen: dict[str, Any] = json.loads(ruw)
    return OpenKluis(
        id=rij.id,
        dek=dek,
        land=instellingen["land"],
        rol=instellingen["rol"],
        bewaardagen=rij.bewaardagen,
        verwijderd_op=rij.verwijderd_op,
        geopend_op=rij.geopend_op,
        merk=_merk(bytes(rij.vindsleutel)),
    )


def _merk(vindsleutel: bytes) -> str:
    return hashlib.sha256(vindsleutel).digest()[:16].hex()


def begin(land: LandId, rol: str) -> tuple[OpenKluis, tuple[int, ...]]:
    """A new, empty kluis and its code (word indices). The code is not kept: show it, then forget it.

    Raises Druk.
    """
    nieuw = codes.nieuwe_code()
    return maak(strek(nieuw), land, rol), nieuw


def maak(gestrekt: bytes, land: LandId, rol: str, bewaardagen: int = BEWAARDAGEN) -> OpenKluis:
    """A new, empty kluis for a code that was stretched; raises IntegrityError when that code has one."""
    dek, kluis_id, peppers = sleutels.nieuwe_dek(), uuid4(), ring()
    pepper = peppers.alle[peppers.huidig]
    rij = Kluis.objects.create(
        id=kluis_id,
        vindsleutel=sleutels.vindsleutel(gestrekt, pepper),
        verpakte_dek=sleutels.verpak_dek(sleutels.kek(gestrekt, pepper), dek, kluis_id, peppers.huidig),
        instellingen=_verzegel_instellingen(dek, kluis_id, land, rol),
        aangemaakt_op=tijd.vandaag(),
        geopend_op=tijd.vandaag(),
        bewaardagen=bewaardagen,
        verwijderd_op=tijd.over(tijd.LEEG_DAGEN),
    )
    return _open_rij(rij, dek)


def open_met_code(code: tuple[int, ...]) -> OpenKluis:
    """The kluis of this code; opening moves its last day. Raises NietGevonden or Druk."""
    return open_gestrekt(strek(code))


def open_gestrekt(gestrekt: bytes) -> OpenKluis:
    """The kluis of a code that was stretched, as `open_met_code`; raises NietGevonden."""
    peppers = ring()
    op_sleutel = {sleutels.vindsleutel(gestrekt, pepper): nummer for nummer, pepper in peppers.alle.items()}
    rij = Kluis.objects.open_te_maken(tijd.vandaag()).filter(vindsleutel__in=list(op_sleutel)).first()
    if rij is None:
        raise NietGevonden
    try:
        kek = sleutels.kek(gestrekt, peppers.alle[op_sleutel[bytes(rij.vindsleutel)]])
        kluis = _open_rij(rij, sleutels.pak_dek_uit(kek, bytes(rij.verpakte_dek), rij.id))
    except sleutels.SleutelFout as fout:
        raise NietGevonden from fout
    return verleng(kluis)


def ruim_verlopen(gestrekt: bytes) -> None:
    """Delete the kluis of this code whose last day has come, ahead of the clean-up, so that the code is free."""
    vindsleutels = [sleutels.vindsleutel(gestrekt, pepper) for pepper in ring().alle.values()]
    verlopen = Kluis.objects.verlopen(tijd.vandaag()).filter(vindsleutel__in=vindsleutels)
    journaal.noteer(*verlopen.values_list("id", flat=True))
    verlopen.delete()


def is_eigen_code(kluis: OpenKluis, code: tuple[int, ...]) -> bool:
    """Whether this code opens this kluis. Costs one Argon2; raises Druk."""
    gestrekt = strek(code)
    vindsleutels = [sleutels.vindsleutel(gestrekt, pepper) for pepper in ring().alle.values()]
    return Kluis.objects.filter(id=kluis.id, vindsleutel__in=vindsleutels).exists()


def heropen(kluis_id: UUID, dek: bytes, merk: str) -> OpenKluis:
    """The kluis of an open session; raises NietGevonden when it was deleted or got another code since."""
    rij = Kluis.objects.filter(id=kluis_id).first()
    if rij is None or _merk(bytes(rij.vindsleutel)) != merk:
        raise NietGevonden
    try:
        return _open_rij(rij, dek)
    except sleutels.SleutelFout as fout:
        raise NietGevonden from fout


def verleng(kluis: OpenKluis) -> OpenKluis:
    """Set the last day again, counted from today; an empty kluis, or one with a practice case only, keeps the
    short term."""
    kort = tijd.over(tijd.LEEG_DAGEN)
    leeg = not Gesprek.objects.filter(kluis_id=kluis.id, verwijderd_op__gt=kort).exists()
    tot = kort if leeg else tijd.over(kluis.bewaardagen)
    # Always written: what `kluis` knows may be older than the row.
    Kluis.objects.filter(id=kluis.id).update(verwijderd_op=tot, geopend_op=tijd.vandaag())
    return replace(kluis, verwijderd_op=tot, geopend_op=tijd.vandaag())


def nieuwe_code(
    kluis: OpenKluis, meteen: Callable[[OpenKluis, tuple[int, ...]], None] | None = None
) -> tuple[int, ...]:
    """Re-wrap the kluis under a new code; from then on the old one finds nothing and no open session goes on.

    `meteen` is done in the same transaction: so the own session can go on, or the old code stays. Raises Druk, and
    NietGevonden when the kluis was deleted or somebody else was first.
    """
    nieuw, peppers = codes.nieuwe_code(), ring()
    gestrekt = strek(nieuw)
    pepper = peppers.alle[peppers.huidig]
    vindsleutel = sleutels.vindsleutel(gestrekt, pepper)
    verpakt = sleutels.verpak_dek(sleutels.kek(gestrekt, pepper), kluis.dek, kluis.id, peppers.huidig)
    with transaction.atomic():
        oud = Kluis.objects.filter(id=kluis.id).values_list("vindsleutel", flat=True).first()
        if oud is None or _merk(bytes(oud)) != kluis.merk:
            raise NietGevonden
        rij = Kluis.objects.filter(id=kluis.id, vindsleutel=oud)
        if not rij.update(vindsleutel=vindsleutel, verpakte_dek=verpakt):
            raise NietGevonden
        if meteen:
            meteen(replace(kluis, merk=_merk(vindsleutel)), nieuw)
    return nieuw


def stel_in(kluis: OpenKluis, *, land: LandId, rol: str, bewaardagen: int) -> OpenKluis:
    """Change country, role and term; raises NietGevonden, or ValueError for a term we do not offer."""
    try:
        geraakt = Kluis.objects.filter(id=kluis.id).update(
            instellingen=_verzegel_instellingen(kluis.dek, kluis.id, land, rol), bewaardagen=bewaardagen
        )
    except IntegrityError as fout:
        raise ValueError(bewaardagen) from fout
    if not geraakt:
        raise NietGevonden
    return verleng(replace(kluis, land=land, rol=rol, bewaardagen=bewaardagen))


def wis(kluis: OpenKluis) -> None:
    """Delete the kluis with everything in it, now, and put it in the journal so that no back-up revives it."""
    # Journal first: after a crash in between the clean-up finds it there and finishes the work.
    journaal.noteer(kluis.id)
    with transaction.atomic():
        Kluis.objects.filter(id=kluis.id).delete()
    wal.leeg_zo_mogelijk()
