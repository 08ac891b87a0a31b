"""When an aanbod is open, and on which days the hours may not hold."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from sociale_kaart.models.aanbod import Aanbod, Kanaal


class Openingstijd(models.Model):
    """Hours on some days of the week (HSDS schedule, freq WEEKLY), of the whole aanbod or of one kanaal.

    `dagen` holds ISO weekdays in order without anything between them: "12345" is Monday to Friday. `van` after `tot`
    runs past midnight. No hours at all: "uren niet bekend", neither open nor closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="openingstijden")
    kanaal = models.ForeignKey(
        Kanaal, on_delete=models.CASCADE, null=True, blank=True, related_name="openingstijden"
    )
    dagen = models.CharField(
        max_length=7, validators=[RegexValidator(r"\A1?2?3?4?5?6?7?\Z", _("Kies dagen van de week."))]
    )
    van = models.TimeField()
    tot = models.TimeField()
    geldig_van = models.DateField(null=True, blank=True)
    geldig_tot = models.DateField(_("geldig tot en met"), null=True, blank=True)
    opmerking = models.CharField(max_length=200, blank=True)
    overig = models.JSONField(default=dict, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["dagen", "van", "id"]
        verbose_name = _("openingstijd")
        verbose_name_plural = _("openingstijden")
        constraints = [
            models.CheckConstraint(condition=~models.Q(dagen=""), name="openingstijd_heeft_een_dag"),
        ]

    def __str__(self) -> str:
        return f"{self.dagen} {self.van:%H:%M}–{self.tot:%H:%M}"


class Feestdag(models.Model):
    """A public holiday in one country: hours of that day follow `Aanbod.op_feestdagen`."""

    land = models.CharField(max_length=2, choices=[("NL", _("Nederland")), ("BE", _("België"))])
    dag = models.DateField()
    naam = models.CharField(max_length=80)

    class Meta:
        ordering = ["dag", "land"]
        verbose_name = _("feestdag")
        verbose_name_plural = _("feestdagen")
        constraints = [models.UniqueConstraint(fields=["land", "dag"], name="feestdag_een_keer_per_land")]

    def __str__(self) -> str:
        return f"{self.naam} ({self.land}, {self.dag})"
