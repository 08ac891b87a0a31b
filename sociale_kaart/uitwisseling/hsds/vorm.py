"""The shape of HSDS 3.0 in our own words: which fields an entity has, of which type, and which it can't do without.

A file may say more than this; what we don't know is kept. What stands here is held against the published schemas in
the tests.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sociale_kaart.uitwisseling.fouten import Fout
from sociale_kaart.uitwisseling.tabel.cellen import vreemd_teken

_PLEKKEN = ("physical", "postal", "virtual")
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STATUSSEN = ("active", "inactive", "defunct", "temporarily closed")


@dataclass(frozen=True, slots=True)
class Entiteit:
    """`velden`: each field with its type, which is "tekst", "getal", "uuid", "uri", "email", "moment", a tuple of
    choices, the name of an entity, or that name between brackets for a list of them."""

    velden: Mapping[str, str | tuple[str, ...]]
    verplicht: tuple[str, ...] = ("id",)


def _entiteit(*verplicht: str, **per_soort: str | tuple[str, ...]) -> Entiteit:
    """Fields by type: `uuid="id x_id"`; `_attributes` and `_metadata` are nearly everywhere."""
    velden: dict[str, str | tuple[str, ...]] = {}
    for naam, soort in per_soort.items():
        if naam in ("tekst", "getal", "uuid", "uri", "email", "moment"):
            velden |= dict.fromkeys(str(soort).split(), naam)
        else:
            velden[naam] = soort
    if "attributes" in velden and velden["attributes"] == "":
        del velden["attributes"]
    else:
        velden.setdefault("attributes", "[attribute]")
    velden["metadata"] = "[metadata]"
    return Entiteit(velden, verplicht)


ENTITEITEN: dict[str, Entiteit] = {
    "accessibility": _entiteit("id", uuid="id location_id", tekst="description details", uri="url"),
    "address": _entiteit(
        "id",
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
        "address_type",
        uuid="id location_id",
        tekst="attention address_1 address_2 city region state_province postal_code country",
        address_type=_PLEKKEN,
    ),
    "attribute": _entiteit(
        "id",
        uuid="id link_id taxonomy_term_id",
        tekst="link_type link_entity value",
        taxonomy_term="taxonomy_term",
        attributes="",
    ),
    "contact": _entiteit(
        "id",
        uuid="id organization_id service_id service_at_location_id location_id",
        tekst="name title department",
        email="email",
        phones="[phone]",
    ),
    "cost_option": _entiteit(
        "id",
        uuid="id service_id",
        tekst="valid_from valid_to option currency amount_description",
        getal="amount",
    ),
    "funding": _entiteit("id", uuid="id organization_id service_id", tekst="source"),
    "language": _entiteit("id", uuid="id service_id location_id phone_id", tekst="name code note"),
    "location": _entiteit(
        "id",
        "location_type",
        uuid="id organization_id",
        uri="url",
        tekst="name alternate_name description transportation external_identifier external_identifier_type",
        getal="latitude longitude",
        location_type=_PLEKKEN,
        languages="[language]",
        addresses="[address]",
        contacts="[contact]",
        accessibility="[accessibility]",
        phones="[phone]",
        schedules="[schedule]",
    ),
    "metadata": Entiteit(
        {
            "id": "uuid",
            "resource_id": "uuid",
            **dict.fromkeys(
                (
                    "resource_type",
                    "last_action_date",
                    "last_action_type",
                    "field_name",
                    "previous_value",
                    "replacement_value",
                    "updated_by",
                ),
                "tekst",
            ),
        },
        (
            "id",
            "last_action_date",
            "last_action_type",
            "field_name",
            "previous_value",
            "replacement_value",
            "updated_by",
        ),
    ),
    "organization": _entiteit(
        "id",
        "name",
        "description",
        uuid="id parent_organization_id",
        tekst="name alternate_name description tax_status tax_id legal_status logo",
        email="email",
        uri="website uri",
        getal="year_incorporated",
        funding="[funding]",
        contacts="[contact]",
        phones="[phone]",
        locations="[location]",
        programs="[program]",
        organization_identifiers="[organization_identifier]",
    ),
    "organization_identifier": _entiteit(
        "id",
        "identifier_type",
        "identifier",
        uuid="id organization_id",
        tekst="identifier_scheme identifier_type identifier",
    ),
    "phone": _entiteit(
        "id",
        "number",
        uuid="id location_id service_id organization_id contact_id service_at_location_id",
        tekst="number type description",
        getal="extension",
        languages="[language]",
    ),
    "program": _entiteit(
        "id", "name", "description", uuid="id organization_id", tekst="name alternate_name description"
    ),
    "required_document": _entiteit("id", uuid="id service_id", tekst="document", uri="uri"),
    "schedule": _entiteit(
        "id",
        uuid="id service_id location_id service_at_location_id",
        tekst="valid_from valid_to dtstart until byday byweekno bymonthday byyearday description opens_at closes_at "
        "attending_type notes",
        getal="timezone count interval",
        uri="schedule_link",
        wkst=_WEEK,
        freq=("WEEKLY", "MONTHLY"),
    ),
    "service": _entiteit(
        "id",
        "name",
        "status",
        uuid="id organization_id program_id",
        tekst="name alternate_name description interpretation_services application_process fees_description "
        "wait_time fees accreditations eligibility_description assured_date licenses alert",
        uri="url",
        email="email assurer_email",
        getal="minimum_age maximum_age",
        moment="last_modified",
        status=STATUSSEN,
        phones="[phone]",
        schedules="[schedule]",
        service_areas="[service_area]",
        service_at_locations="[service_at_location]",
        languages="[language]",
        organization="organization",
        funding="[funding]",
        cost_options="[cost_option]",
        program="program",
        required_documents="[required_document]",
        contacts="[contact]",
    ),
    "service_area": _entiteit("id", uuid="id service_id", tekst="name description extent extent_type uri"),
    "service_at_location": _entiteit(
        "id",
        uuid="id service_id location_id",
        tekst="description",
        contacts="[contact]",
        phones="[phone]",
        schedules="[schedule]",
        location="location",
    ),
    "taxonomy": _entiteit(
        "id", "name", "description", uuid="id", tekst="name description version", uri="uri", attributes=""
    ),
    "taxonomy_term": _entiteit(
        "id",
        "name",
        "description",
        uuid="id parent_id taxonomy_id",
        tekst="code name description taxonomy language",
        uri="term_uri",
        taxonomy_detail="taxonomy",
        attributes="",
    ),
}

_PCT = r"%[0-9A-Fa-f]{2}"
_VRIJ = r"A-Za-z0-9\-._~!$&'()*+,;="
_PCHAR = rf"(?:[{_VRIJ}:@]|{_PCT})"
_HOST = rf"(?:\[[0-9A-Fa-fvV:.]+\]|(?:[{_VRIJ}]|{_PCT})*)"
_URI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.\-]*:"
    rf"(?://(?:(?:[{_VRIJ}:]|{_PCT})*@)?{_HOST}(?::\d*)?(?:/{_PCHAR}*)*"
    rf"|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?|{_PCHAR}+(?:/{_PCHAR}*)*|)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?\Z"
)
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\Z")
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)\Z", re.ASCII
)
_GEVAARLIJK = re.compile(r"[\x00-\x20]*(?:javascript|data|vbscript)\s*:", re.IGNORECASE)
DIEPST = 40


def fouten(soort: str, waarde: Any, pad: str, regel: int | None = None) -> list[Fout]:
    """All that is wrong with an entity and with what it holds, each with its path."""
    uit = [Fout(zin, regel, waar) for waar, zin in _kijk(soort, waarde, pad)]
    return uit + [Fout(zin, regel, waar) for waar, zin in _teksten(waarde, pad)]


def _kijk(soort: str, waarde: Any, pad: str) -> Iterator[tuple[str, str]]:
    if not isinstance(waarde, dict):
        yield pad, _("Hier hoort een object te staan.")
        return
    entiteit = ENTITEITEN[soort]
    for naam in entiteit.verplicht:
        if naam not in waarde:
            yield f"{pad}.{naam}", _("Dit veld ontbreekt.")
    for naam, inhoud in waarde.items():
        vorm = entiteit.velden.get(naam)
        if vorm is None:
            continue
        waar = f"{pad}.{naam}"
        if isinstance(vorm, tuple):
            if inhoud not in vorm:
                yield waar, _("Dit kan hier niet. Kies uit: %s.") % ", ".join(vorm)
        elif vorm.startswith("["):
            if not isinstance(inhoud, list):
                yield waar, _("Hier hoort een lijst te staan.")
                continue
            for nummer, stuk in enumerate(inhoud):
                yield from _kijk(vorm[1:-1], stuk, f"{waar}[{nummer}]")
        elif vorm in ENTITEITEN:
            yield from _kijk(vorm, inhoud, waar)
        elif zin := _waarde(vorm, inhoud):
            yield waar, zin


def _waarde(vorm: str, inhoud: Any) -> str:
    if vorm == "getal":
        return (
            ""
            if isinstance(inhoud, (int, float)) and not isinstance(inhoud, bool)
            else _("Dit is geen getal.")
        )
    if not isinstance(inhoud, str):
        return _("Dit is geen tekst.")
    if vorm == "uuid" and not is_uuid(inhoud):
        return _("Dit is geen UUID.")
    if vorm == "uri" and not is_uri(inhoud):
        return _("Dit is geen webadres.")
    if vorm == "email" and "@" not in inhoud:
        return _("Dit is geen e-mailadres.")
    if vorm == "moment" and not is_moment(inhoud):
        return _("Dit is geen datum met tijd, zoals 2026-01-31T12:00:00Z.")
    return ""


def is_uuid(tekst: str) -> bool:
    return bool(_UUID.match(tekst)) and bool(uuid.UUID(tekst))


def is_uri(tekst: str) -> bool:
    return bool(_URI.match(tekst))


def is_moment(tekst: str) -> bool:
    """RFC 3339."""
    if not _MOMENT.match(tekst):
        return False
    try:
        datetime.strptime(tekst[:19].upper(), "%Y-%m-%dT%H:%M:%S")  # noqa: DTZ007 # only whether it exists
    except ValueError:
        return False
    return True


def _teksten(waarde: Any, pad: str, diep: int = 0) -> Iterator[tuple[str, str]]:
    """What no text in the whole tree may hold, also where we don't know the field: it would go out again."""
    if diep > DIEPST:
        yield pad, _("Dit zit te diep in elkaar.")
    elif isinstance(waarde, dict):
        for naam, inhoud in waarde.items():
            if vreemd_teken(naam):
                yield pad, _("In de naam van een veld staat een onzichtbaar teken.")
            yield from _teksten(inhoud, f"{pad}.{naam}", diep + 1)
    elif isinstance(waarde, list):
        for nummer, inhoud in enumerate(waarde):
            yield from _teksten(inhoud, f"{pad}[{nummer}]", diep + 1)
    elif isinstance(waarde, str):
        if _GEVAARLIJK.match(waarde):
            yield pad, _("Een adres dat met javascript: of data: begint, nemen we niet over.")
        if teken := vreemd_teken(waarde):
            yield pad, _("Hier staat een onzichtbaar teken (%s).") % teken
