"""Sending: who reads it is seen first, what was seen is what goes, and pressed twice it goes once."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from functools import partial
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse

from gesprek.kluis import leiders
from gesprek.models import Deling, Gesprek, Team
from tests.hulp import Bezoeker, Klok, formulieren, tegelijk, tekst, titel
from tests.rollen import huisarts_met_gesprek
from tests.teams import (
    WACHTWOORD,
    gedeelde_notitie,
    kies_team,
    leider_bezoeker,
    maak_leider,
    maak_team,
    zet_klaar,
)

pytestmark = pytest.mark.django_db(databases="__all__")
NIEUW = "nieuw, of met een nieuwe sleutel"


def klaar(vraag: str = "Hoe begin ik?") -> tuple[Bezoeker, UUID, Team, HttpResponse]:
    """A GP on the page with the button that sends, a team of one lead."""
    team, code = maak_team()
    maak_leider(team)
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek, vraag)
    return wie, gesprek, team, kies_team(wie, gesprek, code)


def pad(naam: str, gesprek: UUID) -> str:
    return reverse(f"delen:{naam}", args=[gesprek])


# Who reads it


def test_every_lead_is_shown_and_a_new_one_or_a_new_key_is_marked() -> None:
    wie, gesprek, team, pagina = klaar()
    assert "Mieke" in tekst(pagina)
    assert NIEUW not in tekst(pagina)
    fatima = maak_leider(team, "Fatima")
    pagina = wie.get(pad("versturen", gesprek))
    assert tekst(pagina).count(NIEUW) == 1
    assert "Er is iemand nieuw" in tekst(pagina)
    wie.verstuur(pagina, {})
    assert NIEUW not in tekst(wie.get(pad("versturen", gesprek))), "seen when it was sent"
    leiders.geef_paar(fatima, WACHTWOORD)
    assert tekst(wie.get(pad("versturen", gesprek))).count(NIEUW) == 1


def test_a_lead_who_comes_between_looking_and_sending_is_shown_first() -> None:
    wie, _gesprek, team, pagina = klaar()
    maak_leider(team, "Fatima")
    antwoord = wie.verstuur(pagina, {"t.van": "Sanne"})
    assert antwoord.status_code == 422
    assert tekst(antwoord).count("Er kwam net een teamleider of een sleutel bij") == 2
    assert "Sanne" in tekst(antwoord)
    assert not Deling.objects.exists()
    assert wie.verstuur(antwoord, {}).status_code == 303
    assert Deling.objects.get().sleutels.count() == 2


def test_a_team_in_which_nobody_can_read_gets_nothing() -> None:
    team, code = maak_team()
    maak_leider(team, sleutel=False)
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek)
    pagina = kies_team(wie, gesprek, code)
    assert "Nog niemand van dit team kan lezen" in tekst(pagina)
    assert " disabled" in tekst(pagina)
    antwoord = wie.volg(wie.verstuur(pagina, {}))
    assert "Er is niets verstuurd" in tekst(antwoord)
    assert not Deling.objects.exists()


@pytest.mark.parametrize("weg", [True, False])
def test_without_a_team_one_is_asked_for_it(weg: bool) -> None:
    wie, gesprek, team, _pagina = klaar()
    if weg:
        team.delete()
    else:
        wie, gesprek = huisarts_met_gesprek()
        zet_klaar(wie, gesprek)
    assert wie.get(pad("versturen", gesprek))["Location"] == pad("team", gesprek)
    antwoord = wie.post(pad("verstuur", gesprek), {"deling": UUID(int=5).hex})
    assert antwoord["Location"] == pad("team", gesprek)


# Once, and only what was seen


def test_pressed_twice_it_goes_once() -> None:
    wie, gesprek, _team, pagina = klaar()
    for _ in range(2):
        assert wie.verstuur(pagina, {})["Location"] == pad("begin", gesprek)
    assert Deling.objects.count() == 1


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_two_clicks_at_the_same_moment_share_one_note_that_its_maker_can_read() -> None:
    wie, gesprek, _team, pagina = klaar()
    tweeling = Bezoeker()
    tweeling.client.cookies = deepcopy(wie.client.cookies)
    uit = tegelijk([partial(b.verstuur, pagina, {}) for b in (wie, tweeling)])
    assert [getattr(antwoord, "status_code", antwoord) for antwoord in uit] == [303, 303]
    deling = Deling.objects.get()
    assert wie.get(reverse("delen:gedeeld", args=[gesprek, deling.id])).status_code == 200


def test_a_late_click_does_not_bring_back_what_was_withdrawn() -> None:
    wie, gesprek, _team, pagina = klaar()
    wie.verstuur(pagina, {})
    wie.post(reverse("delen:intrekken", args=[gesprek, Deling.objects.get().id]))
    assert wie.verstuur(pagina, {})["Location"] == pad("versturen", gesprek)
    assert not Deling.objects.exists()
    assert wie.verstuur(wie.get(pad("versturen", gesprek)), {}).status_code == 303
    assert Deling.objects.count() == 1


def test_a_note_that_changed_in_another_tab_is_read_again_first() -> None:
    wie, gesprek, _team, pagina = klaar()
    zet_klaar(wie, gesprek, "Een andere vraag")
    assert wie.verstuur(pagina, {})["Location"] == pad("voorbeeld", gesprek)
    assert not Deling.objects.exists()


# What was filled in


@pytest.mark.parametrize(
    ("weg", "keuzes", "tot"),
    [
        (date(2026, 3, 12), ["Tot 12 maart: dan wordt ook je gesprek gewist"], date(2026, 3, 12)),
        (date(2026, 3, 17), ["7 dagen, tot 17 maart"], date(2026, 3, 17)),
        (
            date(2026, 3, 20),
            ["7 dagen, tot 17 maart", "Tot 20 maart: dan wordt ook je gesprek gewist"],
            date(2026, 3, 20),
        ),
        (
            date(2026, 4, 9),
            ["7 dagen, tot 17 maart", "14 dagen, tot 24 maart", "30 dagen, tot 9 april"],
            date(2026, 3, 24),
        ),
    ],
)
def test_no_day_is_promised_after_the_one_on_which_the_gesprek_goes(
    monkeypatch: pytest.MonkeyPatch, weg: date, keuzes: list[str], tot: date
) -> None:
    Klok(monkeypatch)
    wie, gesprek, _team, _pagina = klaar()
    Gesprek.objects.filter(id=gesprek).update(verwijderd_op=weg)
    pagina = wie.get(pad("versturen", gesprek))
    labels = re.findall(r'<label for="termijn-\d+">([^<]+)</label>', pagina.content.decode())
    assert labels == keuzes
    wie.verstuur(pagina, {})
    assert Deling.objects.get().verwijderd_op == tot


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"t.voor": "gisteren"}, "Vul een hele datum in"),
        ({"t.voor": "2026-03-10"}, "Kies een dag vanaf morgen"),
        ({"t.voor": "2025-01-01"}, "Kies een dag vanaf morgen"),
        ({"t.voor": "2026-06-01"}, "Dan is je notitie al weg"),
        ({"termijn": "31"}, "Kies tot wanneer"),
        ({"termijn": "x"}, "Kies tot wanneer"),
        ({"t.van": "x" * 81}, "Houd het bij 80 tekens"),
    ],
)
def test_what_is_wrong_is_said_above_and_at_the_field(
    monkeypatch: pytest.MonkeyPatch, velden: dict[str, str], zin: str
) -> None:
    Klok(monkeypatch)
    wie, _gesprek, _team, pagina = klaar()
    antwoord = wie.verstuur(pagina, {"t.van": "Sanne", **velden})
    assert antwoord.status_code == 422
    assert titel(antwoord).startswith("Fout:")
    assert tekst(antwoord).count(zin) == 2
    assert velden.get("t.van", "Sanne") in tekst(antwoord)
    assert not Deling.objects.exists()


@pytest.mark.parametrize("deling", ["", "x", "0" * 33, "../..", "é" * 32])
def test_a_strange_id_goes_back_to_the_page(deling: str) -> None:
    wie, gesprek, _team, _pagina = klaar()
    assert wie.post(pad("verstuur", gesprek), {"deling": deling})["Location"] == pad("versturen", gesprek)


def test_another_kluis_cannot_take_the_id_of_a_deling() -> None:
    g = gedeelde_notitie()
    wie, gesprek, _team, pagina = klaar()
    formulier = next(f for f in formulieren(pagina) if "deling" in f)
    wie.post(pad("verstuur", gesprek), formulier.met({"deling": g.deling.hex}))
    assert Deling.objects.count() == 1
    assert wie.get(reverse("delen:gedeeld", args=[gesprek, g.deling])).status_code == 404
    assert g.mieke.get(g.lees).status_code == 200


def test_signed_or_not_and_the_end_date_as_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    Klok(monkeypatch)
    g = gedeelde_notitie(velden={"termijn": "30", "t.van": "  Sanne,\tbel me "})
    assert "Sanne, bel me" in tekst(g.mieke.get(g.lees))
    assert f"{Deling.objects.get().verwijderd_op}" == "2026-04-09"
    zonder = gedeelde_notitie()
    assert "Van <span" not in tekst(zonder.mieke.get(zonder.lees))


def test_a_note_of_texts_at_their_limit_is_shared_and_read() -> None:
    lang = ("dit is een gewone zin over het gesprek. " * 500)[:20_000].strip()
    g = gedeelde_notitie(lang, {"gevoel_wat": lang, "gevoel_begin": lang})
    assert tekst(g.mieke.get(g.lees)).count("een gewone zin") >= 1_400
    assert g.mieke.get(reverse("team:werkbak")).status_code == 200
    assert leider_bezoeker(g.leider).get(g.lees).status_code == 200
