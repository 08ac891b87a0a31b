"""Holds every page that a test asks for to HTML that no parser has to repair.

A browser repairs a stray end tag or a table row in a paragraph in silence, and then a swap or a screen reader
works on another document than the template shows.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from tinyhtml5.parser import HTMLParser


def fouten(tekst: str) -> list[str]:
    """What is wrong with a page, or with a fragment when it has no doctype: parse errors and double ids."""
    parser = HTMLParser(namespace_html_elements=False)
    heel = tekst.lstrip().lower().startswith("<!doctype")
    boom = (parser.parse if heel else parser.parse_fragment)(tekst)
    regels = tekst.splitlines()
    uit = [
        f"regel {regel}: {soort} {gegevens or ''} bij {regels[regel - 1].strip()[:120] if regels else ''!r}"
        for (regel, _), soort, gegevens in parser.errors
    ]
    ids = Counter(element.get("id") for element in boom.iter() if element.get("id"))
    return uit + [f"id {naam!r} staat er {aantal} keer" for naam, aantal in ids.items() if aantal > 1]


class GeldigeHtmlMiddleware:
    """Outermost in the tests: an answer with invalid HTML fails the test that asked for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        antwoord = self.get_response(request)
        if antwoord.headers.get("Content-Type", "").startswith("text/html") and not antwoord.streaming:
            ruw: bytes = antwoord.content  # type: ignore[attr-defined]
            if antwoord.headers.get("Content-Encoding") == "gzip":
                ruw = gzip.decompress(ruw)
            gevonden = fouten(ruw.decode())
            assert not gevonden, f"{request.path}\n" + "\n".join(gevonden)
        return antwoord
