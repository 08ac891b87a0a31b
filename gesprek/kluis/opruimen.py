"""The clean-up: deletes what is past its day, idempotent and safe to run twice at the same time."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import connections, models
from django.utils import timezone

from gesprek.kluis import journaal, sessies, tijd, wal
from gesprek.models import (
    Deling,
    Gesprek,
    Kluis,
    KluisSessie,
    Limiet,
    Onderhoud,
    Tussenopslag,
    Uitnodiging,
    Websessie,
    Wissing,
)

TAAK = "opruimen"
_PER_KEER = 500


def _wis(rijen: models.QuerySet[Deling] | models.QuerySet[Gesprek] | models.QuerySet[Kluis]) -> int:
    aantal = 0
    while ids := list(rijen.values_list("pk", flat=True)[:_PER_KEER]):
        verzameld: list[UUID] = ids
        journaal.noteer(*verzameld)
        rijen.model._default_manager.filter(pk__in=verzameld).delete()
        aantal += len(verzameld)
    return aantal


def ruim_op() -> int:
    """Delete kluizen and gesprekken past their day, dead sessions and old limits. Returns how many kluizen and
    gesprekken went.

    A kluis is refused from 00:00 on its day; its rows stay until every session that was open then has ended.
    """
    nu = tijd.nu()
    dag = timezone.localdate(nu - sessies.MAXIMUM)
    # A deletion that a crash broke off stands in the journal; finish it. A day more, for one at midnight.
    vorige = Onderhoud.objects.filter(taak=TAAK).values_list("gelukt_op", flat=True).first()
    aantal = journaal.speel_af(timezone.localdate(vorige) - timedelta(days=1) if vorige else None)
    aantal += _wis(Gesprek.objects.filter(verwijderd_op__lte=dag)) + _wis(
        Kluis.objects.filter(verwijderd_op__lte=dag)
    )
    # What was shared goes on its own day: nobody works in it that could be in the middle of something.
    _wis(Deling.objects.verlopen(tijd.vandaag()))
    KluisSessie.objects.filter(models.Q(actief_tot__lte=nu) | models.Q(eindigt_op__lte=nu)).delete()
    Websessie.objects.filter(eindigt_op__lte=nu).delete()
    Uitnodiging.objects.filter(verloopt_op__lte=nu).delete()
    Tussenopslag.objects.filter(expires__lte=nu).delete()
    Limiet.objects.filter(tat__lt=(nu - timedelta(hours=2)).timestamp()).delete()
    Wissing.objects.filter(dag__lt=tijd.vandaag() - timedelta(days=journaal.BEWAAR_DAGEN)).delete()
    # Deleted envelopes would otherwise stay readable in the write-ahead log until it is next overwritten.
    geleegd = [wal.leeg(verbinding) for verbinding in connections.all()]
    if all(geleegd):
        Onderhoud.objects.update_or_create(taak=TAAK, defaults={"gelukt_op": nu})
    return aantal
