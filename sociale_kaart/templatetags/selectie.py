"""Template tags of the selection: what is in it, for the button beside an entry and the link to its page."""

from __future__ import annotations

from django import template
from django.template.context import Context

from sociale_kaart.selectie import keuze

register = template.Library()


@register.simple_tag(takes_context=True)
def selectie(context: Context) -> list[str]:
    """The slugs in the selection of who asks for this page."""
    request = context.get("request")
    if request is None:
        return []
    # Read once for all the rows of a page.
    if not hasattr(request, "_selectie"):
        request._selectie = keuze.slugs(request)
    rij: list[str] = request._selectie
    return rij
