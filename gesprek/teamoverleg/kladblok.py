"""The note of a gesprek as it is now: the dossier, the content and the sociale kaart brought together."""

from __future__ import annotations

import re

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LandId
from gesprek.invoer.stand import digest
from gesprek.invoer.verwijzingen import Naslag
from gesprek.teamoverleg import nazien, notitie
from gesprek.teamoverleg.anonimiseren import WAARSCHUWINGEN, vervang, vind_in
from gesprek.teamoverleg.nazien import Nagezien
from gesprek.teamoverleg.notitie import Bron, Notitie
from sociale_kaart.publiek import contacten

_LAND_ACHTER = re.compile(r" \((?:Nederland|België|Vlaanderen)\)\Z")


class Kladblok:
    """The note under way. What costs something is done once, when it is asked for."""

    def __init__(self, dossier: Dossier, land: LandId) -> None:
        self.dossier, self.land = dossier, land
        self.mee = frozenset(notitie.gekozen(dossier, laad()))
        self._naslag = Naslag.van(dossier)
        self._nagezien: Nagezien | None = None

    def _naam_van(self, slug: str) -> str:
        contact = self._naslag(slug)
        return contact.naam if contact else ""

    def bronnen(self) -> tuple[Bron, ...]:
        """The texts that somebody wrote among what was chosen."""
        return notitie.bronnen(self.dossier, laad(), self.land, self.mee, self._naam_van)

    def alle_sleutels(self) -> frozenset[str]:
        """The keys of all texts that could be chosen."""
        alles = notitie.kiesbaar(laad(), self.land)
        bronnen = notitie.bronnen(self.dossier, laad(), self.land, alles, self._naam_van)
        return frozenset(bron.sleutel for bron in bronnen)

    def nagezien(self) -> Nagezien:
        """What the anonymiser found in them, with what was decided."""
        if self._nagezien is None:
            namenlijst = nazien.namen_van(self.dossier, laad())
            self._nagezien = nazien.zie_na(self.dossier.overleg, self.bronnen(), namenlijst, self._bekend())
        return self._nagezien

    def _bekend(self) -> tuple[str, ...]:
        """Public organisations that help: a reader should see who they are."""
        namen = [contact.naam for contact in contacten().values()]
        namen += [naam for slug in self._naslag.slugs if (naam := self._naam_van(slug))]
        return tuple(dict.fromkeys(deel for naam in namen for deel in (naam, _LAND_ACHTER.sub("", naam))))

    def brief_zonder_namen(self, tekst: str) -> tuple[str, dict[str, str]]:
        """An answer with every hit taken out, also the doubtful ones, and what was found (digest → fragment).

        Searched behind the texts of the note, so that [persoon 1] is the same person in both.
        """
        eigen = nazien.namen_van(self.dossier, laad())
        teksten = {f"t {t.bron.sleutel}": t.tekst for t in self.nagezien().teksten} | {"": tekst}
        alle = vind_in(
            teksten, namenlijst=eigen, bekend=self._bekend(), maskeren=self.dossier.overleg.maskeren
        )
        treffers = [treffer for treffer in alle[""] if treffer.soort not in WAARSCHUWINGEN]
        return vervang(tekst, treffers), {digest(t.fragment.casefold()): t.fragment for t in treffers}

    def notitie(self) -> Notitie:
        """What goes along, with what is still in doubt as it stands: never to be given to anybody before."""
        teksten = self.nagezien().zonder_namen
        return notitie.maak(self.dossier, laad(), self.land, self.mee, teksten, self._naam_van)
