"""Slugs: which published aanbod answers to one today (its own, or the one into which it was merged), and which are
still free."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify

from sociale_kaart import startgegevens
from sociale_kaart.models import Aanbod, OudAdres

EIGEN_PAGINAS = frozenset({"selectie"})
"""Words that an aanbod can't have as its slug: a page of ours stands at that address."""


def huidige(slug: str) -> Aanbod | None:
    """The published aanbod at this address, or None. When its `slug` is another, redirect there for good."""
    aanbod = Aanbod.objects.gepubliceerd().filter(slug=slug).first()
    if aanbod is None:
        oud = OudAdres.objects.select_related("aanbod__organisatie").filter(slug=slug).first()
        aanbod = oud.aanbod if oud and oud.aanbod.status == "gepubliceerd" else None
    return aanbod


def opgegaan_in(slugs: Iterable[str]) -> dict[str, str]:
    """Of the slugs that were merged away: where they went (one query). What is published under its own is not here."""
    gezocht = set(slugs)
    waarheen = dict(OudAdres.objects.filter(slug__in=gezocht).values_list("slug", "aanbod__slug"))
    if waarheen:
        for slug in Aanbod.objects.gepubliceerd().filter(slug__in=waarheen).values_list("slug", flat=True):
            del waarheen[slug]
    return waarheen


def in_gebruik(begin: str = "") -> set[str]:
    """The slugs (that begin so) at which something stands: an aanbod, one that moved, or a page of ours."""
    return {
        *Aanbod.objects.filter(slug__startswith=begin).values_list("slug", flat=True),
        *OudAdres.objects.filter(slug__startswith=begin).values_list("slug", flat=True),
        *EIGEN_PAGINAS,
    }


def bezet(begin: str = "") -> set[str]:
    """The slugs that a new aanbod can't have: in use, or of the start data, for content may point at those."""
    return in_gebruik(begin) | {start.slug for start in startgegevens.lees()}


def slugbegin(naam: str) -> str:
    """What the slug for this name begins with."""
    return slugify(naam)[:60].strip("-") or "aanbod"


def vrije_slug(naam: str, bezette: set[str]) -> str:
    """A slug for this name that is not in `bezette`; it is in there from now on."""
    begin = slugbegin(naam)
    slug, nummer = begin, 1
    while slug in bezette:
        nummer += 1
        slug = f"{begin}-{nummer}"
    bezette.add(slug)
    return slug
