"""Two entries become one: per field somebody chooses, what can stand together stands together, nothing is lost.

The entry that goes keeps its own rows and its history and is archived, so that publishing it again undoes the merge.
What points at it moves: reports, checks, notices, and its address (`OudAdres`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext

from sociale_kaart.gelijkenis import nummer, webadres, woorden
from sociale_kaart.models import (
    Aanbod,
    AanbodLocatie,
    Bericht,
    Controle,
    Foutmelding,
    Kanaal,
    Kenmerk,
    LinkBevinding,
    Locatie,
    Openingstijd,
    OudAdres,
    Soort,
    Status,
    Werkgebied,
)

KIESBAAR = (
    "naam",
    "organisatie",
    "status",
    "land",
    "bereik",
    "soort",
    *Aanbod.INHOUD,
    "op_feestdagen",
)
"""The fields of which one value stays. Names, origin and what is still to be checked go together."""
BLIJFT, VERVALT = "blijft", "vervalt"
Keuzes = Mapping[str, str]


class Ingehaald(Exception):
    """Somebody changed or merged one of the two since the page was made."""


@dataclass(frozen=True, slots=True)
class Veld:
    """A field of which the two differ, and which value we would keep."""

    naam: str
    label: str
    blijft: str
    vervalt: str
    keuze: str


def velden(blijft: Aanbod, vervalt: Aanbod, gekozen: Keuzes | None = None) -> list[Veld]:
    """Where the two differ, with what was chosen or, before that, what we propose."""
    return [
        Veld(
            naam,
            str(Aanbod._meta.get_field(naam).verbose_name),  # type: ignore[union-attr]
            in_woorden(blijft, naam),
            in_woorden(vervalt, naam),
            (gekozen or {}).get(naam) or voorkeur(blijft, vervalt, naam),
        )
        for naam in KIESBAAR
        if _waarde(blijft, naam) != _waarde(vervalt, naam)
    ]


def voorkeur(blijft: Aanbod, vervalt: Aanbod, naam: str) -> str:
    """Ours, unless only theirs says something, or only theirs is what the public sees now."""
    if naam == "status":
        return VERVALT if vervalt.status == Status.GEPUBLICEERD else BLIJFT
    leeg = (None, "")
    return VERVALT if _waarde(blijft, naam) in leeg and _waarde(vervalt, naam) not in leeg else BLIJFT


def in_woorden(aanbod: Aanbod, naam: str) -> str:
    """The value of a field as a reader would say it."""
    waarde = _waarde(aanbod, naam)
    if waarde is None or waarde == "":
        return gettext("niet bekend") if waarde is None else gettext("niet ingevuld")
    if isinstance(waarde, bool):
        return gettext("ja") if waarde else gettext("nee")
    if naam == "organisatie":
        return str(aanbod.organisatie)
    weergave: Callable[[], Any] | None = getattr(aanbod, f"get_{naam}_display", None)
    return str(weergave() if weergave else waarde)


def _waarde(aanbod: Aanbod, naam: str) -> Any:
    return getattr(aanbod, Aanbod._meta.get_field(naam).attname)  # type: ignore[union-attr]


@transaction.atomic
def voeg_samen(blijft_id: UUID, vervalt_id: UUID, keuzes: Keuzes, versies: tuple[int, int]) -> Aanbod:
    """Merge, all of it or nothing. Raises Ingehaald, or ValidationError when the outcome would not be valid."""
    # Always in the same order, so that two merges of one pair can't wait for each other.
    rijen = Aanbod.objects.select_for_update().filter(pk__in=(blijft_id, vervalt_id)).order_by("pk")
    op_id = {aanbod.pk: aanbod for aanbod in rijen}
    blijft, vervalt = op_id.get(blijft_id), op_id.get(vervalt_id)
    if blijft is None or vervalt is None or (blijft.versie, vervalt.versie) != versies:
        raise Ingehaald
    if blijft is vervalt or Status.GEARCHIVEERD in (blijft.status, vervalt.status):
        raise Ingehaald
    return _Samenvoeging(blijft, vervalt).doe(keuzes)


class _Samenvoeging:
    """One merge, inside its transaction."""

    def __init__(self, blijft: Aanbod, vervalt: Aanbod) -> None:
        self._blijft, self._vervalt = blijft, vervalt
        self._reden = gettext("samengevoegd met %(naam)s")
        self._overgenomen = False
        """Whether anything that the public reads came from the other one."""

    def doe(self, keuzes: Keuzes) -> Aanbod:
        blijft, vervalt = self._blijft, self._vervalt
        self._velden(keuzes)
        blijft.full_clean()
        kanalen = self._kanalen()
        uren = self._uren(kanalen)
        self._termen_en_gebied()
        self._locaties()
        self._wat_ernaar_wijst()
        if uren:
            na_te_kijken = gettext("Samengevoegd met %(naam)s: kloppen de uren nog?") % {"naam": vervalt.naam}
            blijft.nog_controleren = _onder_elkaar(blijft.nog_controleren, na_te_kijken)
        if self._overgenomen:
            blijft.gecontroleerd_op = _oudste(blijft.gecontroleerd_op, vervalt.gecontroleerd_op)
        vervalt.status = Status.GEARCHIVEERD
        archief = gettext("Samengevoegd met %(naam)s (%(slug)s).") % {
            "naam": blijft.naam,
            "slug": blijft.slug,
        }
        vervalt.reden = _onder_elkaar(vervalt.reden, archief)
        for aanbod, ander in ((vervalt, blijft), (blijft, vervalt)):
            aanbod.versie += 1
            self._bewaar(aanbod, ander.naam)
        return blijft

    def _bewaar(self, rij: models.Model, ander: str = "") -> None:
        rij._change_reason = (self._reden % {"naam": ander or self._vervalt.naam})[:100]  # type: ignore[attr-defined]
        rij.save()

    def _velden(self, keuzes: Keuzes) -> None:
        blijft, vervalt = self._blijft, self._vervalt
        eigen_naam = blijft.naam
        for veld in velden(blijft, vervalt, keuzes):
            if veld.keuze == VERVALT:
                attribuut = Aanbod._meta.get_field(veld.naam).attname  # type: ignore[union-attr]
                setattr(blijft, attribuut, getattr(vervalt, attribuut))
                self._overgenomen |= veld.naam != "status"
        andere = [*blijft.andere_namen.split(","), *vervalt.andere_namen.split(","), eigen_naam, vervalt.naam]
        blijft.andere_namen = _namen(andere, behalve=blijft.naam)
        if vervalt.herkomst not in blijft.herkomst:
            blijft.herkomst = "; ".join(filter(None, (blijft.herkomst, vervalt.herkomst)))
        if vervalt.nog_controleren not in blijft.nog_controleren:
            blijft.nog_controleren = _onder_elkaar(blijft.nog_controleren, vervalt.nog_controleren)
        blijft.overig = {**vervalt.overig, **blijft.overig}

    def _kanalen(self) -> dict[UUID, Kanaal]:
        """Every kanaal of the other that we lack; which of ours stands for which of theirs, by id."""
        eigen = {_kanaalvorm(k, self._blijft.land): k for k in self._blijft.kanalen.all()}
        volgorde = max((k.volgorde for k in eigen.values()), default=-1)
        uit: dict[UUID, Kanaal] = {}
        for hun in self._vervalt.kanalen.all():
            vorm = _kanaalvorm(hun, self._vervalt.land)
            if vorm not in eigen:
                volgorde += 1
                eigen[vorm] = self._kopie(hun, volgorde=volgorde)
                self._bevinding_mee(hun, eigen[vorm])
            elif self._vul_aan(eigen[vorm], hun, ("label", "uren_toelichting", "herkomst", "altijd_open")):
                self._bewaar(eigen[vorm])
            uit[hun.pk] = eigen[vorm]
        return uit

    def _uren(self, kanalen: dict[UUID, Kanaal]) -> bool:
        """Hours we lack; whether that put hours beside hours that stood there, so that somebody should look."""
        eigen: dict[UUID | None, set[tuple[Any, ...]]] = {}
        for tijd in self._blijft.openingstijden.all():
            eigen.setdefault(tijd.kanaal_id, set()).add(_uurvorm(tijd))
        stond = {kanaal for kanaal, tijden in eigen.items() if tijden}
        gemengd = False
        for tijd in self._vervalt.openingstijden.all():
            kanaal = kanalen[tijd.kanaal_id].pk if tijd.kanaal_id else None
            if _uurvorm(tijd) in eigen.setdefault(kanaal, set()):
                continue
            eigen[kanaal].add(_uurvorm(tijd))
            self._kopie(tijd, kanaal_id=kanaal)
            gemengd |= kanaal in stond
        return gemengd

    def _termen_en_gebied(self) -> None:
        termen = set(self._blijft.kenmerken.values_list("term_id", flat=True))
        for kenmerk in self._vervalt.kenmerken.all():
            if kenmerk.term_id not in termen:
                self._kopie(kenmerk)
        gebieden = {(g.provincie, g.naam.casefold()) for g in self._blijft.werkgebieden.all()}
        for gebied in self._vervalt.werkgebieden.all():
            if (gebied.provincie, gebied.naam.casefold()) not in gebieden:
                self._kopie(gebied)

    def _locaties(self) -> None:
        """Places we lack. Where one of the two hides an address, it stays hidden."""
        eigen = {_plekvorm(plek.locatie): plek.locatie for plek in self._plekken(self._blijft)}
        for plek in self._plekken(self._vervalt):
            hier = eigen.get(_plekvorm(plek.locatie))
            if hier is None:
                self._kopie(plek)
            elif plek.locatie.verborgen and not hier.verborgen:
                hier.verborgen = True
                self._bewaar(hier)

    @staticmethod
    def _plekken(aanbod: Aanbod) -> models.QuerySet[AanbodLocatie]:
        return aanbod.locaties.select_related("locatie")

    def _wat_ernaar_wijst(self) -> None:
        blijft, vervalt = self._blijft, self._vervalt
        for model in (Foutmelding, Controle, Bericht, OudAdres):
            model._default_manager.filter(aanbod=vervalt).update(aanbod=blijft)
        OudAdres.objects.filter(slug=blijft.slug).delete()
        OudAdres.objects.update_or_create(slug=vervalt.slug, defaults={"aanbod": blijft})

    def _kopie(self, rij: Kanaal | Openingstijd | Kenmerk | Werkgebied | AanbodLocatie, **anders: Any) -> Any:
        """The same row at the entry that stays; theirs remains where it is."""
        model = type(rij)
        gelijk = {
            v.attname: getattr(rij, v.attname)
            for v in model._meta.concrete_fields
            if v.name not in ("id", "aanbod")
        }
        nieuw = model(**{**gelijk, **anders, "aanbod_id": self._blijft.pk})
        self._bewaar(nieuw)
        self._overgenomen = True
        return nieuw

    def _vul_aan(self, eigen: Kanaal, hun: Kanaal, namen: tuple[str, ...]) -> bool:
        gevuld = [naam for naam in namen if not getattr(eigen, naam) and getattr(hun, naam)]
        for naam in gevuld:
            setattr(eigen, naam, getattr(hun, naam))
        self._overgenomen |= bool(gevuld)
        return bool(gevuld)

    @staticmethod
    def _bevinding_mee(van: Kanaal, naar: Kanaal) -> None:
        LinkBevinding.objects.filter(kanaal=van).update(kanaal=naar)


def _kanaalvorm(kanaal: Kanaal, land: str) -> tuple[str, str]:
    if kanaal.soort == Soort.TELEFOON:
        return (kanaal.soort, nummer(kanaal.waarde, land))
    if kanaal.soort == Soort.MAIL:
        return (kanaal.soort, kanaal.waarde.casefold())
    return (kanaal.soort, webadres(kanaal.waarde))


def _uurvorm(tijd: Openingstijd) -> tuple[Any, ...]:
    return (tijd.dagen, tijd.van, tijd.tot, tijd.geldig_van, tijd.geldig_tot)


def _plekvorm(plek: Locatie) -> tuple[Any, ...]:
    """What makes two places one; of places without a street the plaats says it."""
    return (plek.soort, woorden(plek.straat), plek.postcode.replace(" ", "").casefold(), woorden(plek.plaats))


def _namen(namen: list[str], behalve: str) -> str:
    """Other names without doubles, as many as fit."""
    gezien, uit = {behalve.casefold()}, ""
    for naam in map(str.strip, namen):
        langer = f"{uit}, {naam}" if uit else naam
        if naam and naam.casefold() not in gezien and len(langer) <= 300:
            gezien.add(naam.casefold())
            uit = langer
    return uit


def _onder_elkaar(*delen: str) -> str:
    return "\n".join(filter(None, delen))


def _oudste(een: date | None, ander: date | None) -> date | None:
    """A check was of everything that stood there. Of what came together now, the least looked-at decides."""
    return min(een, ander) if een and ander else None
