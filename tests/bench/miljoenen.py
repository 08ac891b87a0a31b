"""Two million characters of dossier: does it end in time, in a PDF or in a clear page?

Four times what a gesprek may hold, so the limit is lifted for a moment; the request goes the whole way.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import cycle, islice
from unittest.mock import patch
from urllib.parse import urlencode

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Veld
from gesprek.kluis import gesprekken, kluizen, sessies
from gesprek.verslag import drukkerij
from tests.bench import handler, verkeer
from tests.bench.meten import Uitkomst, getal
from tests.hulp import FORMULIER

TEKENS = 2_000_000
SECONDEN = 20
PER_VELD = 20_000
_ZINNEN = (
    "Ik merk dat je de laatste weken stiller bent, en dat je minder vaak komt. ",
    "Daar maak ik me zorgen over, omdat je vertelde dat je bang bent voor jezelf. ",
    "Wat zou je nu het meeste helpen? We zoeken samen uit wie daarbij kan zijn.\n\n",
)
_VREEMD = ("Één café à € 3 ", "שלום, מה שלומך היום? ", "كيف حالك اليوم؟ ", "👩🏽‍🏫❤️🙂 ", "é̄x́ 𓀀 ")


def _velden(*soorten: str) -> list[Veld]:
    alle = (v for stap in laad().stappen for deel in stap.onderdelen for v in deel.velden)
    return [veld for veld in alle if veld.soort in soorten and veld.land in (None, "nl")]


def _tekst(stukken: tuple[str, ...], lengte: int) -> str:
    herhaald = "".join(islice(cycle(stukken), lengte // min(map(len, stukken)) + 1))
    return herhaald[:lengte]


def _gevuld(stukken: tuple[str, ...]) -> Dossier:
    """Every text field full, and what is left over in rows."""
    lang = _velden("lang")[: TEKENS // PER_VELD]
    rest = TEKENS // PER_VELD - len(lang)
    veld = _velden("rijen")[0]
    kolom = veld.kolommen[0].id
    vol = _tekst(stukken, PER_VELD)
    return Dossier(
        teksten={v.id: vol for v in lang},
        rijen={veld.id: tuple(Rij(f"r{i}", {kolom: vol}) for i in range(rest))},
    )


def _rijtjes() -> Dossier:
    """Nothing but rows with a word in each column."""
    velden = _velden("rijen")
    per_rij = {veld.id: {kolom.id: "zeven t" for kolom in veld.kolommen} for veld in velden}
    per_ronde = sum(7 * len(waarden) for waarden in per_rij.values())
    keer = TEKENS // per_ronde
    return Dossier(rijen={v: tuple(Rij(f"r{i}", w) for i in range(keer)) for v, w in per_rij.items()})


def meet() -> Iterator[Uitkomst]:
    """Prose, one unbroken run, many tiny rows, and scripts from everywhere."""
    casus = laad().oefencasus
    kluis, _code = kluizen.begin(casus.land, casus.rol)
    cookies = {
        settings.KLUIS_COOKIE: sessies.maak(kluis, gedeeld=False).cookie,
        settings.CSRF_COOKIE_NAME: "x" * 32,
    }
    zend = handler.door_de_handler(get_wsgi_application())
    reeks = {_velden("lang")[0].id: "x" * TEKENS}
    for wat, dossier in (
        ("proza", _gevuld(_ZINNEN)),
        ("één reeks zonder spatie", Dossier(teksten=reeks)),
        ("rijtjes", _rijtjes()),
        ("emoji, accenten en van rechts naar links", _gevuld(_VREEMD)),
    ):
        with patch.object(gesprekken, "MAX_BYTES", 10**9):
            gesprek = gesprekken.nieuw(kluis, dossier)
        velden = [("stap", stap.id) for stap in laad().stappen] + [("csrfmiddlewaretoken", "x" * 32)]
        koppen = verkeer.maak_koppen(cookies, content_type=FORMULIER)
        pad = f"/gesprekken/{gesprek.id}/verslag/"
        begin = time.monotonic()
        antwoord = zend(handler.environ("POST", pad, koppen, urlencode(velden).encode()))
        duur = time.monotonic() - begin
        if antwoord.lijf.startswith(b"%PDF-"):
            einde, goed = f"een PDF van {getal(len(antwoord.lijf) / 1e6, 1)} MB", True
        else:
            kop = re.search(r"<h1[^>]*>(.*?)</h1>", antwoord.tekst, re.S)
            einde, goed = f"{antwoord.status}: {kop[1] if kop else '?'}", antwoord.status in (422, 503)
        gesprekken.wis(kluis, gesprek.id)
        ons = f"{getal(duur)} s, {einde}"
        yield Uitkomst(
            f"Twee miljoen tekens {wat}", ons, "", ons, f"≤ {SECONDEN} s", goed and duur <= SECONDEN
        )
    drukkerij._drukkerij.sluit()
