"""What an invitation for a lead asks: a name to be known by, and an e-mail address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gesprek.toegang.accounts.teams import MAX_NAAM

_TE_LANG = {"max_length": _("Houd het bij 80 tekens.")}


class LeiderForm(forms.Form):
    """Who is going to lead."""

    naam = forms.CharField(
        max_length=MAX_NAAM,
        error_messages={
            "required": _("Vul een naam in. Zo zien de professionals deze teamleider."),
            **_TE_LANG,
        },
    )
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Vul een heel e-mailadres in."),
            "invalid": _("Vul een heel e-mailadres in."),
        },
    )


class TeamForm(LeiderForm):
    """A new team and its first lead."""

    team = forms.CharField(
        max_length=MAX_NAAM, error_messages={"required": _("Geef het team een naam."), **_TE_LANG}
    )

    field_order = ("team", "naam", "email")


class TeamnaamForm(forms.Form):
    """Another name for a team or for oneself in it."""

    naam = forms.CharField(
        max_length=MAX_NAAM, error_messages={"required": _("Vul een naam in."), **_TE_LANG}
    )
