"""Lengths of time as SCORM 1.2 and 2004 write them."""

import re
from decimal import Decimal

SCORM_12 = "scorm12"
HHMMSS = re.compile(r"^(\d{2,4}):([0-5]?\d|\d{2}):(\d{2}(?:\.\d{1,2})?)$")
ISO_SPAN = re.compile(
    r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
    r"(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,2})?)S)?)?$"
)


def seconds_of(kind: str, text: str) -> int:
    """Whole seconds of a session time: 0001:30:05.2 (1.2) or PT1H30M5S (2004)."""
    if kind == SCORM_12:
        found = HHMMSS.match(text)
        if not found:
            return 0
        hours, minutes, seconds = found.groups()
        return int(hours) * 3600 + int(minutes) * 60 + int(Decimal(seconds))
    found = ISO_SPAN.match(text)
    if not found:
        return 0
    years, months, days, hours, minutes = (int(part or 0) for part in found.groups()[:5])
    whole = ((years * 365 + months * 30 + days) * 24 + hours) * 60 + minutes
    return whole * 60 + int(Decimal(found.group(6) or 0))


def span_of(kind: str, seconds: int) -> str:
    """Seconds as a package reads them: 0001:30:05 or PT1H30M5S."""
    hours, rest = divmod(max(seconds, 0), 3600)
    if kind == SCORM_12:
        return f"{min(hours, 9999):04d}:{rest // 60:02d}:{rest % 60:02d}"
    return f"PT{hours}H{rest // 60}M{rest % 60}S"
