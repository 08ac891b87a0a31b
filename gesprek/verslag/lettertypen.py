"""The fonts of the papers: only what our packages carry, so that every machine prints the same page.

Runs in the child process, but for the widths of letters (`passen`). In which order a character looks for a font stands
in papier.css.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

PAKKETTEN = {"fontpkg_atkinson_hyperlegible": "files", "manimgx_fonts": "", "ziafont": "fonts"}
"""Package → folder in it. Atkinson Hyperlegible, Noto (with a one-colour Noto Emoji) and DejaVu Sans."""

_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{mappen}
<alias binding="same"><family>emoji</family><prefer><family>Noto Emoji</family></prefer></alias>
</fontconfig>
"""
# What a one-colour emoji swallows: joiners, the choice of text or picture, the colour of the skin.
_AANHANG = re.compile("[\u200c\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_ZONDER_GLYPH = {0xFFF9, 0xFFFA, 0xFFFB}
"""The marks of an interlinear note: fonts name them, and Pango finds nothing to draw."""
_LATIJN = re.compile(r"[\t\n\r\x20-\x7e\xa0-\xff]*\Z")


class GeenLettertypen(RuntimeError):
    """A font package is not installed."""


def mappen() -> list[Path]:
    """The folders with our fonts; raises GeenLettertypen."""
    uit = []
    for pakket, onder in PAKKETTEN.items():
        gevonden = find_spec(pakket)
        if gevonden is None or gevonden.origin is None:
            raise GeenLettertypen(pakket)
        uit.append(Path(gevonden.origin).parent / onder)
    return uit


def fontconfig() -> str:
    """A fontconfig file that knows our folders and nothing of the machine's."""
    return _CONF.format(mappen="\n".join(f"<dir>{escape(str(folder))}</dir>" for folder in mappen()))


@cache
def dekking() -> frozenset[int]:
    """Every code point that one of our fonts has a glyph for."""
    uit: set[int] = set()
    for folder in mappen():
        for pad in sorted(folder.glob("*.ttf")):
            with TTFont(pad, lazy=True) as font:
                uit |= font.getBestCmap().keys()
    return frozenset(uit - _ZONDER_GLYPH)


@cache
def breedtes(vet: bool) -> dict[int, float]:
    """Code point → how wide the letter of the papers sets it, in em."""
    naam = f"AtkinsonHyperlegible-{'Bold' if vet else 'Regular'}.ttf"
    pad = next(pad for folder in mappen() if (pad := folder / naam).exists())
    with TTFont(pad, lazy=True) as font:
        return dict(_breedtes(font))


@cache
def breedtes_elders() -> dict[int, float]:
    """Code point → the widest that any of our fonts sets it, in em."""
    uit: dict[int, float] = {}
    for folder in mappen():
        for pad in sorted(folder.glob("*.ttf")):
            with TTFont(pad, lazy=True) as font:
                for code, breedte in _breedtes(font):
                    uit[code] = max(breedte, uit.get(code, 0.0))
    return uit


def _breedtes(font: TTFont) -> Iterator[tuple[int, float]]:
    em, maten = font["head"].unitsPerEm, font["hmtx"]
    for code, glyph in font.getBestCmap().items():
        yield code, maten[glyph][0] / em


def afdrukbaar(html: str) -> str:
    """`html` with every character that no font has written as [U+XXXX] (a missing glyph breaks PDF/UA).

    Safe on markup: markup is ASCII, which every font has.
    """
    if _LATIJN.match(html):
        return html
    vreemd = {ord(teken) for teken in set(html)} - dekking() - {9, 10, 13}
    return html.translate({code: in_cijfers(code) for code in vreemd}) if vreemd else html


def in_cijfers(code: int) -> str:
    """What is printed in the place of a character that no font has."""
    # What is invisible by nature (joiners, direction marks) needs no glyph; its code would only clutter.
    return "" if unicodedata.category(chr(code)) == "Cf" else f"[U+{code:04X}]"


class Letterkast(dict[Any, Any]):
    """Takes the place of `Document.fonts`: each font that WeasyPrint puts in gets a `Teruglezen`."""

    def __setitem__(self, sleutel: Any, font: Any) -> None:
        font.to_unicode = Teruglezen(font)
        super().__setitem__(sleutel, font)


class Teruglezen(dict[int, str]):
    """Glyph → text, by which a reader copies, searches and reads aloud.

    WeasyPrint notes the text of a cluster at its last glyph and nothing at the others, the first time it
    meets a glyph. After one "x" with a loose accent, every x in the document would read as nothing.
    """

    def __init__(self, font: Any) -> None:
        super().__init__()
        self._font = font

    def __setitem__(self, glyph: int, tekst: str) -> None:
        super().__setitem__(glyph, self._tekst(glyph, tekst))

    def _tekst(self, glyph: int, tekst: str) -> str:
        font = self._font
        tabel = _tabel((font.family, font.weight, font.style, len(font.file_content)), font)
        kern = [teken for teken in tekst if not _AANHANG.match(teken)]
        if len(kern) == 1 and tabel.glyph.get(ord(kern[0])) == glyph:
            return tekst
        los = unicodedata.normalize("NFD", tekst)
        for teken in tabel.tekens.get(glyph, ""):
            if teken in los or not tekst:
                return teken
        # Nothing at all is malformed; a joiner is what a reader steps over.
        return tekst or tabel.ligaturen().get(glyph, "\u200d")


class _Tabel:
    """What a font itself says about its glyphs."""

    def __init__(self, inhoud: bytes) -> None:
        self._inhoud = inhoud
        with TTFont(BytesIO(inhoud), lazy=True) as font:
            self.glyph: dict[int, int] = {c: font.getGlyphID(naam) for c, naam in font.getBestCmap().items()}
        self.tekens: dict[int, str] = {}
        for code, glyph in self.glyph.items():
            # A private code of the font's makers says nothing to a reader.
            if unicodedata.category(chr(code)) != "Co":
                self.tekens[glyph] = self.tekens.get(glyph, "") + chr(code)
        self._ligaturen: dict[int, str] | None = None

    def ligaturen(self) -> dict[int, str]:
        """Ligature → the characters it is made of (a keycap: 1, U+FE0F, U+20E3)."""
        if self._ligaturen is None:
            with TTFont(BytesIO(self._inhoud), lazy=True) as font:
                self._ligaturen = dict(self._lees_ligaturen(font))
        return self._ligaturen

    def _lees_ligaturen(self, font: TTFont) -> Iterator[tuple[int, str]]:
        lookups = font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ()
        for sub in (getattr(sub, "ExtSubTable", sub) for lookup in lookups for sub in lookup.SubTable):
            if sub.LookupType != 4:
                continue
            for eerste, ligaturen in sub.ligatures.items():
                for ligatuur in ligaturen:
                    namen = (eerste, *ligatuur.Component)
                    delen = [self.tekens.get(font.getGlyphID(naam), "") for naam in namen]
                    if all(delen):
                        yield font.getGlyphID(ligatuur.LigGlyph), "".join(deel[0] for deel in delen)


_tabellen: dict[tuple[Any, ...], _Tabel] = {}


def _tabel(sleutel: tuple[Any, ...], font: Any) -> _Tabel:
    if sleutel not in _tabellen:
        _tabellen[sleutel] = _Tabel(font.file_content)
    return _tabellen[sleutel]
