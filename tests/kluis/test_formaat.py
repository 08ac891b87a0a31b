"""The format of the kluis never changes: known answers, other libraries and the RFC agree with it."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from argon2.low_level import Type, hash_secret_raw

from gesprek.kluis import sleutels
from gesprek.kluis.code import WOORDEN, lees_code
from gesprek.kluis.sleutels import SleutelFout, aad, ontzegel

VECTOREN: dict[str, Any] = json.loads(Path(__file__).with_name("vectoren.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTOREN["codes"], ids=lambda vector: vector["code"].split()[0])
def test_a_code_of_today_still_opens_what_it_closed_before(vector: dict[str, Any]) -> None:
    gestrekt = sleutels.strek(lees_code(vector["code"]))
    pepper, kluis = bytes.fromhex(vector["pepper"]), UUID(vector["kluis"])
    assert gestrekt.hex() == vector["s"]
    assert sleutels.vindsleutel(gestrekt, pepper).hex() == vector["vindsleutel"]
    assert sleutels.kek(gestrekt, pepper).hex() == vector["kek"]
    verpakt = bytes.fromhex(vector["verpakte_dek"])
    assert sleutels.pepper_id_van(verpakt) == vector["pepper_id"]
    assert sleutels.pak_dek_uit(sleutels.kek(gestrekt, pepper), verpakt, kluis).hex() == vector["dek"]


def test_a_gesprek_sealed_before_still_opens() -> None:
    vector = VECTOREN["inhoud"]
    gebonden = aad(vector["schema"], UUID(vector["kluis"]), UUID(vector["gesprek"]), vector["versie"])
    assert gebonden.hex() == vector["aad"]
    envelop = base64.b64decode(vector["envelop_base64"])
    assert ontzegel(bytes.fromhex(vector["dek"]), envelop, gebonden).decode() == vector["tekst"]


def test_a_session_sealed_before_still_opens() -> None:
    vector = VECTOREN["sessie"]
    cookie, zout = bytes.fromhex(vector["cookie"]), bytes.fromhex(vector["zout"])
    assert sleutels.sessie_rij(cookie).hex() == vector["rij"]
    envelop = base64.b64decode(vector["envelop_base64"])
    assert sleutels.ontzegel_sessie(cookie, zout, envelop).decode() == vector["tekst"]


def test_no_word_changed_its_first_four_letters() -> None:
    letters = "".join(woord[:4] for woord in WOORDEN)
    assert hashlib.sha256(letters.encode()).hexdigest() == VECTOREN["woorden_sha256"], (
        "every kluis whose code has the changed word would stay closed for ever"
    )


def test_the_keys_are_what_the_docstring_says_by_another_library() -> None:
    letters = "".join(WOORDEN[nummer][:4] for nummer in range(7)).encode()
    ander = hash_secret_raw(
        letters,
        b"gesprek-kluis-01",
        time_cost=3,
        memory_cost=32 * 1024,
        parallelism=1,
        hash_len=64,
        type=Type.ID,
    )
    assert sleutels.strek((0, 1, 2, 3, 4, 5, 6)) == ander


# HKDF, RFC 5869 appendix A.1 to A.3


@pytest.mark.parametrize(
    ("materiaal", "zout", "info", "lengte", "uitkomst"),
    [
        (
            "0b" * 22,
            "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            42,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            bytes(range(0x50)).hex(),
            bytes(range(0x60, 0xB0)).hex(),
            bytes(range(0xB0, 0x100)).hex(),
            82,
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c"
            "2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        ),
        (
            "0b" * 22,
            "",
            "",
            42,
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ],
    ids=["A.1", "A.2", "A.3"],
)
def test_hkdf_gives_the_answers_of_the_rfc(
    materiaal: str, zout: str, info: str, lengte: int, uitkomst: str
) -> None:
    gekregen = sleutels.hkdf(bytes.fromhex(materiaal), bytes.fromhex(zout), bytes.fromhex(info), lengte)
    assert gekregen.hex() == uitkomst


@pytest.mark.parametrize("lengte", [-1, 0, 255 * 32 + 1])
def test_hkdf_refuses_a_length_it_cannot_give(lengte: int) -> None:
    with pytest.raises(SleutelFout):
        sleutels.hkdf(b"materiaal", b"", b"", lengte)


def test_hkdf_gives_its_greatest_length() -> None:
    assert len(sleutels.hkdf(b"materiaal", b"", b"", 255 * 32)) == 255 * 32
