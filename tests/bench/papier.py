"""The PDF of the full practice case: CPU of the press beside bare WeasyPrint on the same HTML and CSS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from pypdf import PdfReader

from gesprek.balie.beginnen import oefendossier
from gesprek.inhoud.lader import laad
from gesprek.kluis import tijd
from gesprek.verslag import drukkerij
from gesprek.verslag.blad import bouw_blad
from gesprek.verslag.opbouw import naast_de_stappen
from gesprek.verslag.papier import als_html, maak_verslag
from gesprek.verslag.papieren import belnummers, blad_html
from gesprek.verslag.vormen import Keuze
from tests.bench.kale_pers import KalePers, kale_pers
from tests.bench.meten import Meting, Uitkomst, cpu, cpu_van, getal, naast_elkaar, om_en_om

AANTAL = 16
AANTAL_LANG = 4
WARM = 3


def html(*, uitleg: bool) -> str:
    """The whole practice case as the press gets it."""
    casus = laad().oefencasus
    bij = frozenset(naam for naam, _titel, _delen in naast_de_stappen(laad()))
    keuze = Keuze(frozenset(stap.id for stap in laad().stappen), uitleg, bij)
    return als_html(maak_verslag(oefendossier(), casus.land, casus.rol, keuze, tijd.vandaag(), tijd.over(30)))


def pers_pid() -> int:
    """The press of this process."""
    pers = drukkerij._drukkerij.pers
    assert pers is not None
    return pers.pid


def _kosten(pid: int, druk: Callable[[], bytes]) -> Meting:
    def meet() -> float:
        begin = cpu_van(pid)
        druk()
        return cpu_van(pid) - begin

    return meet


def _weeg(kaal: KalePers, wat: str, document: str, aantal: int) -> Uitkomst:
    ons_pdf, kale_pdf = drukkerij.maak_pdf(document), kaal.druk(document)
    een, ander = om_en_om(
        _kosten(pers_pid(), lambda: drukkerij.maak_pdf(document)),
        _kosten(kaal.pid, lambda: kaal.druk(document)),
        aantal,
        WARM,
    )
    paginas = [len(PdfReader(BytesIO(pdf)).pages) for pdf in (ons_pdf, kale_pdf)]
    maten = [getal(len(pdf) / 1000, 0) for pdf in (ons_pdf, kale_pdf)]
    return naast_elkaar(
        wat,
        een,
        ander,
        1.15,
        f"{paginas[0]} pagina's, {maten[0]} kB | ernaast: {paginas[1]} pagina's, {maten[1]} kB",
    )


def blad() -> str:
    """The sheet for the talk of the practice case, as the press gets it."""
    casus = laad().oefencasus
    return blad_html(bouw_blad(oefendossier(), laad(), casus.land, belnummers(casus.land)))


def _blad_naast_verslag() -> Uitkomst:
    """What the sheet costs of the report; with its measuring, which the server does."""
    kort, lang = blad(), html(uitleg=False)
    drukkerij.maak_pdf(kort)

    meten, drukken = cpu(blad), _kosten(pers_pid(), lambda: drukkerij.maak_pdf(kort))

    def met_meten() -> float:
        return meten() + drukken()

    een, ander = om_en_om(met_meten, _kosten(pers_pid(), lambda: drukkerij.maak_pdf(lang)), AANTAL, WARM)
    return naast_elkaar("gespreksblad naast het eigen verslag, CPU met het meten", een, ander, 0.4)


def meet() -> Iterator[Uitkomst]:
    """Notes alone, notes with all guidance, and the sheet for the talk."""
    with kale_pers() as kaal:
        yield _weeg(kaal, "PDF van de hele oefencasus, CPU van de pers", html(uitleg=False), AANTAL)
        yield _weeg(kaal, "PDF met alle uitleg erbij, CPU van de pers", html(uitleg=True), AANTAL_LANG)
    yield _blad_naast_verslag()
    drukkerij._drukkerij.sluit()
