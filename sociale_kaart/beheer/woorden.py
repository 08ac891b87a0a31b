"""The words of the admin in the language of this house: Django's own are partly English, partly crooked Dutch."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class Woorden:
    """For a ModelAdmin: titles, and what it says after a deed. `nieuw` names the page that makes one."""

    nieuw: str | Promise
    opts: Any

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        eigen = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        return super().changelist_view(request, eigen)  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, *rest: Any, **meer: Any
    ) -> HttpResponse:
        context["title"] = self.nieuw if add else capfirst(self.opts.verbose_name)
        context["show_save_and_continue"] = False
        antwoord: HttpResponse = super().render_change_form(request, context, add, *rest, **meer)  # type: ignore[misc]
        return antwoord

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        eigen = {"title": _("Geschiedenis"), **(extra_context or {})}
        return super().history_view(request, object_id, eigen)  # type: ignore[misc]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        eigen = {"title": _("Weggooien"), **(extra_context or {})}
        return super().delete_view(request, object_id, eigen)  # type: ignore[misc]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> Any:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)  # type: ignore[misc]
        return self._bewaard(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)  # type: ignore[misc]
        return self._bewaard(request, obj)

    def _bewaard(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self._zeg(request, _("“%(wat)s” is bewaard.") % {"wat": obj}, messages.SUCCESS)
        return HttpResponseRedirect(self._url("add" if "_addanother" in request.POST else "changelist"))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> Any:
        if IS_POPUP_VAR in request.POST:
            return super().response_delete(request, obj_display, obj_id)  # type: ignore[misc]
        self._zeg(request, _("“%(wat)s” is weggegooid.") % {"wat": obj_display}, messages.SUCCESS)
        return HttpResponseRedirect(self._url("changelist"))

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Somebody threw it away meanwhile, or the address has a mistake in it."""
        self._zeg(request, _("Dat is hier niet, of niet meer."), messages.WARNING)
        return HttpResponseRedirect(self._url("changelist"))

    def _zeg(self, request: HttpRequest, tekst: str, soort: int) -> None:
        self.message_user(request, tekst, soort)  # type: ignore[attr-defined]

    def _url(self, wat: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{wat}")
