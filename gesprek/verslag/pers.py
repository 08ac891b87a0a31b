"""The press: WeasyPrint, kept warm in a process of its own that may be killed at any moment.

Run as `python -m gesprek.verslag.pers` by `drukkerij`, with which it talks over its stdin and stdout. It
imports no Django, knows no settings, and never sees a key: it gets one paper and gives back one PDF.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import resource
import secrets
import signal
import struct
import sys
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any

CSS = Path(__file__).resolve().parents[2] / "static" / "css" / "papier.css"
TIJD = 18
"""Seconds that one paper may take. With what comes before and after, who asked hears within 20."""
MAX_TAKEN = 100
MAX_BLIJVEND = 300 * 1024**2
MAX_GEHEUGEN = 1536 * 1024**2
"""Bytes: more than MAX_BLIJVEND after a paper, or MAX_TAKEN papers, and a fresh process takes over."""

KOP = struct.Struct("!sI")
"""Before each message: its kind, its length."""
OPDRACHT, PDF, LAATSTE_PDF, GEEN_PANGO, FOUT = b"O", b"P", b"L", b"G", b"F"


class DrukFout(Exception):
    """There is no PDF; the class says why. Never carries text of the paper."""


class GeenPango(DrukFout):
    """The system library that WeasyPrint lays out text with is not installed."""


class _Pers:
    """One font configuration and one parsed style sheet for all papers of this process."""

    def __init__(self) -> None:
        from gesprek.verslag.lettertypen import fontconfig

        # fontconfig reads its file when WeasyPrint is imported and for each new configuration, never after.
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".conf") as conf:
            conf.write(fontconfig())
            conf.flush()
            os.environ["FONTCONFIG_FILE"] = conf.name
            try:
                import weasyprint
                from weasyprint.text.fonts import FontConfiguration
                from weasyprint.urls import URLFetcher
            except OSError as fout:
                raise GeenPango from fout
            self._letters = FontConfiguration()

        class Gesloten(URLFetcher):  # type: ignore[misc]
            """Fetches nothing, from nowhere: fonts come by fontconfig, the style sheet is parsed already."""

            def fetch(self, url: str, headers: Any = None) -> Any:
                raise PermissionError("een papier haalt niets op")

        # Its warnings quote the text they are about.
        logging.getLogger("weasyprint").addHandler(logging.NullHandler())
        logging.getLogger("weasyprint").propagate = False
        self._haal = Gesloten()
        self._html = weasyprint.HTML
        self._stijl = weasyprint.CSS(
            string=CSS.read_text(encoding="utf-8"), font_config=self._letters, url_fetcher=self._haal
        )

    def druk(self, html: str) -> bytes:
        from gesprek.verslag.lettertypen import Letterkast, afdrukbaar

        bron = self._html(string=afdrukbaar(html), url_fetcher=self._haal)
        document = bron.render(
            font_config=self._letters,
            stylesheets=[self._stijl],
            pdf_variant="pdf/ua-1",
            presentational_hints=False,
        )
        document.fonts = Letterkast()
        pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
        return pdf


@cache
def _pers() -> _Pers:
    return _Pers()


def druk(html: str, wachtwoord: str = "") -> bytes:
    """`html` as PDF/UA-1; with `wachtwoord` only readable with it. Raises GeenPango."""
    pdf = _pers().druk(html)
    return versleutel(pdf, wachtwoord) if wachtwoord else pdf


def versleutel(pdf: bytes, wachtwoord: str) -> bytes:
    """The same PDF under AES-256, its metadata too. Who has the password may read it aloud, not change it."""
    import pikepdf

    uit = BytesIO()
    mag = dict.fromkeys(pikepdf.Permissions._fields, False) | {"accessibility": True}
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(
            uit,
            # The usual id is made out of the time.
            static_id=True,
            encryption=pikepdf.Encryption(
                user=wachtwoord,
                # An owner's password that nobody has: an empty or equal one would undo the permissions.
                owner=secrets.token_urlsafe(32),
                R=6,
                allow=pikepdf.Permissions(**mag),
                aes=True,
                metadata=True,
            ),
        )
    return uit.getvalue()


def schrijf(pijp: IO[bytes], soort: bytes, inhoud: bytes) -> None:
    """Put one message on the pipe."""
    pijp.write(KOP.pack(soort, len(inhoud)) + inhoud)
    pijp.flush()


def _lees(pijp: IO[bytes]) -> dict[str, str] | None:
    kop = pijp.read(KOP.size)
    if len(kop) < KOP.size:
        return None
    inhoud = pijp.read(KOP.unpack(kop)[1])
    opdracht: dict[str, str] = json.loads(inhoud)
    return opdracht


def _blijvend() -> int:
    """The memory that this process holds now, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def main() -> None:
    """Print what is asked for until the pipe closes or this process has done its share."""
    # Polite to the pages that are served meanwhile, never all of the memory, no core file with a text in it.
    os.nice(2)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_GEHEUGEN, MAX_GEHEUGEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Ctrl-C in the terminal of the server is for the server.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    uit = os.fdopen(os.dup(1), "wb")
    # A library that prints would break the conversation.
    os.dup2(2, 1)
    taken = 0
    while (opdracht := _lees(sys.stdin.buffer)) is not None:
        taken += 1
        # Also when nobody is left to kill us. The default action of SIGALRM ends C code as well.
        signal.alarm(TIJD)
        try:
            soort, inhoud = PDF, druk(opdracht["html"], opdracht["wachtwoord"])
        except GeenPango:
            soort, inhoud = GEEN_PANGO, b""
        except Exception as fout:
            # Its name only: its message may quote the paper.
            soort, inhoud = FOUT, type(fout).__name__.encode()
        signal.alarm(0)
        del opdracht
        gc.collect()
        klaar = soort == PDF and (taken >= MAX_TAKEN or _blijvend() > MAX_BLIJVEND)
        schrijf(uit, LAATSTE_PDF if klaar else soort, inhoud)
        if klaar:
            return


if __name__ == "__main__":
    main()
