"""The rooms and who may import whom (pyproject.toml, importlinter)."""

from __future__ import annotations

from importlinter.cli import lint_imports


def test_rooms_import_downwards_only_and_keep_to_their_contracts() -> None:
    assert lint_imports(no_cache=True) == 0
