"""Answers a question: which entries match, in which order, near where; and what to say when nothing does.

Everything happens on sets of entries (`bits`), read by the words of the question. The database only fetches: it
neither compares texts nor sorts, so every database gives the same answer in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from sociale_kaart import uren
from sociale_kaart.models import Aanbod, Indeling
from sociale_kaart.provincies import Provincie
from sociale_kaart.zoeken import bits, index, lezen, nabij, plaatsen, taal
from sociale_kaart.zoeken.lezen import Term
from sociale_kaart.zoeken.schrijven import ALLES
from sociale_kaart.zoeken.uitkomst import Groep, Suggestie, Uitkomst, lijstrijen
from sociale_kaart.zoeken.vraag import Zoekvraag
from sociale_kaart.zoeken.wegen import Lezer, Raak, rangschik, snee
from sociale_kaart.zoeken.woorden import Kaartwoorden, Woord, bediend, kaartwoorden

PER_PAGINA = 20
BIJZAKEN = (
    # Help that one can go to before an overview to search on in; what is there for one thing before what is broad.
    (4, ("=h:hulp",)),
    (2, ("=b:landelijk", "=b:online")),
    (2, ("=een-ding",)),
    (1, ("=zelf",)),
)
EIGEN = 4
"""For having the words as they were typed, and not by a synonym."""
PLAATSELIJK = "=b:plaatselijk"


def kaart_nu() -> Kaartwoorden:
    """The map as the index has it now (one query): its termen, and how many serve each province."""
    return kaartwoorden(index.merk())


def zoek(vraag: Zoekvraag, *, nu: datetime, kaart: Kaartwoorden | None = None) -> Uitkomst:
    """One page of what was found. Any question gets an answer; with no words it is everything, by name."""
    return _Zoektocht(vraag, nu, kaart or kaart_nu()).uitkomst()


@dataclass(frozen=True, slots=True)
class _Gevonden:
    """Who has the words, and what was done to the question to find them."""

    wie: int
    raak: Sequence[Raak]
    versoepeld: bool = False
    weggelaten: tuple[str, ...] = ()
    verbeterd: tuple[tuple[str, str], ...] = ()
    zonder_woorden: bool = False


@dataclass(frozen=True, slots=True)
class _Deel:
    """A group before it is cut into pages: sets with the best first, or numbers when it goes by distance."""

    soort: str
    kop: str
    volgorde: Sequence[int]
    grootte: int
    op_afstand: bool = False


class _Zoektocht:
    """One search, from its question to a page."""

    def __init__(self, vraag: Zoekvraag, nu: datetime, kaart: Kaartwoorden) -> None:
        self.vraag, self.nu = vraag, nu
        self.kaart = kaart
        self.lezer = Lezer(self.kaart)
        self.woorden = taal.nummers_aaneen(taal.woorden(vraag.q)[: lezen.MAX_WOORDEN])
        self.vrij = uren.vrije_dagen(nu)
        self.vondst: plaatsen.Vondst | None = None
        self.plaats_onbekend = ""
        self.provincies: tuple[str, ...] = ()
        self.land = ""
        self.onbekend: list[tuple[str, str]] = []
        self.gelijkend: dict[str, list[Woord]] = {}
        self.als_plaats = lezen.als_plaats(vraag.q)
        self.geraden = False
        self.vraag = self._zonder_vreemde_termen(vraag)
        self.lezer.haal([ALLES, *(token for _punten, tokens in BIJZAKEN for token in tokens)])

    def _zonder_vreemde_termen(self, vraag: Zoekvraag) -> Zoekvraag:
        """What filters on a term that is not there filters on nothing."""
        for naam in Indeling.VAST:
            waarden = getattr(vraag, naam)
            vreemd = [waarde for waarde in waarden if (naam, waarde) not in self.kaart.termslugs]
            if vreemd:
                self.onbekend += [(naam, waarde) for waarde in vreemd]
                blijft: dict[str, Any] = {naam: tuple(w for w in waarden if w not in vreemd)}
                vraag = replace(vraag, **blijft)
        return vraag

    # What is asked

    def uitkomst(self) -> Uitkomst:
        self._lees_plaats()
        gezeefd = self._filters()
        woorden = self._lees_plek(gezeefd)
        gezeefd = self._filters()
        termen = lezen.termen(woorden, self.kaart)
        gevonden = self._zoek_termen(termen, gezeefd)
        self.geraden = bool(gevonden.verbeterd)
        onbekende = [term.tekst for term in termen if not self._bestaat(term)]
        pagina = self._pagina(gevonden.wie, gevonden.raak)
        return replace(
            pagina,
            bedoel_je=self._bedoel_je(onbekende),
            plaats=self.vondst.plaats if self.vondst else None,
            plaatskeuze=self.vondst.keuze if self.vondst else (),
            plaats_onbekend=self.plaats_onbekend,
            provincies=self.provincies,
            land=self.land,
            versoepeld=gevonden.versoepeld,
            verbeterd=gevonden.verbeterd,
            weggelaten=gevonden.weggelaten,
            zonder_woorden=gevonden.zonder_woorden,
            onbekend=tuple(self.onbekend),
        )

    def _lees_plaats(self) -> None:
        """The place that was typed in its own field."""
        gekozen = plaatsen.alle().get(self.vraag.bij) if self.vraag.bij else None
        if gekozen is not None:
            self.vondst = plaatsen.Vondst(gekozen)
        elif self.vraag.plaats:
            naam = plaatsen.zonder_postcode(self.vraag.plaats)
            self.vondst = plaatsen.vind(naam, self.vraag.land)
            if self.vondst is None:
                self.provincies = plaatsen.provincies(naam, self.vraag.land)
                self.plaats_onbekend = "" if self.provincies else self.vraag.plaats

    def _lees_plek(self, gezeefd: int) -> list[str]:
        """The words of the question, without the country and the place that it names."""
        woorden = list(self.woorden)
        if not self.vraag.land:
            land, zonder = lezen.land(woorden)
            if (
                land
                and zonder
                and not self._in_een_naam(woorden, [w for w in woorden if w not in zonder], gezeefd)
            ):
                self.land, woorden = land, zonder if any(map(taal.zegt_iets, zonder)) else []
        if self.vondst or self.provincies or self.vraag.provincie:
            return woorden
        land = self.vraag.land or self.land
        plek = lezen.plek(woorden, land, self._is_woord) or lezen.plek(
            lezen.met_goede_plaats(woorden, self.kaart, self._lijkt_op), land, self._is_woord
        )
        if plek is None or self._in_een_naam(woorden, plek.woorden, gezeefd):
            return woorden
        self.vondst, self.provincies = plek.vondst, plek.provincies
        woorden = list(plek.zonder)
        return woorden if any(map(taal.zegt_iets, woorden)) else []

    def _is_woord(self, woord: str) -> bool:
        return woord in self.kaart.woorden or (woord.isdigit() and bool(self.kaart.met(woord)))

    def _in_een_naam(self, woorden: Sequence[str], deel: Sequence[str], gezeefd: int) -> bool:
        """Whether an entry has these words in its name and all the others somewhere: "CAW Antwerpen"."""
        raak = self.lezer.termen(lezen.termen(woorden, self.kaart))
        namen = [Term(woord, ((taal.stam(woord),),)) for woord in deel]
        in_naam = (term.heel for term in self.lezer.termen(namen))
        return bool(reduce(and_, (*(term.tekst for term in raak), *in_naam), gezeefd))

    # Who may be found

    def _filters(self) -> int:
        vraag, filter_ = self.vraag, self.lezer.filter
        over = filter_(ALLES)
        provincies = vraag.provincie or self.provincies
        keuzes = [
            [f"=l:{vraag.land or self.land}"] if vraag.land or self.land else [],
            sorted({f"={token}" for code in provincies for token in bediend(code)}),
            [f"=d:{slug}" for slug in vraag.doelgroep],
            [f"=w:{slug}" for slug in vraag.waarvoor],
            [f"=c:{slug}" for slug in vraag.categorie],
            [f"=k:{kanaal}" for kanaal in vraag.kanaal],
            *([f"={naam}"] for naam in ("gratis", "anoniem", "zelf", "verwijzer") if getattr(vraag, naam)),
        ]
        self.lezer.haal(token for tokens in keuzes for token in tokens)
        for tokens in filter(None, keuzes):
            over &= filter_(*tokens) | (self._navragen(provincies) if tokens[0].startswith("=p:") else 0)
        if vraag.open and over:
            over &= self._open()
        return over

    def _navragen(self, waar: Sequence[str]) -> int:
        """Who works in some part of these countries, and we don't know which: nobody may drop out for that."""
        landen = sorted({f"=l:{code[:2]}" for code in waar if len(code) == 2 or Provincie(code).bediend})
        ergens = [f"=p:{code}" for code in Provincie.values]
        self.lezer.haal((PLAATSELIJK, *landen, *ergens))
        return self.lezer.filter(*landen) & self.lezer.filter(PLAATSELIJK) & ~self.lezer.filter(*ergens)

    def _open(self) -> int:
        lopend = uren.lopende_uren(self.nu, self.vrij).filter(aanbod__zoekrij__isnull=False)
        nummers = lopend.values_list("aanbod__zoekrij__nr", flat=True)
        return self.lezer.filter("=altijd") | bits.van(nummers)

    # Who has the words

    def _zoek_termen(self, termen: Sequence[Term], gezeefd: int) -> _Gevonden:
        raak = self.lezer.termen(termen)
        alles = self._met(termen, raak, gezeefd)
        if alles or not termen:
            return _Gevonden(alles, raak)
        getypt = self._half_getypt(termen)
        if getypt is not None:
            raak_ = self.lezer.termen(getypt)
            if alles := self._met(getypt, raak_, gezeefd):
                return _Gevonden(alles, raak_)
        beter, verbeterd = self._verbeter(termen)
        raak = self.lezer.termen(beter)
        standen = {0: gezeefd}
        for term in raak:
            nieuw: dict[int, int] = {}
            for aantal, groep in standen.items():
                nieuw[aantal + 1] = nieuw.get(aantal + 1, 0) | (groep & term.tekst)
                nieuw[aantal] = nieuw.get(aantal, 0) | (groep & ~term.tekst)
            standen = nieuw
        if (
            gezeefd
            and not any(deze.tekst for deze in raak)
            and (self.vondst or gezeefd != self.lezer.filter(ALLES))
        ):
            weg = tuple(term.tekst for term in termen)
            return _Gevonden(gezeefd, (), weggelaten=weg, zonder_woorden=True)
        meeste = max((aantal for aantal, groep in standen.items() if groep), default=0)
        weg = tuple(term.tekst for term, deze in zip(beter, raak, strict=True) if not deze.tekst & gezeefd)
        versoepeld = 0 < meeste < len(termen)
        return _Gevonden(standen[meeste] if meeste else 0, raak, versoepeld, weg, verbeterd)

    @staticmethod
    def _met(termen: Sequence[Term], raak: Sequence[Raak], gezeefd: int) -> int:
        """Who has every term. A word like "hulp" counts, but nobody is left out for the lack of it."""
        sterk = [deze.tekst for term, deze in zip(termen, raak, strict=True) if term.tekst not in taal.ZWAK]
        return reduce(and_, sterk or (deze.tekst for deze in raak), gezeefd)

    def _verbeter(self, termen: Sequence[Term]) -> tuple[list[Term], tuple[tuple[str, str], ...]]:
        """With words of the map instead of those that it does not know and that look like one of them."""
        uit, verbeterd = [], []
        for term in termen:
            vast = self._bestaat(term) or len(term.tekst) <= taal.ANYWHERE
            anders = None if vast else self.kaart.typfout(term.tekst, self._lijkt_op(term.tekst))
            if anders is None:
                uit.append(term)
                continue
            verbeterd.append((term.tekst, anders.woord))
            uit += lezen.termen(anders.vorm.split(), self.kaart)
        return uit, tuple(verbeterd)

    def _lijkt_op(self, woord: str) -> list[Woord]:
        """What may have been meant; found out once."""
        if woord not in self.gelijkend:
            self.gelijkend[woord] = self.kaart.suggesties(woord, plaatsen=woord in self.als_plaats)
        return self.gelijkend[woord]

    def _half_getypt(self, termen: Sequence[Term]) -> list[Term] | None:
        """With the last word as the beginning of one: who searches as he types is not yet there."""
        laatste = termen[-1]
        if " " in laatste.tekst or len(laatste.tekst) < taal.ANYWHERE:
            return None
        begin = self.kaart.begint_met(laatste.tekst)
        alternatieven = (*laatste.alternatieven, *((stam,) for stam in begin))
        return [*termen[:-1], Term(laatste.tekst, alternatieven)] if begin else None

    def _bestaat(self, term: Term) -> bool:
        return any(all(self.kaart.met(stam) for stam in a) for a in term.alternatieven)

    # What stands on the page

    def _pagina(self, gevonden: int, raak: Sequence[Raak]) -> Uitkomst:
        if self.vondst is not None:
            return self._bij(self.vondst.plaats, gevonden, raak)
        provincies = self.vraag.provincie or self.provincies
        navragen = gevonden & self._navragen(provincies) if provincies else 0
        return self._verdeel(
            [
                self._deel("alles", _("Gevonden"), gevonden & ~navragen, raak),
                self._deel("navragen", _("Werkgebied niet bekend, vraag het na"), navragen, raak),
            ]
        )

    def _deel(self, soort: str, kop: str, wie: int, raak: Sequence[Raak]) -> _Deel:
        return _Deel(soort, kop, self._op_rang(wie, raak), wie.bit_count())

    def _verdeel(self, delen: Sequence[_Deel], afstanden: Mapping[int, int] | None = None) -> Uitkomst:
        """One page of these, one behind the other."""
        aantal = sum(deel.grootte for deel in delen)
        pagina, paginas = self._welke(aantal)
        begin, over = (pagina - 1) * PER_PAGINA, PER_PAGINA
        groepen = []
        for deel in delen:
            nummers: list[int] = []
            if begin < deel.grootte and over:
                volgorde = deel.volgorde
                nummers = (
                    [*volgorde[begin : begin + over]] if deel.op_afstand else snee(volgorde, begin, over)
                )
            begin = max(0, begin - deel.grootte)
            over -= len(nummers)
            if nummers:
                groepen.append(Groep(deel.soort, deel.kop, self._rijen(nummers, afstanden or {})))
        return Uitkomst(tuple(groepen), aantal, self.vrij, pagina, paginas)

    def _op_rang(self, wie: int, raak: Sequence[Raak]) -> list[int]:
        justitie = self.lezer.filter("=h:justitie") if self.geraden else 0
        # What we guessed that somebody meant never leads to the politie first.
        return [*self._rang(wie & ~justitie, raak), *self._rang(wie & justitie, raak)]

    def _rang(self, wie: int, raak: Sequence[Raak]) -> list[int]:
        if not raak:
            return [wie]  # nothing was asked, so nothing is better: by name
        bijzaken = [(punten, self.lezer.filter(*tokens)) for punten, tokens in BIJZAKEN]
        eigen = reduce(and_, (term.eigen for term in raak))
        return rangschik(wie, raak, [*bijzaken, (EIGEN, eigen)])

    def _welke(self, aantal: int) -> tuple[int, int]:
        paginas = max(1, -(-aantal // PER_PAGINA))
        return min(self.vraag.pagina, paginas), paginas

    def _bij(self, plaats: plaatsen.Plaats, gevonden: int, raak: Sequence[Raak]) -> Uitkomst:
        """Near a place; what works in its province without a known place; what helps everywhere there; whose area we
        don't know. Its own country comes first: when nothing is near, the other country is a group at the end.
        """
        hier = gevonden & self.lezer.filter(f"=l:{plaats.land}")
        overal = hier & self.lezer.filter("=b:landelijk", "=b:online")
        ver, afstanden, verderop = nabij.afstanden(plaats, gevonden & ~overal, hier)
        dichtbij, grens = bits.van(afstanden), bits.van(verderop)
        provincie = hier & ~overal & ~dichtbij & self.lezer.filter(f"=p:{plaats.provincie}")
        navragen = hier & ~dichtbij & self._navragen([plaats.land])
        eigen = dichtbij | provincie | overal | navragen
        werkt_in = _("Werkt in %(provincie)s") % {"provincie": Provincie(plaats.provincie).label}
        delen = [
            self._op_afstand("dichtbij", self._kop_dichtbij(plaats, ver), afstanden, raak),
            self._deel("provincie", werkt_in, provincie, raak),
            self._deel("overal", _("Landelijk en online"), overal, raak),
            self._deel("navragen", _("Werkgebied niet bekend, vraag het na"), navragen, raak),
        ]
        if ver == 0:
            delen.append(delen.pop(0))  # what is far is no first choice
        # Of nobody who helps there: who does elsewhere, for that is no dead end.
        elders = 0 if eigen else gevonden & ~grens
        delen += [
            self._op_afstand("grens", _("Over de grens"), verderop, raak),
            self._deel(
                "elders", _("Niet in de buurt van %(plaats)s") % {"plaats": plaats.naam}, elders, raak
            ),
        ]
        verruimd = ver if ver != nabij.DICHTBIJ and afstanden else None
        return replace(self._verdeel(delen, afstanden | verderop), verruimd_tot=verruimd)

    def _op_afstand(self, soort: str, kop: str, afstanden: Mapping[int, int], raak: Sequence[Raak]) -> _Deel:
        """The nearest first; of those that are as far, the best first."""
        sets = self._op_rang(bits.van(afstanden), raak)
        rang = {nr: plek for plek, groep in enumerate(sets) for nr in bits.nummers(groep)}
        volgorde = sorted(afstanden, key=lambda nr: (afstanden[nr], rang[nr], nr))
        return _Deel(soort, kop, volgorde, len(volgorde), op_afstand=True)

    @staticmethod
    def _kop_dichtbij(plaats: plaatsen.Plaats, ver: int) -> str:
        if ver == 0:
            return _("Verder weg van %(plaats)s") % {"plaats": plaats.naam}
        return _("Binnen %(km)d km van %(plaats)s") % {"km": ver, "plaats": plaats.naam}

    def _rijen(self, nummers: Sequence[int], afstanden: Mapping[int, int]) -> list[Aanbod]:
        rijen = lijstrijen().filter(zoekrij__nr__in=nummers).annotate(nr=F("zoekrij__nr"))
        op_nr = {rij.nr: rij for rij in rijen}
        for nr, rij in op_nr.items():
            koorde = afstanden.get(nr)
            rij.__dict__["afstand"] = None if koorde is None else plaatsen.hele_kilometers(koorde)
            rij.__dict__["vrij"] = self.vrij
            rij.__dict__["ander_land"] = self.vondst is not None and self.vondst.plaats.land not in rij.land
        return [op_nr[nr] for nr in nummers if nr in op_nr]

    # What else

    def _bedoel_je(self, onbekende: Sequence[str]) -> tuple[Suggestie, ...]:
        uit: dict[Suggestie, None] = {}
        if self.plaats_onbekend and not plaatsen.is_postcode(self.plaats_onbekend):
            for woord in self.kaart.plaatsen_als(taal.vouw(self.plaats_onbekend)):
                uit[Suggestie(woord, "plaats")] = None
        for woord in onbekende:
            for anders in self._lijkt_op(woord):
                heel = [anders.woord if eigen == woord else eigen for eigen in self.woorden]
                uit[Suggestie(" ".join(heel))] = None
        return tuple(uit)[: 2 * PER_PAGINA]
