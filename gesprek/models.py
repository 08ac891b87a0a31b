"""What the database sees: closed envelopes, day-dates, versions. Nothing readable.

A date here is always a day in Europe/Amsterdam. `verwijderd_op` D means: refused from 00:00 on D.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

BEWAARTERMIJNEN = (7, 30, 90)
MAX_DEELDAGEN = 30
"""How long what was shared may stay, at the most."""


class GebruikerManager(BaseUserManager["Gebruiker"]):
    def create_user(self, email: str, password: str | None = None, **velden: Any) -> Gebruiker:
        """Make an account; without a password nobody can sign in with it."""
        gebruiker = self.model(email=self.normalize_email(email).lower(), **velden)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker


class Gebruiker(AbstractBaseUser):
    """An account of an editor or a team lead: an e-mail address and nothing else. Professionals have none."""

    email = models.EmailField(_("e-mailadres"), unique=True)
    is_active = models.BooleanField(_("actief"), default=True)
    is_redactie = models.BooleanField(_("redactie"), default=False)

    objects: ClassVar[GebruikerManager] = GebruikerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")

    def __str__(self) -> str:
        return self.email

    @property
    def is_staff(self) -> bool:
        """Django's word for who may see the admin."""
        return self.is_redactie

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """An editor may do everything in the sociale kaart, and nothing else."""
        return self.has_module_perms(perm.partition(".")[0])

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_redactie and app_label == "sociale_kaart"


class UitnodigingQuerySet(models.QuerySet["Uitnodiging"]):
    def open_staand(self, nu: datetime) -> UitnodigingQuerySet:
        return self.filter(gebruikt_op=None, verloopt_op__gt=nu)


class Uitnodiging(models.Model):
    """A one-time invitation to be an editor, or with `team` to lead that team: a hash of what the link holds. No
    address means the first editor."""

    sleutel = models.BinaryField(max_length=32, unique=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    team = models.ForeignKey("Team", on_delete=models.CASCADE, null=True, related_name="uitnodigingen")
    naam = models.CharField(_("naam"), max_length=80, blank=True)
    verloopt_op = models.DateTimeField(_("verloopt op"), db_index=True)
    gebruikt_op = models.DateTimeField(_("gebruikt op"), null=True, editable=False)

    objects: ClassVar[UitnodigingQuerySet] = UitnodigingQuerySet.as_manager()  # type: ignore[assignment]


class Team(models.Model):
    """A team that professionals share anonymised notes with. Its code is kept twice: as a keyed hash to find it by,
    and sealed under the pepper for the leads who hand it out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField(_("naam"), max_length=80)
    codesleutel = models.BinaryField(max_length=32, unique=True)
    code = models.TextField()
    code_sinds = models.DateField()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return self.naam


class Teamlid(models.Model):
    """A lead of a team, under the name that the professionals see."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="leden")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="teamleden")
    naam = models.CharField(_("naam"), max_length=80)
    sinds = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("team", "gebruiker"), name="een_teamleider_staat_een_keer_in_een_team"
            ),
        )

    def __str__(self) -> str:
        return self.naam


class Leidersleutel(models.Model):
    """The key pair of a lead. The private half opens only with the password, of which the server knows no more
    than a hash."""

    gebruiker = models.OneToOneField(
        Gebruiker, on_delete=models.CASCADE, primary_key=True, related_name="leidersleutel"
    )
    publiek = models.BinaryField(max_length=32)
    zout = models.BinaryField(max_length=16)
    verpakt = models.BinaryField()
    sinds = models.DateField()


class Tussenopslag(models.Model):
    """The table of Django's database cache, which all processes share: which codes of a second step were used."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)


class KluisQuerySet(models.QuerySet["Kluis"]):
    def open_te_maken(self, vandaag: date) -> KluisQuerySet:
        """Kluizen whose last day has not come."""
        return self.filter(verwijderd_op__gt=vandaag)

    def verlopen(self, vandaag: date) -> KluisQuerySet:
        return self.filter(verwijderd_op__lte=vandaag)


class Kluis(models.Model):
    """A safe of one professional: found by a keyed hash of the code, opened by a key that only the code gives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vindsleutel = models.BinaryField(max_length=32, unique=True)
    verpakte_dek = models.BinaryField()
    instellingen = models.BinaryField()
    aangemaakt_op = models.DateField()
    geopend_op = models.DateField()
    bewaardagen = models.PositiveSmallIntegerField(default=30)
    verwijderd_op = models.DateField(db_index=True)

    objects: ClassVar[models.Manager[Kluis]] = KluisQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(bewaardagen__in=BEWAARTERMIJNEN), name="een_kluis_blijft_7_30_of_90_dagen"
            ),
        )


class GesprekQuerySet(models.QuerySet["Gesprek"]):
    def verlopen(self, vandaag: date) -> GesprekQuerySet:
        return self.filter(verwijderd_op__lte=vandaag)


class Gesprek(models.Model):
    """One conversation: a sealed dossier and the version it is bound to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kluis = models.ForeignKey(Kluis, on_delete=models.CASCADE, related_name="gesprekken")
    versie = models.PositiveIntegerField(default=1)
    envelop = models.BinaryField()
    aangemaakt_op = models.DateField()
    verwijderd_op = models.DateField(db_index=True)

    objects: ClassVar[models.Manager[Gesprek]] = GesprekQuerySet.as_manager()


class KluisSessie(models.Model):
    """An open kluis in one browser. The id is a hash of the cookie; without the cookie the envelope stays shut."""

    id = models.BinaryField(primary_key=True, max_length=32)
    zout = models.BinaryField(max_length=32)
    envelop = models.BinaryField()
    actief_tot = models.DateTimeField(db_index=True)
    eindigt_op = models.DateTimeField()


class DelingQuerySet(models.QuerySet["Deling"]):
    def lopend(self, vandaag: date) -> DelingQuerySet:
        """Those whose last day has not come."""
        return self.filter(verwijderd_op__gt=vandaag)

    def verlopen(self, vandaag: date) -> DelingQuerySet:
        return self.filter(verwijderd_op__lte=vandaag)


class Deling(models.Model):
    """An anonymised note that a professional shared with a team: sealed under a key of its own.

    It goes with its gesprek and its kluis, so both stand here; the privacy page says so. What moves it (`stand`) is
    written in days only.
    """

    class Stand(models.TextChoices):
        NIEUW = "nieuw", _("Nieuw")
        GELEZEN = "gelezen", _("Gelezen")
        BEANTWOORD = "beantwoord", _("Beantwoord")
        GEREAGEERD = "gereageerd", _("Reactie terug")
        BESPROKEN = "besproken", _("Besproken")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kluis = models.ForeignKey(Kluis, on_delete=models.CASCADE, related_name="delingen")
    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="delingen")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="delingen")
    envelop = models.BinaryField()
    stand = models.CharField(max_length=10, choices=Stand.choices, default=Stand.NIEUW)
    nieuw_antwoord = models.BooleanField(default=False)
    gedeeld_op = models.DateField()
    gelezen_op = models.DateField(null=True)
    verwijderd_op = models.DateField(db_index=True)

    objects: ClassVar[DelingQuerySet] = DelingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        # Counting per stand reads the index alone, never a row with its envelope.
        indexes = (
            models.Index(fields=("team", "verwijderd_op", "id", "stand"), name="werkbak_van_een_team"),
        )


class DelingSleutel(models.Model):
    """The key of a deling, sealed to one lead. `merk` says to which of that lead's keys."""

    deling = models.ForeignKey(Deling, on_delete=models.CASCADE, related_name="sleutels")
    lid = models.ForeignKey(Teamlid, on_delete=models.CASCADE, related_name="sleutels")
    merk = models.CharField(max_length=16)
    verpakt = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("deling", "lid"), name="een_sleutel_per_deling_en_teamleider"),
        )


class Bericht(models.Model):
    """A question, remark or answer with a deling, sealed under its key."""

    deling = models.ForeignKey(Deling, on_delete=models.CASCADE, related_name="berichten")
    nummer = models.PositiveIntegerField()
    van_team = models.BooleanField()
    envelop = models.BinaryField()
    dag = models.DateField()

    class Meta:
        ordering = ("nummer",)
        constraints = (
            models.UniqueConstraint(
                fields=("deling", "nummer"), name="een_nummer_per_bericht_van_een_deling"
            ),
        )


class Websessie(models.Model):
    """A Django session (accounts, selection): id is the SHA-256 of the cookie, data sealed under the cookie."""

    id = models.BinaryField(primary_key=True, max_length=32)
    envelop = models.BinaryField()
    eindigt_op = models.DateTimeField(db_index=True)


class Limiet(models.Model):
    """A GCRA cell: HMAC of an address under a key of the hour, and the theoretical arrival time in seconds."""

    sleutel = models.BinaryField(primary_key=True, max_length=32)
    tat = models.FloatField(db_index=True)


class Wissing(models.Model):
    """A line of the deletion journal, in its own database: HMAC of what was deleted, and the day."""

    sleutel = models.BinaryField(primary_key=True, max_length=32)
    dag = models.DateField(db_index=True)


class Onderhoud(models.Model):
    """When the clean-up last ended well, for the health page."""

    taak = models.CharField(max_length=40, primary_key=True)
    gelukt_op = models.DateTimeField()
