"""Sharing a note with a team: which team, who reads it, until when, and send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gesprek.dossier import Dossier
from gesprek.invoer import opslaan
from gesprek.invoer.stapform import schoon
from gesprek.kluis import delingen, teamcode, tijd
from gesprek.kluis.delingen import DelingWeg, Leider
from gesprek.models import MAX_DEELDAGEN, Team
from gesprek.teamoverleg import mail
from gesprek.teamoverleg.deling import Zending, zending_naar_json
from gesprek.teamoverleg.notitie import Notitie, afdruk_van
from gesprek.teamoverleg.voorbeeld import notitie_om_te_geven
from gesprek.toegang.beleid import GesprekRequest, kluis_open
from gesprek.toegang.open import zie

TERMIJNEN = (7, 14, MAX_DEELDAGEN)
TERMIJN = 14
MAX_NAAM = 80


@dataclass(frozen=True, slots=True)
class Lezer:
    """A lead who is going to read it. `nieuw`: the professional did not see this one, or this key, before."""

    leider: Leider
    nieuw: bool


@dataclass(frozen=True, slots=True)
class Termijn:
    """How long a team may read, and the day on which that ends. `afgekapt`: the gesprek itself goes on that day."""

    dagen: int
    tot: date
    afgekapt: bool


def _termijnen(request: GesprekRequest) -> list[Termijn]:
    """What there is to choose. A deling goes along with its gesprek, so no day after that is promised."""
    uit: list[Termijn] = []
    for dagen in TERMIJNEN:
        tot = min(tijd.over(dagen), request.gesprek.verwijderd_op)
        if uit and uit[-1].tot == tot:
            break
        uit.append(Termijn(dagen, tot, tot < tijd.over(dagen)))
    return uit


def _adres(request: GesprekRequest, naam: str) -> str:
    return reverse(f"delen:{naam}", args=[request.gesprek.id])


def _team(request: GesprekRequest) -> Team | None:
    """The team that was chosen for this gesprek, while it is there."""
    gekozen = request.gesprek.dossier.overleg.team
    return Team.objects.filter(id=gekozen).first() if gekozen else None


@require_http_methods(["GET", "HEAD", "POST"])
@kluis_open(draagt=True)
def team(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """Which team: its code, and then whether this is the right one."""
    if request.method != "POST":
        return render(
            request, "gesprek/teamoverleg/team.html", {"gesprek": request.gesprek, "huidig": _team(request)}
        )
    code = schoon(request.POST.get("t.teamcode", ""))
    gevonden = teamcode.zoek(code)
    context = {"gesprek": request.gesprek, "code": code, "huidig": _team(request)}
    if gevonden is None:
        context["fout"] = _("Bij deze code vinden we geen team: typfout, of er is een nieuwe code.")
        return render(request, "gesprek/teamoverleg/team.html", context, status=422)
    leiders = delingen.leiders(gevonden)
    if request.POST.get("actie") != "klopt":
        return render(
            request, "gesprek/teamoverleg/team.html", {**context, "gevonden": gevonden, "leiders": leiders}
        )
    opslaan.wijzig(
        request,
        lambda dossier: dossier.met(
            overleg=dossier.overleg.met(
                team=str(gevonden.id), bekend=tuple(leider.merk for leider in leiders if leider.merk)
            )
        ),
    )
    return zie(_adres(request, "versturen"))


@require_http_methods(["GET", "HEAD"])
@kluis_open
def versturen(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """Who reads it and until when; the button that sends stands here."""
    notitie = notitie_om_te_geven(request)
    if isinstance(notitie, HttpResponse):
        return notitie
    gekozen = _team(request)
    if gekozen is None:
        return zie(_adres(request, "team"))
    return _pagina(request, notitie, gekozen)


def _pagina(
    request: GesprekRequest,
    notitie: Notitie,
    gekozen: Team,
    fouten: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    bekend = set(request.gesprek.dossier.overleg.bekend)
    leiders = delingen.leiders(gekozen)
    lezers = [Lezer(leider, leider.merk not in bekend) for leider in leiders if leider.merk]
    termijnen = _termijnen(request)
    te_kiezen = [str(termijn.dagen) for termijn in termijnen]
    gekozen_termijn = request.POST.get("termijn", "")
    context = {
        "gesprek": request.gesprek,
        "team": gekozen,
        "lezers": lezers,
        "nog_niet": [leider for leider in leiders if not leider.merk],
        "nieuw": any(lezer.nieuw for lezer in lezers),
        "merken": ",".join(lezer.leider.merk for lezer in lezers),
        "gezien": afdruk_van(notitie),
        "vraag": notitie.vraag,
        "deling": request.POST.get("deling") or uuid4().hex,
        "termijnen": termijnen,
        "termijn": gekozen_termijn
        if gekozen_termijn in te_kiezen
        else str(max(termijn.dagen for termijn in termijnen if termijn.dagen <= TERMIJN)),
        "voor": request.POST.get("t.voor", ""),
        "van": request.POST.get("t.van", ""),
        "morgen": tijd.vandaag() + timedelta(days=1),
        "max_naam": MAX_NAAM,
        "fouten": fouten or {},
    }
    return render(request, "gesprek/teamoverleg/versturen.html", context, status=status)


@require_POST
@kluis_open
def verstuur(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """Send what was seen to who was seen; pressed twice, it goes once."""
    try:
        deling_id = UUID(hex=request.POST.get("deling", ""))
    except ValueError:
        return zie(_adres(request, "versturen"))
    if deling_id.hex in request.gesprek.dossier.delingen:
        return zie(_adres(request, "begin"))
    if delingen.is_ingetrokken(deling_id):
        # A page of before, or a click that comes late: what was withdrawn does not come back by itself.
        return zie(_adres(request, "versturen"))
    notitie, gekozen = notitie_om_te_geven(request), _team(request)
    if isinstance(notitie, HttpResponse):
        return notitie
    if gekozen is None:
        return zie(_adres(request, "team"))
    if request.POST.get("gezien") != afdruk_van(notitie):
        messages.info(request, _("Je notitie is veranderd sinds je hem las. Lees hem nog een keer."))
        return zie(_adres(request, "voorbeeld"))
    fouten, voor, tot = _lees(request)
    gezien = set(filter(None, request.POST.get("merken", "").split(",")))
    nu = {leider.merk for leider in delingen.leiders(gekozen) if leider.merk}
    if not nu <= gezien:
        fouten["lezers"] = _("Er kwam net een teamleider of een sleutel bij. Kijk wie er nu meeleest.")
    if fouten:
        return _pagina(request, notitie, gekozen, fouten, status=422)
    if not _geef(request, notitie, gekozen, deling_id, gezien, voor, tot):
        messages.error(
            request,
            _(
                "Er is niets verstuurd: in dit team kan nog niemand lezen. Vraag je teamleider om in te loggen."
            ),
        )
        return zie(_adres(request, "versturen"))
    mail.meld_aan_team(gekozen)
    messages.success(request, _("Je notitie is gedeeld. Hieronder zie je wanneer iemand hem las."))
    return zie(_adres(request, "begin"))


def _lees(request: GesprekRequest) -> tuple[dict[str, str], date | None, date]:
    """(what is wrong, answer before, last day); a gesprek that goes earlier takes its deling along."""
    fouten: dict[str, str] = {}
    voor: date | None = None
    dagen = request.POST.get("termijn", str(TERMIJN))
    if dagen not in {str(termijn) for termijn in TERMIJNEN}:
        fouten["termijn"], dagen = _("Kies tot wanneer het team je notitie kan lezen."), str(TERMIJN)
    tot = min(tijd.over(int(dagen)), request.gesprek.verwijderd_op)
    if ruw := request.POST.get("t.voor", "").strip():
        try:
            voor = date.fromisoformat(ruw)
        except ValueError:
            fouten["voor"] = _("Vul een hele datum in, of laat het leeg.")
        else:
            if voor <= tijd.vandaag():
                fouten["voor"] = _("Kies een dag vanaf morgen. Kan het niet wachten? Bel dan je teamleider.")
            elif voor > tot:
                fouten["voor"] = _("Dan is je notitie al weg. Kies een eerdere dag of een latere einddatum.")
    if len(request.POST.get("t.van", "")) > MAX_NAAM:
        fouten["van"] = _("Houd het bij %(max)d tekens.") % {"max": MAX_NAAM}
    return fouten, voor, tot


def _geef(
    request: GesprekRequest,
    notitie: Notitie,
    gekozen: Team,
    deling_id: UUID,
    merken: set[str],
    voor: date | None,
    tot: date,
) -> bool:
    """Keep the key in the kluis first, then share; false when nobody of the team can read."""
    sleutel = delingen.nieuwe_sleutel()
    van = " ".join(schoon(request.POST.get("t.van", "")).split())

    def met_sleutel(dossier: Dossier) -> Dossier:
        if deling_id.hex in dossier.delingen:
            return dossier
        return dossier.met(
            delingen={**dossier.delingen, deling_id.hex: sleutel.hex()},
            overleg=dossier.overleg.met(bekend=tuple(sorted({*dossier.overleg.bekend, *merken}))),
        )

    if opslaan.wijzig(request, met_sleutel).dossier.delingen[deling_id.hex] != sleutel.hex():
        return True  # the other half of a double click was first, and shares it under its own key
    try:
        delingen.maak(
            request.kluis,
            request.gesprek,
            gekozen,
            (deling_id, sleutel),
            zending_naar_json(Zending(notitie, voor, van)),
            merken,
            tot,
        )
    except (DelingWeg, IntegrityError):
        opslaan.wijzig(
            request,
            lambda dossier: dossier.met(
                delingen={naam: s for naam, s in dossier.delingen.items() if naam != deling_id.hex}
            ),
        )
        return False
    return True
