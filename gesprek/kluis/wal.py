"""SQLite's write-ahead log, in which what was deleted stays readable until it is emptied."""

from __future__ import annotations

from contextlib import suppress

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_KORT_MS = 1000


def leeg(verbinding: BaseDatabaseWrapper) -> bool:
    """Empty the log of this database; False when somebody who reads or writes was in the way. Others than SQLite
    have none."""
    if verbinding.vendor != "sqlite":
        return True
    with verbinding.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        bezet, _in_log, _verwerkt = cursor.fetchone()
    return not bezet


def leeg_zo_mogelijk() -> None:
    """After a deletion: empty the log of the main database, if that can be done at once. If not, the clean-up does."""
    verbinding = connections["default"]
    if verbinding.vendor != "sqlite" or verbinding.in_atomic_block:
        return
    with suppress(DatabaseError), verbinding.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        gewoon = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {_KORT_MS}")
        try:
            leeg(verbinding)
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {gewoon}")
