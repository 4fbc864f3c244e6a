"""Background work of performance: each takes ids, calls one action, may run twice."""

from celery import shared_task

from performance.actions import folding, goals, standings
from performance.actions.measuring import midnight


@shared_task
def refresh_standings() -> None:
    """Count for today whoever was not counted today; then tell who is newly at risk.

    Runs every hour: the first run after midnight finds everybody, the others find what
    a lost worker left behind.
    """
    for piece in standings.pieces_of(standings.stale_people(midnight())):
        refresh_piece.delay(piece)
    tell_flags.delay()


@shared_task
def refresh_piece(person_ids: list[int]) -> None:
    """Count one piece of people, and see that each has her plan lines."""
    standings.refresh(person_ids)
    goals.ensure_goals(person_ids=person_ids)


@shared_task
def tell_flags() -> None:
    """Tell everybody whose standing newly is at risk."""
    while standings.tell_flags():
        pass


@shared_task
def fold_rollups() -> int:
    """Fold what has moved into the figures of units; how many units."""
    return folding.fold()
