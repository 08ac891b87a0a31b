"""An entry of the sociale kaart, made in a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.utils.text import slugify

from sociale_kaart.models import Aanbod, Kanaal, Kenmerk, Organisatie, Term, Werkgebied

Maak = Callable[..., Aanbod]


@pytest.fixture
def maak(db: None) -> Maak:
    """`maak("De Linde", kanalen={"telefoon": "020 261 52 75"}, termen=("client",), provincies=("NL-UT",))`."""

    def nieuw(
        naam: str,
        *,
        kanalen: Mapping[str, str] | None = None,
        termen: tuple[str, ...] = (),
        provincies: tuple[str, ...] = (),
        **velden: Any,
    ) -> Aanbod:
        velden = {
            "status": "gepubliceerd",
            "land": "NL",
            "wat": f"{naam} helpt.",
            "slug": slugify(naam),
            **velden,
        }
        organisatie = velden.pop("organisatie", None) or Organisatie.objects.create(naam=naam)
        aanbod = Aanbod.objects.create(naam=naam, organisatie=organisatie, **velden)
        for soort, waarde in (kanalen or {}).items():
            Kanaal.objects.create(aanbod=aanbod, soort=soort, waarde=waarde)
        for slug in termen:
            Kenmerk.objects.create(aanbod=aanbod, term=Term.objects.get(slug=slug))
        for provincie in provincies:
            Werkgebied.objects.create(aanbod=aanbod, provincie=provincie)
        return aanbod

    return nieuw


@pytest.fixture
def lege_kaart(db: None) -> None:
    """No entries at all; the termen stay."""
    Aanbod.objects.all().delete()
