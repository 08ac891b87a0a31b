"""Looking at what the anonymiser found: a decision per word, and words that go everywhere.

One form: whichever button is pressed, what was typed in any of its fields is done along with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gesprek.dossier import Dossier
from gesprek.invoer import opslaan
from gesprek.invoer.stapform import schoon
from gesprek.teamoverleg import nazien
from gesprek.teamoverleg.anonimiseren import Reden
from gesprek.teamoverleg.kladblok import Kladblok
from gesprek.teamoverleg.nazien import ANDERS, HOUDEN, MAX_ANDERS, WEG, Nagezien, Plek, Tekst
from gesprek.teamoverleg.notitie import LABEL
from gesprek.teamoverleg.woorden import soort_in_woorden, waarom
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie

MAX_WOORD = 100
WOORD, ANDERS_VELD = "t.woord", "t.anders."


@dataclass(frozen=True, slots=True)
class PlekBeeld:
    """A hit as the page shows it. `samen`: how often the same word stands in the note."""

    plek: Plek
    soort: str
    waarom: str
    samen: int


@dataclass(frozen=True, slots=True)
class TekstBeeld:
    """A text of the note, with the doubts apart from what was found for certain or decided."""

    tekst: Tekst
    open: tuple[PlekBeeld, ...]
    rest: tuple[PlekBeeld, ...]
    reden: Reden | None


def _klad(request: GesprekRequest) -> Kladblok:
    return Kladblok(request.gesprek.dossier, request.kluis.land)


def _hier(request: GesprekRequest) -> str:
    return reverse("delen:nakijken", args=[request.gesprek.id])


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def nakijken(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """GET: every text with what was found in it. POST: what was decided."""
    if request.method == "POST":
        if opslaan.is_afgekapt(request):
            return opslaan.afgekapt(request)
        return _besluit(request)
    return _pagina(request)


def _pagina(request: GesprekRequest, *, fout: str = "", woord: str = "", status: int = 200) -> HttpResponse:
    nagezien = _klad(request).nagezien()
    groepen = list(_groepen(nagezien))
    context = {
        "gesprek": request.gesprek,
        "nagezien": nagezien,
        "groepen": groepen,
        "onzeker": [beeld.tekst for _kop, beelden in groepen for beeld in beelden if beeld.reden],
        "maskeren": request.gesprek.dossier.overleg.maskeren,
        "max_woord": MAX_WOORD,
        "max_anders": MAX_ANDERS,
        "bij": request.GET.get("bij", ""),
        "fout": fout,
        "woord": woord,
    }
    return render(request, "gesprek/teamoverleg/nakijken.html", context, status=status)


def _groepen(nagezien: Nagezien) -> Iterator[tuple[str, list[TekstBeeld]]]:
    """The texts under the step that they are of."""
    per_plek: dict[str, list[TekstBeeld]] = {}
    for tekst in nagezien.teksten:
        beelden = [
            PlekBeeld(
                plek,
                soort_in_woorden(plek.treffer.soort),
                waarom(plek.treffer) if not plek.treffer.zeker or plek.treffer.waarschuwing else "",
                len(nagezien.gelijk_aan(plek)),
            )
            for plek in tekst.plekken
        ]
        beeld = TekstBeeld(
            tekst,
            tuple(b for b in beelden if b.plek.stand == "open"),
            tuple(b for b in beelden if b.plek.stand != "open"),
            tekst.reden(),
        )
        per_plek.setdefault(tekst.bron.plek, []).append(beeld)
    koppen = {"": _("Je vraag"), LABEL: _("Naam van het gesprek")}
    yield from ((koppen.get(plek, plek), beelden) for plek, beelden in per_plek.items())


def _besluit(request: GesprekRequest) -> HttpResponse:
    """Carry out the button, and what was typed in the fields beside it."""
    nagezien = _klad(request).nagezien()
    woord = " ".join(schoon(request.POST.get(WOORD, "")).split())
    if len(woord) > MAX_WOORD:
        zin = _("Neem één woord of naam, van hoogstens %(max)d tekens.") % {"max": MAX_WOORD}
        return _pagina(request, fout=zin, woord=woord, status=422)
    actie, _dp, rest = request.POST.get("actie", "").partition(":")
    plek = nagezien.plek(rest)
    anders = _anders(request, nagezien)

    def doe(dossier: Dossier) -> Dossier:
        overleg = dossier.overleg
        for naam, tekst in anders.items():
            overleg = nazien.besluit(overleg, [naam], f"{ANDERS}{tekst}")
        if plek and actie in _KEUZEN:
            keus, overal = _KEUZEN[actie]
            ids = [p.id for p in nagezien.gelijk_aan(plek)] if overal else [plek.id]
            overleg = nazien.besluit(overleg, ids, keus)
        if actie == "twijfels-weg":
            overleg = nazien.besluit(overleg, [p.id for p in nagezien.open if p.id not in anders], WEG)
        if actie == "woord-terug":
            overleg = nazien.zonder_woord(overleg, rest)
        klad = Kladblok(dossier, request.kluis.land)
        overleg = nazien.zonder_resten(nazien.met_woord(overleg, woord), klad.alle_sleutels())
        dossier = dossier.met(overleg=overleg)
        return (
            _verouderd(dossier, klad, rest, toch=actie == "oud-toch")
            if actie in ("oud-weg", "oud-toch")
            else dossier
        )

    opslaan.wijzig(request, doe)
    return _verder(request, actie, plek, woord)


_KEUZEN = {
    "weg": (WEG, False),
    "weg-overal": (WEG, True),
    "houden": (HOUDEN, False),
    "houden-overal": (HOUDEN, True),
    "terug": ("", False),
}
"""Button → (decision, whether it holds for the same word everywhere)."""


def _anders(request: GesprekRequest, nagezien: Nagezien) -> dict[str, str]:
    """Place → what was typed to come there instead."""
    uit = {}
    for plek in nagezien.plekken:
        tekst = " ".join(schoon(request.POST.get(f"{ANDERS_VELD}{plek.id}", "")).split())[:MAX_ANDERS]
        if tekst:
            uit[plek.id] = tekst
    return uit


def _verouderd(dossier: Dossier, klad: Kladblok, sleutel: str, *, toch: bool) -> Dossier:
    """With what was written anew of a text that changed since: used all the same, or forgotten."""
    overleg = dossier.overleg
    for bron in klad.bronnen():
        if bron.sleutel == sleutel and sleutel in overleg.herschreven:
            tekst = overleg.herschreven[sleutel][1] if toch else bron.tekst
            return dossier.met(overleg=nazien.herschrijf(overleg, bron, tekst))
    return dossier


def _verder(request: GesprekRequest, actie: str, plek: Plek | None, woord: str) -> HttpResponse:
    """Where one goes on: the preview, the next doubt, or the text that something was decided in."""
    nagezien = _klad(request).nagezien()
    if woord:
        _meld_woord(request, nagezien, woord)
    if actie == "voorbeeld" and not nagezien.open:
        return zie(reverse("delen:voorbeeld", args=[request.gesprek.id]))
    hier = _hier(request)
    if actie in ("voorbeeld", "twijfels-weg"):
        return zie(f"{hier}#stand")
    if plek is None:
        van = request.POST.get("van", "")
        return zie(f"{hier}#tekst-{van}" if any(van == t.bron.sleutel for t in nagezien.teksten) else hier)
    if plek.stand == "open" and (volgende := _volgende(nagezien, plek)):
        return zie(f"{hier}#plek-{volgende.nummer}")
    sleutel = next(t.bron.sleutel for t in nagezien.teksten if plek.id.startswith(f"{t.bron.sleutel}."))
    if plek.stand == "open":
        return zie(f"{hier}#stand")
    return zie(f"{hier}?bij={sleutel}#tekst-{sleutel}")


def _volgende(nagezien: Nagezien, plek: Plek) -> Plek | None:
    """The next doubt after this place, or else the first."""
    return next((p for p in nagezien.open if p.nummer >= plek.nummer), None) or next(
        iter(nagezien.open), None
    )


def _meld_woord(request: GesprekRequest, nagezien: Nagezien, woord: str) -> None:
    """How often a word that goes everywhere stood in the texts."""
    aantal = sum(woord.casefold() in plek.treffer.fragment.casefold() for plek in nagezien.plekken)
    if aantal:
        zin = ngettext(
            "Dat woord gaat weg. Het staat er %(aantal)d keer.",
            "Dat woord gaat weg. Het staat er %(aantal)d keer.",
            aantal,
        )
        messages.success(request, zin % {"aantal": aantal})
    else:
        messages.info(request, _("Dat woord staat nu nergens. Komt het er later bij, dan gaat het weg."))
