"""How the database means to carry out a query: by an index, or by reading a table from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

Vraag = tuple[str, Any]


@contextmanager
def onthoud_vragen(alias: str = "default") -> Iterator[list[Vraag]]:
    """Collects every query with its parameters."""
    vragen: list[Vraag] = []

    def onthoud(voer_uit: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        vragen.append((sql, params))
        return voer_uit(sql, params, many, context)

    with connections[alias].execute_wrapper(onthoud):
        yield vragen


def index_plannen(verbinding: BaseDatabaseWrapper, vragen: list[Vraag]) -> list[str]:
    """The queries that read a whole table, each with its plan. Empty is good."""
    mis = []
    for sql, params in vragen:
        if not sql.startswith(("SELECT", "UPDATE", "DELETE")):
            continue
        plan = _plan(verbinding, sql, params)
        # SQLite says SCAN, PostgreSQL Seq Scan.
        if "SCAN " in plan or "Seq Scan" in plan:
            mis.append(f"{sql}\n{plan}")
    return mis


def _plan(verbinding: BaseDatabaseWrapper, sql: str, params: Any) -> str:
    with verbinding.cursor() as cursor:
        if verbinding.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            return "\n".join(str(rij[3]) for rij in cursor.fetchall())
        # It reads a handful of rows faster without an index; switched off, only what has none does so.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(str(rij[0]) for rij in cursor.fetchall())
