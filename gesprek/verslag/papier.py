"""The Verslag on paper: its numbers out of the sociale kaart, and its HTML for the press."""

from __future__ import annotations

from datetime import date

from django.template.loader import render_to_string

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LandId
from gesprek.invoer.contacten import contact_html, lijnen, regels
from gesprek.invoer.verwijzingen import Naslag
from gesprek.verslag.drukkerij import TeLang
from gesprek.verslag.opbouw import bouw
from gesprek.verslag.vormen import Dagen, Keuze, Nummer, Verslag, Wie

MAX_ALINEAS = 10_000
"""Paragraphs of notes. The press takes some 3 ms for each, so more than this can't be ready in time."""


def maak_verslag(
    dossier: Dossier, land: LandId, rol: str, keuze: Keuze, gemaakt_op: date, verwijderd_op: date
) -> Verslag:
    """The report as it stands today: today's content, today's numbers."""
    naslag = Naslag.van(dossier)

    def bereik(slug: str) -> tuple[str, ...]:
        contact = naslag(slug)
        return tuple(regels(contact)) if contact else ()

    return bouw(
        dossier,
        laad(),
        land,
        rol,
        keuze,
        contact_html(land),
        nummers(land),
        Dagen(gemaakt_op, verwijderd_op),
        bereik,
    )


def nummers(land: LandId) -> tuple[Nummer, ...]:
    """Every line of a country with all the ways to reach it: a paper can't be clicked."""
    return tuple(
        Nummer(
            beeld.lijn.waarvoor,
            tuple(Wie(contact.naam, tuple(regels(contact))) for contact in beeld.contacten),
        )
        for beeld in lijnen((lijn.id for lijn in laad().landen.lijnen), land)
    )


def als_html(verslag: Verslag) -> str:
    """A whole document: nothing outside it is fetched, no style of its own, every note escaped.

    Raises TeLang at once for what the press would give up on, instead of after all the work.
    """
    if _alineas(verslag) > MAX_ALINEAS:
        raise TeLang
    return render_to_string("gesprek/verslag/papier.html", {"verslag": verslag})


def _alineas(verslag: Verslag) -> int:
    """How many paragraphs of notes there are."""
    delen = [deel for stap in verslag.stappen for deel in stap.onderdelen]
    delen += [deel for stuk in verslag.bij for deel in stuk.onderdelen]
    aantal = 0
    for antwoord in (*(a for deel in delen for a in deel.antwoorden), *verslag.andere):
        aantal += len(antwoord.alineas) + sum(map(len, antwoord.keuzes))
        aantal += sum(len(cel.alineas) for rij in antwoord.rijen for cel in rij.cellen)
    return aantal
