"""How words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROF = re.compile("[’‘ʼ`´]")


@lru_cache(maxsize=20_000)
def vouw(woord: str) -> str:
    """A word as it is compared: without case, accents, and kinds of apostrophe."""
    if woord.isascii():
        return woord.lower().replace("`", "'")
    los = unicodedata.normalize("NFKD", _APOSTROF.sub("'", woord).replace("ĳ", "ij").replace("Ĳ", "IJ"))
    return "".join(teken for teken in los if not unicodedata.combining(teken)).casefold()
