"""The arithmetic of performance: what is owed (`fairness`), and how far it has come
(`standing`). No Django, no queries, no clock: today is an argument."""

from performance.rules.standing import (
    CENT,
    GRACE_DAYS,
    NOTHING,
    PACE_DAYS,
    Facts,
    Outcome,
    days_left,
    first_day,
    has_ended,
    in_grace,
    last_day,
    pace_ahead,
    reckon,
    share_met,
)

__all__ = [
    "CENT",
    "GRACE_DAYS",
    "NOTHING",
    "PACE_DAYS",
    "Facts",
    "Outcome",
    "days_left",
    "first_day",
    "has_ended",
    "in_grace",
    "last_day",
    "pace_ahead",
    "reckon",
    "share_met",
]
