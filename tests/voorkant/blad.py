"""A site that exists in the test only: a page with our scripts, and a server that does as it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import django_htmx
from django.conf import settings

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Route

STATISCH = Path(settings.BASE_DIR, "static")
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
SOORT = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# The rule of the whole site; a script of ours that needs more than this doesn't work there either.
CSP = "default-src 'none'; " + "; ".join(
    f"{soort} 'self'" for soort in ("script-src", "style-src", "img-src", "connect-src", "form-action")
)


def _instelling() -> str:
    """The htmx settings as basis.html has them."""
    basis = (Path(settings.BASE_DIR) / "templates" / "basis.html").read_text(encoding="utf-8")
    return next(regel.strip() for regel in basis.splitlines() if 'name="htmx-config"' in regel)


FORMULIER = """
<form id="stapformulier" method="post" action="/stap/" novalidate data-hx-post="/stap/"
  data-hx-trigger="change, input delay:100ms, opslaan-nu" data-hx-sync="this:queue last"
  data-hx-target="#bewaarstatus" data-hx-swap="innerHTML" data-tekst-bezig="Bezig"
  data-tekst-mislukt="Niet bewaard, we proberen het opnieuw" data-tekst-geweigerd="Niet bewaard.">
  <textarea name="tekst" aria-label="Tekst"></textarea>
  <button name="actie" value="volgende">Volgende</button>
</form>
<p role="status" id="bewaarstatus"></p>"""

KLUIS = """
<div id="verlengbalk" hidden><form method="post" action="/verlengen/">
  <p role="status" data-tekst="Over twee minuten op slot" data-tekst-vast="Dit is niet uit te stellen"></p>
  <button>Verleng</button></form></div>
<form method="post" action="/vergrendel/" data-vergrendel><button>Vergrendel</button></form>"""

AFDEKKING = """
<div id="afdekking" class="afdekking" role="dialog" aria-label="Op slot" hidden>
  <p id="afdekking-onbewaard" hidden>Er is nog tekst</p><a href="/openen/">Open je kluis</a></div>"""


@dataclass
class Antwoord:
    status: int = 200
    tekst: str = "Bewaard om 14:32"
    koppen: dict[str, str] = field(default_factory=dict)
    bewaard: bool = True  # whether a 200 is the app's own
    weg: bool = False  # no answer at all, as when the network is gone


@dataclass
class Site:
    """What the pages are, what the server answers to a save, and what it was sent (path, field `tekst`)."""

    inhoud: str = FORMULIER
    lijf: str = ""
    scripts: tuple[str, ...] = ("huis",)
    antwoorden: list[Antwoord] = field(default_factory=list)
    ontvangen: list[tuple[str, str]] = field(default_factory=list)
    bezoeken: list[str] = field(default_factory=list)

    def pagina(self) -> str:
        tags = "".join(f'<script type="module" src="/static/js/{naam}.js"></script>' for naam in self.scripts)
        stijl = '<link rel="stylesheet" href="/static/css/huis.css"><script src="/htmx.js" defer></script>'
        kop = f"<title>x</title>{_instelling()}{stijl}{tags}"
        return f"<!doctype html><html lang=nl>{kop}<body {self.lijf}>{self.inhoud}</body>"

    def antwoord(self, route: Route, verzoek: Request) -> None:
        pad = urlsplit(verzoek.url).path
        if pad == "/htmx.js":
            route.fulfill(path=HTMX, content_type=SOORT[".js"])
        elif pad.startswith("/static/"):
            self._statisch(route, pad)
        elif verzoek.method == "POST":
            self._post(route, verzoek, pad)
        else:
            self.bezoeken.append(pad)
            route.fulfill(
                body=self.pagina(), content_type="text/html", headers={"Content-Security-Policy": CSP}
            )

    def _statisch(self, route: Route, pad: str) -> None:
        bestand = STATISCH / pad.removeprefix("/static/")
        if bestand.is_file():
            route.fulfill(path=bestand, content_type=SOORT[bestand.suffix])
        else:  # the web fonts are made by a finder and play no part here
            route.abort()

    def _post(self, route: Route, verzoek: Request, pad: str) -> None:
        velden = parse_qs(verzoek.post_data or "", keep_blank_values=True)
        self.ontvangen.append((pad, velden.get("tekst", [""])[0]))
        antwoord = self.antwoorden.pop(0) if self.antwoorden else Antwoord()
        if antwoord.weg:
            route.abort()
        else:
            soort = {"Content-Type": "text/html; charset=utf-8", **antwoord.koppen}
            if antwoord.status == 200 and antwoord.bewaard:
                soort["X-Bewaard"] = "ja"
            route.fulfill(status=antwoord.status, body=antwoord.tekst, headers=soort)

    def open(self, pagina: Page) -> Page:
        pagina.route("**/*", self.antwoord)
        pagina.goto("/")
        return pagina
