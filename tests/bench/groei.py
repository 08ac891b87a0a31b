"""Does a save, or opening a kluis, cost more when there are a hundred thousand of them?

Two databases, measured in turns a moment apart: one with a single kluis, one with 100,000. On SQLite the
database works in this process, so CPU time holds all of it; on PostgreSQL the clock does.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch
from uuid import uuid4

from django.core.management import call_command
from django.db import connection

from gesprek.balie.beginnen import oefendossier
from gesprek.inhoud.lader import laad
from gesprek.kluis import gesprekken, kluizen, sessies, sleutels, tijd
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.models import Gesprek, Kluis
from tests.bench.meten import Reeks, Uitkomst, cpu, getal, klok, naast_elkaar, om_en_om
from tests.bench.opstelling import extra_database

KLUIZEN = 100_000
PER_KEER = 2_000
ENVELOP = 4_096 + 41
"""Bytes of the smallest gesprek there is."""
BEURTEN, PER_BEURT = 20, 10
GRENS = 1.1


def _ga_naar(naam: str) -> None:
    """Let Django talk to another database of the same kind."""
    connection.close()
    connection.settings_dict["NAME"] = naam


def _vul(aantal: int) -> None:
    """So many kluizen with one gesprek each, all of random bytes: nobody can tell them from real ones."""
    vandaag, straks = tijd.vandaag(), tijd.over(30)
    for _ in range(0, aantal, PER_KEER):
        rijen = [
            Kluis(
                id=uuid4(),
                vindsleutel=secrets.token_bytes(32),
                verpakte_dek=secrets.token_bytes(74),
                instellingen=secrets.token_bytes(ENVELOP),
                aangemaakt_op=vandaag,
                geopend_op=vandaag,
                verwijderd_op=straks,
            )
            for _ in range(PER_KEER)
        ]
        Kluis.objects.bulk_create(rijen)
        Gesprek.objects.bulk_create(
            Gesprek(
                id=uuid4(),
                kluis_id=rij.id,
                envelop=os.urandom(ENVELOP),
                aangemaakt_op=vandaag,
                verwijderd_op=straks,
            )
            for rij in rijen
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Plek:
    """One database, with one real kluis in it."""

    def __init__(self, naam: str, erbij: int) -> None:
        self.naam = naam
        _ga_naar(naam)
        call_command("migrate", interactive=False, verbosity=0)
        _vul(erbij)
        casus = laad().oefencasus
        self.kluis, self.code = kluizen.begin(casus.land, casus.rol)
        self.gesprek = gesprekken.nieuw(self.kluis, oefendossier())
        self.keer = 0

    def bewaar(self) -> OpenGesprek:
        """One save of the practice case with another label."""
        self.keer += 1
        dossier = self.gesprek.dossier.met(label=f"keer {self.keer}")
        self.gesprek = gesprekken.bewaar(self.kluis, self.gesprek, dossier)
        return self.gesprek

    def open(self) -> None:
        """With the code, into a session, to the gesprek: the way in."""
        kluis = kluizen.open_met_code(self.code)
        sessie = sessies.maak(kluis, gedeeld=False)
        gesprekken.laad(sessie.kluis, self.gesprek.id, sessie.begonnen_op)
        sessies.vergrendel(sessie.cookie)


def _beurten(groot: _Plek, klein: _Plek, wat: Callable[[_Plek], object]) -> tuple[Reeks, Reeks]:
    """By turns of ten in each database; the median of each turn is one measurement."""
    meter = cpu if connection.vendor == "sqlite" else klok

    def beurt(plek: _Plek) -> float:
        _ga_naar(plek.naam)
        meting = meter(lambda: wat(plek))
        meting()
        return Reeks(tuple(meting() for _ in range(PER_BEURT))).mediaan

    return om_en_om(lambda: beurt(groot), lambda: beurt(klein), BEURTEN, warm=1)


@contextmanager
def _twee_databases() -> Iterator[tuple[_Plek, _Plek]]:
    eigen = connection.settings_dict["NAME"]
    try:
        with extra_database(f"groot_{os.getpid()}") as groot, extra_database(f"klein_{os.getpid()}") as klein:
            yield _Plek(groot, KLUIZEN), _Plek(klein, 0)
            connection.close()
    finally:
        _ga_naar(eigen)


def meet() -> Iterator[Uitkomst]:
    """A save; the way in without Argon2, with it, and Argon2 alone."""
    hoe = "CPU" if connection.vendor == "sqlite" else "op de klok"
    met = f"met {KLUIZEN:,} kluizen tegen 1, {hoe}".replace(",", ".", 1)
    with _twee_databases() as (groot, klein):
        yield naast_elkaar(f"Bewaren {met}", *_beurten(groot, klein, _Plek.bewaar), GRENS)
        gestrekt = {plek.code: sleutels.strek(plek.code) for plek in (groot, klein)}
        with patch.object(kluizen, "strek", gestrekt.__getitem__):
            yield naast_elkaar(f"Openen zonder Argon2 {met}", *_beurten(groot, klein, _Plek.open), GRENS)
        argon = Reeks(tuple(cpu(lambda: sleutels.strek(groot.code))() for _ in range(PER_BEURT)))
        yield naast_elkaar(
            f"Openen met Argon2 {met}",
            *_beurten(groot, klein, _Plek.open),
            GRENS,
            f"waarvan Argon2: {getal(argon.mediaan)} ms",
        )
