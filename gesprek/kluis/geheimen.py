"""Small secrets of accounts at rest, sealed under the pepper: a stolen database gives none of them."""

from __future__ import annotations

import base64
import binascii

from gesprek.kluis import sleutels
from gesprek.kluis.kluizen import ring

_ZOUT = b"account"


def _sleutel(pepper: bytes) -> bytes:
    return sleutels.hkdf(pepper, _ZOUT, b"gesprek/kluis/account")


def verzegel(tekst: str) -> str:
    """A text as `pepper id:base64`, under the pepper that is in use now."""
    peppers = ring()
    sleutel = _sleutel(peppers.alle[peppers.huidig])
    envelop = sleutels.verzegel_sessie(sleutel, _ZOUT, tekst.encode())
    return f"{peppers.huidig}:{base64.b64encode(envelop).decode()}"


def ontzegel(verzegeld: str) -> str:
    """What `verzegel` sealed. Raises SleutelFout for another house's, or a changed one."""
    nummer, _, inhoud = verzegeld.partition(":")
    try:
        pepper = ring().alle[int(nummer)]
        envelop = base64.b64decode(inhoud, validate=True)
    except (ValueError, KeyError, binascii.Error):
        raise sleutels.SleutelFout("not sealed by this house") from None
    return sleutels.ontzegel_sessie(_sleutel(pepper), _ZOUT, envelop).decode()
