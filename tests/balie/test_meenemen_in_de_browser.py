"""Out as a file, deleted, and back, in a real browser with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from gesprek.dossier import Dossier
from gesprek.kluis import gesprekken, tijd
from gesprek.models import Kluis
from tests.heleweg.keuring import BREED, keur
from tests.heleweg.werkplek import Werkplek, knop, link

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.eenmaal, pytest.mark.browser]
LANG = "Gesprek met een hele lange naam van donderdag, zonderspaties" + "enmaardoor" * 9


@pytest.mark.parametrize("met_javascript", [True, False])
def test_everything_goes_out_is_deleted_and_comes_back(
    nieuwe_pagina: Callable[..., Page], server: LiveServer, tmp_path: Path, met_javascript: bool
) -> None:
    pagina = nieuwe_pagina(viewport=BREED, java_script_enabled=met_javascript)
    dossier = Dossier(label=LANG, teksten={"gevoel-wat": "Ik schrok."})
    plek = Werkplek.richt_in(pagina.context, server.url, dossier)
    pagina.goto("/kluis/wissen/")
    link(pagina, "Neem alles mee").click()
    with pagina.expect_download() as download:
        knop(pagina, "Bewaar 1 gesprek").click()
    assert download.value.suggested_filename == "bewaarbestand.shg"
    bestand = tmp_path / "bewaarbestand.shg"
    download.value.save_as(bestand)
    with pagina.expect_download() as leesbaar:
        knop(pagina, "Download als leesbaar bestand").click()
    assert leesbaar.value.suggested_filename == "gesprekken.json"
    assert "Ik schrok." in Path(leesbaar.value.path()).read_text(encoding="utf-8")

    pagina.goto("/kluis/wissen/")
    pagina.get_by_label("Ja, ik wil alles wissen").check()
    knop(pagina, "Wis alles nu").click()
    link(pagina, "Een bewaarbestand terugzetten").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Zet een bewaarbestand terug")
    assert not Kluis.objects.filter(id=plek.kluis.id).exists()

    # The code without the file: the code stays, the file is asked for.
    pagina.get_by_label("De code van toen").fill(plek.code)
    knop(pagina, "Zet alles terug").click()
    expect(pagina.locator("#foutenlijst")).to_contain_text("Kies je bewaarbestand.")
    expect(pagina.get_by_label("De code van toen")).to_have_value(plek.code)
    assert pagina.title().startswith("Fout: ")
    if met_javascript:
        expect(pagina.locator("#foutenlijst")).to_be_focused()
        assert keur(pagina) == []
    pagina.get_by_label("Je bewaarbestand").set_input_files(bestand)
    knop(pagina, "Zet alles terug").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Je gesprekken staan er weer")
    if met_javascript:
        assert keur(pagina) == []
    link(pagina, LANG).click()
    expect(pagina.locator("main")).to_contain_text(LANG)
    [kluis] = Kluis.objects.all()
    assert kluis.id != plek.kluis.id
    assert kluis.verwijderd_op == tijd.over(30)


def test_taking_along_is_good_for_everyone_also_over_more_files(
    nieuwe_pagina: Callable[..., Page], server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    pagina = nieuwe_pagina(viewport=BREED)
    plek = Werkplek.richt_in(pagina.context, server.url, Dossier(label=LANG))
    gesprekken.nieuw(plek.kluis, Dossier(label="twee"))
    gesprekken.nieuw(plek.kluis, Dossier(label="oefening", oefening=True))
    monkeypatch.setattr("gesprek.kluis.bewaarbestand.HOOGSTENS", 10)
    pagina.goto("/kluis/meenemen/")
    expect(knop(pagina, "Bewaar bestand 2 van 2")).to_be_visible()
    assert keur(pagina) == []
    # Gone in another tab.
    gesprekken.wis(plek.kluis, plek.gesprek)
    for nummer in (1, 2):
        pagina.locator(f"form:has([name=deel][value='{nummer}']) [name=gesprek]").evaluate(
            "(vak, id) => { vak.value = id }", str(plek.gesprek)
        )
    knop(pagina, "Bewaar bestand 1 van 2").click()
    expect(pagina.locator(".foutenlijst")).to_be_focused()
    assert keur(pagina) == []
