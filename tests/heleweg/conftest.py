"""What the tests of the whole way share: a place to work, and a clock for server and browser together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gesprek.kluis import tijd
from tests.heleweg.werkplek import Werkplek

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer


@pytest.fixture
def plek(pagina: Page, server: LiveServer) -> Werkplek:
    """The browser of `pagina` with an open kluis and an empty gesprek: a Dutch GP at her own laptop."""
    return Werkplek.richt_in(pagina.context, server.url)


@pytest.fixture
def verschuif(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Turns the clock of the server on; time keeps running."""

    def draai(duur: timedelta) -> None:
        monkeypatch.setattr(tijd, "nu", lambda: timezone.now() + duur)

    return draai
