"""The lead's page: the note beside the guide, and questions and remarks that never get lost or go twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from gesprek.inhoud.lader import laad
from gesprek.kluis import delingen
from gesprek.models import Bericht, Deling, Teamlid
from gesprek.toegang.accounts import teams
from tests.hulp import formulieren, tegelijk, tekst, titel, zonder_token
from tests.teams import Gedeeld, gedeelde_notitie, leider_bezoeker, maak_leider, maak_team

pytestmark = pytest.mark.django_db(databases="__all__")
GEVOEL = {"gevoel_wat": "Ik voel me onrustig zodra hij begint over hoe rijp ze is voor haar leeftijd."}
ANTWOORD = "Wat hoorde je precies, en wat vul je zelf in?"


def antwoord_op(g: Gedeeld, tekst_: str, geheel: str = "") -> HttpResponse:
    velden = {"t.voorbereiding": tekst_, "t.": geheel}
    return g.mieke.verstuur(g.mieke.get(g.lees), velden, knop="stuur:voorbereiding")


# Reading


def test_a_step_stands_beside_what_the_guide_says_of_it() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    pagina = tekst(g.mieke.get(g.lees))
    stap = next(stap for stap in laad().stappen if stap.id == "voorbereiding")
    deel = next(deel for deel in stap.onderdelen if deel.id == "gevoel")
    assert GEVOEL["gevoel_wat"] in pagina
    assert deel.uitleg.split(".")[0].strip() in pagina
    assert reverse("handleiding:stap", args=["voorbereiding"]) in pagina
    ander = next(deel for deel in stap.onderdelen if deel.id == "concreet")
    assert f"<summary>{ander.titel}" not in pagina, "only of the parts that were shared"


def test_reading_is_seen_by_its_day_and_nothing_more() -> None:
    g = gedeelde_notitie()
    assert Deling.objects.get().gelezen_op is None
    for _ in range(2):
        g.mieke.get(g.lees)
    deling = Deling.objects.get()
    assert (deling.stand, str(deling.gelezen_op)) == ("gelezen", str(deling.gedeeld_op))


def test_what_is_not_ones_own_is_not_there_and_nobody_can_tell_it_apart() -> None:
    g = gedeelde_notitie()
    ander, _ = maak_team("Wijkteam West")
    vreemd = leider_bezoeker(maak_leider(ander, "Fatima"))
    hunne = vreemd.get(g.lees)
    geen = vreemd.get(reverse("team:notitie", args=[uuid4()]))
    assert hunne.status_code == geen.status_code == 404
    assert zonder_token(hunne) == zonder_token(geen)
    for naam in ("besproken", "intervisiekaart"):
        assert vreemd.post(reverse(f"team:{naam}", args=[g.deling])).status_code == 404
    assert Deling.objects.get().stand == "nieuw"
    assert vreemd.get("/team/geen-id/").status_code == 404


# Writing


@pytest.mark.parametrize(
    ("tekst_", "status", "zin"),
    [
        ("   \n ", 422, "Schrijf eerst iets op."),
        ("x" * 20_000, 303, ""),
        ("x" * 20_001, 422, "Dit heeft 20001 tekens. Er passen er 20000."),
    ],
    ids=["nothing", "20,000", "20,001"],
)
def test_what_fits_goes_and_what_does_not_stays_to_be_mended(tekst_: str, status: int, zin: str) -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    antwoord = antwoord_op(g, tekst_)
    assert antwoord.status_code == status
    assert Bericht.objects.count() == (status == 303)
    if zin:
        assert tekst(antwoord).count(zin) == 2
        assert titel(antwoord).startswith("Fout:")
        assert tekst_.strip() in tekst(antwoord)


def test_a_text_of_code_is_text_on_both_sides() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    kwaad = '</textarea><script>alert(1)</script>{{ 7|add:7 }}<a href="//x">&amp;'
    assert antwoord_op(g, kwaad).status_code == 303
    for pagina in (g.mieke.get(g.lees), g.wie.get(g.gedeeld)):
        assert "<script>alert" not in tekst(pagina)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in tekst(pagina)


def test_a_double_click_sends_once() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    pagina = g.mieke.get(g.lees)
    for _ in range(2):
        g.mieke.verstuur(pagina, {"t.voorbereiding": ANTWOORD}, knop="stuur:voorbereiding")
    assert Bericht.objects.count() == 1
    assert antwoord_op(g, ANTWOORD).status_code == 303
    assert Bericht.objects.count() == 2, "the same words later on are another message"


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_two_leads_who_answer_at_the_same_moment_are_both_heard() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    fatima = leider_bezoeker(maak_leider(g.team, "Fatima"))
    g.wie.verstuur(g.wie.get(g.gedeeld), {}, nummer=-3)  # seals it to her as well
    pagina = fatima.get(g.lees)
    assert pagina.status_code == 200
    eigen = g.mieke.get(g.lees)
    uit = tegelijk(
        [
            partial(wie.verstuur, blad, {"t.": f"Antwoord van {naam}."}, knop="stuur:")
            for wie, blad, naam in ((g.mieke, eigen, "een"), (fatima, pagina, "twee"))
        ]
    )
    assert [getattr(antwoord, "status_code", antwoord) for antwoord in uit] == [303, 303]
    gelezen = tekst(g.wie.get(g.gedeeld))
    assert "Antwoord van een." in gelezen
    assert "Antwoord van twee." in gelezen


def test_what_was_typed_at_another_step_stays() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    pagina = antwoord_op(g, ANTWOORD, "Over het geheel later.")
    assert pagina.status_code == 200
    assert "staat er nog" in tekst(pagina)
    formulier = next(f for f in formulieren(pagina) if "t.voorbereiding" in f)
    assert (formulier["t."], formulier["t.voorbereiding"]) == ("Over het geheel later.", "")
    assert Bericht.objects.count() == 1


@pytest.mark.parametrize("waarde", ["stuur:bestaat-niet", "stuur:", "", "zomaar"])
def test_a_strange_button_is_about_the_whole(waarde: str) -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    antwoord = g.mieke.post(g.lees, {"actie": waarde, "t.": ANTWOORD, "laatste": "-4x"})
    assert antwoord["Location"].endswith("#over-het-geheel")
    assert ANTWOORD in tekst(g.wie.get(g.gedeeld))


def test_copying_a_piece_of_the_note_is_asked_about_first() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    stuk = "onrustig zodra hij begint over hoe rijp ze is voor haar leeftijd"
    vraag = antwoord_op(g, f"Je zegt: {stuk.upper()}. Waarom?")
    assert vraag.status_code == 422
    assert stuk.upper() in tekst(vraag)
    assert tekst(vraag).count("neemt een stuk van de notitie over") == 2
    assert not Bericht.objects.exists()
    toch = g.mieke.verstuur(vraag, {"toch.voorbereiding": "ja"}, knop="stuur:voorbereiding")
    assert toch.status_code == 303
    assert Bericht.objects.count() == 1


def test_a_thread_that_is_full_says_so_and_keeps_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delingen, "MAX_BERICHTEN", 1)
    g = gedeelde_notitie(stap=GEVOEL)
    antwoord_op(g, "De eerste.")
    vol = antwoord_op(g, ANTWOORD)
    assert vol.status_code == 422
    assert "Er passen hier geen berichten meer bij." in tekst(vol)
    assert ANTWOORD in tekst(vol)


# What happens meanwhile: the text comes back


def _trek_in(g: Gedeeld) -> None:
    g.wie.post(reverse("delen:intrekken", args=[g.gesprek, g.deling]))


def _haal_weg(g: Gedeeld) -> None:
    maak_leider(g.team, "Fatima")
    teams.haal_weg(Teamlid.objects.get(gebruiker=g.leider))


def _log_uit(g: Gedeeld) -> None:
    sessie = g.mieke.client.session
    sessie.flush()


def _sleutel_dicht(g: Gedeeld) -> None:
    del g.mieke.client.cookies[settings.LEIDER_COOKIE]


@pytest.mark.parametrize(
    ("gebeurt", "status", "zin"),
    [
        (_trek_in, 404, "Hij is ingetrokken of verlopen"),
        (_haal_weg, 404, "Je bent geen teamleider (meer)"),
        (_log_uit, 403, "Je bent niet meer ingelogd"),
        (_sleutel_dicht, 403, "Je bent niet meer ingelogd"),
    ],
)
def test_what_a_lead_wrote_comes_back_and_says_why(
    gebeurt: Callable[[Gedeeld], None], status: int, zin: str
) -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    pagina = g.mieke.get(g.lees)
    gebeurt(g)
    antwoord = g.mieke.verstuur(pagina, {"t.voorbereiding": ANTWOORD}, knop="stuur:voorbereiding")
    assert antwoord.status_code == status
    assert zin in tekst(antwoord)
    assert ANTWOORD in tekst(antwoord)
    assert GEVOEL["gevoel_wat"] not in tekst(antwoord)
    assert not Bericht.objects.exists()
    assert g.mieke.get(g.lees).status_code in (302, 303, 404)


def test_who_left_the_team_is_told_so_and_nothing_about_a_note() -> None:
    g = gedeelde_notitie(stap=GEVOEL)
    _haal_weg(g)
    pagina = [g.mieke.get(pad) for pad in (reverse("team:werkbak"), g.lees)]
    assert [antwoord.status_code for antwoord in pagina] == [404, 404]
    assert all("Jouw account hoort bij geen team" in tekst(antwoord) for antwoord in pagina)


def test_discussed_is_the_end_and_twice_is_once() -> None:
    g = gedeelde_notitie()
    for _ in range(2):
        assert g.mieke.post(reverse("team:besproken", args=[g.deling]))["Location"] == reverse("team:werkbak")
    assert Deling.objects.get().stand == "besproken"
    assert g.mieke.get(g.lees).status_code == 200, "until its date"
    assert Deling.objects.get().stand == "besproken", "reading does not undo it"
    _trek_in(g)
    assert g.mieke.post(reverse("team:besproken", args=[g.deling])).status_code == 404
