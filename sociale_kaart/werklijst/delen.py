"""The parts of the work list: what lies waiting, why, how old it is, and where to go for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from sociale_kaart.links.oordeel import WERKT
from sociale_kaart.models import (
    Aanbod,
    AanbodLocatie,
    Bereik,
    Bericht,
    Foutmelding,
    Indeling,
    Kenmerk,
    LinkBevinding,
    Status,
    Werkgebied,
)
from sociale_kaart.openbaar.beelden import leeftijd
from sociale_kaart.werklijst import dubbelen

_Model = TypeVar("_Model", bound=Model)
OUD_NA = timedelta(days=183)
"""After half a year somebody should look again."""
BIJNA = timedelta(days=14)
"""A notice that ends within these days is shown, so that it can be made longer in time."""


@dataclass(frozen=True, slots=True)
class Rij:
    """One thing to do: at what, why, how old, and the page where it is done."""

    naam: str
    url: str
    reden: str
    leeftijd: str = ""
    bij: str = ""
    """What stands with it in its own words, such as what a visitor wrote or what an address answers."""
    melding: str = ""
    """The id of the Foutmelding that can be called done here."""
    terug: bool = False
    """Whether the page where it is done can come back to the list."""


@dataclass(frozen=True, slots=True)
class Deel:
    """A kind of work. `rijen` gives those of one page."""

    slug: str
    kop: str | Promise
    uitleg: str | Promise
    aantal: Callable[[], int]
    rijen: Callable[[int, int], list[Rij]]


def delen(dag: date) -> list[Deel]:
    """Every part, in the order in which an editor had better do them."""
    gevonden = _Dubbelen()

    def deel(
        slug: str,
        kop: str | Promise,
        uitleg: str | Promise,
        rijen: QuerySet[_Model],
        maak: Callable[[_Model, date], Rij],
    ) -> Deel:
        return Deel(
            slug, kop, uitleg, rijen.count, lambda van, tot: [maak(rij, dag) for rij in rijen[van:tot]]
        )

    return [
        deel(
            "fouten",
            gettext_lazy("Gemelde fouten"),
            gettext_lazy(
                "Een bezoeker schreef dat hier iets niet klopt. Kijk het na en zet het dan op afgehandeld."
            ),
            _fouten(),
            _fout,
        ),
        deel(
            "links",
            gettext_lazy("Links die niet werken"),
            gettext_lazy("De linkcontrole kwam hier niet verder. Soms is een website maar even weg."),
            _bevindingen().filter(goed=False).order_by("mis_sinds", "adres", "pk"),
            _kapotte_link,
        ),
        deel(
            "berichten",
            gettext_lazy("Berichten die bijna aflopen"),
            gettext_lazy("Na die dag verdwijnen ze vanzelf. Geldt het langer, geef dan een nieuwe einddag."),
            _berichten(dag),
            _bericht,
        ),
        deel(
            "controle",
            gettext_lazy("Langst niet gecontroleerd"),
            gettext_lazy("Wat nog nooit is nagekeken staat eerst, daarna wat het langst geleden is."),
            _te_controleren(dag),
            _controle,
        ),
        Deel(
            "dubbelen",
            gettext_lazy("Misschien dubbel"),
            gettext_lazy("Twee die hetzelfde nummer, dezelfde website of bijna dezelfde naam hebben."),
            gevonden.aantal,
            gevonden.rijen,
        ),
        deel(
            "concepten",
            gettext_lazy("Concepten"),
            gettext_lazy("Bezoekers zien deze nog niet. Wat het langst ligt staat eerst."),
            Aanbod.objects.filter(status=Status.CONCEPT).order_by("gewijzigd_op", "pk"),
            _concept,
        ),
        deel(
            "onvolledig",
            gettext_lazy("Moeilijk te vinden"),
            gettext_lazy("Hier ontbreekt waarvoor, voor wie of waar. Met een filter vindt niemand het dan."),
            _onvolledig(),
            _onvindbaar,
        ),
        deel(
            "verhuisd",
            gettext_lazy("Links om na te kijken"),
            gettext_lazy("Deze werken, maar zijn verhuisd of laten de linkcontrole niet kijken."),
            _bevindingen().filter(goed=True).exclude(uitkomst=WERKT).order_by("adres", "pk"),
            _verhuisde_link,
        ),
    ]


def beheer_url(aanbod: Aanbod) -> str:
    """The page on which an editor works on this aanbod."""
    return reverse("admin:sociale_kaart_aanbod_change", args=[aanbod.pk])


# Reports


def _fouten() -> QuerySet[Foutmelding]:
    """Of reports that say the same of the same, the first; `aantal` says how many they are."""
    zelfde = Foutmelding.objects.filter(
        aanbod=OuterRef("aanbod"),
        soort=OuterRef("soort"),
        toelichting=OuterRef("toelichting"),
        afgehandeld_op=None,
    ).order_by()
    eerder = Q(gemeld_op__lt=OuterRef("gemeld_op")) | Q(
        gemeld_op=OuterRef("gemeld_op"), pk__lt=OuterRef("pk")
    )
    aantal = zelfde.values("aanbod").annotate(n=Count("pk")).values("n")
    return (
        Foutmelding.objects.filter(~Exists(zelfde.filter(eerder)), afgehandeld_op=None)
        .exclude(aanbod__status=Status.GEARCHIVEERD)
        .annotate(aantal=Subquery(aantal))
        .select_related("aanbod")
        .order_by("gemeld_op", "pk")
    )


def _fout(fout: Foutmelding, dag: date) -> Rij:
    aantal: int = fout.aantal  # type: ignore[attr-defined]
    keer = gettext(" %(aantal)d keer gemeld.") % {"aantal": aantal} if aantal > 1 else ""
    return Rij(
        fout.aanbod.naam,
        beheer_url(fout.aanbod),
        f"{fout.get_soort_display()}.{keer}",
        gettext("Gemeld: %(leeftijd)s") % {"leeftijd": leeftijd(fout.gemeld_op, dag)},
        fout.toelichting,
        str(fout.pk),
    )


# Links


def _bevindingen() -> QuerySet[LinkBevinding]:
    """Findings about what stands there now: not of an address that was changed since, not of the archive."""
    return (
        LinkBevinding.objects.filter(adres=F("kanaal__waarde"))
        .exclude(kanaal__aanbod__status=Status.GEARCHIVEERD)
        .select_related("kanaal__aanbod")
    )


def _link(bevinding: LinkBevinding, ouderdom: str) -> Rij:
    aanbod = bevinding.kanaal.aanbod
    return Rij(aanbod.naam, beheer_url(aanbod), _zin(bevinding.uitkomst), ouderdom, bevinding.adres)


def _kapotte_link(bevinding: LinkBevinding, dag: date) -> Rij:
    sinds = bevinding.mis_sinds or dag
    return _link(bevinding, gettext("Voor het eerst mis: %(leeftijd)s") % {"leeftijd": leeftijd(sinds, dag)})


def _verhuisde_link(bevinding: LinkBevinding, dag: date) -> Rij:
    gekeken = leeftijd(timezone.localdate(bevinding.gekeken_op), dag)
    return _link(bevinding, gettext("Bekeken: %(leeftijd)s") % {"leeftijd": gekeken})


def _zin(uitkomst: str) -> str:
    zin = uitkomst[:1].upper() + uitkomst[1:]
    return zin if "://" in zin else f"{zin}."


# Notices


def _berichten(dag: date) -> QuerySet[Bericht]:
    return (
        Bericht.objects.filter(tot__range=(dag, dag + BIJNA)).select_related("aanbod").order_by("tot", "pk")
    )


def _bericht(bericht: Bericht, dag: date) -> Rij:
    over = (bericht.tot - dag).days
    wanneer = (
        gettext("vandaag")
        if over == 0
        else ngettext("over %(n)d dag", "over %(n)d dagen", over) % {"n": over}
    )
    if bericht.aanbod:
        naam, url = bericht.aanbod.naam, beheer_url(bericht.aanbod)
    else:
        naam, url = gettext("De hele kaart"), reverse("admin:sociale_kaart_bericht_change", args=[bericht.pk])
    return Rij(naam, url, gettext("Loopt af: %(wanneer)s.") % {"wanneer": wanneer}, bij=bericht.tekst)


# Checks


def _te_controleren(dag: date) -> QuerySet[Aanbod]:
    te_oud = Q(gecontroleerd_op=None) | Q(gecontroleerd_op__lt=dag - OUD_NA)
    # The two databases put what is empty at different ends; and within "never" the order is that of the names.
    return (
        Aanbod.objects.gepubliceerd()
        .filter(te_oud)
        .order_by(F("gecontroleerd_op").asc(nulls_first=True), "naam", "pk")
    )


def _controle(aanbod: Aanbod, dag: date) -> Rij:
    url = reverse("admin:sociale_kaart_aanbod_controleren", args=[aanbod.pk])
    op = aanbod.gecontroleerd_op
    reden = (
        gettext("Gecontroleerd: %(leeftijd)s.") % {"leeftijd": leeftijd(op, dag)}
        if op
        else gettext("Nog nooit gecontroleerd.")
    )
    return Rij(aanbod.naam, url, reden, bij=aanbod.nog_controleren, terug=True)


# Doubles


class _Dubbelen:
    """The pairs, looked for once a page."""

    def __init__(self) -> None:
        self._paren: list[dubbelen.Paar] | None = None

    def _alle(self) -> list[dubbelen.Paar]:
        if self._paren is None:
            self._paren = dubbelen.zoek()
        return self._paren

    def aantal(self) -> int:
        return len(self._alle())

    def rijen(self, van: int, tot: int) -> list[Rij]:
        return [
            Rij(
                gettext("%(een)s en %(ander)s") % {"een": paar.blijft.naam, "ander": paar.vervalt.naam},
                f"{reverse('admin:dubbelen')}#{paar.anker}",
                " ".join(paar.redenen),
            )
            for paar in self._alle()[van:tot]
        ]


# Concepts


def _concept(aanbod: Aanbod, dag: date) -> Rij:
    gewijzigd = gettext("Laatst gewijzigd: %(leeftijd)s") % {
        "leeftijd": leeftijd(timezone.localdate(aanbod.gewijzigd_op), dag)
    }
    return Rij(
        aanbod.naam, beheer_url(aanbod), gettext("Nog niet gepubliceerd."), gewijzigd, aanbod.nog_controleren
    )


# What no filter finds


def _onvolledig() -> QuerySet[Aanbod]:
    """Published, and without a theme, without for whom, or on some places without saying which."""

    def met(slug: str) -> Exists:
        return Exists(Kenmerk.objects.filter(aanbod=OuterRef("pk"), term__indeling__slug=slug))

    plaats = Exists(Werkgebied.objects.filter(aanbod=OuterRef("pk")).exclude(provincie="")) | Exists(
        AanbodLocatie.objects.filter(aanbod=OuterRef("pk")).exclude(locatie__provincie="")
    )
    return (
        Aanbod.objects.gepubliceerd()
        .annotate(waarvoor=met(Indeling.WAARVOOR), doelgroep=met(Indeling.DOELGROEP), ergens=plaats)
        .filter(Q(waarvoor=False) | Q(doelgroep=False) | Q(ergens=False, bereik=Bereik.PLAATSELIJK))
        .order_by("naam", "pk")
    )


def _onvindbaar(aanbod: Aanbod, dag: date) -> Rij:
    return Rij(aanbod.naam, beheer_url(aanbod), " ".join(_wat_ontbreekt(aanbod)))


def _wat_ontbreekt(aanbod: Aanbod) -> Iterable[str]:
    """Of a row of `_onvolledig`."""
    if not aanbod.waarvoor:  # type: ignore[attr-defined]
        yield gettext("Er staat niet waarvoor.")
    if not aanbod.doelgroep:  # type: ignore[attr-defined]
        yield gettext("Er staat niet voor wie.")
    if not aanbod.ergens and aanbod.bereik == Bereik.PLAATSELIJK:  # type: ignore[attr-defined]
        yield gettext("Er staat geen provincie bij.")
