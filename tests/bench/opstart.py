"""From the spawn of gunicorn to its first answer: a whole first page, on a database that is there already."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from tests.bench.meten import Reeks, Uitkomst, getal
from tests.bench.opstelling import APP, KAAL, gunicorn
from tests.bench.verkeer import Browser, over_de_lijn

AANTAL = 5
SECONDEN = 2.0


def _eerste_antwoord(wat: Sequence[str]) -> float:
    """Milliseconds."""
    with gunicorn(wat) as server:
        server.wacht()
        assert Browser(over_de_lijn(server.poort)).vraag("/").status == 200
        return (time.monotonic() - server.begonnen) * 1000


def meet() -> Iterator[Uitkomst]:
    """Beside a bare Django on the same gunicorn."""
    _eerste_antwoord(APP)  # so that the disk and the compiled Python are warm, as at a second start
    paren = [(_eerste_antwoord(APP), _eerste_antwoord(KAAL)) for _ in range(AANTAL)]
    ons, kaal = (Reeks(tuple(reeks)) for reeks in zip(*paren, strict=True))
    maat = f"{getal(ons.mediaan / 1000)} s"
    yield Uitkomst(
        "Van start tot het eerste antwoord",
        f"{ons}, {AANTAL} keer",
        str(kaal),
        maat,
        f"≤ {getal(SECONDEN, 0)} s",
        ons.mediaan <= SECONDEN * 1000,
    )
