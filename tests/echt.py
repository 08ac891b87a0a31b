"""The app as it really runs: gunicorn with collected static files, on an empty folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORTEL = Path(__file__).resolve().parents[1]


@contextmanager
def gunicorn(map_: Path) -> Iterator[tuple[int, Path]]:
    """Serve the app from `map_` as `make start` does; gives the port and the log."""
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        poort = proef.getsockname()[1]
    omgeving = {n: w for n, w in os.environ.items() if n not in ("DATABASE_URL", "WISJOURNAAL_URL")}
    omgeving |= {
        "DJANGO_SETTINGS_MODULE": "gesprek.conf.settings",
        "GEGEVENSMAP": str(map_),
        "PORT": str(poort),
    }
    subprocess.run([sys.executable, ".ci/voorbereiden.py"], cwd=WORTEL, env=omgeving, check=True)
    log = map_ / "log"
    opdracht = [sys.executable, "-m", "gunicorn", "-c", "gesprek/conf/gunicorn.py", "gesprek.conf.wsgi"]
    with log.open("wb") as uit:
        server = subprocess.Popen(opdracht, cwd=WORTEL, env=omgeving, stdout=uit, stderr=uit)
    try:
        for _ in range(100):
            if b"http://localhost:" in log.read_bytes():
                break
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
        yield poort, log
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
