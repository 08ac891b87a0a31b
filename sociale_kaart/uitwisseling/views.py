"""The editors' pages for bringing a file in and taking the map along. Plain forms; nothing needs JavaScript."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sociale_kaart.models import Invoer
from sociale_kaart.uitwisseling import hsds, tabel, wachtrij
from sociale_kaart.uitwisseling.fouten import MEESTE_FOUTEN, Fout, Onleesbaar
from sociale_kaart.uitwisseling.schrijven import Botsing
from sociale_kaart.uitwisseling.tabel.uit import VORMEN
from sociale_kaart.uitwisseling.uitkomst import Uitkomst

BEURT = 2.0
"""Seconds of looking in one request, so that the page can say how far it is."""


def _pagina(site: AdminSite, request: HttpRequest, naam: str, status: int = 200, **meer: Any) -> HttpResponse:
    return render(
        request,
        f"sociale_kaart/uitwisseling/{naam}.html",
        {**site.each_context(request), **meer},
        status=status,
    )


def _van_mij(request: HttpRequest, pk: uuid.UUID) -> Invoer:
    return get_object_or_404(Invoer, pk=pk, door_id=request.user.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def importeren(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The form, and what is wrong with a file that can't be read."""
    if request.method != "POST":
        wachtend = Invoer.objects.filter(door_id=request.user.pk).wachtend().first()
        return _pagina(
            site,
            request,
            "importeren",
            title=_("Importeren"),
            wachtend=wachtend,
            kolommen=tabel.uit.uitleg_kolommen(),
        )
    try:
        invoer = wachtrij.breng_in(_inhoud(request), request.user)  # type: ignore[arg-type] # admin_view: somebody is signed in
    except Onleesbaar as fout:
        return _pagina(
            site,
            request,
            "importeren",
            422,
            title=_("Fout: importeren"),
            fouten=fout.fouten[:MEESTE_FOUTEN],
            meer_fouten=max(0, len(fout.fouten) - MEESTE_FOUTEN),
            kolommen=tabel.uit.uitleg_kolommen(),
        )
    wachtrij.ga_verder(invoer, BEURT)
    return HttpResponseRedirect(reverse("admin:importeren_bekijk", args=[invoer.pk]))


def _inhoud(request: HttpRequest) -> bytes:
    """Raises Onleesbaar when no whole file came."""
    try:
        bestand = request.FILES.get("bestand")
    except RequestDataTooBig as fout:
        raise Onleesbaar(_("Het bestand is te groot: hoogstens 8 MB.")) from fout
    if not isinstance(bestand, UploadedFile):
        raise Onleesbaar(_("Kies eerst een bestand."))
    return bytes(bestand.read())


@require_GET
def bekijk(request: HttpRequest, pk: uuid.UUID, site: AdminSite) -> HttpResponse:
    """How far the looking is, or what would change."""
    invoer = _van_mij(request, pk)
    if invoer.fase == Invoer.Fase.GEDAAN:
        raise Http404
    delen = invoer.delen.count()
    gedaan = invoer.delen.filter(uitkomst__isnull=False).count()
    if invoer.fase == Invoer.Fase.NAKIJKEN:
        return _pagina(
            site,
            request,
            "nakijken",
            title=_("Importeren: nakijken"),
            invoer=invoer,
            deel=invoer.rijen * gedaan // max(1, delen),
        )
    return _pagina(site, request, "bekijk", **_proef(invoer, request.GET.get("deel", "1"), delen))


def _proef(invoer: Invoer, gevraagd: str, delen: int) -> dict[str, Any]:
    """What the dry run found; of the changes one piece at a time."""
    nummer = int(gevraagd) if gevraagd.isascii() and gevraagd.isdigit() and len(gevraagd) < 6 else 1
    nummer = min(max(1, nummer), delen)
    aantal = dict.fromkeys(("rijen", "nieuw", "anders", "fouten", "lijkt_op"), 0)
    fouten: list[Fout] = []
    getoond = Uitkomst()
    for welk, inhoud in invoer.delen.values_list("nummer", "uitkomst"):
        uitkomst = Uitkomst.uit_json(inhoud or {})
        aantal["rijen"] += uitkomst.rijen
        aantal["nieuw"] += uitkomst.nieuw
        aantal["anders"] += uitkomst.anders
        aantal["fouten"] += len(uitkomst.fouten)
        aantal["lijkt_op"] += uitkomst.lijkt_op
        fouten += uitkomst.fouten[: MEESTE_FOUTEN - len(fouten)]
        if welk == nummer:
            getoond = uitkomst
    return {
        "title": _("Fout: importeren") if fouten else _("Importeren: klopt dit?"),
        "invoer": invoer,
        "aantal": aantal,
        "gelijk": aantal["rijen"] - aantal["nieuw"] - aantal["anders"],
        "fouten": fouten,
        "meer_fouten": max(0, aantal["fouten"] - len(fouten)),
        "veranderingen": getoond.veranderingen,
        "deel": nummer,
        "delen": delen,
        "vorige": nummer - 1,
        "volgende": nummer + 1 if nummer < delen else 0,
    }


@require_POST
def verder(request: HttpRequest, pk: uuid.UUID, site: AdminSite) -> HttpResponse:
    """Look on for a moment."""
    invoer = _van_mij(request, pk)
    if invoer.fase == Invoer.Fase.NAKIJKEN:
        wachtrij.ga_verder(invoer, BEURT)
    return HttpResponseRedirect(reverse("admin:importeren_bekijk", args=[pk]))


@require_POST
def bevestig(request: HttpRequest, pk: uuid.UUID, site: AdminSite) -> HttpResponse:
    """The yes. Who says it twice hears twice that it is done."""
    invoer = _van_mij(request, pk)
    try:
        aantal = wachtrij.voer_in(invoer)
    except Botsing as botsing:
        messages.error(request, botsing.zin)
        return HttpResponseRedirect(reverse("admin:importeren"))
    except Onleesbaar:
        return HttpResponseRedirect(reverse("admin:importeren_bekijk", args=[pk]))
    zin = ngettext("Ingevoerd: %d aanbod.", "Ingevoerd: %d keer aanbod.", aantal) % aantal
    messages.success(request, zin)
    return HttpResponseRedirect(reverse("admin:importeren"))


@require_POST
def weg(request: HttpRequest, pk: uuid.UUID, site: AdminSite) -> HttpResponse:
    """The no: nothing of the file stays."""
    _van_mij(request, pk)
    if Invoer.objects.filter(pk=pk).wachtend().wis():
        messages.success(request, _("Het bestand is weg. Er is niets veranderd."))
    return HttpResponseRedirect(reverse("admin:importeren"))


@require_GET
def exporteren(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The ways to take the map along."""
    return _pagina(site, request, "exporteren", title=_("Exporteren"))


@require_GET
def bestand(request: HttpRequest, vorm: str, site: AdminSite) -> HttpResponse:
    """The whole map as a file, also what is not public."""
    if vorm in VORMEN:
        return _download(VORMEN[vorm](), tabel.uit.dataset(), "sociale-kaart", vorm)
    if vorm in hsds.uit.VORMEN:
        inhoud = hsds.uit.bestand(vorm)
        return _als_bestand(inhoud, "application/json", f"sociale-kaart-{vorm}-{timezone.localdate()}.json")
    raise Http404


@require_GET
def sjabloon(request: HttpRequest, vorm: str, site: AdminSite) -> HttpResponse:
    """The empty table with an example in it."""
    if vorm not in VORMEN:
        raise Http404
    return _download(VORMEN[vorm](), tabel.uit.sjabloon(), "sjabloon-sociale-kaart", vorm)


def _download(vorm: Any, dataset: Any, naam: str, achter: str) -> HttpResponse:
    inhoud: bytes = vorm.export_data(dataset)
    return _als_bestand(inhoud, vorm.get_content_type(), f"{naam}-{timezone.localdate()}.{achter}")


def _als_bestand(inhoud: bytes, soort: str, naam: str) -> HttpResponse:
    return HttpResponse(
        inhoud, content_type=soort, headers={"Content-Disposition": f'attachment; filename="{naam}"'}
    )
