"""The leads of a team, for its leads: the team's code, who leads, and one-time links for who comes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gesprek.kluis import teamcode
from gesprek.kluis.sleutels import SleutelFout
from gesprek.models import Team, Teamlid
from gesprek.toegang.accounts import linkje, teams, uitnodigingen
from gesprek.toegang.accounts.beleid import LeiderRequest, teamleider
from gesprek.toegang.accounts.inloggen import opnieuw_aangemeld
from gesprek.toegang.accounts.teamform import LeiderForm, TeamnaamForm
from gesprek.toegang.open import zie


def team_uit(request: HttpRequest, mogelijk: QuerySet[Team]) -> Team | None:
    """The team that a form is about, out of those that are allowed."""
    try:
        return mogelijk.filter(id=UUID(request.POST.get("team_id", ""))).first()
    except ValueError:
        return None


def _code(team: Team) -> str:
    try:
        return teamcode.toon(team)
    except SleutelFout:
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
@teamleider
@opnieuw_aangemeld
def leden(request: LeiderRequest) -> HttpResponse:
    """The teams that one leads. POST: do what a button says, and show the page again."""
    if request.method != "POST":
        return _pagina(request)
    team = team_uit(request, Team.objects.filter(id__in=[lid.team_id for lid in request.leden]))
    if team is None:
        return zie(reverse("team:leden"))
    match request.POST.get("actie"):
        case "uitnodigen":
            return _nodig_uit(request, team)
        case "gekopieerd":
            linkje.vergeet(request)
        case "intrekken":
            nummer = request.POST.get("nummer", "")
            uitnodigingen.open_staand().filter(team=team, pk=nummer if nummer.isdecimal() else 0).delete()
            messages.success(request, _("De uitnodiging is ingetrokken."))
        case "code":
            teams.vernieuw_code(team)
            messages.success(request, _("Er is een nieuwe teamcode. De oude werkt niet meer."))
        case "teamnaam" | "mijn-naam":
            _andere_naam(request, team)
        case "weg":
            return _weg(request, team)
    return zie(reverse("team:leden"))


def _nodig_uit(request: LeiderRequest, team: Team) -> HttpResponse:
    formulier = LeiderForm(request.POST, auto_id=_ids(team))
    if formulier.is_valid() and not teams.mag_uitnodigen_door_leider(team, formulier.cleaned_data["email"]):
        formulier.add_error(
            "email", _("Dit account hoort ook bij iets anders. Vraag de redactie om een nieuwe link.")
        )
    if not formulier.is_valid():
        return _pagina(request, team, formulier, status=422)
    email = formulier.cleaned_data["email"]
    linkje.onthoud(request, email, uitnodigingen.maak(email, team=team, naam=formulier.cleaned_data["naam"]))
    return zie(reverse("team:leden"))


def _andere_naam(request: LeiderRequest, team: Team) -> None:
    formulier = TeamnaamForm(request.POST)
    if not formulier.is_valid():
        messages.error(request, _("Er is niets veranderd. Een naam heeft 1 tot 80 tekens."))
        return
    naam = formulier.cleaned_data["naam"]
    if request.POST["actie"] == "teamnaam":
        Team.objects.filter(id=team.id).update(naam=naam)
    else:
        Teamlid.objects.filter(team=team, gebruiker=request.user).update(naam=naam)
    messages.success(request, _("De naam is veranderd."))


def _weg(request: LeiderRequest, team: Team) -> HttpResponse:
    """A lead goes, or goes away oneself; the last one stays, or nobody could read what comes."""
    try:
        lid = Teamlid.objects.filter(team=team, id=UUID(request.POST.get("lid", ""))).first()
    except ValueError:
        lid = None
    if lid is None:
        return zie(reverse("team:leden"))
    # Who was switched off reads nothing, and so does not count.
    if not Teamlid.objects.filter(team=team, gebruiker__is_active=True).exclude(pk=lid.pk).exists():
        messages.error(request, _("Je bent de enige teamleider. Nodig eerst iemand anders uit."))
        return zie(reverse("team:leden"))
    zelf = lid.gebruiker_id == request.user.pk
    teams.haal_weg(lid)
    if zelf:
        messages.success(request, _("Je bent uit het team."))
        return zie(reverse("mfa_index"))
    messages.success(request, _("Deze teamleider kan vanaf nu niets meer van het team lezen."))
    return zie(reverse("team:leden"))


def _ids(team: Team) -> str:
    """Every team has the same form on the page."""
    return f"id_{team.pk.hex}_%s"


def _pagina(
    request: LeiderRequest,
    team: Team | None = None,
    formulier: LeiderForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "teams": [
            {
                "beeld": teams.beeld(lid.team),
                "ik": lid,
                "code": _code(lid.team),
                "vorm": formulier if formulier and team == lid.team else LeiderForm(auto_id=_ids(lid.team)),
            }
            for lid in request.leden
        ],
        "nieuw": linkje.toon(request),
        "fouten": formulier.errors if formulier else {},
    }
    return render(request, "gesprek/toegang/accounts/teamleden.html", context, status=status)
