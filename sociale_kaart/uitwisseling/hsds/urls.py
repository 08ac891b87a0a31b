"""The addresses of the API; the root URLconf hangs them under /api/hsds/."""

from __future__ import annotations

from django.urls import path

from sociale_kaart.uitwisseling.hsds import api

app_name = "hsds"
urlpatterns = [
    path("", api.wortel, name="wortel"),
    path("uitleg/", api.uitleg, name="uitleg"),
    path("openapi.json", api.openapi, name="openapi"),
    path("services", api.services, name="services"),
    path("services/<uuid:pk>", api.service, name="service"),
    path("organizations", api.organizations, name="organizations"),
    path("organizations/<uuid:pk>", api.organization, name="organization"),
    path("service_at_locations", api.service_at_locations, name="service_at_locations"),
    path("taxonomies", api.taxonomies, name="taxonomies"),
    path("taxonomy_terms", api.taxonomy_terms, name="taxonomy_terms"),
    path("<path:rest>", api.niets, name="niets"),
]
