"""Whose clock a reader sees: WIB, WITA or WIT. Chosen once, kept for the visit."""

from coaching.models import TimeZone

KEY = "coaching_clock"


def clock_of(request, default: str) -> TimeZone:
    """The clock that the reader chose (`?clock=WITA`), else the one of the coach."""
    wanted = request.GET.get("clock", "")
    if wanted in TimeZone.names:
        request.session[KEY] = wanted
    chosen = request.session.get(KEY, "")
    return TimeZone[chosen] if chosen in TimeZone.names else TimeZone(default)
