"""Whether a workbook is safe to open: it is unpacked and counted piece by piece, and nothing of it is kept.

What the file says of itself is not believed. The reader makes an object of each element, some far heavier than their
bytes, so the elements are counted too; and a document type, which can make much of little, is never let through.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from xml.parsers import expat

from django.utils.translation import gettext as _

from sociale_kaart.uitwisseling.fouten import MEESTE_RIJEN, Onleesbaar

HOOGSTENS = 80 * 1024 * 1024
"""Bytes after unpacking. 20,000 rows need some 60 MB."""
_BIJZAAK = 1024 * 1024
"""Bytes of a part that holds no cells: styles, theme, names, relations."""
_DELEN = 100
_STUK = 64 * 1024
_PERST, _PERST_VANAF = 250, 5 * 1024 * 1024
"""No table is packed more than this many times; of what stays small it does not matter."""

_RIJEN = 2 * MEESTE_RIJEN
_CELLEN_IN_RIJ = 1_000
_CELLEN = 60 * MEESTE_RIJEN
_TEKSTEN = 20 * MEESTE_RIJEN
_VEEL = {"row": _RIJEN, "c": _CELLEN, "v": _CELLEN, "is": _CELLEN, "t": _CELLEN, "si": _TEKSTEN}
"""How many there may be of what a table is made of, in one part; of all others together _REST."""
_REST = 50_000


def meet(inhoud: bytes) -> None:
    """Raises Onleesbaar with what the workbook has too much of, or what breaking it open raises by itself."""
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
        delen = pak.infolist()
        if any(deel.flag_bits & 1 for deel in delen):
            raise Onleesbaar(_("Er staat een wachtwoord op dit bestand."))
        if len(delen) > _DELEN or sum(deel.file_size for deel in delen) > HOOGSTENS:
            raise _te_groot()
        totaal = 0
        for deel in delen:
            telling = _Telling(_met_cellen(deel.filename))
            with pak.open(deel) as bron:
                while stuk := bron.read(_STUK):
                    totaal += len(stuk)
                    if totaal > HOOGSTENS or totaal > max(_PERST_VANAF, _PERST * len(inhoud)):
                        raise _te_groot()
                    telling.lees(stuk)


def _met_cellen(naam: str) -> bool:
    return naam.startswith("xl/worksheets/") or naam.endswith("/sharedStrings.xml")


def _te_groot() -> Onleesbaar:
    return Onleesbaar(_("Dit Excel-bestand is uitgepakt veel te groot."))


class _Telling:
    """Counts what is in one part, as long as it is XML."""

    def __init__(self, met_cellen: bool) -> None:
        self._ruimte = HOOGSTENS if met_cellen else _BIJZAAK
        self._aantal: Counter[str] = Counter()
        self._rest = self._in_rij = 0
        self._xml = True
        self._lezer = expat.ParserCreate()
        self._lezer.ordered_attributes = True
        self._lezer.StartElementHandler = self._element
        self._lezer.StartDoctypeDeclHandler = self._doctype

    def lees(self, stuk: bytes) -> None:
        """Raises Onleesbaar. What is no XML, such as a picture, is read by nobody."""
        if not self._xml:
            return
        try:
            self._lezer.Parse(stuk)
        except expat.ExpatError:
            # The reader stops at the same place, having made no more than was counted up to here.
            self._xml = False
            return
        self._ruimte -= len(stuk)
        if self._ruimte < 0:
            raise _te_groot()

    def _element(self, naam: str, _kenmerken: object) -> None:
        naam = naam.rpartition(":")[2]
        hoogstens = _VEEL.get(naam)
        if hoogstens is None:
            self._rest += 1
            if self._rest > _REST:
                raise self._te_veel()
            return
        self._aantal[naam] += 1
        if naam == "row":
            self._in_rij = 0
        elif naam == "c":
            self._in_rij += 1
        if self._aantal[naam] > hoogstens or self._in_rij > _CELLEN_IN_RIJ:
            raise self._te_veel(naam)

    @staticmethod
    def _te_veel(naam: str = "") -> Onleesbaar:
        if naam == "row":
            return Onleesbaar(_("Het bestand heeft te veel rijen: hoogstens 20.000 tegelijk."))
        return Onleesbaar(
            _(
                "In dit Excel-bestand zit veel meer dan een tabel. Bewaar alleen de waarden in een nieuw bestand."
            )
        )

    @staticmethod
    def _doctype(*_wat: object) -> None:
        raise Onleesbaar(_("In dit Excel-bestand zit iets dat er niet hoort (een DTD of entiteit)."))
