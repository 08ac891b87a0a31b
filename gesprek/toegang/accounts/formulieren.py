"""The forms of signing in and of the second step."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as CodeForm
from allauth.mfa.base.forms import ReauthenticateForm as OpnieuwCodeForm
from allauth.mfa.totp.internal import auth
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from gesprek.models import Gebruiker
from gesprek.toegang.accounts import wachtwoorden
from gesprek.toegang.accounts.grenzen import tel_poging

# A code is good for the half minute before and after its own; remember it for longer than that.
_ONTHOUD_S = 120


class InlogForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password, read as tolerantly as the words were made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = _("Vul je e-mailadres in.")
        self.fields["login"].error_messages["invalid"] = _("Dit is geen heel e-mailadres.")
        self.fields["password"].error_messages["required"] = _("Vul je wachtwoord in.")

    def clean_password(self) -> str:
        return wachtwoorden.normaal(self.cleaned_data["password"])


class OpnieuwForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages["required"] = _("Vul je wachtwoord in.")

    def clean_password(self) -> str:
        self.cleaned_data["password"] = wachtwoorden.normaal(self.cleaned_data["password"])
        return str(super().clean_password())


def gebruik_code(gebruiker: Gebruiker, code: str) -> None:
    """Make a code good for once, whichever process sees it again. Raises ValidationError for a used one."""
    if not cache.add(f"tweede_stap:{gebruiker.pk}:{normalize_user_code(code)}", 1, timeout=_ONTHOUD_S):
        raise get_adapter().validation_error("incorrect_code")


class _EenmaalMixin:
    """Counts the tries of an account, and refuses a code that was given before."""

    user: Gebruiker
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = _("Vul de code in.")

    def clean_code(self) -> str:
        tel_poging(context.request, "tweede_stap", str(self.user.pk))
        code = str(super().clean_code())  # type: ignore[misc]
        gebruik_code(self.user, code)
        return code


class TweedeStapForm(_EenmaalMixin, CodeForm):  # type: ignore[misc]
    """The code of the app, or a recovery code, at sign-in."""


class OpnieuwTweedeStapForm(_EenmaalMixin, OpnieuwCodeForm):  # type: ignore[misc]
    """The code of the app, or a recovery code, before something that matters."""


class AppForm(forms.Form):
    """The first code of a new authenticator app. Its secret stays the same until it is in use, so that a page that
    is loaded again shows the same picture."""

    code = forms.CharField(error_messages={"required": _("Vul de code in die je app nu toont.")})

    def __init__(self, *args: Any, user: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.geheim: str = auth.get_totp_secret()

    def clean_code(self) -> str:
        tel_poging(context.request, "tweede_stap", str(self.user.pk))
        code: str = self.cleaned_data["code"]
        if not auth.validate_totp_code(self.geheim, code):
            raise forms.ValidationError(
                _("Deze code hoort niet bij de app die je net koppelde. Typ de code die er nu staat."),
                code="incorrect_code",
            )
        gebruik_code(self.user, code)
        return code
