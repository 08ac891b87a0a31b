"""The one Django app `gesprek`, with its rooms as packages."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class GesprekConfig(AppConfig):
    name = "gesprek"
    label = "gesprek"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gesprek.conf import checks  # noqa: F401  registers the system checks
        from gesprek.toegang.accounts import deur

        deur.luister()


class BeheerConfig(AdminConfig):
    default_site = "gesprek.conf.beheer.BeheerSite"
