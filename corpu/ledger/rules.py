"""Plain rules of the ledger: what a fact must say, and how it is spread over days.

What facts are worth is not here: that is one expression, `corpu.ledger.credit_sql`.
"""

import datetime
import hashlib
import json
import re

LONGEST_DAILY_RANGE = 366
LONGEST_RANGE = 3660
EARLIEST_DAY = datetime.date(1970, 1, 1)
DAY_BASES = frozenset({"per_day", "cap_per_day"})

# What a basis multiplies: at least one of these must be given.
QUANTITIES = {
    "programme": ("jp_stated", "minutes"),
    "cap_per_day": ("jp_stated", "minutes"),
    "per_session": ("sessions",),
    "per_semester": ("semesters",),
}
# The largest number of each that a single fact may state.
LIMITS = {"minutes": 600_000, "days": 3660, "sessions": 100, "semesters": 20}
MOST_JP = 9_999


def certificate_key(number: str) -> str:
    """What makes two certificate numbers the same: no spaces, no case."""
    return re.sub(r"\s+", "", number).casefold()[:100]


def days_between(started_on: datetime.date, ended_on: datetime.date) -> int:
    """How many days a range has, both ends included."""
    return (ended_on - started_on).days + 1


def spread(started_on, ended_on, *, by_day: bool, listed=None) -> list[datetime.date]:
    """The days on which a fact may earn JP.

    Forms that count by the day: the days `listed`, or every day of the range. All
    others: the day it ended.
    """
    if not by_day:
        return [ended_on]
    if listed:
        return sorted(set(listed))
    length = days_between(started_on, ended_on)
    return [started_on + datetime.timedelta(days=k) for k in range(length)]


def missing_quantity(basis: str, given: dict) -> tuple[str, ...]:
    """The fields of which the basis needs one, if none is given."""
    needed = QUANTITIES.get(basis, ())
    has_any = any(given.get(field) is not None for field in needed)
    return () if has_any else needed


def over_month_edge(started_on: datetime.date, ended_on: datetime.date) -> bool:
    """True if the range touches two calendar months."""
    return (started_on.year, started_on.month) != (ended_on.year, ended_on.month)


def content_fingerprint(content: dict) -> str:
    """Equal for equal content; how a replay is told from another fact."""
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
