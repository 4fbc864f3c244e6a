"""When a notice may be sent, and when a failed mail is tried again. Plain Python."""

import datetime

WEEK = datetime.timedelta(days=7)
MOST_TRIES = 5
NUDGES_A_WEEK = 2


def may_nudge(told_at: list[datetime.datetime], now) -> bool:
    """True if one more nudge fits into the last seven days.

    At most two messages that urge, over everything, reach one person in a week.
    """
    return sum(moment > now - WEEK for moment in told_at) < NUDGES_A_WEEK


def wait_before_try(tries: int) -> datetime.timedelta:
    """How long a mail that failed `tries` times rests: 2, 4, 8, 16 ... minutes."""
    return datetime.timedelta(minutes=2**tries) if tries else datetime.timedelta()
