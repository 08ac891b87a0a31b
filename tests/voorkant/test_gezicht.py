"""The face: colours that can be read, fonts that are small and complete, a 500 page that leans on nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from fontTools.ttLib import TTFont

from gesprek.conf.finders import LETTERS, lettermap

CSS = Path(settings.BASE_DIR, "static/css/huis.css").read_text(encoding="utf-8")
PAREN = dict(re.findall(r"--basis-color-([a-z0-9-]+): light-dark\((#\w+, #\w+)\)", CSS))
GRONDEN = (
    "default-bg-document",
    "default-bg-default",
    "default-bg-subtle",
    "accent-1-bg-default",
    "negative-bg-default",
)
# Text and what it may stand on.
TEKST = [
    *(("default-color-document", grond) for grond in GRONDEN),
    *(("default-color-subtle", grond) for grond in GRONDEN[:3]),
    *(("action-1-color-default", grond) for grond in GRONDEN),
    *(
        ("negative-color-default", grond)
        for grond in ("default-bg-document", "default-bg-default", GRONDEN[4])
    ),
    ("action-1-inverse-color-default", "action-1-bg-default"),
    ("action-1-inverse-color-default", "action-1-bg-hover"),
]
RANDEN = [
    ("default-border-default", "default-bg-default"),
    ("default-border-default", "default-bg-document"),
    ("accent-1-border-default", "accent-1-bg-default"),
    ("negative-border-default", "default-bg-default"),
]


def _licht(kleur: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    cijfers = kleur.lstrip("#")
    cijfers = "".join(c * 2 for c in cijfers) if len(cijfers) == 3 else cijfers
    deel = [int(cijfers[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    rood, groen, blauw = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in deel)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def _contrast(een: str, twee: str, donker: bool) -> float:
    laag, hoog = sorted(_licht(PAREN[naam].split(", ")[donker]) for naam in (een, twee))
    return (hoog + 0.05) / (laag + 0.05)


@pytest.mark.parametrize("donker", [False, True], ids=["licht", "donker"])
@pytest.mark.parametrize(("letter", "grond"), TEKST)
def test_every_text_can_be_read_on_what_it_stands_on(letter: str, grond: str, donker: bool) -> None:
    assert _contrast(letter, grond, donker) >= 7


@pytest.mark.parametrize("donker", [False, True], ids=["licht", "donker"])
@pytest.mark.parametrize(("rand", "grond"), RANDEN)
def test_every_edge_that_means_something_can_be_seen(rand: str, grond: str, donker: bool) -> None:
    assert _contrast(rand, grond, donker) >= 3


@pytest.mark.parametrize("naam", LETTERS)
def test_a_web_font_is_small_has_the_letters_of_europe_and_carries_its_licence(naam: str) -> None:
    bestand = Path(finders.find(naam) or "")
    assert bestand.stat().st_size <= 13_000
    font = TTFont(bestand)
    assert {ord(c) for c in "aZ09éëïüÈçñøåßąčęłńőřșțž€–—‘’“”„•…‹›"} <= font.getBestCmap().keys()
    namen = {regel.nameID: regel.toUnicode() for regel in font["name"].names}
    assert "Braille Institute" in namen[0]
    assert "Open Font License" in namen[13]


def test_making_the_fonts_again_gives_the_same_bytes_and_leaves_nothing_behind(tmp_path: Path) -> None:
    een, twee = (lettermap.__wrapped__(tmp_path / kant) for kant in ("een", "twee"))
    for naam in LETTERS:
        assert (een / naam).read_bytes() == (twee / naam).read_bytes()
    assert {str(pad.relative_to(een)) for pad in een.rglob("*.*")} == set(LETTERS)


def test_no_stylesheet_or_script_of_ours_asks_anything_of_another_host() -> None:
    bestanden = [pad for pad in Path(settings.BASE_DIR, "static").rglob("*") if pad.suffix in {".css", ".js"}]
    assert bestanden
    for pad in bestanden:
        tekst = re.sub(r"/\*.*?\*/", "", pad.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"https?://|url\(\s*[\"']?//", tekst), pad


def test_the_500_page_needs_no_context_and_names_files_that_exist() -> None:
    html = render_to_string("500.html")
    assert "Er ging iets mis" in html
    namen = re.findall(rf'"{settings.STATIC_URL}([^"]+)"', html)
    assert "css/huis.css" in namen
    assert [naam for naam in namen if finders.find(naam) is None] == []
    assert not re.search(r"<style|<script| style=", html)


def test_the_whole_face_fits_in_a_small_first_visit() -> None:
    """Style, fonts and the script that each page has: half of what a first visit may weigh (60 kB)."""
    import brotli

    los = ("css/huis.css", "js/huis.js", "favicon.svg")
    gewicht = sum(len(brotli.compress(Path(finders.find(naam) or "").read_bytes())) for naam in los)
    gewicht += sum(Path(finders.find(naam) or "").stat().st_size for naam in LETTERS)
    assert gewicht < 35_000
