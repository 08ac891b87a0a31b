"""The key schedule of the kluis: pure functions from bytes to bytes.

    S           = Argon2id(code)                                     64 bytes, 32 MiB, 3 passes, 1 lane
    vindsleutel = HMAC-SHA-256(pepper, "loc" ‖ S[:32])               finds the row
    KEK         = HKDF-SHA-256(S[32:] ‖ HMAC-SHA-256(pepper, "kek")) opens the row's DEK
    DEK         = 32 random bytes, wrapped under the KEK             opens everything else in the kluis

Without the pepper a stolen database gives nothing to try codes against; without a code the pepper gives
nothing either. Argon2id is RFC 9106 (libsodium's), HKDF is RFC 5869, and the seal is libsodium's
XChaCha20-Poly1305-IETF with a random nonce of 24 bytes. Not covered: whoever reads the server's memory while
a kluis is open.

Sealed bytes begin with a format byte. `tests/kluis/vectoren.json` freezes format 1: a change that breaks it
needs a new format beside the old one, or nobody gets back in.

Whatever the bytes and numbers, a function here refuses with SleutelFout and nothing else, and its message
never holds a key or a text.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from uuid import UUID

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    sodium_pad,
    sodium_unpad,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from gesprek.kluis.code import AANTAL, LETTERS, WOORDEN

FORMAAT: Final = 1
BLOK: Final = 4096
SESSIE_BLOK: Final = 256

_SLEUTEL: Final = 32
_NONCE: Final = 24
_ZEGEL: Final = 16
_ARGON_ZOUT: Final = b"gesprek-kluis-01"
_ARGON_GEHEUGEN: Final = 32 * 2**20
_ARGON_RONDEN: Final = 3
_VOOR_DEK: Final = b"gesprek/kluis/dek"
_VOOR_INHOUD: Final = b"gesprek/kluis/inhoud"
_VOOR_KEK: Final = b"gesprek/kluis/kek"
_VOOR_SESSIE: Final = b"gesprek/kluis/sessie"
_VOOR_BESTAND: Final = b"gesprek/kluis/bewaarbestand"


class SleutelFout(ValueError):
    """A key, an envelope or what it was sealed for does not fit."""


@dataclass(frozen=True, slots=True)
class Peppers:
    """The peppers of a house, id (1 to 255) → at least 32 bytes. `huidig` is for new codes; the others stay
    for the codes that were made with them. Raises SleutelFout for a ring that cannot work."""

    huidig: int
    alle: Mapping[int, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        if self.huidig not in self.alle:
            raise SleutelFout("the pepper for new codes is not in the ring")
        if not all(1 <= nummer <= 255 and len(pepper) >= _SLEUTEL for nummer, pepper in self.alle.items()):
            raise SleutelFout("a pepper has an id from 1 to 255 and at least 32 bytes")
        object.__setattr__(self, "alle", MappingProxyType(dict(self.alle)))


def hkdf(materiaal: bytes, zout: bytes, info: bytes, lengte: int = _SLEUTEL) -> bytes:
    """HKDF with SHA-256 (RFC 5869): `lengte` bytes (at most 8,160) from key material. Raises SleutelFout."""
    if not 0 < lengte <= 255 * 32:
        raise SleutelFout("HKDF gives 1 to 8,160 bytes")
    prk = hmac.digest(zout or bytes(32), materiaal, "sha256")
    uit = blok = b""
    for teller in range(1, -(-lengte // 32) + 1):
        blok = hmac.digest(prk, blok + info + bytes([teller]), "sha256")
        uit += blok
    return uit[:lengte]


def strek(code: tuple[int, ...]) -> bytes:
    """S, 64 bytes, from a code: Argon2id over the first four letters of its seven words (28 bytes of ASCII).

    Letters, not places in the list: so the list can be sorted anew without closing a kluis. The salt is
    fixed, since the code is all there is to find a kluis by; 77 random bits can do without. Takes 32 MiB and
    tens of milliseconds. Raises SleutelFout, also when there is no memory for it.
    """
    if len(code) != AANTAL or not all(0 <= nummer < len(WOORDEN) for nummer in code):
        raise SleutelFout("not a code")
    letters = "".join(WOORDEN[nummer][:LETTERS] for nummer in code).encode("ascii")
    try:
        return argon2id.kdf(64, letters, _ARGON_ZOUT, opslimit=_ARGON_RONDEN, memlimit=_ARGON_GEHEUGEN)
    except CryptoError:
        raise SleutelFout("Argon2id could not run") from None


def vindsleutel(s: bytes, pepper: bytes) -> bytes:
    """By which a kluis is found, 32 bytes, from S (64 bytes) and a pepper. Raises SleutelFout."""
    _moet_passen(s, pepper)
    return hmac.digest(pepper, b"loc" + s[:32], "sha256")


def kek(s: bytes, pepper: bytes) -> bytes:
    """The key that wraps the DEK, 32 bytes, from S (64 bytes) and a pepper. Raises SleutelFout."""
    _moet_passen(s, pepper)
    return hkdf(s[32:] + hmac.digest(pepper, b"kek", "sha256"), b"", _VOOR_KEK)


def huismerk(pepper: bytes) -> bytes:
    """By which a house knows what was sealed under its pepper, 8 bytes; it tells nothing of the pepper."""
    return hmac.digest(pepper, _VOOR_BESTAND, "sha256")[:8]


def bestand_aad(kop: bytes) -> bytes:
    """What the contents of a bewaarbestand are tied to: all that stands before them. Never as short as `aad`."""
    return _VOOR_BESTAND + kop


def nieuwe_dek() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(_SLEUTEL)


def verpak_dek(kek: bytes, dek: bytes, kluis: UUID, pepper_id: int) -> bytes:
    """The DEK (32 bytes) wrapped for this kluis, 74 bytes: format ‖ pepper id ‖ nonce ‖ box.

    Raises SleutelFout.
    """
    if len(dek) != _SLEUTEL or not 1 <= pepper_id <= 255:
        raise SleutelFout("a DEK has 32 bytes and a pepper an id from 1 to 255")
    kop = bytes([FORMAAT, pepper_id])
    return kop + _doe_dicht(kek, dek, _VOOR_DEK + kop + kluis.bytes)


def pepper_id_van(verpakt: bytes) -> int:
    """Which pepper a wrapped DEK asks for; only `pak_dek_uit` proves that it is so. Raises SleutelFout."""
    if len(verpakt) < 2 or verpakt[0] != FORMAAT:
        raise SleutelFout("not a wrapped DEK of a format we know")
    return verpakt[1]


def pak_dek_uit(kek: bytes, verpakt: bytes, kluis: UUID) -> bytes:
    """The DEK that was wrapped for this kluis. Raises SleutelFout for another key or kluis, or a changed
    byte."""
    kop = bytes([FORMAAT, pepper_id_van(verpakt)])
    return _maak_open(kek, verpakt[2:], _VOOR_DEK + kop + kluis.bytes)


def aad(schema: int, kluis: UUID, gesprek: UUID, versie: int) -> bytes:
    """What an envelope is tied to, 42 bytes: schema (2), kluis (16), gesprek (16) and version (8),
    big-endian.

    So an envelope opens in its own place only, and an older version does not pass for a newer one. The
    settings of a kluis take the nil UUID as their gesprek. Raises SleutelFout for a number that does not fit.
    """
    try:
        return struct.pack(">H16s16sQ", schema, kluis.bytes, gesprek.bytes, versie)
    except struct.error:
        raise SleutelFout("a schema fits in 2 bytes and a version in 8") from None


def verzegel(dek: bytes, tekst: bytes, aad: bytes) -> bytes:
    """Seal bytes under a DEK: format ‖ nonce ‖ box. Padded first (ISO 7816-4), so that its size, 41 bytes
    over a multiple of 4,096, tells the number of blocks and no more. Raises SleutelFout."""
    return _verzegel(dek, tekst, _VOOR_INHOUD + aad, BLOK)


def ontzegel(dek: bytes, envelop: bytes, aad: bytes) -> bytes:
    """What `verzegel` sealed. Raises SleutelFout for another key or AAD, or a changed byte."""
    return _ontzegel(dek, envelop, _VOOR_INHOUD + aad, BLOK)


def sessie_rij(cookie: bytes) -> bytes:
    """The id of a session's row, 32 bytes: a hash, so that the table gives no cookie away.

    Raises SleutelFout for a cookie under 32 bytes.
    """
    _moet_cookie_zijn(cookie)
    return hashlib.sha256(b"rij" + cookie).digest()


def verzegel_sessie(cookie: bytes, zout: bytes, tekst: bytes) -> bytes:
    """Seal what a session holds under a key from its cookie (at least 32 bytes) and the salt in its row:
    neither alone opens it. Padded to blocks of 256 bytes. Raises SleutelFout."""
    return _verzegel(_sessiesleutel(cookie, zout), tekst, _VOOR_SESSIE, SESSIE_BLOK)


def ontzegel_sessie(cookie: bytes, zout: bytes, envelop: bytes) -> bytes:
    """What `verzegel_sessie` sealed. Raises SleutelFout for another cookie or salt, or a changed byte."""
    return _ontzegel(_sessiesleutel(cookie, zout), envelop, _VOOR_SESSIE, SESSIE_BLOK)


def _moet_passen(s: bytes, pepper: bytes) -> None:
    if len(s) != 64 or len(pepper) < _SLEUTEL:
        raise SleutelFout("S has 64 bytes and a pepper at least 32")


def _moet_cookie_zijn(cookie: bytes) -> None:
    if len(cookie) < _SLEUTEL:
        raise SleutelFout("a session cookie has at least 32 bytes")


def _sessiesleutel(cookie: bytes, zout: bytes) -> bytes:
    _moet_cookie_zijn(cookie)
    if not zout:
        raise SleutelFout("a session needs a salt")
    return hkdf(cookie, zout, _VOOR_SESSIE)


def _verzegel(sleutel: bytes, tekst: bytes, aad: bytes, blok: int) -> bytes:
    kop = bytes([FORMAAT])
    return kop + _doe_dicht(sleutel, sodium_pad(tekst, blok), kop + aad)


def _ontzegel(sleutel: bytes, envelop: bytes, aad: bytes, blok: int) -> bytes:
    kop = bytes([FORMAAT])
    if envelop[:1] != kop:
        raise SleutelFout("not an envelope of a format we know")
    gevuld = _maak_open(sleutel, envelop[1:], kop + aad)
    try:
        return sodium_unpad(gevuld, blok)
    except CryptoError:
        raise SleutelFout("the padding does not fit") from None


def _doe_dicht(sleutel: bytes, tekst: bytes, aad: bytes) -> bytes:
    if len(sleutel) != _SLEUTEL:
        raise SleutelFout("a key has 32 bytes")
    nonce = secrets.token_bytes(_NONCE)
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(tekst, aad, nonce, sleutel)


def _maak_open(sleutel: bytes, doos: bytes, aad: bytes) -> bytes:
    # PyNaCl takes a box shorter than its own seal for a mistake of the programmer.
    if len(doos) < _NONCE + _ZEGEL:
        raise SleutelFout("too short to be an envelope")
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(doos[_NONCE:], aad, doos[:_NONCE], sleutel)
    except CryptoError:
        raise SleutelFout("this key does not open this envelope") from None
