"""Looking at what the anonymiser found: a decision per word, and words that go everywhere.

One form: whichever button is pressed, what was typed in any of its fields is done along with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gesprek.dossier import ANDERS, Dossier
from gesprek.invoer import opslaan
from gesprek.invoer.stapform import schoon
from gesprek.teamoverleg import nazien
from gesprek.teamoverleg.anonimiseren import Reden
from gesprek.teamoverleg.kladblok import Kladblok
from gesprek.teamoverleg.nazien import HOUDEN, MAX_ANDERS, WEG, Nagezien, Plek, Tekst
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
    """A text of the note, with the doubts apart from what was found for certain or decided.

    rest: the latter, of the text that somebody opened; `aantal` is how many there are in any case
    """

    tekst: Tekst
    open: tuple[PlekBeeld, ...]
    rest: tuple[PlekBeeld, ...]
    aantal: int
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
    bij = request.GET.get("bij", "")
    groepen = list(_groepen(nagezien, bij))
    context = {
        "gesprek": request.gesprek,
        "nagezien": nagezien,
        "groepen": groepen,
        "onzeker": [beeld.tekst for _kop, beelden in groepen for beeld in beelden if beeld.reden],
        "maskeren": request.gesprek.dossier.overleg.maskeren,
        "max_woord": MAX_WOORD,
        "max_anders": MAX_ANDERS,
        "bij": bij,
        "fout": fout,
        "woord": woord,
    }
    return render(request, "gesprek/teamoverleg/nakijken.html", context, status=status)


def _groepen(nagezien: Nagezien, bij: str) -> Iterator[tuple[str, list[TekstBeeld]]]:
    """The texts under the step that they are of; of text `bij` all that was found, of others only the doubts."""
    per_plek: dict[str, list[TekstBeeld]] = {}
    samen = Counter(plek.woord for plek in nagezien.plekken)

    def beelden(plekken: Iterable[Plek]) -> tuple[PlekBeeld, ...]:
        return tuple(
            PlekBeeld(plek, soort_in_woorden(plek.treffer.soort), waarom(plek.treffer), samen[plek.woord])
            for plek in plekken
        )

    for tekst in nagezien.teksten:
        rest = [plek for plek in tekst.plekken if plek.stand != "open"]
        toon = rest if tekst.bron.sleutel == bij else []
        beeld = TekstBeeld(tekst, beelden(tekst.open), beelden(toon), len(rest), tekst.reden())
        per_plek.setdefault(tekst.bron.plek, []).append(beeld)
    koppen = {"": _("Je vraag"), LABEL: _("Naam van het gesprek")}
    yield from ((koppen.get(plek, plek), beelden) for plek, beelden in per_plek.items())


def _besluit(request: GesprekRequest) -> HttpResponse:
    """Carry out the button, and what was typed in the fields beside it."""
    nagezien = _klad(request).nagezien()
    getypt = " ".join(schoon(request.POST.get(WOORD, "")).split())
    woord = getypt if len(getypt) <= MAX_WOORD else ""
    actie, _dp, rest = request.POST.get("actie", "").partition(":")
    plek = nagezien.plek(rest)
    anders = _anders(request, nagezien)
    besluiten = {naam: f"{ANDERS}{tekst}" for naam, tekst in anders.items()}
    if actie == "opslaan" and anders:
        # Enter in one of these fields presses the first button of the form: go on from there, as its own does.
        plek = nagezien.plek(next(iter(anders)))
    if plek and actie in _KEUZEN:
        keus, overal = _KEUZEN[actie]
        besluiten |= dict.fromkeys((p.id for p in nagezien.gelijk_aan(plek)) if overal else (plek.id,), keus)
    if actie == "twijfels-weg":
        besluiten = {**dict.fromkeys((p.id for p in nagezien.open), WEG), **besluiten}

    def doe(dossier: Dossier) -> Dossier:
        klad = Kladblok(dossier, request.kluis.land)
        overleg = nazien.met_woord(nazien.besluit(dossier.overleg, besluiten), woord)
        if actie == "woord-terug":
            overleg = nazien.zonder_woord(overleg, rest)
        dossier = dossier.met(overleg=nazien.zonder_resten(overleg, klad.alle_sleutels()))
        if actie in ("oud-weg", "oud-toch"):
            return _verouderd(dossier, klad, rest, toch=actie == "oud-toch")
        return dossier

    opslaan.wijzig(request, doe)
    if getypt != woord:
        zin = _("Neem één woord of naam, van hoogstens %(max)d tekens.") % {"max": MAX_WOORD}
        return _pagina(request, fout=zin, woord=getypt, status=422)
    if woord:
        _meld_woord(request, woord)
    over = [p for p in nagezien.open if p.id not in besluiten]
    return _verder(request, actie, rest, plek, nagezien, over)


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


def _verder(
    request: GesprekRequest, actie: str, rest: str, plek: Plek | None, nagezien: Nagezien, over: list[Plek]
) -> HttpResponse:
    """Where one goes on: the preview, the next doubt of those that are left, or the text that one was at."""
    if actie == "voorbeeld":
        return zie(reverse("delen:voorbeeld", args=[request.gesprek.id]))
    hier = _hier(request)
    if actie == "twijfels-weg":
        return zie(f"{hier}#stand")
    sleutels = [tekst.bron.sleutel for tekst in nagezien.teksten]
    if actie in ("bekijk", "sluit") and rest in sleutels:
        return zie(f"{hier}{f'?bij={rest}' if actie == 'bekijk' else ''}#tekst-{rest}")
    if plek is None:
        van = request.POST.get("van", "")
        return zie(f"{hier}#tekst-{van}" if van in sleutels else hier)
    if plek.stand == "open":
        # The numbers count every hit, so they are the same on the page that comes.
        volgende = next((p for p in over if p.nummer > plek.nummer), None) or next(iter(over), None)
        return zie(f"{hier}#plek-{volgende.nummer}" if volgende else f"{hier}#stand")
    sleutel = next(s for s in sleutels if plek.id.startswith(f"{s}."))
    return zie(f"{hier}?bij={sleutel}#tekst-{sleutel}")


def _meld_woord(request: GesprekRequest, woord: str) -> None:
    """How often a word that goes everywhere stood in the texts."""
    nagezien = _klad(request).nagezien()
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
