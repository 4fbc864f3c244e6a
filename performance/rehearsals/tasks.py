"""Background work of rehearsals: each takes ids, calls one action, may run twice."""

from celery import shared_task

from corpu.lib.pieces import work_off
from performance.rehearsals.actions import rehearsals
from performance.rehearsals.models import Rehearsal


@shared_task
def work_on(rehearsal_id: int) -> None:
    """Work off pieces until none is left, or hand over to the next task."""
    if not work_off(lambda: rehearsals.rehearse_one(rehearsal_id)):
        work_on.delay(rehearsal_id)


@shared_task
def sweep_rehearsals() -> None:
    """Go on with rehearsals whose workers were lost."""
    for pk in Rehearsal.objects.filter(done_at=None).values_list("pk", flat=True):
        rehearsals.finish_if_done(pk)
        work_on.delay(pk)
