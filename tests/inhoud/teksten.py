"""Every text of the content with its place and country, for the tests that read all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from gesprek.inhoud import model
from gesprek.inhoud.opmaak import VERWIJZING, naar_platte_tekst

GEEN_TEKST = {"id", "soort", "rollen", "groep", "nazicht", "opties_uit", "kaders", "land", "landen", "lijnen"}
GEEN_TEKST |= {"bij", "kolommen_uit", "vanuit", "veld", "patronen", "behalve", "vrij", "woorden"}
"""Fields that hold ids, or what the app looks for in a text."""
LEESTEKST = {"kort", "inleiding", "uitleg", "tekst", "hulp", "label", "waarom"}
LEESTEKST |= {"let_op", "escalatie", "sinds_2022", "waarden"}
"""Fields that hold sentences. Titles, names of terms and what options and columns are called are not."""
NIET_VOOR_LEZERS = {"landen", "oefencasus", "discreet"}
"""Lists that the app works with, and the practice case."""


@dataclass(frozen=True)
class Tekst:
    plek: str
    veld: str
    land: model.LandId | None
    tekst: str

    @property
    def zonder_verwijzingen(self) -> str:
        return VERWIJZING.sub("", self.tekst)


def teksten(ding: object, plek: str, land: model.LandId | None = None, veld: str = "") -> Iterator[Tekst]:
    """Every text inside `ding`; a text has the country of the nearest struct around it that has one."""
    if isinstance(ding, str):
        yield Tekst(plek, veld, land, ding)
    elif isinstance(ding, msgspec.Struct):
        land = getattr(ding, "land", None) or land
        plek = f"{plek}/{ding.id}" if hasattr(ding, "id") else plek
        for naam in ding.__struct_fields__:
            if naam not in GEEN_TEKST:
                keuze = isinstance(ding, model.Optie | model.Kolom) and naam != "op_kaart"
                veldnaam = "keuze" if keuze else naam
                yield from teksten(getattr(ding, naam), plek, land, veldnaam)
    elif isinstance(ding, dict):
        for deel in ding.values():
            yield from teksten(deel, plek, land, veld)
    elif isinstance(ding, tuple):
        for deel in ding:
            yield from teksten(deel, plek, land, veld)


def alle_teksten(inhoud: model.Inhoud) -> Iterator[Tekst]:
    """What a visitor may read."""
    for naam in inhoud.__struct_fields__:
        if naam not in NIET_VOOR_LEZERS:
            yield from teksten(getattr(inhoud, naam), naam)


def paginas(inhoud: model.Inhoud) -> dict[str, list[object]]:
    """What is read as one page."""
    plan = inhoud.veiligheidsplan
    return {
        **{f"stap {stap.nummer}": [stap] for stap in inhoud.stappen},
        **{f"thema {thema.id}": [thema] for thema in inhoud.themas},
        **{f"acuut {protocol.id}": [protocol] for protocol in inhoud.protocollen},
        "begrippen": [inhoud.begrippen],
        "geheim en melden": [inhoud.geheim],
        "veiligheidsplan": [msgspec.structs.replace(plan, uitgangspunten=())],
        **{f"uitgangspunt {punt.id}": [punt] for punt in plan.uitgangspunten},
        "vragen, wat als, doen en laten": [inhoud.vragen, inhoud.wat_als, inhoud.doen_en_laten],
    }


def leestekst(dingen: list[object], naam: str) -> str:
    """The sentences of a page as plain text, a line per paragraph; `naam` stands for each reference."""
    stukken = (t.tekst for ding in dingen for t in teksten(ding, "") if t.veld in LEESTEKST)
    return "\n".join(re.sub(r"\n+", "\n", naar_platte_tekst(stuk, lambda *_: naam)) for stuk in stukken)
