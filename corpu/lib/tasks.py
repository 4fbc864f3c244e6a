from celery import shared_task

from corpu.lib import (
    heartbeat,
    task_backend,  # noqa: F401 (the worker must know its task)
)


@shared_task
def beat() -> None:
    """Leave a sign of life."""
    heartbeat.leave()
