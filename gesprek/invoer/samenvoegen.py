"""Merging what a form sends into what is stored: three ways per unit, nothing overwritten in silence.

`was` is the digest of a unit as the form showed it. Unchanged by us: theirs stays. Stored still as shown: ours
goes in. Both changed: a Botsing, and the user chooses. Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, count
from typing import Literal

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.model import Kolom, LandId, Stap, Veld
from gesprek.invoer.dagen import leesbare_datum
from gesprek.invoer.stand import Stand, alle_velden, digest, punten, rij_digest

Keus = Literal["mijn", "hun", "beide"]
# What another tab had to do with a save, for the page to tell (gebeurtenissen.py has the sentences):
# elders: something changed that this page still shows in its old form
# rij-terug: a row that was taken out there is back, because it was written in here
# rij-blijft: a row that was to be taken out here stays, because it was changed there
# volgorde: rows were moved here and there
# staat-er-al: a row that was to be brought back is back already, with other text
Gebeurd = Literal["elders", "rij-terug", "rij-blijft", "volgorde", "staat-er-al"]
MAX_TEKENS = 20_000


@dataclass(frozen=True, slots=True)
class Verplaatst:
    """A row that was moved one place: past which other one, and which way."""

    rij: str
    langs: str
    omhoog: bool


@dataclass(frozen=True, slots=True)
class Inzending:
    """What a form sent, cleaned but not judged. A unit that the form did not send is absent.

    gekozen: unit → (choice, digest of the other text that the user saw when choosing)
    weg: row units that the user took out → digest of the row as it was sent
    verplaatst: rijen field → the move that was made in it; `rijen` has the rows after it
    """

    stand: Stand
    teksten: Mapping[str, str] = field(default_factory=dict)
    keuzes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rijen: Mapping[str, tuple[Rij, ...]] = field(default_factory=dict)
    punten: frozenset[str] = frozenset()
    heeft_punten: bool = False
    gekozen: Mapping[str, tuple[Keus, str]] = field(default_factory=dict)
    weg: Mapping[str, str] = field(default_factory=dict)
    verplaatst: Mapping[str, Verplaatst] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Botsing:
    """Two versions of one unit, each as readable text, and the digest of theirs."""

    eenheid: str
    mijn: str
    hun: str
    hun_digest: str


@dataclass(slots=True)
class Samengevoegd:
    """The merged dossier, what is left to choose, the stand for the form, what another tab had to do with it, and how
    long two versions would be that are too long together. `gebleven`: the units of rows that could not go."""

    dossier: Dossier
    botsingen: dict[str, Botsing]
    stand: Stand
    gebeurd: frozenset[Gebeurd] = frozenset()
    gebleven: frozenset[str] = frozenset()
    te_lang: dict[str, int] = field(default_factory=dict)


def _in_woorden(van: Veld | Kolom, waarde: str) -> str:
    """A value as one reads it: of a choice the text of its option, a day in words."""
    if van.soort == "datum":
        return leesbare_datum(waarde)
    return next((optie.tekst for optie in van.opties if optie.id == waarde), waarde)


def _leesbaar(rij: Rij, veld: Veld) -> str:
    return "\n".join(
        f"{kolom.label}: {_in_woorden(kolom, rij.waarden[kolom.id])}"
        for kolom in veld.kolommen
        # What one doesn't read: of an `aanbod` the name stands in the row, the mark of an example is a digest.
        if rij.waarden.get(kolom.id) and kolom.soort not in ("aanbod", "voorbeeld")
    )


def _verzet(orde: list[str], zet: Verplaatst) -> list[str]:
    """With a row moved past another one, unless it stands there already or one of the two is not there."""
    if zet.rij not in orde or zet.langs not in orde:
        return orde
    if (orde.index(zet.rij) < orde.index(zet.langs)) == zet.omhoog:
        return orde
    uit = [rij_id for rij_id in orde if rij_id != zet.rij]
    uit.insert(uit.index(zet.langs) + (not zet.omhoog), zet.rij)
    return uit


def _verzet_in(hun: list[str], zet: Verplaatst, getoond: list[str]) -> list[str]:
    """Our move in an order that they changed: the row goes past the other one, or that one past the row, whichever
    undoes less of what they moved."""
    was = {rij_id: n for n, rij_id in enumerate(getoond)}
    hunne = [(a, b) for a, b in combinations([i for i in hun if i in was], 2) if was[a] > was[b]]

    def gehouden(orde: list[str]) -> int:
        plek = {rij_id: n for n, rij_id in enumerate(orde)}
        return sum(plek[a] < plek[b] for a, b in hunne)

    andersom = Verplaatst(zet.langs, zet.rij, not zet.omhoog)
    return max(_verzet(hun, zet), _verzet(hun, andersom), key=gehouden)


def _vul_aan(orde: list[str], ander: list[str]) -> list[str]:
    """With the ids that only `ander` has, each before what follows it there, or at the end."""
    uit = list(orde)
    volgende = ""
    for rij_id in reversed(ander):
        if rij_id not in uit:
            uit.insert(uit.index(volgende) if volgende else len(uit), rij_id)
        volgende = rij_id
    return uit


def _kopie_id(rij_id: str, bezet: set[str]) -> str:
    """A free id for the other version of a row; letters and digits, as the form takes them."""
    return next(vrij for n in count(2) if (vrij := f"{rij_id[:30]}x{n}") not in bezet)


def voeg_samen(opgeslagen: Dossier, stap: Stap, land: LandId, inzending: Inzending) -> Samengevoegd:
    """Put what was sent into the stored dossier; see the module's text for the rules.

    What the step has for the other country counts when it was sent: the page may be from before a change.
    """
    werk = _Werk(opgeslagen, inzending)
    for veld in alle_velden(stap):
        if veld.soort == "rijen":
            if veld.id in inzending.rijen:
                werk.rijen(veld)
        elif veld.soort == "meerkeuze":
            if veld.id in inzending.keuzes:
                werk.keuze(veld)
        elif veld.id in inzending.teksten:
            werk.tekst(veld)
    if inzending.heeft_punten:
        hier = {punt.id for punt in punten(stap.onderdelen, land)}
        for punt in (punt for onderdeel in stap.onderdelen for punt in onderdeel.punten):
            if punt.id in hier or punt.id in inzending.punten or f"p.{punt.id}" in inzending.stand:
                werk.punt(punt.id)
    return werk.klaar()


class _Werk:
    """The merge of one form under way."""

    def __init__(self, opgeslagen: Dossier, inzending: Inzending) -> None:
        self.opgeslagen, self.inzending = opgeslagen, inzending
        self.teksten = dict(opgeslagen.teksten)
        self.keuzes = dict(opgeslagen.keuzes)
        self.alle_rijen = dict(opgeslagen.rijen)
        self.punten = set(opgeslagen.punten)
        self.botsingen: dict[str, Botsing] = {}
        self.stand: Stand = {}
        self.gebeurd: set[Gebeurd] = set()
        self.gebleven: set[str] = set()
        self.te_lang: dict[str, int] = {}

    def klaar(self) -> Samengevoegd:
        # Without what is empty, as a stored dossier is read: then one that did not change is equal to it.
        dossier = self.opgeslagen.met(
            teksten={veld: tekst for veld, tekst in self.teksten.items() if tekst},
            keuzes={veld: keuzes for veld, keuzes in self.keuzes.items() if keuzes},
            rijen={veld: rijen for veld, rijen in self.alle_rijen.items() if rijen},
            punten=frozenset(self.punten),
        )
        stand = {eenheid: waarde for eenheid, waarde in self.stand.items() if waarde}
        return Samengevoegd(
            dossier, self.botsingen, stand, frozenset(self.gebeurd), frozenset(self.gebleven), self.te_lang
        )

    def _elders(self, anders: bool) -> None:
        if anders:
            self.gebeurd.add("elders")

    def _weeg(self, eenheid: str, ons: str, hun: str) -> Keus | None:
        """Whose value goes in, by digest; None is a Botsing. Keeps `stand` and `gebeurd`."""
        was = self.inzending.stand.get(eenheid, "")
        if ons == was:
            # Theirs stays, but the page still shows the old text: keep its digest, or the next save from this
            # page would look like a change of ours and overwrite theirs.
            self.stand[eenheid] = was
            self._elders(hun != was)
            return "hun"
        if hun in (was, ons):
            self.stand[eenheid] = ons
            return "mijn"
        keus, gezien = self.inzending.gekozen.get(eenheid, (None, ""))
        if keus and gezien == hun:
            return keus
        self.stand[eenheid] = was
        return None

    def tekst(self, veld: Veld) -> None:
        eenheid = f"t.{veld.id}"
        ons, hun = self.inzending.teksten[veld.id], self.opgeslagen.teksten.get(veld.id, "")
        keus = self._weeg(eenheid, digest(ons), digest(hun))
        # A field of one line has no room for a newline: a browser would take it out.
        beide = f"{hun}\n{ons}" if veld.soort == "lang" else f"{hun} / {ons}"
        if keus == "beide" and veld.soort != "keuze" and len(beide) > MAX_TEKENS:
            self.te_lang[eenheid] = len(beide)
            self.stand[eenheid] = self.inzending.stand.get(eenheid, "")
            keus = None
        if keus is None:
            mijn_versie, hun_versie = _in_woorden(veld, ons), _in_woorden(veld, hun)
            self.botsingen[eenheid] = Botsing(eenheid, mijn_versie, hun_versie, digest(hun))
            return
        if keus == "beide" and veld.soort == "keuze":
            keus = "mijn"
        waarde = {"mijn": ons, "hun": hun, "beide": beide}[keus]
        self.teksten[veld.id] = waarde
        if eenheid not in self.stand:
            self.stand[eenheid] = digest(waarde)

    def keuze(self, veld: Veld) -> None:
        eenheid = f"k.{veld.id}"
        ons, hun = self.inzending.keuzes[veld.id], self.opgeslagen.keuzes.get(veld.id, ())
        if self.inzending.stand.get(eenheid, "") not in (digest(*ons), digest(*hun)):
            # Both changed. Ticks add up without loss: keep every one that either side has.
            self.keuzes[veld.id] = tuple(dict.fromkeys((*hun, *ons)))
            self.stand[eenheid] = digest(*ons)
            self._elders(set(hun) != set(ons))
        elif self._weeg(eenheid, digest(*ons), digest(*hun)) == "mijn":
            self.keuzes[veld.id] = ons

    def punt(self, punt: str) -> None:
        ons = "ja" if punt in self.inzending.punten else ""
        hun = "ja" if punt in self.opgeslagen.punten else ""
        if self._weeg(f"p.{punt}", digest(ons), digest(hun)) == "mijn":
            (self.punten.add if ons else self.punten.discard)(punt)

    def rijen(self, veld: Veld) -> None:
        onze = self.inzending.rijen[veld.id]
        hunne = self.opgeslagen.rijen.get(veld.id, ())
        kopieen: dict[str, str] = {}
        uitkomst = {rij.id: rij for rij in self._rijen(veld, onze, hunne, kopieen)}
        ons = [rij.id for rij in onze]
        orde = [rij_id for rij_id in self._orde(veld, ons, [rij.id for rij in hunne]) if rij_id in uitkomst]
        orde = [plek for rij_id in orde for plek in (rij_id, kopieen.get(rij_id, rij_id))]
        volgorde = dict.fromkeys([*orde, *uitkomst])
        self.alle_rijen[veld.id] = tuple(uitkomst[rij_id] for rij_id in volgorde)
        self.stand[f"v.{veld.id}"] = digest(*(rij_id for rij_id in ons if rij_id in uitkomst))

    def _orde(self, veld: Veld, ons: list[str], hun: list[str]) -> list[str]:
        """All rows of both in one order: theirs where they changed it, with our move and what we added."""
        if self.inzending.stand.get(f"v.{veld.id}", "") == digest(*hun):
            return _vul_aan(ons, hun)
        zet = self.inzending.verplaatst.get(veld.id)
        getoond = _verzet(ons, replace(zet, omhoog=not zet.omhoog)) if zet else ons
        samen = set(ons) & set(hun)
        hun_nu, was, ons_nu = ([i for i in alle if i in samen] for alle in (hun, getoond, ons))
        if hun_nu not in (was, ons_nu):
            self.gebeurd.add("volgorde" if zet else "elders")
        return _vul_aan(_verzet_in(hun, zet, getoond) if zet else hun, ons)

    def _rijen(
        self, veld: Veld, onze: tuple[Rij, ...], hunne: tuple[Rij, ...], kopieen: dict[str, str]
    ) -> Iterator[Rij]:
        """The merged rows, in no order; `kopieen` gets row id → id of its other version, where both are kept."""
        kolommen = [kolom.id for kolom in veld.kolommen]
        bezet = {rij.id for rij in (*onze, *hunne)}
        bij_id = {rij.id: rij for rij in hunne}
        for rij in onze:
            eenheid = f"r.{veld.id}.{rij.id}"
            hun = bij_id.pop(rij.id, None)
            ons_digest = rij_digest(rij, kolommen)
            if hun is None:
                was = self.inzending.stand.get(eenheid, "")
                if ons_digest and ons_digest != was:
                    if was:
                        self.gebeurd.add("rij-terug")
                    # New, or taken out elsewhere while we went on writing in it: what was written stays.
                    self.stand[eenheid] = ons_digest
                    yield rij
                elif was:
                    self.stand[eenheid] = was
                    self._elders(True)
                continue
            hun_digest = rij_digest(hun, kolommen)
            keus = self._weeg(eenheid, ons_digest, hun_digest)
            if keus is None:
                self.botsingen[eenheid] = Botsing(
                    eenheid, _leesbaar(rij, veld), _leesbaar(hun, veld), hun_digest
                )
            if keus == "beide":
                keus = "mijn"
                kopieen[rij.id] = kopie = _kopie_id(rij.id, bezet)
                bezet.add(kopie)
                yield Rij(kopie, hun.waarden)
            gekozen = rij if keus == "mijn" else hun
            if eenheid not in self.stand:
                self.stand[eenheid] = rij_digest(gekozen, kolommen)
            # Columns that today's content no longer has stay with the row, and keep it when it is empty here.
            waarden = {**hun.waarden, **{k: gekozen.waarden.get(k, "") for k in kolommen}}
            if any(waarden.values()):
                yield Rij(rij.id, waarden)
        for rij in bij_id.values():
            eenheid = f"r.{veld.id}.{rij.id}"
            if eenheid not in self.inzending.weg:
                self._elders(True)
            elif rij_digest(rij, kolommen) in (
                self.inzending.stand.get(eenheid, ""),
                self.inzending.weg[eenheid],
            ):
                # It still says what the user saw.
                continue
            else:
                self.gebeurd.add("rij-blijft")
                self.gebleven.add(eenheid)
            yield rij
