"""What a visit weighs over the wire, from the real server to a browser that takes gzip and brotli.

Counted are whole answers: head and body. A first visit is the home page with all that it loads; a further page
is its HTML alone, because what it loads is kept by the browser for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from tests.bench.meten import Uitkomst, getal, onder
from tests.bench.opstelling import gunicorn
from tests.bench.verkeer import Antwoord, Browser, over_de_lijn

EERSTE, VOLGENDE = 60, 15
"""Kilobytes, of 1,000 bytes."""
_LAADT = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"')
_CSS_URL = re.compile(r'url\(\s*["\']?([^"\')]+)')
_JS_IMPORT = re.compile(r'\b(?:import|from)\s*\(?\s*["\'](\.{0,2}/[^"\']+)')
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
_ZWAARSTE = 6


def _kb(antwoorden: list[Antwoord]) -> float:
    return sum(antwoord.draad for antwoord in antwoorden) / 1000


@dataclass(slots=True)
class Bezoek:
    """A browser with a cache: what was fetched once is not fetched again."""

    browser: Browser
    bewaard: dict[str, Antwoord] = field(default_factory=dict)

    def erbij(self, pad: str, antwoord: Antwoord) -> list[Antwoord]:
        """All that an answer loads which was not there yet, and what that loads in turn."""
        patroon = {"text/html": _LAADT, "text/css": _CSS_URL, "text/javascript": _JS_IMPORT}
        soort = antwoord.kop("content-type").partition(";")[0]
        nieuw = []
        for adres in patroon[soort].findall(antwoord.tekst) if soort in patroon else ():
            doel = urljoin(pad, adres)
            if doel in self.bewaard or not doel.startswith("/static/"):
                continue
            stuk = self.bewaard[doel] = self.browser.vraag(doel)
            assert stuk.status == 200, (doel, stuk.status)
            nieuw += [stuk, *self.erbij(doel, stuk)]
        return nieuw


@dataclass(slots=True)
class Kruip:
    """Every page that can be reached by links, each address once."""

    browser: Browser
    gezien: dict[str, Antwoord] = field(default_factory=dict)

    def vanaf(self, *paden: str) -> None:
        """Follow the links from here."""
        wachtrij = list(paden)
        while wachtrij:
            pad = wachtrij.pop(0)
            if pad in self.gezien:
                continue
            antwoord = self.gezien[pad] = self.browser.vraag(pad)
            if not antwoord.kop("content-type").startswith("text/html"):
                continue
            doelen = (urlsplit(urljoin(pad, adres)) for adres in _LINK.findall(antwoord.tekst))
            wachtrij += [doel.path for doel in doelen if not doel.netloc and not doel.scheme]

    def paginas(self) -> list[tuple[str, Antwoord]]:
        """The pages, heaviest first."""
        html = [(p, a) for p, a in self.gezien.items() if a.kop("content-type").startswith("text/html")]
        return sorted(html, key=lambda paar: -paar[1].draad)


def _regel(pad: str, antwoord: Antwoord) -> str:
    kort = re.sub(r"[0-9a-f-]{36}", "…", pad)
    hoe = antwoord.kop("content-encoding") or "zo"
    return f"{getal(antwoord.draad / 1000, 1):>5} kB {hoe:4} van {getal(len(antwoord.lijf) / 1000, 0):>3}  {kort}"


def meet() -> Iterator[Uitkomst]:
    """A first visit; then every page there is, with the practice case open."""
    with gunicorn() as server:
        server.wacht()
        bezoek = Bezoek(Browser(over_de_lijn(server.poort)))
        thuis = bezoek.browser.vraag("/")
        alles = [thuis, *bezoek.erbij("/", thuis)]
        stukken = [_regel(pad, antwoord) for pad, antwoord in bezoek.bewaard.items()]
        yield onder("Eerste bezoek over de lijn", _kb(alles), EERSTE, "kB", _regel("/", thuis), *stukken)

        kruip = Kruip(bezoek.browser)
        kruip.vanaf("/")
        gesprek = bezoek.browser.oefen()
        openbaar, kruip.gezien = kruip.gezien, {}
        kruip.vanaf("/", gesprek)
        kruip.gezien = openbaar | kruip.gezien
        paginas = kruip.paginas()
        kapot = [pad for pad, antwoord in paginas if antwoord.status >= 400]
        stap = next(
            (pad, a) for pad, a in paginas if pad.endswith("/vervolg/") and pad.startswith("/gesprekken")
        )
        yield onder(
            f"Zwaarste van {len(paginas)} volgende pagina's over de lijn",
            paginas[0][1].draad / 1000,
            VOLGENDE,
            "kB",
            *(_regel(*paar) for paar in paginas[:_ZWAARSTE]),
            f"stap 5 van de oefencasus: {_regel(*stap).strip()}",
            f"eenmalig bij de eerste stap: {getal(_kb(bezoek.erbij(*stap)), 1)} kB aan scripts",
            *(f"KAPOT: {pad}" for pad in kapot),
        )
