"""Sets of entries as whole numbers: bit `nr` is set when the entry with that number is in it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator


def veld(bits: int) -> bytes:
    """Its bytes, the lowest numbers first."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def staat_in(bytes_: bytes, nr: int) -> bool:
    """Whether a number is in the set with these bytes: asked often, this costs less than asking the whole number."""
    return nr >> 3 < len(bytes_) and bool(bytes_[nr >> 3] >> (nr & 7) & 1)


def pak(bits: int) -> bytes:
    """As it is kept. Most sets are nearly empty, so they pack well."""
    return zlib.compress(veld(bits), 1) if bits else b""


def lees(gepakt: bytes | memoryview) -> int:
    """The set again."""
    return int.from_bytes(zlib.decompress(gepakt), "little") if gepakt else 0


def van(nummers: Iterable[int]) -> int:
    """The set with these numbers."""
    alle = list(nummers)
    if not alle:
        return 0
    gezet = bytearray(max(alle) // 8 + 1)
    for nr in alle:
        gezet[nr >> 3] |= 1 << (nr & 7)
    return int.from_bytes(gezet, "little")


def nummers(bits: int) -> Iterator[int]:
    """The numbers of a set, in order."""
    for plaats, byte in enumerate(veld(bits)):
        while byte:
            laagste = byte & -byte
            yield plaats * 8 + laagste.bit_length() - 1
            byte ^= laagste
