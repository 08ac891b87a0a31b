"""The public face of the sociale kaart: the only module that others may import.

`contacten()` gives what content may point at: the published aanbod of the start data, by slug, however large the map
grows. It asks the database at most once in ten seconds per process (three queries), and goes on with what it last saw
when the database is away: a number that somebody needs now must also stand on the page that says that something is
broken. `haal()` gives any published aanbod, straight from the database.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from sociale_kaart import feestdagen, startgegevens
from sociale_kaart.adressen import opgegaan_in
from sociale_kaart.models import Aanbod, Invoer, Kanaal, Openingstijd, Soort
from sociale_kaart.uren import uren_in_woorden
from sociale_kaart.zoeken import index

HOUDBAAR = 10.0
"""Seconds for which a snapshot is served without asking the database."""

SELECTIE = "selectie"
"""Under this key a session keeps what somebody put together on the sociale kaart."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ContactKanaal:
    """One way to reach a contact. `soort` is a value of `models.Soort`; `label` says when ("spoed")."""

    soort: str
    waarde: str
    label: str = ""
    altijd_open: bool = False
    uren_toelichting: str = ""
    herkomst: str = ""
    """Only where this value rests on something else than the whole contact does."""
    tijden: tuple[str, ...] = ()
    """Opening hours in words, of this kanaal or of the whole aanbod."""

    @property
    def href(self) -> str:
        """What a link points at.

        A number stays as one dials it here, without +31 or +32: short numbers (112, 113, 1813) and 0800 or
        0900 numbers have no international form.
        """
        if self.soort == Soort.TELEFOON:
            return f"tel:{re.sub(r'[^0-9+]', '', self.waarde)}"
        if self.soort == Soort.MAIL:
            return f"mailto:{quote(self.waarde, safe='@+')}"
        return self.waarde

    @property
    def tekst(self) -> str:
        """What a reader sees: an address without https://, www. and the last slash."""
        if self.soort in Soort.links():
            return re.sub(r"\Ahttps?://(www\.)?", "", self.waarde).rstrip("/")
        return self.waarde

    @property
    def soortnaam(self) -> str:
        """The kind in words, such as "telefoon" or "online zelfhulp"."""
        return str(Soort(self.soort).label)

    @property
    def uren_bekend(self) -> bool:
        """Whether anything is known of when it is open."""
        return bool(self.altijd_open or self.tijden or self.uren_toelichting)

    @property
    def uren(self) -> str:
        """When it is open, in words; "" for a website or an e-mail address of which nothing is said."""
        if self.altijd_open:
            return gettext("dag en nacht")
        if self.uren_bekend:
            return "; ".join(filter(None, (*self.tijden, self.uren_toelichting)))
        return gettext("uren niet bekend") if self.soort in (Soort.TELEFOON, Soort.CHAT) else ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A published aanbod, as pages and papers show it. Empty or None is unknown."""

    slug: str
    naam: str
    wat: str
    land: str
    kanalen: tuple[ContactKanaal, ...]
    herkomst: str
    gecontroleerd_op: date | None = None
    voor_wie: str = ""
    aanmelden: str = ""
    gratis: bool | None = None
    anoniem: bool | None = None
    soort: str = "hulp"
    bereik: str = "plaatselijk"
    uitleg: str = ""
    kosten: str = ""
    vertrouwelijkheid: str = ""
    zelf_aanmelden: bool | None = None

    def van_soort(self, soort: str) -> tuple[ContactKanaal, ...]:
        """The kanalen of one kind, in order."""
        return tuple(kanaal for kanaal in self.kanalen if kanaal.soort == soort)

    @property
    def verantwoording(self) -> str:
        """Where it comes from and whether the editors looked: "uit de handleiding …, nog niet nagekeken"."""
        if self.gecontroleerd_op:
            gezien = gettext("nagekeken op %(dag)s") % {"dag": date_format(self.gecontroleerd_op, "j F Y")}
        else:
            gezien = gettext("nog niet nagekeken")
        return f"{self.herkomst}, {gezien}" if self.herkomst else gezien


Momentopname = Mapping[str, Contact]


class _Voorraad:
    """The snapshot of this process, and of which moment and which change it is."""

    def __init__(self) -> None:
        self._slot = threading.Lock()
        self._opname: Momentopname | None = None
        self._houdbaar_tot = 0.0
        self._wijziging = 0
        self._gelezen_bij = -1

    def geef(self) -> Momentopname:
        """The snapshot, renewed when it is too old or something changed."""
        opname = self._opname
        if opname is not None and self._vers():
            return opname
        # While one thread waits for a slow database, the others go on with the old snapshot.
        if not self._slot.acquire(blocking=opname is None) and opname is not None:
            return opname
        try:
            if self._opname is None or not self._vers():
                self._opname = self._lees(self._opname)
            return self._opname
        finally:
            self._slot.release()

    def verouder(self) -> None:
        """Ask the database again next time; what is here stays as the last known."""
        self._wijziging += 1

    def _vers(self) -> bool:
        return self._gelezen_bij == self._wijziging and monotonic() < self._houdbaar_tot

    def _lees(self, laatste: Momentopname | None) -> Momentopname:
        # Counted before the reading: a change that comes in meanwhile may be missing from what we read.
        bij = self._wijziging
        try:
            opname = _uit_database()
        except (DatabaseError, InterfaceError) as fout:
            _log.warning("sociale kaart: no database (%s), going on with what we have", type(fout).__name__)
            opname = laatste if laatste is not None else _uit_bestand()
        self._houdbaar_tot = monotonic() + HOUDBAAR
        self._gelezen_bij = bij
        return opname


_voorraad = _Voorraad()


def contacten() -> Momentopname:
    """What content may point at, by slug, ordered by name. Never raises because the database is away."""
    return _voorraad.geef()


def contact(slug: str) -> Contact | None:
    """One of `contacten()`, or None when there is no such slug or it is not published."""
    return contacten().get(slug)


def haal(slugs: Iterable[str]) -> list[Contact]:
    """The published aanbod with these slugs, in this order; what is not there (any more) is left out.

    Each keeps the slug by which it was asked for, also when it has gone up in another aanbod meanwhile.
    """
    volgorde = list(dict.fromkeys(slugs))
    gevonden = _op_slug(volgorde)
    uit: dict[str, Contact] = {}
    for slug in volgorde:
        if wie := gevonden.get(slug):
            uit.setdefault(wie.slug, replace(wie, slug=slug))
    return list(uit.values())


def verouder() -> None:
    """Let the next `contacten()` ask the database, whatever the age of the snapshot."""
    _voorraad.verouder()


def ruim_op() -> None:
    """What has to be done now and then: the search index that a broken off process left behind, old imports, and the
    holidays of a year that has none yet."""
    index.haal_in()
    Invoer.objects.verlopen().wis()
    feestdagen.vul_wat_ontbreekt(timezone.localdate().year)


def kaart_gewijzigd(*, using: str, **_: Any) -> None:
    """Signal receiver: an editor's change shows at once in this process, and within ten seconds in others."""
    # Not before the commit: what is read earlier could be rolled back, or be the old value.
    transaction.on_commit(verouder, using=using)


def _uit_database() -> Momentopname:
    return _opname(_op_slug(start.slug for start in startgegevens.lees()))


def _op_slug(slugs: Iterable[str]) -> dict[str, Contact]:
    """The published aanbod by the slug that was asked for; of one that was merged away, the aanbod it went up in."""
    gezocht = set(slugs)
    gevonden = _gepubliceerd(gezocht)
    elders = opgegaan_in(gezocht - gevonden.keys())
    if elders:
        nu = gevonden | _gepubliceerd(set(elders.values()) - gevonden.keys())
        gevonden |= {oud: nu[nieuw] for oud, nieuw in elders.items() if nieuw in nu}
    return gevonden


def _gepubliceerd(slugs: Iterable[str]) -> dict[str, Contact]:
    rijen = Aanbod.objects.gepubliceerd().filter(slug__in=slugs)
    return {
        aanbod.slug: _contact(aanbod, aanbod.kanalen.all())
        for aanbod in rijen.prefetch_related("kanalen", "openingstijden")
    }


def _uit_bestand() -> Momentopname:
    gepubliceerd = (start for start in startgegevens.lees() if start.status == "gepubliceerd")
    return _opname({start.slug: _contact(start, start.kanalen) for start in gepubliceerd})


def _opname(op_slug: Mapping[str, Contact]) -> Momentopname:
    # Ordered here: databases do not agree on the order of names.
    return MappingProxyType(dict(sorted(op_slug.items(), key=lambda rij: (rij[1].naam.casefold(), rij[0]))))


def _contact(
    bron: Aanbod | startgegevens.StartAanbod, kanalen: Iterable[Kanaal | startgegevens.StartKanaal]
) -> Contact:
    return Contact(
        slug=bron.slug,
        naam=bron.naam,
        wat=bron.wat,
        land=bron.land,
        kanalen=tuple(
            ContactKanaal(
                k.soort, k.waarde, k.label, k.altijd_open, k.uren_toelichting, k.herkomst, _tijden(bron, k)
            )
            for k in kanalen
        ),
        herkomst=bron.herkomst,
        gecontroleerd_op=bron.gecontroleerd_op if isinstance(bron, Aanbod) else None,
        voor_wie=bron.voor_wie,
        aanmelden=bron.aanmelden,
        gratis=bron.gratis,
        anoniem=bron.anoniem,
        soort=bron.soort,
        bereik=bron.bereik,
        uitleg=bron.uitleg,
        kosten=bron.kosten,
        vertrouwelijkheid=bron.vertrouwelijkheid,
        zelf_aanmelden=bron.zelf_aanmelden,
    )


def _tijden(
    bron: Aanbod | startgegevens.StartAanbod, kanaal: Kanaal | startgegevens.StartKanaal
) -> tuple[str, ...]:
    """The hours of a kanaal that still count; those of the aanbod are for where somebody has to answer."""
    if not isinstance(bron, Aanbod) or not isinstance(kanaal, Kanaal):
        start = kanaal.uren if isinstance(kanaal, startgegevens.StartKanaal) else ()
        return tuple(uren_in_woorden(Openingstijd(dagen=u.dagen, van=u.van, tot=u.tot) for u in start))
    vandaag = timezone.localdate()
    tijden = [t for t in bron.openingstijden.all() if t.geldig_tot is None or t.geldig_tot >= vandaag]
    eigen = [tijd for tijd in tijden if tijd.kanaal_id == kanaal.pk]
    if not eigen and kanaal.soort in (Soort.TELEFOON, Soort.CHAT):
        eigen = [tijd for tijd in tijden if tijd.kanaal_id is None]
    return tuple(uren_in_woorden(eigen))
