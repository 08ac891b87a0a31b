"""What stands on the paper: a Dossier and the content become a Verslag. Pure Python, no Django.

Nothing that was written gets lost here. What today's content has no place for comes at the end, under "Andere
aantekeningen", with the id as its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import msgspec

from gesprek.dossier import BEWUST, Dossier, Rij
from gesprek.inhoud.keuze import kies_blokken
from gesprek.inhoud.model import Blok, Inhoud, Kolom, LandId, Onderdeel, Optie, Punt, Stap, Veld
from gesprek.inhoud.opmaak import Contact, naar_html
from gesprek.invoer.voorbeelden import is_voorbeeld
from gesprek.verslag.tekst import Alinea, alineas, dag
from gesprek.verslag.vormen import (
    Antwoord,
    BijVerslag,
    Cel,
    Dagen,
    Keuze,
    Nummer,
    OnderdeelVerslag,
    RijVerslag,
    Stand,
    StapVerslag,
    Uitleg,
    Verslag,
)

PLAN = "veiligheidsplan"
OVERLEG = "overleg"
Bereik = Callable[[str], tuple[str, ...]]
"""Slug of an aanbod → how to reach it, a line each; nothing when it is not on the sociale kaart any more."""
NAZICHT = {
    "juridisch": "Nog niet juridisch nagekeken.",
    "deskundig": "Nog niet door een deskundige nagekeken.",
}


def bouw(
    dossier: Dossier,
    inhoud: Inhoud,
    land: LandId,
    rol: str,
    keuze: Keuze,
    contact: Contact,
    nummers: tuple[Nummer, ...],
    dagen: Dagen,
    bereik: Bereik,
) -> Verslag:
    """The report of `dossier` for one country and role.

    `contact` gives escaped HTML for an id in our own texts; `nummers` are the numbers of this country.
    """
    bouwer = _Bouwer(dossier, inhoud, land, rol, contact, bereik)
    gekozen = [stap for stap in inhoud.stappen if stap.id in keuze.stappen]
    gevuld = tuple(bouwer.bij())
    bij = tuple(deel for deel in gevuld if deel.id in keuze.bij)
    alles = len(gekozen) == len(inhoud.stappen) and bij == gevuld
    weggelaten = [f"Stap {s.nummer}: {s.titel}" for s in inhoud.stappen if s not in gekozen]
    weggelaten += [deel.titel for deel in gevuld if deel not in bij]
    return Verslag(
        label=alineas(dossier.label),
        oefening=dossier.oefening,
        gemaakt_op=dag(dagen.gemaakt_op),
        verwijderd_op=dag(dagen.verwijderd_op),
        land=next(rij.naam for rij in inhoud.landen.landen if rij.id == land),
        rol=next((rij.naam for rij in inhoud.landen.rollen if rij.id == rol), rol),
        nummers=nummers,
        stappen=tuple(bouwer.stap(stap, keuze.uitleg) for stap in gekozen),
        weggelaten=tuple(weggelaten),
        andere=(*bouwer.van_elders(gekozen), *(bouwer.onbekend() if alles else ())),
        andere_punten=(*bouwer.punten_van_elders(gekozen), *(bouwer.onbekende_punten() if alles else ())),
        kaders=tuple(bouwer.kaders(gekozen)) if keuze.uitleg else (),
        bij=bij,
    )


def heeft_onbekend(dossier: Dossier, inhoud: Inhoud) -> bool:
    """True when there are notes that have no place in the report of today's content."""
    return any(waarde and naam not in _bekend(inhoud) for naam, waarde in _waarden(dossier))


def _bekend(inhoud: Inhoud) -> set[str]:
    """The ids of all fields of today's content: each has a place in the report, but for the names."""
    return {veld.id for deel in inhoud.onderdelen for veld in deel.velden}


def naast_de_stappen(inhoud: Inhoud) -> tuple[tuple[str, str, tuple[Onderdeel, ...]], ...]:
    """(id, title, parts) of what holds fields beside the six steps."""
    plan, tijdens, terugblik, overleg = (
        inhoud.veiligheidsplan,
        inhoud.tijdens,
        inhoud.terugblik,
        inhoud.overleg,
    )
    # The names that never go along go on no paper either: they are there to be left out.
    vraag = tuple(veld for veld in overleg.onderdeel.velden if veld.id != overleg.namen)
    return (
        (PLAN, plan.titel, (plan.begin, *plan.onderdelen)),
        ("tijdens", tijdens.titel, (tijdens.onderdeel,)),
        ("terugblik", terugblik.titel, terugblik.onderdelen),
        (OVERLEG, overleg.titel, (msgspec.structs.replace(overleg.onderdeel, velden=vraag),)),
    )


def gevuld_naast(dossier: Dossier, inhoud: Inhoud) -> tuple[tuple[str, str], ...]:
    """(id, title) of those of them in which something stands."""
    uit = []
    for naam, titel, delen in naast_de_stappen(inhoud):
        velden = {veld.id for deel in delen for veld in deel.velden}
        punten = {punt.id for deel in delen for punt in deel.punten}
        gevuld = any(waarde and veld in velden for veld, waarde in _waarden(dossier))
        bewust = naam == PLAN and bool(dossier.keuzes.get(BEWUST))
        if gevuld or bewust or not punten.isdisjoint(dossier.punten):
            uit.append((naam, titel))
    return tuple(uit)


def _waarden(dossier: Dossier) -> Iterator[tuple[str, object]]:
    """What was kept, by the id of its field; the remarks on the plan are counted there and have no field."""
    yield from dossier.teksten.items()
    yield from ((naam, waarde) for naam, waarde in dossier.keuzes.items() if naam != BEWUST)
    yield from dossier.rijen.items()


class _Bouwer:
    def __init__(
        self, dossier: Dossier, inhoud: Inhoud, land: LandId, rol: str, contact: Contact, bereik: Bereik
    ) -> None:
        self.dossier, self.inhoud, self.land, self.rol = dossier, inhoud, land, rol
        self.contact, self.bereik = contact, bereik

    def hier(self, ding: Punt | Veld | Optie) -> bool:
        return ding.land in (None, self.land)

    def stap(self, stap: Stap, uitleg: bool) -> StapVerslag:
        return StapVerslag(
            nummer=stap.nummer,
            titel=stap.titel,
            klaar=stap.id in self.dossier.klaar,
            inleiding=naar_html(stap.inleiding, self.contact) if uitleg else "",
            onderdelen=tuple(self.onderdeel(deel, uitleg) for deel in stap.onderdelen),
        )

    def onderdeel(self, deel: Onderdeel, uitleg: bool) -> OnderdeelVerslag:
        return OnderdeelVerslag(
            titel=deel.titel,
            uitleg=tuple(self.uitleg(deel)) if uitleg else (),
            punten=tuple(
                Stand(punt.tekst, punt.id in self.dossier.punten) for punt in deel.punten if self.hier(punt)
            ),
            antwoorden=tuple(self.antwoord(veld) for veld in deel.velden if self.hier(veld)),
        )

    def bij(self) -> Iterator[BijVerslag]:
        """What stands beside the steps and holds something, of either country, without what was left open."""
        gevuld = {naam for naam, _titel in gevuld_naast(self.dossier, self.inhoud)}
        for naam, titel, alle in naast_de_stappen(self.inhoud):
            if naam not in gevuld:
                continue
            delen = []
            for deel in alle:
                antwoorden = tuple(a for a in map(self.antwoord, deel.velden) if not a.leeg)
                gedaan = tuple(Stand(p.tekst, True) for p in deel.punten if p.id in self.dossier.punten)
                if antwoorden or gedaan:
                    delen.append(OnderdeelVerslag(deel.titel, (), gedaan, antwoorden))
            bewust = len(self.dossier.keuzes.get(BEWUST, ())) if naam == PLAN else 0
            yield BijVerslag(naam, titel, tuple(delen), bewust)

    def uitleg(self, deel: Onderdeel) -> Iterator[Uitleg]:
        eerste = Blok(tekst=deel.uitleg, bron=deel.bron, sinds_2022=deel.sinds_2022, nagekeken=deel.nagekeken)
        yield self.blok(eerste)
        for blok in kies_blokken(deel.blokken, self.land, self.rol):
            yield self.blok(blok)

    def blok(self, blok: Blok) -> Uitleg:
        voet = []
        if blok.bron:
            voet.append(f"Bron: {blok.bron}.")
        if blok.sinds_2022:
            voet.append(f"Anders dan in 2022: {blok.sinds_2022}")
        if blok.nagekeken:
            voet.append(f"Nagekeken op {dag(blok.nagekeken)}.")
        elif blok.nazicht:
            voet.append(NAZICHT[blok.nazicht])
        return Uitleg(blok.titel, naar_html(blok.tekst, self.contact), tuple(voet))

    def antwoord(self, veld: Veld) -> Antwoord:
        """All that was kept under the id of `veld`, also when the content has changed its kind since."""
        opties = self.opties(veld)
        tekst = self.dossier.teksten.get(veld.id, "")
        return Antwoord(
            label=veld.label,
            alineas=waarde_in_woorden(veld.soort, tekst, opties),
            keuzes=tuple(alineas(opties.get(naam, naam)) for naam in self.dossier.keuzes.get(veld.id, ())),
            rijen=tuple(self.rijen(self.dossier.rijen.get(veld.id, ()), veld.rij, veld.kolommen)),
        )

    def rijen(self, rijen: tuple[Rij, ...], woord: str, kolommen: tuple[Kolom, ...]) -> Iterator[RijVerslag]:
        """The rows that hold something, columns in the order of the content, unknown ones after.

        The mark of an example is no text: it becomes a sentence at its row.
        """
        merken = {kolom.id for kolom in kolommen if kolom.soort == "voorbeeld"}
        bekend = {kolom.id: kolom for kolom in kolommen if kolom.id not in merken}
        gevuld = (rij for rij in rijen if any(w.strip() for k, w in rij.waarden.items() if k not in merken))
        for nummer, rij in enumerate(gevuld, 1):
            cellen = []
            for naam in (*bekend, *sorted(rij.waarden.keys() - bekend.keys() - merken)):
                kolom = bekend.get(naam) or Kolom(id=naam, soort="lang", label=naam)
                if inhoud := self.cel(kolom, rij.waarden.get(naam, "")):
                    cellen.append(Cel(kolom.label, inhoud))
            voorbeeld = bool(merken) and is_voorbeeld(rij)
            yield RijVerslag(f"{(woord or 'rij').capitalize()} {nummer}", tuple(cellen), voorbeeld)

    def cel(self, kolom: Kolom, waarde: str) -> tuple[Alinea, ...]:
        """What a row says in one column; of an aanbod what the sociale kaart says of it today."""
        if kolom.soort == "aanbod" and waarde:
            bereik = self.bereik(waarde)
            return alineas("\n".join(bereik) or f"Staat niet meer op de sociale kaart ({waarde}).")
        return waarde_in_woorden(kolom.soort, waarde, {optie.id: optie.tekst for optie in kolom.opties})

    def opties(self, veld: Veld) -> dict[str, str]:
        uit = {optie.id: optie.tekst for optie in veld.opties}
        for familie in self.inhoud.vragen.families:
            if familie.id == veld.opties_uit:
                uit |= {vraag.id: vraag.tekst for vraag in familie.vragen}
        return uit

    def van_elders(self, stappen: list[Stap]) -> Iterator[Antwoord]:
        """Answers to questions of the other country, from before the country was changed."""
        for veld in (veld for stap in stappen for deel in stap.onderdelen for veld in deel.velden):
            if not self.hier(veld) and not (antwoord := self.antwoord(veld)).leeg:
                yield antwoord

    def punten_van_elders(self, stappen: list[Stap]) -> Iterator[str]:
        for punt in (punt for stap in stappen for deel in stap.onderdelen for punt in deel.punten):
            if not self.hier(punt) and punt.id in self.dossier.punten:
                yield punt.tekst

    def onbekend(self) -> Iterator[Antwoord]:
        gebruikt = {naam for naam, waarde in _waarden(self.dossier) if waarde}
        for naam in sorted(gebruikt - _bekend(self.inhoud)):
            if not (antwoord := self.antwoord(Veld(id=naam, soort="lang", label=naam))).leeg:
                yield antwoord

    def onbekende_punten(self) -> list[str]:
        bekend = {punt.id for deel in self.inhoud.onderdelen for punt in deel.punten}
        return sorted(self.dossier.punten - bekend)

    def kaders(self, stappen: list[Stap]) -> Iterator[Uitleg]:
        """The shared pieces that the chosen steps show, each once: a paper has nothing to fold away."""
        namen = {kader for stap in stappen for deel in stap.onderdelen for kader in deel.kaders}
        if "vragenfamilies" in namen:
            vragen = self.inhoud.vragen
            lijst = (
                f"*{familie.titel}*\n\n{_lijst(v.tekst for v in familie.vragen)}"
                for familie in vragen.families
            )
            yield self.blok(
                Blok(titel="Vragen die je kunt stellen", tekst="\n\n".join(lijst), bron=vragen.bron)
            )
        if "wat-als" in namen:
            wat_als = self.inhoud.wat_als
            kaarten = _lijst(f"*{kaart.titel}.* {kaart.kort}" for kaart in wat_als.kaarten)
            yield self.blok(
                Blok(titel="Wat als", tekst=f"{kaarten}\n\n{wat_als.escalatie}", bron=wat_als.bron)
            )
        if "doen-en-laten" in namen:
            regels = self.inhoud.doen_en_laten
            doen, laten = (_lijst(regel.tekst for regel in deel) for deel in (regels.doen, regels.laten))
            yield self.blok(
                Blok(titel="Doen en laten", tekst=f"*Doen*\n\n{doen}\n\n*Laten*\n\n{laten}", bron=regels.bron)
            )
        if namen & {"geheim-en-melden", "meldcode"}:
            geheim = self.inhoud.geheim
            yield Uitleg(geheim.titel, naar_html(geheim.inleiding, self.contact))
            for blok in kies_blokken(geheim.blokken, self.land, self.rol):
                yield self.blok(blok)


def _lijst(regels: Iterator[str]) -> str:
    return "\n".join(f"- {regel}" for regel in regels)


def waarde_in_woorden(soort: str, tekst: str, opties: Mapping[str, str]) -> tuple[Alinea, ...]:
    """A kept value in words: a date written out, a choice as its text, all else as it was typed."""
    if soort == "datum":
        try:
            return alineas(dag(date.fromisoformat(tekst)))
        except ValueError:
            pass
    return alineas(opties.get(tekst, tekst) if soort == "keuze" else tekst)
