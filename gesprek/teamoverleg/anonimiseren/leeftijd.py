"""Ages.

A number is an age where something says so: "is 14", "een meisje van 14", "haar zusje vijf", "M/44". How long
something lasts is no age: "al drie jaar", "een wachtlijst van vier maanden".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from gesprek.teamoverleg.anonimiseren.beginnen import Beginnen, Regel, regels
from gesprek.teamoverleg.anonimiseren.getallen import CIJFERS, GETAL, GETAL_BEGIN, RANG, TELWOORD, TIENTAL
from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.tekst import BLANCO
from gesprek.teamoverleg.anonimiseren.vouwen import klein

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
_RELATIE_BEGIN = "sphkbamovzdnjtcl"
_LEEFTIJDEN = regels(
    (GETAL_BEGIN, rf"(?<![\w.,/-])(?:{GETAL})[- ]?(?:à|tot|en|-)?[- ]?jarige?n?\b"),
    (GETAL_BEGIN, rf"(?<![\w.,/-]){GETAL}jarige?n?\b"),
    (GETAL_BEGIN, rf"(?<![\w.,/-]){GETAL}\s+(?:jaar|jaren|maanden|maand|weken)\s+(?:oud|jong)\b"),
    ("l", rf"(?<!\w)(?:leeftijd|lft)\.?\s*(?::|van|is|was)?\s*({GETAL}(?:\s+jaar)?)(?!\w)"),
    ("(", rf"\(({GETAL})(?:\s?{_OUD})?(?=[,;)])"),
    (
        "(",
        rf"\((?:bijna|net|pas|ongeveer|ca\.?|circa|nu|m|v|man|vrouw|jongen|meisje),?\s({GETAL})(?=[,;)\s])",
    ),
    ("ibzw", r"\b(?:is|ben|zijn|was)\s(?:er|nu|bijna|net)\s(?:bijna\s)?(\d{1,2})(?=\s?(?:[.,;!?)]|$))"),
    (CIJFERS, r"(?<=[^\W\d_],\snu\s)(\d{1,2})(?=[,.;)])"),
    (CIJFERS, r"(?<=[^\W\d_][,;]\s)(\d{1,2})(?=\s?[,.;)])"),
    (CIJFERS, r"(?<=[^\W\d_]\s)(\d{1,2}\s?(?:jr|j)\b\.?)"),
    (CIJFERS, r"(?<![\w.,/-])\d{1,2}\s?(?:jr|j)\b\.?"),
    (
        "mjkvptdzblic" + BLANCO,
        rf"\b(?:meisjes?|jongens?|kind(?:eren|je|jes)?|man|mannen|vrouw|vrouwen|kleuters?|peuters?|baby|"
        rf"tieners?|dochter(?:tje)?s?|"
        rf"zoon(?:tje)?s?|zonen|broer(?:tje)?s?|zus(?:je)?s?|leerling(?:en)?|jongere[n]?|iemand|cliënt|patiënt|"
        rf"\ue000+)\s+"
        rf"(?:van|tussen|vanaf)\s+(?:de\s+)?({GETAL}(?:{_OUD})?)(?!\s*(?:uur|keer|euro|kinder|dag|%))(?![\w.])",
    ),
    (
        "iwbz",
        rf"(?:(?:is|was|wordt|werd|ben|word|"
        rf"bent|zijn|waren|worden)\s+)"
        rf"(?:nu|toen|pas|net|nog maar|nog|maar|al|bijna|amper|ongeveer|rond de|zo'n|intussen|ondertussen|ook)?\s?"
        rf"({GETAL}(?:{_OUD})?)(?=\s*(?:[.,;:!?)\"”'’\n]|$|\b(?:en|of|toen|geworden|als|maar|met|terwijl|op|"
        rf"dus|oud)\b))",
    ),
    (
        "tsaodw",
        rf"\b(?:toen|sinds|als|omdat|dat|waren?)\s+(?:ik|hij|zij|ze|die|we|\ue000+)\s+(?:nog\s+|pas\s+|"
        rf"maar\s+)?({GETAL}(?:{_OUD})?)\s+(?:was|is|werd|wordt|waren|ben)\b",
    ),
    ("t", rf"\b(?:toen)\s+[^\W\d_]{{2,20}}\s+(?:nog\s+|pas\s+)?({GETAL}(?:{_OUD})?)\s+(?:was|werd)\b"),
    (
        "iwz",
        rf"\b(?:is|was|wordt|werd|zijn|waren)\b(?:\s+(?:[^\W\d_]{{1,14}}|"
        rf"\ue000+)){{0,3}}\s+({GETAL})\s+(?:geworden|geweest)\b",
    ),
    (
        "w",
        rf"\b(?:wordt|werd|worden)\s+(?:(?:volgende|deze|over|in|nog|dit|komende)\s+)?(?:(?:week|maand|jaar|"
        rf"zomer|\ue000+)\s+)?({GETAL})(?=\s*(?:[.,;!?)]|$|en\b))",
    ),
    ("(", r"\((\d{1,2})\s?(?:en|,|&|of)\s?\d{1,2}\)"),
    (CIJFERS, r"(?<=\()\d{1,2}\s?(?:en|,|&|of)\s?(\d{1,2})\)"),
    (
        BLANCO,
        rf"\ue000+\s+van\s+({GETAL}(?:{_OUD})?)(?!\s*(?:uur|keer|euro|dag|kinder|procent|%|jaar|weken|"
        rf"maanden))(?![\w.,]\d)(?!\w)",
    ),
    (
        "mvpbzodch",
        r"\b(?:moeder|vader|mama|papa|man|vrouw|partner|broer|zus|oma|opa|dochter|zoon|cliënt|patiënt|hij|"
        r"zij)\s+(\d{1,3})(?=\s*(?:[.,;)]|$))",
    ),
    (
        "zhmd",
        rf"\b(?:zijn|haar|m'?n|mijn|z'?n|hun|d'?r)\s+({GETAL}(?:de|ste|e))(?:\s+(?:verjaardag|"
        rf"levensjaar))?(?=\s*(?:[.,;!?]|$|al\b|was\b|is\b|werd\b|verjaar|levens))",
    ),
    (
        "bemhravid",
        rf"\b(?:begin|eind|einde|midden|half|(?:rond|achter in|ver in|in|diep in|boven) de)\s+({TIENTAL}|[2-9]0)"
        rf"{_NA_GETAL}",
    ),
    ("d", rf"\bde\s({TIENTAL}|[2-9]0)\s(?:voorbij|gepasseerd|genaderd|nabij)\b"),
    (
        _RELATIE_BEGIN,
        rf"(?<!\bde\s)(?<!\bhet\s)\b{_RELATIE},?\s({TELWOORD})(?:{_OUD})?(?=\s*(?:[.,;)\n]|$|en\b))",
    ),
    (
        _RELATIE_BEGIN,
        rf"\b(?!kind\b|cli|pati|bewo|leerl|jongere\b|slach|verd){_RELATIE}\s(\d{{1,2}})(?=\s*(?:[.,;)\n]|$|en\b))",
    ),
    (GETAL_BEGIN, rf"(?<=\ue000,\s)({TELWOORD})(?=\s?[,.;)])"),
    (
        "mv",
        r"(?:^|(?<=[\n(,:;]\s)|(?<=[\n(:]))[mv](?:(\d\d)(?=\s)|\s?[/,]?\s?(\d{1,2})(?=\s*(?:[,.;:)\n]|$)))",
    ),
    # "op zijn twaalfde", not "op zijn tweede school".
    (
        "o",
        rf"\bop\s(?:zijn|haar|mijn|m'n|z'n|hun|d'r)\s((?!eerste|tweede|derde){RANG}|\d{{1,2}}(?:ste|de|e))"
        rf"(?=\s*(?:[.,;:!?)\n]|$)|\s(?:al|en|is|was|werd|ging|kwam|had|kreeg|begon|zag|\w{{2,12}}(?:de|te))\b)",
    ),
    (GETAL_BEGIN, rf"(?:(?<=\ue000\s)|(?<=\ue000\svan\s))({GETAL}(?:{_OUD})?)(?=\s*(?:[.,;!?)]|$|\ben\b))"),
    (
        "v",
        rf"(?:(?<=[^\W\d_]\s)|(?<=\ue000\s))van\s+({GETAL})(?=\s*(?:[.,;!?)]|$|\b(?:en|is|was|heeft|zit|"
        rf"zegt|die|uit|met|op)\b))",
    ),
)
_JAAR_OUD = Regel(
    GETAL_BEGIN,
    re.compile(
        rf"(?<![\w.,/-])({GETAL}(?:\s?(?:-|à|a|tot|/|of)\s?{GETAL})?\s?(?:jaar|maanden|mnd))\b"
        r"(?!\s*(?:geleden|lang|terug|later|eerder|getrouwd|samen|ervaring|gevangenis|cel|celstraf|zoekt|niet|bezig|"
        r"aan een stuk|na|voor|"
        r"werk|in dienst|bij|therapie|behandeling|gescheiden|clean|nuchter|studie|les|vast|opsluiting|werkstraf|tbs|"
        r"in behandeling|verder|"
        r"voorwaardelijk|effectief|met uitstel))"
    ),
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
    rf"(?<=\ue000)(?:\s*(?:,|en|of|tot|tot en met|à|-)\s*)({GETAL}(?:{_OUD})?)(?=\s*(?:[.,;!?)]|$|en\b|of\b))"
)
_LEEFTIJD_ERVOOR = Regel(
    "vtiwz",
    re.compile(
        rf"(?:\b(?:van|tussen|is|was|zijn|waren)\s+)({GETAL})(?=\s*(?:,|en|of|tot|à|-)\s*(?:\ue000|"
        rf"\d{{1,2}}\s?(?:{_OUD})|\d{{1,2}}\s*(?:,|en|of)\s*\ue000))"
    ),
)


def leeftijden(tekst: str) -> Iterator[Vondst]:
    """What says how old."""
    tekst = klein(tekst)
    beginnen = Beginnen(tekst)
    for regel in _LEEFTIJDEN:
        for vondst in beginnen.vind(regel):
            groep = vondst.lastindex or 0
            if vondst.start(groep) >= 0 and vondst[groep].casefold() not in {"een", "één"}:
                yield Vondst(vondst.start(groep), vondst.end(groep), Soort.LEEFTIJD, "leeftijd")
    for vondst in beginnen.vind(_JAAR_OUD):
        ervoor = tekst[max(0, vondst.start() - 40) : vondst.start()]
        if not (_DUUR.search(ervoor) or _DUUR_VAN.search(ervoor)):
            yield Vondst(vondst.start(1), vondst.end(1), Soort.LEEFTIJD, "jaar", False)
    for vondst in chain(_OPSOMMING.finditer(tekst), beginnen.vind(_LEEFTIJD_ERVOOR)):
        yield Vondst(vondst.start(1), vondst.end(1), Soort.LEEFTIJD, "opsomming", False)
