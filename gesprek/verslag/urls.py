"""Addresses of the papers, below /gesprekken/<id>/verslag/."""

from django.urls import path

from gesprek.verslag import meer_views, views

app_name = "verslag"
urlpatterns = [
    path("", views.verslag, name="verslag"),
    path("afdruk/", views.afdruk, name="afdruk"),
    path("blad/", meer_views.blad, name="blad"),
    path("afspraken/", meer_views.afspraken, name="afspraken"),
    path("plan/", meer_views.plan, name="plan"),
    path("herinneringen/", meer_views.herinneringen, name="herinneringen"),
]
