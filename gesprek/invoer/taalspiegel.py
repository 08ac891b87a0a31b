"""The taalspiegel: which words of the professional judge, label, generalise or fill in for the other. No Django.

It looks at words and not at meaning, so what it says is a hint and never a verdict. The rules are content:
inhoud/nl/taalspiegel.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from gesprek.inhoud import patronen
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Spiegelregel
from gesprek.inhoud.patronen import Patroon, Zin


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that a rule points at: `tekst[begin:eind]` is `fragment`, and it stands in `zin`."""

    regel: Spiegelregel
    begin: int
    eind: int
    fragment: str
    zin: str


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of a sentence, pointed at or not."""

    tekst: str
    gemarkeerd: bool


@dataclass(frozen=True, slots=True)
class Tip:
    """What one rule says about a sentence, with the words it points at, each once."""

    regel: Spiegelregel
    fragmenten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZinMetTips:
    """A sentence as the pieces it consists of, with what there is to say about it."""

    stukken: tuple[Stuk, ...]
    tips: tuple[Tip, ...]


@dataclass(frozen=True, slots=True)
class _Regel:
    regel: Spiegelregel
    patronen: tuple[Patroon, ...]
    behalve: tuple[Patroon, ...]

    def plekken(self, zin: Zin) -> list[tuple[int, int]]:
        """Where it points, as (first, last) word; what overlaps is one place."""
        alle = sorted(plek for patroon in self.patronen for plek in patroon.zoek(zin))
        if not alle or _ergens(self.behalve, zin):
            return []
        return _samen(alle)


def _samen(plekken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, those that overlap taken together."""
    uit: list[tuple[int, int]] = []
    for begin, eind in plekken:
        if uit and begin <= uit[-1][1]:
            uit[-1] = (uit[-1][0], max(uit[-1][1], eind))
        else:
            uit.append((begin, eind))
    return uit


def _ergens(zoeken: Iterable[Patroon], zin: Zin) -> bool:
    return any(True for patroon in zoeken for _plek in patroon.zoek(zin))


@cache
def _regels() -> tuple[tuple[_Regel, ...], tuple[Patroon, ...]]:
    """The rules of the content and the patterns of `vrij`, read once."""
    inhoud = laad().taalspiegel

    def lees(bronnen: tuple[str, ...]) -> tuple[Patroon, ...]:
        return tuple(patronen.lees(bron, inhoud.woorden) for bron in bronnen)

    regels = tuple(_Regel(regel, lees(regel.patronen), lees(regel.behalve)) for regel in inhoud.regels)
    return regels, lees(inhoud.vrij)


def spiegel(tekst: str) -> list[Hint]:
    """Every hint in a text, in the order in which they stand there."""
    return [hint for zin in patronen.zinnen(tekst) for hint in _hints(tekst, zin)]


def zinnen_met_tips(tekst: str) -> Iterator[ZinMetTips]:
    """The sentences of a text that there is something to say about."""
    for zin in patronen.zinnen(tekst):
        hints = _hints(tekst, zin)
        van_regel: dict[Spiegelregel, dict[str, str]] = {}
        for hint in hints:
            van_regel.setdefault(hint.regel, {}).setdefault(patronen.vouw(hint.fragment), hint.fragment)
        if hints:
            tips = tuple(Tip(regel, tuple(woorden.values())) for regel, woorden in van_regel.items())
            yield ZinMetTips(tuple(_stukken(tekst, zin, hints)), tips)


def _hints(tekst: str, zin: Zin) -> list[Hint]:
    regels, vrij = _regels()
    gevonden = [(regel, plek) for regel in regels for plek in regel.plekken(zin)]
    if gevonden and _ergens(vrij, zin):
        gevonden = [(regel, plek) for regel, plek in gevonden if regel.regel.soort == "etiket"]
    hints = []
    for regel, (eerste, laatste) in _zonder_herhaling(gevonden):
        begin, eind = zin.woorden[eerste].begin, zin.woorden[laatste].eind
        hints.append(Hint(regel.regel, begin, eind, tekst[begin:eind], tekst[zin.begin : zin.eind]))
    return sorted(hints, key=lambda hint: (hint.begin, hint.eind))


def _zonder_herhaling(
    gevonden: list[tuple[_Regel, tuple[int, int]]],
) -> Iterator[tuple[_Regel, tuple[int, int]]]:
    """Words get one tip of a kind: of the rule that points at most of them, or else the first in the content."""
    for nummer, (regel, (eerste, laatste)) in enumerate(gevonden):
        if not any(
            ander.regel.soort == regel.regel.soort
            and begin <= eerste
            and laatste <= eind
            and (nummer_ander < nummer or (begin, eind) != (eerste, laatste))
            for nummer_ander, (ander, (begin, eind)) in enumerate(gevonden)
        ):
            yield regel, (eerste, laatste)


def _stukken(tekst: str, zin: Zin, hints: list[Hint]) -> Iterator[Stuk]:
    """The sentence cut at the hints; where hints overlap they are one piece."""
    tot = zin.begin
    for begin, eind in _samen((hint.begin, hint.eind) for hint in hints):
        if tot < begin:
            yield Stuk(tekst[tot:begin], gemarkeerd=False)
        yield Stuk(tekst[begin:eind], gemarkeerd=True)
        tot = eind
    if tot < zin.eind:
        yield Stuk(tekst[tot : zin.eind], gemarkeerd=False)
