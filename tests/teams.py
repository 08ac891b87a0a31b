"""Teams and leads for the tests: with keys, and signed in without clicking through sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from gesprek.kluis import leiders, teamcode, tijd
from gesprek.models import Deling, Gebruiker, Team, Teamlid
from tests.hulp import Bezoeker
from tests.redactie import meld_aan
from tests.rollen import huisarts_met_gesprek

WACHTWOORD = "gist haver iglo jasmijn kelder lepel"


def maak_team(naam: str = "Jeugdteam Oost") -> tuple[Team, str]:
    """A team without leads, and its code."""
    team = Team(naam=naam)
    code = teamcode.geef(team)
    team.save(force_insert=True)
    return team, code


def maak_leider(team: Team, naam: str = "Mieke", *, sleutel: bool = True) -> Gebruiker:
    """A lead with an authenticator app; with a pair of keys unless `sleutel` is off: invited, not signed in yet."""
    wie = Gebruiker.objects.create_user(f"{naam.lower()}-{team.pk.hex[:6]}@voorbeeld.example", WACHTWOORD)
    Teamlid.objects.create(team=team, gebruiker=wie, naam=naam, sinds=tijd.vandaag())
    TOTP.activate(wie, generate_totp_secret())
    RecoveryCodes.activate(wie)
    if sleutel:
        leiders.geef_paar(wie, WACHTWOORD)
    return wie


def leider_bezoeker(wie: Gebruiker, *, sleutel: bool = True) -> Bezoeker:
    """A browser in which this lead is signed in with both steps, and with the key open unless `sleutel` is off."""
    bezoeker = Bezoeker("203.0.113.9")
    meld_aan(bezoeker.client, wie)
    if sleutel:
        prive = leiders.open_paar(wie, WACHTWOORD)
        assert prive is not None
        sessie = bezoeker.client.session
        cookie, sessie["leidersleutel"] = leiders.sluit_in(prive)
        sessie.save()
        bezoeker.client.cookies[settings.LEIDER_COOKIE] = cookie
    return bezoeker


def zet_klaar(wie: Bezoeker, gesprek: UUID, vraag: str = "Zie ik iets over het hoofd?", **stap: str) -> None:
    """Write a question for the reader, and answers in step 1, and choose these to go along."""
    kiezen = reverse("delen:kiezen", args=[gesprek])
    if stap:
        wie.schrijf(gesprek, {f"t.{naam.replace('_', '-')}": tekst for naam, tekst in stap.items()})
    mee = [naam.replace("_", "-") for naam in stap]
    antwoord = wie.verstuur(wie.get(kiezen), {"t.overleg-vraag": vraag, "k.mee": ["overleg-vraag", *mee]})
    assert antwoord.status_code == 303, antwoord.content.decode()


def kies_team(wie: Bezoeker, gesprek: UUID, code: str) -> HttpResponse:
    """Type the code of a team and say that it is the right one; returns the page with who reads."""
    pagina = wie.verstuur(wie.get(reverse("delen:team", args=[gesprek])), {"t.teamcode": code})
    assert pagina.status_code == 200, pagina.content.decode()
    return wie.volg(wie.verstuur(pagina, {}, knop="klopt"))


def deel(wie: Bezoeker, gesprek: UUID, code: str, **velden: str) -> UUID:
    """Share the note of a gesprek with a team by the pages; returns the id of what was shared."""
    pagina = kies_team(wie, gesprek, code)
    antwoord = wie.verstuur(pagina, velden)
    assert antwoord.status_code == 303, antwoord.content.decode()
    return Deling.objects.filter(gesprek_id=gesprek).latest("gedeeld_op").id


@dataclass(frozen=True, slots=True)
class Gedeeld:
    """A note that was shared: who did so from which gesprek, and the lead who may read it."""

    wie: Bezoeker
    gesprek: UUID
    team: Team
    code: str
    leider: Gebruiker
    mieke: Bezoeker
    deling: UUID

    @property
    def lees(self) -> str:
        """The address of the lead's page."""
        return reverse("team:notitie", args=[self.deling])

    @property
    def gedeeld(self) -> str:
        """The address of the professional's page."""
        return reverse("delen:gedeeld", args=[self.gesprek, self.deling])


def gedeelde_notitie(
    vraag: str = "Zie ik iets over het hoofd?",
    stap: Mapping[str, str] | None = None,
    velden: Mapping[str, str] | None = None,
) -> Gedeeld:
    """A GP shared a note with a team of one lead, who is signed in. `stap`: answers in step 1 that went along."""
    team, code = maak_team()
    mieke = maak_leider(team)
    wie, gesprek = huisarts_met_gesprek()
    zet_klaar(wie, gesprek, vraag, **(stap or {}))
    deling = deel(wie, gesprek, code, **(velden or {}))
    return Gedeeld(wie, gesprek, team, code, mieke, leider_bezoeker(mieke), deling)
