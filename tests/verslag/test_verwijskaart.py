"""The verwijskaart: what stands on it is true today, it reads aloud and scans, and it tells a finder little."""

from __future__ import annotations

import re
from datetime import date, time
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import segno
from django.http import HttpResponse
from django.urls import reverse
from pypdf import PdfReader

from gesprek.kluis import tijd
from gesprek.verslag import drukkerij, verwijskaart
from gesprek.verslag.drukkerij import maak_pdf
from gesprek.verslag.verwijskaart import RAND, Code, als_html, maak, teken
from sociale_kaart.models import Aanbod, Kanaal, Openingstijd
from tests.hulp import Bezoeker, tekst
from tests.verslag.hulp import kaal, klachten, lees

pytestmark = pytest.mark.django_db(databases="__all__")
PDF, AFDRUK = reverse("verwijskaart"), reverse("verwijskaart_afdruk")
DAG = date(2026, 3, 10)
DRIE = ["113", "stop-it-now-nl", "de-waag"]
VERRAADT = ("start het gesprek", "seksu", "misbruik", "pedo", "dader", "cliënt", "kluis", "verwijskaart")


def html(*slugs: str, met_wat: bool = False) -> str:
    return als_html(maak(slugs, met_wat=met_wat, gemaakt_op=DAG))


@pytest.fixture
def wie() -> Bezoeker:
    return Bezoeker()


def vraag(wie: Bezoeker, url: str = PDF, *slugs: str, **meer: str) -> HttpResponse:
    return wie.post(url, {"slug": slugs or DRIE, **meer})


@pytest.mark.pdf
def test_the_pdf_says_who_and_how_in_the_order_of_choosing() -> None:
    pdf = maak_pdf(html(*reversed(DRIE)))
    papier = lees(pdf)
    plekken = [papier.index(naam) for naam in ("De Waag", "Stop it Now", "113 Zelfmoordpreventie")]
    assert plekken == sorted(plekken)
    for woord in ("0800 266 64 36", "0800 0113", "Dag en nacht", "dewaagnederland.nl", "10 maart 2026"):
        assert kaal(woord) in kaal(papier)
    assert klachten(pdf) == []


@pytest.mark.pdf
def test_there_is_room_to_write_under_one_address_and_no_sheet_with_nothing_but_lines() -> None:
    assert "Ruimte om te schrijven" in lees(maak_pdf(html("113")))
    twee = maak_pdf(html("113", "stop-it-now-nl"))
    assert "Ruimte om te schrijven" not in lees(twee)
    with pikepdf.open(BytesIO(twee)) as document:
        assert len(document.pages) == 1


@pytest.mark.pdf
def test_all_that_is_published_makes_valid_papers() -> None:
    alle = list(Aanbod.objects.gepubliceerd().order_by("slug").values_list("slug", flat=True))
    for begin in range(0, len(alle), verwijskaart.MAX):
        pdf = maak_pdf(html(*alle[begin : begin + verwijskaart.MAX], met_wat=True))
        assert klachten(pdf) == []


@pytest.mark.pdf
def test_a_finder_is_told_no_more_than_names_and_numbers() -> None:
    pdf = maak_pdf(html("113", "de-waag", "juridisch-loket", "tele-onthaal"))
    assert [woord for woord in VERRAADT if woord in lees(pdf).lower()] == []
    with pikepdf.open(BytesIO(pdf)) as document:
        assert set(document.docinfo.keys()) == {"/Producer", "/Title"}
        assert document.docinfo["/Title"] == "Adressen en nummers"
        xmp = document.Root.Metadata.read_bytes().decode()
        assert document.Root.Lang == "nl"
    assert [woord for woord in (*VERRAADT, "CreateDate", "2026") if woord in xmp] == []


def test_who_takes_nobody_without_a_verwijzer_says_so_once_also_to_a_client_who_is_told_no_more() -> None:
    zin = "Aanmelden gaat via een verwijzer"
    assert html("de-waag", "113").count(zin) == 1
    assert zin not in html("113")
    met_wat = html("de-waag", met_wat=True)
    assert zin not in met_wat
    assert "Altijd via een verwijzer" in met_wat


def test_what_they_do_comes_along_only_when_asked() -> None:
    wat = Aanbod.objects.get(slug="de-waag").wat
    assert wat
    assert wat not in html("de-waag")
    assert wat in html("de-waag", met_wat=True)


@pytest.mark.pdf
def test_each_code_on_the_paper_is_that_of_its_number_in_black_on_white_with_room_round_it() -> None:
    (adres,) = maak(["113"], met_wat=False, gemaakt_op=DAG).adressen
    codes = [weg.code for weg in adres.wegen if weg.code]
    assert [code.naar for code in codes][:2] == ["tel:113", "tel:08000113"]
    assert codes[2].naar.startswith("https://")
    assert _getekend(maak_pdf(html("113"))) == [_segno(code.naar) for code in codes]


def _segno(naar: str) -> list[list[int]]:
    """The modules that stand for this address, by the library itself, in its quiet zone."""
    qr = segno.make(naar, error="m", micro=False)
    return [list(rij) for rij in qr.matrix_iter(border=RAND)]


def _getekend(pdf: bytes) -> list[list[list[int]]]:
    """What the figures of the first page fill, module by module: 1 for black, 0 for white, 9 for nothing."""
    uit: list[list[list[int]]] = []
    punten: list[tuple[int, int]] = []
    kleur, binnen = -1, False
    with pikepdf.open(BytesIO(pdf)) as document:
        for opdracht in pikepdf.parse_content_stream(document.pages[0]):
            naam, waarden = str(opdracht.operator), list(opdracht.operands)
            if naam == "BDC":
                binnen = str(waarden[0]) == "/Figure"
                if binnen:
                    uit.append([])
            elif not binnen:
                continue
            elif naam == "EMC":
                binnen = False
            elif naam == "rg":
                kleur = {"000": 1, "111": 0}["".join(str(waarde) for waarde in waarden)]
            elif naam in ("m", "l"):
                punten.append((int(waarden[0]), int(waarden[1])))
            elif naam == "h":
                _vul(uit[-1], punten[-4:], kleur)
    return uit


def _vul(beeld: list[list[int]], hoeken: list[tuple[int, int]], kleur: int) -> None:
    """Paint a rectangle; the first one is the paper that the rest stands on."""
    (x1, y1), _, (x2, y2), _ = hoeken
    if not beeld:
        assert (x1, y1, kleur) == (0, 0, 0)
        beeld.extend([9] * x2 for _ in range(y2))
    for y in range(y1, y2):
        beeld[y][x1:x2] = [kleur] * (x2 - x1)


@pytest.mark.pdf
def test_each_code_is_told_in_words() -> None:
    with pikepdf.open(BytesIO(maak_pdf(html("113", "de-waag")))) as document:
        alt = [
            str(o.Alt)
            for o in document.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
        ]
    assert "QR-code om 0800 0113 te bellen" in alt
    assert "QR-code naar dewaagnederland.nl" in alt


@pytest.mark.parametrize("naar", ["tel:113", "https://x.example/" + "a" * 280, "https://x.example/?é=ü"])
def test_the_path_of_a_code_covers_exactly_its_dark_modules(naar: str) -> None:
    code = teken(naar, "alt")
    assert _uit_pad(code) == _segno(naar)


def _uit_pad(code: Code) -> list[list[int]]:
    uit = [[0] * code.maat for _ in range(code.maat)]
    for x, y, breed, terug in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", code.pad):
        assert breed == terug
        for i in range(int(breed)):
            uit[int(y)][int(x) + i] += 1
    return uit


def test_a_number_that_changes_is_changed_on_the_next_paper() -> None:
    assert "0800 266 64 36" in html("stop-it-now-nl")
    Kanaal.objects.filter(aanbod__slug="stop-it-now-nl", soort="telefoon").update(waarde="0800 0000")
    assert "0800 266 64 36" not in html("stop-it-now-nl")
    assert "0800 0000" in html("stop-it-now-nl")


def test_hours_that_the_editors_filled_in_stand_on_the_paper_while_they_count() -> None:
    aanbod = Aanbod.objects.get(slug="stop-it-now-nl")
    telefoon = aanbod.kanalen.get(soort="telefoon")
    assert "maandag" not in html("stop-it-now-nl").lower()
    uren: dict[str, Any] = {"aanbod": aanbod, "van": time(9), "tot": time(17)}
    Openingstijd.objects.create(kanaal=telefoon, dagen="12345", **uren)
    Openingstijd.objects.create(kanaal=telefoon, dagen="6", geldig_tot=date(2020, 1, 1), **uren)
    papier = html("stop-it-now-nl")
    assert "Maandag tot en met vrijdag 9.00–17.00" in papier
    assert "zaterdag" not in papier.lower()


@pytest.mark.pdf
def test_a_hostile_name_is_text_on_paper() -> None:
    vuil = '</h2><script>alert(1)</script><style>*{display:none}</style><img src="file:///etc/passwd">'
    Aanbod.objects.filter(slug="113").update(naam=vuil, wat=vuil)
    Kanaal.objects.filter(aanbod__slug="113", soort="telefoon").update(label=vuil[:60])
    pdf = maak_pdf(html("113", met_wat=True))
    assert kaal(lees(pdf)).count(kaal(vuil)) == 2
    assert klachten(pdf) == []


@pytest.mark.pdf
def test_the_download_has_a_neutral_name_and_is_kept_by_nobody(wie: Bezoeker) -> None:
    antwoord = vraag(wie)
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["Content-Disposition"] == 'attachment; filename="adressen.pdf"'
    assert antwoord["Cache-Control"] == "no-store, private"
    assert len(PdfReader(BytesIO(antwoord.content)).pages) > 0
    assert "sessie" not in antwoord.cookies


@pytest.mark.parametrize("url", [PDF, AFDRUK])
def test_who_asks_for_nothing_is_sent_to_choose(wie: Bezoeker, url: str) -> None:
    keuze = reverse("sociale_kaart:selectie")
    assert wie.get(url).status_code == 405
    for slugs in (["bestaat-niet"], ["\0"], ["x" * 5000], [""]):
        assert wie.post(url, {"slug": slugs})["Location"] == keuze


def test_without_the_token_of_the_page_nothing_is_printed(wie: Bezoeker) -> None:
    for url in (PDF, AFDRUK):
        assert wie.post(url, {"slug": DRIE}, token=False, van="cross-site").status_code == 403


def test_no_more_than_twelve_and_nothing_that_is_not_published(wie: Bezoeker) -> None:
    alle = list(Aanbod.objects.gepubliceerd().order_by("slug").values_list("slug", flat=True))
    Aanbod.objects.filter(slug=alle[1]).update(status="concept")
    pagina = tekst(vraag(wie, AFDRUK, *alle, *alle))
    assert pagina.count('class="a-adres"') == verwijskaart.MAX - 1
    assert f"<h2>{Aanbod.objects.get(slug=alle[1]).naam}</h2>" not in pagina


def test_the_page_to_print_has_the_same_content_and_a_title_that_tells_nothing(wie: Bezoeker) -> None:
    for wat in ("nee", "ja"):
        pagina = tekst(vraag(wie, AFDRUK, wat=wat))
        assert "<title>Adressen en nummers</title>" in pagina
        papier = als_html(maak(DRIE, met_wat=wat == "ja", gemaakt_op=tijd.vandaag()))
        lijf = papier.partition('adressen">')[2].partition("</body>")[0].strip()
        assert lijf in pagina


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        (drukkerij.TeLang(), "Je keuze is er nog"),
        (drukkerij.DrukBezet(), "Probeer het over een halve minuut opnieuw"),
        (drukkerij.DrukMislukt(), "Je keuze is er nog"),
        (drukkerij.GeenPango(), "apt install libpango-1.0-0"),
    ],
)
def test_without_a_pdf_one_reads_why_and_prints_the_same_from_a_page(
    wie: Bezoeker, monkeypatch: pytest.MonkeyPatch, fout: Exception, zin: str
) -> None:
    def geen(_html: str, _wachtwoord: str = "") -> bytes:
        raise fout

    monkeypatch.setattr(drukkerij, "maak_pdf", geen)
    pagina = vraag(wie, wat="ja")
    assert pagina.status_code == 503
    assert zin in tekst(pagina)
    assert (pagina.get("Retry-After") == "30") == isinstance(fout, drukkerij.DrukBezet)
    afdruk = wie.verstuur(pagina, {})
    assert tekst(afdruk).count('class="a-adres"') == 3
    assert Aanbod.objects.get(slug="113").wat in tekst(afdruk)


def test_one_address_can_not_keep_the_press_for_itself(
    wie: Bezoeker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drukkerij, "maak_pdf", lambda _html: b"%PDF-")
    antwoorden = [vraag(wie).status_code for _ in range(22)]
    assert antwoorden[:20] == [200] * 20
    assert antwoorden[-1] == 429
    assert vraag(Bezoeker("203.0.113.9")).status_code == 200
