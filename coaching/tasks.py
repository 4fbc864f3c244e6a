from celery import shared_task
from django.utils import timezone

from coaching.actions import engagements, notes, session_clock, steps


@shared_task
def sweep_sessions() -> None:
    """Reminders, lapses and expired requests; may run at any time, and twice."""
    now = timezone.now()
    session_clock.sweep(now)
    engagements.expire_unanswered(now)


@shared_task
def keep_words_sealed() -> None:
    """Seal what is not yet, and forget what was kept long enough; may run twice."""
    steps.seal_plain()
    notes.forget_old()
