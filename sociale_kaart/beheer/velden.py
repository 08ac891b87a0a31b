"""Fields of the editors' forms: days of the week, and an organisatie chosen by its name or made along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sociale_kaart.models import Organisatie

DAGEN = (
    ("1", _("maandag")),
    ("2", _("dinsdag")),
    ("3", _("woensdag")),
    ("4", _("donderdag")),
    ("5", _("vrijdag")),
    ("6", _("zaterdag")),
    ("7", _("zondag")),
)


def dag() -> forms.DateInput:
    """The browser's own date field: no script of the admin's needed."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def tijd() -> forms.TimeInput:
    """The browser's own time field."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


EIGEN_VELDEN: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateField: {"widget": dag()},
    models.TimeField: {"widget": tijd()},
}


class DagenField(forms.MultipleChoiceField):
    """Ticks per weekday; the model keeps "12345"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **opties: Any) -> None:
        super().__init__(choices=DAGEN, **opties)

    def prepare_value(self, value: Any) -> Any:
        return list(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        return "".join(sorted(super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(list(initial or ""), data)


class NaamInvoer(forms.TextInput):
    """A text field with a list of names to choose from."""

    MEESTE = 1000
    """Beyond this a page would weigh megabytes; one types the name then, and a mistake is pointed at."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        lijst = f"{(attrs or {}).get('id', name)}_lijst"
        namen = Organisatie.objects.order_by("naam").values_list("naam", flat=True).distinct()
        return format_html(
            '{}<datalist id="{}">{}</datalist>',
            super().render(name, value, {**(attrs or {}), "list": lijst}, renderer),
            lijst,
            format_html_join("", '<option value="{}"></option>', ((n,) for n in namen[: self.MEESTE])),
        )


class OrganisatieField(forms.CharField):
    """The name of an organisatie; the form turns it into one."""

    widget = NaamInvoer

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return Organisatie.objects.filter(pk=value).values_list("naam", flat=True).first() or ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
