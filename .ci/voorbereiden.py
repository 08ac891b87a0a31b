"""Brings databases and static files up to date, in one process so that a start takes seconds.

Run by `make start` with the Python of the venv.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sys
from pathlib import Path

WORTEL = Path(__file__).resolve().parent.parent


def vinger() -> str:
    """What the static files are made of: names, sizes and times of all that the finders find."""
    from django.contrib.staticfiles.finders import get_finders

    regels = []
    for finder in get_finders():
        for pad, opslag in finder.list(["CVS", ".*", "*~"]):
            staat = os.stat(opslag.path(pad))
            regels.append(f"{pad} {staat.st_size} {staat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(regels)).encode()).hexdigest()


def verzamel_statisch() -> None:
    """Collect the static files anew when one changed. The marker comes last: half a folder is not trusted."""
    from django.conf import settings
    from django.core.management import call_command

    doel = Path(settings.STATIC_ROOT)
    klaar = doel.with_name(f"{doel.name}.klaar")
    nu = vinger()
    if klaar.is_file() and klaar.read_text() == nu and doel.is_dir():
        return
    klaar.unlink(missing_ok=True)
    shutil.rmtree(doel, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    klaar.write_text(nu)


def nodig_eerste_redacteur_uit() -> None:
    """As long as there is no editor: print a link that makes the first one. An older such link stops."""
    from gesprek.toegang.accounts import uitnodigingen

    if not uitnodigingen.er_is_redactie():
        print("Er is nog niemand die de sociale kaart bijhoudt. Met deze link maak je het eerste account.")
        print("Hij werkt één keer, en drie dagen lang:")
        print(f"  {uitnodigingen.link(uitnodigingen.maak(), hier=True)}", flush=True)


def main() -> None:
    sys.path.insert(0, str(WORTEL))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gesprek.conf.settings")
    os.umask(0o077)
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command
    from django.core.management.base import CommandError

    try:
        django.setup()
        call_command("check", stdout=io.StringIO())
        for naam in ("default", "wisjournaal"):
            call_command("migrate", database=naam, interactive=False, verbosity=0)
        verzamel_statisch()
        nodig_eerste_redacteur_uit()
    except (ImproperlyConfigured, CommandError) as fout:
        sys.exit(str(fout))


if __name__ == "__main__":
    main()
