"""Rules of learning as plain Python."""

import datetime
import unicodedata

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


def after_working_days(moment: datetime.datetime, days: int) -> datetime.datetime:
    """The moment `days` working days (Monday to Friday) later."""
    while days > 0:
        moment += datetime.timedelta(days=1)
        if moment.weekday() < 5:
            days -= 1
    return moment
