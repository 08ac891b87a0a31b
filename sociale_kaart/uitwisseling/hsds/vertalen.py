"""How one value of ours looks in HSDS and back. Both roads use these, so that they can't drift apart."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from sociale_kaart import geldig
from sociale_kaart.provincies import Provincie
from sociale_kaart.uitwisseling.hsds import vorm

EIGEN = "start_het_gesprek"
"""Under this name stands what HSDS has no field for."""
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TIJD = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?(Z|[+-]\d{2}:\d{2})?\Z")
_HIER = ("+01:00", "+02:00")
_NAAR_CODE = {str(p.label).casefold(): p.value for p in Provincie} | {
    p.value.casefold(): p.value for p in Provincie
}


def als_uri(link: str) -> str:
    """A web address as RFC 3986 has it: ours may hold letters with accents."""
    return link if vorm.is_uri(link) else iri_to_uri(link)


def als_link(uri: Any) -> str | None:
    """The value of a kanaal, or None for what can't be one."""
    return _of_niets(geldig.link, uri)


def als_mail(adres: Any) -> str | None:
    return _of_niets(geldig.mail, adres)


def _of_niets(keur: Any, waarde: Any) -> str | None:
    if not isinstance(waarde, str):
        return None
    try:
        goed: str = keur(waarde)
    except ValidationError:
        return None
    return goed if len(goed) <= 300 else None


def naar_byday(dagen: str) -> str:
    return ",".join(_WEEK[int(dag) - 1] for dag in dagen)


def van_byday(byday: Any) -> str | None:
    """ "MO,TU" as "12"; None for what a week can't say, such as "1MO"."""
    if not isinstance(byday, str) or not byday:
        return None
    delen = [deel.strip() for deel in byday.split(",")]
    if any(deel not in _WEEK for deel in delen):
        return None
    return "".join(str(nummer) for nummer, dag in enumerate(_WEEK, 1) if dag in delen)


def naar_tijd(tijd: time, vandaag: date | None = None) -> str:
    """With the offset that the Netherlands and Belgium have today: the hours are those of the clock on the wall."""
    dag = vandaag or timezone.localdate()
    moment = datetime.combine(dag, time(12), timezone.get_default_timezone())
    offset = moment.strftime("%z")
    return f"{tijd:%H:%M}{offset[:3]}:{offset[3:]}"


def van_tijd(tekst: Any) -> str | None:
    """A time of the clock here; None when it is of another zone, or no time."""
    goed = _TIJD.match(tekst) if isinstance(tekst, str) else None
    if goed is None or (goed[3] and goed[3] not in _HIER):
        return None
    return f"{goed[1]}:{goed[2]}"


def heeft_zone(tekst: Any) -> bool:
    """Whether it is a time as `naar_tijd` writes them, in summer or in winter."""
    return isinstance(tekst, str) and len(tekst) == 11 and tekst.endswith(_HIER)


def van_datum(tekst: Any) -> str | None:
    try:
        return date.fromisoformat(tekst).isoformat() if isinstance(tekst, str) and len(tekst) == 10 else None
    except ValueError:
        return None


def naar_provincie(tekst: Any) -> str:
    """The code of a province by its code or name; "" when it is none of ours."""
    return _NAAR_CODE.get(tekst.casefold().strip(), "") if isinstance(tekst, str) else ""


def adres_id(locatie: Any) -> str:
    """An address is part of a locatie here and has no id of its own."""
    return str(uuid.uuid5(uuid.UUID(str(locatie)), "address"))


def land_van(provincie: str, aanbod_land: str) -> str:
    return provincie[:2] or aanbod_land[:2]
