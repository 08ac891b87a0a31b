"""What the editors decided about two entries that looked alike: one of them went up in the other, or both stay."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sociale_kaart.models.aanbod import Aanbod


class OudAdres(models.Model):
    """The slug of an aanbod that went up in another. Links, selections and content that point at it find that one.

    It is not a foreign key to the aanbod that was merged away: that one stays archived under its own slug, and takes
    its address back as soon as somebody publishes it again (`sociale_kaart.adressen`).
    """

    slug = models.SlugField(max_length=80, primary_key=True)
    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="oude_adressen")

    class Meta:
        ordering = ["slug"]
        verbose_name = _("oud adres")
        verbose_name_plural = _("oude adressen")

    def __str__(self) -> str:
        return self.slug


class GeenDubbele(models.Model):
    """An editor saw that these two are not the same. The ids stand in order, so that a pair has one row."""

    een = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="+")
    ander = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("geen dubbele")
        verbose_name_plural = _("geen dubbelen")
        constraints = [
            models.UniqueConstraint(fields=["een", "ander"], name="paar_staat_een_keer_als_geen_dubbele"),
            models.CheckConstraint(
                condition=models.Q(een__lt=models.F("ander")), name="paar_staat_op_volgorde"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.een} / {self.ander}"
