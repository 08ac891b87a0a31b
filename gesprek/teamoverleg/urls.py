"""Addresses of sharing without names, below /gesprekken/<id>/delen/."""

from django.urls import path

from gesprek.teamoverleg import gedeeld, herschrijven, kiezen, nakijken, versturen, voorbeeld

app_name = "delen"
urlpatterns = [
    path("", kiezen.begin, name="begin"),
    path("kiezen/", kiezen.kiezen, name="kiezen"),
    path("nakijken/", nakijken.nakijken, name="nakijken"),
    path("nakijken/<str:sleutel>/", herschrijven.herschrijven, name="herschrijven"),
    path("voorbeeld/", voorbeeld.voorbeeld, name="voorbeeld"),
    path("meenemen/", voorbeeld.meenemen, name="meenemen"),
    path("team/", versturen.team, name="team"),
    path("versturen/", versturen.versturen, name="versturen"),
    path("verstuur/", versturen.verstuur, name="verstuur"),
    path("gedeeld/<uuid:deling_id>/", gedeeld.gedeeld, name="gedeeld"),
    path("gedeeld/<uuid:deling_id>/intrekken/", gedeeld.intrekken, name="intrekken"),
    path("gedeeld/<uuid:deling_id>/opnieuw/", gedeeld.opnieuw, name="opnieuw"),
]
