"""The PDF itself: everything in it can be read back, it is accessible, and it tells nothing about its maker."""

from __future__ import annotations

import http.server
import threading
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier, Rij
from gesprek.verslag.drukkerij import maak_pdf
from gesprek.verslag.papier import als_html
from tests.verslag.hulp import alles, kaal, klachten, lees, verslag, zegt
from tests.verslag.test_opbouw import VELDEN, dossiers

pytestmark = pytest.mark.pdf
VELD = "gevoel-wat"
RIJENVELD = next(veld for veld in VELDEN if veld.soort == "rijen")


def druk(dossier: Dossier, uitleg: bool = False, wachtwoord: str = "") -> bytes:
    return maak_pdf(als_html(verslag(dossier, alles(uitleg=uitleg))), wachtwoord)


def druk_tekst(tekst: str) -> bytes:
    """A paper with this as an answer."""
    return druk(Dossier(teksten={VELD: tekst}))


@pytest.fixture(scope="module")
def oefenpapier() -> bytes:
    return druk(oefendossier(), uitleg=True)


def test_every_text_of_the_practice_case_can_be_read_back(oefenpapier: bytes) -> None:
    papier = kaal(lees(oefenpapier))
    woorden = zegt(oefendossier())
    assert len(woorden) > 100
    assert [woord for woord in woorden if kaal(woord) not in papier] == []


def _leesbaar(teken: str) -> bool:
    # Scripts whose letters move or melt: a reader of PDFs gives them in another order (test below).
    return (
        unicodedata.category(teken) not in ("Cc", "Cs", "Cn", "Co", "Mn", "Mc", "Me") and ord(teken) < 0x590
    )


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers)
def test_every_text_of_any_dossier_can_be_read_back(dossier: Dossier) -> None:
    def schoon(tekst: str) -> str:
        return "".join(teken for teken in tekst if _leesbaar(teken)) or "x"

    dossier = Dossier(
        label=schoon(dossier.label),
        teksten={naam: schoon(waarde) for naam, waarde in dossier.teksten.items()},
        keuzes={naam: tuple(map(schoon, waarden)) for naam, waarden in dossier.keuzes.items()},
        rijen=dossier.rijen
        and {
            naam: tuple(Rij(rij.id, {k: schoon(w) for k, w in rij.waarden.items()}) for rij in rijen)
            for naam, rijen in dossier.rijen.items()
        },
    )
    pdf = druk(dossier)
    papier = kaal(lees(pdf))
    assert [woord for woord in zegt(dossier) if kaal(woord) not in papier] == []
    assert klachten(pdf) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "café, naïef, Zoë, ’s avonds, „zo”, coöperatie",
        "dag cafe\u0301 en e\u0308e\u0308n",
        "x\u0302 en daarna xyz xyz, q\u0301 en qrs",
        "€ 12,50 × 3 ≈ ½ ‰ ™ © → ✓ ☐ ☎ ●",
        "fi ffi fl ffl ij IJ ĳ",
        "😀 👍🏽 👩‍👧‍👦 🇳🇱 🇧🇪 ❤️ 1️⃣ 5️⃣ #️⃣",
        "Ελληνικά, Русский, Українська, Türkçe İstanbul ığdır, polski żółć, Tiếng Việt",
        "שלום עולם",
        "مرحبا بالعالم العربية لا إله پچژگ",
        "hij zei שלום tegen mij",
        "hij zei مرحبا tegen mij",
        "ไทย ภาษา",
        "zacht\u00adkoppelteken en nul\u200bbreed en \u200ecode\u200f",
    ],
)
def test_a_text_in_any_common_script_can_be_read_back(tekst: str) -> None:
    pdf = druk_tekst(tekst)
    assert kaal(tekst) in kaal(lees(pdf))
    assert klachten(pdf) == []


def test_a_text_from_the_right_is_set_from_the_right() -> None:
    html = als_html(verslag(Dossier(teksten={VELD: "שלום עולם\n\nhallo"})))
    assert (
        '<p class="v-alinea" dir="rtl"><bdi>שלום עולם</bdi></p><p class="v-alinea"><bdi>hallo</bdi></p>'
        in html
    )


def test_what_no_font_has_is_printed_as_its_code() -> None:
    pdf = druk_tekst("voor 中\ue000\U0001d4d7 na\u0007 \ufeffklaar")
    assert kaal("voor[U+4E2D][U+E000][U+1D4D7]na[U+0007]klaar") in kaal(lees(pdf))
    assert klachten(pdf) == []


def test_every_character_that_our_fonts_have_leaves_a_valid_pdf() -> None:
    from gesprek.verslag.lettertypen import dekking

    tekens = [chr(code) for code in sorted(dekking()) if chr(code) not in "\t\n\r"]
    assert len(tekens) > 11_000
    kwijt = set()
    # Several papers: all of them on one comes too near to the time that a paper may take on a busy machine.
    for i in range(0, len(tekens), 2_000):
        pdf = druk_tekst(" ".join(tekens[i : i + 2_000]))
        assert klachten(pdf) == []
        papier = kaal(lees(pdf))
        kwijt |= {t for t in tekens[i : i + 2_000] if t.isalpha() and kaal(t) not in papier}
    # Letters that are built of loose pieces: rare Arabic ones, and Thai and Lao "am".
    assert len(kwijt) < 100, sorted(kwijt)
    assert not {teken for teken in kwijt if ord(teken) < 0x600}


def test_code_of_any_kind_is_text_on_paper() -> None:
    teksten = (
        "<script>alert(1)</script>",
        "{{7*7}} {% load i18n %} ${7*7}",
        "</p></div><style>*{display:none}</style><h1>Weg</h1>",
        '"><img src=file:///etc/passwd onerror=alert(1)>',
        '<link rel=attachment href="file:///etc/passwd">',
        "@page { size: A9 } body { background: url(http://localhost/) }",
        "<!-- weg --> &lt;b&gt; &amp;amp;",
    )
    overal = Dossier(
        label=teksten[0],
        teksten=dict(
            zip((veld.id for veld in VELDEN if veld.soort in ("kort", "lang")), teksten, strict=False)
        ),
        keuzes={next(veld.id for veld in VELDEN if veld.soort == "meerkeuze"): teksten},
        rijen={
            RIJENVELD.id: tuple(Rij(str(i), {RIJENVELD.kolommen[0].id: t}) for i, t in enumerate(teksten))
        },
    )
    papier = kaal(lees(druk(overal)))
    assert {tekst: papier.count(kaal(tekst)) for tekst in teksten} == {
        tekst: 4 if tekst == teksten[0] else 3 for tekst in teksten
    }


@pytest.fixture
def luisteraar() -> Iterator[tuple[str, list[str]]]:
    """A web server of our own and the paths that somebody asked it for."""
    gevraagd: list[str] = []

    class Antwoord(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            gevraagd.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Antwoord) as server:
        draad = threading.Thread(target=server.serve_forever)
        draad.start()
        yield f"http://127.0.0.1:{server.server_port}", gevraagd
        server.shutdown()
        draad.join()


def test_the_press_fetches_nothing_even_when_the_html_asks_for_it(
    luisteraar: tuple[str, list[str]], tmp_path: Path
) -> None:
    adres, gevraagd = luisteraar
    geheim = tmp_path / "geheim.txt"
    geheim.write_text("dit mag nergens staan")
    bij = geheim.as_uri()
    pdf = maak_pdf(
        f"""<!doctype html><html lang="nl"><head><title>t</title>
        <base href="{adres}/"><link rel="stylesheet" href="{adres}/a.css"><link rel="stylesheet" href="{bij}">
        <link rel="attachment" href="{bij}"><link rel="attachment" href="{adres}/b">
        <style>@import url({adres}/c.css); @font-face {{ font-family: x; src: url({adres}/d), url({bij}) }}
        p {{ font-family: x; background: url({adres}/e); list-style-image: url({bij}) }}
        p::before {{ content: url({adres}/f) url({bij}) }}</style></head>
        <body><h1>Kop</h1><p>tekst<img src="{adres}/g" alt=""><img src="{bij}" alt=""></p>
        <object data="{bij}"></object><embed src="{adres}/h"><iframe src="{bij}"></iframe>
        <svg xmlns="http://www.w3.org/2000/svg"><image href="{adres}/i"/><use href="{bij}#a"/></svg></body></html>"""
    )
    assert gevraagd == []
    lezer = PdfReader(BytesIO(pdf))
    assert "tekst" in lees(pdf)
    assert lezer.attachments == {}
    with pikepdf.open(BytesIO(pdf)) as document:
        alles = b"".join(o.read_bytes() for o in document.objects if isinstance(o, pikepdf.Stream))
    assert b"dit mag nergens staan" not in alles


def test_the_practice_case_is_pdf_ua(oefenpapier: bytes) -> None:
    assert klachten(oefenpapier) == []


def test_the_pages_are_numbered_and_there_is_an_outline(oefenpapier: bytes) -> None:
    lezer = PdfReader(BytesIO(oefenpapier))
    aantal = len(lezer.pages)
    assert aantal > 10
    for nummer, pagina in enumerate(lezer.pages, 1):
        assert f"Pagina {nummer} van {aantal}" in pagina.extract_text()
        assert [round(float(maat)) for maat in pagina.mediabox[2:]] == [595, 842]
    titels = [punt.title for punt in lezer.outline[0:1] if not isinstance(punt, list)]
    assert titels == ["Mijn voorbereiding"]


def _over_de_maker(document: pikepdf.Pdf) -> tuple[dict[str, str], str]:
    xmp = document.Root.Metadata.read_bytes().decode()
    return {naam: str(waarde) for naam, waarde in document.docinfo.items()}, xmp


def test_a_pdf_says_nothing_of_who_when_or_where(oefenpapier: bytes) -> None:
    with pikepdf.open(BytesIO(oefenpapier)) as document:
        gegevens, xmp = _over_de_maker(document)
        assert set(gegevens) == {"/Producer", "/Title"}
        assert gegevens["/Title"] == "Mijn voorbereiding"
        assert "/ID" not in document.trailer
        assert document.Root.Lang == "nl"
    for woord in ("CreateDate", "ModifyDate", "creator", "2026", str(Path.home()), "file:"):
        assert woord not in xmp
    assert b"/home" not in oefenpapier
    assert b"/work" not in oefenpapier


def test_the_same_report_gives_the_same_bytes() -> None:
    assert druk_tekst("twee keer hetzelfde") == druk_tekst("twee keer hetzelfde")


def test_a_password_opens_the_pdf_and_another_does_not() -> None:
    pdf = druk(oefendossier(), wachtwoord="Grüße, 4 ezels & €")
    for fout in ("", "grüße, 4 ezels & €", "iets anders"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(pdf), password=fout)
    with pikepdf.open(BytesIO(pdf), password="Grüße, 4 ezels & €") as document:
        assert document.user_password_matched
        assert not document.owner_password_matched
        assert (document.encryption.R, document.encryption.bits) == (6, 256)
        assert document.allow.accessibility
        assert not document.allow.modify_other
        gegevens, _ = _over_de_maker(document)
        assert set(gegevens) == {"/Producer", "/Title"}
        assert "/StructTreeRoot" in document.Root
    assert kaal(oefendossier().teksten[VELD]) in kaal(lees(pdf, "Grüße, 4 ezels & €"))
    assert b"pdfuaid" not in pdf
    assert "Mijn voorbereiding".encode("utf-16-be") not in pdf


def test_a_very_long_answer_still_becomes_a_pdf_with_all_of_it() -> None:
    zin = "Ik merk dat je stil bent en dat houdt me bezig. "
    lang = zin * (200_000 // len(zin))
    pdf = druk_tekst(lang)
    assert kaal(lees(pdf)).count(kaal(zin)) == lang.count(zin)
