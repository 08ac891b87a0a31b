"""A server on this machine that answers well, badly, slowly, or not at all."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """What each path does is in its name."""

    server: Server

    def do_HEAD(self) -> None:
        self._doe()

    def do_GET(self) -> None:
        self._doe()

    def log_message(self, format: str, *args: object) -> None:
        """No lines among those of the tests."""

    def _doe(self) -> None:
        pad = self.path.partition("?")[0]
        self.server.gezien.append((self.command, self.path, dict(self.headers)))
        naam, _, rest = pad.strip("/").partition("/")
        match naam:
            case "goed":
                self._zeg(200)
            case "schuin":
                self._zeg(200) if pad.endswith("/") else self._zeg(301, "/schuin/")
            case "code":
                self._zeg(int(rest))
            case "alleen-get":
                self._zeg(405 if self.command == "HEAD" else 200)
            case "valt-weg-bij-head" if self.command == "HEAD":
                self.close_connection = True
            case "valt-weg-bij-head":
                self._zeg(200)
            case "sprong":
                status, _, doel = rest.partition("/")
                self._zeg(int(status), doel if "://" in doel else f"/{doel}")
            case "naar":
                self._zeg(302, self.path.partition("?")[2])
            case "kring":
                self._zeg(302, "/kring" if rest else "/kring/om")
            case "eindeloos":
                self._zeg(302, f"/eindeloos/{int(rest or 0) + 1}")
            case "hangt":
                self.server.klaar.wait(30)
                self.close_connection = True
            case "druppelt":
                self._druppel()
            case "groot":
                self._groot()
            case "dicht":
                self.close_connection = True
            case "onzin":
                self.wfile.write(b"dit is geen http\r\n\r\n")
                self.close_connection = True
            case _:
                self._zeg(404)

    def _zeg(self, status: int, locatie: str = "") -> None:
        self.send_response(status)
        if locatie:
            self.send_header("Location", locatie)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _druppel(self) -> None:
        """A byte of a header now and then: no single wait is long, all together never end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Traag: ")
        while not self.server.klaar.wait(0.1):
            self.wfile.write(b"x")

    def _groot(self) -> None:
        """More than anybody should take in; how much was taken is counted."""
        if self.command == "HEAD":
            self._zeg(405)
            return
        self.send_response(200)
        self.end_headers()
        while not self.server.klaar.is_set():
            self.wfile.write(b"x" * 65536)
            self.server.verstuurd += 65536


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.gezien: list[tuple[str, str, dict[str, str]]] = []
        self.verstuurd = 0
        self.klaar = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def gevraagd(self) -> list[tuple[str, str]]:
        """(method, path) of each request."""
        return [(methode, pad) for methode, pad, _ in self.gezien]

    def handle_error(self, request: object, client_address: object) -> None:
        """Who hangs up on us is part of the test."""


@contextmanager
def draai() -> Iterator[Server]:
    """The server, until the end of the block."""
    server = Server()
    draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    draad.start()
    try:
        yield server
    finally:
        server.klaar.set()
        server.shutdown()
        server.server_close()
        draad.join(10)


class _Stug(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        """Hang up before a word is said."""


@contextmanager
def geen_tls() -> Iterator[int]:
    """A port that hangs up on whoever begins a TLS handshake."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Stug) as server:
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        draad.start()
        yield server.server_address[1]
        server.shutdown()
        draad.join(10)
