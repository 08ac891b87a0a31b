"""Finds what may say who a text is about, and puts placeholders there that keep the meaning.

    >>> from gesprek.teamoverleg.anonimiseren import onbetrouwbaar, vervang, vind
    >>> tekst = "Mn broer kees is 14 en zit op de chiro van Wetteren."
    >>> vervang(tekst, vind(tekst))
    'Mn broer [persoon 1] is [leeftijd] en zit op de [club 1].'
    >>> onbetrouwbaar("My husband is looking at pictures and I don't know what to do")
    <Reden.ANDERE_TAAL: 'andere taal'>

* `vind(tekst)` gives the hits of one text, `vind_in(teksten)` those of many at once: the same person has the same
  placeholder in all of them. A `Treffer` says where it is, of what kind, by which rule, and whether it is certain.
* `vervang(tekst, treffers)` puts in the placeholders of the hits it is given; leave some out to keep them.
* `namenlijst`: one's own names. They go everywhere, in any case, with or without accents, with 's, -tje, -ke.
  `maskeren`: words that must go as well. `houden`: words that may stay. `bekend`: public organisations that
  a reader should see ("Veilig Thuis"); the best known are built in.
* `onbetrouwbaar(tekst)` gives a `Reden` when a search says little: no words (only emoji), another
  language, or a mark that has letters read the other way round.
* `warm_op()` reads the lists in the background; without it the first search does (some tens of milliseconds).

Pure Python without Django, and of this project only this folder. It works on Dutch, of the Netherlands and of
Flanders. It looks for names, not for people: who knows the situation may recognise somebody still.
"""

from gesprek.teamoverleg.anonimiseren.soorten import WAARSCHUWINGEN, Soort, Treffer
from gesprek.teamoverleg.anonimiseren.taal import Reden, onbetrouwbaar
from gesprek.teamoverleg.anonimiseren.vinden import vervang, vind, vind_in, warm_op

__all__ = [
    "WAARSCHUWINGEN",
    "Reden",
    "Soort",
    "Treffer",
    "onbetrouwbaar",
    "vervang",
    "vind",
    "vind_in",
    "warm_op",
]
