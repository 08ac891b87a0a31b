"""When two numbers, addresses or names mean the same, and above all when not."""

from __future__ import annotations

import pytest

from sociale_kaart.gelijkenis import nummer, webadres, woorden, zelfde_naam


@pytest.mark.parametrize(
    ("een", "ander", "land"),
    [
        ("020 261 52 75", "020-2615275", "NL"),
        ("020 261 52 75", "+31 20 261 5275", "NL"),
        ("03 821 34 38", "+32 3 821 34 38", "BE"),
        ("0800 266 64 36", "0800-2666436", "NL"),
        ("113", "1 1 3", "NL"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(een: str, ander: str, land: str) -> None:
    assert nummer(een, land) == nummer(ander, land)


def test_a_short_line_is_of_one_country() -> None:
    assert nummer("106", "NL") != nummer("106", "BE")
    assert nummer("020 261 52 75", "NL") != nummer("020 261 52 76", "NL")


@pytest.mark.parametrize(
    ("een", "ander", "zelfde"),
    [
        ("https://www.offlimits.nl/", "http://offlimits.nl", True),
        ("https://a.nl/Hulp/", "https://A.nl/hulp", True),
        ("https://a.nl/hulp#bel", "https://a.nl/hulp", True),
        ("https://a.nl/hulp", "https://a.nl/contact", False),
        ("https://a.nl/?p=1", "https://a.nl/?p=2", False),
        ("https://hulp.a.nl", "https://a.nl", False),
    ],
)
def test_an_address_is_the_same_without_what_a_browser_does_not_care_for(
    een: str, ander: str, zelfde: bool
) -> None:
    assert (webadres(een) == webadres(ander)) is zelfde


DEZELFDE = [
    ("Zorg Pad Oost", "Zorgpad Oost"),
    ("De Waag", "Stichting De Waag"),
    ("Stop it Now (Nederland)", "Stop it Now"),
    ("Kindertelefoon", "De Kindertelefoon"),
    ("Kinder telefoon", "Kindertelefon"),
    ("I.T.E.R.", "ITER"),
    ("Praktijk Jansen Zwolle", "Praktijk Janssen Zwolle"),
    ("Seksuoloog Peeters", "Peeters, seksuoloog"),
    ("Centrum Algemeen Welzijnswerk Brussel", "Centrum Algemeen Welzijnwerk Brussel"),
    ("Poliklinìek Sëksuologie", "polikliniek seksuologie"),
    ("Slachtofferhulp", "Slachtoferhulp"),
]
VERSCHILLEND = [
    ("De Waag Utrecht", "De Waag Amsterdam"),
    ("De Waag", "De Waag Utrecht"),
    ("Polikliniek seksuologie AMC", "Polikliniek seksuologie UMC"),
    ("CLB Gent", "CLB Genk"),
    ("GGZ Oost-Brabant", "GGZ West-Brabant"),
    ("GGZ Noord-Holland-Noord", "GGZ Zuid-Holland-Noord"),
    ("CAW Antwerpen", "CAW Limburg"),
    ("Veilig Thuis Twente", "Veilig Thuis Drenthe"),
    ("Praktijk 12", "Praktijk 13"),
    ("Tele-Onthaal", "Teleblok"),
    ("113", "1813"),
    ("Huisartsenpost", "Dierenartsenpost"),
    ("Kinderrechtswinkel", "Kinderrechtencommissariaat"),
]


@pytest.mark.parametrize(("een", "ander"), DEZELFDE)
def test_a_name_is_nearly_the_same_by_order_spaces_or_a_typo(een: str, ander: str) -> None:
    assert zelfde_naam(woorden(een), woorden(ander))
    assert zelfde_naam(woorden(ander), woorden(een))


@pytest.mark.parametrize(("een", "ander"), VERSCHILLEND)
def test_another_place_short_word_or_number_is_another_name(een: str, ander: str) -> None:
    assert not zelfde_naam(woorden(een), woorden(ander))
    assert not zelfde_naam(woorden(ander), woorden(een))


def test_a_name_of_filler_alone_still_is_a_name() -> None:
    assert woorden("Stichting Nederland") == ("stichting", "nederland")
    assert not zelfde_naam(woorden("Stichting Nederland"), woorden("Vereniging Vlaanderen"))
    assert not zelfde_naam(woorden("—"), woorden("…"))
