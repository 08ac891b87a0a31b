"""The link of an invitation that was just made: in the sealed session until whoever made it has copied it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from gesprek.toegang.accounts import uitnodigingen

_SLEUTEL = "nieuwe_uitnodiging"


def onthoud(request: HttpRequest, email: str, kaartje: str) -> None:
    request.session[_SLEUTEL] = [email.lower(), kaartje]


def toon(request: HttpRequest) -> dict[str, str] | None:
    """The link and who it is for, or None when there is none that still works."""
    email, kaartje = request.session.get(_SLEUTEL) or ("", "")
    if not kaartje or uitnodigingen.zoek(kaartje) is None:
        return None
    return {"email": email, "link": request.build_absolute_uri(reverse("uitnodiging_link", args=[kaartje]))}


def vergeet(request: HttpRequest) -> None:
    """From now on nobody can show it."""
    request.session.pop(_SLEUTEL, None)
