"""The keys of team leads: made with the password, opened when it is typed, carried by a cookie of their own."""

from __future__ import annotations

import base64
import binascii
import secrets

from gesprek.kluis import kluizen, paren, sleutels, tijd
from gesprek.kluis.sleutels import SleutelFout
from gesprek.models import DelingSleutel, Gebruiker, Leidersleutel

_ZOUT = b"leider"


def geef_paar(gebruiker: Gebruiker, wachtwoord: str) -> bytes:
    """A new pair for this account, in place of an older one; returns the private key.

    What was sealed to the older one can't be opened any more, so those keys go: a professional may seal again.
    Raises Druk.
    """
    prive, publiek = paren.nieuw_paar()
    DelingSleutel.objects.filter(lid__gebruiker=gebruiker).delete()
    Leidersleutel.objects.update_or_create(
        gebruiker=gebruiker,
        defaults={
            "publiek": publiek,
            "sinds": tijd.vandaag(),
            **_verpak(gebruiker, prive, wachtwoord),
        },
    )
    return prive


def open_paar(gebruiker: Gebruiker, wachtwoord: str) -> bytes | None:
    """The private key, or None when there is none or this password does not open it. Raises Druk."""
    rij = Leidersleutel.objects.filter(gebruiker=gebruiker).first()
    if rij is None:
        return None
    verpakt = bytes(rij.verpakt)
    try:
        pepper = kluizen.ring().alle[paren.pepper_id_van(verpakt)]
        with kluizen.argonplek():
            gestrekt = paren.strek(wachtwoord, bytes(rij.zout))
        return paren.pak_prive_uit(paren.kek(gestrekt, pepper), verpakt, gebruiker.pk)
    except (SleutelFout, KeyError):
        return None


def verpak_opnieuw(gebruiker: Gebruiker, prive: bytes, wachtwoord: str) -> None:
    """The same pair under another password. Raises Druk."""
    Leidersleutel.objects.filter(gebruiker=gebruiker).update(**_verpak(gebruiker, prive, wachtwoord))


def heeft_paar(gebruiker: Gebruiker) -> bool:
    return Leidersleutel.objects.filter(gebruiker=gebruiker).exists()


def _verpak(gebruiker: Gebruiker, prive: bytes, wachtwoord: str) -> dict[str, bytes]:
    peppers, zout = kluizen.ring(), secrets.token_bytes(paren.ZOUT)
    with kluizen.argonplek():
        gestrekt = paren.strek(wachtwoord, zout)
    kek = paren.kek(gestrekt, peppers.alle[peppers.huidig])
    return {"zout": zout, "verpakt": paren.verpak_prive(kek, prive, gebruiker.pk, peppers.huidig)}


def sluit_in(prive: bytes) -> tuple[str, str]:
    """A fresh cookie, and the private key sealed under it for the session row: neither alone is of use."""
    cookie = secrets.token_bytes(32)
    envelop = sleutels.verzegel_sessie(cookie, _ZOUT, prive)
    return base64.urlsafe_b64encode(cookie).decode().rstrip("="), base64.b64encode(envelop).decode()


def haal_uit(cookie: str, ingesloten: str) -> bytes | None:
    """The private key that `sluit_in` sealed, or None for another cookie."""
    try:
        sleutel = base64.urlsafe_b64decode(cookie.encode("ascii") + b"=")
        return sleutels.ontzegel_sessie(sleutel, _ZOUT, base64.b64decode(ingesloten))
    except (binascii.Error, ValueError):  # SleutelFout is one
        return None
