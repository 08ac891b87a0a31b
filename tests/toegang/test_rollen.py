"""Role × address: who gets where, over every route of the app. Another's object is a 404 and never a 403."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from gesprek.models import Gebruiker, Teamlid
from gesprek.toegang.accounts import teams
from tests.hulp import Bezoeker, tekst
from tests.redactie import maak_redacteur, meld_aan
from tests.rollen import clb_medewerker, huisarts_met_gesprek, voorbijganger
from tests.teams import deel, leider_bezoeker, maak_leider, maak_team, zet_klaar
from tests.toegang.adressen import Adres, alle, beheer

pytestmark = pytest.mark.django_db(databases="__all__")
MERK = "Merkteken dat alleen twee mensen mogen lezen"
PUBLIEK, SLOT, TEAM, REDACTIE = "login_not_required", "kluis_open", "teamleider", "redactie"
ACCOUNT, INSCHRIJVING = "aangemeld", "inschrijving"
BINNEN, SLOTPAGINA, INLOGGEN, APP, NERGENS = "binnen", "slotpagina", "inloggen", "app", "nergens"


@dataclass(frozen=True, slots=True)
class Wereld:
    """A gesprek of which a note was shared with a team, and a second team."""

    gesprek: UUID
    deling: UUID
    eigenaar: Bezoeker
    leider: Gebruiker
    ander: Gebruiker


def maak_wereld() -> Wereld:
    team, code = maak_team()
    mieke, jan = maak_leider(team), maak_leider(maak_team("Wijkteam Noord")[0], "Jan")
    maak_leider(team, "Els")
    eigenaar, gesprek = huisarts_met_gesprek()
    zet_klaar(eigenaar, gesprek, MERK)
    return Wereld(gesprek, deel(eigenaar, gesprek, code), eigenaar, mieke, jan)


def _met_account(wie: Gebruiker, *, mfa: bool = True) -> Bezoeker:
    bezoeker = Bezoeker()
    meld_aan(bezoeker.client, wie, mfa=mfa)
    return bezoeker


def _verwijderd(wereld: Wereld) -> Bezoeker:
    """A lead who was taken out of the team while signed in."""
    bezoeker = leider_bezoeker(wereld.leider)
    teams.haal_weg(Teamlid.objects.get(gebruiker=wereld.leider))
    return bezoeker


def _leider_zonder_mfa(wereld: Wereld) -> Bezoeker:
    """A lead who gave the password and has no app yet; the key is open."""
    from allauth.mfa.models import Authenticator

    bezoeker = leider_bezoeker(wereld.leider)
    Authenticator.objects.filter(user=wereld.leider).delete()
    return bezoeker


ROLLEN: dict[str, tuple[Callable[[Wereld], Bezoeker], dict[str, str]]] = {
    "nobody": (
        lambda wereld: voorbijganger(),
        {SLOT: SLOTPAGINA, TEAM: INLOGGEN, REDACTIE: INLOGGEN, ACCOUNT: INLOGGEN, INSCHRIJVING: INLOGGEN},
    ),
    "the professional": (
        lambda wereld: wereld.eigenaar,
        {SLOT: BINNEN, TEAM: INLOGGEN, REDACTIE: INLOGGEN, ACCOUNT: INLOGGEN, INSCHRIJVING: INLOGGEN},
    ),
    "another kluis": (
        lambda wereld: clb_medewerker(),
        {SLOT: NERGENS, TEAM: INLOGGEN, REDACTIE: INLOGGEN, ACCOUNT: INLOGGEN, INSCHRIJVING: INLOGGEN},
    ),
    "the lead": (
        lambda wereld: leider_bezoeker(wereld.leider),
        {SLOT: SLOTPAGINA, TEAM: BINNEN, REDACTIE: NERGENS, ACCOUNT: BINNEN, INSCHRIJVING: BINNEN},
    ),
    "another team's lead": (
        lambda wereld: leider_bezoeker(wereld.ander),
        {SLOT: SLOTPAGINA, TEAM: NERGENS, REDACTIE: NERGENS, ACCOUNT: BINNEN, INSCHRIJVING: BINNEN},
    ),
    "a lead who was removed": (
        _verwijderd,
        {SLOT: SLOTPAGINA, TEAM: NERGENS, REDACTIE: NERGENS, ACCOUNT: BINNEN, INSCHRIJVING: BINNEN},
    ),
    "a lead without a second step": (
        _leider_zonder_mfa,
        {SLOT: SLOTPAGINA, TEAM: APP, REDACTIE: APP, ACCOUNT: APP, INSCHRIJVING: BINNEN},
    ),
    "an editor": (
        lambda wereld: _met_account(maak_redacteur()),
        {SLOT: SLOTPAGINA, TEAM: NERGENS, REDACTIE: BINNEN, ACCOUNT: BINNEN, INSCHRIJVING: BINNEN},
    ),
    "an editor without a second step": (
        lambda wereld: _met_account(maak_redacteur(mfa=False), mfa=False),
        {SLOT: SLOTPAGINA, TEAM: APP, REDACTIE: APP, ACCOUNT: APP, INSCHRIJVING: BINNEN},
    ),
}


def _beleid(adres: Adres) -> str:
    return str(getattr(adres.view, "beleid", PUBLIEK))


def _url(adres: Adres, wereld: Wereld) -> str:
    """The address for this world; in /beheer/ a part gets a number."""
    if adres.in_beheer:
        try:
            return reverse(adres.naam, kwargs=dict.fromkeys(adres.delen, 1))
        except NoReverseMatch:
            return "/beheer/bestaat/niet/"
    return adres.url(wereld.gesprek, wereld.deling)


def _uitkomst(antwoord: HttpResponse) -> str:
    """Where somebody came to."""
    naar = antwoord.get("Location", "")
    if naar.startswith("/inloggen/"):
        return INLOGGEN
    if naar == reverse("mfa_activate_totp"):
        return APP
    if antwoord.status_code == 403 and 'name="toegangscode"' in tekst(antwoord):
        return SLOTPAGINA
    return NERGENS if antwoord.status_code == 404 else BINNEN


@pytest.mark.parametrize("rol", ROLLEN)
def test_each_role_gets_where_it_may_and_nowhere_else(rol: str) -> None:
    wereld = maak_wereld()
    maak, verwacht = ROLLEN[rol]
    wie = maak(wereld)
    mis = []
    for adres in (*alle(), *beheer()):
        beleid = _beleid(adres)
        if beleid == PUBLIEK:
            continue
        url = _url(adres, wereld)
        hoort = verwacht[beleid]
        antwoord = wie.get(url)
        kwam = _uitkomst(antwoord)
        # A 405 says that the address is a button's, and nothing else: it is the same for everybody.
        if not (kwam == hoort or antwoord.status_code == 405 or kwam in _ook_goed(rol, adres, hoort)):
            mis.append(f"{adres} ({beleid}): {kwam}, not {hoort}")
        if rol not in ("the professional", "the lead"):
            assert MERK not in tekst(antwoord), adres
    assert not mis, "\n".join(mis)


def _ook_goed(rol: str, adres: Adres, hoort: str) -> set[str]:
    """What else is right: a list of one's own at an address without an id, and nothing where there is nothing."""
    eigen = {"another kluis": SLOT, "another team's lead": TEAM}
    if hoort == NERGENS and eigen.get(rol) == _beleid(adres) and not adres.delen:
        return {BINNEN}
    if hoort == BINNEN and (adres.in_beheer or adres.naam == "mfa_download_recovery_codes"):
        # Beneath /beheer/ not everything has a number 1; sign-in there is ours; codes are there only once.
        return {NERGENS, INLOGGEN} if adres.naam == "admin:login" else {NERGENS}
    return set()


@pytest.mark.parametrize("rol", [rol for rol in ROLLEN if rol not in ("the professional", "the lead")])
def test_no_other_role_changes_anything_of_what_was_shared(rol: str) -> None:
    from gesprek.models import Bericht, Deling, DelingSleutel

    wereld = maak_wereld()
    maak, _verwacht = ROLLEN[rol]
    wie = maak(wereld)
    voor = [list(m._default_manager.order_by("pk").values()) for m in (Deling, DelingSleutel, Bericht)]
    for adres in alle():
        if "deling_id" in adres.delen:
            wie.post(_url(adres, wereld), {"t.": MERK, "actie": "stuur:", "merken": "a", "zeker": "ja"})
    assert [
        list(m._default_manager.order_by("pk").values()) for m in (Deling, DelingSleutel, Bericht)
    ] == voor
