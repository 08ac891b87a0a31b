"""The page of all papers: what is the professional's own, and what the client gets, never to be mistaken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Onderdeel
from gesprek.kluis import tijd
from gesprek.toegang.beleid import GesprekRequest
from gesprek.verslag import herinneringen
from gesprek.verslag.clientpapier import ClientPapier
from gesprek.verslag.opbouw import gevuld_naast, heeft_onbekend
from gesprek.verslag.papieren import maak_afspraken, maak_blad, maak_plan
from gesprek.verslag.vormen import Keuze

MAX_WACHTWOORD = 100
MAX_HERINNERING = 80
EERSTE = {"afspraken": "afspraken-lijst", "plan": ""}
"""Paper of the client → the field where it begins; the plan begins with itself."""


@dataclass(frozen=True, slots=True)
class Invoer:
    """What stands in the fields of the page. `fouten`: (id of the field, what is wrong)."""

    keuze: Keuze
    wachtwoord: str = ""
    herinnering: str = ""
    fouten: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Waarschuwing:
    """A word on a paper of the client that may tell too much, and the way to where it was written.

    zacht: an ordinary word, that tells something only beside others
    """

    woord: str
    titel: str
    url: str
    zacht: bool


@dataclass(frozen=True, slots=True)
class VanClient:
    """A paper of the client on the page. `schrijf`: where it is written."""

    naam: str
    papier: ClientPapier
    adres: str
    waarschuwingen: tuple[Waarschuwing, ...]
    schrijf: str


def toon(request: GesprekRequest, invoer: Invoer) -> HttpResponse:
    """The page; 422 when something is wrong with what was sent."""
    inhoud, gesprek, land = laad(), request.gesprek, request.kluis.land
    alle, komend = dagen(request)
    context = {
        "gesprek": gesprek,
        "stappen": inhoud.stappen,
        "naast": gevuld_naast(gesprek.dossier, inhoud),
        "keuze": invoer.keuze,
        # What can't be typed can't be shown in a field either.
        "wachtwoord": invoer.wachtwoord if invoer.wachtwoord.isprintable() else "",
        "max_wachtwoord": MAX_WACHTWOORD,
        "herinnering": invoer.herinnering if invoer.herinnering.isprintable() else "",
        "herinnering_staat_klaar": _("Afspraak bekijken"),
        "max_herinnering": MAX_HERINNERING,
        "komend": komend,
        "voorbij": len(alle) - len(komend),
        "fouten": invoer.fouten,
        "fout_bij": dict(invoer.fouten),
        "stap_fout": any(veld == "stap-1" for veld, _fout in invoer.fouten),
        "heeft_andere": heeft_onbekend(gesprek.dossier, inhoud),
        "blad": maak_blad(gesprek, land),
        "van_client": [
            van_client(request, "afspraken", maak_afspraken(gesprek, land)),
            van_client(request, "plan", maak_plan(gesprek, land)),
        ],
    }
    return render(request, "gesprek/verslag/keuze.html", context, status=422 if invoer.fouten else 200)


def dagen(request: GesprekRequest) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days on which something is looked at again: all, and those that are still to come."""
    alle = herinneringen.dagen(request.gesprek.dossier, laad())
    return alle, tuple(dag for dag in alle if dag > tijd.vandaag())


def van_client(request: GesprekRequest, naam: str, papier: ClientPapier) -> VanClient:
    """A paper of the client with what there is to say about it."""
    waarschuwingen = tuple(
        Waarschuwing(woord.woord, woord.titel, schrijfplek(request, woord.veld), woord.zacht)
        for woord in sorted(papier.verklapt, key=lambda woord: woord.zacht)
    )
    adres = reverse(f"verslag:{naam}", args=[request.gesprek.id])
    return VanClient(naam, papier, adres, waarschuwingen, schrijfplek(request, EERSTE[naam]))


def schrijfplek(request: GesprekRequest, veld_id: str) -> str:
    """The address where a field is written, with its part open; without a field: that of the plan."""
    for stap in laad().stappen:
        if deel := _deel_met(stap.onderdelen, veld_id):
            return (
                f"{reverse('gesprekken:stap', args=[request.gesprek.id, stap.id])}?deel={deel}#veld-{veld_id}"
            )
    plan = reverse("veiligheidsplan:plan", args=[request.gesprek.id])
    deel = _deel_met(laad().veiligheidsplan.onderdelen, veld_id)
    return f"{plan}?deel={deel}#veld-{veld_id}" if deel else plan


def _deel_met(delen: Sequence[Onderdeel], veld_id: str) -> str:
    gevonden: Iterator[str] = (deel.id for deel in delen if any(veld.id == veld_id for veld in deel.velden))
    return next(gevonden, "")
