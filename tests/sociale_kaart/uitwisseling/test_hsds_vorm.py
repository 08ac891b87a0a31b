"""Our own words for HSDS 3.0 say what the published schemas say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.uitwisseling.hsds import vorm
from tests.sociale_kaart.uitwisseling import schemas

_FORMATEN = {"uuid": "uuid", "uri": "uri", "email": "email", "date-time": "moment"}


def _soort(veld: dict[str, Any]) -> Any:
    if "enum" in veld:
        return tuple(veld["enum"])
    if "$ref" in veld:
        return veld["$ref"].removesuffix(".json")
    if veld["type"] == "array":
        return f"[{veld['items']['$ref'].removesuffix('.json')}]"
    if veld["type"] == "number":
        return "getal"
    return _FORMATEN.get(veld.get("format", ""), "tekst")


@schemas.zonder_schemas
@pytest.mark.parametrize("naam", sorted(vorm.ENTITEITEN))
def test_an_entity_has_the_fields_types_and_demands_of_its_schema(naam: str) -> None:
    schema = schemas.schema(naam)
    onze = vorm.ENTITEITEN[naam]
    assert dict(onze.velden) == {veld: _soort(inhoud) for veld, inhoud in schema["properties"].items()}
    assert set(onze.verplicht) == set(schema["required"])


_TEKSTEN = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "https://voorbeeld.example/pad?x=1#y",
            "http://[::1]:80/",
            "ftp://x",
            "mailto:a@b",
            "urn:isbn:1",
            "//x",
            "https://een twee",
            "x:",
            "https://é.example",
            "a%zz:b",
            "http://a/%zz",
            "6f1c1d0e-5a39-4f0c-9d53-0f6f2b7c4a11",
            "6F1C1D0E-5A39-4F0C-9D53-0F6F2B7C4A11",
            "{6f1c1d0e-5a39-4f0c-9d53-0f6f2b7c4a11}",
            "6f1c1d0e5a394f0c9d530f6f2b7c4a11",
            "iemand@voorbeeld.example",
            "2026-01-31T12:00:00Z",
            "2026-02-30T12:00:00Z",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00:00.5+01:00",
            "2026-01-31 12:00:00Z",
            "2026-01-31T25:00:00Z",
            "active",
            "physical",
            "WEEKLY",
            "MO",
        ]
    ),
)
_JSON = st.one_of(
    _TEKSTEN,
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.just([]),
    st.just({}),
)


def entiteiten(naam: str, diep: int = 2) -> st.SearchStrategy[Any]:
    """Objects that look like the entity, right and wrong."""
    onze = vorm.ENTITEITEN[naam]
    velden: dict[str, st.SearchStrategy[Any]] = {}
    for veld, soort in onze.velden.items():
        goed: st.SearchStrategy[Any] = _TEKSTEN
        if isinstance(soort, tuple):
            goed = st.sampled_from(soort)
        elif soort.strip("[]") in vorm.ENTITEITEN:
            if not diep:
                continue
            goed = entiteiten(soort.strip("[]"), diep - 1)
            goed = st.lists(goed, max_size=2) if soort.startswith("[") else goed
        elif soort == "getal":
            goed = st.integers(-9, 99)
        elif soort == "uuid":
            goed = st.uuids().map(str)
        velden[veld] = st.one_of(goed, goed, goed, _JSON)
    gekozen = st.sets(st.sampled_from(sorted(velden)), max_size=6)
    return gekozen.flatmap(
        lambda namen: st.fixed_dictionaries({v: velden[v] for v in {*namen, *onze.verplicht} if v in velden})
    )


@schemas.zonder_schemas
@given(
    st.sampled_from(["service", "organization", "service_at_location", "schedule"]).flatmap(
        lambda n: st.tuples(st.just(n), entiteiten(n))
    )
)
def test_we_refuse_what_the_schema_refuses_and_take_what_it_takes(geval: tuple[str, Any]) -> None:
    naam, waarde = geval
    onze = list(vorm._kijk(naam, waarde, "$"))
    mis = schemas.mis(naam, waarde)
    assert bool(onze) == bool(mis), (json.dumps(waarde), onze, mis)


@pytest.mark.parametrize(
    "waarde", ["javascript:alert(1)", " JavaScript :x", "data:text/html,x", "\tvbscript:x"]
)
def test_no_address_that_runs_comes_in_wherever_it_stands(waarde: str) -> None:
    service = {
        "id": "6f1c1d0e-5a39-4f0c-9d53-0f6f2b7c4a11",
        "name": "x",
        "status": "active",
        "eigen": [{"x": waarde}],
    }
    assert [fout.waar for fout in vorm.fouten("service", service, "$[0]")] == ["$[0].eigen[0].x"]
