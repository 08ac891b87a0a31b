"""The editors' site: `/beheer/`, with sign-in and accounts of our own."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from gesprek.toegang.accounts import beleid, inloggen, mfa, redactieleden, teambeheer
from sociale_kaart.uitwisseling import urls as uitwisseling
from sociale_kaart.werklijst import urls as werklijst


class BeheerSite(AdminSite):
    """Django's admin for editors with MFA only. It shows the sociale kaart; nothing of a kluis is registered."""

    site_header = _("Beheer")
    site_title = _("Start het gesprek")
    index_title = _("Sociale kaart")
    site_url = "/"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only the sociale kaart: packages register accounts, secrets of MFA and groups by themselves."""
        modellen: list[Any] = (
            [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else list(model_or_iterable)
        )
        eigen = [model for model in modellen if model._meta.app_label == "sociale_kaart"]
        super().register(eigen, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return mfa.mag_beheren(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign-in is ours."""
        return beleid.naar_inloggen(request)

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The button of the admin signs out as ours does."""
        return inloggen.uitloggen(request)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A password is made by us, on a page of ours."""
        return HttpResponseRedirect(reverse("mfa_index"))

    password_change_done = password_change  # type: ignore[assignment]

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [*self._eigen(), *super().get_urls()]

    def _eigen(self) -> list[URLPattern | URLResolver]:
        """The pages that are no form of a model."""
        return [
            path("redactieleden/", redactieleden.redactieleden, name="redactieleden"),
            path("redactieleden/link/", redactieleden.link_gekopieerd, name="link_gekopieerd"),
            path(
                "redactieleden/uitnodiging/<int:nummer>/",
                redactieleden.intrekken,
                name="uitnodiging_intrekken",
            ),
            path("redactieleden/<int:nummer>/", redactieleden.deactiveren, name="deactiveren"),
            path("teams/", teambeheer.teambeheer, name="teams"),
            *werklijst.urls(self),
            *uitwisseling.urls(self),
        ]
