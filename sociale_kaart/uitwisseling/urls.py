"""The addresses of import and export within the editors' site."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path

from sociale_kaart.uitwisseling import views


def urls(site: AdminSite) -> list[URLPattern]:
    """Each behind the door of the site."""

    def van(view: Callable[..., HttpResponse]) -> Any:
        return site.admin_view(partial(view, site=site))

    return [
        path("importeren/", van(views.importeren), name="importeren"),
        path("importeren/<uuid:pk>/", van(views.bekijk), name="importeren_bekijk"),
        path("importeren/<uuid:pk>/verder/", van(views.verder), name="importeren_verder"),
        path("importeren/<uuid:pk>/bevestig/", van(views.bevestig), name="importeren_bevestig"),
        path("importeren/<uuid:pk>/weg/", van(views.weg), name="importeren_weg"),
        path("importeren/sjabloon/<slug:vorm>/", van(views.sjabloon), name="sjabloon"),
        path("exporteren/", van(views.exporteren), name="exporteren"),
        path("exporteren/<slug:vorm>/", van(views.bestand), name="exporteren_bestand"),
    ]
