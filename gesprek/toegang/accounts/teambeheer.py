"""The teams, for editors: begin one with its first lead, help who is locked out, end one. In /beheer/.

An editor sees names and addresses of leads, and nothing of what is shared; leads are added by leads.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gesprek.models import Team
from gesprek.toegang.accounts import linkje, teams, uitnodigingen
from gesprek.toegang.accounts.beleid import redactie
from gesprek.toegang.accounts.inloggen import opnieuw_aangemeld
from gesprek.toegang.accounts.teamform import LeiderForm, TeamForm
from gesprek.toegang.accounts.teamleden import team_uit
from gesprek.toegang.open import zie


@require_http_methods(["GET", "HEAD", "POST"])
@redactie
@opnieuw_aangemeld
def teambeheer(request: HttpRequest) -> HttpResponse:
    """All teams. POST: do what a button says."""
    if request.method != "POST":
        return _pagina(request, TeamForm())
    hier = reverse("admin:teams")
    team = team_uit(request, Team.objects.all())
    match request.POST.get("actie"):
        case "begin":
            formulier = TeamForm(request.POST)
            if not formulier.is_valid():
                return _pagina(request, formulier, status=422)
            data = formulier.cleaned_data
            _team, kaartje = teams.begin(data["team"], data["naam"], data["email"])
            linkje.onthoud(request, data["email"], kaartje)
        case "link" if team:
            _maak_link(request, team)
        case "gekopieerd":
            linkje.vergeet(request)
        case "intrekken" if team:
            nummer = request.POST.get("nummer", "")
            uitnodigingen.open_staand().filter(team=team, pk=nummer if nummer.isdecimal() else 0).delete()
            messages.success(request, _("De uitnodiging is ingetrokken."))
        case "wis" if team and request.POST.get("zeker") == "ja":
            teams.wis(team)
            messages.success(request, _("Het team is gewist, met alles wat ermee gedeeld was."))
        case "wis":
            messages.error(request, _("Er is niets gewist. Zet eerst een vinkje bij ‘Ik weet het zeker’."))
    return zie(hier)


def _maak_link(request: HttpRequest, team: Team) -> None:
    formulier = LeiderForm(request.POST)
    if not formulier.is_valid():
        messages.error(request, _("Vul een naam en een heel e-mailadres in."))
    elif not teams.mag_uitnodigen_door_redactie(team, formulier.cleaned_data["email"]):
        messages.error(request, _("Dit team nodigt zelf nieuwe teamleiders uit."))
    else:
        email = formulier.cleaned_data["email"]
        linkje.onthoud(
            request, email, uitnodigingen.maak(email, team=team, naam=formulier.cleaned_data["naam"])
        )


def _pagina(request: HttpRequest, formulier: TeamForm, *, status: int = 200) -> HttpResponse:
    context = {"teams": teams.alle(), "nieuw": linkje.toon(request), "vorm": formulier}
    return render(request, "gesprek/toegang/accounts/teambeheer.html", context, status=status)
