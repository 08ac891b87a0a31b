"""The anonymiser: how long until it is ready, what it adds to a worker, and what a thousand characters cost.

Ready and memory are measured in a Python of its own, each time a new one. The texts are the sentences of its tests:
those full of names, which cost most, and those with none.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial

from gesprek.teamoverleg.anonimiseren import vind, vind_in, warm_op
from tests.bench.meten import Reeks, Uitkomst, cpu, getal
from tests.teamoverleg.hulp import Goud, gewoon, goud
from tests.teamoverleg.vijandig import VIJANDIG

AANTAL = 9
SECONDEN, MEGABYTES, MS_PER_DUIZEND, GROEI = 2.0, 150.0, 15.0, 8.0
_KLAAR = """
import psutil, sys, time
proces = psutil.Process()
voor, begin = proces.memory_info().rss, time.perf_counter()
from gesprek.teamoverleg.anonimiseren import warm_op
warm_op(wachten=True)
print(time.perf_counter() - begin, (proces.memory_info().rss - voor) / 2**20)
"""


def _klaar() -> tuple[float, float]:
    """Seconds until ready, and megabytes more, of a new Python."""
    uit = subprocess.run([sys.executable, "-c", _KLAAR], capture_output=True, text=True, check=True).stdout
    seconden, megabytes = map(float, uit.split())
    return seconden, megabytes


def _velden(zinnen: tuple[Goud, ...]) -> dict[str, str]:
    """The sentences as the fields of a dossier: ten to a field."""
    return {str(nr): " ".join(zin.tekst for zin in zinnen[nr : nr + 10]) for nr in range(0, len(zinnen), 10)}


def _per_duizend(velden: dict[str, str]) -> Reeks:
    tekens = sum(map(len, velden.values()))
    waarden = []
    for _ in range(AANTAL):
        gc.collect()
        begin = time.process_time()
        vind_in(velden)
        waarden.append((time.process_time() - begin) * 1_000_000 / tekens)
    return Reeks(tuple(waarden))


def meet() -> Iterator[Uitkomst]:
    """Against what was asked; there is nothing of the kind to lay it beside."""
    keren = [_klaar() for _ in range(AANTAL)]
    seconden = Reeks(tuple(s * 1000 for s, _ in keren))
    geheugen = max(megabytes for _, megabytes in keren)
    yield Uitkomst(
        "Anonimiseren: klaar voor gebruik",
        f"{seconden}, {AANTAL} keer",
        maat=f"{getal(seconden.mediaan / 1000, 2)} s",
        doel=f"≤ {getal(SECONDEN, 0)} s",
        gehaald=seconden.mediaan <= SECONDEN * 1000,
    )
    yield Uitkomst(
        "Anonimiseren: geheugen erbij",
        f"{getal(geheugen)} MB op zijn meest",
        maat=f"{getal(geheugen)} MB",
        doel=f"≤ {getal(MEGABYTES, 0)} MB",
        gehaald=geheugen <= MEGABYTES,
    )
    warm_op(wachten=True)
    vind("Warm.")
    for wat, zinnen in (("vol namen", goud()), ("zonder namen", gewoon())):
        reeks = _per_duizend(_velden(zinnen))
        yield Uitkomst(
            f"Anonimiseren: duizend tekens, {wat}",
            f"{reeks}, CPU, {AANTAL} keer",
            maat=f"{getal(reeks.mediaan)} ms",
            doel=f"≤ {getal(MS_PER_DUIZEND, 0)} ms",
            gehaald=reeks.mediaan <= MS_PER_DUIZEND,
        )
    groei = max((_groei(tekst), nummer) for nummer, tekst in enumerate(VIJANDIG))
    yield Uitkomst(
        f"Anonimiseren: de ergste van {len(VIJANDIG)} vijandige teksten, viermaal zo lang",
        f"tekst {groei[1]}: {getal(groei[0], 1)} × de CPU van een kwart ervan",
        maat=f"{getal(groei[0], 1)} ×",
        doel=f"≤ {getal(GROEI, 0)} ×",
        gehaald=groei[0] <= GROEI,
    )


def _groei(tekst: str) -> float:
    """CPU time of the whole over that of a quarter: linear is 4, what a regex gone wild takes is 16 or more."""
    kwart = tekst[: len(tekst) // 4]
    kosten = []
    for wat in (tekst, kwart):
        meting = cpu(partial(vind, wat))
        kosten.append(min(meting() for _ in range(3)))
    return kosten[0] / max(kosten[1], 1.0)
