"""The whole app in this process, straight into its WSGI handler."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.bench.verkeer import Antwoord


def environ(methode: str, pad: str, koppen: Mapping[str, str], lijf: bytes) -> dict[str, Any]:
    """What a WSGI server makes of a request."""
    delen = urlsplit(pad)
    uit = {
        "REQUEST_METHOD": methode,
        "SCRIPT_NAME": "",
        "PATH_INFO": delen.path,
        "QUERY_STRING": delen.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": koppen.get("content-type", ""),
        "CONTENT_LENGTH": str(len(lijf)),
        "wsgi.input": io.BytesIO(lijf),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    return uit | {f"HTTP_{naam.upper().replace('-', '_')}": waarde for naam, waarde in koppen.items()}


def door_de_handler(app: Callable[..., Any]) -> Callable[[dict[str, Any]], Antwoord]:
    """The whole app in this process: middleware, view, template, and nothing around it."""

    def voer_uit(omgeving: dict[str, Any]) -> Antwoord:
        status, koppen = "", list[tuple[str, str]]()

        def begin(regel: str, paren: list[tuple[str, str]], fout: object = None) -> None:
            nonlocal status, koppen
            status, koppen = regel, paren

        antwoord = app(omgeving, begin)
        lijf = b"".join(antwoord)
        antwoord.close()
        paren = tuple((naam.lower(), waarde) for naam, waarde in koppen)
        return Antwoord(int(status[:3]), paren, lijf, len(lijf))

    return voer_uit
