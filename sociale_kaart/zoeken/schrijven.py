"""Writes the bits of the index and the words of the map, from the rows that are there.

A map that one sees whole (up to KLEIN entries) is written anew at each change, so that its order is always that of
the names. In a larger one a change touches only its own bits: a new entry stands behind the others until `herbouw`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import connections
from django.db.models import Max

from sociale_kaart.bulk import Opdracht, voeg_in
from sociale_kaart.models import Zoekbits, Zoekrij, Zoekwoord
from sociale_kaart.zoeken import bits, taal

KLEIN = 1_000
STUK = 500
ALLES = "=alles"
"""The token that every entry has."""

_KOLOMMEN = ("naam", "labels", "tekst")
_Nummers = dict[str, dict[str, list[int]]]
"""Column → token → the numbers of the entries."""


def _tokens(rij: Zoekrij) -> Iterator[tuple[str, str]]:
    for kolom in _KOLOMMEN:
        for stam in getattr(rij, kolom).split():
            yield kolom, stam
    yield "tekst", ALLES
    for token in rij.filters.split():
        yield "tekst", f"={token}"


def _verzamel(rijen: Iterable[Zoekrij]) -> _Nummers:
    uit: _Nummers = {kolom: defaultdict(list) for kolom in _KOLOMMEN}
    for rij in rijen:
        for kolom, token in _tokens(rij):
            uit[kolom][token].append(rij.nr)
    return uit


def nummer(rijen: Sequence[Zoekrij]) -> list[Zoekrij]:
    """Number all entries by name; which ones had another number. Here: databases do not agree on the order of names."""
    anders = []
    for nr, rij in enumerate(sorted(rijen, key=lambda rij: (rij.naam, rij.pk))):
        if rij.nr != nr:
            rij.nr = nr
            anders.append(rij)
    return anders


def alle_bits(rijen: Iterable[Zoekrij]) -> tuple[list[Zoekbits], dict[str, int]]:
    """The bits of all entries; and how many entries have each stem."""
    verzameld = _verzamel(rijen)
    alle = sorted(set().union(*verzameld.values()))
    return [
        Zoekbits(
            token=token, **{kolom: bits.pak(bits.van(verzameld[kolom].get(token, ()))) for kolom in _KOLOMMEN}
        )
        for token in alle
    ], {token: len(nrs) for token, nrs in verzameld["tekst"].items()}


def _hernummer(rijen: Iterable[Zoekrij], database: str) -> None:
    """Give entries their number; by hand, because a CASE of thousands of branches takes minutes."""
    tabel, veld = Zoekrij._meta.db_table, Zoekrij._meta.get_field("aanbod")
    verbinding = connections[database]
    Opdracht(
        f'UPDATE "{tabel}" SET "nr" = %s WHERE "aanbod_id" = %s',
        [(rij.nr, veld.get_db_prep_value(rij.pk, verbinding)) for rij in rijen],
    ).voer_uit(database)


def alle_woorden(geschreven: Mapping[str, str], tellen: Mapping[str, int]) -> list[Zoekwoord]:
    """The words that some entry has."""
    return [
        Zoekwoord(woord=woord, vorm=vorm, aantal=aantal)
        for woord, vorm in sorted(geschreven.items())
        if (aantal := tellen.get(taal.stam(vorm), 0)) > 0
    ]


class Bijwerking:
    """Some entries go and come: collects what that does to the bits and the words, and writes it at the end."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._weg: _Nummers = {kolom: defaultdict(list) for kolom in _KOLOMMEN}
        self._erbij: _Nummers = {kolom: defaultdict(list) for kolom in _KOLOMMEN}
        self._vorige: dict[object, int] = {}
        laatste = Zoekrij.objects.using(database).aggregate(nr=Max("nr"))["nr"]
        self._volgende = 0 if laatste is None else laatste + 1
        self.geschreven: dict[str, str] = {}

    def weg(self, rijen: Iterable[Zoekrij]) -> None:
        """These rows go."""
        for rij in rijen:
            self._vorige[rij.pk] = rij.nr
            for kolom, token in _tokens(rij):
                self._weg[kolom][token].append(rij.nr)

    def erbij(self, rijen: Iterable[Zoekrij]) -> None:
        """These come, and get a number: their old one, or the next."""
        for rij in rijen:
            rij.nr = self._vorige.get(rij.pk, self._volgende)
            self._volgende += rij.nr == self._volgende
            for kolom, token in _tokens(rij):
                self._erbij[kolom][token].append(rij.nr)

    def klaar(self) -> None:
        """Write it."""
        if Zoekrij.objects.using(self._database).count() <= KLEIN:
            self._alles()
            return
        self._schrijf_bits()
        self._schrijf_woorden()

    def _alles(self) -> None:
        rijen = list(Zoekrij.objects.using(self._database))
        _hernummer(nummer(rijen), self._database)
        nieuwe_bits, tellen = alle_bits(rijen)
        bekend = dict(Zoekwoord.objects.using(self._database).values_list("woord", "vorm"))
        self._vervang(Zoekbits, nieuwe_bits)
        self._vervang(Zoekwoord, alle_woorden(bekend | self.geschreven, tellen))

    def _vervang(
        self, model: type[Zoekbits] | type[Zoekwoord], rijen: Sequence[Zoekbits | Zoekwoord]
    ) -> None:
        model._base_manager.using(self._database).all()._raw_delete(self._database)
        self._voeg_in(model, rijen)

    def _voeg_in(
        self, model: type[Zoekbits] | type[Zoekwoord], rijen: Sequence[Zoekbits | Zoekwoord]
    ) -> None:
        voeg_in(model, rijen, self._database).voer_uit(self._database)

    def _schrijf_bits(self) -> None:
        tabel = Zoekbits.objects.using(self._database)
        geraakt = sorted({t for deel in (self._weg, self._erbij) for per in deel.values() for t in per})
        for begin in range(0, len(geraakt), STUK):
            stuk = geraakt[begin : begin + STUK]
            bekend = tabel.in_bulk(stuk)
            nieuw = []
            for token in stuk:
                rij = bekend.get(token) or Zoekbits(token=token)
                for kolom in _KOLOMMEN:
                    oud = bits.lees(getattr(rij, kolom))
                    zonder = oud & ~bits.van(self._weg[kolom].get(token, ()))
                    setattr(rij, kolom, bits.pak(zonder | bits.van(self._erbij[kolom].get(token, ()))))
                if rij.tekst:
                    nieuw.append(rij)
            tabel.filter(pk__in=stuk)._raw_delete(self._database)
            self._voeg_in(Zoekbits, nieuw)

    def _schrijf_woorden(self) -> None:
        """Count the words on; a word that is in no entry any more goes."""
        verschil = Counter({stam: len(nrs) for stam, nrs in self._erbij["tekst"].items()})
        verschil.subtract({stam: len(nrs) for stam, nrs in self._weg["tekst"].items()})
        tabel = Zoekwoord.objects.using(self._database)
        bekend = list(tabel.all())
        tellen = {taal.stam(rij.vorm): rij.aantal for rij in bekend}
        for stam, n in verschil.items():
            tellen[stam] = tellen.get(stam, 0) + n
        anders = [rij for rij in bekend if verschil.get(taal.stam(rij.vorm))]
        weg = [rij.pk for rij in anders]
        for begin in range(0, len(weg), STUK):
            tabel.filter(pk__in=weg[begin : begin + STUK])._raw_delete(self._database)
        blijft = {rij.woord: rij.vorm for rij in anders}
        nieuw = {w: vorm for w, vorm in self.geschreven.items() if w not in {rij.woord for rij in bekend}}
        self._voeg_in(Zoekwoord, alle_woorden(blijft | nieuw, tellen))
