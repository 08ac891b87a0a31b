"""What somebody sees when a request cannot be carried out: a page in the house's style, with the text kept.

Nothing in here needs the database: it is what answers when that is away.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, RawPostDataException, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import server_error

logboek = logging.getLogger("gesprek.storing")
# Fields that carry no text of the user: not worth giving back, or (a password) not for the screen.
_GEEN_TEKST = frozenset(
    (
        *("csrfmiddlewaretoken", "toegangscode", "stand", "actie", "ontgrendel", "gedeeld", "punten"),
        *("wachtwoord", "login", "password", "code", "email", "next"),
        *("deling", "merken", "gezien", "laatste", "team_id", "lid", "nummer"),
    )
)
_GEEN_TEKST_VOOR = ("p.", "k.", "volgorde.", "wegplek.", "kies.", "gezien.")
_TEKST_VOOR = ("t.", "r.", "weg.", "label", "toelichting")
_MAX_TERUG = 200
# What reading a broken or too large POST may raise.
_ONLEESBAAR = (SuspiciousOperation, BadRequest, MultiPartParserError, RawPostDataException, OSError)


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks; readable before and without the middleware that sets `request.htmx`."""
    return request.headers.get("HX-Request") == "true"


def is_tekst(naam: str, waarde: str) -> bool:
    """Whether a posted field holds something that its writer would miss."""
    if naam in _GEEN_TEKST or naam.startswith(_GEEN_TEKST_VOOR):
        return False
    if naam.startswith(_TEKST_VOOR):
        return bool(waarde.strip())
    # Ids and dates in a field that we don't know say nothing by themselves; a text has a space or some length.
    return len(waarde) > 12 or " " in waarde.strip()


def toonbaar(tekst: str) -> str:
    """A text as it was sent, fit for a page: HTML has no NUL."""
    return tekst.replace("\0", "\ufffd")


def teksten(request: HttpRequest) -> list[str]:
    """What the user wrote in this POST, to give it back on an error page; never raises."""
    if request.method != "POST":
        return []
    paren: list[tuple[str, str]] = []
    with suppress(*_ONLEESBAAR):
        paren = [(naam, str(waarde)) for naam, waarden in request.POST.lists() for waarde in waarden]
    if not paren and request.content_type == "application/x-www-form-urlencoded":
        # Django emptied POST because it had too many fields, or cannot read its charset.
        with suppress(*_ONLEESBAAR):
            paren = parse_qsl(request.body.decode("utf-8", "replace"))
    eigen = list(dict.fromkeys(toonbaar(waarde) for naam, waarde in paren if is_tekst(naam, waarde)))
    # A page with thousands of fields would be of no use; nothing is left out, the rest stands together.
    return [*eigen[:_MAX_TERUG], *filter(None, ["\n\n".join(eigen[_MAX_TERUG:])])]


def foutpagina(
    request: HttpRequest,
    status: int,
    titel: str,
    uitleg: str,
    *,
    doen: str = "",
    naar: tuple[str, str] | None = None,
) -> HttpResponse:
    """The one error page. `doen` says what to do next, `naar` (an address and its name) where to go on instead of the
    first page. For htmx only the sentence, beside the text it is about.

    What was sent comes back in it, unless a strange site may have sent it.
    """
    context = {
        "titel": titel,
        "uitleg": uitleg,
        "wat_nu": [doen] if doen else [],
        "naar": naar,
        "teksten": [("", tekst) for tekst in teksten(request)] if mag_terug(request) else [],
    }
    sjabloon = "gesprek/toegang/_storing.html" if is_htmx(request) else "fout.html"
    antwoord = render(request, sjabloon, context, status=status)
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


def druk(request: HttpRequest, uitleg: str) -> HttpResponse:
    """503: every place to compute with a code or a password is taken, for everyone alike. `uitleg` says how things
    stand."""
    antwoord = foutpagina(request, 503, _("Het is even druk"), uitleg, doen=_("Probeer het zo opnieuw."))
    antwoord["Retry-After"] = "5"
    return antwoord


def te_vaak(request: HttpRequest, wacht: int) -> HttpResponse:
    """429: too many tries from this address. The code comes back, so that nobody has to type it again."""
    from gesprek.toegang import open as openen

    minuten = max(1, round(wacht / 60))
    uitleg = _("Vanaf deze plek is net te vaak geprobeerd. Probeer het over %(minuten)d min. opnieuw.") % {
        "minuten": minuten
    }
    if heeft_code(request):
        antwoord = openen.ontgrendelpagina(request, fout=uitleg, status=429)
    else:
        doen = _("Wacht even. Ga dan terug met de knop van je browser en verstuur het opnieuw.")
        antwoord = foutpagina(request, 429, _("Even wachten"), uitleg, doen=doen)
    antwoord["Retry-After"] = str(wacht)
    return antwoord


def verkeerde_methode(request: HttpRequest) -> HttpResponse:
    """405: somebody typed or reloaded the address of a button."""
    return foutpagina(
        request,
        405,
        _("Hier is niets te zien"),
        _("Dit adres hoort bij een knop. Er is niets veranderd."),
        doen=_("Ga terug, of ga naar de eerste pagina."),
    )


def niet_gevonden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return foutpagina(
        request,
        404,
        _("Deze pagina is er niet"),
        _("Misschien is het adres niet goed overgenomen, of is wat hier stond al gewist."),
        doen=_("Ga terug naar de eerste pagina."),
    )


def geweigerd(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return foutpagina(
        request,
        403,
        _("Hier mag je niet komen"),
        _("Deze pagina is niet voor jou bedoeld."),
        doen=_("Ga terug."),
    )


def slecht_verzoek(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, and what Django calls suspicious: too many fields (422), too large (413), a forged Host."""
    if isinstance(exception, TooManyFieldsSent):
        return foutpagina(
            request,
            422,
            _("Dit zijn te veel velden"),
            _("We konden dit niet bewaren. Je tekst staat hieronder."),
            doen=_("Kopieer je tekst en verdeel die over meer gesprekken."),
        )
    if isinstance(exception, RequestDataTooBig):
        return te_groot(request)
    return foutpagina(
        request,
        400,
        _("Dit verzoek begrijpen we niet"),
        _("Er klopte iets niet aan het adres of aan wat je browser stuurde."),
        doen=_("Ga naar de eerste pagina en probeer het opnieuw."),
    )


def te_groot(request: HttpRequest) -> HttpResponse:
    """413: more than 8 MB."""
    if request.content_type == "multipart/form-data":
        return foutpagina(
            request,
            413,
            _("Dit bestand is te groot"),
            _("We kunnen per keer 8 MB aan. Dit is meer, en daarom is er niets veranderd."),
            doen=_("Ga terug met de knop van je browser en kies een ander bestand."),
        )
    return foutpagina(
        request,
        413,
        _("Dit is te veel tekst in één keer"),
        _("We kunnen per keer 8 MB aan. Dit is meer, en daarom is er niets bewaard."),
        doen=_("Ga terug met de knop van je browser. Je tekst staat daar nog. Maak die korter."),
    )


def afgebroken(request: HttpRequest) -> HttpResponse:
    """400: the connection broke halfway a form, so what came is not the whole of it."""
    return foutpagina(
        request,
        400,
        _("Je tekst kwam niet helemaal over"),
        _("De verbinding viel weg. Daarom is er nu niets bewaard."),
        doen=_("Ga terug met de knop van je browser en probeer het opnieuw. Je tekst staat daar nog."),
    )


def fout(request: HttpRequest) -> HttpResponse:
    """500, and 503 when the database is away or full. Logs the kind and place of the error, never its words."""
    soort, waarde, spoor = sys.exc_info()
    stappen = traceback.extract_tb(spoor)[-3:] if spoor else []
    plek = " < ".join(f"{stap.name}:{stap.lineno}" for stap in reversed(stappen))
    logboek.error("%s at %s", soort.__name__ if soort else "unknown error", plek)
    try:
        if isinstance(waarde, OperationalError | InterfaceError):
            return _opslag_weg(request)
        return foutpagina(
            request,
            500,
            _("Er ging bij ons iets mis"),
            _("Het ligt niet aan jou. Wat je eerder bewaarde, is er nog."),
            doen=_("Ga terug en probeer het opnieuw. Blijft het misgaan, kopieer dan je tekst."),
        )
    except Exception:
        # What broke the page may break its error page too; 500.html needs nothing but itself.
        return server_error(request)


def _opslag_weg(request: HttpRequest) -> HttpResponse:
    """503: the database is away or full. A code that was typed stays in its field, with what it was to save."""
    from gesprek.toegang import open as openen

    uitleg = _("De opslag is even niet bereikbaar. Dat ligt aan ons, niet aan jou.")
    if heeft_code(request):
        antwoord = openen.ontgrendelpagina(request, fout=uitleg, status=503)
    elif request.method in ("GET", "HEAD"):
        antwoord = foutpagina(
            request,
            503,
            _("We kunnen deze pagina even niet laten zien"),
            uitleg,
            doen=_("Wacht even en open de pagina dan opnieuw. Wat je eerder bewaarde, is er nog."),
        )
    else:
        antwoord = foutpagina(
            request,
            503,
            _("We kunnen even niet bewaren"),
            uitleg,
            doen=_(
                "Laat deze pagina open en probeer het zo nog eens. Kopieer je tekst als je niet kunt wachten."
            ),
        )
    antwoord["Retry-After"] = "10"
    return antwoord


def heeft_code(request: HttpRequest) -> bool:
    """Whether this is a whole page's POST with a code in it; never raises."""
    with suppress(*_ONLEESBAAR):
        return request.method == "POST" and "toegangscode" in request.POST and not is_htmx(request)
    return False


def mag_terug(request: HttpRequest) -> bool:
    """Whether a text that was sent may be shown again: it came with a good CSRF token, or the browser says that it
    came from our own page. Else a strange site could make us print its text in our style."""
    return bool(getattr(request, "csrf_processing_done", False)) or _zelfde_herkomst(request)


def _zelfde_herkomst(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site"):
        return request.headers["Sec-Fetch-Site"] == "same-origin"
    try:
        herkomst = urlsplit(request.headers.get("Origin", ""))
        return bool(herkomst.netloc) and herkomst.netloc == request.get_host()
    except (DisallowedHost, ValueError):
        return False


def csrf_mislukt(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a POST without a good CSRF token."""
    return foutpagina(
        request,
        403,
        _("We konden niet zien of dit van jou kwam"),
        _("Dat gebeurt als je browser geen cookies bewaart, of als deze pagina heel lang open stond."),
        doen=_("Kopieer je tekst, open de pagina opnieuw en probeer het nog eens."),
    )


class OmvangMiddleware:
    """Refuses a body over 8 MB before it is read as a form, and one that broke off halfway.

    A server hands over what it got when the connection ends early, and Django takes it for the whole form: the
    fields that did not come would count as emptied.
    """

    _SLOK = 1024 * 1024
    _HOOGSTENS = 64

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            lengte = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            lengte = 0
        if lengte > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            # A browser shows an answer only after it could send its body; so drink some of it.
            for _slok in range(self._HOOGSTENS):
                if not request.read(self._SLOK):
                    break
            return te_groot(request)
        if request.method == "POST" and lengte > 0:
            try:
                heel = len(request.body) == lengte
            except UnreadablePostError:
                heel = False
            if not heel:
                return afgebroken(request)
        return self.get_response(request)
