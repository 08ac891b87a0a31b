"""A small notation for words in a sentence, as data in the content, and how it is matched: pure Python.

A pattern is a row of elements with spaces between them, each of which takes one word:

    je|jij      one of these words; case and accents don't count, so `he` is also "hè" and "Hé"
    pedo*       a word that begins like this
    @jij        one of a set of words that the file names under `[woorden]`; may stand between bars
    ~@gewoon    a word, but none of these
    ,           a comma, or another sign between clauses
    ..          up to six words, in the same clause
    ..~dat|als  the same, and none of these among them
    ^ $         the begin, the end of the sentence; they take no word
    ?           (last) the sentence ends in a question mark

There is no way to repeat anything: the time it takes is linear in the text, whatever stands there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_GAT = 6
MAX_GATEN = 2
_MAX_ELEMENTEN = 10
_VORM = re.compile(r"[a-z0-9']+\*?\Z")
_LETTER = r"[^\W_\u0300-\u036f\u00ad\u200b-\u200d\u2060]"
# Combining accents, soft hyphens and joiners that nobody sees belong to the word they stand in.
_IN_WOORD = r"[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060]"
_STUK = re.compile(
    rf"(?P<woord>{_LETTER}(?:{_IN_WOORD})*(?:['’‘ʼ`´](?:{_IN_WOORD})+)*)"
    r"|(?P<wit>\s+)|(?P<einde>[.?!…]+)|(?P<scheiding>[,;:()\[\]/–—])"
)
_SLUIT = re.compile(r"[\"'”’»)\]]*(?=\s|\Z)")
_NIEUWE_ZIN = re.compile(r"[-*•–—>\d]|[^\W\d_a-z]")
SCHEIDING = ","


class PatroonFout(ValueError):
    """A pattern that is not written well."""


@dataclass(frozen=True, slots=True)
class Woord:
    """A word or a sign between clauses: how it is compared, and where it stands in the text."""

    vorm: str
    begin: int
    eind: int


@dataclass(frozen=True, slots=True)
class Zin:
    begin: int
    eind: int
    woorden: tuple[Woord, ...]
    is_vraag: bool
    vormen: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Element:
    """One word of a pattern, or (`gat`) up to MAX_GAT words of which each fits."""

    vormen: frozenset[str] = frozenset()
    beginnen: tuple[str, ...] = ()
    niet: bool = False
    gat: bool = False

    def kan_in(self, zin: Zin) -> bool:
        """Whether a sentence holds a word for it: a quick look beforehand, without regard for where."""
        return self.niet or bool(self.beginnen) or not self.vormen.isdisjoint(zin.vormen)

    def past(self, vorm: str) -> bool:
        if vorm == SCHEIDING:
            return not self.niet and SCHEIDING in self.vormen
        return (vorm in self.vormen or vorm.startswith(self.beginnen)) != self.niet


@dataclass(frozen=True, slots=True)
class Patroon:
    """A pattern, ready to be looked for."""

    elementen: tuple[_Element, ...]
    vooraan: bool = False
    achteraan: bool = False
    vraag: bool = False

    def zoek(self, zin: Zin) -> Iterator[tuple[int, int]]:
        """Where it stands in the sentence, as (first, last) index of its words; matches don't overlap."""
        if (self.vraag and not zin.is_vraag) or not all(deel.kan_in(zin) for deel in self.elementen):
            return
        if not self.elementen:
            yield from ((0, len(zin.woorden) - 1) for _ in range(bool(zin.woorden)))
            return
        plek, einde = 0, 1 if self.vooraan else len(zin.woorden)
        while plek < einde:
            laatste = self._past_vanaf(zin.woorden, plek, 0)
            if laatste is not None:
                yield plek, laatste
                plek = laatste
            plek += 1

    def _past_vanaf(self, woorden: tuple[Woord, ...], plek: int, nummer: int) -> int | None:
        """The index of the last word when the elements from `nummer` on fit from `plek` on, with the smallest gaps."""
        while nummer < len(self.elementen) and not self.elementen[nummer].gat:
            if plek >= len(woorden) or not self.elementen[nummer].past(woorden[plek].vorm):
                return None
            plek, nummer = plek + 1, nummer + 1
        if nummer == len(self.elementen):
            return None if self.achteraan and plek < len(woorden) else plek - 1
        for verder in range(plek, min(plek + MAX_GAT, len(woorden)) + 1):
            gevonden = self._past_vanaf(woorden, verder, nummer + 1)
            if gevonden is not None:
                return gevonden
            if verder < len(woorden) and not self.elementen[nummer].past(woorden[verder].vorm):
                return None
        return None


def vouw(tekst: str) -> str:
    """A word as it is compared: small letters, no accents, one kind of apostrophe, nothing invisible."""
    plat = unicodedata.normalize("NFKD", re.sub("[’‘ʼ`´]", "'", tekst).casefold())
    return "".join(teken for teken in plat if unicodedata.category(teken) not in ("Mn", "Cf"))


def zinnen(tekst: str) -> Iterator[Zin]:
    """The sentences of a text, in order, with their words.

    One ends at . ? or ! before white space, at an empty line, and at a line end before a capital, a digit or a bullet.
    """
    begin: int | None = None
    eind, tot = 0, 0
    woorden: list[Woord] = []
    for stuk in _STUK.finditer(tekst):
        if stuk.start() < tot:
            continue
        soort, einde, is_vraag = stuk.lastgroup, False, False
        if soort == "wit":
            regels = stuk[0].count("\n") or stuk[0].count("\r")
            einde = regels > 1 or bool(regels and _NIEUWE_ZIN.match(tekst, stuk.end()))
        elif soort == "einde":
            sluit = _SLUIT.match(tekst, stuk.end())
            einde, is_vraag = sluit is not None, "?" in stuk[0]
            eind = tot = sluit.end() if sluit else stuk.end()
        else:
            vorm = vouw(stuk[0]) if soort == "woord" else SCHEIDING
            eind = stuk.end()
            if soort == "woord" or woorden:
                begin = stuk.start() if begin is None else begin
                woorden.append(Woord(vorm, stuk.start(), stuk.end()))
        if einde and begin is not None:
            yield _zin(begin, eind, woorden, is_vraag=is_vraag)
            begin, woorden = None, []
    if begin is not None:
        yield _zin(begin, eind, woorden, is_vraag=False)


def _zin(begin: int, eind: int, woorden: list[Woord], *, is_vraag: bool) -> Zin:
    """A sentence, without signs after the last word, so that `$` is where a reader sees the end."""
    while woorden[-1].vorm == SCHEIDING:
        woorden.pop()
    return Zin(begin, eind, tuple(woorden), is_vraag, frozenset(woord.vorm for woord in woorden))


def lees(patroon: str, sets: Mapping[str, tuple[str, ...]]) -> Patroon:
    """Read a pattern; raises PatroonFout."""
    delen = patroon.split()
    vooraan, vraag = delen[:1] == ["^"], delen[-1:] == ["?"]
    delen = delen[vooraan : len(delen) - vraag]
    achteraan = delen[-1:] == ["$"]
    delen = delen[: len(delen) - achteraan]
    if not delen and not vraag:
        raise PatroonFout("er staat geen woord in")
    elementen = tuple(_lees_element(deel, sets) for deel in delen)
    if elementen and (elementen[0].gat or elementen[-1].gat):
        raise PatroonFout("een gat staat tussen twee woorden")
    if sum(element.gat for element in elementen) > MAX_GATEN or len(elementen) > _MAX_ELEMENTEN:
        raise PatroonFout(f"hoogstens {MAX_GATEN} gaten en {_MAX_ELEMENTEN} delen")
    return Patroon(elementen, vooraan, achteraan, vraag)


def _lees_element(deel: str, sets: Mapping[str, tuple[str, ...]]) -> _Element:
    if deel == SCHEIDING:
        return _Element(frozenset({SCHEIDING}))
    gat = deel.startswith("..")
    rest = deel.removeprefix("..")
    niet = rest.startswith("~")
    vormen: set[str] = set()
    for keus in rest.removeprefix("~").split("|") if rest else ():
        if not keus.startswith("@"):
            vormen.add(keus)
        elif keus[1:] in sets:
            vormen.update(sets[keus[1:]])
        else:
            raise PatroonFout(f"de woorden {keus} staan nergens")
    if gat and rest and not niet:
        raise PatroonFout("achter een gat komt ~ met woorden die er niet in staan")
    for vorm in sorted(vormen):
        if not _VORM.match(vorm):
            raise PatroonFout(f"{vorm} is geen woord in kleine letters zonder accenten")
    heel = frozenset(vorm for vorm in vormen if not vorm.endswith("*"))
    begin = tuple(sorted(vorm[:-1] for vorm in vormen if vorm.endswith("*")))
    return _Element(heel, begin, niet or gat, gat)
