"""What a process that dies right after a commit leaves undone, the next one does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from sociale_kaart import publiek
from sociale_kaart.models import Aanbod, Invoer, Synoniem, Zoekachterstand
from sociale_kaart.zoeken import achterstand, index, signalen
from tests.sociale_kaart.zoeken.hulp import slugs, zoeken

pytestmark = pytest.mark.django_db


def hernoem(slug: str, naam: str) -> UUID:
    aanbod = Aanbod.objects.get(slug=slug)
    aanbod.naam = naam
    aanbod.save()
    return aanbod.pk


def later() -> None:
    """As if it was written long ago."""
    for rij in Zoekachterstand.objects.all():
        rij.sinds -= 2 * achterstand.UITSTEL
        rij.save()


@pytest.fixture(autouse=True)
def index_is_er(db: None) -> Iterator[None]:
    index.merk()
    yield
    signalen._wachtend.__dict__.clear()


def test_a_change_whose_process_died_is_found_at_a_later_question() -> None:
    # Within a test nothing is committed, so what comes after the commit does not happen.
    hernoem("113", "Kwikstaartlijn")
    assert slugs(zoeken("kwikstaart")) == []  # its own process may still be busy with it
    later()
    assert slugs(zoeken("kwikstaart")) == ["113"]
    assert not Zoekachterstand.objects.exists()


def test_who_does_the_work_at_once_leaves_nothing_behind(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        hernoem("113", "Kwikstaartlijn")
        Synoniem.objects.create(woorden="boomkruiper, zelfmoord")
        Aanbod.objects.get(slug="veilig-thuis").delete()
    assert not Zoekachterstand.objects.exists()


def test_a_change_that_is_taken_back_leaves_nothing_to_do() -> None:
    with transaction.atomic():
        hernoem("113", "Kwikstaartlijn")
        transaction.set_rollback(True)
    assert not Zoekachterstand.objects.exists()


def test_what_fails_is_no_error_for_who_saved_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def breekt(*_args: object) -> None:
        raise RuntimeError("Kwikstaartlijn")

    with monkeypatch.context() as storing:
        storing.setattr("sociale_kaart.zoeken.schrijven.Bijwerking", breekt)
        with django_capture_on_commit_callbacks(execute=True):
            hernoem("113", "Kwikstaartlijn")
    assert "RuntimeError" in caplog.text
    assert "Kwikstaart" not in caplog.text
    assert Zoekachterstand.objects.exists()
    later()
    assert slugs(zoeken("kwikstaart")) == ["113"]


def test_one_that_can_not_be_indexed_does_not_keep_the_others_out(monkeypatch: pytest.MonkeyPatch) -> None:
    stuk = hernoem("veilig-thuis", "Roodborstlijn")
    hernoem("113", "Kwikstaartlijn")
    later()
    echt = index._lees

    def lees(ids: Any, database: str) -> Any:
        if stuk in ids:
            raise RuntimeError
        return echt(ids, database)

    monkeypatch.setattr(index, "_lees", lees)
    assert slugs(zoeken("kwikstaart")) == ["113"]
    assert set(Zoekachterstand.objects.values_list("aanbod", flat=True)) == {stuk}


def test_what_changes_during_the_work_is_still_to_be_done_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pk = hernoem("113", "Kwikstaartlijn")
    echt = index._lees

    def lees(ids: Any, database: str) -> Any:
        rijen = list(echt(ids, database))
        achterstand.noteer([pk], database)
        return rijen

    monkeypatch.setattr(index, "_lees", lees)
    index.werk_bij([pk])
    assert Zoekachterstand.objects.get().aanbod == pk


def test_a_synonym_whose_process_died_works_at_a_later_question() -> None:
    assert "113" not in slugs(zoeken("boomkruiper"))
    Synoniem.objects.create(woorden="boomkruiper, zelfmoord")
    later()
    assert "113" in slugs(zoeken("boomkruiper"))
    assert not Zoekachterstand.objects.exists()


def test_who_takes_it_has_it_for_a_while() -> None:
    hernoem("113", "Kwikstaartlijn")
    assert achterstand.neem("default", 9) == set()
    later()
    assert len(achterstand.neem("default", 9)) == 1
    assert achterstand.neem("default", 9) == set()
    later()
    assert len(achterstand.neem("default", 9)) == 1


def test_looking_whether_something_was_left_behind_costs_no_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        index.merk()


def test_one_question_does_a_part_and_the_clean_up_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    alle = list(Aanbod.objects.gepubliceerd().values_list("pk", flat=True))
    monkeypatch.setattr(index, "PER_VRAAG", 5)
    achterstand.noteer(alle, "default")
    later()
    index.merk()
    assert Zoekachterstand.objects.count() == len(alle) - 5
    publiek.ruim_op()
    assert not Zoekachterstand.objects.exists()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_the_hourly_clean_up_takes_the_index_and_the_old_imports_along() -> None:
    hernoem("113", "Kwikstaartlijn")
    Zoekachterstand.objects.all().delete()
    Aanbod.objects.filter(slug="113").update(naam="Winterkoninglijn")
    achterstand.noteer([Aanbod.objects.get(slug="113").pk], "default")
    later()
    oud = Invoer.objects.create(soort="tabel", rijen=1)
    Invoer.objects.update(gemaakt_op=oud.gemaakt_op - timedelta(days=2))
    vers = Invoer.objects.create(soort="tabel", rijen=1)
    call_command("ruim_op")
    assert not Zoekachterstand.objects.exists()
    assert slugs(zoeken("winterkoning")) == ["113"]
    assert Invoer.objects.get() == vers
