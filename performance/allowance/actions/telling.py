"""Everybody is told her recommendation, and until when she may object."""

from django.db import transaction
from django.db.models import F, Q

from corpu.notices.actions import tell
from performance.allowance.models import Line, Run

PIECE = 200


def tell_lines(run_id: int) -> int:
    """Tell whoever was not told the present figure yet; returns how many."""
    told = 0
    while piece := _piece(run_id):
        told += piece
    return told


def waiting() -> list[int]:
    """Open runs in which somebody has not been told yet."""
    rows = _untold().order_by().values_list("run", flat=True)
    return sorted(set(rows.distinct()))


def _untold():
    news = Q(told_percent=None) | ~Q(told_percent=F("percent"))
    return Line.objects.filter(news, run__state=Run.State.OPEN, percent__isnull=False)


@transaction.atomic
def _piece(run_id: int) -> int:
    rows = _untold().filter(run=run_id).select_related("person", "run")
    lines = list(rows.order_by("pk")[:PIECE])
    for line in lines:
        tell(
            line.person,
            "allowance.recommended",
            source=f"allowance:{line.pk}:{line.run.round}:{line.percent}",
            url=line.get_absolute_url(),
            month=line.month.isoformat(),
            percent=str(line.percent),
            until_on=line.run.object_until.isoformat(),
        )
        line.told_percent = line.percent
    Line.objects.bulk_update(lines, ["told_percent"])
    return len(lines)
