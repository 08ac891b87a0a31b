"""Rate limits: exact, also when everybody comes at once, and no address in the database."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from functools import partial

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as proef
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django.fixtures import Settings

from gesprek.kluis.code import nieuwe_code, toon
from gesprek.models import Limiet
from gesprek.toegang.limieten import Grens, adres, tel
from tests.hulp import AMSTERDAM, Bezoeker, Klok, stapformulier, tegelijk, tekst
from tests.rollen import huisarts_met_gesprek
from tests.toegang.adressen import alle, beheer

pytestmark = pytest.mark.django_db(databases="__all__")
IP = "192.0.2.1"


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


def door(grens: Grens, keren: int, wie: str = IP) -> int:
    """How many of so many requests get through."""
    return sum(tel("proef", wie, grens) == 0 for _ in range(keren))


def test_exactly_as_many_as_allowed_get_through(klok: Klok) -> None:
    assert door(Grens(240, 60), 100) == 60


class TestGetallen(TestCase):
    """For any limit, at any moment."""

    @proef(max_examples=60)
    @given(
        per_uur=st.integers(1, 5000),
        ineens=st.integers(1, 80),
        moment=st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2035, 1, 1)),  # noqa: DTZ001
    )
    def test_exactly_as_many_as_allowed_get_through(
        self, per_uur: int, ineens: int, moment: datetime
    ) -> None:
        with pytest.MonkeyPatch.context() as monkeypatch:
            Klok(monkeypatch).moment = moment.replace(tzinfo=AMSTERDAM)
            Limiet.objects.all().delete()
            assert door(Grens(per_uur, ineens), ineens + 3) == ineens


def test_places_come_free_one_by_one(klok: Klok) -> None:
    grens = Grens(per_uur=60, ineens=5)
    klok.zet(2026, 3, 10, 12, 5)
    assert door(grens, 10) == 5
    klok.vooruit(seconds=59)
    assert door(grens, 2) == 0
    klok.vooruit(seconds=2)
    assert door(grens, 2) == 1
    klok.vooruit(minutes=3)
    assert door(grens, 10) == 3


def test_whoever_waits_as_long_as_was_said_gets_through(klok: Klok) -> None:
    grens = Grens(per_uur=60, ineens=5)
    klok.zet(2026, 3, 10, 12, 5)
    door(grens, 5)
    wacht = tel("proef", IP, grens)
    assert 0 < wacht <= 60
    klok.vooruit(seconds=wacht)
    assert tel("proef", IP, grens) == 0


def test_knocking_on_does_not_make_the_wait_longer(klok: Klok) -> None:
    grens = Grens(per_uur=60, ineens=2)
    klok.zet(2026, 3, 10, 12, 5)
    door(grens, 2)
    assert {tel("proef", IP, grens) for _ in range(20)} == {60}


def test_addresses_and_kinds_do_not_count_for_each_other(klok: Klok) -> None:
    grens = Grens(60, 2)
    assert door(grens, 3) == 2
    assert door(grens, 3, "192.0.2.2") == 2
    assert tel("anders", IP, grens) == 0


def test_no_address_reaches_the_database_and_the_next_hour_hides_it_anew(klok: Klok) -> None:
    klok.zet(2026, 3, 10, 12, 59)
    tel("proef", IP, Grens(60, 2))
    klok.zet(2026, 3, 10, 13, 1)
    tel("proef", IP, Grens(60, 2))
    sleutels = [bytes(rij.sleutel) for rij in Limiet.objects.all()]
    assert len(set(sleutels)) == 2
    kaal = {
        hashlib.sha256(IP.encode()).digest(),
        hmac.digest(settings.SECRET_KEY.encode(), IP.encode(), "sha256"),
    }
    assert kaal.isdisjoint(sleutels)
    assert not any(IP.encode() in sleutel for sleutel in sleutels)


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_exactly_as_many_get_through_when_all_come_at_once(klok: Klok) -> None:
    uit = tegelijk([partial(door, Grens(240, 30), 10) for _ in range(6)])
    assert all(isinstance(aantal, int) for aantal in uit), uit
    assert sum(aantal for aantal in uit if isinstance(aantal, int)) == 30


# Whose address


@pytest.mark.parametrize(
    ("proxies", "kop", "verwacht"),
    [
        (0, None, IP),
        (0, "203.0.113.9", IP),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", IP),
        (1, "", IP),
        (1, " , ,", IP),
    ],
)
def test_the_address_is_what_our_own_proxy_saw_and_nobody_can_invent_one(
    settings: Settings, proxies: int, kop: str | None, verwacht: str
) -> None:
    settings.PROXIES = proxies
    koppen = {} if kop is None else {"X-Forwarded-For": kop}
    request: HttpRequest = RequestFactory().post("/", headers=koppen, REMOTE_ADDR=IP)
    assert adres(request) == verwacht


@pytest.mark.parametrize(
    ("kop", "verwacht"),
    [
        ("203.0.113.9:5555", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("[::ffff:203.0.113.9]:80", "203.0.113.9"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:0DB8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::7]:99", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", IP),
        ("203.0.113.999", IP),
        ("[", IP),
        ("_hidden:80", IP),
    ],
)
def test_one_place_counts_as_one_however_its_address_is_written(
    settings: Settings, kop: str, verwacht: str
) -> None:
    settings.PROXIES = 1
    assert adres(RequestFactory().post("/", headers={"X-Forwarded-For": kop}, REMOTE_ADDR=IP)) == verwacht
    settings.PROXIES = 0
    if verwacht != IP:
        assert adres(RequestFactory().post("/", REMOTE_ADDR=kop)) == verwacht


def test_a_socket_without_an_address_is_one_place() -> None:
    assert adres(RequestFactory().post("/", REMOTE_ADDR="")) == ""


# Which requests count


def test_every_name_in_the_table_is_an_address_of_ours() -> None:
    namen = {adres.naam for adres in (*alle(), *beheer())}
    assert set(settings.LIMIETEN) - {"ontgrendelen"} <= namen


def test_a_whole_organisation_behind_one_address_gets_in_on_a_monday_morning() -> None:
    per_uur, ineens = settings.LIMIETEN["ontgrendelen"]
    assert per_uur >= 200
    assert ineens >= 50


def test_saving_is_never_counted(settings: Settings) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    settings.LIMIETEN = dict.fromkeys(settings.LIMIETEN, (1, 1))
    Limiet.objects.all().delete()
    for n in range(5):
        formulier = stapformulier(bezoeker.stap(gesprek))
        url = reverse("gesprekken:stap", args=[gesprek, "voorbereiding"])
        assert bezoeker.post(url, formulier.met({"t.gevoel-wat": f"{n}"}), htmx=True).status_code == 200
    assert not Limiet.objects.exists()


@pytest.mark.parametrize("naam", ["kluis:begin", "kluis:oefenen", "kluis:eerst_code", "kluis:nieuwe_code"])
def test_what_makes_a_code_is_counted(settings: Settings, naam: str) -> None:
    settings.LIMIETEN = {naam: (60, 1)}
    bezoeker, _ = huisarts_met_gesprek()
    Limiet.objects.all().delete()
    waarden = {"land": "nl", "rol": "huisarts", "apparaat": "eigen"}
    assert bezoeker.post(reverse(naam), waarden).status_code in (200, 303)
    antwoord = bezoeker.post(reverse(naam), waarden)
    assert antwoord.status_code == 429
    assert int(antwoord["Retry-After"]) >= 1
    assert "Even wachten" in tekst(antwoord)


def test_every_place_where_a_code_can_be_typed_counts_as_one(settings: Settings) -> None:
    settings.LIMIETEN = {"ontgrendelen": (60, 3)}
    bezoeker, gesprek = huisarts_met_gesprek()
    bezoeker.vergrendel()
    paden = [
        reverse("kluis:openen"),
        reverse("gesprekken:lijst"),
        reverse("gesprekken:takenlijst", args=[gesprek]),
        reverse("kluis:instellingen"),
    ]
    uit = [bezoeker.post(pad, {"toegangscode": toon(nieuwe_code())}).status_code for pad in paden]
    assert uit[0] == 422
    assert uit[-1] == 429


def test_another_site_cannot_use_up_the_turns_of_an_organisation(settings: Settings) -> None:
    settings.LIMIETEN = dict.fromkeys(settings.LIMIETEN, (60, 1))
    bezoeker, _ = huisarts_met_gesprek()
    Limiet.objects.all().delete()
    kwaad = Bezoeker()
    koppen = {"Origin": "https://kwaad.example"}
    for naam in ("kluis:openen", "kluis:begin", "kluis:oefenen", "kluis:nieuwe_code", "gesprekken:lijst"):
        lijf = {"toegangscode": toon(nieuwe_code())}
        antwoord = kwaad.post(reverse(naam), lijf, token=False, van="cross-site", headers=koppen)
        assert antwoord.status_code == 403
    assert not Limiet.objects.exists()
    assert bezoeker.open().status_code == 303


def test_a_typo_costs_no_turn(settings: Settings) -> None:
    settings.LIMIETEN = {"ontgrendelen": (60, 1)}
    bezoeker, _ = huisarts_met_gesprek()
    for poging in ("", "een twee", "zeven woorden die geen code zijn nee", "x" * 5000):
        assert bezoeker.open(poging).status_code == 422
    assert bezoeker.open().status_code == 303


def test_a_code_sent_along_does_not_get_around_the_limit_of_the_address_itself(settings: Settings) -> None:
    settings.LIMIETEN = {"ontgrendelen": (600, 60), "kluis:begin": (60, 1)}
    bezoeker = Bezoeker()
    waarden = {"land": "nl", "rol": "huisarts", "apparaat": "eigen", "toegangscode": toon(nieuwe_code())}
    uit = [bezoeker.post(reverse("kluis:begin"), waarden).status_code for _ in range(2)]
    assert uit == [303, 429]


def test_reading_a_page_is_never_counted(settings: Settings) -> None:
    settings.LIMIETEN = dict.fromkeys(settings.LIMIETEN, (1, 1))
    bezoeker = Bezoeker()
    for _ in range(3):
        assert bezoeker.get(reverse("kluis:begin")).status_code == 200
        assert bezoeker.get(reverse("kluis:openen")).status_code == 200
    assert not Limiet.objects.exists()
