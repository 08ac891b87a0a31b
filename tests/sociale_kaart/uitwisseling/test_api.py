"""The public API: what is published and nothing else, in the shape of HSDS, for any script that reads politely."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from sociale_kaart.models import Aanbod, Bericht, Indeling, Locatie, Organisatie, Status, Term
from sociale_kaart.zoeken import index
from tests.hulp import database_fout
from tests.sociale_kaart.uitwisseling import schemas

pytestmark = pytest.mark.django_db

LIJSTEN = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


def haal(client: Client, pad: str, status: int = 200, **kop: str) -> Any:
    antwoord = client.get(f"/api/hsds/{pad}", headers=kop)
    assert antwoord.status_code == status, antwoord.content[:300]
    assert antwoord["Access-Control-Allow-Origin"] == "*"
    assert not antwoord.cookies
    assert "Cookie" not in antwoord.get("Vary", "")
    return antwoord.json() if antwoord.content else None


@pytest.fixture
def geheim(db: None) -> Aanbod:
    """A published aanbod with everything that must not go out."""
    aanbod = Aanbod.objects.get(slug="helpwanted")
    aanbod.nog_controleren, aanbod.overig = "GEHEIM", {"contacts": "GEHEIM"}
    aanbod.save()
    plek = Locatie.objects.create(
        organisatie=aanbod.organisatie,
        naam="GEHEIM",
        straat="GEHEIM 1",
        postcode="GEHEIM",
        plaats="Utrecht",
        provincie="NL-UT",
        verborgen=True,
        breedtegraad=52.0123456,
        lengtegraad=5.0,
        overig={"addresses": [{"attention": "GEHEIM"}]},
    )
    aanbod.locaties.create(locatie=plek, overig={"description": "GEHEIM"})
    vreemd = Indeling.objects.create(slug="vreemd", naam="GEHEIM")
    Term.objects.create(indeling=vreemd, slug="x", naam="GEHEIM")
    for status in (Status.CONCEPT, Status.GEARCHIVEERD):
        organisatie = Organisatie.objects.create(naam="GEHEIM", omschrijving="GEHEIM")
        weg = Aanbod.objects.create(
            slug=f"geheim-{status}",
            organisatie=organisatie,
            naam="GEHEIM",
            land="NL",
            status=status,
            reden="GEHEIM",
        )
        weg.locaties.create(locatie=plek)
    return aanbod


def test_only_what_is_published_goes_out_and_no_hidden_street(client: Client, geheim: Aanbod) -> None:
    for pad in (*LIJSTEN, f"services/{geheim.pk}", f"organizations/{geheim.organisatie_id}"):
        tekst = client.get(f"/api/hsds/{pad}").content.decode()
        assert "GEHEIM" not in tekst, pad
        assert "52.0123456" not in tekst
    (plek,) = haal(client, f"services/{geheim.pk}")["service_at_locations"]
    assert plek["location"]["addresses"][0]["city"] == "Utrecht"
    assert haal(client, "services?per_page=1")["total_items"] == Aanbod.objects.gepubliceerd().count()
    for weg in Aanbod.objects.exclude(status=Status.GEPUBLICEERD)[:3]:
        haal(client, f"services/{weg.pk}", 404)
        haal(client, f"organizations/{weg.organisatie_id}", 404)


@schemas.zonder_schemas
def test_every_answer_is_valid(client: Client, geheim: Aanbod) -> None:
    Bericht.objects.create(aanbod=geheim, tekst="Even dicht.", tot=date(2999, 1, 1))
    geheim.openingstijden.create(dagen="123", van="09:00", tot="17:00", kanaal=geheim.kanalen.first())
    for lijst, naam in zip(
        LIJSTEN, ("service", "organization", "service_at_location", "taxonomy", "taxonomy_term"), strict=True
    ):
        blad = haal(client, f"{lijst}?per_page=100")
        assert blad["contents"], lijst
        for deel in blad["contents"]:
            assert schemas.mis(naam, deel) == []
    for rij in haal(client, "services?per_page=100")["contents"]:
        assert schemas.mis("service", haal(client, f"services/{rij['id']}")) == []
    assert haal(client, f"services/{geheim.pk}")["alert"] == "Even dicht."
    organisatie = haal(client, f"organizations/{geheim.organisatie_id}")
    assert schemas.mis("organization", organisatie) == []
    assert [schemas.mis("service", dienst) for dienst in organisatie["services"]] == [[]]


def test_pages_hold_each_entry_once_and_say_where_one_is(client: Client) -> None:
    alles = [rij["id"] for rij in haal(client, "services?per_page=100")["contents"]]
    gezien, nummer = [], 1
    while True:
        blad = haal(client, f"services?per_page=7&page={nummer}")
        assert (blad["page_number"], blad["size"]) == (nummer, len(blad["contents"]))
        assert (blad["first_page"], blad["empty"]) == (nummer == 1, False)
        assert blad["total_items"] == len(alles)
        gezien += [rij["id"] for rij in blad["contents"]]
        if blad["last_page"]:
            break
        nummer += 1
    assert gezien == alles
    assert nummer == blad["total_pages"]
    assert haal(client, "services?page=999")["empty"]


@pytest.mark.parametrize(
    ("vraag", "parameter"),
    [
        ("per_page=1e9", "per_page"),
        ("per_page=0", "per_page"),
        ("per_page=101", "per_page"),
        ("per_page=-1", "per_page"),
        ("per_page=", "per_page"),
        ("per_page=%D9%A1", "per_page"),
        ("page=0", "page"),
        ("page=99999999999999999999", "page"),
        ("page=1&page=2", "page"),
        ("taxonomy_term_id=x", "taxonomy_term_id"),
        ("taxonomy_id=1", "taxonomy_id"),
        ("organization_id=%00", "organization_id"),
        ("modified_after=gisteren", "modified_after"),
        ("modified_after=2026-02-30", "modified_after"),
        ("modified_after=0001-01-01", "modified_after"),
        ("search=%00", "search"),
        ("search=" + "x" * 201, "search"),
        ("format=xml", "format"),
    ],
)
def test_an_odd_value_gets_a_400_that_says_which(client: Client, vraag: str, parameter: str) -> None:
    antwoord = haal(client, f"services?{vraag}", 400)
    assert antwoord["parameter"] == parameter
    assert antwoord["error"]


def test_what_is_not_there_gets_a_404_in_json(client: Client) -> None:
    for pad in ("x", "services/1", "services/6f1c1d0e-5a39-4f0c-9d53-0f6f2b7c4a11", "services/"):
        assert "error" in haal(client, pad, 404)


def test_one_may_only_read(client: Client) -> None:
    streng = Client(enforce_csrf_checks=True)
    for methode in ("post", "put", "delete", "patch"):
        antwoord = getattr(streng, methode)("/api/hsds/services")
        assert (antwoord.status_code, antwoord["Allow"]) == (405, "GET, HEAD, OPTIONS")
    vooraf = client.options("/api/hsds/services", headers={"origin": "https://elders.example"})
    assert (vooraf.status_code, vooraf["Access-Control-Allow-Origin"]) == (204, "*")
    assert "GET" in vooraf["Access-Control-Allow-Methods"]
    kop = client.head("/api/hsds/services")
    assert (kop.status_code, kop.content) == (200, b"")


def test_an_etag_saves_the_answer_until_something_changes(client: Client) -> None:
    etag = client.get("/api/hsds/services")["ETag"]
    assert haal(client, "services", 304, **{"If-None-Match": etag}) is None
    assert haal(client, "services", 304, **{"If-None-Match": f'"x", {etag}'}) is None
    aanbod = Aanbod.objects.get(slug="helpwanted")
    aanbod.kosten = "niets"
    aanbod.save()
    assert haal(client, "services", 200, **{"If-None-Match": etag})


def test_the_filters_find_what_they_say(client: Client) -> None:
    index.herbouw()
    aanbod = Aanbod.objects.get(slug="helpwanted")
    term = Term.objects.get(indeling__slug="doelgroep", slug="client")
    aanbod.kenmerken.get_or_create(term=term)

    def ids(vraag: str, lijst: str = "services") -> set[str]:
        return {rij["id"] for rij in haal(client, f"{lijst}?per_page=100&{vraag}")["contents"]}

    assert str(aanbod.pk) in ids(f"taxonomy_term_id={term.pk}")
    assert str(aanbod.pk) in ids(f"taxonomy_id={term.indeling_id}")
    assert ids(f"organization_id={aanbod.organisatie_id}") == {str(aanbod.pk)}
    assert str(aanbod.pk) in ids("search=Helpwanted")
    assert str(aanbod.organisatie_id) in ids("search=helpwanted", "organizations")
    assert ids("search=xyzzy") == set()
    assert ids(f"taxonomy_id={term.indeling_id}", "taxonomy_terms") == {
        str(pk) for pk in Term.objects.filter(indeling=term.indeling).values_list("pk", flat=True)
    }


def test_modified_after_gives_what_changed_since(client: Client) -> None:
    Aanbod.objects.update(gewijzigd_op=datetime(2020, 1, 1, tzinfo=UTC))
    aanbod = Aanbod.objects.get(slug="helpwanted")
    aanbod.save()
    voor = (aanbod.gewijzigd_op - timedelta(seconds=1)).isoformat()
    for vraag in ("2021-01-01", "2021-01-01T00:00:00Z", voor, voor.replace("+", "%2B")):
        blad = haal(client, f"services?modified_after={vraag}")
        assert [rij["id"] for rij in blad["contents"]] == [str(aanbod.pk)]
    assert haal(client, "services?modified_after=2999-01-01")["empty"]


@pytest.mark.parametrize("pad", [*LIJSTEN, "services?search=hulp"])
def test_the_number_of_statements_does_not_grow_with_the_map(
    client: Client, pad: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    index.herbouw()
    with django_assert_max_num_queries(6):
        haal(client, pad)


def test_one_service_takes_a_fixed_number_of_statements(
    client: Client, geheim: Aanbod, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        haal(client, f"services/{geheim.pk}")
    with django_assert_max_num_queries(13):
        haal(client, f"organizations/{geheim.organisatie_id}")


def test_the_root_tells_a_program_what_it_is_and_a_person_how_it_works(client: Client) -> None:
    wortel = haal(client, "")
    assert wortel["version"] == "3.0"
    paden = client.get(wortel["openapi_url"].removeprefix("http://testserver")).json()["paths"]
    for pad in paden:
        if "{" not in pad:
            haal(client, pad.removeprefix("/"))
    antwoord = client.get("/api/hsds/", headers={"accept": "text/html,*/*;q=0.8"}, follow=True)
    assert antwoord.status_code == 200
    assert "Open gegevens" in antwoord.content.decode()
    assert "Nog te bepalen" in antwoord.content.decode()


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("pad", ["services", "taxonomies", "organizations?search=hulp"])
def test_a_script_hears_in_json_that_the_database_is_away(client: Client, pad: str) -> None:
    with database_fout(OperationalError("away")):
        antwoord = client.get(f"/api/hsds/{pad}")
        assert "even niet bereikbaar" in haal(client, pad, 503)["error"]
    assert int(antwoord["Retry-After"]) > 0
    assert antwoord["Cache-Control"] == "no-store"
