"""Whether a text is one that these rules were made for."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from gesprek.teamoverleg.anonimiseren.naamvorm import is_naam
from gesprek.teamoverleg.anonimiseren.tekst import HOUDER, tokens
from gesprek.teamoverleg.anonimiseren.vouwen import latijn, vouw, zichtbaar
from gesprek.teamoverleg.anonimiseren.woorden import KLEINE_WOORDEN
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord

_VENSTER = 12
_MINSTENS = 6
_WOORDEN, _WOORDEN_ZONDER_KLEINE, _KLEINE = 0.55, 0.72, 0.17
_ANDER_SCHRIFT = 0.2
_VAN_RECHTS = "\u202e"
"""Has what follows read from right to left, whatever the alphabet."""
_MET_CIJFERS = re.compile(r"\S*[\d@_/]\S*")


class Reden(StrEnum):
    """Why a search says little about a text."""

    GEEN_WOORDEN = "geen woorden"
    ANDERE_TAAL = "andere taal"
    ANDERSOM = "andersom"


def onbetrouwbaar(tekst: str) -> Reden | None:
    """Why the hits in this text can't be relied on; None when they can.

    Only signs and emoji hold no words to find. In another language (or a dialect that is written as it sounds) each
    word is unknown, so the rules that know names by that say nothing; one paragraph of it is enough. A name, a word
    or a short quote is not. And a mark may have letters read the other way round than they are searched.
    """
    if _VAN_RECHTS in tekst:
        return Reden.ANDERSOM
    kaal = HOUDER.sub(" ", zichtbaar(tekst))
    letters = [teken for teken in kaal if teken.isalpha()]
    if not letters:
        beeld = any(unicodedata.category(teken) in {"So", "Cs", "Co", "Cn"} for teken in kaal)
        return Reden.GEEN_WOORDEN if beeld and not any(map(str.isdigit, kaal)) else None
    vreemd = sum(not latijn(teken) for teken in letters)
    if vreemd > 3 and vreemd > _ANDER_SCHRIFT * len(letters):
        return Reden.ANDERE_TAAL
    try:
        return Reden.ANDERE_TAAL if _andere_taal(_MET_CIJFERS.sub(" ", kaal)) else None
    finally:
        is_woord.cache_clear()
        vouw.cache_clear()


def _andere_taal(tekst: str) -> bool:
    """Some words in a row of which few are Dutch. Names don't count, nor what has a capital."""
    rij = [
        (gewoon, woord.vorm in KLEINE_WOORDEN)
        for woord in tokens(tekst)
        if not woord.hoofd or woord.zinsbegin
        if (gewoon := is_woord(woord.vorm)) or not is_naam(woord.vorm)
    ]
    if len(rij) < _MINSTENS:
        return False
    for begin in range(0, max(1, len(rij) - _VENSTER + 1), _VENSTER // 2):
        stuk = rij[begin : begin + _VENSTER]
        woorden = sum(gewoon for gewoon, _ in stuk) / len(stuk)
        kleine = sum(klein for _, klein in stuk) / len(stuk)
        if woorden < _WOORDEN or (woorden < _WOORDEN_ZONDER_KLEINE and kleine < _KLEINE):
            return True
    return False
