"""Text in pieces that a page can be laid out with."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gesprek.verslag.tekst import MAX_BLOK, MAX_REEKS, alineas, dag

tekst = st.text(st.characters(codec="utf-8"), max_size=200)
lang = st.builds(lambda stuk, keer: stuk * keer, tekst, st.integers(1, 200))


def _zonder_wit(stukken: str) -> str:
    return re.sub(r"\s+", "", stukken)


@given(lang)
def test_no_character_is_lost_and_no_piece_is_too_long(invoer: str) -> None:
    uit = alineas(invoer)
    invoer = re.sub("[\u202d\u202e]", "", invoer)
    samen = "".join(alinea.tekst for alinea in uit)
    assert _zonder_wit(samen) == _zonder_wit(unicodedata.normalize("NFC", invoer))
    assert all(0 < len(alinea.tekst) <= MAX_BLOK for alinea in uit)
    assert all(len(reeks) <= MAX_REEKS for alinea in uit for reeks in re.split(r"\s+", alinea.tekst))


def test_an_empty_line_makes_a_paragraph_and_a_line_end_does_not() -> None:
    assert [a.tekst for a in alineas("een\ntwee\r\n\r\n\r\ndrie\n")] == ["een\ntwee", "drie"]


def test_a_long_paragraph_goes_on_where_it_was_cut() -> None:
    stukken = alineas("woord " * 999)
    assert [stuk.vervolg for stuk in stukken] == [False, True, True]
    assert all(stuk.tekst.startswith("woord") and stuk.tekst.endswith("woord") for stuk in stukken)


def test_a_run_without_spaces_is_not_cut_through_a_letter_or_a_family() -> None:
    for teken in ("e\u0301\u0323", "👩\u200d👧\u200d👦", "👍🏽"):
        for begin in range(len(teken)):
            invoer = "a" * begin + teken * 400
            for alinea in alineas(invoer):
                for stuk in alinea.tekst.split("\n"):
                    assert unicodedata.category(stuk[0]) not in ("Mn", "Sk", "Cf")
                    assert stuk[-1] != "\u200d"


def test_a_text_from_right_to_left_is_told_by_its_first_letter() -> None:
    assert [a.rtl for a in alineas("1. שלום hallo\n\nhallo שלום\n\n123")] == [True, False, False]
    # Lines of both directions never share a paragraph.
    assert [(a.tekst, a.rtl) for a in alineas("שלום\nhallo")] == [("שלום", True), ("hallo", False)]


def test_a_mark_that_turns_letters_round_is_left_out_and_the_letters_stay() -> None:
    assert [a.tekst for a in alineas("Ik bel \u202emijn zus\u202c en \u202djou")] == [
        "Ik bel mijn zus\u202c en jou"
    ]
    assert alineas("\u202e") == ()


def test_a_day_is_written_as_one_says_it() -> None:
    assert dag(date(2026, 3, 1)) == "1 maart 2026"
