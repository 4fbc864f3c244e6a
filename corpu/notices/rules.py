"""When a notice may be sent, and when a failed mail is tried again. Plain Python."""

import datetime

WEEK = datetime.timedelta(days=7)
MOST_TRIES = 5


def may_tell(told_at: list[datetime.datetime], now, weekly_limit: int) -> bool:
    """True if one more notice of the kind fits into the last seven days.

    `weekly_limit` 0 sets no limit. Source: "at risk" at most two a week for one person.
    """
    if not weekly_limit:
        return True
    return sum(moment > now - WEEK for moment in told_at) < weekly_limit


def wait_before_try(tries: int) -> datetime.timedelta:
    """How long a mail that failed `tries` times rests: 2, 4, 8, 16 ... minutes."""
    return datetime.timedelta(minutes=2**tries) if tries else datetime.timedelta()
