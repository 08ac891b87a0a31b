"""Names that the word before them announces: a title, a relation, `heet`, a greeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gesprek.teamoverleg.anonimiseren.naamvorm import (
    Behoud,
    is_het_kort,
    kan_klein,
    soort_na,
    verder,
)
from gesprek.teamoverleg.anonimiseren.soorten import Vondst
from gesprek.teamoverleg.anonimiseren.tekst import BLANCO, Token
from gesprek.teamoverleg.anonimiseren.woorden import (
    BEGIN_TUSSEN,
    BEZIT,
    FORMEEL,
    GEWOON,
    GROET,
    NOEMT,
    RELATIES,
    SPREEKT,
    TITELS,
    TITELS_KLEIN,
)
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord, lijsten


def aangekondigd(woorden: Sequence[Token], i: int, behoud: Behoud) -> Iterator[Vondst]:
    """Behind a title, a relation, `heet`, a greeting."""
    aankondiging = woorden[i]
    n = i + 1
    if n >= len(woorden):
        return
    naam = woorden[n]
    relatie = aankondiging.vorm in RELATIES
    titel = aankondiging.vorm in TITELS
    noemt = aankondiging.vorm in NOEMT
    groet = aankondiging.vorm in GROET
    if not (relatie or titel or noemt or groet) or BLANCO in naam.ervoor:
        return
    tussen = naam.ervoor.strip()
    if (
        noemt
        and naam.vorm
        in {"is", "was", "luidt", "zich", "zichzelf", "hem", "haar", "mij", "me", "ze", "hij"} | BEZIT
        and n + 1 < len(woorden)
    ):
        n += 1
        while (
            n + 1 < len(woorden)
            and woorden[n].vorm in {"is", "was", "de", "het", "hem", "haar"}
            and not woorden[n].hoofd
        ):
            n += 1
        naam = woorden[n]
        tussen = naam.ervoor.strip()
        if BLANCO in tussen:
            return
    if tussen not in {"", ",", ".", "(", ":", '"', "'", "“", "‘", ", '", ', "', "’"} or (
        "\n" in naam.ervoor.strip(" ") and not groet
    ):
        return
    if tussen == "." and aankondiging.vorm not in {
        "dhr",
        "mevr",
        "mw",
        "dr",
        "prof",
        "ds",
        "mej",
        "drs",
        "ir",
        "fam",
        "mr",
        "hr",
    }:
        return
    begin = n
    while (
        n < len(woorden) - 1
        and n < begin + 3
        and woorden[n].vorm in BEGIN_TUSSEN | {"t"}
        and (woorden[n + 1].los or is_het_kort(woorden[n + 1]))
    ):
        n += 1
    naam = woorden[n]
    if n > begin and not (naam.hoofd or naam.vorm in lijsten().achternamen):
        return
    if n > begin and not woorden[begin].hoofd and aankondiging.vorm not in FORMEEL:
        # "kapelaan van der Zalm"; but "trainer van de Terriërs" and "zoon van Gert" say whose.
        oud = {w.vorm for w in woorden[begin:n]} & {"der", "den", "ter", "ten"}
        if not (oud or (n > begin + 1 and naam.vorm in lijsten().achternamen)):
            return
    if (naam.hoofd and not naam.zinsbegin) or (naam.hoofd and tussen not in {".", ""}):
        if (
            naam.kapitalen
            and (is_woord(naam.vorm) or naam.vorm in SPREEKT)
            and naam.vorm not in lijsten().voornamen
        ):
            return
        if behoud(naam) or naam.vorm in RELATIES or naam.vorm in TITELS:
            return
        if groet and naam.vorm in GEWOON | RELATIES:
            return
        eind = verder(woorden, n, behoud)
        yield Vondst(woorden[begin].begin, woorden[eind - 1].eind, soort_na(woorden, i), "aangekondigd")
    elif (
        tussen in {"", "'", '"', "“", "‘"}
        or (tussen == "." and titel)
        or (tussen in {",", "("} and relatie and naam.vorm in lijsten().voornamen)
    ):
        sterk = aankondiging.vorm in TITELS_KLEIN or noemt or relatie or titel
        if not sterk or not kan_klein(naam) or naam.hoofd:
            return
        bezit = i > 0 and woorden[i - 1].vorm in BEZIT
        if (
            not is_woord(naam.vorm)
            or bezit
            or noemt
            or aankondiging.vorm in TITELS_KLEIN
            or naam.vorm in lijsten().voornamen
        ):
            if is_woord(naam.vorm) and noemt and naam.vorm not in lijsten().voornamen:
                return
            eind = verder(woorden, n, behoud)
            yield Vondst(
                woorden[begin].begin,
                woorden[eind - 1].eind,
                soort_na(woorden, i),
                "aangekondigd, klein",
                not is_woord(naam.vorm),
            )
