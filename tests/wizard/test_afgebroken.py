"""A server that is killed while it saves: the old text or the new one, never half, never a lost "Bewaard"."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections

from gesprek.kluis import gesprekken, tijd
from tests.databases import kies
from tests.hulp import Bezoeker, stap_url
from tests.rollen import huisarts_met_gesprek
from tests.wizard.schrijver import VELDEN, inhoud, nummer_van

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
RONDEN = 20
WORTEL = Path(__file__).resolve().parents[2]


def _url(alias: str) -> str:
    """The address of a test database for another process."""
    naam = connections[alias].settings_dict["NAME"]
    if kies() == "sqlite":
        return f"sqlite:///{naam}"
    hoofd, _, vraag = os.environ["TEST_DATABASE_URL"].partition("?")
    return f"{hoofd.rpartition('/')[0]}/{naam}" + (f"?{vraag}" if vraag else "")


@contextmanager
def schrijver(wie: Bezoeker, gesprek: UUID) -> Iterator[subprocess.Popen[str]]:
    """The app in a process of its own, on the database of the test."""
    omgeving = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gesprek.conf.settings",
        "DATABASE_URL": _url("default"),
        "WISJOURNAAL_URL": _url("wisjournaal"),
    }
    opdracht = [sys.executable, "-m", "tests.wizard.schrijver", wie.kluiscookie, stap_url(gesprek)]
    with subprocess.Popen(
        opdracht, cwd=WORTEL, env=omgeving, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as proces:
        try:
            yield proces
        finally:
            proces.kill()


def _ronde(proces: subprocess.Popen[str], begin: int, na: int, wacht: float) -> list[int]:
    """Let it save, kill it after `na` saves and a moment; gives the numbers that it called saved."""
    assert proces.stdin
    assert proces.stdout
    proces.stdin.write(f"{begin}\n")
    proces.stdin.flush()
    kind, gezegd = 0, []
    while (regel := proces.stdout.readline().strip()) != "weg":
        assert regel, "the process ended by itself"
        if regel.startswith("kind"):
            kind = int(regel.split()[1])
        else:
            gezegd.append(int(regel))
        if kind and len(gezegd) >= na:
            time.sleep(wacht)
            os.kill(kind, signal.SIGKILL)
            na = sys.maxsize
    return gezegd


def test_killed_in_the_middle_of_saving_it_keeps_the_old_or_the_new_and_every_bewaard() -> None:
    wie, gesprek = huisarts_met_gesprek()
    kluis = wie.sessie().kluis
    toeval = random.Random(20260310)
    laatste = -1
    with schrijver(wie, gesprek) as proces:
        for _ in range(RONDEN):
            gezegd = _ronde(proces, laatste, toeval.randrange(3), toeval.uniform(0, 0.03))
            open_ = gesprekken.laad(kluis, gesprek, tijd.vandaag())
            nummers = {nummer_van(open_.dossier.teksten.get(veld, "")) for veld in VELDEN}
            assert len(nummers) == 1, "both fields of one save, or neither"
            bewaard = nummers.pop()
            assert {open_.dossier.teksten.get(veld, "") for veld in VELDEN} == {inhoud(bewaard)}
            beloofd = gezegd[-1] if gezegd else laatste
            assert bewaard in (beloofd, beloofd + 1), "what was called saved is there"
            assert open_.versie == bewaard + 2, "one version a save, none lost and none twice"
            laatste = bewaard
    assert laatste > 5, "it really saved in between"
    # And the gesprek is as good as before: one goes on in it.
    assert wie.schrijf(gesprek, {"t.gevoel-wat": "verder"}).status_code == 303
