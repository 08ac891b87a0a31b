"""Whether what somebody is about to make is already on the map, or was taken off it for a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from sociale_kaart.gelijkenis import kern, namen, woorden, zelfde_naam
from sociale_kaart.models import Aanbod, Kanaal, Status


@dataclass(frozen=True, slots=True)
class Gelijke:
    """An aanbod that looks like it, and by what."""

    aanbod: Aanbod
    waardoor: str

    @property
    def gearchiveerd(self) -> bool:
        return self.aanbod.status == Status.GEARCHIVEERD


def zoek(naam: str, land: str, kanalen: Iterable[tuple[str, str]]) -> list[Gelijke]:
    """Aanbod with nearly this name or one of these kanalen; archived first, each once."""
    gezocht = {kern(soort, waarde, land) for soort, waarde in kanalen if waarde.strip()}
    eigen = woorden(naam)
    door: dict[UUID, str] = {}
    rijen = Kanaal.objects.values_list("aanbod_id", "soort", "waarde", "aanbod__land") if gezocht else ()
    for sleutel, soort, waarde, waar in rijen:
        if kern(soort, waarde, waar) in gezocht:
            door.setdefault(sleutel, _("ook %(kanaal)s") % {"kanaal": waarde})
    for sleutel, naam_daar, andere in Aanbod.objects.values_list("pk", "naam", "andere_namen"):
        if any(zelfde_naam(eigen, delen) for delen in namen(naam_daar, andere)):
            door.setdefault(sleutel, _("bijna dezelfde naam"))
    gevonden = [Gelijke(aanbod, door[aanbod.pk]) for aanbod in Aanbod.objects.filter(pk__in=door)]
    return sorted(gevonden, key=lambda g: (not g.gearchiveerd, g.aanbod.naam.casefold(), g.aanbod.slug))
