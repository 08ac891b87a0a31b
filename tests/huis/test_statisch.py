"""Static files: the tests serve them as they stand, production collects and names them by content."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings as test_settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django.fixtures import Settings

from gesprek.conf import settings as echte_settings

STATIC = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


def test_every_static_file_that_a_template_names_exists() -> None:
    namen = {
        naam
        for pad in Path(test_settings.BASE_DIR, "templates").rglob("*.html")
        for naam in STATIC.findall(pad.read_text(encoding="utf-8"))
    }
    assert namen
    assert {naam for naam in namen if finders.find(naam) is None} == set()


def test_the_real_storage_collects_all_of_them_and_resolves_every_url_in_them(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STORAGES = echte_settings.STORAGES
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
    assert list(tmp_path.glob("css/*.css.br"))
