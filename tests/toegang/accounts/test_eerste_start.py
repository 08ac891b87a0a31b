"""What `make start` prints while there is no editor."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as instellingen
from pytest_django.fixtures import Settings

from gesprek.models import Uitnodiging
from tests.hulp import Bezoeker
from tests.redactie import maak_redacteur
from tests.toegang.accounts import weg

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def nodig_uit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """Do as the start does; gives what it printed."""
    monkeypatch.syspath_prepend(str(Path(instellingen.BASE_DIR) / ".ci"))
    from voorbereiden import nodig_eerste_redacteur_uit

    def doe() -> str:
        nodig_eerste_redacteur_uit()
        return capsys.readouterr().out

    return doe


def _pad(regels: str) -> str:
    link = re.search(r"http://localhost:8123(/uitnodiging/\S+/)", regels)
    assert link, regels
    return link[1]


def test_the_start_prints_a_link_until_there_is_an_editor(
    nodig_uit: Callable[[], str], settings: Settings
) -> None:
    settings.PORT = 8123
    eerste, tweede = _pad(nodig_uit()), _pad(nodig_uit())
    assert Bezoeker().get(eerste).status_code == 404, "a new start stops the older link"
    weg.helemaal(Bezoeker(), tweede, email="eerste@voorbeeld.example")
    assert nodig_uit() == ""


def test_the_start_prints_nothing_when_there_is_an_editor(nodig_uit: Callable[[], str]) -> None:
    maak_redacteur(mfa=False)
    assert nodig_uit() == ""
    assert not Uitnodiging.objects.exists()
