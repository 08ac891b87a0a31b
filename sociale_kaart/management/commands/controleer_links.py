"""Looks whether the links of the sociale kaart still work. It reports, and changes no entry."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sociale_kaart.links import oordeel, ronde


class Command(BaseCommand):
    help = "Kijkt of de links van de sociale kaart werken. Verandert niets; wat niet werkt, staat in de werklijst."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--hoogstens",
            type=_aantal,
            metavar="N",
            help="bekijk niet meer dan N adressen; de rest komt later",
        )
        parser.add_argument(
            "--pauze",
            type=float,
            default=ronde.PAUZE,
            help="seconden rust voor een server tussen twee vragen",
        )
        parser.add_argument(
            "--wacht", type=float, default=oordeel.WACHT, help="seconden die een server krijgt"
        )
        parser.add_argument(
            "--toch", action="store_true", help="schrijf ook op wat niemand beantwoordt als dat alles is"
        )
        parser.add_argument(
            "--ook-eigen-net",
            action="store_true",
            help="ook adressen van het eigen netwerk; alleen voor tests",
        )

    def handle(self, *args: Any, **opties: Any) -> None:
        """Never more than the host and what was seen there: the rest of an address stays off the screen and logs."""
        kijk = partial(
            oordeel.beoordeel,
            wacht=opties["wacht"],
            ook_eigen_net=opties["ook_eigen_net"],
            adempauze=ronde.Adempauze(opties["pauze"]),
        )
        adressen = ronde.te_bekijken(opties["hoogstens"])
        gedaan = mis = 0
        try:
            for gedaan, bekeken in enumerate(ronde.loop(adressen, kijk, toch=opties["toch"]), start=1):
                mis += not bekeken.oordeel.goed
                self.stdout.write(f"{gedaan}/{len(adressen)} {bekeken.host}: {bekeken.oordeel.uitkomst}")
                self.stdout.flush()
        except ronde.GeenInternet as fout:
            raise CommandError(
                "Geen enkele server gaf antwoord. Werkt het internet hier wel? Er is niets opgeschreven. "
                "Weet je het zeker, gebruik dan --toch."
            ) from fout
        except KeyboardInterrupt:
            self.stdout.write(
                f"Gestopt na {gedaan} van {len(adressen)}. De volgende keer gaat het daar verder."
            )
            return
        self.stdout.write(f"Klaar: {gedaan} adressen bekeken, {mis} werken niet.")


def _aantal(tekst: str) -> int:
    getal = int(tekst)
    if getal < 1:
        raise argparse.ArgumentTypeError("geef een getal vanaf 1")
    return getal
