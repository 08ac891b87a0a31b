"""The selection as a list: whatever one does with it, each is in it once and never too many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.selectie import keuze

slugs = st.sampled_from([f"adres-{n}" for n in range(keuze.MAX + 4)])
rijen = st.lists(slugs, unique=True, max_size=keuze.MAX)
daden = st.lists(st.tuples(st.sampled_from(["zet", "weg", "op", "neer"]), slugs), max_size=60)


def doe(rij: list[str], daad: str, slug: str) -> list[str]:
    if daad == "zet":
        return keuze.met(rij, slug)
    if daad == "weg":
        return keuze.zonder(rij, slug)
    return keuze.verplaatst(rij, slug, omhoog=daad == "op")


@given(rijen, daden)
def test_any_order_of_deeds_keeps_each_once_and_never_too_many(
    rij: list[str], gedaan: list[tuple[str, str]]
) -> None:
    for daad, slug in gedaan:
        was, rij = rij, doe(rij, daad, slug)
        assert len(rij) == len(set(rij)) <= keuze.MAX
        assert set(rij) ^ set(was) <= {slug}
        if daad == "zet":
            assert (slug in rij) == (slug in was or len(was) < keuze.MAX)
        if daad == "weg":
            assert slug not in rij
        if daad in ("op", "neer"):
            assert sorted(rij) == sorted(was)


@given(rijen, slugs)
def test_up_and_down_undo_each_other_unless_an_end_was_reached(rij: list[str], slug: str) -> None:
    heen = keuze.verplaatst(rij, slug, omhoog=True)
    assert (keuze.verplaatst(heen, slug, omhoog=False) == rij) or (rij and rij[0] == slug)
    assert (heen == rij) == (slug not in rij or rij[0] == slug)


@given(rijen, slugs)
def test_undo_gives_back_what_there_was(rij: list[str], slug: str) -> None:
    assert keuze.hersteld(keuze.zonder(rij, slug), rij) == rij
    assert keuze.hersteld([], rij) == rij


@given(rijen, slugs)
def test_undo_keeps_what_came_in_since_when_there_is_room(rij: list[str], slug: str) -> None:
    na = keuze.hersteld([slug], rij)
    assert na[: len(rij)] == rij
    assert slug in na or len(rij) == keuze.MAX
    assert len(na) == len(set(na)) <= keuze.MAX
