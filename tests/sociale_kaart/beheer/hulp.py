"""An editor in the tests: reads the form of a page as a browser does, fills it in and sends it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tinyhtml5.parser import HTMLParser

from sociale_kaart.models import Aanbod

Velden = dict[str, list[str]]


def lees(antwoord: HttpResponse) -> Velden:
    """What a browser would send for the last form of a page that posts."""
    boom = HTMLParser(namespace_html_elements=False).parse(antwoord.content.decode())
    form = [f for f in boom.iter("form") if f.get("method") == "post"][-1]
    uit: Velden = {}
    for element in form.iter():
        naam = element.get("name")
        if not naam or element.tag not in ("input", "select", "textarea"):
            continue
        soort = element.get("type", "text")
        if element.tag == "select":
            opties = list(element.iter("option"))
            gekozen = [o for o in opties if o.get("selected") is not None] or opties[:1]
            waarden = [o.get("value", "") for o in gekozen]
        elif element.tag == "textarea":
            waarden = [(element.text or "").removeprefix("\n")]
        elif soort in ("checkbox", "radio"):
            waarden = [element.get("value", "on")] if element.get("checked") is not None else []
        elif soort in ("submit", "button"):
            waarden = []
        else:
            waarden = [element.get("value", "")]
        uit.setdefault(naam, []).extend(waarden)
    return uit


def haal(client: Client, url: str, **vraag: str) -> HttpResponse:
    """A page."""
    return cast(HttpResponse, client.get(url, vraag))


def doe(client: Client, daad: str, aanbod: Aanbod, **velden: str) -> HttpResponse:
    """Open the page of a deed, fill it in and press its button."""
    url = adres(daad, aanbod)
    return cast(HttpResponse, client.post(url, vul_in(lees(haal(client, url)), **velden)))


def adres(wat: str, aanbod: Aanbod | UUID | None = None) -> str:
    """An address of the editors' site about an aanbod."""
    sleutel = aanbod.pk if isinstance(aanbod, Aanbod) else aanbod
    return reverse(f"admin:sociale_kaart_aanbod_{wat}", args=[sleutel] if sleutel else [])


def vul_in(velden: Velden, **nieuw: Any) -> Velden:
    """The same form with other values; `kanalen_0_waarde` names a field of a row."""
    uit = {naam: list(waarden) for naam, waarden in velden.items()}
    for naam, waarde in nieuw.items():
        delen = naam.split("__")
        uit["-".join(delen)] = [waarde] if isinstance(waarde, str) else list(waarde)
    return uit


def open_formulier(client: Client, aanbod: Aanbod) -> Velden:
    """The form of an aanbod as it is now."""
    return lees(haal(client, adres("change", aanbod)))


def bewaar(client: Client, aanbod: Aanbod | None, velden: Velden, **nieuw: Any) -> HttpResponse:
    """Send the form of an aanbod, or of a new one."""
    url = adres("change", aanbod) if aanbod else adres("add")
    return cast(HttpResponse, client.post(url, vul_in(velden, **nieuw)))


def nieuw(client: Client, **velden: Any) -> Velden:
    """The form for a new aanbod with what it must have."""
    leeg = lees(haal(client, adres("add")))
    gewoon = {"naam": "Praatpunt Zuid", "organisatie": "Praatpunt", "nieuwe_organisatie": "on", "land": "NL"}
    return vul_in(leeg, **{**gewoon, **velden})


def rij_met(velden: Velden, voor: str, veld: str, waarde: str) -> int:
    """The number of the row of an inline whose field has this value."""
    for naam, waarden in velden.items():
        if naam.startswith(f"{voor}-") and naam.endswith(f"-{veld}") and waarden == [waarde]:
            return int(naam.split("-")[1])
    raise AssertionError(f"no row of {voor} with {veld} = {waarde}")
