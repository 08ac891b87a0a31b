"""One-time invitations: made by an editor, by the command or at the first start, and used once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from gesprek.kluis import tijd
from gesprek.models import Gebruiker, Uitnodiging, UitnodigingQuerySet
from gesprek.toegang.accounts import wachtwoorden

GELDIG = timedelta(hours=72)


def _hash(kaartje: str) -> bytes:
    # 32 random bytes need no slow hash.
    return hashlib.sha256(b"uitnodiging" + kaartje.encode()).digest()


def open_staand() -> UitnodigingQuerySet:
    """Invitations that can still be used."""
    return Uitnodiging.objects.open_staand(tijd.nu())


def maak(email: str = "") -> str:
    """Invite an editor; an older invitation for the same address stops. Without an address it is for the first
    editor, who fills it in. Returns the one-time part of the link, which nothing here remembers."""
    kaartje = secrets.token_urlsafe(32)
    with transaction.atomic():
        Uitnodiging.objects.filter(email=email.lower()).delete()
        Uitnodiging.objects.create(
            sleutel=_hash(kaartje), email=email.lower(), verloopt_op=tijd.nu() + GELDIG
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
    rij = open_staand().filter(sleutel=_hash(kaartje)).first()
    if rij is not None and not rij.email and er_is_redactie():
        return None
    return rij


def er_is_redactie() -> bool:
    return Gebruiker.objects.filter(is_redactie=True).exists()


@transaction.atomic
def gebruik(kaartje: str, email: str, wachtwoord: str) -> Gebruiker | None:
    """Make the account, or give it back to who was locked out: this password, no second step yet, and no session of
    before. None when the invitation was used in the meantime."""
    rij = zoek(kaartje)
    if rij is None or not open_staand().filter(pk=rij.pk).update(gebruikt_op=tijd.nu()):
        return None
    adres = rij.email or email.lower()
    wie = Gebruiker.objects.filter(email=adres).first() or Gebruiker(email=adres)
    wie.is_active = wie.is_redactie = True
    wachtwoorden.zet(wie, wachtwoord)
    Authenticator.objects.filter(user_id=wie.pk).delete()
    return wie
