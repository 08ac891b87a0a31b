"""Take everything along, as a bewaarbestand or in words, and bring a bewaarbestand back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gesprek.balie import leesbaar
from gesprek.inhoud.lader import laad
from gesprek.invoer.contacten import regels
from gesprek.invoer.verwijzingen import Naslag, slugs_van
from gesprek.kluis import bewaarbestand, gesprekken, kluizen, sessies
from gesprek.kluis import code as codes
from gesprek.kluis import terugzetten as terug
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.kluis.sessies import Sessie
from gesprek.toegang import open as openen
from gesprek.toegang import storing
from gesprek.toegang.beleid import KluisRequest, kluis_open

BESTAND = "bewaarbestand"


def _van_nut(alle: list[OpenGesprek]) -> list[OpenGesprek]:
    """What goes into a bewaarbestand: a practice case is nobody's work, and one press makes it again."""
    return [gesprek for gesprek in alle if not gesprek.dossier.oefening]


def _download(inhoud: bytes, naam: str, soort: str) -> HttpResponse:
    antwoord = HttpResponse(inhoud, content_type=soort)
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def meenemen(request: KluisRequest) -> HttpResponse:
    """Both files to take along. A button sends for which gesprekken it is, so that it can't mean others by then."""
    alle = gesprekken.lijst(request.kluis, request.sessie.begonnen_op)
    if request.method == "POST" and request.POST.get("actie") == "leesbaar" and alle:
        return _leesbaar(alle)
    mee = _van_nut(alle)
    gevraagd = set(request.POST.getlist("gesprek"))
    gekozen = [gesprek for gesprek in mee if str(gesprek.id) in gevraagd]
    fout = ""
    if request.method == "POST":
        # One that is gone is told, not left out; and what grew since may not fit in one file any more.
        if (
            len(gekozen) == len(gevraagd)
            and len(bewaarbestand.verdeel(gekozen)) == 1
            and _heeft_code(request)
        ):
            bestand = bewaarbestand.maak(request.kluis, gekozen)
            return _download(bestand, _naam(request.POST.get("deel", "")), "application/octet-stream")
        fout = _("Er is intussen iets veranderd. Kies nog eens wat je mee wilt nemen.")
    context = {
        "delen": bewaarbestand.verdeel(mee),
        "heeft_code": _heeft_code(request),
        "oefening": len(mee) < len(alle),
        "aantal": len(mee),
        "iets": bool(alle),
        "fout": fout,
    }
    return render(request, "gesprek/balie/meenemen.html", context, status=422 if fout else 200)


def _heeft_code(request: KluisRequest) -> bool:
    """Whether somebody knows the code of this kluis; else nobody could ever open the file."""
    return not request.sessie.zonder_code


def _naam(deel: str) -> str:
    return (
        f"{BESTAND}-{deel}.shg" if deel.isascii() and deel.isdigit() and len(deel) < 4 else f"{BESTAND}.shg"
    )


def _leesbaar(alle: list[OpenGesprek]) -> HttpResponse:
    naslag = Naslag({slug: None for gesprek in alle for slug in slugs_van(gesprek.dossier)})

    def bereik(slug: str) -> list[str]:
        contact = naslag(slug)
        return [contact.naam, *regels(contact)] if contact else []

    inhoud = leesbaar.naar_json(alle, laad(), bereik)
    return _download(inhoud, "gesprekken.json", "application/json; charset=utf-8")


def _doelsessie(request: HttpRequest) -> Sessie | None:
    """The open kluis in which a file may come back. Not one whose code nobody saw: that goes when it locks."""
    sessie = openen.sessie_van(request)
    return None if sessie is None or sessie.zonder_code else sessie


def _pagina(
    request: HttpRequest, *, fout: str = "", fouten: dict[str, str] | None = None, status: int = 422
) -> HttpResponse:
    """The form. `fout` is about the whole, `fouten` are per field; the code that was typed stays."""
    context: dict[str, Any] = {
        "fout": fout,
        "fouten": fouten,
        "code": storing.toonbaar(request.POST.get("toegangscode", "")[: codes.MAXIMUM]),
        "gedeeld": request.POST.get("gedeeld") == "ja",
        "in_open_kluis": _doelsessie(request) is not None,
        "verstuurd": request.method == "POST",
        "hoogstens": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20,
    }
    antwoord = render(request, "gesprek/balie/terugzetten.html", context, status=status)
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


def _waarom(fout: bewaarbestand.BestandFout) -> dict[str, str]:
    """Which field a file that does not open is about, and what to say."""
    if isinstance(fout, bewaarbestand.PastNiet):
        zin = _(
            "Deze code past niet bij dit bestand. Gebruik de code van de dag waarop je het bestand maakte."
        )
        return {"toegangscode": zin}
    zinnen: dict[type[bewaarbestand.BestandFout], str] = {
        bewaarbestand.Vreemd: _("Dit is geen bewaarbestand van deze site. Kies een ander bestand."),
        bewaarbestand.Beschadigd: _(
            "Dit bestand is beschadigd of niet compleet. Kies een andere kopie, als je die hebt."
        ),
        bewaarbestand.Nieuwer: _(
            "Dit bestand is gemaakt met een nieuwere versie van deze site. Hier gaat het niet open."
        ),
        bewaarbestand.AnderHuis: _(
            "Dit bestand hoort bij een andere site. Het gaat alleen open op de site waar je het maakte."
        ),
    }
    return {"bestand": zinnen[type(fout)]}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def terugzetten(request: HttpRequest) -> HttpResponse:
    """Bring a bewaarbestand back, with or without an open kluis."""
    if openen.opslag_is_weg(request):
        raise OperationalError("the session could not be looked up")
    if request.method != "POST":
        return _pagina(request, status=200)
    fouten: dict[str, str] = {}
    code: tuple[int, ...] = ()
    bestand = request.FILES.get("bestand")
    inhoud = bytes(bestand.read()) if isinstance(bestand, UploadedFile) else None
    if inhoud is None:
        fouten["bestand"] = _("Kies je bewaarbestand.")
    else:
        try:
            bewaarbestand.keur(inhoud)
        except bewaarbestand.BestandFout as fout:
            fouten |= _waarom(fout)
    try:
        code = codes.lees_code(request.POST.get("toegangscode", ""))
    except codes.CodeFout as fout:
        fouten["toegangscode"] = openen.code_fout(fout)
    if inhoud is None or fouten:
        return _pagina(request, fouten=fouten)
    return _zet_terug(request, inhoud, code)


def _zet_terug(request: HttpRequest, bestand: bytes, code: tuple[int, ...]) -> HttpResponse:
    sessie = _doelsessie(request)
    try:
        uitkomst = terug.zet_terug(bestand, code, sessie.kluis if sessie else None)
    except bewaarbestand.BestandFout as fout:
        return _pagina(request, fouten=_waarom(fout))
    except kluizen.NietGevonden:
        return _pagina(
            request, fout=_("Je kluis is net gewist. Er is niets teruggezet. Probeer het nog eens.")
        )
    except kluizen.Druk:
        antwoord = _pagina(
            request, fout=_("Het is even druk. Je code staat er nog: probeer het zo opnieuw."), status=503
        )
        antwoord["Retry-After"] = "5"
        return antwoord
    vers = sessie is None
    if sessie is None:
        if oud := request.COOKIES.get(settings.KLUIS_COOKIE):
            sessies.vergrendel(oud)
        sessie = sessies.maak(uitkomst.kluis, gedeeld=request.POST.get("gedeeld") == "ja")
        request.kluissessie = sessie  # type: ignore[attr-defined]
    antwoord = render(request, "gesprek/balie/teruggezet.html", {"uitkomst": uitkomst})
    if vers:
        openen.zet_cookie(antwoord, sessie)
    return antwoord


# What the house has to say about a code it says here, beside the file that has to be chosen again.
terugzetten.codepagina = _pagina  # type: ignore[attr-defined]
