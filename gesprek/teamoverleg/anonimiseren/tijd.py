"""Dates, relative ones too.

What says when something was, is masked; what says how long, how often or how late, is not: "al drie jaar", "over
twee weken", "om 15.30 uur". A month needs a word before it ("in mei", "eind mei"), so "de week van mei" stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gesprek.teamoverleg.anonimiseren.beginnen import Beginnen, regels
from gesprek.teamoverleg.anonimiseren.getallen import CIJFERS, GETAL, GETAL_BEGIN, TELWOORD
from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.vouwen import klein

# With the slips of the keyboard that are seen most.
_MAAND_VOLUIT = (
    r"(?:januar[iy]e?|janurai|feb(?:rua|ru|ura|ur|u|r)?ari|maart|april|mei|juni|juli|aug?ustus|sep?t?em?ber|"
    r"o[kc]tober|november|de[cs]ember)"
)
_MAAND = rf"(?:{_MAAND_VOLUIT}\b|(?:jan|febr?|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?)"
_DAG = r"(?:maa?nda?g|dinsda?g|woe?nsda?g|donderda?g|vrij?da?g|zaterda?g|zonda?g)"
_DAG_KORT = r"(?:ma|di|woe?|do(?:nd)?|vrij?|zat?|zon?)\.?"
_DAGDEEL = r"(?:ochtend|morgen|voormiddag|middag|namiddag|avond|nacht)"
_WEEKDAG = rf"{_DAG}(?:{_DAGDEEL})?"
_JAAR = r"(?:19|20)\d\d"
_JAAR_OF_KORT = rf"(?:{_JAAR}|['’]\d\d)(?!\d)"
_SEIZOEN = (
    r"(?:lente|voorjaar|zomer|herfst|najaar|winter|kerst(?:mis|avond|dag|vakantie)?|pasen|paas(?:vakantie)?|"
    r"pinksteren|"
    r"carnaval|oudjaar|oud en nieuw|nieuwjaar|sinterklaas|suikerfeest|hemelvaart|herfstvakantie|krokusvakantie|"
    r"voorjaarsvakantie|meivakantie|zomervakantie|grote vakantie|schooljaar|koningsdag|ramadan)"
)
_VORIG = r"(?:vorige?|verleden|afgelopen|voorbije?|laatstleden|jongstleden|komende?|volgende?|aanstaande?)"
_VAKANTIE = r"(?:herfst|krokus|voorjaars|kerst|paas|mei|zomer|winter|grote\s|school)vakantie"
_TIJDVAK = (
    r"(?:dag|dagen|dgn|nacht|nachten|wk|weken|week|weekends?|weekenden|mnd|maand|maanden|jaar|jaren|jr|zomers?|winters?|"
    r"schooljaren|seizoenen)"
)
_DAGCIJFER = r"(?:[0-2]?\d|3[01])(?:ste|de|e)?"

_WEEKDAG_BEGIN, _MAAND_BEGIN, _SEIZOEN_BEGIN = "mdwvz", "jfmasond", "lvzhnwkpcosgrm"

_DATUMS = regels(
    (CIJFERS, r"(?<![\w.,/-])\d{4}-\d{1,2}-\d{1,2}(?![\w-])"),
    (
        _WEEKDAG_BEGIN + CIJFERS,
        rf"(?:\b{_WEEKDAG}\s+)?(?<![\w.,/-])(?:[0-2]?\d|3[01])\s?([-/.])\s?(?:0?\d|1[0-2])\s?\1\s?(?:{_JAAR}|"
        rf"'?\d\d)(?![\w/])",
    ),
    (CIJFERS, r"(?<![\w.,/-])(?:19|20)\d\d([./])(?:0?\d|1[0-2])\1(?:[0-2]?\d|3[01])(?![\w/])"),
    (
        _WEEKDAG_BEGIN,
        rf"(?<!\w)(?:{_WEEKDAG}|{_DAG_KORT})\s+(?:[0-2]?\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?![\w/-])",
    ),
    # A nought before it makes it a date: nobody scores 03/10.
    (CIJFERS, r"(?<![\w.,/-])(?:(?:[0-2]\d|3[01])[/-]0[1-9]|0[1-9][/-](?:0[1-9]|1[0-2]))(?![\w/-]|\.\d)"),
    (CIJFERS, r"(?:(?<=\bdd\s)|(?<=\bd\.d\.\s))(?:[0-2]?\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?![\w/-])"),
    (CIJFERS, r"(?<![\w.,/-])(?:[0-2]?\d|3[01])[/-](?:0?[1-9]|1[0-2])(?![\w/-])"),
    (
        _WEEKDAG_BEGIN + CIJFERS,
        rf"(?:\b(?:{_WEEKDAG}|{_DAG_KORT}),?\s+)?(?<![\w.,/-])(?:{_DAGCIJFER}\s?(?:-|–|,|en|of|tot(?:\sen\smet)?|t/m|tem)"
        rf"\s?)?{_DAGCIJFER}\.?\s?-?{_MAAND}(?:\s?-?{_JAAR_OF_KORT})?",
    ),
    # "op de 17e", not "op de 17e verdieping".
    (CIJFERS, r"(?<=\bde\s)\d{1,2}(?:ste|de|e)(?=\s*(?:[.,;:!?)]|$|\n|van\s(?:de|deze|die)\smaand))"),
    (
        _WEEKDAG_BEGIN + GETAL_BEGIN + "l",
        rf"(?:\b{_WEEKDAG},?\s+)?(?<!\w)(?:{TELWOORD}|eerste|tweede|derde|"
        rf"laatste)\s+{_MAAND_VOLUIT}\b(?:\s+{_JAAR})?",
    ),
    (_MAAND_BEGIN, rf"\b{_MAAND}(?:\s?(?:/|-|en|of|tot)\s?{_MAAND})?\s+{_JAAR_OF_KORT}"),
    (
        "bemhisvutrnj",
        r"\b(?:begin|eind|einde|half|midden|medio|in|sinds|van|vanaf|uit|tot|rond|voor|na|bouwjaar|jaargang)\s+"
        r"['’]\d\d(?![\d\w])",
    ),
    (_MAAND_BEGIN, rf"(?<=\b(?:in|op)\s){_MAAND_VOLUIT}\b"),
    (
        _MAAND_BEGIN,
        rf"(?:(?<=\bsinds\s)|(?<=\bvanaf\s)|(?<=\btot\s)|(?<=\btegen\s)|(?<=\brond\s)|(?<=\bvoor\s)|(?<=\bna\s)|"
        rf"(?<=\ben\s)|(?<=\bde maand\s)){_MAAND_VOLUIT}\b(?!\s+\w+t\b)",
    ),
    (
        "bemhvaljkd",
        rf"\b(?:begin|eind|einde|half|midden|medio|{_VORIG}|deze)\s+(?:{_MAAND_VOLUIT}|{_JAAR}|zomer|winter|"
        rf"herfst|lente)(?:\s+{_JAAR_OF_KORT})?",
    ),
    (
        "bemhl",
        r"\b(?:begin|eind|einde|half|midden|medio|loop)\s+(?:van\s+)?(?:dit|vorige?|verleden|volgende?|deze)\s+"
        r"(?:jaar|maand|week|schooljaar|seizoen)\b",
    ),
    ("kvad", r"\b(?:komende?|volgende?|aanstaande|dit)\s+weekend\b"),
    (
        "valjk",
        rf"\b{_VORIG}\s+(?:week|weekend|maand|jaar|schooljaar|seizoen|keer\s+op)?\s?(?:{_WEEKDAG}|{_SEIZOEN}|"
        rf"nacht|avond)\b(?:\s+{_JAAR})?",
    ),
    (
        "va",
        rf"\b(?:vorige?|verleden|afgelopen|voorbije?)\s+(?:week|weekend|maand|jaar|schooljaar|"
        rf"{_SEIZOEN})(?:\s+{_WEEKDAG})?\b",
    ),
    (
        _SEIZOEN_BEGIN + "dh",
        rf"\b(?:(?:de|het)\s+)?{_SEIZOEN}(?:\s+van)?\s+(?:{_JAAR}(?:\s?[-/–]\s?\d{{2,4}})?|['’]\d\d)(?!\d)",
    ),
    ("d", rf"(?:(?<=\bin\s)|(?<=\bna\s)|(?<=\bsinds\s)|(?<=\btijdens\s))de\s{_VAKANTIE}\b"),
    (
        "ke12tonpgwhasd",
        r"\b(?:kerstavond|kerstdag|(?:eerste|1e|1ste|tweede|2e|2de) kerstdag|oudejaarsavond|oudejaarsnacht|"
        r"nieuwjaarsdag|"
        r"nieuwjaarsnacht|koningsdag|koninginnedag|(?:(?:1e|2e|eerste|tweede)\s)?(?:paas|pinkster)(?:zondag|maandag|dag)|"
        r"goede vrijdag|witte donderdag|hemelvaartsdag|hemelvaartsweekend|pinksterweekend|paasweekend|allerheiligen|"
        r"sinterklaasavond|pakjesavond|wapenstilstand|de\s(?:eerste|laatste)\sschooldag)\b",
    ),
    ("mvbh", r"(?<=\bop\s)(?:moederdag|vaderdag|valentijnsdag|bevrijdingsdag|hemelvaart)\b"),
    (
        GETAL_BEGIN + "p",
        rf"\b(?:een\s+)?(?:{GETAL}|enkele|paar|tiental)\s?{_TIJDVAK}\.?\s+(?:geleden|terug|eerder)\b",
    ),
    ("eg", rf"\b(?:eer)?g(?:ister|istr|ster)(?:en|e|n)?{_DAGDEEL}?\b"),
    ("ow", r"\b(?:overmorgen|week\s\d{1,2}(?=\s*(?:[.,;)]|$)))"),
    ("dj", rf"\b(?:de\s+)?jaren\s+(?:['’]?\d0|{TELWOORD})\b"),
    (
        "12",
        rf"(?<![\w.,/€-]){_JAAR}(?![\w/€-])(?!\s+(?:euro|foto|beeld|film|bestand|keer|kinder|mens|leden|km|"
        rf"\d))(?![.,]\d)",
    ),
    (_WEEKDAG_BEGIN, rf"(?<!\belke\s)(?<!\biedere\s)\b{_WEEKDAG}\b"),
)
_TWIJFEL_VANAF = len(_DATUMS) - 1


def datums(tekst: str) -> Iterator[Vondst]:
    """What says when; of two that overlap the caller takes one."""
    tekst = klein(tekst)
    beginnen = Beginnen(tekst)
    for nummer, regel in enumerate(_DATUMS):
        for vondst in beginnen.vind(regel):
            if not (re.fullmatch(r"[1-9]\d?[/-][1-9]\d?", vondst[0]) and _is_breuk(tekst, vondst)):
                zeker = nummer < _TWIJFEL_VANAF and not vondst[0].lower().startswith("gister")
                yield Vondst(vondst.start(), vondst.end(), Soort.DATUM, "datum", zeker)


def _is_breuk(tekst: str, vondst: re.Match[str]) -> bool:
    """`8/10`, `24/7` and `4-6` count or score; a date has a word before it that says when."""
    return not re.search(
        r"(?:\b(?:op|van|sinds|tot|vanaf|voor|d\.d\.|dd|datum|feiten|ontslagen|gestart|afspraak|intake|geboren|"
        r"gesprek)\s*:?\s*|^|\n|^- )$",
        tekst[max(0, vondst.start() - 24) : vondst.start()],
        re.I,
    ) or vondst[0] in {"24/7"}
