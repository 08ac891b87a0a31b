"""Addresses of the team leads, below /team/."""

from django.urls import path

from gesprek.teamoverleg import leider
from gesprek.toegang.accounts import teamleden

app_name = "team"
urlpatterns = [
    path("", leider.werkbak, name="werkbak"),
    path("leden/", teamleden.leden, name="leden"),
    path("<uuid:deling_id>/", leider.notitie, name="notitie"),
    path("<uuid:deling_id>/besproken/", leider.besproken, name="besproken"),
    path("<uuid:deling_id>/intervisiekaart/", leider.intervisiekaart, name="intervisiekaart"),
]
