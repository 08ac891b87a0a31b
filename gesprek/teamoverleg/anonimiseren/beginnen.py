"""Tries each rule only where its first letter stands at the beginning of a word.

A rule that is a regular expression with alternatives is tried by `finditer` at each character of a text; tried at the
beginning of the words that it may begin with, it is some ten times as fast.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from gesprek.teamoverleg.anonimiseren.tekst import BLANCO

_BEGIN = re.compile(rf"\w+|{BLANCO}+|\(")


class Regel(NamedTuple):
    eerste: str
    """The characters that a match may begin with, in small letters."""
    patroon: re.Pattern[str]


def regels(*paren: tuple[str, str]) -> list[Regel]:
    return [Regel(eerste, re.compile(patroon)) for eerste, patroon in paren]


class Beginnen:
    """Where the words, the blank spots and the brackets of a text in small letters begin."""

    def __init__(self, tekst: str) -> None:
        self._tekst = tekst
        self._plekken: dict[str, list[int]] = defaultdict(list)
        for stuk in _BEGIN.finditer(tekst):
            self._plekken[tekst[stuk.start()]].append(stuk.start())

    def vind(self, regel: Regel, tekst: str | None = None) -> Iterator[re.Match[str]]:
        """Where a rule holds, in the text or in the same with its capitals."""
        plekken = chain.from_iterable(self._plekken.get(teken, ()) for teken in set(regel.eerste))
        past, waar = regel.patroon.match, self._tekst if tekst is None else tekst
        for plek in sorted(plekken):
            vondst = past(waar, plek)
            if vondst is not None:
                yield vondst
