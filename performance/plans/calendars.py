"""The rules of a year: its matrix of predicates, its calendar, and the days they give."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from performance.plans import rules
from performance.plans.models import CycleCalendar, PredicateMatrix


def matrix_of(year: int) -> PredicateMatrix:
    """The matrix in force in a year; `Refused` where none was published."""
    row = PredicateMatrix.objects.in_year(year)
    if row is None:
        raise Refused(
            "matrix_missing",
            _("No matrix of predicates holds in this year: HR publishes one first."),
        )
    return row


def calendar_of(year: int) -> CycleCalendar:
    """The calendar that HR set for a year; where none is published, its usual days."""
    row = CycleCalendar.objects.in_year(year)
    return row or CycleCalendar(valid_from=datetime.date(year, 1, 1))


@dataclass(frozen=True)
class Deadlines:
    """The days of one year's cycle by its calendar."""

    year: int
    calendar: CycleCalendar

    @property
    def plan_by(self) -> datetime.date:
        """The day by which plans are agreed."""
        days = datetime.timedelta(days=self.calendar.plan_days - 1)
        return datetime.date(self.year, 1, 1) + days

    def feedback_from(self, quarter: int) -> datetime.date:
        """The day from which feedback that was not given is asked for."""
        end = rules.quarter_span(self.year, quarter)[1]
        return end + datetime.timedelta(days=self.calendar.feedback_days)

    def assess_by(self, quarter: int | None) -> datetime.date:
        """The day by which a quarter (or the year, None) is assessed."""
        end = rules.quarter_span(self.year, quarter)[1]
        days = self.calendar.quarter_days if quarter else self.calendar.year_days
        return end + datetime.timedelta(days=days)

    def escalates(self, due: datetime.date) -> datetime.date:
        """The day from which silence after `due` is told to the leader above."""
        return due + datetime.timedelta(days=self.calendar.escalate_days)


def deadlines_of(year: int) -> Deadlines:
    """The days of a year's cycle."""
    return Deadlines(year, calendar_of(year))
