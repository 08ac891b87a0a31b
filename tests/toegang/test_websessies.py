"""Django's own sessions, sealed: a stolen table signs nobody in and tells nothing."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.utils import timezone

from gesprek.models import Websessie
from gesprek.toegang.sessies import SessionStore
from tests.hulp import tegelijk

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def sessie() -> SessionStore:
    nieuw = SessionStore()
    nieuw["keuze"] = "merkteken"
    nieuw.create()
    nieuw["keuze"] = "merkteken"
    nieuw.save()
    return nieuw


def test_what_was_put_in_comes_out(sessie: SessionStore) -> None:
    assert SessionStore(sessie.session_key)["keuze"] == "merkteken"


def test_the_row_holds_neither_cookie_nor_words(sessie: SessionStore) -> None:
    rij = Websessie.objects.get()
    cookie = str(sessie.session_key)
    assert len(bytes(rij.id)) == 32
    for geheim in (cookie.encode(), b"merkteken", b"keuze"):
        assert geheim not in bytes(rij.id) + bytes(rij.envelop)


def test_another_cookie_opens_nothing(sessie: SessionStore) -> None:
    ander = SessionStore("a" * 32)
    assert ander.load() == {}
    assert ander.session_key is None


def test_a_row_swapped_for_another_opens_nothing(sessie: SessionStore) -> None:
    tweede = SessionStore()
    tweede.create()
    envelop = Websessie.objects.exclude(id=Websessie.objects.order_by("id").first().id).get().envelop  # type: ignore[union-attr]
    Websessie.objects.update(envelop=envelop)
    gelukt = [SessionStore(s.session_key).load() for s in (sessie, tweede)]
    assert {} in gelukt


def test_it_ends_after_its_time(sessie: SessionStore) -> None:
    Websessie.objects.update(eindigt_op=timezone.now() - timedelta(seconds=1))
    assert SessionStore(sessie.session_key).load() == {}
    SessionStore.clear_expired()
    assert not Websessie.objects.exists()


def test_a_session_removed_elsewhere_is_not_revived_by_saving(sessie: SessionStore) -> None:
    SessionStore(sessie.session_key).delete()
    with pytest.raises(UpdateError):
        sessie.save()
    assert not Websessie.objects.exists()


def test_a_taken_id_is_refused(sessie: SessionStore) -> None:
    with pytest.raises(CreateError):
        SessionStore(sessie.session_key).save(must_create=True)


def test_a_new_key_keeps_the_contents_and_ends_the_old_one(sessie: SessionStore) -> None:
    oud = sessie.session_key
    sessie.cycle_key()
    assert sessie.session_key != oud
    assert not SessionStore().exists(oud)
    assert SessionStore(sessie.session_key)["keuze"] == "merkteken"


@pytest.mark.parametrize("sleutel", ["", "x", "é" * 20, "\0" * 32, "a" * 5000])
def test_nonsense_as_a_cookie_is_an_empty_session(sleutel: str) -> None:
    assert SessionStore(sleutel).load() == {}
    assert not SessionStore().exists(sleutel)


# Two requests of one browser at once


def test_what_another_request_saved_meanwhile_stays(sessie: SessionStore) -> None:
    eerste, tweede = (SessionStore(sessie.session_key) for _ in range(2))
    assert eerste["keuze"] == tweede["keuze"]
    eerste["een"] = 1
    eerste.save()
    tweede["twee"] = 2
    del tweede["keuze"]
    tweede.save()
    assert dict(SessionStore(sessie.session_key).items()) == {"een": 1, "twee": 2}


def _erbij(wat: object, rij: list[object] | None) -> list[object]:
    return [*(rij or []), wat]


def test_a_value_that_two_change_at_once_gets_both(sessie: SessionStore) -> None:
    eerste, tweede = (SessionStore(sessie.session_key) for _ in range(2))
    assert eerste.get("rij") == tweede.get("rij")
    eerste["anders"] = True
    for wie, wat in ((eerste, "a"), (tweede, "b"), (eerste, "c")):
        wie.wijzig("rij", partial(_erbij, wat))
    na = SessionStore(sessie.session_key)
    assert na["rij"] == ["a", "b", "c"]
    assert na["anders"] is True


def test_a_change_after_the_session_ended_elsewhere_begins_another(sessie: SessionStore) -> None:
    ander = SessionStore(sessie.session_key)
    assert ander["keuze"]
    sessie.delete()
    ander.wijzig("rij", partial(_erbij, "a"))
    assert ander.session_key != sessie.session_key
    assert dict(SessionStore(ander.session_key).items()) == {"rij": ["a"]}


def test_what_is_empty_ends_unless_another_request_put_something_in(sessie: SessionStore) -> None:
    ander = SessionStore(sessie.session_key)
    assert ander["keuze"]
    sessie.wijzig("rij", partial(_erbij, "a"))
    ander.wijzig("keuze", lambda _: None)
    assert dict(SessionStore(sessie.session_key).items()) == {"rij": ["a"]}
    sessie.wijzig("rij", lambda _: None)
    assert sessie.is_empty()
    assert not Websessie.objects.exists()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_all_of_many_at_the_same_moment_are_kept(sessie: SessionStore) -> None:
    def erbij(wat: int) -> None:
        SessionStore(sessie.session_key).wijzig("rij", partial(_erbij, wat))

    assert tegelijk([partial(erbij, n) for n in range(8)]) == [None] * 8
    assert sorted(SessionStore(sessie.session_key)["rij"]) == list(range(8))
