"""The page of one entry."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from sociale_kaart.models import Aanbod, AanbodLocatie, Bericht, Locatie, OudAdres, Werkgebied
from sociale_kaart.openbaar import beelden, ingang
from sociale_kaart.startgegevens import lees
from tests.hulp import Bezoeker, database_fout, tekst
from tests.sociale_kaart.openbaar import maak

pytestmark = pytest.mark.django_db


def pagina(client: Client, slug: str) -> str:
    antwoord = client.get(reverse("sociale_kaart:aanbod", args=[slug]))
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", antwoord.content.decode())


def feit(html: str, naam: str) -> str:
    """What stands beside a heading of the list of facts, without markup."""
    gevonden = re.search(rf"<dt>{naam}</dt>(.*?)</div>", html)
    assert gevonden, naam
    return " ".join(re.sub(r"<[^>]+>", " ", gevonden[1]).split())


def test_every_published_entry_has_a_page_and_no_other(client: Client) -> None:
    for start in lees():
        antwoord = client.get(f"/sociale-kaart/{start.slug}/")
        assert antwoord.status_code == (200 if start.status == "gepubliceerd" else 404), start.slug
        if start.status != "gepubliceerd":
            assert start.naam not in antwoord.content.decode()


def test_a_number_can_be_dialled_and_says_when_it_is_open(client: Client) -> None:
    html = pagina(client, "politie-nl")
    assert 'href="tel:112"' in html
    assert 'href="tel:09008844"' in html
    assert "dag en nacht" in html
    assert "uren niet bekend" in pagina(client, "stop-it-now-nl")


@pytest.mark.parametrize(
    ("toelichting", "woorden"),
    [
        ("", "uren niet bekend"),
        ("kantooruren", "kantooruren"),
        ("maandag 14-16 uur, woensdag 17-19 uur", "uren staan erbij"),
    ],
)
def test_hours_in_words_are_neither_open_nor_closed(toelichting: str, woorden: str) -> None:
    aanbod = maak.aanbod("soms", kanalen=[("telefoon", "020 261 52 75")])
    aanbod.kanalen.update(uren_toelichting=toelichting)
    vers = Aanbod.objects.met_alles().get(pk=aanbod.pk)
    merken = [merk.tekst for merk in beelden.rij(vers, timezone.now(), frozenset()).merken]
    assert merken == [woorden]


def test_a_row_says_in_one_line_what_they_do() -> None:
    assert beelden.in_een_regel("Kort. Ook kort.") == "Kort. Ook kort."
    lang = "Dit is een eerste zin. " + "Dit is een " + "heel " * 30 + "lange tweede zin."
    assert beelden.in_een_regel(lang) == "Dit is een eerste zin."


def test_unknown_is_said_and_never_filled_in(client: Client) -> None:
    maak.aanbod("stil", kanalen=[("telefoon", "020 261 52 75")])
    html = pagina(client, "stil")
    assert feit(html, "Kosten") == "Niet bekend"
    assert feit(html, "Anoniem").startswith("Niet bekend.")
    assert feit(html, "Vertrouwelijk").startswith("Niet bekend.")
    assert "weten we niet" in feit(html, "Aanmelden")
    assert "uren niet bekend" in html
    assert "nu open" not in html
    assert "nu gesloten" not in html


def test_it_says_whether_a_client_can_apply_alone() -> None:
    def zin(**velden: Any) -> str:
        return " ".join(ingang.aanmelden(Aanbod(**velden)))

    assert "kan zich zelf aanmelden" in zin(zelf_aanmelden=True)
    assert "kan zich niet zelf aanmelden" in zin(zelf_aanmelden=False, via_verwijzer=True)
    assert "via een verwijzer" in zin(zelf_aanmelden=False, via_verwijzer=True)
    assert "Een verwijzing is niet nodig." in zin(zelf_aanmelden=True, via_verwijzer=False)
    assert zin(aanmelden="Bel de balie.").startswith("Bel de balie.")


def test_help_and_police_are_told_apart(client: Client) -> None:
    for slug, justitie in (("politie-nl", True), ("stop-it-now-nl", False)):
        html = pagina(client, slug)
        assert ("Dit is geen hulpverlening." in html) is justitie
        assert ("ingang--justitie" in html) is justitie
        assert feit(html, "Vertrouwelijk").startswith("Reken daar niet op.") is justitie
    maak.aanbod("open-oor", vertrouwelijkheid="vertrouwelijk")
    maak.aanbod("doorgeefluik", vertrouwelijkheid="doorgeven")
    assert feit(pagina(client, "open-oor"), "Vertrouwelijk") == "Ja"
    assert "doorgeven aan politie of justitie" in feit(pagina(client, "doorgeefluik"), "Vertrouwelijk")


def test_the_words_for_the_client_stand_there(client: Client) -> None:
    maak.aanbod("met-uitleg", uitleg="Daar luistert iemand die vaker met dit soort vragen helpt.")
    html = pagina(client, "met-uitleg")
    assert "Zo leg je de verwijzing uit" in html
    assert "Daar luistert iemand die vaker met dit soort vragen helpt." in html
    maak.aanbod("zonder-uitleg")
    assert "Zo leg je de verwijzing uit" not in pagina(client, "zonder-uitleg")


def test_of_a_hidden_place_only_the_town_is_shown(client: Client) -> None:
    aanbod = maak.aanbod("verscholen")
    locatie = Locatie.objects.create(
        organisatie=aanbod.organisatie,
        naam="Het huis",
        straat="Geheimstraat 7",
        postcode="1000",
        plaats="Brussel",
    )
    AanbodLocatie.objects.create(aanbod=aanbod, locatie=locatie)
    assert "Geheimstraat 7, 1000 Brussel" in feit(pagina(client, "verscholen"), "Adres")
    Locatie.objects.update(verborgen=True)
    html = pagina(client, "verscholen")
    assert "Brussel. Het adres staat hier niet, uit discretie." in feit(html, "Adres")
    for geheim in ("Geheimstraat", "1000", "Het huis"):
        assert geheim not in html


def test_who_does_not_say_where_he_works_has_to_be_asked() -> None:
    waag = Aanbod.objects.met_alles().get(slug="de-waag")
    assert ingang.werkgebied(waag) == "Werkgebied niet bekend. Vraag het na."


def test_where_it_helps_is_said_in_words() -> None:
    aanbod = maak.aanbod("hier", land="BE")
    Werkgebied.objects.create(aanbod=aanbod, provincie="BE-VAN")
    Werkgebied.objects.create(aanbod=aanbod, provincie="BE-VBR", naam="Leuven")
    assert ingang.werkgebied(aanbod) == "Antwerpen, Leuven (Vlaams-Brabant)"
    assert ingang.werkgebied(Aanbod(land="BE", bereik="landelijk")) == "Vlaanderen en Brussel"
    assert ingang.werkgebied(Aanbod(land="NL", bereik="online")) == "Online, waar je ook bent"


@pytest.mark.parametrize(
    ("dag", "woorden"),
    [
        (date(2026, 3, 15), "vandaag"),
        (date(2026, 3, 14), "1 dag geleden"),
        (date(2026, 2, 14), "29 dagen geleden"),
        (date(2026, 2, 12), "1 maand geleden"),
        (date(2025, 3, 16), "11 maanden geleden"),
        (date(2025, 3, 15), "12 maanden geleden"),
        (date(2024, 3, 15), "2 jaar geleden"),
    ],
)
def test_how_old_a_check_is_in_words(dag: date, woorden: str) -> None:
    assert beelden.leeftijd(dag, date(2026, 3, 15)) == woorden


def test_a_check_shows_its_day_and_its_age(client: Client) -> None:
    aanbod = maak.aanbod("vers")
    assert "Nog niet nagekeken door de redactie" in pagina(client, "vers")
    vandaag = timezone.localdate()
    Aanbod.objects.filter(pk=aanbod.pk).update(gecontroleerd_op=vandaag)
    html = pagina(client, "vers")
    assert f"Nagekeken op {vandaag.day} " in html
    assert "langer dan een jaar geleden" not in html
    Aanbod.objects.filter(pk=aanbod.pk).update(gecontroleerd_op=vandaag - timedelta(days=366))
    assert "langer dan een jaar geleden" in pagina(client, "vers")


def test_a_notice_stands_from_its_first_to_its_last_day() -> None:
    aanbod = maak.aanbod("dicht")
    Bericht.objects.create(aanbod=aanbod, tekst="Dicht.", vanaf=date(2026, 7, 1), tot=date(2026, 7, 31))
    dagen = {
        dag: len(beelden.geldige_berichten(aanbod, date(2026, *dag)))
        for dag in ((6, 30), (7, 1), (7, 31), (8, 1))
    }
    assert dagen == {(6, 30): 0, (7, 1): 1, (7, 31): 1, (8, 1): 0}


def test_what_was_archived_is_gone_in_a_kind_way(client: Client) -> None:
    maak.aanbod(
        "opgeheven", naam="Stichting Voorbij", status="gearchiveerd", reden="Bestaat niet meer sinds mei."
    )
    for naam in ("aanbod", "meld_fout", "gemeld"):
        antwoord = client.get(reverse(f"sociale_kaart:{naam}", args=["opgeheven"]))
        assert antwoord.status_code == 410
        html = antwoord.content.decode()
        assert 'href="/sociale-kaart/"' in html
        assert "Stichting Voorbij" not in html
        assert "sinds mei" not in html


def test_what_went_up_in_another_leads_there(client: Client) -> None:
    OudAdres.objects.create(slug="oude-naam", aanbod=Aanbod.objects.get(slug="de-waag"))
    antwoord = client.get("/sociale-kaart/oude-naam/")
    assert antwoord.status_code == 301
    assert antwoord.headers["Location"] == "/sociale-kaart/de-waag/"


def test_what_an_editor_types_is_text_and_never_markup(client: Client) -> None:
    maak.aanbod("slim", naam="<script>alert(1)</script>", wat="{{ 7|add:7 }}<b>", uitleg="<i>x</i>")
    html = pagina(client, "slim")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7|add:7 }}&lt;b&gt;" in html
    assert "<i>x</i>" not in html


def test_notes_for_the_editors_stay_with_the_editors(client: Client) -> None:
    for aanbod in Aanbod.objects.gepubliceerd().exclude(nog_controleren=""):
        assert aanbod.nog_controleren not in pagina(client, aanbod.slug)


def test_an_entry_asks_the_database_as_often_whatever_it_holds(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    aanbod = maak.aanbod("vol", kanalen=[("telefoon", f"020 261 52 {nummer}") for nummer in range(70, 90)])
    for nummer in range(10):
        Werkgebied.objects.create(aanbod=aanbod, provincie="NL-UT", naam=f"gemeente {nummer}")
    for slug in ("nvvs", "vol"):
        with django_assert_max_num_queries(12):
            pagina(client, slug)


def test_the_editors_see_the_same_page_before_publishing() -> None:
    aanbod = maak.aanbod("concept", status="concept", uitleg="Zeg het zo.")
    beeld = ingang.context(
        Aanbod.objects.met_alles().get(pk=aanbod.pk), datetime.now(tz=timezone.get_current_timezone())
    )
    assert beeld["aanbod"] == aanbod
    assert beeld["kosten"] == "Niet bekend"


def test_the_page_keeps_the_selection_out_of_caches(client: Client) -> None:
    antwoord = client.get("/sociale-kaart/113/")
    assert "Cookie" in antwoord.headers["Vary"]
    assert "private" in antwoord.headers["Cache-Control"]


# The database away


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(
    "fout", [OperationalError("away"), InterfaceError("connection already closed")], ids=["away", "closed"]
)
@pytest.mark.parametrize("eind", ["", "fout/", "fout/gemeld/"])
def test_the_number_stands_while_the_database_is_away(fout: Exception, eind: str) -> None:
    wie = Bezoeker()
    # Also for who has a session, which can't be read either.
    wie.post(reverse("sociale_kaart:selectie_kies"), {"slug": "113", "actie": "zet"})
    with database_fout(fout):
        antwoord = wie.get(f"/sociale-kaart/stop-it-now-nl/{eind}")
    assert antwoord.status_code == 503
    assert int(antwoord["Retry-After"]) > 0
    html = tekst(antwoord)
    assert "<h1>Stop it Now" in html
    assert 'href="tel:' in html
    assert "Dat ligt aan ons." in html
    assert ("Een fout melden lukt nu even niet." in html) is (eind == "fout/")
    assert settings.SESSION_COOKIE_NAME not in antwoord.cookies


@pytest.mark.django_db(databases="__all__")
def test_of_what_we_do_not_know_by_heart_we_say_that_it_can_not_be_shown() -> None:
    wie = Bezoeker()
    with database_fout(OperationalError("away")):
        antwoord = wie.get("/sociale-kaart/bestaat-niet/")
    assert antwoord.status_code == 503
    assert "We kunnen deze pagina even niet laten zien" in tekst(antwoord)
    assert "bewaren" not in tekst(antwoord)
