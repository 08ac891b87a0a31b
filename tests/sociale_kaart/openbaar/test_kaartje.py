"""The map of the provinces, and the list that says the same."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from sociale_kaart.openbaar import kaartje
from sociale_kaart.provincies import Provincie
from tests.sociale_kaart.openbaar import maak

SVG = re.compile(
    r'<a href="([^"]+)" data-provincie="([^"]+)" aria-label="([^"]+)"( aria-current="true")?><path'
)
LIJST = re.compile(
    r'<li><a href="([^"]+)" data-provincie="([^"]+)"( aria-current="true")?>([^<]+)</a> <span class="hint-in">(\d+)'
)


def test_each_province_has_an_outline_inside_the_box() -> None:
    vormen = kaartje.vormen()
    assert set(vormen) == set(Provincie.values)
    for vorm in vormen.values():
        assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", vorm.lijn)
        assert 0 < vorm.x < 480
        assert 0 < vorm.y < 664
        for x, y in re.findall(r"M(\d+) (\d+)", vorm.lijn):
            assert int(x) <= 480
            assert int(y) <= 664


def test_nothing_is_drawn_over_brussel() -> None:
    assert list(kaartje.vormen())[-1] == Provincie.BRUSSEL


def test_a_click_on_the_chosen_province_takes_the_choice_away() -> None:
    alle = kaartje.gebieden({"NL-UT": 3}, ("NL-UT",), lambda code: f"?provincie={code}")
    per_code = {gebied.code: gebied for gebied in alle}
    assert (per_code["NL-UT"].gekozen, per_code["NL-UT"].href, per_code["NL-UT"].aantal) == (
        True,
        "?provincie=",
        3,
    )
    assert (per_code["NL-DR"].gekozen, per_code["NL-DR"].href, per_code["NL-DR"].aantal) == (
        False, "?provincie=NL-DR", 0,
    )  # fmt: skip


def test_the_list_holds_each_province_once_in_order() -> None:
    delen = kaartje.landdelen(kaartje.gebieden({}, (), str))
    assert [deel.naam for deel in delen] == ["Nederland", "België"]
    for deel in delen:
        namen = [gebied.naam for gebied in deel.gebieden]
        assert namen == sorted(namen)
    assert sum(len(deel.gebieden) for deel in delen) == len(Provincie)


@pytest.mark.django_db
def test_map_and_list_say_the_same_and_lead_to_what_they_say(client: Client) -> None:
    html = client.get("/sociale-kaart/?gratis=ja").content.decode()
    op_kaart = {code: (href, int(label.rpartition(" ")[2])) for href, code, label, _ in SVG.findall(html)}
    in_lijst = {code: (href, int(aantal)) for href, code, _, _, aantal in LIJST.findall(html)}
    assert op_kaart == in_lijst
    assert set(op_kaart) == set(Provincie.values)
    # A filter that was chosen goes along.
    assert all("gratis=ja" in href and f"provincie={code}" in href for code, (href, _) in op_kaart.items())
    html = client.get("/sociale-kaart/?provincie=NL-UT").content.decode()
    gekozen = [code for _, code, _, aan in SVG.findall(html) if aan]
    assert gekozen == ["NL-UT"]
    assert f"{op_kaart['NL-UT'][1]} adressen gevonden" in html


@pytest.mark.django_db
def test_the_count_follows_what_serves_a_province(client: Client) -> None:
    def aantal(code: str) -> int:
        html = client.get("/sociale-kaart/").content.decode()
        return next(
            int(label.rpartition(" ")[2]) for _, eigen, label, _ in SVG.findall(html) if eigen == code
        )

    eerst = {code: aantal(code) for code in ("NL-UT", "BE-VAN", "BE-WLG")}
    maak.aanbod("overal", land="NL", bereik="landelijk")
    assert {code: aantal(code) for code in eerst} == {**eerst, "NL-UT": eerst["NL-UT"] + 1}
