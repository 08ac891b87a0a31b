"""What became of an aanbod, deed by deed: its own fields and its rows together, and back to how it was.

Every model keeps its own history. Rows that were written in one request carry one moment (`zelfde_moment`), so that
what an editor saved at once also reads as one change.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.models import HistoricalRecords

from sociale_kaart.beheer.velden import DAGEN
from sociale_kaart.models import (
    Aanbod,
    AanbodLocatie,
    Kanaal,
    Kenmerk,
    Locatie,
    Openingstijd,
    Organisatie,
    Term,
    Werkgebied,
)

NIET_TONEN = {"id", "aanbod", "overig", "gewijzigd_op", "organisatie_id"}
NIET_TERUG = {"id", "slug", "status", "reden", "gecontroleerd_op", "gewijzigd_op", "versie"}
"""What going back leaves alone: these have deeds of their own."""
SAMEN = timedelta(seconds=2)
"""Rows that nobody's request wrote (start data, a command) and that follow this closely are one change."""
Rij = Any
"""A row of a history table; simple-history makes those classes at run time."""


def zelfde_moment(sender: Any, history_instance: Any, **_rest: Any) -> None:
    """Signal receiver: give every history row of one request the moment of its first."""
    request = getattr(HistoricalRecords.context, "request", None)
    if request is not None:
        if not hasattr(request, "moment_van_wijziging"):
            request.moment_van_wijziging = history_instance.history_date
        history_instance.history_date = request.moment_van_wijziging


@dataclass(frozen=True, slots=True)
class Regel:
    """One changed field. `oud` and `nieuw` are as a reader knows them."""

    veld: str
    oud: str
    nieuw: str


@dataclass(slots=True)
class Deel:
    """What happened to one row: made, changed or gone."""

    kop: str
    soort: str
    regels: list[Regel]


@dataclass(slots=True)
class Wijziging:
    """What one editor saved at one moment."""

    moment: datetime
    door: str
    reden: str
    delen: list[Deel] = field(default_factory=list)

    @property
    def sleutel(self) -> str:
        """The moment as it stands in an address."""
        return self.moment.astimezone(timezone.get_default_timezone()).isoformat()


def wijzigingen(ding: Aanbod | Organisatie) -> list[Wijziging]:
    """Everything that changed, the last first."""
    per_rij: dict[tuple[type[models.Model], Any], list[Rij]] = defaultdict(list)
    groepen: list[list[Rij]] = []
    for rij in sorted(_rijen(ding), key=lambda r: (r.history_date, r.history_id)):
        if groepen and _horen_samen(groepen[-1][-1], rij):
            groepen[-1].append(rij)
        else:
            groepen.append([rij])
    uit = []
    for groep in groepen:
        laatste: dict[tuple[type[models.Model], Any], Rij] = {}
        for rij in groep:
            laatste[rij.instance_type, rij.id] = rij
        wijziging = Wijziging(
            groep[-1].history_date, str(groep[0].history_user or ""), groep[0].history_change_reason or ""
        )
        for sleutel, rij in laatste.items():
            eerder = per_rij[sleutel][-1] if per_rij[sleutel] else None
            wijziging.delen += _deel(eerder, rij)
            per_rij[sleutel].append(rij)
        if wijziging.delen:
            uit.append(wijziging)
    return uit[::-1]


def _horen_samen(een: Rij, ander: Rij) -> bool:
    if een.history_user_id != ander.history_user_id:
        return False
    if een.history_user_id is not None:
        return bool(een.history_date == ander.history_date)
    return bool(ander.history_date - een.history_date <= SAMEN)


def _rijen(ding: Aanbod | Organisatie, tot: datetime | None = None) -> list[Rij]:
    """The history rows of a thing and of what belongs to it."""
    if isinstance(ding, Organisatie):
        keuzes: list[tuple[Any, dict[str, Any]]] = [
            (Organisatie, {"id": ding.pk}),
            (Locatie, {"organisatie_id": ding.pk}),
        ]
    else:
        eigen = {"aanbod_id": ding.pk}
        locaties = AanbodLocatie.history.filter(**eigen).values_list("locatie_id", flat=True)
        keuzes = [
            (Aanbod, {"id": ding.pk}),
            *((model, eigen) for model in (Kanaal, Openingstijd, Kenmerk, Werkgebied, AanbodLocatie)),
            (Locatie, {"id__in": set(locaties)}),
        ]
    op_tijd = {} if tot is None else {"history_date__lte": tot}
    return [
        rij
        for model, filters in keuzes
        for rij in model.history.filter(**filters, **op_tijd).select_related("history_user")
    ]


def _deel(eerder: Rij | None, rij: Rij) -> list[Deel]:
    """How a row went from one state to the next; nothing when nothing a reader sees changed."""
    model = rij.instance_type
    erbij = rij.history_type != "-" and (eerder is None or eerder.history_type == "-")
    if rij.history_type == "-":
        if eerder is None or eerder.history_type == "-":
            return []
        return [Deel(_kop(eerder), "weg", [])]
    regels = []
    for veld in _velden(model):
        nu = _tekst(rij, veld)
        was = "" if erbij or eerder is None else _tekst(eerder, veld)
        if nu != was:
            regels.append(Regel(capfirst(str(veld.verbose_name)), was, nu))
    if erbij:
        return [Deel(_kop(rij), "erbij", regels if model in (Aanbod, Organisatie) else [])]
    return [Deel(_kop(rij), "anders", regels)] if regels else []


def _historie(model: Any) -> type[models.Model]:
    historie: type[models.Model] = model.history.model
    return historie


def _velden(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    bewaard = {veld.name for veld in _historie(model)._meta.fields}
    return [v for v in model._meta.concrete_fields if v.name in bewaard and v.name not in NIET_TONEN]


def _kop(rij: Rij) -> str:
    """What a reader calls a row."""
    model = rij.instance_type
    naam = capfirst(str(model._meta.verbose_name))
    if model is Kanaal:
        tekst = f"{rij.get_soort_display()} {rij.waarde}"
    elif model is Kenmerk:
        term = Term.objects.select_related("indeling").filter(pk=rij.term_id).first()
        naam, tekst = (term.indeling.naam, term.naam) if term else (naam, _("een term die er niet meer is"))
    elif model is Openingstijd:
        tekst = f"{_dagen(rij.dagen)} {rij.van:%H:%M}–{rij.tot:%H:%M}"
    elif model is Werkgebied:
        tekst = rij.naam or rij.get_provincie_display()
    elif model is Locatie:
        tekst = " ".join(deel for deel in (rij.naam, rij.straat, rij.plaats) if deel)
    elif model is AanbodLocatie:
        locatie = Locatie.history.filter(id=rij.locatie_id).first()
        tekst = locatie.plaats if locatie else ""
    else:
        return naam
    return f"{naam}: {tekst}"


def _dagen(dagen: str) -> str:
    return ", ".join(str(naam) for dag, naam in DAGEN if dag in dagen)


def _tekst(rij: Rij, veld: models.Field[Any, Any]) -> str:
    """A value as a reader knows it."""
    waarde = getattr(rij, veld.attname)
    if waarde is None or waarde == "":
        return ""
    if veld.name == "dagen":
        return _dagen(waarde)
    if isinstance(veld, models.BooleanField):
        return _("ja") if waarde else _("nee")
    if veld.choices:
        return str(getattr(rij, f"get_{veld.name}_display")())
    if isinstance(veld, models.ForeignKey):
        ander = veld.related_model._default_manager.filter(pk=waarde).first()
        return str(ander) if ander else _("niet meer te vinden")
    if isinstance(veld, models.DateField):
        return date_format(waarde, "j F Y")
    if isinstance(veld, models.TimeField):
        return date_format(waarde, "H:i") if isinstance(waarde, datetime) else f"{waarde:%H:%M}"
    return str(waarde)


# Back to how it was


def stand_op(aanbod: Aanbod, moment: datetime) -> dict[type[models.Model], dict[Any, Rij]]:
    """Per model the history rows that held at that moment, by id. Empty when the aanbod was not there yet."""
    uit: dict[type[models.Model], dict[Any, Rij]] = defaultdict(dict)
    for rij in sorted(_rijen(aanbod, moment), key=lambda r: (r.history_date, r.history_id)):
        if rij.history_type == "-":
            uit[rij.instance_type].pop(rij.id, None)
        else:
            uit[rij.instance_type][rij.id] = rij
    return uit


def verschil_met(aanbod: Aanbod, moment: datetime) -> list[Deel]:
    """What going back to that moment would change, as `zet_terug` does it."""
    toen, nu = stand_op(aanbod, moment), stand_op(aanbod, timezone.now())
    plekken = {rij.locatie_id for rij in toen[AanbodLocatie].values()}
    uit: list[Deel] = []
    for model in (Aanbod, Kanaal, Openingstijd, Kenmerk, Werkgebied, AanbodLocatie, Locatie):
        for sleutel in {**nu[model], **toen[model]}:
            eerst, straks = nu[model].get(sleutel), toen[model].get(sleutel)
            if model is Locatie and (straks is None or sleutel not in plekken):
                continue
            if straks is None:
                uit.append(Deel(_kop(eerst), "weg", []))
                continue
            for deel in _deel(eerst, straks):
                blijft = _namen(NIET_TERUG) if model is Aanbod else set()
                deel.regels = [regel for regel in deel.regels if regel.veld not in blijft]
                if deel.regels or deel.soort == "erbij":
                    uit.append(deel)
    return uit


def _namen(velden: set[str]) -> set[str]:
    """What a reader calls these fields of an aanbod."""
    return {capfirst(str(v.verbose_name)) for v in Aanbod._meta.concrete_fields if v.name in velden}


@transaction.atomic
def zet_terug(aanbod: Aanbod, moment: datetime) -> None:
    """Make the aanbod and its rows as they were. Status, why, slug and `gecontroleerd_op` stay as they are now.

    Goes through `save` and `delete` of each row, so that this too has its history and reaches the search index.
    Raises ValidationError when the earlier state can't be published any more.
    """
    toen = stand_op(aanbod, moment)
    _neem_over(aanbod, toen[Aanbod][aanbod.pk])
    if not Organisatie.objects.filter(pk=aanbod.organisatie_id).exists():
        eerder = Organisatie.history.filter(id=aanbod.organisatie_id).exclude(history_type="-")
        _bewaar(Organisatie(pk=aanbod.organisatie_id), eerder.latest("history_date", "history_id"))
    aanbod.versie += 1
    aanbod.full_clean(exclude=["slug"])
    aanbod.save()
    plekken = {rij.locatie_id for rij in toen[AanbodLocatie].values()}
    for sleutel, rij in toen[Locatie].items():
        if sleutel in plekken:
            _bewaar(Locatie.objects.filter(pk=sleutel).first() or Locatie(pk=sleutel), rij)
    # What goes away goes first: its value may be needed again by what comes back.
    for model in (Openingstijd, Kenmerk, Werkgebied, AanbodLocatie, Kanaal):
        for weg in model._default_manager.filter(aanbod=aanbod).exclude(pk__in=toen[model]):
            weg.delete()
    elders: dict[Any, Any] = {}
    for model in (Kanaal, Kenmerk, Werkgebied, AanbodLocatie, Openingstijd):
        for sleutel, rij in toen[model].items():
            ding = model._default_manager.filter(pk=sleutel).first() or model(pk=sleutel)
            if not ding._state.adding and ding.aanbod_id != aanbod.pk:
                # It moved to another aanbod by a merge and stays there; here comes a copy.
                ding = model()
                elders[sleutel] = ding.pk
            if model is Kenmerk and not Term.objects.filter(pk=rij.term_id).exists():
                continue  # the editors took the term itself away
            if model is Openingstijd and rij.kanaal_id in elders:
                rij.kanaal_id = elders[rij.kanaal_id]
            _bewaar(ding, rij)


def _bewaar(ding: models.Model, rij: Rij) -> None:
    """Save a thing as its history row says, when that is another than it is."""
    if _neem_over(ding, rij) or ding._state.adding:
        ding.save()


def _neem_over(ding: models.Model, rij: Rij) -> bool:
    """Give a thing the values of a history row; whether any was another."""
    anders = False
    laat = NIET_TERUG if isinstance(ding, Aanbod) else {"id"}
    bewaard = {veld.name for veld in type(rij)._meta.fields}
    for veld in ding._meta.concrete_fields:
        if veld.name in laat or veld.name not in bewaard:
            continue
        waarde = getattr(rij, veld.attname)
        if getattr(ding, veld.attname) != waarde:
            setattr(ding, veld.attname, waarde)
            anders = True
    return anders
