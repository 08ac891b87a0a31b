"""Where an aanbod is: places, with the address only where discretion allows it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from sociale_kaart.models.aanbod import Aanbod, Organisatie
from sociale_kaart.provincies import Provincie


class LocatieSoort(models.TextChoices):
    """HSDS location_type."""

    FYSIEK = "physical", _("een plek waar je heen gaat")
    POST = "postal", _("een postadres")
    VIRTUEEL = "virtual", _("online")


class Locatie(models.Model):
    """A place (HSDS location with one address). Of a hidden one the public sees the plaats, never the street."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="locaties")
    naam = models.CharField(max_length=200, blank=True)
    soort = models.CharField(max_length=8, choices=LocatieSoort, default=LocatieSoort.FYSIEK)
    straat = models.CharField(_("straat en nummer"), max_length=200, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    plaats = models.CharField(max_length=120, blank=True)
    provincie = models.CharField(max_length=6, choices=Provincie, blank=True)
    verborgen = models.BooleanField(
        _("adres niet tonen"), default=False, help_text=_("De bezoeker ziet dan alleen de plaats.")
    )
    breedtegraad = models.FloatField(null=True, blank=True)
    lengtegraad = models.FloatField(null=True, blank=True)
    overig = models.JSONField(default=dict, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["plaats", "naam", "id"]
        verbose_name = _("locatie")
        verbose_name_plural = _("locaties")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(provincie__in=["", *Provincie.values]),
                name="locatie_ligt_in_een_bekende_provincie",
            ),
            models.CheckConstraint(
                condition=models.Q(breedtegraad__isnull=True, lengtegraad__isnull=True)
                | models.Q(breedtegraad__range=(-90, 90), lengtegraad__range=(-180, 180)),
                name="locatie_ligt_op_aarde",
            ),
        ]

    def __str__(self) -> str:
        return self.naam or self.plaats


class AanbodLocatie(models.Model):
    """An aanbod is given at a locatie (HSDS service_at_location)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="locaties")
    locatie = models.ForeignKey(Locatie, on_delete=models.CASCADE, related_name="aanbod")
    overig = models.JSONField(default=dict, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["locatie", "id"]
        verbose_name = _("plek van een aanbod")
        verbose_name_plural = _("plekken van een aanbod")
        constraints = [
            models.UniqueConstraint(fields=["aanbod", "locatie"], name="aanbod_staat_een_keer_op_een_locatie")
        ]

    def __str__(self) -> str:
        return str(self.locatie)
