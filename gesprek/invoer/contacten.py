"""Numbers, addresses and links in our texts: an id in the content, the one true value from the sociale kaart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LANDEN, LandId, Lijn
from gesprek.inhoud.opmaak import Contact as ContactFunctie
from sociale_kaart.publiek import Contact, ContactKanaal, contacten

_SOORT_VAN_DEEL = {
    "telefoon": ("telefoon",),
    "web": ("web",),
    "mail": ("mail",),
    "": ("telefoon", "web", "mail"),
}

_VOOR = {"chat": "chat op "}
_ACHTER_NAAM = re.compile(r" \((Nederland|België|Vlaanderen)\)\Z")


@dataclass(frozen=True, slots=True)
class LijnBeeld:
    """A line for one country: what it is for and who answers."""

    lijn: Lijn
    land: LandId
    contacten: tuple[Contact, ...]


def van_lijn(lijn: Lijn, land: LandId) -> tuple[Contact, ...]:
    """The published organisations behind a line in one country; empty when there is none."""
    kaart = contacten()
    return tuple(kaart[slug] for slug in (lijn.nl if land == "nl" else lijn.vl) if slug in kaart)


def lijnen(ids: Iterable[str], land: LandId | None) -> list[LijnBeeld]:
    """These lines in this order, for one country or for both. A line without anybody behind it is left out, and so
    is one that only repeats who already stands there."""
    op_id = {lijn.id: lijn for lijn in laad().landen.lijnen}
    beelden = []
    for dit_land in (land,) if land else LANDEN:
        gezien: set[tuple[Contact, ...]] = set()
        for lijn_id in ids:
            wie = van_lijn(op_id[lijn_id], dit_land) if lijn_id in op_id else ()
            if wie and wie not in gezien:
                beelden.append(LijnBeeld(op_id[lijn_id], dit_land, wie))
            gezien.add(wie)
    return beelden


def dag_en_nacht(land: LandId | None) -> list[tuple[Contact, ContactKanaal]]:
    """Whom one can call at any hour, as far as a source says so: what helps when the hours of another are unknown."""
    alle = lijnen((lijn.id for lijn in laad().landen.lijnen), land)
    open_lijnen = {
        contact: kanaal
        for beeld in alle
        for contact in beeld.contacten
        for kanaal in reversed(contact.kanalen)
        if kanaal.soort == "telefoon" and kanaal.altijd_open
    }
    return list(open_lijnen.items())


def _zoek(naam: str, land: LandId | None) -> list[tuple[str, Contact]]:
    """(how a sentence names them, organisation) for whom `{naam}` in a text means here.

    Whoever reads for one country needs no "(Nederland)" behind a name; who reads for both is told which is where.
    """
    inhoud = laad().landen
    for lijn in inhoud.lijnen:
        if lijn.id == naam:
            wie = [
                contact for dit_land in ((land,) if land else LANDEN) for contact in van_lijn(lijn, dit_land)
            ]
            return [(inhoud.in_zin.get(c.slug) or _naam(c, land), c) for c in dict.fromkeys(wie)]
    contact = contacten().get(naam)
    return [(_naam(contact, land), contact)] if contact else []


def _kanaal(contact: Contact, deel: str) -> ContactKanaal | None:
    for soort in _SOORT_VAN_DEEL[deel]:
        for kanaal in contact.kanalen:
            if kanaal.soort == soort:
                return kanaal
    return None


def _naam(contact: Contact, land: LandId | None) -> str:
    """The name; whoever already reads for one country needs no "(Nederland)" behind it."""
    return _ACHTER_NAAM.sub("", contact.naam) if land else contact.naam


def _stukken(naam: str, deel: str, land: LandId | None) -> Iterator[tuple[str, ContactKanaal | None, str]]:
    """(name, channel, country to add) of whoever `{naam.deel}` means here; the name is "" where only the channel is
    asked for."""
    gevonden = _zoek(naam, land)
    landnamen = {dit.id: dit.naam for dit in laad().landen.landen}
    is_lijn = any(lijn.id == naam for lijn in laad().landen.lijnen)
    for plek, (wie, contact) in enumerate(gevonden):
        # Two countries side by side: a name that doesn't tell its country gets it.
        waar = ""
        if land is None and len(gevonden) == len(LANDEN):
            landnaam = landnamen[LANDEN[plek]]
            waar = "" if landnaam in wie else _(" in %(land)s") % {"land": landnaam}
        noemen = _per_nummer(contact) if is_lijn and not deel else []
        noemen = noemen or [(wie, None if deel == "naam" else _kanaal(contact, deel))]
        for wie_daar, kanaal in noemen[:-1]:
            yield wie_daar, kanaal, ""
        wie, kanaal = noemen[-1]
        yield "" if deel and kanaal else wie, kanaal, waar


def _per_nummer(contact: Contact) -> list[tuple[str, ContactKanaal | None]]:
    """(whom one calls, number) where a sentence has to tell the numbers of one organisation apart."""
    namen = laad().landen.per_nummer.get(contact.slug, {})
    return [(namen[k.label], k) for k in contact.kanalen if k.soort == "telefoon" and k.label in namen]


def _niemand() -> str:
    # Nobody found: a plain referral, never a gap in a sentence.
    return str(_("de sociale kaart"))


def contact_html(land: LandId | None) -> ContactFunctie:
    """A resolver for `opmaak.naar_html`: name and number as a link, escaped."""

    def html(naam: str, deel: str) -> str:
        delen = []
        for wie, kanaal, waar in _stukken(naam, deel, land):
            link = format_html('<a href="{}">{}</a>', kanaal.href, kanaal.tekst) if kanaal else ""
            stuk = format_html("{} ({})", wie, link) if wie and link else link or wie
            delen.append(format_html("{}{}", stuk, waar))
        return format_html_join(_(" of "), "{}", ((deel,) for deel in delen)) or _niemand()

    return html


def regels(contact: Contact) -> Iterator[str]:
    """Each number or address with what it is for and when: 112 (spoed, dag en nacht)."""
    gezien = set()
    site = next((kanaal.tekst for kanaal in contact.kanalen if kanaal.soort == "web"), "")
    for kanaal in contact.kanalen:
        onbekend = kanaal.uren and not kanaal.uren_bekend
        # Hours that no source gives: a paper says where to look them up.
        uren = kanaal.uren
        if onbekend and site:
            uren = "" if kanaal.tekst == site else _("tijden: kijk op %(site)s") % {"site": site}
        erbij = ", ".join(filter(None, (kanaal.label, uren)))
        tekst = f"{_VOOR.get(kanaal.soort, '')}{kanaal.tekst}"
        # A chat is often on the website itself: one mention is enough.
        if kanaal.tekst not in gezien:
            yield f"{tekst} ({erbij})" if erbij else tekst
        gezien.add(kanaal.tekst)
