"""When two numbers, addresses or names mean the same, and what on the map looks like something new.

The form of an aanbod, the page of doubles and an import all ask here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit
from uuid import UUID

import phonenumbers
from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

from sociale_kaart.models import Aanbod, Kanaal, Soort

# What names have or miss without being another organisatie. A place is never in this list: De Waag Utrecht is not
# De Waag Amsterdam.
_VULSEL = frozenset(
    {
        "stichting",
        "vereniging",
        "vzw",
        "asbl",
        "bv",
        "nv",
        "cv",
        "vof",
        "de",
        "het",
        "een",
        "en",
        "van",
        "voor",
        "in",
        "te",
        "op",
        "bij",
        "nederland",
        "nederlandse",
        "vlaanderen",
        "vlaamse",
        "belgie",
        "belgische",
        "nl",
        "be",
    }
)
_KORTSTE_TYPEFOUT = 5
"""Letters: in a shorter word another letter is another word (Gent and Genk, AMC and UMC)."""


@lru_cache(maxsize=20_000)
def nummer(waarde: str, land: str) -> str:
    """A phone number in one form, whatever its spaces, 0 or +31; short lines only with their country."""
    for regio in ("NL", "BE") if land == "NLBE" else (land,):
        try:
            gelezen = phonenumbers.parse(waarde, regio)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(gelezen):
            return phonenumbers.format_number(gelezen, phonenumbers.PhoneNumberFormat.E164)
    return f"{land}:{re.sub(r'[^0-9]', '', waarde)}"


@lru_cache(maxsize=20_000)
def webadres(waarde: str) -> str:
    """A web address without scheme, www., last slash and fragment."""
    try:
        delen = urlsplit(waarde)
        host = (delen.hostname or "").removeprefix("www.")
    except ValueError:
        return waarde
    pad = delen.path.rstrip("/").casefold()
    return f"{host}{pad}?{delen.query}" if delen.query else host + pad


@lru_cache(maxsize=20_000)
def woorden(naam: str) -> tuple[str, ...]:
    """The words of a name that tell it from another: folded, in order, without stichting, vzw, de, Nederland."""
    plat = unicodedata.normalize("NFKD", naam.casefold())
    plat = re.sub(r"[.'’´`]", "", "".join(teken for teken in plat if not unicodedata.combining(teken)))
    alle = re.findall(r"[a-z0-9]+", plat)
    return tuple(woord for woord in alle if woord not in _VULSEL) or tuple(alle)


def zelfde_naam(een: tuple[str, ...], ander: tuple[str, ...]) -> bool:
    """Whether two names (as `woorden` gives them) differ by no more than order, spaces or a typo."""
    if not een or not ander:
        return False
    aaneen, anders = "".join(een), "".join(ander)
    if aaneen == anders:
        return True
    if len(een) != len(ander):
        # "Kinder telefoon" and "Kindertelefon": the spaces differ, so the words can't be laid side by side.
        return min(len(aaneen), len(anders)) >= 2 * _KORTSTE_TYPEFOUT and _typefout(aaneen, anders, 1)
    rest, over = list(een), []
    for woord in ander:
        if woord in rest:
            rest.remove(woord)
        else:
            over.append(woord)
    if len(rest) > 2:
        return False
    if len(rest) == 2:
        rest.sort()
        over.sort()
    return all(map(_een_typefout, rest, over))


def _een_typefout(a: str, b: str) -> bool:
    kortste = min(len(a), len(b))
    return kortste >= _KORTSTE_TYPEFOUT and _typefout(a, b, 1 if kortste < 8 else 2)


def _typefout(a: str, b: str, hoogstens: int) -> bool:
    """Whether one or two letters differ, but no digit: practice 12 is not practice 13."""
    if OSA.distance(a, b, score_cutoff=hoogstens) > hoogstens:
        return False
    return re.sub(r"\D", "", a) == re.sub(r"\D", "", b)


def namen(naam: str, andere_namen: str) -> list[tuple[str, ...]]:
    """The words of a name and of each of its other names."""
    andere = andere_namen.replace(";", ",").split(",")
    return [woorden(deel) for deel in (naam, *andere) if deel.strip()]


def kern(soort: str, waarde: str, land: str) -> tuple[str, str]:
    """What two kanalen share when they are the same one."""
    if soort == Soort.TELEFOON:
        return "nummer", nummer(waarde.strip(), land)
    if soort == Soort.MAIL:
        return "mail", waarde.strip().casefold()
    return "adres", webadres(waarde.strip())


def naamsleutels(eigen: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    """Under which keys a name meets others: whole, its begin and end, and the begin and end of each of its words."""
    aaneen = "".join(eigen)
    yield ("heel", aaneen)
    yield ("begin", aaneen[:6])
    yield ("eind", aaneen[-6:])
    for woord in eigen:
        yield (len(eigen), "begin", woord[:4])
        yield (len(eigen), "eind", woord[-4:])


class Kaart:
    """The names and kanalen of the whole map, archived ones too, to hold many new ones against.

    The work for one is bounded: where more than `BLOK` names share a key, only the whole name still counts.
    """

    BLOK = 40
    MEESTE = 3
    """Of a number that a hundred entries share, a few are enough to look at."""

    def __init__(self) -> None:
        self._kanalen: dict[tuple[str, str], dict[UUID, str]] = defaultdict(dict)
        self._namen: dict[tuple[object, ...], list[tuple[UUID, tuple[str, ...]]]] = defaultdict(list)
        rijen = Kanaal.objects.order_by("aanbod_id").values_list(
            "aanbod_id", "soort", "waarde", "aanbod__land"
        )
        for sleutel, soort, waarde, land in rijen.iterator():
            self._kanalen[kern(soort, waarde, land)].setdefault(sleutel, waarde)
        for sleutel, naam, andere in Aanbod.objects.order_by("pk").values_list("pk", "naam", "andere_namen"):
            for delen in namen(naam, andere):
                for blok in set(naamsleutels(delen)):
                    self._namen[blok].append((sleutel, delen))

    def gelijken(self, naam: str, land: str, kanalen: Iterable[tuple[str, str]]) -> dict[UUID, str]:
        """The aanbod that looks like this, and by what; a few of each kind."""
        door: dict[UUID, str] = {}
        eigen = woorden(naam)
        for blok in naamsleutels(eigen):
            daar = self._namen.get(blok, [])
            if blok[0] != "heel" and len(daar) > self.BLOK:
                continue
            for sleutel, delen in daar[: self.BLOK]:
                if len(door) < self.MEESTE and zelfde_naam(eigen, delen):
                    door.setdefault(sleutel, _("bijna dezelfde naam"))
        for soort, waarde in kanalen:
            ook = self._kanalen.get(kern(soort, waarde, land), {})
            for sleutel, daar_staat in list(ook.items())[: self.MEESTE]:
                door.setdefault(sleutel, _("ook %(kanaal)s") % {"kanaal": daar_staat})
        return door
