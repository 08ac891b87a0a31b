"""Makes the search index of the sociale kaart anew, from what is published."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from sociale_kaart.models import Zoekrij
from sociale_kaart.zoeken import index


class Command(BaseCommand):
    help = "Maakt de zoekindex van de sociale kaart opnieuw. Nodig na werk buiten de app om; het mag altijd."

    def handle(self, *args: Any, **options: Any) -> None:
        index.herbouw()
        self.stdout.write(f"De zoekindex is gemaakt: {Zoekrij.objects.count()} keer aanbod.")
