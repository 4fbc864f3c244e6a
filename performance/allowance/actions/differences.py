"""Facts that came after locking: the month stays, the difference waits for the next."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from corpu.lib.clock import today
from performance.allowance.actions.lines import reckon_again
from performance.allowance.models import Difference, Line, Run

PIECE = 200
# How far back later facts are looked for.
MONTHS_BACK = 12


def look_again(unit_id: int) -> int:
    """Compare the locked months of an institution with the facts of today.

    Returns how many differences wait. May run twice, and beside itself.
    """
    since = today() - datetime.timedelta(days=31 * MONTHS_BACK)
    runs = Run.objects.locked().filter(unit=unit_id, month__gte=since)
    for run in runs.select_related("unit", "formula").order_by("month"):
        last = 0
        while piece := _piece(run, last):
            _compare(run, piece)
            last = piece[-1].pk
    waiting = Difference.objects.waiting().filter(line__run__unit=unit_id)
    return waiting.count()


def _piece(run: Run, last: int) -> list[Line]:
    return list(run.lines.filter(pk__gt=last).order_by("pk")[:PIECE])


@transaction.atomic
def _compare(run: Run, lines: list[Line]) -> None:
    Run.objects.select_for_update().get(pk=run.pk)  # one worker at a time
    found = reckon_again(run, lines)
    rows = Difference.objects.filter(line__in=[line.pk for line in lines])
    known: dict[int, Decimal] = {line.pk: line.percent for line in lines}
    for row in rows.exclude(taken_in=None).order_by("pk"):
        known[row.line_id] = row.now
    waiting = {row.line_id: row for row in rows.filter(taken_in=None)}
    for line in lines:
        result = found.get(line.person_id)
        now = result.percent if result else None
        if now is None or now == known[line.pk]:
            if line.pk in waiting:
                waiting[line.pk].delete()
            continue
        Difference.objects.update_or_create(
            line=line,
            taken_in=None,
            defaults={"was": known[line.pk], "now": now, "steps": line.steps_now},
            create_defaults={
                "was": known[line.pk],
                "now": now,
                "steps": line.steps_now,
                "found_at": timezone.now(),
            },
        )


def open_for(run: Run):
    """The differences that a month would take up: those of earlier months."""
    rows = Difference.objects.waiting().filter(
        line__run__unit=run.unit_id, line__month__lt=run.month
    )
    return rows.select_related("line__person", "line__run").order_by("line__month", "pk")


def take_up(run: Run) -> int:
    """They become this month's lines of correction."""
    ids = list(open_for(run).values_list("pk", flat=True))
    return Difference.objects.filter(pk__in=ids).update(taken_in=run)


def give_back(run: Run) -> None:
    """They wait again; what was found meanwhile is found anew."""
    taken = run.corrections.all()
    lines = taken.values("line")
    Difference.objects.waiting().filter(line__in=lines).delete()
    taken.update(taken_in=None)
