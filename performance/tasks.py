"""Background work of performance: each takes ids, calls one action, may run twice."""

from celery import shared_task

from corpu.lib.pieces import work_off
from performance.actions import folding, proving, rebuilding, standings
from performance.actions.measuring import midnight


@shared_task
def refresh_standings() -> None:
    """Count for today whoever was not counted today.

    Runs every hour: the first run after midnight finds everybody, the others find what
    a lost worker left behind.
    """
    for piece in standings.pieces_of(standings.stale_people(midnight())):
        refresh_piece.delay(piece)


@shared_task
def refresh_piece(person_ids: list[int]) -> None:
    """Count one piece of people."""
    standings.refresh(person_ids)


@shared_task
def fold_rollups() -> int:
    """Fold what has moved into the figures of units; how many units."""
    return folding.fold()


@shared_task
def fold_everything() -> int:
    """Once a night: add up every unit anew, whatever marks were left or lost."""
    folding.mark_all()
    return folding.fold()


@shared_task
def rebuild_some() -> None:
    """Count pieces of a rebuild beside other workers, a shift at a time."""
    if not work_off(lambda: rebuilding.take_one() is not None):
        rebuild_some.delay()


@shared_task
def sweep_rebuild() -> None:
    """Pieces that a lost worker gave back are taken by another."""
    if not rebuilding.is_done():
        rebuild_some.delay()


@shared_task
def prove_standings() -> int:
    """Once a night: count a sample again; how many differences."""
    return proving.prove().differences
