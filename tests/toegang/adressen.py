"""Every address of the app, taken from the URLconf, so that a new one cannot be forgotten."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gesprek.inhoud.lader import laad
from sociale_kaart.startgegevens import vaste_id

BELEID = {"login_not_required", "kluis_open", "teamleider", "redactie", "aangemeld", "inschrijving"}
# Of these Django's LoginRequiredMiddleware and `accounts.deur` are the guard; the others guard themselves.
MET_ACCOUNT = ("aangemeld", "inschrijving")
NIEMANDS_DELING = UUID(int=7)


@dataclass(frozen=True, slots=True)
class Adres:
    """One URL pattern: its full name, its view, and what its path needs."""

    naam: str
    view: Callable[..., Any]
    delen: tuple[str, ...]

    def __str__(self) -> str:
        return self.naam

    def url(self, gesprek: UUID, deling: UUID = NIEMANDS_DELING) -> str:
        """The address for this gesprek and what was shared of it; other parts get a value that exists."""
        waarden: dict[str, object] = {"gesprek_id": gesprek, "stap_id": "voorbereiding"}
        waarden["slug"] = "113" if self.naam.startswith("sociale_kaart:") else laad().themas[0].id
        waarden["deling_id"], waarden["sleutel"] = deling, "overleg-vraag"
        waarden["kaartje"] = "verzonnen"
        waarden["pk"] = vaste_id("organisatie", "113") if "organization" in self.naam else vaste_id("113")
        waarden["rest"] = "niets"
        return reverse(self.naam, kwargs={deel: waarden[deel] for deel in self.delen})

    @property
    def van_een_gesprek(self) -> bool:
        return "gesprek_id" in self.delen

    @property
    def in_beheer(self) -> bool:
        return self.naam.startswith("admin:")

    def beleid(self) -> list[str]:
        """The policies that stand above the view in its source; of a package's own view, the one that wraps it."""
        if hasattr(self.view, "view_class"):
            return [getattr(self.view, "beleid", "login_not_required")]
        functie = inspect.unwrap(self.view)
        boom = ast.parse(textwrap.dedent(inspect.getsource(functie))).body[0]
        assert isinstance(boom, ast.FunctionDef | ast.ClassDef), functie
        namen = (_naam(versiering) for versiering in boom.decorator_list)
        return [naam for naam in namen if naam in BELEID]


def _naam(versiering: ast.expr) -> str:
    if isinstance(versiering, ast.Call):
        return _naam(versiering.func)
    return versiering.attr if isinstance(versiering, ast.Attribute) else getattr(versiering, "id", "")


def alle() -> list[Adres]:
    """Every pattern, in order, but for those beneath /beheer/."""
    return [adres for adres in _loop(get_resolver().url_patterns, "", ()) if not adres.in_beheer]


def beheer() -> list[Adres]:
    """Every pattern beneath /beheer/: the admin's own and ours."""
    return [adres for adres in _loop(get_resolver().url_patterns, "", ()) if adres.in_beheer]


def _loop(patronen: list[Any], voor: str, delen: tuple[str, ...]) -> Iterator[Adres]:
    for patroon in patronen:
        eigen = (*delen, *patroon.pattern.converters)
        if isinstance(patroon, URLResolver):
            ruimte = f"{voor}{patroon.namespace}:" if patroon.namespace else voor
            yield from _loop(patroon.url_patterns, ruimte, eigen)
        else:
            assert isinstance(patroon, URLPattern)
            # The admin's last pattern catches what is left.
            assert patroon.name or voor == "admin:", f"{patroon} has no name"
            yield Adres(f"{voor}{patroon.name}", patroon.callback, eigen)
