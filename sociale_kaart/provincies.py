"""The provinces of Nederland and België by their ISO 3166-2 codes, and which of them an aanbod can serve."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Provincie(models.TextChoices):
    """A province, or Brussel. Names that both countries have are told apart where both are shown."""

    DRENTHE = "NL-DR", _("Drenthe")
    FLEVOLAND = "NL-FL", _("Flevoland")
    FRIESLAND = "NL-FR", _("Friesland")
    GELDERLAND = "NL-GE", _("Gelderland")
    GRONINGEN = "NL-GR", _("Groningen")
    LIMBURG_NL = "NL-LI", _("Limburg (Nederland)")
    NOORD_BRABANT = "NL-NB", _("Noord-Brabant")
    NOORD_HOLLAND = "NL-NH", _("Noord-Holland")
    OVERIJSSEL = "NL-OV", _("Overijssel")
    UTRECHT = "NL-UT", _("Utrecht")
    ZEELAND = "NL-ZE", _("Zeeland")
    ZUID_HOLLAND = "NL-ZH", _("Zuid-Holland")
    ANTWERPEN = "BE-VAN", _("Antwerpen")
    BRUSSEL = "BE-BRU", _("Brussel")
    LIMBURG_BE = "BE-VLI", _("Limburg (Vlaanderen)")
    OOST_VLAANDEREN = "BE-VOV", _("Oost-Vlaanderen")
    VLAAMS_BRABANT = "BE-VBR", _("Vlaams-Brabant")
    WEST_VLAANDEREN = "BE-VWV", _("West-Vlaanderen")
    HENEGOUWEN = "BE-WHT", _("Henegouwen")
    LUIK = "BE-WLG", _("Luik")
    LUXEMBURG = "BE-WLX", _("Luxemburg")
    NAMEN = "BE-WNA", _("Namen")
    WAALS_BRABANT = "BE-WBR", _("Waals-Brabant")

    @property
    def land(self) -> str:
        """NL or BE."""
        return self.value[:2]

    @property
    def bediend(self) -> bool:
        """Whether "landelijk" reaches it. In België that is Vlaanderen and Brussel, so not Wallonië."""
        return not self.value.startswith("BE-W")
