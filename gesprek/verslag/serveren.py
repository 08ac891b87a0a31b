"""A paper on its way to the browser: a PDF, or the page that says why there is none and prints the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gesprek.verslag import drukkerij


@dataclass(frozen=True, slots=True)
class Uitwijk:
    """Where somebody goes who gets no PDF.

    terug, terug_naar: the address that one came from and what its link says
    afdruk, methode: the page with the same paper, and how it is asked for
    velden: what was chosen, to be posted again
    te_lang: what to do about a paper that takes too long
    bewaard: a sentence that says that nothing is lost
    """

    terug: str
    terug_naar: str
    afdruk: str
    bewaard: str
    te_lang: str = ""
    methode: str = "post"
    velden: tuple[tuple[str, str], ...] = ()


def pdf(request: HttpRequest, bestand: str, uitwijk: Uitwijk, maak: Callable[[], bytes]) -> HttpResponse:
    """What `maak` makes, under a neutral name, straight to the browser. Nobody keeps it."""
    try:
        document = maak()
    except drukkerij.DrukFout as fout:
        return _geen_pdf(request, fout, uitwijk)
    antwoord = HttpResponse(document, content_type="application/pdf")
    antwoord["Content-Disposition"] = f'attachment; filename="{bestand}"'
    return antwoord


def _geen_pdf(request: HttpRequest, fout: drukkerij.DrukFout, uitwijk: Uitwijk) -> HttpResponse:
    """Why there is no PDF, what to do, and the same paper as a page."""
    status, opdracht = 503, ""
    titel = _("Het maken van de PDF lukte niet")
    uitleg = f"{uitwijk.bewaard} {_('Probeer het nog een keer.')}"
    match fout:
        case drukkerij.GeenPango():
            titel = _("Een PDF maken kan hier niet")
            uitleg = _("Hier mist een onderdeel. Wie deze site beheert, kan het zo toevoegen:")
            opdracht = drukkerij.APT
        case drukkerij.DrukBezet():
            titel = _("Het is even druk")
            uitleg = _("Er worden nu meer PDF’s gemaakt. Probeer het over een halve minuut opnieuw.")
        case drukkerij.TeLang() if uitwijk.te_lang:
            status, titel = 422, _("Dit is te lang voor één PDF")
            uitleg = uitwijk.te_lang
    context = {"titel": titel, "uitleg": uitleg, "opdracht": opdracht, "uitwijk": uitwijk}
    antwoord = render(request, "gesprek/verslag/geen_pdf.html", context, status=status)
    if isinstance(fout, drukkerij.DrukBezet):
        antwoord["Retry-After"] = "30"
    return antwoord
