"""Where people served and when they were away: what fairness rests on, read for many
people in three statements."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from corpu.people.models import Absence, Appointment, Person
from performance.rules.fairness import DAY, Away, Place, Span

FOREVER = datetime.date.max


@dataclass(frozen=True)
class Stretch:
    """Days of service in one place; `begun_on` is the day of the appointment itself."""

    first: datetime.date
    last: datetime.date
    place: Place
    fraction: object
    begun_on: datetime.date | None = None

    def span(self) -> Span:
        """The same days for the arithmetic."""
        return Span(self.first, self.last, self.place.unit_id, self.fraction)


@dataclass(frozen=True)
class Service:
    """One person's service: when it began and ends, where it was, and her absences."""

    person_id: int
    first: datetime.date
    last: datetime.date
    joined_on: datetime.date | None
    stretches: list[Stretch]
    away: list[Away] = field(default_factory=list)

    def serves_on(self, day: datetime.date) -> bool:
        """True between joining and leaving."""
        return self.first <= day <= self.last

    def place_on(self, day: datetime.date) -> Place:
        """Her place on the day; in a gap of the HR file, the last one before it."""
        begun = [row for row in self.stretches if row.first <= day]
        return (begun[-1] if begun else self.stretches[0]).place


PERSON = ["pk", "unit", "unit__path", "staff_class", "post", "post__kind", "post__level"]
SERVICE = ["appointed_on", "left_on", "is_active"]
APPOINTMENT = [
    "person", "unit", "unit__path", "staff_class", "post", "post__kind", "post__level",
    "started_on", "ended_on", "fraction",
]  # fmt: skip


def services(person_ids: list[int]) -> dict[int, Service]:
    """The service of each person who has one."""
    people = Person.objects.filter(pk__in=person_ids, nip__isnull=False).order_by("pk")
    rows = Appointment.objects.filter(
        person__in=person_ids, kind=Appointment.Kind.DEFINITIVE
    )
    held = defaultdict(list)
    for row in rows.order_by("started_on", "pk").values_list(*APPOINTMENT):
        held[row[0]].append(row)
    away = _away(person_ids)
    found = {}
    for row in people.values_list(*PERSON, *SERVICE):
        service = _service(row, held.get(row[0], []), away.get(row[0], []))
        if service:
            found[row[0]] = service
    return found


def _away(person_ids) -> dict[int, list[Away]]:
    found = defaultdict(list)
    rows = Absence.objects.filter(person__in=person_ids).order_by()
    for person, kind, first, last in rows.values_list(
        "person", "kind", "started_on", "ended_on"
    ):
        found[person].append(Away(kind, first, last))
    return found


def _place(row) -> Place:
    person, unit, path, staff_class, post, kind, level = row[:7]
    return Place(person, unit, path, staff_class, post, kind or "", level or "")


def _service(row, held, away) -> Service | None:
    """None for who never served: an account without a unit or appointment, or one that
    was closed without a day."""
    appointed_on, left_on, is_active = row[7:]
    if (not is_active and not left_on) or (not held and not row[1]):
        return None
    first = appointed_on or datetime.date.min
    last = left_on - DAY if left_on else FOREVER
    stretches = _stretches(held, first, last) if held else [_whole(row, first, last)]
    if first > last or not stretches:
        return None
    return Service(row[0], first, last, appointed_on, stretches, away)


def _whole(row, first, last) -> Stretch:
    """No appointment is known: her place of today stands in."""
    return Stretch(first, last, _place(row), 1)


def _stretches(held, first, last) -> list[Stretch]:
    """The appointments end to end; of two that share a day, the later one holds it.

    Before the first known one her place was the same; the last one goes on until she
    leaves. A gap between two is no service.
    """
    found = []
    for number, row in enumerate(held):
        begun_on, ended_on, fraction = row[7:]
        begins = first if number == 0 else max(begun_on, first)
        ends = last
        if number + 1 < len(held):
            next_on = held[number + 1][7] - DAY
            ends = min(last, next_on, ended_on or next_on)
        if begins <= ends:
            found.append(Stretch(begins, ends, _place(row), fraction, begun_on))
    return found
