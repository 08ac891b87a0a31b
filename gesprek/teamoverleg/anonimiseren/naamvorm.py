"""What may be a name, and how far it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.tekst import Token
from gesprek.teamoverleg.anonimiseren.woorden import (
    BEGIN_TUSSEN,
    GEWOON,
    KIND_WOORDEN,
    NAAMACHTIG,
    RELATIES,
    SPREEKT,
    TUSSENVOEGSELS,
)
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord, lijsten

Behoud = Callable[[Token], bool]


def stammen(vorm: str) -> Iterator[str]:
    """A word, and what is left of it without the endings that Dutch hangs on names."""
    yield vorm
    for einde in ("'s", "s", "'", "tjes", "tje", "jes", "je", "eke", "ke", "etje", "pje", "ie"):
        if vorm.endswith(einde) and len(vorm) - len(einde) >= 2:
            yield vorm[: -len(einde)]


def is_voornaam(vorm: str) -> bool:
    boek = lijsten()
    if any(stam in boek.voornamen for stam in stammen(vorm)):
        return True
    delen = vorm.split("-")
    return len(delen) > 1 and (
        delen[0] in boek.voornamen or (delen[-1] in boek.voornamen and not is_woord(delen[0]))
    )


def is_naam(vorm: str) -> bool:
    return is_voornaam(vorm) or any(stam in lijsten().achternamen for stam in stammen(vorm))


def gewoon_klein(woord: Token) -> bool:
    """A word that, written small, is no name in any place."""
    return (
        woord.vorm in GEWOON
        or woord.vorm in SPREEKT
        or woord.vorm in RELATIES
        or woord.vorm in TUSSENVOEGSELS
    )


def kan_klein(woord: Token) -> bool:
    """Whether a small word may be a name behind a word that announces one."""
    if woord.vorm in NAAMACHTIG and woord.vorm in lijsten().voornamen and woord.vorm not in SPREEKT:
        return True
    if gewoon_klein(woord) or len(woord.vorm) < 2:
        return False
    return woord.vorm in lijsten().voornamen or (not is_woord(woord.vorm) and len(woord.vorm) > 2)


def verder(woorden: Sequence[Token], i: int, behoud: Behoud) -> int:
    """Where the name that begins at word i ends: `Jan van den Broeck`, `jan de vries`, `De Smedt`."""
    eind = i + 1
    n = eind
    klein = not woorden[i].hoofd
    while n < len(woorden) and n < i + 8:
        woord = woorden[n]
        if not (
            woord.los
            or (woord.ervoor in {". ", "."} and len(woorden[n - 1].tekst) == 1)
            or is_het_kort(woord)
        ):
            break
        if woord.hoofd and not behoud(woord) and _hoort_bij_naam(woorden, i, n, eind):
            eind = n + 1
        elif (
            (woord.vorm in BEGIN_TUSSEN and (woord.hoofd or n + 1 < len(woorden)))
            or is_het_kort(woord)
            or (eind == n and _begint_achternaam(woorden, n))
        ):
            pass
        elif klein and _achternaam_klein(woorden, n, eind):
            eind = n + 1
        else:
            break
        n += 1
    return eind


def is_het_kort(woord: Token) -> bool:
    """The `'t` of `van 't Hof`."""
    return woord.vorm == "t" and woord.ervoor.lstrip() in {"'", "’", "‘", "`"} and woord.ervoor[0].isspace()


def _begint_achternaam(woorden: Sequence[Token], n: int) -> bool:
    """`op den Akker`, `in 't Veld`: old articles; behind a living one, `in de Peel`, only a name that is known."""
    if woorden[n].vorm not in {"op", "in", "aan", "uit", "onder", "bij", "over", "voor"} or n + 2 >= len(
        woorden
    ):
        return False
    lid, naam = woorden[n + 1], woorden[n + 2]
    if woorden[n].hoofd or lid.hoofd or not naam.hoofd or not naam.los:
        return False
    if lid.vorm in {"den", "der"} or is_het_kort(lid):
        return True
    return lid.vorm == "de" and naam.vorm in lijsten().achternamen and naam.vorm not in lijsten().plaatsen


def _hoort_bij_naam(woorden: Sequence[Token], i: int, n: int, eind: int) -> bool:
    """Whether a word in capitals behind a name is more of it: not a heading's, nor `de Congolese gemeenschap`."""
    woord = woorden[n]
    boek = lijsten()
    if woord.kapitalen and is_woord(woord.vorm):
        achternaam = woord.vorm in boek.achternamen and woord.vorm not in SPREEKT
        return achternaam and (n > eind or not woorden[i].kapitalen)  # KEVIN DE RIDDER, Jan BAKKER
    return not volk(woorden, n) and (woord.vorm not in boek.met_hoofdletter or woord.vorm in boek.achternamen)


def volk(woorden: Sequence[Token], n: int) -> bool:
    """`de Congolese gemeenschap`: where something is from, though no list has the word."""
    woord = woorden[n]
    if not n or n + 1 >= len(woorden) or len(woord.vorm) < 6 or not woord.vorm.endswith(("se", "sche")):
        return False
    ding = woorden[n + 1]
    return (
        woorden[n - 1].vorm
        in {"de", "het", "een", "die", "deze", "dat", "haar", "zijn", "met", "in", "uit", "of"}
        and not ding.hoofd
        and ding.los
        and ding.vorm not in SPREEKT | TUSSENVOEGSELS
        and not gewoon_klein(ding) | (ding.vorm in lijsten().voornamen)
        and is_woord(ding.vorm)
    )


def _achternaam_klein(woorden: Sequence[Token], n: int, eind: int) -> bool:
    woord = woorden[n]
    if gewoon_klein(woord):
        return False
    boek = lijsten()
    if n > eind:  # a tussenvoegsel stands before it
        return woord.vorm in boek.achternamen or not is_woord(woord.vorm)
    return (
        not is_woord(woord.vorm)
        and (woord.vorm in boek.achternamen or len(woord.vorm) > 4)
        and woord.vorm not in boek.voornamen
    )


def soort_na(woorden: Sequence[Token], i: int) -> Soort:
    return Soort.KIND if i >= 0 and woorden[i].vorm in KIND_WOORDEN else Soort.PERSOON


def naam_vanaf(
    woorden: Sequence[Token], i: int, behoud: Behoud, regel: str, *, zeker: bool = True
) -> Iterator[Vondst]:
    eind = verder(woorden, i, behoud)
    soort = soort_na(woorden, i - 1) if woorden[i].los or woorden[i].ervoor.strip() == "," else Soort.PERSOON
    yield Vondst(woorden[i].begin, woorden[eind - 1].eind, soort, regel, zeker)
