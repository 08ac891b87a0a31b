"""A round past the links of the map: the longest unseen first, one at a time, and only findings are written."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.db import transaction
from django.utils import timezone

from sociale_kaart.links.oordeel import Oordeel, host_van
from sociale_kaart.models import Kanaal, LinkBevinding, Soort, Status

PAUZE = 2.0
"""Seconds of rest for a host between two requests."""
GEEN_INTERNET_NA = 10
"""Addresses at the start of a round that all stay silent."""


@dataclass(frozen=True, slots=True)
class Bekeken:
    """One address after the look at it."""

    host: str
    oordeel: Oordeel


class Adempauze:
    """Waits until a host has had its rest."""

    def __init__(
        self,
        pauze: float,
        *,
        klok: Callable[[], float] = time.monotonic,
        slaap: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pauze, self._klok, self._slaap = pauze, klok, slaap
        self._laatst: dict[str, float] = {}

    def __call__(self, host: str) -> None:
        if host in self._laatst and (rest := self._laatst[host] + self._pauze - self._klok()) > 0:
            self._slaap(rest)
        self._laatst[host] = self._klok()


def te_bekijken(hoogstens: int | None = None) -> dict[str, list[Kanaal]]:
    """Each address once, with the kanalen that have it: never seen first, then the longest unseen.

    What changed since the last look counts as never seen. Archived aanbod is left in peace.
    """
    kanalen = (
        Kanaal.objects.filter(soort__in=Soort.links())
        .exclude(aanbod__status=Status.GEARCHIVEERD)
        .select_related("bevinding")
        .order_by("waarde", "id")
    )
    per_adres: dict[str, list[Kanaal]] = defaultdict(list)
    for kanaal in kanalen:
        per_adres[kanaal.waarde].append(kanaal)
    volgorde = sorted(per_adres, key=lambda adres: (min(map(_gezien, per_adres[adres])), adres))
    return {adres: per_adres[adres] for adres in _om_en_om(volgorde[:hoogstens])}


class GeenInternet(Exception):
    """Not one of the first servers answered: that says something about us, and nothing about them."""


def loop(
    adressen: dict[str, list[Kanaal]], kijk: Callable[[str], Oordeel], *, toch: bool = False
) -> Iterator[Bekeken]:
    """Look at each and write down at once what was seen: who stops halfway loses nothing and goes on there.

    Only until the first server answers, what did not answer waits. Raises GeenInternet, with nothing written, when
    `GEEN_INTERNET_NA` in a row do not answer, unless `toch`.
    """
    wachtrij: list[tuple[list[Kanaal], Oordeel]] = []
    zeker = toch
    for nummer, (adres, kanalen) in enumerate(adressen.items(), start=1):
        oordeel = kijk(adres)
        wachtrij.append((kanalen, oordeel))
        zeker = zeker or oordeel.bereikt
        if not zeker and nummer == GEEN_INTERNET_NA:
            raise GeenInternet
        if zeker or nummer == len(adressen):
            _leg_alle_vast(wachtrij)
        yield Bekeken(host_van(adres), oordeel)


def _leg_alle_vast(wachtrij: list[tuple[list[Kanaal], Oordeel]]) -> None:
    for kanalen, oordeel in wachtrij:
        for kanaal in kanalen:
            _leg_vast(kanaal, oordeel)
    wachtrij.clear()


def _gezien(kanaal: Kanaal) -> float:
    bevinding: LinkBevinding | None = getattr(kanaal, "bevinding", None)
    return bevinding.gekeken_op.timestamp() if bevinding and bevinding.adres == kanaal.waarde else 0.0


def _om_en_om(adressen: list[str]) -> list[str]:
    """Host after host in turn, so that resting seldom means waiting."""
    per_host: dict[str, list[str]] = defaultdict(list)
    for adres in adressen:
        per_host[host_van(adres)].append(adres)
    return [adres for ronde in zip_longest(*per_host.values()) for adres in ronde if adres is not None]


@transaction.atomic
def _leg_vast(kanaal: Kanaal, oordeel: Oordeel) -> None:
    # Deleted or changed while we were looking? Then this is about nothing that stands there.
    if not Kanaal.objects.select_for_update().filter(pk=kanaal.pk, waarde=kanaal.waarde).exists():
        return
    nu: datetime = timezone.now()
    vorige = LinkBevinding.objects.filter(kanaal=kanaal, adres=kanaal.waarde).first()
    mis_sinds = None if oordeel.goed else (vorige and vorige.mis_sinds) or timezone.localdate(nu)
    LinkBevinding.objects.update_or_create(
        kanaal_id=kanaal.pk,
        defaults={
            "adres": kanaal.waarde,
            "gekeken_op": nu,
            "goed": oordeel.goed,
            "uitkomst": oordeel.tekst[:200],
            "mis_sinds": mis_sinds,
        },
    )
