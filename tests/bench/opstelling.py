"""What the bench runs on: databases and static files in a temp folder, and the real server on top of them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from tests import databases

WORTEL = Path(__file__).resolve().parents[2]
APP = ("-c", "gesprek/conf/gunicorn.py", "gesprek.conf.wsgi:application")
KAAL = ("-k", "gthread", "--threads", "4", "--no-control-socket", "tests.bench.kale_app:application")
"""A bare Django on a bare gunicorn."""


@contextmanager
def opstelling() -> Iterator[None]:
    """The environment as in the tests, on databases of the bench's own, with the tables and static files made.

    Sets the environment of this process, so that Django can be set up in it afterwards.
    """
    databases.richt_in()
    with _eigen_databases():
        subprocess.run(
            [sys.executable, ".ci/voorbereiden.py"],
            cwd=WORTEL,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "gesprek.conf.settings"},
            check=True,
        )
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        yield


@contextmanager
def _eigen_databases() -> Iterator[None]:
    """On PostgreSQL: databases that nobody else uses, and that go at the end. SQLite goes with the temp folder."""
    if databases.kies() == "sqlite":
        yield
        return
    hier, journaal = f"bench_{os.getpid()}", f"bench_{os.getpid()}_wisjournaal"
    server = urlsplit(os.environ["DATABASE_URL"])
    os.environ["DATABASE_URL"] = server._replace(path=f"/{hier}").geturl()
    os.environ["WISJOURNAAL_URL"] = server._replace(path=f"/{journaal}").geturl()
    with extra_database(hier), extra_database(journaal):
        yield


@contextmanager
def extra_database(naam: str) -> Iterator[str]:
    """An empty database on the same server (a file name, for SQLite); it goes afterwards. Gives what Django calls
    its NAME."""
    if databases.kies() == "sqlite":
        pad = Path(os.environ["GEGEVENSMAP"], f"{naam}.sqlite3")
        yield str(pad)
        for rest in pad.parent.glob(f"{pad.name}*"):
            rest.unlink()
        return
    import psycopg

    server = os.environ["TEST_DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as lijn:
        lijn.execute(f'CREATE DATABASE "{naam}"'.encode())
    try:
        yield naam
    finally:
        with psycopg.connect(server, autocommit=True) as lijn:
            lijn.execute(f'DROP DATABASE "{naam}" WITH (FORCE)'.encode())


@dataclass(frozen=True, slots=True)
class Server:
    """A gunicorn with one worker. `begonnen`: when it was spawned, on the monotonic clock."""

    poort: int
    begonnen: float
    meester: psutil.Process

    def werker(self) -> psutil.Process:
        """The worker, once it is there."""
        for kind in self.meester.children():
            if "gunicorn" in " ".join(kind.cmdline()):
                return kind
        raise RuntimeError("gunicorn has no worker")

    def wacht(self) -> None:
        """Until it listens; what is asked then waits for the worker."""
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.poort), timeout=1).close()
                return
            except ConnectionRefusedError:
                if not self.meester.is_running() or self.meester.status() == psutil.STATUS_ZOMBIE:
                    raise RuntimeError("gunicorn did not start") from None
                time.sleep(0.005)


@contextmanager
def gunicorn(wat: Sequence[str] = APP) -> Iterator[Server]:
    """The app as it is served for real, with one worker; or another app."""
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        poort: int = proef.getsockname()[1]
    omgeving = {**os.environ, "PORT": str(poort), "WEB_CONCURRENCY": "1"}
    omgeving["DJANGO_SETTINGS_MODULE"] = "gesprek.conf.settings"
    opdracht = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{poort}", *wat]
    begonnen = time.monotonic()
    with subprocess.Popen(opdracht, cwd=WORTEL, env=omgeving, stdout=subprocess.DEVNULL) as proces:
        server = Server(poort, begonnen, psutil.Process(proces.pid))
        try:
            yield server
        finally:
            familie = server.meester.children(recursive=True)
            proces.send_signal(signal.SIGTERM)
            proces.wait(timeout=60)
            # What goes along with the server notices its end by itself, but only after some seconds.
            for kind in familie:
                try:
                    kind.terminate()
                except psutil.NoSuchProcess:
                    continue
            psutil.wait_procs(familie, timeout=10)


class Drukte:
    """How busy others keep the machine while the bench measures: all that was busy, less the bench's own.

    Ask it when the processes of the bench have ended; what still runs (PostgreSQL) counts as another.
    """

    def __init__(self) -> None:
        self._sinds, self._begin = time.monotonic(), self._stand()

    @staticmethod
    def _stand() -> tuple[float, float]:
        alles = psutil.cpu_times()
        return sum(alles) - alles.idle - alles.iowait - alles.guest - alles.guest_nice, sum(os.times()[:4])

    def __str__(self) -> str:
        duur = time.monotonic() - self._sinds
        bezet, eigen = (nu - toen for nu, toen in zip(self._stand(), self._begin, strict=True))
        deel = max(0.0, (bezet - eigen) / duur * 100)
        return f"{duur:.0f} s; anderen gebruikten {deel:.0f} % van {os.cpu_count()}00 %"
