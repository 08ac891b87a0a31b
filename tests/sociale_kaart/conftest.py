"""What the tests of the sociale kaart share."""

from __future__ import annotations

import pytest

from sociale_kaart import publiek


@pytest.fixture(autouse=True)
def verse_voorraad(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins as a process that has not seen the sociale kaart yet."""
    monkeypatch.setattr(publiek, "_voorraad", publiek._Voorraad())
