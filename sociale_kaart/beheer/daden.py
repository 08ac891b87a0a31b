"""What one does with an aanbod beside writing it: look at it as a visitor, publish, archive, say that it was checked.

Each deed is a page of its own that shows what it is about, and a POST. One aanbod at a time.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sociale_kaart import startgegevens
from sociale_kaart.models import Aanbod, Controle, Foutmelding, Status
from sociale_kaart.openbaar import ingang


def uit_startgegevens(slug: str) -> bool:
    """Whether pages and papers of the app may point at this slug."""
    return any(start.slug == slug for start in startgegevens.lees())


class ControleForm(forms.Form):
    opmerking = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("Opmerking"),
        help_text=gettext_lazy("Mag leeg blijven. Bijvoorbeeld: gebeld, of website bekeken."),
    )


class ArchiefForm(forms.Form):
    reden = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Waarom niet opnieuw opnemen?"),
        help_text=gettext_lazy("Wie het later opnieuw wil opnemen, leest dit."),
    )


class Daden:
    """For the ModelAdmin of Aanbod."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        daden = {
            "voorbeeld": require_safe(self.voorbeeld_view),
            "controleren": require_http_methods(["GET", "HEAD", "POST"])(self.controleren_view),
            "publiceren": require_http_methods(["GET", "HEAD", "POST"])(self.publiceren_view),
            "intrekken": require_http_methods(["GET", "HEAD", "POST"])(self.intrekken_view),
            "archiveren": require_http_methods(["GET", "HEAD", "POST"])(self.archiveren_view),
        }
        eigen = [
            path(
                f"<uuid:object_id>/{naam}/",
                self.admin_site.admin_view(view),
                name=f"sociale_kaart_aanbod_{naam}",
            )
            for naam, view in daden.items()
        ]
        return eigen + super().get_urls()  # type: ignore[misc,no-any-return]

    def voorbeeld_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """As the visitor sees it, or will see it once it is published."""
        aanbod = self._aanbod(request, object_id)
        context = _openbaar(aanbod)
        antwoord = render(
            request, "admin/sociale_kaart/aanbod/voorbeeld.html", {**context, "voorbeeld": True}
        )
        antwoord["Cache-Control"] = "no-store, private"
        return antwoord

    def controleren_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """ "Gecontroleerd": somebody looked at everything of this one, today."""
        form, terug = ControleForm(request.POST or None), _terug(request)
        with transaction.atomic():
            aanbod = self._aanbod(request, object_id)
            verouderd = self._verouderd(request, aanbod)
            if request.method == "POST" and form.is_valid() and not verouderd:
                dag = timezone.localdate()
                Controle.objects.create(
                    aanbod=aanbod, dag=dag, door=self._wie(request), opmerking=form.cleaned_data["opmerking"]
                )
                aanbod.gecontroleerd_op = dag
                aanbod.save(update_fields=["gecontroleerd_op", "gewijzigd_op"])
                antwoord = self._klaar(request, aanbod, _("Genoteerd: gecontroleerd op vandaag."))
                return HttpResponseRedirect(terug) if terug else antwoord
        context = {
            "title": _("Gecontroleerd"),
            "terug": terug,
            "form": form,
            "verouderd": verouderd,
            "controles": aanbod.controles.select_related("door")[:5],
            "meldingen": Foutmelding.objects.filter(aanbod=aanbod, afgehandeld_op=None),
        }
        return self._daad(request, aanbod, "controleren", context)

    def publiceren_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Concept, or what was archived, becomes public."""
        return self._status(
            request,
            object_id,
            Status.GEPUBLICEERD,
            _("Publiceren"),
            _("Gepubliceerd. Iedereen kan het nu zien."),
        )

    def intrekken_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Back to concept: visitors do not see it any more."""
        return self._status(
            request, object_id, Status.CONCEPT, _("Terug naar concept"), _("Het is nu een concept.")
        )

    def archiveren_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """ "Niet opnieuw opnemen", with why."""
        return self._status(request, object_id, Status.GEARCHIVEERD, _("Archiveren"), _("Gearchiveerd."))

    def _status(
        self, request: HttpRequest, object_id: Any, naar: Status, titel: str, gedaan: str
    ) -> HttpResponse:
        form = ArchiefForm(request.POST or None) if naar == Status.GEARCHIVEERD else None
        fouten: list[str] = []
        with transaction.atomic():
            aanbod = self._aanbod(request, object_id)
            verouderd = self._verouderd(request, aanbod)
            if request.method == "POST" and not verouderd and (form is None or form.is_valid()):
                was = aanbod.status
                aanbod.status = naar
                if form is not None:
                    aanbod.reden = form.cleaned_data["reden"]
                aanbod.versie += 1
                try:
                    aanbod.full_clean()
                except ValidationError as fout:
                    fouten = fout.messages
                    aanbod.status = was
                else:
                    aanbod.save()
                    return self._klaar(request, aanbod, gedaan)
        context = {
            "title": titel,
            "form": form,
            "verouderd": verouderd,
            "fouten": fouten,
            "vast": uit_startgegevens(aanbod.slug),
            "naar": naar.value,
        }
        return self._daad(request, aanbod, "status", context)

    def _daad(
        self, request: HttpRequest, aanbod: Aanbod, sjabloon: str, eigen: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **_openbaar(aanbod),
            "subtitle": str(aanbod),
            "opts": self.opts,
            "versie": Aanbod.objects.values_list("versie", flat=True).get(pk=aanbod.pk),
            **eigen,
        }
        status = 409 if eigen.get("verouderd") else 200
        return TemplateResponse(
            request, f"admin/sociale_kaart/aanbod/{sjabloon}.html", context, status=status
        )

    def _aanbod(self, request: HttpRequest, object_id: Any) -> Aanbod:
        """The aanbod with everything; locked while something is done to it."""
        if not self.has_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method == "POST":
            Aanbod.objects.select_for_update().filter(pk=object_id).first()
        aanbod = Aanbod.objects.met_alles().filter(pk=object_id).first()
        if aanbod is None:
            raise Http404
        return aanbod

    def _verouderd(self, request: HttpRequest, aanbod: Aanbod) -> bool:
        """Whether a POST is about another version than this one: then the editor did not see what is there."""
        return request.method == "POST" and request.POST.get("versie") != str(aanbod.versie)

    def _klaar(self, request: HttpRequest, aanbod: Aanbod, tekst: str) -> HttpResponse:
        self.message_user(request, tekst, messages.SUCCESS)  # type: ignore[attr-defined]
        return self.naar(aanbod)

    def naar(self, aanbod: Aanbod) -> HttpResponse:
        """To its form."""
        return HttpResponseRedirect(reverse("admin:sociale_kaart_aanbod_change", args=[aanbod.pk]))

    def _wie(self, request: HttpRequest) -> Any:
        return request.user


def _terug(request: HttpRequest) -> str:
    """Where the editor came from, as a path on this site; "" for the form."""
    terug = request.GET.get("terug", "")
    if not terug.startswith("/") or not url_has_allowed_host_and_scheme(terug, allowed_hosts=None):
        return ""
    delen = urlsplit(terug)
    return urlunsplit(("", "", delen.path, delen.query, delen.fragment))


def _openbaar(aanbod: Aanbod) -> dict[str, Any]:
    """What the public page shows of it."""
    return ingang.context(aanbod, timezone.now())
