"""The whole way with the keyboard alone: no mouse, and one always sees where one is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from gesprek.inhoud.lader import laad
from tests.heleweg.keuring import SMAL
from tests.heleweg.werkplek import Werkplek, veld, wacht_op_bewaard

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Locator, Page

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]

# What is wrong with how the focus shows ("" when nothing is): no ring on the element or on the row of the list
# that it fills, out of sight, or under a bar that stays in place. And whether it is on `doel`.
ZICHT = """doel => {
  const el = document.activeElement;
  const stijl = getComputedStyle;
  const ring = (x) => x && stijl(x).outlineStyle !== 'none' && parseFloat(stijl(x).outlineWidth) >= 2;
  const wat = (x) => x?.outerHTML.slice(0, 100);
  const zicht = () => {
    if (el === document.body) return '';
    if (!ring(el) && !ring(el.closest('li'))) return 'geen ring';
    const vak = el.getBoundingClientRect();
    if (vak.bottom <= 0 || vak.top >= innerHeight) return 'buiten beeld';
    const links = Math.min(vak.left + vak.width / 2, innerWidth - 1);
    const boven = document.elementFromPoint(links, Math.max(vak.top, 0) + Math.min(vak.height, innerHeight) / 2);
    const van = (x) => x.contains(boven) || boven.contains(x);
    return boven && [el, ...(el.labels ?? [])].some(van) ? '' : `bedekt door ${wat(boven)}`;
  };
  const fout = zicht();
  return [fout && `${document.title}: ${wat(el)}: ${fout}`, el === doel];
}"""


class Toetsen:
    """Walks a page with Tab, and looks at every stop whether one sees where one is."""

    def __init__(self, pagina: Page) -> None:
        self.pagina = pagina
        self.fouten: list[str] = []

    def kijk(self, doel: ElementHandle | None = None) -> bool:
        """Look at what has the focus; is it `doel`?"""
        fout, er = self.pagina.evaluate(ZICHT, doel)
        if fout:
            self.fouten.append(fout)
        return bool(er)

    def naar(self, doel: Locator, hoogstens: int = 120) -> None:
        """Press Tab until `doel` has the focus."""
        self.pagina.wait_for_load_state()
        handvat = doel.element_handle()
        if doel.evaluate("el => el === document.activeElement"):
            return
        for _ in range(hoogstens):
            self.pagina.keyboard.press("Tab")
            if self.kijk(handvat):
                return
        raise AssertionError(f"{doel} is niet te bereiken met Tab")

    def druk(self, soort: str, naam: str) -> None:
        """Go to a link or button and press Enter."""
        self.naar(self.pagina.get_by_role(soort, name=re.compile(rf"^(‹\s*)?{re.escape(naam)}$")).last)  # type: ignore[arg-type]
        self.pagina.keyboard.press("Enter")

    def kies(self, naam: str) -> None:
        """Go to a group of radios and choose with the arrows, as the browser wants it."""
        radio = self.pagina.get_by_role("radio", name=re.compile(f"^{naam}"))
        groep = radio.get_attribute("name")
        self.naar(self.pagina.locator(f'[name="{groep}"]').first)
        self.pagina.keyboard.press("Space")
        for _ in range(10):
            if radio.is_checked():
                return
            self.pagina.keyboard.press("ArrowDown")
        raise AssertionError(naam)

    def titel(self, begin: str) -> None:
        expect(self.pagina).to_have_title(re.compile(f"^{begin}"))


@pytest.fixture
def toetsen(pagina: Page) -> Toetsen:
    return Toetsen(pagina)


def test_the_whole_way_by_keyboard(toetsen: Toetsen, pagina: Page, tmp_path: Path) -> None:
    pagina.goto("/")
    pagina.keyboard.press("Tab")
    expect(pagina.get_by_role("link", name="Ga naar de inhoud")).to_be_focused()
    toetsen.kijk()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("main")).to_be_focused()
    toetsen.druk("link", "Begin een voorbereiding")
    toetsen.titel("Begin een voorbereiding")
    for keus in ("Vlaanderen", "Huisarts", "Een gedeelde computer"):
        toetsen.kies(keus)
    toetsen.druk("button", "Maak mijn code")
    toetsen.titel("Je code")
    code = " ".join(pagina.locator("#code li").all_text_contents())
    toetsen.druk("button", "Mijn code is bewaard, ga verder")
    toetsen.naar(pagina.locator("#label"))
    pagina.keyboard.type("gesprek van donderdag")
    pagina.keyboard.press("Enter")
    toetsen.titel("De zes stappen")
    toetsen.druk("link", "Ga verder met stap 1")

    for stap in laad().stappen:
        toetsen.titel(f"Stap {stap.nummer} van 6")
        vak = pagina.locator("details[open] :is(textarea, input[type=text])").first
        toetsen.naar(vak)
        pagina.keyboard.type(f"dit schreef ik bij stap {stap.nummer}")
        wacht_op_bewaard(pagina)
        expect(vak).to_be_focused()
        vinkje = pagina.locator("details[open] input[name^='p.']").first
        toetsen.naar(vinkje)
        pagina.keyboard.press("Space")
        expect(vinkje).to_be_checked()
        wacht_op_bewaard(pagina)
        expect(vinkje).to_be_focused()
        if stap.nummer == 2:  # fold a part open, and fold it again
            dicht = pagina.locator("details:not([open]) > summary").first
            naam = dicht.inner_text()
            toetsen.naar(dicht)
            pagina.keyboard.press("Enter")
            expect(pagina.locator("details[open]")).to_have_count(2)
            pagina.keyboard.press("Space")
            expect(pagina.locator("details[open]")).to_have_count(1)
            assert pagina.locator(":focus").inner_text() == naam
        toetsen.druk("button", f"Naar stap {stap.nummer + 1}" if stap.nummer < 6 else "Naar het overzicht")
    toetsen.titel("Lees alles na")
    for nummer in range(1, 7):
        expect(pagina.locator("main")).to_contain_text(f"dit schreef ik bij stap {nummer}")

    toetsen.druk("button", "Vergrendel")
    toetsen.titel("Open je kluis")
    toetsen.naar(pagina.get_by_label("Je toegangscode"))
    pagina.keyboard.type("dit is geen code")
    pagina.keyboard.press("Enter")
    toetsen.titel("Fout: Open je kluis")
    expect(pagina.locator("#foutenlijst")).to_be_focused()
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_label("Je toegangscode")).to_be_focused()
    pagina.keyboard.press("Control+a")
    pagina.keyboard.type(code)
    pagina.keyboard.press("Enter")
    toetsen.druk("link", "gesprek van donderdag")
    toetsen.druk("link", "Maak een PDF")
    with pagina.expect_download(timeout=30_000) as wachten:
        toetsen.druk("button", "Download de PDF")
    assert wachten.value.path().read_bytes().startswith(b"%PDF")
    toetsen.druk("link", "Alle stappen")
    toetsen.druk("link", "Klaar? Bewaar je PDF en wis alles")
    toetsen.naar(pagina.locator("#zeker"))
    pagina.keyboard.press("Space")
    toetsen.druk("button", "Wis alles nu")
    toetsen.titel("Alles is gewist")
    assert not toetsen.fouten, "\n".join(toetsen.fouten)


def test_rows_by_keyboard_keep_the_focus_near_what_was_done(
    toetsen: Toetsen, pagina: Page, plek: Werkplek
) -> None:
    rij = '[name^="r.boodschap-punten."]'
    pagina.goto(plek.stap(deel="boodschap"))
    toetsen.naar(pagina.locator(rij))
    pagina.keyboard.type("eerste")
    toetsen.druk("button", "Nog een boodschap")
    expect(pagina.locator(rij).nth(1)).to_be_focused()
    pagina.keyboard.type("tweede")
    toetsen.naar(pagina.get_by_role("button", name="Omhoog boodschap 2"))
    pagina.keyboard.press("Enter")
    expect(pagina.locator(rij).first).to_have_value("tweede")
    # On from the row that moved, at the button that is left to it, not from the top of the page.
    expect(pagina.get_by_role("button", name="Omlaag boodschap 1")).to_be_focused()
    toetsen.naar(pagina.get_by_role("button", name="Weghalen boodschap 1"))
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("button", name="Ongedaan maken")).to_be_focused()
    toetsen.kijk()
    pagina.keyboard.press("Enter")
    expect(pagina.locator(rij)).to_have_count(2)
    expect(pagina.locator(rij).first).to_have_value("tweede")
    assert not toetsen.fouten, "\n".join(toetsen.fouten)


def test_a_mistake_in_a_step_is_found_from_the_summary(
    toetsen: Toetsen, pagina: Page, plek: Werkplek
) -> None:
    pagina.goto(plek.stap())
    veld(pagina, "t.moment-privacy").fill("lang " * 4001)
    toetsen.druk("button", "Opslaan")
    toetsen.titel("Fout: Stap 1 van 6")
    expect(pagina.locator("#foutenlijst")).to_be_focused()
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Enter")
    pagina.keyboard.press("Tab")
    expect(veld(pagina, "t.moment-privacy")).to_be_focused()


@pytest.mark.parametrize("klein", [False, True])
def test_the_focus_is_never_under_a_bar_in_a_full_step(
    toetsen: Toetsen, pagina: Page, plek: Werkplek, klein: bool
) -> None:
    if klein:
        pagina.set_viewport_size(SMAL)
    pagina.goto(plek.stap())
    for deel in pagina.locator("details.onderdeel").all():
        if deel.get_attribute("open") is None:
            deel.locator("> summary").press("Enter")
    pagina.evaluate("document.getElementById('verlengbalk').hidden = false")
    pagina.locator(".sla-over").focus()
    einde = pagina.locator("footer a").last
    toetsen.naar(einde, hoogstens=300)
    assert not toetsen.fouten, "\n".join(toetsen.fouten)
