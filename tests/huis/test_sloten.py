"""The two locks: what is in them, and what must not be."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

WORTEL = Path(__file__).resolve().parents[2]
SLOTEN = ("requirements.txt", "tests/requirements.txt")


def _slot(naam: str) -> dict[str, str]:
    """Package → the rest of its entry: version, marker and hashes."""
    tekst = (WORTEL / naam).read_text(encoding="utf-8").replace("\\\n", " ")
    regels = [regel for regel in tekst.splitlines() if regel and not regel.lstrip().startswith("#")]
    return dict(regel.split("==", 1) for regel in regels)


@pytest.mark.parametrize("naam", SLOTEN)
def test_every_package_has_hashes_and_one_version(naam: str) -> None:
    inhoud = _slot(naam)
    assert len(inhoud) > 20
    zonder = [pakket for pakket, rest in inhoud.items() if not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)]
    assert zonder == []


@pytest.mark.parametrize("naam", SLOTEN)
def test_a_lock_names_no_registry_and_no_path_of_a_machine(naam: str) -> None:
    tekst = (WORTEL / naam).read_text(encoding="utf-8")
    assert re.findall(r"https?:|--(?:extra-)?index-url|--find-links|file:|(?:^|\s)/\w+", tekst) == []


def test_what_pyproject_asks_for_is_in_the_locks_and_within_its_range() -> None:
    project = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))
    loop, tests = (_slot(naam) for naam in SLOTEN)
    groepen = project["dependency-groups"]
    buiten = []
    for vragen, slot in (
        (project["project"]["dependencies"], loop),
        (groepen["test"] + groepen["lint"], tests),
    ):
        for vraag in map(Requirement, vragen):
            versie = slot.get(canonicalize_name(vraag.name), "").split(" ")[0]
            if not versie or not vraag.specifier.contains(versie):
                buiten.append(f"{vraag} (in het slot: {versie or 'niets'})")
    assert buiten == [], "draai make lock"


def test_the_tests_run_on_the_versions_that_the_app_runs_on() -> None:
    loop, tests = (_slot(naam) for naam in SLOTEN)
    samen = loop.keys() & tests.keys()
    assert samen
    assert {p: loop[p].split(" ")[0] for p in samen} == {p: tests[p].split(" ")[0] for p in samen}


def _ingevoerd(*mappen: str) -> set[str]:
    """The top-level modules that the code under these folders imports."""
    namen: set[str] = set()
    for pad in (pad for map_ in mappen for pad in (WORTEL / map_).rglob("*.py")):
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            if isinstance(knoop, ast.Import):
                namen |= {alias.name for alias in knoop.names}
            elif isinstance(knoop, ast.ImportFrom) and knoop.module and not knoop.level:
                namen.add(knoop.module)
    eigen = {"gesprek", "sociale_kaart", "tests"}
    return {naam.partition(".")[0] for naam in namen} - sys.stdlib_module_names - eigen


@pytest.mark.parametrize(
    ("mappen", "groepen"), [(("gesprek", "sociale_kaart"), ()), (("tests",), ("test", "lint"))]
)
def test_what_the_code_imports_is_what_pyproject_asks_for(
    mappen: tuple[str, ...], groepen: tuple[str, ...]
) -> None:
    project = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))
    vragen = project["project"]["dependencies"] + [
        v for g in groepen for v in project["dependency-groups"][g]
    ]
    gevraagd = {canonicalize_name(Requirement(vraag).name) for vraag in vragen}
    bezorgers = packages_distributions()
    zonder = {
        naam
        for naam in _ingevoerd(*mappen)
        if gevraagd.isdisjoint(map(canonicalize_name, bezorgers.get(naam, ())))
    }
    assert zonder - {"installatie", "voorbereiden"} == set()  # in .ci, which tests of it import
