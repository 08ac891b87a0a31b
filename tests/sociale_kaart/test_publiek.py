"""The public face: how numbers are shown, how fresh they are, and what stays when the database is away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError

from sociale_kaart import publiek
from sociale_kaart.models import Aanbod, Kanaal
from sociale_kaart.publiek import Contact, ContactKanaal, contact, contacten
from sociale_kaart.startgegevens import lees


class Klok:
    """A clock that goes on when told to."""

    def __init__(self) -> None:
        self.nu = 1000.0

    def __call__(self) -> float:
        return self.nu


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    klok = Klok()
    monkeypatch.setattr(publiek, "monotonic", klok)
    return klok


@pytest.fixture
def valt_weg(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make every query fail from now on, as when the server is gone."""

    def weg(soort: type[Exception] = OperationalError) -> None:
        def geen_verbinding(*_: Any, **__: Any) -> None:
            raise soort("connection refused")

        monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", geen_verbinding)

    return weg


@pytest.mark.parametrize(
    ("soort", "waarde", "href", "tekst"),
    [
        ("telefoon", "0800 266 64 36", "tel:08002666436", "0800 266 64 36"),
        ("telefoon", "113", "tel:113", "113"),
        ("telefoon", "020 261 52 75", "tel:0202615275", "020 261 52 75"),
        ("telefoon", "+32 3 821 34 38", "tel:+3238213438", "+32 3 821 34 38"),
        ("mail", "vragen@stopitnow.be", "mailto:vragen@stopitnow.be", "vragen@stopitnow.be"),
        ("mail", "a@b.nl?bcc=c@d.nl", "mailto:a@b.nl%3Fbcc%3Dc@d.nl", "a@b.nl?bcc=c@d.nl"),
        ("web", "https://www.113.nl", "https://www.113.nl", "113.nl"),
        ("web", "http://iter-hulp.be/", "http://iter-hulp.be/", "iter-hulp.be"),
        ("chat", "https://www.a.be/chat", "https://www.a.be/chat", "a.be/chat"),
    ],
)
def test_a_kanaal_can_be_dialled_mailed_or_followed(soort: str, waarde: str, href: str, tekst: str) -> None:
    kanaal = ContactKanaal(soort, waarde)
    assert (kanaal.href, kanaal.tekst) == (href, tekst)


def test_hours_are_day_and_night_as_told_or_not_known() -> None:
    assert ContactKanaal("telefoon", "113", altijd_open=True).uren == "dag en nacht"
    assert ContactKanaal("telefoon", "113", uren_toelichting="kantooruren").uren == "kantooruren"
    assert ContactKanaal("telefoon", "113").uren == "uren niet bekend"
    assert ContactKanaal("chat", "https://a.nl").uren == "uren niet bekend"
    assert ContactKanaal("web", "https://a.nl").uren == ""


def test_the_origin_says_whether_the_editors_looked() -> None:
    velden: dict[str, Any] = {"slug": "x", "naam": "X", "wat": "x", "land": "NL", "kanalen": ()}
    handleiding = "uit de handleiding van 2022"
    assert Contact(**velden, herkomst=handleiding).verantwoording == f"{handleiding}, nog niet nagekeken"
    gezien = Contact(**velden, herkomst=handleiding, gecontroleerd_op=date(2027, 3, 5))
    assert gezien.verantwoording == f"{handleiding}, nagekeken op 5 maart 2027"
    assert Contact(**velden, herkomst="").verantwoording == "nog niet nagekeken"


@pytest.mark.django_db
def test_only_what_is_published_is_there() -> None:
    gepubliceerd = {start.slug for start in lees() if start.status == "gepubliceerd"}
    assert contacten().keys() == gepubliceerd
    assert contact("kindertelefoon") is None
    assert contact("bestaat-niet") is None
    politie = contact("politie-nl")
    assert politie is not None
    assert [(k.waarde, k.label) for k in politie.van_soort("telefoon")] == [
        ("112", "spoed"),
        ("0900 8844", "geen spoed"),
    ]


@pytest.mark.django_db
def test_nobody_can_change_the_snapshot() -> None:
    opname: Any = contacten()
    with pytest.raises(TypeError):
        opname["113"] = None
    with pytest.raises(FrozenInstanceError):
        opname["113"].naam = "anders"


@pytest.mark.django_db
def test_four_queries_then_none_for_ten_seconds(klok: Klok, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        contacten()
    klok.nu += 9.9
    with django_assert_num_queries(0):
        contacten()
        contact("113")
    klok.nu += 0.2
    with django_assert_num_queries(4):
        contacten()


@pytest.mark.django_db
def test_a_change_elsewhere_shows_within_ten_seconds(klok: Klok) -> None:
    contacten()
    Aanbod.objects.filter(slug="113").update(naam="Nieuwe naam")  # sends no signal, as another process
    assert contacten()["113"].naam == "113 Zelfmoordpreventie"
    klok.nu += 10
    assert contacten()["113"].naam == "Nieuwe naam"


@pytest.mark.django_db
def test_a_change_here_shows_at_once(klok: Klok, django_capture_on_commit_callbacks: Any) -> None:
    contacten()
    with django_capture_on_commit_callbacks(execute=True):
        kanaal = Kanaal.objects.get(aanbod__slug="veilig-thuis", soort="telefoon")
        kanaal.waarde = "0800 2001"
        kanaal.save()
    assert contacten()["veilig-thuis"].van_soort("telefoon")[0].waarde == "0800 2001"
    with django_capture_on_commit_callbacks(execute=True):
        Aanbod.objects.get(slug="veilig-thuis").delete()
    assert contact("veilig-thuis") is None


@pytest.mark.django_db
def test_a_change_before_its_commit_is_not_read(klok: Klok, django_assert_num_queries: Any) -> None:
    contacten()
    Aanbod.objects.get(slug="113").save()
    with django_assert_num_queries(0):
        contacten()


@pytest.mark.django_db
@pytest.mark.parametrize("soort", [OperationalError, InterfaceError])
def test_without_a_database_the_last_known_stays(
    klok: Klok, valt_weg: Callable[..., None], soort: type[Exception]
) -> None:
    Aanbod.objects.filter(slug="113").update(naam="Nieuwe naam")
    eerst = contacten()
    valt_weg(soort)
    klok.nu += 60
    assert contacten() is eerst
    publiek.verouder()
    assert contacten()["113"].naam == "Nieuwe naam"


@pytest.mark.django_db
def test_without_a_database_from_the_start_the_file_speaks(
    klok: Klok, valt_weg: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    uit_database = dict(contacten())
    monkeypatch.setattr(publiek, "_voorraad", publiek._Voorraad())
    valt_weg()
    uit_bestand = contacten()
    assert dict(uit_bestand) == uit_database
    assert list(uit_bestand) == list(uit_database)
    assert contact("kindertelefoon") is None


@pytest.mark.django_db
def test_when_the_database_is_back_it_is_asked_again(klok: Klok, monkeypatch: pytest.MonkeyPatch) -> None:
    pogingen = []

    def geen_verbinding() -> publiek.Momentopname:
        pogingen.append(klok.nu)
        raise OperationalError

    with monkeypatch.context() as weg:
        weg.setattr(publiek, "_uit_database", geen_verbinding)
        contacten()
        contacten()
        assert len(pogingen) == 1  # a database that is away is not asked for every number
    Aanbod.objects.filter(slug="113").update(naam="Nieuwe naam")
    klok.nu += 10
    assert contacten()["113"].naam == "Nieuwe naam"


def test_while_one_thread_waits_the_others_read_the_old_snapshot(
    klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    oud: publiek.Momentopname = {}
    nieuw: publiek.Momentopname = {}
    monkeypatch.setattr(publiek, "_uit_database", lambda: oud)
    assert contacten() is oud
    bezig, verder, gelezen = threading.Event(), threading.Event(), []

    def traag() -> publiek.Momentopname:
        bezig.set()
        assert verder.wait(5)
        return nieuw

    monkeypatch.setattr(publiek, "_uit_database", traag)
    klok.nu += 11
    draad = threading.Thread(target=lambda: gelezen.append(contacten()))
    draad.start()
    try:
        assert bezig.wait(5)
        assert contacten() is oud
    finally:
        verder.set()
        draad.join(5)
    assert gelezen == [nieuw]
    assert gelezen[0] is nieuw
    assert contacten() is nieuw


def test_threads_that_come_first_together_ask_once(monkeypatch: pytest.MonkeyPatch) -> None:
    vragen, gelezen, start = [], [], threading.Barrier(8)

    def telt() -> publiek.Momentopname:
        vragen.append(1)
        return {}

    monkeypatch.setattr(publiek, "_uit_database", telt)

    def vraag() -> None:
        start.wait(5)
        gelezen.append(contacten())

    draden = [threading.Thread(target=vraag) for _ in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(5)
    assert len(gelezen) == 8
    assert len(vragen) == 1


def test_a_change_during_the_reading_is_not_missed(klok: Klok, monkeypatch: pytest.MonkeyPatch) -> None:
    vragen = []

    def gewijzigd_onderweg() -> publiek.Momentopname:
        vragen.append(1)
        if len(vragen) == 1:
            publiek.verouder()
        return {}

    monkeypatch.setattr(publiek, "_uit_database", gewijzigd_onderweg)
    contacten()
    contacten()
    contacten()
    assert len(vragen) == 2
