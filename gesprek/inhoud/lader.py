"""Reads the content of one language and refuses mistakes with file and line.

The whole is read once per process (`laad`); a mistake raises `InhoudFout`, which the system check turns into
an error at start, so that a wrong text never reaches a page.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from gesprek.inhoud import model
from gesprek.inhoud.klachten import groepklachten, klachten

HIER = Path(__file__).parent
S = TypeVar("S", bound=msgspec.Struct)


class InhoudFout(Exception):
    """A mistake in the content; its text begins with `file:line:`."""


def regels_van(bron: str) -> dict[str, int]:
    """Map each path in a TOML text (`onderdelen[0].velden[2].id`) to its line, counted from 1.

    tomllib keeps no positions. This reads only headers and the start of `key =` lines and steps over
    multi-line strings, which is all that our files use.
    """
    regels: dict[str, int] = {"": 1}
    tellers: dict[str, int] = {}
    voorvoegsel, in_tekst = "", ""
    for nummer, regel in enumerate(bron.splitlines(), 1):
        if in_tekst:
            if in_tekst in regel:
                in_tekst = ""
            continue
        if kop := re.match(r"\s*(\[\[?)\s*([\w.-]+)\s*\]", regel):
            delen, pad = kop[2].split("."), ""
            for i, deel in enumerate(delen):
                pad = f"{pad}.{deel}" if pad else deel
                if i == len(delen) - 1 and kop[1] == "[[":
                    tellers[pad] = tellers.get(pad, -1) + 1
                if pad in tellers:
                    pad = f"{pad}[{tellers[pad]}]"
            voorvoegsel = pad
            regels[pad] = nummer
        elif sleutel := re.match(r"\s*([\w-]+|\"[^\"]+\")\s*=\s*(.*)", regel):
            naam = sleutel[1].strip('"')
            regels[f"{voorvoegsel}.{naam}" if voorvoegsel else naam] = nummer
            for haak in ('"""', "'''"):
                if sleutel[2].startswith(haak) and sleutel[2].count(haak) == 1:
                    in_tekst = haak
    return regels


def regel_van(bron: str, pad: str) -> int:
    """The line of `pad`, or of the nearest thing around it.

    msgspec writes `[...]` for a key of a dict without saying which, so there the table itself is the nearest.
    """
    regels = regels_van(bron)
    pad = pad.partition("[...]")[0]
    while pad not in regels:
        if binnen := [regel for naam, regel in regels.items() if pad and naam.startswith(f"{pad}.")]:
            return min(binnen)
        pad = re.sub(r"(\.[^.\[\]]+|\[\d+\]|^[^.\[\]]+)\Z", "", pad)
    return regels[pad]


def lees(pad: Path, soort: type[S]) -> S:
    """Read one TOML file as `soort`; raises InhoudFout with file and line."""
    try:
        bron = pad.read_text(encoding="utf-8")
    except UnicodeDecodeError as fout:
        regel = pad.read_bytes()[: fout.start].count(b"\n") + 1
        raise InhoudFout(f"{pad.name}:{regel}: geen UTF-8") from fout
    except OSError as fout:
        raise InhoudFout(f"{pad.name}:1: {fout.strerror}") from fout
    try:
        gelezen = msgspec.convert(tomllib.loads(bron), type=soort)
    except tomllib.TOMLDecodeError as fout:
        waar = re.search(r"at line (\d+)", str(fout))
        regel = int(waar[1]) if waar else bron.count("\n") + 1
        raise InhoudFout(f"{pad.name}:{regel}: {fout}") from fout
    except msgspec.ValidationError as fout:
        waar = re.search(r" - at `(?:key in )?\$\.?(.*)`", str(fout))
        sleutel = re.search(r"unknown field `(.+?)`", str(fout))
        plek = waar[1] if waar else ""
        if sleutel:
            plek = f"{plek}.{sleutel[1]}" if plek else sleutel[1]
        raise InhoudFout(f"{pad.name}:{regel_van(bron, plek)}: {fout}") from fout
    if fouten := [f"{pad.name}:{regel_van(bron, waar)}: {wat}" for waar, wat in groepklachten(gelezen)]:
        raise InhoudFout("; ".join(fouten))
    return gelezen


def lees_map(map_: Path) -> model.Inhoud:
    """Read all content in a folder and check it as a whole; raises InhoudFout."""
    inhoud = model.Inhoud(
        stappen=tuple(lees(pad, model.Stap) for pad in sorted((map_ / "stappen").glob("*.toml"))),
        vragen=lees(map_ / "vragen.toml", model.Vragen),
        wat_als=lees(map_ / "wat_als.toml", model.WatAls),
        doen_en_laten=lees(map_ / "doen_en_laten.toml", model.DoenEnLaten),
        themas=tuple(
            sorted((lees(p, model.Thema) for p in (map_ / "themas").glob("*.toml")), key=lambda t: t.nummer)
        ),
        begrippen=lees(map_ / "begrippen.toml", model.Begrippen),
        geheim=lees(map_ / "geheim_en_melden.toml", model.GeheimEnMelden),
        protocollen=tuple(
            sorted((lees(p, model.Protocol) for p in (map_ / "acuut").glob("*.toml")), key=lambda p: p.nummer)
        ),
        landen=lees(map_ / "landen.toml", model.Landen),
        oefencasus=lees(map_ / "oefencasus.toml", model.Oefencasus),
        veiligheidsplan=_met_kolommen(lees(map_ / "veiligheidsplan.toml", model.Veiligheidsplan)),
        taalspiegel=lees(map_ / "taalspiegel.toml", model.Taalspiegel),
        tijdens=lees(map_ / "tijdens.toml", model.Tijdens),
        terugblik=lees(map_ / "terugblik.toml", model.Terugblik),
        overleg=lees(map_ / "overleg.toml", model.Overlegblad),
        discreet=lees(map_ / "discreet.toml", model.Discreet),
    )
    if fouten := klachten(inhoud):
        raise InhoudFout("; ".join(_met_plek(map_, fout) for fout in fouten))
    return inhoud


def _met_kolommen(plan: model.Veiligheidsplan) -> model.Veiligheidsplan:
    """The plan with the shared columns in the fields that ask for them; an unknown set leaves them without."""

    def vul(veld: model.Veld) -> model.Veld:
        kolommen = plan.kolomsets.get(veld.kolommen_uit, veld.kolommen)
        return msgspec.structs.replace(veld, kolommen=kolommen)

    delen = tuple(
        msgspec.structs.replace(deel, velden=tuple(map(vul, deel.velden))) for deel in plan.onderdelen
    )
    return msgspec.structs.replace(plan, onderdelen=delen)


@cache
def laad(taal: str = "nl") -> model.Inhoud:
    """All content of `taal`; raises InhoudFout."""
    return lees_map(HIER / taal)


_DELEN = "stappen/*|terugblik|tijdens|overleg|veiligheidsplan"
_WAAR = {
    "stap": "stappen/*",
    "onderdeel": _DELEN,
    "punt": _DELEN,
    "veld": _DELEN,
    "kolom": _DELEN,
    "optie": _DELEN,
    "uitgangspunt": "veiligheidsplan",
    "voorbeeld": "veiligheidsplan",
    "vraag": "vragen",
    "vragenfamilie": "vragen",
    "wat": "wat_als",
    "doen": "doen_en_laten",
    "spiegelregel": "taalspiegel",
    "patroon": "taalspiegel",
    "thema": "themas/*",
    "begrip": "begrippen",
    "protocol": "acuut/*",
    "oefencasus:": "oefencasus",
    "tijdens:": "tijdens",
    "overleg:": "overleg",
}
"""First word of a complaint → the files it is about, with | between them; any other: all of them."""


def _met_plek(map_: Path, klacht: str) -> str:
    """`file:line: klacht`: the last line in the files of that kind that holds the first quoted name in it."""
    naam = re.search(r"(['\"])(.+?)\1", klacht)
    soort = klacht.split()[0]
    paden = sorted(p for vorm in _WAAR.get(soort, "**/*").split("|") for p in map_.glob(f"{vorm}.toml"))
    if binnen := re.match(r"(?:kolom|optie) van ([\w-]+)", klacht):  # in the file that has this field
        veld = f'id = "{binnen[1]}"'
        paden = [p for p in paden if veld in p.read_text(encoding="utf-8")] or paden
    vorm = r"(?<![\w{{-]){}(?![\w-])"
    if "twee keer" in klacht or soort in ("veld", "kolom"):  # where the id is given, not where it is used
        vorm = r"\bid\s*=\s*[\"']{}[\"']"
    elif klacht.startswith("patroon "):  # one may stand inside another
        vorm = r"[\"']{}[\"']"
    elif klacht.startswith("rol "):
        vorm = r"rollen\s*=.*[\"']{}[\"']"
    plekken = [
        f"{pad.relative_to(map_)}:{nummer}"
        for pad in paden
        for nummer, regel in enumerate(pad.read_text(encoding="utf-8").splitlines(), 1)
        if naam and re.search(vorm.format(re.escape(naam[2])), regel)
    ]
    return f"{plekken[-1] if plekken else f'{map_.name}:1'}: {klacht}"
