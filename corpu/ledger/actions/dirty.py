"""Years that wait to be counted again because a rule changed, not a fact."""

from collections.abc import Iterable

from corpu.ledger.models import DirtyYear


def mark_years(person_ids: Iterable[int], years: Iterable[int]) -> int:
    """Let these people's years be counted again, in pieces; how many wait.

    For rules that rest on the ledger, such as targets: the followers are told when each
    piece is counted.
    """
    years = sorted(set(years))
    rows = (DirtyYear(person_id=pk, year=year) for pk in person_ids for year in years)
    return len(
        DirtyYear.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    )
