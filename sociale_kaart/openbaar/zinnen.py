"""What a visitor should know about an answer, in sentences: what was not understood, and what was done about it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sociale_kaart.openbaar.filters import filternaam, landnamen
from sociale_kaart.provincies import Provincie
from sociale_kaart.zoeken import Uitkomst, Zoekvraag
from sociale_kaart.zoeken.plaatsen import is_postcode


class Zin(NamedTuple):
    """A sentence above the results; `letop` when something did not go as it was asked."""

    tekst: str
    letop: bool = True


# Enough to see what went wrong; who pasted a hundred values does not want to read them back.
HOOGSTENS = 3


def zinnen(vraag: Zoekvraag, uitkomst: Uitkomst) -> list[Zin]:
    """The sentences above the results, in the order in which one would say them."""
    gelezen = [Zin(tekst, letop=False) for tekst in _zo_gelezen(vraag, uitkomst)]
    return gelezen + [Zin(tekst) for tekst in (*_niet_gekend(vraag, uitkomst), *_ruimer(uitkomst))]


def _ruimer(uitkomst: Uitkomst) -> list[str]:
    """What was let go, because nothing was found with it."""
    uit = []
    if uitkomst.verruimd_tot:
        uit.append(
            _("Dichtbij vinden we niets. Daarom kijken we tot %(km)d kilometer ver.")
            % {"km": uitkomst.verruimd_tot}
        )
    elif uitkomst.verruimd_tot == 0:
        uit.append(_("In de buurt vinden we niets. Daarom staat hier ook wat ver weg is."))
    if uitkomst.zonder_woorden:
        uit.append(_("We zoeken daarom zonder je woorden. Je andere keuzes tellen wel mee."))
    if uitkomst.versoepeld:
        uit.append(_("Niets past bij al je woorden. Dit past er het meest bij."))
    return uit


def _niet_gekend(vraag: Zoekvraag, uitkomst: Uitkomst) -> list[str]:
    onbekend = list(dict.fromkeys([*vraag.onbekend, *uitkomst.onbekend]))
    uit = [
        _("Bij “%(filter)s” kennen we “%(waarde)s” niet. We zoeken zonder.")
        % {"filter": filternaam(naam), "waarde": waarde[:40]}
        for naam, waarde in onbekend[:HOOGSTENS]
    ]
    if uitkomst.plaats_onbekend and is_postcode(uitkomst.plaats_onbekend):
        uit.append(_("Typ een plaatsnaam. Postcodes kennen we niet."))
    elif uitkomst.plaats_onbekend:
        uit.append(
            _("De plaats “%(plaats)s” kennen we niet. We zoeken zonder plaats.")
            % {"plaats": uitkomst.plaats_onbekend}
        )
    if uitkomst.weggelaten:
        woorden = ", ".join(f"“{woord}”" for woord in uitkomst.weggelaten[:HOOGSTENS])
        uit.append(
            ngettext(
                "Dit woord staat nergens op de kaart: %(woorden)s.",
                "Deze woorden staan nergens op de kaart: %(woorden)s.",
                len(uitkomst.weggelaten),
            )
            % {"woorden": woorden}
        )
        if any(map(is_postcode, uitkomst.weggelaten)):
            uit.append(_("Typ een plaatsnaam. Postcodes kennen we niet."))
    return uit


def _zo_gelezen(vraag: Zoekvraag, uitkomst: Uitkomst) -> list[str]:
    """What was read out of the words themselves."""
    uit = []
    if uitkomst.plaats and not vraag.plaats:
        uit.append(_("We zoeken in de buurt van %(plaats)s.") % {"plaats": uitkomst.plaats.voluit})
    namen = [str(Provincie(code).label) for code in uitkomst.provincies]
    if uitkomst.land:
        namen.append(landnamen()[uitkomst.land])
    if namen:
        uit.append(_("We zoeken wie helpt in: %(namen)s.") % {"namen": ", ".join(namen)})
    return uit
