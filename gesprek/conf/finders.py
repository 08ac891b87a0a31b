"""A staticfiles finder that makes the web fonts out of the installed font package.

The package carries whole TrueType files of some 55 kB each. A page needs the letters of European
languages in two weights and nothing else, so the finder subsets them to woff2 (about 12 kB each) the first
time somebody asks and keeps the outcome in `GEGEVENSMAP/static-gemaakt`. Nothing of a third party has to
stand in the repository, and neither collectstatic nor the development server needs a step of its own.
"""

from __future__ import annotations

import builtins
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

PAKKET: Final = "fontpkg_atkinson_hyperlegible"
LETTERS: Final = {
    "fonts/hyperlegible-400.woff2": "AtkinsonHyperlegible-Regular.ttf",
    "fonts/hyperlegible-700.woff2": "AtkinsonHyperlegible-Bold.ttf",
}
# Basic Latin, Latin-1 and Latin Extended-A, the Romanian comma letters, and the punctuation that Dutch
# texts use. A character outside this set is shown in the reader's own font.
TEKENS: Final = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x218, 0x21C),
    *(ord(teken) for teken in "–—‘’‚“”„•…‰‹›€−™"),
)
# Copyright and licence stay in the file, as the Open Font License asks; 1 and 2 are the font's own name.
NAAMREGELS: Final = [0, 1, 2, 13, 14]
VORM: Final = "1"  # raise when the way of subsetting changes, so that kept files are made again


def _subset(bron: bytes, doel: Path) -> None:
    """Write the subset of the TrueType font `bron` to `doel` as woff2, whole or not at all."""
    # Inside the function: a web worker that finds its fonts made never needs fontTools.
    from fontTools import subset

    opties = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["kern"],
        name_IDs=NAAMREGELS,
        glyph_names=False,
    )
    opties.recalc_timestamp = False  # the same input gives the same bytes, so the hashed name stays
    font = subset.load_font(BytesIO(bron), opties)
    werk = subset.Subsetter(opties)
    werk.populate(unicodes=TEKENS)
    werk.subset(font)
    doel.parent.mkdir(parents=True, exist_ok=True)
    greep, tijdelijk = tempfile.mkstemp(dir=doel.parent, suffix=".deel")
    os.close(greep)
    try:
        subset.save_font(font, tijdelijk, opties)
        # mkstemp makes a private file; a web server under another user has to be able to read it.
        os.chmod(tijdelijk, 0o644)
        os.replace(tijdelijk, doel)
    except BaseException:
        os.unlink(tijdelijk)
        raise


def _kern() -> Path:
    return Path(settings.GEGEVENSMAP) / "static-gemaakt"


@cache
def lettermap(kern: Path) -> Path:
    """Make the web fonts below `kern` unless they are there, and return the folder that holds them.

    The folder is named after the sources and the way of subsetting: a new package makes new files, and
    two processes that start together can't leave half a font behind.
    """
    bronnen = {pad: (files(PAKKET) / "files" / naam).read_bytes() for pad, naam in LETTERS.items()}
    merk = hashlib.sha256(repr((VORM, TEKENS, NAAMREGELS)).encode())
    for inhoud in bronnen.values():
        merk.update(inhoud)
    folder = kern / merk.hexdigest()[:12]
    for pad, inhoud in bronnen.items():
        if not (folder / pad).exists():
            _subset(inhoud, folder / pad)
    return folder


class LetterFinder(BaseFinder):
    """Serves `fonts/hyperlegible-400.woff2` and `fonts/hyperlegible-700.woff2`."""

    def check(self, **kwargs: Any) -> builtins.list[CheckMessage]:
        """There is nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the absolute path of a made font (in a list when `find_all`), or `[]` for any other path."""
        if path not in LETTERS:
            return []
        gevonden = str(lettermap(_kern()) / path)
        return [gevonden] if find_all else gevonden

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield every font with the storage that holds it, as collectstatic wants."""
        opslag = FileSystemStorage(location=lettermap(_kern()))
        for pad in LETTERS:
            if not matches_patterns(pad, ignore_patterns or ()):
                yield pad, opslag
