"""The form of an aanbod: everything an editor keeps of it beside its rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from sociale_kaart import adressen
from sociale_kaart.beheer import gelijkenis
from sociale_kaart.beheer.gelijkenis import Gelijke
from sociale_kaart.beheer.stand import Verschil
from sociale_kaart.beheer.velden import OrganisatieField
from sociale_kaart.models import Aanbod, Indeling, Kenmerk, Organisatie, Soort, Status, Term, Werkgebied
from sociale_kaart.provincies import Provincie

INDELING = "indeling_"
PUBLICEER = "_publiceer"


def _provincies() -> list[tuple[str, list[tuple[str, str]]]]:
    landen = (("NL", gettext("Nederland")), ("BE", gettext("België")))
    return [(naam, [(p.value, str(p.label)) for p in Provincie if p.land == land]) for land, naam in landen]


class TermenField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The termen of one indeling, to tick."""

    def __init__(self, indeling: Indeling) -> None:
        super().__init__(
            Term.objects.filter(indeling=indeling),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=indeling.naam,
            help_text=indeling.uitleg,
        )


class AanbodForm(forms.ModelForm):  # type: ignore[type-arg]
    """One aanbod. The admin makes a subclass per request, with a field per indeling (`met_indelingen`)."""

    organisatie = OrganisatieField(
        max_length=200,
        label=_("Organisatie"),
        help_text=_("Typ de naam. Bestaat de organisatie al, dan kies je haar uit de lijst."),
    )
    nieuwe_organisatie = forms.BooleanField(
        required=False, label=_("Dit is een nieuwe organisatie: maak haar erbij")
    )
    provincies = forms.MultipleChoiceField(
        choices=_provincies,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Werkgebied"),
        help_text=_("Alleen bij plaatselijk aanbod. Landelijk en online aanbod staat vanzelf overal."),
    )

    termen_per_indeling: dict[str, Indeling] = {}
    botsing: list[Verschil] = []
    """What another changed while this form was open; the admin fills it in."""
    geweigerd = ""
    """Why nothing of this POST may be saved yet, whatever is in it."""
    toch = False
    """Whether the editor saw what it looks like and wants it all the same."""

    class Meta:
        model = Aanbod
        fields = [
            "naam",
            "andere_namen",
            "organisatie",
            "slug",
            "land",
            "bereik",
            "soort",
            *Aanbod.INHOUD,
            "op_feestdagen",
            "herkomst",
            "nog_controleren",
            "reden",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gelijken: list[Gelijke] = []
        self.was = self.instance.status
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if not self.instance._state.adding:
            self._vul_in()

    def _vul_in(self) -> None:
        """Ticks for the termen and provinces that are there."""
        self.initial["provincies"] = [
            werkgebied.provincie for werkgebied in self.instance.werkgebieden.all() if not werkgebied.naam
        ]
        gekozen = set(self.instance.kenmerken.values_list("term_id", flat=True))
        for naam in self.termen_per_indeling:
            veld = self.fields[naam]
            assert isinstance(veld, TermenField)
            self.initial[naam] = [term.pk for term in veld.queryset if term.pk in gekozen]  # type: ignore[union-attr]

    def clean_organisatie(self) -> Organisatie:
        """The organisatie with this name, or a new one when the editor says so."""
        naam = self.cleaned_data["organisatie"]
        eigen: Organisatie | None = None if self.instance._state.adding else self.instance.organisatie
        if eigen and eigen.naam == naam:
            return eigen
        zelfde = list(Organisatie.objects.filter(naam__iexact=naam)[:1])
        if zelfde:
            return zelfde[0]
        if self.data.get("nieuwe_organisatie"):
            return Organisatie(naam=naam)
        namen = Organisatie.objects.values_list("naam", flat=True)
        bijna = process.extract(
            naam.casefold(), namen, scorer=fuzz.WRatio, processor=str.casefold, limit=3, score_cutoff=75
        )
        vraag = gettext("Deze organisatie is er nog niet. Vink hieronder aan dat ze nieuw is.")
        if bijna:
            vraag += " " + gettext("Of bedoel je: %(namen)s?") % {
                "namen": ", ".join(f"“{gevonden[0]}”" for gevonden in bijna)
            }
        raise ValidationError(vraag)

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or self.cleaned_data
        if PUBLICEER in self.data:
            self.instance.status = Status.GEPUBLICEERD
        if self.geweigerd:
            raise ValidationError(self.geweigerd, code="botsing")
        if self.instance._state.adding:
            if not velden.get("slug"):
                naam = velden.get("naam", "")
                velden["slug"] = adressen.vrije_slug(naam, adressen.bezet(adressen.slugbegin(naam)))
            self._vraag_na(velden)
        return velden

    def _vraag_na(self, velden: dict[str, Any]) -> None:
        """Raise when it looks like something that is or was on the map, until the editor has seen it."""
        self.gelijken = gelijkenis.zoek(velden.get("naam", ""), velden.get("land", ""), self._kanalen())
        if self.gelijken and not self.toch:
            raise ValidationError(
                gettext("Dit lijkt op iets dat er al is. Kijk eerst of het hetzelfde is."),
                code="gelijk",
            )

    def _kanalen(self) -> list[tuple[str, str]]:
        """The kanalen as they were typed beside this form."""
        uit = []
        for sleutel in self.data:
            if sleutel.startswith("kanalen-") and sleutel.endswith("-waarde"):
                soort = self.data.get(sleutel.removesuffix("waarde") + "soort", Soort.WEB)
                uit.append((soort, str(self.data[sleutel])))
        return uit

    def _get_validation_exclusions(self) -> set[str]:
        zonder: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        organisatie = self.cleaned_data.get("organisatie")
        if organisatie is not None and organisatie._state.adding:
            zonder.add("organisatie")  # it is made along, in `bewaar_organisatie`
        return zonder

    def bewaar_organisatie(self) -> bool:
        """Save the organisatie when it is new, before the aanbod that points at it. Whether it was."""
        organisatie = self.instance.organisatie
        if not organisatie._state.adding:
            return False
        organisatie.save()
        self.instance.organisatie = organisatie
        return True

    def bewaar_keuzes(self) -> None:
        """Make the kenmerken and the provinces as ticked; row by row, so that each change has its history."""
        velden = self.cleaned_data
        gekozen = {term.pk for naam in self.termen_per_indeling for term in velden[naam]}
        indelingen = [indeling.pk for indeling in self.termen_per_indeling.values()]
        for kenmerk in Kenmerk.objects.filter(aanbod=self.instance, term__indeling__in=indelingen):
            if kenmerk.term_id in gekozen:
                gekozen.discard(kenmerk.term_id)
            else:
                kenmerk.delete()
        for term in Term.objects.filter(pk__in=gekozen):
            Kenmerk.objects.create(aanbod=self.instance, term=term)
        nieuw = set(velden["provincies"])
        for werkgebied in Werkgebied.objects.filter(aanbod=self.instance, naam=""):
            if werkgebied.provincie in nieuw:
                nieuw.discard(werkgebied.provincie)
            else:
                werkgebied.delete()
        for provincie in sorted(nieuw):
            Werkgebied.objects.create(aanbod=self.instance, provincie=provincie)


def met_indelingen(basis: type[AanbodForm], **eigen: Any) -> type[AanbodForm]:
    """A form with a field for each indeling, the three fixed ones first."""
    indelingen = sorted(
        Indeling.objects.all(),
        key=lambda i: (
            Indeling.VAST.index(i.slug) if i.slug in Indeling.VAST else len(Indeling.VAST),
            i.naam,
        ),
    )
    per_naam = {f"{INDELING}{indeling.slug}": indeling for indeling in indelingen}
    velden = {naam: TermenField(indeling) for naam, indeling in per_naam.items()}
    return type(basis.__name__, (basis,), {**velden, "termen_per_indeling": per_naam, **eigen})
