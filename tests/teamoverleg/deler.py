"""Somebody who makes a note for a colleague, handled as one does with the buttons on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import HttpResponse
from django.urls import reverse

from gesprek.dossier import Dossier, Overleg, Rij
from gesprek.inhoud.model import LandId
from gesprek.kluis import gesprekken, tijd
from gesprek.teamoverleg.kladblok import Kladblok
from gesprek.teamoverleg.nazien import Nagezien
from gesprek.teamoverleg.notitie import Notitie
from tests.hulp import Bezoeker, Formulier, formulieren, tekst
from tests.rollen import huisarts_met_gesprek


def waarnemingen(*teksten: str) -> dict[str, tuple[Rij, ...]]:
    """Rows of what was seen, which go along unless somebody says otherwise."""
    rijen = (Rij(f"w{nummer}", {"wat": wat}) for nummer, wat in enumerate(teksten, 1))
    return {"concreet-waarnemingen": tuple(rijen)}


def dossier(*teksten: str, vraag: str = "", namen: Iterable[str] = (), **meer: object) -> Dossier:
    """A dossier with these observations, this question, and these names that never go along."""
    lijst = tuple(Rij(f"n{nummer}", {"naam": naam}) for nummer, naam in enumerate(namen, 1))
    rijen = {**waarnemingen(*teksten), **({"overleg-namen": lijst} if lijst else {})}
    return Dossier(teksten={"overleg-vraag": vraag} if vraag else {}, rijen=rijen).met(**meer)


class Deler:
    """A professional with a gesprek; `pagina` is what stands on the screen."""

    def __init__(self, begin: Dossier | None = None, wie: Bezoeker | None = None) -> None:
        if wie is None:
            self.wie, self.gesprek = huisarts_met_gesprek()
        else:
            self.wie, self.gesprek = wie, wie.nieuw_gesprek()
        if begin is not None:
            self.bewaar(begin)
        self.pagina = self.wie.get(self.adres("begin"))

    def adres(self, naam: str = "nakijken", *args: str) -> str:
        return reverse(f"delen:{naam}", args=[self.gesprek, *args])

    def bewaar(self, wat: Dossier) -> None:
        """What another tab does: put this dossier there."""
        kluis = self.wie.sessie().kluis
        gesprekken.bewaar(kluis, gesprekken.laad(kluis, self.gesprek, tijd.vandaag()), wat)

    @property
    def html(self) -> str:
        return tekst(self.pagina)

    @property
    def formulier(self) -> Formulier:
        """The form of the page; not that of the header."""
        return next(f for f in formulieren(self.pagina) if "/delen/" in f.actie)

    @property
    def dossier(self) -> Dossier:
        return gesprekken.laad(self.wie.sessie().kluis, self.gesprek, tijd.vandaag()).dossier

    @property
    def overleg(self) -> Overleg:
        return self.dossier.overleg

    @property
    def land(self) -> LandId:
        return self.wie.sessie().kluis.land

    @property
    def nagezien(self) -> Nagezien:
        return Kladblok(self.dossier, self.land).nagezien()

    @property
    def notitie(self) -> Notitie:
        return Kladblok(self.dossier, self.land).notitie()

    def plek(self, fragment: str, nummer: int = 0) -> str:
        """The id of a place where this was found."""
        return [plek.id for plek in self.nagezien.plekken if plek.treffer.fragment == fragment][nummer]

    def toon(self, naam: str = "nakijken", *args: str) -> str:
        self._volg(self.wie.get(self.adres(naam, *args)))
        return self.html

    def _volg(self, antwoord: HttpResponse) -> None:
        while antwoord.status_code in (302, 303):
            antwoord = self.wie.get(antwoord["Location"].partition("#")[0])
        self.pagina = antwoord

    def druk(self, knop: str, waarden: Mapping[str, str | Iterable[str]] | None = None) -> HttpResponse:
        """Press a button of the page, and look at what comes."""
        formulier = self.formulier
        antwoord = self.wie.post(formulier.actie, formulier.met(waarden or {}, knop))
        self._volg(antwoord)
        return antwoord

    def neem_mee(self, vorm: str = "tekst") -> HttpResponse:
        """The file, from the preview that stands on the screen."""
        formulier = self.formulier
        return self.wie.post(formulier.actie, [*formulier.met({}), ("vorm", vorm)])
