"""The verwijskaart: names and numbers on a sheet for the client to take along.

Who finds it must learn as little as possible: a neutral title, no name of this site, and what an organisatie does
only when the professional asks for it. The values are those of the sociale kaart as they are now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import segno
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gesprek.verslag.tekst import Alinea, alineas, dag
from sociale_kaart.publiek import Contact, ContactKanaal, haal

MAX = 12
"""As many as the selection holds; each has codes to draw."""
RAND = 4
"""Modules of white round a code: what the standard asks for (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as an SVG path of dark modules, one unit each, with its quiet zone in `maat`."""

    naar: str
    maat: int
    pad: str
    alt: str


@dataclass(frozen=True, slots=True)
class Weg:
    """One way to reach somebody."""

    soort: str
    label: str
    tekst: str
    nummer: bool
    uren: str
    code: Code | None


@dataclass(frozen=True, slots=True)
class Adres:
    """One organisation on the sheet. `wat` and `aanmelden` are empty on a discreet one; that one cannot apply alone
    stands there all the same, or the first call would end in a refusal."""

    naam: str
    wegen: tuple[Weg, ...]
    niet_zelf: bool = False
    wat: tuple[Alinea, ...] = ()
    aanmelden: tuple[Alinea, ...] = ()


@dataclass(frozen=True, slots=True)
class Verwijskaart:
    adressen: tuple[Adres, ...]
    gemaakt_op: str


def maak(slugs: Iterable[str], *, met_wat: bool, gemaakt_op: date) -> Verwijskaart:
    """The sheet with these entries, in this order; what is not published is left out."""
    contacten = haal(list(dict.fromkeys(slugs))[:MAX])
    return Verwijskaart(tuple(_adres(contact, met_wat) for contact in contacten), dag(gemaakt_op))


def als_html(kaart: Verwijskaart) -> str:
    """A whole document for the press."""
    return render_to_string("gesprek/verslag/verwijskaart.html", {"kaart": kaart})


def _adres(contact: Contact, met_wat: bool) -> Adres:
    aanmelden = alineas(contact.aanmelden) if met_wat else ()
    return Adres(
        naam=contact.naam,
        wegen=tuple(_wegen(contact.kanalen)),
        niet_zelf=contact.zelf_aanmelden is False and not aanmelden,
        wat=alineas(contact.wat) if met_wat else (),
        aanmelden=aanmelden,
    )


def _wegen(kanalen: Iterable[ContactKanaal]) -> Iterator[Weg]:
    """Each number and address once: a chat is often on the website itself."""
    gezien = set()
    for kanaal in kanalen:
        if kanaal.href in gezien:
            continue
        gezien.add(kanaal.href)
        yield Weg(
            soort=kanaal.soortnaam,
            label=kanaal.label,
            tekst=kanaal.tekst,
            nummer=kanaal.soort == "telefoon",
            uren=kanaal.uren if kanaal.uren_bekend else "",
            code=None if kanaal.soort == "mail" else _code(kanaal),
        )


def _code(kanaal: ContactKanaal) -> Code:
    alt = _("QR-code om %(tekst)s te bellen") if kanaal.soort == "telefoon" else _("QR-code naar %(tekst)s")
    return teken(kanaal.href, alt % {"tekst": kanaal.tekst})


def teken(naar: str, alt: str) -> Code:
    """The QR code of an address, in black on white."""
    qr = segno.make(naar, error="m", micro=False)
    rijen = [bytes(rij) for rij in qr.matrix_iter(border=RAND)]
    return Code(naar, len(rijen), "".join(_pad(rijen)), alt)


def _pad(rijen: list[bytes]) -> Iterator[str]:
    """Each run of dark modules as a rectangle: no seams, as loose squares would have."""
    for y, rij in enumerate(rijen):
        x = 0
        while (begin := rij.find(1, x)) >= 0:
            x = rij.find(0, begin)
            yield f"M{begin} {y}h{x - begin}v1h-{x - begin}z"
