"""Settings from the environment: read as written, and an odd value is refused with a sentence."""

from __future__ import annotations

import base64
import os
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from gesprek.conf.omgeving import INSTELLINGEN, WORTEL

Instellingen = Callable[..., dict[str, Any]]
SLEUTEL = base64.b64encode(b"s" * 32).decode()
GEHEIM = "een-geheim-van-meer-dan-vijftig-tekens-0123456789-abc"
GOED = {"GEHEIM": GEHEIM, "PEPPERS": f"1:{SLEUTEL}", "WISJOURNAAL_SLEUTEL": SLEUTEL}
PRODUCTIE = {
    "HTTPS": "ja",
    "VERANTWOORDELIJKE": "Stichting Proef",
    "VERANTWOORDELIJKE_CONTACT": "post@example.org",
}


@pytest.fixture
def instellingen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Instellingen:
    """Runs the settings file in an environment of its own; gives what it sets."""
    for naam in INSTELLINGEN:
        monkeypatch.delenv(naam, raising=False)
    leeg = tmp_path / "geheimen.env"
    leeg.touch()

    def lees(**anders: str | None) -> dict[str, Any]:
        waarden: dict[str, str | None] = {
            **GOED,
            "GEGEVENSMAP": str(tmp_path),
            "GEHEIMEN": str(leeg),
            **anders,
        }
        for naam, waarde in waarden.items():
            if waarde is None:
                monkeypatch.delenv(naam, raising=False)
            else:
                monkeypatch.setenv(naam, waarde)
        return runpy.run_path(str(WORTEL / "gesprek" / "conf" / "settings.py"))

    return lees


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("GEHEIM", ""),
        ("GEHEIM", "x" * 49),
        ("GEHEIM", "   "),
        ("PEPPERS", ""),
        ("PEPPERS", SLEUTEL),
        ("PEPPERS", f"0:{SLEUTEL}"),
        ("PEPPERS", f"256:{SLEUTEL}"),
        ("PEPPERS", f"-1:{SLEUTEL}"),
        ("PEPPERS", f"²:{SLEUTEL}"),
        ("PEPPERS", f"een:{SLEUTEL}"),
        ("PEPPERS", f"1:{SLEUTEL},1:{SLEUTEL}"),
        ("PEPPERS", f"1:{SLEUTEL},"),
        ("PEPPERS", "1:tekort"),
        ("PEPPERS", f"1:{SLEUTEL[:-4]}"),
        ("PEPPERS", f"1:{SLEUTEL}{SLEUTEL}"),
        ("PEPPERS", "1:geen base64!" + "x" * 30),
        ("WISJOURNAAL_SLEUTEL", ""),
        ("WISJOURNAAL_SLEUTEL", "kort"),
        ("WISJOURNAAL_SLEUTEL", f"1:{SLEUTEL}"),
        ("HTTPS", "true"),
        ("HTTPS", "1"),
        ("HTTPS", "yes"),
        ("HTTPS", "aan"),
        ("PROXIES", "-1"),
        ("PROXIES", "6"),
        ("PROXIES", "1.5"),
        ("PROXIES", "veel"),
        ("PROXIES", "1 2"),
        ("ARGON_TEGELIJK", "0"),
        ("ARGON_TEGELIJK", "33"),
        ("ARGON_TEGELIJK", "99999999999999999999"),
        ("HOSTS", "*"),
        ("HOSTS", "*.example.org"),
        ("HOSTS", "https://example.org"),
        ("HOSTS", "example.org:8000"),
        ("HOSTS", "example.org/pad"),
        ("HOSTS", "twee namen"),
        ("HOSTS", "goed.example.org,<script>"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "zomaar iets"),
        ("DATABASE_URL", "ftp://localhost/x"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("DATABASE_URL", "sqlite://"),
        ("WISJOURNAAL_URL", "mysql://localhost/x"),
        ("WISJOURNAAL_URL", "zomaar iets"),
        ("GEHEIMEN", "/bestaat/niet"),
    ],
)
def test_an_odd_value_is_refused_with_a_sentence_that_names_the_setting(
    instellingen: Instellingen, naam: str, waarde: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as fout:
        instellingen(**{naam: waarde})
    zin = str(fout.value)
    assert naam in zin
    assert zin.endswith(".")
    assert " " in zin
    for geheim in (SLEUTEL, GEHEIM):
        assert geheim not in zin
    if naam in ("GEHEIM", "PEPPERS", "WISJOURNAAL_SLEUTEL") and len(waarde.strip()) > 8:
        assert waarde.strip() not in zin, "a secret stays out of the sentence"


@pytest.mark.parametrize("naam", ["GEHEIM", "PEPPERS", "WISJOURNAAL_SLEUTEL"])
def test_what_is_obligatory_is_asked_for(instellingen: Instellingen, naam: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{naam} is not set"):
        instellingen(**{naam: None})


def test_the_journal_cannot_live_in_the_main_database(instellingen: Instellingen) -> None:
    """A restore of the main back-up would then bring back what the journal says is dead."""
    for url in ("postgres://u:p@db/gesprek", "sqlite:////tmp/een.sqlite3"):
        with pytest.raises(ImproperlyConfigured, match="WISJOURNAAL_URL"):
            instellingen(DATABASE_URL=url, WISJOURNAAL_URL=url)


@pytest.mark.parametrize("naam", ["VERANTWOORDELIJKE", "VERANTWOORDELIJKE_CONTACT"])
def test_in_production_somebody_must_answer_for_the_data(instellingen: Instellingen, naam: str) -> None:
    instellingen(**PRODUCTIE)
    with pytest.raises(ImproperlyConfigured, match=f"{naam} is not set"):
        instellingen(**{**PRODUCTIE, naam: None})
    instellingen(HTTPS="nee", **{naam: None})


def test_without_anything_it_runs_on_ones_own_machine(instellingen: Instellingen, tmp_path: Path) -> None:
    uit = instellingen()
    assert uit["DEBUG"] is False
    assert uit["HTTPS"] is False
    assert uit["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    namen = {alias: Path(d["NAME"]) for alias, d in uit["DATABASES"].items()}
    assert {pad.parent for pad in namen.values()} == {tmp_path}
    assert len(set(namen.values())) == 2


def test_https_switches_all_of_it_at_once(instellingen: Instellingen) -> None:
    uit, aan = instellingen(), instellingen(**PRODUCTIE)
    for naam in ("KLUIS_COOKIE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"):
        assert aan[naam] == f"__Host-{uit[naam]}"
    for naam in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert (uit[naam], aan[naam]) == (False, True)
    assert uit["SECURE_HSTS_SECONDS"] == 0
    assert aan["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600


def test_the_last_pepper_is_the_one_for_new_codes(instellingen: Instellingen) -> None:
    ander = base64.b64encode(b"t" * 32).decode()
    peppers = instellingen(PEPPERS=f"3:{SLEUTEL}, 1:{ander}")["PEPPERS"]
    assert list(peppers.items()) == [(3, b"s" * 32), (1, b"t" * 32)]


def test_a_file_fills_up_what_the_environment_lacks_and_never_overrules_it(
    instellingen: Instellingen, tmp_path: Path
) -> None:
    bestand = tmp_path / "bron.env"
    bestand.write_text(
        f"# geheimen\nGEHEIM = {GEHEIM}-uit-bestand \n\n#HTTPS=ja\nPROXIES=3\nonzin\n", encoding="utf-8"
    )
    uit = instellingen(GEHEIMEN=str(bestand), GEHEIM=None, PROXIES="1")
    assert uit["SECRET_KEY"] == f"{GEHEIM}-uit-bestand"
    assert uit["PROXIES"] == 1
    assert uit["HTTPS"] is False


def test_an_empty_value_is_as_good_as_none(instellingen: Instellingen) -> None:
    leeg = dict.fromkeys(
        ("HTTPS", "HOSTS", "PROXIES", "DATABASE_URL", "WISJOURNAAL_URL", "ARGON_TEGELIJK"), ""
    )
    assert instellingen(**leeg)["PROXIES"] == 0


def test_sqlite_keeps_what_was_called_saved_and_no_rests(instellingen: Instellingen) -> None:
    for database in instellingen()["DATABASES"].values():
        begin = database["OPTIONS"]["init_command"]
        for regel in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            assert regel in begin
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_comes_by_one_setting(instellingen: Instellingen) -> None:
    uit = instellingen(DATABASE_URL="postgres://u:p@db.example:5433/gesprek")["DATABASES"]
    assert uit["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert (uit["default"]["HOST"], uit["default"]["PORT"], uit["default"]["NAME"]) == (
        "db.example",
        5433,
        "gesprek",
    )
    assert uit["wisjournaal"]["ENGINE"] == "django.db.backends.sqlite3"


# The README


@pytest.fixture(scope="module")
def readme() -> str:
    return (WORTEL / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("naam", [*INSTELLINGEN, "WEB_CONCURRENCY"])
def test_every_setting_stands_in_the_readme(readme: str, naam: str) -> None:
    assert f"`{naam}`" in readme


@pytest.mark.parametrize(
    "opdracht",
    sorted(p.stem for p in (WORTEL / "gesprek" / "management" / "commands").glob("[a-z]*.py")),
)
def test_every_command_stands_in_the_readme(readme: str, opdracht: str) -> None:
    assert f"manage.py {opdracht}" in readme


def test_no_setting_is_read_around_the_table() -> None:
    """A setting that is not declared could be neither refused nor documented."""
    mag = {"omgeving.py", "gunicorn.py", "wsgi.py", "drukkerij.py", "pers.py"}
    for pad in (WORTEL / "gesprek").rglob("*.py"):
        if pad.name not in mag:
            assert "os.environ" not in pad.read_text(encoding="utf-8"), pad
    assert "GEHEIM" in INSTELLINGEN
    assert os.environ.get("GEHEIMEN")
