"""A bare Django with one page: what starting and being there costs before there is an app."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__, SECRET_KEY="kaal" * 15)

from django.core.wsgi import get_wsgi_application  # noqa: E402


def thuis(request: HttpRequest) -> HttpResponse:
    """The page."""
    return HttpResponse("<!doctype html><title>Kaal</title>")


urlpatterns = [path("", thuis)]
application = get_wsgi_application()
