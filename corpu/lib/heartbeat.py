"""The sign of life that the worker leaves, so that the health page can miss it."""

import datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

KEY = "worker-heartbeat"
LATE = datetime.timedelta(minutes=2)


def leave() -> None:
    """Say that beat sent a task and a worker ran it, now."""
    now = timezone.now().isoformat()
    if settings.BROKER_DIR:  # without Redis the processes share no cache
        (settings.VAR_DIR / KEY).write_text(now)
    else:
        cache.set(KEY, now, None)


def last() -> datetime.datetime | None:
    """When the last sign was left, if ever."""
    if settings.BROKER_DIR:
        path = settings.VAR_DIR / KEY
        found = path.read_text() if path.exists() else ""
    else:
        found = cache.get(KEY)
    return datetime.datetime.fromisoformat(found) if found else None
