"""`manage.py speel_wisjournaal_af`: after putting a back-up back, delete again what was deleted since."""

from typing import Any

from django.core.management.base import BaseCommand

from gesprek.kluis.journaal import speel_af


class Command(BaseCommand):
    help = "Deletes everything that the deletion journal names. Run it after every restore, before serving."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{speel_af()} deleted again")
