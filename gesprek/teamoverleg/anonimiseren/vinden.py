"""The public functions; `__init__` says how they are used."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from gesprek.teamoverleg.anonimiseren.sleutels import Sleutels
from gesprek.teamoverleg.anonimiseren.soorten import WAARSCHUWINGEN, Treffer
from gesprek.teamoverleg.anonimiseren.tekst import GRENS
from gesprek.teamoverleg.anonimiseren.vouwen import plekken_van_zichtbaar, vouw, zichtbaar
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord, lijsten
from gesprek.teamoverleg.anonimiseren.zoeken import Vraag, zoek

Land = Literal["NL", "BE"]


def vind(
    tekst: str,
    *,
    namenlijst: Collection[str] = (),
    bekend: Collection[str] = (),
    maskeren: Collection[str] = (),
    houden: Collection[str] = (),
) -> list[Treffer]:
    """The hits in one text, in order and without overlap."""
    alles = vind_in({"": tekst}, namenlijst=namenlijst, bekend=bekend, maskeren=maskeren, houden=houden)
    return alles[""]


def vind_in(
    teksten: Mapping[str, str],
    *,
    namenlijst: Collection[str] = (),
    bekend: Collection[str] = (),
    maskeren: Collection[str] = (),
    houden: Collection[str] = (),
) -> dict[str, list[Treffer]]:
    """The hits in many texts at once: who is found in one is found in all, with one key."""
    vraag = Vraag(*(tuple(map(zichtbaar, lijst)) for lijst in (namenlijst, bekend, maskeren, houden)))
    # Searched is what a reader sees: a joiner in the middle of a name must not hide it.
    gezien = [zichtbaar(tekst) for tekst in teksten.values()]
    heel = GRENS.join(gezien)
    try:
        vondsten = zoek(heel, vraag)
    finally:
        # The words of these texts don't stay in memory for who comes next.
        is_woord.cache_clear()
        vouw.cache_clear()
    sleutels = Sleutels(heel, vondsten)
    begin = [0]
    for tekst in gezien:
        begin.append(begin[-1] + len(tekst) + len(GRENS))
    bron = [(tekst, plekken_van_zichtbaar(tekst)) for tekst in teksten.values()]
    per_tekst: list[list[Treffer]] = [[] for _ in teksten]
    for vondst in vondsten:
        nummer = bisect_right(begin, vondst.begin) - 1
        van, tot = vondst.begin - begin[nummer], vondst.eind - begin[nummer]
        tekst, plekken = bron[nummer]
        if plekken is not None:
            van, tot = plekken[van], plekken[tot - 1] + 1
        per_tekst[nummer].append(
            Treffer(
                van,
                tot,
                tekst[van:tot],
                sleutels.soort(vondst),
                vondst.regel,
                vondst.zeker,
                sleutels.sleutel(vondst),
            )
        )
    return dict(zip(teksten, per_tekst, strict=True))


def vervang(tekst: str, treffers: Iterable[Treffer], *, waarschuwingen: bool = False) -> str:
    """The text with a placeholder for each of these hits; warnings only when asked."""
    delen: list[str] = []
    waar = 0
    for treffer in sorted(treffers, key=lambda t: t.begin):
        if treffer.begin < waar or (treffer.soort in WAARSCHUWINGEN and not waarschuwingen):
            continue
        delen += [tekst[waar : treffer.begin], f"[{treffer.sleutel}]"]
        waar = treffer.eind
    return "".join([*delen, tekst[waar:]])


def warm_op(*, wachten: bool = False) -> threading.Thread:
    """Reads the lists in a thread of its own, so that the first search needn't wait for them."""

    def lees() -> None:
        lijsten()
        is_woord("woord")
        vind("Jan belt 06 12345678 op 1 mei 2020.")

    draad = threading.Thread(target=lees, name="anonimiseren", daemon=True)
    draad.start()
    if wachten:
        draad.join()
    return draad
