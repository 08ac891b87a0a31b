"""What the anonymiser found in the chosen texts, what was decided about it, and what goes along. No Django.

A decision belongs to a word in a text: its key, the word, and the how-manieth it is there of how many. So it holds
when something changes elsewhere, and is asked anew when the same word comes or goes in that text: a "keep" must never
end up at another place. What is certain goes until somebody keeps it; about a doubt somebody decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from gesprek.dossier import ANDERS, Dossier, Overleg
from gesprek.inhoud.model import Inhoud
from gesprek.invoer.stand import digest
from gesprek.teamoverleg.anonimiseren import WAARSCHUWINGEN, Reden, Treffer, onbetrouwbaar, vervang, vind_in
from gesprek.teamoverleg.notitie import Bron

WEG, HOUDEN = "weg", "houden"
"""How a decision is kept, beside ANDERS with what comes in its place."""
Stand = Literal["weg", "houden", "anders", "open"]
MAX_ANDERS = 200


@dataclass(frozen=True, slots=True)
class Plek:
    """A hit in a text, and what happens to it.

    id: names it in a decision; `nummer` counts all of them, for the page
    anders: what comes in its place when the professional wrote something else
    """

    id: str
    nummer: int
    treffer: Treffer
    besloten: bool
    stand: Stand
    anders: str = ""

    @property
    def woord(self) -> str:
        """What was found, to see whether it is the same elsewhere."""
        return self.treffer.fragment.casefold()

    @property
    def vervanging(self) -> str:
        """What stands there in the note."""
        if self.stand == "houden" or self.stand == "open":
            return self.treffer.fragment
        return self.anders if self.stand == "anders" else f"[{self.treffer.sleutel}]"


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of a text; `plek` is None where nothing was found."""

    tekst: str
    plek: Plek | None = None


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text with its hits. `tekst` is what was searched: what was written, or written anew.

    verouderd: what was written anew, when the text itself changed since; it then counts no more
    """

    bron: Bron
    tekst: str
    herschreven: bool
    verouderd: str
    plekken: tuple[Plek, ...]

    @property
    def stukken(self) -> Iterator[Stuk]:
        """The text cut at its hits."""
        waar = 0
        for plek in self.plekken:
            if waar < plek.treffer.begin:
                yield Stuk(self.tekst[waar : plek.treffer.begin])
            yield Stuk(plek.treffer.fragment, plek)
            waar = plek.treffer.eind
        if waar < len(self.tekst):
            yield Stuk(self.tekst[waar:])

    @property
    def open(self) -> tuple[Plek, ...]:
        return tuple(plek for plek in self.plekken if plek.stand == "open")

    def reden(self) -> Reden | None:
        """Why a search says little about this text. It costs a look at every word: ask once, where it is shown."""
        return onbetrouwbaar(self.tekst)

    @property
    def zonder_namen(self) -> str:
        """What goes along."""
        return "".join(stuk.plek.vervanging if stuk.plek else stuk.tekst for stuk in self.stukken)


@dataclass(frozen=True, slots=True)
class Nagezien:
    """All texts of a note."""

    teksten: tuple[Tekst, ...]

    @property
    def plekken(self) -> tuple[Plek, ...]:
        return tuple(plek for tekst in self.teksten for plek in tekst.plekken)

    @property
    def open(self) -> tuple[Plek, ...]:
        """What has to be decided yet."""
        return tuple(plek for plek in self.plekken if plek.stand == "open")

    def onzeker(self) -> tuple[Tekst, ...]:
        """The texts that could not be searched well."""
        return tuple(tekst for tekst in self.teksten if tekst.reden())

    @property
    def verouderd(self) -> tuple[Tekst, ...]:
        return tuple(tekst for tekst in self.teksten if tekst.verouderd)

    @property
    def zonder_namen(self) -> dict[str, str]:
        """Key of a text → what goes along."""
        return {tekst.bron.sleutel: tekst.zonder_namen for tekst in self.teksten}

    def plek(self, plek_id: str) -> Plek | None:
        return next((plek for plek in self.plekken if plek.id == plek_id), None)

    def gelijk_aan(self, plek: Plek) -> tuple[Plek, ...]:
        """The places where the same is said, in any text; also the place itself."""
        return tuple(ander for ander in self.plekken if ander.woord == plek.woord)


def namen_van(dossier: Dossier, inhoud: Inhoud) -> tuple[str, ...]:
    """The dossier's own list of names that never go along."""
    alle = (w.strip() for rij in dossier.rijen.get(inhoud.overleg.namen, ()) for w in rij.waarden.values())
    return tuple(dict.fromkeys(naam for naam in alle if naam))


def zie_na(
    overleg: Overleg, bronnen: Collection[Bron], namenlijst: Collection[str], bekend: Collection[str]
) -> Nagezien:
    """Search these texts and apply what was decided."""
    gelezen = {bron.sleutel: _gelezen(overleg, bron) for bron in bronnen}
    anders = {
        naam: keus.removeprefix(ANDERS) for naam, keus in overleg.besluiten.items() if keus.startswith(ANDERS)
    }
    zoek = {f"t {sleutel}": tekst for sleutel, (tekst, _her, _oud) in gelezen.items()}
    # What comes in the place of a hit is searched along with the rest: a name must not come back that way.
    zoek |= {f"a {naam}": tekst for naam, tekst in anders.items()}
    gevonden = vind_in(zoek, namenlijst=namenlijst, bekend=bekend, maskeren=overleg.maskeren)
    veilig = {naam: vervang(tekst, gevonden[f"a {naam}"]) for naam, tekst in anders.items()}
    teller = iter(range(1, 1_000_000))
    teksten = []
    for bron in bronnen:
        tekst, herschreven, verouderd = gelezen[bron.sleutel]
        plekken = tuple(
            _plekken(bron.sleutel, gevonden[f"t {bron.sleutel}"], overleg.besluiten, veilig, teller)
        )
        teksten.append(Tekst(bron, tekst, herschreven, verouderd, plekken))
    return Nagezien(tuple(teksten))


def _gelezen(overleg: Overleg, bron: Bron) -> tuple[str, bool, str]:
    """(text to search, whether it was written anew, what was written anew of a text that changed since)."""
    if bron.sleutel not in overleg.herschreven:
        return bron.tekst, False, ""
    van, tekst = overleg.herschreven[bron.sleutel]
    return (tekst, True, "") if van == digest(bron.tekst) else (bron.tekst, False, tekst)


def _plekken(
    sleutel: str,
    treffers: Collection[Treffer],
    besluiten: Mapping[str, str],
    veilig: Mapping[str, str],
    teller: Iterator[int],
) -> Iterator[Plek]:
    van = Counter(treffer.fragment for treffer in treffers)
    hoeveelste: Counter[str] = Counter()
    for treffer in treffers:
        woord = treffer.fragment
        hoeveelste[woord] += 1
        plek_id = f"{sleutel}.{digest(woord)}.{hoeveelste[woord]}-{van[woord]}"
        besluit = besluiten.get(plek_id, "")
        stand: Stand = "weg" if treffer.zeker and treffer.soort not in WAARSCHUWINGEN else "open"
        if besluit.startswith(ANDERS):
            stand = "anders"
        elif besluit in (WEG, HOUDEN):
            stand = "weg" if besluit == WEG else "houden"
        yield Plek(plek_id, next(teller), treffer, bool(besluit), stand, veilig.get(plek_id, ""))


# Deciding


def besluit(overleg: Overleg, besluiten: Mapping[str, str]) -> Overleg:
    """With these decisions, by place; "" takes one back."""
    alle = {**overleg.besluiten, **besluiten}
    return overleg.met(besluiten={naam: keus for naam, keus in alle.items() if keus})


def met_woord(overleg: Overleg, woord: str) -> Overleg:
    """With a word that goes everywhere."""
    return overleg.met(maskeren=tuple(dict.fromkeys((*overleg.maskeren, woord)))) if woord else overleg


def zonder_woord(overleg: Overleg, woord: str) -> Overleg:
    return overleg.met(maskeren=tuple(ander for ander in overleg.maskeren if ander != woord))


def herschrijf(overleg: Overleg, bron: Bron, tekst: str) -> Overleg:
    """With another text in the place of this one; the same text takes it back."""
    over = {sleutel: wat for sleutel, wat in overleg.herschreven.items() if sleutel != bron.sleutel}
    if tekst != bron.tekst:
        over[bron.sleutel] = (digest(bron.tekst), tekst)
    return overleg.met(herschreven=over)


def zonder_resten(overleg: Overleg, sleutels: Collection[str]) -> Overleg:
    """Without what was decided or written anew of texts that are not there any more."""
    hier = set(sleutels)
    return overleg.met(
        besluiten={n: k for n, k in overleg.besluiten.items() if n.rsplit(".", 2)[0] in hier},
        herschreven={n: w for n, w in overleg.herschreven.items() if n in hier},
    )
