"""Background work of nudges: each takes ids, calls one action, may run twice."""

from celery import shared_task

from corpu.lib.clock import today
from performance.nudges.actions import watching, weekly

MONDAY = 0


@shared_task
def watch_flags() -> None:
    """Watch what is at risk, nudge who may be nudged, pass on what stays silent."""
    watching.watch_flags()
    for pk in watching.silent():
        pass_on.delay(pk)
    for pk in watching.waiting_for_nudge():
        nudge.delay(pk)


@shared_task
def nudge(watch_id: int) -> None:
    """Name one feasible item to one person."""
    watching.nudge(watch_id)


@shared_task
def pass_on(watch_id: int) -> None:
    """Pass one silent flag on."""
    watching.pass_on(watch_id)


@shared_task
def tell_leaders() -> None:
    """On Mondays: each leader's list. The week in its source keeps it to one."""
    if today().weekday() == MONDAY:
        weekly.tell_leaders()
