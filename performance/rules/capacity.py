"""How much learning still fits into the days that are left: arithmetic alone.

A working day holds 10 JP: 7.5 hours (37.5 a week, Perpres 21/2023) of 45 minutes each.
A form that is capped holds its cap. Saturdays, Sundays and days of absence hold nothing.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from performance.rules.fairness import DAY, Days, length, merged, without

FULL_DAY = Decimal(10)


@dataclass(frozen=True)
class Pace:
    """The most that can be learnt: in a working day, or in a calendar month."""

    a_day: Decimal = FULL_DAY
    a_month: Decimal | None = None


def working_days(
    first: datetime.date, last: datetime.date, away: Iterable[Days] = ()
) -> int:
    """Mondays to Fridays from `first` to `last` that no absence takes."""
    return sum(_weekdays(*days) for days in without(first, last, merged(list(away))))


def _weekdays(first: datetime.date, last: datetime.date) -> int:
    weeks, rest = divmod(length(first, last), 7)
    begin = first.weekday()
    return weeks * 5 + sum((begin + day) % 7 < 5 for day in range(rest))


def months_touched(first: datetime.date, last: datetime.date) -> int:
    """Calendar months from `first` to `last`, begun ones included."""
    if first > last:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def room(
    pace: Pace, first: datetime.date, last: datetime.date, away: Iterable[Days] = ()
) -> Decimal:
    """The most that can still be learnt from `first` to `last`."""
    days = working_days(first, last, away)
    if not days:
        return Decimal(0)
    by_day = pace.a_day * days
    if pace.a_month is None:
        return by_day
    return min(by_day, pace.a_month * months_touched(first, last))


def first_day_with_room(
    pace: Pace,
    needed: Decimal,
    first: datetime.date,
    last: datetime.date,
    away: Iterable[Days] = (),
) -> datetime.date:
    """The first last day, after `last`, that leaves room for what is needed; at most a
    year later."""
    away, limit = list(away), last + DAY * 365
    day = last
    while day < limit and room(pace, first, day, away) < needed:
        day += DAY
    return day
