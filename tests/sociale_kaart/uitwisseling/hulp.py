"""What the tests of in and out share."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

from sociale_kaart.models import Aanbod
from sociale_kaart.uitwisseling import wachtrij
from sociale_kaart.uitwisseling.beeld import Plan
from sociale_kaart.uitwisseling.fouten import Onleesbaar
from sociale_kaart.uitwisseling.schrijven import schrijf, stand
from sociale_kaart.uitwisseling.tabel.regel import KOLOMMEN
from sociale_kaart.uitwisseling.tabel.uit import Csv, Xlsx, dataset
from sociale_kaart.uitwisseling.uitkomst import Uitkomst


def proef(inhoud: bytes) -> Uitkomst:
    """A dry run of a whole file. Raises Onleesbaar."""
    soort, delen = wachtrij.verdeel(inhoud, uuid.uuid4())
    samen = Uitkomst()
    for deel in delen:
        uitkomst = wachtrij.kijk_deel_na(soort, deel)
        samen.rijen += uitkomst.rijen
        samen.fouten += uitkomst.fouten
        samen.veranderingen += uitkomst.veranderingen
        samen.plan.voeg_toe(Plan.uit_json(uitkomst.plan.als_json()))
    return samen


def voer_in(inhoud: bytes) -> Uitkomst:
    """The whole way: looked at, without errors, written, in the index."""
    sinds = stand()
    uitkomst = proef(inhoud)
    assert uitkomst.fouten == []
    wachtrij.werk_index_bij(schrijf(uitkomst.plan, sinds))
    return uitkomst


def zinnen(inhoud: bytes) -> list[str]:
    """What is wrong with a file, as the editor reads it."""
    try:
        return [str(fout) for fout in proef(inhoud).fouten]
    except Onleesbaar as onleesbaar:
        return [str(fout) for fout in onleesbaar.fouten]


def tabel(*rijen: dict[str, str], kolommen: tuple[str, ...] = KOLOMMEN, teken: str = ";") -> bytes:
    """A CSV with these rows."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=teken)
    schrijver.writerow(kolommen)
    for rij in rijen:
        schrijver.writerow([rij.get(kolom, "") for kolom in kolommen])
    return uit.getvalue().encode()


def nieuw(**meer: str) -> dict[str, str]:
    """A row that may come in."""
    return {"naam": "Nieuw aanbod", "organisatie": "Nieuwe organisatie", "land": "NL", **meer}


def export(vorm: str = "csv") -> bytes:
    soort: Any = {"csv": Csv, "xlsx": Xlsx}[vorm]
    inhoud: bytes = soort().export_data(dataset())
    return inhoud


def rijen(inhoud: bytes) -> dict[str, dict[str, str]]:
    """The rows of an exported CSV by slug."""
    lezer = csv.DictReader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";")
    return {rij["slug"]: rij for rij in lezer}


def foto() -> list[Any]:
    """Everything of the map, to see that nothing changed."""
    uit: list[Any] = []
    for aanbod in Aanbod.objects.met_alles().order_by("pk"):
        velden = [getattr(aanbod, veld.attname) for veld in Aanbod._meta.concrete_fields]
        uit.append((velden, [k.waarde for k in aanbod.kanalen.all()], aanbod.history.count()))
    return uit
