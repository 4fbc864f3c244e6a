"""Background work of closing: each takes ids, calls one action, may run twice."""

from celery import shared_task

from corpu.lib.pieces import work_off
from performance.periods.actions import freezing, reminding, telling
from performance.periods.models import Closing


@shared_task
def freeze_pieces(closing_id: int) -> None:
    """Freeze pieces until none is left, or hand over to the next task."""
    if not work_off(lambda: freezing.freeze_one(closing_id)):
        freeze_pieces.delay(closing_id)


@shared_task
def tell_everybody(closing_id: int, after: int = 0) -> None:
    """Tell the people of a closing, piece by piece."""
    place = [after]

    def tell_some() -> bool:
        place[0] = telling.tell_closed(closing_id, place[0])
        return bool(place[0])

    if not work_off(tell_some):
        tell_everybody.delay(closing_id, place[0])


@shared_task
def sweep_closings() -> None:
    """Go on with closings whose workers were lost; remind HR of what is to be closed."""
    for pk in Closing.objects.filter(state=Closing.State.RUNNING).values_list("pk"):
        freezing.seal_if_done(pk[0])
        freeze_pieces.delay(pk[0])
    reminding.remind()
