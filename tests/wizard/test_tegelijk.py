"""Many tabs at the same moment: what was called saved is there, whoever was first."""

from __future__ import annotations

import threading
from functools import partial
from uuid import UUID

import pytest
from django.conf import settings

from gesprek.kluis import gesprekken, tijd
from tests.hulp import Bezoeker, stap_url, stapformulier, tegelijk, tekst
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
VELDEN = ("moment-plek", "gevoel-wat", "verdieping-vraag", "concreet-zorg")


def _tabblad(wie: Bezoeker) -> Bezoeker:
    """Another tab of the same browser."""
    ander = Bezoeker()
    for naam in (settings.KLUIS_COOKIE, settings.CSRF_COOKIE_NAME):
        ander.client.cookies[naam] = wie.client.cookies[naam].value
    return ander


def _schrijf(wie: Bezoeker, gesprek: UUID, veld: str, keren: int) -> list[int]:
    """Save a field so many times from one page, as an autosave does; gives the statuses."""
    formulier = stapformulier(wie.stap(gesprek))
    uit = []
    stand = formulier["stand"]
    for n in range(keren):
        waarden = {"stand": stand, f"t.{veld}": f"{veld} {n}"}
        antwoord = wie.post(stap_url(gesprek), waarden, htmx=True)
        uit.append(antwoord.status_code)
        if antwoord.status_code == 200:
            assert tekst(antwoord).startswith("Bewaard om ")
            stand = tekst(antwoord).split('id="stand" value="')[1].split('"')[0]
    return uit


def test_tabs_that_write_in_different_fields_never_lose_a_save() -> None:
    wie, gesprek = huisarts_met_gesprek()
    uit = tegelijk([partial(_schrijf, _tabblad(wie), gesprek, veld, 8) for veld in VELDEN])
    bewaard = gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag())
    for veld, statussen in zip(VELDEN, uit, strict=True):
        assert isinstance(statussen, list), statussen
        gelukt = [n for n, status in enumerate(statussen) if status == 200]
        assert set(statussen) <= {200, 409}, "saved, or said that it was not"
        assert bewaard.dossier.teksten[veld] == f"{veld} {gelukt[-1]}"
        assert len(gelukt) >= 6


def test_tabs_that_write_in_the_same_field_quarrel_aloud_and_lose_nothing() -> None:
    wie, gesprek = huisarts_met_gesprek()
    tabbladen = [_tabblad(wie) for _ in range(4)]
    formulieren = [stapformulier(tabblad.stap(gesprek)) for tabblad in tabbladen]

    def bewaar(n: int) -> int:
        paren = formulieren[n].met({"t.gevoel-wat": f"van {n}"})
        return tabbladen[n].post(stap_url(gesprek), paren).status_code

    uit = tegelijk([partial(bewaar, n) for n in range(4)])
    assert sorted(map(str, uit)) == ["303", "409", "409", "409"]
    open_ = gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag())
    assert open_.dossier.teksten["gevoel-wat"] == f"van {uit.index(303)}"
    assert open_.versie == 2


def test_the_version_only_goes_up_while_everybody_saves() -> None:
    wie, gesprek = huisarts_met_gesprek()
    kluis = wie.sessie().kluis
    klaar = threading.Event()

    def kijk() -> list[int]:
        gezien = []
        while not klaar.is_set():
            gezien.append(gesprekken.laad(kluis, gesprek, tijd.vandaag()).versie)
        return gezien

    def schrijf() -> list[int]:
        try:
            return _schrijf(_tabblad(wie), gesprek, "gevoel-wat", 12)
        finally:
            klaar.set()

    gezien, statussen = tegelijk([kijk, schrijf])
    assert isinstance(gezien, list), gezien
    assert isinstance(statussen, list), statussen
    assert gezien == sorted(gezien)
    assert gesprekken.laad(kluis, gesprek, tijd.vandaag()).versie == 1 + statussen.count(200)
