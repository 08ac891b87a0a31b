"""Whether a session passed the second step of signing in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from gesprek.models import Gebruiker


def app_van(gebruiker: Gebruiker) -> Any:
    """The Authenticator of somebody's authenticator app, or None."""
    return Authenticator.objects.filter(user_id=gebruiker.pk, type=Authenticator.Type.TOTP).first()


def heeft_mfa(request: HttpRequest) -> bool:
    """Whether whoever is signed in has an authenticator app. Looked up once a request."""
    return _app(request) is not None


def is_bevestigd(request: HttpRequest) -> bool:
    """Whether this session gave a second step, with the app that the account has now: one that was signed in
    before the app was (re)placed did not."""
    app = _app(request)
    return app is not None and any(
        stap.get("method") == "mfa" and stap.get("at", 0) >= app.created_at.timestamp()
        for stap in get_authentication_records(request, request.user)
    )


def bevestig(request: HttpRequest, app: Any) -> None:
    """Write down that this session just proved to have the app."""
    record_authentication(request, request.user, "mfa", id=app.pk, type=app.type)
    request._mfa_app = app  # type: ignore[attr-defined]


def mag_beheren(request: HttpRequest) -> bool:
    """Whether this is an editor whose session passed the second step."""
    wie = getattr(request, "user", None)
    return isinstance(wie, Gebruiker) and wie.is_active and wie.is_redactie and is_bevestigd(request)


def _app(request: HttpRequest) -> Any:
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "_mfa_app"):
        request._mfa_app = app_van(request.user)  # type: ignore[attr-defined]
    return request._mfa_app  # type: ignore[attr-defined]
