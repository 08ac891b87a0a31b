"""What every answer to bad input and bad luck has in common."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from gesprek.kluis import gesprekken, tijd
from tests.hulp import (
    Bezoeker,
    tekst,
    titel,
)

ZIN = "Ik zag dat hij steeds vroeg of zij mocht blijven slapen."
KORT = "Spreekkamer"


def hoofd(antwoord: HttpResponse) -> str:
    """What stands between header and footer."""
    return tekst(antwoord).split("<main", 1)[1].split("</main>")[0]


def in_huisstijl(antwoord: HttpResponse, status: int) -> str:
    """A whole page of ours with the way to the numbers, and no technical words; gives its text."""
    pagina = tekst(antwoord)
    assert antwoord.status_code == status, pagina[:3000]
    assert antwoord["Content-Type"] == "text/html; charset=utf-8"
    assert titel(antwoord).endswith("· Start het gesprek")
    assert f'href="{reverse("acuut")}"' in pagina
    assert "huis.css" in pagina
    assert "no-store" in antwoord["Cache-Control"]
    for technisch in ("Traceback", "Exception", "Error", "django", "sqlite", "psycopg"):
        assert technisch not in hoofd(antwoord)
    return pagina


def bewaarde_tekst(bezoeker: Bezoeker, gesprek: UUID, veld: str = "gevoel-wat") -> str:
    open_ = gesprekken.laad(bezoeker.sessie().kluis, gesprek, tijd.vandaag())
    return open_.dossier.teksten.get(veld, "")
