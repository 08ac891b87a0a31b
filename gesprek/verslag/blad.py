"""The sheet to hold during the talk: what stands on it, in which order, and what goes first. Pure, no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gesprek.dossier import Dossier
from gesprek.inhoud.model import Inhoud, LandId, Veld
from gesprek.verslag.opbouw import waarde_in_woorden
from gesprek.verslag.passen import Ingepast, Stuk, pas_in, weg_in_woorden
from gesprek.verslag.tekst import alineas
from gesprek.verslag.vormen import Nummer

LIJNEN = ("nood", "stopitnow", "suicide", "kind")
"""Whose numbers one may need with the client in the room."""
NUMMERS, WAT_ALS, BOODSCHAPPEN, OPENING, VRAGEN, EIGEN = range(6)
"""What goes first when not all of it fits."""


@dataclass(frozen=True, slots=True)
class Blad:
    ingepast: Ingepast
    titel: str = "Mijn blad"

    @property
    def maat(self) -> str:
        """The class of its size in papier.css: in half points."""
        return f"g-{int(self.ingepast.punten * 2)}"

    @property
    def weg(self) -> str:
        return weg_in_woorden(self.ingepast.weg_per_groep)

    @property
    def schrijfregels(self) -> range:
        return range(self.ingepast.schrijfregels)


def bouw_blad(
    dossier: Dossier, inhoud: Inhoud, land: LandId, nummers: tuple[Nummer, ...], krap: float = 1.0
) -> Blad:
    """The sheet of this dossier. `krap`: the share of the page that may be used."""
    return Blad(pas_in(tuple(stukken(dossier, inhoud, land, nummers)), krap))


def stukken(dossier: Dossier, inhoud: Inhoud, land: LandId, nummers: tuple[Nummer, ...]) -> Iterator[Stuk]:
    """Every piece, in the order of the talk."""
    velden = {veld.id: veld for deel in inhoud.onderdelen for veld in deel.velden}
    opening = next(deel for deel in inhoud.onderdelen if deel.id == inhoud.tijdens.opening)
    for veld in opening.velden:
        if veld.land in (None, land) and (tekst := alineas(dossier.teksten.get(veld.id, ""))):
            yield Stuk("Zo begin ik", OPENING, tekst, aanloop(veld, tekst[0].tekst))
    yield from _rijen("Dit wil ik zeggen", BOODSCHAPPEN, dossier, velden[inhoud.tijdens.boodschappen])
    for familie in inhoud.vragen.families:
        vragen = {vraag.id: vraag.tekst for vraag in familie.vragen}
        for veld in velden.values():
            for naam in dossier.keuzes.get(veld.id, ()) if veld.opties_uit == familie.id else ():
                yield Stuk(familie.titel, VRAGEN, alineas(vragen.get(naam, naam)))
    yield from _rijen("Mijn eigen vragen", EIGEN, dossier, velden[inhoud.tijdens.eigen_vragen])
    for kaart in inhoud.wat_als.kaarten:
        yield Stuk("Wat als", WAT_ALS, alineas(kaart.kort), kaart.titel)
    for nummer in nummers:
        for wie in nummer.wie:
            yield Stuk("Nummers", NUMMERS, alineas(f"{wie.naam}: {'; '.join(wie.regels)}"), nummer.waarvoor)


def aanloop(veld: Veld, tekst: str) -> str:
    """The words of a field's label that lead into its text: "Ik merk …", unless the text says them itself."""
    begin = veld.label.removesuffix("…").strip()
    return "" if tekst.strip().casefold().startswith(begin.casefold()) else veld.label


def _rijen(groep: str, rang: int, dossier: Dossier, veld: Veld) -> Iterator[Stuk]:
    """A piece for each row, of what was typed in it."""
    for rij in dossier.rijen.get(veld.id, ()):
        tekst = "\n".join(
            alinea.tekst
            for kolom in veld.kolommen
            if kolom.soort in ("kort", "lang")
            for alinea in waarde_in_woorden(kolom.soort, rij.waarden.get(kolom.id, ""), {})
        )
        if stuk := alineas(tekst):
            yield Stuk(groep, rang, stuk)
