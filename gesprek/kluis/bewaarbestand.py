"""A bewaarbestand: gesprekken of a kluis as one file, that only the code and this house's pepper open.

    kop      = magic (8) ‖ format (1) ‖ huismerk of the pepper (8) ‖ kluis (16) ‖ wrapped DEK (74)
    envelop  = everything in one, sealed under the DEK as a gesprek is; its AAD is the whole kop
    slot     = SHA-256(kop ‖ envelop)

An open kluis knows its DEK and not its code, so the file takes the wrapped DEK along as the row has it: a code that
is renewed later does not open an older file, the code of that day does. One envelope and not one per gesprek:
nothing in it can be swapped, dropped or mixed with another file, and its size tells no number. Nothing is packed, so
nothing can swell. The hash at the end needs no key and tells no secret: a damaged file is called damaged before
anybody starts doubting the code.

`tests/kluis/bewaarbestand.json` freezes format 1.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast
from uuid import UUID

from gesprek import dossier as dossiers
from gesprek.dossier import Dossier
from gesprek.inhoud.model import LandId
from gesprek.kluis import kluizen, sleutels
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.kluis.kluizen import NietGevonden, OpenKluis
from gesprek.models import Kluis

# As PNG begins: a file that went through something that changes text is not taken for ours.
MAGIE: Final = b"\x89SHG\r\n\x1a\n"
FORMAAT: Final = 1
# With the form around it a file must stay under the 8 MB of a request, or it could not come back.
HOOGSTENS: Final = 7_500_000

_HUISMERK: Final = slice(9, 17)
_KLUIS: Final = slice(17, 33)
_DEK: Final = slice(33, 107)
_KOP: Final = _DEK.stop
_SLOT: Final = 32
_RUIM: Final = 100


class BestandFout(ValueError):
    """This file cannot be opened; the kinds of it say why."""


class Vreemd(BestandFout):
    """Not a bewaarbestand at all."""


class Beschadigd(BestandFout):
    """A bewaarbestand that is not whole, or changed on its way."""


class Nieuwer(BestandFout):
    """Made by a newer version of this software."""


class AnderHuis(BestandFout):
    """Made at another site, or under a pepper that is gone."""


class PastNiet(BestandFout):
    """The code is not that of this file, or the file was changed with care."""


@dataclass(frozen=True, slots=True)
class Inhoud:
    """What a bewaarbestand holds: the settings of its kluis, and per gesprek the day it was begun and its dossier."""

    land: LandId
    rol: str
    bewaardagen: int
    gesprekken: tuple[tuple[date, Dossier], ...]


def verdeel(gesprekken: Iterable[OpenGesprek]) -> list[list[OpenGesprek]]:
    """The gesprekken over as few files as they fit in, the oldest first. Mostly that is one."""
    delen: list[list[OpenGesprek]] = []
    over = 0
    for gesprek in sorted(gesprekken, key=lambda een: (een.aangemaakt_op, een.id)):
        maat = len(dossiers.naar_json(gesprek.dossier)) + _RUIM
        if maat > over:
            delen.append([])
            over = HOOGSTENS
        delen[-1].append(gesprek)
        over -= maat
    return delen


def maak(kluis: OpenKluis, gesprekken: Iterable[OpenGesprek]) -> bytes:
    """These gesprekken of this kluis as a file. Raises NietGevonden when the kluis was deleted."""
    verpakt = Kluis.objects.filter(id=kluis.id).values_list("verpakte_dek", flat=True).first()
    if verpakt is None:
        raise NietGevonden
    inhoud = Inhoud(
        kluis.land,
        kluis.rol,
        kluis.bewaardagen,
        tuple((een.aangemaakt_op, een.dossier) for een in gesprekken),
    )
    pepper = kluizen.ring().alle[sleutels.pepper_id_van(bytes(verpakt))]
    return verzegel(inhoud, dek=kluis.dek, kluis=kluis.id, verpakte_dek=bytes(verpakt), pepper=pepper)


def verzegel(inhoud: Inhoud, *, dek: bytes, kluis: UUID, verpakte_dek: bytes, pepper: bytes) -> bytes:
    """The bytes of a file."""
    kop = MAGIE + bytes([FORMAAT]) + sleutels.huismerk(pepper) + kluis.bytes + verpakte_dek
    heel = kop + sleutels.verzegel(dek, _naar_json(inhoud), sleutels.bestand_aad(kop))
    return heel + hashlib.sha256(heel).digest()


def keur(bestand: bytes) -> bytes:
    """The pepper that this file asks for, without a code: cheap, and before anything is computed with one.

    Raises Vreemd, Nieuwer, Beschadigd or AnderHuis.
    """
    if bestand[: len(MAGIE)] != MAGIE:
        raise Vreemd
    if bestand[len(MAGIE) : len(MAGIE) + 1] > bytes([FORMAAT]):
        raise Nieuwer
    slot = hashlib.sha256(bestand[:-_SLOT]).digest()
    if len(bestand) <= _KOP + _SLOT or bestand[8] != FORMAAT or bestand[-_SLOT:] != slot:
        raise Beschadigd
    for pepper in kluizen.ring().alle.values():
        if hmac.compare_digest(sleutels.huismerk(pepper), bestand[_HUISMERK]):
            return pepper
    raise AnderHuis


def open_met(bestand: bytes, gestrekt: bytes) -> Inhoud:
    """What is in a file, with a code that was stretched. Raises a BestandFout."""
    pepper, kop = keur(bestand), bestand[:_KOP]
    try:
        kek = sleutels.kek(gestrekt, pepper)
        dek = sleutels.pak_dek_uit(kek, kop[_DEK], UUID(bytes=kop[_KLUIS]))
        ruw = sleutels.ontzegel(dek, bestand[_KOP:-_SLOT], sleutels.bestand_aad(kop))
    except sleutels.SleutelFout:
        raise PastNiet from None
    return _uit_json(ruw)


def _naar_json(inhoud: Inhoud) -> bytes:
    ruw = {
        "land": inhoud.land,
        "rol": inhoud.rol,
        "bewaardagen": inhoud.bewaardagen,
        "gesprekken": [
            {"begonnen_op": dag.isoformat(), "dossier": json.loads(dossiers.naar_json(dossier))}
            for dag, dossier in inhoud.gesprekken
        ],
    }
    return json.dumps(ruw, ensure_ascii=False, separators=(",", ":")).encode()


def _uit_json(ruw: bytes) -> Inhoud:
    try:
        data: dict[str, Any] = json.loads(ruw)
        if any(een["dossier"]["schema"] > dossiers.SCHEMA for een in data["gesprekken"]):
            raise Nieuwer
        return Inhoud(
            land=cast(LandId, data["land"]),
            rol=data["rol"],
            bewaardagen=data["bewaardagen"],
            gesprekken=tuple(
                (
                    date.fromisoformat(een["begonnen_op"]),
                    dossiers.uit_json(json.dumps(een["dossier"]).encode()),
                )
                for een in data["gesprekken"]
            ),
        )
    except BestandFout:
        raise
    except (KeyError, TypeError, ValueError):
        raise Beschadigd from None
