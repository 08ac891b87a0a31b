"""What the app needs on this machine: libraries of the system, the venv with its packages, the secrets.

Only the standard library: this runs before anything is installed. Whatever takes more than one step puts its
marker last, so that a run which was cut short is done over and not trusted.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

WORTEL = Path(__file__).resolve().parent.parent
VENV = WORTEL / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = WORTEL / "var"
SLOTEN = {"loop": WORTEL / "requirements.txt", "test": WORTEL / "tests" / "requirements.txt"}
# Stands there while the venv is being changed; outside it, because building one begins with an empty folder.
BEZIG = VAR / "venv.bezig"

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PANGO_PAKKETTEN = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


class Stop(Exception):
    """The run can't go on; the message is the one sentence that says what to do."""


def zeg(zin: str) -> None:
    print(zin, flush=True)


# What the system brings


def apt(pakketten: Sequence[str], reden: str) -> bool:
    """Install Debian packages as root or with `sudo -n`, else say how. Returns whether it did."""
    if shutil.which("apt-get") is None:
        return False
    voor = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() != 0:
        if shutil.which("sudo") is None or not _lukt(["sudo", "-n", "true"]):
            zeg(f"{reden} Laat iemand met beheerrechten dit doen: apt-get install {' '.join(pakketten)}")
            return False
        voor = ["sudo", "-n", *voor]
    zeg(f"{reden} Installeren met apt: {' '.join(pakketten)}")
    opdracht = [*voor, "apt-get", "-o", "DPkg::Lock::Timeout=120", "-qq"]
    installeer = [*opdracht, "install", "-y", "--no-install-recommends", *pakketten]
    # A fresh machine has no package lists; a kept one need not fetch them again.
    if _lukt(installeer) or (_lukt([*opdracht, "update"]) and _lukt(installeer, toon=True)):
        return True
    zeg("Dat lukte niet.")
    return False


def _lukt(opdracht: Sequence[str], toon: bool = False) -> bool:
    uit = None if toon else subprocess.DEVNULL
    klaar = subprocess.run(opdracht, stdin=subprocess.DEVNULL, stdout=uit, stderr=uit, check=False)
    return klaar.returncode == 0


def ontbreekt(*bibliotheken: str) -> bool:
    """Whether one of these shared libraries is missing. Asked in a child: a process remembers the answer."""
    code = "import ctypes, sys; [ctypes.CDLL(naam) for naam in sys.argv[1:]]"
    return not _lukt([sys.executable, "-c", code, *bibliotheken])


def heeft_ensurepip() -> bool:
    """Debian leaves it out until python3-venv is installed. Asked in a child, as above."""
    return _lukt([sys.executable, "-c", "import ensurepip"])


def zorg_voor_systeem(pdf: bool) -> None:
    """python3-venv; Pango for PDFs; gettext when there is something to compile. Only the first is a must."""
    nodig: list[str] = []
    zonder_venv = not _venv_is_goed() and not heeft_ensurepip()
    if zonder_venv:
        standaard = Path("/usr/bin/python3").resolve() == Path(sys.executable).resolve()
        versie = "" if standaard else f".{sys.version_info.minor}"
        nodig.append(f"python3{versie}-venv")
    if zonder_pango := pdf and ontbreekt(*PANGO):
        nodig += PANGO_PAKKETTEN
    if _vertalingen() and shutil.which("msgfmt") is None:
        nodig.append("gettext")
    if not nodig:
        return
    apt(nodig, "Er ontbreken onderdelen van het systeem.")
    if zonder_venv and not heeft_ensurepip():
        raise Stop(f"Zonder {nodig[0]} kan de app niet worden geïnstalleerd.")
    if zonder_pango and ontbreekt(*PANGO):
        zeg("Pango ontbreekt: de app werkt, maar maakt geen PDF's.")


def _vertalingen() -> list[Path]:
    """Translations whose compiled form is missing or older."""
    uit = []
    for bron in (WORTEL / "locale").rglob("*.po"):
        doel = bron.with_suffix(".mo")
        if not doel.exists() or doel.stat().st_mtime < bron.stat().st_mtime:
            uit.append(bron)
    return uit


def vertaal() -> None:
    if shutil.which("msgfmt"):
        for bron in _vertalingen():
            subprocess.run(["msgfmt", "--check", "-o", bron.with_suffix(".mo"), bron], check=True)


# The venv


def _venv_is_goed() -> bool:
    test = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return not BEZIG.exists() and PYTHON.exists() and _lukt([str(PYTHON), "-c", test])


def maak_venv() -> None:
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def zorg_voor_pakketten(*namen: str) -> None:
    """Bring the venv to what the named locks say: `loop` to run the app, `test` on top of it."""
    if not _venv_is_goed():
        zeg(f"Virtuele omgeving maken met Python {sys.version_info.major}.{sys.version_info.minor}.")
        BEZIG.touch()
        shutil.rmtree(VENV, ignore_errors=True)
        maak_venv()
    for naam in namen:
        slot, klaar = SLOTEN[naam], VENV / f".klaar-{naam}"
        wil = hashlib.sha256(slot.read_bytes()).hexdigest()
        if klaar.is_file() and klaar.read_text() == wil:
            continue
        zeg(f"Pakketten installeren uit {slot.relative_to(WORTEL)}.")
        BEZIG.touch()
        klaar.unlink(missing_ok=True)
        pip("install", "--require-hashes", "--no-deps", "-r", str(slot))
        klaar.write_text(wil)
    BEZIG.unlink(missing_ok=True)


def pip(*argumenten: str) -> None:
    opties = ["--quiet", "--no-input", "--disable-pip-version-check"]
    if subprocess.run([PYTHON, "-m", "pip", *argumenten, *opties], check=False).returncode:
        raise Stop("De pakketten konden niet worden geïnstalleerd; de melding hierboven zegt waarom.")


# Secrets


def nieuwe_geheimen() -> dict[str, str]:
    def sleutel() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    return {
        "GEHEIM": secrets.token_urlsafe(48),
        "PEPPERS": f"1:{sleutel()}",
        "WISJOURNAAL_SLEUTEL": sleutel(),
    }


def zorg_voor_geheimen(bestand: Path) -> None:
    """Make the secrets that neither the environment nor `bestand` has. What stands there is never changed."""
    tekst = bestand.read_text(encoding="utf-8") if bestand.exists() else ""
    heeft = {regel.partition("=")[0].strip() for regel in tekst.splitlines()} | {
        n for n in os.environ if os.environ[n]
    }
    nieuw = {naam: waarde for naam, waarde in nieuwe_geheimen().items() if naam not in heeft}
    if not nieuw:
        return
    if not tekst:
        tekst = "# Gemaakt door make start. Bewaar dit apart van database en back-up: zonder deze sleutels\n"
        tekst += "# opent geen enkele kluis meer.\n"
    elif not tekst.endswith("\n"):
        tekst += "\n"
    tekst += "".join(f"{naam}={waarde}\n" for naam, waarde in nieuw.items())
    greep, tijdelijk = tempfile.mkstemp(dir=bestand.parent, prefix=f".{bestand.name}.")  # mode 0600
    with os.fdopen(greep, "w", encoding="utf-8") as uit:
        uit.write(tekst)
        uit.flush()
        os.fsync(uit.fileno())
    os.replace(tijdelijk, bestand)
