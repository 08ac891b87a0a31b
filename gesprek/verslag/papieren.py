"""The papers of a gesprek as they are now: today's content, today's numbers."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.template.loader import render_to_string
from pikepdf import Pdf

from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LandId
from gesprek.invoer.contacten import lijnen, regels
from gesprek.invoer.verwijzingen import Naslag
from gesprek.kluis import tijd
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.verslag import clientpapier, drukkerij
from gesprek.verslag.blad import LIJNEN, Blad, bouw_blad
from gesprek.verslag.clientpapier import ClientPapier, Lijn, RijOpPapier, Weg
from gesprek.verslag.drukkerij import DrukMislukt, TeLang
from gesprek.verslag.papier import MAX_ALINEAS
from gesprek.verslag.vormen import Nummer, Wie

KRAP = (1.0, 0.95, 0.88, 0.78)
"""Shares of the sheet to try: measuring is an estimate, the press has the last word."""


def maak_afspraken(gesprek: OpenGesprek, land: LandId) -> ClientPapier:
    """The client's card of agreements."""
    return clientpapier.afspraken(gesprek.dossier, laad(), land, _zoek(gesprek), tijd.vandaag())


def maak_plan(gesprek: OpenGesprek, land: LandId) -> ClientPapier:
    """The client's own plan."""
    return clientpapier.plan(gesprek.dossier, laad(), land, _zoek(gesprek), tijd.vandaag())


def _zoek(gesprek: OpenGesprek) -> clientpapier.ZoekLijn:
    naslag = Naslag.van(gesprek.dossier)

    def zoek(slug: str) -> Lijn | None:
        contact = naslag(slug)
        if contact is None:
            return None
        wegen = (
            Weg(
                k.soort,
                k.tekst,
                k.href,
                ", ".join(filter(None, (k.label, k.uren if k.uren_bekend else ""))),
                k.altijd_open,
            )
            for k in contact.kanalen
        )
        return Lijn(contact.naam, tuple(wegen))

    return zoek


def maak_blad(gesprek: OpenGesprek, land: LandId, krap: float = KRAP[0]) -> Blad:
    """The sheet to hold during the talk."""
    return bouw_blad(gesprek.dossier, laad(), land, belnummers(land), krap)


def belnummers(land: LandId) -> tuple[Nummer, ...]:
    """What one may have to call at once; where there is no number, the first other way."""
    uit = []
    for beeld in lijnen(LIJNEN, land):
        wie = []
        for contact in beeld.contacten:
            nummers = {kanaal.tekst for kanaal in contact.van_soort("telefoon")}
            alle = list(regels(contact))
            wie.append(
                Wie(
                    contact.naam,
                    tuple(r for r in alle if any(r.startswith(n) for n in nummers)) or tuple(alle[:1]),
                )
            )
        uit.append(Nummer(beeld.lijn.waarvoor, tuple(wie)))
    return tuple(uit)


def client_html(papier: ClientPapier) -> str:
    """A whole document for the press. Raises TeLang for what it would give up on."""
    aantal = sum(len(blok.alineas) + sum(_alineas(rij) for rij in blok.rijen) for blok in papier.blokken)
    if aantal > MAX_ALINEAS:
        raise TeLang
    return render_to_string("gesprek/verslag/clientpapier.html", {"papier": papier})


def _alineas(rij: RijOpPapier) -> int:
    return sum(len(cel.alineas) for cel in rij.cellen)


def blad_html(blad: Blad) -> str:
    return render_to_string("gesprek/verslag/blad.html", {"blad": blad})


def blad_pdf(gesprek: OpenGesprek, land: LandId) -> bytes:
    """The sheet as a PDF of exactly one page. Raises DrukFout."""
    return op_een_blad(lambda krap: blad_html(maak_blad(gesprek, land, krap)))


def op_een_blad(html: Callable[[float], str]) -> bytes:
    """The PDF of the first of these sheets that comes out as one page; raises DrukFout."""
    for krap in KRAP:
        pdf = drukkerij.maak_pdf(html(krap))
        with Pdf.open(BytesIO(pdf)) as document:
            if len(document.pages) == 1:
                return pdf
    raise DrukMislukt
