"""From the words of a question to what must be found: terms with their synonyms, and a place or a province."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sociale_kaart.zoeken import plaatsen, taal
from sociale_kaart.zoeken.woorden import Alternatief, Kaartwoorden, Woord

MAX_WOORDEN = 24
"""Words of a question that are read."""
MAX_TERMEN = 10
"""Terms that are searched for; a longer question is told from its beginning."""
_BIJ_EEN_PLAATS = frozenset(("in", "te", "bij", "rond", "nabij", "omgeving", "regio", "buurt", "provincie"))
KLEIN_DORP, STAD = 1_000, 15_000
"""With fewer inwoners a name is only a place when the question says so: "in Een". So too below the second, when the
name is also a word of the map."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a question. Any of its alternatieven will do; the first is what was typed."""

    tekst: str
    alternatieven: tuple[Alternatief, ...]


@dataclass(frozen=True, slots=True)
class Plek:
    """A place or provinces that the question names, and the words that are left without it."""

    woorden: tuple[str, ...]
    zonder: tuple[str, ...]
    vondst: plaatsen.Vondst | None = None
    provincies: tuple[str, ...] = ()
    land: str = ""


_LANDEN = {
    "nederland": "NL",
    "nederlandse": "NL",
    "vlaanderen": "BE",
    "vlaamse": "BE",
    "vlaams": "BE",
    "belgie": "BE",
    "belgisch": "BE",
    "belgische": "BE",
}


def land(woorden: Sequence[str]) -> tuple[str, list[str]]:
    """The country that a question names, and its words without it; of two countries none."""
    landen = {_LANDEN[woord] for woord in woorden if woord in _LANDEN}
    if len(landen) != 1:
        return "", list(woorden)
    return landen.pop(), [woord for woord in woorden if woord not in _LANDEN]


def plek(woorden: Sequence[str], land: str, is_woord: Callable[[str], bool]) -> Plek | None:
    """The place in a question, the longest name first. `is_woord`: whether the map has it as an ordinary word."""
    for lengte in range(min(4, len(woorden)), 0, -1):
        for begin in range(len(woorden) - lengte + 1):
            deel = woorden[begin : begin + lengte]
            if lengte == 1 and (deel[0] in taal.STOPWOORDEN or len(deel[0]) < 3):
                continue
            naam = " ".join(deel)
            gezegd = begin > 0 and woorden[begin - 1] in _BIJ_EEN_PLAATS
            zonder = (*_zonder_postcode(woorden[:begin], is_woord), *woorden[begin + lengte :])
            vondst = plaatsen.vind(naam, land, ook_andere_namen=gezegd or len(naam) > 3)
            codes = plaatsen.provincies(naam, land)
            provinciestad = vondst is not None and vondst.plaats.provincie in codes
            if codes and not provinciestad:
                return Plek(tuple(deel), zonder, provincies=codes)
            if vondst is None:
                continue
            inwoners = vondst.plaats.inwoners
            if gezegd or inwoners >= (STAD if is_woord(naam) else KLEIN_DORP):
                return Plek(tuple(deel), zonder, vondst=vondst)
    return None


def _zonder_postcode(ervoor: Sequence[str], is_woord: Callable[[str], bool]) -> Sequence[str]:
    """What stands before a place, without its postcode. 1813 is one too, but on the map it is a number to call."""
    for lengte in (1, 2):
        code = " ".join(ervoor[-lengte:])
        if len(ervoor) >= lengte and plaatsen.is_postcode(code) and not is_woord(code):
            return ervoor[:-lengte]
    return ervoor


def met_goede_plaats(
    woorden: Sequence[str], kaart: Kaartwoorden, lijkt_op: Callable[[str], Iterable[Woord]]
) -> list[str]:
    """With the name of a place instead of what is surely a typo of it, when that name is no word of the map."""
    uit = []
    for woord in woorden:
        # Known by itself, or as a synonym: nothing to guess, and guessing is what costs time.
        vast = len(woord) <= taal.ANYWHERE or woord in taal.STOPWOORDEN or woord in kaart.keuzes
        vast = vast or bool(kaart.met(taal.stam(woord)))
        anders = None if vast else kaart.typfout(woord, lijkt_op(woord))
        uit.append(anders.vorm if anders and anders.vorm not in kaart.woorden else woord)
    return uit


def als_plaats(q: str) -> frozenset[str]:
    """The words of a question that may be a place by the way they are written: "Gronigen", or "in gronigen"."""
    uit, vorige = set(), ""
    for woord in q.split():
        vorm = taal.vouw(woord)
        if vorige in _BIJ_EEN_PLAATS or woord[:1].isupper():
            uit.update(vorm.split())
        vorige = vorm
    return frozenset(uit)


def termen(woorden: Sequence[str], kaart: Kaartwoorden) -> list[Term]:
    """What must be found: phrases that have synonyms first, then each word that says something."""
    stammen = [taal.stam(woord) for woord in woorden]
    uit: dict[tuple[Alternatief, ...], Term] = {}
    i = 0
    while i < len(woorden):
        for lengte in range(min(kaart.langste_frase, len(woorden) - i), 0, -1):
            frase = tuple(stammen[i : i + lengte])
            if frase in kaart.synoniemen and not (lengte == 1 and woorden[i] in taal.STOPWOORDEN):
                deel = woorden[i : i + lengte]
                eigen = () if taal.is_zwak(deel) else (tuple(taal.stam(w) for w in taal.inhoud(deel)),)
                alternatieven = tuple(dict.fromkeys((*eigen, *kaart.synoniemen[frase])))
                uit[alternatieven] = Term(" ".join(woorden[i : i + lengte]), alternatieven)
                i += lengte
                break
        else:
            alleen: tuple[Alternatief, ...] = ((stammen[i],),)
            uit.setdefault(alleen, Term(woorden[i], alleen))
            i += 1
    zinnig = [term for term in uit.values() if " " in term.tekst or taal.zegt_iets(term.tekst)]
    return (zinnig or list(uit.values()))[:MAX_TERMEN]
