"""Background work of allowance recommendations: takes ids, may run twice."""

from celery import shared_task

from performance.allowance.actions import differences, runs, telling
from performance.allowance.models import Run, Scheme


@shared_task
def count_run(run_id: int) -> None:
    """Count one month of one institution, piece by piece."""
    runs.work_on(run_id)


@shared_task
def tell_lines(run_id: int) -> None:
    """Tell everybody in a run who was not told yet."""
    telling.tell_lines(run_id)


@shared_task
def look_again(run_id: int) -> None:
    """Look for differences in the locked months of the same institution."""
    run = Run.objects.filter(pk=run_id).first()
    if run:
        differences.look_again(run.unit_id)


@shared_task
def sweep() -> None:
    """Take up what was left behind: runs, and people who were not told."""
    runs.work_on_waiting()
    for run_id in telling.waiting():
        telling.tell_lines(run_id)


@shared_task
def look_for_differences() -> None:
    """Once a day: what do the facts of today say of the months that are locked?"""
    for unit_id in list(Scheme.objects.on().values_list("unit", flat=True)):
        differences.look_again(unit_id)
