"""Wagtail's own jobs (search index, references) run where all other jobs run: Celery."""

from celery import shared_task
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id


@shared_task
def run_django_task(path: str, args: list, kwargs: dict) -> None:
    """Call the task at dotted `path`."""
    import_string(path).call(*args, **kwargs)


class CeleryBackend(BaseTaskBackend):
    """A django-tasks backend that hands each task to Celery when its data is committed."""

    supports_async_task = False

    def enqueue(self, task, args, kwargs):
        """Send the task; its result is not kept."""
        self.validate_task(task)
        transaction.on_commit(
            lambda: run_django_task.delay(task.module_path, list(args), dict(kwargs))
        )
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
