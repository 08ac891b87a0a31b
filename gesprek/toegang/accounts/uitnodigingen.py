"""One-time invitations: made by an editor, a lead, the command or at the first start, and used once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from gesprek.kluis import leiders, tijd
from gesprek.models import Gebruiker, Team, Teamlid, Uitnodiging, UitnodigingQuerySet
from gesprek.toegang.accounts import wachtwoorden

GELDIG = timedelta(hours=72)


def _hash(kaartje: str) -> bytes:
    # 32 random bytes need no slow hash.
    return hashlib.sha256(b"uitnodiging" + kaartje.encode()).digest()


def open_staand() -> UitnodigingQuerySet:
    """Invitations that can still be used."""
    return Uitnodiging.objects.open_staand(tijd.nu())


def maak(email: str = "", *, team: Team | None = None, naam: str = "") -> str:
    """Invite an editor, or with `team` a lead who will be called `naam` there; an older invitation for the same
    stops. Without an address it is for the first editor, who fills it in. Returns the one-time part of the link,
    which nothing here remembers."""
    kaartje = secrets.token_urlsafe(32)
    with transaction.atomic():
        Uitnodiging.objects.filter(email=email.lower(), team=team).delete()
        Uitnodiging.objects.create(
            sleutel=_hash(kaartje),
            email=email.lower(),
            team=team,
            naam=naam,
            verloopt_op=tijd.nu() + GELDIG,
        )
    return kaartje


def link(kaartje: str, *, hier: bool) -> str:
    """The whole address of an invitation, for who has no page open: on this machine (`hier`), or at the first name
    in HOSTS."""
    naam = "localhost" if hier else settings.ALLOWED_HOSTS[0].lstrip(".")
    if not settings.HTTPS and naam in ("localhost", "127.0.0.1", "[::1]"):
        naam += f":{settings.PORT}"
    return f"{'https' if settings.HTTPS else 'http'}://{naam}{reverse('uitnodiging_link', args=[kaartje])}"


def zoek(kaartje: str) -> Uitnodiging | None:
    """The invitation of a link while it can be used. One for the first editor stops when there is an editor."""
    rij = open_staand().filter(sleutel=_hash(kaartje)).select_related("team").first()
    if rij is not None and not rij.email and er_is_redactie():
        return None
    return rij


def er_is_redactie() -> bool:
    return Gebruiker.objects.filter(is_redactie=True).exists()


@transaction.atomic
def gebruik(kaartje: str, email: str, wachtwoord: str) -> Gebruiker | None:
    """Make the account, or give it back to who was locked out: this password, no second step yet, no session of
    before, and for a lead a new pair of keys. None when the invitation was used in the meantime, or may not do this
    to the account that there is. Raises Druk."""
    rij = zoek(kaartje)
    if rij is None or heeft_al_een_account(rij) or not _verbruik(rij):
        return None
    adres = rij.email or email.lower()
    wie = Gebruiker.objects.filter(email=adres).first() or Gebruiker(email=adres)
    if rij.team and not wie.is_active:
        # Switched off by an editor: a lead may invite its owner, and brings back nothing of what it could do.
        wie.is_redactie = False
        Teamlid.objects.filter(gebruiker=wie).exclude(team=rij.team).delete()
    wie.is_active = True
    wie.is_redactie = wie.is_redactie or rij.team is None
    wachtwoorden.zet(wie, wachtwoord)
    if rij.team is None:
        _stop_herstel(wie)
    Authenticator.objects.filter(user_id=wie.pk).delete()
    if rij.team:
        _maak_lid(rij, wie)
    if wie.teamleden.exists():
        leiders.geef_paar(wie, wachtwoord)
    return wie


def heeft_al_een_account(rij: Uitnodiging) -> bool:
    """Whether this invitation for a team is for an account that stands outside that team. It may not be given anew:
    a lead could take over an account of another team with it. Its owner signs in and accepts."""
    if rij.team is None:
        return False
    wie = Gebruiker.objects.filter(email=rij.email, is_active=True).first()
    return wie is not None and not wie.teamleden.filter(team=rij.team).exists()


@transaction.atomic
def neem_aan(kaartje: str, wie: Gebruiker) -> bool:
    """Somebody who is signed in becomes a lead of one more team. False when the invitation is another's, or used."""
    rij = zoek(kaartje)
    if rij is None or rij.team is None or rij.email != wie.email or not _verbruik(rij):
        return False
    _maak_lid(rij, wie)
    return True


def _verbruik(rij: Uitnodiging) -> bool:
    return bool(open_staand().filter(pk=rij.pk).update(gebruikt_op=tijd.nu()))


def _stop_herstel(wie: Gebruiker) -> None:
    """Links by which a team would give this account anew stop when the account comes to open more than that team:
    whoever made one could take the rest over with it."""
    open_staand().filter(email=wie.email, team__in=wie.teamleden.values("team")).delete()


def _maak_lid(rij: Uitnodiging, wie: Gebruiker) -> None:
    _stop_herstel(wie)
    Teamlid.objects.get_or_create(
        team=rij.team, gebruiker=wie, defaults={"naam": rij.naam, "sinds": tijd.vandaag()}
    )
