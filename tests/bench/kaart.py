"""A synthetic sociale kaart of any size: the same seed makes the same map. Its words come from the start data.

Used by the bench, and by tests that ask for more entries than there are. No fact in it is real.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.db import connection, models

from sociale_kaart.models import (
    Aanbod,
    AanbodLocatie,
    Kanaal,
    Kenmerk,
    Locatie,
    Openingstijd,
    Organisatie,
    Term,
    Werkgebied,
)
from sociale_kaart.startgegevens import lees
from sociale_kaart.zoeken import plaatsen

PER_KEER = 5_000
_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_SOORTEN = ("Praktijk", "Centrum", "Stichting", "Huis", "Hulplijn", "Team", "Punt", "Werkplaats")
_LETTERS = "bdfgklmnprstvz"
_KLINKERS = ("a", "e", "i", "o", "u", "aa", "ee", "oe", "ie", "ui")


def vul(aantal: int, zaad: int = 1) -> None:
    """Add so many organisaties with one published aanbod each. The index is for who calls this."""
    kans = random.Random(zaad)
    maker = _Maker(kans)
    for begin in range(0, aantal, PER_KEER):
        rijen: dict[type[models.Model], list[dict[str, Any]]] = {}
        for nummer in range(begin, min(begin + PER_KEER, aantal)):
            maker.aanbod(nummer, rijen)
        for model in (
            Organisatie,
            Aanbod,
            Kanaal,
            Kenmerk,
            Werkgebied,
            Locatie,
            AanbodLocatie,
            Openingstijd,
        ):
            _schrijf(model, rijen.get(model, []))


class _Maker:
    def __init__(self, kans: random.Random) -> None:
        self.kans = kans
        start = [aanbod for aanbod in lees() if aanbod.wat]
        self.zinnen = sorted({zin.strip() for s in start for zin in s.wat.split(".") if zin.strip()})
        self.uitleg = sorted({s.uitleg for s in start if s.uitleg}) or [""]
        self.voor_wie = sorted({s.voor_wie for s in start if s.voor_wie}) or [""]
        # Long words, so that a name says something; made-up ones, so that names differ as names do.
        woorden = {w.strip(",.()").lower() for s in start for w in s.wat.split()}
        self.woorden = sorted(woord for woord in woorden if len(woord) > 6 and woord.isalpha())
        self.plaatsen = sorted((p for p in plaatsen.alle().values() if p.inwoners), key=lambda p: p.id)
        self.gewicht = [p.inwoners for p in self.plaatsen]
        self.termen = sorted(Term.objects.values_list("indeling__slug", "slug", "id"))

    def _id(self) -> uuid.UUID:
        return uuid.UUID(int=self.kans.getrandbits(128), version=4)

    def _eigennaam(self) -> str:
        lettergrepen = (self.kans.choice(_LETTERS) + self.kans.choice(_KLINKERS) for _ in range(3))
        return "".join(lettergrepen).capitalize()

    def aanbod(self, nummer: int, rijen: dict[type[models.Model], list[dict[str, Any]]]) -> None:
        """One organisatie, its aanbod and all that hangs on it."""
        kans = self.kans
        plaats = kans.choices(self.plaatsen, self.gewicht)[0]
        bereik = kans.choices(("plaatselijk", "landelijk", "online"), (85, 10, 5))[0]
        naam = f"{kans.choice(_SOORTEN)} {self._eigennaam()} {kans.choice(self.woorden)}"
        if kans.random() < 0.2:
            naam += f" {plaats.naam}"
        organisatie, aanbod = self._id(), self._id()

        def erbij(model: type[models.Model], **velden: Any) -> None:
            rijen.setdefault(model, []).append({"id": self._id(), **velden})

        rijen.setdefault(Organisatie, []).append(
            {"id": organisatie, "naam": naam, "gewijzigd_op": _MOMENT},
        )
        rijen.setdefault(Aanbod, []).append(
            {
                "id": aanbod,
                "slug": f"proef-{nummer}",
                "organisatie_id": organisatie,
                "naam": naam,
                "land": plaats.land,
                "bereik": bereik,
                "soort": kans.choices(("hulp", "justitie", "overzicht", "kennis"), (88, 4, 4, 4))[0],
                "wat": ". ".join(kans.sample(self.zinnen, 2)) + ".",
                "voor_wie": kans.choice(self.voor_wie),
                "uitleg": kans.choice(self.uitleg),
                "zelf_aanmelden": kans.choice((True, False, None)),
                "via_verwijzer": kans.choice((True, None)),
                "gratis": kans.choice((True, False, None)),
                "anoniem": kans.choice((True, None)),
                "status": "gepubliceerd",
                "gewijzigd_op": _MOMENT,
            }
        )
        erbij(Kanaal, aanbod_id=aanbod, soort="web", waarde=f"https://voorbeeld.test/{nummer}")
        telefoon = self._id()
        rijen.setdefault(Kanaal, []).append(
            {"id": telefoon, "aanbod_id": aanbod, "soort": "telefoon", "waarde": f"085 {nummer:07}"}
        )
        if kans.random() < 0.3:
            erbij(Kanaal, aanbod_id=aanbod, soort="chat", waarde=f"https://voorbeeld.test/chat/{nummer}")
        if kans.random() < 0.3:
            dagen = kans.choice(("12345", "1234567", "135"))
            van, tot = kans.choice(((9, 17), (10, 22), (20, 2)))
            uren = {"aanbod_id": aanbod, "kanaal_id": telefoon, "dagen": dagen}
            erbij(Openingstijd, **uren, van=time(van), tot=time(tot))
        for _indeling, _slug, term in kans.sample(self.termen, kans.randint(2, 4)):
            erbij(Kenmerk, aanbod_id=aanbod, term_id=term)
        if bereik == "plaatselijk":
            erbij(Werkgebied, aanbod_id=aanbod, provincie=plaats.provincie)
            locatie = self._id()
            rijen.setdefault(Locatie, []).append(
                {
                    "id": locatie,
                    "organisatie_id": organisatie,
                    "plaats": plaats.naam,
                    "provincie": plaats.provincie,
                    "breedtegraad": round(plaats.breedte + kans.uniform(-0.03, 0.03), 5),
                    "lengtegraad": round(plaats.lengte + kans.uniform(-0.04, 0.04), 5),
                }
            )
            erbij(AanbodLocatie, aanbod_id=aanbod, locatie_id=locatie)


def _schrijf(model: type[models.Model], rijen: Sequence[dict[str, Any]]) -> None:
    """In bulk by the fastest road of each database: a hundred thousand entries are a million rows."""
    if not rijen:
        return
    velden = [veld for veld in model._meta.concrete_fields if not isinstance(veld, models.AutoField)]
    kolommen = ", ".join(f'"{veld.column}"' for veld in velden)
    waarden: Iterable[tuple[Any, ...]] = (
        tuple(
            veld.get_db_prep_save(
                rij[veld.attname] if veld.attname in rij else veld.get_default(), connection
            )
            for veld in velden
        )
        for rij in rijen
    )
    tabel = f'"{model._meta.db_table}"'
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {tabel} ({kolommen}) FROM STDIN") as stroom:
                for rij in waarden:
                    stroom.write_row(
                        [w.dumps(w.obj) if hasattr(w, "obj") and hasattr(w, "dumps") else w for w in rij]
                    )
        else:
            plekken = ", ".join(["%s"] * len(velden))
            cursor.executemany(f"INSERT INTO {tabel} ({kolommen}) VALUES ({plekken})", list(waarden))
