"""Addresses, streets and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.tekst import BLANCO, LETTER
from gesprek.teamoverleg.anonimiseren.vouwen import vouw
from gesprek.teamoverleg.anonimiseren.woorden import (
    GEWOON,
    HOOFDWOORDEN,
    IN_NAAM,
    LANDEN_EN_STREKEN,
    STRAATEIND,
)
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord, lijsten

_NUMMER = r"\d{1,4}(?:\s?[-/]\s?\d{1,4})?(?:\s?[a-zA-Z](?![\w]))?(?:\s?(?:bus|bis|b)\s?\d{0,4}[a-z]?)?"

_HOOFDWOORD = r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.-]){0,40}"

_KLEIN = r"(?:van|der|de|den|het|ter|ten|'t|en|of)"

_STRAAT_NUMMER = re.compile(
    rf"(?:{STRAATEIND})(?:\s(?:Links|Rechts|Noord|Zuid|Oost|West))?\s?{_NUMMER}(?!\w)"
    r"(?!\s?(?:jaar|uur|keer|euro|km|meter|kinderen|%))",
    re.I,
)

_MEERDERE_NUMMER = re.compile(
    rf"(?<!\w)({_HOOFDWOORD}(?:\s(?:{_HOOFDWOORD}|{_KLEIN})){{0,2}}\s{_HOOFDWOORD}\s{_NUMMER})(?=\s*(?:[,.;)]|$|"
    rf"\n|te\b|in\b|\ue000|\d{{4}}\b))"
)

_VOOR_POSTCODE = re.compile(
    rf"(?<!\w)({_HOOFDWOORD}(?:\s(?:{_HOOFDWOORD}|"
    rf"{_KLEIN})){{0,3}}\s{_NUMMER})(?=\s?,?\s?(?:[1-9]\d{{3}}\s?[A-Z]|te\s[A-Z]))"
)

_NA_WOONT = re.compile(
    rf"(?:\b(?:adres|woonadres|wonende(?: te| in)?|woont|domicilie)\s?(?:op|in|aan|te|is)?\s?(?:de|"
    rf"het)?\s?:?\s*)((?:(?:[^\W\d_]|['’.-]){{2,40}}\s){{1,4}}{_NUMMER})(?!\w)",
    re.I,
)

_STRAAT = re.compile(
    rf"(?<!\w)({LETTER}{{2,30}}(?:straat|laan|steenweg|dreef|plein|gracht|singel|plantsoen|wegel|kaai|kade|weg|"
    rf"steeg|hof|lei))(?!\w)",
    re.I,
)

_POSTCODE_NL = re.compile(r"(?<![\w.])[1-9]\d{3}\s?(?!SA|SD|SS)(?:[A-Z]{2}|(?<=\d)[a-z]{2})(?![\w])")

_POSTCODE_BE = re.compile(
    rf"(?<![\w.,/-])(?:B-)?([1-9]\d{{3}})(?=\s+({LETTER}{{2,30}}(?:-{LETTER}{{1,30}}){{0,3}}))"
)

_POSTCODE_NA = re.compile(r"\bpostcode\s?(?:is|:)?\s?([1-9]\d{3}(?:\s?[A-Z]{2})?)(?!\w)", re.I)

_STREKEN = frozenset(map(vouw, LANDEN_EN_STREKEN))

_SLOT = frozenset(",;:!?)")


def adressen(tekst: str) -> Iterator[Vondst]:
    boek = lijsten()
    for vondst in _STRAAT_NUMMER.finditer(tekst):
        vanaf = max(0, vondst.start() - 160)
        eerder = tekst[vanaf : vondst.start()].rpartition(BLANCO)[2].rpartition("\n")[2]
        begin = vondst.start() - len(eerder)
        woorden = list(re.finditer(r"\S+", eerder))
        # The street's own word, then the words in capitals before it.
        if not woorden or woorden[-1].end() != len(eerder) or not woorden[-1][0].strip("'’.-"):
            continue
        if len(woorden[-1][0]) < 2 or not woorden[-1][0][-1].isalpha():
            continue
        van = len(woorden) - 1
        for nummer in range(van - 1, max(-1, van - 5), -1):
            woord = woorden[nummer][0]
            groot = woord[0].isupper() and woord[-1] not in _SLOT
            aanloop = nummer == 0 and is_woord(vouw(woord))
            if groot and not aanloop and vouw(woord) not in GEWOON - IN_NAAM:
                van = nummer
            elif vouw(woord) not in IN_NAAM:
                break
        yield Vondst(begin + woorden[van].start(), vondst.end(), Soort.ADRES, "adres")
    for patroon, zeker in ((_VOOR_POSTCODE, True), (_MEERDERE_NUMMER, False), (_NA_WOONT, False)):
        for vondst in patroon.finditer(tekst):
            if patroon is not _MEERDERE_NUMMER or _lijkt_adres(vondst[1]):
                yield Vondst(vondst.start(1), vondst.end(1), Soort.ADRES, "adres", zeker)
    for vondst in _STRAAT.finditer(tekst):
        kop = vouw(vondst[1])
        mid = vondst[1][0].isupper() and not re.search(
            r"(?:^|[.?!\n]\s*)$", tekst[max(0, vondst.start() - 3) : vondst.start()]
        )
        na_de = re.search(
            r"\b(?:in|op|aan|uit|naar|van|langs|hoek)\s+(?:de|het|'t)?\s?$",
            tekst[max(0, vondst.start() - 16) : vondst.start()],
            re.I,
        )
        if kop not in HOOFDWOORDEN and (mid or (na_de and not is_woord(kop))):
            yield Vondst(vondst.start(1), vondst.end(1), Soort.ADRES, "straat", bool(na_de))
    for vondst in _POSTCODE_NL.finditer(tekst):
        if vondst[0][-2:].isupper() or not is_woord(vondst[0][-2:]):
            yield Vondst(vondst.start(), vondst.end(), Soort.POSTCODE, "postcode")
    for vondst in _POSTCODE_BE.finditer(tekst):
        naam = vouw(vondst[2])
        plaats = {naam.split("-")[0], naam.replace("-", " ")} & boek.plaatsen or naam in _STREKEN
        if plaats and (vondst[2][0].isupper() or not is_woord(naam)):
            yield Vondst(vondst.start(), vondst.end(1), Soort.POSTCODE, "postcode")
    for vondst in _POSTCODE_NA.finditer(tekst):
        yield Vondst(vondst.start(1), vondst.end(1), Soort.POSTCODE, "postcode")


def _lijkt_adres(fragment: str) -> bool:
    eerste = vouw(fragment.split()[0])
    return eerste not in {"stap", "vraag", "punt", "artikel", "groep", "klas", "deel", "fase", "week", "dag"}
