"""Background work of the ledger: thin, and safe to run twice."""

from celery import shared_task

from corpu.ledger.actions import credits, rebuilds
from corpu.lib.pieces import work_off


@shared_task
def recount_dirty() -> int:
    """Count the years that a newly published rule touched, piece by piece."""
    counted = 0
    while piece := credits.recount_some_dirty():
        counted += piece
    return counted


@shared_task
def rebuild() -> None:
    """Work on what is left of a rebuild, beside other workers, a shift at a time."""
    if not work_off(rebuilds.rebuild_one):
        rebuild.delay()
