"""How easy a Dutch text reads: the Flesch formula as W.H. Douma fitted it to Dutch.

Source: W.H. Douma, *De leesbaarheid van landbouwbladen* (Bulletin 17, Landbouwhogeschool Wageningen, 1960):
206.84 − 0.77 × syllables per 100 words − 0.93 × words per sentence. 60 to 70 is "normal", above 70 is "fairly
easy". Syllables are counted by the hyphenation patterns of pyphen (nl_NL), which never split off a single
letter, so "over" counts as one: the score is a little on the kind side, and the same for every text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

import pyphen

_WOORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_ZINSEINDE = re.compile(r"(?<=[.?!])[\"'”’)]*\s+|\n+")
_LETTERGREPEN = pyphen.Pyphen(lang="nl_NL")


def woorden(tekst: str) -> list[str]:
    """The words of a text; a hyphen or apostrophe inside keeps a word together."""
    return _WOORD.findall(tekst)


def zinnen(tekst: str) -> list[str]:
    """The sentences of a plain text: cut after . ? ! and at each line end, so that list items count alone."""
    return [zin for zin in _ZINSEINDE.split(tekst) if woorden(zin)]


@cache
def lettergrepen(woord: str) -> int:
    """The number of syllables of one word."""
    return sum(len(_LETTERGREPEN.positions(deel.lower())) + 1 for deel in woord.split("-"))


def zonder(tekst: str, weg: Collection[str]) -> str:
    """The text without the given words and names, whole words only, longest first."""
    if not weg:
        return tekst
    namen = "|".join(re.escape(naam) for naam in sorted(weg, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{namen})(?!\w)", " ", tekst, flags=re.IGNORECASE)


def flesch_douma(tekst: str, weg: Collection[str] = ()) -> float:
    """The Flesch-Douma score of a plain text; the words in `weg` don't count.

    Raises ValueError when no words are left.
    """
    aantal_zinnen = len(zinnen(tekst))
    over = woorden(zonder(tekst, weg))
    if not over:
        raise ValueError("geen woorden om te tellen")
    grepen = sum(lettergrepen(woord) for woord in over)
    return 206.84 - 0.77 * (100 * grepen / len(over)) - 0.93 * (len(over) / aantal_zinnen)
