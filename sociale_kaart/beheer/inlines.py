"""The rows of an aanbod in its form: kanalen, hours, places, regions, notices, and what visitors reported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sociale_kaart.beheer.velden import EIGEN_VELDEN, DagenField
from sociale_kaart.models import (
    AanbodLocatie,
    Bericht,
    Foutmelding,
    Kanaal,
    Locatie,
    Openingstijd,
    Werkgebied,
)


class Rijen(admin.StackedInline):  # type: ignore[type-arg]
    """Rows under each other: that also fits a narrow screen."""

    extra = 0
    template = "admin/sociale_kaart/rijen.html"
    formfield_overrides = EIGEN_VELDEN
    uitleg: Any = ""


class KanaalInline(Rijen):
    model = Kanaal
    extra = 1
    uitleg = _("Een nummer dat je hier wijzigt, wijzigt op elke pagina en op elk papier.")
    fields = [
        ("soort", "waarde"),
        ("label", "volgorde"),
        "altijd_open",
        ("uren_toelichting", "herkomst"),
    ]
    formfield_overrides = {**EIGEN_VELDEN, models.TextField: {"widget": forms.TextInput}}


class OpeningstijdForm(forms.ModelForm):  # type: ignore[type-arg]
    dagen = DagenField(label=_("Dagen"))

    class Meta:
        model = Openingstijd
        fields = ["kanaal", "dagen", "van", "tot", "geldig_van", "geldig_tot", "opmerking"]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        van, tot = velden.get("geldig_van"), velden.get("geldig_tot")
        if van and tot and tot < van:
            self.add_error("geldig_tot", gettext("De laatste dag ligt voor de eerste."))
        if velden.get("van") is not None and velden.get("van") == velden.get("tot"):
            self.add_error(
                "tot", gettext("Begin en einde zijn gelijk. Bij een kanaal bestaat “altijd open”.")
            )
        return velden


class OpeningstijdInline(Rijen):
    model = Openingstijd
    form = OpeningstijdForm
    uitleg = _(
        "Zonder uren staat er “uren niet bekend”. Een nieuw kanaal kies je hier nadat je het bewaarde."
    )
    fields = ["kanaal", "dagen", ("van", "tot"), ("geldig_van", "geldig_tot"), "opmerking"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        veld = formset.form.base_fields["kanaal"]
        eigen = Kanaal.objects.filter(aanbod=obj) if obj else Kanaal.objects.none()
        keuze = forms.ModelChoiceField(
            eigen, required=False, label=_("Kanaal"), empty_label=gettext("het hele aanbod")
        )
        keuze.help_text = veld.help_text
        formset.form.base_fields["kanaal"] = keuze
        return formset


class WerkgebiedForm(forms.ModelForm):  # type: ignore[type-arg]
    naam = forms.CharField(
        max_length=200, label=_("Regio"), help_text=_("Bijvoorbeeld een regio of de gemeenten.")
    )

    class Meta:
        model = Werkgebied
        fields = ["naam", "provincie"]


class WerkgebiedInline(Rijen):
    model = Werkgebied
    form = WerkgebiedForm
    verbose_name = _("regio")
    verbose_name_plural = _("regio’s binnen een provincie")
    fields = [("naam", "provincie")]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Werkgebied]:
        """Those with a name; whole provinces are ticks in the form above."""
        return super().get_queryset(request).exclude(naam="")


class PlekForm(forms.ModelForm):  # type: ignore[type-arg]
    """A place of the aanbod, with the address of its locatie in the same row."""

    naam = forms.CharField(max_length=200, required=False, label=_("Naam van de plek"))
    straat = forms.CharField(max_length=200, required=False, label=_("Straat en nummer"))
    postcode = forms.CharField(max_length=12, required=False, label=_("Postcode"))
    plaats = forms.CharField(max_length=120, required=False, label=_("Plaats"))
    provincie = forms.ChoiceField(required=False, label=_("Provincie"))
    verborgen = forms.BooleanField(
        required=False, label=_("Adres niet tonen"), help_text=_("De bezoeker ziet dan alleen de plaats.")
    )
    breedtegraad = forms.FloatField(required=False, min_value=-90, max_value=90, label=_("Breedtegraad"))
    lengtegraad = forms.FloatField(required=False, min_value=-180, max_value=180, label=_("Lengtegraad"))

    ADRES = (
        "naam",
        "straat",
        "postcode",
        "plaats",
        "provincie",
        "verborgen",
        "breedtegraad",
        "lengtegraad",
    )

    class Meta:
        model = AanbodLocatie
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = Locatie._meta.get_field("provincie").get_choices()
        self.fields["provincie"].choices = keuzes  # type: ignore[attr-defined]
        if not self.instance._state.adding:
            for naam in self.ADRES:
                self.initial[naam] = getattr(self.instance.locatie, naam)

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        if not velden.get("plaats") and not self.has_error("plaats"):
            self.add_error("plaats", gettext("Schrijf op in welke plaats het is."))
        if (velden.get("breedtegraad") is None) != (velden.get("lengtegraad") is None):
            self.add_error(
                "lengtegraad", gettext("Vul breedtegraad en lengtegraad allebei in, of geen van beide.")
            )
        return velden

    def save(self, commit: bool = True) -> AanbodLocatie:
        """The locatie goes first: the row points at it."""
        nieuw = self.instance._state.adding
        locatie = Locatie(organisatie=self.instance.aanbod.organisatie) if nieuw else self.instance.locatie
        for naam in self.ADRES:
            setattr(locatie, naam, self.cleaned_data[naam])
        locatie.save()
        self.instance.locatie = locatie
        plek: AanbodLocatie = super().save(commit)
        return plek


class PlekInline(Rijen):
    model = AanbodLocatie
    form = PlekForm
    verbose_name = _("locatie")
    verbose_name_plural = _("locaties")
    uitleg = _("Een adres dat ook bij ander aanbod van deze organisatie hoort, wijzigt daar mee.")
    fields = [
        ("naam", "plaats"),
        ("straat", "postcode"),
        "provincie",
        "verborgen",
        ("breedtegraad", "lengtegraad"),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[AanbodLocatie]:
        return super().get_queryset(request).select_related("locatie")


class BerichtForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Bericht
        fields = ["aanbod", "tekst", "vanaf", "tot"]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        vanaf, tot = velden.get("vanaf"), velden.get("tot")
        if vanaf and tot and tot < vanaf:
            self.add_error("tot", gettext("De laatste dag ligt voor de eerste."))
        return velden


class BerichtInline(Rijen):
    model = Bericht
    form = BerichtForm
    uitleg = _("Een bericht gaat vanzelf weg na de laatste dag.")
    fields = ["tekst", ("vanaf", "tot")]


class FoutmeldingForm(forms.ModelForm):  # type: ignore[type-arg]
    afgehandeld = forms.BooleanField(required=False, label=_("Afgehandeld"))

    class Meta:
        model = Foutmelding
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["afgehandeld"] = self.instance.afgehandeld_op is not None


class FoutmeldingFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """What visitors reported; an editor only says that it was dealt with."""

    door: Any = None

    def save_existing(self, form: Any, obj: Foutmelding, commit: bool = True) -> Foutmelding:
        klaar = form.cleaned_data["afgehandeld"]
        obj.afgehandeld_op = timezone.localdate() if klaar else None
        obj.afgehandeld_door = self.door if klaar else None
        if commit:
            obj.save()
        return obj


class FoutmeldingInline(Rijen):
    model = Foutmelding
    form = FoutmeldingForm
    formset = FoutmeldingFormSet
    uitleg = _("Gemeld door bezoekers, zonder naam of adres. De nieuwste staat onderaan.")
    fields = ["soort", "toelichting", ("gemeld_op", "afgehandeld_op"), "afgehandeld"]
    readonly_fields = ["soort", "toelichting", "gemeld_op", "afgehandeld_op"]
    max_num = 0
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.door = request.user  # type: ignore[attr-defined]
        return formset
