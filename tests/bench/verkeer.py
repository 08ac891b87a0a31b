"""A browser of a few lines, over a socket.

Small on purpose: Django's own test client would cost more than what is measured, and an HTTP library hides
what went over the wire.
"""

from __future__ import annotations

import re
import socket
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import brotli
from django.conf import settings
from django.http import HttpResponse

from tests.hulp import FORMULIER, formulieren

Velden = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Antwoord:
    """`draad`: bytes over the wire, with the head; `lijf`: the body, unpacked."""

    status: int
    koppen: tuple[tuple[str, str], ...]
    lijf: bytes
    draad: int

    def kop(self, naam: str) -> str:
        return next((waarde for eigen, waarde in self.koppen if eigen == naam), "")

    @property
    def tekst(self) -> str:
        return self.lijf.decode()


Vervoer = Callable[[str, str, Mapping[str, str], bytes], Antwoord]
"""Method, path, headers (lower case), body → the answer."""


def over_de_lijn(poort: int) -> Vervoer:
    """To a server on this machine, each request over a connection of its own."""

    def zend(methode: str, pad: str, koppen: Mapping[str, str], lijf: bytes) -> Antwoord:
        alle = {
            "host": "localhost",
            "connection": "close",
            "accept-encoding": "gzip, br",
            "content-length": str(len(lijf)),
            **koppen,
        }
        hoofd = "".join(f"{naam}: {waarde}\r\n" for naam, waarde in alle.items())
        with socket.create_connection(("127.0.0.1", poort), timeout=60) as lijn:
            lijn.sendall(f"{methode} {pad} HTTP/1.1\r\n{hoofd}\r\n".encode() + lijf)
            ruw = b"".join(iter(lambda: lijn.recv(65536), b""))
        kop, _, inhoud = ruw.partition(b"\r\n\r\n")
        eerste, *regels = kop.decode("latin-1").split("\r\n")
        paren = [regel.partition(":") for regel in regels]
        uit = tuple((naam.lower(), waarde.strip()) for naam, _, waarde in paren)
        antwoord = Antwoord(int(eerste.split()[1]), uit, inhoud, len(ruw))
        return Antwoord(antwoord.status, uit, _uitgepakt(antwoord.kop("content-encoding"), inhoud), len(ruw))

    return zend


def _uitgepakt(hoe: str, inhoud: bytes) -> bytes:
    if hoe == "br":
        uit: bytes = brotli.decompress(inhoud)
        return uit
    return zlib.decompress(inhoud, 31) if hoe == "gzip" else inhoud


def maak_koppen(cookies: Mapping[str, str], **meer: str) -> dict[str, str]:
    """The headers of a request, the cookies in them."""
    koppen = {naam.replace("_", "-"): waarde for naam, waarde in meer.items()}
    if cookies:
        koppen["cookie"] = "; ".join(f"{naam}={waarde}" for naam, waarde in cookies.items())
    return koppen


@dataclass(slots=True)
class Browser:
    """Keeps cookies, and sends forms as a page has them."""

    vervoer: Vervoer
    cookies: dict[str, str] = field(default_factory=dict)

    def vraag(self, pad: str, velden: Velden | None = None, **koppen: str) -> Antwoord:
        """GET, or POST when there are fields."""
        lijf = b"" if velden is None else urlencode([*velden, *self._token()]).encode()
        if velden is not None:
            koppen["content_type"] = FORMULIER
        methode = "GET" if velden is None else "POST"
        antwoord = self.vervoer(methode, pad, maak_koppen(self.cookies, **koppen), lijf)
        for naam, waarde in antwoord.koppen:
            if naam == "set-cookie":
                self.cookies |= {sleutel: deel.value for sleutel, deel in SimpleCookie(waarde).items()}
        return antwoord

    def _token(self) -> list[tuple[str, str]]:
        return [("csrfmiddlewaretoken", self.cookies.get(settings.CSRF_COOKIE_NAME, ""))]

    def oefen(self) -> str:
        """Open the practice case in a fresh kluis; the address of its task list."""
        self.vraag("/")
        antwoord = self.vraag("/kluis/oefenen/", [])
        assert antwoord.status == 303, antwoord.status
        return antwoord.kop("location")


def formulier(tekst: str, met: str) -> list[tuple[str, str]]:
    """The fields, as filled in, of the form on a page that has a field `met`; without its token."""
    velden = next(form.velden for form in formulieren(HttpResponse(tekst)) if met in form.namen)
    return [paar for paar in velden if paar[0] != "csrfmiddlewaretoken"]


def zonder_eigenheid(tekst: str) -> str:
    """A page without what differs by nature: tokens, ids, the seconds till the lock, the order in which a stand
    names its units, and which menu item is the current one."""
    tekst = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", tekst)
    tekst = re.sub(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "id", tekst)
    tekst = re.sub(r"\b[0-9a-f]{8}\b", "id", tekst)
    tekst = re.sub(r'(data-sluit-over|data-uiterlijk)="\d+"', r"\1", tekst)
    tekst = re.sub(r'(id="stand" value=")([^"]*)', lambda m: m[1] + ";".join(sorted(m[2].split(";"))), tekst)
    return tekst.replace(' aria-current="true"', "")
