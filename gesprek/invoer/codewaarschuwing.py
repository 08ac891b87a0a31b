"""Warns when somebody writes the access code of the kluis into a note: who reads the PDF could then open it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gesprek.invoer.samenvoegen import Inzending
from gesprek.invoer.stand import digest
from gesprek.kluis import kluizen
from gesprek.kluis.code import codes_in
from gesprek.kluis.kluizen import OpenKluis

# Each candidate costs one Argon2. Seven list words in a row hardly ever happen by chance.
_HOOGSTENS = 2


def _gewijzigd(inzending: Inzending) -> Iterator[str]:
    """The texts that this form changes; what stood there already was looked at when it came in."""
    for veld_id, tekst in inzending.teksten.items():
        if digest(tekst) != inzending.stand.get(f"t.{veld_id}", ""):
            yield tekst
    for veld_id, rijen in inzending.rijen.items():
        for rij in rijen:
            if digest(*rij.waarden.values()) != inzending.stand.get(f"r.{veld_id}.{rij.id}", ""):
                yield from rij.waarden.values()


def waarschuw(kluis: OpenKluis, inzending: Inzending) -> str:
    """A sentence when a text that was sent holds the code of this kluis, else ""."""
    gevonden = dict.fromkeys(code for tekst in _gewijzigd(inzending) for code in codes_in(tekst))
    try:
        for code in list(gevonden)[:_HOOGSTENS]:
            if kluizen.is_eigen_code(kluis, code):
                return _(
                    "In je tekst staat je toegangscode. Haal die weg: wie dit leest, kan je kluis openen."
                )
    except kluizen.Druk:
        # A warning is a kindness; the save itself is done.
        return ""
    return ""
