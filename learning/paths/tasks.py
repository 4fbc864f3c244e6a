"""Background work of paths. Each task may run twice."""

from celery import shared_task

from learning.paths.actions import memberships


@shared_task
def look_again() -> int:
    """Take back what rests on records that were voided."""
    return memberships.look_again()
