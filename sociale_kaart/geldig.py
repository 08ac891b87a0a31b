"""What a number, link or address may look like, whatever road it comes in by (admin, CSV, HSDS)."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from phonenumbers import shortnumberinfo

_KORT = re.compile(r"\A\d{3,4}\Z")
# Younger than the tables of the library: 113 is a free number in Nederland since 3 October 2025.
_JONG = {"NL": {"113"}}


def telefoon(waarde: str, land: str) -> str:
    """A number of Nederland or België as it was written, spaces tidied; `land` is NL, BE or NLBE.

    Short lines (112, 113, 1813) count when their country really has them. Raises ValidationError.
    """
    schoon = " ".join(waarde.split())
    landen = ("NL", "BE") if land == "NLBE" else (land,)
    if not re.fullmatch(r"\+?[\d ().\-/]+", schoon):
        raise ValidationError(_("Een telefoonnummer heeft alleen cijfers en spaties, en soms + vooraan."))
    for regio in landen:
        try:
            nummer = phonenumbers.parse(schoon, regio)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(nummer) and nummer.country_code in (31, 32):
            return schoon
        kort = schoon in _JONG.get(regio, ()) or shortnumberinfo.is_valid_short_number_for_region(
            nummer, regio
        )
        if _KORT.match(schoon) and kort:
            return schoon
    raise ValidationError(_("Dit nummer kan niet bestaan in Nederland of België."))


def link(waarde: str) -> str:
    """An http(s) address without a user name or a control character. Raises ValidationError."""
    schoon = waarde.strip()
    if any(unicodedata.category(teken)[0] == "C" for teken in schoon):
        raise ValidationError(_("In dit webadres staat een onzichtbaar teken."))
    if not schoon.lower().startswith(("https://", "http://")):
        raise ValidationError(_("Een webadres begint met https:// of http://."))
    URLValidator(schemes=["http", "https"], message=_("Dit is geen goed webadres."))(schoon)
    if "@" in schoon.split("/")[2]:
        raise ValidationError(_("In een webadres hoort geen gebruikersnaam."))
    return schoon[:5].lower() + schoon[5:]


def mail(waarde: str) -> str:
    """An e-mail address. Raises ValidationError."""
    schoon = waarde.strip()
    validate_email(schoon)
    return schoon


def kanaal(soort: str, waarde: str, land: str) -> str:
    """The tidied value of a kanaal of this soort. Raises ValidationError with a sentence for who typed it."""
    if soort == "telefoon":
        return telefoon(waarde, land)
    if soort == "mail":
        return mail(waarde)
    return link(waarde)
