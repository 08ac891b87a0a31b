"""Addresses of sharing without names, below /gesprekken/<id>/delen/."""

from django.urls import path

from gesprek.teamoverleg import herschrijven, kiezen, nakijken, voorbeeld

app_name = "delen"
urlpatterns = [
    path("", kiezen.begin, name="begin"),
    path("kiezen/", kiezen.kiezen, name="kiezen"),
    path("nakijken/", nakijken.nakijken, name="nakijken"),
    path("nakijken/<str:sleutel>/", herschrijven.herschrijven, name="herschrijven"),
    path("voorbeeld/", voorbeeld.voorbeeld, name="voorbeeld"),
    path("meenemen/", voorbeeld.meenemen, name="meenemen"),
]
