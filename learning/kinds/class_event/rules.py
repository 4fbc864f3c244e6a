"""Rules of classes as plain Python: which state may follow which, and what is enough."""

import datetime

MOVES: dict[str, frozenset[str]] = {
    "booked": frozenset({"cancelled", "refused", "attended", "no_show"}),
    "waiting": frozenset({"booked", "cancelled", "refused"}),
    "attended": frozenset({"no_show"}),
    "no_show": frozenset({"attended"}),
    "cancelled": frozenset(),
    "refused": frozenset(),
}
# What a class needs of a participant, unless its lesson says otherwise.
USUAL_PERCENT = 80


def may_move(state: str, to: str) -> bool:
    """True if a booking in `state` may become `to`."""
    return to in MOVES.get(state, frozenset())


def before(to: str) -> list[str]:
    """The states from which a booking may become `to`."""
    return sorted(state for state, after in MOVES.items() if to in after)


def has_attended(
    present_minutes: int, all_minutes: int, percent: int, by_day: bool
) -> bool:
    """Whether a participant was there long enough.

    Forms that are worth something for each day need any part: the days that were missed
    count nothing by themselves. A programme is whole or not: it needs `percent` of its
    minutes.
    """
    if present_minutes <= 0 or all_minutes <= 0:
        return False
    return by_day or present_minutes * 100 >= all_minutes * percent


def spans_meet(first, other) -> bool:
    """True if two spans of time (start, end) share a moment; touching ends do not."""
    return first[0] < other[1] and other[0] < first[1]


def reminder_is_due(
    starts_at: datetime.datetime, changed_at: datetime.datetime, now: datetime.datetime
) -> bool:
    """Two days before, to everyone who booked earlier than that."""
    ahead = datetime.timedelta(days=2)
    return now < starts_at <= now + ahead and changed_at < starts_at - ahead
