"""The editors' pages in a real browser: axe in light and dark, 320 px, without JavaScript, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse
from playwright.sync_api import expect

from gesprek.models import Gebruiker
from sociale_kaart.models import Aanbod, Foutmelding
from tests.heleweg.keuring import keur
from tests.redactie import aangemelde_pagina
from tests.sociale_kaart.werklijst.conftest import Maak
from tests.sociale_kaart.werklijst.vulling import vul

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer


def test_every_page_passes_axe_in_light_and_dark_and_fits_320_px(redactie_pagina: Page, maak: Maak) -> None:
    vul(maak)
    fouten = []
    for url in (
        reverse("admin:werklijst"),
        f"{reverse('admin:werklijst')}?deel=controle",
        reverse("admin:dubbelen"),
        f"{reverse('admin:samenvoegen')}?blijft=inloophuis-de-brug&vervalt=brug-2",
        reverse("admin:overzicht"),
    ):
        redactie_pagina.goto(url)
        fouten += keur(redactie_pagina)
    assert not fouten, "\n".join(fouten)


def test_an_empty_work_list_passes_too(redactie_pagina: Page) -> None:
    Aanbod.objects.all().delete()
    redactie_pagina.goto(reverse("admin:werklijst"))
    expect(redactie_pagina.get_by_text("Alles is bijgewerkt.")).to_be_visible()
    assert not keur(redactie_pagina)


def test_without_javascript_a_report_is_done_and_undone_and_two_become_one(
    server: LiveServer, redacteur: Gebruiker, nieuwe_pagina: Callable[..., Page], maak: Maak
) -> None:
    uit = vul(maak)
    pagina = aangemelde_pagina(nieuwe_pagina(java_script_enabled=False), server.url, redacteur)
    pagina.goto(reverse("admin:werklijst"))
    pagina.get_by_role("button", name="Afgehandeld Inloophuis De Brug").click()
    expect(pagina.get_by_role("status")).to_contain_text("Afgehandeld: Inloophuis De Brug.")
    assert Foutmelding.objects.filter(afgehandeld_op=None).count() == 1
    pagina.get_by_role("button", name="Toch niet: zet terug").click()
    expect(pagina.get_by_role("button", name="Afgehandeld Inloophuis De Brug")).to_be_visible()

    pagina.get_by_role("link", name="Inloophuis De Brug en Inloophuis Brug").click()
    paar = pagina.get_by_role("region", name="Inloophuis De Brug en Inloophuis Brug")
    paar.get_by_role("link", name="Zet naast elkaar").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Samenvoegen")
    pagina.get_by_role("group", name="Naam").get_by_role("radio", name="Inloophuis Brug", exact=True).check()
    pagina.get_by_role("button", name="Voeg samen").click()
    expect(pagina.get_by_text("Inloophuis Brug is opgegaan in Inloophuis De Brug.")).to_be_visible()
    uit["fout"].refresh_from_db()
    uit["dubbel"].refresh_from_db()
    assert (uit["fout"].naam, uit["dubbel"].status) == ("Inloophuis Brug", "gearchiveerd")


def test_by_keyboard_one_comes_to_the_main_action_of_the_merge(redactie_pagina: Page, maak: Maak) -> None:
    vul(maak)
    redactie_pagina.goto(f"{reverse('admin:samenvoegen')}?blijft=inloophuis-de-brug&vervalt=brug-2")
    redactie_pagina.get_by_role("group", name="Naam").get_by_role("radio", name="Inloophuis De Brug").focus()
    redactie_pagina.keyboard.press("ArrowDown")
    expect(redactie_pagina.get_by_role("radio", name="Inloophuis Brug", exact=True).first).to_be_checked()
    redactie_pagina.get_by_role("button", name="Voeg samen").focus()
    redactie_pagina.keyboard.press("Enter")
    expect(redactie_pagina.get_by_text("is opgegaan in")).to_be_visible()
