"""Numbers as they are written in a text, for dates and ages."""

from __future__ import annotations

_EEN_TOT_NEGEN = r"(?:één|een|twee|drie|vier|vijf|zes|zeven|acht|negen)"
TIENTAL = r"(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
TELWOORD = (
    rf"(?:{_EEN_TOT_NEGEN}\s?(?:en|ën)\s?(?:een\s?)?half|(?:{_EEN_TOT_NEGEN}(?:en|ën))?{TIENTAL}"
    r"|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|tien|elf|twaalf"
    rf"|{_EEN_TOT_NEGEN})"
)
RANG = (
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|dertiende|veertiende|"
    r"vijftiende|zestiende|zeventiende|achttiende|negentiende|twintigste)"
)
GETAL = rf"(?:\d{{1,2}}(?:[.,]5|½)?|anderhalf|anderhalve|{TELWOORD})"

CIJFERS = "0123456789"
GETAL_BEGIN = CIJFERS + "aeédtvzn"
"""What GETAL may begin with."""
