"""The database that the tests run on, and the one migration history for both."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connections

from tests.databases import kies

pytestmark = pytest.mark.django_db(databases="__all__")
VENDOR = {"sqlite": "sqlite", "postgres": "postgresql"}


def test_the_tests_run_on_the_database_that_was_asked_for() -> None:
    assert {verbinding.vendor for verbinding in connections.all()} == {VENDOR[kies()]}


@pytest.mark.eenmaal
def test_sqlite_is_a_file_with_a_write_ahead_log_as_in_production() -> None:
    for verbinding in connections.all():
        assert os.path.isfile(verbinding.settings_dict["NAME"])
        with verbinding.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


def test_the_models_have_no_change_that_no_migration_knows() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def _verzamel(database: str) -> subprocess.CompletedProcess[str]:
    weg = ("TEST_", "PYTEST_")
    omgeving = {n: w for n, w in os.environ.items() if not n.startswith(weg)} | {"TEST_DATABASE": database}
    opdracht = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/huis",
    ]
    return subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, check=False)


@pytest.mark.eenmaal
def test_on_postgres_only_what_touches_the_database_runs() -> None:
    gekozen = _verzamel("postgres").stdout
    assert "test_the_tests_run_on_the_database_that_was_asked_for" in gekozen
    assert "test_lagen.py::" not in gekozen
    assert "test_on_postgres_only" not in gekozen


@pytest.mark.eenmaal
def test_an_unknown_database_is_refused_with_a_sentence() -> None:
    klaar = _verzamel("mysql")
    assert klaar.returncode != 0
    assert "TEST_DATABASE is one of sqlite, postgres, not 'mysql'." in klaar.stdout + klaar.stderr
