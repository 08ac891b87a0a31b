"""Which words are ordinary Dutch, and which are known as names or places: the lists beside this module.

The dictionary is a Bloom filter, not a list: 0.9 MB in memory whatever the number of workers, there at once, and
wrong about one word in a thousand (it then takes a name for a word; the rules for names do not lean on it alone).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files

from gesprek.teamoverleg.anonimiseren.vouwen import vouw
from gesprek.teamoverleg.anonimiseren.woorden import ROEPNAMEN

HASHES = 9
BITS_PER_WOORD = 13
_MIN_DEEL = 3
_VOOR_WERKWOORD = (
    "uit", "aan", "op", "af", "in", "mee", "toe", "terug", "weg", "voor", "na", "over", "door", "om", "bij", "rond",
    "neer", "vast", "los", "tegen", "samen", "thuis", "binnen",
)  # fmt: skip
_TUSSEN = ("", "s", "-", "en", "n", "e")


def plekken(woord: str, bits: int) -> list[int]:
    """Where a word stands in a filter of so many bits."""
    som = blake2b(woord.encode("utf-8", "replace"), digest_size=16).digest()
    een, twee = int.from_bytes(som[:8], "big"), int.from_bytes(som[8:], "big") | 1
    return [(een + nummer * twee) % bits for nummer in range(HASHES)]


@dataclass(frozen=True, slots=True)
class Lijsten:
    """Everything that is read once."""

    filter: bytes
    voornamen: frozenset[str]
    achternamen: frozenset[str]
    plaatsen: frozenset[str]
    met_hoofdletter: frozenset[str]
    langste_plaats: int
    """In words."""

    def staat_erin(self, woord: str) -> bool:
        bits = len(self.filter) * 8
        return all(self.filter[plek >> 3] >> (plek & 7) & 1 for plek in plekken(woord, bits))


def _regels(naam: str) -> list[str]:
    tekst = (files(__package__) / "gegevens" / naam).read_text(encoding="utf-8")
    return [regel for regel in tekst.splitlines() if regel and not regel.startswith("#")]


_slot = threading.Lock()
_gelezen: list[Lijsten] = []


def lijsten() -> Lijsten:
    """The lists, read at the first call; safe to call from many threads at once."""
    if not _gelezen:
        with _slot:
            if not _gelezen:
                plaatsen = frozenset(
                    " ".join(vouw(r).replace("-", " ").split()) for r in _regels("plaatsen.txt")
                )
                _gelezen.append(
                    Lijsten(
                        filter=(files(__package__) / "gegevens" / "woorden.bloom").read_bytes(),
                        voornamen=frozenset(map(vouw, (*_regels("voornamen.txt"), *ROEPNAMEN))),
                        achternamen=frozenset(map(vouw, _regels("achternamen.txt"))),
                        plaatsen=plaatsen,
                        met_hoofdletter=frozenset(_regels("hoofdletterwoorden.txt")),
                        langste_plaats=max(plaats.count(" ") + 1 for plaats in plaatsen),
                    )
                )
    return _gelezen[0]


def is_plaats(gevouwen: str) -> bool:
    return gevouwen.replace("-", " ") in lijsten().plaatsen


@lru_cache(maxsize=20_000)
def is_woord(gevouwen: str) -> bool:
    """Whether this, as `vouw` gives it, is an ordinary Dutch word, or put together from such words."""
    if len(gevouwen) > 60:
        return False
    boek = lijsten()
    if boek.staat_erin(gevouwen):
        return True
    if "-" in gevouwen and all(
        boek.staat_erin(deel) or deel.isdigit() for deel in gevouwen.split("-") if deel
    ):
        return True
    return _scheidbaar(gevouwen, boek) or _samengesteld(gevouwen, boek)


def _scheidbaar(woord: str, boek: Lijsten) -> bool:
    """`uitnodigt`, `meegedacht`: verbs that a dictionary has with their two parts apart."""
    if not woord.startswith(_VOOR_WERKWOORD) or not woord.endswith(("t", "d", "de", "te", "en")):
        return False
    return any(
        woord.startswith(voor) and len(woord) - len(voor) > _MIN_DEEL and boek.staat_erin(woord[len(voor) :])
        for voor in _VOOR_WERKWOORD
    )


def _samengesteld(woord: str, boek: Lijsten) -> bool:
    """`gezinsbegeleider`: two words, the second of four letters or more, with what Dutch may put between."""
    for knip in range(len(woord) - 4, _MIN_DEEL, -1):
        if not boek.staat_erin(woord[knip:]):
            continue
        for tussen in _TUSSEN:
            kop = woord[:knip]
            if tussen and not kop.endswith(tussen):
                continue
            kop = kop[: len(kop) - len(tussen)] if tussen else kop
            if len(kop) > _MIN_DEEL and boek.staat_erin(kop):
                return True
    return False
