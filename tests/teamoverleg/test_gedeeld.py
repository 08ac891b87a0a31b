"""The professional's page of what was shared: answers without names, withdraw, seal again."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import reverse

from gesprek.kluis import leiders
from gesprek.models import Bericht, Deling
from tests.hulp import Klok, formulieren, tekst, titel
from tests.teams import WACHTWOORD, Gedeeld, gedeelde_notitie, leider_bezoeker, maak_leider

pytestmark = pytest.mark.django_db(databases="__all__")
GEVOEL = {"gevoel_wat": "Ik ben onrustig na dat gesprek."}


def antwoord_op(g: Gedeeld, tekst_: str, pagina: HttpResponse | None = None) -> HttpResponse:
    return g.wie.verstuur(
        pagina or g.wie.get(g.gedeeld), {"t.voorbereiding": tekst_}, knop="stuur:voorbereiding"
    )


def getypt(pagina: HttpResponse) -> str:
    return next(f for f in formulieren(pagina) if "t.voorbereiding" in f)["t.voorbereiding"]


def test_names_are_taken_out_of_an_answer_and_shown_before_it_goes() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    pagina = antwoord_op(g, "Ik sprak Kees en zijn nichtje Sofie gisteren.")
    assert pagina.status_code == 422
    assert titel(pagina).startswith("Fout:")
    assert "Dit haalden we weg uit je antwoord" in tekst(pagina)
    assert tekst(pagina).count("Kijk je antwoord nog een keer na.") == 2
    assert "Kees" not in getypt(pagina)
    assert "Sofie" not in getypt(pagina)
    assert not Bericht.objects.exists()
    assert antwoord_op(g, getypt(pagina), pagina).status_code == 303
    gelezen = tekst(g.mieke.get(g.lees))
    assert "[persoon 1]" in gelezen
    assert "Kees" not in gelezen


def test_somebody_has_the_same_placeholder_in_an_answer_as_in_the_note() -> None:
    g = gedeelde_notitie(stap={"gevoel_wat": "Kees zat naast Fatima. Toen Fatima wegging, bleef Kees."})
    pagina = antwoord_op(g, "Ik sprak met Fatima en met Youssef.")
    assert "[persoon 2]" in getypt(pagina)
    assert "[persoon 3]" in getypt(pagina)
    assert "[persoon 1]" not in getypt(pagina)


def test_a_word_that_is_typed_back_goes_and_a_new_name_is_asked_about_again() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    eerst = antwoord_op(g, "Ik sprak Kees gisteren.")
    tweede = antwoord_op(g, "Ik sprak Kees, en ook Fatima.", eerst)
    assert tweede.status_code == 422
    assert "Fatima" not in getypt(tweede)
    assert antwoord_op(g, "Ik sprak Kees, en nog iemand.", tweede).status_code == 303
    assert "Ik sprak Kees" in tekst(g.mieke.get(g.lees))


@pytest.mark.parametrize(
    ("tekst_", "status"),
    [(" \n ", 422), ("ja " * 6_666 + "nu", 303), ("ja " * 6_667, 303), ("x" * 20_001, 422)],
)
def test_what_fits_goes_and_what_does_not_stays(tekst_: str, status: int) -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    pagina = antwoord_op(g, tekst_)
    assert pagina.status_code == status
    if status == 422:
        assert getypt(pagina).strip() == tekst_.strip()
        assert titel(pagina).startswith("Fout:")


def test_a_double_click_sends_once_and_code_is_text() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    pagina = g.wie.get(g.gedeeld)
    for _ in range(2):
        antwoord_op(g, "dat klopt wel <img src=x onerror=alert(document)>", pagina)
    assert Bericht.objects.count() == 1
    assert "&lt;img src=x" in tekst(g.mieke.get(g.lees))
    assert "<img src=x" not in tekst(g.mieke.get(g.lees))


def test_an_answer_to_what_was_withdrawn_in_another_tab_comes_back_and_says_why() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    pagina = g.wie.get(g.gedeeld)
    g.wie.post(reverse("delen:intrekken", args=[g.gesprek, g.deling]))
    antwoord = antwoord_op(g, "dit schreef ik net op", pagina)
    assert antwoord.status_code == 404
    assert "Je trok hem in" in tekst(antwoord)
    assert "dit schreef ik net op" in tekst(antwoord)


def test_an_answer_with_a_locked_kluis_goes_after_opening_it() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    pagina = g.wie.get(g.gedeeld)
    g.wie.vergrendel()
    slot = antwoord_op(g, "dit schreef ik net op", pagina)
    assert slot.status_code == 403
    assert "dit schreef ik net op" in tekst(slot)
    assert not Bericht.objects.exists()


def test_a_new_answer_is_told_where_the_kluis_opens_until_it_was_read() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    zin = "Er is een nieuw antwoord van je team."
    overzichten = [reverse("gesprekken:lijst"), reverse("gesprekken:takenlijst", args=[g.gesprek])]
    assert [zin in tekst(g.wie.get(pad)) for pad in overzichten] == [False, False]
    g.mieke.verstuur(g.mieke.get(g.lees), {"t.": "Sterkte."}, knop="stuur:")
    assert [zin in tekst(g.wie.get(pad)) for pad in overzichten] == [True, True]
    g.wie.get(g.gedeeld)
    assert [zin in tekst(g.wie.get(pad)) for pad in overzichten] == [False, False]


def test_withdrawn_is_gone_for_the_team_at_once_with_what_was_said() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    g.mieke.verstuur(g.mieke.get(g.lees), {"t.": "Sterkte."}, knop="stuur:")
    pad = reverse("delen:intrekken", args=[g.gesprek, g.deling])
    assert "Ingetrokken" in tekst(g.wie.volg(g.wie.post(pad)))
    assert g.wie.post(pad).status_code == 303, "once more is fine"
    assert g.mieke.get(g.lees).status_code == 404
    assert not Deling.objects.exists()
    assert not Bericht.objects.exists()
    assert g.wie.get(g.gedeeld).status_code == 404


def test_a_lead_who_came_later_reads_it_once_it_is_sealed_again() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    assert "Nog niet voor iedereen" not in tekst(g.wie.get(g.gedeeld))
    fatima = leider_bezoeker(maak_leider(g.team, "Fatima"))
    pagina = g.wie.get(g.gedeeld)
    assert "Fatima" in tekst(pagina)
    # Somebody comes while this is read: who was not on the page is not let in.
    joost = leider_bezoeker(maak_leider(g.team, "Joost"))
    opnieuw = next(f for f in formulieren(pagina) if f.actie.endswith("/opnieuw/"))
    gelukt = g.wie.volg(g.wie.post(opnieuw.actie, opnieuw.met({})))
    assert "Opnieuw versleuteld" in tekst(gelukt)
    assert "Joost" in tekst(gelukt)
    assert fatima.get(g.lees).status_code == 200
    assert joost.get(g.lees).status_code == 404
    vreemd = reverse("delen:opnieuw", args=[g.gesprek, g.deling])
    assert g.wie.post(vreemd, {"merken": "zomaar,,\x00,é"}).status_code == 303
    assert joost.get(g.lees).status_code == 404


def test_a_lead_with_a_new_key_is_told_of_beside_what_was_shared() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    begin, zin = reverse("delen:begin", args=[g.gesprek]), "nog niet voor iedereen te lezen"
    assert zin not in tekst(g.wie.get(begin))
    leiders.geef_paar(g.leider, WACHTWOORD)
    assert zin in tekst(g.wie.get(begin))
    opnieuw = next(f for f in formulieren(g.wie.get(g.gedeeld)) if f.actie.endswith("/opnieuw/"))
    g.wie.post(opnieuw.actie, opnieuw.met({}))
    assert zin not in tekst(g.wie.get(begin))


def test_past_its_date_it_is_gone_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    klok = Klok(monkeypatch)
    g = gedeelde_notitie(velden={"termijn": "7"})
    klok.vooruit(days=7)
    g.wie.open()
    assert g.wie.get(g.gedeeld).status_code == 404
    assert "Wat je deelde" not in tekst(g.wie.get(reverse("delen:begin", args=[g.gesprek])))
    assert leider_bezoeker(g.leider).get(g.lees).status_code == 404
