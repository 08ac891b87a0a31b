"""What the editors keep beside the aanbod: organisaties, synonyms, indelingen, holidays and notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sociale_kaart import feestdagen, startgegevens
from sociale_kaart.beheer.inlines import BerichtForm
from sociale_kaart.beheer.terug import Geschiedenis
from sociale_kaart.beheer.velden import EIGEN_VELDEN
from sociale_kaart.beheer.woorden import Woorden
from sociale_kaart.models import Bericht, Indeling, Organisatie, Synoniem, Term


class Gewoon(Woorden, admin.ModelAdmin):  # type: ignore[type-arg]
    """Without deeds on many rows at once."""

    actions = None
    formfield_overrides = EIGEN_VELDEN
    list_per_page = 50
    show_full_result_count = False


class OrganisatieAdmin(Geschiedenis, Gewoon):
    nieuw = gettext_lazy("Nieuwe organisatie")
    list_display = ["naam", "andere_namen", "hoeveel"]
    search_fields = ["naam", "andere_namen"]
    fields = ["naam", "andere_namen", "omschrijving", "haar_aanbod"]
    readonly_fields = ["haar_aanbod"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Organisatie]:
        rijen: models.QuerySet[Organisatie] = super().get_queryset(request)
        return rijen.annotate(aantal=models.Count("aanbod"))

    @admin.display(description=gettext_lazy("aanbod"), ordering="aantal")
    def hoeveel(self, organisatie: Any) -> int:
        return int(organisatie.aantal)

    @admin.display(description=gettext_lazy("aanbod"))
    def haar_aanbod(self, organisatie: Organisatie) -> str:
        return (
            format_html_join(
                ", ",
                '<a href="{}">{}</a>',
                (
                    (reverse("admin:sociale_kaart_aanbod_change", args=[aanbod.pk]), aanbod.naam)
                    for aanbod in organisatie.aanbod.all()
                ),
            )
            or "–"
        )

    def has_delete_permission(self, request: HttpRequest, obj: Organisatie | None = None) -> bool:
        """Only one that offers nothing."""
        mag: bool = super().has_delete_permission(request, obj)
        return mag and obj is not None and not obj.aanbod.exists()


class SynoniemForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Synoniem
        fields = ["woorden"]
        widgets = {"woorden": forms.Textarea(attrs={"rows": 3})}

    def clean_woorden(self) -> str:
        """Each word once, at least two."""
        delen = (
            " ".join(deel.split()) for deel in self.cleaned_data["woorden"].replace("\n", ",").split(",")
        )
        woorden = list(dict.fromkeys(deel for deel in delen if deel))
        if len(woorden) < 2:
            raise ValidationError(_("Schrijf minstens twee woorden op, met een komma ertussen."))
        return ", ".join(woorden)


class SynoniemAdmin(Gewoon):
    nieuw = gettext_lazy("Nieuwe rij synoniemen")
    form = SynoniemForm
    search_fields = ["woorden"]


class IndelingAdmin(Gewoon):
    nieuw = gettext_lazy("Nieuwe indeling")
    list_display = ["naam", "slug", "termen"]
    fields = ["naam", "slug", "uitleg"]

    @admin.display(description=gettext_lazy("termen"))
    def termen(self, indeling: Indeling) -> int:
        return indeling.termen.count()

    def get_readonly_fields(self, request: HttpRequest, obj: Indeling | None = None) -> list[str]:
        """A slug stands in addresses and files."""
        return ["slug"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Indeling | None = None) -> bool:
        mag: bool = super().has_delete_permission(request, obj)
        return mag and obj is not None and obj.slug not in Indeling.VAST


class TermAdmin(Gewoon):
    nieuw = gettext_lazy("Nieuwe term")
    list_display = ["naam", "indeling", "volgorde", "hoe_vaak"]
    list_filter = ["indeling"]
    list_select_related = ["indeling"]
    search_fields = ["naam", "slug"]
    fields = ["indeling", "naam", "slug", "uitleg", "ouder", "volgorde"]

    @admin.display(description=gettext_lazy("hoe vaak gebruikt"))
    def hoe_vaak(self, term: Term) -> int:
        return term.kenmerken.count()

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> list[str]:
        """A slug stands in addresses and files."""
        return ["indeling", "slug"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        """Not the termen that the app itself knows, nor one in use."""
        if obj is None or not super().has_delete_permission(request, obj):
            return False
        vast = {(i.slug, term.slug) for i in startgegevens.indelingen() for term in i.termen}
        return (obj.indeling.slug, obj.slug) not in vast and not obj.kenmerken.exists()


class BerichtAdmin(Gewoon):
    nieuw = gettext_lazy("Nieuw tijdelijk bericht")
    form = BerichtForm
    list_display = ["tekst", "waar", "vanaf", "tot"]
    list_select_related = ["aanbod"]
    fields = ["tekst", "waar", ("vanaf", "tot")]
    readonly_fields = ["waar"]
    ordering = ["-tot", "-id"]

    @admin.display(description=gettext_lazy("waar"))
    def waar(self, bericht: Bericht) -> str:
        return str(bericht.aanbod) if bericht.aanbod_id else _("op de hele kaart")


class FeestdagAdmin(Gewoon):
    nieuw = gettext_lazy("Nieuwe feestdag")
    list_display = ["dag", "land", "naam"]
    list_filter = ["land"]
    change_list_template = "admin/sociale_kaart/feestdag/lijst.html"

    def get_urls(self) -> list[URLPattern]:
        vul = self.admin_site.admin_view(require_POST(self.vul_view))
        return [path("vullen/", vul, name="sociale_kaart_feestdag_vullen"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        jaar = timezone.localdate().year
        return super().changelist_view(request, {**(extra_context or {}), "jaren": (jaar, jaar + 1)})

    def vul_view(self, request: HttpRequest) -> HttpResponse:
        """The public holidays of this year and the next; what is there stays as it is."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        jaar = timezone.localdate().year
        aantal = feestdagen.vul([(land, j) for j in (jaar, jaar + 1) for land in feestdagen.LANDEN])
        tekst = (
            _("%(aantal)s feestdagen erbij gezet.") % {"aantal": aantal} if aantal else _("Ze stonden er al.")
        )
        self.message_user(request, tekst, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:sociale_kaart_feestdag_changelist"))
