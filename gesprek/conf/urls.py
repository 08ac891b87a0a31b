"""All addresses of the app (ontwerp, Pages and face)."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from gesprek.conf.gezond import gezond
from gesprek.handleiding import publiek
from gesprek.toegang.accounts.beleid import redactie
from gesprek.verslag import verwijskaart_views


def _onder(
    beleid: Callable[..., Any], patronen: list[URLPattern | URLResolver]
) -> list[URLPattern | URLResolver]:
    """Address patterns that others made, each view of them under one policy of ours."""
    for patroon in patronen:
        if isinstance(patroon, URLResolver):
            _onder(beleid, patroon.url_patterns)
        else:
            patroon.callback = beleid(patroon.callback)
    return patronen


urlpatterns = [
    path("", publiek.thuis, name="thuis"),
    path("acuut/", publiek.acuut, name="acuut"),
    path("privacy/", publiek.privacy, name="privacy"),
    path("toegankelijkheid/", publiek.toegankelijkheid, name="toegankelijkheid"),
    path("gezond/", gezond, name="gezond"),
    path("handleiding/", include("gesprek.handleiding.urls")),
    path("kluis/", include("gesprek.balie.urls")),
    path("gesprekken/<uuid:gesprek_id>/verslag/", include("gesprek.verslag.urls")),
    path("gesprekken/<uuid:gesprek_id>/veiligheidsplan/", include("gesprek.veiligheidsplan.urls")),
    path("gesprekken/<uuid:gesprek_id>/delen/", include("gesprek.teamoverleg.urls")),
    path("gesprekken/", include("gesprek.wizard.urls")),
    path("", include("gesprek.toegang.accounts.urls")),
    path("team/", include("gesprek.teamoverleg.team_urls")),
    path("beheer/", (_onder(redactie, admin.site.get_urls()), "admin", admin.site.name)),
    path("sociale-kaart/selectie/pdf/", verwijskaart_views.pdf, name="verwijskaart"),
    path("sociale-kaart/selectie/afdruk/", verwijskaart_views.afdruk, name="verwijskaart_afdruk"),
    path("sociale-kaart/", include("sociale_kaart.urls")),
    path("api/hsds/", include("sociale_kaart.uitwisseling.hsds.urls")),
]

handler400 = "gesprek.toegang.storing.slecht_verzoek"
handler403 = "gesprek.toegang.storing.geweigerd"
handler404 = "gesprek.toegang.storing.niet_gevonden"
handler500 = "gesprek.toegang.storing.fout"
