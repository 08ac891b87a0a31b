"""The real server: what it serves, what it refuses, and what it never writes in its log."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gesprek.conf.gunicorn import ZonderInhoud
from tests import echt

pytestmark = pytest.mark.eenmaal


def _vraag(poort: int, tekst: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", poort), timeout=20) as lijn:
        lijn.sendall(tekst)
        lijn.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: lijn.recv(65536), b""))


@pytest.fixture(scope="module")
def gunicorn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port and the log of the real server."""
    with echt.gunicorn(tmp_path_factory.mktemp("gunicorn")) as server:
        yield server


def test_it_says_where_it_stands_and_answers_there(gunicorn: tuple[int, Path]) -> None:
    poort, log = gunicorn
    antwoord = _vraag(poort, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert antwoord.startswith(b"HTTP/1.1 200 ")
    assert f"http://localhost:{poort} (stoppen: Ctrl+C)" in log.read_text()


def test_static_files_are_compressed_and_kept_for_good(gunicorn: tuple[int, Path]) -> None:
    poort, log = gunicorn
    css = next((log.parent / "statisch" / "css").glob("huis.*.css"))
    vraag = (
        f"GET /static/css/{css.name} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\nConnection: close"
    )
    kop = _vraag(poort, f"{vraag}\r\n\r\n".encode()).partition(b"\r\n\r\n")[0].lower()
    assert kop.startswith(b"http/1.1 200 ")
    assert b"content-encoding: br" in kop
    assert b"immutable" in kop


@pytest.mark.parametrize(
    ("verzoek", "status"),
    [
        (b"GET /?q=merkteken-1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"200"),
        (b"GET /merkteken-2/?q=merkteken-3 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"404"),
        (b"HEAD /?q=merkteken-6 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"200"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nmerkteken-4 : x\r\n\r\n", b"400"),
        (b"GET /" + b"merkteken" * 600 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
        (b"merkteken-5\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: merkteken.example\r\nConnection: close\r\n\r\n", b"400"),
    ],
)
def test_no_address_path_or_text_of_a_request_reaches_the_log(
    gunicorn: tuple[int, Path], verzoek: bytes, status: bytes
) -> None:
    poort, log = gunicorn
    assert _vraag(poort, verzoek).split(b" ")[1] == status
    time.sleep(0.2)
    geschreven = log.read_text().replace(f"http://localhost:{poort}", "")
    assert "merkteken" not in geschreven
    assert "127.0.0.1" not in geschreven
    assert "body bytes" not in geschreven


def _regel(bericht: str, *argumenten: object, fout: BaseException | None = None) -> logging.LogRecord:
    spoor = (type(fout), fout, fout.__traceback__) if fout else None
    return logging.LogRecord("gunicorn.error", logging.ERROR, __file__, 1, bericht, argumenten, spoor)


def test_a_failed_answer_leaves_only_the_kind_of_error_and_its_place() -> None:
    try:
        raise ValueError("merkteken")
    except ValueError as fout:
        regel = _regel("Error handling request %s %s", "GET", "/?q=merkteken", fout=fout)
    assert ZonderInhoud().filter(regel)
    tekst = logging.Formatter().format(regel)
    assert "ValueError" in tekst
    assert "test_gunicorn.py" in tekst
    assert "merkteken" not in tekst


def test_a_server_that_cannot_start_still_says_why() -> None:
    fout = ValueError("PEPPERS is not set.")
    regel = _regel("Exception in worker process", fout=fout)
    assert ZonderInhoud().filter(regel)
    assert "PEPPERS is not set." in logging.Formatter().format(regel)
