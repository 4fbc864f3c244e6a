"""Background work of classes. Each task may run twice."""

from celery import shared_task

from learning.kinds.class_event.actions import sweeping


@shared_task
def sweep() -> dict[str, int]:
    """Remind, fill seats from the waiting lists, credit and close classes."""
    return sweeping.sweep()


@shared_task
def offer_seats() -> int:
    """Pass on offered seats that nobody took in time."""
    return sweeping.offer_seats()
