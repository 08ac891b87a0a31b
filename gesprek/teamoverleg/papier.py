"""The note as a file: HTML for the press, and plain text. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gesprek.teamoverleg.notitie import Cel, Notitie, Regel
from gesprek.verslag.drukkerij import TeLang
from gesprek.verslag.papier import MAX_ALINEAS
from gesprek.verslag.tekst import alineas


def als_html(notitie: Notitie) -> str:
    """A whole document for the press. Raises TeLang for what it would give up on."""
    if sum(len(alineas(tekst)) for tekst in _teksten(notitie)) > MAX_ALINEAS:
        raise TeLang
    return render_to_string("gesprek/teamoverleg/papier.html", {"notitie": notitie})


def _teksten(notitie: Notitie) -> Iterator[str]:
    yield notitie.label
    yield notitie.vraag
    for stap in notitie.stappen:
        for deel in stap.delen:
            for regel in deel.regels:
                yield from regel.teksten
                yield from regel.keuzes
                yield from (cel.tekst for rij in regel.rijen for cel in rij.cellen)


def als_tekst(notitie: Notitie) -> str:
    """The note as plain text, with the lines of an answer set in from its question."""
    return "\n".join(_regels(notitie)) + "\n"


def _regels(notitie: Notitie) -> Iterator[str]:
    yield _("Notitie om te overleggen").upper()
    yield _("Namen zijn weg, maar wie de situatie kent kan iemand herkennen.")
    if notitie.oefening:
        yield _("Dit is een oefenvoorbeeld. Alles is verzonnen.")
    if notitie.label:
        yield from ("", *_in(notitie.label, ""))
    if notitie.vraag:
        yield from ("", _("Mijn vraag aan jou").upper(), *_in(notitie.vraag, ""))
    for stap in notitie.stappen:
        kop = _("Stap %(nummer)d: %(titel)s") % {"nummer": stap.nummer, "titel": stap.titel}
        yield from ("", (kop if stap.nummer else stap.titel).upper())
        for deel in stap.delen:
            yield from ("", deel.titel)
            for regel in deel.regels:
                yield from _regel(regel)


def _regel(regel: Regel) -> Iterator[str]:
    yield from ("", f"  {regel.label}")
    for tekst in regel.teksten:
        yield from _in(tekst, "    ")
    for keuze in regel.keuzes:
        yield from _in(keuze, "    - ")
    for rij in regel.rijen:
        yield f"    {rij.naam}"
        for cel in rij.cellen:
            yield from _cel(cel)


def _cel(cel: Cel) -> Iterator[str]:
    yield f"      {cel.label}"
    yield from _in(cel.tekst, "        ")


def _in(tekst: str, voor: str) -> Iterator[str]:
    """The lines of a text, set in."""
    for nummer, regel in enumerate(tekst.splitlines()):
        yield f"{voor if not nummer else ' ' * len(voor)}{regel}".rstrip()
