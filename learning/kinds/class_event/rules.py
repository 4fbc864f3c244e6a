"""Rules of classes as plain Python: which state may follow which, who is offered a free
seat, what is enough, and which of two marks holds."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

MOVES: dict[str, frozenset[str]] = {
    "booked": frozenset({"cancelled", "refused", "attended", "no_show"}),
    "waiting": frozenset({"offered", "cancelled", "refused"}),
    "offered": frozenset({"booked", "cancelled", "refused", "lapsed"}),
    "attended": frozenset({"no_show"}),
    "no_show": frozenset({"attended"}),
    "cancelled": frozenset(),
    "refused": frozenset(),
    "lapsed": frozenset(),
}
# What a class needs of a participant, unless its lesson says otherwise.
USUAL_PERCENT = 80
# For so long after a no-show others are offered a free seat first.
LOWERED_FOR = datetime.timedelta(days=90)
# A code on the wall changes this often, and is good for the one before as well.
CODE_SECONDS = 20
CODE_STEPS = 2
# Before so many minutes to the begin, and until so many after the end, codes are good.
CODE_EARLY = datetime.timedelta(minutes=30)


def may_move(state: str, to: str) -> bool:
    """True if a booking in `state` may become `to`."""
    return to in MOVES.get(state, frozenset())


def before(to: str) -> list[str]:
    """The states from which a booking may become `to`."""
    return sorted(state for state, after in MOVES.items() if to in after)


def share_of(
    present_minutes: int, all_minutes: int, full_from: int, part_from: int, by_day: bool
) -> Decimal:
    """Which share of the JP a participant has earned by being there, 0 to 1.

    Forms that are worth something for each day need any part: the days that were missed
    count nothing by themselves. A programme is whole from `full_from` per cent of its
    minutes on; from `part_from` per cent (0: never) it is credited in part, by the
    minutes, rounded down to whole ten-thousandths; below that it counts nothing.
    """
    if present_minutes <= 0 or all_minutes <= 0:
        return Decimal(0)
    if by_day or present_minutes * 100 >= all_minutes * full_from:
        return Decimal(1)
    if not part_from or present_minutes * 100 < all_minutes * part_from:
        return Decimal(0)
    share = Decimal(present_minutes) / Decimal(all_minutes)
    return share.quantize(Decimal("0.0001"), ROUND_DOWN)


@dataclass(frozen=True)
class Waiting:
    """Somebody on a waiting list, and what her turn depends on.

    `need`: 3 lacks a competence that the class teaches, 2 lacks JP of its form, 1 lacks
    JP of any kind, 0 lacks nothing. `classes`: seats that she had this year.
    """

    key: int
    asked_at: datetime.datetime
    need: int = 0
    classes: int = 0
    is_lowered: bool = False


def turns(waiting: Iterable[Waiting]) -> list[Waiting]:
    """In which order a free seat is offered: those who lately stayed away without an
    excuse last, then by need, then who had fewer classes this year, then who asked
    first."""
    return sorted(
        waiting,
        key=lambda w: (w.is_lowered, -w.need, w.classes, w.asked_at, w.key),
    )


def is_lowered(
    missed_at: datetime.datetime, is_excused: bool, now: datetime.datetime
) -> bool:
    """True if a no-show still lowers the turn: for 90 days, unless it was excused."""
    return not is_excused and missed_at <= now < missed_at + LOWERED_FOR


def time_to_answer(left: datetime.timedelta) -> datetime.timedelta:
    """How long an offered seat waits for its answer, by the time until the class."""
    if left > datetime.timedelta(days=7):
        return datetime.timedelta(hours=24)
    if left > datetime.timedelta(days=2):
        return datetime.timedelta(hours=6)
    if left > datetime.timedelta(days=1):
        return datetime.timedelta(hours=1)
    return datetime.timedelta(minutes=10)


def name_by(starts_at: datetime.datetime, now: datetime.datetime) -> datetime.datetime:
    """Until when a leader names those who sit on her reserved seats: a week before the
    class, or half of the time that is left."""
    week = starts_at - datetime.timedelta(days=7)
    return week if week > now else now + (starts_at - now) / 2


def holds(mark: tuple, truth: tuple | None) -> bool:
    """True if `mark` (made at, client id) replaces what is held of a participant.

    The later mark holds, whatever order they arrive in; of two at the same instant the
    one with the higher id, so that every device comes to the same truth.
    """
    return truth is None or mark > truth


def honest_time(
    made_at: datetime.datetime,
    sent_at: datetime.datetime,
    received_at: datetime.datetime,
) -> datetime.datetime:
    """When a mark was made by our clock: the phone's clock may be wrong, but it knows
    how long ago it was. Never in the future."""
    return received_at - max(datetime.timedelta(0), sent_at - made_at)


def code_step(now: datetime.datetime) -> int:
    """The number of the code that is on the wall now."""
    return int(now.timestamp()) // CODE_SECONDS


def code_is_fresh(step: int, now: datetime.datetime) -> bool:
    """True for the code of now and the ones just before."""
    return 0 <= code_step(now) - step <= CODE_STEPS


def code_is_due(
    starts_at: datetime.datetime, ends_at: datetime.datetime, now: datetime.datetime
) -> bool:
    """True around a sitting: half an hour before until half an hour after."""
    return starts_at - CODE_EARLY <= now <= ends_at + CODE_EARLY


def reminder_is_due(
    starts_at: datetime.datetime, changed_at: datetime.datetime, now: datetime.datetime
) -> bool:
    """Two days before, to everyone who booked earlier than that."""
    ahead = datetime.timedelta(days=2)
    return now < starts_at <= now + ahead and changed_at < starts_at - ahead
