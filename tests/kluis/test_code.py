"""The access code and its words: what somebody types from a card is what comes back."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gesprek.kluis import code as codes
from gesprek.kluis.code import WOORDEN, CodeFout, codes_in, is_woord, lees_code, nieuwe_code, toon

CODES = st.tuples(*[st.integers(0, len(WOORDEN) - 1)] * 7)
LIJST = Path(codes.__file__).with_name("woorden.txt")
STREKEN = ("̈", "́", "̂", "­", "​")


@st.composite
def schrijfwijzen(teken: st.DrawFn) -> tuple[tuple[int, ...], str]:
    """A code, and one of the odd ways in which a person may write it."""
    code = teken(CODES)
    stukken = []
    for plek, nummer in enumerate(code, 1):
        woord = WOORDEN[nummer]
        woord = woord[: teken(st.integers(4, len(woord)))]
        woord = "".join(teken(st.sampled_from((letter, letter.upper()))) for letter in woord)
        if teken(st.booleans()):
            na = teken(st.integers(1, len(woord)))
            woord = woord[:na] + teken(st.sampled_from(STREKEN)) + woord[na:]
        stukken.append(teken(st.sampled_from(("", f"{plek}. ", f"{plek} "))) + woord)
    tussen = st.sampled_from(
        (" ", "  ", "-", ", ", "\n", "\r\n", "\t", " – ", "\N{NO-BREAK SPACE}", ". ", "_", "\0")
    )
    tekst = "".join(stuk + teken(tussen) for stuk in stukken)
    return code, teken(st.sampled_from(("", " ", "\n\n", "«"))) + tekst


# The words


def test_there_are_2048_words_in_order_one_a_line() -> None:
    ruw = LIJST.read_bytes()
    assert ruw == "".join(f"{woord}\n" for woord in sorted(WOORDEN)).encode("ascii")
    assert len(WOORDEN) == 2048


def test_every_word_is_four_to_eight_plain_letters() -> None:
    assert [woord for woord in WOORDEN if not re.fullmatch(r"[a-z]{4,8}", woord)] == []


def test_four_letters_tell_every_word_from_every_other() -> None:
    assert len({woord[:4] for woord in WOORDEN}) == len(WOORDEN)


def test_no_word_is_another_with_a_plural_ending() -> None:
    woorden = set(WOORDEN)
    assert not [w for w in WOORDEN for einde in ("s", "en", "n", "e", "je") if w + einde in woorden]


def test_the_list_comes_with_its_makers_and_licence() -> None:
    tekst = LIJST.with_name("woorden.LICENTIE.md").read_text(encoding="utf-8")
    assert "OpenTaal" in tekst
    assert "CC BY" in tekst


# Making one


def test_a_code_is_seven_words_of_eleven_bits_each_from_the_given_bytes() -> None:
    assert nieuwe_code(lambda aantal: bytes(aantal)) == (0,) * 7
    assert nieuwe_code(lambda aantal: b"\xff" * aantal) == (2047,) * 7
    # 1, 2, 3 … 7 written as eleven bits each, then three bits that fall off.
    bits = "".join(f"{nummer:011b}" for nummer in range(1, 8)) + "101"
    assert nieuwe_code(lambda aantal: int(bits, 2).to_bytes(aantal)) == (1, 2, 3, 4, 5, 6, 7)


@given(st.binary(min_size=10, max_size=10))
def test_all_77_bits_of_the_random_bytes_are_in_the_code(toeval: bytes) -> None:
    code = nieuwe_code(lambda aantal: toeval)
    assert "".join(f"{nummer:011b}" for nummer in code) == f"{int.from_bytes(toeval):080b}"[:77]


def test_two_codes_are_never_the_same() -> None:
    assert len({nieuwe_code() for _ in range(200)}) == 200


# Reading one


@given(CODES)
def test_a_code_as_it_is_shown_reads_back(code: tuple[int, ...]) -> None:
    assert lees_code(toon(code)) == code


@given(schrijfwijzen())
def test_a_code_reads_back_in_whatever_way_it_is_written(geschreven: tuple[tuple[int, ...], str]) -> None:
    code, tekst = geschreven
    assert lees_code(tekst) == code


def test_every_word_reads_back_by_four_letters_and_in_capitals() -> None:
    for begin in range(0, len(WOORDEN) - 6, 7):
        code = tuple(range(begin, begin + 7))
        assert lees_code(" ".join(WOORDEN[nummer][:4] for nummer in code)) == code
        assert lees_code(toon(code).upper()) == code


def test_accents_do_not_matter_composed_or_not() -> None:
    code = lees_code("idee oceaan trui kompas lente tafel notitie")
    tekst = "idëe océaan trùi kómpas lénte táfel notitïe"
    assert lees_code(unicodedata.normalize("NFC", tekst)) == code
    assert lees_code(unicodedata.normalize("NFD", tekst)) == code
    assert lees_code("ĳsvogel " * 7) == lees_code("ijsvogel " * 7)


def test_an_unknown_word_is_pointed_at_with_what_it_may_have_been() -> None:
    with pytest.raises(CodeFout) as fout:
        lees_code("trui kompas wijland tafel lente oceaan notitie")
    assert (fout.value.woord, fout.value.aantal) == (3, 7)
    assert fout.value.suggesties[0] == "weiland"
    assert len(fout.value.suggesties) <= 3


@pytest.mark.parametrize(
    ("getypt", "bedoeld"), [("tavel", "tafel"), ("oktbr", "oktober"), ("bloum", "bloem"), ("zaalm", "zalm")]
)
def test_a_typing_error_finds_the_word_that_was_meant(getypt: str, bedoeld: str) -> None:
    with pytest.raises(CodeFout) as fout:
        lees_code(f"trui {getypt} kompas lente oceaan notitie panda")
    assert fout.value.woord == 2
    assert bedoeld in fout.value.suggesties


def test_a_word_with_a_digit_in_it_is_pointed_at() -> None:
    with pytest.raises(CodeFout) as fout:
        lees_code("trui k0mpas lente oceaan notitie panda tafel")
    assert fout.value.woord == 2
    assert "kompas" in fout.value.suggesties


def test_a_word_that_a_typo_split_is_pointed_at() -> None:
    with pytest.raises(CodeFout) as fout:
        lees_code("trui kom pas lente oceaan notitie panda tafel")
    assert (fout.value.woord, fout.value.aantal) == (2, 8)


@pytest.mark.parametrize("aantal", [0, 1, 5, 6, 8, 9, 30])
def test_another_number_of_words_is_counted(aantal: int) -> None:
    with pytest.raises(CodeFout) as fout:
        lees_code(" ".join(["tafel"] * aantal))
    assert (fout.value.woord, fout.value.suggesties, fout.value.aantal) == (None, (), aantal)


def test_a_sentence_is_counted_and_not_called_one_wrong_word() -> None:
    with pytest.raises(CodeFout) as fout:
        lees_code("ik weet mijn code niet meer, kunnen jullie mij die nog eens sturen alsjeblieft")
    assert fout.value.woord is None
    assert fout.value.aantal == 14


@pytest.mark.parametrize(
    "tekst", ["tafel " * 7 + "x" * 400, "x" * 8_000_000, "tafel " * 1_000_000, "é" * 401]
)
def test_a_very_long_text_is_refused_and_never_read_as_seven_words(tekst: str) -> None:
    with pytest.raises(CodeFout) as fout:
        lees_code(tekst)
    assert fout.value.woord is None
    assert fout.value.aantal > 7


def test_white_space_around_a_code_does_not_count_for_its_length() -> None:
    assert lees_code("\n" * 1000 + "tafel " * 7 + " " * 1000) == lees_code("tafel " * 7)


@given(st.text(max_size=420))
@example("\ud800")
@example("ﷺ" * 400)
@example("\0" * 400)
def test_any_text_is_a_code_or_a_code_fout(tekst: str) -> None:
    try:
        uitkomst: tuple[int, ...] | CodeFout = lees_code(tekst)
    except CodeFout as fout:
        uitkomst = fout
    if isinstance(uitkomst, CodeFout):
        assert uitkomst.woord is not None or uitkomst.aantal != 7
    else:
        assert len(uitkomst) == 7


def test_what_was_typed_is_not_in_the_message() -> None:
    with pytest.raises(CodeFout) as fout:
        lees_code("trui kompas geheimpje lente oceaan notitie panda")
    assert "geheimpje" not in repr(fout.value) + str(fout.value)


# One word asked back


@given(st.integers(0, 2047))
def test_one_word_is_recognised_as_tolerantly_as_a_code(nummer: int) -> None:
    woord = WOORDEN[nummer]
    assert is_woord(f" {woord.upper()}\n", nummer)
    assert is_woord(woord[:4], nummer)
    assert not is_woord(woord, (nummer + 1) % 2048)


@pytest.mark.parametrize("tekst", ["", "taf", "tafel tafel", "stoel", "tafel " * 1000])
def test_less_more_or_another_than_the_word_is_not_the_word(tekst: str) -> None:
    assert not is_woord(tekst, WOORDEN.index("tafel"))


# A note that holds the code


@given(schrijfwijzen(), st.text(max_size=40), st.text(max_size=40))
def test_a_code_in_a_note_is_seen_however_it_is_written(
    geschreven: tuple[tuple[int, ...], str], voor: str, na: str
) -> None:
    code, tekst = geschreven
    assert code in codes_in(f"{voor} . {tekst} . {na}")


def test_a_note_without_the_code_is_left_alone() -> None:
    code = lees_code("trui kompas lente oceaan notitie panda tafel")
    assert code not in codes_in("")
    assert code not in codes_in("De trui lag op tafel, het kompas in de oceaan.")
    assert code not in codes_in("trui kompas lente oceaan notitie panda")
    assert code not in codes_in("tafel trui kompas lente oceaan notitie panda")


def test_every_run_of_seven_words_in_a_note_is_a_candidate() -> None:
    tekst = "Mijn code: trui, kompas, lente, oceaan, notitie, panda, tafel, trui (goed bewaren)"
    eerste = lees_code("trui kompas lente oceaan notitie panda tafel")
    tweede = lees_code("kompas lente oceaan notitie panda tafel trui")
    assert list(codes_in(tekst)) == [eerste, tweede]


def test_plain_dutch_is_no_candidate() -> None:
    tekst = (
        "We hebben afgesproken dat hij maandag belt. Zijn vrouw weet ervan en gaat mee. Ik heb het nummer "
        "gegeven en gezegd dat mijn deur openstaat. Daarna was de tafel gedekt, rustig en zonder haast."
    )
    assert list(codes_in(tekst)) == []
