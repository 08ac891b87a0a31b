"""Where allauth asks what we want: no sign-up, no mail, no addresses, secrets sealed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gesprek.kluis import geheimen
from gesprek.models import Gebruiker, Teamlid
from gesprek.toegang.accounts.grenzen import tel_poging


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Dit e-mailadres en dit wachtwoord horen niet bij elkaar."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Our limits instead of allauth's, which keep addresses as they are."""
        tel_poging(request, "wachtwoord", str(credentials.get("email", "")).strip().lower())

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Gebruiker | None:
        """An account that was switched off is as unknown as one that never was."""
        wie: Gebruiker | None = super().authenticate(request, **credentials)
        return wie if wie is not None and wie.is_active else None

    def reauthenticate(self, user: Gebruiker, password: str) -> bool:
        tel_poging(self.request, "wachtwoord", user.email)
        return user.check_password(password)

    def respond_user_inactive(self, request: HttpRequest, user: Gebruiker) -> HttpResponse:
        """Switched off between the two steps of signing in."""
        return HttpResponseRedirect(reverse("account_login"))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        wie = request.user
        if getattr(wie, "is_redactie", False):
            return reverse("admin:index")
        is_leider = isinstance(wie, Gebruiker) and Teamlid.objects.filter(gebruiker=wie).exists()
        return reverse("team:werkbak" if is_leider else "mfa_index")

    def add_message(
        self, request: HttpRequest, *args: Any, message: str | None = None, **kwargs: Any
    ) -> None:
        """What allauth wants to tell is plain from the page one lands on."""


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Deze code klopt niet, of is al gebruikt. Wacht op een nieuwe code en typ die."),
    }

    def encrypt(self, text: str) -> str:
        return geheimen.verzegel(text)

    def decrypt(self, encrypted_text: str) -> str:
        return geheimen.ontzegel(encrypted_text)
