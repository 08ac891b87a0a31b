"""What a page says when another tab had a hand in a save: one sentence for everything that can happen."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from django.utils.translation import gettext as _

from gesprek.invoer.samenvoegen import Gebeurd


def zin(gebeurd: Gebeurd) -> str:
    """The sentence for one thing that happened."""
    return {
        "rij-terug": _(
            "Een rij die in een ander tabblad was weggehaald, staat er weer: je schreef er hier in verder."
        ),
        "rij-blijft": _("Deze rij is in een ander tabblad veranderd. Daarom blijft hij staan."),
        "staat-er-al": _("Deze rij staat er al weer: in een ander tabblad is er verder in geschreven."),
        "volgorde": _("De volgorde is ook in een ander tabblad veranderd. Kijk of die zo klopt."),
        "elders": _("In een ander tabblad is ook iets veranderd."),
    }[gebeurd]


def zinnen(gebeurd: Collection[Gebeurd], *, blijft_staan: bool = False) -> list[str]:
    """The sentences, the most particular first. `blijft_staan`: of a page that stays as it is after an autosave."""
    orde: tuple[Gebeurd, ...] = ("rij-terug", "rij-blijft", "volgorde", "elders")
    uit = [zin(soort) for soort in orde if soort in gebeurd]
    # A row that is back because one wrote in it stands on the page already, and an order comes with the answer.
    if blijft_staan and set(gebeurd) - {"rij-terug", "volgorde"}:
        uit.append(_("Ververs de pagina om dat te zien."))
    return uit


def gezegd(namen: Collection[str]) -> frozenset[Gebeurd]:
    """What the status line of a page said when that page was sent, from its form; what is not known is left out.

    "Opslaan" saves by itself first, and only that save finds out what another tab did. The page that comes next would
    stand in for a line that nobody had the time to read.
    """
    return frozenset(soort for soort in get_args(Gebeurd) if soort in namen)
