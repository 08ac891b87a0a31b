"""What the template of a step sees: a part, its points, its fields and rows, each ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from gesprek.dossier import Rij
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Kolom, LandId, Onderdeel, Optie, Punt, Veld
from gesprek.invoer import gebeurtenissen
from gesprek.invoer.contacten import regels
from gesprek.invoer.dagen import is_datum, leesbare_datum
from gesprek.invoer.samenvoegen import Botsing, Gebeurd
from gesprek.invoer.verwijzingen import Naslag
from sociale_kaart.publiek import Contact

# Of a row's name: enough to know which one it is, and it fits on two lines of a phone.
MAX_NAAM = 60


def opties_van(veld: Veld, land: LandId | None) -> tuple[Optie, ...]:
    """The options of a choice, of one country or of both; those of a question family are its questions."""
    if veld.opties_uit:
        for familie in laad().vragen.families:
            if familie.id == veld.opties_uit:
                return tuple(Optie(vraag.id, vraag.tekst) for vraag in familie.vragen)
    return tuple(optie for optie in veld.opties if land is None or optie.land in (None, land))


def _met_eerdere(
    opties: tuple[Optie, ...], alle: tuple[Optie, ...], gekozen: Iterable[str]
) -> tuple[Optie, ...]:
    """The options offered, and after them what was chosen before and is not offered here (any more): a choice that
    a page does not show would be gone at the next save."""
    bekend = {optie.id for optie in opties}
    tekst_van = {optie.id: optie.tekst for optie in alle}
    eerder = _("Eerder gekozen: %s")
    return (*opties, *(Optie(k, eerder % tekst_van.get(k, k)) for k in gekozen if k and k not in bekend))


def opties_van_kolom(kolom: Kolom, land: LandId) -> tuple[Optie, ...]:
    """The options of a choice in a row."""
    return tuple(optie for optie in kolom.opties if optie.land in (None, land))


@dataclass(frozen=True, slots=True)
class Cel:
    """One input of a row."""

    naam: str
    kolom: Kolom
    waarde: str
    fout: str = ""
    opties: tuple[Optie, ...] = ()
    naslag: Naslag | None = None
    nog_voorbeeld: bool = False

    @property
    def soort(self) -> str:
        """The kind of input; a date field that holds another text is shown as text, so that it stays visible."""
        return (
            "kort"
            if self.kolom.soort == "datum" and self.waarde and not is_datum(self.waarde)
            else self.kolom.soort
        )

    @property
    def contact(self) -> Contact | None:
        """Of an `aanbod`: whom it means. None when that is not on the sociale kaart any more."""
        return self.naslag(self.waarde) if self.naslag else None

    @property
    def leesbaar(self) -> str:
        """The value in words: the option's text, a date as one says it, of an `aanbod` how to reach it."""
        if self.kolom.soort == "keuze":
            return next((optie.tekst for optie in self.kolom.opties if optie.id == self.waarde), self.waarde)
        if self.kolom.soort == "voorbeeld":
            return _("Ja") if self.nog_voorbeeld else ""
        if self.kolom.soort == "aanbod":
            return (
                "\n".join(regels(self.contact)) if self.contact else _("Staat niet meer op de sociale kaart.")
            )
        return leesbare_datum(self.waarde) if self.kolom.soort == "datum" else self.waarde


@dataclass(frozen=True, slots=True)
class RijBeeld:
    id: str
    eenheid: str
    nummer: int
    cellen: tuple[Cel, ...]
    fout: str
    botsing: Botsing | None
    eerste: bool
    laatste: bool
    focus: bool
    focus_knop: str


def rij_naam(rij: Rij, veld: Veld) -> str:
    """What one knows a row by: its first text, or else the first thing in it that one can read; on one line."""
    gevuld = [Cel("", kolom, w) for kolom in veld.kolommen if (w := rij.waarden.get(kolom.id, "").strip())]
    teksten = [cel.waarde for cel in gevuld if cel.kolom.soort in ("kort", "lang")]
    teksten += [cel.leesbaar for cel in gevuld if cel.kolom.soort in ("keuze", "datum")]
    naam = " ".join(teksten[0].split()) if teksten else ""
    return naam if len(naam) <= MAX_NAAM else naam[: MAX_NAAM - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class WegRij:
    """A row that was just taken out, or that stays or is back because of another tab.

    With `terughalen` the page carries its text, so that this button can bring it back: in its own place (`terug`), or
    beside the row that stands there now (`ernaast`).
    """

    id: str
    plek: str
    cellen: tuple[tuple[str, str], ...]
    naam: str
    terughalen: Literal["terug", "ernaast", ""] = "terug"
    gebeurd: Gebeurd | None = None

    @property
    def zin(self) -> str:
        """What another tab had to do with it."""
        return gebeurtenissen.zin(self.gebeurd) if self.gebeurd else ""


@dataclass(frozen=True, slots=True)
class VeldBeeld:
    """A field as the template shows it."""

    veld: Veld
    naam: str
    waarde: str = ""
    opties: tuple[tuple[Optie, bool], ...] = ()
    rijen: tuple[RijBeeld, ...] = ()
    weg: WegRij | None = None
    fout: str = ""
    botsing: Botsing | None = None

    @property
    def met_kaart(self) -> bool:
        """Whether rows may come from the sociale kaart."""
        return any(kolom.soort == "aanbod" for kolom in self.veld.kolommen)

    @property
    def soort(self) -> str:
        soort = self.veld.soort
        return "kort" if soort == "datum" and self.waarde and not is_datum(self.waarde) else soort

    @property
    def leesbaar(self) -> str:
        """The value in words."""
        return leesbare_datum(self.waarde) if self.veld.soort == "datum" else self.waarde

    @property
    def is_leeg(self) -> bool:
        """Whether nothing was written, chosen or added."""
        if self.veld.soort == "rijen":
            return not any(cel.waarde for rij in self.rijen for cel in rij.cellen)
        return not any(aan for _optie, aan in self.opties) if self.opties else not self.waarde


@dataclass(frozen=True, slots=True)
class PuntBeeld:
    punt: Punt
    aan: bool


@dataclass(slots=True)
class OnderdeelBeeld:
    """A part as the template shows it: folded, or open."""

    onderdeel: Onderdeel
    punten: list[PuntBeeld]
    velden: list[VeldBeeld]
    open: bool = False
    volgende: Onderdeel | None = None

    @property
    def aan(self) -> int:
        """How many points are ticked."""
        return sum(punt.aan for punt in self.punten)

    @property
    def voorbeelden(self) -> int:
        """How many of its rows nobody has made their own yet."""
        return sum(cel.nog_voorbeeld for veld in self.velden for rij in veld.rijen for cel in rij.cellen)

    @property
    def is_leeg(self) -> bool:
        """Whether nobody touched it yet."""
        return not self.aan and all(veld.is_leeg for veld in self.velden)
