"""The list of people below a dashboard, page by page, whatever the size of the unit."""

from django.db.models import QuerySet

from corpu.lib.paging import NarrowPaginator
from performance.models import Standing, Status
from performance.models.standing import URGENCY
from performance.rollups import Tally

FLAGGED = [status for status in URGENCY if status in (Status.UNMET, Status.AT_RISK)]


class FlaggedPaginator(NarrowPaginator):
    """Flagged standings, the most urgent first, as many as the kept figures say.

    Nothing is counted, and hardly anything sorted: from the figures it is known in which
    status a page begins, and there an index has the largest gaps first. Figures that are
    a moment older than the rows move the edge of a page, no more.
    """

    def __init__(self, rows: QuerySet[Standing], per_page: int, tally: Tally):
        super().__init__(rows, per_page)
        counts = {status: tally.counts[status] for status in FLAGGED}
        self.parts = [(status, number) for status, number in counts.items() if number]
        self.count = sum(counts.values())

    def keys(self, first: int) -> QuerySet:
        """Of one status where the page lies within it; else in order of all."""
        before = 0
        for status, number in self.parts:
            is_last = (status, number) == self.parts[-1]
            ends_here = is_last or first + self.per_page <= before + number
            if before <= first and ends_here:
                keys = self.object_list.largest_gap_first(status)
                keys = keys.values_list("pk", flat=True)
                return keys[first - before : first - before + self.per_page]
            before += number
        return super().keys(first)
