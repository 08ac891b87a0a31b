"""What the tests of the public pages share: none of them may need the database, unless a kluis is open."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from sociale_kaart import publiek


@pytest.fixture(autouse=True)
def database_weg(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sociale kaart has never seen its database. (pytest-django refuses every other query.)"""

    def geen_verbinding() -> publiek.Momentopname:
        raise OperationalError

    monkeypatch.setattr(publiek, "_uit_database", geen_verbinding)
    monkeypatch.setattr(publiek, "_voorraad", publiek._Voorraad())
