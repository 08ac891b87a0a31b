"""Importing 5,000 rows: how long it takes, and how long somebody who writes in a gesprek waits meanwhile.

The writer is another process with a connection of its own, as another worker is. On SQLite any write waits for any
other, so a row of the rate limits stands for the save of a gesprek.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.meten import Uitkomst, getal, onder
from tests.bench.opstelling import WORTEL

RIJEN = 5_000
_ZAAD = 20_26
_SCHRIJVER = """
import json, os, sys, time
import django
django.setup()
from django.db import transaction
from gesprek.models import Limiet
print("klaar", flush=True)
wachttijden = []
while not os.path.exists(sys.argv[1]):
    begin = time.perf_counter()
    with transaction.atomic():
        Limiet.objects.update_or_create(sleutel=b"bench", defaults={"tat": begin})
    wachttijden.append(time.perf_counter() - begin)
    time.sleep(0.01)
print(json.dumps(wachttijden))
"""


def _bestand(map_: Path) -> Path:
    """A seeded map: an organisatie each, two kanalen, hours, a province, a place and termen."""
    from sociale_kaart.provincies import Provincie
    from sociale_kaart.uitwisseling.tabel import uit
    from sociale_kaart.uitwisseling.tabel.regel import KOLOMMEN, Regel

    toeval = random.Random(_ZAAD)
    woorden = [
        "hulp",
        "steun",
        "praktijk",
        "lijn",
        "zorg",
        "kind",
        "jongere",
        "ouder",
        "therapie",
        "groep",
        "noord",
    ]
    codes = [p.value for p in Provincie if p.value.startswith("NL")]
    data = uit.sjabloon()
    data.wipe()
    data.headers = list(KOLOMMEN)
    for nummer in range(RIJEN):
        naam = " ".join(toeval.choices(woorden, k=3)).capitalize()
        rij = Regel(
            {
                "naam": f"{naam} {nummer}",
                "organisatie": f"Organisatie {naam} {nummer}",
                "land": "NL",
                "bereik": "plaatselijk",
                "soort": "hulp",
                "wat": " ".join(toeval.choices(woorden, k=25)),
                "aanmelden": " ".join(toeval.choices(woorden, k=12)),
                "gratis": toeval.choice(["ja", "nee", ""]),
                "doelgroep": "client | naaste",
                "waarvoor": "gevoelens",
                "provincies": toeval.choice(codes),
                "plaatsen": f"Utrecht {{provincie={toeval.choice(codes)}}}",
                "telefoon": f"030 {toeval.randint(200, 299)} {toeval.randint(10, 99)} {toeval.randint(10, 99)}",
                "web": f"https://www.voorbeeld-{nummer}.nl/",
                "openingstijden": "ma-vr 09:00-17:00",
            }
        ).als_dict()
        data.append([rij[kolom] for kolom in KOLOMMEN])
    pad = map_ / "kaart.csv"
    pad.write_bytes(uit.Csv().export_data(data))
    return pad


def meet() -> Iterator[Uitkomst]:
    """The command as one runs it, with a writer beside it."""
    with tempfile.TemporaryDirectory(prefix="bench-invoer-") as naam:
        bestand, stop = _bestand(Path(naam)), Path(naam, "stop")
        omgeving = {**os.environ, "DJANGO_SETTINGS_MODULE": "gesprek.conf.settings"}
        with subprocess.Popen(
            [sys.executable, "-c", _SCHRIJVER, str(stop)],
            cwd=WORTEL,
            env=omgeving,
            stdout=subprocess.PIPE,
            text=True,
        ) as schrijver:
            assert schrijver.stdout is not None
            schrijver.stdout.readline()
            begin = time.perf_counter()
            try:
                subprocess.run(
                    [sys.executable, "manage.py", "importeer_kaart", str(bestand), "--voer-in"],
                    cwd=WORTEL,
                    env=omgeving,
                    stdout=subprocess.DEVNULL,
                    check=True,
                )
            finally:
                duur = time.perf_counter() - begin
                stop.touch()
            wacht = sorted(json.loads(schrijver.stdout.readline()))
    yield onder(f"{RIJEN} nieuwe rijen importeren, van opdracht tot klaar", duur, 30, "s")
    mediaan = getal(wacht[len(wacht) // 2] * 1000)
    bij = f"{len(wacht)} keer bewaard door een ander proces, mediaan {mediaan} ms"
    yield onder("langste wachttijd van wie ondertussen bewaart", wacht[-1], 2, "s", bij)
