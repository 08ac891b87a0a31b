"""What the map is sorted by: an indeling (HSDS taxonomy) and its termen."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Indeling(models.Model):
    """A way to sort aanbod. Three are ours and have fixed slugs; an HSDS import may bring others."""

    DOELGROEP = "doelgroep"
    """For whom: client, naaste, professional, slachtoffer, jongere."""
    WAARVOOR = "waarvoor"
    """What for, on the manual's own distinctions: gevoelens and gedrag are held apart."""
    CATEGORIE = "categorie"
    """What kind of help it is; the editors' own list."""
    VAST = (DOELGROEP, WAARVOOR, CATEGORIE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    naam = models.CharField(max_length=200)
    uitleg = models.TextField(blank=True)
    overig = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["naam", "slug"]
        verbose_name = _("indeling")
        verbose_name_plural = _("indelingen")

    def __str__(self) -> str:
        return self.naam


class Term(models.Model):
    """One value of an indeling. `slug` is what stands in an address and in a CSV."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indeling = models.ForeignKey(Indeling, on_delete=models.CASCADE, related_name="termen")
    slug = models.SlugField(max_length=80)
    naam = models.CharField(max_length=200)
    uitleg = models.TextField(blank=True)
    ouder = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="kinderen"
    )
    volgorde = models.PositiveSmallIntegerField(default=0)
    overig = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["indeling", "volgorde", "naam", "slug"]
        verbose_name = _("term")
        verbose_name_plural = _("termen")
        constraints = [
            models.UniqueConstraint(fields=["indeling", "slug"], name="term_staat_een_keer_in_een_indeling")
        ]

    def __str__(self) -> str:
        return self.naam
