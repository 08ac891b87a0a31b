"""Schools, clubs, churches, and where somebody works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gesprek.teamoverleg.anonimiseren.keten import keten, terug
from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.tekst import Token
from gesprek.teamoverleg.anonimiseren.woorden import (
    CLUBWOORDEN,
    GEWOON,
    IN_NAAM,
    KERKWOORDEN,
    OPVANGWOORDEN,
    RELATIES,
    SCHOOLWOORDEN,
    TITELS,
    WERK_NA,
    WERKWOORDEN,
)
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord, lijsten

_ORG = {
    **dict.fromkeys(SCHOOLWOORDEN, Soort.SCHOOL),
    **dict.fromkeys(OPVANGWOORDEN, Soort.SCHOOL),
    **dict.fromkeys(CLUBWOORDEN, Soort.CLUB),
    **dict.fromkeys(KERKWOORDEN, Soort.KERK),
    **dict.fromkeys(WERKWOORDEN, Soort.WERK),
}

_EINDEN = (
    *(
        (einde, Soort.SCHOOL)
        for einde in ("school", "college", "lyceum", "atheneum", "instituut", "humaniora")
    ),
    *((einde, Soort.KERK) for einde in ("kerk", "parochie", "moskee", "kapel")),
    ("ziekenhuis", Soort.WERK),
)

_HOOFDEN = {
    **dict.fromkeys(("school", "opvang"), Soort.SCHOOL),
    **dict.fromkeys(("club", "vereniging", "ploeg", "koor", "orkest", "groep", "scouting"), Soort.CLUB),
    **dict.fromkeys(("kerk", "gemeenschap"), Soort.KERK),
    **dict.fromkeys(
        ("bedrijf", "winkel", "praktijk", "centrum", "kliniek", "fabriek", "salon", "boerderij", "kantoor"),
        Soort.WERK,
    ),
}
"""What a word that is put together may end in: `scoutinggroep`, `kinderboerderij`."""
_HOOFD = tuple(_HOOFDEN)

_NA_ORG = frozenset(["van", "in", "te", "uit", "op", "bij", "aan", "en", "of"])
_LIDWOORDEN = frozenset(["de", "het", "t"])


def _soort_van(vorm: str) -> Soort | None:
    soort = _ORG.get(vorm)
    if soort is None and vorm.endswith(_HOOFD):
        return next(soort for hoofd, soort in _HOOFDEN.items() if vorm.endswith(hoofd))
    return soort


def organisaties(woorden: Sequence[Token], behoud: Callable[[Token], bool]) -> Iterator[Vondst]:
    """A word that says what it is with a name behind it, or one word that says both (Sint-Jozefscollege)."""
    boek = lijsten()
    for i, woord in enumerate(woorden):
        yield from _met_lidwoord(woorden, i, behoud)
        soort = _soort_van(woord.vorm)
        if soort is not None:
            eind = _na_soortwoord(woorden, i, behoud)
            if eind > i + 1:
                begin = terug(woorden, i, lambda w: w.hoofd and not w.zinsbegin and not is_woord(w.vorm))
                if (
                    begin == i
                    and i
                    and woord.los
                    and woorden[i - 1].vorm in _ORG
                    and not woorden[i - 1].hoofd
                ):
                    begin -= 1  # buitenschoolse opvang De Kikkers
                yield Vondst(
                    woorden[begin].begin,
                    woorden[eind - 1].eind,
                    soort,
                    "organisatie",
                    soort is not Soort.WERK,
                )
                continue
            if (
                woord.hoofd and i and woord.los and not woord.zinsbegin
            ):  # Het Baken College, Martini Ziekenhuis
                begin = terug(
                    woorden, i, lambda w: w.hoofd and not (w.kapitalen and is_woord(w.vorm)) and not behoud(w)
                )
                if begin < i:
                    yield Vondst(woorden[begin].begin, woord.eind, soort, "organisatie")
                    continue
        for einde, soort_ in _EINDEN:
            if len(woord.vorm) > len(einde) + 2 and woord.vorm.endswith(einde):
                if (
                    (woord.hoofd and not woord.zinsbegin and not woord.kapitalen)
                    or not is_woord(woord.vorm)
                    or woord.vorm.startswith(("sint-", "st-"))
                ):
                    begin = terug(
                        woorden, i, lambda w: (w.hoofd or w.vorm in {"sint", "st"}) and not w.zinsbegin
                    )
                    yield Vondst(woorden[begin].begin, woord.eind, soort_, "naam met soort")
                break
        if woord.vorm in WERK_NA and i + 2 < len(woorden):
            n = i + 1
            while n < min(i + 3, len(woorden)) and woorden[n].vorm not in {"bij", "in", "voor", "van", "op"}:
                n += 1
            if n < len(woorden) - 1 and woorden[n].vorm in {"bij", "voor"} and woorden[n].los:
                van = n + 1
                eind = keten(woorden, van, behoud, begin=False)
                if eind > van:
                    while (
                        woorden[van].vorm in {"de", "het", "een"}
                        and not woorden[van].hoofd
                        and van < eind - 1
                    ):
                        van += 1
                    if woorden[van].vorm not in boek.voornamen:
                        yield Vondst(
                            woorden[van].begin, woorden[eind - 1].eind, Soort.WERK, "werkt bij", False
                        )
        if woord.vorm == "werkgever" and i + 1 < len(woorden) and woorden[i + 1].ervoor.strip() in {":", ","}:
            eind = keten(woorden, i + 1, behoud, begin=True)
            if eind > i + 1:
                yield Vondst(woorden[i + 1].begin, woorden[eind - 1].eind, Soort.WERK, "werkgever", False)


def _met_lidwoord(woorden: Sequence[Token], i: int, behoud: Callable[[Token], bool]) -> Iterator[Vondst]:
    """`bij Dienstencheques Het Strijkparadijs`: an article with a capital within a sentence begins a name."""
    woord = woorden[i]
    if (
        woord.vorm not in _LIDWOORDEN
        or not woord.hoofd
        or woord.zinsbegin
        or woord.kapitalen
        or i + 1 >= len(woorden)
    ):
        return
    naam = woorden[i + 1]
    if not (naam.hoofd and naam.los) or naam.kapitalen or behoud(naam) or naam.vorm in lijsten().achternamen:
        return
    begin = terug(woorden, i, lambda w: w.hoofd and not w.zinsbegin)
    if begin < i and not is_woord(woorden[i - 1].vorm):
        return  # Jan De Smedt
    if (
        begin
        and woorden[begin].los
        and not woorden[begin - 1].hoofd
        and woorden[begin - 1].vorm not in RELATIES | TITELS
    ):
        eind = keten(woorden, i, behoud, begin=False)
        yield Vondst(
            woorden[begin].begin, woorden[eind - 1].eind, Soort.ORGANISATIE, "lidwoord met hoofdletter", False
        )


def _na_soortwoord(woorden: Sequence[Token], i: int, behoud: Callable[[Token], bool]) -> int:
    """Where the name behind a word such as `basisschool` ends; i + 1 when there is none."""
    boek = lijsten()
    if i + 1 >= len(woorden):
        return i + 1
    volgende = woorden[i + 1]
    if volgende.vorm in _NA_ORG and volgende.los and not volgende.hoofd:
        # "de school van Lotte" is hers; "de chiro van Wetteren" is a name.
        if i + 2 >= len(woorden) or not woorden[i + 2].los:
            return i + 1
        naam = woorden[i + 2]
        club = woorden[i].vorm in CLUBWOORDEN
        if (
            volgende.vorm == "van"
            and naam.vorm in IN_NAAM
            and i + 3 < len(woorden)
            and (club or woorden[i].vorm in WERKWOORDEN)
        ):
            eind = keten(woorden, i + 2, behoud, begin=False)
            return eind if eind > i + 3 else i + 1
        plaats = naam.vorm.replace("-", " ") in boek.plaatsen
        if naam.vorm in boek.voornamen or behoud(naam):
            return i + 1
        if volgende.vorm != "van" and woorden[i].vorm not in {"chiro", "scouts", "ksa", "klj", "speelplein"}:
            return i + 1  # "de kerk in Haaltert": the place says it all
        if (naam.hoofd and (plaats or club)) or (club and plaats and not is_woord(naam.vorm)):
            return max(i + 3, keten(woorden, i + 2, behoud, begin=False))
        return i + 1
    eind = keten(woorden, i + 1, behoud, begin=False)
    if eind > i + 1:
        eerste = woorden[i + 1]
        if (
            eerste.vorm in boek.voornamen
            and eind == i + 2
            and woorden[i].vorm in {"school", "kerk", "club", "winkel", "opvang"}
        ):
            return i + 1
        return eind
    if (
        woorden[i].vorm in {"chiro", "scouts", "scouting", "ksa", "klj", "fc", "kvv", "vv", "basisschool"}
        and volgende.los
        and (
            volgende.vorm.startswith("sint-") or (not is_woord(volgende.vorm) and volgende.vorm not in GEWOON)
        )
    ):
        return i + 2
    return i + 1
