"""Addresses of the public guide, below /handleiding/."""

from django.urls import path

from gesprek.handleiding import views

app_name = "handleiding"
urlpatterns = [
    path("", views.overzicht, name="overzicht"),
    path("stappen/<slug:stap_id>/", views.stap, name="stap"),
    path("vragen/", views.vragen, name="vragen"),
    path("wat-als/", views.wat_als, name="wat_als"),
    path("doen-en-laten/", views.doen_en_laten, name="doen_en_laten"),
    path("geheim-en-melden/", views.geheim, name="geheim"),
    path("themas/<slug:slug>/", views.thema, name="thema"),
    path("begrippen/", views.begrippen, name="begrippen"),
    path("alles/", views.alles, name="alles"),
]
