"""The search itself: every room of rules in turn, what was found spread through all texts, and who is who.

The rules are run until they find nothing more, each time with what was found made blank. So a text in which the
hits were replaced holds no further ones: replacing twice is replacing once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gesprek.teamoverleg.anonimiseren import (
    adressen,
    leeftijd,
    namen,
    organisaties,
    plaatsen,
    structuur,
    tijd,
)
from gesprek.teamoverleg.anonimiseren.soorten import (
    PERSONEN,
    WAARSCHUWINGEN,
    Soort,
    Vondst,
)
from gesprek.teamoverleg.anonimiseren.tekst import (
    ATOOM,
    BLANCO,
    HOUDER,
    VAST,
    Token,
    blanco,
    tokens,
    zonder_blanco,
    zonder_overlap,
)
from gesprek.teamoverleg.anonimiseren.vouwen import vouw
from gesprek.teamoverleg.anonimiseren.woorden import (
    BEHOUDEN,
    BEROEPEN,
    GEBEURTENISSEN,
    HOOFDWOORDEN,
    NAAMEINDEN,
    TUSSENVOEGSELS,
)
from gesprek.teamoverleg.anonimiseren.woordenboek import lijsten

MAX_RONDEN = 12
MAX_DELEN = 12
"""Of a name. What has more is a row of something, and each part with all the others would cost its square."""
_TUSSENRUIMTE = 6
_STUK = re.compile(r"\w+")
_GENITIEF = re.compile(r"[sxzSXZ]['’](?=\s)")
_LOS_EINDE = frozenset({"s", "tje", "tjes", "je", "ke"})
_NIET_VERSPREID = WAARSCHUWINGEN | {Soort.LEEFTIJD}
_GEBEURTENIS = re.compile(rf"\b(?:{GEBEURTENISSEN})\b", re.I)


@dataclass(frozen=True, slots=True)
class Vraag:
    """What a search is asked, the same for all its texts."""

    namenlijst: tuple[str, ...] = ()
    bekend: tuple[str, ...] = ()
    maskeren: tuple[str, ...] = ()
    houden: tuple[str, ...] = ()


Atomen = list[tuple[str, int, int]]


def _atomen(tekst: str) -> Atomen:
    return [(vouw(stuk[0]), stuk.start(), stuk.end()) for stuk in ATOOM.finditer(tekst)]


class _Rest:
    """The atoms of a text of which more and more becomes blank, read once."""

    def __init__(self, tekst: str) -> None:
        self._atomen = [(atoom, tekst[atoom[1] : atoom[2]]) for atoom in _atomen(tekst)]

    def __call__(self, tekst: str) -> Atomen:
        """Those that are left; `tekst` is the same text with blank spots."""
        over = []
        for atoom, was in self._atomen:
            stuk = tekst[atoom[1] : atoom[2]]
            if stuk == was:
                over.append(atoom)
            elif stuk.strip(BLANCO + VAST):
                return _atomen(tekst)  # part of a word is gone, so other words are left
        return over


@dataclass(slots=True)
class Boom:
    """Phrases, looked up by how many words they have, so that a text is gone through once however many there are."""

    frasen: dict[tuple[str, ...], Vondst] = field(default_factory=dict)
    lengtes: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    uitgangen: bool = False

    def zet(self, woorden: tuple[str, ...], als: Vondst) -> None:
        if woorden:
            self.frasen.setdefault(woorden, als)
            self.lengtes[woorden[0]].add(len(woorden))

    def _vormen(self, woord: str) -> Iterator[str]:
        yield woord
        if self.uitgangen and woord.endswith(NAAMEINDEN):
            for einde in NAAMEINDEN:
                if woord.endswith(einde):
                    yield woord[: -len(einde)]

    def _hier(self, tekst: str, atomen: Atomen, i: int) -> Iterator[tuple[int, Vondst]]:
        """How many words from the i-th on, and what they are."""
        for vorm in self._vormen(atomen[i][0]):
            if (als := self.frasen.get((vorm,))) is not None:
                yield 1, als
        for lengte in self.lengtes.get(atomen[i][0], ()):
            stuk = atomen[i : i + lengte]
            if 1 < lengte == len(stuk) and self._aaneen(tekst, stuk):
                kop = tuple(woord for woord, _, _ in stuk[:-1])
                for vorm in self._vormen(stuk[-1][0]):
                    if (*kop, vorm) in self.frasen:
                        yield lengte, self.frasen[(*kop, vorm)]

    @staticmethod
    def _aaneen(tekst: str, stuk: Atomen) -> bool:
        for voor, na in pairwise(stuk):
            tussen = tekst[voor[2] : na[1]]
            if len(tussen) > _TUSSENRUIMTE or BLANCO in tussen or "\n" in tussen:
                return False
        return True

    def zoek(self, tekst: str, atomen: Atomen) -> Iterator[Vondst]:
        if not self.frasen:
            return
        # A stem is the beginning of its word: most words are none of these by their first letters.
        koppen = {woord[:2] for woord in self.lengtes}
        for i, (atoom, begin, _) in enumerate(atomen):
            if atoom[:2] not in koppen and atoom[:1] not in koppen:
                continue
            for lengte, als in self._hier(tekst, atomen, i):
                n = i + lengte
                eind = atomen[n - 1][2]
                if (
                    self.uitgangen
                    and n < len(atomen)
                    and atomen[n][0] in _LOS_EINDE
                    and atomen[n][1] == eind + 1
                    and tekst[eind] in "'’‘ʼ`´-"
                ):
                    eind = atomen[n][2]
                elif self.uitgangen and _GENITIEF.match(tekst, eind - 1):
                    eind += 1
                yield replace(als, begin=begin, eind=eind)


def eigen_boom(vraag: Vraag) -> Boom:
    """One's own names, whole and in parts, and what must never go along."""
    boom = Boom(uitgangen=True)
    for naam in vraag.namenlijst:
        delen = tuple(atoom for atoom, _, _ in _atomen(naam))
        boom.zet(delen, Vondst(0, 0, Soort.PERSOON, "eigen namenlijst", persoon=delen))
        for deel in delen:
            if len(delen) > 1 and deel not in TUSSENVOEGSELS and len(deel) > 1:
                boom.zet((deel,), Vondst(0, 0, Soort.PERSOON, "eigen namenlijst", persoon=delen))
    for woord in vraag.maskeren:
        boom.zet(tuple(atoom for atoom, _, _ in _atomen(woord)), Vondst(0, 0, Soort.EIGEN, "nooit meesturen"))
    return boom


def _letterlijk(tekst: str, vraag: Vraag) -> Iterator[Vondst]:
    """Of one's own lists what has no letters: a number, a sign. As it stands there."""
    for lijst, soort in ((vraag.namenlijst, Soort.PERSOON), (vraag.maskeren, Soort.EIGEN)):
        for woord in {w.strip() for w in lijst}:
            if woord and not ATOOM.search(woord):
                for vondst in re.finditer(rf"(?<!\d){re.escape(woord)}(?!\d)", tekst):
                    yield Vondst(vondst.start(), vondst.end(), soort, "eigen lijst", persoon=(woord,))


def _vaste_boom(vraag: Vraag) -> Boom:
    boom = Boom()
    for naam in (*BEHOUDEN, *vraag.bekend, *vraag.houden):
        boom.zet(tuple(atoom for atoom, _, _ in _atomen(naam)), Vondst(0, 0, Soort.EIGEN, "behouden"))
    return boom


def _neem(tekst: str, al: list[Vondst], erbij: Iterable[Vondst]) -> str:
    """Adds what doesn't touch a blank spot; gives the text with these blank as well."""
    nieuw = zonder_overlap(_bijgesneden(tekst, erbij))
    al.extend(nieuw)
    return blanco(tekst, nieuw) if nieuw else tekst


def _bijgesneden(tekst: str, vondsten: Iterable[Vondst]) -> Iterator[Vondst]:
    for vondst in vondsten:
        stuk = tekst[vondst.begin : vondst.eind]
        if BLANCO in stuk or VAST in stuk:
            continue
        ruim = len(stuk) - len(stuk.lstrip()), len(stuk) - len(stuk.rstrip(" \t\n,;:"))
        if stuk.strip(" \t\n,;:"):
            yield replace(vondst, begin=vondst.begin + ruim[0], eind=vondst.eind - ruim[1])


class _Kijker:
    """The words of a text, made again only when something in it became blank."""

    def __init__(self) -> None:
        self._tekst: str | None = None
        self._woorden: list[Token] = []

    def __call__(self, tekst: str) -> list[Token]:
        if tekst != self._tekst:
            self._woorden = tokens(tekst) if self._tekst is None else zonder_blanco(tekst, self._woorden)
            self._tekst = tekst
        return self._woorden


def _ronde(tekst: str, vraag: Vraag, vast: Boom, rest: _Rest) -> list[Vondst]:
    """Every rule once."""
    al: list[Vondst] = []
    houden = zonder_overlap(vast.zoek(tekst, rest(tekst)))
    werk = blanco(tekst, houden, VAST)
    los = {vouw(woord) for woord in (*vraag.houden, *vraag.bekend)}

    def behoud(token: Token) -> bool:
        return (
            token.vorm in HOOFDWOORDEN
            or token.vorm in los
            or token.vorm.split("-")[0] in {"sos", "ggz", "adhd"}
        )

    werk = _neem(werk, al, structuur.structuur(werk))
    werk = _neem(werk, al, adressen.adressen(werk))
    werk = _neem(werk, al, tijd.datums(werk))
    kijk = _Kijker()
    werk = _neem(werk, al, organisaties.organisaties(kijk(werk), behoud))
    werk = _neem(werk, al, namen.sterk(werk, kijk(werk), behoud))
    werk = _neem(werk, al, _verspreid(werk, [v for v in al if v.soort in PERSONEN], tekst, rest))
    werk = _neem(werk, al, plaatsen.plaatsen(werk, kijk(werk), behoud))
    werk = _neem(werk, al, namen.zwak(kijk(werk), behoud))
    _neem(werk, al, leeftijd.leeftijden(werk))
    return al


def _verspreid(tekst: str, gevonden: Iterable[Vondst], bron: str, rest: _Rest) -> list[Vondst]:
    """What was found in one place, in every other; parts of a name too, and with the endings of names."""
    boom, exact = Boom(uitgangen=True), Boom()
    letterlijk: dict[str, Vondst] = {}
    klein: set[str] = set()
    for vondst in gevonden:
        if vondst.soort in _NIET_VERSPREID or vondst.soort is Soort.EIGEN:
            continue
        fragment = bron[vondst.begin : vondst.eind]
        delen = tuple(atoom for atoom, _, _ in _atomen(fragment))
        if any(teken.isdigit() for teken in fragment) or not delen:
            letterlijk.setdefault(fragment, vondst)
            continue
        als = replace(vondst, regel="elders gevonden")
        if not fragment[:1].isupper():
            klein.update(delen)
            klein.add(vouw(fragment))
        (boom if vondst.soort in PERSONEN else exact).zet(delen, als)
        if vondst.soort in PERSONEN:
            for plek, deel in enumerate(delen[:MAX_DELEN]):
                if plek and deel in TUSSENVOEGSELS:
                    boom.zet(delen[plek:], als)
                if len(deel) > 2 and deel not in TUSSENVOEGSELS and len(delen) > 1:
                    boom.zet((deel,), als)
    atomen = rest(tekst)
    uit = [
        v for b in (boom, exact) for v in b.zoek(tekst, atomen) if _als_naam(tekst[v.begin : v.eind], klein)
    ]
    uit += _letterlijk_elders(tekst, letterlijk)
    return uit


def _letterlijk_elders(tekst: str, letterlijk: dict[str, Vondst]) -> Iterator[Vondst]:
    """What has digits, as it stands, found by its first word: the text is gone through once however many there are."""
    if not letterlijk:
        return
    plekken: dict[str, list[int]] = defaultdict(list)
    for stuk in _STUK.finditer(tekst):
        plekken[stuk[0]].append(stuk.start())
    for fragment, vondst in letterlijk.items():
        eerste = _STUK.search(fragment)
        if eerste is None:
            continue
        for plek in plekken.get(eerste[0], ()):
            begin = plek - eerste.start()
            if begin >= 0 and tekst.startswith(fragment, begin):
                yield replace(vondst, begin=begin, eind=begin + len(fragment), regel="elders gevonden")


def _als_naam(stuk: str, klein: set[str]) -> bool:
    """A small word that is also an ordinary one is not the name that was found with a capital."""
    vorm = vouw(stuk)
    return stuk[:1].isupper() or " " in stuk or vorm in klein or not lijsten().staat_erin(vorm)


def zoek(tekst: str, vraag: Vraag) -> list[Vondst]:
    """Everything in one text, in order, without overlap."""
    al: list[Vondst] = []
    bezet = [(houder.start(), houder.end()) for houder in HOUDER.finditer(tekst)]
    werk = blanco(tekst, bezet)
    rest = _Rest(werk)
    werk = _neem(werk, al, [*eigen_boom(vraag).zoek(werk, rest(werk)), *_letterlijk(werk, vraag)])
    vast = _vaste_boom(vraag)
    for _ in range(MAX_RONDEN):
        nieuw = _ronde(werk, vraag, vast, rest)
        if not nieuw:
            break
        al += nieuw
        werk = blanco(werk, sorted((v.begin, v.eind) for v in nieuw))
        werk = _neem(werk, al, _verspreid(werk, al, tekst, rest))
    _neem(werk, al, _waarschuwingen(werk))
    return zonder_overlap(al)


def _waarschuwingen(tekst: str) -> Iterator[Vondst]:
    for token in tokens(tekst):
        if token.vorm in BEROEPEN:
            yield Vondst(token.begin, token.eind, Soort.BEROEP, "opvallend beroep", False)
    for vondst in _GEBEURTENIS.finditer(tekst):
        yield Vondst(vondst.start(), vondst.end(), Soort.GEBEURTENIS, "opvallende gebeurtenis", False)
