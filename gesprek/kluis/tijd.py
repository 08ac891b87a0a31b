"""Days and moments, all in Europe/Amsterdam, in one place so that a test can turn the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

MAX_GESPREK_DAGEN = 180
# Two day-dates: a kluis made at 23:59 with one day would be gone a minute later; this is at least 24 hours.
LEEG_DAGEN = 2


def nu() -> datetime:
    """The current moment, aware."""
    return timezone.now()


def vandaag() -> date:
    """The current day in Europe/Amsterdam."""
    return timezone.localdate(nu())


def over(dagen: int) -> date:
    """The day `dagen` days from today."""
    return vandaag() + timedelta(days=dagen)
