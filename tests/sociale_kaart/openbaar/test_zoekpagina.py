"""The search page: its ways in, its answers, and what it does when there is none."""

from __future__ import annotations

import gzip
import logging
import re

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from sociale_kaart.models import Aanbod, Bericht
from sociale_kaart.openbaar import zoekpagina
from sociale_kaart.startgegevens import lees
from tests.sociale_kaart.openbaar import maak

pytestmark = pytest.mark.django_db
PAD = "/sociale-kaart/"


def pagina(client: Client, vraag: str = "") -> str:
    antwoord = client.get(PAD + vraag)
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", antwoord.content.decode())


def gevonden(html: str) -> list[str]:
    """The slugs of the rows, in order."""
    return re.findall(r'<h3><a href="/sociale-kaart/([^/"]+)/"', html)


def links(html: str) -> list[str]:
    return [href.replace("&amp;", "&") for href in re.findall(r'<a[^>]* href="([^"]+)"', html)]


def test_the_search_is_open_to_all_and_stands_at_its_address(client: Client) -> None:
    assert reverse("sociale_kaart:lijst") == PAD
    html = pagina(client)
    assert "<h1>Sociale kaart</h1>" in html
    assert '<form class="zoekform" id="zoekform" role="search" method="get"' in html


def test_before_a_question_it_shows_the_ways_in_and_no_rows(client: Client) -> None:
    html = pagina(client)
    assert "Waar gaat het om?" in html
    assert gevonden(html) == []
    for slug in (
        "gevoelens",
        "beelden",
        "gedrag",
        "zorgen-kind",
        "suicidaliteit",
        "juridisch",
        "eigen-steun",
    ):
        assert f"{PAD}?waarvoor={slug}" in links(html), slug
    for slug in ("client", "naaste", "professional", "slachtoffer", "jongere"):
        assert f"{PAD}?doelgroep={slug}" in links(html), slug


def test_the_count_of_a_way_in_is_what_it_leads_to(client: Client) -> None:
    html = pagina(client)
    for slug, aantal in re.findall(r'href="/sociale-kaart/\?waarvoor=([^"]+)">.*?>(\d+) adres', html):
        assert f"{aantal} adres" in pagina(client, f"?waarvoor={slug}"), slug


def test_everything_is_there_for_who_wants_to_see_it(client: Client) -> None:
    gezien: list[str] = []
    adres: str | None = "?alles=ja"
    while adres:
        html = pagina(client, adres)
        gezien += gevonden(html)
        volgende = re.search(r'<a class="volgende" href="/sociale-kaart/([^"]*)"', html)
        adres = volgende[1].replace("&amp;", "&") if volgende else None
    assert sorted(gezien) == sorted(start.slug for start in lees() if start.status == "gepubliceerd")


def test_a_question_finds_and_a_concept_is_never_found(client: Client) -> None:
    maak.aanbod("kwiebus", wat="Helpt bij kwiebusproblemen.", kanalen=[("telefoon", "020 261 52 75")])
    maak.aanbod("geheim", wat="Helpt bij kwiebusproblemen.", status="concept")
    html = pagina(client, "?q=kwiebusproblemen")
    assert gevonden(html) == ["kwiebus"]
    assert "1 adres gevonden" in html
    assert 'href="tel:0202615275"' in html


def test_htmx_gets_the_same_rows_and_nothing_round_them(client: Client) -> None:
    vraag = f"{PAD}?waarvoor=gevoelens"
    heel, deel = client.get(vraag), client.get(vraag, headers={"HX-Request": "true"})
    tekst = deel.content.decode()
    assert "<!doctype" not in tekst
    assert gevonden(tekst) == gevonden(heel.content.decode()) != []
    assert 'data-hx-swap-oob="innerHTML:#zoekstand"' in tekst
    for antwoord in (heel, deel):
        assert {"Cookie", "HX-Request"} <= set(antwoord.headers["Vary"].split(", "))
        assert "private" in antwoord.headers["Cache-Control"]
    assert "no-store" in deel.headers["Cache-Control"]


def test_a_chosen_filter_can_be_taken_away_alone(client: Client) -> None:
    html = pagina(client, "?doelgroep=client&waarvoor=gevoelens&gratis=ja&land=NL")
    chips = dict(re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', html))
    weg = {re.sub(r"<span.*?</span>", "", tekst): href.replace("&amp;", "&") for href, tekst in chips.items()}
    assert set(weg) == {"Cliënt", "Seksuele gevoelens voor minderjarigen", "Gratis", "Nederland"}
    assert "gratis" not in weg["Gratis"]
    for ander in ("doelgroep=client", "waarvoor=gevoelens", "land=NL"):
        assert ander in weg["Gratis"]
    # What was chosen is still chosen in the form.
    assert 'value="client" id="f-doelgroep-client" checked' in html


@pytest.mark.parametrize(
    "vraag",
    [
        "?waarvoor=onzin",
        "?provincie=XX-YY",
        "?land=FR",
        "?kanaal=duif",
        "?gratis=misschien",
        "?pagina=-3",
        "?pagina=1e9",
        "?bij=abc&plaats=Utrecht",
        "?q=" + "a" * 5000,
        "?q=%00%F0%28%8C%28",
        "?waarvoor=" + "&waarvoor=".join(["x"] * 500),
    ],
)
def test_what_it_does_not_know_is_answered_and_never_an_error(client: Client, vraag: str) -> None:
    assert "<h1>Sociale kaart</h1>" in pagina(client, vraag)


def test_an_unknown_filter_value_is_named_in_a_kind_sentence(client: Client) -> None:
    html = pagina(client, "?waarvoor=onzin")
    assert "onzin" in re.sub(r"<form.*?</form>", "", html)
    assert "We zoeken zonder." in html
    assert gevonden(html)


def test_nothing_found_is_no_dead_end(client: Client) -> None:
    html = pagina(client, "?q=chat&provincie=BE-WLG&gratis=ja")
    assert "Geen adressen gevonden" in html
    assert {"stop-it-now-nl", "113", "stop-it-now-vlaanderen", "zelfmoordlijn-1813"} <= set(gevonden(html))
    assert PAD in links(html)


def test_words_that_nothing_has_are_left_out_and_the_filters_still_count(client: Client) -> None:
    html = pagina(client, "?q=xqzwvkj&waarvoor=gevoelens&gratis=ja")
    assert "Dit woord staat nergens op de kaart: “xqzwvkj”." in html
    assert "We zoeken daarom zonder je woorden." in html
    assert gevonden(html) == gevonden(pagina(client, "?waarvoor=gevoelens&gratis=ja"))


def test_a_postcode_gets_the_advice_to_type_a_place(client: Client) -> None:
    html = pagina(client, "?plaats=1012+AB")
    assert "Typ een plaatsnaam. Postcodes kennen we niet." in html
    assert "Bedoel je" not in html


def test_so_does_a_postcode_among_the_words(client: Client) -> None:
    assert "Typ een plaatsnaam. Postcodes kennen we niet." in pagina(client, "?q=9000")


def test_the_last_groups_are_whose_area_we_do_not_know_and_who_is_over_the_border(client: Client) -> None:
    html = pagina(client, "?plaats=Den+Haag")
    delen = re.findall(r"<section[^>]*>.*?</section>", html)
    assert "Werkgebied niet bekend, vraag het na" in delen[-2]
    assert gevonden(delen[-2]) == ["de-waag"]
    assert "Over de grens" in delen[-1]
    assert delen[-1].count(">in België</span>") == len(gevonden(delen[-1])) == 2
    assert html.count(">in België</span>") == 2


def test_a_typo_is_answered_with_what_was_meant(client: Client) -> None:
    html = pagina(client, "?q=seksuologg")
    assert re.search(r"Bedoel je .*?<a href=\"/sociale-kaart/\?q=seksuoloog\"", html)


def test_help_and_police_stand_under_headings_of_their_own(client: Client) -> None:
    html = pagina(client, "?alles=ja&land=NL")
    delen = re.findall(r"<section[^>]*>.*?</section>", html)
    apart = [deel for deel in delen if "justitiegroep" in deel.split(">")[0]]
    assert apart
    soorten = dict(Aanbod.objects.values_list("slug", "soort"))
    for deel in delen:
        assert {soorten[slug] == "justitie" for slug in gevonden(deel)} == {deel in apart}
    assert "politie-nl" in "".join(apart)


def test_a_place_gives_distances_in_whole_kilometres(client: Client) -> None:
    from sociale_kaart.models import AanbodLocatie, Locatie

    aanbod = maak.aanbod("dom", wat="Helpt dichtbij.")
    plek = Locatie.objects.create(
        organisatie=aanbod.organisatie,
        plaats="Utrecht",
        breedtegraad=52.09,
        lengtegraad=5.12,
        provincie="NL-UT",
    )
    AanbodLocatie.objects.create(aanbod=aanbod, locatie=plek)
    from sociale_kaart.zoeken import index

    index.werk_bij([aanbod.pk])
    html = pagina(client, "?plaats=Utrecht")
    rij = re.search(r'<h3><a href="/sociale-kaart/dom/">.*?</h3>', html)
    assert rij
    assert re.search(r"\b\d+ km\b", rij[0])


def test_a_notice_on_the_whole_map_stands_above_the_results(client: Client) -> None:
    Bericht.objects.create(tekst="Deze week kijkt niemand meldingen na.", tot="2999-01-01")
    Bericht.objects.create(tekst="Dit is voorbij.", tot="2020-01-01")
    for vraag in ("", "?q=hulp"):
        html = pagina(client, vraag)
        assert "Deze week kijkt niemand meldingen na." in html
        assert "Dit is voorbij." not in html


def test_what_is_typed_is_text_and_never_markup(client: Client) -> None:
    maak.aanbod("slim", naam="<script>alert(1)</script>", wat="{{ 7|add:7 }}<b>")
    html = pagina(client, '?q=<script>alert(2)</script>&plaats="><b>&waarvoor=<i>')
    assert "<script>alert" not in html
    assert '"><b>' not in html
    assert "<i>" not in html
    html = pagina(client, "?q=alert")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_what_was_asked_is_in_no_title_and_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        html = pagina(client, "?q=gevoelenszoekwoord&plaats=Utrecht")
    assert "<title>Sociale kaart · Start het gesprek</title>" in html
    zonder_sql = [regel for regel in caplog.records if not regel.name.startswith("django.db.backends")]
    assert not any("gevoelenszoekwoord" in regel.getMessage() for regel in zonder_sql)
    assert not any("Utrecht" in regel.getMessage() for regel in zonder_sql)


def test_it_stands_while_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def weg(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(zoekpagina, "_context", weg)
    for koppen in ({}, {"HX-Request": "true"}):
        html = client.get(f"{PAD}?q=hulp", headers=koppen).content.decode()
        assert "Zoeken lukt nu even niet." in html
        assert 'href="tel:113"' in html


def test_it_only_reads(client: Client) -> None:
    assert client.post(PAD).status_code == 405


def test_it_asks_the_database_as_often_however_much_there_is(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for vraag in ("?q=hulp", "?alles=ja", ""):
        with django_assert_max_num_queries(24):
            pagina(client, vraag)
    with django_assert_max_num_queries(24) as eerst:
        pagina(client, "?q=kwiebus")
    for nummer in range(15):
        maak.aanbod(f"kwiebus-{nummer}", wat="Een kwiebus.", kanalen=[("telefoon", "020 261 52 75")])
    with django_assert_max_num_queries(24) as veel:
        assert len(gevonden(pagina(client, "?q=kwiebus"))) == 15
    with django_assert_max_num_queries(len(veel)):
        pagina(client, "?alles=ja")
    assert len(eerst) <= 24


def test_it_is_light_over_the_wire(client: Client) -> None:
    for vraag in ("", "?alles=ja", "?waarvoor=gevoelens&doelgroep=client"):
        antwoord = client.get(PAD + vraag, headers={"accept-encoding": "gzip"})
        assert antwoord.headers["Content-Encoding"] == "gzip"
        assert b"<h1>" in gzip.decompress(antwoord.content)
        assert len(antwoord.content) <= 15_000
