"""Repeating rows without a script: add, move, take out, bring back."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.http import HttpResponse

from gesprek.kluis import gesprekken, tijd
from tests.hulp import Bezoeker, Formulier, stap_url, stapformulier, tekst
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")
VELD = "concreet-waarnemingen"


class Rijen:
    """A gesprek with rows of waarnemingen, handled as one does with the buttons on the page."""

    def __init__(self, *teksten: str) -> None:
        self.wie, self.gesprek = huisarts_met_gesprek()
        self.pagina = self.wie.stap(self.gesprek)
        for n, inhoud in enumerate(teksten):
            if n:
                self.druk(f"erbij:{VELD}")
            self.vul(self.ids[-1], wat=inhoud)

    @property
    def formulier(self) -> Formulier:
        return stapformulier(self.pagina)

    @property
    def ids(self) -> list[str]:
        return self.formulier[f"volgorde.{VELD}"].split(",")

    def vul(self, rij: str, **waarden: str) -> None:
        self.druk("opslaan", {f"r.{VELD}.{rij}.{kolom}": waarde for kolom, waarde in waarden.items()})

    def druk(self, knop: str, waarden: dict[str, str] | None = None) -> HttpResponse:
        antwoord = self.wie.verstuur(self.pagina, waarden or {}, knop=knop)
        self.pagina = (
            self.wie.get(antwoord["Location"].partition("#")[0]) if antwoord.status_code == 303 else antwoord
        )
        return antwoord

    @property
    def bewaard(self) -> list[str]:
        return _bewaard(self.wie, self.gesprek)


def _bewaard(wie: Bezoeker, gesprek: UUID) -> list[str]:
    rijen = gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier.rijen.get(VELD, ())
    return [rij.waarden["wat"] for rij in rijen]


def test_there_is_always_one_row_to_write_in_and_an_empty_one_is_not_saved() -> None:
    rijen = Rijen()
    assert len(rijen.ids) == 1
    rijen.druk("opslaan")
    assert rijen.bewaard == []
    assert len(rijen.ids) == 1


def test_rows_are_added_one_by_one_and_stay_in_order() -> None:
    rijen = Rijen("een", "twee", "drie")
    assert rijen.bewaard == ["een", "twee", "drie"]
    assert len(set(rijen.ids)) == 3


def test_a_fresh_row_gets_the_focus_and_its_part_is_open() -> None:
    rijen = Rijen("een")
    rijen.druk(f"erbij:{VELD}")
    pagina = tekst(rijen.pagina)
    assert len(re.findall(r"<(?:textarea|input)[^>]* autofocus", pagina)) == 1
    laatste = rijen.ids[-1]
    assert re.search(rf'name="r\.{VELD}\.{laatste}\.wat"[^>]* autofocus', pagina)
    assert re.search(r'<details class="onderdeel" id="concreet" open>', pagina)


def test_what_was_typed_is_saved_when_a_row_is_added() -> None:
    rijen = Rijen("een")
    rijen.druk(
        f"erbij:{VELD}", {"t.gevoel-wat": "onderweg", f"r.{VELD}.{rijen.ids[0]}.wat": "een, aangevuld"}
    )
    assert rijen.bewaard == ["een, aangevuld"]
    assert rijen.formulier["t.gevoel-wat"] == "onderweg"


def test_rows_move_up_and_down_with_all_they_hold() -> None:
    rijen = Rijen("een", "twee", "drie")
    een, twee, drie = rijen.ids
    rijen.druk(f"neer:{VELD}:{een}")
    assert rijen.bewaard == ["twee", "een", "drie"]
    rijen.druk(f"op:{VELD}:{drie}", {f"r.{VELD}.{drie}.bron": "de moeder"})
    assert rijen.bewaard == ["twee", "drie", "een"]
    assert rijen.formulier[f"r.{VELD}.{drie}.bron"] == "de moeder"
    assert rijen.ids == [twee, drie, een]


def test_the_first_has_no_up_and_the_last_no_down() -> None:
    rijen = Rijen("een", "twee")
    knoppen = {waarde for _, waarde in rijen.formulier.knoppen}
    een, twee = rijen.ids
    assert f"op:{VELD}:{een}" not in knoppen
    assert f"neer:{VELD}:{twee}" not in knoppen
    assert {f"neer:{VELD}:{een}", f"op:{VELD}:{twee}"} <= knoppen


@pytest.mark.parametrize(("actie", "plek"), [("op", 0), ("neer", 1)])
def test_beyond_the_edge_nothing_moves(actie: str, plek: int) -> None:
    rijen = Rijen("een", "twee")
    waarden = {"actie": f"{actie}:{VELD}:{rijen.ids[plek]}"}
    rijen.wie.post(stap_url(rijen.gesprek), rijen.formulier.met(waarden))
    assert rijen.bewaard == ["een", "twee"]


def test_a_row_that_was_taken_out_can_come_back_where_it_stood() -> None:
    rijen = Rijen("een", "twee", "drie")
    een, twee, drie = rijen.ids
    antwoord = rijen.druk(f"weg:{VELD}:{twee}")
    assert antwoord.status_code == 200
    assert rijen.bewaard == ["een", "drie"]
    assert "Ongedaan maken" in tekst(rijen.pagina)
    rijen.druk(f"terug:{VELD}:{twee}")
    assert rijen.bewaard == ["een", "twee", "drie"]
    assert rijen.ids == [een, twee, drie]


def test_what_is_typed_in_between_goes_along_with_the_undo() -> None:
    rijen = Rijen("een", "twee")
    een, twee = rijen.ids
    rijen.druk(f"weg:{VELD}:{een}")
    rijen.druk(f"terug:{VELD}:{een}", {f"r.{VELD}.{twee}.wat": "twee, aangevuld", "t.gevoel-wat": "erbij"})
    assert rijen.bewaard == ["een", "twee, aangevuld"]
    assert rijen.formulier["t.gevoel-wat"] == "erbij"


def test_a_row_comes_back_with_its_newlines_and_odd_characters() -> None:
    zin = "\n  eerste regel\n<b>tweede</b> & 😟"
    rijen = Rijen(zin, "blijft")
    weg = rijen.ids[0]
    assert rijen.bewaard == [zin, "blijft"]
    rijen.druk(f"weg:{VELD}:{weg}")
    rijen.druk(f"terug:{VELD}:{weg}")
    assert rijen.bewaard == [zin, "blijft"]


@pytest.mark.parametrize(
    ("inhoud", "naam"),
    [
        ("het eerste gesprek", "het eerste gesprek"),
        ("\n twee\n\nregels ", "twee regels"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("<b>vet</b>", "&lt;b&gt;vet&lt;/b&gt;"),
    ],
)
def test_the_undo_names_the_row_by_its_first_text(inhoud: str, naam: str) -> None:
    rijen = Rijen(inhoud)
    rijen.druk(f"weg:{VELD}:{rijen.ids[0]}")
    balk = tekst(rijen.pagina).split('class="ongedaan"')[1].split("</p>")[0]
    assert re.search(r"Weggehaald: \w+\s+<span translate=\"no\">“(.*)”</span>", balk)[1] == naam  # type: ignore[index]


def test_a_row_that_was_moved_has_the_focus_on_its_button_or_on_the_other_where_it_ends() -> None:
    rijen = Rijen("een", "twee", "drie")
    een = rijen.ids[0]
    for actie, focus in (("neer", "neer"), ("neer", "op"), ("op", "op"), ("op", "neer")):
        antwoord = rijen.druk(f"{actie}:{VELD}:{een}")
        assert "#" not in antwoord["Location"], "a browser with a fragment to go to ignores autofocus"
        assert re.findall(r'value="([^"]+)" autofocus', tekst(rijen.pagina)) == [f"{focus}:{VELD}:{een}"]
        assert '<details class="onderdeel" id="concreet" open>' in tekst(rijen.pagina)


@pytest.mark.parametrize("verzet", ["op", "op:x:y", "weg:{veld}:{rij}", "op:{veld}:", "", "é:{veld}:{rij}"])
def test_an_odd_move_in_the_address_gives_nothing_the_focus(verzet: str) -> None:
    rijen = Rijen("een", "twee")
    vraag = {"verzet": verzet.format(veld=VELD, rij=rijen.ids[0])}
    pagina = rijen.wie.get(stap_url(rijen.gesprek), data=vraag)
    assert "autofocus" not in tekst(pagina)


def test_taking_out_an_empty_row_needs_no_undo() -> None:
    rijen = Rijen("een")
    rijen.druk(f"erbij:{VELD}")
    antwoord = rijen.druk(f"weg:{VELD}:{rijen.ids[-1]}")
    assert antwoord.status_code == 303
    assert "Ongedaan maken" not in tekst(rijen.pagina)
    assert rijen.bewaard == ["een"]


def test_the_last_row_can_go_too() -> None:
    rijen = Rijen("een")
    rijen.druk(f"weg:{VELD}:{rijen.ids[0]}")
    assert rijen.bewaard == []


def test_emptying_every_cell_takes_the_row_out() -> None:
    rijen = Rijen("een", "twee")
    rijen.vul(rijen.ids[0], wat="")
    assert rijen.bewaard == ["twee"]


def test_an_autosave_leaves_the_rows_as_they_stand_on_the_page() -> None:
    rijen = Rijen("een", "twee")
    een, twee = rijen.ids
    nieuw = "abcdef12"
    waarden = {
        f"volgorde.{VELD}": f"{een},{twee},{nieuw}",
        f"r.{VELD}.{nieuw}.wat": "drie",
        f"r.{VELD}.{een}.wat": "een, aangevuld",
    }
    antwoord = rijen.wie.post(stap_url(rijen.gesprek), rijen.formulier.met(waarden), htmx=True)
    assert antwoord.status_code == 200
    assert rijen.bewaard == ["een, aangevuld", "twee", "drie"]


@pytest.mark.parametrize(
    "volgorde", ["", ",", "../..", "a b", "é", "x" * 41, "een,een,een", "<script>", "1;DROP", "\0"]
)
def test_odd_row_ids_are_left_out_and_cost_no_row_that_was_saved(volgorde: str) -> None:
    rijen = Rijen("een", "twee")
    waarden = {f"volgorde.{VELD}": volgorde, f"r.{VELD}.{volgorde}.wat": "vreemd"}
    stand = rijen.formulier["stand"]
    antwoord = rijen.wie.post(stap_url(rijen.gesprek), {"stand": stand, **waarden})
    assert antwoord.status_code == 303
    assert set(rijen.bewaard) >= {"een", "twee"}
    assert len(rijen.bewaard) <= 3


@pytest.mark.parametrize("plek", ["²", "-1", "9" * 5000, "x", "", "1.5", "٣"])
def test_an_odd_place_for_a_row_that_comes_back_is_the_end(plek: str) -> None:
    rijen = Rijen("een", "twee")
    een = rijen.ids[0]
    rijen.druk(f"weg:{VELD}:{een}")
    waarden = {f"wegplek.{VELD}.{een}": plek}
    antwoord = rijen.wie.verstuur(rijen.pagina, waarden, knop=f"terug:{VELD}:{een}")
    assert antwoord.status_code == 303
    assert sorted(rijen.bewaard) == ["een", "twee"]


@pytest.mark.parametrize("andere_tekst", ["elders verder geschreven", "LANGE TEKST HIER"])
def test_a_row_that_came_back_by_another_tab_comes_back_beside_it_with_its_own_text(
    andere_tekst: str,
) -> None:
    rijen = Rijen("begin")
    (rij,) = rijen.ids
    cel = f"r.{VELD}.{rij}.wat"
    rijen.wie.schrijf(rijen.gesprek, {cel: andere_tekst})
    rijen.druk(f"weg:{VELD}:{rij}", {cel: "LANGE TEKST HIER"})
    zelfde = andere_tekst == "LANGE TEKST HIER"
    rijen.druk(f"{'terug' if zelfde else 'ernaast'}:{VELD}:{rij}")
    assert rijen.bewaard.count("LANGE TEKST HIER") == 1
    assert set(rijen.bewaard) == {"LANGE TEKST HIER", andere_tekst}


def test_a_row_comes_back_with_the_columns_that_there_are_and_no_longer_than_fits() -> None:
    rijen = Rijen("een")
    (rij,) = rijen.ids
    voor = f"weg.{VELD}.{rij}."
    rijen.druk(f"weg:{VELD}:{rij}")
    antwoord = rijen.druk(f"terug:{VELD}:{rij}", {f"{voor}wat": "x" * 20_001})
    assert antwoord.status_code == 422
    assert rijen.formulier[f"r.{VELD}.{rij}.wat"] == "x" * 20_001
    assert rijen.bewaard == []
    rijen = Rijen("een")
    (rij,) = rijen.ids
    rijen.druk(f"weg:{VELD}:{rij}")
    rijen.druk(f"terug:{VELD}:{rij}", {f"weg.{VELD}.{rij}.vreemd": "niet van ons"})
    dossier = gesprekken.laad(rijen.wie.sessie().kluis, rijen.gesprek, tijd.vandaag()).dossier
    assert "vreemd" not in dossier.rijen[VELD][0].waarden


def test_two_hundred_rows_are_no_trouble() -> None:
    rijen = Rijen()
    ids = [f"{n:08x}" for n in range(200)]
    waarden = {f"volgorde.{VELD}": ",".join(ids), **{f"r.{VELD}.{i}.wat": f"rij {i}" for i in ids}}
    assert rijen.wie.post(stap_url(rijen.gesprek), {"stand": "", **waarden}).status_code == 303
    assert rijen.bewaard == [f"rij {i}" for i in ids]
