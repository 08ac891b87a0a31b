"""What a cookie does to the answer: no cache keeps it, and a dead one goes."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import OperationalError
from django.urls import reverse

from gesprek.models import KluisSessie
from tests.hulp import Bezoeker, database_fout, stap_url
from tests.rollen import huisarts, huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.mark.parametrize("naam", ["thuis", "acuut", "kluis:begin", "kluis:openen", "handleiding:overzicht"])
def test_no_cache_keeps_a_page_that_sets_or_got_a_cookie(naam: str) -> None:
    bezoeker = Bezoeker()
    eerste = bezoeker.get(reverse(naam))
    if eerste.cookies:
        assert "no-store" in eerste["Cache-Control"]
    bezoeker.get(reverse("kluis:begin"))
    assert "no-store" in bezoeker.get(reverse(naam))["Cache-Control"]


def test_the_page_that_gives_the_first_token_is_kept_by_no_cache() -> None:
    eerste = Bezoeker().get(reverse("kluis:begin"))
    assert settings.CSRF_COOKIE_NAME in eerste.cookies
    assert eerste["Cache-Control"] == "no-store, private"


def test_the_cookie_of_a_session_that_ended_goes() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    KluisSessie.objects.all().delete()
    assert settings.KLUIS_COOKIE not in bezoeker.post(stap_url(gesprek), {}, htmx=True).cookies
    weg = bezoeker.get(reverse("thuis")).cookies[settings.KLUIS_COOKIE]
    assert (weg.value, weg["max-age"]) == ("", 0)


def test_the_cookie_stays_while_nobody_knows_whether_it_is_good() -> None:
    bezoeker = huisarts()
    with database_fout(OperationalError("away")):
        assert settings.KLUIS_COOKIE not in bezoeker.get(reverse("thuis")).cookies
    assert bezoeker.get(reverse("gesprekken:lijst")).status_code == 200
