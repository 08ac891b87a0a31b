"""One's own account: the authenticator app, the recovery codes, another password."""

from __future__ import annotations

from typing import Any

import segno
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gesprek.kluis import leiders
from gesprek.kluis.kluizen import Druk
from gesprek.models import Gebruiker
from gesprek.toegang import storing
from gesprek.toegang.accounts import leidersessie, mfa, wachtwoorden
from gesprek.toegang.accounts.beleid import aangemeld, eerst_wachtwoord, inschrijving
from gesprek.toegang.accounts.formulieren import AppForm
from gesprek.toegang.accounts.inloggen import opnieuw_aangemeld
from gesprek.toegang.open import zie

# In the sealed session, until the person says that it is kept.
CODES_TE_ZIEN, NIEUW_WACHTWOORD = "herstelcodes", "nieuw_wachtwoord"
EERSTE_KEER = "eerste keer"


class AccountRequest(HttpRequest):
    """A request behind the door."""

    user: Gebruiker


def _herstelcodes(wie: Gebruiker) -> Any:
    rij = Authenticator.objects.filter(user_id=wie.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return rij.wrap() if rij else None


@require_safe
@aangemeld
def overzicht(request: AccountRequest) -> HttpResponse:
    """What one can do with one's account."""
    codes = _herstelcodes(request.user)
    return render(
        request,
        "account/overzicht.html",
        {"over": len(codes.get_unused_codes()) if codes else 0, "app": mfa.app_van(request.user)},
    )


def _qr(wie: Gebruiker, geheim: str) -> str:
    """The picture to scan, as SVG in the page: our CSP refuses a `data:` image."""
    url = get_adapter().build_totp_url(wie, geheim)
    return mark_safe(segno.make_qr(url, error="m").svg_inline(omitsize=True, light="#fff", border=4))


@require_http_methods(["GET", "HEAD", "POST"])
@inschrijving
@opnieuw_aangemeld
def app_koppelen(request: AccountRequest) -> HttpResponse:
    """Pair an authenticator app; a new one takes the place of the old one. The same picture until it works."""
    formulier = AppForm(request.POST or None, user=request.user)
    if request.method == "POST" and formulier.is_valid():
        with transaction.atomic():
            Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).delete()
            app = TOTP.activate(request.user, formulier.geheim).instance
            if _herstelcodes(request.user) is None:
                RecoveryCodes.activate(request.user)
                request.session[CODES_TE_ZIEN] = EERSTE_KEER
        clear_totp_secret(request)
        mfa.bevestig(request, app)
        # More is open to this session now: a cookie that somebody saw before is worth nothing from here on.
        request.session.cycle_key()
        if request.session.get(CODES_TE_ZIEN):
            return zie(reverse("mfa_view_recovery_codes"))
        messages.success(request, _("Je nieuwe app is gekoppeld. De oude werkt niet meer."))
        return zie(reverse("mfa_index"))
    geheim = formulier.geheim
    context = {
        "form": formulier,
        "qr": _qr(request.user, geheim),
        "geheim": [geheim[plek : plek + 4] for plek in range(0, len(geheim), 4)],
        "vervangt": mfa.heeft_mfa(request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "mfa/totp/activate_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@aangemeld
def herstelcodes(request: AccountRequest) -> HttpResponse:
    """The recovery codes, until their owner says that they are kept; after that only how many are left."""
    codes = _herstelcodes(request.user)
    if codes is None or not request.session.get(CODES_TE_ZIEN):
        return zie(reverse("mfa_index"))
    if request.method == "POST":
        del request.session[CODES_TE_ZIEN]
        return zie(get_account_adapter().get_login_redirect_url(request))
    context = {
        "codes": codes.get_unused_codes(),
        "eerste_keer": request.session[CODES_TE_ZIEN] == EERSTE_KEER,
    }
    return render(request, "mfa/recovery_codes/index.html", context)


@require_safe
@aangemeld
def herstelcodes_bestand(request: AccountRequest) -> HttpResponse:
    """The same codes as a text file with a neutral name."""
    codes = _herstelcodes(request.user)
    if codes is None or not request.session.get(CODES_TE_ZIEN):
        raise Http404
    antwoord = HttpResponse("\r\n".join([*codes.get_unused_codes(), ""]), content_type="text/plain")
    antwoord["Content-Disposition"] = 'attachment; filename="codes.txt"'
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@aangemeld
@opnieuw_aangemeld
def herstelcodes_nieuw(request: AccountRequest) -> HttpResponse:
    """New recovery codes; the old ones stop."""
    if request.method != "POST":
        return render(request, "mfa/recovery_codes/generate.html")
    with transaction.atomic():
        Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(request.user)
    request.session[CODES_TE_ZIEN] = True
    return zie(reverse("mfa_view_recovery_codes"))


@require_http_methods(["GET", "HEAD", "POST"])
@aangemeld
@opnieuw_aangemeld
def wachtwoord(request: AccountRequest) -> HttpResponse:
    """Another password, made by us; the old one works until the new one is kept."""
    nieuw = request.session.get(NIEUW_WACHTWOORD)
    if request.method != "POST":
        return render(request, "account/password_change.html", {"woorden": nieuw.split() if nieuw else []})
    actie = request.POST.get("actie")
    if actie == "bewaard" and nieuw:
        if leiders.heeft_paar(request.user):
            # The key must come along, and only the password that still works opens it.
            if (prive := leidersessie.prive_van(request)) is None:
                return eerst_wachtwoord(request)
            try:
                leiders.verpak_opnieuw(request.user, prive, nieuw)
            except Druk:
                return storing.druk(request, _("Je oude wachtwoord werkt nog."))
        wachtwoorden.zet(request.user, nieuw)
        del request.session[NIEUW_WACHTWOORD]
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Je nieuwe wachtwoord geldt vanaf nu. Andere apparaten zijn uitgelogd."))
        return zie(reverse("mfa_index"))
    if actie == "niet":
        request.session.pop(NIEUW_WACHTWOORD, None)
        return zie(reverse("mfa_index"))
    if actie == "maak" and not nieuw:
        request.session[NIEUW_WACHTWOORD] = wachtwoorden.maak()
    return zie(reverse("account_change_password"))
