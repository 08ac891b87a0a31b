"""What `make start` does on a machine: packages of the system, the venv, the secrets."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from gesprek.conf.omgeving import Omgeving

WORTEL = Path(__file__).resolve().parents[2]


@pytest.fixture
def installatie(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The module itself, with every path of the house in an empty folder."""
    monkeypatch.syspath_prepend(WORTEL / ".ci")
    import installatie

    for naam, pad in {"WORTEL": "", "VENV": ".venv", "PYTHON": ".venv/bin/python", "VAR": "var"}.items():
        monkeypatch.setattr(installatie, naam, tmp_path / pad)
    monkeypatch.setattr(installatie, "BEZIG", tmp_path / "var" / "venv.bezig")
    (tmp_path / "var").mkdir()
    return installatie


@pytest.fixture
def programma(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], Path]:
    """Puts a shell script of that name in front of all others; gives the file with how it was called."""
    bin_, log = tmp_path / "bin", tmp_path / "aanroepen"
    bin_.mkdir()
    log.touch()
    monkeypatch.setenv("PATH", f"{bin_}:/usr/bin:/bin")

    def maak(naam: str, tekst: str) -> Path:
        pad = bin_ / naam
        pad.write_text(f'#!/bin/sh\necho "{naam} $*" >> "{log}"\n{tekst}\n')
        pad.chmod(0o755)
        return log

    return maak


# Secrets


def test_secrets_are_made_once_for_the_owner_alone(installatie: ModuleType, tmp_path: Path) -> None:
    bestand = tmp_path / "geheimen.env"
    namen = ("GEHEIM", "PEPPERS", "WISJOURNAAL_SLEUTEL")
    with pytest.MonkeyPatch.context() as zonder:
        for naam in namen:
            zonder.delenv(naam, raising=False)
        installatie.zorg_voor_geheimen(bestand)
        eerst = bestand.read_bytes()
        installatie.zorg_voor_geheimen(bestand)
    assert bestand.stat().st_mode & 0o777 == 0o600
    assert bestand.read_bytes() == eerst
    assert list(tmp_path.glob(".geheimen*")) == []


def test_the_app_accepts_the_secrets_that_were_made(
    installatie: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestand = tmp_path / "geheimen.env"
    for naam in ("GEHEIM", "PEPPERS", "WISJOURNAAL_SLEUTEL"):
        monkeypatch.delenv(naam, raising=False)
    monkeypatch.setenv("GEHEIMEN", str(bestand))
    installatie.zorg_voor_geheimen(bestand)
    omgeving = Omgeving.uit_systeem()
    assert len(omgeving.geheim("GEHEIM")) >= 50
    assert {len(sleutel) for sleutel in omgeving.sleutels("PEPPERS").values()} == {32}
    assert len(omgeving.sleutel("WISJOURNAAL_SLEUTEL")) == 32


def test_what_stands_in_the_file_or_the_environment_is_kept(
    installatie: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestand = tmp_path / "geheimen.env"
    pepper = base64.b64encode(b"x" * 32).decode()
    bestand.write_text(f"PEPPERS=1:{pepper}")
    monkeypatch.setenv("GEHEIM", "uit de omgeving")
    monkeypatch.delenv("PEPPERS", raising=False)
    monkeypatch.delenv("WISJOURNAAL_SLEUTEL", raising=False)
    installatie.zorg_voor_geheimen(bestand)
    regels = bestand.read_text().splitlines()
    assert regels[0] == f"PEPPERS=1:{pepper}"
    assert [regel.partition("=")[0] for regel in regels] == ["PEPPERS", "WISJOURNAAL_SLEUTEL"]


# Packages of the system


def test_root_installs_with_apt_and_fetches_the_lists_only_when_needed(
    installatie: ModuleType, programma: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    klaar = 'case "$*" in *update*) touch lijsten;; *install*) test -e lijsten;; esac'
    log = programma("apt-get", klaar)
    monkeypatch.chdir(log.parent)
    assert installatie.apt(["python3-venv", "libpango-1.0-0"], "Er ontbreekt iets.")
    gedaan = [regel.split(" -qq ")[1] for regel in log.read_text().splitlines()]
    installeer = "install -y --no-install-recommends python3-venv libpango-1.0-0"
    assert gedaan == [installeer, "update", installeer]


def test_another_user_goes_by_sudo_when_that_asks_no_password(
    installatie: ModuleType, programma: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    programma("apt-get", "exit 0")
    log = programma("sudo", 'shift; exec "$@"')
    assert installatie.apt(["chromium"], "Er ontbreekt iets.")
    assert "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get" in log.read_text()


def test_another_user_without_sudo_gets_the_one_line_to_pass_on(
    installatie: ModuleType,
    programma: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    log = programma("apt-get", "exit 0")
    programma("sudo", "exit 1")
    assert not installatie.apt(["python3-venv", "libpango-1.0-0"], "Er ontbreekt iets.")
    uit = capsys.readouterr().out
    assert uit.count("\n") == 1
    assert "apt-get install python3-venv libpango-1.0-0" in uit
    assert "apt-get" not in log.read_text()


def test_without_apt_it_is_skipped(
    installatie: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not installatie.apt(["python3-venv"], "Er ontbreekt iets.")


def _zonder_venv_en_pango(installatie: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    gevraagd: list[list[str]] = []
    monkeypatch.setattr(installatie, "apt", lambda pakketten, _: gevraagd.append(pakketten))
    monkeypatch.setattr(installatie, "ontbreekt", lambda *_: True)
    monkeypatch.setattr(installatie, "heeft_ensurepip", lambda: False)
    return gevraagd


def test_without_venv_it_stops_and_asks_for_all_at_once(
    installatie: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    gevraagd = _zonder_venv_en_pango(installatie, monkeypatch)
    with pytest.raises(installatie.Stop, match=r"python3.*-venv"):
        installatie.zorg_voor_systeem(pdf=True)
    assert len(gevraagd) == 1
    assert gevraagd[0][0].endswith("-venv")
    assert gevraagd[0][1:] == list(installatie.PANGO_PAKKETTEN)


def test_without_pango_it_goes_on_and_says_so(
    installatie: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gevraagd = _zonder_venv_en_pango(installatie, monkeypatch)
    monkeypatch.setattr(installatie, "heeft_ensurepip", lambda: True)
    installatie.zorg_voor_systeem(pdf=True)
    assert gevraagd == [list(installatie.PANGO_PAKKETTEN)]
    assert "maakt geen PDF's" in capsys.readouterr().out


# The venv


@pytest.fixture
def slot(installatie: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty lock and a venv that borrows our pip, so that there is nothing to fetch."""

    def maak_venv() -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", installatie.VENV], check=True)
        for site in installatie.VENV.glob("lib/python*/site-packages"):
            (site / "geleend.pth").write_text(sysconfig.get_path("purelib"))

    pad = tmp_path / "requirements.txt"
    pad.write_text("# leeg\n")
    monkeypatch.setattr(installatie, "SLOTEN", {"loop": pad})
    monkeypatch.setattr(installatie, "maak_venv", maak_venv)
    return pad


def test_a_second_start_installs_nothing_and_a_changed_lock_does(
    installatie: ModuleType, slot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installatie.zorg_voor_pakketten("loop")
    keren: list[tuple[str, ...]] = []
    monkeypatch.setattr(installatie, "pip", lambda *argumenten: keren.append(argumenten))
    installatie.zorg_voor_pakketten("loop")
    assert keren == []
    slot.write_text("# anders\n")
    installatie.zorg_voor_pakketten("loop")
    assert keren == [("install", "--require-hashes", "--no-deps", "-r", str(slot))]
    assert not installatie.BEZIG.exists()


def test_a_run_that_was_cut_short_is_done_over_from_an_empty_venv(
    installatie: ModuleType, slot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def afgebroken(*_: str) -> None:
        (installatie.VENV / "half").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(installatie, "pip", afgebroken)
        with pytest.raises(KeyboardInterrupt):
            installatie.zorg_voor_pakketten("loop")
    assert (installatie.VENV / "half").exists()
    installatie.zorg_voor_pakketten("loop")
    assert not (installatie.VENV / "half").exists()
    assert (installatie.VENV / ".klaar-loop").is_file()


# The command line


def _huis(*argumenten: str, **omgeving: str) -> subprocess.CompletedProcess[str]:
    opdracht = [sys.executable, str(WORTEL / ".ci" / "huis.py"), *argumenten]
    return subprocess.run(
        opdracht, env={**os.environ, **omgeving}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("poort", ["0", "65536", "acht", "80 80", "-1", "٨"])
def test_an_odd_port_is_refused_with_a_sentence(poort: str) -> None:
    klaar = _huis("start", PORT=poort)
    assert klaar.returncode == 1
    assert klaar.stderr.strip() == f"PORT is een getal van 1 tot 65535, niet {poort!r}."


@pytest.mark.parametrize("werkers", ["abc", "0", "100", "-1", "2 "])
def test_a_number_of_workers_that_cannot_be_is_refused_before_anything_is_done(werkers: str) -> None:
    klaar = _huis("start", WEB_CONCURRENCY=werkers)
    assert klaar.returncode == 1
    assert klaar.stderr.strip() == f"WEB_CONCURRENCY is een getal van 1 tot 99, niet {werkers!r}."


def test_an_unknown_target_is_refused_with_the_known_ones() -> None:
    klaar = _huis("dans")
    assert klaar.returncode == 1
    assert klaar.stderr.strip() == "Kies een van: start, test, lint, bench, lock."


def test_every_target_stands_in_make_help() -> None:
    hulp = subprocess.run(
        ["make", "-s", "help"], cwd=WORTEL, capture_output=True, text=True, check=True
    ).stdout
    for doel in ("start", "test", "lint", "bench", "lock"):
        assert f"make {doel} " in hulp


def test_an_old_python_is_refused_with_a_sentence(programma: Callable[[str, str], Path]) -> None:
    for naam in ("python3.13", "python3.12", "python3.11", "python3"):
        programma(naam, "exit 1")
    omgeving = {"PATH": os.environ["PATH"]}
    klaar = subprocess.run(
        ["sh", WORTEL / ".ci" / "huis", "start"], env=omgeving, capture_output=True, text=True, check=False
    )
    assert klaar.returncode == 1
    assert klaar.stderr.startswith("Python 3.11 of nieuwer is nodig.")
