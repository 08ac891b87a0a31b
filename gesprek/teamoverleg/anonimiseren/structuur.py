"""Identifiers with a form of their own: numbers, addresses on the web, plates, accounts.

A checksum only raises certainty: a BSN with a typing error still says who somebody is. Whatever has six digits or
more is masked, known or not, so nothing is lost when a form isn't recognised. Lengths are bounded everywhere, so
the time is linear.

Of the libraries that were weighed: `phonenumbers` says what is a telephone number, `python-stdnum` knows the
checksums. `euredact` 0.7 was tried and left out: it took 10 of the 15 ms that a thousand characters may cost, is a
beta of one maker, and what it finds more (numbers of other countries, cards, keys) is masked by the six digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban
from stdnum.be import nn
from stdnum.nl import bsn

from gesprek.teamoverleg.anonimiseren.beginnen import Beginnen, Regel
from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.tekst import BLANCO
from gesprek.teamoverleg.anonimiseren.vouwen import klein, vouw
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord

_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?(?:\(at\)|\[at\])\s?)(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?![\w-])"
)
_MAIL_GESPELD = re.compile(
    r"(?<!\w)\w{1,30}(?:\s(?:punt|dot|streepje|underscore)\s\w{1,30}){0,3}\s(?:at|apenstaartje|"
    r"apestaartje)\s\w{2,30}(?:\s(?:punt|dot)\s\w{2,10})?(?!\w)",
    re.I,
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'“”\ue000]{3,400}"
    r"|(?<![\w.@-])(?:[a-z0-9][a-z0-9-]{1,62}\.){1,4}"
    r"(?:nl|be|com|net|org|eu|info|vlaanderen|gent|brussels|online|app|me|io|tv|chat|"
    r"club)\b(?:/[^\s<>\"'\ue000]{0,300})?",
    re.I,
)
_IBAN = re.compile(
    r"(?<!\w)[A-Za-z]{2}\s?\d{2}[ .-]?[A-Za-z0-9]{4}(?:[ .-]?(?=[A-Za-z]{0,3}\d)[A-Za-z0-9]{2,4}){2,8}(?!\w)"
)
_RIJKSREGISTER = re.compile(r"(?<!\d)\d{2}[.\s-]?[01]\d[.\s-]?[0-3]\d[\s.-]{0,3}\d{3}[.\s-]{0,2}\d{2}(?!\d)")
_GESPELD = re.compile(r"\s(?:at|ap(?:en)?staartje)\s", re.I)
_IP = re.compile(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])",
    re.I,
)
_KENTEKEN = re.compile(
    r"(?<![\w-])(?:"
    r"[1-9][ -][A-Z]{3}[ -]\d{3}|[A-Z]{3}[ -]\d{3}|\d{3}[ -][A-Z]{3}"
    r"|[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}"
    r"|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}"
    r"|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d"
    r")(?![\w-])"
)
_KENTEKEN_NA = re.compile(
    r"\b(?:kenteken|nummerplaat|nrplaat|plaatnummer|plaat)(?:\s+(?:is|was|van|met|de|auto|wagen|nr\.?)){0,3}\s?:?\s?"
    r"((?=[\w -]{0,8}\d)[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,4}){1,3})(?!\w)",
    re.I,
)
_DISCORD = re.compile(r"(?<!\w)[^\W\d]\w{1,31}#\d{4}(?!\d)")
_HANDLE = re.compile(r"(?<![\w@.])@[\w][\w.-]{1,40}\w")
_PLATFORM = (
    r"(?:snap(?:chat)?|insta(?:gram)?|tiktok|tik tok|discord|roblox|fortnite|minecraft|telegram|kik|wickr|"
    r"signal|skype|"
    r"facebook|messenger|steam|twitch|xbox|playstation|psn|reddit|twitter|gamertag|gebruikersnaam|username|"
    r"accountnaam|profielnaam|schermnaam|nickname|nick|alias|chatnaam)"
)
_ACCOUNT_NA = re.compile(
    rf"(?<!\w){_PLATFORM}(?:[ -]?(?:account|naam|profiel|id|adres|accountnaam|gebruikersnaam)){{0,2}}"
    r"(?:\s?[:=]\s?|\s+(?:is|was|heet|luidt|heeft als naam)\s+|\s+(?:hij|zij|ze)\s+|\s+)?[\"“„'‘]?"
    r"([^\W_][\w.-]{1,40}\w)(?:[\"”'’])?",
    re.I,
)
_NAAR_ACCOUNT = re.compile(
    r"(?<!\w)(?:noemt zich(?:zelf)?|heet|account(?:naam)?|gebruikersnaam|username|profiel|nickname|alias|"
    r"schuilnaam|bijnaam)"
    r"\s*(?:is|was|:|van hem is|van haar is)?\s*[\"“„'‘]([^\"“”„'‘’\n\ue000]{2,40})[\"”'’]",
    re.I,
)
_MENGSEL = re.compile(
    r"(?<![\w.@/-])(?=[\w.-]{0,40}[^\W\d_])(?=[\w.-]{0,40}[\d_])[\w][\w.-]{2,40}\w(?![\w@])"
)
_CIJFERS = re.compile(r"(?<![\w])(?:\+|00)?\(?\d(?:[ ./()\-–]{0,3}\d){5,24}(?!\w)")
_TELEFOON_NA = re.compile(
    r"\b(?:tel(?:efoon)?|gsm|mobiel|nummer|bel|fax|bereikbaar|thuis|werk|privé)(?:nummer|nr)?\.?\s?(?:op|via|"
    r"is)?\s?:?\s?$",
    re.I,
)
_NUMMER_NA = re.compile(
    r"(?<!\w)(?:(?:dossier|zaak|cliënt|client|klant|patiënt|patient|polis|lid|leerling|personeels?|stam|dienst|kamer|"
    r"referentie|ref|pv|notitie|rol|parket|kaart|paspoort|id|identiteits?|identiteitskaart|rijbewijs|inschrijvings?|"
    r"aangifte|registratie|riziv|big|agb|kbo|kvk|bsn|rrn|insz|sofi|rijksregister|v|vreemdelingen|ov)[ -]?(?:kaart)?"
    r"(?:nummer|nummers|nr|no|kenmerk|code|id)?|nr|nummer|kenmerk)\.?\s*(?::|is|was|=|#|van de arts is)?\s*"
    r"((?=[\w./-]{0,30}\d)[A-Z0-9][A-Z0-9]*(?:[./ -]{0,2}[A-Z0-9]*\d[A-Z0-9]*){0,6})(?!\w)",
    re.I,
)
_ZORGVERLENER = re.compile(r"\b(?:big|riziv|agb|inami)\b", re.I)
_MAATEN = frozenset(
    [
        "uur",
        "euro",
        "eur",
        "procent",
        "gram",
        "kilo",
        "kg",
        "km",
        "meter",
        "foto",
        "foto's",
        "beelden",
        "filmpjes",
        "bestanden",
    ]
)
_GEEN_LAND = frozenset({"op", "is", "of", "en", "in", "te", "om", "ik", "al", "nr"})
_MIN_CIJFERS = 6
_DATUM = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d|(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\2[0-3]?\d"
)
"""The rules for dates say what these are."""
_HULPLIJNEN = frozenset(
    {"101", "102", "103", "106", "107", "112", "113", "116", "117", "1712", "1733", "1813", "0800"}
)


def _cijfers(tekst: str) -> str:
    return "".join(teken for teken in tekst if teken in "0123456789+")


def _nummer(tekst: str, ervoor: str, erna: str) -> tuple[Soort, str, bool] | None:
    """What a row of six digits or more is."""
    kaal = _cijfers(tekst)
    los = kaal.lstrip("+")
    if len(los) < _MIN_CIJFERS or _DATUM.fullmatch(tekst):
        return None
    if re.match(r"0?(?:800|900|906|909|78)", los) and re.match(r"\D*0[ .]?(?:800|90[069]|78 ?1)", tekst):
        return None  # free and paid public lines belong to nobody
    if len(los) == 11 and (
        nn.is_valid(los) or re.search(r"(?:rrn|rijksregister|insz)\D{0,20}$", ervoor, re.I)
    ):
        return Soort.RIJKSREGISTER, "rijksregister", True
    if _RIJKSREGISTER.fullmatch(tekst):
        return Soort.RIJKSREGISTER, "rijksregister", nn.is_valid(los)
    if _ZORGVERLENER.search(ervoor[-30:]):
        return Soort.BIG, "zorgverlener", True
    if len(los) in (8, 9) and re.search(r"(?:bsn|burgerservice|sofi)\D{0,20}$", ervoor, re.I):
        return Soort.BSN, "bsn", True
    if _is_telefoon(tekst, kaal) or _TELEFOON_NA.search(ervoor):
        return Soort.TELEFOON, "telefoon", True
    if len(los) == 9 and bsn.is_valid(los):
        return Soort.BSN, "bsn", True
    if (
        re.fullmatch(r"\d{1,3}(?:[. ]000)+|\d{1,3}(?:\.\d{3})+", tekst)
        and vouw(erna.split()[0] if erna.split() else "") in _MAATEN
    ):
        return None
    return Soort.NUMMER, "lang nummer", False


def _is_telefoon(tekst: str, kaal: str) -> bool:
    if not tekst.startswith(("0", "+", "(")) or not 8 <= len(kaal.lstrip("+")) <= 15:
        return False
    for land in ("BE", "NL"):
        try:
            nummer = phonenumbers.parse(tekst.replace("/", " "), land)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(nummer):
            return True
    return False


def _mengsel(tekst: str) -> bool:
    """Letters and digits in one: an account rather than `groep7`, `16u30` or `2e`."""
    letters = sum(map(str.isalpha, tekst))
    cijfers = sum(map(str.isdigit, tekst))
    if "_" in tekst:
        return letters + cijfers >= 3 and letters > 0
    if "-" in tekst and any(map(str.isdigit, tekst)) and tekst[:1].isdigit():
        return False
    if tekst[:1].isdigit() or letters < 3:
        return letters >= 3 and cijfers >= 4
    stam = "".join(teken for teken in vouw(tekst) if teken.isalpha())
    return cijfers >= 2 and not (cijfers == 2 and is_woord(stam) and "19" in tekst)


def structuur(tekst: str) -> Iterator[Vondst]:
    """Everything with a form of its own that stands in a text, overlapping."""
    for patroon, soort, regel in (
        (_MAIL, Soort.MAIL, "mail"),
        (_KENTEKEN, Soort.KENTEKEN, "kenteken"),
        (_DISCORD, Soort.ACCOUNT, "account"),
        (_HANDLE, Soort.ACCOUNT, "account"),
    ):
        for vondst in patroon.finditer(tekst):
            yield Vondst(vondst.start(), vondst.end(), soort, regel)
    laag = klein(tekst)
    beginnen = Beginnen(laag)
    for vondst in beginnen.vind(Regel("0123456789abcdef", _IP), tekst):
        yield Vondst(vondst.start(), vondst.end(), Soort.IP, "ip")
    if _GESPELD.search(tekst):
        for vondst in _MAIL_GESPELD.finditer(tekst):
            yield Vondst(vondst.start(), vondst.end(), Soort.MAIL, "mail, gespeld")
    for vondst in _URL.finditer(tekst):
        kaal = vondst[0].rstrip(".,;:!?)]")
        yield Vondst(vondst.start(), vondst.start() + len(kaal), Soort.URL, "url")
    for vondst in _IBAN.finditer(tekst):
        if sum(map(str.isdigit, vondst[0])) >= 8 and vouw(vondst[0][:2]) not in _GEEN_LAND:
            yield Vondst(
                vondst.start(),
                vondst.end(),
                Soort.REKENING,
                "iban",
                iban.is_valid(vondst[0], check_country=False),
            )
    for patroon, soort, regel in (
        (_KENTEKEN_NA, Soort.KENTEKEN, "kenteken na woord"),
        (_NAAR_ACCOUNT, Soort.ACCOUNT, "account tussen aanhalingstekens"),
    ):
        for vondst in patroon.finditer(tekst):
            yield Vondst(vondst.start(1), vondst.end(1), soort, regel)
    for vondst in beginnen.vind(Regel("sitdrfmkwxpugnac", _ACCOUNT_NA), tekst):
        if not is_woord(vouw(vondst[1])) and (
            not vondst[1].isalpha()
            or re.search(r"[:=]\s?[\"“„'‘]?$", tekst[vondst.start() : vondst.start(1)])
        ):
            yield Vondst(vondst.start(1), vondst.end(1), Soort.ACCOUNT, "account na platform")
    for vondst in beginnen.vind(Regel("dzckplsrnibavo", _NUMMER_NA), tekst):
        zorg = _ZORGVERLENER.search(vondst[0])
        if sum(map(str.isdigit, vondst[1])) >= 3 and vondst[1] not in _HULPLIJNEN:
            soort = Soort.BIG if zorg else Soort.NUMMER
            als = _nummer(vondst[1], tekst[vondst.start() : vondst.start(1)], "")
            if als and als[0] is not Soort.NUMMER:
                soort = als[0]
            yield Vondst(vondst.start(1), vondst.end(1), soort, "nummer na woord")
    for vondst in _CIJFERS.finditer(tekst):
        als = _nummer(
            vondst[0],
            tekst[max(0, vondst.start() - 40) : vondst.start()],
            tekst[vondst.end() : vondst.end() + 20],
        )
        if als:
            yield Vondst(vondst.start(), vondst.end(), *als)
    for vondst in _MENGSEL.finditer(tekst):
        if BLANCO not in vondst[0] and _mengsel(vondst[0]):
            yield Vondst(vondst.start(), vondst.end(), Soort.ACCOUNT, "letters met cijfers", False)
