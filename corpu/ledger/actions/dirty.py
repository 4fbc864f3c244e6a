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


def mark_dirty(facts) -> int:
    """Let the years of these facts be counted again, in pieces; how many years wait.

    Every year of a range is marked, so that a fact whose days move between years is
    found again.
    """
    spans = facts.order_by().values_list(
        "person_id", "started_on__year", "ended_on__year"
    )
    years = {
        (person, year)
        for person, first, last in spans.distinct().iterator(chunk_size=5000)
        for year in range(first, last + 1)
    }
    rows = [DirtyYear(person_id=person, year=year) for person, year in sorted(years)]
    DirtyYear.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return len(rows)
