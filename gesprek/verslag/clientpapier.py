"""What the client takes along: agreements, or the plan. Pure Python, no Django.

An allow-list: a field or column gets here by its `op_kaart` in the content and in no other way, so that what the
professional wrote for itself can't. An example that nobody made their own never gets here either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from gesprek.dossier import AFGELOPEN, STAND, Dossier, Rij
from gesprek.inhoud.model import Discreet, Inhoud, Kolom, LandId, Veld
from gesprek.invoer.voorbeelden import is_voorbeeld
from gesprek.verslag.discreet import naam_verraadt, vind, vind_zacht, vouw
from gesprek.verslag.opbouw import waarde_in_woorden
from gesprek.verslag.tekst import Alinea, alineas, dag
from gesprek.verslag.vormen import Cel

BEREIKBAAR, ALTIJD = "bereikbaar", "altijd"
"""Column and option: somebody who can be reached at any hour."""
TEKENS, MAX_REGELS = 45, 16
"""What a line of this paper holds, and how many lines may stay together: less than half of the page."""


@dataclass(frozen=True, slots=True)
class Weg:
    """One way to reach a line: `soort` as the sociale kaart has it, what one reads, where it goes, and when.

    altijd: a source says that it is open day and night
    """

    soort: str
    tekst: str
    naar: str
    erbij: str = ""
    altijd: bool = False


@dataclass(frozen=True, slots=True)
class Lijn:
    """An entry of the sociale kaart, as it is named there, and all the ways to reach it."""

    naam: str
    wegen: tuple[Weg, ...]


ZoekLijn = Callable[[str], Lijn | None]
"""Slug of an aanbod → the entry; None when it is not on the sociale kaart any more."""


@dataclass(frozen=True, slots=True)
class Neutraal:
    """A line as the paper of a client shows it. `weg`: the addresses that it leaves out."""

    naam: str
    regels: tuple[str, ...]
    weg: tuple[str, ...] = ()
    altijd: bool = False


@dataclass(frozen=True, slots=True)
class RijOpPapier:
    """One row: an agreement, or somebody to call."""

    cellen: tuple[Cel, ...]

    @property
    def kort(self) -> bool:
        """Whether it may stay together on one page; a longer one would leave the page before it nearly empty."""
        alle = (alinea.tekst for cel in self.cellen for alinea in cel.alineas)
        return sum(1 + tekst.count("\n") + len(tekst) // TEKENS for tekst in alle) <= MAX_REGELS


@dataclass(frozen=True, slots=True)
class Blok:
    """One field on the paper: text, or rows of cells."""

    titel: str
    alineas: tuple[Alinea, ...] = ()
    rijen: tuple[RijOpPapier, ...] = ()


@dataclass(frozen=True, slots=True)
class Verklapt:
    """A word in one's own text that may tell too much, and where it stands. `zacht`: only beside others."""

    woord: str
    veld: str
    titel: str
    zacht: bool = False


@dataclass(frozen=True, slots=True)
class ClientPapier:
    """`weggelaten`: (name, address or words) that go with an entry of the sociale kaart and had better not be here."""

    titel: str
    blokken: tuple[Blok, ...]
    gemaakt_op: str
    verklapt: tuple[Verklapt, ...]
    weggelaten: tuple[tuple[str, str], ...]


def afspraken(
    dossier: Dossier, inhoud: Inhoud, land: LandId, zoek: ZoekLijn, gemaakt_op: date
) -> ClientPapier:
    """What was agreed in the steps."""
    velden = (veld for stap in inhoud.stappen for deel in stap.onderdelen for veld in deel.velden)
    return _maak("Mijn afspraken", velden, _Bouwer(dossier, inhoud, land, zoek), gemaakt_op)


def plan(dossier: Dossier, inhoud: Inhoud, land: LandId, zoek: ZoekLijn, gemaakt_op: date) -> ClientPapier:
    """The plan, as the client reads it."""
    velden = (veld for deel in inhoud.veiligheidsplan.onderdelen for veld in deel.velden)
    return _maak("Mijn plan", velden, _Bouwer(dossier, inhoud, land, zoek), gemaakt_op)


def neutraal(lijn: Lijn, discreet: Discreet) -> Neutraal:
    """A line by its name when that tells nothing, else by what it is for; without the addresses that tell too much."""
    goed = [weg for weg in lijn.wegen if not naam_verraadt(f"{weg.tekst} {weg.naar}", discreet)]
    slecht = [weg for weg in lijn.wegen if weg not in goed]
    naam = _waarvoor(goed) if naam_verraadt(lijn.naam, discreet) else lijn.naam
    regels = []
    for weg in goed:
        erbij = f" ({weg.erbij})" if weg.erbij and not naam_verraadt(weg.erbij, discreet) else ""
        regels.append(f"{'chat op ' if weg.soort == 'chat' else ''}{weg.tekst}{erbij}")
    return Neutraal(
        naam,
        tuple(dict.fromkeys(regels)),
        tuple(dict.fromkeys(weg.tekst for weg in slecht)),
        any(weg.altijd for weg in goed),
    )


def _waarvoor(wegen: Iterable[Weg]) -> str:
    """What one can do with these ways: in need, one must see at once whom to call at night."""
    van_soort = {weg.soort: weg.altijd for weg in sorted(wegen, key=lambda weg: weg.altijd)}
    for soort, werkwoord in (("telefoon", "Bellen"), ("chat", "Chatten")):
        if soort in van_soort:
            return f"{werkwoord}, dag en nacht" if van_soort[soort] else f"{werkwoord} (niet altijd open)"
    if not van_soort:
        return "Bellen"  # the number is one's own
    return "Mailen" if "mail" in van_soort else "Website om te lezen"


def _maak(titel: str, velden: Iterable[Veld], bouwer: _Bouwer, gemaakt_op: date) -> ClientPapier:
    blokken = tuple(blok for veld in velden if (blok := bouwer.blok(veld)))
    return ClientPapier(
        titel, blokken, dag(gemaakt_op), tuple(dict.fromkeys(bouwer.verklapt)), tuple(bouwer.weggelaten)
    )


class _Bouwer:
    def __init__(self, dossier: Dossier, inhoud: Inhoud, land: LandId, zoek: ZoekLijn) -> None:
        self.dossier, self.inhoud, self.land, self.zoek = dossier, inhoud, land, zoek
        self.verklapt: list[Verklapt] = []
        self.weggelaten: dict[tuple[str, str], None] = {}

    def blok(self, veld: Veld) -> Blok | None:
        """The field with what stands in it; None when it is not for this paper, or empty."""
        if not veld.op_kaart or veld.land not in (None, self.land):
            return None
        opties = {optie.id: optie.tekst for optie in veld.opties}
        tekst = waarde_in_woorden(veld.soort, self.dossier.teksten.get(veld.id, ""), opties)
        for naam in self.dossier.keuzes.get(veld.id, ()):
            tekst += alineas(opties.get(naam, naam))
        self.let_op(veld, tekst)
        alle = sorted(self.dossier.rijen.get(veld.id, ()), key=lambda rij: not self.altijd(veld, rij))
        rijen = tuple(RijOpPapier(cellen) for rij in alle if (cellen := self.rij(veld, rij)))
        return Blok(veld.op_kaart, tekst, rijen) if tekst or rijen else None

    def rij(self, veld: Veld, rij: Rij) -> tuple[Cel, ...]:
        """The cells of one row that are for this paper."""
        if is_voorbeeld(rij) or rij.waarden.get(STAND) in AFGELOPEN:
            return ()
        # The name that came along from the sociale kaart stands in the first short column.
        naam_in, *meer = [kolom.id for kolom in veld.kolommen if kolom.soort == "kort"] or [""]
        lijn = self.lijn(veld, rij)
        if lijn:
            beeld = neutraal(lijn, self.inhoud.discreet)
            self.weggelaten |= dict.fromkeys((lijn.naam, adres) for adres in beeld.weg)
            # Nothing is left to reach it by: its name alone helps nobody.
            if beeld.weg and not beeld.regels and not any(rij.waarden.get(kolom) for kolom in meer):
                return ()
        uit = []
        for kolom in veld.kolommen:
            if not kolom.op_kaart:
                continue
            waarde = rij.waarden.get(kolom.id, "")
            if lijn and kolom.id == naam_in and not self.eigen_naam(lijn, waarde):
                inhoud = alineas(neutraal(lijn, self.inhoud.discreet).naam)
            else:
                inhoud = self.cel(veld, kolom, waarde, lijn)
            if inhoud:
                uit.append(Cel(kolom.op_kaart, inhoud))
        return tuple(uit)

    def lijn(self, veld: Veld, rij: Rij) -> Lijn | None:
        """The entry of the sociale kaart behind a row."""
        slugs = (rij.waarden.get(kolom.id, "") for kolom in veld.kolommen if kolom.soort == "aanbod")
        return next((lijn for slug in slugs if slug and (lijn := self.zoek(slug))), None)

    def altijd(self, veld: Veld, rij: Rij) -> bool:
        """Whether a row of lines is one that can be called at any hour."""
        if not any(kolom.soort == "aanbod" for kolom in veld.kolommen):
            return False
        lijn = self.lijn(veld, rij)
        op_de_kaart = lijn is not None and neutraal(lijn, self.inhoud.discreet).altijd
        return op_de_kaart or rij.waarden.get(BEREIKBAAR) == ALTIJD

    def eigen_naam(self, lijn: Lijn, waarde: str) -> bool:
        """Whether a line has a name of one's own that tells nothing; one that does gives way, and that is said."""
        if vouw(waarde).strip() in ("", vouw(lijn.naam)):
            return False
        if vind(waarde, self.inhoud.discreet):
            self.weggelaten[(lijn.naam, waarde.strip())] = None
            return False
        return True

    def cel(self, veld: Veld, kolom: Kolom, waarde: str, lijn: Lijn | None) -> tuple[Alinea, ...]:
        if kolom.soort == "aanbod":
            return alineas("\n".join(neutraal(lijn, self.inhoud.discreet).regels)) if lijn else ()
        opties = {optie.id: optie.tekst for optie in kolom.opties}
        uit = waarde_in_woorden(kolom.soort, waarde, opties)
        self.let_op(veld, uit)
        return uit

    def let_op(self, veld: Veld, tekst: Iterable[Alinea]) -> None:
        heel = _heel(tekst)
        for woord in vind(heel, self.inhoud.discreet):
            self.verklapt.append(Verklapt(woord, veld.id, veld.op_kaart))
        for woord in vind_zacht(heel, self.inhoud.discreet):
            self.verklapt.append(Verklapt(woord, veld.id, veld.op_kaart, zacht=True))


def _heel(tekst: Iterable[Alinea]) -> str:
    """In one piece again: a text that was cut may have been cut in a word."""
    stukken: list[str] = []
    for alinea in tekst:
        stukken.append(alinea.tekst if alinea.vervolg or not stukken else f"\n{alinea.tekst}")
    return "".join(stukken)
