"""Sends the deletion journal to its own database, and everything else to the main one."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

JOURNAAL = "wisjournaal"


class WisjournaalRouter:
    """`Wissing` lives in the second database, which is never in the main back-up, and nowhere else."""

    def db_for_read(self, model: type[Model], **_: Any) -> str | None:
        return JOURNAAL if model._meta.model_name == "wissing" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **_: Any) -> bool | None:
        if model_name == "wissing":
            return db == JOURNAAL
        return False if db == JOURNAAL else None
