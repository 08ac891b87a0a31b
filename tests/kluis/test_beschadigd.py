"""One damaged row stands in nobody's way."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gesprek.models import Gesprek
from tests.hulp import tekst
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")


def test_the_list_shows_the_others_when_one_gesprek_is_damaged() -> None:
    wie, gesprek = huisarts_met_gesprek("het kapotte")
    wie.nieuw_gesprek("het goede")
    Gesprek.objects.filter(id=gesprek).update(envelop=b"\x01kapot")
    lijst = wie.get(reverse("gesprekken:lijst"))
    assert lijst.status_code == 200
    assert "het goede" in tekst(lijst)
    assert "het kapotte" not in tekst(lijst)
    assert wie.get(reverse("gesprekken:takenlijst", args=[gesprek])).status_code == 404
