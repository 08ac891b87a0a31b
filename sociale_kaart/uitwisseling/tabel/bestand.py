"""Reads a CSV or XLSX that anybody may have made: within bounds, and with words for what is wrong with it."""

from __future__ import annotations

import csv
import io
import threading
import warnings
import zipfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zlib import error as ZlibError

import openpyxl
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from sociale_kaart.uitwisseling.fouten import GROOTSTE_BESTAND, MEESTE_RIJEN, Fout, Onleesbaar
from sociale_kaart.uitwisseling.tabel import cellen, maat
from sociale_kaart.uitwisseling.tabel.regel import ALLEEN_LEZEN, KOLOMMEN

_MEESTE_KOLOMMEN = 100
_SLEUTEL_VOORBEELD = "voorbeeld"
_stil = threading.Lock()
"""Which warnings are heard is a matter of the whole process, so one workbook at a time."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """The rows of a file below its header, each with its line."""

    kolommen: tuple[str, ...]
    rijen: tuple[tuple[int, tuple[str, ...]], ...]


def lees(inhoud: bytes) -> Tabel:
    """Raises Onleesbaar with all that is wrong with the file as a file and with its header."""
    if not inhoud.strip():
        raise Onleesbaar(_("Het bestand is leeg."))
    if len(inhoud) > GROOTSTE_BESTAND:
        raise Onleesbaar(_("Het bestand is te groot: hoogstens 8 MB."))
    if inhoud.startswith(b"\xd0\xcf\x11\xe0"):
        raise Onleesbaar(
            _("Dit is een oud Excel-bestand of er staat een wachtwoord op. Bewaar het als .xlsx.")
        )
    if not inhoud.startswith(b"PK"):
        return _tabel(_csv(inhoud))
    # openpyxl warns of what it does not know in a sheet, with words of the file; they belong in no log.
    with _stil, warnings.catch_warnings(), closing(_xlsx(inhoud)) as bron:
        warnings.simplefilter("ignore")
        return _tabel(bron)


def _tabel(bron: Iterator[tuple[int, tuple[str, ...]]]) -> Tabel:
    kop = next(bron, None)
    if kop is None:
        raise Onleesbaar(_("Het bestand is leeg."))
    kolommen = _kop(kop)
    rijen: list[tuple[int, tuple[str, ...]]] = []
    fouten = []
    for nummer, cellen_ in bron:
        if len(rijen) == MEESTE_RIJEN:
            raise Onleesbaar(_("Het bestand heeft te veel rijen: hoogstens 20.000 tegelijk."))
        if not any(cellen_) or cellen_[0].strip().lower() == _SLEUTEL_VOORBEELD:
            continue
        if any(cellen_[len(kolommen) :]):
            fouten.append(Fout(_("Deze regel heeft meer cellen dan er kolommen zijn."), nummer))
        rijen.append((nummer, (*cellen_[: len(kolommen)], *[""] * (len(kolommen) - len(cellen_)))))
    if fouten:
        raise Onleesbaar(fouten)
    if not rijen:
        raise Onleesbaar(_("Onder de namen van de kolommen staat nog niets."))
    return Tabel(kolommen, tuple(rijen))


def _kop(kop: tuple[int, Sequence[str]]) -> tuple[str, ...]:
    nummer, rauw = kop
    namen = [cellen.herstel(naam).strip().lower() for naam in rauw]
    while namen and not namen[-1]:
        namen.pop()
    if len(namen) > _MEESTE_KOLOMMEN:
        raise Onleesbaar(_("Het bestand heeft veel te veel kolommen. Begin met het sjabloon."))
    fouten = [
        Fout(_("De kolom “%s” ontbreekt. Begin met het sjabloon: dat heeft ze allemaal.") % naam, nummer)
        for naam in KOLOMMEN
        if naam not in namen and naam not in ALLEEN_LEZEN
    ]
    fouten += [
        Fout(_("De kolom “%s” kennen we niet.") % naam[:80], nummer) for naam in namen if naam not in KOLOMMEN
    ]
    fouten += [
        Fout(_("De kolom “%s” staat er twee keer.") % naam, nummer)
        for naam in KOLOMMEN
        if namen.count(naam) > 1
    ]
    if fouten:
        raise Onleesbaar(fouten)
    return tuple(namen)


def _csv(inhoud: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    tekst = _tekst(inhoud)
    if "\0" in tekst:
        regel = tekst[: tekst.index("\0")].count("\n") + 1
        raise Onleesbaar([Fout(_("Hier staat een NUL-teken. Dit is geen gewoon tekstbestand."), regel)])
    eerste = tekst.split("\n", 1)[0]
    teken = max(";,\t", key=eerste.count)
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=True)
    begin = 1
    while True:
        try:
            rij = next(lezer, None)
        except csv.Error as fout:
            if "unexpected end" in str(fout):
                zin = _("Het bestand houdt midden in een cel op. Is het wel helemaal opgeslagen?")
            else:
                zin = _("Deze regel is geen goede CSV: let op aanhalingstekens.")
            raise Onleesbaar([Fout(zin, begin)]) from fout
        if rij is None:
            return
        yield begin, tuple(rij)
        begin = lezer.line_num + 1


def _tekst(inhoud: bytes) -> str:
    if inhoud.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return inhoud.decode("utf-16")
        except UnicodeDecodeError as fout:
            raise Onleesbaar(_("Het bestand is niet heel. Sla het opnieuw op als “CSV UTF-8”.")) from fout
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        voor = inhoud[: fout.start]
        regel = voor.count(b"\n") + 1
        if len(inhoud) - fout.start < 4 and "unexpected end" in fout.reason:
            zin = _("Het bestand houdt midden in een teken op. Is het wel helemaal opgeslagen?")
            raise Onleesbaar([Fout(zin, regel)]) from fout
        # Guessing would store broken names; what it was probably meant to be is only shown.
        begin = max(voor.rfind(b"\n"), voor.rfind(b";"), voor.rfind(b",")) + 1
        woord = inhoud[begin : begin + 40].split(b"\n")[0].decode("cp1252", "replace").strip(' "\r')
        zin = _(
            "Het bestand is niet opgeslagen als UTF-8: hier staat iets als “%s”. "
            "Kies bij opslaan “CSV UTF-8”, of gebruik .xlsx."
        )
        raise Onleesbaar([Fout(zin % woord, regel)]) from fout


def _xlsx(inhoud: bytes) -> Generator[tuple[int, tuple[str, ...]], None, None]:
    boek = None
    try:
        maat.meet(inhoud)
        boek = openpyxl.load_workbook(io.BytesIO(inhoud), read_only=True, keep_links=False)
        blad = boek.worksheets[0]
        blad.reset_dimensions()
        rijen = blad.iter_rows(max_col=_MEESTE_KOLOMMEN + 1, max_row=2 * MEESTE_RIJEN)
        for nummer, rij in enumerate(rijen, 1):
            yield nummer, tuple(_cel(cel, nummer, plek) for plek, cel in enumerate(rij))
    except Onleesbaar:
        raise
    # What a broken or hostile workbook makes the reader raise is not listed anywhere.
    except (
        zipfile.BadZipFile,
        ZlibError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        EOFError,
        OSError,
        SyntaxError,
        NotImplementedError,
        RuntimeError,
        OverflowError,
    ) as fout:
        if isinstance(fout, DefusedXmlException) or isinstance(fout.__cause__, DefusedXmlException):
            zin = _("In dit Excel-bestand zit iets dat er niet hoort (een DTD of entiteit).")
        else:
            zin = _("Dit Excel-bestand is niet heel. Is het wel helemaal opgeslagen?")
        raise Onleesbaar(zin) from fout
    finally:
        if boek is not None:
            boek.close()


def _cel(cel: Any, regel: int, plek: int) -> str:
    waarde = cel.value
    if waarde is None:
        return ""
    soort = getattr(cel, "data_type", "s")
    if soort in ("f", "e"):
        naam = KOLOMMEN[plek] if plek < len(KOLOMMEN) else str(plek + 1)
        raise Onleesbaar([Fout(_("Hier staat een formule. Plak de waarde zelf in de cel."), regel, naam)])
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, datetime):
        return waarde.date().isoformat()
    if isinstance(waarde, (date, time)):
        return waarde.isoformat()
    if isinstance(waarde, float) and waarde.is_integer() and abs(waarde) < 1e15:
        return str(int(waarde))
    return str(waarde)
