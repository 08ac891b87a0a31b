"""Looks at an HSDS file: its shape, its ids, and what it would change. Nothing is written, and no lock is taken."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from sociale_kaart import adressen
from sociale_kaart.models import Organisatie
from sociale_kaart.uitwisseling import beeld
from sociale_kaart.uitwisseling.beeld import MODELLEN, Plan, Rij, Rijen
from sociale_kaart.uitwisseling.fouten import GROOTSTE_BESTAND, MEESTE_RIJEN, Fout, Onleesbaar
from sociale_kaart.uitwisseling.hsds import vorm
from sociale_kaart.uitwisseling.hsds.lezen import Lezer, termen_en_indelingen
from sociale_kaart.uitwisseling.hsds.vertalen import EIGEN
from sociale_kaart.uitwisseling.schrijven import stukken
from sociale_kaart.uitwisseling.tabel import cellen
from sociale_kaart.uitwisseling.uitkomst import Uitkomst, Verandering

PER_DEEL = 100
_EENMALIG = ("phones", "schedules", "service_areas", "service_at_locations", "attributes")
_GROOTSTE_GETAL = 1e15


def lees(inhoud: bytes) -> list[Any]:
    """The services and organizations of a file. Raises Onleesbaar when it is no JSON with a list of them."""
    if len(inhoud) > GROOTSTE_BESTAND:
        raise Onleesbaar(_("Het bestand is te groot: hoogstens 8 MB."))
    try:
        data = json.loads(inhoud.decode("utf-8-sig"), parse_constant=_geen_getal, parse_float=_getal)
    except UnicodeDecodeError as fout:
        raise Onleesbaar(_("Het bestand is niet opgeslagen als UTF-8, of niet heel.")) from fout
    except json.JSONDecodeError as fout:
        zin = _("Dit is geen goede JSON. Is het bestand wel helemaal opgeslagen?")
        raise Onleesbaar([Fout(zin, fout.lineno, str(fout.colno))]) from fout
    except RecursionError as fout:
        raise Onleesbaar(_("Dit bestand zit te diep in elkaar.")) from fout
    except ValueError as fout:
        raise Onleesbaar(_("In dit bestand staat een getal dat niet kan.")) from fout
    if isinstance(data, dict) and isinstance(data.get("contents"), list):
        data = data["contents"]  # a page as the API gives it
    rijen: list[Any] = _zonder_breuk(data if isinstance(data, list) else [data])
    if not rijen:
        raise Onleesbaar(_("In het bestand staat nog niets."))
    if len(rijen) > MEESTE_RIJEN:
        raise Onleesbaar(_("Het bestand heeft te veel rijen: hoogstens 20.000 tegelijk."))
    return rijen


def _zonder_breuk(waarde: Any, diep: int = 0) -> Any:
    """The same without soft hyphens; what is too deep is refused later."""
    if isinstance(waarde, str):
        return cellen.zonder_breuk(waarde)
    if diep > vorm.DIEPST:
        return waarde
    if isinstance(waarde, list):
        return [_zonder_breuk(stuk, diep + 1) for stuk in waarde]
    if isinstance(waarde, dict):
        return {naam: _zonder_breuk(stuk, diep + 1) for naam, stuk in waarde.items()}
    return waarde


def _geen_getal(tekst: str) -> NoReturn:
    raise ValueError(tekst)


def _getal(tekst: str) -> float:
    getal = float(tekst)
    if abs(getal) > _GROOTSTE_GETAL:
        raise ValueError(tekst)
    return getal


def verdeel(inhoud: bytes, naamruimte: uuid.UUID) -> list[dict[str, Any]]:
    """The services in pieces. Raises Onleesbaar with all that the shape of HSDS has against the file."""
    fouten: list[Fout] = []
    rijen: list[tuple[str, Any]] = []
    for nummer, wortel in enumerate(lees(inhoud)):
        pad = f"$[{nummer}]"
        if isinstance(wortel, dict) and _is_organisatie(wortel):
            fouten += vorm.fouten("organization", wortel, pad)
            diensten = wortel.get("services", [])
            if not isinstance(diensten, list):
                fouten.append(Fout(_("Hier hoort een lijst te staan."), None, f"{pad}.services"))
                continue
            kaal = {naam: waarde for naam, waarde in wortel.items() if naam != "services"}
            rijen += [(f"{pad}.services[{i}]", _met(d, kaal)) for i, d in enumerate(diensten)]
            if not diensten:
                rijen.append((pad, {"alleen": kaal}))
        else:
            rijen.append((pad, wortel))
    for pad, dienst in rijen:
        if not (isinstance(dienst, dict) and "alleen" in dienst):
            fouten += vorm.fouten("service", dienst, pad)
    if not fouten:
        fouten = list(_dubbel(rijen))
    if fouten:
        raise Onleesbaar(fouten)
    return [
        {"naamruimte": str(naamruimte), "rijen": deel, "slugs": slugs} for deel, slugs in _met_slugs(rijen)
    ]


def _is_organisatie(wortel: dict[str, Any]) -> bool:
    return "services" in wortel or not ({"status", "organization", "organization_id"} & wortel.keys())


def _met(dienst: Any, organisatie: dict[str, Any]) -> Any:
    return {"organization": organisatie, **dienst} if isinstance(dienst, dict) else dienst


def _dubbel(rijen: list[tuple[str, Any]]) -> Iterator[Fout]:
    """Ids that may stand in a file once only."""
    gezien: dict[tuple[str, str], str] = {}
    hetzelfde: dict[tuple[str, str], str] = {}
    for pad, dienst in rijen:
        kaal = dienst.get("alleen")
        organisatie = kaal if kaal is not None else dienst.get("organization")
        delen = [] if kaal is not None else [("service", pad, dienst)]
        if kaal is None:
            delen += [(n, f"{pad}.{n}[{i}]", d) for n in _EENMALIG for i, d in enumerate(dienst.get(n, []))]
        for soort, waar, deel in delen:
            sleutel = soort, deel["id"].lower()
            if sleutel in gezien:
                yield Fout(_("Dit id staat ook al bij %s.") % gezien[sleutel], None, f"{waar}.id")
            gezien.setdefault(sleutel, waar)
        gedeeld = [("organization", f"{pad}.organization", organisatie)] if organisatie else []
        if kaal is None:
            gedeeld += [
                ("location", f"{pad}.service_at_locations[{i}].location", d["location"])
                for i, d in enumerate(dienst.get("service_at_locations", []))
                if "location" in d
            ]
        for soort, waar, deel in gedeeld:
            sleutel, tekst = (soort, deel["id"].lower()), json.dumps(deel, sort_keys=True)
            if hetzelfde.setdefault(sleutel, tekst) != tekst:
                yield Fout(_("Dit id staat er twee keer, met verschillende gegevens."), None, f"{waar}.id")


def _met_slugs(rijen: list[tuple[str, Any]]) -> Iterator[tuple[list[tuple[str, Any]], list[str]]]:
    """A slug for each service; the one of an export of ours when it is free."""
    # Not `bezet`: an export of ours brings the start data back under its own slugs.
    bezet = adressen.in_gebruik()
    for deel in stukken(rijen, PER_DEEL):
        slugs = []
        for _pad, dienst in deel:
            eigen = dienst.get(EIGEN)
            wens = eigen.get("slug") if isinstance(eigen, dict) else None
            slugs.append(adressen.vrije_slug(str(wens or dienst.get("name", "")), bezet))
        yield deel, slugs


def kijk_na(deel: dict[str, Any]) -> Uitkomst:
    """One piece: its errors, or the plan that puts it in."""
    ids = {dienst["id"].lower() for _pad, dienst in deel["rijen"] if "alleen" not in dienst}
    oud = beeld.laad(sorted(ids))
    _laad_wat_wordt_genoemd(oud, deel["rijen"])
    termen, indelingen = termen_en_indelingen()
    lezer = Lezer(oud, termen, indelingen)
    uitkomst = Uitkomst(rijen=len(deel["rijen"]))
    gelezen: list[tuple[str, str, list[str]]] = []
    for (pad, dienst), slug in zip(deel["rijen"], deel["slugs"], strict=True):
        lezer.opmerkingen = []
        if "alleen" in dienst:
            gelezen.append((lezer.organisatie(dienst["alleen"], pad), "Organisatie", []))
        else:
            gelezen.append((lezer.dienst(dienst, pad, slug), "Aanbod", lezer.opmerkingen))
    uitkomst.fouten = lezer.fouten + list(_van_anderen(lezer.rijen, oud))
    if uitkomst.fouten:
        return uitkomst
    # Only what the file speaks of may go: a place or an organisatie that is no longer used stays.
    for naam in ("Organisatie", "Indeling", "Term", "Locatie"):
        for pk, rij in oud[naam].items():
            lezer.rijen[naam].setdefault(pk, rij)
    uitkomst.plan = plan = beeld.vergelijk(oud, lezer.rijen)
    for nummer, (pk, model, opmerkingen) in enumerate(gelezen, 1):
        velden = list(_verschillen(plan, oud, pk))
        nieuw = pk not in oud[model]
        if nieuw and model == "Aanbod":
            opmerkingen = [*opmerkingen, _("Komt binnen als concept: publiceren doe je in het beheer.")]
        if nieuw or velden or opmerkingen:
            naam = lezer.rijen[model][pk]["naam"]
            uitkomst.veranderingen.append(Verandering(nummer, naam, nieuw, velden, opmerkingen))
    return uitkomst


def _laad_wat_wordt_genoemd(oud: Rijen, rijen: list[Any]) -> None:
    organisaties, locaties = set(), set()
    for _pad, dienst in rijen:
        organisatie = dienst.get("alleen") or dienst.get("organization") or {}
        organisaties |= {str(organisatie.get("id") or dienst.get("organization_id") or "").lower()} - {""}
        locaties |= {
            plek["location"]["id"].lower()
            for plek in dienst.get("service_at_locations", [])
            if "location" in plek
        }
    for naam, ids in (("Organisatie", organisaties), ("Locatie", locaties)):
        rij: Rij
        for rij in MODELLEN[naam]._default_manager.filter(id__in=ids).values(*beeld.velden(naam)):
            oud[naam][str(rij["id"])] = {veld: beeld.plat(w) for veld, w in rij.items()}


def _van_anderen(rijen: Rijen, oud: Rijen) -> Iterator[Fout]:
    """Ids that the map already gave to a part of other aanbod."""
    for naam in ("Kanaal", "Kenmerk", "Werkgebied", "AanbodLocatie", "Openingstijd"):
        nieuw = [pk for pk in rijen[naam] if pk not in oud[naam]]
        for stuk in stukken(nieuw, 500):
            for pk in MODELLEN[naam]._default_manager.filter(id__in=stuk).values_list("id", flat=True):
                yield Fout(_("Dit id is hier al van ander aanbod."), None, f"id {pk}")
    bekend = {rij["organisatie_id"] for rij in rijen["Aanbod"].values()} - rijen["Organisatie"].keys()
    aanwezig = {str(pk) for pk in Organisatie.objects.filter(id__in=bekend).values_list("id", flat=True)}
    for pk in sorted(bekend - aanwezig):
        yield Fout(_("Deze organisatie kennen we niet."), None, f"id {pk}")


def _verschillen(plan: Plan, oud: Rijen, pk: str) -> Iterator[tuple[str, str, str]]:
    """Field by field, in the words of the models."""
    for naam, gewijzigd in plan.anders.items():
        for velden, rij in gewijzigd:
            if _hoort_bij(naam, rij, pk):
                for veld in velden:
                    yield _label(naam, rij, veld), _tekst(oud[naam][rij["id"]][veld]), _tekst(rij[veld])
    for naam, rijen in plan.nieuw.items():
        for rij in rijen:
            if naam == "Aanbod" and rij["id"] == pk:
                for veld in ("naam", "land", "wat", "voor_wie", "aanmelden", "kosten"):
                    if rij[veld]:
                        yield _label(naam, rij, veld), "", _tekst(rij[veld])
            elif naam != "Aanbod" and _hoort_bij(naam, rij, pk):
                yield _model(naam), "", _kort(naam, rij)
    for naam, rijen in plan.weg.items():
        for rij in rijen:
            if _hoort_bij(naam, rij, pk):
                yield _model(naam), _kort(naam, rij), ""


def _hoort_bij(naam: str, rij: Rij, pk: str) -> bool:
    return pk in (rij["id"], rij.get("aanbod_id"))


def _model(naam: str) -> str:
    return str(MODELLEN[naam]._meta.verbose_name)


def _label(naam: str, rij: Rij, veld: str) -> str:
    label = next(f.verbose_name for f in MODELLEN[naam]._meta.concrete_fields if f.attname == veld)
    return str(label) if naam == "Aanbod" else f"{_model(naam)}: {label}"


def _kort(naam: str, rij: Rij) -> str:
    for veld in ("waarde", "provincie", "naam", "dagen", "plaats", "term_id", "locatie_id"):
        if rij.get(veld):
            return str(rij[veld])
    return str(rij["id"])


def _tekst(waarde: Any) -> str:
    if isinstance(waarde, bool) or waarde is None:
        return {True: _("ja"), False: _("nee"), None: ""}[waarde]
    return json.dumps(waarde, ensure_ascii=False)[:300] if isinstance(waarde, (dict, list)) else str(waarde)
