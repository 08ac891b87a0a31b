"""How the bench measures: pairs by turns, medians, and how far they lie apart.

Other work on the machine comes and goes in seconds, so what is compared is measured in pairs a moment apart,
each of the two first as often as the other, and in CPU time rather than on the clock wherever that can be.
"""

from __future__ import annotations

import ctypes
import gc
import os
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Meting = Callable[[], float]
"""Does the work once and says what it cost, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Reeks:
    """What one thing cost, time after time, in milliseconds."""

    waarden: tuple[float, ...]

    def kwantiel(self, deel: float) -> float:
        op_rij = sorted(self.waarden)
        return op_rij[min(len(op_rij) - 1, int(deel * len(op_rij)))]

    @property
    def mediaan(self) -> float:
        return statistics.median(self.waarden)

    def __str__(self) -> str:
        return f"{getal(self.mediaan)} ms ({getal(self.kwantiel(0.25))}–{getal(self.kwantiel(0.75))})"


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """One figure: ours, what it is laid beside, and what was asked. `gehaald` is None where nothing was."""

    wat: str
    ons: str
    naast: str = ""
    maat: str = ""
    doel: str = ""
    gehaald: bool | None = None
    bij: tuple[str, ...] = ()

    def regels(self) -> Iterable[str]:
        yield self.wat
        yield f"    wij       {self.ons}"
        if self.naast:
            yield f"    ernaast   {self.naast}"
        if self.doel:
            yield f"    {self.maat}, doel {self.doel}: {'gehaald' if self.gehaald else 'NIET gehaald'}"
        for regel in self.bij:
            yield f"    · {regel}"


def getal(waarde: float, cijfers: int | None = None) -> str:
    """A number as one writes it in Dutch."""
    if cijfers is None:
        cijfers = 0 if waarde >= 1000 else 1 if waarde >= 10 else 2
    return f"{waarde:.{cijfers}f}".replace(".", ",")


def naast_elkaar(wat: str, ons: Reeks, naast: Reeks, hoogstens: float, *bij: str) -> Uitkomst:
    """A figure that asks how many times the comparator's cost ours may be."""
    maat = ons.mediaan / naast.mediaan
    per_paar = Reeks(tuple(o / n for o, n in zip(ons.waarden, naast.waarden, strict=True) if n))
    return Uitkomst(
        wat,
        f"{ons}, {len(ons.waarden)} keer",
        str(naast),
        f"{getal(maat)} × (per paar {getal(per_paar.kwantiel(0.25))}–{getal(per_paar.kwantiel(0.75))})",
        f"≤ {getal(hoogstens)} ×",
        round(maat, 2) <= hoogstens,
        bij,
    )


def onder(wat: str, waarde: float, hoogstens: float, eenheid: str, *bij: str, naast: str = "") -> Uitkomst:
    """A figure that asks for no more than so much."""
    ons = f"{getal(waarde)} {eenheid}"
    return Uitkomst(wat, ons, naast, ons, f"≤ {getal(hoogstens, 0)} {eenheid}", waarde <= hoogstens, bij)


def om_en_om(ons: Meting, naast: Meting, aantal: int, warm: int = 5) -> tuple[Reeks, Reeks]:
    """Measure both `aantal` times, in pairs, after `warm` pairs that don't count.

    Each pair on another depth of the call stack: CPython maps that stack in pieces of 16 kB, and a loop that by
    chance stands on the edge of one maps and unmaps it at every turn. That is some 3 ms a page, for either side.
    """
    for _ in range(warm):
        ons()
        naast()
    gc.collect()
    een, ander = [], []
    for keer in range(aantal):
        diepte = keer * _STAP % _DIEPTEN
        if keer % 2:
            ander.append(_dieper(naast, diepte))
            een.append(_dieper(ons, diepte))
        else:
            een.append(_dieper(ons, diepte))
            ander.append(_dieper(naast, diepte))
    return Reeks(tuple(een)), Reeks(tuple(ander))


# A frame of `_dieper` takes some 140 bytes, so this many go round one piece of the stack.
_DIEPTEN, _STAP = 120, 37


def _dieper(meting: Meting, frames: int) -> float:
    return _dieper(meting, frames - 1) if frames else meting()


def cpu(werk: Callable[[], object]) -> Meting:
    """The CPU time of this process for `werk`."""

    def meet() -> float:
        begin = time.process_time()
        werk()
        return (time.process_time() - begin) * 1000

    return meet


def klok(werk: Callable[[], object]) -> Meting:
    """The time on the clock for `werk`."""

    def meet() -> float:
        begin = time.perf_counter()
        werk()
        return (time.perf_counter() - begin) * 1000

    return meet


def cpu_van(pid: int) -> float:
    """CPU milliseconds that another process has used. /proc counts in steps of 10 ms, this clock in nanoseconds."""
    klok_id = ctypes.c_int()
    if fout := ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(klok_id)):
        raise OSError(fout, os.strerror(fout))
    return time.clock_gettime(klok_id.value) * 1000
