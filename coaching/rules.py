"""When a session may be logged, and what the clock does to one that nobody signs.

Plain Python: moments and days are parameters.
"""

import datetime
from collections.abc import Iterable

MIN_MINUTES = 10
MAX_MINUTES = 480
REMIND_AFTER_DAYS = 3
LAPSE_AFTER_DAYS = 14
ANSWER_WITHIN_DAYS = 7
SILENT_AFTER_DAYS = 30

Span = tuple[datetime.datetime, datetime.datetime]


def session_fault(
    started_at: datetime.datetime,
    minutes: int,
    *,
    now: datetime.datetime,
    engaged_since: datetime.datetime,
    others: Iterable[Span] = (),
) -> str:
    """Why a session cannot be logged, as a code; "" if it can.

    `others` are the spans of sessions in which either of the pair took part.
    """
    if not MIN_MINUTES <= minutes <= MAX_MINUTES:
        return "minutes_out_of_range"
    ended_at = started_at + datetime.timedelta(minutes=minutes)
    if ended_at > now:
        return "in_the_future"
    if started_at < engaged_since:
        return "before_the_engagement"
    if any(started_at < end and ended_at > start for start, end in others):
        return "overlaps"
    return ""


def clock_says(
    logged_at: datetime.datetime, now: datetime.datetime, *, reminded: bool
) -> str:
    """What is due for an unsigned session: "remind", "lapse" or ""."""
    age = now - logged_at
    if age >= datetime.timedelta(days=LAPSE_AFTER_DAYS):
        return "lapse"
    if age >= datetime.timedelta(days=REMIND_AFTER_DAYS) and not reminded:
        return "remind"
    return ""
