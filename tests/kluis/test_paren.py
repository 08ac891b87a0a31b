"""The key pair of a lead: what opens what, and what never does."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.kluis import paren
from gesprek.kluis.sleutels import SleutelFout

DELING, ANDERE = UUID(int=1), UUID(int=2)
SLEUTEL, PEPPER = bytes(range(32)), b"p" * 32


@given(st.binary(min_size=32, max_size=32), st.uuids())
def test_what_is_sealed_to_a_lead_opens_with_that_leads_key_only(sleutel: bytes, deling: UUID) -> None:
    prive, publiek = paren.nieuw_paar()
    ander, _publiek = paren.nieuw_paar()
    verzegeld = paren.verzegel_voor(publiek, sleutel, deling)
    assert len(verzegeld) == 48 + 20 + 16 + 32
    assert paren.ontzegel_met(prive, verzegeld, deling) == sleutel
    with pytest.raises(SleutelFout):
        paren.ontzegel_met(ander, verzegeld, deling)


def test_a_key_of_one_deling_does_not_pass_for_that_of_another() -> None:
    prive, publiek = paren.nieuw_paar()
    with pytest.raises(SleutelFout):
        paren.ontzegel_met(prive, paren.verzegel_voor(publiek, SLEUTEL, DELING), ANDERE)


@given(st.data())
def test_a_changed_byte_opens_nothing(data: st.DataObject) -> None:
    prive, publiek = paren.nieuw_paar()
    verzegeld = bytearray(paren.verzegel_voor(publiek, SLEUTEL, DELING))
    verzegeld[data.draw(st.integers(0, len(verzegeld) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SleutelFout):
        paren.ontzegel_met(prive, bytes(verzegeld), DELING)


@given(st.binary(max_size=200))
def test_whatever_the_bytes_it_refuses_in_one_way(ruw: bytes) -> None:
    prive, _publiek = paren.nieuw_paar()
    with pytest.raises(SleutelFout):
        paren.ontzegel_met(prive, ruw, DELING)
    with pytest.raises(SleutelFout):
        paren.pak_prive_uit(b"k" * 32, ruw, 1)


def test_a_private_key_opens_with_password_salt_pepper_and_account_together() -> None:
    prive, _publiek = paren.nieuw_paar()
    gestrekt = paren.strek("zes woorden", b"z" * paren.ZOUT)
    kek = paren.kek(gestrekt, PEPPER)
    verpakt = paren.verpak_prive(kek, prive, 7, 1)
    assert paren.pepper_id_van(verpakt) == 1
    assert paren.pak_prive_uit(kek, verpakt, 7) == prive
    anders = [
        (paren.kek(paren.strek("andere woorden", b"z" * paren.ZOUT), PEPPER), 7),
        (paren.kek(paren.strek("zes woorden", b"y" * paren.ZOUT), PEPPER), 7),
        (paren.kek(gestrekt, b"q" * 32), 7),
        (kek, 8),
    ]
    for ander, gebruiker in anders:
        with pytest.raises(SleutelFout):
            paren.pak_prive_uit(ander, verpakt, gebruiker)


@pytest.mark.parametrize(
    ("publiek", "sleutel"), [(b"k" * 31, SLEUTEL), (b"k" * 32, b"s" * 31), (b"", SLEUTEL)]
)
def test_keys_of_a_wrong_size_are_refused(publiek: bytes, sleutel: bytes) -> None:
    with pytest.raises(SleutelFout):
        paren.verzegel_voor(publiek, sleutel, DELING)


def test_a_fingerprint_says_which_key_it_is_and_not_more() -> None:
    (_, een), (_, twee) = paren.nieuw_paar(), paren.nieuw_paar()
    assert paren.merk(een) == paren.merk(een) != paren.merk(twee)
    assert len(paren.merk(een)) == 16


def test_the_format_of_a_wrapped_private_key_stays_what_it_was() -> None:
    """Or every lead would get a new key, and lose what was shared."""
    kek = paren.kek(paren.strek("zes woorden van de lijst hier", b"0123456789abcdef"), PEPPER)
    assert kek.hex() == "a47019679f00773d292fa0c39e92352494089f12df0058b49f11d181de4b1bc6"
