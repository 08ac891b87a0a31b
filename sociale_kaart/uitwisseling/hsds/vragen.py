"""What somebody may ask of the API, and a sentence for what is odd."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

PER_PAGINA = 50
MEEST_PER_PAGINA = 100
LANGSTE_ZOEKVRAAG = 200
_HOOGSTE_PAGINA = 1_000_000


class Vreemd(Exception):
    """A parameter with a value that can't be."""

    def __init__(self, naam: str, zin: str) -> None:
        super().__init__(zin)
        self.naam, self.zin = naam, zin


@dataclass(frozen=True, slots=True)
class Vraag:
    search: str = ""
    page: int = 1
    per_page: int = PER_PAGINA
    taxonomy_term_id: uuid.UUID | None = None
    taxonomy_id: uuid.UUID | None = None
    organization_id: uuid.UUID | None = None
    modified_after: datetime | None = None


def lees(vraag: QueryDict, mag: Iterable[str]) -> Vraag:
    """Raises Vreemd for a parameter that isn't there, stands twice, or has a value that can't be."""
    mag = (*mag, "page", "per_page")
    for naam in vraag:
        if naam not in mag:
            raise Vreemd(
                naam[:40], _("Deze parameter kennen we hier niet. Wel: %s.") % ", ".join(sorted(mag))
            )
        if len(vraag.getlist(naam)) > 1:
            raise Vreemd(naam, _("Deze parameter staat er twee keer."))
    search = vraag.get("search", "").strip()
    if "\0" in search or len(search) > LANGSTE_ZOEKVRAAG:
        raise Vreemd("search", _("Zoek met hoogstens 200 tekens, zonder NUL."))
    return Vraag(
        search=search,
        page=_getal(vraag, "page", 1, _HOOGSTE_PAGINA),
        per_page=_getal(vraag, "per_page", PER_PAGINA, MEEST_PER_PAGINA),
        taxonomy_term_id=_uuid(vraag, "taxonomy_term_id"),
        taxonomy_id=_uuid(vraag, "taxonomy_id"),
        organization_id=_uuid(vraag, "organization_id"),
        modified_after=_moment(vraag, "modified_after"),
    )


def _getal(vraag: QueryDict, naam: str, standaard: int, hoogstens: int) -> int:
    tekst = vraag.get(naam)
    if tekst is None:
        return standaard
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) < 10 and 1 <= int(tekst) <= hoogstens):
        raise Vreemd(naam, _("Dit moet een heel getal zijn van 1 tot en met %s.") % hoogstens)
    return int(tekst)


def _uuid(vraag: QueryDict, naam: str) -> uuid.UUID | None:
    tekst = vraag.get(naam)
    if tekst is None:
        return None
    try:
        return uuid.UUID(tekst)
    except ValueError as fout:
        raise Vreemd(naam, _("Dit moet een UUID zijn.")) from fout


def _moment(vraag: QueryDict, naam: str) -> datetime | None:
    """A day or a moment; without a zone it is UTC. A `+` that became a space in the address is meant as `+`."""
    tekst = vraag.get(naam)
    if tekst is None:
        return None
    try:
        moment: datetime | None
        if len(tekst) == 10:
            moment = datetime.combine(date.fromisoformat(tekst), datetime.min.time(), UTC)
        else:
            moment = parse_datetime(tekst.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or not 1900 <= moment.year <= 9000:
        raise Vreemd(
            naam, _("Dit moet een dag of een moment zijn, zoals 2026-01-31 of 2026-01-31T12:00:00Z.")
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
