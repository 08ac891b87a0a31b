"""The way of a save, for every form of a dossier: read, merge, compare-and-swap, and the answer to htmx.

The page that a plain POST gets in the end is up to the room that owns the form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gesprek.dossier import Dossier
from gesprek.inhoud.klachten import RIJ_ID
from gesprek.inhoud.model import Stap
from gesprek.invoer import codewaarschuwing, gebeurtenissen
from gesprek.invoer.samenvoegen import Gebeurd, Keus, Samengevoegd, voeg_samen
from gesprek.invoer.stapform import StapForm
from gesprek.invoer.voortgang import van_stap
from gesprek.kluis import gesprekken, tijd
from gesprek.kluis.gesprekken import Ingehaald, OpenGesprek
from gesprek.toegang import storing
from gesprek.toegang.beleid import GesprekRequest

# Each try reloads and merges anew; to lose five in a row five other saves must land in between.
_POGINGEN = 5
# A change outside a form is small and done at once; whoever loses this often is not in a row of chance.
_POGINGEN_BUITEN_FORMULIER = 20
Erna = Callable[[Dossier], Dossier]


@dataclass(frozen=True, slots=True)
class Opgeslagen:
    """A form that was read and saved, as far as it could be."""

    vorm: StapForm
    uitkomst: Samengevoegd
    waarschuwing: str
    gezegd: frozenset[Gebeurd] = frozenset()

    @property
    def heel(self) -> bool:
        """Whether all of it went in: nothing too long, no versions to choose from."""
        return not (self.vorm.fouten or self.uitkomst.botsingen)

    @property
    def gebeurd(self) -> frozenset[Gebeurd]:
        """What another tab had to do with it, and the place of the row itself does not tell."""
        verteld = {weg.gebeurd for weg in self.vorm.weg.values()}
        return frozenset(soort for soort in self.uitkomst.gebeurd | self.gezegd if soort not in verteld)

    @property
    def status(self) -> int:
        return 422 if self.vorm.fouten else 409 if self.uitkomst.botsingen else 200


def is_afgekapt(request: GesprekRequest) -> bool:
    """Whether the last field of the form did not come. What is missing may be half a text."""
    return request.POST.get("einde") != "ja"


def afgekapt(request: GesprekRequest) -> HttpResponse:
    """400: what came was not whole, so nothing is saved."""
    return storing.foutpagina(
        request,
        400,
        _("Je tekst kwam niet heel aan"),
        _("De verbinding viel weg, en daarom is er niets bewaard. Wat je eerder bewaarde, is er nog."),
        doen=_("Ga terug met de knop van je browser. Je tekst staat daar nog. Probeer het opnieuw."),
    )


def sla_op(request: GesprekRequest, stap: Stap, erna: Erna = lambda dossier: dossier) -> Opgeslagen:
    """Merge what was sent into the dossier and save it; `request.gesprek` is then the saved one.

    `erna` changes the merged dossier further, in the same save. Raises Ingehaald when others were first every time.
    """
    for _poging in range(_POGINGEN):
        vorm = StapForm.lees(stap, request.kluis.land, request.gesprek.dossier, request.POST)
        uitkomst = _voeg_samen(request, vorm)
        vorm.neem_over(uitkomst)
        uitkomst.dossier = erna(uitkomst.dossier)
        try:
            request.gesprek = bewaar(request, uitkomst.dossier)
        except Ingehaald:
            herlaad(request)
            continue
        assert vorm.inzending is not None
        return Opgeslagen(
            vorm,
            uitkomst,
            codewaarschuwing.waarschuw(request.kluis, vorm.inzending),
            gebeurtenissen.gezegd(request.POST.getlist("gezegd")),
        )
    raise Ingehaald


def wijzig(request: GesprekRequest, doe: Erna) -> OpenGesprek:
    """Change the dossier outside a form, from what is stored at that moment; `doe` may be called more than once.

    Raises Ingehaald when others were first every time.
    """
    for _poging in range(_POGINGEN_BUITEN_FORMULIER):
        try:
            request.gesprek = bewaar(request, doe(request.gesprek.dossier))
        except Ingehaald:
            herlaad(request)
            continue
        return request.gesprek
    raise Ingehaald


def bewaar(request: GesprekRequest, dossier: Dossier) -> OpenGesprek:
    """Save, unless nothing changed: a save that writes nothing cannot be in anybody's way. Raises Ingehaald."""
    if dossier == request.gesprek.dossier:
        return request.gesprek
    return gesprekken.bewaar(request.kluis, request.gesprek, dossier)


def herlaad(request: GesprekRequest) -> None:
    request.gesprek = gesprekken.laad(request.kluis, request.gesprek.id, request.sessie.begonnen_op)


def _voeg_samen(request: GesprekRequest, vorm: StapForm) -> Samengevoegd:
    assert vorm.inzending is not None
    htmx = storing.is_htmx(request)
    # A version is chosen with its button, never by an autosave that passes while one is still reading.
    inzending = replace(vorm.inzending, gekozen={}) if htmx else vorm.inzending
    uitkomst = voeg_samen(vorm.dossier, vorm.stap, vorm.land, inzending)
    verborgen = [b for b in uitkomst.botsingen.values() if not vorm.toont(b.eenheid)]
    if not verborgen or htmx:
        return uitkomst
    # The page that comes now is of another country and cannot ask which one to keep.
    beide: dict[str, tuple[Keus, str]] = {b.eenheid: ("beide", b.hun_digest) for b in verborgen}
    inzending = replace(inzending, gekozen={**inzending.gekozen, **beide})
    return voeg_samen(vorm.dossier, vorm.stap, vorm.land, inzending)


def _tijd() -> str:
    return timezone.localtime(tijd.nu()).strftime("%H:%M")


def waarschuw(request: GesprekRequest, opgeslagen: Opgeslagen) -> None:
    """Have the next page say what another tab had to do with it, and warn of an access code that stands in a text."""
    for zin in gebeurtenissen.zinnen(opgeslagen.gebeurd):
        messages.info(request, zin)
    if opgeslagen.waarschuwing:
        messages.warning(request, opgeslagen.waarschuwing)


def meld_bewaard(request: GesprekRequest) -> None:
    """Have the next page say when it was saved."""
    messages.success(request, _("Bewaard om %(tijd)s.") % {"tijd": _tijd()})


def deel_van(stap: Stap, veld_id: str) -> str:
    """The part that a field stands in; "" for a field of another form."""
    return next((o.id for o in stap.onderdelen if any(veld.id == veld_id for veld in o.velden)), "")


def naar_rij(hier: str, stap: Stap, actie: str, veld_en_rij: str, na: str = "") -> str:
    """The address of the row that something was done with, or of its field, with its part open."""
    veld_id, _dp, rij_id = veld_en_rij.partition(":")
    if not (deel := deel_van(stap, veld_id)):
        return hier
    adres = f"{hier}?deel={deel}" + (f"&na={na}" if na else "")
    if actie == "erbij":
        # No fragment: a browser that has one to go to ignores `autofocus`, and the new row has that.
        return f"{adres}&erbij={veld_id}"
    if actie in ("op", "neer") and RIJ_ID.match(rij_id):
        # The same: its button has the focus, so that one can press on.
        return f"{adres}&verzet={actie}:{veld_id}:{rij_id}"
    plek = f"veld-{veld_id}" if actie == "weg" else f"rij-{veld_id}-{rij_id}"
    return f"{adres}#{plek}"


def verzet(request: GesprekRequest, opgeslagen: Opgeslagen) -> StapForm | None:
    """The form after the merge when a button moved a row of this page, to show the field of that row anew."""
    actie, _dp, rest = request.POST.get("actie", "").partition(":")
    veld_id = rest.partition(":")[0]
    if actie not in ("op", "neer") or not opgeslagen.vorm.toont(f"v.{veld_id}"):
        return None
    return replace(opgeslagen.vorm.na(opgeslagen.uitkomst), verzet=f"{actie}:{rest}")


def autosave(request: GesprekRequest, opgeslagen: Opgeslagen, **extra: Any) -> HttpResponse:
    """The answer to htmx: one sentence for the status line, and the new stand of the form out of band. Where a row
    was moved its field comes along, so that a move costs one request.

    Versions to choose from that the page already shows stay as they are, with what was ticked there. `extra` is for
    the template of what else changes on the page (`bij`).
    """
    vorm, uitkomst = opgeslagen.vorm, opgeslagen.uitkomst
    getoond = {
        naam.removeprefix("gezien."): digest
        for naam, digest in request.POST.items()
        if naam.startswith("gezien.")
    }
    context = {
        "tijd": _tijd(),
        "uitkomst": uitkomst,
        "gebeurd": gebeurtenissen.zinnen(uitkomst.gebeurd, blijft_staan=True),
        "gezegd": sorted(uitkomst.gebeurd),
        "stand": vorm.stand_tekst_na(uitkomst, vers := verzet(request, opgeslagen)),
        "verzet": vers.verzet_veld if vers else None,
        "botsingen": [b for b in uitkomst.botsingen.values() if getoond.get(b.eenheid) != b.hun_digest],
        "opgelost": getoond.keys() - uitkomst.botsingen.keys() - vorm.fouten.keys(),
        "fouten": [fout for fout in vorm.fouten_met_vraag if fout[0] not in uitkomst.botsingen],
        "waarschuwing": opgeslagen.waarschuwing,
        "voortgang": van_stap(uitkomst.dossier, vorm.stap, vorm.land),
        "delen": StapForm.toon(vorm.stap, vorm.land, uitkomst.dossier).onderdelen,
        **extra,
    }
    antwoord = render(request, "gesprek/invoer/_bewaard.html", context, status=opgeslagen.status)
    if opgeslagen.heel:
        # The script believes nobody else: a guest network may answer for us, with a 200 as well.
        antwoord["X-Bewaard"] = "ja"
    return antwoord
