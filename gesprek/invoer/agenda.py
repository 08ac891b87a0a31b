"""Neutral calendar files: a day and a few words, nothing of what, who or where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from icalendar import Alarm, Calendar, Event

from gesprek.kluis import tijd

UUR = timedelta(hours=9)
"""When on its day an alarm goes off."""


@dataclass(frozen=True, slots=True)
class Dag:
    """A whole day in an agenda. The same `uid` in a later file takes the place of the earlier one."""

    datum: date
    tekst: str
    uid: str
    alarm: bool = False


def als_ics(dagen: Iterable[Dag]) -> bytes:
    """A calendar file with these days."""
    agenda = Calendar()
    agenda.add("prodid", "-//herinnering//nl")
    agenda.add("version", "2.0")
    for dag in dagen:
        agenda.add_component(_afspraak(dag))
    return bytes(agenda.to_ical())


def _afspraak(dag: Dag) -> Event:
    afspraak = Event()
    afspraak.add("summary", dag.tekst)
    afspraak.add("dtstart", dag.datum)
    afspraak.add("dtend", dag.datum + timedelta(days=1))
    afspraak.add("dtstamp", tijd.nu().replace(hour=0, minute=0, second=0, microsecond=0))
    afspraak.add("uid", dag.uid)
    if dag.alarm:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", dag.tekst)
        alarm.add("trigger", UUR)
        afspraak.add_component(alarm)
    return afspraak
