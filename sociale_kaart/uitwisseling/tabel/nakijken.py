"""Looks at a table: what is wrong, what is new, what differs. Nothing is written, and no lock is taken."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import tablib
from django.utils.translation import gettext as _

from sociale_kaart import adressen
from sociale_kaart.models import Aanbod, Organisatie, OudAdres, Status
from sociale_kaart.uitwisseling import beeld
from sociale_kaart.uitwisseling.beeld import Rijen
from sociale_kaart.uitwisseling.fouten import Fout, Onleesbaar
from sociale_kaart.uitwisseling.schrijven import stukken
from sociale_kaart.uitwisseling.tabel import cellen, regel, uit
from sociale_kaart.uitwisseling.tabel.bestand import Tabel
from sociale_kaart.uitwisseling.tabel.regel import KOLOMMEN, Regel
from sociale_kaart.uitwisseling.tabel.resource import AanbodResource
from sociale_kaart.uitwisseling.uitkomst import Uitkomst, Verandering

PER_DEEL = 250


def verdeel(tabel: Tabel, naamruimte: uuid.UUID) -> list[dict[str, Any]]:
    """The rows in pieces that can be looked at apart; what they share is settled here.

    Raises Onleesbaar when an id or a slug is there twice.
    """
    plek = {naam: nummer for nummer, naam in enumerate(tabel.kolommen)}
    gezien: dict[tuple[str, str], int] = {}
    fouten = []
    for nummer, rij in tabel.rijen:
        for kolom in ("id", "slug"):
            waarde = cellen.herstel(rij[plek[kolom]]).strip().lower()
            if not waarde:
                continue
            if (kolom, waarde) in gezien:
                zin = _("Dit staat ook al op regel %s.") % gezien[kolom, waarde]
                fouten.append(Fout(zin, nummer, kolom))
            gezien.setdefault((kolom, waarde), nummer)
    if fouten:
        raise Onleesbaar(fouten)
    slugs = {waarde for kolom, waarde in gezien if kolom == "slug"} | adressen.bezet()
    rijen = []
    for nummer, rij in tabel.rijen:
        waarden = dict(zip(tabel.kolommen, rij, strict=True))
        nieuw = ""
        if not waarden["slug"].strip():
            nieuw = adressen.vrije_slug(cellen.herstel(waarden["naam"]), slugs)
        rijen.append([nummer, nieuw, [waarden.get(kolom, "") for kolom in KOLOMMEN]])
    return [{"naamruimte": str(naamruimte), "rijen": deel} for deel in stukken(rijen, PER_DEEL)]


def kijk_na(deel: dict[str, Any]) -> Uitkomst:
    """One piece: its errors, or the plan that puts it in."""
    rijen = deel["rijen"]
    termen = uit.termen()
    oud = beeld.laad(_bekende_ids(rijen))
    huidig = regel.regels(oud, termen)
    resource = AanbodResource(huidig, termen)
    data = tablib.Dataset(*(tuple(cellen_) for _nr, _slug, cellen_ in rijen), headers=list(KOLOMMEN))
    resultaat = resource.import_data(data, dry_run=False, use_transactions=False, raise_errors=False)
    uitkomst = Uitkomst(rijen=len(rijen))
    for fout in resultaat.base_errors:
        raise RuntimeError("the table could not be compared") from fout.error
    for mis in resultaat.error_rows:
        raise RuntimeError("a row could not be compared") from mis.errors[0].error
    for mis in resultaat.invalid_rows:
        for kolom, zinnen in mis.field_specific_errors.items():
            uitkomst.fouten += [Fout(str(zin), rijen[mis.number - 1][0], kolom) for zin in zinnen]
    _voer_door(uitkomst, resource, rijen, oud, huidig, uuid.UUID(deel["naamruimte"]))
    uitkomst.fouten.sort(key=lambda fout: (fout.regel or 0, fout.waar))
    return uitkomst


def _bekende_ids(rijen: Iterable[Any]) -> list[str]:
    ids, slugs = set(), set()
    for _nummer, _slug, cellen_ in rijen:
        pk, slug = (cellen.herstel(cel).strip().lower() for cel in cellen_[:2])
        try:
            ids.add(str(uuid.UUID(pk)))
        except ValueError:
            slugs.add(slug)
    gevonden = {str(pk) for pk in Aanbod.objects.filter(id__in=ids).values_list("id", flat=True)}
    return sorted(
        gevonden | {str(pk) for pk in Aanbod.objects.filter(slug__in=slugs).values_list("id", flat=True)}
    )


def _voer_door(
    uitkomst: Uitkomst,
    resource: AanbodResource,
    rijen: list[Any],
    oud: Rijen,
    huidig: dict[str, Regel],
    naamruimte: uuid.UUID,
) -> None:
    """Turn what the Resource gathered into rows, with the checks that ask the database."""
    termen = uit.termen()
    nieuw = beeld.kopie(oud)
    gedeeld = beeld.gedeelde_locaties(oud["Locatie"])
    organisaties = _Organisaties(resource, oud, naamruimte)
    regels_: list[Any] = [rij for rij, _k, _n in resource.anders.values()]
    slugs = dict(Aanbod.objects.filter(slug__in=[r.slug for r in regels_]).values_list("slug", "id"))
    verhuisd = set(OudAdres.objects.filter(slug__in=[r.slug for r in regels_]).values_list("slug", flat=True))
    for volgnummer, (rij, kolommen, is_nieuw) in resource.anders.items():
        nummer, slug, _cellen = rijen[volgnummer - 1]
        gegeven: Any = rij
        opmerkingen = []
        if is_nieuw:
            gegeven.id = gegeven.id or str(uuid.uuid5(naamruimte, f"aanbod/{nummer}"))
            gegeven.slug = gegeven.slug or slug
            if gegeven.status not in ("", Status.CONCEPT):
                opmerkingen.append(_("Komt binnen als concept: publiceren doe je in het beheer."))
            gegeven.status = Status.CONCEPT.value
            kolommen = [kolom for kolom, waarde in rij.als_dict().items() if waarde]
        else:
            er_was: Any = huidig[gegeven.id]
            if "slug" in kolommen:
                zin = _("De slug van bestaand aanbod verandert niet: die is “%s”.") % er_was.slug
                uitkomst.fouten.append(Fout(zin, nummer, "slug"))
            if "status" in kolommen and gegeven.status == Status.GEPUBLICEERD:
                opmerkingen.append(_("Een import publiceert niet. De status blijft “%s”.") % er_was.status)
                gegeven.status = er_was.status
                kolommen = [kolom for kolom in kolommen if kolom != "status"]
        if gegeven.slug in verhuisd:
            zin = _("Deze slug is van aanbod dat met ander aanbod is samengevoegd.")
            uitkomst.fouten.append(Fout(zin, nummer, "slug"))
        eigenaar = slugs.get(gegeven.slug)
        if eigenaar is not None and str(eigenaar) != gegeven.id:
            uitkomst.fouten.append(Fout(_("Deze slug is al van ander aanbod."), nummer, "slug"))
        organisatie = organisaties.kies(rij, nummer, is_nieuw, kolommen, uitkomst.fouten)
        if any(fout.regel == nummer for fout in uitkomst.fouten) or organisatie is None:
            continue
        if is_nieuw:
            nieuw["Organisatie"].setdefault(organisatie["id"], organisatie)
            nieuw["Aanbod"][gegeven.id] = beeld.nieuwe_rij(
                "Aanbod", id=gegeven.id, slug=gegeven.slug, organisatie_id=organisatie["id"]
            )
            standaard = {kolom for kolom in ("bereik", "soort") if not getattr(gegeven, kolom)}
            regel.pas_toe(nieuw, gegeven.id, rij, set(kolommen) - standaard, termen, gedeeld)
        else:
            regel.pas_toe(nieuw, gegeven.id, rij, kolommen, termen, gedeeld)
        er_was = huidig.get(gegeven.id)
        velden = [
            (kolom, getattr(er_was, kolom, ""), getattr(rij, kolom))
            for kolom in kolommen
            if kolom not in ("id", "organisatie_id", "slug") or (is_nieuw and kolom == "slug")
        ]
        if velden or is_nieuw:
            uitkomst.veranderingen.append(Verandering(nummer, gegeven.naam, is_nieuw, velden, opmerkingen))
        elif opmerkingen:
            uitkomst.veranderingen.append(Verandering(nummer, gegeven.naam, False, [], opmerkingen))
    if not uitkomst.fouten:
        # An organisatie that was there already is not made again; its row is only there to point at.
        uitkomst.plan = beeld.vergelijk(
            {**oud, "Organisatie": oud["Organisatie"] | organisaties.bekend},
            {**nieuw, "Organisatie": nieuw["Organisatie"] | organisaties.bekend},
        )


class _Organisaties:
    """Which organisatie a row means: by id, else by its exact name, else a new one."""

    def __init__(self, resource: AanbodResource, oud: Rijen, naamruimte: uuid.UUID) -> None:
        regels_: list[Any] = [rij for rij, _kolommen, _nieuw in resource.anders.values()]
        ids = {r.organisatie_id for r in regels_ if r.organisatie_id}
        namen = {r.organisatie for r in regels_ if not r.organisatie_id}
        velden = beeld.velden("Organisatie")
        gevonden = [*Organisatie.objects.filter(id__in=ids).values(*velden)]
        gevonden += Organisatie.objects.filter(naam__in=namen).values(*velden)
        self.bekend = {str(r["id"]): {k: beeld.plat(w) for k, w in r.items()} for r in gevonden}
        self._op_naam: dict[str, list[dict[str, Any]]] = {}
        for rij in self.bekend.values():
            self._op_naam.setdefault(rij["naam"], []).append(rij)
        self._naamruimte = naamruimte

    def kies(
        self, rij: Any, nummer: int, is_nieuw: bool, kolommen: list[str], fouten: list[Fout]
    ) -> dict[str, Any] | None:
        if not is_nieuw:
            if {"organisatie", "organisatie_id"} & set(kolommen):
                zin = _("Bij bestaand aanbod verander je de organisatie in het beheer, niet met een import.")
                fouten.append(Fout(zin, nummer, "organisatie"))
                return None
            return self.bekend.get(rij.organisatie_id) or {"id": rij.organisatie_id}
        if rij.organisatie_id:
            bekend = self.bekend.get(rij.organisatie_id)
            if bekend and cellen.netjes(bekend["naam"]) != rij.organisatie:
                zin = _("De organisatie met dit id heet “%s”.") % bekend["naam"]
                fouten.append(Fout(zin, nummer, "organisatie"))
                return None
            return bekend or self._nieuw(rij.organisatie_id, rij.organisatie)
        op_naam = self._op_naam.get(rij.organisatie, [])
        if len(op_naam) > 1:
            zin = _("Er zijn meer organisaties die zo heten. Zet het id erbij, in organisatie_id.")
            fouten.append(Fout(zin, nummer, "organisatie"))
            return None
        if op_naam:
            return op_naam[0]
        return self._nieuw(
            str(uuid.uuid5(self._naamruimte, f"organisatie/{rij.organisatie}")), rij.organisatie
        )

    def _nieuw(self, pk: str, naam: str) -> dict[str, Any]:
        return beeld.nieuwe_rij("Organisatie", id=pk, naam=naam)
