"""The pages of the history: who changed what when, and back to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sociale_kaart.beheer import geschiedenis
from sociale_kaart.models import Aanbod

PER_PAGINA = 50


class Geschiedenis:
    """For a ModelAdmin: Django's "Geschiedenis" shows our own pages."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        eigen: list[URLPattern] = []
        if self.opts.model is Aanbod:
            eigen.append(
                path(
                    "<uuid:object_id>/terug/",
                    self.admin_site.admin_view(self.terug_view),
                    name="sociale_kaart_aanbod_terug",
                )
            )
        return eigen + super().get_urls()  # type: ignore[misc,no-any-return]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All changes, the last first."""
        ding = self._ding(request, object_id)
        alle = geschiedenis.wijzigingen(ding)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Geschiedenis"),
            "subtitle": str(ding),
            "opts": self.opts,
            "ding": ding,
            "wijzigingen": alle[:PER_PAGINA],
            "ouder": max(len(alle) - PER_PAGINA, 0),
            "laatste": alle[0] if alle else None,
            "terug_kan": isinstance(ding, Aanbod),
        }
        return TemplateResponse(request, "admin/sociale_kaart/geschiedenis.html", context)

    def terug_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """What going back would change; POST does it."""
        with transaction.atomic():
            aanbod = self._ding(request, str(object_id))
            try:
                moment = datetime.fromisoformat(request.POST.get("moment") or request.GET.get("moment", ""))
                # At the edges of the calendar a moment has no name in another time zone.
                timezone.localtime(moment.astimezone(UTC))
            except (ValueError, OverflowError) as fout:
                raise Http404 from fout
            if moment.tzinfo is None or not geschiedenis.stand_op(aanbod, moment)[Aanbod]:
                raise Http404
            verouderd = request.method == "POST" and request.POST.get("versie") != str(aanbod.versie)
            if request.method == "POST" and not verouderd:
                return self._zet_terug(request, aanbod, moment)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Terug naar eerder"),
            "subtitle": str(aanbod),
            "opts": self.opts,
            "ding": aanbod,
            "moment": moment,
            "sleutel": moment.isoformat(),
            "delen": geschiedenis.verschil_met(aanbod, moment),
            "verouderd": verouderd,
        }
        return TemplateResponse(request, "admin/sociale_kaart/aanbod/terug.html", context)

    def _zet_terug(self, request: HttpRequest, aanbod: Aanbod, moment: datetime) -> HttpResponse:
        try:
            geschiedenis.zet_terug(aanbod, moment)
        except ValidationError as fout:
            self.message_user(request, " ".join(fout.messages), messages.ERROR)  # type: ignore[attr-defined]
        except IntegrityError:
            tekst = _("Zo kan het niet meer bewaard worden. Wijzig het in het formulier.")
            self.message_user(request, tekst, messages.ERROR)  # type: ignore[attr-defined]
        else:
            tekst = _("Teruggezet. Dit staat als nieuwe wijziging in de geschiedenis.")
            self.message_user(request, tekst, messages.SUCCESS)  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("admin:sociale_kaart_aanbod_change", args=[aanbod.pk]))

    def _ding(self, request: HttpRequest, object_id: str) -> Any:
        ding = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if ding is None:
            raise Http404
        if not self.has_change_permission(request, ding):  # type: ignore[attr-defined]
            raise PermissionDenied
        return ding
