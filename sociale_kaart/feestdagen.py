"""The public holidays of both countries, from the package `holidays`: the editors can change what stands here."""

from __future__ import annotations

from collections.abc import Collection

import holidays
from django.db import transaction

from sociale_kaart.models import Feestdag

LANDEN = ("NL", "BE")


def ontbrekend(jaar: int) -> list[tuple[str, int]]:
    """The country and year of which nothing is there, of this year and the next."""
    er_zijn = set(Feestdag.objects.values_list("land", "dag__year").distinct().order_by())
    return [(land, j) for j in (jaar, jaar + 1) for land in LANDEN if (land, j) not in er_zijn]


@transaction.atomic
def vul(welke: Collection[tuple[str, int]]) -> int:
    """Add the holidays of these countries and years that are missing; how many that were."""
    bekend = set(Feestdag.objects.values_list("land", "dag"))
    nieuw = [
        Feestdag(land=land, dag=dag, naam=naam[:80])
        for land, jaar in welke
        for dag, naam in sorted(holidays.country_holidays(land, years=jaar, language="nl").items())
        if (land, dag) not in bekend
    ]
    # Two servers may do this at the same time.
    return len(Feestdag.objects.bulk_create(nieuw, ignore_conflicts=True))


def vul_wat_ontbreekt(jaar: int) -> None:
    """Without holidays a line would be called open on one: so each year is there before an editor thinks of it.

    A year of which something is there is left alone: an editor may have taken a day away.
    """
    if welke := ontbrekend(jaar):
        vul(welke)
