"""What the tests of the papers share: a dossier that fills every field, and reading a PDF back."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from io import BytesIO

import page
import pikepdf
from pypdf import PdfReader

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LandId
from gesprek.verslag.opbouw import bouw, naast_de_stappen
from gesprek.verslag.tekst import dag
from gesprek.verslag.vormen import Dagen, Keuze, Nummer, Verslag, Wie

DAGEN = Dagen(date(2026, 3, 10), date(2026, 4, 9))
NUMMERS = (Nummer("Direct gevaar", (Wie("Politie", ("112 (dag en nacht)",)),)),)
STAPPEN = frozenset(stap.id for stap in laad().stappen)
BIJ = frozenset(naam for naam, _titel, _delen in naast_de_stappen(laad()))


def alles(*, uitleg: bool = False) -> Keuze:
    """All that can be chosen."""
    return Keuze(STAPPEN, uitleg, BIJ)


def contact(naam: str, deel: str) -> str:
    """A resolver that gives the id itself, so that a test sees which contact a text asks for."""
    return f"[{naam}{'.' if deel else ''}{deel}]"


def verslag(
    dossier: Dossier, keuze: Keuze | None = None, land: LandId = "nl", rol: str = "huisarts"
) -> Verslag:
    """The report of `dossier`; without `keuze` everything and no guidance."""
    return bouw(dossier, laad(), land, rol, keuze or alles(), contact, NUMMERS, DAGEN, lambda slug: ())


def zegt(dossier: Dossier) -> set[str]:
    """Every text that a full report of `dossier` must hold, in the words in which a reader sees it."""
    inhoud = laad()
    velden = {veld.id: veld for deel in inhoud.onderdelen for veld in deel.velden}
    merken = {(v.id, k.id) for v in velden.values() for k in v.kolommen if k.soort == "voorbeeld"}
    opties = {(veld.id, optie.id): optie.tekst for veld in velden.values() for optie in veld.opties}
    for veld in velden.values():
        for familie in inhoud.vragen.families:
            if familie.id == veld.opties_uit:
                opties |= {(veld.id, vraag.id): vraag.tekst for vraag in familie.vragen}
        for kolom in veld.kolommen:
            opties |= {(f"{veld.id}.{kolom.id}", optie.id): optie.tekst for optie in kolom.opties}

    def woorden(plek: str, waarde: str) -> str:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", waarde):
            return dag(date.fromisoformat(waarde))
        return opties.get((plek, waarde), waarde)

    # What must never be shared is on no paper.
    zonder = {inhoud.overleg.namen}
    uit = {dossier.label}
    uit |= {woorden(naam, waarde) for naam, waarde in dossier.teksten.items() if naam not in zonder}
    uit |= {
        woorden(naam, waarde)
        for naam, waarden in dossier.keuzes.items()
        if naam not in zonder
        for waarde in waarden
    }
    uit |= {
        woorden(f"{naam}.{kolom}", waarde)
        for naam, rijen in dossier.rijen.items()
        for rij in rijen
        for kolom, waarde in rij.waarden.items()
        if (naam, kolom) not in merken and naam not in zonder
    }
    return uit - {""}


def lees(pdf: bytes, wachtwoord: str = "") -> str:
    """The text of a PDF, page after page."""
    if wachtwoord:
        open_pdf = BytesIO()
        with pikepdf.open(BytesIO(pdf), password=wachtwoord) as document:
            document.save(open_pdf)
        pdf = open_pdf.getvalue()
    return "\n".join(pagina.extract_text() for pagina in PdfReader(BytesIO(pdf)).pages)


def kaal(tekst: str) -> str:
    """Text to compare by: composed, without spaces and line ends, joiners and direction marks."""
    tekst = unicodedata.normalize("NFC", tekst)
    tekst = re.sub(r"MijnvoorbereidingPagina\d+van\d+", "", re.sub(r"\s+", "", tekst))
    return "".join(t for t in tekst if unicodedata.category(t) != "Cf" and t not in "\ufe0e\ufe0f")


def klachten(pdf: bytes) -> list[str]:
    """What keeps a PDF from being PDF/UA-1."""
    uitslag = page.validate_pdf_bytes(pdf, profile="ua1")
    return [f"{fout.rule_id}: {fout.message}" for fout in uitslag.failures]
