"""The steps behind `make start`, `make test`, `make lint`, `make bench` and `make lock`.

Only the standard library, as in `installatie`, which brings what a step needs.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import socket
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn

from installatie import (
    PYTHON,
    SLOTEN,
    VAR,
    VENV,
    WORTEL,
    Stop,
    apt,
    ontbreekt,
    pip,
    vertaal,
    zeg,
    zorg_voor_geheimen,
    zorg_voor_pakketten,
    zorg_voor_systeem,
)


def start(_: Sequence[str]) -> NoReturn:
    poort = os.environ.get("PORT") or "8000"
    if not (poort.isascii() and poort.isdigit() and 0 < int(poort) < 65536):
        raise Stop(f"PORT is een getal van 1 tot 65535, niet {poort!r}.")
    # Checked here, for gunicorn itself reads it before any file of ours and ends in a traceback.
    werkers = os.environ.get("WEB_CONCURRENCY") or "2"
    if not (werkers.isascii() and werkers.isdigit() and 0 < int(werkers) < 100):
        raise Stop(f"WEB_CONCURRENCY is een getal van 1 tot 99, niet {werkers!r}.")
    with op_slot():
        zorg_voor_systeem(pdf=True)
        zorg_voor_pakketten("loop")
        if not os.environ.get("GEHEIMEN"):
            zorg_voor_geheimen(VAR / "geheimen.env")
        vertaal()
        if subprocess.run([PYTHON, WORTEL / ".ci" / "voorbereiden.py"], check=False).returncode:
            raise Stop("De app kon niet worden klaargezet; de melding hierboven zegt waarom.")
    if _is_bezet(int(poort)):
        raise Stop(f"Poort {poort} is bezet. Kies een andere: make start PORT=8001")
    instellingen = str(WORTEL / "gesprek" / "conf" / "gunicorn.py")
    os.execv(PYTHON, [str(PYTHON), "-m", "gunicorn", "-c", instellingen, "gesprek.conf.wsgi:application"])


def _is_bezet(poort: int) -> bool:
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind(("127.0.0.1", poort))
        except OSError:
            return True
    return False


class Uitslag(NamedTuple):
    """What one run of pytest came to."""

    naam: str
    gelukt: bool
    geslaagd: int
    gezakt: int
    overgeslagen: int
    seconden: float


def test(argumenten: Sequence[str]) -> None:
    begin = time.monotonic()
    with op_slot():
        zorg_voor_systeem(pdf=True)
        zorg_voor_pakketten("loop", "test")
        omgeving = {**os.environ, "CHROMIUM": zorg_voor_chromium()}
        vertaal()
    uitslagen = [
        _pytest("SQLite", {**omgeving, "TEST_DATABASE": "sqlite"}, argumenten),
        _pytest("PostgreSQL", {**omgeving, "TEST_DATABASE": "postgres"}, argumenten),
    ]
    zeg("")
    for uitslag in uitslagen:
        if not uitslag.gelukt:
            zeg(f"{uitslag.naam} is niet in orde: zie de uitvoer hierboven.")
    zeg(f"Dat duurde {(time.monotonic() - begin) / 60:.1f} minuten.")
    for naam, *getallen in [
        *((u.naam, u.geslaagd, u.gezakt, u.overgeslagen) for u in uitslagen),
        ("Samen", *(sum(rij) for rij in zip(*(u[2:5] for u in uitslagen), strict=True))),
    ]:
        zeg("{}: {} passed, {} failed, {} skipped".format(naam, *getallen))
    if not all(uitslag.gelukt for uitslag in uitslagen):
        sys.exit(1)


def zorg_voor_chromium() -> str:
    """The path of a Chromium that starts, and the library that Playwright's own driver needs."""
    nodig = [] if _zoek_chromium() else ["chromium"]
    if ontbreekt("libatomic.so.1"):
        nodig.append("libatomic1")
    if nodig:
        apt(nodig, "De browsertests hebben meer nodig.")
    if gevonden := _zoek_chromium():
        return gevonden
    raise Stop("Er is geen Chromium voor de browsertests. Installeer het, of zet CHROMIUM op het pad ervan.")


def _zoek_chromium() -> str:
    """The search itself stands with the tests that use it."""
    code = "from tests.browser import zoek_chromium; print(zoek_chromium() or '')"
    return subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def _pytest(naam: str, omgeving: dict[str, str], argumenten: Sequence[str]) -> Uitslag:
    """Run pytest with two workers. A run without a single test is a failure, unless a part was asked for."""
    zeg(f"\n── Tests op {naam} ──")
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as map_:
        rapport = Path(map_) / "rapport.xml"
        opdracht = [str(PYTHON), "-m", "pytest", "-n", "2", "--dist", "worksteal", f"--junitxml={rapport}"]
        code = subprocess.run([*opdracht, *argumenten], env=omgeving, check=False).returncode
        totaal = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
        if rapport.exists():
            for suite in ET.parse(rapport).getroot().iter("testsuite"):
                for soort in totaal:
                    totaal[soort] += int(suite.get(soort, 0))
    gezakt = totaal["failures"] + totaal["errors"]
    geslaagd = totaal["tests"] - gezakt - totaal["skipped"]
    gelukt = (code == 0 and geslaagd > 0) or (code == 5 and bool(argumenten))
    return Uitslag(naam, gelukt, geslaagd, gezakt, totaal["skipped"], time.monotonic() - begin)


def lint(_: Sequence[str]) -> None:
    with op_slot():
        zorg_voor_systeem(pdf=False)
        zorg_voor_pakketten("loop", "test")
    sjablonen = sorted(str(pad.relative_to(WORTEL)) for pad in (WORTEL / "templates").rglob("*.html"))
    stappen: dict[str, list[str]] = {
        "ruff": ["ruff", "check"],
        "ruff format": ["ruff", "format", "--check"],
        "mypy": ["mypy"],
        "importlagen": ["lint-imports", "--no-logo"],
        "djade": ["djade", "--target-version", "5.2", "--check", *sjablonen],
    }
    mis = []
    for naam, (programma, *opties) in stappen.items():
        zeg(f"── {naam}")
        if subprocess.run([str(VENV / "bin" / programma), *opties], check=False).returncode:
            mis.append(naam)
    if mis:
        raise Stop(f"Niet in orde: {', '.join(mis)}.")


def bench(argumenten: Sequence[str]) -> NoReturn:
    with op_slot():
        zorg_voor_systeem(pdf=True)
        zorg_voor_pakketten("loop", "test")
    os.execv(PYTHON, [str(PYTHON), "-m", "tests.bench", *argumenten])


def lock(argumenten: Sequence[str]) -> None:
    """Write both locks from pyproject.toml: every platform's hashes, as the public registry has them."""
    with op_slot():
        zorg_voor_systeem(pdf=False)
        zorg_voor_pakketten("loop")
        pip("install", "uv>=0.13")
    run, tests = (str(pad.relative_to(WORTEL)) for pad in SLOTEN.values())
    with tempfile.TemporaryDirectory() as leeg:
        # Indexes and mirrors that this machine is set to would leave hashes that nobody else can match.
        omgeving = {n: w for n, w in os.environ.items() if not n.startswith(("UV_", "PIP_"))}
        omgeving |= {
            "XDG_CONFIG_HOME": leeg,
            "XDG_CONFIG_DIRS": leeg,
            "UV_CUSTOM_COMPILE_COMMAND": "make lock",
        }
        opdracht = [str(PYTHON), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
        opdracht += ["--python-version", "3.11", *argumenten]
        groepen = ["--group", "test", "--group", "lint", "-c", run]
        for bron in (["pyproject.toml", "-o", run], [*groepen, "-o", tests]):
            subprocess.run([*opdracht, *bron], env=omgeving, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def op_slot() -> Iterator[None]:
    """One at a time: two of these side by side would install into the same folder."""
    VAR.mkdir(mode=0o700, exist_ok=True)
    with open(VAR / "huis.slot", "w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield


DOELEN: dict[str, Callable[[Sequence[str]], None]] = {
    "start": start,
    "test": test,
    "lint": lint,
    "bench": bench,
    "lock": lock,
}


def main() -> None:
    doel = sys.argv[1] if len(sys.argv) > 1 else ""
    os.chdir(WORTEL)
    try:
        if doel not in DOELEN:
            raise Stop(f"Kies een van: {', '.join(DOELEN)}.")
        DOELEN[doel](shlex.split(os.environ.get("ARGS", "")))
    except Stop as stop:
        sys.exit(str(stop))
    except subprocess.CalledProcessError as fout:
        sys.exit(f"Mislukt: {' '.join(map(str, fout.cmd))}")
    except OSError as fout:
        sys.exit(f"{fout.filename or doel}: {fout.strerror}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
