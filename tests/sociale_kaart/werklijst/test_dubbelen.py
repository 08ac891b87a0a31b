"""Which entries stand together on the page of doubles."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sociale_kaart.models import Aanbod, GeenDubbele, OudAdres
from sociale_kaart.werklijst import dubbelen
from tests.sociale_kaart.werklijst.conftest import Maak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lege_kaart")]
NUMMER = {"telefoon": "020 261 52 75"}


def gevonden() -> list[set[str]]:
    """The names of each pair."""
    return [{paar.blijft.naam, paar.vervalt.naam} for paar in dubbelen.zoek()]


def test_the_same_number_website_or_name_makes_a_pair(maak: Maak) -> None:
    maak("Alfa", kanalen=NUMMER)
    maak("Bravo", kanalen={"telefoon": "+31 20 261 5275"})
    maak("Charlie", kanalen={"web": "https://www.samen.example/"})
    maak("Delta", kanalen={"chat": "http://samen.example"})
    maak("Praktijk Echo Zwolle")
    maak("Praktijk Echoo Zwolle")
    maak("Heel iets anders", kanalen={"telefoon": "030 231 11 11", "web": "https://elders.example"})
    paren = gevonden()
    assert {"Alfa", "Bravo"} in paren
    assert {"Charlie", "Delta"} in paren
    assert {"Praktijk Echo Zwolle", "Praktijk Echoo Zwolle"} not in paren, "echo is too short for a typo"
    assert len(paren) == 2


def test_a_pair_says_why(maak: Maak) -> None:
    maak("Seksuoloog Jansen", kanalen=NUMMER)
    maak("Seksuoloog Janssen", kanalen={"telefoon": "0202615275"}, slug="janssen")
    (paar,) = dubbelen.zoek()
    assert paar.redenen == ["Zelfde nummer: 020 261 52 75.", "Bijna dezelfde naam."] or paar.redenen == [
        "Zelfde nummer: 0202615275.",
        "Bijna dezelfde naam.",
    ]


def test_an_abbreviation_among_the_other_names_counts(maak: Maak) -> None:
    maak("Expertisebureau Online Kindermisbruik", andere_namen="EOKM, Meldpunt")
    maak("EOKM")
    assert gevonden() == [{"Expertisebureau Online Kindermisbruik", "EOKM"}]


def test_two_countries_make_no_pair_and_both_countries_do(maak: Maak) -> None:
    maak("Alfa", land="NL", kanalen={"web": "https://samen.example"})
    maak("Bravo", land="BE", kanalen={"web": "https://samen.example"})
    assert gevonden() == []
    maak("Charlie", land="NLBE", kanalen={"web": "https://samen.example"})
    assert sorted(map(sorted, gevonden())) == [["Alfa", "Charlie"], ["Bravo", "Charlie"]]


def test_two_services_of_one_organisatie_may_share_a_number(maak: Maak) -> None:
    een = maak("Chatten", kanalen=NUMMER)
    ander = maak("Bellen", kanalen=NUMMER, organisatie=een.organisatie)
    assert gevonden() == []
    ander.kanalen.create(soort="web", waarde="https://samen.example")
    een.kanalen.create(soort="web", waarde="https://samen.example")
    assert len(gevonden()) == 1


def test_who_is_no_double_stays_away_until_somebody_says_otherwise(maak: Maak) -> None:
    een, ander = maak("Alfa", kanalen=NUMMER), maak("Bravo", kanalen=NUMMER)
    laag, hoog = dubbelen.op_volgorde(een.pk, ander.pk)
    GeenDubbele.objects.create(een_id=laag, ander_id=hoog)
    assert gevonden() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        GeenDubbele.objects.create(een_id=hoog, ander_id=laag)
    GeenDubbele.objects.all().delete()
    assert len(gevonden()) == 1


def test_what_was_archived_warns_who_takes_it_in_again(maak: Maak) -> None:
    maak("Alfa", kanalen=NUMMER, status="gearchiveerd", reden="Gestopt in 2024.")
    maak("Bravo", kanalen=NUMMER, status="concept")
    (paar,) = dubbelen.zoek()
    assert (paar.blijft.naam, paar.vervalt.naam, paar.vervalt.reden) == ("Bravo", "Alfa", "Gestopt in 2024.")


def test_two_archived_ones_or_one_that_was_merged_do_not(maak: Maak) -> None:
    blijft = maak("Alfa", kanalen=NUMMER)
    maak("Bravo", kanalen=NUMMER, status="gearchiveerd", reden="Samengevoegd.")
    OudAdres.objects.create(slug="bravo", aanbod=blijft)
    assert gevonden() == []
    maak("Charlie", kanalen=NUMMER, status="gearchiveerd", reden="Gestopt.")
    assert gevonden() == [{"Alfa", "Charlie"}]


def test_what_content_points_at_stays_and_else_what_is_public(maak: Maak) -> None:
    maak("Aardig", slug="aardig", kanalen=NUMMER)
    maak("Zeker", slug="stop-it-now-nl", status="concept", kanalen=NUMMER)
    assert dubbelen.zoek()[0].blijft.slug == "stop-it-now-nl"
    Aanbod.objects.filter(slug="stop-it-now-nl").update(slug="zeker")
    assert dubbelen.zoek()[0].blijft.slug == "aardig"


def test_the_surest_stand_first(maak: Maak) -> None:
    maak("Alfa", kanalen={"telefoon": "030 231 11 11"})
    maak("Bravo", kanalen={"telefoon": "030 231 11 11"})
    maak("Zorgpad Oost", kanalen=NUMMER, slug="z1")
    maak("Zorgpad-Oost", kanalen=NUMMER, slug="z2")
    assert gevonden()[0] == {"Zorgpad Oost", "Zorgpad-Oost"}


def test_a_number_that_many_share_does_not_make_thousands_of_pairs(maak: Maak, monkeypatch: Any) -> None:
    monkeypatch.setattr(dubbelen, "BLOK", 10)
    for nummer in range(40):
        maak(f"Team {nummer}", kanalen=NUMMER)
    paren = gevonden()
    assert 39 <= len(paren) <= 40 * dubbelen.BUREN
    assert set().union(*paren) == {f"Team {nummer}" for nummer in range(40)}


def test_the_number_of_statements_does_not_grow(maak: Maak, django_assert_num_queries: Any) -> None:
    for nummer in range(12):
        maak(f"Team {nummer}", kanalen=NUMMER)
    with django_assert_num_queries(3):
        dubbelen.zoek()
