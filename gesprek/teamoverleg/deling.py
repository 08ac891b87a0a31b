"""What travels in a deling and with it: the note as it was seen, and messages. Pure Python, no Django."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from gesprek.teamoverleg import notitie as notities
from gesprek.teamoverleg.notitie import Notitie, NotitieFout

VERSIE = 1
MAX_BRIEF = 20_000
"""Characters in one message."""
TE_LANG_GELIJK = 8
"""So many words in a row that also stand in the note: then a reply quotes it."""
_WOORD = re.compile(r"\w+")


class DelingFout(ValueError):
    """The bytes are not a deling or a message that this version can read."""


@dataclass(frozen=True, slots=True)
class Zending:
    """A note on its way to a team.

    antwoord_voor: the day before which the professional would like an answer, or None
    van: how the professional signed; "" is not at all
    """

    notitie: Notitie
    antwoord_voor: date | None
    van: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A question or remark. `stap` is the id of what it is about, "" the whole; `van` who wrote it, of a lead."""

    stap: str
    tekst: str
    van: str = ""


def zending_naar_json(zending: Zending) -> bytes:
    ruw = {
        "versie": VERSIE,
        "notitie": notities.naar_json(zending.notitie).decode(),
        "antwoord_voor": zending.antwoord_voor.isoformat() if zending.antwoord_voor else "",
        "van": zending.van,
    }
    return json.dumps(ruw, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def zending_uit_json(ruw: bytes) -> Zending:
    """Read what `zending_naar_json` wrote; raises DelingFout."""
    try:
        data = json.loads(ruw)
        if data["versie"] != VERSIE:
            raise DelingFout("versie")
        voor = data["antwoord_voor"]
        return Zending(
            notities.uit_json(data["notitie"].encode()),
            date.fromisoformat(voor) if voor else None,
            str(data["van"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, NotitieFout) as fout:
        raise DelingFout("onleesbare deling") from fout


def brief_naar_json(brief: Brief) -> bytes:
    ruw = {"stap": brief.stap, "tekst": brief.tekst, "van": brief.van}
    return json.dumps(ruw, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def brief_uit_json(ruw: bytes) -> Brief:
    """Read what `brief_naar_json` wrote; raises DelingFout."""
    try:
        data = json.loads(ruw)
        return Brief(str(data["stap"]), str(data["tekst"]), str(data["van"]))
    except (KeyError, TypeError, ValueError) as fout:
        raise DelingFout("onleesbaar bericht") from fout


def alle_teksten(notitie: Notitie) -> list[str]:
    """Everything in a note that somebody wrote or chose."""
    regels = [regel for stap in notitie.stappen for deel in stap.delen for regel in deel.regels]
    uit = [notitie.label, notitie.vraag]
    for regel in regels:
        uit += [*regel.teksten, *regel.keuzes, *(cel.tekst for rij in regel.rijen for cel in rij.cellen)]
    return uit


def overgenomen(tekst: str, notitie: Notitie) -> str:
    """The first piece of a reply that also stands in the note, at least so many words long; "" when there is none.

    A reply stays in the professional's kluis, but what is copied from it elsewhere would take the note along.
    """
    woorden = list(_WOORD.finditer(tekst))
    gelezen = {rij for stuk in alle_teksten(notitie) for rij in _rijen(stuk)}
    begin = 0
    while begin + TE_LANG_GELIJK <= len(woorden):
        if _rij(woorden, begin) in gelezen:
            eind = begin
            while eind + TE_LANG_GELIJK <= len(woorden) and _rij(woorden, eind) in gelezen:
                eind += 1
            return tekst[woorden[begin].start() : woorden[eind + TE_LANG_GELIJK - 2].end()]
        begin += 1
    return ""


def _rij(woorden: list[re.Match[str]], begin: int) -> tuple[str, ...]:
    return tuple(woord[0].casefold() for woord in woorden[begin : begin + TE_LANG_GELIJK])


def _rijen(tekst: str) -> set[tuple[str, ...]]:
    woorden = list(_WOORD.finditer(tekst))
    return {_rij(woorden, begin) for begin in range(len(woorden) - TE_LANG_GELIJK + 1)}
