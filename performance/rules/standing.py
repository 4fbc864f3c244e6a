"""Where a person stands against a target: arithmetic alone.

No Django, no queries, no clock: today is an argument. Learning hours (JP, 45 minutes)
are `Decimal` with two places; results are rounded down.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
# Nobody without history is called at risk in the first days of a year or of service.
GRACE_DAYS = 60
PACE_DAYS = 365


@dataclass(frozen=True)
class Part:
    """One quota inside a target, and what of it is learnt, booked and lately learnt."""

    kind: str  # "minimum" or "ceiling"
    required: Decimal
    counted: Decimal = NOTHING
    booked: Decimal = NOTHING
    last_12_months: Decimal = NOTHING


@dataclass(frozen=True)
class Facts:
    """What is known of one person against one target in one period.

    The period is the calendar year unless its days are given. `counted` is what counts
    toward the whole (see `counted_of`).
    """

    kind: str  # "minimum" or "ceiling"
    year: int
    required: Decimal
    counted: Decimal
    booked: Decimal = NOTHING
    last_12_months: Decimal = NOTHING
    in_service_since: datetime.date | None = None
    exempt: bool = False
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    parts: tuple[Part, ...] = ()

    @property
    def first(self) -> datetime.date:
        """The day the period begins."""
        return self.starts_on or first_day(self.year)

    @property
    def last(self) -> datetime.date:
        """The day the period ends."""
        return self.ends_on or last_day(self.year)

    @property
    def minimums(self) -> list[Part]:
        """The parts that must be reached along with the whole."""
        return [part for part in self.parts if part.kind == "minimum"]


@dataclass(frozen=True)
class Outcome:
    """The standing that follows from the facts on a day."""

    booked: Decimal
    pace: Decimal
    forecast: Decimal
    gap: Decimal
    status: str
    is_warning: bool = False


def first_day(year: int) -> datetime.date:
    """The day the period begins: targets run by calendar year."""
    return datetime.date(year, 1, 1)


def last_day(year: int) -> datetime.date:
    """The day the period ends."""
    return datetime.date(year, 12, 31)


def has_ended(year: int, today: datetime.date) -> bool:
    """True from 1 January of the next year on."""
    return today > last_day(year)


def days_left(year: int, today: datetime.date) -> int:
    """Days of the year after today; the whole year before it has begun."""
    if has_ended(year, today):
        return 0
    before = first_day(year) - datetime.timedelta(days=1)
    return (last_day(year) - max(today, before)).days


def days_ahead(first: datetime.date, last: datetime.date, today: datetime.date) -> int:
    """Days of the period after today; all of it before it has begun, 0 once it is over."""
    before = first - datetime.timedelta(days=1)
    return max((last - max(today, before)).days, 0)


def at_pace(last_12_months: Decimal, days: int) -> Decimal:
    """What the pace of the last 12 months (365 days) brings in so many days."""
    return (last_12_months * days / PACE_DAYS).quantize(CENT, ROUND_DOWN)


def pace_ahead(last_12_months: Decimal, year: int, today: datetime.date) -> Decimal:
    """JP that the pace of the last 12 months (365 days) brings until the year ends."""
    return at_pace(last_12_months, days_left(year, today))


def in_grace(facts: Facts, today: datetime.date) -> bool:
    """True in the first 60 days of the period or of service, without history."""
    if facts.last_12_months or facts.counted:
        return False
    begin = facts.first
    if facts.in_service_since:
        begin = max(begin, facts.in_service_since)
    return (today - begin).days < GRACE_DAYS


def part_required(amount: Decimal, required: Decimal, whole: Decimal) -> Decimal:
    """A minimum part of who owes `required` of a whole: the same share, rounded down."""
    if not whole:
        return NOTHING
    return (amount * required / whole).quantize(CENT, ROUND_DOWN)


def counted_of(
    learnt: Decimal, carried: Decimal = NOTHING, parts: Iterable[Part] = ()
) -> Decimal:
    """What counts toward the whole: learnt, less what exceeds the ceiling of a part,
    and what was carried over from the year before."""
    over = [
        max(part.counted - part.required, NOTHING)
        for part in parts
        if part.kind == "ceiling"
    ]
    return max(learnt - sum(over, NOTHING), NOTHING) + carried


def carried_of(counted: Decimal, required: Decimal, most: Decimal | None) -> Decimal:
    """What the year after may count: the excess of what was learnt in this one, at most
    `most`. What was itself carried over is not carried again."""
    if most is None:
        return NOTHING
    return min(max(counted - required, NOTHING), most)


def reckon(facts: Facts, today: datetime.date) -> Outcome:
    """The standing on `today`: forecast = counted + booked + pace x what remains.

    After the period nothing is booked or forecast any more: what is counted stands. The
    gap is what the whole lacks, or its part that lacks more: learning for a part counts
    toward the whole too.
    """
    ended = today > facts.last
    days = days_ahead(facts.first, facts.last, today)
    booked = NOTHING if ended else facts.booked
    pace = at_pace(facts.last_12_months, days)
    forecast = facts.counted + booked + pace
    is_ceiling = facts.kind == "ceiling"
    gap = NOTHING
    if not (is_ceiling or facts.exempt):
        lacking = [part.required - part.counted for part in facts.minimums]
        gap = max([facts.required - facts.counted, *lacking, NOTHING])
    judge = _status_of_ceiling if is_ceiling else _status_of_minimum
    return Outcome(
        booked=booked,
        pace=pace,
        forecast=forecast,
        gap=gap,
        status="exempt" if facts.exempt else judge(facts, forecast, today),
        is_warning=is_ceiling and not facts.exempt and facts.counted > facts.required,
    )


def _status_of_ceiling(facts: Facts, forecast: Decimal, today: datetime.date) -> str:
    """Met until it is exceeded, then a warning; nobody is ever unmet by learning more."""
    return "at_risk" if facts.counted > facts.required else "met"


def _status_of_minimum(facts: Facts, forecast: Decimal, today: datetime.date) -> str:
    """Met when counted, unmet as soon as the period has ended, in between by forecast;
    every minimum part by the same rule as the whole."""
    parts_met = all(part.counted >= part.required for part in facts.minimums)
    if facts.counted >= facts.required and parts_met:
        return "met"
    if today > facts.last:
        return "unmet"
    days = days_ahead(facts.first, facts.last, today)
    parts_ahead = all(
        part.counted + part.booked + at_pace(part.last_12_months, days) >= part.required
        for part in facts.minimums
    )
    if (forecast >= facts.required and parts_ahead) or in_grace(facts, today):
        return "on_track"
    return "at_risk"


def share_met(statuses: Iterable[str]) -> int | None:
    """People who have met, in per cent of all who are not exempt, rounded down.

    None where nobody has a target: a share of nobody says nothing.
    """
    counted = [status for status in statuses if status != "exempt"]
    if not counted:
        return None
    return sum(status == "met" for status in counted) * 100 // len(counted)
