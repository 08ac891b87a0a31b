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
from gesprek.toegang.accounts import mfa, uitnodigingen
from gesprek.toegang.accounts.beleid import redactie
from gesprek.toegang.accounts.inloggen import opnieuw_aangemeld, opnieuw_aangemeld_op
from gesprek.toegang.open import zie

# In the sealed session: a link that was just made, until it is copied.
NIEUWE_LINK = "nieuwe_uitnodiging"


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
            request.session[NIEUWE_LINK] = [email.lower(), uitnodigingen.maak(email)]
            return zie(_lijst())
    context = {
        "leden": [
            (lid, mfa.app_van(lid)) for lid in Gebruiker.objects.filter(is_redactie=True).order_by("email")
        ],
        "uitnodigingen": uitnodigingen.open_staand().exclude(email="").order_by("verloopt_op"),
        "nieuw": _nieuwe_link(request),
        "email": email,
        "fout": fout,
    }
    return render(
        request, "gesprek/toegang/accounts/redactieleden.html", context, status=422 if fout else 200
    )


def _nieuwe_link(request: HttpRequest) -> dict[str, str] | None:
    email, kaartje = request.session.get(NIEUWE_LINK) or ("", "")
    if not kaartje or uitnodigingen.zoek(kaartje) is None:
        return None
    return {"email": email, "link": request.build_absolute_uri(reverse("uitnodiging_link", args=[kaartje]))}


@require_POST
@redactie
def link_gekopieerd(request: HttpRequest) -> HttpResponse:
    """From now on nobody can show the link."""
    request.session.pop(NIEUWE_LINK, None)
    return zie(_lijst())


@require_POST
@redactie
@opnieuw_aangemeld_op("admin:redactieleden")
def intrekken(request: HttpRequest, nummer: int) -> HttpResponse:
    """Withdraw an invitation; done already is fine too."""
    uitnodigingen.open_staand().filter(pk=nummer).delete()
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
        uitnodigingen.open_staand().filter(email=wie.email).delete()
        messages.success(request, _("Dit account is uitgezet."))
    return zie(_lijst())
