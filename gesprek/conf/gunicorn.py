"""How gunicorn serves the app: `gunicorn -c gesprek/conf/gunicorn.py gesprek.conf.wsgi:application`.

Another address, or another number of workers: gunicorn's own `--bind` and WEB_CONCURRENCY.
"""

from __future__ import annotations

import logging
import os
import resource
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

PORT = os.environ.get("PORT") or "8000"
if not (PORT.isascii() and PORT.isdigit() and 0 < int(PORT) < 65536):
    raise ValueError(f"PORT must be a number from 1 to 65535, not {PORT!r}.")

bind = f"127.0.0.1:{PORT}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4
# Each worker starts its own PDF child; one that exists before the fork would be shared by all of them.
preload_app = False
timeout = 60
graceful_timeout = 30
keepalive = 5
# The heartbeat file must not wait for a busy disk: on one, a healthy worker looks dead and is killed.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
umask = 0o077
control_socket_disable = True

limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# Whether a request came over TLS is decided in one place, the setting HTTPS; and no header moves the app.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""

accesslog = None
errorlog = "-"
loglevel = "warning"


class ZonderInhoud(logging.Filter):
    """Keeps addresses, paths and what people wrote out of gunicorn's own log.

    It names the address of whoever sends a broken request, and writes the path with its query string and a
    full traceback when an answer fails. What is left of that is the kind of error and where it happened.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        zin = str(record.msg)
        if zin.startswith("Invalid request from"):
            return False
        if record.exc_info and record.exc_info[0] and not zin.startswith("Exception in worker process"):
            soort, _, spoor = record.exc_info
            plek = traceback.extract_tb(spoor)[-1:]
            waar = ", ".join(f"{frame.filename}:{frame.lineno}" for frame in plek)
            record.msg, record.args = "Unexpected %s at %s", (soort.__name__, waar)
            record.exc_info = record.exc_text = None
        return True


def on_starting(server: Any) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.getLogger("gunicorn.error").addFilter(ZonderInhoud())
    # It warns at every HEAD that Django hands over a body, as WSGI lets it.
    logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)


def post_fork(server: Any, worker: Any) -> None:
    # Not above: gunicorn reads this file before our own packages can be found.
    from gesprek.kluis.kern import geen_afdruk

    geen_afdruk()


def post_worker_init(worker: Any) -> None:
    # The lists of the anonymiser are read beside the first pages, so that no scan waits for them.
    from gesprek.teamoverleg.anonimiseren import warm_op

    warm_op()


def when_ready(server: Any) -> None:
    adres = f"http://localhost:{PORT}" if server.cfg.bind == [bind] else server.cfg.bind
    # The clean-up goes along with the server and ends with it; a timer of the system's own may run it as well.
    beheer = Path(__file__).resolve().parents[2] / "manage.py"
    subprocess.Popen([sys.executable, str(beheer), "ruim_op", "--ieder-uur"], stdin=subprocess.DEVNULL)
    print(f"Start het gesprek staat op {adres} (stoppen: Ctrl+C)", flush=True)  # noqa: T201
