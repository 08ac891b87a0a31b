"""The table: out and in again changes nothing, and a change does what it says."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
import tablib
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.models import Aanbod, Kanaal, Locatie, Openingstijd, Organisatie, Soort, Status
from sociale_kaart.uitwisseling.schrijven import Botsing, schrijf, stand
from sociale_kaart.uitwisseling.tabel import cellen
from sociale_kaart.uitwisseling.tabel.cellen import Waarde
from sociale_kaart.uitwisseling.tabel.uit import Xlsx
from tests.sociale_kaart.uitwisseling.hulp import export, foto, nieuw, proef, rijen, tabel, voer_in, zinnen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("vorm", ["csv", "xlsx"])
def test_an_export_that_comes_back_changes_nothing(vorm: str) -> None:
    _maak_moeilijk()
    uitkomst = proef(export(vorm))
    assert uitkomst.fouten == []
    assert uitkomst.veranderingen == []
    assert not uitkomst.plan
    assert uitkomst.rijen == Aanbod.objects.count()


def _maak_moeilijk() -> Aanbod:
    """An aanbod with all that is hard to write in a cell."""
    organisatie = Organisatie.objects.create(naam="=Cmd|' /C calc'!A0")
    aanbod = Aanbod.objects.create(
        slug="moeilijk",
        organisatie=organisatie,
        naam="+Plus; met \"aanhaling\" 'enkel'",
        land="BE",
        wat="Eerste regel\r\nTweede | {regel} \\ met alles\n\nDerde",
        aanmelden="-min",
        uitleg="'@al met een streep",
        herkomst="\t@tab",
        gratis=False,
        anoniem=True,
        status=Status.GEPUBLICEERD,
        gecontroleerd_op=date(2026, 1, 2),
    )
    telefoon = Kanaal.objects.create(
        aanbod=aanbod, soort=Soort.TELEFOON, waarde="+32 2 552 24 00", label="a|b {c}", volgorde=1
    )
    Kanaal.objects.create(
        aanbod=aanbod, soort=Soort.WEB, waarde="https://voorbeeld.example/a|b", volgorde=0, altijd_open=True
    )
    Kanaal.objects.create(
        aanbod=aanbod, soort=Soort.TELEFOON, waarde="112", volgorde=2, uren_toelichting="= altijd"
    )
    Openingstijd.objects.create(
        aanbod=aanbod, kanaal=telefoon, dagen="1357", van="09:00", tot="01:30", geldig_tot=date(2026, 12, 31)
    )
    Openingstijd.objects.create(aanbod=aanbod, dagen="67", van="10:00", tot="12:00", opmerking="even = weken")
    plek = Locatie.objects.create(
        organisatie=organisatie,
        plaats="Gent",
        straat="Straat 1",
        postcode="9000",
        provincie="BE-VOV",
        verborgen=True,
        breedtegraad=51.05,
        lengtegraad=3.72,
    )
    aanbod.locaties.create(locatie=plek)
    aanbod.werkgebieden.create(provincie="BE-VOV", naam="de streek")
    aanbod.werkgebieden.create(naam="zonder provincie")
    return aanbod


@given(
    st.lists(
        st.builds(
            Waarde,
            st.text("ab |{}\\=,;").map(str.strip).filter(bool),
            st.dictionaries(
                st.sampled_from(["label", "uren"]),
                st.text("ab |{}\\=").map(str.strip).filter(lambda t: t not in ("", "ja")),
            ),
        ),
        max_size=3,
    )
)
def test_a_cell_gives_back_the_values_that_went_in(waarden: list[Waarde]) -> None:
    assert cellen.ontleed(cellen.schrijf(waarden)) == waarden


@given(st.text())
def test_a_harmless_cell_starts_with_no_formula_and_gives_its_text_back(tekst: str) -> None:
    cel = cellen.ontscherp(tekst)
    assert not cel.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cellen.herstel(cel) == tekst


@given(st.sets(st.sampled_from("1234567"), min_size=1), st.times(), st.times())
def test_hours_are_read_as_they_are_written(dagen: set[str], van: object, tot: object) -> None:
    op_rij = "".join(sorted(dagen))
    tekst = f"{cellen.dagen_in_woorden(op_rij)} {van:%H:%M}-{tot:%H:%M}"
    assert cellen.lees_uren(tekst) == (op_rij, f"{van:%H:%M}", f"{tot:%H:%M}")


def test_a_new_row_comes_in_as_concept_and_unchecked_with_its_history() -> None:
    rij = nieuw(
        status="gepubliceerd",
        wat="Helpt.",
        gratis="ja",
        doelgroep="naaste | client",
        provincies="nl-ut",
        plaatsen="Utrecht {provincie=NL-UT} {verborgen}",
        telefoon="0800 0113 {label=gesprek} | 030 123 45 67",
        web="https://voorbeeld.example",
        openingstijden="ma-vr 9:00-17:00 {telefoon=0800 0113} | za 10:00-12:00",
        gecontroleerd_op="2026-01-01",
    )
    uitkomst = voer_in(tabel(rij))
    aanbod = Aanbod.objects.get(slug="nieuw-aanbod")
    assert (aanbod.status, aanbod.gecontroleerd_op, aanbod.gratis) == (Status.CONCEPT, None, True)
    assert aanbod.organisatie.naam == "Nieuwe organisatie"
    assert [(k.soort, k.waarde, k.label) for k in aanbod.kanalen.all()] == [
        ("telefoon", "0800 0113", "gesprek"),
        ("telefoon", "030 123 45 67", ""),
        ("web", "https://voorbeeld.example", ""),
    ]
    assert {k.term.slug for k in aanbod.kenmerken.all()} == {"client", "naaste"}
    assert [(p.locatie.plaats, p.locatie.verborgen) for p in aanbod.locaties.all()] == [("Utrecht", True)]
    uren = {(u.dagen, u.kanaal.waarde if u.kanaal else "") for u in aanbod.openingstijden.all()}
    assert uren == {("12345", "0800 0113"), ("6", "")}
    assert [h.history_type for h in aanbod.history.all()] == ["+"]
    assert "concept" in " ".join(uitkomst.veranderingen[0].opmerkingen)


def test_a_change_is_told_field_by_field_and_keeps_the_kanaal_that_it_changes() -> None:
    inhoud = rijen(export())
    rij = inhoud["stop-it-now-nl"] | {"telefoon": "0800 266 64 37", "kosten": "niets"}
    kanaal = Kanaal.objects.get(aanbod__slug="stop-it-now-nl", soort=Soort.TELEFOON)
    voor = Aanbod.objects.get(slug="stop-it-now-nl")
    uitkomst = voer_in(tabel(rij))
    (verandering,) = uitkomst.veranderingen
    assert sorted(veld for veld, _oud, _nieuw in verandering.velden) == ["kosten", "telefoon"]
    kanaal.refresh_from_db()
    assert kanaal.waarde == "0800 266 64 37"
    assert [h.history_type for h in kanaal.history.all()[:1]] == ["~"]
    na = Aanbod.objects.get(slug="stop-it-now-nl")
    assert na.versie == voor.versie + 1
    assert na.gewijzigd_op > voor.gewijzigd_op
    assert na.status == Status.GEPUBLICEERD


def test_an_import_publishes_nothing_and_checks_nothing() -> None:
    concept = Aanbod.objects.filter(status=Status.CONCEPT).first()
    assert concept is not None
    rij = rijen(export())[concept.slug] | {
        "status": "gepubliceerd",
        "wat": "Helpt.",
        "gecontroleerd_op": "2026-01-01",
    }
    uitkomst = voer_in(tabel(rij))
    concept.refresh_from_db()
    assert (concept.status, concept.gecontroleerd_op) == (Status.CONCEPT, None)
    assert "publiceert niet" in uitkomst.veranderingen[0].opmerkingen[0]


def test_a_row_without_an_id_is_known_by_its_slug() -> None:
    rij = rijen(export())["helpwanted"] | {"id": "", "kosten": "niets"}
    uitkomst = voer_in(tabel(rij))
    assert [(v.nieuw, v.velden) for v in uitkomst.veranderingen] == [(False, [("kosten", "", "niets")])]


def test_a_place_that_another_aanbod_uses_too_is_replaced_and_not_changed() -> None:
    aanbod = _maak_moeilijk()
    ander = Aanbod.objects.create(slug="ander", organisatie=aanbod.organisatie, naam="Ander", land="BE")
    plek = aanbod.locaties.get().locatie
    ander.locaties.create(locatie=plek)
    voer_in(tabel(rijen(export())["moeilijk"] | {"plaatsen": "Brugge"}))
    assert [p.locatie.plaats for p in aanbod.locaties.all()] == ["Brugge"]
    assert [p.locatie.plaats for p in ander.locaties.all()] == ["Gent"]


def test_who_changed_the_same_entry_meanwhile_is_not_overwritten() -> None:
    sinds = stand()
    uitkomst = proef(tabel(rijen(export())["helpwanted"] | {"kosten": "niets"}))
    kanaal = Kanaal.objects.filter(aanbod__slug="helpwanted", soort=Soort.TELEFOON).get()
    kanaal.label = "nieuw"
    kanaal.save()
    voor = foto()
    with pytest.raises(Botsing) as botsing:
        schrijf(uitkomst.plan, sinds)
    assert "Helpwanted" in botsing.value.zin
    assert foto() == voor


def test_a_clash_that_the_database_finds_leaves_nothing_behind() -> None:
    sinds = stand()
    uitkomst = proef(tabel(nieuw(slug="bezet"), nieuw(slug="vrij", naam="Vrij")))
    Aanbod.objects.create(slug="bezet", organisatie=Organisatie.objects.create(naam="X"), naam="Y", land="NL")
    with pytest.raises(Botsing):
        schrijf(uitkomst.plan, sinds)
    assert not Aanbod.objects.filter(slug="vrij").exists()


def test_two_new_rows_of_one_organisation_make_it_once() -> None:
    voer_in(tabel(nieuw(), nieuw(naam="Nog een")))
    assert Organisatie.objects.filter(naam="Nieuwe organisatie").count() == 1
    assert zinnen(tabel(nieuw())) == []


@pytest.mark.django_db
@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "|", "%", "#N/A"])
def test_no_spreadsheet_makes_something_else_of_what_an_export_holds(begin: str) -> None:
    tekst = f"{begin}SUM(A1)" if begin != "#N/A" else begin
    Aanbod.objects.filter(slug="helpwanted").update(kosten=tekst)
    (cel,) = (rij["kosten"] for slug, rij in rijen(export()).items() if slug == "helpwanted")
    assert begin == "#N/A" or cel == f"'{tekst}"
    boek = openpyxl.load_workbook(io.BytesIO(export("xlsx")))
    soorten = {
        cel.data_type for rij in boek.worksheets[0].iter_rows() for cel in rij if cel.value is not None
    }
    assert soorten == {"s"}
    assert not proef(export("xlsx")).fouten


def test_a_cell_of_a_sheet_is_a_text_also_when_nobody_disarmed_it() -> None:
    inhoud = Xlsx().export_data(tablib.Dataset(["=1+1", "#REF!", "0800"], headers=["a", "b", "c"]))
    rij = openpyxl.load_workbook(io.BytesIO(inhoud)).worksheets[0][2]
    assert [(cel.value, cel.data_type) for cel in rij[:3]] == [("=1+1", "s"), ("#REF!", "s"), ("0800", "s")]
