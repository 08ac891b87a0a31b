"""The checks of our own at `manage.py check --deploy`."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from gesprek.conf.checks import controleer_geheimen, controleer_proxies


@pytest.mark.parametrize(("https", "proxies", "klacht"), [(True, 0, 1), (True, 1, 0), (False, 0, 0)])
def test_a_tls_proxy_that_is_not_counted_is_named(
    settings: Settings, https: bool, proxies: int, klacht: int
) -> None:
    settings.HTTPS, settings.PROXIES = https, proxies
    assert [bericht.id for bericht in controleer_proxies()] == ["gesprek.W001"] * klacht


@pytest.mark.parametrize(("mode", "klacht"), [(0o600, 0), (0o400, 0), (0o640, 1), (0o604, 1)])
def test_a_file_with_secrets_that_others_can_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, klacht: int
) -> None:
    geheim = tmp_path / "geheimen.env"
    geheim.write_text("GEHEIM=x\n")
    geheim.chmod(mode)
    monkeypatch.setenv("GEHEIMEN", str(geheim))
    assert [bericht.id for bericht in controleer_geheimen()] == ["gesprek.W002"] * klacht
