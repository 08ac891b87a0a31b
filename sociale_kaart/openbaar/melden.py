"""Meld een fout: what is wrong with an entry, without anything about who says so."""

from __future__ import annotations

import re

import phonenumbers
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from sociale_kaart.models import Aanbod, Foutmelding, FoutSoort
from sociale_kaart.openbaar.ingang import elders, uit_het_hoofd

HOOGSTENS = 300
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_CIJFERS = re.compile(r"\d")


class Toelichting(forms.CharField):
    """A browser sends a new line as two characters; whoever counts sees one."""

    def to_python(self, value: object) -> str | None:
        tekst: str | None = super().to_python(value)
        return tekst.replace("\r\n", "\n") if tekst else tekst


class FoutForm(forms.Form):
    """A choice, and a few words on the entry itself."""

    soort = forms.ChoiceField(
        choices=FoutSoort.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies wat er niet klopt."),
            "invalid_choice": _("Kies een van de antwoorden."),
        },
    )
    toelichting = Toelichting(
        required=False,
        max_length=HOOGSTENS,
        error_messages={
            "max_length": _("Houd het bij %(limit_value)d tekens. Het zijn er nu %(show_value)d."),
            "null_characters_not_allowed": _("Er staat een teken in dat we niet kunnen bewaren."),
        },
    )

    def clean_toelichting(self) -> str:
        """Raises ValidationError for an e-mail address: most likely that of who writes, and we want no way back."""
        tekst: str = self.cleaned_data["toelichting"]
        if _MAIL.search(tekst):
            raise ValidationError(
                _("Haal het e-mailadres weg. Zo blijft je melding zonder gegevens van een persoon.")
            )
        if _mobiel(tekst):
            raise ValidationError(
                _("Haal het mobiele nummer weg. Zo blijft je melding zonder gegevens van een persoon.")
            )
        return tekst


def _mobiel(tekst: str) -> bool:
    """Whether a mobile number stands in it: those belong to people, other numbers to what the entry is about."""
    if len(_CIJFERS.findall(tekst)) < 9:
        return False
    mobiel = phonenumbers.PhoneNumberType.MOBILE
    return any(
        phonenumbers.number_type(treffer.number) == mobiel
        for land in ("NL", "BE")
        for treffer in phonenumbers.PhoneNumberMatcher(tekst, land)
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
@vary_on_cookie
def meld_fout(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and the report that it becomes: what is wrong, and the day."""
    try:
        return _meld_fout(request, slug)
    except (OperationalError, InterfaceError):
        if request.method == "POST":
            raise  # that page gives back what was typed
        return uit_het_hoofd(request, slug, melden=True)


def _meld_fout(request: HttpRequest, slug: str) -> HttpResponse:
    aanbod = Aanbod.objects.gepubliceerd().filter(slug=slug).first()
    if aanbod is None:
        return elders(request, slug, "sociale_kaart:meld_fout")
    form = FoutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        Foutmelding.objects.create(aanbod=aanbod, gemeld_op=timezone.localdate(), **form.cleaned_data)
        antwoord = redirect("sociale_kaart:gemeld", slug)
        antwoord.status_code = 303  # after a POST: look there
        return antwoord
    status = 422 if request.method == "POST" else 200
    # HTML has no NUL.
    toelichting = (form["toelichting"].value() or "").replace("\0", "\ufffd")
    return render(
        request,
        "sociale_kaart/meld_fout.html",
        {
            "aanbod": aanbod,
            "form": form,
            "toelichting": toelichting,
            "keuzes": FoutSoort.choices,
            "hoogstens": HOOGSTENS,
        },
        status=status,
    )


@login_not_required
@require_safe
@cache_control(private=True, no_cache=True)
@vary_on_cookie
def gemeld(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, and the way back."""
    try:
        aanbod = Aanbod.objects.gepubliceerd().filter(slug=slug).first()
        if aanbod is None:
            return elders(request, slug, "sociale_kaart:aanbod")
    except (OperationalError, InterfaceError):
        return uit_het_hoofd(request, slug)
    return render(request, "sociale_kaart/gemeld.html", {"aanbod": aanbod})
