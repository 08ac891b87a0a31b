"""The code of a team: three words of our list (33 bits), which a lead hands to the professionals.

It shows the team's name and leads and nothing else, so it may be short; guessing is limited in rate. The database
holds a keyed hash to find it by, and the words sealed under the pepper for the leads.
"""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata

from gesprek.kluis import geheimen, kluizen, tijd
from gesprek.kluis.code import LETTERS, WOORDEN
from gesprek.models import Team

AANTAL = 3
MAXIMUM = 100
_NUMMER = {woord[:LETTERS]: woord for woord in WOORDEN}


def _sleutel(woorden: list[str], pepper: bytes) -> bytes:
    letters = "".join(woord[:LETTERS] for woord in woorden).encode("ascii")
    return hmac.digest(pepper, b"team" + letters, "sha256")


def _lees(tekst: str) -> list[str] | None:
    """The words that somebody typed, read as tolerantly as an access code; None when they can't be a code."""
    plat = unicodedata.normalize("NFKD", tekst[:MAXIMUM]).casefold().encode("ascii", "ignore").decode()
    stukken = re.findall(r"[a-z]+", plat)
    woorden = [_NUMMER[stuk[:LETTERS]] for stuk in stukken if stuk[:LETTERS] in _NUMMER]
    return woorden if len(woorden) == len(stukken) == AANTAL else None


def geef(team: Team) -> str:
    """Give a team a (new) code; the old one stops once the team is saved. Returns the words."""
    woorden = [secrets.choice(WOORDEN) for _ in range(AANTAL)]
    peppers = kluizen.ring()
    team.codesleutel = _sleutel(woorden, peppers.alle[peppers.huidig])
    team.code = geheimen.verzegel(" ".join(woorden))
    team.code_sinds = tijd.vandaag()
    return " ".join(woorden)


def toon(team: Team) -> str:
    """The code of a team, for its leads. Raises SleutelFout when its pepper is gone."""
    return geheimen.ontzegel(team.code)


def zoek(tekst: str) -> Team | None:
    """The team of a code, or None: mistyped, renewed or never given. Which of these nobody can tell."""
    woorden = _lees(tekst) or ["", "", ""]
    sleutels = [_sleutel(woorden, pepper) for pepper in kluizen.ring().alle.values()]
    return Team.objects.filter(codesleutel__in=sleutels).first()
