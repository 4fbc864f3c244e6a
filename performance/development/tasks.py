"""Background work of this part: each takes ids, calls one action, may run twice."""

from celery import shared_task

from performance.development.actions import needs


@shared_task
def refresh_piece(person_ids: list[int]) -> None:
    """Write the needs of these people."""
    needs.refresh_needs(person_ids)


@shared_task
def refresh_all() -> None:
    """Write everybody's needs, in pieces: findings expire and years turn."""
    for piece in needs.assessed_pieces():
        refresh_piece.delay(piece)
