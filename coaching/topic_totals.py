"""What coaching is about, as totals by category that tell of nobody.

A cell counts people. It is told for five or more; smaller ones are hidden, and others with
them, so that no subtraction finds them. Only quarters that are over for good are told: a
running total would tell by its next step what yesterday's session was about. People are
counted where they served on the day, so a move changes no figure of the past.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count

from coaching import rules
from coaching.models import Session, Topic
from corpu.lib.clock import JAKARTA, today
from corpu.people.models import Unit

QUARTERS = 4


@dataclass(frozen=True)
class Quarter:
    """A quarter of a calendar year."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """As an address has it: 2026-1."""
        return f"{self.year}-{self.number}"

    @property
    def starts_on(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.year, 3 * self.number - 2, 1)

    @property
    def ends_on(self) -> datetime.date:
        """The day after its last."""
        return self.next().starts_on

    def next(self) -> "Quarter":
        """The one after it."""
        if self.number == 4:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)


@dataclass(frozen=True)
class TopicTotal:
    """One category; `people` is None where there are fewer than five."""

    topic: Topic
    people: int | None


def quarters(on: datetime.date | None = None) -> list[Quarter]:
    """The last four quarters of which every session was answered or has lapsed."""
    settled = (on or today()) - datetime.timedelta(days=2 * settings.SESSION_LAPSE_DAYS)
    first = Quarter(settled.year - 2, 1)
    found = []
    while first.ends_on <= settled:
        found.append(first)
        first = first.next()
    return found[-QUARTERS:][::-1]


def units_of(viewer):
    """The units whose totals the viewer may read, as one whole: those that she leads, or
    those that she serves as HR. Never a part of them, so that no two totals differ by a
    few people."""
    served = Unit.objects.managed_by(viewer)
    if viewer.has_role("hr"):
        return served
    return Unit.objects.subtrees_of(viewer.led_units())


def totals_of(units, quarter: Quarter) -> list[TopicTotal] | None:
    """People by category in one quarter; None if fewer than five were coached at all."""
    start, end = (
        datetime.datetime.combine(day, datetime.time.min, JAKARTA)
        for day in (quarter.starts_on, quarter.ends_on)
    )
    rows = Session.objects.confirmed().filter(
        record__unit__in=units, started_at__gte=start, started_at__lt=end
    )
    people = rows.aggregate(n=Count("record__person", distinct=True))["n"]
    if people < rules.LEAST_PEOPLE:
        return None
    found = rows.order_by().values_list("topic")
    cells = dict.fromkeys(Topic.objects.values_list("pk", flat=True), 0)
    cells |= dict(found.annotate(n=Count("record__person", distinct=True)))
    told = rules.veil(cells)
    return [
        TopicTotal(topic, told[topic.pk]) for topic in Topic.objects.order_by("order")
    ]
