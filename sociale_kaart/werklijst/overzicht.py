"""Figures of the published map: how fresh it is, and what is covered where. Counted in Python, in six statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from sociale_kaart.models import Aanbod, AanbodLocatie, Bereik, Indeling, Kenmerk, Status, Term, Werkgebied
from sociale_kaart.provincies import Provincie

HELE_LAND = ""
"""The row of who reaches a whole country, or helps online."""


@dataclass(frozen=True, slots=True)
class Vak:
    """One number of a table, what it counts in words, and where those entries are listed."""

    aantal: int
    wat: str
    url: str
    deel: int
    """Of the largest number of its table, in hundredths: the length of the bar."""


@dataclass(frozen=True, slots=True)
class Regel:
    kop: str
    vakken: list[Vak]


@dataclass(frozen=True, slots=True)
class Tabel:
    id: str
    titel: str
    eerste: str
    """What stands above the names of the rows."""
    koppen: list[str]
    regels: list[Regel]

    @property
    def leeg(self) -> int:
        """How many of its numbers are zero."""
        return sum(not vak.aantal for regel in self.regels for vak in regel.vakken)


def versheid(dag: date) -> Tabel:
    """How many published entries were checked how long ago. Each stands in one row."""
    perken = [dag - timedelta(days=dagen) for dagen in (91, 183, 365)]
    namen = [
        gettext("Korter dan 3 maanden geleden"),
        gettext("3 tot 6 maanden geleden"),
        gettext("6 tot 12 maanden geleden"),
        gettext("Langer dan een jaar geleden"),
    ]
    # (from and including, up to and excluding)
    vakken = list(zip(namen, [*perken, None], [None, *perken], strict=True))
    per_dag = dict(
        Aanbod.objects.gepubliceerd().order_by().values_list("gecontroleerd_op").annotate(n=Count("pk"))
    )
    aantallen = [
        sum(
            n
            for op, n in per_dag.items()
            if op is not None and (van is None or op >= van) and (tot is None or op < tot)
        )
        for _, van, tot in vakken
    ]
    filters = [{"gecontroleerd_op__gte": van, "gecontroleerd_op__lt": tot} for _, van, tot in vakken] + [
        {"gecontroleerd_op__isnull": "True"}
    ]
    namen.append(gettext("Nog nooit"))
    aantallen.append(per_dag.get(None, 0))
    lijst = reverse("admin:sociale_kaart_aanbod_changelist")
    hoogste = max(aantallen)
    regels = [
        Regel(naam, [Vak(aantal, naam, f"{lijst}?{_vraag(**velden)}", _deel(aantal, hoogste))])
        for naam, aantal, velden in zip(namen, aantallen, filters, strict=True)
    ]
    return Tabel("versheid", gettext("Gecontroleerd"), gettext("Wanneer"), [gettext("Aantal")], regels)


def _vraag(**velden: object) -> str:
    return urlencode(
        {"status__exact": Status.GEPUBLICEERD.value, **{k: v for k, v in velden.items() if v is not None}}
    )


def _deel(aantal: int, hoogste: int) -> int:
    return round(100 * aantal / hoogste) if hoogste else 0


class Dekking:
    """What the published map covers, from one reading of it."""

    _LANDEN: tuple[tuple[str, str | Promise, str | Promise], ...] = (
        ("NL", gettext_lazy("Nederland"), gettext_lazy("Heel Nederland of online")),
        ("BE", gettext_lazy("Vlaanderen en Brussel"), gettext_lazy("Heel Vlaanderen en Brussel, of online")),
    )

    def __init__(self) -> None:
        self._aanbod = {
            pk: (land, bereik)
            for pk, land, bereik in Aanbod.objects.gepubliceerd()
            .order_by()
            .values_list("pk", "land", "bereik")
        }
        self._themas = _termen(Indeling.WAARVOOR)
        self._doelgroepen = _termen(Indeling.DOELGROEP)
        self._kenmerken: dict[UUID, set[UUID]] = defaultdict(set)
        eigen = Kenmerk.objects.filter(aanbod__status=Status.GEPUBLICEERD).order_by()
        for aanbod, term in eigen.values_list("aanbod_id", "term_id"):
            self._kenmerken[aanbod].add(term)
        self._provincies: dict[UUID, set[str]] = defaultdict(set)
        for model, veld in ((Werkgebied, "provincie"), (AanbodLocatie, "locatie__provincie")):
            for aanbod, provincie in model._default_manager.order_by().values_list("aanbod_id", veld):
                self._provincies[aanbod].add(provincie)

    def tabellen(self) -> Iterator[Tabel]:
        """Per country where × waarvoor, then waarvoor × doelgroep."""
        for land, naam, hele_land in self._LANDEN:
            plekken = [(HELE_LAND, str(hele_land))]
            plekken += [(p.value, str(p.label)) for p in Provincie if p.land == land and p.bediend]
            yield self._per_plek(land, str(naam), plekken)
        yield self._per_doelgroep()

    def _per_plek(self, land: str, naam: str, plekken: list[tuple[str, str]]) -> Tabel:
        tel: Counter[tuple[str, UUID]] = Counter()
        for aanbod, (van, bereik) in self._aanbod.items():
            if land in van:
                for plek in self._waar(aanbod, bereik):
                    tel.update((plek, term) for term in self._kenmerken[aanbod])

        def vak(plek: str, plaatsnaam: str, term: Term) -> Vak:
            waar = {"provincie": plek} if plek else {"land": land}
            # Nationwide entries are many; the bars compare the provinces.
            hoogste = max((n for (waar_, _), n in tel.items() if bool(waar_) == bool(plek)), default=0)
            aantal = tel[plek, term.pk]
            return _zoekvak(aantal, f"{plaatsnaam}, {term.naam}", hoogste, waarvoor=term.slug, **waar)

        regels = [Regel(tekst, [vak(plek, tekst, term) for term in self._themas]) for plek, tekst in plekken]
        return Tabel(
            f"dekking-{land.lower()}",
            gettext("Waar en waarvoor: %(land)s") % {"land": naam},
            gettext("Waar"),
            [term.naam for term in self._themas],
            regels,
        )

    def _waar(self, aanbod: UUID, bereik: str) -> Iterable[str]:
        return [HELE_LAND] if bereik in (Bereik.LANDELIJK, Bereik.ONLINE) else self._provincies[aanbod]

    def _per_doelgroep(self) -> Tabel:
        tel: Counter[tuple[UUID, UUID]] = Counter()
        for aanbod in self._aanbod:
            eigen = self._kenmerken[aanbod]
            tel.update(
                (t.pk, d.pk)
                for t in self._themas
                for d in self._doelgroepen
                if t.pk in eigen and d.pk in eigen
            )
        hoogste = max(tel.values(), default=0)
        regels = [
            Regel(
                t.naam,
                [
                    _zoekvak(
                        tel[t.pk, d.pk], f"{t.naam}, {d.naam}", hoogste, waarvoor=t.slug, doelgroep=d.slug
                    )
                    for d in self._doelgroepen
                ],
            )
            for t in self._themas
        ]
        return Tabel(
            "dekking-voor-wie",
            gettext("Waarvoor en voor wie"),
            gettext("Waarvoor"),
            [d.naam for d in self._doelgroepen],
            regels,
        )


def _zoekvak(aantal: int, wat: str, hoogste: int, **filters: str) -> Vak:
    return Vak(aantal, wat, f"{reverse('sociale_kaart:lijst')}?{urlencode(filters)}", _deel(aantal, hoogste))


def _termen(indeling: str) -> list[Term]:
    return list(Term.objects.filter(indeling__slug=indeling).order_by("volgorde", "slug"))
