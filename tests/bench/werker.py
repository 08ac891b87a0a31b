"""A real worker that makes a hundred PDFs: how long other pages wait meanwhile, and how much memory it holds.

By turns: nothing else, PDFs, and the same PDFs made by bare WeasyPrint, outside the app. The last tells what a
machine with few cores does to any page while something works beside it, whoever does that work. For the same
reason each page is timed twice: on the clock, and without the time that it only stood in line for a core. The
second is what the app itself makes a page wait, also on a machine where others are at work.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.meten import Reeks, Uitkomst, getal, onder
from tests.bench.opstelling import KAAL, gunicorn
from tests.bench.proef import BEURTEN, hele_proef, mb
from tests.bench.verkeer import Browser, over_de_lijn

VLAK = 3.0
"""Megabytes by which a worker may differ from what it held after the 20th PDF and still be called flat."""


def _samen(beurten: dict[str, list[Reeks]], beurt: str) -> Reeks:
    """What every page of these turns took."""
    return Reeks(tuple(duur for reeks in beurten[beurt] for duur in reeks.waarden))


def _erbij(beurten: dict[str, list[Reeks]], beurt: str) -> Reeks:
    """Per round: the p95 of these turns over the p95 of the quiet turn just before."""
    paren = zip(beurten[beurt], beurten["stil"], strict=True)
    return Reeks(tuple(deze.kwantiel(0.95) - stil.kwantiel(0.95) for deze, stil in paren))


def _wachten(wat: str, beurten: dict[str, list[Reeks]]) -> Uitkomst:
    stil, pdf, kaal = (_samen(beurten, beurt) for beurt in BEURTEN)
    p95 = {reeks: f"{getal(reeks.kwantiel(0.95))} ms" for reeks in (stil, pdf, kaal)}
    return onder(
        wat,
        _erbij(beurten, "pdf").mediaan,
        10,
        "ms",
        f"per ronde {_erbij(beurten, 'pdf')}; alles bij elkaar p95 {p95[pdf]} tegen {p95[stil]}",
        f"mediaan {pdf} tegen {stil}; {len(pdf.waarden)} en {len(stil.waarden)} pagina's",
        naast=f"{_erbij(beurten, 'kaal')} erbij als kale WeasyPrint naast de app draait; p95 {p95[kaal]}",
    )


def _kaal_geheugen() -> float:
    """What the worker of a bare Django holds after one answer, in megabytes."""
    with gunicorn(KAAL) as server:
        server.wacht()
        assert Browser(over_de_lijn(server.poort)).vraag("/").status == 200
        return mb(server.werker().memory_info().rss)


def meet() -> Iterator[Uitkomst]:
    """The waiting, then the memory."""
    proef = hele_proef()
    yield _wachten("Stap 1 over HTTP terwijl er PDF's worden gemaakt, p95 erbij", proef.duren)
    yield _wachten("Hetzelfde, zonder het wachten op een vrije kern", proef.eigen)
    rss = {keer: stand[0] for keer, stand in proef.geheugen.items()}
    yield onder(
        "Geheugen van een worker na 100 PDF's, RSS",
        rss[100],
        150,
        "MB",
        *(
            f"na {keer:3}: RSS {getal(a, 1)}, PSS {getal(b, 1)}, USS {getal(c, 1)} MB"
            for keer, (a, b, c) in proef.geheugen.items()
        ),
        f"de pers, een eigen proces dat na zijn deel wordt ververst: {', '.join(proef.pers)} MB",
        naast=f"{getal(_kaal_geheugen())} MB, de worker van een kale Django",
    )
    vanaf_20 = [waarde for keer, waarde in rss.items() if keer >= 20]
    yield onder("Groei van de worker na de 20e PDF, RSS", max(vanaf_20) - rss[20], VLAK, "MB")
