"""Names of several words in capitals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gesprek.teamoverleg.anonimiseren.tekst import Token
from gesprek.teamoverleg.anonimiseren.woorden import (
    IN_NAAM,
)


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
        if woord.hoofd and not behoud(woord):
            eind = n + 1
        elif woord.vorm not in IN_NAAM:
            break
        n += 1
    return eind
