"""The form of one step, built from its content: reads a POST, and shows what is stored, sent or in doubt."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.klachten import RIJ_ID
from gesprek.inhoud.model import LandId, Onderdeel, Stap, Veld
from gesprek.invoer import stand as standen
from gesprek.invoer.beelden import (
    Cel,
    OnderdeelBeeld,
    PuntBeeld,
    RijBeeld,
    VeldBeeld,
    WegRij,
    _met_eerdere,
    opties_van,
    opties_van_kolom,
    rij_naam,
)
from gesprek.invoer.samenvoegen import MAX_TEKENS, Botsing, Inzending, Keus, Samengevoegd, Verplaatst
from gesprek.invoer.stand import Stand
from gesprek.invoer.verwijzingen import Naslag
from gesprek.invoer.voorbeelden import is_voorbeeld

_KEUZEN: tuple[Keus, ...] = ("mijn", "hun", "beide")


def schoon(tekst: str) -> str:
    """A text as it is stored: one kind of newline, no NUL (PostgreSQL refuses it), no lone surrogates (UTF-8 does).

    What cannot be stored becomes U+FFFD, so that it stays visible that something stood there.
    """
    tekst = tekst.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return tekst.encode("utf-8", "replace").decode() if not tekst.isascii() else tekst


@dataclass(slots=True)
class StapForm:
    """One step of one dossier as a form.

    Without data it shows the dossier. With data (`lees`), `inzending` is what was sent and `fouten` names, per
    unit, what could not be taken: too long. Nothing is obligatory, so nothing else is refused.
    """

    stap: Stap
    land: LandId
    dossier: Dossier
    stand: Stand
    fouten: dict[str, str] = field(default_factory=dict)
    inzending: Inzending | None = None
    botsingen: Mapping[str, Botsing] = field(default_factory=dict)
    erbij: str = ""
    deel: str = ""
    verzet: str = ""
    weg: Mapping[str, WegRij] = field(default_factory=dict)
    te_lang: dict[str, str] = field(default_factory=dict)
    te_lange_rijen: dict[str, dict[str, Rij]] = field(default_factory=dict)

    @classmethod
    def toon(
        cls,
        stap: Stap,
        land: LandId,
        dossier: Dossier,
        *,
        erbij: str = "",
        deel: str = "",
        verzet: str = "",
    ) -> StapForm:
        """The form for a stored dossier; `erbij` names a rijen field that gets a fresh empty row, `deel` the part
        that is open, `verzet` the move (`op|neer:<veld>:<rij>`) whose button has the focus."""
        stand = standen.stand_van(dossier, stap, land)
        return cls(stap, land, dossier, stand, erbij=erbij, deel=deel, verzet=verzet)

    @classmethod
    def lees(cls, stap: Stap, land: LandId, dossier: Dossier, data: QueryDict) -> StapForm:
        """The form as it was sent. `dossier` is what is stored now."""
        vorm = cls(stap, land, dossier, standen.lees(data.get("stand", "")))
        vorm.inzending = vorm._lees(data)
        return vorm

    def toont(self, eenheid: str) -> bool:
        """Whether the page of this country shows the field of a unit."""
        return eenheid.split(".")[1] in {veld.id for veld in standen.velden(self.stap, self.land)}

    def na(self, uitkomst: Samengevoegd) -> StapForm:
        """The form after a merge: what was merged, except where a choice or a mistake is left, which stays as
        typed."""
        dossier = uitkomst.dossier
        assert self.inzending is not None
        onbeslist = {*uitkomst.botsingen, *self.fouten}
        teksten = {k: v for k, v in self.inzending.teksten.items() if f"t.{k}" in onbeslist} | self.te_lang
        rijen = dict(dossier.rijen)
        for veld_id, onze in self.inzending.rijen.items():
            eigen = {rij.id: rij for rij in onze if f"r.{veld_id}.{rij.id}" in onbeslist}
            eigen |= self.te_lange_rijen.get(veld_id, {})
            stond = [eigen.pop(rij.id, rij) for rij in dossier.rijen.get(veld_id, ())]
            rijen[veld_id] = (*stond, *eigen.values())
        dossier = dossier.met(teksten={**dossier.teksten, **teksten}, rijen=rijen)
        verse_stand = {**standen.stand_van(uitkomst.dossier, self.stap, self.land)}
        for eenheid in onbeslist:
            verse_stand.pop(eenheid, None)
            if eenheid in self.stand:
                verse_stand[eenheid] = self.stand[eenheid]
        return replace(self, dossier=dossier, stand=verse_stand, botsingen=uitkomst.botsingen)

    def stand_tekst_na(self, uitkomst: Samengevoegd, vers: StapForm | None = None) -> str:
        """The stand for a page that stays as it is (autosave): what could not be taken keeps its old digest. `vers`
        is the form after the merge when the page gets the field of `verzet` from it."""
        stand = {e: d for e, d in uitkomst.stand.items() if e not in self.fouten}
        stand |= {e: self.stand[e] for e in self.fouten if e in self.stand}
        if vers:
            veld_id = vers.verzet.split(":")[1]
            stand = {e: d for e, d in stand.items() if e.split(".")[1] != veld_id}
            stand |= {e: d for e, d in vers.stand.items() if e.split(".")[1] == veld_id}
        return standen.schrijf(stand)

    # Reading

    def _lees(self, data: QueryDict) -> Inzending:
        teksten: dict[str, str] = {}
        keuzes: dict[str, tuple[str, ...]] = {}
        rijen: dict[str, tuple[Rij, ...]] = {}
        # A tab from before a change of country sends fields and options that this country does not show.
        for veld in standen.alle_velden(self.stap):
            naam = veld.id
            if veld.soort == "rijen":
                if f"volgorde.{naam}" in data:
                    rijen[naam] = self._lees_rijen(veld, data)
            elif veld.soort == "meerkeuze":
                if f"k.{naam}" in data:
                    gezet = set(data.getlist(f"k.{naam}"))
                    eerder = self.dossier.keuzes.get(naam, ())
                    mag = dict.fromkeys([*eerder, *(optie.id for optie in opties_van(veld, None))])
                    keuzes[naam] = tuple(optie for optie in mag if optie in gezet)
            elif f"t.{naam}" in data:
                waarde = schoon(str(data[f"t.{naam}"]))
                if not self._past(f"t.{naam}", len(waarde)):
                    self.te_lang[naam] = waarde
                elif self._mag(veld, waarde):
                    teksten[naam] = waarde
        weg: dict[str, str] = {}
        verplaatst: dict[str, Verplaatst] = {}
        rijen = self._doe_rij_actie(data, rijen, weg, verplaatst)
        punten = {naam[2:] for naam in data if naam.startswith("p.")}
        gekozen: dict[str, tuple[Keus, str]] = {}
        for naam in data:
            if naam.startswith("kies."):
                for keus in _KEUZEN:
                    if data[naam] == keus:
                        gekozen[naam[5:]] = (keus, data.get(f"gezien.{naam[5:]}", ""))
        return Inzending(
            stand=self.stand,
            teksten=teksten,
            keuzes=keuzes,
            rijen=rijen,
            punten=frozenset(punten),
            heeft_punten="punten" in data,
            gekozen=gekozen,
            weg=weg,
            verplaatst=verplaatst,
        )

    def neem_over(self, uitkomst: Samengevoegd) -> None:
        """Both versions of a text were to be kept, and together they are too long: that is a mistake to mend. And a
        row that was to go stays where it was changed elsewhere: there is nothing to undo."""
        for eenheid, aantal in uitkomst.te_lang.items():
            self._past(eenheid, aantal)
        for veld_id, weg in self.weg.items():
            if f"r.{veld_id}.{weg.id}" in uitkomst.gebleven:
                blijft = next(rij for rij in uitkomst.dossier.rijen[veld_id] if rij.id == weg.id)
                self.weg = {veld_id: self._bleef(veld_id, weg, blijft)}

    def _bleef(self, veld_id: str, weg: WegRij, blijft: Rij) -> WegRij:
        """What was typed here and is stored nowhere can still stand beside it."""
        veld = self._rijenveld(veld_id)
        eigen = standen.rij_digest(Rij(weg.id, dict(weg.cellen)), [kolom.id for kolom in veld.kolommen])
        if eigen != self.stand.get(f"r.{veld_id}.{weg.id}", ""):
            return replace(weg, terughalen="ernaast", gebeurd="rij-blijft")
        return replace(weg, naam=rij_naam(blijft, veld), terughalen="", gebeurd="rij-blijft")

    def _rijenveld(self, veld_id: str) -> Veld:
        return next(veld for veld in standen.alle_velden(self.stap) if veld.id == veld_id)

    def _past(self, eenheid: str, aantal: int) -> bool:
        if aantal <= MAX_TEKENS:
            return True
        self.fouten[eenheid] = _(
            "Deze tekst heeft %(aantal)d tekens. Er passen er %(hoogst)d. Maak hem korter of verdeel hem."
        ) % {"aantal": aantal, "hoogst": MAX_TEKENS}
        return False

    def _mag(self, veld: Veld, waarde: str) -> bool:
        if veld.soort != "keuze" or waarde in ("", self.dossier.teksten.get(veld.id)):
            return True
        return waarde in {optie.id for optie in opties_van(veld, None)}

    def _lees_rijen(self, veld: Veld, data: QueryDict) -> tuple[Rij, ...]:
        ids = dict.fromkeys(i for i in str(data[f"volgorde.{veld.id}"]).split(",") if RIJ_ID.match(i))
        uit = []
        for rij_id in ids:
            bewaard = next((r for r in self.dossier.rijen.get(veld.id, ()) if r.id == rij_id), None)
            waarden = {k.id: schoon(data.get(f"r.{veld.id}.{rij_id}.{k.id}", "")) for k in veld.kolommen}
            for kolom in veld.kolommen:
                eerder = bewaard.waarden.get(kolom.id, "") if bewaard else ""
                if kolom.soort in ("aanbod", "voorbeeld") and f"r.{veld.id}.{rij_id}.{kolom.id}" not in data:
                    # A page from before this column: nobody took it out.
                    waarden[kolom.id] = eerder
                mag = {"", eerder, *(optie.id for optie in kolom.opties)}
                if kolom.soort == "keuze" and waarden[kolom.id] not in mag:
                    waarden[kolom.id] = eerder
            if not any(waarden[k.id] for k in veld.kolommen if k.soort != "voorbeeld"):
                # The mark of an example alone is not a row.
                waarden = dict.fromkeys(waarden, "")
            if self._past(f"r.{veld.id}.{rij_id}", max(map(len, waarden.values()))):
                uit.append(Rij(rij_id, waarden))
                continue
            self.te_lange_rijen.setdefault(veld.id, {})[rij_id] = Rij(rij_id, waarden)
            if bewaard:
                uit.append(bewaard)
        return tuple(uit)

    def _doe_rij_actie(
        self,
        data: QueryDict,
        rijen: dict[str, tuple[Rij, ...]],
        weg: dict[str, str],
        verplaatst: dict[str, Verplaatst],
    ) -> dict[str, tuple[Rij, ...]]:
        """Carry out `op|neer|weg|terug|ernaast:<veld>:<rij>` on the rows that were sent."""
        actie, _dp, rest = data.get("actie", "").partition(":")
        veld_id, _dp, rij_id = rest.partition(":")
        if veld_id not in rijen or actie not in ("op", "neer", "weg", "terug", "ernaast"):
            return rijen
        onze = list(rijen[veld_id])
        plek = next((i for i, rij in enumerate(onze) if rij.id == rij_id), -1)
        if actie in ("terug", "ernaast") and RIJ_ID.match(rij_id):
            self._zet_terug(data, veld_id, rij_id, onze, ernaast=actie == "ernaast")
        elif actie == "weg" and plek >= 0:
            rij = onze.pop(plek)
            veld = self._rijenveld(veld_id)
            weg[f"r.{veld_id}.{rij.id}"] = standen.rij_digest(rij, [kolom.id for kolom in veld.kolommen])
            if any(rij.waarden.values()):
                self.weg = {
                    veld_id: WegRij(rij.id, str(plek), tuple(rij.waarden.items()), rij_naam(rij, veld))
                }
        elif actie in ("op", "neer") and plek >= 0:
            naar = plek + (-1 if actie == "op" else 1)
            if 0 <= naar < len(onze):
                onze[plek], onze[naar] = onze[naar], onze[plek]
                verplaatst[veld_id] = Verplaatst(rij_id, onze[plek].id, actie == "op")
        return {**rijen, veld_id: tuple(onze)}

    def _zet_terug(
        self, data: QueryDict, veld_id: str, rij_id: str, onze: list[Rij], *, ernaast: bool
    ) -> None:
        """Put the row that the page carried back among ours. When its id is taken, as when another tab went on
        writing in it, the page asks whether it is to stand beside that one; `ernaast` is the answer."""
        veld = self._rijenveld(veld_id)
        voor = f"weg.{veld_id}.{rij_id}."
        waarden = {kolom.id: schoon(str(data.get(voor + kolom.id, ""))) for kolom in veld.kolommen}
        kolommen = list(waarden)
        alle = (*onze, *self.dossier.rijen.get(veld_id, ()))
        bezet = [rij for rij in alle if rij.id == rij_id]
        rij = Rij(secrets.token_hex(4) if bezet else rij_id, waarden)
        inhoud = standen.rij_digest(rij, kolommen)
        al = any(standen.rij_digest(ander, kolommen) == inhoud for ander in (alle if ernaast else bezet))
        if not inhoud or al:
            return
        nummer = data.get(f"wegplek.{veld_id}.{rij_id}", "")
        if bezet and not ernaast:
            cellen = tuple(waarden.items())
            weg = WegRij(rij_id, nummer, cellen, rij_naam(rij, veld), "ernaast", "staat-er-al")
            self.weg = {veld_id: weg}
            return
        if not self._past(f"r.{veld_id}.{rij.id}", max(map(len, waarden.values()))):
            self.te_lange_rijen.setdefault(veld_id, {})[rij.id] = rij
            return
        onze.insert(int(nummer) if re.fullmatch(r"[0-9]{1,6}", nummer) else len(onze), rij)

    # Showing

    @property
    def stand_tekst(self) -> str:
        return standen.schrijf(self.stand)

    @property
    def onderdelen(self) -> list[OnderdeelBeeld]:
        """The parts of the step as the template needs them; one is open: the part that was asked for or that has
        something to mend, else the first that nobody touched."""
        beelden = [self._onderdeel(onderdeel) for onderdeel in self.stap.onderdelen]
        aandacht = {self.deel, *(self._deel_van(eenheid) for eenheid in (*self.fouten, *self.botsingen))}
        aandacht |= {self._deel_van(f"r.{veld_id}") for veld_id in (self.erbij, *self.weg) if veld_id}
        if not aandacht & {beeld.onderdeel.id for beeld in beelden}:
            aandacht = {next((beeld.onderdeel.id for beeld in beelden if beeld.is_leeg), "")}
        for beeld, volgende in zip(beelden, [*self.stap.onderdelen[1:], None], strict=True):
            beeld.open = beeld.onderdeel.id in aandacht
            beeld.volgende = volgende
        return beelden

    @property
    def verzet_veld(self) -> VeldBeeld | None:
        """The field with the row of `verzet`, as the template needs it."""
        veld_id = self.verzet.split(":")[1] if self.verzet else ""
        velden = (veld for onderdeel in self.onderdelen for veld in onderdeel.velden)
        return next((veld for veld in velden if veld.veld.id == veld_id), None)

    def _onderdeel(self, onderdeel: Onderdeel) -> OnderdeelBeeld:
        return OnderdeelBeeld(
            onderdeel,
            [
                PuntBeeld(punt, punt.id in self.dossier.punten)
                for punt in standen.punten([onderdeel], self.land)
            ],
            [self._veld(veld) for veld in onderdeel.velden if veld.land in (None, self.land)],
        )

    @property
    def fouten_met_vraag(self) -> list[tuple[str, str, str]]:
        """(unit, question, sentence) for what could not be taken."""
        vraag = {veld.id: veld.label for veld in standen.alle_velden(self.stap)}
        return [(eenheid, vraag[eenheid.split(".")[1]], fout) for eenheid, fout in self.fouten.items()]

    def _deel_van(self, eenheid: str) -> str:
        """The part that a unit belongs to."""
        veld_id = eenheid.split(".")[1]
        return next((o.id for o in self.stap.onderdelen if any(veld.id == veld_id for veld in o.velden)), "")

    @property
    def foutenlijst(self) -> list[tuple[str, str]]:
        """(id of the field's place on the page, sentence) for the error summary."""
        return [(f"veld-{eenheid.split('.')[1]}", fout) for eenheid, fout in self.fouten.items()]

    def _veld(self, veld: Veld) -> VeldBeeld:
        if veld.soort == "rijen":
            return VeldBeeld(
                veld,
                naam=veld.id,
                rijen=self._rijen(veld),
                weg=self.weg.get(veld.id),
            )
        if veld.soort == "meerkeuze":
            gezet = self.dossier.keuzes.get(veld.id, ())
            opties = _met_eerdere(opties_van(veld, self.land), veld.opties, gezet)
            return VeldBeeld(
                veld, naam=f"k.{veld.id}", opties=tuple((optie, optie.id in gezet) for optie in opties)
            )
        eenheid = f"t.{veld.id}"
        waarde = self.dossier.teksten.get(veld.id, "")
        eerder = (waarde,) if veld.soort == "keuze" else ()
        keuzes = _met_eerdere(opties_van(veld, self.land), veld.opties, eerder)
        return VeldBeeld(
            veld,
            naam=eenheid,
            waarde=waarde,
            opties=tuple((optie, optie.id == waarde) for optie in keuzes),
            fout=self.fouten.get(eenheid, ""),
            botsing=self.botsingen.get(eenheid),
        )

    def _rijen(self, veld: Veld) -> tuple[RijBeeld, ...]:
        rijen = list(self.dossier.rijen.get(veld.id, ()))
        vers = veld.id == self.erbij
        naslag = Naslag.van(self.dossier)
        if vers or not rijen:
            rijen.append(Rij(secrets.token_hex(4)))
        return tuple(
            RijBeeld(
                id=rij.id,
                eenheid=f"r.{veld.id}.{rij.id}",
                nummer=i + 1,
                cellen=tuple(
                    Cel(
                        f"r.{veld.id}.{rij.id}.{kolom.id}",
                        kolom,
                        rij.waarden.get(kolom.id, ""),
                        fout if len(rij.waarden.get(kolom.id, "")) > MAX_TEKENS else "",
                        _met_eerdere(
                            opties_van_kolom(kolom, self.land), kolom.opties, (rij.waarden.get(kolom.id, ""),)
                        )
                        if kolom.soort == "keuze"
                        else (),
                        naslag,
                        kolom.soort == "voorbeeld" and is_voorbeeld(rij),
                    )
                    for kolom in veld.kolommen
                ),
                fout=fout,
                botsing=self.botsingen.get(f"r.{veld.id}.{rij.id}"),
                eerste=i == 0,
                laatste=i == len(rijen) - 1,
                focus=vers and i == len(rijen) - 1,
                focus_knop=self._focus_knop(veld, rij, i, len(rijen)),
            )
            for i, rij in enumerate(rijen)
            for fout in (self.fouten.get(f"r.{veld.id}.{rij.id}", ""),)
        )

    def _focus_knop(self, veld: Veld, rij: Rij, plek: int, aantal: int) -> str:
        """The button of a row that was just moved: the same again, or the other where it can go no further."""
        actie, _dp, rest = self.verzet.partition(":")
        if rest != f"{veld.id}:{rij.id}" or actie not in ("op", "neer") or aantal < 2:
            return ""
        if plek in (0, aantal - 1):
            return "neer" if plek == 0 else "op"
        return actie
