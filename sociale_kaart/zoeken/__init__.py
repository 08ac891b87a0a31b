"""The search of the sociale kaart: `zoek(vraag, nu=…)` answers a `Zoekvraag`; `index` keeps what it reads."""

from sociale_kaart.zoeken.uitkomst import Groep, Suggestie, Uitkomst, lijstrijen
from sociale_kaart.zoeken.vraag import Zoekvraag
from sociale_kaart.zoeken.woorden import Kaartwoorden
from sociale_kaart.zoeken.zoeker import kaart_nu, zoek

__all__ = ["Groep", "Kaartwoorden", "Suggestie", "Uitkomst", "Zoekvraag", "kaart_nu", "lijstrijen", "zoek"]
