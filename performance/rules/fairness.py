"""What a person owes of a target: arithmetic alone.

No Django, no queries, no clock. The rule:

    required = whole x (service days x fraction of full time) / days of the period

Service days are the days of the period on which the target binds her, less the leave
that the target names; a day counts once, whatever overlaps. The result is rounded down,
JP to hundredths, sessions and courses to whole ones, so that nobody owes a part that was
not hers. What is not scaled (a ceiling, one programme) stays whole; where an event opened
its period, leave moves the last day instead. Who has no service day owes nothing and has
no standing. PP 11/2017 art. 203(4) sets the whole for a whole year and is silent about
parts of it: the scaling is data of each target (`is_prorated`, `absences`).
"""

import calendar
import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")
ONE = Decimal(1)
DAY = datetime.timedelta(days=1)
# One pair of first and last day, both included.
Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class Place:
    """Where a person belongs on a day: what the who-rule of a target looks at."""

    person_id: int
    unit_id: int
    unit_path: str
    staff_class: str
    post_id: int | None = None
    post_kind: str = ""
    post_level: str = ""


@dataclass(frozen=True)
class Span:
    """Days (both ends included) on which a target binds her in one unit, and the
    fraction of full time that she works there."""

    first: datetime.date
    last: datetime.date
    unit: int = 0
    fraction: Decimal = ONE


@dataclass(frozen=True)
class Away:
    """Days of absence of one kind, both ends included."""

    kind: str
    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class Term:
    """A target as it meets one person in one period."""

    whole: Decimal
    first: datetime.date
    last: datetime.date
    spans: tuple[Span, ...]
    away: tuple[Away, ...] = ()
    shortening: frozenset[str] = field(default_factory=frozenset)
    is_prorated: bool = True
    step: Decimal = CENT


@dataclass(frozen=True)
class Share:
    """The part of the requirement that falls on the days in one unit."""

    unit: int
    first: datetime.date
    last: datetime.date
    days: int  # of service
    absent: int
    fraction: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Owed:
    """What she owes, with the days it rests on; the shares add up to it exactly."""

    required: Decimal
    service_days: int
    period_days: int
    shares: tuple[Share, ...] = ()
    moved_days: int = 0

    @property
    def is_whole(self) -> bool:
        """True where nothing shortened it: one unit, full time, every day."""
        one = len(self.shares) == 1 and self.shares[0].fraction == 1
        return one and self.service_days == self.period_days


def length(first: datetime.date, last: datetime.date) -> int:
    """Days from `first` to `last`, both included; none if they are reversed."""
    return max((last - first).days + 1, 0)


def months_after(event: datetime.date, months: int) -> datetime.date:
    """The last day of a period of `months` that `event` opens: the day before the same
    day of the month, or the last of a month that has no such day."""
    number = event.month - 1 + months
    year, month = event.year + number // 12, number % 12 + 1
    last = calendar.monthrange(year, month)[1]
    if event.day > last:
        return datetime.date(year, month, last)
    return datetime.date(year, month, event.day) - DAY


def owed(term: Term) -> Owed:
    """What the term asks of her."""
    spans, gone = _spans_of(term), _gone(term)
    period = length(term.first, term.last)
    rows = [(span, *_served(span, gone)) for span in spans]
    rows = [row for row in rows if row[1]]
    service = sum(days for _span, days, _absent in rows)
    if not service:
        return Owed(Decimal(0), 0, period)
    weights = [Fraction(span.fraction) * days for span, days, _absent in rows]
    if term.is_prorated:
        bounds = _cut([Fraction(term.whole) * w / period for w in weights], term.step)
    else:
        whole = Fraction(term.whole)
        bounds = _cut([whole * w / sum(weights) for w in weights], term.step)
    shares = tuple(
        Share(span.unit, span.first, span.last, days, absent, span.fraction, amount)
        for (span, days, absent), amount in zip(rows, bounds, strict=True)
    )
    return Owed(
        required=sum((share.amount for share in shares), Decimal(0)),
        service_days=service,
        period_days=period,
        shares=shares,
        moved_days=_moved(term, rows),
    )


def _cut(parts: list[Fraction], step: Decimal) -> list[Decimal]:
    """The parts rounded down so that their sum is the sum rounded down."""
    amounts, before, total, unit = [], 0, Fraction(0), Fraction(step)
    for part in parts:
        total += part
        now = total // unit
        amounts.append((now - before) * step)
        before = now
    return amounts


def _moved(term: Term, rows) -> int:
    """Days by which leave moves the end of what cannot be scaled."""
    if term.is_prorated:
        return 0
    return sum(absent for _span, _days, absent in rows)


def _spans_of(term: Term) -> list[Span]:
    """The spans inside the period, end to end: of two that share a day, the one that
    began later holds it."""
    taken: list[Days] = []
    found = []
    order = sorted(enumerate(term.spans), key=lambda pair: (pair[1].first, pair[0]))
    for _number, span in reversed(order):
        first, last = max(span.first, term.first), min(span.last, term.last)
        for left, right in without(first, last, taken):
            found.append(Span(left, right, span.unit, span.fraction))
        taken = merged([*taken, (first, last)]) if first <= last else taken
    return _joined(sorted(found, key=lambda span: span.first))


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbours in the same unit with the same fraction made one."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        alike = last and (last.unit, last.fraction) == (span.unit, span.fraction)
        if last and alike and last.last + DAY == span.first:
            found[-1] = Span(last.first, span.last, span.unit, span.fraction)
        else:
            found.append(span)
    return found


def _gone(term: Term) -> list[Days]:
    named = [row for row in term.away if row.kind in term.shortening]
    return merged([(row.first, row.last) for row in named])


def _served(span: Span, gone: list[Days]) -> tuple[int, int]:
    """Days of service and of leave in the span."""
    absent = sum(
        length(max(first, span.first), min(last, span.last)) for first, last in gone
    )
    return length(span.first, span.last) - absent, absent


def merged(days: list[Days]) -> list[Days]:
    """The same days without overlaps, in their order."""
    found: list[Days] = []
    for first, last in sorted(row for row in days if row[0] <= row[1]):
        if found and first <= found[-1][1] + DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def without(first: datetime.date, last: datetime.date, taken: list[Days]) -> list[Days]:
    """The days from `first` to `last` that are not in `taken` (merged)."""
    free, begin = [], first
    for left, right in taken:
        if left > begin:
            free.append((begin, min(left - DAY, last)))
        begin = max(begin, right + DAY)
    free.append((begin, last))
    return [row for row in free if row[0] <= row[1]]
