"""Dates, relative ones too, and ages.

What says when something was, is masked; what says how long, how often or how late, is not: "al drie jaar", "over
twee weken", "om 15.30 uur". A month needs a word before it ("in mei", "eind mei"), so "de week van mei" stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst

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
_EEN_TOT_NEGEN = r"(?:één|een|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_TIENTAL = r"(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
_TELWOORD = (
    rf"(?:{_EEN_TOT_NEGEN}\s?(?:en|ën)\s?(?:een\s?)?half|(?:{_EEN_TOT_NEGEN}(?:en|ën))?{_TIENTAL}"
    r"|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|tien|elf|twaalf"
    rf"|{_EEN_TOT_NEGEN})"
)
_RANG = (
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|dertiende|veertiende|"
    r"vijftiende|zestiende|zeventiende|achttiende|negentiende|twintigste)"
)
_GETAL = rf"(?:\d{{1,2}}(?:[.,]5|½)?|anderhalf|anderhalve|{_TELWOORD})"
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

_DATUMS = [
    re.compile(patroon)
    for patroon in (
        r"(?<![\w.,/-])\d{4}-\d{1,2}-\d{1,2}(?![\w-])",
        rf"(?:\b{_WEEKDAG}\s+)?(?<![\w.,/-])(?:[0-2]?\d|3[01])\s?([-/.])\s?(?:0?\d|1[0-2])\s?\1\s?(?:{_JAAR}|"
        rf"'?\d\d)(?![\w/])",
        r"(?<![\w.,/-])(?:19|20)\d\d([./])(?:0?\d|1[0-2])\1(?:[0-2]?\d|3[01])(?![\w/])",
        rf"(?<!\w)(?:{_WEEKDAG}|{_DAG_KORT})\s+(?:[0-2]?\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?![\w/-])",
        # A nought before it makes it a date: nobody scores 03/10.
        r"(?<![\w.,/-])(?:(?:[0-2]\d|3[01])[/-]0[1-9]|0[1-9][/-](?:0[1-9]|1[0-2]))(?![\w/-]|\.\d)",
        r"(?:(?<=\bdd\s)|(?<=\bd\.d\.\s))(?:[0-2]?\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?![\w/-])",
        r"(?<![\w.,/-])(?:[0-2]?\d|3[01])[/-](?:0?[1-9]|1[0-2])(?![\w/-])",
        rf"(?:\b(?:{_WEEKDAG}|{_DAG_KORT}),?\s+)?(?<![\w.,/-])(?:{_DAGCIJFER}\s?(?:-|–|,|en|of|tot(?:\sen\smet)?|t/m|tem)"
        rf"\s?)?{_DAGCIJFER}\.?\s?-?{_MAAND}(?:\s?-?{_JAAR_OF_KORT})?",
        # "op de 17e", not "op de 17e verdieping".
        r"(?<=\bde\s)\d{1,2}(?:ste|de|e)(?=\s*(?:[.,;:!?)]|$|\n|van\s(?:de|deze|die)\smaand))",
        rf"(?:\b{_WEEKDAG},?\s+)?(?<!\w)(?:{_TELWOORD}|eerste|tweede|derde|"
        rf"laatste)\s+{_MAAND_VOLUIT}\b(?:\s+{_JAAR})?",
        rf"\b{_MAAND}(?:\s?(?:/|-|en|of|tot)\s?{_MAAND})?\s+{_JAAR_OF_KORT}",
        rf"\b(?:begin|eind|einde|half|midden|medio|in|sinds|van|vanaf|uit|tot|rond|voor|na|bouwjaar|jaargang)\s+"
        rf"['’]\d\d(?![\d\w])",
        rf"(?<=\b(?:in|op)\s){_MAAND_VOLUIT}\b",
        rf"(?:(?<=\bsinds\s)|(?<=\bvanaf\s)|(?<=\btot\s)|(?<=\btegen\s)|(?<=\brond\s)|(?<=\bvoor\s)|(?<=\bna\s)|"
        rf"(?<=\ben\s)|(?<=\bde maand\s)){_MAAND_VOLUIT}\b(?!\s+\w+t\b)",
        rf"\b(?:begin|eind|einde|half|midden|medio|{_VORIG}|deze)\s+(?:{_MAAND_VOLUIT}|{_JAAR}|zomer|winter|"
        rf"herfst|lente)(?:\s+{_JAAR_OF_KORT})?",
        rf"\b(?:begin|eind|einde|half|midden|medio|loop)\s+(?:van\s+)?(?:dit|vorige?|verleden|volgende?|deze)\s+"
        rf"(?:jaar|maand|week|schooljaar|seizoen)\b",
        rf"\b(?:komende?|volgende?|aanstaande|dit)\s+weekend\b",
        rf"\b{_VORIG}\s+(?:week|weekend|maand|jaar|schooljaar|seizoen|keer\s+op)?\s?(?:{_WEEKDAG}|{_SEIZOEN}|"
        rf"nacht|avond)\b(?:\s+{_JAAR})?",
        rf"\b(?:vorige?|verleden|afgelopen|voorbije?)\s+(?:week|weekend|maand|jaar|schooljaar|"
        rf"{_SEIZOEN})(?:\s+{_WEEKDAG})?\b",
        rf"\b(?:(?:de|het)\s+)?{_SEIZOEN}(?:\s+van)?\s+(?:{_JAAR}(?:\s?[-/–]\s?\d{{2,4}})?|['’]\d\d)(?!\d)",
        rf"(?:(?<=\bin\s)|(?<=\bna\s)|(?<=\bsinds\s)|(?<=\btijdens\s))de\s{_VAKANTIE}\b",
        r"\b(?:kerstavond|kerstdag|(?:eerste|1e|1ste|tweede|2e|2de) kerstdag|oudejaarsavond|oudejaarsnacht|nieuwjaarsdag|"
        r"nieuwjaarsnacht|koningsdag|koninginnedag|(?:1e|2e|eerste|tweede)?\s?(?:paas|pinkster)(?:zondag|maandag|dag)|"
        r"goede vrijdag|witte donderdag|hemelvaartsdag|hemelvaartsweekend|pinksterweekend|paasweekend|allerheiligen|"
        r"sinterklaasavond|pakjesavond|wapenstilstand|de\s(?:eerste|laatste)\sschooldag)\b",
        r"(?<=\bop\s)(?:moederdag|vaderdag|valentijnsdag|bevrijdingsdag|hemelvaart)\b",
        rf"\b(?:een\s+)?(?:{_GETAL}|enkele|paar|tiental)\s?{_TIJDVAK}\.?\s+(?:geleden|terug|eerder)\b",
        rf"\b(?:eer)?g(?:ister|istr|ster)(?:en|e|n)?{_DAGDEEL}?\b",
        r"\b(?:overmorgen|week\s\d{1,2}(?=\s*(?:[.,;)]|$)))",
        rf"\b(?:de\s+)?jaren\s+(?:['’]?\d0|{_TELWOORD})\b",
        rf"(?<![\w.,/€-]){_JAAR}(?![\w/€-])(?!\s+(?:euro|foto|beeld|film|bestand|keer|kinder|mens|leden|km|"
        rf"\d))(?![.,]\d)",
        rf"(?<!\belke\s)(?<!\biedere\s)\b{_WEEKDAG}\b",
    )
]
_TWIJFEL_VANAF = len(_DATUMS) - 1

_NA_GETAL = r"(?=\s*(?:[.,;:!?)\n]|$|\b(?:en|of|maar|met|die|als|zit|zitten)\b))"
_RELATIE = (
    r"(?:(?:stief|plus|pleeg|half|schoon|klein|buur|adoptie|peet|pete|mete|over)?(?:moeder|vader|mama|papa|ouders?|broer|"
    r"zus(?:ter)?|zoon|zonen|dochter|neef|nicht|meisje|jongen|kind|broers|zussen|zoons|dochters|zoontje|dochtertje|"
    r"broertje|zusje|neefje|nichtje|zoontjes|dochtertjes|broertjes|zusjes|neefjes|nichtjes|jongens|meisjes)|"
    r"man|vrouw|partner|vriend|vriendin|vriendje|vriendinnetje|oma|opa|oom|nonkel|tante|tweeling|oudste|jongste|middelste|"
    r"cli[eë]nte?|pati[eë]nte?|bewoner|bewoonster|jongere|leerlinge?|slachtoffer|verdachte|kleuter|peuter|baby)"
)
"""Behind these an age may stand without more: `haar zusje vijf`."""
_OUD = r"(?:[- ]?jaar(?:\s+oud|tjes?)?|[- ]?jr\.?|\s?j\b|\s?jaren\s+oud|\s+(?:maanden|maand|weken|mnd)(?:\s+oud)?)"
_LEEFTIJDEN = [
    re.compile(patroon)
    for patroon in (
        rf"(?<![\w.,/-])(?:{_GETAL})[- ]?(?:à|tot|en|-)?[- ]?jarige?n?\b",
        rf"(?<![\w.,/-]){_GETAL}jarige?n?\b",
        rf"(?<![\w.,/-]){_GETAL}\s+(?:jaar|jaren|maanden|maand|weken)\s+(?:oud|jong)\b",
        rf"(?<!\w)(?:leeftijd|lft)\.?\s*(?::|van|is|was)?\s*({_GETAL}(?:\s+jaar)?)(?!\w)",
        rf"\(({_GETAL})(?:\s?{_OUD})?(?=[,;)])",
        rf"\((?:bijna|net|pas|ongeveer|ca\.?|circa|nu|m|v|man|vrouw|jongen|meisje),?\s({_GETAL})(?=[,;)\s])",
        r"\b(?:is|ben|zijn|was)\s(?:er|nu|bijna|net)\s(?:bijna\s)?(\d{1,2})(?=\s?(?:[.,;!?)]|$))",
        r"(?<=[^\W\d_],\snu\s)(\d{1,2})(?=[,.;)])",
        r"(?<=[^\W\d_][,;]\s)(\d{1,2})(?=\s?[,.;)])",
        r"(?<=[^\W\d_]\s)(\d{1,2}\s?(?:jr|j)\b\.?)",
        r"(?<![\w.,/-])\d{1,2}\s?(?:jr|j)\b\.?",
        rf"\b(?:meisjes?|jongens?|kind(?:eren|je|jes)?|man|mannen|vrouw|vrouwen|kleuters?|peuters?|baby|"
        rf"tieners?|dochter(?:tje)?s?|"
        rf"zoon(?:tje)?s?|zonen|broer(?:tje)?s?|zus(?:je)?s?|leerling(?:en)?|jongere[n]?|iemand|cliënt|patiënt|"
        rf"\ue000+)\s+"
        rf"(?:van|tussen|vanaf)\s+(?:de\s+)?({_GETAL}(?:{_OUD})?)(?!\s*(?:uur|keer|euro|kinder|dag|%))(?![\w.])",
        rf"(?:\b(?:ik|hij|zij|ze|die|je|u|\ue000+)\s+|\b[^\W\d_]{{2,20}}\s+)?(?:\b(?:is|was|wordt|werd|ben|word|"
        rf"bent|zijn|waren|worden)\s+)"
        rf"(?:nu|toen|pas|net|nog maar|nog|maar|al|bijna|amper|ongeveer|rond de|zo'n|intussen|ondertussen|ook)?\s?"
        rf"({_GETAL}(?:{_OUD})?)(?=\s*(?:[.,;:!?)\"”'’\n]|$|\b(?:en|of|toen|geworden|als|maar|met|terwijl|op|"
        rf"dus|oud)\b))",
        rf"\b(?:toen|sinds|als|omdat|dat|waren?)\s+(?:ik|hij|zij|ze|die|we|\ue000+)\s+(?:nog\s+|pas\s+|"
        rf"maar\s+)?({_GETAL}(?:{_OUD})?)\s+(?:was|is|werd|wordt|waren|ben)\b",
        rf"\b(?:toen)\s+[^\W\d_]{{2,20}}\s+(?:nog\s+|pas\s+)?({_GETAL}(?:{_OUD})?)\s+(?:was|werd)\b",
        rf"\b(?:is|was|wordt|werd|zijn|waren)\b(?:\s+(?:[^\W\d_]{{1,14}}|"
        rf"\ue000+)){{0,3}}\s+({_GETAL})\s+(?:geworden|geweest)\b",
        rf"\b(?:wordt|werd|worden)\s+(?:(?:volgende|deze|over|in|nog|dit|komende)\s+)?(?:(?:week|maand|jaar|"
        rf"zomer|\ue000+)\s+)?({_GETAL})(?=\s*(?:[.,;!?)]|$|en\b))",
        r"\((\d{1,2})\s?(?:en|,|&|of)\s?\d{1,2}\)",
        r"(?<=\()\d{1,2}\s?(?:en|,|&|of)\s?(\d{1,2})\)",
        rf"\ue000\s+van\s+({_GETAL}(?:{_OUD})?)(?!\s*(?:uur|keer|euro|dag|kinder|procent|%|jaar|weken|"
        rf"maanden))(?![\w.,]\d)(?!\w)",
        r"\b(?:moeder|vader|mama|papa|man|vrouw|partner|broer|zus|oma|opa|dochter|zoon|cliënt|patiënt|hij|"
        r"zij)\s+(\d{1,3})(?=\s*(?:[.,;)]|$))",
        rf"\b(?:zijn|haar|m'?n|mijn|z'?n|hun|d'?r)\s+({_GETAL}(?:de|ste|e))(?:\s+(?:verjaardag|"
        rf"levensjaar))?(?=\s*(?:[.,;!?]|$|al\b|was\b|is\b|werd\b|verjaar|levens))",
        rf"\b(?:begin|eind|einde|midden|half|(?:rond|achter in|ver in|in|diep in|boven) de)\s+({_TIENTAL}|[2-9]0)"
        rf"{_NA_GETAL}",
        rf"\bde\s({_TIENTAL}|[2-9]0)\s(?:voorbij|gepasseerd|genaderd|nabij)\b",
        rf"(?<!\bde\s)(?<!\bhet\s)\b{_RELATIE},?\s({_TELWOORD})(?:{_OUD})?(?=\s*(?:[.,;)\n]|$|en\b))",
        rf"\b(?!kind\b|cli|pati|bewo|leerl|jongere\b|slach|verd){_RELATIE}\s(\d{{1,2}})(?=\s*(?:[.,;)\n]|$|en\b))",
        rf"(?<=\ue000,\s)({_TELWOORD})(?=\s?[,.;)])",
        rf"(?:^|(?<=[\n(,:;]\s)|(?<=[\n(:]))[mv](?:(\d\d)(?=\s)|\s?[/,]?\s?(\d{{1,2}})(?=\s*(?:[,.;:)\n]|$)))",
        # "op zijn twaalfde", not "op zijn tweede school".
        rf"\bop\s(?:zijn|haar|mijn|m'n|z'n|hun|d'r)\s((?!eerste|tweede|derde){_RANG}|\d{{1,2}}(?:ste|de|e))"
        rf"(?=\s*(?:[.,;:!?)\n]|$)|\s(?:al|en|is|was|werd|ging|kwam|had|kreeg|begon|zag|\w{{2,12}}(?:de|te))\b)",
        rf"(?<=\ue000\s)(?:van\s+)?({_GETAL}(?:{_OUD})?)(?=\s*(?:[.,;!?)]|$|\ben\b))",
        rf"\b(?:[^\W\d_]{{2,20}}|\ue000+)\s+(?:van)\s+({_GETAL})(?=\s*(?:[.,;!?)]|$|\b(?:en|is|was|heeft|zit|"
        rf"zegt|die|uit|met|op)\b))",
    )
]
_JAAR_OUD = re.compile(
    rf"(?<![\w.,/-])({_GETAL}(?:\s?(?:-|à|a|tot|/|of)\s?{_GETAL})?\s?(?:jaar|maanden|mnd))\b"
    r"(?!\s*(?:geleden|lang|terug|later|eerder|getrouwd|samen|ervaring|gevangenis|cel|celstraf|zoekt|niet|bezig|"
    r"aan een stuk|na|voor|"
    r"werk|in dienst|bij|therapie|behandeling|gescheiden|clean|nuchter|studie|les|vast|opsluiting|werkstraf|tbs|"
    r"in behandeling|verder|"
    r"voorwaardelijk|effectief|met uitstel))"
)
_DUUR = re.compile(
    r"(?:\b(?:al|sinds|over|om de|elke|gedurende|na|binnen|reeds|nog|voor|per|iedere|ieder|elk|eerste|laatste|"
    r"meer dan|"
    r"afgelopen|voorbije|komende|ongeveer|bijna|zo'n|zeker|minstens|duurde|kreeg|kregen|"
    r"tot)\s+(?:de\s+)?(?:ruim\s+|meer dan\s+)?)$"
)
_DUUR_VAN = re.compile(
    r"(?:lijst|tijd|periode|termijn|duur|straf|relatie|huwelijk|ervaring|traject|pauze|cel|verbod|opname|schorsing|"
    r"contract|verleden|behandeling|therapie|verschil|stage|opleiding|abonnement|verblijf|project|garantie|uitstel)"
    r"\svan\s$"
)
"""A waiting list of four months is not somebody of four months."""
_OPSOMMING = re.compile(
    rf"(?<=\ue000)(?:\s*(?:,|en|of|tot|tot en met|à|-)\s*)({_GETAL}(?:{_OUD})?)(?=\s*(?:[.,;!?)]|$|en\b|of\b))"
)
_LEEFTIJD_ERVOOR = re.compile(
    rf"(?:\b(?:van|tussen|is|was|zijn|waren)\s+)({_GETAL})(?=\s*(?:,|en|of|tot|à|-)\s*(?:\ue000|"
    rf"\d{{1,2}}\s?(?:{_OUD})|\d{{1,2}}\s*(?:,|en|of)\s*\ue000))"
)


def klein(tekst: str) -> str:
    """In small letters, and as long as it was: three times as fast as rules that look at both."""
    laag = tekst.lower()
    return (
        laag if len(laag) == len(tekst) else "".join(t.lower() if len(t.lower()) == 1 else t for t in tekst)
    )


def datums(tekst: str) -> Iterator[Vondst]:
    """What says when; of two that overlap the caller takes one."""
    tekst = klein(tekst)
    for nummer, patroon in enumerate(_DATUMS):
        for vondst in patroon.finditer(tekst):
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


def leeftijden(tekst: str) -> Iterator[Vondst]:
    """What says how old."""
    tekst = klein(tekst)
    for patroon in _LEEFTIJDEN:
        for vondst in patroon.finditer(tekst):
            groep = vondst.lastindex or 0
            if vondst.start(groep) >= 0 and vondst[groep].casefold() not in {"een", "één"}:
                yield Vondst(vondst.start(groep), vondst.end(groep), Soort.LEEFTIJD, "leeftijd")
    for vondst in _JAAR_OUD.finditer(tekst):
        ervoor = tekst[max(0, vondst.start() - 40) : vondst.start()]
        if not (_DUUR.search(ervoor) or _DUUR_VAN.search(ervoor)):
            yield Vondst(vondst.start(1), vondst.end(1), Soort.LEEFTIJD, "jaar", False)
    for patroon in (_OPSOMMING, _LEEFTIJD_ERVOOR):
        for vondst in patroon.finditer(tekst):
            yield Vondst(vondst.start(1), vondst.end(1), Soort.LEEFTIJD, "opsomming", False)
