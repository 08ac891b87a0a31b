"""Addresses, streets and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.tekst import ATOOM, BLANCO, LETTER
from gesprek.teamoverleg.anonimiseren.vouwen import vouw
from gesprek.teamoverleg.anonimiseren.woorden import (
    GEWOON,
    HOOFDWOORDEN,
    IN_NAAM,
    LANDEN_EN_STREKEN,
    STRAATEINDEN,
)
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord, lijsten

_NUMMER = r"\d{1,4}(?:\s?[-/]\s?\d{1,4})?(?:\s?[a-zA-Z](?![\w]))?(?:\s?(?:bus|bis|b)\s?\d{0,4}[a-z]?)?"

_HOOFDWOORD = r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.-]){0,40}"

_KLEIN = r"(?:van|der|de|den|het|ter|ten|'t|en|of)"

_NA_STRAAT = re.compile(
    rf"\.?(?:\s(?:Links|Rechts|Noord|Zuid|Oost|West))?\s?{_NUMMER}(?!\w)"
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

_STRATEN = (
    "straat", "laan", "steenweg", "dreef", "plein", "gracht", "singel", "plantsoen", "wegel", "kaai", "kade", "weg",
    "steeg", "hof", "lei",
)  # fmt: skip

_LANGSTE_STRAAT = 40
_NIET_IN_STRAAT = GEWOON - IN_NAAM

_POSTCODE_NL = re.compile(r"(?<![\w.])[1-9]\d{3}\s?(?!SA|SD|SS)(?:[A-Z]{2}|(?<=\d)[a-z]{2})(?![\w])")

_POSTCODE_BE = re.compile(
    rf"(?<![\w.,/-])(?:B-)?([1-9]\d{{3}})(?=\s+({LETTER}{{2,30}}(?:-{LETTER}{{1,30}}){{0,3}}))"
)

_POSTCODE_NA = re.compile(r"\bpostcode\s?(?:is|:)?\s?([1-9]\d{3}(?:\s?[A-Z]{2})?)(?!\w)", re.I)

_STREKEN = frozenset(map(vouw, LANDEN_EN_STREKEN))

_SLOT = frozenset(",;:!?)")


def adressen(tekst: str) -> Iterator[Vondst]:
    boek = lijsten()
    for atoom in ATOOM.finditer(tekst):
        woord = atoom[0].lower()
        if woord.endswith(STRAATEINDEN):
            yield from _straat_met_nummer(tekst, atoom, woord)
        if woord.endswith(_STRATEN):
            yield from _straat(tekst, atoom, woord)
    for patroon, zeker in ((_VOOR_POSTCODE, True), (_MEERDERE_NUMMER, False), (_NA_WOONT, False)):
        for vondst in patroon.finditer(tekst):
            if patroon is not _MEERDERE_NUMMER or _lijkt_adres(vondst[1]):
                yield Vondst(vondst.start(1), vondst.end(1), Soort.ADRES, "adres", zeker)
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


def _straat_met_nummer(tekst: str, atoom: re.Match[str], woord: str) -> Iterator[Vondst]:
    """`Lange Violettestraat 45 bus 3`, from the word that ends as a street does."""
    einde = next(einde for einde in STRAATEINDEN if woord.endswith(einde))
    nummer_na = _NA_STRAAT.match(tekst, atoom.end())
    if nummer_na is None or (nummer_na[0][0] == "." and len(einde) > 3):
        return
    af = atoom.end() - len(einde)
    eerder = tekst[max(0, af - 160) : af].rpartition(BLANCO)[2].rpartition("\n")[2]
    begin = af - len(eerder)
    woorden = list(re.finditer(r"\S+", eerder))
    # The street's own word, then the words in capitals before it.
    if not woorden or woorden[-1].end() != len(eerder) or not woorden[-1][0].strip("'’.-"):
        return
    if len(woorden[-1][0]) < 2 or not woorden[-1][0][-1].isalpha():
        return
    van = len(woorden) - 1
    for nummer in range(van - 1, max(-1, van - 5), -1):
        woord = woorden[nummer][0]
        groot = woord[0].isupper() and woord[-1] not in _SLOT
        aanloop = nummer == 0 and is_woord(vouw(woord))
        if groot and not aanloop and vouw(woord) not in _NIET_IN_STRAAT:
            van = nummer
        elif vouw(woord) not in IN_NAAM:
            break
    yield Vondst(begin + woorden[van].start(), nummer_na.end(), Soort.ADRES, "adres")


def _straat(tekst: str, atoom: re.Match[str], woord: str) -> Iterator[Vondst]:
    """A street without a number: in capitals within a sentence, or a word of its own behind `in de`."""
    kop = vouw(atoom[0])
    if kop in _STRATEN or kop in HOOFDWOORDEN or len(woord) > _LANGSTE_STRAAT:
        return
    mid = atoom[0][0].isupper() and not re.search(
        r"(?:^|[.?!\n]\s*)$", tekst[max(0, atoom.start() - 3) : atoom.start()]
    )
    na_de = re.search(
        r"\b(?:in|op|aan|uit|naar|van|langs|hoek)\s+(?:de|het|'t)?\s?$",
        tekst[max(0, atoom.start() - 16) : atoom.start()],
        re.I,
    )
    if mid or (na_de and not is_woord(kop)):
        yield Vondst(atoom.start(), atoom.end(), Soort.ADRES, "straat", bool(na_de))
