"""How several values stand in one cell, how a cell is kept from being a formula, and how hours are written.

A cell: `0800 0113 {label=dag en nacht} | 0900 0113`. A `\\` takes the meaning from the next `\\ | { }`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

SCHEIDING = "|"
_GEVAARLIJK = ("=", "+", "-", "@", "|", "%", "\t", "\r")
_ZACHT = "\u00ad"
_MAG = f"\n\t\r{_ZACHT}"
_DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
_UREN = re.compile(
    r"\A(?P<dagen>[a-z,\s-]+?)\s+(?P<van>\d{1,2}[:.]\d{2})\s*[-–]\s*(?P<tot>\d{1,2}[:.]\d{2})\Z"
)


def ontscherp(tekst: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it, as they use it themselves."""
    return f"'{tekst}" if tekst.startswith((*_GEVAARLIJK, "'")) else tekst


def herstel(tekst: str) -> str:
    """What `ontscherp` was given."""
    return tekst[1:] if tekst[:1] == "'" and tekst[1:].startswith((*_GEVAARLIJK, "'")) else tekst


def netjes(tekst: str) -> str:
    """One way of writing: no outer white space, line ends as `\\n`, no soft hyphens."""
    return zonder_breuk(tekst).replace("\r\n", "\n").replace("\r", "\n").strip()


def zonder_breuk(tekst: str) -> str:
    """Without soft hyphens, of which web pages are full: they show nowhere, and keep a word from being found."""
    return tekst.replace(_ZACHT, "")


def vreemd_teken(tekst: str) -> str | None:
    """The first character that belongs in no text: NUL, half a character, or one that can't be seen.

    Such a one can turn the order of the others around, so that a name is not what it seems.
    """
    for teken in tekst:
        if unicodedata.category(teken) in ("Cc", "Cf", "Cs") and teken not in _MAG:
            return f"U+{ord(teken):04X}"
    return None


@dataclass(slots=True)
class Waarde:
    """One value of a cell with what stands between braces after it. An option without `=` is "ja"."""

    tekst: str
    opties: dict[str, str] = field(default_factory=dict)


def ontleed(cel: str) -> list[Waarde]:
    """The values of a cell. Raises ValueError with a sentence for who typed it."""
    uit = []
    for stuk in _knip(cel, SCHEIDING):
        kop, *opties = _knip(stuk, "{")
        waarde = Waarde(_kaal(kop))
        for optie in opties:
            binnen, *rest = _knip(optie, "}")
            if not rest or "".join(rest).strip():
                raise ValueError(_("Een accolade is niet open of niet dicht."))
            sleutel, is_, inhoud = binnen.partition("=")
            if sleutel.strip() in waarde.opties:
                raise ValueError(_("“%s” staat er twee keer.") % sleutel.strip())
            waarde.opties[sleutel.strip()] = _kaal(inhoud) if is_ else "ja"
        if _knip(kop, "}")[1:]:
            raise ValueError(_("Een accolade is niet open of niet dicht."))
        if waarde.tekst or waarde.opties:
            uit.append(waarde)
    return uit


def schrijf(waarden: Iterable[Waarde]) -> str:
    """What `ontleed` reads back."""
    return f" {SCHEIDING} ".join(
        " ".join(
            [_veilig(w.tekst)]
            + [
                f"{{{naam}}}" if inhoud == "ja" else f"{{{naam}={_veilig(inhoud)}}}"
                for naam, inhoud in w.opties.items()
            ]
        ).strip()
        for w in waarden
    )


def _veilig(tekst: str) -> str:
    return re.sub(r"([\\|{}])", r"\\\1", tekst)


def _kaal(tekst: str) -> str:
    return re.sub(r"\\(.)", r"\1", tekst, flags=re.DOTALL).strip()


def _knip(tekst: str, teken: str) -> list[str]:
    """Split at a character that no backslash stands before; the backslashes stay."""
    stukken, begin, plek = [], 0, 0
    while plek < len(tekst):
        if tekst[plek] == "\\":
            plek += 1
        elif tekst[plek] == teken:
            stukken.append(tekst[begin:plek])
            begin = plek + 1
        plek += 1
    return [*stukken, tekst[begin:]]


def dagen_in_woorden(dagen: str) -> str:
    """ "12345" is "ma-vr", "67" is "za, zo"."""
    reeksen: list[list[int]] = []
    for dag in map(int, dagen):
        if reeksen and reeksen[-1][-1] == dag - 1:
            reeksen[-1].append(dag)
        else:
            reeksen.append([dag])
    delen = []
    for reeks in reeksen:
        if len(reeks) > 2:
            delen.append(f"{_DAGEN[reeks[0] - 1]}-{_DAGEN[reeks[-1] - 1]}")
        else:
            delen += [_DAGEN[dag - 1] for dag in reeks]
    return ", ".join(delen)


def lees_uren(tekst: str) -> tuple[str, str, str]:
    """`ma-vr 09:00-17:00` as ("12345", "09:00", "17:00"). Raises ValueError."""
    goed = _UREN.match(tekst.strip().lower())
    if goed is None:
        raise ValueError(_("Schrijf openingstijden als “ma-vr 09:00-17:00”, niet als “%s”.") % tekst)
    gekozen: set[int] = set()
    for deel in goed["dagen"].split(","):
        van, streep, tot = (stuk.strip() for stuk in deel.partition("-"))
        if van not in _DAGEN or (streep and tot not in _DAGEN):
            raise ValueError(
                _("Een dag schrijf je als ma, di, wo, do, vr, za of zo, niet als “%s”.") % deel.strip()
            )
        eerste, laatste = _DAGEN.index(van), _DAGEN.index(tot if streep else van)
        if laatste < eerste:
            raise ValueError(_("“%s” loopt achteruit. De week begint op maandag.") % deel.strip())
        gekozen.update(range(eerste + 1, laatste + 2))
    return "".join(map(str, sorted(gekozen))), _tijd(goed["van"]), _tijd(goed["tot"])


def _tijd(tekst: str) -> str:
    uur, minuut = map(int, re.split("[:.]", tekst))
    if uur == 24 and minuut == 0:
        return "00:00"
    if uur > 23 or minuut > 59:
        raise ValueError(_("“%s” is geen tijd.") % tekst)
    return f"{uur:02}:{minuut:02}"
