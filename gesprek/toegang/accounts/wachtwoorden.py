"""Passwords are made by us: six words of our own list, 66 bits. A self-chosen one could be guessed from a stolen
hash."""

from __future__ import annotations

import re
import secrets

from gesprek.kluis.code import WOORDEN
from gesprek.models import Gebruiker

AANTAL = 6


def maak() -> str:
    """A new password: six words with a space between them."""
    return " ".join(secrets.choice(WOORDEN) for _ in range(AANTAL))


def normaal(tekst: str) -> str:
    """A typed password as it was made: capitals, numbers and signs between the words don't matter."""
    return " ".join(re.findall(r"[a-z]+", tekst.lower()))


def zet(gebruiker: Gebruiker, wachtwoord: str) -> None:
    """Give an account another password; every session it had elsewhere ends by it."""
    gebruiker.set_password(wachtwoord)
    gebruiker.save()
