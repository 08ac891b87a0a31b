"""What is asked of every page: axe finds nothing, in light and dark, and nothing sticks out of a small screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

BREED: ViewportSize = {"width": 1280, "height": 900}
# 320 px wide is also what is left of 1280 × 1024 at 400 % zoom, and then 256 high.
SMAL: ViewportSize = {"width": 320, "height": 256}
# What WCAG 1.4.12 lets a reader set.
RUIM = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
# Pages to print for the client: whoever finds the paper must not learn where it is from.
ZONDER_SITE = {"Mijn afspraken", "Mijn plan"}
AXE = "opties => axe.run({...opties, resultTypes: ['violations']}).then(uit => uit.violations)"
KLEUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

STEEKT_UIT = """() => {
  const breed = document.documentElement.clientWidth;
  const schuift = (el) => el && (getComputedStyle(el).overflowX !== 'visible' || schuift(el.parentElement));
  const uit = [...document.body.querySelectorAll('*')].filter((el) => {
    const vak = el.getBoundingClientRect();
    return vak.width > 1 && vak.right > breed + 1 && !schuift(el.parentElement);
  });
  const meer = document.documentElement.scrollWidth - breed;
  return meer > 0 ? [`${meer} px te breed`, ...uit.slice(0, 3).map((el) => el.outerHTML.slice(0, 120))] : [];
}"""
PLAKT = """() => [...document.querySelectorAll('*')]
  .filter((el) => ['sticky', 'fixed'].includes(getComputedStyle(el).position) && el.role !== 'dialog')
  .reduce((som, el) => som + el.getBoundingClientRect().height, 0) / innerHeight"""


def keur(pagina: Page) -> list[str]:
    """What is wrong with the page that stands there, in sentences."""
    pagina.evaluate("document.querySelectorAll('details').forEach(deel => { deel.open = true })")
    pagina.evaluate(AXE_SCRIPT)
    fouten = _axe(pagina, "licht", {})
    pagina.emulate_media(color_scheme="dark")
    fouten += _axe(pagina, "donker", KLEUR)
    pagina.emulate_media(color_scheme="light")
    pagina.set_viewport_size(SMAL)
    fouten += [f"320 px: {regel}" for regel in pagina.evaluate(STEEKT_UIT)]
    if (deel := pagina.evaluate(PLAKT)) > 0.5:
        fouten.append(f"400 %: wat blijft staan, neemt {deel:.0%} van het scherm")
    pagina.evaluate(
        "stijl => { const vel = new CSSStyleSheet(); vel.replaceSync(stijl); document.adoptedStyleSheets = [vel] }",
        RUIM,
    )
    fouten += [f"ruime letters: {regel}" for regel in pagina.evaluate(STEEKT_UIT)]
    pagina.evaluate("document.adoptedStyleSheets = []")
    pagina.set_viewport_size(BREED)
    fouten += [f"1280 px: {regel}" for regel in pagina.evaluate(STEEKT_UIT)]
    fouten += _opbouw(pagina)
    return [f"{pagina.url} ({pagina.title()})\n    {fout}" for fout in fouten]


def _axe(pagina: Page, licht: str, opties: dict[str, Any]) -> list[str]:
    return [
        f"axe, {licht}: {fout['id']}: {fout['help']}\n        {knoop['html'][:160]} "
        f"{[deel['message'] for deel in knoop['any'] + knoop['all'] + knoop['none']][:1]}"
        for fout in pagina.evaluate(AXE, opties)
        for knoop in fout["nodes"][:4]
    ]


def _opbouw(pagina: Page) -> list[str]:
    """What axe leaves to people: one h1, a title of its own, and the way home above it."""
    fouten = []
    if pagina.locator("body > header a > img").count() != 1:
        fouten.append("geen kop van de site")
    if (aantal := pagina.locator("h1").count()) != 1:
        fouten.append(f"{aantal} keer h1")
    if not pagina.title().endswith(" · Start het gesprek") and pagina.title() not in ZONDER_SITE:
        fouten.append(f"titel {pagina.title()!r}")
    return fouten
