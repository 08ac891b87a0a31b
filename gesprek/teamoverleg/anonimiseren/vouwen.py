"""How words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROF = re.compile("[’‘ʼ`´]")
_ONZICHTBAAR = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_LIJKT_OP = str.maketrans(
    "аеорсухіјѕԁһӏԛԝьвкмнтԍαεικνορτυχβζημıɡ",
    "aeopcyxijsdhlqwbbkmhtgaeiknoptuxbzhmig",
)
"""Letters of other alphabets that look like ours, small or as a capital; only within a word that has ours too. In small
letters, and compared after folding: so a word says the same in capitals."""


@lru_cache(maxsize=20_000)
def vouw(woord: str) -> str:
    """A word as it is compared: without case, accents, kinds of apostrophe, and letters that only look like others."""
    if woord.isascii():
        return woord.lower().replace("`", "'")
    woord = _APOSTROF.sub("'", woord).replace("ĳ", "ij").replace("Ĳ", "IJ")
    los = "".join(t for t in unicodedata.normalize("NFKD", woord) if not unicodedata.combining(t))
    ook_latijn = any(t.isalpha() and latijn(t) for t in los)
    los = los.casefold()
    return los.translate(_LIJKT_OP) if ook_latijn else los


def latijn(letter: str) -> bool:
    """Whether a letter is one of the Latin alphabet, with whatever stands on it."""
    return (
        letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" or "\ufb00" <= letter <= "\ufb06" or letter in "ʼ"
    )


def ander_schrift(woord: str) -> bool:
    """A word that is not in our alphabet: no rule can say whether it is a name."""
    return not woord.isascii() and not any(latijn(teken) for teken in woord if teken.isalpha())


def zichtbaar(tekst: str) -> str:
    """Without what is not seen: joiners, marks of direction, soft hyphens."""
    return _ONZICHTBAAR.sub("", tekst)


def plekken_van_zichtbaar(tekst: str) -> list[int] | None:
    """For each character of `zichtbaar(tekst)` where it stands in the text; None when nothing is invisible."""
    if tekst.isascii() or not _ONZICHTBAAR.search(tekst):
        return None
    return [plek for plek, teken in enumerate(tekst) if not _ONZICHTBAAR.match(teken)]


def klein(tekst: str) -> str:
    """In small letters, and as long as it was: three times as fast as rules that look at both."""
    laag = tekst.lower()
    return (
        laag if len(laag) == len(tekst) else "".join(t.lower() if len(t.lower()) == 1 else t for t in tekst)
    )
