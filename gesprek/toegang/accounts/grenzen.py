"""Limits per account, beside those per address: so that many addresses together can't guess one account."""

from __future__ import annotations

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gesprek.toegang import storing
from gesprek.toegang.limieten import Grens, omgeving, tel


def tel_poging(request: HttpRequest, naam: str, wie: str) -> None:
    """Count a try on an account, known or not. Raises ImmediateHttpResponse with a 429 when there were too many."""
    grenzen = settings.LIMIETEN_PER_ACCOUNT
    wacht = 0
    if f"{naam}_netwerk" in grenzen:
        # First: what one network may not try any more, takes nothing from the account.
        wacht = tel(
            f"account {naam}_netwerk", f"{wie}\0{omgeving(request)}", Grens(*grenzen[f"{naam}_netwerk"])
        )
    wacht = wacht or tel(f"account {naam}", wie, Grens(*grenzen[naam]))
    if wacht:
        antwoord = storing.foutpagina(
            request,
            429,
            _("Even wachten"),
            _("Voor dit account is net te vaak geprobeerd. Probeer het over %(minuten)d min. opnieuw.")
            % {"minuten": max(1, round(wacht / 60))},
            doen=_("Je hoeft verder niets te doen."),
        )
        antwoord["Retry-After"] = str(wacht)
        raise ImmediateHttpResponse(antwoord)
