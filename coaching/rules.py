"""When a session may be logged, and what the clock does to one that nobody signs.

Plain Python: moments and days are parameters.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

MIN_MINUTES = 10
MAX_MINUTES = 480  # a working day
REMIND_AFTER_DAYS = 3
LAPSE_AFTER_DAYS = 14
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
    since: datetime.datetime,
    now: datetime.datetime,
    *,
    reminded: bool,
    remind_after: int = REMIND_AFTER_DAYS,
    lapse_after: int = LAPSE_AFTER_DAYS,
) -> str:
    """What is due for a session that waits for a word: "remind", "lapse" or "".

    `since` is when the side that has to answer was asked; the two lengths are in days.
    """
    age = now - since
    if age >= datetime.timedelta(days=lapse_after):
        return "lapse"
    if age >= datetime.timedelta(days=remind_after) and not reminded:
        return "remind"
    return ""


LEAST_PEOPLE = 5  # fewer voices or people than this are not told apart


def may_sum(voices: int, told: int, least: int = LEAST_PEOPLE) -> bool:
    """True if a new sum of ratings may be told: enough voices came since the last one,
    so that the difference of two sums is never a single voice."""
    return voices - told >= least


def veil(cells: dict[str, int], least: int = LEAST_PEOPLE) -> dict[str, int | None]:
    """Totals by category, with None for those that would tell of too few people.

    `cells` are people by category; categories without anybody are told as 0 only if
    nothing had to be hidden. Where small cells are hidden, others are hidden with them
    until what is hidden together is `least` people or more, and no fewer than two cells:
    nobody finds a hidden one by taking the rest off a total.
    """
    small = {name for name, count in cells.items() if 0 < count < least}
    if not small:
        return dict(cells)
    hidden = set(small) | {name for name, count in cells.items() if not count}
    rest = sorted(set(cells) - hidden, key=lambda name: (cells[name], name))
    while rest and (
        len([name for name in hidden if cells[name]]) < 2
        or sum(cells[name] for name in hidden) < least
    ):
        hidden.add(rest.pop(0))
    return {name: None if name in hidden else count for name, count in cells.items()}


@dataclass(frozen=True)
class Held:
    """One confirmed session in a coach's log of hours."""

    client: str  # the engagement
    group: str  # the meeting, where several took part; else ""
    day: datetime.date
    minutes: int


@dataclass(frozen=True)
class Line:
    """One client, or one group, in a coach's log of hours."""

    clients: tuple[str, ...]
    first_on: datetime.date
    last_on: datetime.date
    sessions: int
    minutes: int

    @property
    def is_group(self) -> bool:
        """True if several people met at once."""
        return len(self.clients) > 1


def hours_log(held: Iterable[Held]) -> list[Line]:
    """The lines of a log of hours: one for each client alone, one for each group of the
    same people. A meeting of a group counts once, however many took part."""
    meetings: dict[str, list[Held]] = {}
    for number, each in enumerate(held):
        meetings.setdefault(each.group or f"alone {number}", []).append(each)
    lines: dict[tuple[str, ...], list[Held]] = {}
    for rows in meetings.values():
        clients = tuple(sorted({row.client for row in rows}))
        lines.setdefault(clients, []).append(rows[0])
    found = [
        Line(
            clients=clients,
            first_on=min(row.day for row in rows),
            last_on=max(row.day for row in rows),
            sessions=len(rows),
            minutes=sum(row.minutes for row in rows),
        )
        for clients, rows in lines.items()
    ]
    return sorted(found, key=lambda line: (line.first_on, line.clients))
