"""`manage.py importeer_kaart bestand.csv`: what the page does, with a progress line. Only --voer-in writes."""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sociale_kaart.uitwisseling import wachtrij
from sociale_kaart.uitwisseling.beeld import Plan
from sociale_kaart.uitwisseling.fouten import GROOTSTE_BESTAND, Fout, Onleesbaar
from sociale_kaart.uitwisseling.schrijven import Botsing, schrijf, stand


class Command(BaseCommand):
    help = "Looks at a CSV, XLSX or HSDS JSON file; with --voer-in puts it in, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path)
        parser.add_argument("--voer-in", action="store_true", help="Write what was found.")

    def handle(self, *args: Any, **options: Any) -> None:
        begin = time.monotonic()
        sinds = stand()
        try:
            # A file may be larger than is allowed; it is not read to its end to find that out.
            with options["bestand"].open("rb") as bestand:
                soort, delen = wachtrij.verdeel(bestand.read(GROOTSTE_BESTAND + 1), uuid.uuid4())
        except OSError as fout:
            raise CommandError(f"can't read {options['bestand']}: {fout.strerror}") from fout
        except Onleesbaar as onleesbaar:
            self._weiger(onleesbaar.fouten)
        totaal = sum(len(deel["rijen"]) for deel in delen)
        plan, fouten, nieuw, anders, gedaan = Plan(), [], 0, 0, 0
        for deel in delen:
            uitkomst = wachtrij.kijk_deel_na(soort, deel)
            fouten += uitkomst.fouten
            nieuw, anders = nieuw + uitkomst.nieuw, anders + uitkomst.anders
            plan.voeg_toe(uitkomst.plan)
            gedaan += uitkomst.rijen
            self._voortgang(f"checked {gedaan} of {totaal}")
        self.stdout.write("")
        if fouten:
            self._weiger(fouten)
        self.stdout.write(f"new {nieuw}, changed {anders}, the same {totaal - nieuw - anders}")
        if not options["voer_in"]:
            self.stdout.write("nothing was written; add --voer-in to do it")
            return
        try:
            voor_de_index = schrijf(plan, sinds)
        except Botsing as botsing:
            raise CommandError(botsing.zin) from botsing
        wachtrij.werk_index_bij(
            voor_de_index, lambda aantal: self._voortgang(f"search index {aantal} of {len(voor_de_index)}")
        )
        self.stdout.write(f"written in {time.monotonic() - begin:.1f} s")

    def _voortgang(self, zin: str) -> None:
        self.stdout.write(f"\r{zin}", ending="")
        self.stdout.flush()

    def _weiger(self, fouten: list[Fout]) -> NoReturn:
        for fout in fouten:
            self.stderr.write(str(fout))
        raise CommandError(f"{len(fouten)} mistakes; nothing was written")
