"""What moving a row costs: the requests of a real browser, with the script and without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

from tests.bench.meten import Uitkomst, getal, onder
from tests.bench.opstelling import gunicorn
from tests.bench.verkeer import Browser, over_de_lijn
from tests.browser import Chromium, zoek_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

KEREN = 10
_RIJ = "fieldset[id^=rij-vp-]"


def _verzoeken(pagina: Page) -> float:
    """Requests per move, while the first agreement of the plan goes to and fro."""
    verzoeken: list[str] = []
    rijen = pagina.locator("ol.rijen", has=pagina.locator("li:nth-child(2)")).first.locator(_RIJ)
    eerste, tweede = (rijen.nth(plek).get_attribute("id") for plek in (0, 1))
    deel = pagina.locator("details.onderdeel", has=pagina.locator(f"#{eerste}"))
    if not deel.evaluate("deel => deel.open"):
        deel.locator("summary").first.click()
    pagina.on("request", lambda verzoek: verzoeken.append(verzoek.url))
    for keer in range(KEREN):
        rijen.nth(0).locator("button[value^='neer:']").click()
        expect(rijen.nth(0)).to_have_id(str((tweede, eerste)[keer % 2]))
        pagina.wait_for_load_state("networkidle")
    return len([url for url in verzoeken if "/static/" not in url]) / KEREN


def meet() -> Iterator[Uitkomst]:
    """The plan of the practice case, in a browser that keeps what it loaded once."""
    pad = zoek_chromium()
    if pad is None:
        yield Uitkomst("Een rij verzetten", "niet gemeten: er is geen Chromium")
        return
    with gunicorn() as server, sync_playwright() as playwright:
        server.wacht()
        kaal = Browser(over_de_lijn(server.poort))
        thuis = f"http://localhost:{server.poort}"
        plan = f"{thuis}{kaal.oefen()}veiligheidsplan/"
        chromium = Chromium(playwright, pad)
        keren = []
        for script in (True, False):
            context = chromium.geef().new_context(java_script_enabled=script)
            context.add_cookies([{"name": n, "value": w, "url": thuis} for n, w in kaal.cookies.items()])
            pagina = context.new_page()
            pagina.goto(plan)
            keren.append(_verzoeken(pagina))
        chromium.sluit()
    ons, zonder = keren
    bij = f"zonder script: {getal(zonder, 1)} (bewaren, en de pagina opnieuw)"
    yield onder("Een rij verzetten", ons, 1, "verzoek", bij)
