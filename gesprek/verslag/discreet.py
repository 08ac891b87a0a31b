"""What tells too much on a paper that somebody else may find. Pure Python, no Django."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from gesprek.inhoud.model import Discreet

_WOORD = re.compile(r"\w+")


def vouw(tekst: str) -> str:
    """Without capitals, accents and invisible characters."""
    los = unicodedata.normalize("NFKD", tekst.casefold())
    return "".join(teken for teken in los if unicodedata.category(teken) not in ("Mn", "Cf"))


def _samen(tekst: str) -> str:
    return "".join(_WOORD.findall(vouw(tekst)))


def vind(tekst: str, discreet: Discreet) -> tuple[str, ...]:
    """The words in `tekst` that tell too much, each once, as they stand there (a name as our list has it)."""
    return tuple(dict.fromkeys(_vind(tekst, discreet, zacht=False)))


def vind_zacht(tekst: str, discreet: Discreet) -> tuple[str, ...]:
    """The ordinary words in `tekst` that may tell something beside others."""
    return tuple(dict.fromkeys(_vind(tekst, discreet, zacht=True)))


def _vind(tekst: str, discreet: Discreet, *, zacht: bool) -> Iterator[str]:
    woorden = _WOORD.findall(vouw(tekst))
    lijst = [rij for rij in discreet.woorden if rij.zacht == zacht]
    for woord in dict.fromkeys(woorden):
        for rij in lijst:
            match rij.hoe:
                case "begin":
                    raak = woord.startswith(rij.woord)
                case "overal":
                    raak = rij.woord in woord
                case "heel":
                    raak = woord == rij.woord
                case _:
                    raak = False
            if raak:
                yield woord
                break
    # Spaces, hyphens and dots make no difference for these: "stop it now", "stop-it-now", "stopitnow.nl".
    aaneen = "".join(woorden)
    yield from (rij.woord for rij in lijst if rij.hoe == "samen" and _samen(rij.woord) in aaneen)
    if not zacht:
        yield from (naam for naam in discreet.namen if _noemt(woorden, _samen(naam)))


def _noemt(woorden: list[str], naam: str) -> bool:
    """Whether these words, or one that begins so ("dewaagnederland"), are a name; its letters in one go."""
    for begin, woord in enumerate(woorden):
        if woord.startswith(naam):
            return True
        aaneen = woord
        for volgend in woorden[begin + 1 :]:
            if not naam.startswith(aaneen) or aaneen == naam:
                break
            aaneen += volgend
        if aaneen == naam:
            return True
    return False


@lru_cache(maxsize=512)
def naam_verraadt(naam: str, discreet: Discreet) -> bool:
    """Whether the name, or the address, of an organisation tells too much. Not for what somebody typed: it is kept."""
    aaneen = _samen(naam)
    return bool(vind(naam, discreet)) or any(_samen(woord) in aaneen for woord in discreet.namen)
