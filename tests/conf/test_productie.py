"""Production settings, in a process of their own: Django's own check finds nothing, and cookies are locked down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gesprek.conf.omgeving import INSTELLINGEN, WORTEL
from tests.conf.test_omgeving import GOED, PRODUCTIE

pytestmark = pytest.mark.eenmaal


@pytest.fixture(scope="module")
def omgeving(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a real installation, on empty databases."""
    map_ = tmp_path_factory.mktemp("productie")
    (map_ / "statisch").mkdir()
    leeg = map_ / "geheimen.env"
    leeg.touch(mode=0o600)
    return {
        **{
            naam: waarde
            for naam, waarde in os.environ.items()
            if naam not in INSTELLINGEN and naam != "DJANGO_ALLOW_ASYNC_UNSAFE"
        },
        **GOED,
        **PRODUCTIE,
        "DJANGO_SETTINGS_MODULE": "gesprek.conf.settings",
        "GEGEVENSMAP": str(map_),
        "GEHEIMEN": str(leeg),
        "HOSTS": "gesprek.example.org",
        "PROXIES": "1",
    }


def _draai(omgeving: dict[str, str], *opdracht: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *opdracht], cwd=WORTEL, env=omgeving, capture_output=True, text=True, check=False
    )


def test_check_deploy_finds_nothing(omgeving: dict[str, str]) -> None:
    uit = _draai(omgeving, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert uit.returncode == 0, uit.stdout + uit.stderr
    assert "no issues (2 silenced)" in uit.stdout


def test_every_silenced_check_has_its_reason_beside_it() -> None:
    tekst = (WORTEL / "gesprek" / "conf" / "settings.py").read_text(encoding="utf-8")
    voor = tekst.split("SILENCED_SYSTEM_CHECKS", 1)[0].splitlines()[-1]
    assert voor.startswith("# W005/W021:")
    assert '["security.W005", "security.W021"]' in tekst


def test_without_its_settings_it_does_not_start_and_says_which(omgeving: dict[str, str]) -> None:
    zonder = {naam: waarde for naam, waarde in omgeving.items() if naam != "PEPPERS"}
    uit = _draai(zonder, "manage.py", "check")
    assert uit.returncode != 0
    assert "PEPPERS is not set." in uit.stderr


BEZOEK = """
import json, django
django.setup()
from django.core.management import call_command
for naam in ("default", "wisjournaal"):
    call_command("migrate", database=naam, verbosity=0)
from django.test import Client
from django.conf import settings
veilig = {"host": "gesprek.example.org", "x-forwarded-proto": "https"}
c = Client(headers=veilig)
onveilig = Client().get("/", headers={"host": "gesprek.example.org"})
slot = c.post("/kluis/vergrendel/")
oefen = c.post("/kluis/oefenen/")
cookies = {
    naam: {"secure": bool(m["secure"]), "httponly": bool(m["httponly"]), "samesite": m["samesite"],
           "path": m["path"], "domain": m["domain"]}
    for antwoord in (slot, oefen) for naam, m in antwoord.cookies.items()
}
print(json.dumps({
    "onveilig": [onveilig.status_code, onveilig.headers.get("Location")],
    "hsts": slot.headers.get("Strict-Transport-Security"),
    "cookies": cookies,
}))
"""


def test_behind_tls_every_cookie_is_bound_to_this_host_and_plain_http_is_sent_on(
    omgeving: dict[str, str], tmp_path: Path
) -> None:
    uit = _draai({**omgeving, "GEGEVENSMAP": str(tmp_path)}, "-c", BEZOEK)
    assert uit.returncode == 0, uit.stderr
    gezien = json.loads(uit.stdout)
    assert gezien["onveilig"] == [301, "https://gesprek.example.org/"]
    assert "max-age=31536000" in gezien["hsts"]
    assert "__Host-kluis" in gezien["cookies"]
    for naam, cookie in gezien["cookies"].items():
        assert cookie["secure"], naam
        assert cookie["httponly"], naam
        assert cookie["samesite"] in ("Lax", "Strict"), naam
        assert (cookie["path"], cookie["domain"]) == ("/", ""), naam
