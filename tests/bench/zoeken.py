"""The search page of the sociale kaart on maps of 5,000 and 100,000 organisations, FTS5 on the same data beside it."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from urllib.parse import urlencode

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction

from sociale_kaart.models import Zoekrij
from sociale_kaart.zoeken import index, taal
from tests.bench import handler, kaart, verkeer
from tests.bench.groei import _ga_naar
from tests.bench.meten import Reeks, Uitkomst, getal, klok, onder
from tests.bench.opstelling import extra_database

MATEN = {5_000: 30, 100_000: 300}
"""Organisations → the p95 that is asked, in milliseconds."""
VRAGEN = 150
_WOORDEN = (
    "psycholoog",
    "seksuoloog",
    "hulp",
    "chatten over gevoelens",
    "iemand om mee te praten",
    "zelfmoord",
    "kinderporno",
    "kind",
    "forensische polikliniek",
    "gratis advies",
    "ouders",
    "anonieme hulplijn",
    "zelfmoort",
    "behandeling",
    "misbruik",
    "xqzzy",
)
_PLAATSEN = ("Utrecht", "Gent", "Zwolle", "Antwerpen", "Den Haag", "Halle", "Maastricht")


def vragen(aantal: int = VRAGEN, zaad: int = 7) -> list[dict[str, str]]:
    """Questions as people ask them: mostly words, often with a place or a filter."""
    kans = random.Random(zaad)
    uit = []
    for _ in range(aantal):
        vraag = {"q": kans.choice(_WOORDEN)}
        if kans.random() < 0.25:
            vraag["q"] += f" {kans.choice(_PLAATSEN).lower()}"
        elif kans.random() < 0.2:
            vraag["plaats"] = kans.choice(_PLAATSEN)
        if kans.random() < 0.3:
            naam, waarde = kans.choice(
                (("land", "NL"), ("provincie", "NL-UT"), ("kanaal", "chat"), ("open", "ja"), ("gratis", "ja"))
            )
            vraag[naam] = waarde
        uit.append(vraag)
    return uit


@contextmanager
def _kaart_van(aantal: int) -> Iterator[str]:
    """Let Django talk to a database with so many; what it took to make it."""
    eigen = connection.settings_dict["NAME"]
    try:
        with extra_database(f"kaart_{aantal}_{os.getpid()}") as naam:
            _ga_naar(naam)
            call_command("migrate", interactive=False, verbosity=0)
            begin = time.monotonic()
            with transaction.atomic():
                kaart.vul(aantal)
            gevuld = time.monotonic()
            index.herbouw()
            klaar = time.monotonic()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            yield f"{getal(gevuld - begin, 0)} s vullen, {getal(klaar - gevuld, 0)} s voor de index"
            connection.close()
    finally:
        _ga_naar(eigen)


def _pagina() -> Callable[[dict[str, str]], None]:
    zend = handler.door_de_handler(get_wsgi_application())
    koppen = verkeer.maak_koppen({}, accept_encoding="gzip")

    def vraag(velden: dict[str, str]) -> None:
        antwoord = zend(handler.environ("GET", f"/sociale-kaart/?{urlencode(velden)}", koppen, b""))
        assert antwoord.status == 200, antwoord.status

    return vraag


def _fts5(alle: Sequence[dict[str, str]]) -> Reeks:
    """The same words on the same texts in FTS5: twenty ids by bm25, and how many there are. No page, no filters."""
    with closing(sqlite3.connect(":memory:")) as fts:
        fts.execute("CREATE VIRTUAL TABLE zoek USING fts5(naam, labels, tekst)")
        rijen = Zoekrij.objects.values_list("naam", "labels", "tekst").iterator(chunk_size=5_000)
        fts.executemany("INSERT INTO zoek VALUES (?, ?, ?)", rijen)

        def zoek(velden: dict[str, str]) -> None:
            stammen = [taal.stam(w) for w in taal.inhoud(taal.woorden(velden["q"]))]
            match = " ".join(f'"{stam}"*' for stam in stammen)
            fts.execute("SELECT count(*) FROM zoek WHERE zoek MATCH ?", (match,)).fetchone()
            fts.execute(
                "SELECT rowid FROM zoek WHERE zoek MATCH ? ORDER BY bm25(zoek, 16, 4, 1) LIMIT 20", (match,)
            ).fetchall()

        return Reeks(tuple(klok(partial(zoek, v))() for v in alle))


def meet() -> Iterator[Uitkomst]:
    """The whole page, server side, on the clock: on PostgreSQL the work is in another process."""
    alle = vragen()
    for aantal, grens in MATEN.items():
        with _kaart_van(aantal) as gemaakt:
            pagina = _pagina()
            eerste = klok(partial(pagina, alle[0]))()
            for velden in alle[:10]:
                pagina(velden)
            duren, eigen = {}, []
            for i, velden in enumerate(alle):
                begin = time.process_time()
                duren[i] = klok(partial(pagina, velden))()
                eigen.append((time.process_time() - begin) * 1000)
            ons, fts, rekentijd = Reeks(tuple(duren.values())), _fts5(alle), Reeks(tuple(eigen))
            zwaarst = max(duren, key=lambda i: duren[i])
            yield onder(
                f"Zoekpagina, {f'{aantal:,}'.replace(',', '.')} organisaties, {connection.vendor}, p95",
                ons.kwantiel(0.95),
                grens,
                "ms",
                f"mediaan {ons}; langste {getal(duren[zwaarst])} ms: {urlencode(alle[zwaarst])}",
                f"CPU van dit proces: p95 {getal(rekentijd.kwantiel(0.95))} ms, mediaan {rekentijd}",
                f"eerste keer in dit proces {getal(eerste)} ms; {gemaakt}",
                naast=f"p95 {getal(fts.kwantiel(0.95))} ms, mediaan {fts}: FTS5 op dezelfde teksten, zonder pagina",
            )
