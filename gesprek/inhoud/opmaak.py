"""The small markup of the content: paragraphs, lists, emphasis and `{lijn}` references, as safe HTML.

CommonMark by markdown-it-py without HTML, images or links of its own: every address is an id of the sociale
kaart, resolved by the `contact` that the caller hands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape

from markdown_it import MarkdownIt

VERWIJZING = re.compile(r"\{([a-z0-9-]+)(?:\.(naam|telefoon|web|mail))?\}")
"""A reference to a contact in a text: `{lijn}`, or one thing of it."""
Contact = Callable[[str, str], str]
"""(id, "" | "naam" | "telefoon" | "web" | "mail") → HTML or text for that contact."""

_MD = MarkdownIt("zero").enable(["list", "emphasis", "newline"])


@lru_cache(maxsize=2048)
def _html(tekst: str) -> str:
    return str(_MD.render(tekst))


def naar_html(tekst: str, contact: Contact) -> str:
    """HTML of a guidance text; `contact` must return escaped HTML."""
    return VERWIJZING.sub(lambda m: contact(m[1], m[2] or ""), _html(tekst))


def naar_platte_tekst(tekst: str, contact: Contact = lambda naam, deel: naam) -> str:
    """The words of a guidance text without markup, for counting and searching."""
    html = naar_html(tekst, contact)
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|li)>", "\n", html))).strip()
