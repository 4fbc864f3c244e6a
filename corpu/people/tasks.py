"""Background work about people. Each task may run twice."""

from celery import shared_task

from corpu.people.actions import imports, today


@shared_task
def work_on_import(run_id: int) -> None:
    """Read or apply one uploaded file, whichever is due."""
    imports.work_on(run_id)


@shared_task
def run_waiting_imports() -> int:
    """Take up files that wait or that a worker left; returns how many."""
    return imports.work_on_waiting()


@shared_task(name="corpu.people.tasks.refresh_today")
def refresh_today() -> int:
    """Bring everyone's unit, post and leader in step with the day."""
    return today.refresh_recent()
