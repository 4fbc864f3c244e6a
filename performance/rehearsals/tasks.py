"""Background work of rehearsals: each takes ids, calls one action, may run twice."""

from celery import shared_task


@shared_task
def sweep_rehearsals() -> None:
    """Go on with rehearsals whose workers were lost."""
