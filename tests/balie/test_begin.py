"""Begin: three short questions, then a code that nobody else ever sees."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from gesprek.inhoud.lader import laad
from gesprek.kluis import tijd
from gesprek.kluis.code import WOORDEN
from gesprek.models import Kluis, KluisSessie
from tests.hulp import Bezoeker, Klok, formulieren, lees_code_van, tekst, titel
from tests.rollen import huisarts, huisarts_met_gesprek, voorbijganger

pytestmark = pytest.mark.django_db(databases="__all__")
GOED = {"land": "nl", "rol": "huisarts", "apparaat": "eigen"}


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


def test_it_asks_country_role_and_whose_computer_and_nothing_else() -> None:
    antwoord = voorbijganger().get(reverse("kluis:begin"))
    pagina = tekst(antwoord)
    namen = set(re.findall(r'<input[^>]* name="(\w+)"', pagina)) - {"csrfmiddlewaretoken"}
    assert namen == {"land", "rol", "apparaat"}
    assert 'type="email"' not in pagina


def test_it_shows_seven_words_of_our_list_once_and_keeps_nothing_of_them() -> None:
    wie = Bezoeker()
    pagina = wie.begin()
    assert pagina.status_code == 200
    assert set(wie.code.split()) <= set(WOORDEN)
    assert "no-store" in pagina["Cache-Control"]
    kluis = Kluis.objects.get()
    assert not any(
        woord.encode() in bytes(kluis.vindsleutel) + bytes(kluis.verpakte_dek) for woord in wie.code.split()
    )
    for url in (reverse("kluis:begin"), reverse("gesprekken:lijst"), reverse("kluis:instellingen")):
        assert wie.code not in tekst(wie.get(url))


def test_two_people_get_different_codes() -> None:
    assert huisarts().code != huisarts().code


@pytest.mark.parametrize("land", ["nl", "vl"])
def test_every_role_of_a_country_can_begin(land: str) -> None:
    for rol in laad().rollen_van(land):  # type: ignore[arg-type]
        wie = Bezoeker()
        wie.begin(land, rol.id)
        assert (wie.sessie().kluis.land, wie.sessie().kluis.rol) == (land, rol.id)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"land": ""}, "Kies in welk land je werkt."),
        ({"rol": ""}, "Kies wat je werk is."),
        ({"apparaat": ""}, "Kies wiens computer of telefoon dit is."),
        ({"land": "be"}, "Kies in welk land je werkt."),
        ({"rol": "koning"}, "Kies wat je werk is."),
        ({"rol": "clb"}, "Het CLB is er alleen in Vlaanderen."),
    ],
)
def test_an_odd_choice_is_explained_and_what_was_chosen_stays(anders: dict[str, str], zin: str) -> None:
    wie, keus = Bezoeker(), {**GOED, **anders}
    antwoord = wie.post(reverse("kluis:begin"), keus)
    assert antwoord.status_code == 422
    assert titel(antwoord).startswith("Fout: ")
    assert zin in tekst(antwoord)
    gekozen = dict(formulieren(antwoord)[-1].velden)
    geldig = {naam: waarde for naam, waarde in keus.items() if waarde not in ("", "be", "koning")}
    assert {naam: gekozen.get(naam) for naam in geldig} == geldig
    assert not Kluis.objects.exists()
    assert not KluisSessie.objects.exists()


def test_a_shared_computer_locks_after_twenty_minutes_and_ones_own_after_sixty(klok: Klok) -> None:
    gedeeld, eigen = Bezoeker(), Bezoeker()
    gedeeld.begin(apparaat="gedeeld")
    eigen.begin(apparaat="eigen")
    klok.vooruit(minutes=20)
    lijst = reverse("gesprekken:lijst")
    assert gedeeld.get(lijst).status_code == 403
    assert eigen.get(lijst).status_code == 200
    klok.vooruit(minutes=60)
    assert eigen.get(lijst).status_code == 403


def test_beginning_again_makes_a_second_kluis_and_closes_the_first_here() -> None:
    wie, _ = huisarts_met_gesprek("donderdag")
    eerste, oud_cookie = wie.code, wie.kluiscookie
    assert "maak je een tweede kluis" in tekst(wie.get(reverse("kluis:begin")))
    wie.begin()
    assert wie.code != eerste
    assert "donderdag" not in tekst(wie.get(reverse("gesprekken:lijst")))
    wie.client.cookies[settings.KLUIS_COOKIE] = oud_cookie
    assert wie.get(reverse("gesprekken:lijst")).status_code == 403
    assert "donderdag" in tekst(wie.volg(wie.open(eerste)))


def test_the_page_says_what_losing_the_code_means() -> None:
    pagina = tekst(Bezoeker().begin())
    assert "Na deze pagina kan niemand je code nog laten zien." in pagina
    assert "kan niemand je tekst nog lezen" in pagina


def test_a_reload_shows_the_same_code_until_it_is_kept_and_never_again() -> None:
    wie = Bezoeker()
    wie.begin()
    eerste = wie.code
    assert Kluis.objects.count() == 1
    for _keer in range(2):
        wie.lees_code()
        assert wie.code == eerste
    assert "Je code staat nog klaar." in tekst(wie.get(reverse("gesprekken:lijst")))
    assert wie.code_is_bewaard()["Location"] == reverse("gesprekken:nieuw")
    assert wie.get(reverse("kluis:code"))["Location"] == reverse("gesprekken:lijst")
    elders = Bezoeker()
    assert elders.open(eerste).status_code == 303


# The two words


def _vraag(wie: Bezoeker) -> list[int]:
    pagina = tekst(wie.get(reverse("kluis:controle")))
    return [int(nummer) for nummer in re.findall(r'name="woord(\d)"', pagina)]


def test_two_words_may_be_asked_back_and_then_the_reminder_goes() -> None:
    wie = huisarts()
    lijst = reverse("gesprekken:lijst")
    assert "Heb je je code goed bewaard?" in tekst(wie.get(lijst))
    plekken = _vraag(wie)
    assert len(set(plekken)) == 2
    assert plekken == sorted(plekken)
    woorden = wie.code.split()
    antwoord = wie.post(reverse("kluis:controle"), {f"woord{p}": woorden[p - 1] for p in plekken})
    verder = wie.volg(antwoord)
    assert "je code klopt" in tekst(verder)
    assert "Heb je je code goed bewaard?" not in tekst(verder)
    assert wie.get(reverse("kluis:controle")).status_code == 303


@pytest.mark.parametrize("vorm", [str.upper, str.title, lambda w: f" {w[:4]} ", lambda w: f"{w}."])
def test_the_two_words_are_read_as_tolerantly_as_the_code(vorm: object) -> None:
    wie = huisarts()
    assert callable(vorm)
    woorden = {f"woord{p}": vorm(wie.code.split()[p - 1]) for p in _vraag(wie)}
    assert wie.post(reverse("kluis:controle"), woorden).status_code == 303


def test_a_slip_of_the_pen_shows_now_and_what_was_typed_stays() -> None:
    wie = huisarts()
    plekken = _vraag(wie)
    woorden = wie.code.split()
    fout = {f"woord{plekken[0]}": woorden[plekken[0] - 1], f"woord{plekken[1]}": "zomaar"}
    for poging in (fout, {}, {f"woord{p}": "" for p in plekken}):
        antwoord = wie.post(reverse("kluis:controle"), poging)
        assert antwoord.status_code == 422
        assert titel(antwoord).startswith("Fout: ")
        assert wie.code not in tekst(antwoord)
    velden = formulieren(wie.post(reverse("kluis:controle"), fout))[-1]
    assert velden[f"woord{plekken[1]}"] == "zomaar"
    assert "Heb je je code goed bewaard?" in tekst(wie.get(reverse("gesprekken:lijst")))


def test_the_words_cannot_be_read_from_the_page_that_asks_them() -> None:
    wie = huisarts()
    pagina = tekst(wie.get(reverse("kluis:controle")))
    assert not any(f'"{woord}"' in pagina or f">{woord}<" in pagina for woord in wie.code.split())


def test_opening_with_the_code_needs_no_reminder() -> None:
    wie = huisarts()
    wie.vergrendel()
    lijst = wie.volg(wie.open())
    assert "Heb je je code goed bewaard?" not in tekst(lijst)


# The practice case


def test_practising_needs_no_code_and_opens_a_complete_case() -> None:
    wie = voorbijganger()
    antwoord = wie.post(reverse("kluis:oefenen"))
    taken = wie.volg(antwoord)
    assert "Dit is een oefening. Alles is verzonnen." in tekst(taken)
    casus = laad().oefencasus
    alles = tekst(wie.get(f"{antwoord['Location']}controleren/"))
    gevonden = [zin for zin in casus.teksten.values() if escape(zin) in alles]
    assert len(gevonden) > len(casus.teksten) * 0.8


def test_practising_in_an_open_kluis_puts_it_beside_ones_own_work() -> None:
    wie, _ = huisarts_met_gesprek("donderdag")
    wie.post(reverse("kluis:oefenen"))
    lijst = tekst(wie.get(reverse("gesprekken:lijst")))
    assert "donderdag" in lijst
    assert "Oefening: alles is verzonnen." in lijst
    assert Kluis.objects.count() == 1


def test_the_practice_case_can_be_changed_and_thrown_away() -> None:
    wie = voorbijganger()
    url = wie.post(reverse("kluis:oefenen"))["Location"]
    gesprek = Kluis.objects.get().gesprekken.get()
    assert wie.schrijf(gesprek.id, {"t.gevoel-wat": "Anders dan het voorbeeld."}).status_code == 303
    assert "Anders dan het voorbeeld." in tekst(wie.stap(gesprek.id))
    assert "Gooi deze oefening weg" in tekst(wie.get(url))
    weg = wie.volg(wie.post(f"{url}wissen/"))
    assert "Hier staat nog niets" in tekst(weg)
    assert not Kluis.objects.get().gesprekken.exists()


def test_practising_alone_locks_as_on_a_shared_computer(klok: Klok) -> None:
    wie = voorbijganger()
    wie.post(reverse("kluis:oefenen"))
    klok.vooruit(minutes=20)
    assert wie.get(reverse("gesprekken:lijst")).status_code == 403


def test_practising_without_a_code_never_lets_real_work_be_lost() -> None:
    wie = voorbijganger()
    url = wie.post(reverse("kluis:oefenen"))["Location"]
    assert "Je oefent zonder code." in tekst(wie.get(url))
    assert "Eerst een code" in tekst(wie.volg(wie.get(reverse("gesprekken:nieuw"))))
    assert "Eerst een code" in tekst(wie.volg(wie.post(reverse("gesprekken:nieuw"), {"label": "echt"})))
    assert Kluis.objects.get().gesprekken.count() == 1
    keus = {"land": "vl", "rol": "clb"}
    assert wie.post(reverse("kluis:eerst_code"), keus)["Location"] == reverse("kluis:code")
    # Pressed twice: the code that was made stands there.
    assert wie.post(reverse("kluis:eerst_code"), keus)["Location"] == reverse("kluis:code")
    wie.lees_code()
    wie.code_is_bewaard()
    gesprek = wie.nieuw_gesprek("echt")
    assert "Je oefent zonder code." not in tekst(wie.get(url))
    wie.vergrendel()
    assert wie.open().status_code == 303
    assert wie.stap(gesprek).status_code == 200


@pytest.mark.parametrize("keus", [{}, {"land": "vl"}, {"rol": "huisarts"}, {"land": "nl", "rol": "clb"}])
def test_the_country_of_the_practice_case_is_never_taken_for_ones_own(keus: dict[str, str]) -> None:
    wie = voorbijganger()
    wie.post(reverse("kluis:oefenen"))
    pagina = tekst(wie.get(reverse("kluis:eerst_code")))
    assert "checked" not in pagina
    antwoord = wie.post(reverse("kluis:eerst_code"), keus)
    assert antwoord.status_code == 422
    assert "Er mist nog iets" in tekst(antwoord)
    assert wie.sessie().zonder_code
    wie.post(reverse("kluis:eerst_code"), {"land": "vl", "rol": "clb"})
    assert (wie.sessie().kluis.land, wie.sessie().kluis.rol) == ("vl", "clb")


def test_while_practising_the_numbers_of_both_countries_stand_at_acuut() -> None:
    wie = voorbijganger()
    wie.post(reverse("kluis:oefenen"))
    pagina = tekst(wie.get(reverse("acuut")))
    assert 'href="tel:113"' in pagina
    assert 'href="tel:1813"' in pagina
    wie.post(reverse("kluis:eerst_code"), {"land": "vl", "rol": "clb"})
    pagina = tekst(wie.get(reverse("acuut")))
    assert 'href="tel:113"' not in pagina
    assert 'href="tel:1813"' in pagina


def test_locking_a_practice_that_nobody_can_open_again_throws_it_away() -> None:
    wie = voorbijganger()
    wie.post(reverse("kluis:oefenen"))
    antwoord = wie.vergrendel()
    assert antwoord["Location"] == reverse("thuis")
    assert "Je oefening is weggegooid." in tekst(wie.volg(antwoord))
    assert not Kluis.objects.exists()


def test_two_who_practise_do_not_see_each_other() -> None:
    een, twee = Bezoeker(), Bezoeker("192.0.2.2")
    url = een.post(reverse("kluis:oefenen"))["Location"]
    twee.post(reverse("kluis:oefenen"))
    assert twee.get(url).status_code == 404


def test_a_code_page_can_be_read_by_a_helper_that_knows_no_html() -> None:
    """The words stand in a list, in order, each by itself."""
    pagina = Bezoeker().begin()
    assert len(lees_code_van(pagina).split()) == 7


def test_the_practice_case_tells_its_dates_from_today(klok: Klok) -> None:
    klok.vooruit(days=200)
    wie = voorbijganger()
    wie.post(reverse("kluis:oefenen"))
    gesprek = Kluis.objects.get().gesprekken.get()
    pagina = tekst(wie.stap(gesprek.id))
    dagen = [
        date.fromisoformat(dag) for dag in re.findall(r'type="date"[^>]* value="(\d{4}-\d\d-\d\d)"', pagina)
    ]
    assert dagen
    assert all(abs(dag - tijd.vandaag()).days < 30 for dag in dagen)
