"""The card for intervisie: one page with the question, what plays, and what to talk about. No code, name or date."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gesprek.inhoud.lader import laad
from gesprek.teamoverleg.anonimiseren import Soort, vervang, vind_in
from gesprek.teamoverleg.notitie import Notitie, Regel
from gesprek.verslag.blad import Blad
from gesprek.verslag.passen import Stuk, pas_in
from gesprek.verslag.tekst import alineas

VRAAG, BESPREKEN, NOTITIE = range(3)
"""What goes first when not all of it fits, last the first."""


def kaart(stukken: tuple[Stuk, ...], krap: float = 1.0) -> Blad:
    """The card of these pieces. `krap`: the share of the page that may be used. What doesn't fit is named on it."""
    return Blad(pas_in(stukken, krap), _("Intervisiekaart"))


def kaart_html(stukken: tuple[Stuk, ...], krap: float) -> str:
    """A whole document for the press."""
    return render_to_string("gesprek/verslag/blad.html", {"blad": kaart(stukken, krap)})


def stukken_van(notitie: Notitie) -> tuple[Stuk, ...]:
    """What may come on the card. Looking for dates costs the most, so once for all the sizes that are tried."""
    return tuple(_stukken(notitie))


def _stukken(notitie: Notitie) -> Iterator[Stuk]:
    stukken = [(_("De vraag"), VRAAG, "", notitie.vraag)]
    for stap in notitie.stappen:
        for deel in stap.delen:
            for regel in deel.regels:
                stukken.extend((stap.titel, NOTITIE, regel.label, tekst) for tekst in _teksten(regel))
    zonder_data = _zonder_data([tekst for *_rest, tekst in stukken])
    for (groep, rang, kop, _tekst), tekst in zip(stukken, zonder_data, strict=True):
        if eigen := alineas(tekst):
            yield Stuk(groep, rang, eigen, kop)
    intervisie = laad().overleg.intervisie
    for vraag in intervisie.vragen:
        yield Stuk(intervisie.titel, BESPREKEN, alineas(vraag))


def _teksten(regel: Regel) -> Iterator[str]:
    """A question's answer, each row as one piece."""
    yield from regel.teksten
    if regel.keuzes:
        yield "\n".join(regel.keuzes)
    for rij in regel.rijen:
        yield "\n".join(cel.tekst for cel in rij.cellen)


def _zonder_data(teksten: list[str]) -> list[str]:
    """The texts without the dates that the professional left in: among more people these tell more."""
    gevonden = vind_in({str(nummer): tekst for nummer, tekst in enumerate(teksten)})
    return [
        vervang(tekst, [treffer for treffer in gevonden[str(nummer)] if treffer.soort is Soort.DATUM])
        for nummer, tekst in enumerate(teksten)
    ]
