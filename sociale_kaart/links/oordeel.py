"""What one link is worth today: follow it as a browser would, and say in words what was seen."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext

from sociale_kaart.links import net

HOOGSTENS_SPRONGEN = 5
WACHT = 10.0
"""Seconds for one request, from begin to end."""
WERKT = "werkt"
"""The outcome of which nobody has to do anything."""

Vraag = Callable[[str, str], net.Antwoord]
_VAST = (301, 308)
_SPRONG = (301, 302, 303, 307, 308)
# These servers answer; they only won't show this to a program. That is no proof that a visitor sees nothing.
_HOUDT_ONS_TEGEN = (401, 403, 407, 418, 429, 451, 999)


@dataclass(frozen=True, slots=True)
class Oordeel:
    """`goed`: a visitor gets somewhere. `uitkomst` is WERKT, or what an editor should know; `naar`: where it moved."""

    goed: bool
    uitkomst: str
    naar: str = ""
    bereikt: bool = True
    """Whether any server answered. If none ever does, it is our own internet that is away."""

    @property
    def tekst(self) -> str:
        """The outcome with the new address, for the editors."""
        if not self.naar:
            return self.uitkomst
        return gettext("%(uitkomst)s naar %(adres)s") % {"uitkomst": self.uitkomst, "adres": self.naar}


def beoordeel(
    adres: str,
    *,
    wacht: float = WACHT,
    ook_eigen_net: bool = False,
    adempauze: Callable[[str], None] = lambda _: None,
) -> Oordeel:
    """Follow `adres` to where it ends. `adempauze` is called with the host before each request."""

    def vraag(waar: str, methode: str) -> net.Antwoord:
        adempauze(host_van(waar))
        return net.vraag(waar, methode, wacht=wacht, ook_eigen_net=ook_eigen_net)

    try:
        return _volg(adres, vraag)
    except net.Geweigerd:
        return Oordeel(False, gettext("wijst naar een adres dat niet op het openbare internet staat"))
    except net.TeLang:
        return _onbereikt(gettext("geeft geen antwoord binnen %(seconden)d seconden") % {"seconden": wacht})
    except socket.gaierror:
        return _onbereikt(gettext("deze website bestaat niet (meer): de naam is onbekend"))
    except ssl.SSLCertVerificationError:
        return Oordeel(False, gettext("het certificaat klopt niet; een browser waarschuwt daarvoor"))
    except ssl.SSLError:
        return Oordeel(False, gettext("een veilige verbinding lukt niet"))
    except ConnectionRefusedError:
        return Oordeel(False, gettext("de server weigert de verbinding"))
    except (OSError, http.client.HTTPException, UnicodeError):
        return _onbereikt(gettext("de verbinding breekt af"))


def _onbereikt(uitkomst: str) -> Oordeel:
    return Oordeel(False, uitkomst, bereikt=False)


def host_van(adres: str) -> str:
    """The host of an address, or "" when it has none."""
    try:
        return urlsplit(adres).hostname or ""
    except ValueError:
        return ""


def _volg(adres: str, vraag: Vraag) -> Oordeel:
    hier, bezocht, blijvend = adres, {adres}, True
    verhuisd_naar = ""
    for _sprong in range(HOOGSTENS_SPRONGEN + 1):
        antwoord = _bekijk(hier, vraag)
        if antwoord.status not in _SPRONG or not antwoord.koppen.get("location"):
            return _eind(
                antwoord.status, "" if verhuisd_naar.rstrip("/") == adres.rstrip("/") else verhuisd_naar
            )
        hier = _waarheen(hier, antwoord.koppen["location"])
        if hier in bezocht:
            return Oordeel(False, gettext("stuurt in een kring door"))
        bezocht.add(hier)
        # Only what moved for good, step after step from the begin, is where the map should point.
        blijvend = blijvend and antwoord.status in _VAST
        if blijvend:
            verhuisd_naar = hier
    return Oordeel(False, gettext("stuurt vaker dan %(keer)d keer door") % {"keer": HOOGSTENS_SPRONGEN})


def _bekijk(adres: str, vraag: Vraag) -> net.Antwoord:
    """HEAD, and GET when the server does not care for HEAD."""
    try:
        antwoord = vraag(adres, "HEAD")
    except (net.TeLang, ConnectionError, http.client.HTTPException):
        return vraag(adres, "GET")
    return vraag(adres, "GET") if antwoord.status >= 400 else antwoord


def _waarheen(van: str, locatie: str) -> str:
    # Headers come as latin-1; many a server sends UTF-8 in them.
    with suppress(UnicodeError):
        locatie = locatie.encode("latin-1").decode()
    try:
        return urljoin(van, locatie.strip()).partition("#")[0]
    except ValueError as fout:
        raise net.Geweigerd(locatie) from fout


def _eind(status: int, verhuisd_naar: str) -> Oordeel:
    if status in (404, 410):
        return Oordeel(False, gettext("deze pagina bestaat niet (%(code)d)") % {"code": status})
    if status in _HOUDT_ONS_TEGEN:
        return Oordeel(
            True, gettext("laat een programma niet kijken (%(code)d): kijk zelf even") % {"code": status}
        )
    if status >= 400 or status in _SPRONG:
        return Oordeel(False, gettext("geeft een fout (%(code)d)") % {"code": status})
    if verhuisd_naar:
        return Oordeel(True, gettext("is verhuisd"), verhuisd_naar)
    return Oordeel(True, WERKT)
