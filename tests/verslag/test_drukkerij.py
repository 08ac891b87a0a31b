"""The press as a process: what happens when it is slow, busy, gone or not installed."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gesprek.dossier import Dossier, Rij
from gesprek.verslag import drukkerij, pers
from gesprek.verslag.drukkerij import DrukBezet, DrukMislukt, GeenPango, TeLang, maak_pdf
from gesprek.verslag.papier import MAX_ALINEAS, als_html
from tests.verslag.hulp import lees, verslag

pytestmark = pytest.mark.pdf
WORTEL = Path(__file__).resolve().parents[2]
KORT = '<!doctype html><html lang="nl"><title>t</title><body class="blad papier"><h1>Een kort papier</h1>'
# One paragraph of very many lines: takes minutes to lay out.
EINDELOOS = KORT + "<p>" + "a<br>" * 200_000


@pytest.fixture(autouse=True)
def verse_drukkerij(monkeypatch: pytest.MonkeyPatch) -> Iterator[drukkerij._Drukkerij]:
    """A press of our own, with whatever a test does to it."""
    vers = drukkerij._Drukkerij()
    monkeypatch.setattr(drukkerij, "_drukkerij", vers)
    yield vers
    vers.sluit()


def _kind(vers: drukkerij._Drukkerij) -> int:
    """The process id of the child."""
    assert vers.pers is not None
    return vers.pers.pid


def _leeft(pid: int) -> bool:
    try:
        # The state stands after the name, which is between brackets; Z has ended and waits to be noticed.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_two_million_characters_end_in_time_in_a_pdf_or_in_a_clear_answer() -> None:
    html = als_html(verslag(Dossier(teksten={"gevoel-wat": "Dit is een heel lang verhaal. " * 66_667})))
    begin = time.monotonic()
    try:
        pdf = maak_pdf(html)
    except TeLang:
        pdf = b""
    assert time.monotonic() - begin < 20
    assert not pdf or "heel lang verhaal" in lees(pdf)
    assert lees(maak_pdf(KORT)).startswith("Een kort papier")


def test_what_can_never_be_ready_in_time_is_told_at_once() -> None:
    veel = "a\n\n" * MAX_ALINEAS
    assert "a" in als_html(verslag(Dossier(teksten={"gevoel-wat": veel})))
    with pytest.raises(TeLang):
        als_html(verslag(Dossier(teksten={"gevoel-wat": veel}, rijen={"weg": (Rij("1", {"a": "nog een"}),)})))


def test_a_layout_without_end_is_stopped_and_the_next_paper_is_printed(
    monkeypatch: pytest.MonkeyPatch, verse_drukkerij: drukkerij._Drukkerij
) -> None:
    # From the outside, before the child's own alarm.
    monkeypatch.setattr(pers, "TIJD", 3)
    begin = time.monotonic()
    with pytest.raises(TeLang):
        maak_pdf(EINDELOOS)
    assert time.monotonic() - begin < 8
    monkeypatch.undo()
    monkeypatch.setattr(drukkerij, "_drukkerij", verse_drukkerij)
    assert lees(maak_pdf(KORT)).startswith("Een kort papier")


def test_a_press_that_nobody_waits_for_any_more_ends_itself() -> None:
    ouder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, sys, threading, time\n"
            "from gesprek.verslag import drukkerij\n"
            "html = sys.stdin.read()\n"
            "drukkerij.maak_pdf('<p>warm')\n"
            "threading.Thread(target=drukkerij.maak_pdf, args=(html,), daemon=True).start()\n"
            "time.sleep(1)\n"
            "print(drukkerij._drukkerij.pers.pid, flush=True)\n"
            "os.kill(os.getpid(), 9)\n",
        ],
        cwd=WORTEL,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    uit, _ = ouder.communicate(EINDELOOS.encode(), timeout=60)
    kind = int(uit)
    tot = time.monotonic() + pers.TIJD + 5
    while _leeft(kind):
        assert time.monotonic() < tot, "the press outlives its server"
        time.sleep(0.2)


def test_a_press_that_is_killed_half_way_says_so_and_comes_back(
    verse_drukkerij: drukkerij._Drukkerij, caplog: pytest.LogCaptureFixture
) -> None:
    maak_pdf(KORT)
    kind = _kind(verse_drukkerij)
    threading.Timer(1.0, os.kill, (kind, signal.SIGKILL)).start()
    logging.getLogger("gesprek").addHandler(caplog.handler)
    with pytest.raises(DrukMislukt):
        maak_pdf(EINDELOOS)
    logging.getLogger("gesprek").removeHandler(caplog.handler)
    assert [record.getMessage() for record in caplog.records] == [f"the press stopped with {-signal.SIGKILL}"]
    assert lees(maak_pdf(KORT)).startswith("Een kort papier")
    assert _kind(verse_drukkerij) != kind


def test_a_press_that_died_while_idle_is_replaced_unnoticed(verse_drukkerij: drukkerij._Drukkerij) -> None:
    maak_pdf(KORT)
    kind = _kind(verse_drukkerij)
    os.kill(kind, signal.SIGKILL)
    while _leeft(kind):
        time.sleep(0.01)
    assert lees(maak_pdf(KORT)).startswith("Een kort papier")


def test_the_press_is_replaced_after_its_share_of_papers(verse_drukkerij: drukkerij._Drukkerij) -> None:
    pids = set()
    for _ in range(pers.MAX_TAKEN + 1):
        maak_pdf(KORT)
        if verse_drukkerij.pers and verse_drukkerij.pers.leeft():
            pids.add(verse_drukkerij.pers.pid)
    assert len(pids) == 2


def test_the_third_paper_at_once_is_told_that_it_is_busy() -> None:
    maak_pdf(KORT)
    lang = als_html(verslag(Dossier(teksten={"gevoel-wat": "Dit duurt even. " * 4_000})))
    uitslag: list[str] = []

    def probeer() -> None:
        try:
            uitslag.append(lees(maak_pdf(lang))[:18])
        except DrukBezet:
            uitslag.append("bezet")

    draden = [threading.Thread(target=probeer) for _ in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitslag) == ["Mijn voorbereiding", "Mijn voorbereiding", "bezet"]


def test_without_pango_one_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(GeenPango):
        maak_pdf(KORT)
    monkeypatch.delenv("PYTHONPATH")
    assert lees(maak_pdf(KORT)).startswith("Een kort papier")


def test_an_error_of_the_press_is_logged_by_its_name_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise ValueError('een zin uit het papier')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    logging.getLogger("gesprek").addHandler(caplog.handler)
    with pytest.raises(DrukMislukt):
        maak_pdf(KORT)
    logging.getLogger("gesprek").removeHandler(caplog.handler)
    assert [record.getMessage() for record in caplog.records] == ["the press failed: ValueError"]


def test_the_press_knows_neither_our_secrets_nor_django(
    verse_drukkerij: drukkerij._Drukkerij, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEHEIM", "een geheim van de server")
    maak_pdf(KORT)
    proc = Path(f"/proc/{_kind(verse_drukkerij)}")
    omgeving = {paar.split("=")[0] for paar in (proc / "environ").read_text().split("\0") if paar}
    assert omgeving <= set(drukkerij._MEE)
    assert "nacl" not in (proc / "maps").read_text()
    bestanden = [greep.readlink() for greep in (proc / "fd").iterdir() if not greep.readlink().is_dir()]
    assert not [pad for pad in bestanden if pad.suffix in (".sqlite3", ".html", ".pdf", ".conf")]
    geladen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, gesprek.verslag.pers as p; p._pers(); print('django' in sys.modules)",
        ],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert geladen.stdout.strip() == "False"


def test_nothing_of_a_paper_is_left_in_a_temp_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    maak_pdf(KORT, "een wachtwoord")
    assert list(tmp_path.rglob("*")) == []


def test_only_our_own_fonts_are_used() -> None:
    from io import BytesIO

    import pikepdf

    html = als_html(
        verslag(Dossier(teksten={"gevoel-wat": "Latijn, Ελληνικά, שלום, مرحبا, 😀, ไทย, हिन्दी, ✓"}))
    )
    with pikepdf.open(BytesIO(maak_pdf(html))) as document:
        namen = {
            str(ding.BaseFont).split("+")[1]
            for ding in document.objects
            if isinstance(ding, pikepdf.Dictionary) and ding.get("/Type") == "/Font"
        }
    assert {naam.split("-")[0] for naam in namen} == {"Atkinson", "Noto", "DejaVu"}


def test_a_fork_of_the_server_gets_a_press_of_its_own(verse_drukkerij: drukkerij._Drukkerij) -> None:
    maak_pdf(KORT)
    uit, schrijf = os.pipe()
    kind = os.fork()
    if kind == 0:
        vers = drukkerij._drukkerij
        os.write(schrijf, b"eigen" if vers is not verse_drukkerij and vers.pers is None else b"geerfd")
        os._exit(0)
    os.waitpid(kind, 0)
    assert os.read(uit, 10) == b"eigen"
    os.close(uit)
    os.close(schrijf)
    assert lees(maak_pdf(KORT)).startswith("Een kort papier")
