"""My gesprekken, the task list, reading it all, the end."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils.html import escape

from gesprek.inhoud.lader import laad
from gesprek.kluis import gesprekken, tijd
from gesprek.models import Gesprek, Kluis
from tests.hulp import Bezoeker, Klok, stap_url, stapformulier, tekst, titel
from tests.rollen import huisarts, huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")
LIJST = "/gesprekken/"


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    klok = Klok(monkeypatch)
    klok.zet(2026, 3, 10, 12, 0)
    return klok


def taken(wie: Bezoeker, gesprek: UUID) -> list[tuple[str, str, str]]:
    """(link, status, hint) of each step in the task list."""
    pagina = tekst(wie.get(reverse("gesprekken:takenlijst", args=[gesprek])))
    lijst = pagina.split('<ol class="takenlijst">')[1].split("</ol>")[0]
    uit = []
    for stuk in lijst.split("<li>")[1:]:
        link = re.search(r'href="([^"]+)"', stuk)
        status = re.search(r'class="status [^"]*">\s*([^<]+?)\s*<', stuk)
        hint = re.search(r'class="hint">(.*?)</span>', stuk, re.S)
        assert link
        assert status
        assert hint
        uit.append((link[1], status[1], " ".join(hint[1].split())))
    return uit


# My gesprekken


def test_an_empty_kluis_offers_a_beginning_and_a_practice_case() -> None:
    pagina = tekst(huisarts().get(LIJST))
    assert "Hier staat nog niets" in pagina
    assert reverse("gesprekken:nieuw") in pagina
    assert f'action="{reverse("kluis:oefenen")}"' in pagina


def test_several_gesprekken_each_with_a_label_and_a_date(klok: Klok) -> None:
    wie, _ = huisarts_met_gesprek("gesprek van donderdag")
    klok.zet(2026, 3, 20, 12, 0)
    wie.open()
    wie.nieuw_gesprek("gesprek van vrijdag")
    wie.nieuw_gesprek()
    pagina = tekst(wie.get(LIJST))
    for stuk in ("gesprek van donderdag", "gesprek van vrijdag", "Gesprek zonder naam"):
        assert stuk in pagina
    assert "Begonnen op 10 maart 2026." in pagina
    assert pagina.count("Wordt gewist op 19 april 2026.") == 3
    assert "Op 19 april 2026 wordt alles hier gewist" in pagina
    assert reverse("kluis:herinnering") in pagina


def test_no_label_stands_in_a_title_or_an_address() -> None:
    wie, gesprek = huisarts_met_gesprek("over Tim")
    for naam in ("takenlijst", "label", "wissen", "controleren", "afronden"):
        antwoord = wie.get(reverse(f"gesprekken:{naam}", args=[gesprek]))
        assert "Tim" not in titel(antwoord)
        assert "Tim" not in str(antwoord.headers)
    assert "Tim" not in titel(wie.get(LIJST))


# Labels


def test_beside_the_label_stands_that_it_should_name_nobody() -> None:
    wie, gesprek = huisarts_met_gesprek()
    for url in (reverse("gesprekken:nieuw"), reverse("gesprekken:label", args=[gesprek])):
        pagina = tekst(wie.get(url))
        assert "Noem geen naam van een mens." in pagina
        assert 'maxlength="60"' in pagina


@pytest.mark.parametrize(
    ("getypt", "wordt"),
    [
        ("vrijdag", "vrijdag"),
        ("  twee   woorden \n en een regel ", "twee woorden en een regel"),
        ("x" * 100, "x" * 60),
        ("", ""),
        ("<b>dik</b>", "<b>dik</b>"),
        ("a\0b", "a\ufffdb"),
        ("😟" * 80, "😟" * 60),
    ],
)
def test_a_label_is_one_line_of_sixty_characters(getypt: str, wordt: str) -> None:
    wie, gesprek = huisarts_met_gesprek("eerst")
    antwoord = wie.post(reverse("gesprekken:label", args=[gesprek]), {"label": getypt})
    pagina = wie.volg(antwoord)
    assert "De naam is veranderd." in tekst(pagina)
    assert gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier.label == wordt
    assert escape(wordt) in tekst(pagina)


# The task list


def test_it_has_the_six_steps_in_order_each_with_its_way_in() -> None:
    wie, gesprek = huisarts_met_gesprek()
    rij = taken(wie, gesprek)
    assert [link for link, _, _ in rij] == [stap_url(gesprek, stap.id) for stap in laad().stappen]
    assert {status for _, status, _ in rij} == {"Nog niet begonnen"}
    for stap, (_, _, hint) in zip(laad().stappen, rij, strict=True):
        assert escape(stap.kort) in hint


@pytest.mark.parametrize(
    "waarden",
    [
        {"t.moment-plek": "kamer"},
        {"p.plek-veilig": "ja"},
        {"t.overleg-protocol": "keuze"},
        {"t.moment-datum": "2026-12-03"},
    ],
    ids=["text", "point", "choice", "date"],
)
def test_a_step_where_something_was_done_is_busy_and_says_how_many_points_are_open(
    waarden: dict[str, str],
) -> None:
    wie, gesprek = huisarts_met_gesprek()
    if "t.overleg-protocol" in waarden:
        opties = re.findall(
            r'type="radio" name="t.overleg-protocol" value="([^"]+)"', tekst(wie.stap(gesprek))
        )
        waarden = {"t.overleg-protocol": opties[0]}
    wie.schrijf(gesprek, waarden)
    alle = sum(punt.land in (None, "nl") for o in laad().stappen[0].onderdelen for punt in o.punten)
    open_ = alle - ("p.plek-veilig" in waarden)
    assert taken(wie, gesprek)[0][1] == "Bezig"
    assert f"Nog {open_} punten open." in taken(wie, gesprek)[0][2]
    assert taken(wie, gesprek)[1][1] == "Nog niet begonnen"


def test_a_step_is_done_when_the_user_says_so_whatever_is_open() -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.schrijf(gesprek, {}, "samenvatten", knop="klaar")
    assert taken(wie, gesprek)[3][1] == "Klaar"
    pagina = tekst(wie.get(reverse("gesprekken:takenlijst", args=[gesprek])))
    assert "Je noemde 1 stap klaar." in pagina
    assert "Ga verder met stap 1" in pagina
    assert "1 van 6 stappen klaar" in tekst(wie.get(LIJST))
    wie.schrijf(gesprek, {}, "samenvatten", knop="niet-klaar")
    assert taken(wie, gesprek)[3][1] == "Nog niet begonnen"


def test_ticking_every_point_does_not_call_a_step_done() -> None:
    wie, gesprek = huisarts_met_gesprek()
    punten = re.findall(r'type="checkbox" name="(p\.[^"]+)"', tekst(wie.stap(gesprek, "samenvatten")))
    wie.schrijf(gesprek, dict.fromkeys(punten, "ja"), "samenvatten")
    assert taken(wie, gesprek)[3][1] == "Bezig"
    assert "Alle punten zijn aangevinkt." in tekst(wie.stap(gesprek, "samenvatten"))


def test_with_all_steps_done_the_main_action_is_reading_it_all() -> None:
    wie, gesprek = huisarts_met_gesprek()
    for stap in laad().stappen:
        wie.schrijf(gesprek, {}, stap.id, knop="klaar")
    pagina = tekst(wie.get(reverse("gesprekken:takenlijst", args=[gesprek])))
    assert "Ga verder met stap" not in pagina
    assert reverse("gesprekken:controleren", args=[gesprek]) in pagina


def test_progress_is_never_a_verdict() -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.schrijf(gesprek, {"t.moment-plek": "kamer"})
    for url in (LIJST, reverse("gesprekken:takenlijst", args=[gesprek]), stap_url(gesprek)):
        pagina = tekst(wie.get(url)).split("<main")[1].split("</main>")[0].lower()
        for woord in ("goed gedaan", "score", "%", "onvoldoende", "je moet nog", "compleet"):
            assert woord not in re.sub(r"<[^>]+>", " ", pagina), woord


# Reading it all


def test_everything_that_was_written_stands_there_and_empty_says_so() -> None:
    wie, gesprek = huisarts_met_gesprek()
    pagina = wie.stap(gesprek)
    rij = stapformulier(pagina)["volgorde.concreet-waarnemingen"]
    waarden: dict[str, str | list[str]] = {
        "t.gevoel-wat": "een eigen zin",
        "t.moment-datum": "2026-12-03",
        f"r.concreet-waarnemingen.{rij}.wat": "wat ik zag",
        f"r.concreet-waarnemingen.{rij}.zeker": re.findall(
            rf'name="r.concreet-waarnemingen.{rij}.zeker" value="([^"]+)"', tekst(pagina)
        )[0],
    }
    wie.verstuur(pagina, waarden, knop="opslaan")
    alles = tekst(wie.get(reverse("gesprekken:controleren", args=[gesprek])))
    for stuk in ("een eigen zin", "3 december 2026", "wat ik zag"):
        assert stuk in alles
    assert "Niet ingevuld" in alles
    labels = [
        v.label for s in laad().stappen for o in s.onderdelen for v in o.velden if v.land in (None, "nl")
    ]
    assert all(escape(label) in alles for label in labels)


def test_every_change_link_opens_its_field_and_comes_back() -> None:
    wie, gesprek = huisarts_met_gesprek()
    controle = reverse("gesprekken:controleren", args=[gesprek])
    wie.schrijf(gesprek, {"t.gevoel-wat": "eerst"})
    links = re.findall(r'<a href="([^"]+)">Wijzig', tekst(wie.get(controle)))
    velden = [v.id for s in laad().stappen for o in s.onderdelen for v in o.velden if v.land in (None, "nl")]
    assert len(links) == len(velden)
    link = next(link for link in links if link.endswith("#veld-gevoel-wat")).replace("&amp;", "&")
    pagina = wie.get(link.partition("#")[0])
    assert re.search(r'<details class="onderdeel" id="gevoel" open>', tekst(pagina))
    assert 'id="veld-gevoel-wat"' in tekst(pagina)
    antwoord = wie.verstuur(pagina, {"t.gevoel-wat": "daarna"}, knop="controleren")
    assert antwoord["Location"].partition("#")[0] == controle
    assert "daarna" in tekst(wie.get(controle))


def test_saving_on_the_way_keeps_the_way_back() -> None:
    wie, gesprek = huisarts_met_gesprek()
    pagina = wie.stap(gesprek, vraag="?na=gevoel-wat")
    antwoord = wie.verstuur(pagina, {"t.gevoel-wat": "tussendoor"}, knop="opslaan")
    pagina = wie.volg(antwoord)
    assert "controleren" in {waarde for _, waarde in stapformulier(pagina).knoppen}


# The end


def test_the_last_page_first_offers_the_pdf_and_then_deletes_all(klok: Klok) -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.nieuw_gesprek()
    pagina = wie.get(reverse("gesprekken:afronden", args=[gesprek]))
    lijf = tekst(pagina)
    assert "Bewaar je PDF en wis alles" in lijf
    assert lijf.index(reverse("verslag:verslag", args=[gesprek])) < lijf.index(reverse("kluis:wissen"))
    assert "In je kluis staan 2 gesprekken." in lijf
    assert "vanzelf gewist op 9 april 2026" in lijf
    assert wie.verstuur(pagina, {}).status_code == 422, "not without the tick"
    antwoord = wie.verstuur(pagina, {"zeker": "ja"})
    assert antwoord["Location"] == reverse("kluis:gewist")
    assert not Kluis.objects.exists()
    assert not Gesprek.objects.exists()


def test_one_gesprek_can_be_deleted_after_one_question() -> None:
    wie, weg = huisarts_met_gesprek("weg")
    houd = wie.nieuw_gesprek("houd")
    url = reverse("gesprekken:wissen", args=[weg])
    vraag = wie.get(url)
    assert "Dit gesprek wissen?" in tekst(vraag)
    assert Gesprek.objects.count() == 2
    lijst = wie.volg(wie.verstuur(vraag, {}))
    assert "Het gesprek is gewist." in tekst(lijst)
    assert "houd" in tekst(lijst)
    assert Gesprek.objects.get().id == houd
    assert wie.get(reverse("gesprekken:takenlijst", args=[weg])).status_code == 404


def test_deleting_the_same_gesprek_from_two_tabs_is_no_fault() -> None:
    wie, gesprek = huisarts_met_gesprek()
    een, twee = (wie.get(reverse("gesprekken:wissen", args=[gesprek])) for _ in range(2))
    assert wie.verstuur(een, {}).status_code == 303
    assert wie.verstuur(twee, {}).status_code == 404


# A day that comes after the text is gone


def let_op(wie: Bezoeker, gesprek: UUID) -> str:
    """The warning on the task list, "" when there is none."""
    pagina = tekst(wie.get(reverse("gesprekken:takenlijst", args=[gesprek])))
    gevonden = re.search(r'<p class="melding melding--letop">(.*?)</p>', pagina, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", gevonden[1]).split()) if gevonden else ""


@pytest.mark.parametrize(("dag", "gewaarschuwd"), [("2026-04-08", False), ("2026-04-09", True)])
def test_a_day_on_which_the_text_is_gone_is_named(klok: Klok, dag: str, gewaarschuwd: bool) -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.schrijf(gesprek, {"t.moment-datum": dag})
    assert bool(let_op(wie, gesprek)) is gewaarschuwd


def test_the_first_of_several_days_is_named_with_what_to_do(klok: Klok) -> None:
    wie, gesprek = huisarts_met_gesprek()
    rij = "r.afspraken-lijst.abc12345"
    velden = {"volgorde.afspraken-lijst": "abc12345", f"{rij}.wat": "bellen", f"{rij}.bekijken": "2026-05-01"}
    wie.schrijf(gesprek, {**velden, "t.afspraken-datum": "2026-06-01"}, "vervolg")
    assert let_op(wie, gesprek) == (
        "Je schreef een dag op die later komt: 1 mei 2026. Je tekst is dan al weg. Open je kluis op tijd nog eens, "
        "of kies een langere termijn. Dan schuift de datum op. Naar je instellingen"
    )
    # An agreement that has ended asks for nothing any more.
    wie.schrijf(gesprek, {f"{rij}.stand": "gelukt", "t.afspraken-datum": ""}, "vervolg")
    assert let_op(wie, gesprek) == ""


def test_what_cannot_stay_longer_says_so(klok: Klok) -> None:
    wie, gesprek = huisarts_met_gesprek()
    wie.schrijf(gesprek, {"t.moment-datum": "2026-12-01"})
    for maand, dag in ((4, 8), (5, 6), (6, 3), (7, 1), (7, 29), (8, 26)):
        klok.zet(2026, maand, dag, 12, 0)
        wie.open()
    assert let_op(wie, gesprek).endswith("Je tekst is dan al weg. Langer kan niet. Maak op tijd je PDF.")


def test_the_days_of_a_practice_case_are_no_reason_to_warn(klok: Klok) -> None:
    wie = huisarts()
    antwoord = wie.post(reverse("kluis:oefenen"))
    gesprek = UUID(antwoord["Location"].split("/")[2])
    wie.schrijf(gesprek, {"t.moment-datum": "2026-12-01"})
    assert let_op(wie, gesprek) == ""
