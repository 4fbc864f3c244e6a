"""Rules of learning as plain Python."""

import datetime
import math
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# Which quantities a form's basis is counted by: one of them must be given.
# (programme: JP of 45 minutes; cap_per_day: JP of the activity; see corpu.ledger Basis)
QUANTITIES: dict[str, tuple[str, ...]] = {
    "programme": ("jp_stated", "minutes"),
    "cap_per_day": ("jp_stated", "minutes"),
    "per_day": (),
    "per_session": ("sessions",),
    "per_event": (),
    "per_semester": ("semesters",),
    "approved": ("jp_stated",),
}
# What else may be told, and is kept.
OPTIONAL: dict[str, tuple[str, ...]] = {
    "programme": ("days",),
    "cap_per_day": ("days",),
    "per_day": ("days",),
    "per_event": (),
    "approved": ("minutes", "days"),
}


# Peraturan LAN 10/2018: one JP is 45 minutes.
MINUTES_OF_JP = 45


def expected_jp(
    basis: str, rate_jp: Decimal, minutes: int | None, days: int | None
) -> Decimal | None:
    """The JP that minutes and days give by a form's rate (`rate_jp`: for each day, or the
    cap of a day). None where neither says anything."""
    by_time = Decimal(minutes) / MINUTES_OF_JP if minutes else None
    if basis == "per_day" and days:
        return days * rate_jp
    if basis == "cap_per_day" and days and by_time is not None:
        return min(by_time, days * rate_jp)
    return by_time


def differ(jp: Decimal | None, expected: Decimal | None) -> bool:
    """True if stated JP are more than 10 % off the expected ones."""
    if not jp or not expected:
        return False
    return abs(jp - expected) > expected / 10


def quantities_needed(basis: str | None) -> tuple[str, ...]:
    """The quantities of which a claim needs at least one."""
    return QUANTITIES.get(basis or "programme", ())


def quantities_shown(basis: str | None) -> tuple[str, ...]:
    """The quantities that a claim of this basis may state."""
    basis = basis or "programme"
    return QUANTITIES.get(basis, ()) + OPTIONAL.get(basis, ())


def number_key(text: str) -> str:
    """A certificate number as it is compared: letters and digits only, in capitals.

    "No. 12/BPSDM-2026" and "no 12 bpsdm 2026" are one number.
    """
    text = unicodedata.normalize("NFKC", text).upper()
    for word in ("NOMOR", "NUMBER", "NO"):
        if text.startswith(word) and not text[len(word) : len(word) + 1].isalnum():
            text = text[len(word) :]
            break
    return "".join(sign for sign in text if sign.isalnum())


def same_organiser(one: str, other: str) -> bool:
    """True if two names of an organiser mean the same one, as far as letters tell."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def overlap(first, other) -> bool:
    """True if two spans of days (start, end) share a day."""
    return first[0] <= other[1] and other[0] <= first[1]


# Which state of an enrolment may follow which.
ENROLMENT_MOVES: dict[str, frozenset[str]] = {
    "requested": frozenset({"enrolled", "refused", "withdrawn", "expired"}),
    "invited": frozenset({"enrolled", "withdrawn", "expired"}),
    "enrolled": frozenset({"completed", "withdrawn"}),
    # A fact that is voided opens the course again.
    "completed": frozenset({"enrolled"}),
    "refused": frozenset(),
    "withdrawn": frozenset(),
    "expired": frozenset(),
}


def states_before(to: str) -> list[str]:
    """The states from which an enrolment may become `to`."""
    return sorted(state for state, after in ENROLMENT_MOVES.items() if to in after)


def next_step(approvals: str, step: str | None) -> str | None:
    """Who decides after `step` (None: who is first) in an order such as
    "agency_leader"; None when everybody has."""
    order = approvals.split("_")
    if step is None:
        return order[0]
    after = order[order.index(step) + 1 :] if step in order else []
    return after[0] if after else None


def after_working_days(moment: datetime.datetime, days: int) -> datetime.datetime:
    """The moment `days` working days (Monday to Friday) later."""
    while days > 0:
        moment += datetime.timedelta(days=1)
        if moment.weekday() < 5:
            days -= 1
    return moment


# -- how fast is far too fast --------------------------------------------------------

# Of fewer people than this nothing is said about how long a lesson takes.
LEAST_SAMPLE = 20
# "Far faster": below a quarter of what half of the people needed, and further below it
# than honest people are spread (three deviations, of the logarithm of the seconds).
QUARTER = math.log(4)
DEVIATIONS = 3
# The median deviation of a normal spread times this is its standard deviation.
OF_MEDIAN = 1.4826
# Before there are enough people: a tenth of the stated minutes, where somebody stated
# enough of them to be an estimate.
STATED_PART = 10
LEAST_STATED = 5


# How many questions release a held lesson, and how many answers must be fully right.
ASKED = 3
ENOUGH = 2
# After answers that were not enough: so long in the lesson before the next are drawn.
READ_ON_SECONDS = 60


@dataclass(frozen=True)
class Pace:
    """How long a lesson takes: below `limit` seconds a completion is far too fast.

    `median` seconds of `people` who completed it; 0 people where only the minutes that
    its author stated are known.
    """

    limit: int
    median: int
    people: int


def honest_pace(seconds: Sequence[int], stated_minutes: int | None) -> Pace | None:
    """The pace of a lesson, from the seconds of those who completed it, else from its
    stated minutes; None where neither says enough to doubt anybody."""
    known = sorted(value for value in seconds if value > 0)
    if len(known) >= LEAST_SAMPLE:
        logs = [math.log(value) for value in known]
        middle = statistics.median(logs)
        spread = OF_MEDIAN * statistics.median(abs(log - middle) for log in logs)
        below = max(QUARTER, DEVIATIONS * spread)
        median = round(math.exp(middle))
        return Pace(int(math.exp(middle - below)), median, len(known))
    if stated_minutes and stated_minutes >= LEAST_STATED:
        return Pace(stated_minutes * 60 // STATED_PART, stated_minutes * 60, 0)
    return None


# -- when a lesson opens ---------------------------------------------------------------


@dataclass(frozen=True)
class Conditions:
    """When a lesson opens: not before `opens_on`, nor `opens_after_days` days after its
    learner began, and not before the lessons `after` (keys) are done."""

    opens_on: datetime.date | None = None
    opens_after_days: int | None = None
    after: tuple[str, ...] = ()

    def opening_day(self, began_on: datetime.date) -> datetime.date | None:
        """The first day on which somebody who began on a day finds it open; None where
        it opens at once."""
        days = [self.opens_on] if self.opens_on else []
        if self.opens_after_days:
            days.append(began_on + datetime.timedelta(days=self.opens_after_days))
        return max(days, default=None)


@dataclass(frozen=True)
class Rung:
    """A lesson in its order, as the ladder sees it."""

    key: str
    is_done: bool
    is_required: bool = True
    is_gate: bool = False
    conditions: Conditions = Conditions()


@dataclass(frozen=True)
class Lock:
    """Why a lesson is closed: until a day, until lessons (keys) are done, or both."""

    until: datetime.date | None
    after: tuple[str, ...]


def locks(
    ladder: Sequence[Rung],
    *,
    in_order: bool,
    began_on: datetime.date,
    day: datetime.date,
) -> dict[str, Lock]:
    """The lessons that are closed on `day`, by key.

    Closed is what comes behind a gate that is not done, in an ordered course what comes
    behind a required lesson that is not done (the first of them is named), what names
    another lesson that is not done, and what opens on a later day. What is done is never
    closed again.
    """
    done = {rung.key for rung in ladder if rung.is_done}
    known = {rung.key for rung in ladder}
    closed: dict[str, Lock] = {}
    barrier = ""
    for rung in ladder:
        after = [barrier] if barrier else []
        wanted = [key for key in rung.conditions.after if key in known - done]
        after += [key for key in wanted if key not in (barrier, rung.key)]
        opening = rung.conditions.opening_day(began_on)
        until = opening if opening and opening > day else None
        if (after or until) and not rung.is_done:
            closed[rung.key] = Lock(until, tuple(after))
        blocks = rung.is_gate or (in_order and rung.is_required)
        if blocks and not rung.is_done and not barrier:
            barrier = rung.key
    return closed
