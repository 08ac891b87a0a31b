"""The plan check: what an agreement or the plan still lacks, said kindly. Never a score, never an estimate of a risk.

What it needs to know is handed in. Where the rules come from: agreements that say who, when and how one knows (manual
2022, step 5); rules worded positively (Grenswijs); somebody to reach at any hour and a line for suicidal thoughts
(Stanley & Brown); a day to look again, and who knows (Parents Protect).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gesprek.dossier import AFGELOPEN, BEWUST, STAND, Dossier, Rij
from gesprek.inhoud.model import Stap, Veld
from gesprek.invoer.dagen import is_datum, leesbare_datum
from gesprek.invoer.voorbeelden import is_voorbeeld, zonder_voorbeelden
from gesprek.veiligheidsplan.plan import DOEL, KINDEREN, ZORG

AFSPRAAK = "afspraak"
"""Name of the set of columns that makes a row an agreement (inhoud/nl/veiligheidsplan.toml)."""
VRAGEN, HULP, VOLWASSENEN, BEKIJKEN = (
    "vp-vragen-lijst",
    "vp-hulp-lijst",
    "vp-volwassenen-lijst",
    "vp-bekijken",
)
GEVOELENS, ZELFDODING = "verhaal-gevoelens", "zelfdoding"
LAAT = frozenset({"avond", "altijd"})

Altijd = Callable[[str], bool]
"""Slug of an aanbod → whether somebody answers there at any hour, as far as a source says so."""

_DEEL = re.compile(r"[^.,;!?\n]+")
_VERBOD = re.compile(
    r"\b(niet|niets|nooit|geen|nergens|verboden|verbod|vermijd|mijd|stop(pen)? (met|daarmee|ermee))\b",
    re.IGNORECASE,
)
# What makes such a part say what does happen all the same. "Niet alleen met een kind" is no exception but the rule.
_WEL = re.compile(
    r"\b(wel|wél|maar|in plaats|tenzij|behalve|pas als|vergeet|vergeten|op slot)\b"
    r"|(?<!niet )(?<!nooit )(?<!nergens )\balleen (als|met)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opmerking:
    """One thing to look at. `id` names it in the dossier; `veld` and `rij` are where it is mended."""

    id: str
    tekst: str
    deel: str
    veld: str
    rij: str = ""
    bewust: bool = False


@dataclass(frozen=True, slots=True)
class Nagekeken:
    """What the check says of one agreement (`rij` is its id, `kop` its text), or of the plan as a whole."""

    opmerkingen: tuple[Opmerking, ...]
    rij: str = ""
    kop: str = ""

    @property
    def open(self) -> bool:
        """Whether something is left to look at."""
        return not all(opmerking.bewust for opmerking in self.opmerkingen)


def kijk_na(
    dossier: Dossier, stap: Stap, vandaag: date, verwijderd_op: date, altijd: Altijd
) -> list[Nagekeken]:
    """What could be looked at in the plan: of the whole first, then per agreement in the order of the page."""
    kijker = _Kijker(dossier, stap, vandaag, verwijderd_op, altijd)
    uit = [Nagekeken(tuple(kijker.geheel()))]
    for veld, rij in kijker.afspraken:
        kop = rij.waarden.get("wat", "").strip()
        uit.append(Nagekeken(tuple(kijker.afspraak(veld, rij)), rij.id, kop))
    return [nagekeken for nagekeken in uit if nagekeken.opmerkingen]


def is_alleen_verbod(tekst: str) -> bool:
    """Whether every part of an agreement says what is not to be done, and none what is."""
    delen = [deel for deel in _DEEL.findall(tekst) if deel.strip()]
    return bool(delen) and all(_VERBOD.search(deel) and not _WEL.search(deel) for deel in delen)


class _Kijker:
    def __init__(
        self, dossier: Dossier, stap: Stap, vandaag: date, verwijderd_op: date, altijd: Altijd
    ) -> None:
        self.vandaag, self.verwijderd_op, self.altijd = vandaag, verwijderd_op, altijd
        self.stap = stap
        self.dossier = zonder_voorbeelden(dossier)
        self.bewust = frozenset(dossier.keuzes.get(BEWUST, ()))
        self.afspraken: list[tuple[Veld, Rij]] = [
            (veld, rij)
            for deel in stap.onderdelen
            for veld in deel.velden
            if veld.kolommen_uit == AFSPRAAK
            for rij in self.dossier.rijen.get(veld.id, ())
            if any(waarde.strip() for waarde in rij.waarden.values())
            and rij.waarden.get(STAND, "") not in AFGELOPEN
        ]

    def _van(self, soort: str, tekst: str, veld: str, rij: str = "", van: str = "") -> Opmerking:
        """`van`: what it is said of, when another value makes it another remark."""
        naam = ".".join(filter(None, (soort, rij, van)))
        deel = next((d.id for d in self.stap.onderdelen if any(v.id == veld for v in d.velden)), "")
        return Opmerking(naam, tekst, deel, veld, rij, naam in self.bewust)

    def afspraak(self, veld: Veld, rij: Rij) -> Iterator[Opmerking]:
        waarde = {naam: tekst.strip() for naam, tekst in rij.waarden.items()}
        if not waarde.get("wat"):
            yield self._van("geen-wat", _("Er staat nog niet wat jullie afspreken."), veld.id, rij.id)
        elif is_alleen_verbod(waarde["wat"]):
            zin = _("Hier staat vooral wat niet mag. Schrijf er ook bij wat wél kan.")
            yield self._van("alleen-verbod", zin, veld.id, rij.id)
        if not waarde.get("wie"):
            yield self._van("geen-wie", _("Er staat nog niet wie dit doet."), veld.id, rij.id)
        if not waarde.get("gelukt"):
            yield self._van(
                "geen-gelukt", _("Hoe weten jullie dat dit werkt? Dat staat er nog niet."), veld.id, rij.id
            )
        if bekijken := waarde.get("bekijken", ""):
            yield from self._dag(bekijken, veld.id, rij.id)
        elif not self.dossier.teksten.get(BEKIJKEN, "").strip():
            zin = _("Er staat nog niet wanneer jullie dit opnieuw bekijken.")
            yield self._van("geen-dag", zin, veld.id, rij.id)

    def _dag(self, tekst: str, veld: str, rij: str = "") -> Iterator[Opmerking]:
        if not is_datum(tekst):
            yield self._van("geen-datum", _("Dit is geen datum: kies een dag."), veld, rij)
            return
        dag = date.fromisoformat(tekst)
        if dag < self.vandaag:
            zin = _("De dag om dit te bekijken is voorbij: %(dag)s.") % {"dag": leesbare_datum(tekst)}
            yield self._van("dag-voorbij", zin, veld, rij, tekst)
        elif dag >= self.verwijderd_op and not self.dossier.oefening:
            zin = _(
                "Jullie bekijken dit op %(dag)s. Nu staat dit gesprek hier tot %(weg)s. Bewaar je PDF."
            ) % {
                "dag": leesbare_datum(tekst),
                "weg": leesbare_datum(self.verwijderd_op.isoformat()),
            }
            yield self._van("dag-na-wissen", zin, veld, rij, tekst)

    def geheel(self) -> Iterator[Opmerking]:
        teksten = self.dossier.teksten
        if teksten.get(DOEL) == "zelf" and (teksten.get(ZORG) == "gedrag" or teksten.get(KINDEREN) == "ja"):
            zin = _("Dit plan is voor je cliënt zelf. Zijn er ook afspraken nodig voor kinderen of jongeren?")
            yield self._van("kinderen", zin, DOEL)
        bellen = (*self._gevuld(VRAGEN), *self._gevuld(HULP))
        if ZELFDODING in self.dossier.keuzes.get(GEVOELENS, ()) and not bellen:
            zin = _(
                "In stap 3 schreef je gedachten aan zelfdoding op. "
                "In dit plan staat nog geen lijn of mens om te bellen."
            )
            yield self._van("zelfdoding", zin, HULP)
        if not any(map(self._is_laat, bellen)):
            zin = _("Er staat nog niemand die ’s avonds of in het weekend te bereiken is.")
            yield self._van("niemand-laat", zin, HULP)
        if not any(rij.waarden.get("weet") == "ja" for rij in self._gevuld(VRAGEN)) and not any(
            rij.waarden.get("gevraagd") == "ja" for rij in self._gevuld(VOLWASSENEN)
        ):
            yield self._van("niemand-weet", _("Er staat nog niemand die van dit plan weet."), VRAGEN)
        if not (bekijken := self.dossier.teksten.get(BEKIJKEN, "").strip()):
            yield self._van(
                "geen-plandag", _("Er staat nog niet wanneer jullie het plan opnieuw bekijken."), BEKIJKEN
            )
        else:
            yield from self._dag(bekijken, BEKIJKEN)
        if not self.afspraken:
            # The last of them is the one for whatever else is agreed.
            velden = [v.id for d in self.stap.onderdelen for v in d.velden if v.kolommen_uit == AFSPRAAK]
            yield self._van("geen-afspraak", _("Er staat nog geen afspraak in het plan."), velden[-1])

    def _gevuld(self, veld: str) -> list[Rij]:
        """The rows of a field that hold somebody, one's own ones only."""
        return [
            rij
            for rij in self.dossier.rijen.get(veld, ())
            if any(rij.waarden.get(kolom, "").strip() for kolom in ("wie", "naar", "kaart", "nummer"))
        ]

    def _is_laat(self, rij: Rij) -> bool:
        slug = rij.waarden.get("kaart", "")
        return rij.waarden.get("bereikbaar") in LAAT or bool(slug and self.altijd(slug))


def voorbeelden_over(dossier: Dossier, stap: Stap) -> int:
    """How many rows of the plan are still examples: they do not come on the client's paper."""
    velden = {veld.id for deel in stap.onderdelen for veld in deel.velden}
    return sum(is_voorbeeld(rij) for veld in velden for rij in dossier.rijen.get(veld, ()))
