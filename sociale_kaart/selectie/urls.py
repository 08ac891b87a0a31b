"""Addresses of the selection, below /sociale-kaart/selectie/ and in the namespace of the kaart."""

from __future__ import annotations

from django.urls import path

from sociale_kaart.selectie import views

urlpatterns = [
    path("", views.selectie, name="selectie"),
    path("kies/", views.kies, name="selectie_kies"),
    path("schik/", views.schik, name="selectie_schik"),
]
