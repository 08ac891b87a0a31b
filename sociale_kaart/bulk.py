"""Many rows in one statement, made ready before the lock that they are written under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections, models


@dataclass(frozen=True, slots=True)
class Opdracht:
    """One statement for many rows."""

    sql: str
    rijen: list[tuple[Any, ...]]

    def voer_uit(self, database: str = "default") -> None:
        """Run it; no rows is nothing to do."""
        if self.rijen:
            with connections[database].cursor() as cursor:
                cursor.executemany(self.sql, self.rijen)


def voeg_in(
    model: type[models.Model], objecten: Iterable[models.Model], database: str = "default"
) -> Opdracht:
    """All that costs time of a `bulk_create` (defaults, conversions, the statement), without writing anything."""
    verbinding = connections[database]
    kolommen = [veld for veld in model._meta.concrete_fields if not isinstance(veld, models.AutoField)]
    quote = verbinding.ops.quote_name
    namen = ", ".join(quote(veld.column or "") for veld in kolommen)
    plekken = ", ".join(["%s"] * len(kolommen))
    return Opdracht(
        f"INSERT INTO {quote(model._meta.db_table)} ({namen}) VALUES ({plekken})",
        [
            tuple(veld.get_db_prep_save(veld.pre_save(object_, add=True), verbinding) for veld in kolommen)
            for object_ in objecten
        ],
    )
