"""Bring a bewaarbestand back: into the open kluis, into the one of its code, or into a new one with that code."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from gesprek.dossier import naar_json
from gesprek.kluis import bewaarbestand, gesprekken, kluizen, tijd
from gesprek.kluis.bewaarbestand import Inhoud
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.kluis.kluizen import NietGevonden, OpenKluis
from gesprek.models import BEWAARTERMIJNEN, Kluis


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What came of it. `nieuw`: there was no kluis with this code, so one was made.

    erbij: the gesprekken that were added
    stond_er_al: those that stood there with the same content, and were left alone
    """

    kluis: OpenKluis
    nieuw: bool
    erbij: tuple[OpenGesprek, ...]
    stond_er_al: tuple[OpenGesprek, ...]


def zet_terug(bestand: bytes, code: tuple[int, ...], kluis: OpenKluis | None) -> Uitkomst:
    """Bring everything in a file back, or nothing. With `kluis` it comes in that one.

    What stands there with the same content is not added again, so twice is the same as once; what stands there with
    other content stays beside it. The file can open, or not, before anything is changed. Raises a BestandFout, Druk,
    TeGroot, and NietGevonden when `kluis` was deleted in between.
    """
    bewaarbestand.keur(bestand)
    gestrekt = kluizen.strek(code)
    inhoud = bewaarbestand.open_met(bestand, gestrekt)
    try:
        return _zet_terug(inhoud, gestrekt, kluis)
    except (IntegrityError, NietGevonden):
        if kluis is not None:
            raise
        # Made, or deleted, by another request in between: now it is there, or it isn't.
        return _zet_terug(inhoud, gestrekt, None)


def _zet_terug(inhoud: Inhoud, gestrekt: bytes, kluis: OpenKluis | None) -> Uitkomst:
    with transaction.atomic():
        doel, nieuw = (kluizen.verleng(kluis), False) if kluis else _kluis_van(inhoud, gestrekt)
        # One at a time in a kluis, so that pressing twice adds once.
        if not Kluis.objects.select_for_update().filter(id=doel.id).first():
            raise NietGevonden
        return _voeg_toe(doel, nieuw, inhoud)


def _kluis_van(inhoud: Inhoud, gestrekt: bytes) -> tuple[OpenKluis, bool]:
    try:
        return kluizen.open_gestrekt(gestrekt), False
    except NietGevonden:
        kluizen.ruim_verlopen(gestrekt)
    dagen = inhoud.bewaardagen if inhoud.bewaardagen in BEWAARTERMIJNEN else kluizen.BEWAARDAGEN
    return kluizen.maak(gestrekt, inhoud.land, inhoud.rol, dagen), True


def _voeg_toe(kluis: OpenKluis, nieuw: bool, inhoud: Inhoud) -> Uitkomst:
    staat_er = defaultdict(list)
    for gesprek in gesprekken.lijst(kluis, tijd.vandaag()):
        staat_er[naar_json(gesprek.dossier)].append(gesprek)
    # Two of the same in the file are two of the same here.
    gezien: Counter[bytes] = Counter()
    erbij, stond_er_al = [], []
    for dag, dossier in inhoud.gesprekken:
        ruw = naar_json(dossier)
        if gezien[ruw] < len(staat_er[ruw]):
            stond_er_al.append(staat_er[ruw][gezien[ruw]])
            gezien[ruw] += 1
        else:
            erbij.append((dag, dossier))
    verlengd, toegevoegd = gesprekken.voeg_toe(kluis, erbij)
    return Uitkomst(verlengd, nieuw, tuple(toegevoegd), tuple(stond_er_al))
