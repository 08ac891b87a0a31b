"""What the content is made of: frozen structs, read from TOML by `lader`.

Every id in here may be referred to by a stored dossier, so an id is never reused for something else and a text
never serves as a key. `land` is None where something holds for both countries.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

LandId = Literal["nl", "vl"]
LANDEN: tuple[LandId, ...] = ("nl", "vl")
VeldSoort = Literal["kort", "lang", "datum", "keuze", "meerkeuze", "rijen"]
KolomSoort = Literal["kort", "lang", "datum", "keuze", "aanbod", "voorbeeld"]
"""`aanbod`: the slug of an entry of the sociale kaart. Not typed but chosen there, and shown as its numbers.
`voorbeeld`: the id of the example that the row came from, as long as nobody made it their own."""
PlanGrond = Literal["kinderen", "zelf", "domeinen"]
"""Why a section of the safety plan is shown (`veiligheidsplan.plan.gronden`)."""
SpiegelSoort = Literal["veralgemening", "oordeel", "etiket", "invullen", "sturend"]
Kader = Literal["wat-als", "vragenfamilies", "doen-en-laten", "geheim-en-melden", "sociale-kaart", "meldcode"]


class _Vast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A struct that refuses keys it does not know, so that a typing mistake in the content is found."""


class Blok(_Vast, frozen=True):
    """A piece of guidance in the small markup of `opmaak`, with where it rests on and who looked at it."""

    tekst: str
    titel: str = ""
    land: LandId | None = None
    rollen: tuple[str, ...] = ()
    """Shown only to these roles; empty is for all. With rollen, it takes the place of the block with `anders`."""
    anders: bool = False
    """The general block of its `land`, shown where no block of the same `groep` names the role."""
    groep: str = ""
    bron: str = ""
    sinds_2022: str = ""
    nagekeken: date | None = None
    nazicht: Literal["", "deskundig", "juridisch"] = ""
    """Which look is still due when `nagekeken` is empty; "" is for plain guidance out of the manual."""


class Optie(_Vast, frozen=True):
    id: str
    tekst: str
    land: LandId | None = None


class Punt(_Vast, frozen=True):
    """One line of a checklist: something that has to be true, said in the first person."""

    id: str
    tekst: str
    land: LandId | None = None


class Kolom(_Vast, frozen=True):
    id: str
    soort: KolomSoort
    label: str
    opties: tuple[Optie, ...] = ()
    op_kaart: str = ""
    """How the client's paper calls it. Empty: it never stands on a paper for the client."""
    spiegel: bool = False
    """Whether the taalspiegel reads along: what the professional says, and nothing that others said."""


class Veld(_Vast, frozen=True):
    """A question to write an answer to."""

    id: str
    soort: VeldSoort
    label: str
    hulp: str = ""
    opties: tuple[Optie, ...] = ()
    opties_uit: str = ""
    """Id of a question family whose questions are the options of a `meerkeuze`."""
    kolommen: tuple[Kolom, ...] = ()
    kolommen_uit: str = ""
    """Name of a set of columns that more fields of this file share; the loader fills `kolommen` with it."""
    rij: str = ""
    """What one row is called, in the singular: "waarneming", "afspraak"."""
    land: LandId | None = None
    op_kaart: str = ""
    """How the client's paper calls it. Empty: it never stands on a paper for the client."""
    spiegel: bool = False
    """As of a `Kolom`; of a field of rows, its columns say it."""


class Onderdeel(_Vast, frozen=True):
    """A part of a step: guidance, then a checklist, then questions."""

    id: str
    titel: str
    uitleg: str
    bron: str
    punten: tuple[Punt, ...]
    velden: tuple[Veld, ...]
    sinds_2022: str = ""
    nagekeken: date | None = None
    blokken: tuple[Blok, ...] = ()
    kaders: tuple[Kader, ...] = ()
    """Shared pieces shown with this part, folded away."""


class Stap(_Vast, frozen=True):
    id: str
    nummer: int
    titel: str
    kort: str
    """One sentence for the task list."""
    inleiding: str
    onderdelen: tuple[Onderdeel, ...]


class Plandeel(Onderdeel, frozen=True):
    """A section of the safety plan. `bij`: shown when one of these grounds holds; empty is always."""

    bij: tuple[PlanGrond, ...] = ()


class Voorbeeld(_Vast, frozen=True):
    """An example of a row: the field it belongs to, and its columns."""

    id: str
    veld: str
    waarden: dict[str, str]


class Uitgangspunt(_Vast, frozen=True):
    """A situation to start from, with examples that fit it."""

    id: str
    titel: str
    kort: str
    voorbeelden: tuple[Voorbeeld, ...]
    bron: str = ""


class Veiligheidsplan(_Vast, frozen=True):
    """The safety plan: what it is for (`begin`), its sections, and situations to start from."""

    titel: str
    kort: str
    inleiding: str
    vanuit: str
    """The part of a step from which the plan opens."""
    lijnen: tuple[str, ...]
    """Ids of `landen` that the plan offers to put in."""
    kolomsets: dict[str, tuple[Kolom, ...]]
    begin: Onderdeel
    onderdelen: tuple[Plandeel, ...]
    uitgangspunten: tuple[Uitgangspunt, ...]

    def als_stap(self, stap_id: str, onderdelen: tuple[Onderdeel, ...]) -> Stap:
        """These parts of the plan as a form like that of a step."""
        return Stap(
            id=stap_id,
            nummer=0,
            titel=self.titel,
            kort=self.kort,
            inleiding=self.inleiding,
            onderdelen=onderdelen,
        )


class Tijdens(_Vast, frozen=True):
    """The page to use in the talk itself: what it shows of the steps, by id, and its own part (`onderdeel`).

    opening: the part with the first sentences
    boodschappen, eigen_vragen: rows that it shows
    vakken: question family → the field of a step for what was said about it
    gevoelens: the fields of a step for the feelings that one heard
    """

    titel: str
    kort: str
    inleiding: str
    opening: str
    boodschappen: str
    eigen_vragen: str
    gevoelens: tuple[str, ...]
    vakken: dict[str, str]
    onderdeel: Onderdeel


class Terugblik(_Vast, frozen=True):
    """What a follow-up talk begins with: how it went since the last one."""

    titel: str
    kort: str
    inleiding: str
    onderdelen: tuple[Onderdeel, ...]


class Intervisie(_Vast, frozen=True):
    """What a group asks itself when it looks at a note together."""

    titel: str
    vragen: tuple[str, ...]
    bron: str


class Overlegblad(_Vast, frozen=True):
    """Making a note for a colleague: its questions (`onderdeel`), and what it takes of the rest, by id.

    vanuit: the parts of the steps from which it opens
    regels: the part whose blocks say what one may share; they stand there, so that a legal sentence can't differ
    vraag, namen: of its own fields, the question to the reader, and the names that never go along
    standaard: the fields that go along until somebody chooses
    """

    titel: str
    kort: str
    inleiding: str
    vanuit: tuple[str, ...]
    regels: str
    vraag: str
    namen: str
    standaard: tuple[str, ...]
    onderdeel: Onderdeel
    intervisie: Intervisie

    def als_stap(self) -> Stap:
        """Its questions as a form like that of a step."""
        return Stap("overleg", 0, self.titel, self.kort, self.inleiding, (self.onderdeel,))


class Vraag(_Vast, frozen=True):
    id: str
    tekst: str


class VragenFamilie(_Vast, frozen=True):
    id: str
    titel: str
    uitleg: str
    vragen: tuple[Vraag, ...]


class Vragen(_Vast, frozen=True):
    bron: str
    inleiding: str
    gevoelens: tuple[str, ...]
    """Feelings to ask after."""
    let_op: str
    families: tuple[VragenFamilie, ...]


class WatAlsKaart(_Vast, frozen=True):
    id: str
    titel: str
    kort: str
    """One line, for a paper to hold."""
    tekst: str


class WatAls(_Vast, frozen=True):
    bron: str
    inleiding: str
    escalatie: str
    kaarten: tuple[WatAlsKaart, ...]


class Regel(_Vast, frozen=True):
    id: str
    tekst: str
    waarom: str


class DoenEnLaten(_Vast, frozen=True):
    bron: str
    inleiding: str
    doen: tuple[Regel, ...]
    laten: tuple[Regel, ...]


class Spiegelregel(_Vast, frozen=True):
    """Words that the taalspiegel points at. The notation of `patronen` and `behalve`: `inhoud.patronen`."""

    id: str
    soort: SpiegelSoort
    patronen: tuple[str, ...]
    waarom: str
    liever: str
    """What one could say instead, in the first person or in terms of behaviour."""
    bron: str
    behalve: tuple[str, ...] = ()
    """No hint of this rule in a sentence that holds one of these."""


class Taalspiegel(_Vast, frozen=True):
    """What the taalspiegel points at in the professional's own words.

    woorden: sets of words that patterns may name as `@naam`
    vrij: a sentence that holds one of these gets no hint but about an etiket
    """

    inleiding: str
    woorden: dict[str, tuple[str, ...]]
    vrij: tuple[str, ...]
    regels: tuple[Spiegelregel, ...]


class Thema(_Vast, frozen=True):
    """A page of background. Its id is its address."""

    id: str
    nummer: int
    titel: str
    kort: str
    blokken: tuple[Blok, ...]


class Begrip(_Vast, frozen=True):
    id: str
    woord: str
    uitleg: str
    liever_niet: tuple[str, ...] = ()
    """Words that are better not used for this."""
    waarom: str = ""
    bron: str = ""


class Begrippen(_Vast, frozen=True):
    inleiding: str
    begrippen: tuple[Begrip, ...]


class GeheimEnMelden(_Vast, frozen=True):
    """Professional secrecy and reporting: what the manual says, and a block per country and role."""

    titel: str
    inleiding: str
    blokken: tuple[Blok, ...]


class Protocol(_Vast, frozen=True):
    """One of the four protocols of `/acuut/`. `lijnen` are ids of `landen`, most urgent first."""

    id: str
    nummer: int
    titel: str
    kort: str
    lijnen: tuple[str, ...]
    blokken: tuple[Blok, ...]


class Land(_Vast, frozen=True):
    id: LandId
    naam: str


class Rol(_Vast, frozen=True):
    id: str
    naam: str
    landen: tuple[LandId, ...]


class Lijn(_Vast, frozen=True):
    """A need ("suicide") and the organisation of the sociale kaart that answers it, per country (its slug)."""

    id: str
    waarvoor: str
    nl: tuple[str, ...] = ()
    vl: tuple[str, ...] = ()


class Landen(_Vast, frozen=True):
    landen: tuple[Land, ...]
    rollen: tuple[Rol, ...]
    lijnen: tuple[Lijn, ...]
    in_zin: dict[str, str] = {}
    """Slug → how the organisation behind a line is named in the middle of a sentence: "de politie"."""
    per_nummer: dict[str, dict[str, str]] = {}
    """Slug → label of a number → whom one calls there, for an organisation of a line with a number per need. A sentence
    then names them all: whoever is bleeding needs another number than whoever is threatened."""


class OefenRij(_Vast, frozen=True):
    id: str
    waarden: dict[str, str]


class Oefencasus(_Vast, frozen=True):
    """A fictional, complete preparation. Keys are ids of fields, points and steps.

    vandaag: the day that its dates are told from; they move along with the day of practising
    """

    label: str
    land: LandId
    rol: str
    vandaag: date
    teksten: dict[str, str]
    keuzes: dict[str, tuple[str, ...]]
    rijen: dict[str, tuple[OefenRij, ...]]
    punten: tuple[str, ...]
    klaar: tuple[str, ...]


class Verraadt(_Vast, frozen=True):
    """A word that may tell too much on a paper of the client, and how it is looked for.

    zacht: an ordinary word that only tells something beside others; it never hides a name or a number of ours
    """

    woord: str
    hoe: Literal["begin", "overal", "heel", "samen"]
    zacht: bool = False


class Discreet(_Vast, frozen=True):
    """What may not stand on a paper of the client by our doing, and what its owner is told to look at once more.

    namen: of organisations; looked for as whole words, with or without what stands between them
    """

    woorden: tuple[Verraadt, ...]
    namen: tuple[str, ...]


class Inhoud(_Vast, frozen=True):
    """All content of one language."""

    stappen: tuple[Stap, ...]
    vragen: Vragen
    wat_als: WatAls
    doen_en_laten: DoenEnLaten
    themas: tuple[Thema, ...]
    begrippen: Begrippen
    geheim: GeheimEnMelden
    protocollen: tuple[Protocol, ...]
    landen: Landen
    oefencasus: Oefencasus
    veiligheidsplan: Veiligheidsplan
    taalspiegel: Taalspiegel
    tijdens: Tijdens
    terugblik: Terugblik
    overleg: Overlegblad
    discreet: Discreet

    @property
    def onderdelen(self) -> tuple[Onderdeel, ...]:
        """Every part that holds fields: of the steps, and of what stands beside them."""
        stappen = (deel for stap in self.stappen for deel in stap.onderdelen)
        plan = (self.veiligheidsplan.begin, *self.veiligheidsplan.onderdelen)
        bladen = (self.tijdens.onderdeel, *self.terugblik.onderdelen, self.overleg.onderdeel)
        return (*stappen, *plan, *bladen)

    def stap(self, stap_id: str) -> Stap:
        """The step with this id; raises KeyError."""
        for stap in self.stappen:
            if stap.id == stap_id:
                return stap
        raise KeyError(stap_id)

    def rollen_van(self, land: LandId) -> tuple[Rol, ...]:
        return tuple(rol for rol in self.landen.rollen if land in rol.landen)
