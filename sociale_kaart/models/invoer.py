"""An import that waits for a yes: in the database, never in a temp folder."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

HOUDBAAR = timedelta(days=1)


class InvoerSet(models.QuerySet["Invoer"]):
    """Imports, and how to let go of them while somebody may just be saying yes."""

    def wachtend(self) -> Self:
        """Those nobody said yes to."""
        return self.exclude(fase=Invoer.Fase.GEDAAN)

    def verlopen(self) -> Self:
        """Those that are more than a day old."""
        return self.filter(gemaakt_op__lt=timezone.now() - HOUDBAAR)

    def wis(self) -> int:
        """Delete these, if they still are what was asked for once they are locked; how many went."""
        with transaction.atomic(using=self.db):
            ids = list(self.select_for_update().values_list("pk", flat=True))
            self.model._default_manager.using(self.db).filter(pk__in=ids).delete()
        return len(ids)


class Invoer(models.Model):
    """A file that somebody brought in, cut in pieces. The pieces go once it is put in, and all of it after a day."""

    class Soort(models.TextChoices):
        TABEL = "tabel", _("tabel")
        HSDS = "hsds", _("HSDS")

    class Fase(models.TextChoices):
        NAKIJKEN = "nakijken", _("wordt nagekeken")
        KLAAR = "klaar", _("wacht op een ja")
        GEDAAN = "gedaan", _("staat erin")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=8, choices=Soort)
    fase = models.CharField(max_length=8, choices=Fase, default=Fase.NAKIJKEN)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    gemaakt_op = models.DateTimeField(auto_now_add=True, db_index=True)
    rijen = models.PositiveIntegerField()
    stand = models.JSONField(default=dict)
    """How far the history of each model was when the file came in: what is younger may clash with it."""
    aantal = models.PositiveIntegerField(default=0)
    """How many aanbod it touched, once it was put in: a second press of the button hears the same."""

    objects = InvoerSet.as_manager()

    class Meta:
        ordering = ["-gemaakt_op"]
        verbose_name = _("wachtende import")
        verbose_name_plural = _("wachtende imports")

    def __str__(self) -> str:
        return f"{self.get_soort_display()}: {self.rijen}"


class Invoerdeel(models.Model):
    """Some rows of the file, and what came of them once they were looked at."""

    invoer = models.ForeignKey(Invoer, on_delete=models.CASCADE, related_name="delen")
    nummer = models.PositiveIntegerField()
    inhoud = models.JSONField()
    uitkomst = models.JSONField(null=True)

    class Meta:
        ordering = ["nummer"]
        verbose_name = _("deel van een import")
        verbose_name_plural = _("delen van een import")
        constraints = [
            models.UniqueConstraint(fields=["invoer", "nummer"], name="invoer_heeft_een_deel_een_keer")
        ]

    def __str__(self) -> str:
        return str(self.nummer)
