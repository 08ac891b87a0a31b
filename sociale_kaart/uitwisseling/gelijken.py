"""What comes in as new and may be on the map already, or was taken off it for a reason: said before the yes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sociale_kaart.gelijkenis import Kaart
from sociale_kaart.models import Aanbod
from sociale_kaart.uitwisseling.uitkomst import Uitkomst


def wijs_aan(uitkomst: Uitkomst) -> None:
    """Say with each new aanbod of a dry run what it looks like. Without new ones nothing is read."""
    nieuw: list[dict[str, Any]] = uitkomst.plan.nieuw.get("Aanbod", [])
    if not nieuw:
        return
    kaart = Kaart()
    kanalen: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kanaal in uitkomst.plan.nieuw.get("Kanaal", ()):
        kanalen[kanaal["aanbod_id"]].append((kanaal["soort"], kanaal["waarde"]))
    door = {rij["id"]: kaart.gelijken(rij["naam"], rij["land"], kanalen[rij["id"]]) for rij in nieuw}
    ids = {sleutel for gelijken in door.values() for sleutel in gelijken}
    bekend = Aanbod.objects.only("naam", "reden").in_bulk(list(ids))
    op_naam: dict[str, list[dict[UUID, str]]] = defaultdict(list)
    for rij in nieuw:
        op_naam[rij["naam"]].append(door[rij["id"]])
    for verandering in uitkomst.veranderingen:
        if verandering.nieuw and op_naam[verandering.naam]:
            for sleutel, waardoor in op_naam[verandering.naam].pop(0).items():
                aanbod = bekend[sleutel]
                verandering.lijkt_op.append((str(sleutel), aanbod.naam, waardoor, aanbod.reden))
