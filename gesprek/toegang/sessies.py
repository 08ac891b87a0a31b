"""Django's own sessions (accounts, selection), sealed: the row's id is a hash of the cookie and its data opens
only with the cookie, so that a stolen table signs nobody in and tells nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError
from django.utils import timezone

from gesprek.kluis import sleutels, tijd
from gesprek.models import Websessie

_ZOUT = b"websessie"
# When somebody signed in, and when this session last asked for something (`accounts.deur` writes both).
BEGONNEN, GEZIEN = "begonnen", "gezien"
MAXIMUM = timedelta(hours=8)
RUST = timedelta(minutes=60)


def _rij_id(cookie: str) -> bytes:
    return hashlib.sha256(b"websessie" + cookie.encode()).digest()


def _voorbij(data: dict[str, Any]) -> bool:
    """Whether somebody is signed in for too long, or was away for too long."""
    if SESSION_KEY not in data:
        return False
    nu = tijd.nu().timestamp()
    return bool(
        nu - data.get(BEGONNEN, 0) >= MAXIMUM.total_seconds()
        or nu - data.get(GEZIEN, 0) >= RUST.total_seconds()
    )


class SessionStore(SessionBase):
    """A session backend as Django knows it; keys never reach the database.

    A browser asks more than one thing at a time. What one request saves is laid over what another saved meanwhile, key
    by key; for a key that both may change there is `wijzig`.
    """

    _session_cache: dict[str, Any]
    # The row as we know it, and what was in it.
    _envelop: bytes = b""
    _basis: dict[str, Any] = {}

    def load(self) -> dict[str, Any]:
        data = self._lees()
        if data is None:
            self._session_key = None
            return {}
        return data

    def _lees(self) -> dict[str, Any] | None:
        rij = Websessie.objects.filter(
            id=_rij_id(self.session_key or ""), eindigt_op__gt=timezone.now()
        ).first()
        if rij is None:
            return None
        envelop = bytes(rij.envelop)
        try:
            ruw = sleutels.ontzegel_sessie(str(self.session_key).encode(), _ZOUT, envelop)
        except sleutels.SleutelFout:
            return None
        data: dict[str, Any] = json.loads(ruw)
        if _voorbij(data):
            rij.delete()
            return None
        self._envelop, self._basis = envelop, json.loads(ruw)
        return data

    def wijzig(self, sleutel: str, doe: Callable[[Any], Any]) -> None:
        """Change one value, from what the row holds at that very moment, and save it at once. `doe` gets the value
        (None: there is none) and gives the new one; it is called again when another request was first. When nothing
        is left in the session, that ends."""
        while True:
            oud, was_gewijzigd, nieuw = self.get(sleutel), self.modified, self.session_key is None
            waarde = doe(oud)
            if waarde == oud:
                return
            self._zet_waarde(sleutel, waarde)
            if nieuw:
                # The answer must bring the cookie, and who has none yet has nobody to be overtaken by.
                return self.create()
            if self._schrijf():
                self.modified = was_gewijzigd
                return self._eindig_als_leeg()
            self._zet_waarde(sleutel, oud)
            try:
                self._haal_in()
            except UpdateError:
                # Ended elsewhere meanwhile: this begins another.
                self._session_key, self._session_cache = None, {}

    def _zet_waarde(self, sleutel: str, waarde: Any) -> None:
        if waarde is None:
            self.pop(sleutel, None)
        else:
            self[sleutel] = waarde

    def _eindig_als_leeg(self) -> None:
        if self._session_cache:
            return
        rij = Websessie.objects.filter(id=_rij_id(self.session_key or ""), envelop=self._envelop)
        if rij.delete()[0]:
            self._session_key = None
            self.modified = True

    def _schrijf(self) -> bool:
        """Save, unless the row is another than the one we read."""
        velden = self._velden(self._session_cache)
        rij = Websessie.objects.filter(id=_rij_id(self.session_key or ""))
        if self._envelop:  # else all of it was replaced without a look
            rij = rij.filter(envelop=self._envelop)
        if not rij.update(**velden):
            return False
        self._onthoud(velden)
        return True

    def _haal_in(self) -> None:
        """Read what another request saved, with what we changed laid over it. Raises UpdateError when it is gone."""
        eigen, basis = self._session_cache, self._basis
        data = self._lees()
        if data is None:
            raise UpdateError
        for sleutel in eigen.keys() | basis.keys():
            if sleutel not in eigen:
                data.pop(sleutel, None)
            elif sleutel not in basis or eigen[sleutel] != basis[sleutel]:
                data[sleutel] = eigen[sleutel]
        self._session_cache = data

    def _velden(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        tekst = json.dumps(inhoud).encode()
        return {
            "envelop": sleutels.verzegel_sessie(str(self.session_key).encode(), _ZOUT, tekst),
            "eindigt_op": timezone.now() + timedelta(seconds=self.get_expiry_age()),
        }

    def _onthoud(self, velden: dict[str, Any]) -> None:
        self._envelop, self._basis = velden["envelop"], json.loads(json.dumps(self._session_cache))

    def exists(self, session_key: str | None = None) -> bool:
        return Websessie.objects.filter(id=_rij_id(session_key or "")).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        inhoud = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        if must_create:
            velden = self._velden(inhoud)
            try:
                Websessie.objects.create(id=_rij_id(self.session_key), **velden)
            except IntegrityError as fout:
                raise CreateError from fout
            self._onthoud(velden)
        else:
            while not self._schrijf():
                self._haal_in()
        return None

    def delete(self, session_key: str | None = None) -> None:
        cookie = session_key or self.session_key
        if cookie:
            Websessie.objects.filter(id=_rij_id(cookie)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Websessie.objects.filter(eindigt_op__lte=timezone.now()).delete()
