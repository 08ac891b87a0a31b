"""How the public sees an aanbod: its kanalen with their hours of this moment, in short and in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sociale_kaart import uren
from sociale_kaart.models import Aanbod, Bericht, Hulpsoort, Kanaal, Soort, Vertrouwelijkheid
from sociale_kaart.publiek import ContactKanaal

# A client who calls or chats gets somebody on the line; the rest can wait.
DIRECT = (Soort.TELEFOON, Soort.CHAT)
_EIND_VAN_ZIN = re.compile(r"(?<=[.?])\s+(?=[A-ZÀ-Ý0-9])")
_HAKEN = re.compile(r"\s*\([^()]*\)")
OUD_NA_DAGEN = 365
REGEL = 110
"""Characters of what a row says about an aanbod."""
PIL = 24
"""Characters that a pill has room for."""


@dataclass(frozen=True, slots=True)
class KanaalBeeld:
    """A kanaal with what its hours mean now; `open` is None when they are not known."""

    kanaal: ContactKanaal
    open: bool | None
    uren: tuple[str, ...]

    @property
    def direct(self) -> bool:
        """Whether somebody answers here at once, so that hours matter."""
        return self.kanaal.soort in DIRECT

    @property
    def extern(self) -> bool:
        """Whether its link leaves for another site."""
        return self.kanaal.soort in Soort.links()


@dataclass(frozen=True, slots=True)
class Nagekeken:
    """When the editors last looked at everything, and how old that is."""

    op: date | None
    leeftijd: str = ""
    oud: bool = False

    @property
    def kort(self) -> str:
        """For a row."""
        if self.op is None:
            return _("nog niet nagekeken")
        return _("nagekeken: %(leeftijd)s") % {"leeftijd": self.leeftijd}

    @property
    def lang(self) -> str:
        """For the entry itself."""
        if self.op is None:
            return _("Nog niet nagekeken door de redactie")
        dag = date_format(self.op, "j F Y")
        return _("Nagekeken op %(dag)s, %(leeftijd)s") % {"dag": dag, "leeftijd": self.leeftijd}


class Merk(NamedTuple):
    """A word or two in a pill; `soort` is how it looks beside the others."""

    tekst: str
    soort: str


@dataclass(frozen=True, slots=True)
class Rij:
    """An aanbod as a row of results."""

    aanbod: Aanbod
    open: bool | None
    kort: str
    kanalen: tuple[ContactKanaal, ...]
    nagekeken: Nagekeken
    afstand: int | None = None
    ander_land: bool = False

    @property
    def justitie(self) -> bool:
        """Politie, justitie or a meldpunt: never to be taken for help."""
        return self.aanbod.soort == Hulpsoort.JUSTITIE

    @property
    def vertrouwelijk(self) -> bool:
        return self.aanbod.vertrouwelijkheid == Vertrouwelijkheid.VERTROUWELIJK

    @property
    def doorgeven(self) -> bool:
        return self.aanbod.vertrouwelijkheid == Vertrouwelijkheid.DOORGEVEN

    @property
    def herkomst(self) -> str:
        """Where it comes from, without what stands between brackets."""
        return _HAKEN.sub("", self.aanbod.herkomst)

    @property
    def direct(self) -> tuple[ContactKanaal, ...]:
        """The lines that somebody answers. Without one there are no hours to know."""
        return tuple(kanaal for kanaal in self.kanalen if kanaal.soort in DIRECT)

    @property
    def uren_in_woorden(self) -> str:
        """The hours of which we don't know whether they are now."""
        woorden = next((k.uren_toelichting for k in self.direct if k.uren_toelichting), "")
        if not woorden:
            return _("uren niet bekend")
        return woorden if len(woorden) <= PIL else _("uren staan erbij")

    @property
    def merken(self) -> Iterator[Merk]:
        """What one must know at a glance, in words."""
        if self.justitie:
            yield Merk(_("politie, justitie of melden"), "justitie")
        if self.open is not None:
            yield Merk(_("nu open"), "open") if self.open else Merk(_("nu gesloten"), "")
        elif self.direct:
            yield Merk(self.uren_in_woorden, "stil")
        if self.aanbod.gratis:
            yield Merk(_("gratis"), "")
        if self.aanbod.anoniem:
            yield Merk(_("anoniem"), "")
        if self.vertrouwelijk:
            yield Merk(_("vertrouwelijk"), "")
        if self.doorgeven:
            yield Merk(_("kan doorgeven aan politie of justitie"), "nakijken")


def kanaal_van(kanaal: Kanaal) -> ContactKanaal:
    """The kanaal as links and texts need it."""
    return ContactKanaal(
        kanaal.soort,
        kanaal.waarde,
        kanaal.label,
        kanaal.altijd_open,
        kanaal.uren_toelichting,
        kanaal.herkomst,
    )


def rij(aanbod: Aanbod, nu: datetime, vrij: uren.Vrij, afstand: int | None = None) -> Rij:
    """The row of an aanbod that was fetched `met_alles()`; `vrij` is what `uren.vrije_dagen` gave."""
    return Rij(
        aanbod,
        uren.is_open(aanbod, nu, vrij),
        in_een_regel(aanbod.wat),
        in_het_kort(aanbod),
        nagekeken(aanbod, vandaag(nu)),
        afstand,
    )


def in_het_kort(aanbod: Aanbod) -> tuple[ContactKanaal, ...]:
    """One kanaal per address, and no website that another kanaal already opens: what a row has room for."""
    uit: dict[str, ContactKanaal] = {}
    for kanaal in aanbod.kanalen.all():
        uit.setdefault(kanaal.waarde, kanaal_van(kanaal))
    return tuple(uit.values())


def in_een_regel(tekst: str) -> str:
    """The first sentence, and what still fits beside it; the entry has the rest."""
    eerste, *rest = _EIND_VAN_ZIN.split(" ".join(tekst.split()))
    for zin in rest:
        if len(eerste) + len(zin) >= REGEL:
            break
        eerste = f"{eerste} {zin}"
    return eerste


def geldige_berichten(aanbod: Aanbod, dag: date) -> list[Bericht]:
    """The temporary notices of today."""
    return [
        bericht
        for bericht in aanbod.berichten.all()
        if bericht.tot >= dag and (bericht.vanaf is None or bericht.vanaf <= dag)
    ]


def vandaag(nu: datetime) -> date:
    """The day it is for whoever reads."""
    return timezone.localtime(nu).date()


def leeftijd(dag: date, nu: date) -> str:
    """How long ago a day is, in words that are true whatever the hour."""
    dagen = (nu - dag).days
    if dagen <= 0:
        return _("vandaag")
    if dagen < 31:
        return ngettext("%(n)d dag geleden", "%(n)d dagen geleden", dagen) % {"n": dagen}
    maanden = (nu.year - dag.year) * 12 + nu.month - dag.month - (nu.day < dag.day)
    if maanden < 24:
        maanden = max(maanden, 1)
        return ngettext("%(n)d maand geleden", "%(n)d maanden geleden", maanden) % {"n": maanden}
    return ngettext("%(n)d jaar geleden", "%(n)d jaar geleden", maanden // 12) % {"n": maanden // 12}


def nagekeken(aanbod: Aanbod, dag: date) -> Nagekeken:
    """What can be said of the checking of this aanbod today."""
    op = aanbod.gecontroleerd_op
    if op is None:
        return Nagekeken(None)
    return Nagekeken(op, leeftijd(op, dag), (dag - op).days > OUD_NA_DAGEN)
