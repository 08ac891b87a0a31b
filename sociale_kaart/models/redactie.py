"""What the editors keep beside the map itself: deeds of checking, reports, notices, synonyms, dead links."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sociale_kaart.models.aanbod import Aanbod, Kanaal


class Controle(models.Model):
    """The deed "gecontroleerd": somebody looked at everything of this aanbod on this day. Not a save, not a status."""

    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="controles")
    dag = models.DateField()
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opmerking = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-dag", "-id"]
        verbose_name = _("controle")
        verbose_name_plural = _("controles")

    def __str__(self) -> str:
        return f"{self.aanbod}: {self.dag}"


class FoutSoort(models.TextChoices):
    """What a visitor can say is wrong."""

    NUMMER = "nummer", _("Het nummer klopt niet")
    WEBSITE = "website", _("De website of link werkt niet")
    UREN = "uren", _("De uren kloppen niet")
    AANMELDEN = "aanmelden", _("Aanmelden gaat anders")
    WEG = "weg", _("Dit bestaat niet meer")
    ANDERS = "anders", _("Iets anders klopt niet")


class Foutmelding(models.Model):
    """What a visitor reported. Nothing about who: no name, no address, a day and no hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="foutmeldingen")
    soort = models.CharField(max_length=10, choices=FoutSoort)
    toelichting = models.CharField(max_length=300, blank=True)
    gemeld_op = models.DateField()
    afgehandeld_op = models.DateField(null=True, blank=True)
    afgehandeld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["gemeld_op", "id"]
        verbose_name = _("foutmelding")
        verbose_name_plural = _("foutmeldingen")

    def __str__(self) -> str:
        return f"{self.aanbod}: {self.get_soort_display()}"


class Bericht(models.Model):
    """A temporary notice at one aanbod, or (without one) on the whole map. Gone after `tot`."""

    aanbod = models.ForeignKey(
        Aanbod, on_delete=models.CASCADE, null=True, blank=True, related_name="berichten"
    )
    tekst = models.CharField(max_length=400)
    vanaf = models.DateField(null=True, blank=True)
    tot = models.DateField(_("tot en met"))

    class Meta:
        ordering = ["tot", "id"]
        verbose_name = _("tijdelijk bericht")
        verbose_name_plural = _("tijdelijke berichten")

    def __str__(self) -> str:
        return self.tekst


class Synoniem(models.Model):
    """Words that mean the same to who searches, comma separated: "zelfmoord, suïcide, zelfdoding"."""

    woorden = models.TextField(help_text=_("Woorden die hetzelfde vinden, met een komma ertussen."))

    class Meta:
        ordering = ["woorden", "id"]
        verbose_name = _("rij synoniemen")
        verbose_name_plural = _("synoniemen")

    def __str__(self) -> str:
        return self.woorden


class LinkBevinding(models.Model):
    """What the last link check saw at a kanaal. It reports and never changes anything."""

    kanaal = models.OneToOneField(
        Kanaal, on_delete=models.CASCADE, primary_key=True, related_name="bevinding"
    )
    adres = models.CharField(max_length=300)
    gekeken_op = models.DateTimeField()
    goed = models.BooleanField()
    uitkomst = models.CharField(max_length=200)
    mis_sinds = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["goed", "mis_sinds", "adres"]
        verbose_name = _("bevinding over een link")
        verbose_name_plural = _("bevindingen over links")

    def __str__(self) -> str:
        return f"{self.adres}: {self.uitkomst}"
