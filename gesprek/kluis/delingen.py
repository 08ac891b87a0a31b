"""What a professional shared with a team: make, read on either side, answer, withdraw.

A deling is sealed under 32 random bytes. The professional keeps these in the dossier, so in the kluis; each lead gets
them sealed to the lead's own public key. The house itself keeps nothing that opens one.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from gesprek.kluis import journaal, paren, sleutels, tijd, wal
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.kluis.kluizen import OpenKluis
from gesprek.kluis.sleutels import SleutelFout
from gesprek.models import Bericht, Deling, DelingQuerySet, DelingSleutel, Team, Teamlid

SCHEMA = 1
MAX_BERICHTEN = 500
_POGINGEN = 5


class DelingWeg(Exception):
    """Not there for who asks: withdrawn, past its date, deleted, or never theirs."""


class Vol(Exception):
    """There are as many messages with this deling as there can be."""


@dataclass(frozen=True, slots=True)
class Leider:
    """A lead as a professional sees one. `merk` is the fingerprint of the key; "" is none: not signed in yet."""

    lid: UUID
    naam: str
    sinds: date
    merk: str


@dataclass(frozen=True, slots=True)
class OpenBericht:
    """A message in the clear; how to read `inhoud` is up to the room that wrote it."""

    nummer: int
    van_team: bool
    dag: date
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class OpenDeling:
    """A deling in the clear, with the key that opens its messages."""

    rij: Deling
    sleutel: bytes
    inhoud: bytes

    def __repr__(self) -> str:
        return f"OpenDeling({self.rij.id})"


def leiders(team: Team) -> list[Leider]:
    """Who leads this team now, in the order in which they came."""
    leden = Teamlid.objects.filter(team=team, gebruiker__is_active=True).select_related(
        "gebruiker__leidersleutel"
    )
    return [
        Leider(lid.pk, lid.naam, lid.sinds, paren.merk(publiek) if (publiek := _publiek(lid)) else "")
        for lid in leden.order_by("sinds", "pk")
    ]


def _publiek(lid: Teamlid) -> bytes | None:
    sleutel = getattr(lid.gebruiker, "leidersleutel", None)
    return bytes(sleutel.publiek) if sleutel else None


def nieuwe_sleutel() -> bytes:
    """32 random bytes. They are kept in the dossier before anything is shared under them, or a crash in between would
    leave a deling that its own maker can't read or withdraw."""
    return secrets.token_bytes(32)


def maak(
    kluis: OpenKluis,
    gesprek: OpenGesprek,
    team: Team,
    sleutel: tuple[UUID, bytes],
    inhoud: bytes,
    merken: Iterable[str],
    tot: date,
) -> None:
    """Share a note, under this id and key, until `tot` with the leads of `team` whose keys the professional saw
    (`merken`). Raises DelingWeg when none of those leads is there any more, and IntegrityError when it was shared
    already."""
    deling_id, geheim = sleutel
    with transaction.atomic():
        rij = Deling.objects.create(
            id=deling_id,
            kluis_id=kluis.id,
            gesprek_id=gesprek.id,
            team=team,
            envelop=sleutels.verzegel(geheim, inhoud, _aad(team.pk, deling_id, 0)),
            gedeeld_op=tijd.vandaag(),
            verwijderd_op=tot,
        )
        if not _verzegel_voor(rij, geheim, set(merken)):
            raise DelingWeg


def _verzegel_voor(rij: Deling, sleutel: bytes, merken: set[str]) -> int:
    """Seal the key to the leads with one of these keys who can't open it yet; returns how many those are."""
    leden = Teamlid.objects.filter(team_id=rij.team_id, gebruiker__is_active=True).select_related(
        "gebruiker__leidersleutel"
    )
    heeft = dict(DelingSleutel.objects.filter(deling=rij).values_list("lid_id", "merk"))
    aantal = 0
    for lid in leden:
        publiek = _publiek(lid)
        if publiek is None or (merk := paren.merk(publiek)) not in merken or heeft.get(lid.pk) == merk:
            continue
        DelingSleutel.objects.update_or_create(
            deling=rij,
            lid=lid,
            defaults={"merk": merk, "verpakt": paren.verzegel_voor(publiek, sleutel, rij.id)},
        )
        aantal += 1
    return aantal


def verzegel_opnieuw(kluis: OpenKluis, deling_id: UUID, sleutel: bytes, merken: Iterable[str]) -> int:
    """Let leads with these keys, who can't open it, open a deling as well; returns how many. Raises DelingWeg."""
    return _verzegel_voor(_van_kluis(kluis, deling_id), sleutel, set(merken))


def zonder_sleutel(rij: Deling) -> list[Leider]:
    """The leads who can't open this deling: they came later, or got a new key since."""
    heeft = dict(DelingSleutel.objects.filter(deling=rij).values_list("lid_id", "merk"))
    return [leider for leider in leiders(rij.team) if leider.merk and heeft.get(leider.lid) != leider.merk]


# The professional's side: the key comes out of the dossier.


def _van_kluis(kluis: OpenKluis, deling_id: UUID) -> Deling:
    rij = (
        Deling.objects.lopend(tijd.vandaag())
        .select_related("team")
        .filter(kluis_id=kluis.id, id=deling_id)
        .first()
    )
    if rij is None:
        raise DelingWeg
    return rij


def van_gesprek(kluis: OpenKluis, gesprek_id: UUID) -> list[Deling]:
    """What was shared from a gesprek and is still there, newest first."""
    rijen = Deling.objects.lopend(tijd.vandaag()).filter(kluis_id=kluis.id, gesprek_id=gesprek_id)
    return list(rijen.select_related("team").order_by("-gedeeld_op", "id"))


def gesprekken_met_antwoord(kluis: OpenKluis) -> set[UUID]:
    """The gesprekken of this kluis of which a team wrote something that the professional did not see yet."""
    rijen = Deling.objects.lopend(tijd.vandaag()).filter(kluis_id=kluis.id, nieuw_antwoord=True)
    return set(rijen.values_list("gesprek_id", flat=True))


def open_uit_kluis(kluis: OpenKluis, deling_id: UUID, sleutel: bytes) -> OpenDeling:
    """A deling of this kluis. Raises DelingWeg."""
    return _open(_van_kluis(kluis, deling_id), sleutel)


def zag_antwoord(kluis: OpenKluis, deling_id: UUID) -> None:
    """The professional saw what the team wrote."""
    Deling.objects.filter(kluis_id=kluis.id, id=deling_id, nieuw_antwoord=True).update(nieuw_antwoord=False)


def trek_in(kluis: OpenKluis, deling_id: UUID) -> None:
    """Withdraw a deling: gone for everyone at once, and noted so that no back-up brings it back."""
    if Deling.objects.filter(kluis_id=kluis.id, id=deling_id).exists():
        journaal.noteer(deling_id)
        Deling.objects.filter(kluis_id=kluis.id, id=deling_id).delete()
        wal.leeg_zo_mogelijk()


def is_ingetrokken(deling_id: UUID) -> bool:
    """Whether a deling with this id was withdrawn: its id is never used again."""
    return journaal.is_genoteerd(deling_id)


# The lead's side: the key comes out of what was sealed to the lead.


def open_als_leider(leden: Sequence[Teamlid], prive: bytes, deling_id: UUID) -> OpenDeling:
    """A deling of a team that one of these memberships is of, opened with the lead's own key. Raises DelingWeg."""
    rij = (
        DelingSleutel.objects.filter(
            deling_id=deling_id, lid__in=leden, deling__verwijderd_op__gt=tijd.vandaag()
        )
        .select_related("deling__team")
        .first()
    )
    if rij is None:
        raise DelingWeg
    return _open_sleutel(rij, prive)


def _open_sleutel(rij: DelingSleutel, prive: bytes) -> OpenDeling:
    try:
        sleutel = paren.ontzegel_met(prive, bytes(rij.verpakt), rij.deling_id)
    except SleutelFout as fout:
        raise DelingWeg from fout
    return _open(rij.deling, sleutel)


def werkbak(leden: Sequence[Teamlid]) -> DelingQuerySet:
    """Every deling that these memberships may see, also those whose key is not theirs: what closes first on top."""
    return (
        Deling.objects.lopend(tijd.vandaag())
        .filter(team__in=[lid.team_id for lid in leden])
        .order_by("verwijderd_op", "id")
    )


def open_alle(leden: Sequence[Teamlid], prive: bytes, rijen: Iterable[Deling]) -> dict[UUID, OpenDeling]:
    """Those of these delingen that the lead's key opens, in one query."""
    uit = {}
    for rij in DelingSleutel.objects.filter(deling__in=list(rijen), lid__in=leden).select_related(
        "deling__team"
    ):
        try:
            uit[rij.deling_id] = _open_sleutel(rij, prive)
        except DelingWeg:
            continue
    return uit


def gelezen(deling: OpenDeling) -> None:
    """A lead opened it: from now on the professional sees since which day."""
    if deling.rij.gelezen_op is None:
        Deling.objects.filter(id=deling.rij.id, gelezen_op=None).update(gelezen_op=tijd.vandaag())
        _naar(deling, Deling.Stand.GELEZEN, vanaf=(Deling.Stand.NIEUW,))


def besproken(deling: OpenDeling) -> None:
    """The end, as a lead calls it. It stays readable until its date."""
    _naar(deling, Deling.Stand.BESPROKEN)


def _naar(deling: OpenDeling, stand: str, vanaf: Sequence[str] = tuple(Deling.Stand)) -> None:
    Deling.objects.filter(id=deling.rij.id, stand__in=vanaf).update(stand=stand)


# Both sides.


def berichten(deling: OpenDeling) -> list[OpenBericht]:
    """The messages with a deling, in order. One that was tampered with is left out."""
    uit = []
    for rij in Bericht.objects.filter(deling_id=deling.rij.id):
        try:
            inhoud = sleutels.ontzegel(
                deling.sleutel, bytes(rij.envelop), _aad(deling.rij.team_id, deling.rij.id, rij.nummer)
            )
        except SleutelFout:
            continue
        # Who wrote it is sealed along: the column only sorts.
        uit.append(OpenBericht(rij.nummer, inhoud[:1] == b"T", rij.dag, inhoud[1:]))
    return uit


def schrijf(deling: OpenDeling, inhoud: bytes, *, van_team: bool, na: int) -> None:
    """Add a message. `na` is the last number that its writer saw: pressed twice, it is there once. Raises Vol, and
    DelingWeg when the deling was withdrawn in the meantime."""
    for _poging in range(_POGINGEN):
        al = berichten(deling)
        if any(b.nummer > na and (b.van_team, b.inhoud) == (van_team, inhoud) for b in al):
            return
        nummer = 1 + max((b.nummer for b in al), default=0)
        if nummer > MAX_BERICHTEN:
            raise Vol
        aad = _aad(deling.rij.team_id, deling.rij.id, nummer)
        envelop = sleutels.verzegel(deling.sleutel, (b"T" if van_team else b"K") + inhoud, aad)
        try:
            with transaction.atomic():
                if (
                    not Deling.objects.lopend(tijd.vandaag())
                    .filter(id=deling.rij.id)
                    .update(
                        stand=Deling.Stand.BEANTWOORD if van_team else Deling.Stand.GEREAGEERD,
                        **({"nieuw_antwoord": True} if van_team else {}),
                    )
                ):
                    raise DelingWeg
                Bericht.objects.create(
                    deling_id=deling.rij.id,
                    nummer=nummer,
                    van_team=van_team,
                    envelop=envelop,
                    dag=tijd.vandaag(),
                )
            return
        except IntegrityError:
            continue  # another message was first with this number
    raise Vol


def _open(rij: Deling, sleutel: bytes) -> OpenDeling:
    try:
        inhoud = sleutels.ontzegel(sleutel, bytes(rij.envelop), _aad(rij.team_id, rij.id, 0))
    except SleutelFout as fout:
        raise DelingWeg from fout
    return OpenDeling(rij, sleutel, inhoud)


def _aad(team: UUID, deling: UUID, nummer: int) -> bytes:
    return sleutels.aad(SCHEMA, team, deling, nummer)
