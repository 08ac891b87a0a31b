"""The public guide: the content of the six steps and what goes with it, without anybody's notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from gesprek.handleiding.protocollen import protocolbeelden
from gesprek.handleiding.zeef import zeef_van
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Stap, Thema

Genummerd = TypeVar("Genummerd", Stap, Thema)


def _pagina(request: HttpRequest, naam: str, **extra: Any) -> HttpResponse:
    """A page of the guide. `land` and `rol` stand in for those of the context processor."""
    zeef = zeef_van(request)
    context = {"inhoud": laad(), "zeef": zeef, "land": zeef.land, "rol": zeef.rol, **extra}
    return render(request, f"gesprek/handleiding/{naam}.html", context)


def _zoek(alle: Sequence[Genummerd], een_id: str) -> dict[str, Any]:
    """The one with this id, how many there are, and its neighbours; raises Http404."""
    for plek, een in enumerate(alle):
        if een.id == een_id:
            return {
                "deze": een,
                "aantal": len(alle),
                "vorige": alle[plek - 1] if plek else None,
                "volgende": alle[plek + 1] if plek + 1 < len(alle) else None,
            }
    raise Http404


def _vaste_pagina(naam: str) -> Callable[[HttpRequest], HttpResponse]:
    """A page that needs nothing but the content."""

    @login_not_required
    @require_safe
    @vary_on_cookie
    def pagina(request: HttpRequest) -> HttpResponse:
        return _pagina(request, naam)

    pagina.__name__ = naam
    return pagina


overzicht = _vaste_pagina("overzicht")
vragen = _vaste_pagina("vragen")
wat_als = _vaste_pagina("wat_als")
doen_en_laten = _vaste_pagina("doen_en_laten")
begrippen = _vaste_pagina("begrippen")
geheim = _vaste_pagina("geheim")


@login_not_required
@require_safe
@vary_on_cookie
def stap(request: HttpRequest, stap_id: str) -> HttpResponse:
    """One of the six steps: guidance, what to check, and the questions to think about."""
    return _pagina(request, "stap", **_zoek(laad().stappen, stap_id))


@login_not_required
@require_safe
@vary_on_cookie
def thema(request: HttpRequest, slug: str) -> HttpResponse:
    """One background theme."""
    return _pagina(request, "thema", **_zoek(laad().themas, slug))


@login_not_required
@require_safe
@vary_on_cookie
def alles(request: HttpRequest) -> HttpResponse:
    """The whole guide on one page, to print or to search."""
    return _pagina(request, "alles", protocollen=protocolbeelden(zeef_van(request).land))
