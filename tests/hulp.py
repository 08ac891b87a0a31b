"""A browser without JavaScript for the tests, and a clock that can be turned.

`Bezoeker` keeps cookies, reads the forms of a page and sends them the way a browser does: hidden fields and
tokens from the page, newlines as CRLF, and the headers by which a server sees where a POST comes from.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any, TypeVar, cast
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from gesprek.kluis import sessies, tijd
from gesprek.kluis.sessies import Sessie

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FORMULIER = "application/x-www-form-urlencoded"
T = TypeVar("T")
Waarden = Mapping[str, str | Iterable[str]]
Paren = list[tuple[str, str]]


def tekst(antwoord: HttpResponse) -> str:
    """The body of an answer."""
    return antwoord.content.decode()


def titel(antwoord: HttpResponse) -> str:
    """The title of a page."""
    gevonden = re.search(r"<title>(.*?)</title>", tekst(antwoord), re.S)
    assert gevonden, "a page without a title"
    return gevonden[1]


def zonder_token(antwoord: HttpResponse) -> str:
    """The body without what differs in every answer: the masked CSRF token."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", tekst(antwoord))


@dataclass(frozen=True, slots=True)
class Formulier:
    """A form as a browser would send it: where to, what is filled in, and its buttons."""

    actie: str
    methode: str
    velden: tuple[tuple[str, str], ...]
    knoppen: tuple[tuple[str, str], ...]

    def met(self, waarden: Waarden, knop: str | None = None) -> Paren:
        """The pairs to send after filling in `waarden` and pressing the button with the value `knop`."""
        paren = [(naam, waarde) for naam, waarde in self.velden if naam not in waarden]
        for naam, waarde in waarden.items():
            paren += [(naam, w) for w in ([waarde] if isinstance(waarde, str) else waarde)]
        if knop is not None:
            paren.append(next(paar for paar in self.knoppen if paar[1] == knop))
        return paren

    def __getitem__(self, naam: str) -> str:
        return next(waarde for eigen, waarde in self.velden if eigen == naam)

    def __contains__(self, naam: str) -> bool:
        return any(eigen == naam for eigen, _ in self.velden)

    @property
    def namen(self) -> set[str]:
        return {naam for naam, _ in self.velden}


class _Lezer(HTMLParser):
    """Collects the forms of a page. Whether the HTML is valid is checked elsewhere, for every page."""

    def __init__(self) -> None:
        super().__init__()
        self.formulieren: list[Formulier] = []
        self._form: dict[str, str] | None = None
        self._velden: Paren = []
        self._knoppen: Paren = []
        self._tekst: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        eigen = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "form":
            self._form, self._velden, self._knoppen = eigen, [], []
        elif self._form is None or "disabled" in eigen:
            return
        elif tag == "textarea":
            self._tekst = (eigen.get("name", ""), [])
        elif tag == "button" and eigen.get("type", "submit") == "submit":
            self._knoppen.append((eigen.get("name", ""), eigen.get("value", "")))
        elif tag == "input" and eigen.get("name"):
            self._invoer(eigen)

    def _invoer(self, eigen: dict[str, str]) -> None:
        soort = eigen.get("type", "text")
        if soort in ("checkbox", "radio"):
            if "checked" in eigen:
                self._velden.append((eigen["name"], eigen.get("value", "on")))
        elif soort not in ("submit", "button"):
            waarde = eigen.get("value", "")
            # A browser takes newlines out of a field of one line.
            self._velden.append(
                (eigen["name"], waarde if soort == "hidden" else re.sub(r"[\r\n]", "", waarde))
            )

    def handle_data(self, data: str) -> None:
        if self._tekst:
            self._tekst[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._tekst:
            naam, stukken = self._tekst
            # The first newline after the tag is not part of the text.
            self._velden.append((naam, "".join(stukken).removeprefix("\n")))
            self._tekst = None
        elif tag == "form" and self._form is not None:
            form, self._form = self._form, None
            actie, methode = form.get("action", ""), form.get("method", "get")
            self.formulieren.append(Formulier(actie, methode, tuple(self._velden), tuple(self._knoppen)))


def formulieren(antwoord: HttpResponse) -> list[Formulier]:
    """Every form of a page, in order."""
    lezer = _Lezer()
    lezer.feed(tekst(antwoord))
    lezer.close()
    return lezer.formulieren


class Bezoeker:
    """One browser: its cookies, its address, and, once begun, the code of its kluis."""

    def __init__(self, adres: str = "192.0.2.1") -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False, REMOTE_ADDR=adres)
        self.code = ""

    # Asking and sending

    def get(self, url: str, **opties: Any) -> HttpResponse:
        return cast(HttpResponse, self.client.get(url, **opties))

    def post(
        self,
        url: str,
        waarden: Waarden | Paren | bytes = b"",
        *,
        token: bool = True,
        htmx: bool = False,
        van: str | None = "same-origin",
        headers: Mapping[str, str] | None = None,
        heel: bool = True,
    ) -> HttpResponse:
        """Send a form. `van` is what the browser says of where it comes from; None: it says nothing.

        The form of a step ends with a field by which the server sees that all of it came (`heel`).
        """
        if isinstance(waarden, bytes):
            lijf = waarden + (b"&" if waarden else b"") + urlencode(self._token(token)).encode()
        else:
            paren = waarden if isinstance(waarden, list) else Formulier("", "post", (), ()).met(waarden)
            if any(naam == "csrfmiddlewaretoken" for naam, _ in paren):
                token = False
            lijf = urlencode([(n, _crlf(w)) for n, w in paren + self._token(token)]).encode()
        if heel and _is_stap(url) and b"einde=" not in lijf:
            lijf += b"&einde=ja"
        koppen = {"Sec-Fetch-Site": van} if van else {}
        if htmx:
            koppen |= {"HX-Request": "true", "Sec-Fetch-Mode": "cors"}
        antwoord = self.client.generic(
            "POST", url, lijf, content_type=FORMULIER, headers={**koppen, **(headers or {})}
        )
        return cast(HttpResponse, antwoord)

    def verstuur(
        self,
        pagina: HttpResponse,
        waarden: Waarden,
        *,
        knop: str | None = None,
        nummer: int = -1,
        **opties: Any,
    ) -> HttpResponse:
        """Fill in a form of a page and send it: the last one, or the one with this `nummer`.

        A form with a button `knop` goes before the others.
        """
        alle = [f for f in formulieren(pagina) if knop is None or knop in {waarde for _, waarde in f.knoppen}]
        formulier = alle[nummer]
        url = formulier.actie or pagina.request["PATH_INFO"]  # type: ignore[attr-defined]
        return self.post(url, formulier.met(waarden, knop), **opties)

    def volg(self, antwoord: HttpResponse) -> HttpResponse:
        """Go where a redirect points."""
        assert antwoord.status_code == 303, (antwoord.status_code, tekst(antwoord)[:2000])
        return self.get(antwoord["Location"])

    def _token(self, nodig: bool) -> Paren:
        if not nodig:
            return []
        if settings.CSRF_COOKIE_NAME not in self.client.cookies:
            self.get(reverse("kluis:openen"))
        if settings.CSRF_COOKIE_NAME not in self.client.cookies:
            self.get(reverse("kluis:begin"))
        return [("csrfmiddlewaretoken", self.client.cookies[settings.CSRF_COOKIE_NAME].value)]

    # The kluis

    @property
    def kluiscookie(self) -> str:
        """The value of the cookie of the kluis, or ""."""
        morsel = self.client.cookies.get(settings.KLUIS_COOKIE)
        return morsel.value if morsel else ""

    def sessie(self) -> Sessie:
        """What the open session of this browser knows."""
        gevonden = sessies.zoek(self.kluiscookie)
        assert gevonden is not None, "no open kluis"
        return gevonden

    def begin(self, land: str = "nl", rol: str = "huisarts", apparaat: str = "eigen") -> HttpResponse:
        """Begin a kluis; its code is then in `self.code`. Returns the page with the code."""
        antwoord = self.post(reverse("kluis:begin"), {"land": land, "rol": rol, "apparaat": apparaat})
        assert antwoord["Location"] == reverse("kluis:code")
        return self.lees_code()

    def lees_code(self) -> HttpResponse:
        """The page with a fresh code, which is then in `self.code`."""
        pagina = self.get(reverse("kluis:code"))
        self.code = lees_code_van(pagina)
        return pagina

    def code_is_bewaard(self, actie: str = "verder") -> HttpResponse:
        """Tell the page with the code that it is kept."""
        return self.post(reverse("kluis:code"), {"actie": actie})

    def open(self, code: str | None = None, **meer: str) -> HttpResponse:
        """Open a kluis with a code at the front door."""
        waarden = {"toegangscode": self.code if code is None else code, **meer}
        return self.post(reverse("kluis:openen"), waarden)

    def vergrendel(self) -> HttpResponse:
        return self.post(reverse("kluis:vergrendel"))

    def nieuw_gesprek(self, label: str = "") -> UUID:
        """A new gesprek in the open kluis."""
        antwoord = self.post(reverse("gesprekken:nieuw"), {"label": label})
        assert antwoord.status_code == 303, tekst(antwoord)
        return UUID(antwoord["Location"].split("/")[2])

    # A step

    def stap(self, gesprek: UUID, stap: str = "voorbereiding", vraag: str = "") -> HttpResponse:
        """The page of a step."""
        antwoord = self.get(stap_url(gesprek, stap) + vraag)
        assert antwoord.status_code == 200, (antwoord.status_code, tekst(antwoord))
        return antwoord

    def schrijf(
        self,
        gesprek: UUID,
        waarden: Waarden,
        stap: str = "voorbereiding",
        *,
        knop: str = "opslaan",
        **opties: Any,
    ) -> HttpResponse:
        """Open a step, fill in `waarden` and press a button."""
        return self.verstuur(self.stap(gesprek, stap), waarden, knop=knop, **opties)


def _crlf(waarde: str) -> str:
    return re.sub(r"\r\n|\r|\n", "\r\n", waarde)


def stap_url(gesprek: UUID, stap: str = "voorbereiding") -> str:
    return reverse("gesprekken:stap", args=[gesprek, stap])


def _is_stap(url: str) -> bool:
    """Whether this address is that of a step."""
    try:
        return resolve(url.partition("?")[0]).view_name == "gesprekken:stap"
    except Resolver404:
        return False


def stapformulier(pagina: HttpResponse, stap: str = "") -> Formulier:
    """The form of a step on its page."""
    return next(f for f in formulieren(pagina) if "stand" in f)


def lees_code_van(pagina: HttpResponse) -> str:
    """The seven words that a page shows, with spaces."""
    lijst = re.search(r'<ol class="code".*?</ol>', tekst(pagina), re.S)
    assert lijst, tekst(pagina)[:2000]
    woorden = re.findall(r"<li>([a-z]+)</li>", lijst[0])
    assert len(woorden) == 7
    return " ".join(woorden)


class Klok:
    """The clock of the house: stands still until it is turned."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = datetime(2026, 3, 10, 12, 0, tzinfo=AMSTERDAM)
        monkeypatch.setattr(tijd, "nu", lambda: self.moment)

    def zet(self, *wanneer: int) -> None:
        """Year, month, day, hour, minute in Amsterdam."""
        self.moment = datetime(*wanneer, tzinfo=AMSTERDAM)  # type: ignore[arg-type, misc]

    def vooruit(self, **hoeveel: float) -> None:
        """By so many minutes, hours or days of real time."""
        utc = self.moment.astimezone(ZoneInfo("UTC")) + timedelta(**hoeveel)
        self.moment = utc.astimezone(AMSTERDAM)


@contextmanager
def database_fout(fout: Exception, *, alleen_schrijven: bool = False) -> Iterator[list[str]]:
    """Every query to the main database (or every one that writes) raises `fout`; gives what it refused."""
    geweigerd: list[str] = []

    def weiger(voer_uit: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if alleen_schrijven and not sql.startswith(("INSERT", "UPDATE", "DELETE")):
            return voer_uit(sql, params, many, context)
        geweigerd.append(sql)
        raise fout

    with connections["default"].execute_wrapper(weiger):
        yield geweigerd


def tegelijk(taken: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Run all at the same moment, each on a database connection of its own; gives outcomes or exceptions."""
    start = threading.Barrier(len(taken))

    def doe(taak: Callable[[], T]) -> T | Exception:
        start.wait()
        try:
            return taak()
        except Exception as fout:
            return fout
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(taken)) as ploeg:
        return list(ploeg.map(doe, taken))
