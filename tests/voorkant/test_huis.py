"""The small comforts of every page, and what paper gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.voorkant.blad import Antwoord, Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Wacht

pytestmark = pytest.mark.browser
Open = Callable[[Site], "Page"]

KNOP = """<button type="button" data-kopieer="#bron" data-tekst-gelukt="Gekopieerd"
  data-tekst-mislukt="Druk op Ctrl en C" hidden>Kopieer</button><span role="status"></span>"""
CODE = '<ol class="code" id="bron"><li>zilver</li><li>molen</li><li>theepot</li></ol>'


def test_a_double_click_sends_a_form_once_with_the_value_of_its_button(open_site: Open) -> None:
    knop = '<button name="tekst" value="een">Stuur</button>'
    # 204 leaves the page where it is, as a download does, so that a second click is possible at all.
    site = Site(inhoud=f'<form method="post" action="/x/">{knop}</form>', antwoorden=[Antwoord(204, "")] * 2)
    pagina = open_site(site)
    for _klik in range(2):
        pagina.get_by_role("button").click()
        pagina.wait_for_timeout(300)
    assert site.ontvangen == [("/x/", "een")]


def test_a_form_goes_again_at_once_with_another_choice(open_site: Open) -> None:
    keus = '<label><input type="checkbox" name="uitleg" value="ja"> Uitleg</label>'
    knop = '<button name="tekst" value="een">Stuur</button>'
    formulier = f'<form method="post" action="/x/">{keus}{knop}</form>'
    site = Site(inhoud=formulier, antwoorden=[Antwoord(204, "")] * 2)
    pagina = open_site(site)
    pagina.get_by_role("button").click()
    pagina.wait_for_timeout(300)
    pagina.get_by_label("Uitleg").check()
    pagina.get_by_role("button").click()
    pagina.wait_for_timeout(300)
    assert site.ontvangen == [("/x/", "een")] * 2


def test_the_code_is_copied_as_one_line(open_site: Open) -> None:
    pagina = open_site(Site(inhoud=f"<header>kop</header><main>{CODE}{KNOP}</main>"))
    pagina.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pagina.get_by_role("button", name="Kopieer").click()
    expect(pagina.get_by_role("status")).to_have_text("Gekopieerd")
    assert pagina.evaluate("navigator.clipboard.readText()") == "zilver molen theepot"


def test_kept_text_is_copied_with_its_lines(open_site: Open) -> None:
    pagina = open_site(Site(inhoud=f'<textarea id="bron" readonly>een\ntwee</textarea>{KNOP}'))
    pagina.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pagina.get_by_role("button", name="Kopieer").click()
    expect(pagina.get_by_role("status")).to_have_text("Gekopieerd")
    assert pagina.evaluate("navigator.clipboard.readText()") == "een\ntwee"


def test_where_copying_is_refused_the_words_are_selected(open_site: Open) -> None:
    pagina = open_site(Site(inhoud=f"<main>{CODE}{KNOP}</main>"))
    pagina.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('nee')); }")
    pagina.get_by_role("button", name="Kopieer").click()
    expect(pagina.get_by_role("status")).to_have_text("Druk op Ctrl en C")
    assert pagina.evaluate("getSelection().toString().split(/\\s+/)") == ["zilver", "molen", "theepot"]


def test_without_javascript_there_are_no_buttons_that_need_it(wacht: Wacht) -> None:
    site = Site(inhoud=f"<main>{CODE}{KNOP}<button data-print hidden>Print</button></main>")
    pagina = site.open(wacht.nieuwe_pagina(java_script_enabled=False))
    expect(pagina.locator("button:visible")).to_have_count(0)


def test_a_printed_code_card_says_nothing_but_the_words(open_site: Open) -> None:
    inhoud = f"""<header class="kop">Start het gesprek</header>
      <main class="romp"><div class="paginakop"><h1>Dit is je code</h1></div>
      <section class="codekaart">{CODE}</section><p>Bewaar hem goed</p>{KNOP}</main>
      <footer class="voet">Privacy</footer>"""
    pagina = open_site(Site(inhoud=inhoud))
    pagina.emulate_media(media="print")
    assert pagina.evaluate("document.body.innerText.split(/\\s+/)") == ["zilver", "molen", "theepot"]


def test_folded_guidance_is_printed_in_full(open_site: Open) -> None:
    inhoud = '<details class="kader"><summary>Wat als</summary><p id="in">Blijf rustig</p></details>'
    pagina = open_site(Site(inhoud=inhoud))
    expect(pagina.locator("#in")).to_be_hidden()
    pagina.emulate_media(media="print")
    expect(pagina.locator("#in")).to_be_visible()


def test_a_writing_field_grows_with_its_text_in_a_browser_that_cannot_do_so_itself(open_site: Open) -> None:
    pagina = open_site(Site(inhoud='<textarea aria-label="Tekst"></textarea>', scripts=()))
    pagina.evaluate("""async () => {
      CSS.supports = () => false;
      document.querySelector("textarea").style.setProperty("field-sizing", "fixed");
      await import("/static/js/huis.js");
    }""")
    vak = pagina.get_by_label("Tekst")
    voor = vak.evaluate("vak => vak.offsetHeight")
    vak.fill("regel\n" * 30)
    assert vak.evaluate("vak => vak.offsetHeight") > voor + 400
    assert vak.evaluate("vak => vak.scrollHeight <= vak.clientHeight + 1")


def test_fields_and_rows_are_easy_to_hit(open_site: Open) -> None:
    inhoud = """<button class="knop knop--klein">Kort</button><input type="text" aria-label="x">
      <div class="keuze"><input type="checkbox" id="a"><label for="a">Ja</label></div>"""
    pagina = open_site(Site(inhoud=inhoud))
    for vak in pagina.locator("button, input[type=text], .keuze").all():
        maat = vak.bounding_box()
        assert maat is not None
        assert maat["height"] >= 44
    rij = pagina.locator(".keuze").bounding_box()
    assert rij is not None
    pagina.mouse.click(rij["x"] + rij["width"] - 3, rij["y"] + rij["height"] - 3)
    expect(pagina.get_by_role("checkbox")).to_be_checked()
