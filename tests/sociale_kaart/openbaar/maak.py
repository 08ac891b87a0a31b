"""Entries made for a test, as small as the test needs them."""

from __future__ import annotations

from typing import Any

from sociale_kaart.models import Aanbod, Indeling, Kanaal, Kenmerk, Organisatie, Term
from sociale_kaart.zoeken import index


def aanbod(slug: str, **velden: Any) -> Aanbod:
    """A published aanbod in Nederland. Further names: `termen` as (indeling, slug), `kanalen` as (soort, waarde)."""
    termen = velden.pop("termen", ())
    kanalen = velden.pop("kanalen", ())
    velden = {
        "naam": f"Naam van {slug}",
        "land": "NL",
        "status": "gepubliceerd",
        "wat": "Wat zij doen.",
        **velden,
    }
    gemaakt = Aanbod.objects.create(
        slug=slug, organisatie=Organisatie.objects.create(naam=velden["naam"]), **velden
    )
    for soort, waarde in kanalen:
        Kanaal.objects.create(aanbod=gemaakt, soort=soort, waarde=waarde)
    for indeling, term in termen:
        eigen = Indeling.objects.get(slug=indeling)
        Kenmerk.objects.create(aanbod=gemaakt, term=Term.objects.get(indeling=eigen, slug=term))
    # A test's transaction never commits, so nothing tells the index by itself.
    index.werk_bij([gemaakt.pk])
    return gemaakt
