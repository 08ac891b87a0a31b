"""Addresses of the front desk, below /kluis/."""

from django.urls import path

from gesprek.balie import beginnen, beheer, meenemen

app_name = "kluis"
urlpatterns = [
    path("", beginnen.begin, name="begin"),
    path("oefenen/", beginnen.oefenen, name="oefenen"),
    path("openen/", beginnen.openen_view, name="openen"),
    path("code/", beginnen.code, name="code"),
    path("controle/", beginnen.controle, name="controle"),
    path("vergrendel/", beheer.vergrendel, name="vergrendel"),
    path("verlengen/", beheer.verlengen, name="verlengen"),
    path("instellingen/", beheer.instellingen, name="instellingen"),
    path("eerst-een-code/", beheer.eerst_code, name="eerst_code"),
    path("nieuwe-code/", beheer.nieuwe_code, name="nieuwe_code"),
    path("herinnering.ics", beheer.herinnering, name="herinnering"),
    path("meenemen/", meenemen.meenemen, name="meenemen"),
    path("terugzetten/", meenemen.terugzetten, name="terugzetten"),
    path("wissen/", beheer.wissen, name="wissen"),
    path("gewist/", beheer.gewist, name="gewist"),
]
