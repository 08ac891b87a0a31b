"""The access code: seven words of a list of 2,048, so 7 × 11 = 77 bits.

A code is a tuple of seven numbers, each the place of a word in `WOORDEN`. The numbers live in memory only;
the keys are made from the first four letters of each word (`sleutels.strek`), which is also all that a person
has to type. So a word may get another ending or another place in the list, but a word that goes, or changes
its first four letters, closes every kluis whose code has it.
"""

from __future__ import annotations

import difflib
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

AANTAL = 7
BITS = 11
LETTERS = 4
MAXIMUM = 400

WOORDEN: tuple[str, ...] = tuple(Path(__file__).with_name("woorden.txt").read_text(encoding="ascii").split())

_NUMMER = {woord[:LETTERS]: nummer for nummer, woord in enumerate(WOORDEN)}
_STUK = re.compile(r"[^\W_]+")
_BIJZONDER = re.compile(r"[^\x00-\x7f]")
_LANGSTE = 20


class CodeFout(ValueError):
    """This text cannot be a code.

    woord: which word (from 1) is not in the list, or None when the number of words is what is wrong
    suggesties: at most three words of the list that look like it, the likeliest first
    aantal: how many words were read; in a text over `MAXIMUM` at least one more than a code has

    The message says no more than that: what somebody typed stays out of every log.
    """

    def __init__(self, woord: int | None, suggesties: tuple[str, ...], aantal: int) -> None:
        super().__init__("not an access code")
        self.woord = woord
        self.suggesties = suggesties
        self.aantal = aantal


def nieuwe_code(bron: Callable[[int], bytes] = secrets.token_bytes) -> tuple[int, ...]:
    """A random code; `bron` gives as many random bytes as it is asked for. 77 of 80 bits are used, so that
    every word is equally likely."""
    toeval = int.from_bytes(bron(10)) >> (80 - AANTAL * BITS)
    return tuple(toeval >> (BITS * plek) & (2**BITS - 1) for plek in reversed(range(AANTAL)))


def toon(code: tuple[int, ...]) -> str:
    """The words of a code, in order, with a space between them."""
    return " ".join(WOORDEN[nummer] for nummer in code)


def lees_code(tekst: str) -> tuple[int, ...]:
    """The code that somebody typed or pasted.

    Capitals, accents, line ends, numbering and signs between the words don't matter, and of each word only
    its first four letters count. Raises CodeFout, without looking further than the first 400 characters.
    """
    tekst = tekst.strip()
    stukken = list(_stukken(tekst[:MAXIMUM]))
    aantal = len(stukken) if len(tekst) <= MAXIMUM else max(len(stukken), AANTAL + 1)
    # One word too many or too few is mostly a word that a typo split or swallowed: point at that one.
    if len(tekst) <= MAXIMUM and abs(aantal - AANTAL) <= 1:
        for plek, stuk in enumerate(stukken, 1):
            if _nummer(stuk) is None:
                raise CodeFout(plek, _suggesties(stuk), aantal)
    if aantal != AANTAL:
        raise CodeFout(None, (), aantal)
    return tuple(_NUMMER[stuk[:LETTERS]] for stuk in stukken)


def is_woord(tekst: str, nummer: int) -> bool:
    """Whether this text is the word with this number, read as tolerantly as a code is."""
    stukken = list(islice(_stukken(tekst[:MAXIMUM]), 2))
    return len(stukken) == 1 and _nummer(stukken[0]) == nummer


def codes_in(tekst: str) -> Iterator[tuple[int, ...]]:
    """Every run of seven words in a text that could be a code, read as tolerantly as a code is."""
    rij: tuple[int, ...] = ()
    for stuk in _stukken(tekst):
        nummer = _nummer(stuk)
        rij = () if nummer is None else (*rij[1 - AANTAL :], nummer)
        if len(rij) == AANTAL:
            yield rij


def _stukken(tekst: str) -> Iterator[str]:
    """The words of a text, folded to what counts: no case, accents, invisible signs or numbers around
    them."""
    gelijk = unicodedata.normalize("NFKD", tekst).casefold()
    for stuk in _STUK.findall(_BIJZONDER.sub(_zonder_streken, gelijk)):
        if woord := stuk.strip("0123456789"):
            yield woord


def _zonder_streken(teken: re.Match[str]) -> str:
    return "" if unicodedata.category(teken.group()) in ("Mn", "Cf") else teken.group()


def _nummer(stuk: str) -> int | None:
    return _NUMMER.get(stuk[:LETTERS])


def _suggesties(stuk: str) -> tuple[str, ...]:
    if len(stuk) > _LANGSTE:
        return ()
    return tuple(difflib.get_close_matches(stuk, WOORDEN, n=3))
