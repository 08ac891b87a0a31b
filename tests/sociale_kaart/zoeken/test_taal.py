"""Folding and stemming: pure, never in the way, and the same twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.zoeken import taal


@given(st.text())
def test_any_text_folds_to_letters_and_digits_and_folds_no_further(tekst: str) -> None:
    plat = taal.vouw(tekst)
    assert set(plat) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert taal.vouw(plat) == plat
    assert plat == plat.strip()
    assert "  " not in plat


@given(st.text())
def test_a_stem_of_a_stem_is_that_stem(tekst: str) -> None:
    for stam in taal.stammen(tekst):
        assert stam
        assert taal.stam(stam) == stam


@given(st.text(alphabet="abcdefghijklmnoprstuvwz", min_size=1, max_size=14))
def test_a_word_of_letters_keeps_a_stem(woord: str) -> None:
    assert taal.stam(taal.stam(woord)) == taal.stam(woord)


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("kind", "kinderen"),
        ("gevoel", "gevoelens"),
        ("Suïcide", "suicidale"),
        ("huisarts", "huisartsen"),
        ("psycholoog", "psychologen"),
        ("foto's", "fotos"),
        ("chat", "chatten"),
        ("gestopt", "stoppen"),
        ("CAFÉ", "cafe\u0301"),
        ("advocaat", "advocaten"),
    ],
)
def test_what_people_hold_for_one_word_is_one(een: str, ander: str) -> None:
    assert taal.stammen(een) == taal.stammen(ander)


@pytest.mark.parametrize("tekst", ["I.T.E.R.", "i.t.e.r", "ITER", "(i.t.e.r.)"])
def test_an_abbreviation_is_one_word_with_or_without_its_points(tekst: str) -> None:
    assert taal.woorden(f"bij {tekst} in Brussel") == ["bij", "iter", "in", "brussel"]


def test_the_points_of_a_sentence_or_an_address_do_not_join_words() -> None:
    assert taal.woorden("Bel a. Of b.c. nu") == ["bel", "a", "of", "bc", "nu"]
    assert taal.woorden("www.stopitnow.nl") == ["www", "stopitnow", "nl"]


def test_a_zoon_is_not_what_begins_like_zonder() -> None:
    assert not taal.stam("zonder").startswith(taal.stam("zoon"))


def test_who_was_abused_is_not_what_somebody_looks_at() -> None:
    assert taal.naald(taal.stam("misbruikt")) not in f" {taal.stam('misbruikbeelden')} "


def test_gevoelens_are_no_gedrag() -> None:
    assert taal.stam("gevoelens") != taal.stam("gedrag")


def test_a_long_stem_is_found_anywhere_a_short_one_at_the_start_and_a_number_whole() -> None:
    assert taal.naald("psycholog") == "psycholog"
    assert taal.naald("ggz") == " ggz"
    assert taal.naald("112") == " 112 "


def test_a_question_keeps_what_it_is_about() -> None:
    vraag = taal.woorden("Ik zoek iemand om mee te chatten over mijn gevoelens")
    assert taal.inhoud(vraag) == ["chatten", "gevoelens"]
    assert taal.inhoud(["wie", "is", "er"]) == ["wie", "is", "er"]


def test_the_parts_of_a_phone_number_are_one_word() -> None:
    assert taal.nummers_aaneen(["bel", "0800", "2000", "nu", "113"]) == ["bel", "08002000", "nu", "113"]
