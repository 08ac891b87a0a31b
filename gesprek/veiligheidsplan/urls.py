"""Addresses of the safety plan, below /gesprekken/<id>/veiligheidsplan/."""

from django.urls import path

from gesprek.veiligheidsplan import views

app_name = "veiligheidsplan"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("begin/", views.begin, name="begin"),
    path("nakijken/", views.nakijken, name="nakijken"),
]
