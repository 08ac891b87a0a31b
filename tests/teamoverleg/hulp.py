"""The gold sentences and what is counted over them.

`{p:Kees}` in a sentence must be masked: p person, s structured, o organisation, l place, d date, a age.
`{p:Meneer K.|K.}` stands for the whole, of which only the last part must be.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from gesprek.teamoverleg.anonimiseren import WAARSCHUWINGEN, Treffer, vind

HIER = Path(__file__).parent
_MERK = re.compile(r"\{([psolda]):([^|}]+)(?:\|([^}]+))?\}")
NAMEN, VAST, WAARDEN = ("p",), ("s",), ("o", "l", "d", "a")
_WOORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Goud:
    tekst: str
    delen: tuple[tuple[str, int, int], ...]

    @property
    def achtergehouden(self) -> bool:
        """A third, by the hash of the sentence: never looked at while the rules were tuned."""
        return sha256(self.tekst.encode()).digest()[0] % 3 == 0

    @property
    def namen(self) -> list[str]:
        return [self.tekst[begin:eind] for soort, begin, eind in self.delen if soort == "p"]


def lees(zin: str) -> Goud:
    tekst, delen, waar = "", [], 0
    for merk in _MERK.finditer(zin):
        tekst += zin[waar : merk.start()]
        heel, deel = merk[2], merk[3] or merk[2]
        begin = len(tekst) + heel.rindex(deel)
        delen.append((merk[1], begin, begin + len(deel)))
        tekst += heel
        waar = merk.end()
    return Goud(tekst + zin[waar:], tuple(delen))


def _zinnen(naam: str) -> list[str]:
    inhoud = tomllib.loads((HIER / naam).read_text(encoding="utf-8"))
    return [zin for zin in inhoud["zinnen"].splitlines() if zin]


@cache
def goud() -> tuple[Goud, ...]:
    return tuple(lees(zin) for pad in sorted(HIER.glob("goud_*.toml")) for zin in _zinnen(pad.name))


@cache
def gewoon() -> tuple[Goud, ...]:
    return tuple(lees(zin) for pad in sorted(HIER.glob("gewoon*.toml")) for zin in _zinnen(pad.name))


def gemaskeerd(tekst: str, treffers: Iterable[Treffer]) -> list[bool]:
    bedekt = [False] * len(tekst)
    for treffer in treffers:
        if treffer.soort not in WAARSCHUWINGEN:
            bedekt[treffer.begin : treffer.eind] = [True] * (treffer.eind - treffer.begin)
    return bedekt


@dataclass(frozen=True, slots=True)
class Telling:
    gevonden: Counter[str]
    gevraagd: Counter[str]
    gemist: list[str]
    gewoon: int
    gewoon_weg: int
    te_veel: list[str]

    def deel(self, soorten: Iterable[str]) -> float:
        soorten = tuple(soorten)
        return sum(self.gevonden[s] for s in soorten) / max(1, sum(self.gevraagd[s] for s in soorten))

    @property
    def weg(self) -> float:
        return self.gewoon_weg / max(1, self.gewoon)

    def __str__(self) -> str:
        per = ", ".join(f"{s} {self.gevonden[s]}/{n}" for s, n in sorted(self.gevraagd.items()))
        return (
            f"{per}; direct {self.deel('ps'):.3f}, plaats/organisatie/datum/leeftijd {self.deel('olda'):.3f}, "
            f"gewone woorden weg {self.weg:.3f} ({self.gewoon_weg}/{self.gewoon})"
        )


def tel(zinnen: Sequence[Goud], *, met_lijst: bool = False) -> Telling:
    """A span counts when every letter and digit of it is masked, wherever the hit begins and whatever it is called."""
    gevonden: Counter[str] = Counter()
    gevraagd: Counter[str] = Counter()
    gemist, te_veel = [], []
    gewone = weg = 0
    for zin in zinnen:
        bedekt = gemaskeerd(zin.tekst, vind(zin.tekst, namenlijst=zin.namen if met_lijst else ()))
        gouden = [False] * len(zin.tekst)
        for soort, begin, eind in zin.delen:
            gouden[begin:eind] = [True] * (eind - begin)
            gevraagd[soort] += 1
            if all(bedekt[n] for n in range(begin, eind) if zin.tekst[n].isalnum()):
                gevonden[soort] += 1
            else:
                gemist.append(f"{soort}:{zin.tekst[begin:eind]} in: {zin.tekst}")
        for woord in _WOORD.finditer(zin.tekst):
            if not any(gouden[woord.start() : woord.end()]):
                gewone += 1
                if any(bedekt[woord.start() : woord.end()]):
                    weg += 1
                    te_veel.append(f"{woord[0]} in: {zin.tekst}")
    return Telling(gevonden, gevraagd, gemist, gewone, weg, te_veel)
