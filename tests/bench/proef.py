"""A real worker, a professional who looks at pages on it, and a hundred PDFs by turns; `werker` reports on it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gesprek.inhoud.lader import laad
from tests.bench.kale_pers import KalePers, kale_pers
from tests.bench.meten import Reeks, getal, klok
from tests.bench.opstelling import Server, gunicorn
from tests.bench.papier import html
from tests.bench.verkeer import Browser, over_de_lijn

RONDEN = 10
PER_RONDE = 10
STIL = 2.5
"""Seconds of a turn without PDFs."""
TEMPO = 0.06
"""Seconds from one page to the next."""
TELPUNTEN = (1, 20, 40, 60, 80, 100)
BEURTEN = ("stil", "pdf", "kaal")


def mb(waarde: float) -> float:
    return float(waarde) / 2**20


class Proef:
    """One server, one professional with the practice case open, and what was seen of it."""

    def __init__(self, server: Server, kaal: KalePers) -> None:
        server.wacht()
        self.kaal, self.document = kaal, html(uitleg=False)
        self.browser = Browser(over_de_lijn(server.poort))
        gesprek = self.browser.oefen()
        self.pagina, self.verslag = f"{gesprek}{laad().stappen[0].id}/", f"{gesprek}verslag/"
        self.werker = server.werker()
        self.gemaakt = 0
        self.geheugen: dict[int, tuple[float, float, float]] = {}
        self.pers: list[str] = []
        self.duren: dict[str, list[Reeks]] = {beurt: [] for beurt in BEURTEN}
        self.eigen: dict[str, list[Reeks]] = {beurt: [] for beurt in BEURTEN}

    def bekijk(self) -> None:
        """Another page."""
        assert self.browser.vraag(self.pagina).status == 200

    def pdf(self) -> None:
        """One PDF, and a look at the memory when it is time for one."""
        antwoord = self.browser.vraag(self.verslag, [("stap", stap.id) for stap in laad().stappen])
        assert antwoord.lijf.startswith(b"%PDF-"), antwoord.status
        self.gemaakt += 1
        if self.gemaakt in TELPUNTEN:
            stand = self.werker.memory_full_info()
            self.geheugen[self.gemaakt] = (mb(stand.rss), mb(stand.pss), mb(stand.uss))
            persen = [mb(kind.memory_info().rss) for kind in self.werker.children()]
            self.pers.append(getal(persen[0], 0) if persen else "net weg")

    def kale_pdf(self) -> None:
        """The same paper, made outside the app."""
        self.kaal.druk(self.document)

    def kijk_tijdens(self, beurt: str, bezig: Callable[[], bool]) -> None:
        """Ask for the page at a steady pace as long as something is going on."""
        meting, duren, eigen = klok(self.bekijk), [], []
        while bezig():
            in_de_rij = self._in_de_rij()
            duur = meting()
            duren.append(duur)
            eigen.append(duur - (self._in_de_rij() - in_de_rij))
            time.sleep(max(0.0, TEMPO - duur / 1000))
        self.duren[beurt].append(Reeks(tuple(duren)))
        self.eigen[beurt].append(Reeks(tuple(eigen)))

    def _in_de_rij(self) -> float:
        """Milliseconds that the worker and who asks it have stood in line for a core, until now."""
        taken = [*Path(f"/proc/{self.werker.pid}/task").iterdir()]
        taken.append(Path(f"/proc/self/task/{threading.get_native_id()}"))
        return sum(int((taak / "schedstat").read_text().split()[1]) for taak in taken) / 1e6


@contextmanager
def _ernaast(werk: Callable[[], None], keer: int) -> Iterator[Callable[[], bool]]:
    """`werk` so many times in another thread; gives whether it still goes on."""
    fouten: list[BaseException] = []

    def doe() -> None:
        try:
            for _ in range(keer):
                werk()
        except BaseException as fout:
            fouten.append(fout)

    draad = threading.Thread(target=doe)
    draad.start()
    try:
        yield draad.is_alive
    finally:
        draad.join()
    if fouten:
        raise fouten[0]


def hele_proef() -> Proef:
    with ExitStack() as stapel:
        proef = Proef(stapel.enter_context(gunicorn()), stapel.enter_context(kale_pers()))
        for _ in range(20):
            proef.bekijk()
        proef.kale_pdf()
        for _ in range(RONDEN):
            tot = time.monotonic() + STIL
            proef.kijk_tijdens("stil", lambda tot=tot: time.monotonic() < tot)  # type: ignore[misc]
            with _ernaast(proef.pdf, PER_RONDE) as bezig:
                proef.kijk_tijdens("pdf", bezig)
            with _ernaast(proef.kale_pdf, PER_RONDE // 5) as bezig:
                proef.kijk_tijdens("kaal", bezig)
        return proef
