"""The figures of the map: every entry in one row, every cell a link, and a zero that shows."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from sociale_kaart.models import AanbodLocatie, Locatie
from sociale_kaart.werklijst.overzicht import Dekking, Tabel, versheid
from tests.hulp import Bezoeker, tekst
from tests.sociale_kaart.werklijst.conftest import Maak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lege_kaart")]
DAG = date(2026, 6, 15)


def tabel(naam: str) -> Tabel:
    return next(t for t in Dekking().tabellen() if t.id == naam)


def tel(van: Tabel) -> dict[str, int]:
    """What each number counts, of those that are not zero."""
    return {vak.wat: vak.aantal for regel in van.regels for vak in regel.vakken if vak.aantal}


def test_each_published_entry_stands_in_one_row_of_freshness(maak: Maak) -> None:
    dagen = [0, 91, 92, 183, 184, 365, 366, 4000, None]
    for nummer, oud in enumerate(dagen):
        op = None if oud is None else DAG - timedelta(days=oud)
        maak(f"Nummer {nummer}", gecontroleerd_op=op)
    maak("Concept", status="concept")
    regels = versheid(DAG).regels
    assert [regel.vakken[0].aantal for regel in regels] == [2, 2, 2, 2, 1]
    assert [regel.vakken[0].deel for regel in regels] == [100, 100, 100, 100, 50]


def test_each_row_of_freshness_leads_to_exactly_those_entries(
    redactie_bezoeker: Bezoeker, maak: Maak
) -> None:
    for nummer, oud in enumerate([10, 100, 120, 200, 500, None]):
        maak(f"Nummer {nummer}", gecontroleerd_op=None if oud is None else DAG - timedelta(days=oud))
    for regel in versheid(DAG).regels:
        pagina = tekst(redactie_bezoeker.get(regel.vakken[0].url))
        gevonden = set(re.findall(r"Nummer \d", pagina))
        assert len(gevonden) == regel.vakken[0].aantal, regel.kop


def test_a_province_counts_who_is_there_and_the_first_row_who_is_everywhere(maak: Maak) -> None:
    maak("Daar", termen=("gevoelens",), provincies=("NL-UT", "NL-GE"))
    maak("Overal", termen=("gevoelens", "gedrag"), bereik="landelijk")
    maak("Online", termen=("gevoelens",), bereik="online", land="NLBE")
    op_plek = maak("Plek", termen=("gevoelens",), provincies=("NL-UT",))
    plek = Locatie.objects.create(organisatie=op_plek.organisatie, plaats="Zeist", provincie="NL-UT")
    AanbodLocatie.objects.create(aanbod=op_plek, locatie=plek)
    maak("Concept", termen=("gevoelens",), provincies=("NL-UT",), status="concept")
    gevoelens, gedrag = "Seksuele gevoelens voor minderjarigen", "Zorgelijk gedrag tegenover een kind"
    assert tel(tabel("dekking-nl")) == {
        f"Heel Nederland of online, {gevoelens}": 2,
        f"Heel Nederland of online, {gedrag}": 1,
        f"Utrecht, {gevoelens}": 2,
        f"Gelderland, {gevoelens}": 1,
    }
    assert tel(tabel("dekking-be")) == {f"Heel Vlaanderen en Brussel, of online, {gevoelens}": 1}


def test_theme_and_audience_are_counted_together(maak: Maak) -> None:
    maak("Alfa", termen=("gevoelens", "client", "naaste"))
    maak("Bravo", termen=("gevoelens", "client"))
    gevoelens = "Seksuele gevoelens voor minderjarigen"
    assert tel(tabel("dekking-voor-wie")) == {f"{gevoelens}, Cliënt": 2, f"{gevoelens}, Naaste": 1}


def test_an_empty_map_is_all_zeros(redactie_bezoeker: Bezoeker) -> None:
    assert [regel.vakken[0].aantal for regel in versheid(DAG).regels] == [0] * 5
    for van in Dekking().tabellen():
        assert van.leeg == sum(len(regel.vakken) for regel in van.regels) > 0
    assert redactie_bezoeker.get(reverse("admin:overzicht")).status_code == 200


def test_a_zero_is_marked_and_each_number_says_what_it_counts(
    redactie_bezoeker: Bezoeker, maak: Maak
) -> None:
    maak("Alfa", termen=("gevoelens", "client"), provincies=("NL-UT",))
    pagina = tekst(redactie_bezoeker.get(reverse("admin:overzicht")))
    assert re.search(r'<td class="nul"><a href="[^"]+">0<span class="alleen-voorlezen">: Drenthe, ', pagina)
    assert re.search(r'<td><a href="[^"]+">1<span class="alleen-voorlezen">: Utrecht, Seksuele', pagina)
    assert "style=" not in pagina
    assert f"{reverse('sociale_kaart:lijst')}?waarvoor=gevoelens&amp;provincie=NL-UT" in pagina


def test_the_number_of_statements_is_fixed(maak: Maak, django_assert_num_queries: Any) -> None:
    for nummer in range(10):
        maak(f"Nummer {nummer}", termen=("gevoelens",), provincies=("NL-UT",))
    with django_assert_num_queries(7):
        versheid(DAG)
        list(Dekking().tabellen())
