"""Background work of the index: each takes ids, calls one action, may run twice."""

from celery import shared_task

from performance.professionalism.actions import indices


@shared_task
def follow_ledger() -> None:
    """Count again whom the ledger learnt something of."""
    for piece in indices.changed_people():
        recount_piece.delay(piece)


@shared_task
def refresh_all() -> None:
    """Count everybody again."""
    for piece in indices.pieces():
        recount_piece.delay(piece)


@shared_task
def recount_piece(person_ids: list[int]) -> None:
    """Count one piece of people."""
    indices.recount(person_ids)
