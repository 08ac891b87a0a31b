"""Organisaties, what they offer, and the kanalen by which one reaches them."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from sociale_kaart import geldig
from sociale_kaart.models.indeling import Term
from sociale_kaart.provincies import Provincie


class Land(models.TextChoices):
    """Where an aanbod helps."""

    NEDERLAND = "NL", _("Nederland")
    BELGIE = "BE", _("Vlaanderen en Brussel")
    BEIDE = "NLBE", _("Nederland en Vlaanderen")


class Status(models.TextChoices):
    """The way of an aanbod: concept → gepubliceerd → gearchiveerd ("niet opnieuw opnemen")."""

    CONCEPT = "concept", _("concept")
    GEPUBLICEERD = "gepubliceerd", _("gepubliceerd")
    GEARCHIVEERD = "gearchiveerd", _("gearchiveerd")


class Hulpsoort(models.TextChoices):
    """Help and police apart: who calls one must not find the other."""

    HULP = "hulp", _("hulp")
    JUSTITIE = "justitie", _("politie, justitie of melden")
    OVERZICHT = "overzicht", _("overzicht om verder te zoeken")
    KENNIS = "kennis", _("kennis en informatie")


class Vertrouwelijkheid(models.TextChoices):
    """Whether what a client tells stays there. Empty: no source says."""

    ONBEKEND = "", _("niet bekend")
    VERTROUWELIJK = "vertrouwelijk", _("vertrouwelijk")
    DOORGEVEN = "doorgeven", _("kan informatie doorgeven aan politie of justitie")


class Bereik(models.TextChoices):
    """How far an aanbod reaches. `landelijk` in België is Vlaanderen en Brussel."""

    PLAATSELIJK = "plaatselijk", _("op een of meer plaatsen")
    LANDELIJK = "landelijk", _("in het hele land")
    ONLINE = "online", _("online")


class Feestdagen(models.TextChoices):
    """What opening hours mean on a public holiday."""

    ONBEKEND = "", _("niet bekend")
    OPEN = "open", _("gewone uren")
    GESLOTEN = "gesloten", _("gesloten")


class Soort(models.TextChoices):
    """What kind of kanaal it is."""

    TELEFOON = "telefoon", _("telefoon")
    CHAT = "chat", _("chat")
    MAIL = "mail", _("e-mail")
    WEB = "web", _("website")
    ZELFHULP = "zelfhulp", _("online zelfhulp")
    FORUM = "forum", _("forum")

    @classmethod
    def links(cls) -> tuple[Soort, ...]:
        """The kinds whose value is a web address."""
        return (cls.WEB, cls.CHAT, cls.ZELFHULP, cls.FORUM)


class Organisatie(models.Model):
    """Who offers it (HSDS organization). The public reads its aanbod."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField(max_length=200)
    andere_namen = models.CharField(max_length=300, blank=True)
    omschrijving = models.TextField(blank=True)
    overig = models.JSONField(default=dict, blank=True, editable=False)
    gewijzigd_op = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["naam", "id"]
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")

    def __str__(self) -> str:
        return self.naam


class AanbodQuerySet(models.QuerySet["Aanbod"]):
    def gepubliceerd(self) -> Self:
        """What the public may see."""
        return self.filter(status=Status.GEPUBLICEERD)

    def met_alles(self) -> Self:
        """With everything an entry shows, in a fixed number of statements."""
        return self.select_related("organisatie").prefetch_related(
            "kanalen__openingstijden",
            "kenmerken__term__indeling",
            "werkgebieden",
            "locaties__locatie",
            "openingstijden",
            "berichten",
        )


class Aanbod(models.Model):
    """One entry: what an organisatie offers (HSDS service). `slug` is the id by which content points at it."""

    INHOUD = (
        "wat",
        "voor_wie",
        "uitleg",
        "aanmelden",
        "zelf_aanmelden",
        "via_verwijzer",
        "op_afspraak",
        "gratis",
        "kosten",
        "anoniem",
        "vertrouwelijkheid",
    )
    """What somebody who looks for help is told, in the order in which editors fill it in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="aanbod")
    naam = models.CharField(max_length=200)
    andere_namen = models.CharField(
        max_length=300, blank=True, help_text=_("Vroegere namen en afkortingen, ook om op te zoeken.")
    )
    land = models.CharField(max_length=4, choices=Land)
    bereik = models.CharField(max_length=12, choices=Bereik, default=Bereik.PLAATSELIJK)
    soort = models.CharField(_("soort aanbod"), max_length=10, choices=Hulpsoort, default=Hulpsoort.HULP)
    wat = models.TextField(_("wat zij doen"), blank=True)
    voor_wie = models.CharField(_("voor wie, in woorden"), max_length=200, blank=True)
    uitleg = models.TextField(
        _("zo leg je de verwijzing uit"),
        blank=True,
        help_text=_("Een of twee zinnen die een professional zo tegen een cliënt kan zeggen."),
    )
    aanmelden = models.TextField(_("hoe aanmelden gaat"), blank=True)
    zelf_aanmelden = models.BooleanField(_("cliënt kan zichzelf aanmelden"), null=True, blank=True)
    via_verwijzer = models.BooleanField(_("aanmelden kan via een verwijzer"), null=True, blank=True)
    op_afspraak = models.BooleanField(_("gesprekken op afspraak"), null=True, blank=True)
    gratis = models.BooleanField(null=True, blank=True)
    kosten = models.CharField(max_length=200, blank=True)
    anoniem = models.BooleanField(null=True, blank=True)
    vertrouwelijkheid = models.CharField(max_length=14, choices=Vertrouwelijkheid, blank=True, default="")
    op_feestdagen = models.CharField(max_length=8, choices=Feestdagen, blank=True, default="")
    status = models.CharField(max_length=12, choices=Status, default=Status.CONCEPT)
    reden = models.TextField(
        _("waarom gearchiveerd"), blank=True, help_text=_("Zodat niemand het opnieuw opneemt.")
    )
    herkomst = models.TextField(blank=True, help_text=_("Waar de gegevens gezien zijn."))
    nog_controleren = models.TextField(blank=True, help_text=_("Voor de redactie, nooit openbaar."))
    gecontroleerd_op = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("Wanneer de redactie alles nakeek; opslaan telt niet."),
    )
    versie = models.PositiveIntegerField(default=1, editable=False)
    overig = models.JSONField(default=dict, blank=True, editable=False)
    gewijzigd_op = models.DateTimeField(auto_now=True, db_index=True)
    termen = models.ManyToManyField(Term, through="Kenmerk", related_name="aanbod")

    objects: ClassVar[models.Manager[Aanbod]] = AanbodQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["versie", "gewijzigd_op"])

    class Meta:
        ordering = ["naam", "slug"]
        verbose_name = _("aanbod")
        verbose_name_plural = _("aanbod")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(land__in=Land.values), name="aanbod_heeft_een_bekend_land"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="aanbod_heeft_een_bekende_status"
            ),
            models.CheckConstraint(
                condition=models.Q(bereik__in=Bereik.values), name="aanbod_heeft_een_bekend_bereik"
            ),
            models.CheckConstraint(
                condition=models.Q(soort__in=Hulpsoort.values), name="aanbod_heeft_een_bekende_soort"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.GEPUBLICEERD, wat=""),
                name="gepubliceerd_aanbod_zegt_wat_het_is",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.GEARCHIVEERD, reden=""),
                name="gearchiveerd_aanbod_zegt_waarom",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def clean(self) -> None:
        """Raises ValidationError at the field that the status asks for."""
        if self.status == Status.GEPUBLICEERD and not self.wat:
            raise ValidationError({"wat": _("Wie gepubliceerd is, zegt wat hij doet.")})
        if self.status == Status.GEARCHIVEERD and not self.reden:
            raise ValidationError({"reden": _("Schrijf op waarom, zodat niemand het opnieuw opneemt.")})


class Kenmerk(models.Model):
    """An aanbod has a term (HSDS attribute)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="kenmerken")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="kenmerken")
    overig = models.JSONField(default=dict, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["term", "id"]
        verbose_name = _("kenmerk")
        verbose_name_plural = _("kenmerken")
        constraints = [
            models.UniqueConstraint(fields=["aanbod", "term"], name="aanbod_heeft_een_term_een_keer")
        ]

    def __str__(self) -> str:
        return str(self.term)


class Kanaal(models.Model):
    """One way to reach an aanbod. Without hours it is neither open nor closed: the hours are unknown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="kanalen")
    soort = models.CharField(max_length=8, choices=Soort)
    waarde = models.CharField(_("nummer of adres"), max_length=300)
    label = models.CharField(max_length=60, blank=True, help_text=_("Bijvoorbeeld spoed of medisch."))
    volgorde = models.PositiveSmallIntegerField(default=0)
    altijd_open = models.BooleanField(default=False, help_text=_("Alleen als een bron zegt: dag en nacht."))
    uren_toelichting = models.CharField(max_length=200, blank=True)
    herkomst = models.TextField(blank=True, help_text=_("Alleen als die anders is dan van het aanbod."))
    overig = models.JSONField(default=dict, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["volgorde", "soort", "waarde", "id"]
        verbose_name = _("kanaal")
        verbose_name_plural = _("kanalen")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(soort__in=Soort.values), name="kanaal_heeft_een_bekende_soort"
            ),
            # A link of another scheme (javascript:, data:) must not reach a page by any road.
            models.CheckConstraint(
                condition=models.Q(soort__in=[Soort.TELEFOON, Soort.MAIL])
                | models.Q(waarde__startswith="https://")
                | models.Q(waarde__startswith="http://"),
                name="links_beginnen_met_http",
            ),
            models.UniqueConstraint(
                fields=["aanbod", "soort", "waarde"], name="kanaal_staat_een_keer_bij_een_aanbod"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.waarde} ({self.label})" if self.label else self.waarde

    def clean(self) -> None:
        """Raises ValidationError at `waarde` for a number that can't be or a link that isn't http(s)."""
        aanbod: Aanbod | None = getattr(self, "aanbod", None)
        land = aanbod.land if aanbod else Land.BEIDE.value
        try:
            self.waarde = geldig.kanaal(self.soort, self.waarde, land)
        except ValidationError as fout:
            raise ValidationError({"waarde": fout}) from fout


class Werkgebied(models.Model):
    """A province that a plaatselijk aanbod serves (HSDS service_area). Landelijk and online need none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="werkgebieden")
    provincie = models.CharField(max_length=6, choices=Provincie, blank=True, db_index=True)
    naam = models.CharField(max_length=200, blank=True, help_text=_("Bijvoorbeeld de regio of de gemeenten."))
    overig = models.JSONField(default=dict, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["provincie", "naam", "id"]
        verbose_name = _("werkgebied")
        verbose_name_plural = _("werkgebieden")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(provincie__in=["", *Provincie.values]),
                name="werkgebied_is_een_bekende_provincie",
            )
        ]

    def __str__(self) -> str:
        return self.naam or str(Provincie(self.provincie).label if self.provincie else "")
