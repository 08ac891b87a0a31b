"""Addresses of the wizard, below /gesprekken/."""

from django.urls import path

from gesprek.wizard import overzicht, stap, taalspiegel, terugblik, tijdens, vervolg, verwijzingen

app_name = "gesprekken"
urlpatterns = [
    path("", overzicht.lijst, name="lijst"),
    path("nieuw/", overzicht.nieuw, name="nieuw"),
    path("<uuid:gesprek_id>/", overzicht.takenlijst, name="takenlijst"),
    path("<uuid:gesprek_id>/label/", overzicht.label, name="label"),
    path("<uuid:gesprek_id>/wissen/", overzicht.wissen, name="wissen"),
    path("<uuid:gesprek_id>/controleren/", overzicht.controleren, name="controleren"),
    path("<uuid:gesprek_id>/afronden/", overzicht.afronden, name="afronden"),
    path("<uuid:gesprek_id>/verwijzingen/", verwijzingen.verwijzingen, name="verwijzingen"),
    path("<uuid:gesprek_id>/gesprek/", tijdens.tijdens, name="tijdens"),
    path("<uuid:gesprek_id>/vervolggesprek/", vervolg.vervolg, name="vervolg"),
    path("<uuid:gesprek_id>/terugblik/", terugblik.terugblik, name="terugblik"),
    path("<uuid:gesprek_id>/taalspiegel/", taalspiegel.taalspiegel, name="taalspiegel"),
    path("<uuid:gesprek_id>/<slug:stap_id>/", stap.stap, name="stap"),
]
