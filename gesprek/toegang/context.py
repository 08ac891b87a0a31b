"""What every page knows: is the kluis open, whose country, when does it lock."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gesprek.kluis import tijd
from gesprek.kluis.sessies import Sessie
from gesprek.toegang.accounts import mfa
from gesprek.toegang.accounts.beleid import leden_van
from gesprek.toegang.open import sessie_van


@dataclass(frozen=True, slots=True)
class KluisBeeld:
    """The open kluis as a page may show it: no key in here. Seconds count from this answer."""

    sluit_over: int
    uiterlijk: int
    verwijderd_op: date
    rust_minuten: int


def _herinnering(sessie: Sessie) -> dict[str, str] | None:
    """A quiet line under the header while something about the code is open."""
    if sessie.zonder_code:
        return {
            "tekst": _("Je oefent zonder code."),
            "url": reverse("kluis:eerst_code"),
            "link": _("Bewaren? Maak een code"),
        }
    if sessie.code:
        return {
            "tekst": _("Je code staat nog klaar."),
            "url": reverse("kluis:code"),
            "link": _("Bewaar je code"),
        }
    if sessie.controle:
        return {
            "tekst": _("Heb je je code goed bewaard?"),
            "url": reverse("kluis:controle"),
            "link": _("Kijk het na"),
        }
    return None


@dataclass(frozen=True, slots=True)
class AccountBeeld:
    """Who is signed in, as far as the header needs to know."""

    bevestigd: bool
    redactie: bool
    leider: bool


def _account(request: HttpRequest) -> AccountBeeld | None:
    """Looked up only by a page that shows it, and only for a browser with a session; never a reason to fail."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    with suppress(OperationalError, InterfaceError):
        wie = getattr(request, "user", None)
        if wie is not None and wie.is_authenticated:
            bevestigd = mfa.is_bevestigd(request)
            return AccountBeeld(bevestigd, bevestigd and wie.is_redactie, bool(leden_van(request)))
    return None


def huis(request: HttpRequest) -> dict[str, Any]:
    """`account` (an AccountBeeld or None), and `kluis` (a KluisBeeld), `land`, `rol` and `herinnering`, which are
    None while no kluis is open."""
    account = partial(_account, request)
    sessie = sessie_van(request)
    if sessie is None:
        return {"account": account, "kluis": None, "land": None, "rol": None, "herinnering": None}
    nu = tijd.nu()
    return {
        "account": account,
        "kluis": KluisBeeld(
            sluit_over=max(0, int((sessie.actief_tot - nu).total_seconds())),
            uiterlijk=max(0, int((sessie.eindigt_op - nu).total_seconds())),
            verwijderd_op=sessie.kluis.verwijderd_op,
            rust_minuten=int(sessie.rust.total_seconds() // 60),
        ),
        "land": sessie.kluis.land,
        "rol": sessie.kluis.rol,
        "herinnering": _herinnering(sessie),
    }
