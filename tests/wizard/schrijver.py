"""A process that saves through the app until somebody kills it. Used by `test_afgebroken`.

For each number on its input it forks a child, says its process id and waits for its end. The child goes on from
that save: sentence after sentence, and it says the number of each that was answered as saved.

Arguments: the cookie of an open kluis and the address of a step.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from urllib.parse import urlencode

VELDEN = ("gevoel-wat", "concreet-zorg")


def inhoud(nummer: int) -> str:
    """The text of one save, long enough to cover several pages of the database; -1 is none."""
    zin = f"Zin {nummer}: ik zag dat hij steeds vroeg of zij mocht blijven slapen. "
    return (zin * 150).strip() if nummer >= 0 else ""


def nummer_van(tekst: str) -> int:
    """Which save a text is of."""
    return int(tekst.partition(":")[0].removeprefix("Zin ")) if tekst else -1


def _zeg(wat: object) -> None:
    sys.stdout.write(f"{wat}\n")
    sys.stdout.flush()


def _bewaar(cookie: str, url: str, laatste: int) -> None:
    from django.conf import settings
    from django.test import Client

    from gesprek.invoer.stand import digest, schrijf

    browser = Client(headers={"host": "localhost"})
    browser.cookies[settings.KLUIS_COOKIE] = cookie
    for nummer in count(laatste + 1):
        was = digest(inhoud(nummer - 1))
        stand = schrijf({f"t.{veld}": was for veld in VELDEN} if was else {})
        velden = {"stand": stand, **{f"t.{veld}": inhoud(nummer) for veld in VELDEN}, "einde": "ja"}
        antwoord = browser.post(url, urlencode(velden), content_type="application/x-www-form-urlencoded")
        assert antwoord.status_code == 303, antwoord.content.decode()
        _zeg(nummer)


def main() -> None:
    import django
    from django.conf import settings

    # A page that says what went wrong needs no collected files.
    gewoon = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": gewoon}
    django.setup()
    cookie, url = sys.argv[1:]
    for regel in sys.stdin:
        kind = os.fork()
        if kind == 0:
            _bewaar(cookie, url, int(regel))
        _zeg(f"kind {kind}")
        os.waitpid(kind, 0)
        _zeg("weg")


if __name__ == "__main__":
    main()
