"""A safety plan in an open kluis, handled as one does with the buttons on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.kluis import gesprekken, tijd
from gesprek.veiligheidsplan.nakijken import Nagekeken, kijk_na
from gesprek.veiligheidsplan.plan import als_stap
from tests.hulp import Formulier, stapformulier, tekst
from tests.rollen import huisarts_met_gesprek

ALLES = {"vp-doel": "allebei", "vp-zorg": "gedrag", "vp-kinderen": "ja"}
SAMEN = "vp-samen-lijst"
VANDAAG, WEG = date(2026, 11, 22), date(2027, 2, 1)
GOED = {
    "wat": "Ik lees voor in de woonkamer.",
    "wie": "ik",
    "gelukt": "We praten er vrijdag over.",
    "bekijken": "2026-12-01",
}


class Planner:
    """A professional with a plan; `pagina` is what stands on the screen."""

    def __init__(self, begin: Mapping[str, str] = ALLES, uitgangspunten: Iterable[str] = ()) -> None:
        self.wie, self.gesprek = huisarts_met_gesprek()
        self.pagina = self.wie.get(self.adres("begin"))
        if begin:
            waarden = {f"t.{naam}": waarde for naam, waarde in begin.items()}
            self.druk("maak", {**waarden, "uitgangspunt": list(uitgangspunten)})

    def adres(self, naam: str = "plan") -> str:
        return reverse(f"veiligheidsplan:{naam}", args=[self.gesprek])

    @property
    def formulier(self) -> Formulier:
        return stapformulier(self.pagina)

    @property
    def html(self) -> str:
        return tekst(self.pagina)

    @property
    def dossier(self) -> Dossier:
        return gesprekken.laad(self.wie.sessie().kluis, self.gesprek, tijd.vandaag()).dossier

    def ids(self, veld: str = SAMEN) -> list[str]:
        return self.formulier[f"volgorde.{veld}"].split(",")

    def rijen(self, veld: str = SAMEN) -> list[str]:
        return [rij.waarden["wat"] for rij in self.dossier.rijen.get(veld, ())]

    def vul(self, rij: str, veld: str = SAMEN, **waarden: str) -> HttpResponse:
        return self.druk("opslaan", {f"r.{veld}.{rij}.{kolom}": waarde for kolom, waarde in waarden.items()})

    def druk(self, knop: str, waarden: Mapping[str, str | Iterable[str]] | None = None) -> HttpResponse:
        """Press a button of the form, and look at what comes."""
        antwoord = self.wie.post(self.formulier.actie, self.formulier.met(waarden or {}, knop))
        self.pagina = antwoord
        while self.pagina.status_code == 303:
            self.pagina = self.wie.get(self.pagina["Location"].partition("#")[0])
        return antwoord

    def toon(self, naam: str = "plan", vraag: str = "") -> str:
        self.pagina = self.wie.get(self.adres(naam) + vraag)
        assert self.pagina.status_code == 200
        return self.html


def dossier(
    begin: Mapping[str, str] = ALLES,
    *,
    teksten: Mapping[str, str] | None = None,
    keuzes: Mapping[str, tuple[str, ...]] | None = None,
    **rijen: list[Mapping[str, str]],
) -> Dossier:
    """A dossier with a plan; rows by the name of their field without `vp-` and `-lijst`."""
    return Dossier(
        teksten={**begin, **(teksten or {})},
        keuzes=keuzes or {},
        rijen={
            f"vp-{naam}-lijst": tuple(Rij(f"{naam}{n}", waarden) for n, waarden in enumerate(alle, 1))
            for naam, alle in rijen.items()
        },
    )


def nagekeken(van: Dossier, altijd: Iterable[str] = ()) -> list[Nagekeken]:
    """What the check says of a dossier on 22 November 2026; it is deleted on 1 February."""
    return kijk_na(van, als_stap(laad(), van), VANDAAG, WEG, set(altijd).__contains__)


def namen(van: Dossier, altijd: Iterable[str] = ()) -> set[str]:
    """The ids of its remarks."""
    return {opmerking.id for deel in nagekeken(van, altijd) for opmerking in deel.opmerkingen}
