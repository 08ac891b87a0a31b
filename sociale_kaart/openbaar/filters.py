"""The filters as the page shows them: what can be chosen, and what was chosen with a link that takes it away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sociale_kaart.models import Indeling, Land, Soort, Term
from sociale_kaart.provincies import Provincie
from sociale_kaart.zoeken import Zoekvraag


@dataclass(frozen=True, slots=True)
class Keuze:
    """One value of a filter."""

    waarde: str
    naam: str
    aan: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A group of choices. With `een` only one of them counts."""

    naam: str
    vraag: str
    keuzes: tuple[Keuze, ...]
    een: bool = False

    @property
    def gekozen(self) -> bool:
        return any(keuze.aan for keuze in self.keuzes)


@dataclass(frozen=True, slots=True)
class Vlag:
    """A filter that is on or off."""

    naam: str
    vraag: str
    aan: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter, and the page without it."""

    tekst: str
    href: str


@dataclass(frozen=True, slots=True)
class Filters:
    """All of the form."""

    groepen: tuple[Filter, ...]
    vlaggen: tuple[Vlag, ...]
    provincies: tuple[tuple[str, tuple[Keuze, ...]], ...]
    chips: tuple[Chip, ...]


def van_indeling(termen: Iterable[Term], slug: str) -> list[Term]:
    """The termen of one indeling."""
    return [term for term in termen if term.indeling.slug == slug]


def filternaam(naam: str) -> str:
    """A filter in words; one that has no words of its own is called by its parameter."""
    namen = {**vragen(), **vlagnamen(), "provincie": _("Provincie"), "categorie": _("Soort hulp")}
    namen |= {"bij": _("In de buurt van"), "pagina": _("Pagina")}
    return namen.get(naam, naam)


def vragen() -> dict[str, str]:
    """The groups of choices, in the order of the form."""
    return {
        "land": _("Land"),
        "waarvoor": _("Waarvoor"),
        "doelgroep": _("Voor wie"),
        "kanaal": _("Hoe bereikbaar"),
    }


def vlagnamen() -> dict[str, str]:
    """The yes-or-no filters in words."""
    return {
        "open": _("Nu open"),
        "gratis": _("Gratis"),
        "anoniem": _("Anoniem"),
        "zelf": _("Cliënt kan zich zelf aanmelden"),
        "verwijzer": _("Aanmelden kan via een verwijzer"),
    }


def kanaalnamen() -> dict[str, str]:
    """By what one can reach them; an afspraak is no kanaal of its own in the map, but it is to who searches."""
    return {
        Soort.TELEFOON.value: _("Telefoon"),
        Soort.CHAT.value: _("Chat"),
        Soort.MAIL.value: _("E-mail"),
        "afspraak": _("Gesprek op afspraak"),
        Soort.ZELFHULP.value: _("Online zelfhulp"),
        Soort.FORUM.value: _("Forum"),
    }


def landnamen() -> dict[str, str]:
    """The two countries that one can work in."""
    return {land.value: str(land.label) for land in (Land.NEDERLAND, Land.BELGIE)}


def filters(vraag: Zoekvraag, termen: Iterable[Term]) -> Filters:
    """The form and its chips for what was asked."""
    termen = list(termen)
    namen = {
        "land": landnamen(),
        "provincie": {code: str(naam) for code, naam in Provincie.choices},
        "doelgroep": {t.slug: t.naam for t in van_indeling(termen, Indeling.DOELGROEP)},
        "waarvoor": {t.slug: t.naam for t in van_indeling(termen, Indeling.WAARVOOR)},
        "categorie": {t.slug: t.naam for t in van_indeling(termen, Indeling.CATEGORIE)},
        "kanaal": kanaalnamen(),
    }
    gekozen = {naam: gekozen_waarden(vraag, naam) for naam in namen}
    groepen = tuple(
        Filter(
            naam,
            vraag_in_woorden,
            tuple(Keuze(waarde, tekst, waarde in gekozen[naam]) for waarde, tekst in namen[naam].items()),
            een=naam == "land",
        )
        for naam, vraag_in_woorden in vragen().items()
    )
    vlaggen = tuple(Vlag(naam, tekst, bool(getattr(vraag, naam))) for naam, tekst in vlagnamen().items())
    chips = [
        Chip(namen[naam][waarde], adres(vraag, **{naam: zonder(vraag, naam, waarde)}))
        for naam in namen
        for waarde in gekozen[naam]
        if waarde in namen[naam]
    ]
    chips += [Chip(vlag.vraag, adres(vraag, **{vlag.naam: False})) for vlag in vlaggen if vlag.aan]
    provincies = tuple(
        (
            landnaam,
            tuple(
                Keuze(code, naam, code in gekozen["provincie"])
                for code, naam in sorted(namen["provincie"].items(), key=lambda paar: paar[1])
                if code.startswith(land)
            ),
        )
        for land, landnaam in (("NL", "Nederland"), ("BE", "België"))
    )
    return Filters(groepen, vlaggen, provincies, tuple(chips))


def gevraagd(vraag: Zoekvraag) -> bool:
    """Whether anything was asked at all, or asked that we did not know."""
    return bool(not vraag.leeg or vraag.onbekend)


def gekozen_waarden(vraag: Zoekvraag, naam: str) -> tuple[str, ...]:
    """What is chosen of a filter, whether one or many may be."""
    waarde = getattr(vraag, naam)
    if isinstance(waarde, tuple):
        return waarde
    return (waarde,) if waarde else ()


def zonder(vraag: Zoekvraag, naam: str, weg: str) -> Any:
    """The filter without one of its values, in the shape that the vraag has it."""
    waarde = getattr(vraag, naam)
    if isinstance(waarde, tuple):
        return tuple(een for een in waarde if een != weg)
    return ""


def adres(vraag: Zoekvraag, **anders: Any) -> str:
    """The search page for this vraag with some of it otherwise, from its first page on."""
    deel = vraag.querystring(**{"pagina": 1, **anders})
    pad = reverse("sociale_kaart:lijst")
    return f"{pad}?{deel}" if deel else pad
