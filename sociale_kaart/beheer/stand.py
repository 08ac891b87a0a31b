"""What a form shows, as a browser would send it back, and how two editors' versions of it come together.

A stand is what an aanbod and its rows looked like in the form: per field the values as strings. It travels in the
form, signed. When the stand in the database is another one by the time the form comes back, somebody saved in
between: `voeg_samen` takes their change where ours left the field alone, keeps ours, and tells what it saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.utils.translation import gettext as _

from sociale_kaart.models import Aanbod, Status

Waarden = dict[str, list[str]]
Rijen = dict[str, Waarden]
_VAN_DJANGO = ("DELETE", "ORDER")
_ZOUT = "sociale_kaart.beheer.stand"


@dataclass(frozen=True, slots=True)
class Stand:
    """The fields of the aanbod, and per inline its rows by id, in the order of the form."""

    versie: int
    status: str
    velden: Waarden
    rijen: dict[str, Rijen]

    def verzegel(self) -> str:
        """For a hidden field."""
        return signing.dumps([self.versie, self.status, self.velden, self.rijen], salt=_ZOUT, compress=True)

    @classmethod
    def open(cls, tekst: str) -> Stand | None:
        """What `verzegel` made, or None when it did not come from us."""
        try:
            return cls(*signing.loads(tekst, salt=_ZOUT))
        except (signing.BadSignature, TypeError, ValueError):
            return None

    def zelfde(self, ander: Stand) -> bool:
        """Whether a form shows the same."""
        return (self.status, self.velden, self.rijen) == (ander.status, ander.velden, ander.rijen)


@dataclass(frozen=True, slots=True)
class Verschil:
    """What another changed while this form was open; `jij` is None where their value was taken over."""

    waar: str
    oud: str
    hun: str
    jij: str | None = None


def van(aanbod: Aanbod, form: forms.BaseForm, formsets: Iterable[BaseFormSet[Any]]) -> Stand:
    """The stand of an unbound form and its unbound formsets."""
    return Stand(
        aanbod.versie,
        aanbod.status,
        {naam: _ruw(form[naam]) for naam in form.fields},
        {
            _voor(formset): {
                str(rij.instance.pk): {naam: _ruw(rij[naam]) for naam in _velden(formset)}
                for rij in formset.initial_forms
            }
            for formset in formsets
        },
    )


def voeg_samen(
    post: QueryDict, oud: Stand, hun: Stand, form: forms.BaseForm, formsets: Iterable[BaseFormSet[Any]]
) -> tuple[QueryDict, list[Verschil]]:
    """Our POST on top of their version, and what they changed."""
    uit, gezien = post.copy(), list[Verschil]()
    if oud.status != hun.status:
        gezien.append(Verschil(_("Status"), str(Status(oud.status).label), str(Status(hun.status).label)))
    for naam, nieuw in hun.velden.items():
        veld = form.fields[naam]
        keuze, verschil = _kies(veld, str(veld.label), oud.velden.get(naam, []), nieuw, _lijst(post, naam))
        uit.setlist(naam, keuze)
        gezien += verschil
    for formset in formsets:
        gezien += _rijen_samen(
            uit, formset, oud.rijen.get(_voor(formset), {}), hun.rijen.get(_voor(formset), {})
        )
    return uit, gezien


def _kies(
    veld: forms.Field, waar: str, oud: list[str], hun: list[str], ons: list[str]
) -> tuple[list[str], list[Verschil]]:
    if hun in (oud, ons):
        return ons, []
    overgenomen = ons == oud
    jij = None if overgenomen else leesbaar(veld, ons)
    return hun if overgenomen else ons, [Verschil(waar, leesbaar(veld, oud), leesbaar(veld, hun), jij)]


def _rijen_samen(uit: QueryDict, formset: BaseFormSet[Any], oud: Rijen, hun: Rijen) -> list[Verschil]:
    """Rewrite the rows of one formset in `uit`: theirs as they stand, with our changes, then our new ones."""
    voor, velden = _voor(formset), _velden(formset)
    leeg: Mapping[str, forms.Field] = formset.empty_form.fields
    soort = str(formset.model._meta.verbose_name)  # type: ignore[attr-defined]
    ons, nieuw, weg = _lees_rijen(uit, voor, velden)
    gezien: list[Verschil] = []
    rijen: list[tuple[str, Waarden, bool]] = []
    for sleutel, hunne in hun.items():
        onze = ons.get(sleutel)
        eerder = oud.get(sleutel)
        if eerder is None:
            gezien.append(Verschil(f"{soort} {_naam(leeg, hunne)}", "", _("erbij gezet")))
            rijen.append((sleutel, hunne, False))
            continue
        if onze is None:
            onze = eerder
        if sleutel in weg and hunne != eerder:
            waar = f"{soort} {_naam(leeg, eerder)}"
            gezien.append(Verschil(waar, _naam(leeg, eerder), _naam(leeg, hunne), _("weggehaald")))
            rijen.append((sleutel, hunne, False))
            continue
        samen: Waarden = {}
        for naam in velden:
            waar = f"{soort} {_naam(leeg, eerder)}: {leeg[naam].label}"
            samen[naam], verschil = _kies(
                leeg[naam], waar, eerder.get(naam, []), hunne.get(naam, []), onze[naam]
            )
            gezien += verschil
        rijen.append((sleutel, samen, sleutel in weg))
    aantal = len(rijen)
    for sleutel in [s for s in oud if s not in hun]:
        waar = f"{soort} {_naam(leeg, oud[sleutel])}"
        onze = ons.get(sleutel)
        bleef = onze is None or onze == oud[sleutel] or sleutel in weg
        jij = None if bleef or onze is None else _naam(leeg, onze)
        gezien.append(Verschil(waar, _naam(leeg, oud[sleutel]), _("weggehaald"), jij))
        if not bleef and onze is not None:
            nieuw.append(onze)
    rijen += [("", waarden, False) for waarden in nieuw]
    _schrijf_rijen(uit, formset, rijen, aantal)
    return gezien


def _lees_rijen(post: QueryDict, voor: str, velden: list[str]) -> tuple[Rijen, list[Waarden], set[str]]:
    """Our rows by id, our new rows, and the ids of those we want away."""
    bekend: Rijen = {}
    nieuw: list[Waarden] = []
    weg: set[str] = set()
    try:
        totaal = min(int(post.get(f"{voor}-TOTAL_FORMS", "0")), 1000)
    except ValueError:
        totaal = 0
    for nummer in range(totaal):
        waarden = {naam: _lijst(post, f"{voor}-{nummer}-{naam}") for naam in velden}
        sleutel = post.get(f"{voor}-{nummer}-id", "")
        verwijderd = f"{voor}-{nummer}-DELETE" in post
        if sleutel:
            bekend[sleutel] = waarden
            if verwijderd:
                weg.add(sleutel)
        elif any(waarden.values()) and not verwijderd:
            nieuw.append(waarden)
    return bekend, nieuw, weg


def _schrijf_rijen(
    uit: QueryDict, formset: BaseFormSet[Any], rijen: list[tuple[str, Waarden, bool]], aantal: int
) -> None:
    voor = _voor(formset)
    ouder = str(formset.instance.pk)  # type: ignore[attr-defined]
    for sleutel in [s for s in uit if s.startswith(f"{voor}-") and not s.endswith("_NUM_FORMS")]:
        del uit[sleutel]
    uit[f"{voor}-TOTAL_FORMS"], uit[f"{voor}-INITIAL_FORMS"] = str(len(rijen)), str(aantal)
    for nummer, (sleutel, waarden, verwijderd) in enumerate(rijen):
        begin = f"{voor}-{nummer}-"
        for naam, waarde in waarden.items():
            uit.setlist(begin + naam, waarde)
        uit[f"{begin}id"] = sleutel
        uit[begin + formset.fk.name] = ouder  # type: ignore[attr-defined]
        if verwijderd:
            uit[f"{begin}DELETE"] = "on"


def leesbaar(veld: forms.Field, waarden: list[str]) -> str:
    """Values of a field as a reader knows them."""
    widget = _kale_widget(veld.widget)
    if isinstance(widget, forms.CheckboxInput):
        return _("ja") if waarden else _("nee")
    namen: dict[str, str] = {}
    for waarde, label in getattr(widget, "choices", ()):
        paren = label if isinstance(label, list | tuple) else [(waarde, label)]
        namen |= {str(w): str(naam) for w, naam in paren}
    return ", ".join(namen.get(waarde, waarde) for waarde in waarden) or _("leeg")


def _naam(velden: Mapping[str, forms.Field], rij: Waarden) -> str:
    """What a reader calls a row: its first values that say something."""
    delen = [leesbaar(velden[naam], waarde) for naam, waarde in rij.items() if waarde]
    return " ".join(delen[:3])


def _velden(formset: BaseFormSet[Any]) -> list[str]:
    ouder = formset.fk.name  # type: ignore[attr-defined]
    return [naam for naam in formset.empty_form.fields if naam not in ("id", ouder, *_VAN_DJANGO)]


def _voor(formset: BaseFormSet[Any]) -> str:
    return str(formset.prefix)


def _kale_widget(widget: forms.Widget) -> forms.Widget:
    """The widget itself, where the admin wrapped it."""
    return getattr(widget, "widget", widget)


def _ruw(gebonden: BoundField) -> list[str]:
    """The values a browser would send for a field as it was rendered."""
    waarde: Any = gebonden.value()
    widget = _kale_widget(gebonden.field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if waarde else []
    vorm: Any = widget.format_value(waarde)
    waarden = vorm if isinstance(vorm, list | tuple | set) else [vorm]
    return _schoon("" if w is None else str(w) for w in waarden)


def _lijst(post: QueryDict, naam: str) -> list[str]:
    return _schoon(post.getlist(naam))


def _schoon(waarden: Iterable[str]) -> list[str]:
    """The same for what was rendered and what came back: line ends, order of ticks, and empty is nothing."""
    return sorted(w for w in (waarde.replace("\r\n", "\n") for waarde in waarden) if w)
