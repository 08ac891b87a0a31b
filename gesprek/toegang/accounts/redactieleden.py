"""Who else is an editor: invite, withdraw, switch off. In /beheer/."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gesprek.models import Gebruiker
from gesprek.toegang.accounts import linkje, mfa, uitnodigingen
from gesprek.toegang.accounts.beleid import redactie
from gesprek.toegang.accounts.inloggen import opnieuw_aangemeld, opnieuw_aangemeld_op
from gesprek.toegang.open import zie


def _lijst() -> str:
    return reverse("admin:redactieleden")


@require_http_methods(["GET", "HEAD", "POST"])
@redactie
@opnieuw_aangemeld
def redactieleden(request: HttpRequest) -> HttpResponse:
    """Editors and open invitations. A link stands here until whoever made it has copied it."""
    email, fout = "", ""
    if request.method == "POST":
        email = request.POST.get("email", "").strip()[:254]
        try:
            validate_email(email)
        except ValidationError:
            fout = _("Vul een heel e-mailadres in.")
        else:
            linkje.onthoud(request, email, uitnodigingen.maak(email))
            return zie(_lijst())
    context = {
        "leden": [
            (lid, mfa.app_van(lid)) for lid in Gebruiker.objects.filter(is_redactie=True).order_by("email")
        ],
        "uitnodigingen": uitnodigingen.open_staand()
        .filter(team=None)
        .exclude(email="")
        .order_by("verloopt_op"),
        "nieuw": linkje.toon(request),
        "email": email,
        "fout": fout,
    }
    return render(
        request, "gesprek/toegang/accounts/redactieleden.html", context, status=422 if fout else 200
    )


@require_POST
@redactie
def link_gekopieerd(request: HttpRequest) -> HttpResponse:
    """From now on nobody can show the link."""
    linkje.vergeet(request)
    return zie(_lijst())


@require_POST
@redactie
@opnieuw_aangemeld_op("admin:redactieleden")
def intrekken(request: HttpRequest, nummer: int) -> HttpResponse:
    """Withdraw an invitation; done already is fine too."""
    uitnodigingen.open_staand().filter(pk=nummer, team=None).delete()
    messages.success(request, _("De uitnodiging is ingetrokken."))
    return zie(_lijst())


@require_POST
@redactie
@opnieuw_aangemeld_op("admin:redactieleden")
def deactiveren(request: HttpRequest, nummer: int) -> HttpResponse:
    """Switch an account off, and with it all its sessions. Never one's own, so that one editor always stays."""
    wie = get_object_or_404(Gebruiker, pk=nummer, is_redactie=True)
    if wie.pk == request.user.pk:
        messages.error(request, _("Je kunt je eigen account niet uitzetten."))
    else:
        wie.is_active = False
        wie.save(update_fields=["is_active"])
        uitnodigingen.open_staand().filter(email=wie.email, team=None).delete()
        messages.success(request, _("Dit account is uitgezet."))
    return zie(_lijst())
