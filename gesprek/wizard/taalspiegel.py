"""The taalspiegel in the browser: read along with one's own words, when asked. It stores nothing and stops nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LandId, Onderdeel, Stap, Veld
from gesprek.invoer.taalspiegel import Stuk, Tip, zinnen_met_tips
from gesprek.invoer.voorbeelden import is_voorbeeld
from gesprek.toegang.beleid import GesprekRequest, kluis_open

MAX_ZINNEN = 60
"""What somebody can still do something with; after that the page says that there is more."""
SOORTEN = {
    "veralgemening": gettext_lazy("Maakt het algemeen"),
    "oordeel": gettext_lazy("Klinkt als een oordeel"),
    "etiket": gettext_lazy("Plakt een etiket"),
    "invullen": gettext_lazy("Vult in voor de ander"),
    "sturend": gettext_lazy("Stuurt het antwoord"),
}


@dataclass(frozen=True, slots=True)
class _Tekst:
    """One text that is read: a field, or a column of a row."""

    titel: str
    adres: str
    tekst: str


@dataclass(frozen=True, slots=True)
class ZinBeeld:
    """A sentence with its tips, each with the name of its kind."""

    stukken: tuple[Stuk, ...]
    tips: tuple[tuple[str, Tip], ...]


@dataclass(slots=True)
class TekstBeeld:
    """A text that there is something to say about, and where to change it."""

    titel: str
    adres: str
    zinnen: list[ZinBeeld]


def _leest_veld(veld: Veld) -> bool:
    return veld.spiegel or any(kolom.spiegel for kolom in veld.kolommen)


def leest_mee(stap: Stap) -> bool:
    """Whether a step has fields that the taalspiegel reads."""
    return any(_leest_veld(veld) for onderdeel in stap.onderdelen for veld in onderdeel.velden)


def _van_veld(veld: Veld, dossier: Dossier, adres: str) -> Iterator[_Tekst]:
    if veld.spiegel:
        yield _Tekst(veld.label, f"{adres}#veld-{veld.id}", dossier.teksten.get(veld.id, ""))
    kolommen = [kolom.id for kolom in veld.kolommen if kolom.spiegel]
    for nummer, rij in enumerate(dossier.rijen.get(veld.id, ()) if kolommen else (), 1):
        # An example that nobody made their own is not the professional's wording.
        if not is_voorbeeld(rij):
            titel = _("%(veld)s (%(rij)s %(nummer)d)") % {
                "veld": veld.label,
                "rij": veld.rij,
                "nummer": nummer,
            }
            for kolom in kolommen:
                yield _Tekst(titel, f"{adres}#rij-{veld.id}-{rij.id}", rij.waarden.get(kolom, ""))


def _teksten(gesprek_id: UUID, dossier: Dossier, land: LandId) -> Iterator[_Tekst]:
    """Every text that is read, in the order of the steps, the plan last; also the empty ones."""
    inhoud = laad()
    delen: list[tuple[str, Onderdeel, bool]] = [
        (reverse("gesprekken:stap", args=[gesprek_id, stap.id]), onderdeel, True)
        for stap in inhoud.stappen
        for onderdeel in stap.onderdelen
    ]
    plan = reverse("veiligheidsplan:plan", args=[gesprek_id])
    delen += [(plan, onderdeel, False) for onderdeel in inhoud.veiligheidsplan.onderdelen]
    for hier, onderdeel, is_stap in delen:
        for veld in onderdeel.velden:
            if _leest_veld(veld) and veld.land in (None, land):
                na = f"&na={veld.id}" if is_stap else ""
                yield from _van_veld(veld, dossier, f"{hier}?deel={onderdeel.id}{na}")


def _zinnen(teksten: Iterable[_Tekst]) -> Iterator[tuple[_Tekst, ZinBeeld]]:
    """Every sentence with tips, and the text it stands in."""
    for tekst in teksten:
        for zin in zinnen_met_tips(tekst.tekst):
            tips = tuple((str(SOORTEN[tip.regel.soort]), tip) for tip in zin.tips)
            yield tekst, ZinBeeld(zin.stukken, tips)


def _per_tekst(zinnen: Iterable[tuple[_Tekst, ZinBeeld]]) -> list[TekstBeeld]:
    return [
        TekstBeeld(tekst.titel, tekst.adres, [zin for _tekst, zin in groep])
        for tekst, groep in groupby(zinnen, key=itemgetter(0))
    ]


@require_safe
@kluis_open
def taalspiegel(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """Hints beside the professional's own words; `?van=` is the step that somebody came from, or the plan."""
    inhoud = laad()
    alle = _teksten(gesprek_id, request.gesprek.dossier, request.kluis.land)
    gelezen = [tekst for tekst in alle if tekst.tekst.strip()]
    zinnen = list(islice(_zinnen(gelezen), MAX_ZINNEN + 1))
    context = {
        "gesprek": request.gesprek,
        "inleiding": inhoud.taalspiegel.inleiding,
        "gevonden": _per_tekst(zinnen[:MAX_ZINNEN]),
        "nog_meer": len(zinnen) > MAX_ZINNEN,
        "is_leeg": not gelezen,
        "van": next((stap for stap in inhoud.stappen if stap.id == request.GET.get("van")), None),
        "van_plan": request.GET.get("van") == "plan",
        "stappen": [stap for stap in inhoud.stappen if leest_mee(stap)],
    }
    return render(request, "gesprek/wizard/taalspiegel.html", context)
