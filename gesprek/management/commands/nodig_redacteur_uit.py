"""`manage.py nodig_redacteur_uit <e-mail>`: a one-time link for a new editor, or for one who is locked out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from gesprek.toegang.accounts import uitnodigingen


class Command(BaseCommand):
    help = "Prints a link that makes an account for an editor, or gives it back to who is locked out. It works once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The e-mail address to sign in with; nothing is sent to it.")

    def handle(self, *args: Any, **options: Any) -> None:
        email = str(options["email"]).strip()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError("Dit is geen heel e-mailadres.") from None
        kaartje = uitnodigingen.maak(email)
        self.stdout.write("Geef deze link zelf door. Hij werkt één keer, en drie dagen lang:")
        self.stdout.write(uitnodigingen.link(kaartje, hier=False))
