"""Loading the start data: once, and never over an editor's work."""

from __future__ import annotations

import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from sociale_kaart.models import Aanbod, Kanaal, Organisatie
from sociale_kaart.startgegevens import laad, lees

pytestmark = pytest.mark.django_db


def test_a_fresh_database_holds_the_start_data() -> None:
    assert Aanbod.objects.count() == len(lees()) == 47
    assert Kanaal.objects.count() == sum(len(start.kanalen) for start in lees())
    politie = Aanbod.objects.get(slug="politie-nl")
    assert [kanaal.waarde for kanaal in politie.kanalen.all()][:2] == ["112", "0900 8844"]
    assert politie.status == "gepubliceerd"


def test_nothing_counts_as_checked() -> None:
    assert not Aanbod.objects.filter(gecontroleerd_op__isnull=False).exists()


def test_loading_again_adds_nothing() -> None:
    assert laad(apps.get_model) == 0
    assert Kanaal.objects.count() == sum(len(start.kanalen) for start in lees())


def test_loading_again_leaves_an_editors_change_and_brings_back_what_is_missing() -> None:
    Aanbod.objects.filter(slug="113").update(naam="113", status="concept")
    Kanaal.objects.filter(aanbod__slug="113").delete()
    weg = Aanbod.objects.get(slug="caw")
    oud_id = weg.pk
    weg.delete()

    assert laad(apps.get_model) == 1

    redactie = Aanbod.objects.get(slug="113")
    assert (redactie.naam, redactie.status, redactie.kanalen.count()) == ("113", "concept", 0)
    terug = Aanbod.objects.get(slug="caw")
    assert terug.pk == oud_id
    assert [kanaal.waarde for kanaal in terug.kanalen.all()] == ["0800 13 500", "https://www.caw.be"]


def test_every_row_of_the_start_data_begins_its_history() -> None:
    politie = Aanbod.objects.get(slug="politie-nl")
    assert [eerste.naam for eerste in politie.history.all()] == [politie.naam]
    assert Kanaal.history.count() == Kanaal.objects.count()


def test_gepubliceerd_leaves_concepts_and_archived_ones_out() -> None:
    Aanbod.objects.filter(slug="113").update(status="gearchiveerd", reden="weg")
    slugs = set(Aanbod.objects.gepubliceerd().values_list("slug", flat=True))
    assert "veilig-thuis" in slugs
    assert slugs.isdisjoint({"113", "kindertelefoon", "kairos"})


@pytest.mark.parametrize(
    ("naam", "velden"),
    [
        ("aanbod_heeft_een_bekend_land", {"land": "DE"}),
        ("aanbod_heeft_een_bekende_status", {"status": "weg"}),
        ("gepubliceerd_aanbod_zegt_wat_het_is", {"status": "gepubliceerd"}),
        ("gearchiveerd_aanbod_zegt_waarom", {"status": "gearchiveerd"}),
    ],
)
def test_the_database_refuses_an_impossible_aanbod(naam: str, velden: dict[str, str]) -> None:
    wie = Organisatie.objects.create(naam="Nieuw")
    with pytest.raises(IntegrityError, match=naam), transaction.atomic():
        Aanbod.objects.create(
            **{"slug": "nieuw", "naam": "Nieuw", "land": "NL", "organisatie": wie, **velden}
        )


@pytest.mark.parametrize("waarde", ["javascript:alert(1)", "data:text/html,x", "www.113.nl", "ftp://113.nl"])
@pytest.mark.parametrize("soort", ["web", "chat", "forum", "zelfhulp"])
def test_the_database_refuses_a_link_that_is_not_http(soort: str, waarde: str) -> None:
    with pytest.raises(IntegrityError, match="links_beginnen_met_http"), transaction.atomic():
        Kanaal.objects.create(aanbod=Aanbod.objects.get(slug="113"), soort=soort, waarde=waarde)


def test_the_database_refuses_an_unknown_kind_and_the_same_kanaal_twice() -> None:
    aanbod = Aanbod.objects.get(slug="113")
    with pytest.raises(IntegrityError, match="kanaal_heeft_een_bekende_soort"), transaction.atomic():
        Kanaal.objects.create(aanbod=aanbod, soort="fax", waarde="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Kanaal.objects.create(aanbod=aanbod, soort="telefoon", waarde="113")


def test_ids_of_the_start_data_are_the_same_everywhere() -> None:
    # Frozen: an export of one installation has to fit another.
    assert Aanbod.objects.get(slug="113").pk == uuid.UUID("a3d7c2a5-4176-5f19-8d6e-947990d15a7a")
