"""Bare WeasyPrint in a process of its own: the comparator of the press, with the same fonts, the same parsed
style sheet and the same kind of PDF, and nothing of ours around it. Run as `python -m tests.bench.kale_pers`."""

from __future__ import annotations

import logging
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from gesprek.verslag.lettertypen import fontconfig
from gesprek.verslag.pers import CSS
from tests.bench.opstelling import WORTEL

LENGTE = struct.Struct("!I")


def main() -> None:
    """HTML in, PDF out, until the pipe closes."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".conf") as conf:
        conf.write(fontconfig())
        conf.flush()
        os.environ["FONTCONFIG_FILE"] = conf.name
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        letters = FontConfiguration()
    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    stijl = weasyprint.CSS(string=CSS.read_text(encoding="utf-8"), font_config=letters)
    while kop := sys.stdin.buffer.read(LENGTE.size):
        html = sys.stdin.buffer.read(LENGTE.unpack(kop)[0]).decode()
        papier = weasyprint.HTML(string=html)
        _schrijf(
            sys.stdout.buffer,
            papier.write_pdf(font_config=letters, stylesheets=[stijl], pdf_variant="pdf/ua-1"),
        )


def _schrijf(pijp: IO[bytes], inhoud: bytes) -> None:
    pijp.write(LENGTE.pack(len(inhoud)) + inhoud)
    pijp.flush()


class KalePers:
    """The other end of it."""

    def __init__(self, kind: subprocess.Popen[bytes]) -> None:
        self.pid = kind.pid
        assert kind.stdin
        assert kind.stdout
        self._in, self._uit = kind.stdin, kind.stdout

    def druk(self, html: str) -> bytes:
        """The PDF."""
        _schrijf(self._in, html.encode())
        kop = self._uit.read(LENGTE.size)
        if len(kop) < LENGTE.size:
            raise RuntimeError("bare WeasyPrint stopped; what it said stands above")
        return self._uit.read(LENGTE.unpack(kop)[0])


@contextmanager
def kale_pers() -> Iterator[KalePers]:
    """A fresh process, gone afterwards."""
    opdracht = [sys.executable, "-m", __name__]
    with subprocess.Popen(opdracht, cwd=WORTEL, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as kind:
        try:
            yield KalePers(kind)
        finally:
            kind.kill()


if __name__ == "__main__":
    main()
