"""Names of several words in capitals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gesprek.teamoverleg.anonimiseren.tekst import Token
from gesprek.teamoverleg.anonimiseren.woorden import (
    IN_NAAM,
)
from gesprek.teamoverleg.anonimiseren.woordenboek import is_plaats, is_woord


def keten(woorden: Sequence[Token], i: int, behoud: Callable[[Token], bool], *, begin: bool) -> int:
    """Up to where a name in capitals goes on from word i; i itself when there is none."""
    eind = i
    n = i
    while n < len(woorden) and n < i + 7:
        woord = woorden[n]
        if n > i and not (woord.los or woord.ervoor in {" & ", " '", "! "}):
            break
        if (
            n == i
            and not begin
            and not (woord.los or woord.ervoor.strip() in {"'", '"', "“", "‘", ":", "„", "!"})
        ):
            break
        roept = n > i or (i > 0 and woorden[i - 1].kapitalen)
        if roept and woord.kapitalen and (woord.vorm in IN_NAAM or is_woord(woord.vorm)):
            # In a heading all words have capitals: only BASISSCHOOL DE REGENBOOG, not SCHOOL WIL HEM SCHORSEN.
            if woord.vorm not in IN_NAAM:
                if n == i + 1 and woorden[i].vorm in {"de", "het", "t", "sint"}:
                    eind = n + 1
                break
        elif woord.hoofd and not behoud(woord):
            eind = n + 1
        elif woord.vorm not in IN_NAAM or (n > i and _begint_plaats(woorden, n)):
            break
        n += 1
    return eind


def _begint_plaats(woorden: Sequence[Token], n: int) -> bool:
    """`leefgroep Horizon in Wingene`: the place is no part of the name."""
    return woorden[n].vorm in {"in", "te"} and n + 1 < len(woorden) and is_plaats(woorden[n + 1].vorm)


_MAX_TERUG = 6


def terug(woorden: Sequence[Token], i: int, hoort: Callable[[Token], bool]) -> int:
    """From where on what stands before word i belongs to it.

    A few words at most: else a row of names costs its square.
    """
    begin = i
    while begin > max(0, i - _MAX_TERUG) and woorden[begin].los and hoort(woorden[begin - 1]):
        begin -= 1
    return begin
