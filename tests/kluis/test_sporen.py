"""After a full day's use: what somebody wrote is found nowhere but sealed, and neither are the keys to it."""

from __future__ import annotations

import logging
import os
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connections
from django.urls import reverse
from django.utils import timezone

from gesprek.models import Onderhoud
from tests.balie.hulp import neem_mee, zet_terug
from tests.databases import kies
from tests.hulp import Bezoeker, database_fout, stap_url, stapformulier, tekst
from tests.rollen import huisarts

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
MERK = "Zwaluwstaartvlinder"
ZIN = f"{MERK}: ik zag dat hij steeds vroeg of zij mocht blijven slapen."


@pytest.fixture
def logboek(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """Everything that the app's own log handlers write."""
    stroom = StringIO()
    handlers = {
        handler
        for naam in ("", "django", "gesprek", "sociale_kaart")
        for handler in logging.getLogger(naam).handlers
        if type(handler) is logging.StreamHandler and handler.formatter is not None
    }
    eigen = [
        handler for handler in handlers if "%(levelname)s" in str(getattr(handler.formatter, "_fmt", ""))
    ]
    assert eigen
    for handler in eigen:
        monkeypatch.setattr(handler, "stream", stroom)
    logging.getLogger("gesprek").error("the log is read")
    assert "the log is read" in stroom.getvalue()
    return stroom


@pytest.fixture
def tijdelijk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temp folder of this test, for us and for child processes."""
    map_ = tmp_path / "tmp"
    map_.mkdir()
    monkeypatch.setenv("TMPDIR", str(map_))
    monkeypatch.setattr(tempfile, "tempdir", str(map_))
    return map_


def _een_dag(wie: Bezoeker) -> list[str]:
    """All that one does in a day, good and bad; gives what the browser was sent apart from pages."""
    gesprek = wie.nieuw_gesprek(f"label {MERK}")
    url = stap_url(gesprek)
    wie.schrijf(gesprek, {"t.gevoel-wat": ZIN, "t.moment-plek": MERK})
    rij = stapformulier(wie.stap(gesprek))["volgorde.concreet-waarnemingen"]
    rijen = {"volgorde.concreet-waarnemingen": rij, f"r.concreet-waarnemingen.{rij}.wat": ZIN}
    assert wie.schrijf(gesprek, rijen, htmx=True).status_code == 200
    wie.schrijf(gesprek, {}, knop=f"weg:concreet-waarnemingen:{rij}")
    oud = stapformulier(wie.stap(gesprek))
    wie.schrijf(gesprek, {"t.gevoel-wat": f"{ZIN} En meer."})
    assert wie.post(url, oud.met({"t.gevoel-wat": f"{ZIN} En anders."})).status_code == 409
    assert wie.schrijf(gesprek, {"t.gevoel-wat": ZIN * 400}).status_code == 422
    assert wie.post(url, {"t.gevoel-wat": ZIN}, token=False).status_code == 403
    assert wie.post(f"/{MERK}/?q={MERK}", {"t.gevoel-wat": ZIN}).status_code == 404
    assert wie.get(f"/gesprekken/?{MERK}").status_code == 200
    assert wie.post(url, {"t.gevoel-wat": ZIN}, headers={"host": f"{MERK}.example"}).status_code == 400
    wie.post(url, {"t.gevoel-wat": ZIN}, headers={"user-agent": MERK, "referer": f"http://testserver/{MERK}"})
    veel = [("t.gevoel-wat", ZIN), *((f"p.{n}", MERK) for n in range(20_001))]
    assert wie.post(url, veel).status_code == 422
    assert wie.post(url, b"t.gevoel-wat=" + ZIN.encode() * 150_000).status_code == 413
    bestand = f'--x\r\nContent-Disposition: form-data; name="f"; filename="{MERK}.txt"\r\n\r\n{ZIN * 60_000}\r\n--x--'
    wie.client.generic("POST", url, bestand.encode(), content_type="multipart/form-data; boundary=x")
    with database_fout(OperationalError(f"{MERK} went wrong")):
        assert wie.post(url, {"t.gevoel-wat": ZIN}).status_code == 503
    wie.get(reverse("gesprekken:controleren", args=[gesprek]))
    pdf = wie.post(
        reverse("verslag:verslag", args=[gesprek]), {"stap": "voorbereiding", "wachtwoord": f"{MERK}-geheim"}
    )
    assert pdf.status_code in (200, 503)
    wie.post(reverse("gesprekken:label", args=[gesprek]), {"label": f"ander {MERK}"})
    dicht = neem_mee(wie).content
    assert MERK in tekst(neem_mee(wie, "leesbaar"))
    for inhoud, code in ((dicht, wie.code), (dicht[:-1], wie.code), (dicht, "een twee drie")):
        assert zet_terug(wie, inhoud, code).status_code in (200, 422)
    wie.vergrendel()
    open_ = wie.post(url, {"t.gevoel-wat": ZIN})
    wie.open(f"{MERK} een twee drie vier vijf zes")
    wie.verstuur(open_, {"toegangscode": wie.code})
    antwoorden = [wie.get(reverse("kluis:herinnering")), wie.get(reverse("gesprekken:lijst"))]
    return [str(antwoord.headers) + str(antwoord.cookies) for antwoord in antwoorden]


def _breek(*_: object, **__: object) -> None:
    raise RuntimeError(ZIN)


def _bestanden() -> list[Path]:
    """Every file in which the databases keep something."""
    if kies() == "sqlite":
        namen = [Path(str(verbinding.settings_dict["NAME"])) for verbinding in connections.all()]
        return [pad for naam in namen for pad in naam.parent.glob(f"{naam.name}*")]
    with connections["default"].cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        map_ = Path(cursor.fetchone()[0])
    return [pad for pad in map_.rglob("*") if pad.is_file()] if os.access(map_, os.R_OK | os.X_OK) else []


def _rijen() -> str:
    """Every row of every table of both databases."""
    uit = []
    for verbinding in connections.all():
        with verbinding.cursor() as cursor:
            for tabel in verbinding.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {verbinding.ops.quote_name(tabel)}")
                for rij in cursor.fetchall():
                    uit += [str(bytes(cel) if isinstance(cel, memoryview) else cel) for cel in rij]
    return "\n".join(uit)


def _gevonden(naalden: dict[str, bytes], *mappen: Path) -> list[str]:
    """Which of these byte strings stand in a file of the databases, in a folder, or in a row."""
    rijen = _rijen()
    paden = _bestanden() + [pad for map_ in mappen for pad in map_.rglob("*") if pad.is_file()]
    assert any(pad.stat().st_size for pad in paden) or kies() == "postgres"
    inhoud = {pad: pad.read_bytes() for pad in paden}
    return [
        f"{naam} in {plek}"
        for naam, naald in naalden.items()
        for plek in (
            *(pad for pad, alles in inhoud.items() if naald in alles),
            *(["a row"] if naald.decode("latin-1") in rijen or str(naald)[2:-1] in rijen else []),
        )
    ]


def test_nothing_readable_is_left_behind(
    logboek: StringIO,
    tijdelijk: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wie = huisarts()
    sessie = wie.sessie()
    kop = _een_dag(wie)
    gesprek = wie.nieuw_gesprek()
    with monkeypatch.context() as kapot:
        kapot.setattr("gesprek.invoer.opslaan.voeg_samen", _breek)
        assert wie.post(stap_url(gesprek), {"stand": "", "t.gevoel-wat": ZIN}).status_code == 500
    naalden = {
        "the text": MERK.encode(),
        "the text, wide": MERK.encode("utf-16-le"),
        "the key": sessie.kluis.dek,
        "the key in hex": sessie.kluis.dek.hex().encode(),
        "the cookie": wie.kluiscookie.encode(),
        "the code": wie.code.encode(),
        "the code with hyphens": wie.code.replace(" ", "-").encode(),
        "the address": b"192.0.2.1",
    }
    map_ = Path(settings.GEGEVENSMAP)
    assert _gevonden(naalden, tijdelijk, map_ / "statisch") == []
    call_command("ruim_op")
    assert _gevonden(naalden, tijdelijk, map_ / "statisch") == []
    assert [pad for pad in tijdelijk.rglob("*") if pad.is_file()] == []

    gemeld = logboek.getvalue() + "".join(capfd.readouterr()) + "".join(kop)
    assert "RuntimeError" in gemeld
    assert "OperationalError" in gemeld
    for naam, naald in naalden.items():
        assert naald.decode("latin-1") not in gemeld, naam
    for stuk in (str(gesprek), "/gesprekken/", "blijven slapen", "user-agent"):
        assert stuk not in gemeld.lower()


def test_that_search_finds_what_is_written_in_the_open() -> None:
    # A word of its own: what PostgreSQL wrote once stays in its files, where the test above searches.
    los = "Koninginnenpage"
    Onderhoud.objects.create(taak=los, gelukt_op=timezone.now())
    gevonden = _gevonden({"the text": los.encode()})
    assert "the text in a row" in gevonden
    assert len(gevonden) > 1 or not _bestanden()
