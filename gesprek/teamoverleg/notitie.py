"""What a colleague reads: a Notitie, made of what was chosen and of nothing else. Pure Python, no Django.

A type of its own and never a dossier with something left out: what isn't named here doesn't travel. What somebody
wrote is looked up by its key in the texts that the caller hands in (those after anonymising); a text without one is an
error, so nothing can slip through as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.model import Inhoud, Kolom, LandId, Onderdeel, Veld
from gesprek.invoer.stand import digest
from gesprek.invoer.voorbeelden import is_voorbeeld
from gesprek.verslag.opbouw import OVERLEG, naast_de_stappen
from gesprek.verslag.tekst import dag

VERSIE = 1
LABEL = "label"
"""Under this id and key goes the name that the gesprek has in the kluis."""
NaamVan = Callable[[str], str]
"""Slug of an aanbod → its name on the sociale kaart; "" when it is not there (any more)."""


class NotitieFout(ValueError):
    """The bytes are not a note that this version can read."""


@dataclass(frozen=True, slots=True)
class Cel:
    """A column of a row, or what was ticked in it."""

    label: str
    tekst: str


@dataclass(frozen=True, slots=True)
class RijRegel:
    naam: str
    cellen: tuple[Cel, ...]


@dataclass(frozen=True, slots=True)
class Regel:
    """A question, and what stands under it: paragraphs, chosen answers, or rows."""

    label: str
    teksten: tuple[str, ...] = ()
    keuzes: tuple[str, ...] = ()
    rijen: tuple[RijRegel, ...] = ()


@dataclass(frozen=True, slots=True)
class Deel:
    titel: str
    regels: tuple[Regel, ...]


@dataclass(frozen=True, slots=True)
class Stapdeel:
    """A step, or what stands beside the steps. `id` is that of the content; `nummer` 0 is no step."""

    id: str
    nummer: int
    titel: str
    delen: tuple[Deel, ...]


@dataclass(frozen=True, slots=True)
class Notitie:
    """What goes along. `label` is "" unless it was chosen."""

    land: LandId
    oefening: bool
    label: str
    vraag: str
    stappen: tuple[Stapdeel, ...]

    @property
    def leeg(self) -> bool:
        """Whether there is nothing in it for a reader."""
        return not (self.vraag or self.stappen)


@dataclass(frozen=True, slots=True)
class Bron:
    """A text that somebody wrote: `plek` says in which step, `label` what it answers. Those of the question and of
    the gesprek's own name are "" and LABEL."""

    sleutel: str
    tekst: str
    plek: str
    label: str


@dataclass(frozen=True, slots=True)
class Groep:
    """The fields of a step, or of what stands beside it, that could go along."""

    id: str
    nummer: int
    titel: str
    delen: tuple[Onderdeel, ...]

    @property
    def kop(self) -> str:
        return f"{self.nummer}. {self.titel}" if self.nummer else self.titel


def groepen(inhoud: Inhoud, land: LandId) -> tuple[Groep, ...]:
    """Everything that may be chosen, in order: of one country, and without the own fields of the note."""
    stappen = [(stap.id, stap.nummer, stap.titel, stap.onderdelen) for stap in inhoud.stappen]
    stappen += [(naam, 0, titel, delen) for naam, titel, delen in naast_de_stappen(inhoud) if naam != OVERLEG]
    return tuple(Groep(*groep) for groep in stappen)


def velden_van(deel: Onderdeel, land: LandId) -> tuple[Veld, ...]:
    """The fields of a part that this country sees."""
    return tuple(veld for veld in deel.velden if veld.land in (None, land))


def kiesbaar(inhoud: Inhoud, land: LandId) -> tuple[str, ...]:
    """The ids that may go along, in order. The list of names is not among them."""
    velden = [v.id for groep in groepen(inhoud, land) for deel in groep.delen for v in velden_van(deel, land)]
    return (inhoud.overleg.vraag, LABEL, *velden)


def gekozen(dossier: Dossier, inhoud: Inhoud) -> tuple[str, ...]:
    """The ids that go along: what was chosen, or else what does until somebody chooses."""
    mee = dossier.overleg.mee
    return inhoud.overleg.standaard if mee is None else mee


def zoals_geschreven(dossier: Dossier, inhoud: Inhoud, veld: Veld) -> Regel | None:
    """What stands in a field, for its writer to choose by and for nobody else; None when that is nothing."""
    return _Loper(dossier, inhoud, lambda slug: slug, lambda _sleutel, tekst, _label: tekst).regel(veld)


def bronnen(
    dossier: Dossier, inhoud: Inhoud, land: LandId, mee: Collection[str], naam_van: NaamVan
) -> tuple[Bron, ...]:
    """The texts that somebody wrote among what was chosen, in the order of the note: these are to be anonymised.

    Answers that were ticked and names off the sociale kaart are our own words and not among them.
    """
    uit: list[Bron] = []
    plek = ""

    def neem(sleutel: str, tekst: str, label: str) -> str:
        uit.append(Bron(sleutel, tekst, plek, label))
        return tekst

    loper = _Loper(dossier, inhoud, naam_van, neem)
    blad = inhoud.overleg
    if blad.vraag in mee and (vraag := dossier.teksten.get(blad.vraag, "").strip()):
        neem(blad.vraag, vraag, _label(blad.onderdeel, blad.vraag))
    if LABEL in mee and dossier.label.strip():
        plek = LABEL
        neem(LABEL, dossier.label.strip(), "")
    for groep in groepen(inhoud, land):
        plek = groep.kop
        for deel in groep.delen:
            for veld in velden_van(deel, land):
                if veld.id in mee:
                    loper.regel(veld)
    return tuple(uit)


def maak(
    dossier: Dossier,
    inhoud: Inhoud,
    land: LandId,
    mee: Collection[str],
    teksten: Mapping[str, str],
    naam_van: NaamVan,
) -> Notitie:
    """The note with `teksten` (key of a Bron → what goes along) in the place of what was written.

    Raises KeyError for a text that is not among them.
    """
    loper = _Loper(dossier, inhoud, naam_van, lambda sleutel, _tekst, _label: teksten[sleutel].strip())
    blad = inhoud.overleg
    stappen = []
    for groep in groepen(inhoud, land):
        delen = []
        for deel in groep.delen:
            velden = (veld for veld in velden_van(deel, land) if veld.id in mee)
            if regels := tuple(regel for veld in velden if (regel := loper.regel(veld))):
                delen.append(Deel(deel.titel, regels))
        if delen:
            stappen.append(Stapdeel(groep.id, groep.nummer, groep.titel, tuple(delen)))
    heeft_vraag = blad.vraag in mee and dossier.teksten.get(blad.vraag, "").strip()
    heeft_label = LABEL in mee and dossier.label.strip()
    return Notitie(
        land=land,
        oefening=dossier.oefening,
        label=teksten[LABEL].strip() if heeft_label else "",
        vraag=teksten[blad.vraag].strip() if heeft_vraag else "",
        stappen=tuple(stappen),
    )


def _label(deel: Onderdeel, veld_id: str) -> str:
    return next(veld.label for veld in deel.velden if veld.id == veld_id)


def _dag(waarde: str) -> str:
    """An ISO date as one says it; any other text as it is."""
    try:
        return dag(date.fromisoformat(waarde))
    except ValueError:
        return waarde


Neem = Callable[[str, str, str], str]
"""(key, what was written, its label) → what goes along."""


class _Loper:
    """Walks through the fields of a dossier, and gives `neem` every text that somebody wrote."""

    def __init__(self, dossier: Dossier, inhoud: Inhoud, naam_van: NaamVan, neem: Neem) -> None:
        self.dossier, self.inhoud, self.naam_van, self.neem = dossier, inhoud, naam_van, neem

    def regel(self, veld: Veld) -> Regel | None:
        """A field with what stands in it; None when that is nothing."""
        opties = self._opties(veld)
        tekst = self.dossier.teksten.get(veld.id, "")
        teksten = self._waarde(veld.id, veld.soort, tekst, opties, veld.label)
        keuzes = tuple(filter(None, self._keuzes(veld, opties)))
        rijen = tuple(self._rijen(veld))
        if not (teksten or keuzes or rijen):
            return None
        return Regel(veld.label, (teksten,) if teksten else (), keuzes, rijen)

    def _opties(self, veld: Veld) -> dict[str, str]:
        uit = {optie.id: optie.tekst for optie in veld.opties}
        for familie in self.inhoud.vragen.families:
            if familie.id == veld.opties_uit:
                uit |= {vraag.id: vraag.tekst for vraag in familie.vragen}
        return uit

    def _waarde(self, sleutel: str, soort: str, waarde: str, opties: Mapping[str, str], label: str) -> str:
        """A value as one reads it. Only an answer that the content offers is taken as it is."""
        if soort == "keuze" and waarde in opties:
            return opties[waarde]
        waarde = _dag(waarde) if soort == "datum" else waarde
        return self.neem(sleutel, waarde.strip(), label) if waarde.strip() else ""

    def _keuzes(self, veld: Veld, opties: Mapping[str, str]) -> Iterator[str]:
        for nummer, keus in enumerate(self.dossier.keuzes.get(veld.id, ())):
            yield opties[keus] if keus in opties else self.neem(f"{veld.id}.{nummer}", keus, veld.label)

    def _rijen(self, veld: Veld) -> Iterator[RijRegel]:
        merken = {kolom.id for kolom in veld.kolommen if kolom.soort == "voorbeeld"}
        nummer = 0
        for rij in self.dossier.rijen.get(veld.id, ()):
            # An example that nobody has made their own says nothing of this client.
            if merken and is_voorbeeld(rij):
                continue
            naam = f"{(veld.rij or 'rij').capitalize()} {nummer + 1}"
            if cellen := tuple(self._cellen(veld, rij, naam)):
                nummer += 1
                yield RijRegel(naam, cellen)

    def _cellen(self, veld: Veld, rij: Rij, naam: str) -> Iterator[Cel]:
        waarden = {kolom.id: rij.waarden.get(kolom.id, "").strip() for kolom in veld.kolommen}
        # Whom the sociale kaart knows by that name is public, and named once.
        openbaar = {
            wie for kolom in veld.kolommen if kolom.soort == "aanbod" if (wie := self._wie(waarden[kolom.id]))
        }
        for kolom in veld.kolommen:
            waarde = waarden[kolom.id]
            if kolom.soort == "aanbod":
                wie = self._wie(waarde)
                if wie and wie not in waarden.values():
                    yield Cel(kolom.label, wie)
            elif waarde in openbaar:
                yield Cel(kolom.label, waarde)
            elif kolom.soort != "voorbeeld":
                label = f"{naam}: {kolom.label}"
                if tekst := self._cel(f"{veld.id}.{rij.id}.{kolom.id}", kolom, waarde, label):
                    yield Cel(kolom.label, tekst)

    def _wie(self, slug: str) -> str:
        return self.naam_van(slug) if slug else ""

    def _cel(self, sleutel: str, kolom: Kolom, waarde: str, label: str) -> str:
        opties = {optie.id: optie.tekst for optie in kolom.opties}
        return self._waarde(sleutel, kolom.soort, waarde, opties, label)


def naar_json(notitie: Notitie) -> bytes:
    """The note as compact UTF-8 JSON; the same note always gives the same bytes."""
    ruw = {"versie": VERSIE, **asdict(notitie)}
    return json.dumps(ruw, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def uit_json(ruw: bytes) -> Notitie:
    """Read what `naar_json` wrote; raises NotitieFout."""
    try:
        data = json.loads(ruw)
        if data.pop("versie") != VERSIE:
            raise NotitieFout("versie")
        notitie = Notitie(**{**data, "stappen": tuple(_stap(stap) for stap in data["stappen"])})
    except (KeyError, TypeError, ValueError, AttributeError) as fout:
        raise NotitieFout("onleesbare notitie") from fout
    if naar_json(notitie) != ruw:
        raise NotitieFout("geen notitie van deze versie")
    return notitie


def _stap(ruw: dict[str, Any]) -> Stapdeel:
    return Stapdeel(**{**ruw, "delen": tuple(_deel(deel) for deel in ruw["delen"])})


def _deel(ruw: dict[str, Any]) -> Deel:
    return Deel(ruw["titel"], tuple(_regel(regel) for regel in ruw["regels"]))


def _regel(ruw: dict[str, Any]) -> Regel:
    rijen = tuple(
        RijRegel(r["naam"], tuple(Cel(c["label"], c["tekst"]) for c in r["cellen"])) for r in ruw["rijen"]
    )
    return Regel(ruw["label"], tuple(ruw["teksten"]), tuple(ruw["keuzes"]), rijen)


def afdruk_van(notitie: Notitie) -> str:
    """A digest of the note, to know whether it is still the one that somebody saw."""
    return digest(naar_json(notitie).decode())
