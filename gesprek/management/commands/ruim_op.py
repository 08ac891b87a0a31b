"""`manage.py ruim_op`: delete what is past its day. Run it every hour; twice is harmless."""

from __future__ import annotations

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections

from gesprek.kluis.kern import geen_afdruk
from gesprek.kluis.opruimen import ruim_op
from sociale_kaart import publiek

_UUR = 3600
_TEL = 5


def _beurt() -> int:
    """The kluizen first: they have a day on which they must be gone."""
    aantal = ruim_op()
    publiek.ruim_op()
    return aantal


class Command(BaseCommand):
    help = "Deletes kluizen and gesprekken past their day, dead sessions, old limits and old imports."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--ieder-uur",
            action="store_true",
            help="Stay, and do it every hour until the parent process ends.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["ieder_uur"]:
            self.stdout.write(f"{_beurt()} deleted")
            return
        geen_afdruk()
        ouder = os.getppid()
        while os.getppid() == ouder:
            try:
                _beurt()
            except DatabaseError as fout:
                # The database may be away for a moment; the health page says so when it lasts.
                self.stderr.write(f"clean-up failed: {type(fout).__name__}")
            connections.close_all()
            volgende = time.monotonic() + _UUR
            while time.monotonic() < volgende and os.getppid() == ouder:
                time.sleep(_TEL)
