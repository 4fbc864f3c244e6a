"""Calendar files (.ics, RFC 5545) that any calendar can read."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event


@dataclass(frozen=True)
class CalendarEntry:
    """One appointment. `starts_at` and `ends_at` carry the time zone of the place, so
    that a calendar shows WIB, WITA or WIT as the reader needs it."""

    uid: str
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    place: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_file(entries: Iterable[CalendarEntry], *, now: datetime.datetime) -> bytes:
    """The entries as one calendar file; `now` stamps it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Corpu//Agenda//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, now))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: CalendarEntry, now: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@corpu")
    event.add("dtstamp", now.astimezone(datetime.UTC))
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    for name, text in (
        ("location", entry.place),
        ("description", entry.description),
        ("url", entry.url),
    ):
        if text:
            event.add(name, text)
    return event
