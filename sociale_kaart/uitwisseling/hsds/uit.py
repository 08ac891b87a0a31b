"""The map as HSDS 3.0: for the public what is published, for the editors everything they have.

For the public no `overig` goes out (nobody here has looked at what a foreign file said there), and of a hidden
locatie only the plaats. What HSDS has no field for stands under `start_het_gesprek`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from sociale_kaart.models import (
    Aanbod,
    AanbodLocatie,
    Indeling,
    Kanaal,
    Kenmerk,
    Locatie,
    Openingstijd,
    Organisatie,
    Soort,
    Status,
    Term,
    Werkgebied,
)
from sociale_kaart.provincies import Provincie
from sociale_kaart.uitwisseling.hsds import vertalen
from sociale_kaart.uitwisseling.hsds.vertalen import EIGEN

Json = dict[str, Any]
VORMEN = ("hsds", "hsds-organisaties")
"""What an editor can take along: services with their organization in them, or the other way round."""

_STATUS = {Status.GEPUBLICEERD: "active", Status.GEARCHIVEERD: "defunct"}
_EIGEN_VELDEN = (
    "slug",
    "land",
    "bereik",
    "soort",
    "uitleg",
    "zelf_aanmelden",
    "via_verwijzer",
    "op_afspraak",
    "gratis",
    "anoniem",
    "vertrouwelijkheid",
    "op_feestdagen",
    "herkomst",
)
_EIGEN_REDACTIE = ("status", "reden", "nog_controleren")


def bestand(soort: str) -> bytes:
    """The whole map as a file."""
    inhoud = list(organisaties() if soort == "hsds-organisaties" else diensten())
    return json.dumps(inhoud, ensure_ascii=False, indent=1).encode()


def diensten() -> Iterator[Json]:
    """Each aanbod with its organisatie in it."""
    for aanbod in Aanbod.objects.met_alles().order_by("naam", "slug").iterator(chunk_size=200):
        yield dienst(aanbod, openbaar=False)


def organisaties() -> Iterator[Json]:
    """Each organisatie with its aanbod in it, also one without."""
    van = Prefetch("aanbod", Aanbod.objects.met_alles())
    for rij in Organisatie.objects.order_by("naam", "id").prefetch_related(van).iterator(chunk_size=200):
        diensten_ = [dienst(aanbod, openbaar=False, met_organisatie=False) for aanbod in rij.aanbod.all()]
        yield organisatie(rij, openbaar=False) | ({"services": diensten_} if diensten_ else {})


def _gevuld(velden: Json) -> Json:
    return {naam: waarde for naam, waarde in velden.items() if waarde not in ("", None, [], {})}


def _bron(rij: Any, openbaar: bool) -> Json:
    return {} if openbaar else dict(rij.overig)


def organisatie(rij: Organisatie, *, openbaar: bool) -> Json:
    return (
        _bron(rij, openbaar)
        | _gevuld({"alternate_name": rij.andere_namen})
        | {
            "id": str(rij.id),
            "name": rij.naam,
            "description": rij.omschrijving,
        }
    )


def dienst(aanbod: Aanbod, *, openbaar: bool, met_organisatie: bool = True, vlak: bool = False) -> Json:
    """An aanbod that came by `met_alles()`. `vlak`: without the lists, as in a list of services."""
    bron = _bron(aanbod, openbaar)
    kanalen = list(aanbod.kanalen.all())
    status = _STATUS.get(Status(aanbod.status)) or bron.get("status", "inactive")
    gecontroleerd = (
        aanbod.gecontroleerd_op.isoformat() if aanbod.gecontroleerd_op else bron.get("assured_date")
    )
    uit = bron | _gevuld(
        {
            "alternate_name": aanbod.andere_namen,
            "description": aanbod.wat,
            "application_process": aanbod.aanmelden,
            "fees_description": aanbod.kosten,
            "eligibility_description": aanbod.voor_wie,
            "assured_date": gecontroleerd,
        }
    )
    if openbaar:
        uit |= _gevuld({"alert": _bericht(aanbod)})
    for naam, soort, lees in (
        ("url", Soort.WEB, vertalen.als_link),
        ("email", Soort.MAIL, vertalen.als_mail),
    ):
        eerste = next((kanaal.waarde for kanaal in kanalen if kanaal.soort == soort), None)
        gelezen = lees(bron.get(naam))
        if gelezen != eerste:
            uit.pop(naam, None)
            if eerste is not None:
                uit[naam] = vertalen.als_uri(eerste) if naam == "url" else eerste
    uit |= {
        "id": str(aanbod.id),
        "organization_id": str(aanbod.organisatie_id),
        "name": aanbod.naam,
        "status": status,
        "last_modified": aanbod.gewijzigd_op.isoformat(timespec="seconds"),
        EIGEN: _eigen(aanbod, kanalen, openbaar),
    }
    if met_organisatie:
        uit["organization"] = organisatie(aanbod.organisatie, openbaar=openbaar)
    if vlak:
        return uit
    land = aanbod.land
    lijsten = {
        "phones": [_telefoon(k, openbaar) for k in kanalen if k.soort == Soort.TELEFOON],
        "schedules": [_uren(u, openbaar, kanalen) for u in aanbod.openingstijden.all()],
        "service_areas": [_gebied(w, openbaar) for w in aanbod.werkgebieden.all()],
        "service_at_locations": [plek(p, land, openbaar=openbaar) for p in aanbod.locaties.all()],
        "attributes": [_kenmerk(k, openbaar) for k in aanbod.kenmerken.all()],
    }
    for naam, lijst in lijsten.items():
        uit[naam] = lijst + bron.get(naam, [])
        if not uit[naam] and naam not in bron:
            del uit[naam]
    return uit


def _bericht(aanbod: Aanbod) -> str:
    vandaag = timezone.localdate()
    return " ".join(
        b.tekst
        for b in aanbod.berichten.all()
        if (b.vanaf is None or b.vanaf <= vandaag) and vandaag <= b.tot
    )


def _eigen(aanbod: Aanbod, kanalen: list[Kanaal], openbaar: bool) -> Json:
    velden = _EIGEN_VELDEN if openbaar else _EIGEN_VELDEN + _EIGEN_REDACTIE
    uit = _gevuld({naam: getattr(aanbod, naam) for naam in velden})
    uit["kanalen"] = [
        {"id": str(k.id), "soort": k.soort, "waarde": k.waarde}
        | _gevuld(
            {
                "label": k.label,
                "volgorde": k.volgorde,
                "altijd_open": k.altijd_open or None,
                "uren_toelichting": k.uren_toelichting,
                "herkomst": k.herkomst,
            }
        )
        for k in kanalen
    ]
    return uit


def _telefoon(kanaal: Kanaal, openbaar: bool) -> Json:
    return (
        _bron(kanaal, openbaar)
        | _gevuld({"description": kanaal.label})
        | {"id": str(kanaal.id), "number": kanaal.waarde}
    )


def _uren(uren: Openingstijd, openbaar: bool, kanalen: list[Kanaal]) -> Json:
    bron = _bron(uren, openbaar)
    uit = bron | _gevuld(
        {
            "description": uren.opmerking,
            "valid_from": uren.geldig_van and uren.geldig_van.isoformat(),
            "valid_to": uren.geldig_tot and uren.geldig_tot.isoformat(),
        }
    )
    for naam, tijd in (("opens_at", uren.van), ("closes_at", uren.tot)):
        if vertalen.van_tijd(bron.get(naam)) != f"{tijd:%H:%M}":
            uit[naam] = vertalen.naar_tijd(tijd)
    if vertalen.van_byday(bron.get("byday")) != uren.dagen:
        uit["byday"] = vertalen.naar_byday(uren.dagen)
    if kanaal := next((k for k in kanalen if k.id == uren.kanaal_id), None):
        uit |= {"notes": f"{kanaal.get_soort_display()} {kanaal.waarde}", EIGEN: {"kanaal": str(kanaal.id)}}
    return uit | {"id": str(uren.id), "freq": "WEEKLY"}


def _gebied(gebied: Werkgebied, openbaar: bool) -> Json:
    uit = _bron(gebied, openbaar)
    naam = gebied.naam
    if gebied.provincie:
        naam = naam or str(Provincie(gebied.provincie).label)
        uit |= {"extent": gebied.provincie, "extent_type": "text"}
    return uit | _gevuld({"name": naam}) | {"id": str(gebied.id)}


def plek(plek: AanbodLocatie, land: str, *, openbaar: bool) -> Json:
    return _bron(plek, openbaar) | {
        "id": str(plek.id),
        "location": locatie(plek.locatie, land, openbaar=openbaar),
    }


def locatie(rij: Locatie, land: str, *, openbaar: bool) -> Json:
    """A place; the public gets of a hidden one no name, street or coordinates."""
    verberg = rij.verborgen and openbaar
    bron = _bron(rij, openbaar)
    uit = bron | {"id": str(rij.id), "location_type": rij.soort}
    if rij.verborgen and not openbaar:
        uit[EIGEN] = {"verborgen": True}
    if not verberg:
        uit |= _gevuld({"name": rij.naam, "latitude": rij.breedtegraad, "longitude": rij.lengtegraad})
    adressen = [dict(adres) for adres in bron.get("addresses", [])]
    if adressen or rij.plaats or rij.straat or rij.postcode or rij.provincie:
        eerste = adressen[0] if adressen else {}
        if (
            vertalen.naar_provincie(eerste.get("state_province")) == rij.provincie
            and "state_province" in eerste
        ):
            provincie = eerste["state_province"]
        else:
            provincie = rij.provincie
        eerste = {
            "id": vertalen.adres_id(rij.id),
            "address_1": "",
            "city": "",
            "postal_code": "",
            "country": vertalen.land_van(rij.provincie, land),
            "address_type": rij.soort,
            **eerste,
            "state_province": provincie,
            **_gevuld({"city": rij.plaats}),
        }
        if not verberg:
            eerste |= _gevuld({"address_1": rij.straat, "postal_code": rij.postcode})
        uit["addresses"] = [eerste, *adressen[1:]]
    return uit


def _kenmerk(kenmerk: Kenmerk, openbaar: bool) -> Json:
    bron = _bron(kenmerk, openbaar)
    uit = bron | {"id": str(kenmerk.id), "taxonomy_term_id": str(kenmerk.term_id)}
    if bron.get("taxonomy_term", {}).get("id") != str(kenmerk.term_id):
        uit["taxonomy_term"] = term(kenmerk.term, openbaar=openbaar)
    return {"link_id": str(kenmerk.aanbod_id), "link_entity": "service"} | uit


def term(rij: Term, *, openbaar: bool) -> Json:
    return (
        _bron(rij, openbaar)
        | _gevuld({"code": rij.slug, "parent_id": str(rij.ouder_id or ""), "taxonomy": rij.indeling.naam})
        | {
            "id": str(rij.id),
            "name": rij.naam,
            "description": rij.uitleg,
            "taxonomy_id": str(rij.indeling_id),
        }
    )


def indeling(rij: Indeling, *, openbaar: bool) -> Json:
    return _bron(rij, openbaar) | {"id": str(rij.id), "name": rij.naam, "description": rij.uitleg}
