"""Where the terms of a question stand, and in which order that puts the entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_, or_

from sociale_kaart.zoeken import bits
from sociale_kaart.zoeken.lezen import Term
from sociale_kaart.zoeken.woorden import Alternatief, Bits, Kaartwoorden

NAAM_HEEL, NAAM_DEEL, LABEL, TEKST = 16, 8, 4, 1
GROF = 16
"""What one of these points weighs against the points that only part equals."""


@dataclass(frozen=True, slots=True)
class Raak:
    """Where one term stands: as a whole word in the name, in part of it, in the labels, anywhere."""

    heel: int
    deel: int
    labels: int
    tekst: int
    eigen: int
    """As it was typed, not by a synonym."""


class Lezer:
    """Fetches bits of the index, each once."""

    def __init__(self, kaart: Kaartwoorden) -> None:
        self._kaart = kaart
        self._rijen: dict[str, Bits] = {}

    def haal(self, tokens: Iterable[str]) -> None:
        """Fetch these together."""
        self._kaart.bits(tokens, self._rijen)

    def filter(self, *tokens: str) -> int:
        """Who has any of these tokens."""
        self.haal(tokens)
        return reduce(or_, (self._rijen[token][2] for token in tokens), 0)

    def termen(self, termen: Sequence[Term]) -> list[Raak]:
        """Where each term stands."""
        stammen = {stam for term in termen for alternatief in term.alternatieven for stam in alternatief}
        tokens = {stam: self._kaart.met(stam) for stam in stammen}
        self.haal(token for rij in tokens.values() for token in rij)
        raak = {stam: self._stam(stam, rij) for stam, rij in tokens.items()}
        return [self._term(term, raak) for term in termen]

    def _stam(self, stam: str, tokens: Sequence[str]) -> Raak:
        rijen = [self._rijen[token] for token in tokens]
        naam, labels, tekst = (reduce(or_, (rij[kolom] for rij in rijen), 0) for kolom in range(3))
        heel = self._rijen[stam][0] if stam in self._rijen else 0
        return Raak(heel, naam, labels, tekst, tekst)

    @staticmethod
    def _term(term: Term, raak: Mapping[str, Raak]) -> Raak:
        def samen(veld: str, alternatieven: Sequence[Alternatief]) -> int:
            return reduce(
                or_,
                (reduce(and_, (getattr(raak[stam], veld) for stam in a)) for a in alternatieven),
                0,
            )

        heel, deel, labels, tekst = (
            samen(veld, term.alternatieven) for veld in ("heel", "deel", "labels", "tekst")
        )
        return Raak(heel, deel, labels, tekst, samen("tekst", term.alternatieven[:1]))


def rangschik(kandidaten: int, raak: Sequence[Raak], bijzaken: Sequence[tuple[int, int]]) -> list[int]:
    """The candidates in sets, best first; within a set they are equal. `bijzaken`: points that only part equals."""
    punten = [*bijzaken]
    for term in raak:
        punten += (
            (GROF * (NAAM_HEEL - NAAM_DEEL), term.heel),
            (GROF * NAAM_DEEL, term.deel),
            (GROF * LABEL, term.labels),
            (GROF * TEKST, term.tekst),
        )
    standen = {0: kandidaten}
    for waarde, wie in punten:
        nieuw: dict[int, int] = {}
        for score, groep in standen.items():
            for punt, deel in ((score + waarde, groep & wie), (score, groep & ~wie)):
                if deel:
                    nieuw[punt] = nieuw.get(punt, 0) | deel
        standen = nieuw
    return [standen[score] for score in sorted(standen, reverse=True)]


def snee(sets: Iterable[int], begin: int, aantal: int) -> list[int]:
    """The numbers at these places when the sets are laid one behind the other."""
    uit: list[int] = []
    for groep in sets:
        grootte = groep.bit_count()
        if begin >= grootte:
            begin -= grootte
            continue
        uit += islice(bits.nummers(groep), begin, begin + aantal - len(uit))
        begin = 0
        if len(uit) >= aantal:
            break
    return uit
