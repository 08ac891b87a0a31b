"""The public pages of the sociale kaart; the root URLconf hangs them under /sociale-kaart/."""

from __future__ import annotations

from django.urls import include, path

from sociale_kaart.openbaar import ingang, melden, zoekpagina

app_name = "sociale_kaart"
urlpatterns = [
    path("", zoekpagina.lijst, name="lijst"),
    path("selectie/", include("sociale_kaart.selectie.urls")),
    # Last: a slug may be any word.
    path("<slug:slug>/", ingang.aanbod, name="aanbod"),
    path("<slug:slug>/fout/", melden.meld_fout, name="meld_fout"),
    path("<slug:slug>/fout/gemeld/", melden.gemeld, name="gemeld"),
]
