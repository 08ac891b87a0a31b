"""Places and regions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gesprek.teamoverleg.anonimiseren.keten import keten
from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.tekst import Token
from gesprek.teamoverleg.anonimiseren.vouwen import vouw
from gesprek.teamoverleg.anonimiseren.woorden import (
    ALLEDAAGS,
    BUURTEN,
    GEWOON,
    LANDEN_EN_STREKEN,
    TUSSENVOEGSELS,
    VOORZETSELS,
)
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord, lijsten

_STREKEN = frozenset(map(vouw, LANDEN_EN_STREKEN))

_WOONT_IN = re.compile(
    r"\b(?:wo(?:o|ont|on|onde|onden)n?|wonen|woonden?|woonde|gewoond|verhui\w+|afkomstig|geboren|opgegroeid|"
    r"vroeger|naartoe|studeren|"
    r"komt|kwam|komen|gaat|logeer\w*|verbleef|verblijft|werk\w*|school|was|waren|wonende|toen|gezin|uit|ging|"
    r"zat|zit|station|politie|winkel)"
    r"(?:\s+(?:toen|nu|daar|al|ook|vroeger|samen|nog|alleen))?\s+(?:in|te|naar|uit|van|nabij|rond|bij)\s+$",
    re.I,
)

_MEER = frozenset(
    {
        "den bosch",
        "s hertogenbosch",
        "'s hertogenbosch",
        "la roche",
        "hoek van holland",
        "vlaamse ardennen",
        "zuid limburg",
        "noord limburg",
        "noord holland",
        "zuid holland",
        "noord brabant",
        "oost vlaanderen",
        "west vlaanderen",
        "vlaams brabant",
        "den helder",
        "hoeksche waard",
        "het gooi",
    }
)


def plaatsen(tekst: str, woorden: Sequence[Token], behoud: Callable[[Token], bool]) -> Iterator[Vondst]:
    """The places on the list and the regions; with a small letter only where something says that it is one."""
    boek = lijsten()
    i = 0
    while i < len(woorden):
        lengte = _langste(woorden, i)
        woord = woorden[i]
        if lengte and not (lengte == 1 and behoud(woord)):
            naam = woorden[i : i + lengte]
            vorm = " ".join(t.vorm for t in naam)
            na = i > 0 and woord.los and (woorden[i - 1].vorm in VOORZETSELS or woorden[i - 1].vorm == "van")
            # The longest first, so "Den Haag" is never "Haag".
            if not _achternaam(woorden, i) and _telt(tekst, woord, vorm, na=na, meer=lengte > 1):
                zeker = na and woord.hoofd
                yield Vondst(woord.begin, naam[-1].eind, Soort.PLAATS, "plaats", zeker)
                i += lengte
                continue
        elif (
            woord.hoofd
            and i
            and not woord.zinsbegin
            and woord.los
            and not behoud(woord)
            and woorden[i - 1].vorm in VOORZETSELS
            and (not is_woord(woord.vorm) or woorden[i - 1].vorm in BUURTEN)
            and woord.vorm not in boek.voornamen
        ):
            eind = keten(woorden, i, behoud, begin=True)
            yield Vondst(woord.begin, woorden[eind - 1].eind, Soort.PLAATS, "na voorzetsel", False)
            i = eind
            continue
        i += 1


def _achternaam(woorden: Sequence[Token], i: int) -> bool:
    """`Zwaantje ter Horst`: the rules for names take it."""
    van = i
    while van and woorden[van].los and not woorden[van - 1].hoofd and woorden[van - 1].vorm in TUSSENVOEGSELS:
        van -= 1
    oud = {woord.vorm for woord in woorden[van:i]} & {"ter", "ten", "der", "den", "t"}
    return bool(oud) and van > 0 and woorden[van].los and woorden[van - 1].hoofd


def _telt(tekst: str, woord: Token, vorm: str, *, na: bool, meer: bool) -> bool:
    boek = lijsten()
    gewoon = boek.staat_erin(vorm) or vorm in GEWOON or (is_woord(vorm) and vorm not in _STREKEN)
    if (vorm in boek.voornamen or vorm in GEWOON) and not na:
        return False
    if woord.hoofd:
        return not woord.zinsbegin or not gewoon or meer
    if meer and all(map(is_woord, vorm.split())):
        return False  # "in de haven" is no village
    if vorm in GEWOON:
        return False
    if not gewoon and (na or meer or len(vorm) > 4):
        return vorm not in boek.voornamen or na
    return bool(_WOONT_IN.search(tekst[max(0, woord.begin - 50) : woord.begin])) and na and _zeldzaam(vorm)


def _zeldzaam(vorm: str) -> bool:
    """A place whose name is also a word, but not one that stands after `in` or `naar` every day."""
    return vorm in _STREKEN or (len(vorm) > 4 and vorm not in ALLEDAAGS)


def _langste(woorden: Sequence[Token], i: int) -> int:
    """How many words from i make up a place on the list."""
    boek = lijsten()
    hier = ""
    beste = 0
    for n in range(i, min(len(woorden), i + boek.langste_plaats)):
        if n > i and not woorden[n].los:
            break
        hier = f"{hier} {woorden[n].vorm}".strip().replace("-", " ")
        if hier in boek.plaatsen or hier in _MEER or (n == i and woorden[i].vorm in _STREKEN):
            beste = n - i + 1
    return beste
