"""What the search holds of one aanbod: its words by weight, its filters and its points on the earth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sociale_kaart.models import Bereik, Indeling, Land, Soort, Zoekplek, Zoekrij
from sociale_kaart.provincies import Provincie
from sociale_kaart.zoeken import plaatsen, taal
from sociale_kaart.zoeken.bron import Adres, Bron

VERSIE = f"7/{taal.VERSIE}"
"""Raise it when `maak` makes something else of the same entry."""

_GESCHREVEN = re.compile(r"[^\W_]+")
_VAN_INDELING = {Indeling.DOELGROEP: "d", Indeling.WAARVOOR: "w", Indeling.CATEGORIE: "c"}
_KANAALWOORDEN = {
    Soort.TELEFOON: "telefoon bellen",
    Soort.CHAT: "chat chatten",
    Soort.MAIL: "mail email mailen",
    Soort.ZELFHULP: "zelfhulp online",
    Soort.FORUM: "forum online",
}
_LANDEN = {Land.NEDERLAND: ("NL",), Land.BELGIE: ("BE",), Land.BEIDE: ("NL", "BE")}


@dataclass(slots=True)
class Rij:
    """What the index holds of one entry, before it is written."""

    rij: Zoekrij
    plekken: list[Zoekplek]
    woorden: dict[str, str] = field(default_factory=dict)
    """As written → as folded."""


def maak(aanbod: Bron) -> Rij:
    """What the search holds of one published aanbod."""
    kanalen = list(dict.fromkeys(kanaal.soort for kanaal in aanbod.kanalen))
    etiketten = [
        *(f"{term.naam} {term.slug}" for term in aanbod.termen),
        *(_KANAALWOORDEN.get(Soort(soort), "") for soort in kanalen),
        "gratis" if aanbod.gratis else "",
        "anoniem" if aanbod.anoniem else "",
        "afspraak" if aanbod.afspraak else "",
        "online" if aanbod.bereik == Bereik.ONLINE else "",
        # A phone number as one word, however it is written.
        *(re.sub(r"\D", "", k.waarde) for k in aanbod.kanalen if k.soort == Soort.TELEFOON),
    ]
    waar = [
        *(locatie.plaats for locatie in aanbod.locaties),
        *(str(Provincie(code).label) for code in _eigen_provincies(aanbod)),
        *(gebied.naam for gebied in aanbod.gebieden),
    ]
    naam, labels = _stammen(aanbod.namen), _stammen([*etiketten, *waar])
    rij = Zoekrij(
        aanbod_id=aanbod.pk,
        naam=_regel(naam),
        labels=_regel(labels),
        # Everything once: what stands here nowhere stands nowhere at all.
        tekst=_regel([*naam, *labels, *_stammen(aanbod.teksten)]),
        filters=_regel(_filters(aanbod, kanalen)),
    )
    plekken = [Zoekplek(aanbod_id=aanbod.pk, x=x, y=y, z=z) for x, y, z in sorted(_punten(aanbod))]
    return Rij(rij, plekken, dict(_geschreven([*aanbod.namen, *etiketten, *aanbod.teksten])))


def _stammen(teksten: Iterable[str]) -> list[str]:
    return [taal.stam(w) for tekst in teksten for w in taal.woorden(tekst) if w not in taal.STOPWOORDEN]


def _regel(woorden: Iterable[str]) -> str:
    return f" {' '.join(dict.fromkeys(woorden))} "


def _geschreven(teksten: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Words worth suggesting: as written in small letters, and as folded."""
    for tekst in teksten:
        for woord in _GESCHREVEN.findall(tekst.lower()):
            vorm = taal.vouw_woord(woord)
            if 3 <= len(vorm) <= taal.MAX_WOORD and vorm.isalpha() and vorm not in taal.STOPWOORDEN:
                yield woord[:60], vorm


def _eigen_provincies(aanbod: Bron) -> list[str]:
    """Where it says that it works, or else where it is."""
    eigen = [gebied.provincie for gebied in aanbod.gebieden]
    if not any(eigen) and aanbod.bereik == Bereik.PLAATSELIJK:
        eigen = [locatie.provincie or _provincie_van(locatie, aanbod) for locatie in aanbod.locaties]
    return sorted({code for code in eigen if code})


def _plaats_van(locatie: Adres, aanbod: Bron) -> plaatsen.Plaats | None:
    land = locatie.provincie[:2] or (aanbod.land if aanbod.land != Land.BEIDE else "")
    vondst = plaatsen.vind(locatie.plaats, land) if locatie.plaats else None
    if vondst is None:
        return None
    hier = [plaats for plaats in vondst.keuze if plaats.provincie == locatie.provincie]
    return hier[0] if hier else vondst.plaats


def _provincie_van(locatie: Adres, aanbod: Bron) -> str:
    plaats = _plaats_van(locatie, aanbod)
    return plaats.provincie if plaats else ""


def _punten(aanbod: Bron) -> set[plaatsen.Punt]:
    gevonden = set()
    for locatie in aanbod.locaties:
        if locatie.breedtegraad is not None and locatie.lengtegraad is not None:
            # Of a hidden address not even the point: a list of distances would give it away.
            plaats = _plaats_van(locatie, aanbod) if locatie.verborgen else None
            punt = plaats.punt if plaats else plaatsen.punt(locatie.breedtegraad, locatie.lengtegraad)
            if plaats or not locatie.verborgen:
                gevonden.add(punt)
        elif plaats := _plaats_van(locatie, aanbod):
            gevonden.add(plaats.punt)
    return gevonden


def _filters(aanbod: Bron, kanalen: list[str]) -> Iterator[str]:
    landen = _LANDEN[Land(aanbod.land)]
    for land in landen:
        yield f"l:{land}"
        if aanbod.bereik != Bereik.PLAATSELIJK:
            yield f"p:{land}"
    for provincie in _eigen_provincies(aanbod):
        yield f"p:{provincie}"
    for term in aanbod.termen:
        if soort := _VAN_INDELING.get(term.indeling):
            yield f"{soort}:{term.slug}"
    for kanaal in kanalen:
        yield f"k:{kanaal}"
    if aanbod.afspraak:
        yield "k:afspraak"
    for naam, waarde in (
        ("gratis", aanbod.gratis),
        ("anoniem", aanbod.anoniem),
        ("zelf", aanbod.zelf),
        ("verwijzer", aanbod.verwijzer),
        ("altijd", any(kanaal.altijd_open for kanaal in aanbod.kanalen)),
    ):
        if waarde:
            yield naam
    if sum(term.indeling == Indeling.WAARVOOR for term in aanbod.termen) == 1:
        yield "een-ding"
    yield f"b:{aanbod.bereik}"
    yield f"h:{aanbod.soort}"
