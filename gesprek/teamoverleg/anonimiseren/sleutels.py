"""Who is who: the same number for the same person or thing, through all texts.

Exact match only. A first name alone is the one person found with that first name; when two have it, it is somebody
of its own. Tim, Tom en Kim are three people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from gesprek.teamoverleg.anonimiseren.soorten import GENUMMERD, PERSONEN, Soort, Vondst
from gesprek.teamoverleg.anonimiseren.tekst import ATOOM, HOUDER
from gesprek.teamoverleg.anonimiseren.vouwen import vouw
from gesprek.teamoverleg.anonimiseren.woorden import NAAMEINDEN, TUSSENVOEGSELS

Delen = tuple[str, ...]
_MAX_DELEN = 12


def _delen(fragment: str) -> Delen:
    atomen = [vouw(stuk[0]) for stuk in ATOOM.finditer(fragment)]
    if len(atomen) > 1 and atomen[-1] in {"s", "tje", "je", "ke"} and re.search(r"['’‘ʼ`´-]\w+$", fragment):
        atomen.pop()
    return tuple(atomen)


def _zonder_einde(delen: Delen, bekend: Iterable[Delen] | dict[Delen, int]) -> Delen:
    """`Toms` and `Tommeke` are Tom where Tom was found as well; else it is who it says."""
    if len(delen) != 1 or len(delen[0]) < 3:
        return delen
    for einde in sorted(NAAMEINDEN, key=len):
        if delen[-1].endswith(einde):
            kaal = (*delen[:-1], delen[-1][: -len(einde)])
            if kaal in bekend:
                return kaal
    return delen


class Sleutels:
    """Gives each hit its key, after all of them are known."""

    def __init__(self, tekst: str, vondsten: Iterable[Vondst]) -> None:
        self._tekst = tekst
        self._personen: dict[Delen, int] = {}
        self._kinderen: set[Delen] = set()
        self._tellers: dict[str, int] = defaultdict(int)
        self._nummers: dict[tuple[Soort, object], int] = {}
        self._wie: dict[Delen, Delen] = {}
        for houder in HOUDER.finditer(tekst):
            if houder[2]:
                self._tellers[houder[1]] = max(self._tellers[houder[1]], int(houder[2]))
        self._leer_kennen([v for v in vondsten if v.soort in PERSONEN])

    def _leer_kennen(self, vondsten: list[Vondst]) -> None:
        namen: dict[Delen, int] = {}
        for vondst in vondsten:
            delen = vondst.persoon or _delen(self._fragment(vondst))
            if delen:
                namen.setdefault(delen, 0)
                namen[delen] += 1
        lang: dict[str, set[Delen]] = defaultdict(set)
        for delen in namen:
            echte = [deel for deel in delen if deel not in TUSSENVOEGSELS]
            if 1 < len(echte) <= _MAX_DELEN:
                for deel in echte:
                    lang[deel].add(delen)
        for delen in namen:
            kaal = _zonder_einde(delen, namen)
            echte = [deel for deel in kaal if deel not in TUSSENVOEGSELS]
            mogelijk = lang.get(echte[0], set()) if len(echte) == 1 else set()
            if not mogelijk and len(echte) == 1:
                stammen = [echte[0][: -len(e)] for e in sorted(NAAMEINDEN, key=len) if echte[0].endswith(e)]
                mogelijk = next((lang[stam] for stam in stammen if stam in lang), set())
            self._wie[delen] = next(iter(mogelijk)) if len(mogelijk) == 1 else kaal
        for vondst in vondsten:
            if vondst.soort is Soort.KIND:
                self._kinderen.add(self._persoon(vondst))

    def _fragment(self, vondst: Vondst) -> str:
        return self._tekst[vondst.begin : vondst.eind]

    def _persoon(self, vondst: Vondst) -> Delen:
        delen = vondst.persoon or _delen(self._fragment(vondst))
        return self._wie.get(delen, delen)

    def soort(self, vondst: Vondst) -> Soort:
        """A person who is called somebody's child once, is a child everywhere."""
        if vondst.soort in PERSONEN:
            return Soort.KIND if self._persoon(vondst) in self._kinderen else Soort.PERSOON
        return vondst.soort

    def sleutel(self, vondst: Vondst) -> str:
        soort = self.soort(vondst)
        if soort not in GENUMMERD:
            return soort.value
        wat: object = self._persoon(vondst) if soort in PERSONEN else _ding(self._fragment(vondst))
        if (soort, wat) not in self._nummers:
            self._tellers[soort.value] += 1
            self._nummers[soort, wat] = self._tellers[soort.value]
        return f"{soort.value} {self._nummers[soort, wat]}"


def _ding(fragment: str) -> str:
    vorm = " ".join(vouw(fragment).split())
    return vorm.removesuffix("'s")
