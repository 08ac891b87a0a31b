"""Teams and who leads them: begun by an editor with its first lead, and from then on its leads' own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from gesprek.kluis import journaal, teamcode, wal
from gesprek.models import Gebruiker, Team, Teamlid, Uitnodiging
from gesprek.toegang.accounts import mfa, uitnodigingen

MAX_NAAM = 80


@dataclass(frozen=True, slots=True)
class Teambeeld:
    """A team as its leads and the editors see it; who was invited and did not come yet is in `wachtend`."""

    team: Team
    leden: tuple[tuple[Teamlid, bool], ...]
    """Each with whether the authenticator app is in use."""
    wachtend: tuple[Uitnodiging, ...]


def beeld(team: Team) -> Teambeeld:
    leden = Teamlid.objects.filter(team=team).select_related("gebruiker").order_by("sinds", "naam")
    return Teambeeld(
        team,
        tuple((lid, mfa.app_van(lid.gebruiker) is not None) for lid in leden),
        tuple(uitnodigingen.open_staand().filter(team=team).order_by("verloopt_op")),
    )


def alle() -> list[Teambeeld]:
    """Every team, for the editors: names and numbers, and nothing of what is shared."""
    return [beeld(team) for team in Team.objects.order_by("naam", "id")]


@transaction.atomic
def begin(naam: str, leider: str, email: str) -> tuple[Team, str]:
    """A new team and the invitation for its first lead; returns it with the one-time part of the link."""
    team = Team(naam=naam)
    teamcode.geef(team)
    team.save(force_insert=True)
    return team, uitnodigingen.maak(email, team=team, naam=leider)


def mag_uitnodigen_door_redactie(team: Team, email: str) -> bool:
    """Whether an editor may make a link: for a team without leads, or for a lead who is locked out."""
    leden = Teamlid.objects.filter(team=team)
    return not leden.exists() or leden.filter(gebruiker__email=email.lower()).exists()


def mag_uitnodigen_door_leider(team: Team, email: str) -> bool:
    """Whether a lead may make a link. For who has an account in this team it would give that account anew, and that
    is for an editor when the account opens more than this team."""
    wie = Gebruiker.objects.filter(email=email.lower()).first()
    if wie is None or not wie.teamleden.filter(team=team).exists():
        return True
    return not wie.is_redactie and not wie.teamleden.exclude(team=team).exists()


def haal_weg(lid: Teamlid) -> None:
    """A lead leaves: from now on no deling opens for them, also not after a back-up is put back."""
    journaal.noteer(lid.pk)
    lid.delete()


def vernieuw_code(team: Team) -> None:
    """The old code stops. Who shared before goes on as before."""
    teamcode.geef(team)
    team.save(update_fields=["codesleutel", "code", "code_sinds"])


def wis(team: Team) -> None:
    """Delete a team with all that was shared with it."""
    journaal.noteer(*team.delingen.values_list("id", flat=True), *team.leden.values_list("id", flat=True))
    team.delete()
    wal.leeg_zo_mogelijk()
