"""What somebody typed, cut into pieces that a page can be laid out with.

The time that laying out takes grows with the square of a paragraph: a megabyte in one took 52 seconds, and
100,000 characters without a space 116. Cut small, the same text takes as long as it has lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MAX_BLOK = 2000
MAX_REEKS = 500
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_REEKS = re.compile(rf"\S{{{MAX_REEKS + 1},}}")
_SPATIES = re.compile(r"\s+")
_ZWJ = "\u200d"
_DRAAIEN_OM = dict.fromkeys(map(ord, "\u202d\u202e"))
"""Marks that force letters into the other direction: one that came along unseen makes a line unreadable on paper."""


@dataclass(frozen=True, slots=True)
class Alinea:
    """Lines of text, at most MAX_BLOK characters together, with no run longer than MAX_REEKS.

    vervolg: goes on where the piece before was cut; rtl: reads from the right.
    """

    tekst: str
    vervolg: bool = False
    rtl: bool = False


def dag(datum: date) -> str:
    """A day as one says it: 3 mei 2026."""
    return f"{datum.day} {MAANDEN[datum.month - 1]} {datum.year}"


def alineas(tekst: str) -> tuple[Alinea, ...]:
    """The paragraphs of `tekst` (an empty line between them), accents composed (NFC), cut where too long."""
    return tuple(_alineas(unicodedata.normalize("NFC", tekst.translate(_DRAAIEN_OM))))


def _alineas(tekst: str) -> Iterator[Alinea]:
    regels: list[str] = []
    lengte, rtl, vervolg = 0, False, False
    for regel in (*tekst.splitlines(), ""):
        kaal = regel.strip()
        van_rechts = _van_rechts(kaal) if kaal else rtl
        for stuk in _stukken(kaal):
            if regels and (not stuk or van_rechts != rtl or lengte + len(stuk) > MAX_BLOK):
                yield Alinea("\n".join(regels), vervolg, rtl)
                regels, lengte, vervolg = [], 0, bool(stuk)
            if stuk:
                regels.append(stuk)
                lengte += len(stuk) + 1
                rtl = van_rechts


def _van_rechts(regel: str) -> bool:
    """The direction of the first letter that has one, as the Unicode bidi algorithm does it (P2, P3)."""
    for teken in regel:
        if (soort := unicodedata.bidirectional(teken)) in ("L", "R", "AL"):
            return soort != "L"
    return False


def _stukken(regel: str) -> Iterator[str]:
    if len(regel) <= MAX_REEKS or (len(regel) <= MAX_BLOK and not _REEKS.search(regel)):
        yield regel
        return
    stuk = ""
    for woord in _SPATIES.split(regel):
        if len(woord) > MAX_REEKS:
            if stuk:
                yield stuk
            *heel, stuk = _brokken(woord)
            yield from heel
        elif len(stuk) + 1 + len(woord) > MAX_BLOK:
            yield stuk
            stuk = woord
        else:
            stuk = f"{stuk} {woord}" if stuk else woord
    yield stuk


def _brokken(woord: str) -> Iterator[str]:
    """A run without spaces in parts of at most MAX_REEKS, never between a letter and what belongs to it."""
    begin = 0
    while len(woord) - begin > MAX_REEKS:
        eind = begin + MAX_REEKS
        while eind > begin + MAX_REEKS // 2 and not _los(woord[eind - 1], woord[eind]):
            eind -= 1
        yield woord[begin:eind]
        begin = eind
    yield woord[begin:]


def _los(links: str, rechts: str) -> bool:
    hoort_bij = unicodedata.category(rechts) in ("Mn", "Mc", "Me", "Cf", "Sk")
    return not hoort_bij and _ZWJ not in (links, rechts)
