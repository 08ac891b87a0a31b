"""The key pair of a team lead: pure functions from bytes to bytes.

    KEK     = HKDF(Argon2id(password, salt) ‖ HMAC-SHA-256(pepper, "leider"))   opens the private key
    pair    = X25519; the private half is sealed under the KEK, for this account only
    deling  = 32 random bytes, sealed to the public key of each lead together with the id it belongs to

The server keeps a hash of the password (66 random bits, made by us), and a private key is in the clear only while
its owner is signed in: sealed under a cookie of its own, in a row that the cookie opens. So neither the database, nor
the database with the server's secrets, nor that with a session row opens what was shared. Not covered: whoever reads
the server's memory while a lead is signed in.

Argon2id is RFC 9106, the box is libsodium's `crypto_box_seal` (X25519, XSalsa20-Poly1305, an ephemeral key each time).
A function here refuses with SleutelFout and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final
from uuid import UUID

from nacl.bindings import (
    crypto_box_keypair,
    crypto_box_PUBLICKEYBYTES,
    crypto_box_seal,
    crypto_box_seal_open,
    crypto_box_SEALBYTES,
    crypto_box_SECRETKEYBYTES,
    crypto_scalarmult_base,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from gesprek.kluis import sleutels
from gesprek.kluis.sleutels import SleutelFout

ZOUT: Final = 16
_SLEUTEL: Final = 32
_ARGON_GEHEUGEN: Final = 32 * 2**20
_ARGON_RONDEN: Final = 3
_VOOR_KEK: Final = b"gesprek/kluis/leider/kek"
_VOOR_PRIVE: Final = b"gesprek/kluis/leider/prive"
_VOOR_DELING: Final = b"gesprek/kluis/deling"


def nieuw_paar() -> tuple[bytes, bytes]:
    """A private and a public key, 32 bytes each."""
    publiek, prive = crypto_box_keypair()
    return prive, publiek


def merk(publiek: bytes) -> str:
    """By which a professional's dossier knows a lead's key: 16 hexadecimal digits."""
    return hashlib.sha256(_VOOR_PRIVE + publiek).hexdigest()[:16]


def strek(wachtwoord: str, zout: bytes) -> bytes:
    """32 bytes from a password and a salt of 16: Argon2id, 32 MiB and tens of milliseconds. Raises SleutelFout."""
    try:
        return argon2id.kdf(
            _SLEUTEL, wachtwoord.encode(), zout, opslimit=_ARGON_RONDEN, memlimit=_ARGON_GEHEUGEN
        )
    except (CryptoError, UnicodeEncodeError):
        raise SleutelFout("Argon2id could not run") from None


def kek(gestrekt: bytes, pepper: bytes) -> bytes:
    """The key that wraps the private key, 32 bytes, from a stretched password and a pepper."""
    return sleutels.hkdf(gestrekt + hmac.digest(pepper, b"leider", "sha256"), b"", _VOOR_KEK)


def verpak_prive(kek: bytes, prive: bytes, gebruiker: int, pepper_id: int) -> bytes:
    """The private key wrapped for this account: pepper id ‖ envelope. Raises SleutelFout."""
    return bytes([pepper_id]) + sleutels.verzegel_sessie(kek, _zout_van(gebruiker, pepper_id), prive)


def pak_prive_uit(kek: bytes, verpakt: bytes, gebruiker: int) -> bytes:
    """The private key that was wrapped for this account. Raises SleutelFout."""
    return sleutels.ontzegel_sessie(kek, _zout_van(gebruiker, pepper_id_van(verpakt)), verpakt[1:])


def pepper_id_van(verpakt: bytes) -> int:
    """Which pepper a wrapped private key asks for; only `pak_prive_uit` proves that it is so. Raises SleutelFout."""
    if not verpakt:
        raise SleutelFout("not a wrapped private key")
    return verpakt[0]


def verzegel_voor(publiek: bytes, sleutel: bytes, deling: UUID) -> bytes:
    """The key of a deling (32 bytes), sealed to one lead: 112 bytes. Raises SleutelFout."""
    if len(sleutel) != _SLEUTEL or len(publiek) != crypto_box_PUBLICKEYBYTES:
        raise SleutelFout("a key of a deling and a public key have 32 bytes")
    return crypto_box_seal(_kop(deling) + sleutel, publiek)


def ontzegel_met(prive: bytes, verzegeld: bytes, deling: UUID) -> bytes:
    """The key of this deling. Raises SleutelFout for another lead's, another deling's or a changed one."""
    if len(prive) != crypto_box_SECRETKEYBYTES or len(verzegeld) < crypto_box_SEALBYTES:
        raise SleutelFout("too short to be a key")
    try:
        open_ = crypto_box_seal_open(verzegeld, crypto_scalarmult_base(prive), prive)
    except CryptoError:
        raise SleutelFout("this key does not open this deling") from None
    kop = _kop(deling)
    if len(open_) != len(kop) + _SLEUTEL or not secrets.compare_digest(open_[: len(kop)], kop):
        raise SleutelFout("sealed for another deling")
    return open_[len(kop) :]


def _kop(deling: UUID) -> bytes:
    return _VOOR_DELING + deling.bytes


def _zout_van(gebruiker: int, pepper_id: int) -> bytes:
    return _VOOR_PRIVE + bytes([pepper_id]) + gebruiker.to_bytes(8, "big")
