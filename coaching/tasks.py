from celery import shared_task
from django.utils import timezone

from coaching.actions import engagements, sessions


@shared_task
def sweep_sessions() -> None:
    """Reminders, lapses and expired requests; may run at any time, and twice."""
    now = timezone.now()
    sessions.sweep(now)
    engagements.expire_unanswered(now)
