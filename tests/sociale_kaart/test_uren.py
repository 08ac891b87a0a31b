"""Whether an aanbod is open: what is known, what is not, and that the filter says the same."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sociale_kaart import feestdagen, publiek, uren
from sociale_kaart.models import Aanbod, Feestdag, Kanaal, Openingstijd, Organisatie
from sociale_kaart.uren import ZONE

WOENSDAG = date(2026, 3, 4)


def op(dag: date, uur: int, minuut: int = 0) -> datetime:
    return datetime(dag.year, dag.month, dag.day, uur, minuut, tzinfo=ZONE)


def maak(land: str = "NL", **velden: object) -> Aanbod:
    organisatie = Organisatie.objects.create(naam="Proef")
    return Aanbod.objects.create(
        slug=f"p-{uuid.uuid4().hex}",
        organisatie=organisatie,
        naam="Proef",
        land=land,
        wat="Iets.",
        status="gepubliceerd",
        **velden,
    )


def telefoon(aanbod: Aanbod, **velden: object) -> Kanaal:
    return Kanaal.objects.create(aanbod=aanbod, soort="telefoon", waarde="085 1234567", **velden)


@pytest.mark.django_db
def test_without_hours_nobody_knows() -> None:
    aanbod = maak()
    kanaal = telefoon(aanbod)
    assert uren.is_open(aanbod, op(WOENSDAG, 12)) is None
    assert uren.kanaal_is_open(kanaal, op(WOENSDAG, 12)) is None


@pytest.mark.django_db
def test_day_and_night_is_always_also_on_a_holiday() -> None:
    aanbod = maak()
    kanaal = telefoon(aanbod, altijd_open=True)
    Feestdag.objects.get_or_create(land="NL", dag=WOENSDAG, defaults={"naam": "Proefdag"})
    assert uren.is_open(aanbod, op(WOENSDAG, 3)) is True
    assert uren.kanaal_is_open(kanaal, op(WOENSDAG, 3)) is True


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("uur", "minuut", "open_"), [(8, 59, False), (9, 0, True), (16, 59, True), (17, 0, False)]
)
def test_it_opens_on_the_minute_and_closes_on_the_minute(uur: int, minuut: int, open_: bool) -> None:
    aanbod = maak()
    kanaal = telefoon(aanbod)
    Openingstijd.objects.create(aanbod=aanbod, kanaal=kanaal, dagen="3", van=time(9), tot=time(17))
    assert uren.is_open(aanbod, op(WOENSDAG, uur, minuut)) is open_
    assert uren.kanaal_is_open(kanaal, op(WOENSDAG, uur, minuut)) is open_


@pytest.mark.django_db
def test_a_night_belongs_to_the_day_it_began_on() -> None:
    aanbod = maak()
    Openingstijd.objects.create(aanbod=aanbod, dagen="3", van=time(20), tot=time(2))
    donderdag = WOENSDAG + timedelta(days=1)
    assert uren.is_open(aanbod, op(WOENSDAG, 1)) is False
    assert uren.is_open(aanbod, op(WOENSDAG, 23)) is True
    assert uren.is_open(aanbod, op(donderdag, 1)) is True
    assert uren.is_open(aanbod, op(donderdag, 2)) is False


@pytest.mark.django_db
@pytest.mark.parametrize(("regel", "open_"), [("", None), ("open", True), ("gesloten", False)])
def test_a_holiday_follows_what_the_aanbod_says_of_it(regel: str, open_: bool | None) -> None:
    aanbod = maak(op_feestdagen=regel)
    Openingstijd.objects.create(aanbod=aanbod, dagen="1234567", van=time(9), tot=time(17))
    assert uren.is_open(aanbod, op(WOENSDAG, 12)) is True
    Feestdag.objects.get_or_create(land="NL", dag=WOENSDAG, defaults={"naam": "Proefdag"})
    assert uren.is_open(aanbod, op(WOENSDAG, 12)) is open_


@pytest.mark.django_db
def test_nobody_is_called_open_on_a_holiday_that_no_editor_filled_in() -> None:
    kerst = date(timezone.localdate().year, 12, 25)
    aanbod = maak("BE")
    Openingstijd.objects.create(aanbod=aanbod, dagen="1234567", van=time(9), tot=time(17))
    publiek.ruim_op()
    assert uren.is_open(aanbod, op(kerst, 12)) is None
    assert feestdagen.ontbrekend(kerst.year) == []


@pytest.mark.django_db
def test_a_holiday_that_an_editor_took_away_stays_away() -> None:
    publiek.ruim_op()
    jaar = timezone.localdate().year
    weg = Feestdag.objects.filter(land="NL", dag__year=jaar).order_by("dag")[0]
    aantal = Feestdag.objects.count()
    weg.delete()
    publiek.ruim_op()
    assert Feestdag.objects.count() == aantal - 1


@pytest.mark.django_db
def test_a_holiday_of_another_country_is_none() -> None:
    aanbod = maak("BE")
    Openingstijd.objects.create(aanbod=aanbod, dagen="3", van=time(9), tot=time(17))
    Feestdag.objects.get_or_create(land="NL", dag=WOENSDAG, defaults={"naam": "Proefdag"})
    assert uren.is_open(aanbod, op(WOENSDAG, 12)) is True


@pytest.mark.django_db
def test_hours_of_another_season_say_nothing() -> None:
    aanbod = maak()
    Openingstijd.objects.create(
        aanbod=aanbod, dagen="3", van=time(9), tot=time(17), geldig_tot=WOENSDAG - timedelta(days=1)
    )
    assert uren.is_open(aanbod, op(WOENSDAG, 12)) is None


@pytest.mark.django_db
def test_the_clock_is_that_of_amsterdam_in_summer_and_winter() -> None:
    aanbod = maak()
    Openingstijd.objects.create(aanbod=aanbod, dagen="1234567", van=time(9), tot=time(10))
    assert uren.is_open(aanbod, datetime(2026, 1, 7, 8, 30, tzinfo=UTC)) is True
    assert uren.is_open(aanbod, datetime(2026, 7, 8, 8, 30, tzinfo=UTC)) is False
    assert uren.is_open(aanbod, datetime(2026, 7, 8, 7, 30, tzinfo=UTC)) is True


@pytest.mark.django_db
def test_one_closed_and_one_unknown_is_unknown() -> None:
    aanbod = maak()
    kanaal = telefoon(aanbod)
    Kanaal.objects.create(aanbod=aanbod, soort="chat", waarde="https://voorbeeld.test")
    Openingstijd.objects.create(aanbod=aanbod, kanaal=kanaal, dagen="3", van=time(9), tot=time(10))
    assert uren.is_open(aanbod, op(WOENSDAG, 12)) is None
    assert uren.is_open(aanbod, op(WOENSDAG, 9)) is True


@pytest.mark.parametrize(
    ("dagen", "woorden"),
    [
        ("12345", "maandag tot en met vrijdag"),
        ("67", "zaterdag en zondag"),
        ("135", "maandag, woensdag en vrijdag"),
        ("1236", "maandag tot en met woensdag en zaterdag"),
        ("7", "zondag"),
        ("1234567", "elke dag"),
    ],
)
def test_days_in_words(dagen: str, woorden: str) -> None:
    assert uren.dagen_in_woorden(dagen) == woorden


def test_hours_in_words_and_when_they_change() -> None:
    werkdagen = Openingstijd(dagen="12345", van=time(9), tot=time(17))
    assert uren.uren_in_woorden([werkdagen]) == ["maandag tot en met vrijdag 9.00–17.00"]
    assert uren.tot_wanneer([werkdagen], op(WOENSDAG, 12)) == "sluit om 17.00"
    assert uren.tot_wanneer([werkdagen], op(WOENSDAG, 8)) == "gaat om 9.00 open"
    assert uren.tot_wanneer([werkdagen], op(WOENSDAG, 18)) == "gaat morgen om 9.00 open"
    assert uren.tot_wanneer([werkdagen], op(date(2026, 3, 7), 12)) == "gaat maandag om 9.00 open"
    assert uren.tot_wanneer([], op(WOENSDAG, 12)) == ""


_tijden = st.times(min_value=time(0), max_value=time(23, 59)).map(
    lambda t: t.replace(second=0, microsecond=0)
)
_dag = st.none() | st.dates(date(2026, 3, 1), date(2026, 3, 8))
_rijen = st.lists(
    st.tuples(
        st.sets(st.sampled_from("1234567"), min_size=1).map(lambda d: "".join(sorted(d))),
        _tijden,
        _tijden,
        _dag,
        _dag,
        st.booleans(),
    ),
    max_size=3,
)


class TheFilterSaysTheSame(TestCase):
    @settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
    @given(
        _rijen,
        st.sampled_from(("NL", "BE", "NLBE")),
        st.sampled_from(("", "open", "gesloten")),
        st.sets(st.tuples(st.sampled_from(("NL", "BE")), st.dates(date(2026, 3, 3), date(2026, 3, 5)))),
        st.booleans(),
        st.integers(0, 24 * 60 - 1),
    )
    def test_as_is_open(
        self,
        rijen: list[tuple[str, time, time, date | None, date | None, bool]],
        land: str,
        feest: str,
        vrij: set[tuple[str, date]],
        altijd: bool,
        minuut: int,
    ) -> None:
        aanbod = maak(land, op_feestdagen=feest)
        kanaal = telefoon(aanbod, altijd_open=altijd and not rijen)
        for dagen, van, tot, geldig_van, geldig_tot, eigen in rijen:
            Openingstijd.objects.create(
                aanbod=aanbod,
                kanaal=kanaal if eigen else None,
                dagen=dagen,
                van=van,
                tot=tot,
                geldig_van=geldig_van,
                geldig_tot=geldig_tot,
            )
        nu = op(WOENSDAG, *divmod(minuut, 60))
        dagen_vrij = frozenset(vrij)
        gefilterd = Aanbod.objects.filter(uren.nu_open(nu, dagen_vrij), pk=aanbod.pk).exists()
        assert gefilterd == (uren.is_open(aanbod, nu, dagen_vrij) is True)
