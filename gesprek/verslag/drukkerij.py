"""The one door to the press: HTML in, PDF out, within a time.

A paper is made in a process of its own, because nothing else stops a layout that takes too long, and because
a thread here would slow every other page. A plain subprocess and a pipe: what `multiprocessing` spawns runs
the main module of the server again and inherits its environment, secrets and all.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import select
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic

from gesprek.verslag import pers
from gesprek.verslag.pers import DrukFout, GeenPango

__all__ = ["APT", "DrukBezet", "DrukFout", "DrukMislukt", "GeenPango", "TeLang", "maak_pdf"]

APT = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
TEGELIJK = 2
"""One paper on the press and one waiting; the next is told that it is busy. A worker has four threads."""
WACHTTIJD = 10.0
"""Seconds that a paper waits for the ones before it."""
_WORTEL = Path(__file__).resolve().parents[2]
_MEE = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME", "TMPDIR")
"""The only environment variables that the press gets."""

_log = logging.getLogger(__name__)


class DrukBezet(DrukFout):
    """Too many papers at once in this process."""


class TeLang(DrukFout):
    """Not ready in time."""


class DrukMislukt(DrukFout):
    """The press stopped or refused."""


class _Pers:
    """The child and its pipes. Not for two threads at once."""

    def __init__(self) -> None:
        self._kind = subprocess.Popen(
            [sys.executable, "-m", pers.__name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_WORTEL,
            env={naam: os.environ[naam] for naam in _MEE if naam in os.environ},
        )
        assert self._kind.stdin
        assert self._kind.stdout
        self._in, self._uit = self._kind.stdin, self._kind.stdout
        self.open = True

    @property
    def pid(self) -> int:
        return self._kind.pid

    def druk(self, opdracht: bytes) -> bytes:
        """The PDF; whatever else happens, the child is gone afterwards."""
        # A little later than the child's own alarm, which is the usual end.
        tot = monotonic() + pers.TIJD + 1
        try:
            pers.schrijf(self._in, pers.OPDRACHT, opdracht)
            soort, lengte = pers.KOP.unpack(self._lees(pers.KOP.size, tot))
            inhoud = self._lees(lengte, tot)
        except (OSError, EOFError) as fout:
            code = self.sluit()
            if isinstance(fout, TimeoutError) or code == -signal.SIGALRM:
                raise TeLang from fout
            _log.warning("the press stopped with %s", code)
            raise DrukMislukt from fout
        if soort != pers.PDF:
            self.sluit()
        if soort in (pers.PDF, pers.LAATSTE_PDF):
            return inhoud
        if soort == pers.GEEN_PANGO:
            raise GeenPango
        _log.warning("the press failed: %s", inhoud.decode(errors="replace"))
        raise TeLang if inhoud == b"MemoryError" else DrukMislukt

    def _lees(self, aantal: int, tot: float) -> bytes:
        greep = self._uit.fileno()
        uit = bytearray()
        while len(uit) < aantal:
            if not select.select([greep], [], [], max(0.0, tot - monotonic()))[0]:
                raise TimeoutError
            stuk = os.read(greep, min(1 << 20, aantal - len(uit)))
            if not stuk:
                raise EOFError
            uit += stuk
        return bytes(uit)

    def leeft(self) -> bool:
        """True when the child can take another paper."""
        return self.open and self._kind.poll() is None

    def sluit(self) -> int:
        """End the child, if it has not ended already; returns its exit code."""
        self.open = False
        with suppress(BrokenPipeError):
            self._in.close()
        try:
            # One that has nothing more to read, said goodbye or died goes by itself.
            self._kind.wait(0.2)
        except subprocess.TimeoutExpired:
            self._kind.kill()
        self._uit.close()
        return self._kind.wait()


class _Drukkerij:
    """One press for all threads of this process, made when the first paper comes."""

    def __init__(self) -> None:
        self._plekken = threading.BoundedSemaphore(TEGELIJK)
        self._beurt = threading.Lock()
        self.pers: _Pers | None = None

    def maak(self, opdracht: bytes) -> bytes:
        if not self._plekken.acquire(blocking=False):
            raise DrukBezet
        try:
            if not self._beurt.acquire(timeout=WACHTTIJD):
                raise DrukBezet
            try:
                if self.pers is not None and not self.pers.leeft():
                    self.pers.sluit()
                    self.pers = None
                self.pers = self.pers or _Pers()
                return self.pers.druk(opdracht)
            finally:
                self._beurt.release()
        finally:
            self._plekken.release()

    def sluit(self) -> None:
        if self.pers is not None:
            self.pers.sluit()


_drukkerij = _Drukkerij()


def _na_fork() -> None:
    """The press of the parent is not ours: its pipe can carry one conversation."""
    global _drukkerij
    _drukkerij = _Drukkerij()


os.register_at_fork(after_in_child=_na_fork)
atexit.register(lambda: _drukkerij.sluit())


def maak_pdf(html: str, wachtwoord: str = "") -> bytes:
    """The PDF/UA-1 of a whole HTML document, under a password if one is given.

    Raises DrukBezet, TeLang or DrukMislukt, and GeenPango when the system library is missing.
    """
    return _drukkerij.maak(json.dumps({"html": html, "wachtwoord": wachtwoord}).encode())
