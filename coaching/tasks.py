from celery import shared_task
from django.utils import timezone

from coaching.actions import (
    credentials,
    engagements,
    meetings,
    notes,
    session_clock,
    steps,
    watching,
    wishes,
)


@shared_task
def sweep_sessions() -> None:
    """Reminders, lapses and expired requests; may run at any time, and twice."""
    now = timezone.now()
    session_clock.sweep(now)
    engagements.expire_unanswered(now)


@shared_task
def remind_of_meetings() -> None:
    """A day before a meeting; may run at any time, and twice."""
    meetings.remind(timezone.now())


@shared_task
def watch_pairs() -> None:
    """Those who left, lines of report that came about, credentials that run out."""
    watching.end_of_those_who_left()
    watching.end_of_lines()
    credentials.warn_of_expiry()


@shared_task
def keep_words_sealed() -> None:
    """Seal what is not yet, and forget what was kept long enough; may run twice."""
    steps.seal_plain()
    wishes.seal_plain()
    notes.forget_old()
