"""Everything in a kluis in words, as JSON to take along: nothing in it needs this app to be understood.

Nothing that was written gets lost here. What today's content has no place for stands under "overig", by its id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from gesprek.dossier import ANDERS, Dossier, Rij
from gesprek.inhoud.model import Inhoud, Kolom, Onderdeel, Overlegblad, Veld
from gesprek.invoer.beelden import opties_van
from gesprek.invoer.voorbeelden import is_voorbeeld
from gesprek.kluis.gesprekken import OpenGesprek

Bereik = Callable[[str], list[str]]
"""Slug of an aanbod → how to reach it, a line each; nothing when it is not on the sociale kaart any more."""


def naar_json(gesprekken: Iterable[OpenGesprek], inhoud: Inhoud, bereik: Bereik) -> bytes:
    """These gesprekken in words, as indented UTF-8 JSON with ISO dates."""
    ruw = {
        "gesprekken": [
            {
                "naam": een.dossier.label,
                "begonnen_op": een.aangemaakt_op.isoformat(),
                "wordt_gewist_op": een.verwijderd_op.isoformat(),
                "oefening": een.dossier.oefening,
                **_Vertaling(een.dossier, bereik).alles(inhoud),
            }
            for een in gesprekken
        ]
    }
    return json.dumps(ruw, ensure_ascii=False, indent=2).encode()


class _Vertaling:
    """A dossier on its way to words; remembers what it has told, so that it can tell the rest at the end."""

    def __init__(self, dossier: Dossier, bereik: Bereik) -> None:
        self._dossier = dossier
        self._bereik = bereik
        self._teksten = {naam: tekst for naam, tekst in dossier.teksten.items() if tekst}
        self._keuzes = {naam: list(gekozen) for naam, gekozen in dossier.keuzes.items() if gekozen}
        self._rijen = {naam: rijen for naam, rijen in dossier.rijen.items() if rijen}
        self._punten = set(dossier.punten)
        self._klaar = set(dossier.klaar)

    def alles(self, inhoud: Inhoud) -> dict[str, Any]:
        stappen = []
        for stap in inhoud.stappen:
            delen = self._delen(stap.onderdelen)
            klaar = stap.id in self._klaar
            self._klaar.discard(stap.id)
            stappen.append({"stap": stap.titel, "klaar": klaar, "onderdelen": delen})
        plan = inhoud.veiligheidsplan
        uit: dict[str, Any] = {
            "stappen": stappen,
            "veiligheidsplan": self._delen((plan.begin, *plan.onderdelen)),
        }
        if overleg := self._overleg(inhoud.overleg):
            uit["delen_zonder_namen"] = overleg
        if over := self._overig():
            uit["overig"] = over
        return uit

    def _overleg(self, blad: Overlegblad) -> dict[str, Any]:
        """What was written to share: the question, the names that never go, and what was put in other words.

        Not the keys of what was shared: they are no text of anybody, and open something.
        """
        overleg = self._dossier.overleg
        uit = {
            "vragen": self._delen((blad.onderdeel,)),
            "anders_opgeschreven": [
                *(tekst for _van, tekst in overleg.herschreven.values()),
                *(k.removeprefix(ANDERS) for k in overleg.besluiten.values() if k.startswith(ANDERS)),
            ],
            "overal_weg": list(overleg.maskeren),
        }
        return {naam: wat for naam, wat in uit.items() if wat}

    def _delen(self, onderdelen: Iterable[Onderdeel]) -> list[dict[str, Any]]:
        """What was ticked and answered in these parts; one without either is left out."""
        uit = []
        for deel in onderdelen:
            gedaan = [punt for punt in deel.punten if punt.id in self._punten]
            self._punten -= {punt.id for punt in gedaan}
            antwoorden = [
                {"vraag": veld.label, "antwoord": antwoord}
                for veld in deel.velden
                if (antwoord := self._antwoord(veld))
            ]
            if gedaan or antwoorden:
                afgevinkt = [punt.tekst for punt in gedaan]
                uit.append({"onderdeel": deel.titel, "afgevinkt": afgevinkt, "antwoorden": antwoorden})
        return uit

    def _antwoord(self, veld: Veld) -> Any:
        if veld.soort == "rijen":
            return [self._rij(veld, rij) for rij in self._rijen.pop(veld.id, ())]
        tekst_van = {optie.id: optie.tekst for optie in opties_van(veld, None)}
        if veld.soort == "meerkeuze":
            return [tekst_van.get(gekozen, gekozen) for gekozen in self._keuzes.pop(veld.id, ())]
        tekst = self._teksten.pop(veld.id, "")
        return tekst_van.get(tekst, tekst)

    def _rij(self, veld: Veld, rij: Rij) -> dict[str, Any]:
        """The columns of a row by their labels, then what stands in columns that are no more."""
        uit: dict[str, Any] = {}
        bekend = {kolom.id for kolom in veld.kolommen}
        for kolom in veld.kolommen:
            waarde = self._cel(kolom, rij)
            if waarde:
                uit[_vrij(kolom.label, kolom.id, uit)] = waarde
        for naam, tekst in rij.waarden.items():
            if tekst and naam not in bekend:
                uit[_vrij(naam, naam, uit)] = tekst
        return uit

    def _cel(self, kolom: Kolom, rij: Rij) -> Any:
        tekst = rij.waarden.get(kolom.id, "")
        if kolom.soort == "keuze":
            return next((optie.tekst for optie in kolom.opties if optie.id == tekst), tekst)
        if kolom.soort == "aanbod" and tekst:
            return [tekst, *self._bereik(tekst)]
        if kolom.soort == "voorbeeld":
            # The mark itself is a number of ours; it says no more than this.
            return is_voorbeeld(rij)
        return tekst

    def _overig(self) -> dict[str, Any]:
        over = {
            "teksten": self._teksten,
            "keuzes": self._keuzes,
            "rijen": {naam: [dict(rij.waarden) for rij in rijen] for naam, rijen in self._rijen.items()},
            "afgevinkt": sorted(self._punten),
            "klaar": sorted(self._klaar),
        }
        return {naam: wat for naam, wat in over.items() if wat}


def _vrij(label: str, kolom_id: str, bezet: dict[str, Any]) -> str:
    """A name that this row does not have yet: two columns may be called the same."""
    while label in bezet:
        label = f"{label} ({kolom_id})"
    return label
