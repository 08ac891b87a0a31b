"""The judged questions: who people look for must stand where they look."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.sociale_kaart.zoeken.hulp import slugs, zoeken

pytestmark = pytest.mark.django_db

VRAGEN = tomllib.loads((Path(__file__).parents[1] / "zoekvragen.toml").read_text(encoding="utf-8"))["vragen"]
DEEL = 0.95


def test_there_are_enough_different_questions() -> None:
    sleutels = {(vraag["tekst"], str(vraag.get("filters"))) for vraag in VRAGEN}
    assert len(sleutels) == len(VRAGEN) >= 60
    assert {vraag["plek"] for vraag in VRAGEN} <= {1, 3}


def test_nearly_every_question_finds_whom_it_should() -> None:
    missers = []
    for vraag in VRAGEN:
        gevonden = slugs(zoeken(vraag["tekst"], vraag.get("filters")))
        if not set(gevonden[: vraag["plek"]]) & set(vraag["verwacht"]):
            missers.append(f"{vraag['tekst']}: {gevonden[:4]}, not {vraag['verwacht']}")
    assert len(missers) <= (1 - DEEL) * len(VRAGEN), "\n".join(missers)
