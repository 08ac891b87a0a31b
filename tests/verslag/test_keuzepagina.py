"""The page of all papers: whose is which, what may tell too much, and the reminders."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.invoer.voorbeelden import als_voorbeeld
from gesprek.kluis import gesprekken, tijd
from gesprek.verslag import drukkerij, herinneringen
from gesprek.verslag.discreet import vind
from tests.hulp import Bezoeker, Klok, formulieren, tekst, titel
from tests.rollen import huisarts, huisarts_met_gesprek
from tests.verslag.hulp import kaal, lees

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.eenmaal]
NAMEN = ("blad", "afspraken", "plan")
PLAN = "vp-samen-lijst"


def url(gesprek: UUID, naam: str = "verslag") -> str:
    return reverse(f"verslag:{naam}", args=[gesprek])


def bewaar(wie: Bezoeker, gesprek: UUID, dossier: Dossier) -> None:
    """Put a dossier in the open kluis."""
    sessie = wie.sessie()
    gesprekken.bewaar(sessie.kluis, gesprekken.laad(sessie.kluis, gesprek, sessie.begonnen_op), dossier)


@pytest.fixture(autouse=True)
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    """It is the tenth of March 2026."""
    return Klok(monkeypatch)


@pytest.fixture
def arts() -> tuple[Bezoeker, UUID]:
    return huisarts_met_gesprek("Donderdag")


@pytest.fixture
def vol(arts: tuple[Bezoeker, UUID]) -> tuple[Bezoeker, UUID]:
    """Agreements in step 5 and in the plan."""
    wie, gesprek = arts
    dossier = Dossier(
        teksten={
            "afspraken-datum": "2026-04-02",
            "vp-bekijken": "2026-04-02",
            "gevoel-wat": "Alleen voor mij",
        },
        rijen={
            "afspraken-lijst": (
                Rij("a", {"wat": "Elke dag naar buiten", "bekijken": "2026-03-20"}),
                Rij("b", {"wat": "Niet meer nodig", "stand": "gestopt", "bekijken": "2026-03-21"}),
                Rij("c", {"wat": "Was vroeger", "bekijken": "2026-01-05"}),
                Rij("f", {"wat": "Al gelukt", "stand": "gelukt", "bekijken": "2026-03-22"}),
            ),
            PLAN: (
                Rij("d", {"wat": "Ik bel mijn zus", "opmerking": "Zus drinkt"}),
                als_voorbeeld("e", {"wat": "Ik leg mijn telefoon weg", "bekijken": "2026-05-05"}),
            ),
        },
    )
    bewaar(wie, gesprek, dossier)
    return wie, gesprek


def test_an_empty_gesprek_says_where_to_begin(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    pagina = tekst(wie.get(url(gesprek)))
    assert "Er zijn nog geen afspraken." in pagina
    assert "Er staat nog niets in het plan." in pagina
    assert reverse("veiligheidsplan:plan", args=[gesprek]) in pagina
    assert "Er is nog geen dag waarop jullie iets opnieuw bekijken." in pagina
    for naam in NAMEN[1:]:
        assert "Hier staat nog niets." in tekst(wie.get(url(gesprek, naam)))
        assert f'action="{url(gesprek, naam)}"' not in pagina


def test_each_paper_stands_under_whose_it_is(vol: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = vol
    pagina = tekst(wie.get(url(gesprek)))
    van_jou, _, van_client = pagina.partition("Dit krijgt je cliënt")
    assert "Dit is van jou" in van_jou
    assert "Alleen voor jou" in van_jou
    assert "Om mee te geven" in pagina
    for naam in ("verslag", "blad", "herinneringen"):
        assert f'action="{url(gesprek, naam)}"' in van_jou
        assert f'action="{url(gesprek, naam)}"' not in van_client
    for naam in NAMEN[1:]:
        assert f'action="{url(gesprek, naam)}"' in van_client
        assert f'action="{url(gesprek, naam)}"' not in van_jou
    assert "Kijk nog even naar deze woorden" not in pagina


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("naam", "wel", "niet"),
    [
        (
            "afspraken",
            ["Elke dag naar buiten"],
            ["Niet meer nodig", "Al gelukt", "Alleen voor mij", "Ik bel mijn zus"],
        ),
        ("plan", ["Ik bel mijn zus"], ["Zus drinkt", "telefoon weg", "Elke dag", "Alleen voor mij"]),
        ("blad", ["Blijf kalm"], ["Zus drinkt", "Alleen voor mij"]),
    ],
)
def test_each_paper_comes_as_a_pdf_and_as_the_same_page(
    vol: tuple[Bezoeker, UUID], naam: str, wel: list[str], niet: list[str]
) -> None:
    wie, gesprek = vol
    pagina = wie.get(url(gesprek, naam))
    antwoord = wie.post(url(gesprek, naam))
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["Content-Disposition"] == f'attachment; filename="{naam}.pdf"'
    assert antwoord["Cache-Control"] == pagina["Cache-Control"] == "no-store, private"
    pdf = kaal(lees(antwoord.content))
    for zin in wel:
        assert kaal(zin) in pdf
        assert zin in tekst(pagina)
    for zin in (*niet, "Donderdag", "Start het gesprek"):
        assert kaal(zin) not in pdf
    assert not vind(f"{naam}.pdf", laad().discreet)
    assert PdfReader(BytesIO(antwoord.content)).metadata.title == titel(pagina).partition(" ·")[0]  # type: ignore[union-attr]


def test_a_word_that_tells_too_much_is_named_with_the_way_to_where_it_stands(
    vol: tuple[Bezoeker, UUID],
) -> None:
    wie, gesprek = vol
    rijen = {
        "afspraken-lijst": (Rij("a", {"wat": "Ik kijk geen misbruikbeelden"}),),
        PLAN: (Rij("d", {"wat": "Ik bel de reclassering", "opmerking": "dader"}),),
    }
    bewaar(wie, gesprek, Dossier(rijen=rijen))
    pagina = tekst(wie.get(url(gesprek)))
    assert pagina.count("Kijk nog even naar deze woorden") == 2
    assert ">misbruikbeelden<" in pagina
    assert ">reclassering<" in pagina
    assert ">dader<" not in pagina
    stap = reverse("gesprekken:stap", args=[gesprek, "vervolg"])
    assert f'href="{stap}?deel=afspraken#veld-afspraken-lijst"' in pagina
    plan = reverse("veiligheidsplan:plan", args=[gesprek])
    assert f'href="{plan}?deel=vp-samen#veld-{PLAN}"' in pagina
    assert f'action="{url(gesprek, "plan")}"' in pagina
    for naam, woord in (("afspraken", "misbruikbeelden"), ("plan", "reclassering")):
        boven, _, papier = tekst(wie.get(url(gesprek, naam))).partition('class="papier client"')
        niet_op_papier = boven.partition('<div class="niet-afdrukken">')[2]
        assert "Kijk nog even naar deze woorden" in niet_op_papier
        assert f'<span translate="no">{woord}</span>' in niet_op_papier
        assert "Kijk nog even" not in papier


def test_a_line_of_the_sociale_kaart_is_neutral_on_paper_and_the_screen_says_what_is_missing(
    vol: tuple[Bezoeker, UUID],
) -> None:
    wie, gesprek = vol
    rij = Rij("a", {"naar": "Stop it Now (Nederland)", "kaart": "stop-it-now-nl"})
    bewaar(wie, gesprek, Dossier(rijen={"vp-hulp-lijst": (rij,)}))
    papier = tekst(wie.get(url(gesprek, "plan"))).partition('class="papier client"')[2]
    assert "Bellen (niet altijd open)" in papier
    assert "0800 266 64 36" in papier
    assert "topitnow" not in papier.partition("</main>")[0]
    pagina = tekst(wie.get(url(gesprek)))
    for scherm in (pagina, tekst(wie.get(url(gesprek, "plan"))).partition('class="papier client"')[0]):
        assert "Dit staat niet op het papier" in scherm
        assert '<bdi translate="no">stopitnow.nl</bdi>' in scherm


def test_what_does_not_fit_the_sheet_is_named_on_the_page_and_on_the_sheet(
    arts: tuple[Bezoeker, UUID],
) -> None:
    wie, gesprek = arts
    rijen = tuple(Rij(f"r{i}", {"vraag": f"Wat denk je van nummer {i}?"}) for i in range(90))
    bewaar(wie, gesprek, Dossier(rijen={"vragen-eigen": rijen}))
    pagina = tekst(wie.get(url(gesprek)))
    assert "Niet alles past op één blad." in pagina
    assert "van 90)" in pagina
    blad = tekst(wie.get(url(gesprek, "blad"))).partition('class="papier gespreksblad')[2]
    assert "Niet op dit blad:" in blad


def test_the_report_can_do_without_the_plan(vol: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = vol
    pagina = wie.get(url(gesprek))
    formulier = next(f for f in formulieren(pagina) if "uitleg" in f)
    assert ("bij", "veiligheidsplan") in formulier.velden
    heel = tekst(wie.post(url(gesprek, "afdruk"), formulier.met({})))
    assert "Zus drinkt" in heel
    assert "voorbeeld, nog niet overgenomen" in heel
    zonder = tekst(wie.post(url(gesprek, "afdruk"), formulier.met({"bij": []})))
    assert "Zus drinkt" not in zonder
    alleen = wie.post(url(gesprek, "afdruk"), formulier.met({"stap": []}))
    assert alleen.status_code == 200
    assert "Zus drinkt" in tekst(alleen)
    niets = wie.post(url(gesprek), formulier.met({"stap": [], "bij": []}))
    assert niets.status_code == 422


@pytest.mark.parametrize("naam", NAMEN)
@pytest.mark.parametrize("fout", [drukkerij.GeenPango(), drukkerij.DrukBezet(), drukkerij.TeLang()])
def test_without_a_pdf_the_page_to_print_is_one_press_away(
    vol: tuple[Bezoeker, UUID], monkeypatch: pytest.MonkeyPatch, naam: str, fout: Exception
) -> None:
    def weiger(_html: str, _wachtwoord: str = "") -> bytes:
        raise fout

    monkeypatch.setattr(drukkerij, "maak_pdf", weiger)
    wie, gesprek = vol
    pagina = wie.post(url(gesprek, naam))
    assert pagina.status_code == (422 if isinstance(fout, drukkerij.TeLang) else 503)
    (formulier,) = [f for f in formulieren(pagina) if f.actie == url(gesprek, naam)]
    assert formulier.methode == "get"


@pytest.mark.parametrize("naam", [*NAMEN, "herinneringen"])
def test_nobody_else_gets_any_paper(vol: tuple[Bezoeker, UUID], naam: str) -> None:
    wie, gesprek = vol
    ander = huisarts()
    assert ander.post(url(gesprek, naam), {"tekst": "x"}).status_code == 404
    assert wie.post(url(gesprek, naam), {"tekst": "x"}, token=False).status_code == 403
    wie.vergrendel()
    antwoord = wie.post(url(gesprek, naam), {"tekst": "x"})
    assert antwoord["Content-Type"].startswith("text/html")
    assert "Ik bel mijn zus" not in tekst(antwoord)


# Reminders


def _dagen(antwoord: HttpResponse) -> list[dict[str, object]]:
    agenda = Calendar.from_ical(antwoord.content)
    return [
        {"dag": deel.decoded("dtstart"), "tekst": str(deel["summary"]), "uid": str(deel["uid"]), "deel": deel}
        for deel in agenda.walk("VEVENT")
    ]


def test_the_reminders_hold_a_day_and_a_neutral_text_and_no_more(vol: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = vol
    pagina = wie.get(url(gesprek))
    assert "Er zijn 2 dagen waarop jullie iets opnieuw bekijken." in tekst(pagina)
    assert "Er is 1 dag die al voorbij is." in tekst(pagina)
    formulier = next(f for f in formulieren(pagina) if "tekst" in f)
    assert formulier["tekst"] == "Afspraak bekijken"
    antwoord = wie.post(formulier.actie, formulier.met({}))
    assert antwoord["Content-Type"] == "text/calendar; charset=utf-8"
    assert antwoord["Content-Disposition"] == 'attachment; filename="herinneringen.ics"'
    dagen = _dagen(antwoord)
    assert [(d["dag"], d["tekst"]) for d in dagen] == [
        (date(2026, 3, 20), "Afspraak bekijken"),
        (date(2026, 4, 2), "Afspraak bekijken"),
    ]
    for zin in ("Elke dag", "zus", "Donderdag", "Start het gesprek", str(gesprek), "stop"):
        assert zin not in tekst(antwoord)
    for dag in dagen:
        (alarm,) = dag["deel"].walk("VALARM")  # type: ignore[attr-defined]
        assert str(alarm["description"]) == "Afspraak bekijken"
    weer = wie.post(formulier.actie, formulier.met({"tekst": "Even kijken; of, niet\\n?"}))
    assert [d["uid"] for d in _dagen(weer)] == [d["uid"] for d in dagen]
    assert {d["tekst"] for d in _dagen(weer)} == {"Even kijken; of, niet\\n?"}


@pytest.mark.parametrize(
    ("woorden", "zin"),
    [
        ("", "Schrijf een korte tekst, van 1 tot 80 tekens."),
        ("x" * 81, "Schrijf een korte tekst, van 1 tot 80 tekens."),
        ("een\ntwee", "In de tekst staat een teken dat niet kan."),
        ("x\0y", "In de tekst staat een teken dat niet kan."),
        ("Gesprek over misbruik", "Laat dit woord weg: misbruik."),
        ("Bel De Waag", "Laat dit woord weg: De Waag."),
        ("Bel 113", "Laat dit woord weg: 113."),
        ("Over de kinderen", "Laat dit woord weg: kinderen."),
    ],
)
def test_a_text_that_cannot_be_in_an_agenda_is_explained_and_kept(
    vol: tuple[Bezoeker, UUID], woorden: str, zin: str
) -> None:
    wie, gesprek = vol
    pagina = wie.post(url(gesprek, "herinneringen"), {"tekst": woorden})
    assert pagina.status_code == 422
    assert titel(pagina).startswith("Fout:")
    assert tekst(pagina).count(zin) == 2
    if woorden.isprintable() and woorden:
        assert next(f for f in formulieren(pagina) if "tekst" in f)["tekst"] == woorden


def test_without_a_day_to_come_there_is_no_file(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    assert wie.post(url(gesprek, "herinneringen"), {"tekst": "Kijken"}).status_code == 422
    bewaar(wie, gesprek, Dossier(teksten={"vp-bekijken": tijd.vandaag().isoformat()}))
    assert wie.post(url(gesprek, "herinneringen"), {"tekst": "Kijken"}).status_code == 422


def test_what_is_no_date_is_no_reminder() -> None:
    rijen = {
        "afspraken-lijst": (Rij("a", {"bekijken": "volgende week"}), Rij("b", {"bekijken": "2026-13-01"}))
    }
    assert herinneringen.dagen(Dossier(teksten={"vp-bekijken": "morgen"}, rijen=rijen), laad()) == ()


@pytest.mark.parametrize(("naam", "heet"), [("afspraken", "Mijn afspraken"), ("plan", "Mijn plan")])
def test_a_page_to_print_for_the_client_is_called_after_nothing_but_itself(
    vol: tuple[Bezoeker, UUID], naam: str, heet: str
) -> None:
    """A browser prints the title above the paper, and makes it the name of the file."""
    wie, gesprek = vol
    assert titel(wie.get(reverse(f"verslag:{naam}", args=[gesprek]))) == heet
