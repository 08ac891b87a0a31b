"""The one place where an editor works on an aanbod."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sociale_kaart.beheer import lijst, stand
from sociale_kaart.beheer.daden import Daden, uit_startgegevens
from sociale_kaart.beheer.formulier import INDELING, PUBLICEER, AanbodForm, met_indelingen
from sociale_kaart.beheer.inlines import (
    BerichtInline,
    FoutmeldingInline,
    KanaalInline,
    OpeningstijdInline,
    PlekInline,
    WerkgebiedInline,
)
from sociale_kaart.beheer.stand import Stand, Verschil
from sociale_kaart.beheer.terug import Geschiedenis
from sociale_kaart.beheer.woorden import Woorden
from sociale_kaart.models import Aanbod, Foutmelding, Indeling, Status

_KORT = {"rows": 2}


class AanbodAdmin(Daden, Geschiedenis, Woorden, admin.ModelAdmin):  # type: ignore[type-arg]
    nieuw = gettext_lazy("Nieuw aanbod")
    form = AanbodForm
    inlines = [
        KanaalInline,
        OpeningstijdInline,
        PlekInline,
        WerkgebiedInline,
        BerichtInline,
        FoutmeldingInline,
    ]
    change_form_template = "admin/sociale_kaart/aanbod/formulier.html"
    actions = None
    list_display = ["naam", "status", "land", "soort", "nagekeken", "meldingen"]
    list_filter = ["status", lijst.Nagekeken, lijst.Gemeld, "land", "soort", "bereik", lijst.Waarvoor]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["naam"]  # shows the box; `get_search_results` does the work
    search_help_text = gettext_lazy("Zoek op naam, telefoonnummer of webadres.")
    ordering = ["naam", "slug"]

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Aanbod]:
        rijen: QuerySet[Aanbod] = super().get_queryset(request).select_related("organisatie")
        if request.method != "POST":
            open_ = Foutmelding.objects.filter(aanbod=OuterRef("pk"), afgehandeld_op=None).order_by()
            aantal = open_.values("aanbod").annotate(n=Count("pk")).values("n")
            rijen = rijen.annotate(open_meldingen=Coalesce(Subquery(aantal), 0))
        else:
            # Who saves the same aanbod at the same moment waits here, and then sees this save.
            rijen = rijen.select_for_update(of=("self",))
        return rijen

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Aanbod], search_term: str
    ) -> tuple[QuerySet[Aanbod], bool]:
        return lijst.zoek(queryset, search_term), False

    @admin.display(description=gettext_lazy("gecontroleerd op"), ordering="gecontroleerd_op")
    def nagekeken(self, aanbod: Aanbod) -> str:
        leeftijd = lijst.ouderdom(aanbod.gecontroleerd_op)
        return f"{aanbod.gecontroleerd_op:%d-%m-%Y} ({leeftijd})" if aanbod.gecontroleerd_op else leeftijd

    @admin.display(description=gettext_lazy("open meldingen"), ordering="open_meldingen")
    def meldingen(self, aanbod: Any) -> int:
        return int(aanbod.open_meldingen)

    # The form

    def get_form(
        self, request: HttpRequest, obj: Aanbod | None = None, change: bool = False, **kwargs: Any
    ) -> type[AanbodForm]:
        eigen = {
            "botsing": getattr(request, "botsing", []),
            "geweigerd": getattr(request, "geweigerd", ""),
            "toch": "toch" in request.POST,
        }
        kwargs["form"] = met_indelingen(self.form, **eigen)
        for naam in ("wat", "uitleg", "aanmelden"):
            kwargs.setdefault("widgets", {})[naam] = forms.Textarea(attrs={"rows": 4})
        for naam in ("herkomst", "nog_controleren", "reden"):
            kwargs["widgets"][naam] = forms.Textarea(attrs=_KORT)
        klasse: Any = super().get_form(request, obj, change, **kwargs)
        return klasse  # type: ignore[no-any-return]

    def get_fieldsets(self, request: HttpRequest, obj: Aanbod | None = None) -> Any:
        vast = [f"{INDELING}{slug}" for slug in Indeling.VAST]
        alle = [f"{INDELING}{slug}" for slug in Indeling.objects.values_list("slug", flat=True)]
        redactie = ["herkomst", "nog_controleren"]
        if obj is not None and obj.status == Status.GEARCHIVEERD:
            redactie.insert(0, "reden")
        groepen = [
            (
                _("Naam en organisatie"),
                {"fields": ["naam", "andere_namen", "organisatie", "nieuwe_organisatie", "slug"]},
            ),
            (
                _("Wat de bezoeker leest"),
                {"fields": ["wat", "voor_wie", "uitleg"]},
            ),
            (
                _("Voor wie en waar"),
                {
                    "fields": [
                        "soort",
                        *[naam for naam in vast if naam in alle],
                        ("land", "bereik"),
                        "provincies",
                    ]
                },
            ),
            (
                _("Aanmelden en kosten"),
                {
                    "fields": [
                        "aanmelden",
                        ("zelf_aanmelden", "via_verwijzer", "op_afspraak"),
                        ("gratis", "anoniem"),
                        "kosten",
                        "vertrouwelijkheid",
                        "op_feestdagen",
                    ],
                    "description": _("Kies “Onbekend” als geen bron het zegt. Onbekend is nooit “nee”."),
                },
            ),
            (_("Voor de redactie"), {"fields": redactie}),
        ]
        if ander := [naam for naam in alle if naam not in vast]:
            groepen.append((_("Andere indelingen"), {"fields": ander, "classes": ["collapse"]}))
        return groepen

    def get_readonly_fields(self, request: HttpRequest, obj: Aanbod | None = None) -> list[str]:
        """A slug is an address: others may have kept it, and content points at those of the start data."""
        return ["slug"] if obj else []

    def get_inlines(self, request: HttpRequest, obj: Aanbod | None) -> Any:
        return [i for i in self.inlines if obj is not None or i is not FoutmeldingInline]

    def _changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        """Within the transaction of the save, with the row locked: first see whether somebody was before us."""
        if request.method == "POST" and object_id:
            aanbod = self.get_object(request, object_id)
            if aanbod is None:
                return self._verdwenen(request)
            if self.has_change_permission(request, aanbod):
                self._leg_naast(request, aanbod)
        antwoord: HttpResponse = super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        return antwoord

    def _leg_naast(self, request: HttpRequest, aanbod: Aanbod) -> None:
        """Compare what the form was made from with what is there now; theirs goes into our POST."""
        nu = self._stand(request, aanbod)
        gezien = Stand.open(request.POST.get("gezien", ""))
        if gezien is None:
            _weiger(
                request, _("We weten niet van welke versie dit formulier is. Kijk het na en bewaar opnieuw.")
            )
        elif not gezien.zelfde(nu):
            form, formsets = self._los(request, aanbod)
            samen, verschillen = stand.voeg_samen(request.POST, gezien, nu, form, formsets)
            reden = _("Iemand anders bewaarde dit terwijl jij bezig was. Er is nog niets bewaard.")
            _weiger(request, reden, samen, verschillen)

    def _verdwenen(self, request: HttpRequest) -> HttpResponse:
        """Somebody threw the concept away meanwhile: what was typed stands in the form for a new one."""
        post = request.POST.copy()
        for sleutel in [s for s in post if s.endswith("-INITIAL_FORMS")]:
            post[sleutel] = "0"
        for sleutel in [s for s in post if s.endswith(("-id", "-aanbod", "-kanaal"))]:
            post[sleutel] = ""
        _weiger(
            request, _("Dit concept is intussen weggegooid. Bewaar je dit, dan wordt het nieuw aanbod."), post
        )
        nieuw = reverse("admin:sociale_kaart_aanbod_add")
        antwoord: HttpResponse = super()._changeform_view(request, None, nieuw, None)  # type: ignore[misc]
        return antwoord

    def _los(self, request: HttpRequest, aanbod: Aanbod) -> tuple[AanbodForm, list[Any]]:
        """The form and the form sets that guard against each other, unbound, from the database."""
        vers = Aanbod.objects.get(pk=aanbod.pk)
        velden = [
            naam for _titel, groep in self.get_fieldsets(request, vers) for naam in _plat(groep["fields"])
        ]
        form = self.get_form(request, vers, True, fields=[n for n in velden if n != "slug"])(instance=vers)
        formsets = [
            klasse(instance=vers, prefix=klasse.get_default_prefix(), queryset=inline.get_queryset(request))
            for klasse, inline in self.get_formsets_with_inlines(request, vers)
            if not isinstance(inline, FoutmeldingInline)  # visitors add those: that is no other editor
        ]
        return form, formsets

    def _stand(self, request: HttpRequest, aanbod: Aanbod) -> Stand:
        return stand.van(aanbod, *self._los(request, aanbod))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Aanbod | None = None,
    ) -> HttpResponse:
        if obj is not None and change:
            nu = Aanbod.objects.get(pk=obj.pk)
            context |= {
                "gezien": self._stand(request, nu).verzegel(),
                "aanbod": nu,
                "ouderdom": lijst.ouderdom(nu.gecontroleerd_op),
                "vast": uit_startgegevens(nu.slug),
            }
        context["publiceer"] = PUBLICEER
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saving

    def save_model(self, request: HttpRequest, obj: Aanbod, form: Any, change: bool) -> None:
        if form.bewaar_organisatie():
            tekst = _("Organisatie “%(naam)s” is erbij gemaakt.") % {"naam": obj.organisatie.naam}
            self.message_user(request, tekst)
        if change:
            obj.versie += 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.bewaar_keuzes()

    def response_add(self, request: HttpRequest, obj: Aanbod, post_url_continue: str | None = None) -> Any:
        return self._terug_naar_het_formulier(request, obj)

    def response_change(self, request: HttpRequest, obj: Aanbod) -> Any:
        return self._terug_naar_het_formulier(request, obj)

    def _terug_naar_het_formulier(self, request: HttpRequest, obj: Aanbod) -> HttpResponse:
        """Stay with the aanbod: from here one looks at the example, publishes, or says that it was checked."""
        if PUBLICEER in request.POST:
            tekst = _("Bewaard en gepubliceerd. Iedereen kan het nu zien.")
        elif obj.status == Status.GEPUBLICEERD:
            tekst = _("Bewaard. Bezoekers zien de wijziging meteen.")
        else:
            tekst = _("Bewaard. Bezoekers zien dit niet.")
        self.message_user(request, tekst, messages.SUCCESS)
        return self.naar(obj)

    # What may not go

    def has_delete_permission(self, request: HttpRequest, obj: Aanbod | None = None) -> bool:
        """Only a concept that was never anything else; the rest goes to the archive."""
        if obj is None or not super().has_delete_permission(request, obj) or uit_startgegevens(obj.slug):
            return False
        return not obj.history.exclude(status=Status.CONCEPT).exists()


def _weiger(
    request: HttpRequest, reden: str, post: QueryDict | None = None, verschillen: list[Verschil] | None = None
) -> None:
    """Let the form of this request come back with what was typed, and save nothing."""
    eigen: Any = request
    eigen.geweigerd, eigen.botsing = reden, verschillen or []
    if post is not None:
        eigen.POST = post


def _plat(velden: Any) -> list[str]:
    uit: list[str] = []
    for veld in velden:
        uit += veld if isinstance(veld, list | tuple) else [veld]
    return uit
