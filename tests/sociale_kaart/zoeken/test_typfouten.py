"""What somebody meant who made a typo: among the first three suggestions."""

from __future__ import annotations

import random

import pytest

from sociale_kaart.zoeken import index
from sociale_kaart.zoeken.woorden import kaartwoorden
from tests.sociale_kaart.zoeken.hulp import slugs, zoeken

pytestmark = pytest.mark.django_db

AANTAL, DEEL = 150, 0.85
_BUREN = {"a": "sq", "e": "rw", "i": "uo", "o": "ip", "s": "ad", "n": "bm", "r": "te", "t": "ry", "l": "k"}
_KLANK = (
    ("ij", "ei"),
    ("ei", "ij"),
    ("ou", "au"),
    ("c", "k"),
    ("g", "ch"),
    ("z", "s"),
    ("v", "f"),
    ("d", "t"),
)


def typfout(woord: str, kans: random.Random) -> str:
    """One slip of a finger or an ear; one in five makes two."""
    for _ in range(2 if kans.random() < 0.2 else 1):
        plek = kans.randrange(1, len(woord) - 1)
        soort = kans.randrange(5)
        if soort == 0:
            woord = woord[:plek] + woord[plek + 1] + woord[plek] + woord[plek + 2 :]
        elif soort == 1:
            woord = woord[:plek] + woord[plek + 1 :]
        elif soort == 2:
            woord = woord[:plek] + woord[plek] + woord[plek:]
        elif soort == 3:
            woord = woord[:plek] + kans.choice(_BUREN.get(woord[plek], "e")) + woord[plek + 1 :]
        else:
            van, naar = kans.choice([paar for paar in _KLANK if paar[0] in woord] or [("e", "")])
            woord = woord.replace(van, naar, 1)
    return woord


def test_the_right_word_is_among_the_first_three_for_most_of_150_typos() -> None:
    kaart = kaartwoorden(index.merk())
    kans = random.Random(20260304)
    woorden = sorted(vorm for vorm in kaart.woorden if len(vorm) >= 5)
    goed, missers = 0, []
    gemaakt = 0
    while gemaakt < AANTAL:
        bedoeld = kans.choice(woorden)
        getypt = typfout(bedoeld, kans)
        if getypt in kaart.woorden:
            continue
        gemaakt += 1
        gegeven = [woord.vorm for woord in kaart.suggesties(getypt)]
        if bedoeld in gegeven:
            goed += 1
        else:
            missers.append(f"{getypt} for {bedoeld}: {gegeven}")
    assert goed / AANTAL >= DEEL, "\n".join(missers)


def test_a_typo_is_told_and_what_was_surely_meant_is_shown() -> None:
    uitkomst = zoeken("zelfmoort")
    assert uitkomst.bedoel_je[0].tekst == "zelfmoord"
    assert uitkomst.verbeterd == (("zelfmoort", "zelfmoord"),)
    assert slugs(uitkomst) == slugs(zoeken("zelfmoord"))


def test_a_place_that_is_none_gets_places_that_look_like_it() -> None:
    uitkomst = zoeken(plaats="Gronigen")
    assert uitkomst.plaats_onbekend == "Gronigen"
    assert uitkomst.bedoel_je[0].tekst == "Groningen"
    assert uitkomst.bedoel_je[0].naam == "plaats"


@pytest.mark.parametrize("woord", ["geld", "kader", "gelden", "macht", "soort"])
def test_a_short_or_ordinary_word_is_not_made_another(woord: str) -> None:
    assert zoeken(woord).verbeterd == ()


def test_a_guess_puts_help_before_the_politie() -> None:
    uitkomst = zoeken("aagnifte")
    assert uitkomst.verbeterd == (("aagnifte", "aangifte"),)
    soorten = [aanbod.soort == "justitie" for groep in uitkomst.groepen for aanbod in groep.rijen]
    assert soorten == sorted(soorten)
    assert len(set(soorten)) == 2


@pytest.mark.parametrize(("tekst", "plaats"), [("drongem", False), ("Drongem", True), ("in drongem", True)])
def test_a_place_is_suggested_where_a_place_was_meant(tekst: str, plaats: bool) -> None:
    assert any("Drongen" in woord.tekst for woord in zoeken(tekst).bedoel_je) is plaats


@pytest.mark.parametrize(
    ("tekst", "waar"),
    [
        ("seksuoloog utrehct", "Utrecht"),
        ("psycholoog gronigen", "Groningen"),
        ("behandeling antwerpn", "Antwerpen"),
        ("hulp limbrug", ""),
        ("zedenzaak ramen", None),
    ],
)
def test_what_is_surely_a_typo_of_a_place_is_searched_as_that_place(tekst: str, waar: str | None) -> None:
    uitkomst = zoeken(tekst)
    if waar:
        assert uitkomst.plaats is not None
        assert uitkomst.plaats.naam == waar
    else:
        assert uitkomst.plaats is None
        assert bool(uitkomst.provincies) is (waar is not None)
    if waar is not None:
        assert uitkomst.weggelaten == ()
