"""A server to ask, on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sociale_kaart.links import server


@pytest.fixture
def buiten() -> Iterator[server.Server]:
    with server.draai() as wie:
        yield wie
