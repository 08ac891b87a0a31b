"""Words as the search sees them: folded, cut from a text, and brought back to their stem. Pure functions.

The index in the database is made with these, so whoever changes an outcome raises `VERSIE`.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version

import snowballstemmer

VERSIE = f"2/{version('snowballstemmer')}"
MAX_WOORD = 40
"""Longer runs of letters are cut: nobody searches for them."""
ANYWHERE = 4
"""A stem of so many letters may stand anywhere in a word: *psycholoog* finds *jeugdpsycholoog*."""

# Sounds and signs that NFKD leaves alone, and what people type for them.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})
_APOSTROFS = re.compile("['’‘ʼ`´]")
_WOORD = re.compile(r"[a-z0-9]+")
_MET_PUNTEN = re.compile(r"(?<![a-z0-9])(?:[a-z]\.){2,}(?:[a-z](?![a-z0-9]))?")
"""An abbreviation by its letters: I.T.E.R. is ITER, with or without its last point."""

# What the stemmer parts and people do not: a folded word, or a stem as it comes out → the stem as we want it.
UITZONDERINGEN = {
    "kinder": "kind",
    "kindj": "kind",
    "kids": "kind",
    "gevoelen": "gevoel",
    "beeldj": "beeld",
    "huisart": "huisarts",
    "meisj": "meisje",
    "zoon": "zoon",
    "zoontj": "zoon",
    "dochtertj": "dochter",
    "jongetj": "jongen",
    "vriendj": "vriend",
    "suicid": "suicide",
    "suicidal": "suicide",
    "suicidaliteit": "suicide",
    "therapie": "therap",
    "therapeut": "therap",
    "therapeutisch": "therap",
    "gesprekj": "gesprek",
    "sprek": "gesprek",
    "spreekt": "gesprek",
    "advocat": "advocaat",
    "gekek": "kijk",
    "keek": "kijk",
    "kek": "kijk",
    "kijkt": "kijk",
    "gebeld": "bell",
    "bel": "bell",
    "belt": "bell",
    "gechat": "chat",
    "gepraat": "prat",
    "praat": "prat",
    "gestopt": "stopp",
    "stop": "stopp",
    "stopt": "stopp",
    "misbruikt": "misbruikt",
    "aangerand": "aanrand",
}
_GEWILD = frozenset(UITZONDERINGEN.values())

# Words of a question that say nothing about what is looked for.
_STOPWOORDEN = """
    a aan aangezien achter af al alle alleen als altijd ander andere anders ben bent beter bij bijvoorbeeld binnen
    buiten daar daarom dan dat de deze die dit doe doen doet door dus echt een eens eentje eerst elk elke en enkel er
    erg ergens even gaan gaat ga geen gekregen geweest goed graag had hadden heb hebben hebt heeft heel hem hen
    het hier hij hoe hun ie iedereen iemand iets ik in is ja je jij jou jouw jullie kan kon kunnen kunt krijg krijgen
    krijgt liefst maar maken maakt maak me mee meer men met mij mijn mijne misschien moest moet moeten mogen mag
    n na naar nee niemand niet niets nodig nog nou nu of om omdat onder ons onze ook op over probleem probleempje
    problemen s soms snel t te tegen tegenover terecht toch toen tot tussen u uit uw vaak van vanaf veel via vind
    vinden vindt voor vraag vragen waar waarom waarmee waarover wat we wel welk welke werd wie wij wil willen wilt
    word worden wordt zal ze zei zeg zeggen zegt zelf zich zichzelf zij zijn zitten zit zo zoek zoeken zoekt zou
    zouden contact persoon mens mensen omgeving buurt dichtbij nabij beste plek ding dingen zoiets gewoon
    mezelf jezelf uzelf zoals telefoonnummer nummer
    allemaal allebei best ge gij uwe wa da nen ne
    """
STOPWOORDEN = frozenset(_STOPWOORDEN.split())

# Words that everybody here could have said of himself: nobody is left out for the lack of one.
ZWAK = frozenset(
    (
        "hulp",
        "help",
        "helpen",
        "helpt",
        "steun",
        "steunen",
        "ondersteuning",
        "begeleiding",
        "bijstand",
        "gesprek",
        "gesprekken",
    )
)

# Ordinary words that look like one of the map and are no typo of it. Shorter ones are never corrected at all.
_GEWOON = """
    bereid bereikt bespreek betaald betalen bewijzen bezinken bezorgdheid boete brief broek buurman daarin
    dagboek dagen delen denken directie doorgelopen doorgroeien dreigend drinken duidelijk dwingen eigenaar
    families gebeurd gebeurde gebeuren gelden geldt geleden geloof geluid geluk gemeen gemeente geprikt gevaar
    gevel gewild gewoonte gezond gezondheid grens grenzen groeten handen herhaal hoeveel hoofd hoopt hopen huren
    jongen jongens juist kader kamer kanker keuze klacht kleding klein koken kosten kwaad kwart lachen ladder
    lader later leerkracht leider lekker lenen leraar letter leven lezen lijden lopen macht maken manier
    meekijken meelopen meeluistert meester meewerken meisje meisjes merken minder moeder moeilijk morgen motor
    nacht names nemen normen onveilig opschrijft ouder overbruggen plaats plannen platen plegen preken raken
    reden regel rekening ruimte schaamte schade schatten schieten school schrik slapen soort spelen spreken
    stappen steken sterk straat straf tegelijk teken tellen treden trein uiterlijk vader vallen vechten velden
    verander veranderen verandering verdriet verhalen verhuizen verleden verliezen vermoedt vertelde vertrek
    verwacht vlees vlucht vreemd vriend vriendin vrouw wacht wachten wachtlijst wapen water weegt weken wensen
    wereld winkel winter wonen wringen zacht zaken zeker zeven ziekte zomer zwaar
"""
GEWOON = frozenset(_GEWOON.split())

_stemmer = snowballstemmer.stemmer("dutch_porter")
_slot = threading.Lock()  # the stemmer keeps the word it works on in itself


def vouw(tekst: str) -> str:
    """Small letters a–z and digits, the rest a single space: no accents, no apostrophes, no hyphens."""
    if tekst.isascii():
        return _plat(tekst.lower())
    plat = unicodedata.normalize("NFKD", tekst.casefold()).translate(_LETTERS).casefold()
    # Without its accents first: what is composed of a base letter and a mark then is that letter.
    return _plat("".join(teken for teken in plat if not unicodedata.combining(teken)))


def _plat(tekst: str) -> str:
    """What is left of small letters without accents."""
    if "." in tekst:
        tekst = _MET_PUNTEN.sub(lambda gevonden: gevonden[0].replace(".", ""), tekst)
    return " ".join(_WOORD.findall(_APOSTROFS.sub("", tekst)))


vouw_woord = lru_cache(maxsize=50_000)(vouw)
"""The same of one word, remembered."""


def woorden(tekst: str) -> list[str]:
    """The folded words of a text, in order, each at most MAX_WOORD long."""
    return [woord[:MAX_WOORD] for woord in vouw(tekst).split()]


@lru_cache(maxsize=50_000)
def stam(woord: str) -> str:
    """The stem of a folded word. A stem of a stem is that stem."""
    if woord in _GEWILD:
        return woord
    if woord in UITZONDERINGEN:
        return UITZONDERINGEN[woord]
    if len(woord) < ANYWHERE or not woord.isalpha():
        return woord
    vorige = ""
    with _slot:
        # Until nothing changes: a stem that could be stemmed again would not find itself.
        while woord != vorige and len(woord) >= ANYWHERE:
            vorige, woord = woord, _stemmer.stemWord(woord) or woord
    return UITZONDERINGEN.get(woord, woord)


def stammen(tekst: str) -> list[str]:
    """The stems of the words of a text, stop words too."""
    return [stam(woord) for woord in woorden(tekst)]


def zegt_iets(woord: str) -> bool:
    """Whether a folded word of a question says what is looked for."""
    # A letter by itself is what folding left of "zo'n" or "e-mail".
    return woord not in STOPWOORDEN and (len(woord) > 1 or woord.isdigit())


def inhoud(gevouwen: Iterable[str]) -> list[str]:
    """Without the stop words, unless nothing would be left."""
    alle = list(gevouwen)
    return [woord for woord in alle if zegt_iets(woord)] or alle


def is_zwak(gevouwen: Iterable[str]) -> bool:
    """Whether a phrase says no more than "hulp": "steun voor mezelf"."""
    return all(woord in ZWAK for woord in inhoud(gevouwen))


def naald(stam_: str) -> str:
    """What must stand between the stems of the map for a stem to find it.

    Anywhere in a word, at its start when it is short, and a number only as a whole: 112 is not part of another one.
    """
    if stam_.isdigit():
        return f" {stam_} "
    return stam_ if len(stam_) >= ANYWHERE else f" {stam_}"


def nummers_aaneen(woorden_: Iterable[str]) -> list[str]:
    """With the parts of a phone number as one word: 0800 2000 is 08002000."""
    uit: list[str] = []
    vorige = False
    for woord in woorden_:
        if woord.isdigit() and vorige:
            uit[-1] += woord
        else:
            uit.append(woord)
        vorige = woord.isdigit()
    return uit
