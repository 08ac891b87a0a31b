"""The selection in the browser: a button beside each entry, and the page to order and print from.

Everything works as plain forms. A deed that can be undone is answered with the page itself, which carries what was
there, so that a selection that is gone is nowhere but on that page.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from sociale_kaart import publiek
from sociale_kaart.selectie import keuze


def _zie(naar: str) -> HttpResponse:
    """After a POST: look there."""
    antwoord = HttpResponseRedirect(naar)
    antwoord.status_code = 303
    return antwoord


def _terug(request: HttpRequest) -> str:
    """Where the visitor came from, as a path on this site; anything else is our own page."""
    terug = request.POST.get("terug", "")
    if not terug.startswith("/") or not url_has_allowed_host_and_scheme(terug, allowed_hosts=None):
        return reverse("sociale_kaart:selectie")
    deel = urlsplit(terug)
    return f"{deel.path}?{deel.query}" if deel.query else deel.path


@login_not_required
@require_POST
def kies(request: HttpRequest) -> HttpResponse:
    """Put an entry in or take it out, from wherever its button stands."""
    slug, terug = request.POST.get("slug", ""), _terug(request)
    slug = slug if keuze.is_slug(slug) else ""
    naam, melding = "", ""
    if request.POST.get("actie") == "weg":
        keuze.haal_weg(request, slug)
    contact = next(iter(publiek.haal([slug] if slug else [])), None)
    if contact:
        naam = contact.naam
    if request.POST.get("actie") == "zet":
        if contact is None:
            melding = _("Dit adres staat niet meer op de sociale kaart.")
        elif not keuze.zet(request, slug):
            melding = _("Op een verwijskaart passen %(max)d adressen. Haal er eerst een af.") % {
                "max": keuze.MAX
            }
    if request.headers.get("HX-Request"):
        context = {"slug": slug, "naam": naam, "terug": terug, "melding": melding}
        antwoord = render(request, "sociale_kaart/selectie/_gekozen.html", context)
        antwoord["Cache-Control"] = "no-store, private"
        return antwoord
    if melding:
        messages.warning(request, melding)
    return _zie(f"{terug}#kies-{slug}" if contact else terug)


@login_not_required
@require_safe
@cache_control(no_store=True, private=True)
def selectie(request: HttpRequest) -> HttpResponse:
    """What was put together, in order."""
    return _pagina(request, focus=request.GET.get("bij", ""))


@login_not_required
@require_POST
@cache_control(no_store=True, private=True)
def schik(request: HttpRequest) -> HttpResponse:
    """A button of the page: up, down, out, empty, or undo."""
    actie, _dp, slug = request.POST.get("actie", "").partition(":")
    eerder = keuze.slugs(request)
    if actie in ("op", "neer"):
        keuze.verplaats(request, slug, omhoog=actie == "op")
        return _zie(f"{reverse('sociale_kaart:selectie')}?bij={actie}-{slug}" if slug in eerder else "./")
    if actie == "terug":
        gevraagd = [slug for slug in request.POST.getlist("eerder") if keuze.is_slug(slug)]
        keuze.herstel(request, [contact.slug for contact in publiek.haal(gevraagd[: keuze.MAX])])
        return _zie(reverse("sociale_kaart:selectie"))
    if actie == "weg" and slug in eerder:
        keuze.haal_weg(request, slug)
        naam = next((contact.naam for contact in publiek.haal([slug])), "")
        zin = _("%(naam)s is eraf gehaald.") % {"naam": naam} if naam else _("Het adres is eraf gehaald.")
        return _pagina(request, eerder=eerder, zin=zin)
    if actie == "leeg" and eerder:
        keuze.wis(request)
        return _pagina(request, eerder=eerder, zin=_("Je verwijskaart is leeg."))
    return _zie(reverse("sociale_kaart:selectie"))


def _pagina(
    request: HttpRequest, *, focus: str = "", eerder: list[str] | None = None, zin: str = ""
) -> HttpResponse:
    """The page; after a deed that can be undone with `eerder`, the order before it."""
    slugs = keuze.slugs(request)
    contacten = publiek.haal(slugs)
    # A concept or an archived entry is nobody's business: it has no name here.
    aantal_weg = len(slugs) - len(contacten)
    weg = [slug for slug in slugs if slug not in {contact.slug for contact in contacten}]
    context = {
        "contacten": contacten,
        "weg": weg,
        "weg_zin": ngettext(
            "Een adres dat je koos, staat niet meer op de sociale kaart. Het komt niet op je verwijskaart.",
            "%(aantal)d adressen die je koos, staan niet meer op de sociale kaart. "
            "Ze komen niet op je verwijskaart.",
            aantal_weg,
        )
        % {"aantal": aantal_weg},
        "eerder": eerder,
        "zin": zin,
        "focus": _focus(focus, [contact.slug for contact in contacten]),
        "max": keuze.MAX,
        "inzetten": settings.SELECTIE_INZETTEN,
    }
    return render(request, "sociale_kaart/selectie/selectie.html", context)


def _focus(gevraagd: str, slugs: list[str]) -> str:
    """The id of the button that has focus after a move; its neighbour where an end was reached."""
    richting, _streep, slug = gevraagd.partition("-")
    if slug not in slugs or richting not in ("op", "neer") or len(slugs) < 2:
        return ""
    if slug == slugs[0]:
        richting = "neer"
    elif slug == slugs[-1]:
        richting = "op"
    return f"{richting}-{slug}"
