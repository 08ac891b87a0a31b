"""What every test may use, and which tests run on which database.

The databases themselves: tests/databases.py. The browser: tests/browser.py.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator

import pytest
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from tests.databases import kies

pytest_plugins = ["tests.browser", "tests.redactie"]

# Two busy cores make a deadline per example a coin toss; what must be fast is measured in tests/bench.
settings.register_profile("huis", deadline=None, print_blob=True)
settings.load_profile("huis")

_MET_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
_EENMAAL = ("browser", "pdf", "eenmaal")


def _raakt_database(item: pytest.Item) -> bool:
    klasse = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not _MET_DATABASE.isdisjoint(getattr(item, "fixturenames", ()))
        or (klasse is not None and issubclass(klasse, TransactionTestCase))
    )


def _hoort_op_postgres(item: pytest.Item) -> bool:
    if item.get_closest_marker("hele_weg") is not None:
        return True
    return _raakt_database(item) and not any(item.get_closest_marker(naam) for naam in _EENMAAL)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database; both databases open to whoever drives a server."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "server" in fixtures:
            if item.get_closest_marker("django_db") is None:
                item.add_marker(pytest.mark.django_db(transaction=True, databases="__all__"))
            if "browser" in fixtures and item.get_closest_marker("browser") is None:
                item.add_marker("browser")
        if "browser" in fixtures:
            # A starved machine can make a real browser miss ten seconds. What is broken fails three times.
            item.add_marker(pytest.mark.flaky(reruns=2))
    if kies() == "postgres":
        weg = [item for item in items if not _hoort_op_postgres(item)]
        items[:] = [item for item in items if _hoort_op_postgres(item)]
        config.hook.pytest_deselected(items=weg)


def pytest_report_header() -> str:
    return f"database: {kies()}"


@pytest.fixture(autouse=True)
def logboeken_aan() -> None:
    """Our loggers speak in every test: a tool that sets up logging for itself may have switched them off."""
    for naam in list(logging.root.manager.loggerDict):
        if naam.partition(".")[0] in ("gesprek", "sociale_kaart", "django"):
            logging.getLogger(naam).disabled = False


@pytest.fixture(autouse=True)
def verse_kaart() -> None:
    """The sociale kaart as the database has it: no snapshot of another test."""
    from sociale_kaart import publiek

    publiek.verouder()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The databases of pytest-django. PostgreSQL drops none that somebody is connected with, and a thread of a test
    may be gone before its connection is."""
    yield
    if kies() == "postgres":
        from django.db import connections

        with django_db_blocker.unblock():
            for verbinding in connections.all():
                with verbinding.cursor() as cursor:
                    cursor.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """The start data of the sociale kaart, back after the flush that ends a test with transactions.

    Not before the next such test: with two workers any test may come next.
    """
    try:
        return (yield)
    finally:
        # After the last test the database itself is gone.
        if nextitem and _raakt_database(item) and _met_transacties(item):
            from django.apps import apps

            from sociale_kaart import startgegevens

            with item.config.stash[blocking_manager_key].unblock():
                startgegevens.laad(apps.get_model)


def _met_transacties(item: pytest.Item) -> bool:
    """Whether a test commits for real, and so ends with a flush of every table."""
    merk = item.get_closest_marker("django_db")
    namen = {"transactional_db", "live_server", "server"}
    return bool(merk and merk.kwargs.get("transaction")) or not namen.isdisjoint(
        getattr(item, "fixturenames", ())
    )
