"""Every page there is, by the name of its address, so that a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gesprek.inhoud.lader import laad
from tests.heleweg.werkplek import Werkplek

STAPPEN = tuple((stap.id,) for stap in laad().stappen)
THEMAS = tuple((thema.id,) for thema in laad().themas)
# A page without arguments is one page.
EEN: tuple[tuple[str, ...], ...] = ((),)

# Name → the arguments of each of its pages. Those of OPENBAAR are for everyone, those of KLUIS and GESPREK need an
# open kluis; the address of a GESPREK begins with its id.
OPENBAAR: dict[str, tuple[tuple[str, ...], ...]] = {
    "thuis": EEN,
    "acuut": EEN,
    "privacy": EEN,
    "toegankelijkheid": EEN,
    "handleiding:overzicht": EEN,
    "handleiding:stap": STAPPEN,
    "handleiding:vragen": EEN,
    "handleiding:wat_als": EEN,
    "handleiding:doen_en_laten": EEN,
    "handleiding:geheim": EEN,
    "handleiding:thema": THEMAS,
    "handleiding:begrippen": EEN,
    "handleiding:alles": EEN,
    "sociale_kaart:lijst": EEN,
    "sociale_kaart:aanbod": (("113",), ("politie-nl",), ("de-waag",), ("stop-it-now-nl",)),
    "sociale_kaart:meld_fout": (("113",),),
    "sociale_kaart:gemeld": (("113",),),
    "sociale_kaart:selectie": EEN,
    "hsds:uitleg": EEN,
    "kluis:begin": EEN,
    "kluis:openen": EEN,
    "kluis:gewist": EEN,
    "kluis:terugzetten": EEN,
}
KLUIS: dict[str, tuple[tuple[str, ...], ...]] = {
    "kluis:code": EEN,
    "kluis:controle": EEN,
    "kluis:eerst_code": EEN,
    "kluis:instellingen": EEN,
    "kluis:wissen": EEN,
    "kluis:meenemen": EEN,
    "gesprekken:lijst": EEN,
    "gesprekken:nieuw": EEN,
}
GESPREK: dict[str, tuple[tuple[str, ...], ...]] = {
    "gesprekken:takenlijst": EEN,
    "gesprekken:label": EEN,
    "gesprekken:wissen": EEN,
    "gesprekken:controleren": EEN,
    "gesprekken:verwijzingen": EEN,
    "gesprekken:taalspiegel": EEN,
    "gesprekken:afronden": EEN,
    "gesprekken:tijdens": EEN,
    "gesprekken:vervolg": EEN,
    "gesprekken:terugblik": EEN,
    "gesprekken:stap": STAPPEN,
    "veiligheidsplan:begin": EEN,
    "veiligheidsplan:plan": EEN,
    "veiligheidsplan:nakijken": EEN,
    "delen:begin": EEN,
    "delen:kiezen": EEN,
    "delen:nakijken": EEN,
    "delen:herschrijven": (("boodschap-punten.fijn.boodschap",),),
    "delen:voorbeeld": EEN,
    "verslag:verslag": EEN,
    "verslag:afdruk": EEN,
    "verslag:blad": EEN,
    "verslag:afspraken": EEN,
    "verslag:plan": EEN,
}
# Answers that are no page: a POST only, a file, or data for the watchman.
GEEN_PAGINA = {
    "gezond",
    "kluis:oefenen",
    "kluis:vergrendel",
    "kluis:verlengen",
    "kluis:nieuwe_code",
    "kluis:herinnering",
    "sociale_kaart:selectie_kies",
    "sociale_kaart:selectie_schik",
    "verslag:herinneringen",
    "delen:meenemen",
    "delen:verstuur",
    "delen:intrekken",
    "delen:opnieuw",
    "verwijskaart",
    "verwijskaart_afdruk",
    "hsds:wortel",
    "hsds:openapi",
    "hsds:services",
    "hsds:service",
    "hsds:organizations",
    "hsds:organization",
    "hsds:service_at_locations",
    "hsds:taxonomies",
    "hsds:taxonomy_terms",
    "hsds:niets",
}

# Their pages are looked at where they are walked through: tests/toegang/accounts, tests/sociale_kaart and, of what is
# shared with a team, tests/teamoverleg.
ELDERS = (
    *("account_", "mfa_", "uitnodiging", "admin:"),
    *("team:", "delen:team", "delen:versturen", "delen:gedeeld"),
)


def namen(boom: Any = None, voor: str = "") -> Iterator[str]:
    """The name of every address in the URLconf but those of accounts and /beheer/, with its namespace."""
    for deel in (boom or get_resolver()).url_patterns:
        if isinstance(deel, URLResolver):
            yield from namen(deel, f"{voor}{deel.namespace}:" if deel.namespace else voor)
        elif isinstance(deel, URLPattern):
            naam = f"{voor}{deel.name}"
            if not naam.startswith(ELDERS):
                yield naam


def openbaar() -> list[str]:
    """The addresses of the public pages."""
    return [reverse(naam, args=args) for naam, alle in OPENBAAR.items() for args in alle]


def van_kluis(plek: Werkplek) -> list[str]:
    """The addresses of every page of an open kluis and of its gesprek."""
    eigen = [reverse(naam, args=args) for naam, alle in KLUIS.items() for args in alle]
    return eigen + [
        reverse(naam, args=[plek.gesprek, *args]) for naam, alle in GESPREK.items() for args in alle
    ]
