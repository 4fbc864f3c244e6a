"""Background work of learning. Each task may run twice."""

from celery import shared_task
from django.utils import timezone


@shared_task
def sweep_demand() -> dict[str, int]:
    """Open, close and open again cards of demand."""
    from learning.actions.demand_cards import sweep

    return sweep()


@shared_task
def remind_idle() -> int:
    """Remind learners who have not been back for two weeks."""
    from learning.actions.silence import remind_idle

    return remind_idle(timezone.now())


@shared_task
def sync_agencies() -> int:
    """Follow roles at agencies that began or ended today."""
    from learning.actions.providers import sync_everybody

    return sync_everybody()


@shared_task
def tell_gone(course_id: int) -> int:
    """Tell those who are in a course that takes nobody any more."""
    from learning.actions.publishing import tell_gone

    return tell_gone(course_id)


@shared_task
def publish_by_the_clock() -> None:
    """Publish what was approved for a later day, and take out what has expired."""
    from django.core.management import call_command

    call_command("publish_scheduled")
