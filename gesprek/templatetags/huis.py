"""Template tags of the house: content texts with their contacts, and the lines of a country."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from gesprek.inhoud.keuze import kies_blokken
from gesprek.inhoud.model import Blok, LandId
from gesprek.inhoud.opmaak import naar_html
from gesprek.invoer import contacten
from gesprek.kluis import gesprekken
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.toegang.open import sessie_van
from gesprek.verslag import tekst as teksten
from sociale_kaart.publiek import Contact, ContactKanaal

register = template.Library()


def _land(context: Context) -> LandId | None:
    land: LandId | None = context.get("land")
    return land


@register.simple_tag(takes_context=True)
def opmaak(context: Context, tekst: str) -> SafeString:
    """A content text as HTML, its contacts those of the country in the context."""
    return mark_safe(naar_html(tekst, contacten.contact_html(_land(context))))


@register.simple_tag(takes_context=True)
def blokken(context: Context, alle: tuple[Blok, ...]) -> tuple[Blok, ...]:
    """The blocks for the country and role in the context; without a kluis all of them."""
    return kies_blokken(alle, _land(context), context.get("rol"))


@register.simple_tag(takes_context=True)
def lijnen(context: Context, *ids: str) -> list[contacten.LijnBeeld]:
    """The lines with these ids for the country in the context, or for both."""
    return contacten.lijnen(ids, _land(context))


@register.simple_tag(takes_context=True)
def dag_en_nacht(context: Context) -> list[tuple[Contact, ContactKanaal]]:
    """Whom one can call at any hour, for the country in the context."""
    return contacten.dag_en_nacht(_land(context))


@register.simple_tag(takes_context=True)
def mijn_gesprekken(context: Context) -> list[OpenGesprek]:
    """The gesprekken in the open kluis, to choose one; none while it is locked."""
    sessie = sessie_van(context["request"])
    return gesprekken.lijst(sessie.kluis, sessie.begonnen_op) if sessie else []


@register.filter
def kadersjabloon(kader: str) -> str:
    """The template of a shared piece that a part shows."""
    return f"gesprek/handleiding/_kader_{kader.replace('-', '_')}.html"


@register.filter
def alineas(tekst: str) -> tuple[teksten.Alinea, ...]:
    """What somebody typed, in the paragraphs that a paper is made of."""
    return teksten.alineas(tekst)
