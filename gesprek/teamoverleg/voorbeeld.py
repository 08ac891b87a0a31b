"""The preview, which is exactly what a reader gets, and taking it along as a file. Nothing of it is stored."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gesprek.teamoverleg.kladblok import Kladblok
from gesprek.teamoverleg.notitie import Notitie, afdruk_van
from gesprek.teamoverleg.papier import als_html, als_tekst
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie
from gesprek.verslag import drukkerij, serveren
from gesprek.verslag.serveren import Uitwijk


def notitie_om_te_geven(request: GesprekRequest, klad: Kladblok | None = None) -> Notitie | HttpResponse:
    """The note, or the page to go to first: nothing was chosen, or a doubt is not decided."""
    klad = klad or Kladblok(request.gesprek.dossier, request.kluis.land)
    aantal = len(klad.nagezien().open)
    if aantal:
        zin = ngettext(
            "Beslis eerst over %(aantal)d woord. Dan kun je de notitie bekijken.",
            "Beslis eerst over %(aantal)d woorden. Dan kun je de notitie bekijken.",
            aantal,
        )
        messages.info(request, zin % {"aantal": aantal})
        return zie(reverse("delen:nakijken", args=[request.gesprek.id]))
    notitie = klad.notitie()
    if notitie.leeg:
        messages.info(
            request, _("Er staat nog niets in je notitie. Schrijf je vraag op, of kies wat meegaat.")
        )
        return zie(reverse("delen:kiezen", args=[request.gesprek.id]))
    return notitie


@require_safe
@kluis_open
def voorbeeld(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The note as a reader sees it; also the page to print."""
    klad = Kladblok(request.gesprek.dossier, request.kluis.land)
    notitie = notitie_om_te_geven(request, klad)
    if isinstance(notitie, HttpResponse):
        return notitie
    context = {
        "gesprek": request.gesprek,
        "notitie": notitie,
        "gezien": afdruk_van(notitie),
        "onzeker": klad.nagezien().onzeker(),
        "verouderd": klad.nagezien().verouderd,
    }
    return render(request, "gesprek/teamoverleg/voorbeeld.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open
def meenemen(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The note as a PDF or as text: the one that was seen, or else back to see it. GET: where one asks for it."""
    terug = reverse("delen:voorbeeld", args=[gesprek_id])
    if request.method != "POST":
        return zie(terug)
    notitie = notitie_om_te_geven(request)
    if isinstance(notitie, HttpResponse):
        return notitie
    if request.POST.get("gezien") != afdruk_van(notitie):
        messages.info(request, _("Je notitie is veranderd sinds je hem las. Lees hem nog een keer."))
        return zie(terug)
    if request.POST.get("vorm") == "tekst":
        antwoord = HttpResponse(als_tekst(notitie), content_type="text/plain; charset=utf-8")
        antwoord["Content-Disposition"] = 'attachment; filename="notitie.txt"'
        return antwoord
    uitwijk = Uitwijk(
        terug=terug,
        terug_naar=_("Terug naar het voorbeeld"),
        afdruk=terug,
        bewaard=_("Je tekst staat veilig in je kluis."),
        te_lang=_("Het maken duurde te lang. Bekijk het als pagina, en druk die af."),
        methode="get",
    )
    return serveren.pdf(request, "notitie.pdf", uitwijk, lambda: drukkerij.maak_pdf(als_html(notitie)))
