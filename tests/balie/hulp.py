"""Hands for taking along and bringing back: a form with a file in it."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpResponse
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from tests.hulp import Bezoeker, formulieren, tekst


class Bestand:
    """What the test client takes for a file."""

    def __init__(self, inhoud: bytes, naam: str = "bewaarbestand.shg") -> None:
        self._inhoud, self.name = inhoud, naam

    def read(self) -> bytes:
        return self._inhoud


def neem_mee(wie: Bezoeker, knop: str = "bewaarbestand") -> HttpResponse:
    antwoord = wie.verstuur(wie.get(reverse("kluis:meenemen")), {}, knop=knop)
    assert antwoord.status_code == 200, tekst(antwoord)
    return antwoord


def zet_terug(wie: Bezoeker, bestand: bytes | None, code: str, **meer: str) -> HttpResponse:
    """Send the form of the page with a file in it."""
    pagina = wie.get(reverse("kluis:terugzetten"))
    formulier = next(f for f in formulieren(pagina) if "toegangscode" in f)
    velden: dict[str, Any] = {**dict(formulier.velden), "toegangscode": code, **meer}
    if bestand is not None:
        velden["bestand"] = Bestand(bestand)
    return cast(
        HttpResponse,
        wie.client.generic(
            "POST",
            reverse("kluis:terugzetten"),
            encode_multipart(BOUNDARY, velden),
            content_type=MULTIPART_CONTENT,
            headers={"Sec-Fetch-Site": "same-origin"},
        ),
    )
