"""The markup of the content becomes safe HTML, and words without markup."""

from __future__ import annotations

from gesprek.inhoud.opmaak import naar_html, naar_platte_tekst


def _contact(naam: str, deel: str) -> str:
    return f"[{naam}|{deel}]"


def test_alineas_lijsten_en_nadruk_worden_html() -> None:
    html = naar_html("Eerst *zacht* en **sterk**.\n\n- een\n- twee\n\n1. dan\n2. daarna\n", _contact)
    assert "<p>Eerst <em>zacht</em> en <strong>sterk</strong>.</p>" in html
    assert "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>" in html
    assert "<ol>\n<li>dan</li>\n<li>daarna</li>\n</ol>" in html


def test_een_verwijzing_wordt_opgezocht_met_haar_deel() -> None:
    html = naar_html("Bel {stopitnow} of kijk op *{113.web}*.", _contact)
    assert html == "<p>Bel [stopitnow|] of kijk op <em>[113|web]</em>.</p>\n"


def test_html_koppen_en_links_in_een_tekst_blijven_tekst() -> None:
    html = naar_html(
        "# Kop\n\n<script>alert(1)</script> [klik](http://x.test) ![b](b.png) `{{7*7}}`", _contact
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not any(f"<{teken}" in html for teken in ("h1", "a", "img", "code"))
    assert "[klik](http://x.test)" in html


def test_platte_tekst_houdt_de_woorden_en_de_regels() -> None:
    tekst = naar_platte_tekst("Bel *{kind.naam}* & vraag < 3 dingen.\n\n- een\n- **twee**\n", _contact)
    assert [regel for regel in tekst.splitlines() if regel] == [
        "Bel [kind|naam] & vraag < 3 dingen.",
        "een",
        "twee",
    ]


def test_platte_tekst_noemt_zonder_kaart_het_id() -> None:
    assert naar_platte_tekst("Bel {nood}.") == "Bel nood."
