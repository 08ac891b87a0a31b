"""Names of people: one's own list, what a word before or after announces, known names, and unknown capitals.

In Dutch a word with a capital in the middle of a sentence that no dictionary has is nearly always a name. At the
beginning of a sentence, and in small letters, something else has to say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gesprek.teamoverleg.anonimiseren.aankondiging import aangekondigd
from gesprek.teamoverleg.anonimiseren.keten import terug
from gesprek.teamoverleg.anonimiseren.naamvorm import (
    Behoud,
    gewoon_klein,
    is_het_kort,
    is_naam,
    is_voornaam,
    naam_vanaf,
    stammen,
    verder,
    volk,
)
from gesprek.teamoverleg.anonimiseren.soorten import Soort, Vondst
from gesprek.teamoverleg.anonimiseren.tekst import Token
from gesprek.teamoverleg.anonimiseren.vouwen import ander_schrift
from gesprek.teamoverleg.anonimiseren.woorden import (
    AANGESPROKEN,
    BEGIN_TUSSEN,
    BEROEPEN,
    BEZIT,
    EERBIED,
    ERVOOR,
    GEWOON,
    GROET,
    HOOFDWOORDEN,
    NAAMACHTIG,
    RELATIES,
    SPREEKT,
    TITELS,
    VOORAF,
    ZEGT,
)
from gesprek.teamoverleg.anonimiseren.woordenboek import is_woord, lijsten

_INITIALEN = re.compile(
    r"(?<![\w.])((?:[A-Z]\.[ -]?){1,4}(?:(?:van|de|der|den|ter|ten|el|"
    r"'t)\s){0,3}[A-ZÀ-Þ][^\W\d_][^\s\ue000,.;:!?()\"“”]{0,38}"
    r"|(?:[A-Z]\.-?){1,4}(?![\w])|[A-Z]\.)"
)

_NIET_INITIAAL = frozenset(
    "B.V. N.V. V.Z.W. I.T.E.R. N.B. P.S. A.U.B. D.D. O.M. T.a.v. C.L.B. C.A.W. V.K.".casefold().split()
)

_ROL_LETTER = re.compile(
    r"\b(?:meneer|mevrouw|mijnheer|dhr\.?|mevr\.?|mw\.?|cliënt|patiënt|kind|zoon|dochter|collega|broer|zus|"
    r"jongen|meisje|leerling|moeder|vader|partner)\s+"
    r"([A-Z]\.?(?:\s?[A-Z]\.?)?)(?![\w])"
)

GEEN_NAAM = RELATIES | TITELS | GROET | BEROEPEN

_ACHTER_VOORNAAM = re.compile(r"(?<=\ue000)\s([A-Z]\.)(?!\w)")


def sterk(tekst: str, woorden: Sequence[Token], behoud: Behoud) -> Iterator[Vondst]:
    """Names that a word around them announces, known first names, initials."""
    boek = lijsten()
    for vondst in _ROL_LETTER.finditer(tekst):
        yield Vondst(vondst.start(1), vondst.end(1), Soort.PERSOON, "rol met letter")
    for vondst in _ACHTER_VOORNAAM.finditer(tekst):
        yield Vondst(vondst.start(1), vondst.end(1), Soort.PERSOON, "letter achter naam")
    for vondst in _INITIALEN.finditer(tekst):
        if (
            vondst[0].casefold().strip() not in _NIET_INITIAAL
            and not re.match(r"[A-Z]\.\s\w", vondst[0] + " ")
        ) or re.match(r"(?:[A-Z]\.\s?)+(?:(?:van|de|der|den|ter|ten|el)\s)*[A-ZÀ-Þ]\w", vondst[0]):
            yield Vondst(vondst.start(1), vondst.end(1), Soort.PERSOON, "initialen")
        elif _losse_letter(tekst, vondst):
            yield Vondst(vondst.start(1), vondst.start(1) + 2, Soort.PERSOON, "initiaal", False)
    for i, woord in enumerate(woorden):
        yield from aangekondigd(woorden, i, behoud)
        if woord.hoofd and not woord.zinsbegin and not behoud(woord) and _wordt_genoemd(woorden, i):
            yield Vondst(woord.begin, woord.eind, Soort.PERSOON, "genoemd")
        if (
            woord.hoofd
            and is_voornaam(woord.vorm)
            and not behoud(woord)
            and not woord.kapitalen | (len(woord.tekst) < 2)
        ):
            if (
                woord.zinsbegin
                and (is_woord(woord.vorm) or woord.vorm in GEWOON)
                and not _onderwerp(woorden, i)
            ):
                continue
            yield from naam_vanaf(woorden, i, behoud, "voornaam")
        elif (
            woord.kapitalen
            and len(woord.tekst) > 2
            and woord.vorm in boek.voornamen
            and woord.vorm not in GEWOON
        ):
            yield from naam_vanaf(woorden, i, behoud, "voornaam in kapitalen")
        elif (
            not woord.hoofd
            and woord.vorm in boek.voornamen
            and (not gewoon_klein(woord) or _stelt_zich_voor(woorden, i) or _zegt_iets(woorden, i))
            and not behoud(woord)
        ):
            if not is_woord(woord.vorm) or _plek_voor_naam(woorden, i):
                yield from naam_vanaf(woorden, i, behoud, "voornaam, klein", zeker=False)
        elif woord.hoofd and woord.vorm in BEGIN_TUSSEN and not woord.kapitalen and len(woord.tekst) > 1:
            n = i + 1
            while n < min(i + 3, len(woorden) - 1) and woorden[n].vorm in BEGIN_TUSSEN and woorden[n].los:
                n += 1
            if (
                n < len(woorden)
                and woorden[n].los
                and woorden[n].hoofd
                and not behoud(woorden[n])
                and (
                    not woord.zinsbegin
                    or woorden[n].vorm in boek.achternamen
                    or (
                        woord.vorm in {"van", "vander", "vanden"}
                        and (
                            not is_woord(woorden[n].vorm)
                            or (n + 1 < len(woorden) and woorden[n + 1].vorm in SPREEKT)
                        )
                    )
                )
                and not (
                    woord.vorm in {"de", "het"}
                    and is_woord(woorden[n].vorm)
                    and woorden[n].vorm not in boek.achternamen
                )
            ):
                if woord.zinsbegin and woord.vorm not in {
                    "van",
                    "de",
                    "den",
                    "vander",
                    "vanden",
                    "ver",
                    "el",
                }:
                    continue
                if woord.zinsbegin and woord.vorm in {"de", "den"} and woorden[n].vorm in boek.plaatsen:
                    continue
                yield Vondst(
                    woord.begin,
                    woorden[verder(woorden, n, behoud) - 1].eind,
                    Soort.PERSOON,
                    "tussenvoegsel",
                    not woord.zinsbegin,
                )


def _losse_letter(tekst: str, vondst: re.Match[str]) -> bool:
    """`M. is 24`: one letter and a full stop, and the sentence goes on in small letters."""
    return bool(re.match(r"[A-Z]\.(?:\s+[a-zà-ÿ\ue000]|['’]s\b)", tekst[vondst.start() : vondst.start() + 8]))


def _onderwerp(woorden: Sequence[Token], i: int) -> bool:
    """Whether the word that begins a sentence is who does something: `Mark wil niet`, `Roos en Wolf`, `Bas, 14`."""
    if i + 1 >= len(woorden):
        return False
    volgende = woorden[i + 1]
    if woorden[i].vorm in GROET and volgende.hoofd:
        return False
    if volgende.hoofd and volgende.los and len(volgende.tekst) == 1:
        return True  # Thomas V.
    if volgende.ervoor == ", " and volgende.vorm in AANGESPROKEN:
        return True
    if (
        volgende.vorm in BEGIN_TUSSEN
        and volgende.los
        and i + 2 < len(woorden)
        and woorden[i].vorm in lijsten().voornamen
    ):
        derde = (
            woorden[i + 3] if woorden[i + 2].vorm in BEGIN_TUSSEN and i + 3 < len(woorden) else woorden[i + 2]
        )
        if derde.hoofd and (derde.los or is_het_kort(woorden[i + 2])):
            return True
        if is_het_kort(woorden[i + 2]) and i + 3 < len(woorden) and woorden[i + 3].hoofd:
            return True
    if volgende.hoofd and not volgende.zinsbegin and (is_naam(volgende.vorm) or not is_woord(volgende.vorm)):
        return volgende.los
    if volgende.vorm in {"en", "of"} and volgende.los and i + 2 < len(woorden):
        return woorden[i + 2].hoofd and woorden[i + 2].los
    if volgende.vorm in SPREEKT and volgende.los:
        # "Hoop is belangrijk", but "Roos is de zus van …": a first name, so a person.
        return woorden[i].vorm in lijsten().voornamen and not (
            volgende.vorm in {"haar", "zijn"} and is_woord(woorden[i].vorm) and i + 2 >= len(woorden)
        )
    return volgende.ervoor.strip() in {":", "("} and woorden[i].vorm in lijsten().voornamen


def _zegt_zelf_iets(woorden: Sequence[Token], i: int) -> bool:
    """`Vos zegt`: without an article a fox says nothing, so it is somebody's last name."""
    return (
        i + 1 < len(woorden)
        and woorden[i + 1].vorm in ZEGT
        and woorden[i + 1].los
        and woorden[i].vorm in lijsten().achternamen
        and not gewoon_klein(woorden[i])
    )


def _stelt_zich_voor(woorden: Sequence[Token], i: int) -> bool:
    """`ik ben sam`."""
    return i > 1 and woorden[i].vorm in NAAMACHTIG and [w.vorm for w in woorden[i - 2 : i]] == ["ik", "ben"]


def _wordt_genoemd(woorden: Sequence[Token], i: int) -> bool:
    return i + 1 < len(woorden) and woorden[i + 1].vorm in {"genoemd", "geheten"} and woorden[i + 1].los


def _zegt_iets(woorden: Sequence[Token], i: int) -> bool:
    """`ja roos wist het ook`: chat, where a rose knows nothing."""
    if woorden[i].vorm not in NAAMACHTIG or i + 1 >= len(woorden):
        return False
    if woorden[i + 1].vorm not in ZEGT or not woorden[i + 1].los:
        return False
    return woorden[i].zinsbegin or not i or not woorden[i].los or woorden[i - 1].vorm in VOORAF


def _plek_voor_naam(woorden: Sequence[Token], i: int) -> bool:
    """Whether a small word that may also be something else stands where a name would: `met kees`, `kees zei`."""
    ervoor = woorden[i - 1].vorm if i and woorden[i].los else ""
    if ervoor == "ben" and i > 1 and woorden[i - 2].vorm == "ik":
        return True
    erna = woorden[i + 1].vorm if i + 1 < len(woorden) and woorden[i + 1].los else ""
    if ervoor in BEZIT:
        return ervoor in {"ons", "onze"}
    return (ervoor in ERVOOR and ervoor not in {"of", "en", "is", "dan", "om", "over"}) or (
        erna in SPREEKT and erna not in {"zijn", "haar"}
    )


def zwak(woorden: Sequence[Token], behoud: Behoud) -> Iterator[Vondst]:
    """Unknown words with a capital. In the middle of a sentence that is a name of something; kept is what is known."""
    boek = lijsten()
    for i, woord in enumerate(woorden):
        if not woord.hoofd:
            if ander_schrift(woord.tekst):
                yield Vondst(woord.begin, woord.eind, Soort.EIGEN, "ander schrift", False)
            elif _onbekend_klein(woorden, i) and not behoud(woord):
                yield from naam_vanaf(woorden, i, behoud, "onbekend, klein", zeker=False)
            continue
        if (
            behoud(woord)
            or woord.vorm in GEEN_NAAM | {"mn", "cl", "pt"}
            or len(woord.vorm) < 3
            or _afkorting(woord)
            or woord.vorm in boek.met_hoofdletter
        ):
            continue
        kern = next((s for s in stammen(woord.vorm) if s in boek.met_hoofdletter or s in HOOFDWOORDEN), None)
        if (
            kern
            and woord.vorm[len(kern) :] in {"s", "'s", "e"}
            and (len(kern) > 3 or woord.tekst[: len(kern)].isupper())
        ):
            continue
        if woord.kapitalen and (
            is_woord(woord.vorm)
            or (not _roept(woorden, i) and (len(woord.tekst) <= 5 or woord.vorm not in boek.achternamen))
        ):
            continue
        if volk(woorden, i):
            continue
        kaal = woord.vorm.removesuffix("'s")
        if woord.zinsbegin:
            deel = woord.vorm.split("-")[0]
            onbekend = (
                not is_woord(woord.vorm)
                and not is_woord(kaal)
                and not (woord.vorm.endswith("s") and is_woord(woord.vorm[:-1]))
            )
            bekend = is_naam(woord.vorm) and (
                not boek.staat_erin(woord.vorm)
                or _zegt_zelf_iets(woorden, i)
                or (_naam_met_achternaam(woorden, i) and woord.vorm not in GEWOON | SPREEKT)
            )
            if not onbekend and not bekend:
                continue
            if deel in GEWOON and "-" in woord.vorm:
                continue
            yield from naam_vanaf(woorden, i, behoud, "onbekend begin", zeker=False)
        elif not boek.staat_erin(woord.vorm) and not (boek.staat_erin(kaal)) and not _veelvoud(woord):
            van = terug(woorden, i, lambda w: _hoort_erbij(w, behoud))
            bekend = is_naam(woord.vorm)
            for vondst in naam_vanaf(woorden, van, behoud, "hoofdletter", zeker=bekend):
                # "bij de Action": what has an article is a thing, unless it is known as a name.
                ding = not bekend and van and woorden[van].los and woorden[van - 1].vorm in {"de", "het", "t"}
                yield replace(vondst, soort=Soort.ORGANISATIE) if ding else vondst
        elif (
            woord.los
            and not woord.kapitalen
            and woord.vorm not in GEEN_NAAM
            and not (woorden[i - 1].hoofd and not woorden[i - 1].zinsbegin)
            and (
                woorden[i - 1].vorm in ERVOOR
                or (
                    woorden[i - 1].vorm not in BEZIT
                    and i + 1 < len(woorden)
                    and woorden[i + 1].vorm in SPREEKT
                )
            )
        ):
            yield from naam_vanaf(woorden, i, behoud, "naam die ook een woord is", zeker=False)
        elif _huis(woorden, i):
            yield Vondst(woord.begin, woord.eind, Soort.ORGANISATIE, "woord met hoofdletter", False)


def _huis(woorden: Sequence[Token], i: int) -> bool:
    """`op de Klimop`: an ordinary word gets its capital within a sentence from being what a house is called."""
    if i < 3 or woorden[i].kapitalen or len(woorden[i].vorm) < 4 or not lijsten().staat_erin(woorden[i].vorm):
        return False
    ervoor, lid = woorden[i - 2 : i]
    return (
        (woorden[i].los or is_het_kort(lid))
        and lid.vorm in {"de", "het", "t"}
        and not lid.hoofd
        and ervoor.vorm in {"op", "naar", "in", "aan", "bij", "uit", "van"}
        and not ervoor.hoofd
        and woorden[i].vorm not in EERBIED
    )


def _roept(woorden: Sequence[Token], i: int) -> bool:
    """Whether a word stands among others that are all in capitals, so that these don't make it an abbreviation."""
    if len(woorden[i].vorm) < 4 or not set("aeiouy") & set(woorden[i].vorm):
        return False
    buren = [woorden[n] for n in (i - 1, i + 1) if 0 <= n < len(woorden)]
    return any(b.kapitalen and len(b.vorm) > 2 and is_woord(b.vorm) for b in buren)


def _afkorting(woord: Token) -> bool:
    """`BSN-nummer`, `Discord-naam`, `Zaaknr`: said of something, not of somebody."""
    kop, _, staart = woord.vorm.rpartition("-")
    if kop and is_woord(staart) and (kop in HOOFDWOORDEN or woord.tekst[: len(kop)].isupper()):
        return True
    return len(woord.vorm) > 4 and woord.vorm.endswith("nr") and is_woord(woord.vorm[:-2])


def _hoort_erbij(woord: Token, behoud: Behoud) -> bool:
    """`Don` of `Don Bosco`: in capitals within the sentence, though a dictionary has it."""
    return woord.hoofd and not woord.zinsbegin and not behoud(woord) and woord.vorm not in GEEN_NAAM


def _naam_met_achternaam(woorden: Sequence[Token], i: int) -> bool:
    if i + 1 >= len(woorden) or not woorden[i + 1].los:
        return False
    volgende = woorden[i + 1]
    return volgende.hoofd and (is_naam(volgende.vorm) or not is_woord(volgende.vorm))


def _onbekend_klein(woorden: Sequence[Token], i: int) -> bool:
    """A small word that no dictionary has, where a name would stand: `met moniek`, `ngozi is bang`, `papa van jits`."""
    woord = woorden[i]
    if len(woord.vorm) < 3 or gewoon_klein(woord) or is_woord(woord.vorm) or woord.vorm in lijsten().plaatsen:
        return False
    ervoor = woorden[i - 1].vorm if i and woord.los else ""
    erna = woorden[i + 1].vorm if i + 1 < len(woorden) and woorden[i + 1].los else ""
    if ervoor == "van":
        return i > 1 and woorden[i - 2].vorm in RELATIES
    if ervoor in {"met", "tegen", "belde", "zei", "zegt", "vroeg", "volgens", "ontmoette"}:
        return True
    return erna in SPREEKT - {"zijn", "haar"} and (
        woord.zinsbegin or ervoor in {"dat", "toen", "want", "en", "als", "omdat", "maar"}
    )


def _veelvoud(woord: Token) -> bool:
    """`Begeleider-Ouder`, `Gezinsbegeleidster`: put together from words, and on no list of names."""
    return is_woord(woord.vorm) and not is_naam(woord.vorm)
