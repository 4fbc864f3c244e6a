"""Rules of learning as plain Python."""

import datetime
import unicodedata
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


def may_become(state: str, to: str) -> bool:
    """True if an enrolment in `state` may become `to`."""
    return to in ENROLMENT_MOVES.get(state, frozenset())


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
