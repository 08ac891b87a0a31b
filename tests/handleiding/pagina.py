"""Reads a public page as a visitor does: its words, its links, its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from xml.etree.ElementTree import Element

import tinyhtml5
from django.test import Client

from gesprek.inhoud.lader import laad
from gesprek.inhoud.opmaak import naar_platte_tekst

INHOUD = laad()
STAPPEN = [f"/handleiding/stappen/{stap.id}/" for stap in INHOUD.stappen]
THEMAS = [f"/handleiding/themas/{thema.id}/" for thema in INHOUD.themas]
GIDS = [
    "/handleiding/",
    *STAPPEN,
    "/handleiding/vragen/",
    "/handleiding/wat-als/",
    "/handleiding/doen-en-laten/",
    "/handleiding/geheim-en-melden/",
    *THEMAS,
    "/handleiding/begrippen/",
    "/handleiding/alles/",
]
VAST = ["/", "/acuut/", "/privacy/", "/toegankelijkheid/"]
# On these pages nothing differs per country or role.
ZONDER_ZEEF = {"/handleiding/doen-en-laten/", "/handleiding/begrippen/"}

INLINE = {"a", "b", "em", "i", "span", "strong"}


def gewoon(tekst: str) -> str:
    """With single spaces."""
    return " ".join(tekst.split())


def stukken(tekst: str) -> list[str]:
    """The plain pieces of a content text around its references, as they must stand on a page."""
    met_gaten = naar_platte_tekst(tekst, lambda naam, deel: "\0")
    return [stuk for regel in met_gaten.splitlines() for deel in regel.split("\0") if (stuk := gewoon(deel))]


@dataclass(frozen=True)
class Pagina:
    """An HTML page."""

    html: str

    @cached_property
    def boom(self) -> Element:
        boom: Element = tinyhtml5.parse(self.html, namespace_html_elements=False)
        return boom

    @cached_property
    def main(self) -> Element:
        gevonden = self.boom.find(".//main")
        assert gevonden is not None
        return gevonden

    @cached_property
    def tekst(self) -> str:
        """The words of the main part."""
        return gewoon(woorden(self.main))

    @property
    def ids(self) -> set[str]:
        return {element.get("id", "") for element in self.boom.iter()} - {""}

    @property
    def links(self) -> list[str]:
        """Where the links of the main part lead, in order."""
        return [element.get("href", "") for element in self.main.iter("a")]

    def met_klasse(self, klasse: str) -> list[Element]:
        return [e for e in self.main.iter() if klasse in e.get("class", "").split()]

    def koppen(self) -> list[str]:
        return [gewoon(woorden(e)) for e in self.main.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]


def woorden(element: Element) -> str:
    """Its text; what a browser sets apart as a block is apart here too."""
    delen = [element.text or ""]
    for kind in element:
        delen += [woorden(kind), kind.tail or ""]
    tekst = "".join(delen)
    return tekst if element.tag in INLINE else f"\n{tekst}\n"


@cache
def haal(url: str) -> Pagina:
    """A page as somebody without a kluis gets it; asked for once, because it is the same for all of them."""
    antwoord = Client().get(url)
    assert antwoord.status_code == 200, (url, antwoord.status_code)
    return Pagina(antwoord.content.decode())
