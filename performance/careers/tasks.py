"""Background work of careers: each takes ids, calls one action, may run twice."""

from celery import shared_task

from performance.careers.actions import candidates, talent


@shared_task
def count_list(pk: int) -> None:
    """Count a list of candidates to its end."""
    while candidates.count_piece(pk):
        pass


@shared_task
def sweep_lists() -> None:
    """Take up lists that wait or were left behind."""
    for pk in candidates.left_behind():
        count_list.delay(pk)


@shared_task
def refresh_talent() -> None:
    """Place everybody in the nine-box again, in pieces."""
    for piece in talent.pieces():
        refresh_talent_piece.delay(piece)


@shared_task
def refresh_talent_piece(person_ids: list[int]) -> None:
    """Place one piece of people."""
    talent.recount(person_ids)
