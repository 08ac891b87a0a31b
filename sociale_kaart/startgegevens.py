"""The start of the sociale kaart: reads the files in `gegevens/` and puts them into an empty database.

`gegevens/start.toml` is also what `publiek` falls back on while no database answers.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from django.utils import timezone

GEGEVENS = Path(__file__).parent / "gegevens"
BESTAND = GEGEVENS / "start.toml"
# Frozen: the ids of the start data are the same in every installation, so that exports can be compared.
_NAAMRUIMTE = uuid.UUID("6f1c1d0e-5a39-4f0c-9d53-0f6f2b7c4a11")

KrijgModel = Callable[[str, str], type[Any]]
"""`apps.get_model`: of the app, or of one moment in its migrations."""


class StartUren(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours that a source is sure of; see `models.Openingstijd`."""

    dagen: str
    van: time
    tot: time


class StartKanaal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    soort: Literal["telefoon", "chat", "mail", "web", "zelfhulp", "forum"]
    waarde: str
    label: str = ""
    altijd_open: bool = False
    uren_toelichting: str = ""
    herkomst: str = ""
    uren: tuple[StartUren, ...] = ()


class StartPlaats(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an aanbod is. Of no place do we have a sure street, so there is none here."""

    plaats: str
    provincie: str
    naam: str = ""
    verborgen: bool = False


class StartAanbod(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slug: str
    naam: str
    land: Literal["NL", "BE", "NLBE"]
    status: Literal["concept", "gepubliceerd"]
    herkomst: str
    andere_namen: str = ""
    bereik: Literal["plaatselijk", "landelijk", "online"] = "plaatselijk"
    soort: Literal["hulp", "justitie", "overzicht", "kennis"] = "hulp"
    wat: str = ""
    voor_wie: str = ""
    uitleg: str = ""
    aanmelden: str = ""
    zelf_aanmelden: bool | None = None
    via_verwijzer: bool | None = None
    op_afspraak: bool | None = None
    gratis: bool | None = None
    kosten: str = ""
    anoniem: bool | None = None
    vertrouwelijkheid: Literal["", "vertrouwelijk", "doorgeven"] = ""
    nog_controleren: str = ""
    doelgroep: tuple[str, ...] = ()
    waarvoor: tuple[str, ...] = ()
    categorie: tuple[str, ...] = ()
    werkgebied: tuple[str, ...] = ()
    plaatsen: tuple[StartPlaats, ...] = ()
    kanalen: tuple[StartKanaal, ...] = ()


class StartTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slug: str
    naam: str
    uitleg: str = ""


class StartIndeling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slug: str
    naam: str
    termen: tuple[StartTerm, ...]
    uitleg: str = ""


class _Aanbod(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    aanbod: tuple[StartAanbod, ...]


class _Indelingen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    indelingen: tuple[StartIndeling, ...]


class _Synoniemen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    synoniemen: tuple[tuple[str, ...], ...]


@cache
def lees() -> tuple[StartAanbod, ...]:
    """All aanbod of the file, in its order. Raises msgspec.ValidationError on a mistake in it."""
    return msgspec.toml.decode(BESTAND.read_bytes(), type=_Aanbod).aanbod


@cache
def indelingen() -> tuple[StartIndeling, ...]:
    """The three fixed indelingen with their termen. Raises msgspec.ValidationError."""
    return msgspec.toml.decode((GEGEVENS / "indelingen.toml").read_bytes(), type=_Indelingen).indelingen


@cache
def synoniemen() -> tuple[tuple[str, ...], ...]:
    """Rows of words that find the same. Raises msgspec.ValidationError."""
    return msgspec.toml.decode((GEGEVENS / "synoniemen.toml").read_bytes(), type=_Synoniemen).synoniemen


def vaste_id(*delen: str) -> uuid.UUID:
    """The id of a row of the start data, by what it is: the same everywhere."""
    return uuid.uuid5(_NAAMRUIMTE, "/".join(delen))


def laad(krijg: KrijgModel, database: str = "default") -> int:
    """Add what is not there yet: indelingen, termen, and each aanbod whose slug is new. Return how many aanbod.

    What is there stays as it is, for an editor may have changed it. Each new row begins its history here, so that
    there is always a first state to go back to.
    """
    schrijf = _Schrijver(krijg, database)
    termen = _laad_indelingen(schrijf)
    if not krijg("sociale_kaart", "Synoniem").objects.using(database).exists():
        schrijf("Synoniem", [{"woorden": ", ".join(rij)} for rij in synoniemen()])
    model = krijg("sociale_kaart", "Aanbod")
    aanwezig = set(model.objects.using(database).values_list("slug", flat=True))
    nieuw = [start for start in lees() if start.slug not in aanwezig]
    nu = timezone.now()
    schrijf(
        "Organisatie",
        [
            {
                "id": vaste_id("organisatie", s.slug),
                "naam": s.naam,
                "andere_namen": s.andere_namen,
                "gewijzigd_op": nu,
            }
            for s in nieuw
        ],
    )
    schrijf("Aanbod", [_velden(start) | {"gewijzigd_op": nu} for start in nieuw])
    schrijf("Kanaal", [rij for start in nieuw for rij in _kanalen(start)])
    schrijf("Openingstijd", [rij for start in nieuw for rij in _uren(start)])
    schrijf(
        "Kenmerk",
        [
            {
                "id": vaste_id(start.slug, "kenmerk", indeling, slug),
                "aanbod_id": vaste_id(start.slug),
                "term_id": termen[indeling, slug],
            }
            for start in nieuw
            for indeling in ("doelgroep", "waarvoor", "categorie")
            for slug in getattr(start, indeling)
        ],
    )
    schrijf(
        "Werkgebied",
        [
            {
                "id": vaste_id(start.slug, "werkgebied", provincie),
                "aanbod_id": vaste_id(start.slug),
                "provincie": provincie,
            }
            for start in nieuw
            for provincie in start.werkgebied
        ],
    )
    plaatsen = [(start, plaats) for start in nieuw for plaats in start.plaatsen]
    schrijf(
        "Locatie",
        [
            {
                "id": vaste_id(start.slug, "locatie", plaats.plaats),
                "organisatie_id": vaste_id("organisatie", start.slug),
                **msgspec.structs.asdict(plaats),
            }
            for start, plaats in plaatsen
        ],
    )
    schrijf(
        "AanbodLocatie",
        [
            {
                "id": vaste_id(start.slug, "plek", plaats.plaats),
                "aanbod_id": vaste_id(start.slug),
                "locatie_id": vaste_id(start.slug, "locatie", plaats.plaats),
            }
            for start, plaats in plaatsen
        ],
    )
    return len(nieuw)


def _laad_indelingen(schrijf: _Schrijver) -> dict[tuple[str, str], uuid.UUID]:
    """Write what is new of the indelingen; the id of each term by (indeling, slug)."""
    bekend = schrijf.sleutels("Indeling", "slug")
    schrijf(
        "Indeling",
        [
            {"id": vaste_id("indeling", i.slug), "slug": i.slug, "naam": i.naam, "uitleg": i.uitleg}
            for i in indelingen()
            if (i.slug,) not in bekend
        ],
    )
    bekend = schrijf.sleutels("Term", "indeling__slug", "slug")
    schrijf(
        "Term",
        [
            {
                "id": vaste_id("term", i.slug, term.slug),
                "indeling_id": vaste_id("indeling", i.slug),
                "volgorde": volgorde,
                **msgspec.structs.asdict(term),
            }
            for i in indelingen()
            for volgorde, term in enumerate(i.termen)
            if (i.slug, term.slug) not in bekend
        ],
    )
    return schrijf.sleutels("Term", "indeling__slug", "slug")


def _velden(start: StartAanbod) -> dict[str, Any]:
    velden = msgspec.structs.asdict(start)
    for elders in ("doelgroep", "waarvoor", "categorie", "werkgebied", "plaatsen", "kanalen"):
        del velden[elders]
    return {"id": vaste_id(start.slug), "organisatie_id": vaste_id("organisatie", start.slug), **velden}


def _kanalen(start: StartAanbod) -> Iterable[dict[str, Any]]:
    for volgorde, kanaal in enumerate(start.kanalen):
        velden = msgspec.structs.asdict(kanaal)
        del velden["uren"]
        yield {
            "id": vaste_id(start.slug, kanaal.soort, kanaal.waarde),
            "aanbod_id": vaste_id(start.slug),
            "volgorde": volgorde,
            **velden,
        }


def _uren(start: StartAanbod) -> Iterable[dict[str, Any]]:
    for kanaal in start.kanalen:
        for uren in kanaal.uren:
            yield {
                "id": vaste_id(start.slug, kanaal.soort, kanaal.waarde, uren.dagen, f"{uren.van:%H:%M}"),
                "aanbod_id": vaste_id(start.slug),
                "kanaal_id": vaste_id(start.slug, kanaal.soort, kanaal.waarde),
                **msgspec.structs.asdict(uren),
            }


class _Schrijver:
    """Writes rows in bulk, with the first state of their history. In a migration no signal does that."""

    def __init__(self, krijg: KrijgModel, database: str) -> None:
        self._krijg, self._database = krijg, database

    def __call__(self, naam: str, rijen: list[dict[str, Any]]) -> None:
        model = self._krijg("sociale_kaart", naam)
        # An organisatie and its locaties outlive an aanbod that was thrown away.
        aanwezig = {sleutel for (sleutel,) in model.objects.using(self._database).values_list("pk")}
        rijen = [rij for rij in rijen if rij.get("id") not in aanwezig]
        model.objects.using(self._database).bulk_create(model(**rij) for rij in rijen)
        try:
            historie = self._krijg("sociale_kaart", f"Historical{naam}")
        except LookupError:
            return
        bewaart = {veld.attname for veld in historie._meta.concrete_fields}
        historie.objects.using(self._database).bulk_create(
            historie(
                history_type="+",
                history_date=timezone.now(),
                history_change_reason="startgegevens",
                **{veld: waarde for veld, waarde in rij.items() if veld in bewaart},
            )
            for rij in rijen
        )

    def sleutels(self, naam: str, *velden: str) -> dict[Any, uuid.UUID]:
        """The ids that are there, by these fields."""
        rijen = self._krijg("sociale_kaart", naam).objects.using(self._database).values_list("id", *velden)
        return {tuple(rij[1:]): rij[0] for rij in rijen}
