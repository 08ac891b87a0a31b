"""Reads settings from the environment and refuses odd values with a sentence that says what is wrong.

What the environment lacks may stand in the file that GEHEIMEN names (`NAME=value` lines), which `make start`
makes once with mode 0600. Every setting is declared in `INSTELLINGEN`; a test holds the README to that table.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

WORTEL = Path(__file__).resolve().parents[2]

INSTELLINGEN: Mapping[str, str] = {
    "GEHEIMEN": "File with settings that the environment lacks. Default: var/geheimen.env.",
    "GEHEIM": "Django's secret key, at least 50 characters. Obligatory.",
    "PEPPERS": "The peppers of the kluis, `id:base64` of 32 bytes, comma separated; the last is used for new codes. "
    "Obligatory.",
    "WISJOURNAAL_SLEUTEL": "Key of the deletion journal, base64 of 32 bytes. Obligatory.",
    "GEGEVENSMAP": "Folder for the embedded databases and made files. Default: var.",
    "DATABASE_URL": "The main database. Default: SQLite in GEGEVENSMAP. PostgreSQL: postgres://user:pw@host/name.",
    "WISJOURNAAL_URL": "The deletion journal, a second database that is never in the main back-up. "
    "Default: SQLite in GEGEVENSMAP.",
    "HTTPS": "`ja` behind TLS: Secure cookies with a __Host- name, HSTS, redirect. Default: nee.",
    "HOSTS": "Host names the app answers to, comma separated. Default: localhost,127.0.0.1,[::1].",
    "PROXIES": "How many reverse proxies of your own stand before the app (0 to 5); used to read the address for "
    "rate limits. Default: 0.",
    "VERANTWOORDELIJKE": "Who is responsible for the data, shown on the privacy page. Obligatory with HTTPS=ja.",
    "VERANTWOORDELIJKE_CONTACT": "How to reach them, shown on the privacy page. Obligatory with HTTPS=ja.",
    "PORT": "The port on this machine (1 to 65535). Default: 8000.",
    "MAIL_URL": "Mail server for 'something is waiting': smtp://, smtp+tls:// or smtps://user:pw@host:port. "
    "Default: none, and no mail.",
    "MAIL_AFZENDER": "The sender of that mail. Obligatory with MAIL_URL.",
    "ARGON_TEGELIJK": "How many codes one worker checks at the same time (1 to 32). Default: 2.",
}


def geheimenbestand() -> Path:
    """Where the settings may stand that the environment lacks."""
    return Path(os.environ.get("GEHEIMEN") or WORTEL / "var" / "geheimen.env")


class Omgeving:
    """Typed access to the settings; every reader raises ImproperlyConfigured with a sentence."""

    def __init__(self, waarden: Mapping[str, str]) -> None:
        self._waarden = waarden

    @classmethod
    def uit_systeem(cls) -> Omgeving:
        """The process environment, filled up from the file that GEHEIMEN names."""
        pad = geheimenbestand()
        uit_bestand: dict[str, str] = {}
        if pad.is_file():
            for regel in pad.read_text(encoding="utf-8").splitlines():
                naam, is_teken, waarde = regel.partition("=")
                if is_teken and not naam.lstrip().startswith("#"):
                    uit_bestand[naam.strip()] = waarde.strip()
        elif "GEHEIMEN" in os.environ:
            raise ImproperlyConfigured(f"GEHEIMEN names {pad}, which is not a file.")
        return cls({**uit_bestand, **os.environ})

    def tekst(self, naam: str, standaard: str | None = None) -> str:
        assert naam in INSTELLINGEN, naam
        waarde = self._waarden.get(naam, "").strip()
        if waarde:
            return waarde
        if standaard is None:
            raise ImproperlyConfigured(f"{naam} is not set. {INSTELLINGEN[naam]}")
        return standaard

    def ja_nee(self, naam: str, standaard: bool) -> bool:
        waarde = self.tekst(naam, "ja" if standaard else "nee").lower()
        if waarde not in ("ja", "nee"):
            raise ImproperlyConfigured(f"{naam} must be 'ja' or 'nee', not {waarde!r}.")
        return waarde == "ja"

    def getal(self, naam: str, standaard: int, laagst: int, hoogst: int) -> int:
        waarde = self.tekst(naam, str(standaard))
        if not re.fullmatch(r"[0-9]{1,9}", waarde) or not laagst <= int(waarde) <= hoogst:
            raise ImproperlyConfigured(
                f"{naam} must be a whole number from {laagst} to {hoogst}, not {waarde!r}."
            )
        return int(waarde)

    def geheim(self, naam: str) -> str:
        waarde = self.tekst(naam)
        if len(waarde) < 50:
            raise ImproperlyConfigured(f"{naam} must have at least 50 characters; it has {len(waarde)}.")
        return waarde

    def sleutel(self, naam: str) -> bytes:
        return self._bytes32(naam, self.tekst(naam))

    def sleutels(self, naam: str) -> dict[int, bytes]:
        """`id:base64,id:base64` as a dict in the order written; ids are 1 to 255."""
        uit: dict[int, bytes] = {}
        for deel in self.tekst(naam).split(","):
            nummer, dubbelepunt, waarde = deel.strip().partition(":")
            if not dubbelepunt or not re.fullmatch(r"[0-9]{1,3}", nummer) or not 1 <= int(nummer) <= 255:
                raise ImproperlyConfigured(f"{naam}: each part is 'id:base64' with an id from 1 to 255.")
            if int(nummer) in uit:
                raise ImproperlyConfigured(f"{naam}: id {nummer} stands there twice.")
            uit[int(nummer)] = self._bytes32(naam, waarde)
        return uit

    def hosts(self, naam: str, standaard: str) -> list[str]:
        uit = [host.strip() for host in self.tekst(naam, standaard).split(",") if host.strip()]
        for host in uit:
            if "*" in host or "/" in host or not re.fullmatch(r"\.?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]", host):
                raise ImproperlyConfigured(
                    f"{naam}: {host!r} is not a host name. Write names only, without scheme, port, path or '*'."
                )
        return uit

    def mailserver(self, naam: str) -> tuple[str, int, str, str, bool, bool] | None:
        """(host, port, user, password, TLS from the start, STARTTLS), or None where no mail is sent."""
        if not (waarde := self.tekst(naam, "")):
            return None
        poorten = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
        try:
            deel = urlsplit(waarde)
            poort = deel.port
        except ValueError:
            deel, poort = urlsplit(""), None
        if deel.scheme not in poorten or not deel.hostname or deel.path not in ("", "/"):
            # The value may hold a password and stays out of the sentence.
            raise ImproperlyConfigured(
                f"{naam} must be smtp://, smtp+tls:// or smtps://user:password@host:port."
            )
        return (
            deel.hostname,
            poort or poorten[deel.scheme],
            unquote(deel.username or ""),
            unquote(deel.password or ""),
            deel.scheme == "smtps",
            deel.scheme == "smtp+tls",
        )

    @staticmethod
    def _bytes32(naam: str, waarde: str) -> bytes:
        try:
            ruw = base64.b64decode(waarde, validate=True)
        except (binascii.Error, ValueError):
            ruw = b""
        if len(ruw) != 32:
            # The value itself is a secret and stays out of the sentence.
            raise ImproperlyConfigured(f"{naam}: a key must be the base64 of exactly 32 bytes.")
        return ruw
