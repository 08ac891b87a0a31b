"""What is wrong with a file, in words, with where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

GROOTSTE_BESTAND = 8 * 1024 * 1024
MEESTE_RIJEN = 20_000
MEESTE_FOUTEN = 200


@dataclass(frozen=True, slots=True)
class Fout:
    """One thing that is wrong. `regel` is the line of a CSV, the row of a sheet; `waar` a column or a path."""

    zin: str
    regel: int | None = None
    waar: str = ""

    @property
    def plek(self) -> str:
        """ "Regel 5, kolom telefoon", or "" when it is about the whole file."""
        if self.regel is None:
            return self.waar
        if not self.waar:
            return _("Regel %s") % self.regel
        return _("Regel %(regel)s, kolom %(kolom)s") % {"regel": self.regel, "kolom": self.waar}

    def __str__(self) -> str:
        return f"{self.plek}: {self.zin}" if self.plek else self.zin

    def als_json(self) -> dict[str, Any]:
        return asdict(self)


class Onleesbaar(Exception):
    """A file that can't be taken as it is. Nothing was changed."""

    def __init__(self, fouten: Sequence[Fout] | str) -> None:
        super().__init__()
        self.fouten = [Fout(fouten)] if isinstance(fouten, str) else list(fouten)

    def __str__(self) -> str:
        return "\n".join(map(str, self.fouten))
