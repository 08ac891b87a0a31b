"""`make bench`: every figure of the app beside its comparator, in one run. ARGS="stap papier" picks some."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from importlib import import_module

from tests.bench.meten import Uitkomst
from tests.bench.opstelling import Drukte, opstelling

FIGUREN = {
    "stap": "stappagina",
    "papier": "papier",
    "werker": "werker",
    "miljoenen": "miljoenen",
    "gewicht": "gewicht",
    "opstart": "opstart",
    "groei": "groei",
    "zoeken": "zoeken",
    "invoeren": "invoeren",
    "anonimiseren": "anonimiseren",
    "team": "teamoverleg",
    "notitie": "notitie",
    "verzetten": "verzetten",
}
"""What one asks for → the module that measures it."""


def main() -> None:
    """Measure and print; a missed target is a result, not an error."""
    lezer = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    lezer.add_argument("figuren", nargs="*", metavar="figuur", help=", ".join(FIGUREN))
    gevraagd = lezer.parse_args().figuren or list(FIGUREN)
    if vreemd := [naam for naam in gevraagd if naam not in FIGUREN]:
        lezer.error(f"geen figuur: {', '.join(vreemd)}; kies uit {', '.join(FIGUREN)}")
    begin = time.monotonic()
    alle: list[Uitkomst] = []
    with opstelling():
        import django

        django.setup()
        for naam in gevraagd:
            meet: Callable[[], Iterator[Uitkomst]] = import_module(f"tests.bench.{FIGUREN[naam]}").meet
            print(f"\n── {naam}", flush=True)
            drukte = Drukte()
            for uitkomst in meet():
                alle.append(uitkomst)
                print("\n".join(uitkomst.regels()), flush=True)
            print(f"    ({drukte})")
    print(f"\n── samen ({(time.monotonic() - begin) / 60:.1f} minuten)")
    for uitkomst in alle:
        if uitkomst.gehaald is not None:
            teken = "gehaald     " if uitkomst.gehaald else "NIET gehaald"
            print(f"{teken}  {uitkomst.wat}: {uitkomst.maat} (doel {uitkomst.doel})")


if __name__ == "__main__":
    main()
