"""Health for the watchman: is the database there, does the clean-up run. No numbers of people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, connections
from django.urls import reverse
from django.utils import timezone

from gesprek.kluis.opruimen import TAAK
from gesprek.models import Onderhoud
from tests.hulp import Bezoeker, database_fout, tekst
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")


def _gelukt(uren_geleden: float) -> None:
    wanneer = timezone.now() - timedelta(hours=uren_geleden)
    Onderhoud.objects.update_or_create(taak=TAAK, defaults={"gelukt_op": wanneer})


def test_all_is_well() -> None:
    _gelukt(1)
    antwoord = Bezoeker().get(reverse("gezond"))
    assert (antwoord.status_code, antwoord["Cache-Control"]) == (200, "no-store")
    assert tekst(antwoord) == '{"database": "goed", "opruimen": "goed"}'


@pytest.mark.parametrize("uren", [None, 26.1, 500])
def test_a_clean_up_that_does_not_run_is_a_fault(uren: float | None) -> None:
    if uren is not None:
        _gelukt(uren)
    antwoord = Bezoeker().get(reverse("gezond"))
    assert antwoord.status_code == 503
    assert '"opruimen": "te laat"' in tekst(antwoord)


def test_a_clean_up_that_was_late_for_a_day_is_no_fault_yet() -> None:
    _gelukt(25)
    assert Bezoeker().get(reverse("gezond")).status_code == 200


def test_a_database_that_is_away_is_a_fault_and_no_error() -> None:
    with database_fout(OperationalError("merkteken")):
        antwoord = Bezoeker().get(reverse("gezond"))
    assert antwoord.status_code == 503
    assert tekst(antwoord) == '{"database": "weg", "opruimen": "onbekend"}'


@pytest.mark.parametrize("welke", ["default", "wisjournaal"])
def test_either_database_away_is_a_fault_that_no_cache_keeps(welke: str) -> None:
    _gelukt(1)

    def weiger(*_: object) -> None:
        raise OperationalError

    with connections[welke].execute_wrapper(weiger):
        antwoord = Bezoeker().get(reverse("gezond"))
    assert (antwoord.status_code, antwoord["Cache-Control"]) == (503, "no-store")
    assert '"database": "weg"' in tekst(antwoord)


def test_it_says_the_same_however_many_people_there_are() -> None:
    _gelukt(1)
    voor = tekst(Bezoeker().get(reverse("gezond")))
    wie, _ = huisarts_met_gesprek()
    assert tekst(Bezoeker().get(reverse("gezond"))) == voor
    assert tekst(wie.get(reverse("gezond"))) == voor
