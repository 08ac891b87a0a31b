"""What a search gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from sociale_kaart.models import Aanbod, Kanaal, Openingstijd
from sociale_kaart.uren import Vrij
from sociale_kaart.zoeken.plaatsen import Plaats


def lijstrijen() -> QuerySet[Aanbod]:
    """Aanbod with what a row of results shows, in three statements; anything else is fetched when it is asked for."""
    kanalen = Kanaal.objects.only(
        "aanbod", "soort", "waarde", "label", "altijd_open", "uren_toelichting", "herkomst"
    )
    uren = Openingstijd.objects.only("aanbod", "kanaal", "dagen", "van", "tot", "geldig_van", "geldig_tot")
    return (
        Aanbod.objects.only(
            "slug",
            "naam",
            "land",
            "soort",
            "wat",
            "gratis",
            "anoniem",
            "vertrouwelijkheid",
            "op_feestdagen",
            "herkomst",
            "gecontroleerd_op",
        )
        .order_by()
        .prefetch_related(Prefetch("kanalen", kanalen), Prefetch("openingstijden", uren))
    )


@dataclass(frozen=True, slots=True)
class Groep:
    """Rows under one heading, with their kanalen and openingstijden. Each has `afstand`: whole kilometres from the
    place, or None; and `ander_land`: not in the country of the place."""

    soort: str
    """`alles`, or with a place `dichtbij`, `provincie` and `overal`; then `navragen`, whose area is not known, `grens`
    from the other country when nothing was near, and `elders` when the place's own country has nothing."""
    kop: str
    rijen: Sequence[Aanbod]


@dataclass(frozen=True, slots=True)
class Suggestie:
    """Another question that does find something: what stands in the field `naam` when one takes it."""

    tekst: str
    naam: str = "q"


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """The groups of one page, and all that explains them."""

    groepen: tuple[Groep, ...]
    aantal: int
    vrij: Vrij
    """The public holidays that the hours of the rows are to be read with."""
    pagina: int = 1
    paginas: int = 1
    bedoel_je: tuple[Suggestie, ...] = ()
    """Whole questions with the typo taken out, the likeliest first."""
    plaats: Plaats | None = None
    """Near which place was looked, typed in its own field or in the question."""
    plaatskeuze: tuple[Plaats, ...] = ()
    """All places of that name, when there is more than one; `plaats` is the one that was taken."""
    plaats_onbekend: str = ""
    """What was typed as a place and is none that we know."""
    provincies: tuple[str, ...] = ()
    """Provinces that the question names, so that were filtered on."""
    land: str = ""
    """The country that the question names, so that was filtered on."""
    verruimd_tot: int | None = None
    """Kilometres, when nothing was within the usual distance; 0 when it no longer matters how far."""
    versoepeld: bool = False
    """Nothing had all words: this is what has most of them."""
    verbeterd: tuple[tuple[str, str], ...] = ()
    """Words that the map does not know, with the word of the map that was searched for instead."""
    weggelaten: tuple[str, ...] = ()
    """Words that nothing here has."""
    zonder_woorden: bool = False
    """It has none of the words, so this is what the place and the filters find."""
    onbekend: tuple[tuple[str, str], ...] = ()
    """Filters that ask for a term that is not there, as (filter, value); they were left out."""
