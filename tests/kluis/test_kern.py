"""What a crash of the process, or its own files, may not give away."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from gesprek.conf.omgeving import WORTEL, Omgeving

_GRENS = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"


def _draai(programma: str) -> str:
    uit = subprocess.run(
        ["sh", "-c", 'ulimit -S -c unlimited 2>/dev/null; exec "$0" -c "$1"', sys.executable, programma],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=True,
    )
    return uit.stdout.strip()


@pytest.mark.parametrize("haak", ["on_starting(None)", "post_fork(None, None)"])
def test_server_and_workers_leave_no_core_file(haak: str) -> None:
    assert _draai(f"from gesprek.conf import gunicorn; gunicorn.{haak}; {_GRENS}") == "(0, 0)"


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux")
def test_a_worker_cannot_be_dumped_by_a_handler_of_the_system() -> None:
    programma = (
        "import ctypes; from gesprek.kluis.kern import geen_afdruk; geen_afdruk(); "
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    assert _draai(programma) == "0"


def test_files_made_by_the_command_line_are_for_its_own_user(tmp_path: Path) -> None:
    env = {**os.environ, "GEGEVENSMAP": str(tmp_path / "nieuw"), "DATABASE_URL": "", "WISJOURNAAL_URL": ""}
    env |= {"DJANGO_SETTINGS_MODULE": "gesprek.conf.settings", "GEHEIM": "x" * 50}
    env |= {"PEPPERS": f"1:{_SLEUTEL}", "WISJOURNAAL_SLEUTEL": _SLEUTEL}
    env.pop("GEHEIMEN", None)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--database", "wisjournaal", "-v0"],
        cwd=WORTEL,
        env=env,
        check=True,
        umask=0o022,
    )
    gemaakt = list((tmp_path / "nieuw").rglob("*"))
    assert gemaakt
    assert all(pad.stat().st_mode & 0o077 == 0 for pad in gemaakt)


_SLEUTEL = base64.b64encode(b"s" * 32).decode()


@pytest.mark.parametrize("nummer", ["\u00b2", "\u0661", "1\u00b2", "0001"])
def test_a_digit_that_is_no_number_is_refused_with_a_sentence(nummer: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="id from 1 to 255"):
        Omgeving({"PEPPERS": f"{nummer}:{_SLEUTEL}"}).sleutels("PEPPERS")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        Omgeving({"PROXIES": "\u0662"}).getal("PROXIES", 0, 0, 5)
