"""What an import reads and wants to have, as plain rows: so it can be compared and kept as JSON without a write lock.

`Rijen` holds rows by model and id. An importer takes the rows that are there, changes a copy, and `vergelijk` says
what has to be written.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from typing import Any

from django.db import models

from sociale_kaart.models import (
    Aanbod,
    AanbodLocatie,
    Indeling,
    Kanaal,
    Kenmerk,
    Locatie,
    Openingstijd,
    Organisatie,
    Term,
    Werkgebied,
)

Rij = dict[str, Any]
Rijen = dict[str, dict[str, Rij]]

MODELLEN: dict[str, type[models.Model]] = {
    model.__name__: model
    for model in (
        Organisatie,
        Indeling,
        Term,
        Aanbod,
        Kanaal,
        Kenmerk,
        Werkgebied,
        Locatie,
        AanbodLocatie,
        Openingstijd,
    )
}
"""In the order in which rows can be made; the other way round they can go."""

_VANZELF = {"versie", "gewijzigd_op"}
"""What the writing itself keeps."""
_VAN_AANBOD = ("Kanaal", "Kenmerk", "Werkgebied", "AanbodLocatie", "Openingstijd")


@cache
def velden(naam: str) -> tuple[str, ...]:
    """The columns of a model that an import may say something about."""
    return tuple(
        veld.attname for veld in MODELLEN[naam]._meta.concrete_fields if veld.attname not in _VANZELF
    )


def leeg() -> Rijen:
    return {naam: {} for naam in MODELLEN}


@cache
def _standaard(naam: str) -> tuple[tuple[str, Any], ...]:
    leeg_object = MODELLEN[naam]()
    return tuple((veld, plat(getattr(leeg_object, veld))) for veld in velden(naam))


def nieuwe_rij(naam: str, /, **waarden: Any) -> Rij:
    """A row with the model's own defaults for what is not said; the id must be."""
    return {**dict(_standaard(naam)), "overig": {}, **waarden}


def plat(waarde: Any) -> Any:
    """A value as JSON can hold it and a model field can read it back."""
    if isinstance(waarde, uuid.UUID):
        return str(waarde)
    if isinstance(waarde, time):
        return waarde.isoformat("seconds" if waarde.second else "minutes")
    if isinstance(waarde, date):
        return waarde.isoformat()
    return waarde


def laad(aanbod: Iterable[str]) -> Rijen:
    """The rows of these aanbod, their organisaties and their locaties, in nine statements at most."""
    ids = list(aanbod)
    uit = leeg()
    uit["Aanbod"] = _lees("Aanbod", id__in=ids)
    for naam in _VAN_AANBOD:
        uit[naam] = _lees(naam, aanbod_id__in=ids)
    uit["Organisatie"] = _lees(
        "Organisatie", id__in={rij["organisatie_id"] for rij in uit["Aanbod"].values()}
    )
    uit["Locatie"] = _lees("Locatie", id__in={rij["locatie_id"] for rij in uit["AanbodLocatie"].values()})
    return uit


def gedeelde_locaties(locaties: Iterable[str]) -> set[str]:
    """Which of these are the place of more than one aanbod."""
    vaker = (
        AanbodLocatie.objects.filter(locatie_id__in=list(locaties))
        .order_by()
        .values("locatie_id")
        .annotate(aantal=models.Count("id"))
        .filter(aantal__gt=1)
    )
    return {str(rij["locatie_id"]) for rij in vaker}


def _lees(naam: str, **filters: Any) -> dict[str, Rij]:
    rijen = MODELLEN[naam]._default_manager.filter(**filters).values(*velden(naam))
    return {str(rij["id"]): {veld: plat(waarde) for veld, waarde in rij.items()} for rij in rijen}


def kopie(rijen: Rijen) -> Rijen:
    return {naam: {pk: dict(rij) for pk, rij in van.items()} for naam, van in rijen.items()}


@dataclass(slots=True)
class Plan:
    """What has to be written. `anders` holds whole rows with the names of the fields that changed."""

    nieuw: dict[str, list[Rij]] = field(default_factory=dict)
    anders: dict[str, list[tuple[list[str], Rij]]] = field(default_factory=dict)
    weg: dict[str, list[Rij]] = field(default_factory=dict)

    def voeg_toe(self, ander: Plan) -> None:
        """Take another plan along. What two of them make (an organisatie with two aanbod) is made once."""
        for naam, rijen in ander.nieuw.items():
            er_al = {rij["id"] for rij in self.nieuw.get(naam, ())}
            self.nieuw.setdefault(naam, []).extend(rij for rij in rijen if rij["id"] not in er_al)
        for naam, gewijzigd in ander.anders.items():
            bekend = {rij["id"]: nummer for nummer, (_, rij) in enumerate(self.anders.get(naam, ()))}
            for namen, rij in gewijzigd:
                if rij["id"] not in bekend:
                    self.anders.setdefault(naam, []).append((list(namen), rij))
        for naam, rijen in ander.weg.items():
            self.weg.setdefault(naam, []).extend(rijen)

    def als_json(self) -> dict[str, Any]:
        return {"nieuw": self.nieuw, "anders": self.anders, "weg": self.weg}

    @classmethod
    def uit_json(cls, bron: dict[str, Any]) -> Plan:
        return cls(bron["nieuw"], bron["anders"], bron["weg"])

    def __bool__(self) -> bool:
        return any(self.nieuw.values()) or any(self.anders.values()) or any(self.weg.values())

    def alle(self) -> Iterator[tuple[str, Rij]]:
        """Each row that the plan touches, with the name of its model."""
        for rijen in (self.nieuw, self.weg):
            for naam, van in rijen.items():
                for rij in van:
                    yield naam, rij
        for naam, gewijzigd in self.anders.items():
            for _, rij in gewijzigd:
                yield naam, rij

    def aanbod(self) -> set[str]:
        """The ids of the aanbod that it touches."""
        return {
            rij["id"] if naam == "Aanbod" else rij["aanbod_id"]
            for naam, rij in self.alle()
            if naam == "Aanbod" or naam in _VAN_AANBOD
        }


def vergelijk(oud: Rijen, nieuw: Rijen) -> Plan:
    """What turns `oud` into `nieuw`."""
    plan = Plan()
    for naam in MODELLEN:
        er_zijn, gewenst = oud.get(naam, {}), nieuw.get(naam, {})
        if maken := [rij for pk, rij in gewenst.items() if pk not in er_zijn]:
            plan.nieuw[naam] = maken
        anders = [
            (namen, rij)
            for pk, rij in gewenst.items()
            if pk in er_zijn
            and (namen := [veld for veld, waarde in rij.items() if waarde != er_zijn[pk].get(veld)])
        ]
        if anders:
            plan.anders[naam] = anders
        if weg := [rij for pk, rij in er_zijn.items() if pk not in gewenst]:
            plan.weg[naam] = weg
    return plan
