"""The words of the map as one process knows them: its vocabulary, its synonyms, and what a typo may have meant.

Read once for each state of the index (its mark), so a change shows with the next question in every process.
"""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from sociale_kaart.models import Indeling, Synoniem, Term, Zoekbits, Zoekrij, Zoekwoord
from sociale_kaart.provincies import Provincie
from sociale_kaart.zoeken import plaatsen, taal
from sociale_kaart.zoeken.bits import lees

SUGGESTIES = 3
_KANDIDATEN = 40
_GELIJK, _VAST = 0.5, 0.72
"""How much of a word must be right for it to be maybe, or surely, a typo of another."""

GEHEUGEN = 8_000_000
"""Bytes of the index that a process remembers until it changes."""

Bits = tuple[int, int, int]
"""In whose name, labels, and whole text a token stands."""
Alternatief = tuple[str, ...]
"""Stems that must all be there."""


@dataclass(frozen=True, slots=True)
class Woord:
    """One word of the map."""

    woord: str
    vorm: str
    aantal: int


class Kaartwoorden:
    """All of it, for one mark of the index."""

    def __init__(self, merk: uuid.UUID, database: str) -> None:
        self.merk, self._database = merk, database
        self._bits: dict[str, Bits] = {}
        self._ruimte = GEHEUGEN

    def bits(self, tokens: Iterable[str], uit: dict[str, Bits]) -> None:
        """Put the bits of these into `uit`, with one query for what is not remembered."""
        nodig = []
        for token in dict.fromkeys(tokens):
            if token in uit:
                continue
            if (bekend := self._bits.get(token)) is None:
                nodig.append(token)
            uit[token] = bekend or (0, 0, 0)
        if not nodig:
            return
        rijen = Zoekbits.objects.using(self._database).filter(pk__in=nodig)
        for token, *kolommen in rijen.values_list("token", "naam", "labels", "tekst"):
            naam, labels, tekst = map(lees, kolommen)
            uit[token] = (naam, labels, tekst)
        for token in nodig:
            # Two threads may both take the same room: it is a limit, not a measure.
            self._ruimte -= 150 + sum(getal.bit_length() // 8 for getal in uit[token])
            if self._ruimte > 0:
                self._bits[token] = uit[token]

    @cached_property
    def termen(self) -> Sequence[Term]:
        """The termen of our own indelingen, each with its indeling, in the order of a form."""
        rijen = Term.objects.using(self._database).filter(indeling__slug__in=Indeling.VAST)
        return sorted(
            rijen.select_related("indeling"), key=lambda term: (term.indeling.slug, term.volgorde, term.naam)
        )

    @cached_property
    def termslugs(self) -> frozenset[tuple[str, str]]:
        """(indeling, slug) of these."""
        return frozenset((term.indeling.slug, term.slug) for term in self.termen)

    @cached_property
    def synoniemen(self) -> Mapping[Alternatief, tuple[Alternatief, ...]]:
        """A word or phrase, in stems → all that finds the same, itself left out."""
        rijen = Synoniem.objects.using(self._database).order_by("woorden", "pk")
        uit: dict[Alternatief, dict[Alternatief, None]] = {}
        for tekst in rijen.values_list("woorden", flat=True):
            frasen = [woorden for deel in tekst.split(",") if (woorden := taal.woorden(deel))]
            for frase in frasen:
                eigen = uit.setdefault(_stammen(frase), {})
                anderen = (ander for ander in frasen if ander != frase and not taal.is_zwak(ander))
                eigen.update({_stammen(taal.inhoud(ander)): None for ander in anderen})
        return {frase: tuple(alternatieven) for frase, alternatieven in uit.items()}

    @cached_property
    def langste_frase(self) -> int:
        return max(map(len, self.synoniemen), default=1)

    @cached_property
    def woorden(self) -> Mapping[str, Woord]:
        """The vocabulary, by its folded form; of two ways of writing the first in the alphabet."""
        rijen = Zoekwoord.objects.using(self._database).order_by("-woord")
        return {
            vorm: Woord(woord, vorm, aantal)
            for woord, vorm, aantal in rijen.values_list("woord", "vorm", "aantal")
        }

    @cached_property
    def _stammen(self) -> str:
        """All stems of the map in one text, to look in which of them a piece stands."""
        tokens = Zoekbits.objects.using(self._database).values_list("token", flat=True)
        return f" {' '.join(sorted(token for token in tokens if not token.startswith('=')))} "

    def met(self, stam: str) -> list[str]:
        """The stems of the map that a stem finds: itself anywhere in them, or at their start when it is short."""
        tekst, naald, uit = self._stammen, taal.naald(stam), []
        plek = tekst.find(naald)
        while plek >= 0:
            begin = tekst.rfind(" ", 0, plek + 1) + 1
            eind = tekst.index(" ", max(begin, plek + 1))
            uit.append(tekst[begin:eind])
            plek = tekst.find(naald, eind)
        return uit

    @cached_property
    def keuzes(self) -> Mapping[str, Woord]:
        """What a typo may have meant: words of the map, words of the synonyms, and places."""
        uit: dict[str, Woord] = {}
        for plaats in plaatsen.namen():
            vorm = taal.vouw(plaats)
            uit.setdefault(vorm, Woord(plaats, vorm, 0))
        for provincie in Provincie:
            naam = str(provincie.label).partition(" (")[0]
            uit[taal.vouw(naam)] = Woord(naam, taal.vouw(naam), 1)
        for tekst in Synoniem.objects.using(self._database).values_list("woorden", flat=True):
            for deel in tekst.lower().split(","):
                vorm = taal.vouw(deel)
                if vorm:
                    uit[vorm] = Woord(deel.strip(), vorm, 1)
        return uit | dict(self.woorden)

    @cached_property
    def _vormen(self) -> Sequence[str]:
        return sorted(self.keuzes)

    @cached_property
    def _woordvormen(self) -> Sequence[str]:
        """Without what is only the name of a place."""
        return [vorm for vorm in self._vormen if self.keuzes[vorm].aantal]

    def begint_met(self, begin: str) -> list[str]:
        """Stems of the words that begin like this: what somebody may be half-way typing."""
        gevonden = [vorm for vorm in self.woorden if vorm.startswith(begin)]
        return list(dict.fromkeys(taal.stam(vorm) for vorm in sorted(gevonden)))[:5]

    def plaatsen_als(self, naam: str) -> list[str]:
        """Places whose name looks like this."""
        namen = {taal.vouw(plaats): plaats for plaats in reversed(plaatsen.namen())}
        ruw = process.extract(
            naam, list(namen), scorer=OSA.normalized_similarity, score_cutoff=_GELIJK, limit=SUGGESTIES
        )
        return [namen[vorm] for vorm, *_ in ruw]

    def suggesties(self, woord: str, *, plaatsen: bool = False) -> list[Woord]:
        """What may have been meant by a word (as folded), the likeliest first; `plaatsen`: maybe a place."""
        if len(woord) < 3 or woord.isdigit() or woord in taal.GEWOON:
            return []
        ruw = process.extract(
            woord,
            self._vormen if plaatsen else self._woordvormen,
            scorer=OSA.normalized_similarity,
            score_cutoff=_GELIJK,
            limit=_KANDIDATEN,
        )
        gewogen = sorted(ruw, key=lambda hit: (-self._gewicht(woord, hit[0], hit[1]), hit[0]))
        uit: dict[str, Woord] = {}
        for vorm, *_ in gewogen:
            # Of "psycholoog" and "psychologen" one is enough.
            uit.setdefault(taal.stam(vorm), self.keuzes[vorm])
        return list(uit.values())[:SUGGESTIES]

    @staticmethod
    def typfout(woord: str, suggesties: Iterable[Woord]) -> Woord | None:
        """Which of its suggesties a word is a typo of, when that is hardly in doubt."""
        beste = next((anders for anders in suggesties if anders.aantal), None)
        if beste is None or OSA.normalized_similarity(woord, beste.vorm) < _VAST:
            return None
        return beste

    def _gewicht(self, woord: str, vorm: str, gelijk: float) -> float:
        """A typo keeps the first letter, the sound and the letters themselves more often than not."""
        gewicht = gelijk + 0.15 * OSA.normalized_similarity(_klank(woord), _klank(vorm))
        gewicht += 0.05 * (woord[0] == vorm[0]) + 0.05 * fuzz.ratio(woord, vorm) / 100
        return (
            gewicht + (0.04 if self.keuzes[vorm].aantal else 0.0) + min(self.keuzes[vorm].aantal, 20) / 2000
        )

    @cached_property
    def per_provincie(self) -> Mapping[str, int]:
        """How many published aanbod serve each province: as many as its filter finds."""
        rijen = Zoekrij.objects.using(self._database).values_list("filters", flat=True)
        geteld = Counter(_gebieden(filters) for filters in rijen.iterator(chunk_size=5000))
        return {
            code: sum(aantal for gebieden, aantal in geteld.items() if gebieden & _telt_voor(code))
            for code in Provincie.values
        }


def bediend(code: str) -> frozenset[str]:
    """What must stand in `Zoekrij.filters` for an aanbod to serve a province: that, or its whole country."""
    provincie = Provincie(code)
    overal = {f"p:{provincie.land}"} if provincie.bediend else set()
    return frozenset({f"p:{code}"} | overal)


def _telt_voor(code: str) -> frozenset[str]:
    """Also who works somewhere in its country, and we don't know where: its results end with these."""
    provincie = Provincie(code)
    return bediend(code) | ({f"l:{provincie.land}"} if provincie.bediend else frozenset[str]())


def _gebieden(filters: str) -> frozenset[str]:
    """Where an aanbod works; of one that does not say so its countries."""
    tokens = filters.split()
    return frozenset([t for t in tokens if t.startswith("p:")] or [t for t in tokens if t.startswith("l:")])


def _stammen(woorden: Sequence[str]) -> Alternatief:
    return tuple(taal.stam(woord) for woord in woorden)


_klanken = (("ij", "y"), ("ei", "y"), ("ey", "y"), ("ou", "au"), ("ck", "k"), ("ch", "g"), ("ph", "f"))
_klankletters = str.maketrans({"c": "k", "q": "k", "z": "s", "d": "t", "v": "f", "x": "k"})


def _klank(woord: str) -> str:
    """Roughly how it sounds: letters that Dutch ears mix up are the same, double ones are one."""
    for van, naar in _klanken:
        woord = woord.replace(van, naar)
    woord = woord.translate(_klankletters)
    return "".join(letter for i, letter in enumerate(woord) if i == 0 or letter != woord[i - 1])


_slot = threading.Lock()
_laatste: dict[str, Kaartwoorden] = {}


def kaartwoorden(merk: uuid.UUID, database: str = "default") -> Kaartwoorden:
    """The words for this mark; those of an older mark are forgotten."""
    with _slot:
        gevonden = _laatste.get(database)
        if gevonden is None or gevonden.merk != merk:
            gevonden = _laatste[database] = Kaartwoorden(merk, database)
        return gevonden
