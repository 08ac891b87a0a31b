"""The keys of the kluis: only the right key opens, and only in the right place."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import FrozenInstanceError
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.kluis import sleutels
from gesprek.kluis.sleutels import Peppers, SleutelFout, aad, ontzegel, verzegel

PEPPER, ANDERE_PEPPER = bytes(range(32)), bytes(range(1, 33))
KLUIS, ANDERE_KLUIS = UUID(int=1), UUID(int=2)
GESPREK = UUID(int=3)
DEK = hashlib.sha256(b"dek").digest()
KEK = hashlib.sha256(b"kek").digest()
COOKIE = hashlib.sha256(b"cookie").digest()
ZOUT = hashlib.sha256(b"zout").digest()
AAD = aad(1, KLUIS, GESPREK, 1)
SLEUTELS = st.binary(min_size=32, max_size=32)


@cache
def s() -> bytes:
    """S of one code: Argon2 is slow on purpose, so it runs once."""
    return sleutels.strek((0, 1, 2, 3, 4, 5, 6))


def omgedraaid(bytes_: bytes, bit: int) -> bytes:
    """The same bytes with one bit the other way round."""
    plek = bit % (8 * len(bytes_))
    ander = bytearray(bytes_)
    ander[plek // 8] ^= 1 << (plek % 8)
    return bytes(ander)


# From code to keys


def test_each_key_has_its_own_size_and_they_have_nothing_in_common() -> None:
    vind, kek = sleutels.vindsleutel(s(), PEPPER), sleutels.kek(s(), PEPPER)
    assert (len(s()), len(vind), len(kek), len(sleutels.nieuwe_dek())) == (64, 32, 32, 32)
    assert len({s()[:32], s()[32:], vind, kek}) == 4


def test_another_pepper_finds_nothing_and_opens_nothing() -> None:
    assert sleutels.vindsleutel(s(), PEPPER) != sleutels.vindsleutel(s(), ANDERE_PEPPER)
    verpakt = sleutels.verpak_dek(sleutels.kek(s(), PEPPER), DEK, KLUIS, 1)
    with pytest.raises(SleutelFout):
        sleutels.pak_dek_uit(sleutels.kek(s(), ANDERE_PEPPER), verpakt, KLUIS)


def test_what_finds_the_kluis_does_not_open_it_and_the_other_way_round() -> None:
    voor, na = s()[:32], s()[32:]
    anders = bytes(32)
    assert sleutels.vindsleutel(voor + anders, PEPPER) == sleutels.vindsleutel(s(), PEPPER)
    assert sleutels.kek(voor + anders, PEPPER) != sleutels.kek(s(), PEPPER)
    assert sleutels.kek(anders + na, PEPPER) == sleutels.kek(s(), PEPPER)
    assert sleutels.vindsleutel(anders + na, PEPPER) != sleutels.vindsleutel(s(), PEPPER)


def test_the_order_of_the_words_counts() -> None:
    assert sleutels.strek((1, 0, 2, 3, 4, 5, 6)) != s()


@pytest.mark.parametrize("code", [(), (0,) * 6, (0,) * 8, (-1, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 2048)])
def test_what_is_no_code_gives_no_key(code: tuple[int, ...]) -> None:
    with pytest.raises(SleutelFout):
        sleutels.strek(code)


@pytest.mark.parametrize(("gestrekt", "pepper"), [(b"", PEPPER), (bytes(63), PEPPER), (bytes(64), bytes(31))])
def test_keys_of_the_wrong_size_are_refused(gestrekt: bytes, pepper: bytes) -> None:
    with pytest.raises(SleutelFout):
        sleutels.vindsleutel(gestrekt, pepper)
    with pytest.raises(SleutelFout):
        sleutels.kek(gestrekt, pepper)


# The DEK


@given(SLEUTELS, SLEUTELS, st.uuids(), st.integers(1, 255))
def test_a_wrapped_dek_comes_out_again(kek: bytes, dek: bytes, kluis: UUID, pepper_id: int) -> None:
    verpakt = sleutels.verpak_dek(kek, dek, kluis, pepper_id)
    assert len(verpakt) == 74
    assert sleutels.pepper_id_van(verpakt) == pepper_id
    assert sleutels.pak_dek_uit(kek, verpakt, kluis) == dek


def test_a_wrapped_dek_with_any_bit_flipped_stays_closed() -> None:
    verpakt = sleutels.verpak_dek(KEK, DEK, KLUIS, 7)
    for bit in range(8 * len(verpakt)):
        with pytest.raises(SleutelFout):
            sleutels.pak_dek_uit(KEK, omgedraaid(verpakt, bit), KLUIS)


def test_a_dek_moved_to_another_kluis_or_another_pepper_stays_closed() -> None:
    verpakt = sleutels.verpak_dek(KEK, DEK, KLUIS, 1)
    with pytest.raises(SleutelFout):
        sleutels.pak_dek_uit(KEK, verpakt, ANDERE_KLUIS)
    with pytest.raises(SleutelFout):
        sleutels.pak_dek_uit(KEK, verpakt[:1] + b"\x02" + verpakt[2:], KLUIS)


@given(st.binary(max_size=80))
def test_whatever_is_no_wrapped_dek_is_refused(rommel: bytes) -> None:
    for verpakt in (rommel, b"\x01\x01" + rommel):
        with pytest.raises(SleutelFout):
            sleutels.pak_dek_uit(KEK, verpakt, KLUIS)


@pytest.mark.parametrize(
    ("kek", "dek", "pepper_id"), [(bytes(31), DEK, 1), (KEK, bytes(33), 1), (KEK, DEK, 0), (KEK, DEK, 256)]
)
def test_a_dek_is_not_wrapped_with_something_of_the_wrong_size(
    kek: bytes, dek: bytes, pepper_id: int
) -> None:
    with pytest.raises(SleutelFout):
        sleutels.verpak_dek(kek, dek, KLUIS, pepper_id)


# What a person wrote


@given(SLEUTELS, st.text(), st.integers(0, 2**16 - 1), st.uuids(), st.uuids(), st.integers(0, 2**64 - 1))
def test_any_text_comes_out_as_it_went_in(
    dek: bytes, tekst: str, schema: int, kluis: UUID, gesprek: UUID, versie: int
) -> None:
    gebonden = aad(schema, kluis, gesprek, versie)
    ruw = tekst.encode("utf-8", "surrogatepass")
    assert ontzegel(dek, verzegel(dek, ruw, gebonden), gebonden) == ruw


@pytest.mark.parametrize("rand", [0, 1, 4095, 4096, 4097, 8191, 8192, 500_000])
@pytest.mark.parametrize("byte", [b"\x00", b"\x80", b"a"])
def test_texts_at_the_edge_of_a_block_come_out_as_they_went_in(rand: int, byte: bytes) -> None:
    assert ontzegel(DEK, verzegel(DEK, byte * rand, AAD), AAD) == byte * rand


@given(st.binary(max_size=200), st.integers(0, 8 * (4096 + 41) - 1))
def test_an_envelope_with_any_bit_flipped_stays_closed(tekst: bytes, bit: int) -> None:
    with pytest.raises(SleutelFout):
        ontzegel(DEK, omgedraaid(verzegel(DEK, tekst, AAD), bit), AAD)


@given(st.binary(max_size=200), st.integers(0, 4096 + 40))
def test_an_envelope_cut_short_stays_closed(tekst: bytes, over: int) -> None:
    with pytest.raises(SleutelFout):
        ontzegel(DEK, verzegel(DEK, tekst, AAD)[:over], AAD)


@pytest.mark.parametrize(
    "elders",
    [
        aad(2, KLUIS, GESPREK, 1),
        aad(1, ANDERE_KLUIS, GESPREK, 1),
        aad(1, KLUIS, UUID(int=4), 1),
        aad(1, KLUIS, GESPREK, 2),
        aad(1, GESPREK, KLUIS, 1),
        aad(1, KLUIS, UUID(int=0), 0),
        b"",
    ],
    ids=["schema", "kluis", "gesprek", "versie", "verwisseld", "instellingen", "niets"],
)
def test_an_envelope_opens_in_its_own_place_only(elders: bytes) -> None:
    with pytest.raises(SleutelFout):
        ontzegel(DEK, verzegel(DEK, b"tekst", AAD), elders)


@given(st.integers(0, 20_000))
def test_the_size_tells_the_number_of_4_kib_blocks_and_no_more(lengte: int) -> None:
    assert len(verzegel(DEK, bytes(lengte), AAD)) == 41 + 4096 * (lengte // 4096 + 1)


@given(st.binary(max_size=80))
def test_whatever_is_no_envelope_is_refused(rommel: bytes) -> None:
    for envelop in (rommel, b"\x01" + rommel):
        with pytest.raises(SleutelFout):
            ontzegel(DEK, envelop, AAD)
        with pytest.raises(SleutelFout):
            sleutels.ontzegel_sessie(COOKIE, ZOUT, envelop)


def test_the_same_text_never_gives_the_same_envelope() -> None:
    assert len({verzegel(DEK, b"tekst", AAD) for _ in range(100)}) == 100


def test_nothing_of_the_text_is_in_the_envelope() -> None:
    assert b"merkteken" not in verzegel(DEK, b"merkteken " * 500, AAD)


def test_a_wrapped_dek_and_a_session_do_not_pass_for_a_gesprek() -> None:
    # Under one and the same key each purpose still has its own label.
    verpakt = sleutels.verpak_dek(DEK, DEK, KLUIS, 1)
    with pytest.raises(SleutelFout):
        ontzegel(DEK, verpakt, b"")
    sessiesleutel = sleutels.hkdf(COOKIE, ZOUT, b"gesprek/kluis/sessie")
    with pytest.raises(SleutelFout):
        ontzegel(sessiesleutel, sleutels.verzegel_sessie(COOKIE, ZOUT, b"tekst"), b"")


@pytest.mark.parametrize("dek", [b"", bytes(31), bytes(33)])
def test_a_dek_of_the_wrong_size_seals_and_opens_nothing(dek: bytes) -> None:
    with pytest.raises(SleutelFout):
        verzegel(dek, b"tekst", AAD)
    with pytest.raises(SleutelFout):
        ontzegel(dek, verzegel(DEK, b"tekst", AAD), AAD)


@pytest.mark.parametrize(("schema", "versie"), [(-1, 1), (2**16, 1), (1, -1), (1, 2**64)])
def test_a_number_that_does_not_fit_is_refused(schema: int, versie: int) -> None:
    with pytest.raises(SleutelFout):
        aad(schema, KLUIS, GESPREK, versie)


# Sessions


@given(SLEUTELS, SLEUTELS, st.binary(max_size=2000))
def test_a_session_opens_with_its_cookie_and_its_row(cookie: bytes, zout: bytes, tekst: bytes) -> None:
    envelop = sleutels.verzegel_sessie(cookie, zout, tekst)
    assert sleutels.ontzegel_sessie(cookie, zout, envelop) == tekst
    assert len(envelop) == 41 + 256 * (len(tekst) // 256 + 1)


@given(st.integers(0, 255))
def test_a_session_opens_with_neither_another_cookie_nor_another_row(bit: int) -> None:
    envelop = sleutels.verzegel_sessie(COOKIE, ZOUT, b"inhoud")
    with pytest.raises(SleutelFout):
        sleutels.ontzegel_sessie(omgedraaid(COOKIE, bit), ZOUT, envelop)
    with pytest.raises(SleutelFout):
        sleutels.ontzegel_sessie(COOKIE, omgedraaid(ZOUT, bit), envelop)


def test_a_session_with_any_bit_flipped_stays_closed() -> None:
    envelop = sleutels.verzegel_sessie(COOKIE, ZOUT, b"inhoud")
    for bit in range(8 * len(envelop)):
        with pytest.raises(SleutelFout):
            sleutels.ontzegel_sessie(COOKIE, ZOUT, omgedraaid(envelop, bit))


def test_the_row_of_a_session_says_nothing_of_its_cookie_or_key() -> None:
    rij = sleutels.sessie_rij(COOKIE)
    assert len(rij) == 32
    assert rij not in (
        COOKIE,
        hashlib.sha256(COOKIE).digest(),
        sleutels.hkdf(COOKIE, ZOUT, b"gesprek/kluis/sessie"),
    )
    with pytest.raises(SleutelFout):
        sleutels.ontzegel_sessie(rij, ZOUT, sleutels.verzegel_sessie(COOKIE, ZOUT, b"inhoud"))


@pytest.mark.parametrize(("cookie", "zout"), [(b"", ZOUT), (bytes(31), ZOUT), (COOKIE, b"")])
def test_a_short_cookie_or_a_missing_salt_is_refused(cookie: bytes, zout: bytes) -> None:
    with pytest.raises(SleutelFout):
        sleutels.verzegel_sessie(cookie, zout, b"inhoud")
    with pytest.raises(SleutelFout):
        sleutels.ontzegel_sessie(cookie, zout, bytes(300))


def test_a_short_cookie_has_no_row() -> None:
    with pytest.raises(SleutelFout):
        sleutels.sessie_rij(bytes(31))


# The peppers


def test_old_peppers_are_kept_beside_the_one_for_new_codes() -> None:
    bron = {1: PEPPER, 2: ANDERE_PEPPER}
    ring = Peppers(huidig=2, alle=bron)
    bron.clear()
    assert (ring.huidig, dict(ring.alle)) == (2, {1: PEPPER, 2: ANDERE_PEPPER})
    with pytest.raises(FrozenInstanceError):
        ring.huidig = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        ring.alle[3] = PEPPER  # type: ignore[index]


def test_a_ring_of_peppers_prints_without_them() -> None:
    afdruk = repr(Peppers(huidig=1, alle={1: b"p" * 32}))
    assert "pppp" not in afdruk
    assert "huidig=1" in afdruk


@pytest.mark.parametrize(
    ("huidig", "alle"),
    [
        (1, {}),
        (2, {1: PEPPER}),
        (0, {0: PEPPER}),
        (256, {256: PEPPER}),
        (1, {1: bytes(31)}),
        (1, {1: PEPPER, 2: b""}),
    ],
)
def test_a_ring_that_cannot_work_is_refused(huidig: int, alle: dict[int, bytes]) -> None:
    with pytest.raises(SleutelFout):
        Peppers(huidig=huidig, alle=alle)


# What an error tells


def test_a_fout_names_no_key_no_text_and_no_library() -> None:
    with pytest.raises(SleutelFout) as fout:
        ontzegel(DEK, omgedraaid(verzegel(DEK, b"merkteken", AAD), 400), AAD)
    assert fout.value.__cause__ is None
    assert fout.value.__suppress_context__
    assert DEK.hex() not in repr(fout.value)
    assert "merkteken" not in repr(fout.value)


def test_the_keys_and_the_code_work_without_django() -> None:
    programma = "import sys, gesprek.kluis.sleutels; print('django' in sys.modules)"
    uit = subprocess.check_output([sys.executable, "-c", programma], cwd=Path(__file__).parents[2])
    assert uit.strip() == b"False"
