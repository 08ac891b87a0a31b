"""The check that every page in the tests goes through."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse

from tests.html import GeldigeHtmlMiddleware, fouten

GOED = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Stap 2</title></head>
<body><main><p>Eén &amp; twee.</p><svg viewBox="0 0 1 1"><path d=""/></svg>
<button type="button" data-hx-get="/x/">Verder</button></main></body></html>
"""


def test_good_pages_and_fragments_pass() -> None:
    assert fouten(GOED) == []
    assert fouten('<p role="status">Bewaard om 14:32</p>') == []
    assert fouten("") == []


@pytest.mark.parametrize(
    "fout",
    [
        "<p><div>een blok in een alinea</div></p>",
        "<p>te veel gesloten</p></div>",
        "<section>niet gesloten",
        '<p class="a" class="b">dubbel attribuut</p>',
        "<p>onbekend &teken;</p>",
        '<p id="a">een</p><p id="a">twee</p>',
    ],
)
def test_what_a_browser_would_repair_is_found(fout: str) -> None:
    assert fouten(fout)
    assert fouten(GOED.replace("<main>", f"<main>{fout}"))


def test_an_answer_with_invalid_html_fails_whoever_asked_for_it() -> None:
    with pytest.raises(AssertionError, match="end-tag-too-early"):
        GeldigeHtmlMiddleware(lambda _: HttpResponse("<p></p></div>"))(HttpRequest())
    pdf = GeldigeHtmlMiddleware(lambda _: HttpResponse(b"%PDF</div>", content_type="application/pdf"))
    assert pdf(HttpRequest()).status_code == 200
