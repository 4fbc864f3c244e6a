"""The one calendar of the house: days are those of Asia/Jakarta, whatever the server."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

JAKARTA = ZoneInfo("Asia/Jakarta")


def today() -> datetime.date:
    """Today's date in Jakarta."""
    return timezone.localdate(timezone=JAKARTA)


def local_day(moment: datetime.datetime) -> datetime.date:
    """The Jakarta date of a moment."""
    return timezone.localdate(moment, timezone=JAKARTA)
