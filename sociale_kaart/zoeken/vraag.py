"""What a visitor asks, read from the address of the page; and the address again, always written the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from sociale_kaart.models import Soort
from sociale_kaart.provincies import Provincie

MAX_TEKST = 200
"""Characters of a question that are read; who pastes a letter gets its beginning."""
MAX_KEUZES = 30
"""Values of one filter that are read."""
KANALEN = (Soort.TELEFOON, Soort.CHAT, Soort.MAIL, "afspraak", Soort.ZELFHULP, Soort.FORUM)
_AAN = frozenset({"ja", "1", "on", "true"})
_UIT = frozenset({"", "nee", "0", "off", "false"})
_SLUG = re.compile(r"\A[a-z0-9]+(?:[-_][a-z0-9]+)*\Z", re.IGNORECASE)
_WIT = re.compile(r"[\s\x00-\x1f\x7f]+")


class Parameters(Protocol):
    """A QueryDict, as far as it is read here."""

    def getlist(self, key: str, /) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """A question with its filters. Within one filter any of its values will do; all filters must hold."""

    q: str = ""
    land: str = ""
    provincie: tuple[str, ...] = ()
    doelgroep: tuple[str, ...] = ()
    waarvoor: tuple[str, ...] = ()
    categorie: tuple[str, ...] = ()
    kanaal: tuple[str, ...] = ()
    gratis: bool = False
    anoniem: bool = False
    zelf: bool = False
    verwijzer: bool = False
    open: bool = False
    plaats: str = ""
    bij: int | None = None
    """The number of the place that was chosen, where more than one has this name."""
    pagina: int = 1
    onbekend: tuple[tuple[str, str], ...] = ()
    """What was asked of a filter and does not exist, as (filter, value)."""

    @classmethod
    def uit(cls, parameters: Parameters) -> Zoekvraag:
        """Read an address. Whatever stands in it, this gives a question."""
        lezer = _Lezer(parameters)
        return cls(
            q=lezer.tekst("q"),
            land=lezer.een("land", {"NL": "NL", "BE": "BE"}),
            provincie=lezer.meer("provincie", {code: code for code in Provincie.values}),
            doelgroep=lezer.slugs("doelgroep"),
            waarvoor=lezer.slugs("waarvoor"),
            categorie=lezer.slugs("categorie"),
            kanaal=lezer.meer("kanaal", {str(kanaal): str(kanaal) for kanaal in KANALEN}),
            gratis=lezer.ja("gratis"),
            anoniem=lezer.ja("anoniem"),
            zelf=lezer.ja("zelf"),
            verwijzer=lezer.ja("verwijzer"),
            open=lezer.ja("open"),
            plaats=lezer.tekst("plaats"),
            bij=lezer.getal("bij", None),
            pagina=lezer.getal("pagina", 1) or 1,
            onbekend=tuple(lezer.onbekend),
        )

    def querystring(self, **anders: Any) -> str:
        """The address of this question, with some of it otherwise; "" for no question at all."""
        vraag = replace(self, **anders) if anders else self
        if vraag.bij is not None and "plaats" in anders and "bij" not in anders:
            vraag = replace(vraag, bij=None)
        paren: list[tuple[str, str]] = []
        for veld in fields(vraag):
            waarde = getattr(vraag, veld.name)
            if veld.name == "onbekend" or waarde == veld.default:
                continue
            waarden = sorted(waarde) if isinstance(waarde, tuple) else [waarde]
            paren += [(veld.name, "ja" if deel is True else str(deel)) for deel in waarden]
        return urlencode(paren)

    @property
    def leeg(self) -> bool:
        """Whether nothing is asked: no words, no place, no filter."""
        return not self.querystring(pagina=1)


class _Lezer:
    """Reads one address, and keeps what it did not understand."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self.onbekend: list[tuple[str, str]] = []

    def _waarden(self, naam: str) -> list[str]:
        waarden = self._parameters.getlist(naam)[:MAX_KEUZES]
        # A lone surrogate can be typed into an address, but not written into an answer.
        heel = (str(waarde).encode("utf-8", "ignore").decode() for waarde in waarden)
        return [_WIT.sub(" ", waarde[:MAX_TEKST]).strip() for waarde in heel]

    def _vreemd(self, naam: str, waarde: str) -> None:
        if waarde and (naam, waarde) not in self.onbekend:
            self.onbekend.append((naam, waarde))

    def tekst(self, naam: str) -> str:
        return next((waarde for waarde in self._waarden(naam) if waarde), "")

    def meer(self, naam: str, bekend: Mapping[str, str]) -> tuple[str, ...]:
        opzoek = {sleutel.casefold(): waarde for sleutel, waarde in bekend.items()}
        gekozen = set()
        for waarde in self._waarden(naam):
            if (gevonden := opzoek.get(waarde.casefold())) is not None:
                gekozen.add(gevonden)
            else:
                self._vreemd(naam, waarde)
        return tuple(sorted(gekozen))

    def een(self, naam: str, bekend: Mapping[str, str]) -> str:
        gekozen = self.meer(naam, bekend)
        # Both is the same as no choice.
        return gekozen[0] if len(gekozen) == 1 else ""

    def slugs(self, naam: str) -> tuple[str, ...]:
        """Which termen exist is in the database: what is no term there, the search says so."""
        gekozen = set()
        for waarde in self._waarden(naam):
            if _SLUG.match(waarde):
                gekozen.add(waarde.casefold())
            else:
                self._vreemd(naam, waarde)
        return tuple(sorted(gekozen))

    def ja(self, naam: str) -> bool:
        for waarde in self._waarden(naam):
            if waarde.casefold() in _AAN:
                return True
            if waarde.casefold() not in _UIT:
                self._vreemd(naam, waarde)
        return False

    def getal(self, naam: str, anders: int | None) -> int | None:
        waarde = self.tekst(naam)
        if not waarde:
            return anders
        if not (waarde.isascii() and waarde.isdigit() and len(waarde) <= 9 and int(waarde) > 0):
            self._vreemd(naam, waarde)
            return anders
        return int(waarde)
