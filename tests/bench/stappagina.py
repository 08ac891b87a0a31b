"""A step page and its autosave, beside the plain twin (`tweeling`): CPU through the whole handler."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.kluis import gesprekken, kluizen, sessies
from gesprek.veiligheidsplan.nakijken import AFSPRAAK
from tests.bench import handler, tweeling, verkeer
from tests.bench.meten import Uitkomst, naast_elkaar, om_en_om
from tests.bench.verkeer import Antwoord
from tests.hulp import FORMULIER

AANTAL = 120
STAPPEN = (1, 5)
AFSPRAKEN = 40
DOEL = {"vp-doel": "allebei", "vp-zorg": "gedrag", "vp-kinderen": "ja"}
_STAND = re.compile(r'name="stand" id="stand" value="([^"]*)"')


class Tabblad:
    """One step in one browser tab, straight into the handler."""

    def __init__(self, pad: str, cookies: Mapping[str, str]) -> None:
        self.pad, self.cookies = pad, dict(cookies)
        self.zend = handler.door_de_handler(get_wsgi_application())
        eerste = self.zend(self._omgeving("GET"))
        assert eerste.status == 200, eerste.status
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', eerste.tekst)
        gezet = re.search(rf"{settings.CSRF_COOKIE_NAME}=([^;]*)", eerste.kop("set-cookie"))
        assert token
        assert gezet
        self.cookies[settings.CSRF_COOKIE_NAME] = gezet[1]
        self.velden = dict[str, list[str]]()
        for naam, waarde in [*verkeer.formulier(eerste.tekst, "stand"), ("csrfmiddlewaretoken", token[1])]:
            self.velden.setdefault(naam, []).append(waarde)
        self.langste = max(
            (n for n in self.velden if n.startswith("t.")), key=lambda n: len(self.velden[n][0])
        )
        self.tekst = self.velden[self.langste][0]
        self.keer = 0

    def _omgeving(self, methode: str, lijf: bytes = b"", **meer: str) -> dict[str, Any]:
        return handler.environ(methode, self.pad, verkeer.maak_koppen(self.cookies, **meer), lijf)

    def bekijk(self) -> dict[str, Any]:
        """A GET of the page."""
        return self._omgeving("GET")

    def typ(self) -> dict[str, Any]:
        """An autosave of the whole form, with one text changed."""
        self.keer += 1
        self.velden[self.langste] = [f"{self.tekst} En toen nog dit, voor de {self.keer}e keer."]
        return self._omgeving(
            "POST",
            urlencode(self.velden, doseq=True).encode(),
            content_type=FORMULIER,
            hx_request="true",
        )

    def doe(self, maak: Callable[[], dict[str, Any]]) -> tuple[float, Antwoord]:
        """Send what `maak` makes; the CPU milliseconds that the handler took, and its answer."""
        omgeving = maak()
        begin = time.process_time()
        antwoord = self.zend(omgeving)
        kosten = (time.process_time() - begin) * 1000
        assert antwoord.status == 200, antwoord.status
        if nieuw := _STAND.search(antwoord.tekst):
            self.velden["stand"] = [nieuw[1]]
        return kosten, antwoord

    def vragen(self, maak: Callable[[], dict[str, Any]]) -> tuple[list[str], str]:
        """The statements behind one request, and what came back."""
        gezien: list[str] = []

        def noteer(voer_uit: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            gezien.append(sql.split()[0])
            return voer_uit(sql, params, many, context)

        self.doe(maak)  # what is looked up once in a while (the contacts) is then there
        with connection.execute_wrapper(noteer):
            _, antwoord = self.doe(maak)
        return gezien, verkeer.zonder_eigenheid(antwoord.tekst)


def _open(dossier: Dossier) -> tuple[str, str, str, str]:
    """The same dossier in a real kluis and in the twin: address and cookie of each."""
    casus = laad().oefencasus
    kluis, _code = kluizen.begin(casus.land, casus.rol)
    gesprek = gesprekken.nieuw(kluis, dossier)
    cookie, kaal = tweeling.maak(casus.land, casus.rol, dossier)
    return f"/gesprekken/{gesprek.id}", sessies.maak(kluis, gedeeld=False).cookie, f"/tweeling/{kaal}", cookie


def _weeg(wat: str, grens: float, ons: Tabblad, kaal: Tabblad, methode: str) -> Uitkomst:
    onze_vraag, kale_vraag = getattr(ons, methode), getattr(kaal, methode)
    onze_sql, onze_tekst = ons.vragen(onze_vraag)
    kale_sql, kale_tekst = kaal.vragen(kale_vraag)
    een, ander = om_en_om(lambda: ons.doe(onze_vraag)[0], lambda: kaal.doe(kale_vraag)[0], AANTAL)
    gelijk = "antwoord gelijk aan" if onze_tekst == kale_tekst else "ANTWOORD ANDERS dan"
    return naast_elkaar(
        wat,
        een,
        ander,
        grens,
        f"statements: {', '.join(onze_sql)} | ernaast: {', '.join(kale_sql)}",
        f"{gelijk} dat van de kale tweeling",
    )


def meet() -> Iterator[Uitkomst]:
    """Step 1 and 5, and a safety plan of forty agreements: looking and saving."""
    ons_adres, ons_cookie, kaal_adres, kaal_cookie = _open(oefendossier())
    for stap in (stap for stap in laad().stappen if stap.nummer in STAPPEN):
        ons = Tabblad(f"{ons_adres}/{stap.id}/", {settings.KLUIS_COOKIE: ons_cookie})
        kaal = Tabblad(f"{kaal_adres}/{stap.id}/", {tweeling.COOKIE: kaal_cookie})
        yield _weeg(f"Stap {stap.nummer} bekijken, CPU", 1.3, ons, kaal, "bekijk")
        yield _weeg(f"Stap {stap.nummer} bewaren (autosave), CPU", 1.8, ons, kaal, "typ")
    ons_adres, ons_cookie, kaal_adres, kaal_cookie = _open(_met_afspraken())
    ons = Tabblad(f"{ons_adres}/veiligheidsplan/", {settings.KLUIS_COOKIE: ons_cookie})
    kaal = Tabblad(f"{kaal_adres}/veiligheidsplan/", {tweeling.COOKIE: kaal_cookie})
    wat = f"Plan met {AFSPRAKEN} afspraken"
    yield _weeg(f"{wat} bekijken, CPU", 1.3, ons, kaal, "bekijk")
    yield _weeg(f"{wat} bewaren (autosave), CPU", 1.8, ons, kaal, "typ")


def _met_afspraken() -> Dossier:
    """The practice case with forty agreements in all, divided over the fields that hold them."""
    dossier = oefendossier()
    velden = [
        veld
        for deel in laad().veiligheidsplan.onderdelen
        for veld in deel.velden
        if veld.kolommen_uit == AFSPRAAK
    ]
    rijen = dict(dossier.rijen) | {veld.id: () for veld in velden}
    waarden = {
        "wat": "Ik lees voor in de woonkamer, met iemand erbij. De deur staat open.",
        "wie": "ik, en mijn zus",
        "vanaf": "2026-12-01",
        "gelukt": "We praten er elke vrijdag over.",
        "anders": "Dan bel ik mijn zus, en we kiezen een andere plek.",
        "bekijken": "2026-12-15",
    }
    for nummer in range(AFSPRAKEN):
        veld = velden[nummer % len(velden)].id
        rijen[veld] = (*rijen[veld], Rij(f"rij{nummer}", waarden))
    return dossier.met(teksten={**dossier.teksten, **DOEL}, rijen=rijen)
