"""Keeps what the search reads: one Zoekrij per published aanbod, its places, and the words of the map.

Saving anything that a visitor can search for brings its entries up to date after the commit (`signalen`); that it has
to be done stands in the database with the change (`achterstand`). Who writes in bulk sends no signals: it notes that
itself, and calls `werk_bij`. A database whose index is of another version, or that has none, gets it with the
migrations, or else at the first search.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterable, Iterator

from django.db import DatabaseError, transaction
from django.db.models import Exists

from sociale_kaart.bulk import Opdracht, voeg_in
from sociale_kaart.models import Aanbod, Status, Zoekbits, Zoekplek, Zoekrij, Zoekstand, Zoekwoord
from sociale_kaart.zoeken import achterstand, bron, schrijven
from sociale_kaart.zoeken.rijen import VERSIE, Rij, maak

STUK = 500
"""Entries that are read and written at once."""
PER_VRAAG = 50
"""Entries left behind that one question brings up to date before it is answered."""
_POGINGEN = 3

_log = logging.getLogger(__name__)


def merk(database: str = "default") -> uuid.UUID:
    """The mark of the index as it is now; makes the index when there is none of this version."""
    nu = _merk_nu(database)
    if nu is None:
        return herbouw(database)
    merk_, blijft_liggen = nu
    if blijft_liggen and haal_in(database, PER_VRAAG):
        merk_ = (_merk_nu(database) or nu)[0]
    return merk_


def _merk_nu(database: str) -> tuple[uuid.UUID, bool] | None:
    """The mark, and whether something was left behind: one query."""
    stand = Zoekstand.objects.using(database).filter(versie=VERSIE)
    wacht = Exists(achterstand.blijft_liggen(database))
    return stand.annotate(blijft_liggen=wacht).values_list("merk", "blijft_liggen").first()


def haal_in(database: str = "default", hoogstens: int | None = None) -> int:
    """Do what a process that died or failed left undone; how many changes it took up. Never raises for the index:
    what does not work stays, and is tried again later.
    """
    gedaan = 0
    while hoogstens is None or gedaan < hoogstens:
        try:
            ids = achterstand.neem(database, min(STUK, hoogstens or STUK))
        except DatabaseError as fout:
            _meld(fout)
            break
        if not ids:
            break
        gedaan += len(ids)
        if not probeer(ids, database):
            # One that can't be indexed must not keep the others out.
            for pk in ids:
                probeer({pk}, database)
    return gedaan


def probeer(ids: Collection[achterstand.Wie], database: str) -> bool:
    """What fails stays in the backlog; the log hears of what kind it was, and nothing of what was in it."""
    try:
        if None in ids:
            verouder(database)
        werk_bij([pk for pk in ids if pk is not None], database)
    except Exception as fout:
        _meld(fout)
        return False
    return True


def _meld(fout: Exception) -> None:
    _log.error("search index: not brought up to date (%s), tried again later", type(fout).__name__)


def herbouw(database: str = "default") -> uuid.UUID:
    """Make the whole index anew; its mark.

    It is read and made before the lock. What changes meanwhile brings the index up to date itself, which waits for the
    lock, or else leaves another mark; then it is made again, and at last within the lock.
    """
    for _poging in range(_POGINGEN):
        sinds = _stand(database).merk
        klaar = _nieuwe_index(database)
        with transaction.atomic(using=database):
            if _sluit_af(database).merk == sinds:
                return _vervang(klaar, database)
    with transaction.atomic(using=database):
        _sluit_af(database)
        return _vervang(_nieuwe_index(database), database)


def _nieuwe_index(database: str) -> list[Opdracht]:
    """The statements that fill an empty index."""
    ids = Aanbod.objects.using(database).filter(status=Status.GEPUBLICEERD).order_by("pk")
    rijen: list[Zoekrij] = []
    plekken: list[Zoekplek] = []
    geschreven: dict[str, str] = {}
    for stuk in _in_stukken(list(ids.values_list("pk", flat=True))):
        for rij in _lees(stuk, database):
            rijen.append(rij.rij)
            plekken += rij.plekken
            geschreven |= rij.woorden
    schrijven.nummer(rijen)
    bits, tellen = schrijven.alle_bits(rijen)
    return [
        voeg_in(Zoekrij, rijen, database),
        voeg_in(Zoekplek, plekken, database),
        voeg_in(Zoekbits, bits, database),
        voeg_in(Zoekwoord, schrijven.alle_woorden(geschreven, tellen), database),
    ]


def _vervang(opdrachten: list[Opdracht], database: str) -> uuid.UUID:
    for model in (Zoekrij, Zoekplek, Zoekbits, Zoekwoord):
        model._base_manager.using(database).all()._raw_delete(database)
    for opdracht in opdrachten:
        opdracht.voer_uit(database)
    return _nieuw_merk(database)


def werk_bij(ids: Iterable[uuid.UUID], database: str = "default") -> None:
    """Bring the index up to date for these aanbod, whether they are published, hidden or gone."""
    alle = sorted(set(ids))
    if not alle:
        return
    te_doen = achterstand.van(alle, database)
    with transaction.atomic(using=database):
        stand = _sluit_af(database)
        achterstand.gedaan(te_doen, database)
        if stand.versie != VERSIE:
            herbouw(database)
            return
        bijwerking = schrijven.Bijwerking(database)
        for stuk in _in_stukken(alle):
            oud = Zoekrij.objects.using(database).filter(pk__in=stuk)
            bijwerking.weg(oud)
            oud._raw_delete(database)
            Zoekplek.objects.using(database).filter(aanbod__in=stuk)._raw_delete(database)
            rijen = list(_lees(stuk, database))
            bijwerking.erbij([rij.rij for rij in rijen])
            bijwerking.geschreven |= _schrijf(rijen, database)
        bijwerking.klaar()
        _nieuw_merk(database)


def verouder(database: str = "default") -> None:
    """Tell every process that the synonyms or the termen changed."""
    te_doen = achterstand.van_de_woorden(database)
    with transaction.atomic(using=database):
        Zoekstand.objects.using(database).update(merk=uuid.uuid4())
        achterstand.gedaan(te_doen, database)


def _sluit_af(database: str) -> Zoekstand:
    """One writer of the index at a time. On SQLite a transaction is already alone."""
    _stand(database)
    return Zoekstand.objects.using(database).select_for_update().get(pk=Zoekstand.ENIGE)


def _stand(database: str) -> Zoekstand:
    leeg = {"versie": "", "merk": uuid.uuid4()}
    return Zoekstand.objects.using(database).get_or_create(pk=Zoekstand.ENIGE, defaults=leeg)[0]


def _nieuw_merk(database: str) -> uuid.UUID:
    nieuw = uuid.uuid4()
    Zoekstand.objects.using(database).update(versie=VERSIE, merk=nieuw)
    return nieuw


def _in_stukken(ids: list[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    for begin in range(0, len(ids), STUK):
        yield ids[begin : begin + STUK]


def _lees(ids: Collection[uuid.UUID], database: str) -> Iterator[Rij]:
    """The published ones of these, as the index holds them."""
    return map(maak, bron.lees(ids, database))


def _schrijf(rijen: list[Rij], database: str) -> dict[str, str]:
    """Write these; their words as written, with how they fold."""
    voeg_in(Zoekrij, (rij.rij for rij in rijen), database).voer_uit(database)
    voeg_in(Zoekplek, (plek for rij in rijen for plek in rij.plekken), database).voer_uit(database)
    return {woord: vorm for rij in rijen for woord, vorm in rij.woorden.items()}
