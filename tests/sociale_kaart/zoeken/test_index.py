"""The index follows every change, and makes itself where there is none."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from pytest_django import DjangoCaptureOnCommitCallbacks

from sociale_kaart.models import Aanbod, Kanaal, Organisatie, Synoniem, Term, Zoekrij, Zoekstand
from sociale_kaart.zoeken import index, rijen
from tests.sociale_kaart.zoeken.hulp import slugs, zoeken

pytestmark = pytest.mark.django_db


def test_what_an_editor_saves_is_found_after_the_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        aanbod = Aanbod.objects.get(slug="113")
        aanbod.naam = "Kwikstaartlijn"
        aanbod.save()
    assert slugs(zoeken("kwikstaart")) == ["113"]


def test_the_organisatie_a_kanaal_and_a_term_count_too(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    aanbod = Aanbod.objects.get(slug="113")
    with django_capture_on_commit_callbacks(execute=True):
        organisatie = Organisatie.objects.get(pk=aanbod.organisatie_id)
        organisatie.andere_namen = "Winterkoning"
        organisatie.save()
        Kanaal.objects.create(aanbod=aanbod, soort="forum", waarde="https://forum.voorbeeld.test")
        term = Term.objects.filter(kenmerken__aanbod=aanbod).first()
        assert term is not None
        term.naam = "Roodborst"
        term.save()
    assert slugs(zoeken("winterkoning")) == ["113"]
    assert "113" in slugs(zoeken(kanaal="forum"))
    assert "113" in slugs(zoeken("roodborst"))


def test_what_is_hidden_or_thrown_away_is_gone(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        aanbod = Aanbod.objects.get(slug="113")
        aanbod.status = "concept"
        aanbod.save()
        Aanbod.objects.get(slug="veilig-thuis").delete()
    assert not {"113", "veilig-thuis"} & set(slugs(zoeken("zelfmoord")) + slugs(zoeken("veilig thuis")))


def test_a_new_synonym_works_at_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert "113" not in slugs(zoeken("boomkruiper"))
    with django_capture_on_commit_callbacks(execute=True):
        Synoniem.objects.create(woorden="boomkruiper, zelfmoord")
    assert "113" in slugs(zoeken("boomkruiper"))


def test_an_index_of_another_version_is_made_anew_at_the_first_question() -> None:
    Zoekstand.objects.update(versie="oud")
    Zoekrij.objects.all().delete()
    assert "113" in slugs(zoeken("zelfmoord"))
    assert Zoekstand.objects.get().versie == rijen.VERSIE


def test_a_change_moves_the_mark_and_so_every_process_reads_again() -> None:
    voor = index.merk()
    index.werk_bij([Aanbod.objects.get(slug="113").pk])
    assert index.merk() != voor
    assert index.merk() == index.merk()


def test_the_command_makes_it_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("herbouw_zoekindex")
    assert str(Aanbod.objects.gepubliceerd().count()) in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_after_everything_was_thrown_away_the_first_question_finds_what_was_loaded() -> None:
    assert "113" in slugs(zoeken("zelfmoord"))
