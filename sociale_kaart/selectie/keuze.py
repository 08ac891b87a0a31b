"""What somebody put together to take along: slugs of the sociale kaart, in order, in the sealed session.

A session begins when the first one is put in and ends when the last one goes: who only reads leaves no trace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, cast

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest

from sociale_kaart import publiek

SLEUTEL = publiek.SELECTIE
MAX = 12
"""More than one sheet of paper, and more than anybody can choose from."""
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,80}")


def is_slug(tekst: str) -> bool:
    """Whether an entry could have this address; anything else isn't worth a question to the database."""
    return _SLUG.fullmatch(tekst) is not None


# On a list of slugs: pure functions that give a new one.


def met(rij: Sequence[str], slug: str) -> list[str]:
    """With `slug` at the end; as it was when `slug` is in it already or there is no room."""
    return list(rij) if slug in rij or len(rij) >= MAX else [*rij, slug]


def zonder(rij: Sequence[str], slug: str) -> list[str]:
    """Without `slug`."""
    return [eigen for eigen in rij if eigen != slug]


def verplaatst(rij: Sequence[str], slug: str, *, omhoog: bool) -> list[str]:
    """With `slug` one place up or down; as it was when there is nowhere to go."""
    uit = list(rij)
    if slug in uit:
        van = uit.index(slug)
        naar = van + (-1 if omhoog else 1)
        if 0 <= naar < len(uit):
            uit[van], uit[naar] = uit[naar], uit[van]
    return uit


def hersteld(rij: Sequence[str], eerder: Iterable[str]) -> list[str]:
    """Back to `eerder`, followed by what came in since."""
    return list(dict.fromkeys([*eerder, *rij]))[:MAX]


# Of one request.


def slugs(request: HttpRequest) -> list[str]:
    """What is in the selection, in order; empty when the session can't be read: pages of the kaart stand without."""
    # Looked at first, so that a page for somebody without a session does not depend on the cookie.
    if request.session.session_key is None and not request.session.modified:
        return []
    try:
        ruw = request.session.get(SLEUTEL, [])
    except (DatabaseError, InterfaceError):
        return []
    return _leesbaar(ruw)


def _leesbaar(ruw: object) -> list[str]:
    return [slug for slug in ruw if isinstance(slug, str)][:MAX] if isinstance(ruw, list) else []


class Sessie(Protocol):
    """What the selection asks of the session: to change a value without losing what another request puts in it."""

    def wijzig(self, sleutel: str, doe: Callable[[Any], Any]) -> None: ...


def _wijzig(request: HttpRequest, doe: Callable[[list[str]], list[str]]) -> list[str]:
    """Change the selection as it is now, and give what it became. An empty one leaves nothing behind, no row and no
    cookie."""
    uit: list[str] = []

    def stap(ruw: object) -> list[str] | None:
        uit[:] = doe(_leesbaar(ruw))
        return list(uit) or None

    cast(Sessie, request.session).wijzig(SLEUTEL, stap)
    return uit


def zet(request: HttpRequest, slug: str) -> bool:
    """Put `slug` in. False when there is no room for it."""
    return slug in _wijzig(request, lambda rij: met(rij, slug))


def haal_weg(request: HttpRequest, slug: str) -> None:
    """Take `slug` out."""
    _wijzig(request, lambda rij: zonder(rij, slug))


def verplaats(request: HttpRequest, slug: str, *, omhoog: bool) -> None:
    """Move `slug` one place up or down."""
    _wijzig(request, lambda rij: verplaatst(rij, slug, omhoog=omhoog))


def wis(request: HttpRequest) -> None:
    """Take out everything."""
    _wijzig(request, lambda _: [])


def herstel(request: HttpRequest, eerder: Iterable[str]) -> None:
    """Undo: back to what `eerder` was, and what came in since stays."""
    vorige = list(eerder)
    _wijzig(request, lambda rij: hersteld(rij, vorige))
