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
class Facts:
    """What is known of one person against one target in one calendar year."""

    kind: str  # "minimum" or "ceiling"
    year: int
    required: Decimal
    counted: Decimal
    booked: Decimal = NOTHING
    last_12_months: Decimal = NOTHING
    in_service_since: datetime.date | None = None
    exempt: bool = False


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


def pace_ahead(last_12_months: Decimal, year: int, today: datetime.date) -> Decimal:
    """JP that the pace of the last 12 months (365 days) brings until the year ends."""
    ahead = last_12_months * days_left(year, today) / PACE_DAYS
    return ahead.quantize(CENT, ROUND_DOWN)


def in_grace(facts: Facts, today: datetime.date) -> bool:
    """True in the first 60 days of the year or of service, for one without history."""
    if facts.last_12_months or facts.counted:
        return False
    begin = first_day(facts.year)
    if facts.in_service_since:
        begin = max(begin, facts.in_service_since)
    return (today - begin).days < GRACE_DAYS


def reckon(facts: Facts, today: datetime.date) -> Outcome:
    """The standing on `today`: forecast = counted + booked + pace x what remains.

    After the period nothing is booked or forecast any more: what is counted stands.
    """
    ended = has_ended(facts.year, today)
    booked = NOTHING if ended else facts.booked
    pace = pace_ahead(facts.last_12_months, facts.year, today)
    forecast = facts.counted + booked + pace
    is_ceiling = facts.kind == "ceiling"
    gap = NOTHING if is_ceiling or facts.exempt else facts.required - facts.counted
    judge = _status_of_ceiling if is_ceiling else _status_of_minimum
    return Outcome(
        booked=booked,
        pace=pace,
        forecast=forecast,
        gap=max(gap, NOTHING),
        status="exempt" if facts.exempt else judge(facts, forecast, today),
        is_warning=is_ceiling and not facts.exempt and facts.counted > facts.required,
    )


def _status_of_ceiling(facts: Facts, forecast: Decimal, today: datetime.date) -> str:
    """Met until it is exceeded, then a warning; nobody is ever unmet by learning more."""
    return "at_risk" if facts.counted > facts.required else "met"


def _status_of_minimum(facts: Facts, forecast: Decimal, today: datetime.date) -> str:
    """Met when counted, unmet as soon as the period has ended, in between by forecast."""
    if facts.counted >= facts.required:
        return "met"
    if has_ended(facts.year, today):
        return "unmet"
    if forecast >= facts.required or in_grace(facts, today):
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
