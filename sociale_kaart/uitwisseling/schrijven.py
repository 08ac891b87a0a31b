"""Writes a plan: all or nothing, in one short transaction.

Every autosave waits while SQLite has a writer. So everything that costs time (defaults, conversions, the rows of the
history) is made before the lock, and in it runs plain SQL, many rows at once.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sociale_kaart import publiek
from sociale_kaart.bulk import Opdracht, voeg_in
from sociale_kaart.models import Aanbod, Invoer, LinkBevinding, Status, Zoekachterstand
from sociale_kaart.uitwisseling.beeld import MODELLEN, Plan, Rij
from sociale_kaart.zoeken import achterstand

_T = TypeVar("_T")
_STUK = 500


class Botsing(Exception):
    """Somebody changed the same entries since the file was looked at. Nothing was written."""

    def __init__(self, namen: Sequence[str] = ()) -> None:
        super().__init__()
        self.namen = tuple(namen)

    @property
    def zin(self) -> str:
        """What to tell the editor."""
        if not self.namen:
            return _("De kaart is intussen veranderd. Er is niets ingevoerd. Breng het bestand opnieuw in.")
        return _(
            "Intussen is dit aanbod veranderd: %(namen)s. Er is niets ingevoerd. Breng het bestand opnieuw in."
        ) % {"namen": ", ".join(self.namen)}


class AlGedaan(Exception):
    """This very file was put in already, such as by the first click of two."""


def stand() -> dict[str, int]:
    """How far the history of each model is now. Take it before anything is read."""
    uit = {}
    for naam, model in MODELLEN.items():
        if historie := getattr(model, "history", None):
            uit[naam] = historie.aggregate(hoogste=models.Max("history_id"))["hoogste"] or 0
    return uit


def schrijf(
    plan: Plan, sinds: dict[str, int], door: int | None = None, invoer: Invoer | None = None
) -> list[str]:
    """Write the plan and return the ids of the aanbod whose place in the search index is now old.

    Raises Botsing, with nothing written, when what the plan touches changed after `sinds`, and AlGedaan when `invoer`
    was put in before. In the same transaction `invoer` is marked as put in, and what the index has to do is noted.
    """
    opdrachten = list(_opdrachten(plan, door))
    oud = _voor_de_index(plan)
    opdrachten.append(voeg_in(Zoekachterstand, achterstand.rijen(uuid.UUID(pk) for pk in oud)))
    try:
        with transaction.atomic():
            # First of all: a second press of the button waits here, and would else see a map that changed.
            if invoer is not None:
                _neem(invoer, len(plan.aanbod()))
            if namen := _veranderd(plan, sinds):
                raise Botsing(namen)
            for opdracht in opdrachten:
                opdracht.voer_uit()
            transaction.on_commit(publiek.verouder)
    except IntegrityError as fout:
        raise Botsing from fout
    return oud


def _neem(invoer: Invoer, aantal: int) -> None:
    mijn = Invoer.objects.filter(id=invoer.id)
    if mijn.filter(fase=Invoer.Fase.KLAAR).update(fase=Invoer.Fase.GEDAAN, aantal=aantal):
        return
    if mijn.filter(fase=Invoer.Fase.GEDAAN).exists():
        raise AlGedaan
    raise Botsing


def _voor_de_index(plan: Plan) -> list[str]:
    """Only what is published stands in the index, and only what is there can stop being it."""
    weg = [rij["id"] for rij in plan.weg.get("Aanbod", ())]
    raakt = sorted(plan.aanbod())
    organisaties = {rij["id"] for naam, rij in plan.alle() if naam == "Organisatie"} | {
        rij["organisatie_id"] for naam, rij in plan.alle() if naam == "Locatie"
    }
    uit = {str(pk) for (pk,) in _per_stuk(raakt, "id__in")}
    uit |= {str(pk) for (pk,) in _per_stuk(sorted(organisaties), "organisatie_id__in")}
    gepubliceerd = {
        rij["id"] for naam, rij in plan.alle() if naam == "Aanbod" and rij["status"] == Status.GEPUBLICEERD
    }
    return sorted({*uit, *weg, *gepubliceerd})


def _per_stuk(ids: Sequence[str], filter_: str) -> Iterator[tuple[Any]]:
    for deel in stukken(ids, _STUK):
        yield from Aanbod.objects.gepubliceerd().filter(**{filter_: deel}).values_list("id")


def stukken(rij: Iterable[_T], grootte: int) -> Iterator[list[_T]]:
    """In lists of at most this many."""
    bron = iter(rij)
    while deel := list(islice(bron, grootte)):
        yield deel


def _veranderd(plan: Plan, sinds: dict[str, int]) -> list[str]:
    """The names of what the plan touches and somebody else changed meanwhile."""
    aanbod = plan.aanbod()
    organisaties = {
        rij["id"] if naam == "Organisatie" else rij["organisatie_id"]
        for naam, rij in plan.alle()
        if naam in ("Organisatie", "Locatie", "Aanbod")
    }
    namen: dict[str, None] = {}
    for naam, vanaf in sinds.items():
        historie = MODELLEN[naam].history  # type: ignore[attr-defined] # simple-history hangs it there
        sleutel, van = {
            "Organisatie": ("id", organisaties),
            "Locatie": ("organisatie_id", organisaties),
            "Aanbod": ("id", aanbod),
        }.get(naam, ("aanbod_id", aanbod))
        gezien = historie.filter(history_id__gt=vanaf).values_list(sleutel, flat=True)
        for pk in {str(pk) for pk in gezien} & van:
            namen[pk] = None
    if not namen:
        return []
    wie = Aanbod.objects.filter(models.Q(id__in=namen) | models.Q(organisatie_id__in=namen))
    return list(wie.values_list("naam", flat=True)[:10]) or [_("een organisatie")]


def _opdrachten(plan: Plan, door: int | None) -> Iterator[Opdracht]:
    nu = timezone.now()
    historie: dict[str, list[tuple[str, Rij]]] = defaultdict(list)
    for naam in reversed(MODELLEN):
        if rijen := plan.weg.get(naam):
            historie[naam] += [("-", rij) for rij in rijen]
            if naam == "Kanaal":
                yield _verwijder(LinkBevinding, rijen)
            yield _verwijder(MODELLEN[naam], rijen)
    for naam, model in MODELLEN.items():
        if rijen := plan.nieuw.get(naam):
            historie[naam] += [("+", rij) for rij in rijen]
            yield voeg_in(model, [model(**rij) for rij in rijen])
        if gewijzigd := plan.anders.get(naam):
            historie[naam] += [("~", rij) for _namen, rij in gewijzigd]
            yield from _wijzig(model, gewijzigd)
    # Who asks for what changed after a moment means the kanalen and hours of an aanbod as well.
    nieuw = {rij["id"] for rij in plan.nieuw.get("Aanbod", ())}
    if ids := sorted(plan.aanbod() - nieuw):
        yield _bij(Aanbod, ids, nu, "versie = versie + 1, ")
    organisaties = sorted(rij["id"] for _namen, rij in plan.anders.get("Organisatie", ()))
    if organisaties:
        yield _bij(MODELLEN["Organisatie"], organisaties, nu, "")
    for naam, rijen_ in historie.items():
        if beheerder := getattr(MODELLEN[naam], "history", None):
            model = beheerder.model
            bewaart = {veld.attname for veld in model._meta.concrete_fields}
            yield voeg_in(
                model,
                [
                    model(
                        history_type=soort,
                        history_date=nu,
                        history_change_reason="import",
                        history_user_id=door,
                        **({"gewijzigd_op": nu} if "gewijzigd_op" in bewaart else {}),
                        **{veld: waarde for veld, waarde in rij.items() if veld in bewaart},
                    )
                    for soort, rij in rijen_
                ],
            )


def _quote(naam: str | None) -> str:
    return connection.ops.quote_name(naam or "")


def _wijzig(model: type[models.Model], gewijzigd: list[tuple[list[str], Rij]]) -> Iterator[Opdracht]:
    per_velden: dict[tuple[str, ...], list[Rij]] = defaultdict(list)
    for namen, rij in gewijzigd:
        per_velden[tuple(namen)].append(rij)
    op_naam = {veld.attname: veld for veld in model._meta.concrete_fields}
    sleutel = op_naam["id"]
    for namen_, rijen in per_velden.items():
        zet = ", ".join(f"{_quote(op_naam[naam].column)} = %s" for naam in namen_)
        yield Opdracht(
            f"UPDATE {_quote(model._meta.db_table)} SET {zet} WHERE id = %s",
            [
                tuple(
                    veld.get_db_prep_save(veld.to_python(rij[veld.attname]), connection)
                    for veld in (*(op_naam[naam] for naam in namen_), sleutel)
                )
                for rij in rijen
            ],
        )


def _verwijder(model: type[models.Model], rijen: list[Rij]) -> Opdracht:
    sleutel = model._meta.pk
    return Opdracht(
        f"DELETE FROM {_quote(model._meta.db_table)} WHERE {_quote(sleutel.column)} = %s",
        [(sleutel.get_db_prep_save(rij["id"], connection),) for rij in rijen],
    )


def _bij(model: type[models.Model], ids: list[str], nu: Any, ook: str) -> Opdracht:
    op_naam = {veld.attname: veld for veld in model._meta.concrete_fields}
    moment = op_naam["gewijzigd_op"].get_db_prep_save(nu, connection)
    return Opdracht(
        f"UPDATE {_quote(model._meta.db_table)} SET {ook}gewijzigd_op = %s WHERE id = %s",
        [(moment, op_naam["id"].get_db_prep_save(pk, connection)) for pk in ids],
    )
