"""Makes the lists beside this module again from their sources; HERKOMST.md says which and under what licence.

    python -m gesprek.teamoverleg.anonimiseren.gegevens.maken WOORDENBOEK FAKER PLAATSEN

WOORDENBOEK is the folder with OpenTaal's `index.aff` and `index.dic`, FAKER an unpacked Faker, PLAATSEN the table
of places of the sociale kaart. Nothing here runs in the app.
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gesprek.teamoverleg.anonimiseren.vouwen import vouw
from gesprek.teamoverleg.anonimiseren.woordenboek import BITS_PER_WOORD, plekken

HIER = Path(__file__).parent
_NIET = {"Fw", "Wn"}  # forbidden, and what a spelling checker warns of
_BEWONERS_EN_TALEN = {"Aa", "Ad", "Ae", "Za", "Zf", "Ze", "Zb"}


class Regel(NamedTuple):
    weg: str
    erbij: str
    als: re.Pattern[str]


def _vlaggen(tekst: str) -> list[str]:
    return [tekst[plek : plek + 2] for plek in range(0, len(tekst), 2)]


def _achtervoegsels(aff: str) -> dict[str, list[Regel]]:
    regels: dict[str, list[Regel]] = defaultdict(list)
    for lijn in aff.splitlines():
        delen = lijn.split()
        if len(delen) >= 5 and delen[0] == "SFX" and not delen[1].startswith("C"):
            weg, erbij, als = delen[2], delen[3].split("/")[0], delen[4]
            regels[delen[1]].append(
                Regel("" if weg == "0" else weg, "" if erbij == "0" else erbij, re.compile(f"(?:{als})$"))
            )
    return regels


def _lemmas(dic: str) -> Iterator[tuple[str, list[str]]]:
    for lijn in dic.splitlines()[1:]:
        woord, _, vlaggen = lijn.split("\t")[0].split(" ")[0].partition("/")
        yield woord, _vlaggen(vlaggen)


def _vormen(woord: str, vlaggen: list[str], regels: dict[str, list[Regel]]) -> Iterator[str]:
    yield woord
    for vlag in vlaggen:
        for regel in regels.get(vlag, ()):
            if woord.endswith(regel.weg) and regel.als.search(woord):
                yield (woord[: -len(regel.weg)] if regel.weg else woord) + regel.erbij


def _schrijf(naam: str, kop: str, regels: Iterable[str]) -> None:
    uniek = sorted({regel.replace("ĳ", "ij").replace("Ĳ", "IJ") for regel in regels})
    (HIER / naam).write_text(f"# {kop}\n" + "\n".join(uniek) + "\n", encoding="utf-8")


def woordenboek(map_: Path, faker: Path) -> None:
    """The dictionary: ordinary words into the filter, names into the last names, inhabitants and languages apart."""
    regels = _achtervoegsels((map_ / "index.aff").read_text(encoding="utf-8"))
    gewoon: set[str] = set()
    hoofd: set[str] = set()
    namen: set[str] = set()
    for woord, vlaggen in _lemmas((map_ / "index.dic").read_text(encoding="utf-8")):
        if _NIET.intersection(vlaggen) or not any(map(str.isalpha, woord)):
            continue
        if woord[:1].islower():
            gewoon.update(map(vouw, _vormen(woord, vlaggen, regels)))
        elif _BEWONERS_EN_TALEN.intersection(vlaggen) and "PN" not in vlaggen:
            hoofd.update(map(vouw, _vormen(woord, vlaggen, regels)))
        elif "PN" in vlaggen and not {"PI", "PJ", "PK"}.intersection(vlaggen):
            namen.add(woord)
    bits = len(gewoon) * BITS_PER_WOORD // 8 * 8
    zeef = bytearray(bits // 8)
    for woord in gewoon:
        for plek in plekken(woord, bits):
            zeef[plek >> 3] |= 1 << (plek & 7)
    (HIER / "woorden.bloom").write_bytes(zeef)
    _schrijf("hoofdletterwoorden.txt", "Inwoners, talen en samenstellingen. OpenTaal; zie HERKOMST.md", hoofd)
    _schrijf(
        "achternamen.txt", "Namen. OpenTaal en Faker; zie HERKOMST.md", namen | _faker(faker, "last_names")
    )


def _faker(faker: Path, soort: str) -> set[str]:
    """The strings in the attributes of Faker's Dutch and Flemish persons whose name begins like this."""
    gevonden: set[str] = set()
    for taal in ("nl_NL", "nl_BE"):
        bron = (faker / "faker/providers/person" / taal / "__init__.py").read_text(encoding="utf-8")
        for knoop in ast.walk(ast.parse(bron)):
            if isinstance(knoop, ast.Assign) and any(
                isinstance(doel, ast.Name) and doel.id.startswith(soort) for doel in knoop.targets
            ):
                for blad in ast.walk(knoop.value):
                    if isinstance(blad, ast.Constant) and isinstance(blad.value, str):
                        gevonden.add(blad.value)
    return {naam for naam in gevonden if naam[:1].isalpha() or naam[:1] == "'"}


def plaatsregels(tabel: Path) -> list[str]:
    """The names of the places of the sociale kaart, without what is there to find an offer nearby."""
    with tabel.open(encoding="utf-8", newline="") as bestand:
        namen = {rij["naam"] for rij in csv.DictReader(bestand, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return sorted(namen)


if __name__ == "__main__":
    opentaal, faker, plaatsen = map(Path, sys.argv[1:])
    woordenboek(opentaal, faker)
    _schrijf("voornamen.txt", "Voornamen. Faker; zie HERKOMST.md", _faker(faker, "first_names"))
    _schrijf("plaatsen.txt", "Plaatsen. GeoNames; zie HERKOMST.md", plaatsregels(plaatsen))
