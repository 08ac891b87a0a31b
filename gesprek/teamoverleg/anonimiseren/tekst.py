"""A text as the rules see it: words with what stands between them, and blank spots that no rule looks into."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.vouwen import vouw

BLANCO = "\ue000"
"""Stands for each character of what is found already. A rule may not see how many there are."""
VAST = "\ue001"
"""The same for what may stay readable: no rule looks into it either, but nobody was found there."""
GRENS = "\n" + BLANCO + "\n"
"""Between two texts that are searched together."""

MERKEN = "\u0300-\u036f"
LETTER = rf"(?:[^\W\d_][{MERKEN}]*)"
ATOOM = re.compile(rf"{LETTER}+")
_WOORD = re.compile(rf"{LETTER}+(?:['’‘`´\-‐‑]{LETTER}+)*")
_EINDE = re.compile(r"[.?!…:;\n•\"“”„«»]|(?:^|\s)['‘‚]|(?:^|\s)[-–*]\s")
_AFKORTINGEN = frozenset(
    [
        "dhr",
        "hr",
        "mevr",
        "mw",
        "mej",
        "juf",
        "dr",
        "drs",
        "prof",
        "ds",
        "mr",
        "ir",
        "ing",
        "st",
        "fam",
        "nr",
        "tel",
        "jl",
        "jr",
        "sr",
        "ca",
        "bv",
        "blz",
        "o",
        "a",
        "m",
        "b",
        "v",
        "vd",
        "vh",
        "jan",
        "feb",
        "apr",
        "aug",
        "sept",
        "okt",
        "nov",
        "dec",
        "plm",
        "resp",
        "evt",
        "burg",
    ]
)
_HOUDERS = "|".join(sorted((re.escape(soort.value) for soort in Soort), key=len, reverse=True))
HOUDER = re.compile(rf"\[({_HOUDERS})(?: (\d{{1,6}}))?\]")
"""A placeholder that stands in the text already."""


@dataclass(frozen=True, slots=True)
class Token:
    begin: int
    eind: int
    tekst: str
    vorm: str
    """As words are compared."""
    ervoor: str
    """What stands between the word before and this one."""
    zinsbegin: bool
    hoofd: bool
    """Whether it begins with a capital."""

    @property
    def kapitalen(self) -> bool:
        return len(self.tekst) > 1 and self.tekst.isupper()

    @property
    def los(self) -> bool:
        """Whether only a space stands before it."""
        return bool(self.ervoor) and self.ervoor.isspace() and "\n" not in self.ervoor


def tokens(tekst: str) -> list[Token]:
    """The words of a text. An abbreviation before a full stop does not end the sentence."""
    uit: list[Token] = []
    for vondst in _WOORD.finditer(tekst):
        ervoor = tekst[uit[-1].eind if uit else 0 : vondst.start()]
        begin = _zinsbegin(ervoor, uit[-1] if uit else None)
        woord = vondst[0]
        uit.append(Token(vondst.start(), vondst.end(), woord, vouw(woord), ervoor, begin, woord[0].isupper()))
    return uit


def zonder_blanco(tekst: str, woorden: Iterable[Token]) -> list[Token]:
    """`tokens(tekst)` from those it had before something in it became blank."""
    uit: list[Token] = []
    for woord in woorden:
        stuk = tekst[woord.begin : woord.eind]
        if stuk != woord.tekst:
            if stuk.strip(BLANCO + VAST):
                return tokens(tekst)  # part of a word is gone, so other words are left
            continue
        ervoor = tekst[uit[-1].eind if uit else 0 : woord.begin]
        if ervoor != woord.ervoor:
            begin = _zinsbegin(ervoor, uit[-1] if uit else None)
            woord = Token(woord.begin, woord.eind, woord.tekst, woord.vorm, ervoor, begin, woord.hoofd)
        uit.append(woord)
    return uit


def _zinsbegin(ervoor: str, vorige: Token | None) -> bool:
    if vorige is None:
        return BLANCO not in ervoor
    if (ervoor.isspace() and "\n" not in ervoor) or (
        ervoor.strip() == "." and (vorige.vorm in _AFKORTINGEN or len(vorige.tekst) == 1)
    ):
        return False
    return bool(_EINDE.search(ervoor.rpartition(BLANCO)[2]))


def blanco(tekst: str, vondsten: Iterable[Vondst | tuple[int, int]], teken: str = BLANCO) -> str:
    """The text with these places blank; as long as it was."""
    delen: list[str] = []
    waar = 0
    for vondst in vondsten:
        begin, eind = (vondst.begin, vondst.eind) if isinstance(vondst, Vondst) else vondst
        delen += [tekst[waar:begin], teken * (eind - begin)]
        waar = eind
    return "".join([*delen, tekst[waar:]])


def zonder_overlap(vondsten: Iterable[Vondst]) -> list[Vondst]:
    """In order; of two that overlap the one that begins first, and then the longer one."""
    uit: list[Vondst] = []
    for vondst in sorted(vondsten, key=lambda v: (v.begin, -v.eind)):
        if vondst.begin < vondst.eind and (not uit or vondst.begin >= uit[-1].eind):
            uit.append(vondst)
    return uit
