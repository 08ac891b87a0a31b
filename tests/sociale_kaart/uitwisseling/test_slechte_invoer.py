"""What a bad file gets: a list of what is wrong in plain words, and a map that is as it was."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import openpyxl
import pytest

from sociale_kaart.uitwisseling.tabel.regel import KOLOMMEN
from tests.sociale_kaart.uitwisseling.hulp import export, foto, nieuw, rijen, tabel, zinnen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def niets_verandert(db: None) -> Iterator[None]:
    voor = foto()
    yield
    assert foto() == voor


def test_another_encoding_is_named_with_the_line_and_what_it_probably_says() -> None:
    inhoud = tabel(nieuw(naam="Eén"), nieuw(naam="Cliënten")).decode().encode("cp1252")
    (zin,) = zinnen(inhoud)
    assert zin.startswith("Regel 2: ")
    assert "UTF-8" in zin
    assert "Eén" in zin


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("teken", [";", ",", "\t"])
def test_encodings_and_separators_that_a_spreadsheet_writes_are_read(codering: str, teken: str) -> None:
    assert zinnen(tabel(nieuw(naam="Eén; twee, drie"), teken=teken).decode().encode(codering)) == []


def test_missing_unknown_and_double_columns_are_all_told_at_once() -> None:
    kolommen = tuple(kolom for kolom in KOLOMMEN if kolom not in ("telefoon", "land"))
    inhoud = tabel(nieuw(), kolommen=(*kolommen, "fax", "naam"))
    assert zinnen(inhoud) == [
        "Regel 1: De kolom “land” ontbreekt. Begin met het sjabloon: dat heeft ze allemaal.",
        "Regel 1: De kolom “telefoon” ontbreekt. Begin met het sjabloon: dat heeft ze allemaal.",
        "Regel 1: De kolom “fax” kennen we niet.",
        "Regel 1: De kolom “naam” staat er twee keer.",
    ]


@pytest.mark.parametrize(
    ("kolom", "waarde", "deel"),
    [
        ("web", "javascript:alert(1)", "https://"),
        ("web", " JAVASCRIPT:alert(1)", "https://"),
        ("chat", "data:text/html,x", "https://"),
        ("forum", "https://a@b.example", "gebruikersnaam"),
        ("zelfhulp", "https://voor\tbeeld.example", "onzichtbaar"),
        ("web", "https://voorbeeld.example/\0", "NUL"),
        ("mail", "geen adres", "mailadres"),
        ("telefoon", "012 345", "kan niet bestaan"),
        ("telefoon", "+1 202 555 0143", "kan niet bestaan"),
        ("telefoon", "bel ons", "cijfers"),
        ("telefoon", "0800 0113 | 0800 0113", "twee keer"),
        ("telefoon", "0800 0113 {fax}", "kennen we hier niet"),
        ("telefoon", "0800 0113 {label=x", "accolade"),
        ("land", "Frankrijk", "NL, BE, NLBE"),
        ("land", "", "gevuld"),
        ("naam", "", "gevuld"),
        ("naam", "x" * 201, "hoogstens 200"),
        ("wat", "x" * 20_001, "20.000"),
        ("wat", "een\x07bel", "U+0007"),
        ("naam", "Centrum \u202enetraV", "U+202E"),
        ("organisatie", "a\u2066b", "U+2066"),
        ("naam", "niet\u200bte zien", "U+200B"),
        ("naam", "zachte\u00adbreuk", ""),
        ("id", "12", "geen id"),
        ("slug", "met spatie", "letters"),
        ("slug", "helpwanted-x ", ""),
        ("gratis", "misschien", "ja of nee"),
        ("doelgroep", "client | vaders", "“vaders” kennen we niet. Kies uit: client, jongere"),
        ("provincies", "NL-XX", "NL-UT"),
        ("plaatsen", "Utrecht {breedte=99} {lengte=1}", "aarde"),
        ("plaatsen", "Utrecht {breedte=x} {lengte=1}", "getallen"),
        ("openingstijden", "ma-vr van 9 tot 5", "ma-vr 09:00-17:00"),
        ("openingstijden", "vr-ma 09:00-17:00", "achteruit"),
        ("openingstijden", "ma 25:00-26:00", "geen tijd"),
        ("openingstijden", "ma 09:00-17:00 {telefoon=112}", "kanaal dat er niet staat"),
        ("openingstijden", "ma 09:00-17:00 {tot=morgen}", "2026-12-31"),
        ("organisatie_id", "x", "geen id"),
    ],
)
def test_a_bad_cell_is_told_with_its_line_and_column(kolom: str, waarde: str, deel: str) -> None:
    fouten = zinnen(tabel(nieuw(), nieuw(naam="Tweede") | {kolom: waarde}))
    if not deel:
        assert fouten == []
        return
    (fout,) = fouten
    assert deel in fout
    assert fout.startswith("Regel 3" if "NUL" in deel else f"Regel 3, kolom {kolom}: ")


def test_all_mistakes_of_all_lines_are_told_not_only_the_first() -> None:
    fouten = zinnen(tabel(nieuw(land="X", telefoon="1"), nieuw(gratis="x"), nieuw(web="ftp://x")))
    assert [fout.split(":")[0] for fout in fouten] == [
        "Regel 2, kolom land",
        "Regel 2, kolom telefoon",
        "Regel 3, kolom gratis",
        "Regel 4, kolom web",
    ]


def test_a_double_id_or_slug_names_both_lines() -> None:
    rij = rijen(export())["helpwanted"]
    assert zinnen(tabel(rij, rij)) == [
        "Regel 3, kolom id: Dit staat ook al op regel 2.",
        "Regel 3, kolom slug: Dit staat ook al op regel 2.",
    ]


def test_a_slug_of_somebody_else_or_another_slug_for_the_same_is_refused() -> None:
    een, ander = rijen(export())["helpwanted"], rijen(export())["offlimits"]
    (fout,) = zinnen(tabel(nieuw(id="6f1c1d0e-5a39-4f0c-9d53-0f6f2b7c4a11", slug="helpwanted")))
    assert "al van ander aanbod" in fout
    fouten = zinnen(tabel(een | {"slug": "nieuw-woord"}))
    assert "verandert niet" in fouten[0]
    assert any("organisatie" in fout for fout in zinnen(tabel(een | {"organisatie": ander["organisatie"]})))


def test_half_a_file_is_seen_for_what_it_is() -> None:
    inhoud = tabel(nieuw(wat='tekst met "aanhaling" en\neen regel'))
    assert "midden in een cel" in zinnen(inhoud[: inhoud.rindex(b"een regel")])[0]
    xlsx = export("xlsx")
    for lengte in (10, len(xlsx) // 2, len(xlsx) - 5):
        assert "niet heel" in zinnen(xlsx[:lengte])[0]
    assert "midden in een teken" in zinnen(tabel(nieuw(naam="Eén")).rstrip(b";\r\n ") + "é".encode()[:1])[0]


@pytest.mark.parametrize("inhoud", [b"", b" \n ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_called_empty(inhoud: bytes) -> None:
    assert zinnen(inhoud)


def test_a_file_with_headers_only_says_so() -> None:
    assert zinnen(tabel()) == ["Onder de namen van de kolommen staat nog niets."]


def test_two_hundred_thousand_columns_and_a_million_rows_are_refused_soon() -> None:
    assert "kolommen" in zinnen(b";".join([b"naam"] * 200_000))[0]
    kop = tabel()
    assert "te veel rijen" in zinnen(kop + b"x\n" * 1_000_000)[0]
    assert "te groot" in zinnen(kop + b"x" * (8 * 1024 * 1024))[0]


def _xlsx(**delen: bytes) -> bytes:
    """An exported workbook with some of its parts replaced."""
    uit = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(export("xlsx"))) as bron,
        zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel,
    ):
        for deel in bron.namelist():
            kort = deel.rsplit("/", 1)[-1].removesuffix(".xml")
            doel.writestr(deel, delen.pop(kort, bron.read(deel)))
        for kort, inhoud in delen.items():
            doel.writestr(f"xl/{kort}.xml", inhoud)
    return uit.getvalue()


def test_a_zip_bomb_is_not_unpacked() -> None:
    bom = _xlsx(sheet1=b"<x>" + b" " * 100_000_000)
    assert len(bom) < 1_000_000
    assert zinnen(bom) == ["Dit Excel-bestand is uitgepakt veel te groot."]


def test_a_zip_that_lies_about_its_size_breaks_off() -> None:
    bom = bytearray(_xlsx(sheet1=b"<worksheet>" + b" " * 60_000_000))
    echt = struct.pack("<I", 60_000_011)
    plek = bom.find(echt)
    while plek >= 0:
        bom[plek : plek + 4] = struct.pack("<I", 100)
        plek = bom.find(echt)
    assert "niet heel" in zinnen(bytes(bom))[0]


_NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _blad(inhoud: bytes) -> dict[str, bytes]:
    return {"sheet1": b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (_NS, inhoud)}


@pytest.mark.parametrize(
    ("delen", "deel"),
    [
        ({"styles": b"<styleSheet><cellXfs>" + b"<xf/>" * 100_000}, "veel meer dan een tabel"),
        ({"styles": b"<styleSheet>" + b"<!-- niets -->" * 100_000}, "veel te groot"),
        ({"theme1": b"<theme>" + b" " * 1_100_000}, "veel te groot"),
        ({"sharedStrings": b"<sst>" + b"<si/>" * 400_001}, "veel meer dan een tabel"),
        ({"sharedStrings": b"<x:sst xmlns:x='x'>" + b"<x:si/>" * 400_001}, "veel meer dan een tabel"),
        (_blad(b"<row>" + b"<c/>" * 1_001), "veel meer dan een tabel"),
        (_blad(b"<x/>" * 50_001), "veel meer dan een tabel"),
        (_blad(b'<row r="1"/>' * 40_001), "te veel rijen"),
        (_blad(b" " * 30_000_000), "veel te groot"),
    ],
)
def test_a_small_file_that_would_become_much_is_not_opened(
    delen: dict[str, bytes], deel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    boek = _xlsx(**delen)
    assert len(boek) < 150_000
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    (zin,) = zinnen(boek)
    assert deel in zin


def test_a_picture_and_what_openpyxl_does_not_know_are_passed_by_in_silence(
    recwarn: pytest.WarningsRecorder,
) -> None:
    boek = io.BytesIO(_xlsx(styles=b"<styleSheet %s/>" % _NS))
    with zipfile.ZipFile(boek, "a") as pak:
        pak.writestr("xl/media/image1.png", b"\x89PNG" + bytes(range(256)) * 8_000)
    assert zinnen(boek.getvalue()) == []
    assert not recwarn.list


def test_an_entity_bomb_is_not_expanded() -> None:
    keten = b"".join(
        b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10 if i else b"x" * 10) for i in range(10)
    )
    blad = (
        b'<?xml version="1.0"?><!DOCTYPE worksheet [' + keten + b"]>"
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    )
    for deel in ("sheet1", "workbook", "styles"):
        (zin,) = zinnen(_xlsx(**{deel: blad}))
        assert "DTD" in zin
    buiten = blad.replace(keten, b'<!ENTITY a9 SYSTEM "file:///etc/passwd">')
    assert "hoort" in zinnen(_xlsx(sheet1=buiten))[0]


def test_a_sheet_with_far_too_many_columns_or_rows_is_refused() -> None:
    ns = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    cel = b'<c r="XFD1" t="inlineStr"><is><t>x</t></is></c>'
    breed = ns + b'<row r="1">' + cel + b"</row></sheetData></worksheet>"
    assert zinnen(_xlsx(sheet1=breed))
    rij = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    boek = openpyxl.load_workbook(io.BytesIO(export("xlsx")))
    kop = [cel.value for cel in boek.worksheets[0][1]]
    kopcellen = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % naam.encode() for naam in kop)
    lang = ns + b"<row>" + kopcellen + b"</row>" + rij * 1_000_000 + b"</sheetData></worksheet>"
    assert zinnen(_xlsx(sheet1=lang)) == ["Het bestand heeft te veel rijen: hoogstens 20.000 tegelijk."]


def test_a_formula_in_a_sheet_is_refused_and_not_read() -> None:
    boek = openpyxl.load_workbook(io.BytesIO(export("xlsx")))
    boek.worksheets[0]["E2"] = '=HYPERLINK("https://voorbeeld.example")'
    uit = io.BytesIO()
    boek.save(uit)
    assert zinnen(uit.getvalue()) == [
        "Regel 2, kolom naam: Hier staat een formule. Plak de waarde zelf in de cel."
    ]


@pytest.mark.parametrize(
    "inhoud",
    [
        b"PK\x03\x04 geen zip",
        b"\xd0\xcf\x11\xe0 oud",
        b"%PDF-1.7 \x00\x01\xff",
        zlib.compress(b"x" * 1000),
        b"<html><body>x</body></html>",
        b'naam;land\n"open',
        bytes(range(256)),
    ],
)
def test_something_else_altogether_is_refused_with_a_sentence(inhoud: bytes) -> None:
    fouten = zinnen(inhoud)
    assert fouten
    assert all(fout.endswith((".", "?")) for fout in fouten)


# JSON.


@pytest.mark.parametrize(
    ("inhoud", "deel"),
    [
        (b"[]", "nog niets"),
        (b"[{", "geen goede JSON"),
        (b'[{"id": "x"}]', "$[0].name: Dit veld ontbreekt."),
        (b"[" * 100_000, "te diep"),
        (b'[{"x": NaN}]', "getal"),
        (b'[{"x": 1e999}]', "getal"),
        (b"[" + b"9" * 5000 + b"]", "getal"),
        (b"[1]", "object"),
        (b'[{"id": "\xff"}]', "UTF-8"),
        (b'{"contents": []}', "nog niets"),
    ],
)
def test_bad_json_is_told_with_its_path(inhoud: bytes, deel: str) -> None:
    assert any(deel in zin for zin in zinnen(inhoud)), zinnen(inhoud)
