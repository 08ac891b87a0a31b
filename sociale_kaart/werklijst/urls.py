"""The editors' pages that are no form of a model. The admin site hangs them, under its own policy and names."""

from __future__ import annotations

from functools import partial

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from sociale_kaart.werklijst import views


def urls(site: AdminSite) -> list[URLPattern]:
    """Patterns for `site.get_urls`; each view asks for what the admin site asks for."""
    return [
        path(pad, site.admin_view(partial(view, site=site)), name=naam)
        for pad, naam, view in (
            ("werklijst/", "werklijst", views.werklijst),
            ("dubbelen/", "dubbelen", views.dubbelen),
            ("dubbelen/samenvoegen/", "samenvoegen", views.samenvoegen),
            ("overzicht/", "overzicht", views.overzicht),
        )
    ]
