"""Mail that says only that something is waiting, and only when mail is configured."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from gesprek.models import Gebruiker, Team

log = logging.getLogger("gesprek.mail")


def meld_aan_team(team: Team) -> None:
    """Tell the leads of a team, each apart. That it can't be sent is never a reason to fail: the work list has it."""
    if not settings.MAIL_AAN:
        return
    adressen = Gebruiker.objects.filter(teamleden__team=team, is_active=True).values_list("email", flat=True)
    brieven = [
        EmailMessage(
            subject=_("Er staat iets voor je klaar"),
            body=_("Er staat iets voor je klaar in Start het gesprek. Log in om het te lezen."),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[adres],
        )
        for adres in adressen
    ]
    try:
        get_connection(timeout=settings.EMAIL_TIMEOUT).send_messages(brieven)
    except (OSError, SMTPException) as fout:
        # Not the message of the exception: a server may put the address in it.
        log.warning("mail could not be sent: %s", type(fout).__name__)
