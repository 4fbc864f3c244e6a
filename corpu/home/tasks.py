"""Background work that concerns every domain."""

from celery import shared_task

from corpu.home import decisions


@shared_task
def escalate_silent() -> int:
    """Hand requests that nobody decided in time to the next one up."""
    return decisions.escalate()
