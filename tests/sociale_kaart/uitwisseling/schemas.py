"""The published schemas of HSDS 3.0, where they are: beside the project, or where HSDS_SCHEMAS says."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_WORTEL = Path(__file__).resolve().parents[3]
MAP = Path(os.environ.get("HSDS_SCHEMAS") or _WORTEL.parent / "shared/gegevens/hsds-3.0")

zonder_schemas = pytest.mark.skipif(
    not (MAP / "service.json").is_file(),
    reason="the schemas of HSDS 3.0 are not here (CC BY-SA, so no part of the project); set HSDS_SCHEMAS",
)


@cache
def _alle() -> dict[str, Any]:
    return {pad.stem: json.loads(pad.read_text()) for pad in MAP.glob("*.json")}


def schema(naam: str) -> Any:
    return _alle()[naam]


@cache
def keurder(naam: str) -> Any:
    """A validator that checks formats too."""
    from jsonschema import Draft202012Validator
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    register: Any = Registry()
    for van, inhoud in _alle().items():
        register = register.with_resource(f"{van}.json", DRAFT202012.create_resource(inhoud))
    return Draft202012Validator(
        {"$ref": f"{naam}.json"}, registry=register, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def mis(naam: str, waarde: Any) -> list[str]:
    """What the schema has against it."""
    return [f"{fout.json_path}: {fout.message}" for fout in keurder(naam).iter_errors(waarde)]
