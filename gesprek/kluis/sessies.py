"""An open kluis in one browser: a cookie of 32 random bytes and a row that holds what only the cookie opens."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import OperationalError
from django.utils import timezone

from gesprek.kluis import kluizen, sleutels, tijd
from gesprek.kluis.kluizen import OpenKluis
from gesprek.models import KluisSessie

RUST_EIGEN = timedelta(minutes=60)
RUST_GEDEELD = timedelta(minutes=20)
MAXIMUM = timedelta(hours=8)
# Idle time is written at most once a minute, so that reading a page is not a write.
SCHRIJF_NA = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Controle:
    """Two words of a code that may be asked back; they go once they were."""

    plekken: tuple[int, int]
    woorden: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sessie:
    """What an open session knows. `cookie` is its only key.

    code: a code that was just made, so that a reload shows the same one; it goes as soon as the user kept it
    zonder_code: nobody was ever shown a code of this kluis (a practice case); once it locks, it is lost
    """

    cookie: str
    kluis: OpenKluis
    gedeeld: bool
    controle: Controle | None
    actief_tot: datetime
    eindigt_op: datetime
    code: tuple[int, ...] | None = None
    zonder_code: bool = False

    def __repr__(self) -> str:
        return f"Sessie({self.kluis!r})"

    @property
    def rust(self) -> timedelta:
        """How long it may lie idle before it locks."""
        return _rust(self.gedeeld)

    @property
    def begonnen_op(self) -> date:
        """The day on which it began, Europe/Amsterdam."""
        return timezone.localdate(self.eindigt_op - MAXIMUM)


def _rust(gedeeld: bool) -> timedelta:
    return RUST_GEDEELD if gedeeld else RUST_EIGEN


def _bytes(cookie: str) -> bytes | None:
    try:
        ruw = base64.urlsafe_b64decode(cookie.encode("ascii") + b"=")
    except (binascii.Error, ValueError, UnicodeEncodeError):
        return None
    return ruw if len(ruw) == 32 else None


def _inhoud(sessie: Sessie) -> bytes:
    return json.dumps(
        {
            "kluis": sessie.kluis.id.hex,
            "dek": sessie.kluis.dek.hex(),
            "merk": sessie.kluis.merk,
            "gedeeld": sessie.gedeeld,
            "controle": [sessie.controle.plekken, sessie.controle.woorden] if sessie.controle else None,
            "code": sessie.code,
            "zonder_code": sessie.zonder_code,
        }
    ).encode()


def maak(
    kluis: OpenKluis,
    *,
    gedeeld: bool,
    controle: Controle | None = None,
    code: tuple[int, ...] | None = None,
    zonder_code: bool = False,
) -> Sessie:
    """A new session for this kluis; the caller sets the cookie."""
    sleutel = secrets.token_bytes(32)
    zout = secrets.token_bytes(32)
    nu = tijd.nu()
    sessie = Sessie(
        cookie=base64.urlsafe_b64encode(sleutel).decode("ascii").rstrip("="),
        kluis=kluis,
        gedeeld=gedeeld,
        controle=controle,
        actief_tot=nu + _rust(gedeeld),
        eindigt_op=nu + MAXIMUM,
        code=code,
        zonder_code=zonder_code,
    )
    KluisSessie.objects.create(
        id=sleutels.sessie_rij(sleutel),
        zout=zout,
        envelop=sleutels.verzegel_sessie(sleutel, zout, _inhoud(sessie)),
        actief_tot=sessie.actief_tot,
        eindigt_op=sessie.eindigt_op,
    )
    return sessie


def zoek(cookie: str) -> Sessie | None:
    """The session of this cookie, or None when it is unknown or past its time, or its kluis is gone or has another
    code."""
    sleutel = _bytes(cookie)
    if sleutel is None:
        return None
    rij = KluisSessie.objects.filter(id=sleutels.sessie_rij(sleutel)).first()
    nu = tijd.nu()
    if rij is None or rij.actief_tot <= nu or rij.eindigt_op <= nu:
        return None
    try:
        inhoud = json.loads(sleutels.ontzegel_sessie(sleutel, bytes(rij.zout), bytes(rij.envelop)))
        kluis = kluizen.heropen(
            UUID(hex=inhoud["kluis"]), bytes.fromhex(inhoud["dek"]), inhoud.get("merk", "")
        )
    except (sleutels.SleutelFout, kluizen.NietGevonden):
        return None
    actief_tot = min(nu + _rust(inhoud["gedeeld"]), rij.eindigt_op)
    if actief_tot - rij.actief_tot >= SCHRIJF_NA:
        # A full disk must not stand in the way of reading.
        with suppress(OperationalError):
            KluisSessie.objects.filter(id=rij.id).update(actief_tot=actief_tot)
    else:
        actief_tot = rij.actief_tot
    ruw = inhoud["controle"]
    return Sessie(
        cookie=cookie,
        kluis=kluis,
        gedeeld=inhoud["gedeeld"],
        controle=Controle(tuple(ruw[0]), tuple(ruw[1])) if ruw else None,
        actief_tot=actief_tot,
        eindigt_op=rij.eindigt_op,
        code=tuple(inhoud["code"]) if inhoud["code"] else None,
        zonder_code=inhoud["zonder_code"],
    )


def onthoud(sessie: Sessie, controle: Controle | None = None, *, code: tuple[int, ...] | None = None) -> None:
    """Replace (or forget) the fresh code and the two words that may be asked back."""
    sleutel = _bytes(sessie.cookie)
    assert sleutel is not None
    zout = secrets.token_bytes(32)
    nieuw = replace(sessie, controle=controle, code=code, zonder_code=sessie.zonder_code and code is None)
    envelop = sleutels.verzegel_sessie(sleutel, zout, _inhoud(nieuw))
    KluisSessie.objects.filter(id=sleutels.sessie_rij(sleutel)).update(zout=zout, envelop=envelop)


def vergrendel(cookie: str) -> None:
    """Forget this session; the cookie opens nothing any more."""
    if sleutel := _bytes(cookie):
        KluisSessie.objects.filter(id=sleutels.sessie_rij(sleutel)).delete()
