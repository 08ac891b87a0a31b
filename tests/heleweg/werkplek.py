"""Hands for the browser tests: begin a kluis, fill in a step, wait until it is saved.

What a test is about it does with the mouse and the keys; what it only needs beforehand (an open kluis with a
gesprek in it) `Werkplek` puts there directly, as the server would have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from gesprek.dossier import Dossier
from gesprek.inhoud.model import LandId
from gesprek.kluis import code as codes
from gesprek.kluis import gesprekken, kluizen, sessies
from gesprek.kluis.kluizen import OpenKluis

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

BEWAARD = re.compile(r"Bewaard om \d\d:\d\d")
MISLUKT = "Niet bewaard, we proberen het opnieuw"


@dataclass(frozen=True, slots=True)
class Werkplek:
    """A browser whose kluis is open, with one gesprek in it."""

    context: BrowserContext
    kluis: OpenKluis
    code: str
    gesprek: UUID

    @classmethod
    def richt_in(
        cls,
        context: BrowserContext,
        url: str,
        dossier: Dossier | None = None,
        *,
        land: LandId = "nl",
        rol: str = "huisarts",
        gedeeld: bool = False,
    ) -> Werkplek:
        """Begin a kluis for the browser at `url`, which gets its cookie."""
        kluis, code = kluizen.begin(land, rol)
        plek = cls(context, kluis, codes.toon(code), gesprekken.nieuw(kluis, dossier or Dossier()).id)
        sessie = sessies.maak(kluis, gedeeld=gedeeld)
        context.add_cookies(
            [
                {
                    "name": settings.KLUIS_COOKIE,
                    "value": sessie.cookie,
                    "url": url,
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )
        return plek

    def pad(self, naam: str = "takenlijst", *args: object) -> str:
        """The address of a page of the gesprek: `pad("stap", "voorbereiding")`, `pad("verslag:verslag")`."""
        return reverse(naam if ":" in naam else f"gesprekken:{naam}", args=[self.gesprek, *args])

    def stap(self, stap: str = "voorbereiding", deel: str = "moment") -> str:
        """The address of a step with one part open."""
        return f"{self.pad('stap', stap)}?deel={deel}"

    def dossier(self) -> Dossier:
        """What the server has now."""
        return gesprekken.laad(self.kluis, self.gesprek, self.kluis.geopend_op).dossier


def veld(pagina: Page, naam: str) -> Locator:
    """The input with this name; ids have dots in them, so `#id` would not do."""
    return pagina.locator(f'[name="{naam}"]')


def bewaarstatus(pagina: Page) -> Locator:
    return pagina.locator("#bewaarstatus")


def typ(pagina: Page, naam: str, tekst: str) -> None:
    """Replace a text and leave the field, which is when autosave does not wait for more."""
    veld(pagina, naam).fill(tekst)
    veld(pagina, naam).blur()


def wacht_op_bewaard(pagina: Page) -> None:
    """Wait until the page says when it was saved, and holds nothing that isn't."""
    expect(bewaarstatus(pagina)).to_have_text(BEWAARD)
    expect(pagina.locator("#stapformulier")).not_to_have_attribute("data-onbewaard", "")


def knop(pagina: Page, naam: str) -> Locator:
    return pagina.get_by_role("button", name=naam, exact=True)


def link(pagina: Page, naam: str) -> Locator:
    # A "terug" link has an arrow before its name.
    return pagina.get_by_role("link", name=re.compile(rf"^(‹\s*)?{re.escape(naam)}$"))


def begin(
    pagina: Page, land: str = "Nederland", rol: str = "Huisarts", apparaat: str = "Mijn eigen apparaat"
) -> str:
    """From the home page to a code, the way anyone goes. Returns the code; the page shows it."""
    pagina.goto("/")
    link(pagina, "Begin een voorbereiding").click()
    for keus in (land, rol, apparaat):
        pagina.get_by_role("radio", name=re.compile(f"^{keus}")).check()
    knop(pagina, "Maak mijn code").click()
    woorden = pagina.locator("#code li").all_text_contents()
    assert len(woorden) == 7
    return " ".join(woorden)


def vergrendel(pagina: Page) -> None:
    knop(pagina, "Vergrendel").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Ga verder met je code")


def open_met_code(pagina: Page, code: str) -> None:
    """Type a code on a page that asks for it."""
    pagina.get_by_label("Je toegangscode").fill(code)
    knop(pagina, "Open je kluis").click()
