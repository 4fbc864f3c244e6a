"""Keeps the figures of units: whoever moves a standing leaves a mark, a task folds them in.

A posting that added to every unit above its person would lock the root for everybody.
So it only appends a mark for the unit in which it counts. One task at a time takes the
marks and adds up the marked units and those above them anew, from the bottom up: no
difference is ever added to a figure, so none can drift.
"""

import datetime
import json
from collections import defaultdict

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from corpu.lib.clock import today
from corpu.people.models import Unit
from performance.models import RollupMark, Standing, UnitFold, UnitPeople
from performance.rollup_sql import DIALECTS, RollupSQL

# Any number that no other lock of the house uses.
LOCK = 7_301_552
NUDGE_SECONDS = 5
# Years of one fold: {year: ids of units}.
Marks = dict[int, set[int]]


def mark_people(person_ids, years) -> None:
    """Let the figures of the units in which these people count be added up again."""
    ids = DIALECTS[connection.vendor].ids
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO performance_rollupmark (unit_id, year)
SELECT DISTINCT unit_id, year FROM performance_standing
WHERE person_id IN ({ids}) AND year >= %(first)s""",
            {"units": json.dumps(list(person_ids)), "first": min(years)},
        )
    nudge()


def mark_range(low: int, high: int) -> None:
    """The same for all years of the people with ids `low` to `high`."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO performance_rollupmark (unit_id, year)
SELECT DISTINCT unit_id, year FROM performance_standing
WHERE person_id BETWEEN %(low)s AND %(high)s""",
            {"low": low, "high": high},
        )
    nudge()


def nudge() -> None:
    """Ask a worker to fold soon; one call serves all that come within five seconds."""
    if not settings.CELERY_TASK_ALWAYS_EAGER:
        transaction.on_commit(_send)


def _send() -> None:
    from performance.tasks import fold_rollups

    if cache.add("performance.fold", 1, NUDGE_SECONDS):
        fold_rollups.apply_async(countdown=NUDGE_SECONDS)


@transaction.atomic
def fold() -> int:
    """Fold in all marks that are there; how many units were added up again.

    Does nothing while another worker folds. A worker that dies leaves the marks.
    """
    if not _is_alone():
        return 0
    marks = _taken()
    for year, units in _moved().items():
        marks[year] |= units
    folded = set()
    for year, units in sorted(marks.items()):
        folded |= _fold_year(year, units)
    return len(folded)


def mark_all(years=None) -> None:
    """Let everything be added up again (of these years)."""
    rows = Standing.objects.order_by()
    known = UnitPeople.objects.order_by()
    if years is not None:
        rows, known = rows.filter(year__in=years), known.filter(year__in=years)
    pairs = rows.values_list("unit", "year").union(known.values_list("unit", "year"))
    marks = (RollupMark(unit_id=unit, year=year) for unit, year in pairs.iterator())
    RollupMark.objects.bulk_create(marks, batch_size=2000)


def _is_alone() -> bool:
    """SQLite lets one writer in at a time anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def _taken() -> Marks:
    """Take the marks that are there: by name, never "up to", since a transaction that
    began earlier may yet come with a lower number."""
    marks: Marks = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM performance_rollupmark RETURNING unit_id, year")
        for unit, year in cursor.fetchall():
            marks[year].add(unit)
    return marks


def _moved() -> Marks:
    """Units that hang elsewhere than when they were added up: they, those above them
    then, and those above them now (which the fold adds)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.id, f.path FROM people_unit u "
            "JOIN performance_unitfold f ON f.unit_id = u.id WHERE f.path <> u.path"
        )
        rows = cursor.fetchall()
    if not rows:
        return {}
    units = {pk for pk, _path in rows}
    for _pk, path in rows:
        units |= {int(part) for part in path.split("/") if part}
    years = UnitPeople.objects.order_by().values_list("year", flat=True).distinct()
    return {year: set(units) for year in years}


def _fold_year(year: int, marked: set[int]) -> set[int]:
    """Add up the marked units and all above them, the deepest first."""
    levels = _levels(marked)
    for _depth, units in sorted(levels.items(), reverse=True):
        _fold_level(year, sorted(units))
    folded = {pk for units in levels.values() for pk in units}
    now = timezone.now()
    UnitFold.objects.bulk_create(
        [
            UnitFold(unit_id=pk, path=path, folded_at=now)
            for pk, path in _paths(folded).items()
        ],
        update_conflicts=True,
        unique_fields=["unit"],
        update_fields=["path", "folded_at"],
        batch_size=2000,
    )
    return folded


def _levels(marked: set[int]) -> dict[int, set[int]]:
    levels: dict[int, set[int]] = defaultdict(set)
    for path in _paths(marked).values():
        for depth, part in enumerate(path.strip("/").split("/")):
            levels[depth].add(int(part))
    return levels


def _paths(units: set[int]) -> dict[int, str]:
    ids, found = sorted(units), {}
    for start in range(0, len(ids), 5000):
        rows = Unit.objects.filter(pk__in=ids[start : start + 5000]).order_by()
        found.update(rows.values_list("pk", "path"))
    return found


def _fold_level(year: int, units: list[int]) -> None:
    sql = RollupSQL(connection.vendor)
    params = {
        "units": json.dumps(units),
        "year": year,
        "today": connection.ops.adapt_datefield_value(today()),
    }
    with connection.cursor() as cursor:
        for rollup in sql.rollups():
            cursor.execute(sql.clear(rollup), params)
            cursor.execute(sql.fill(rollup), params)


def settle() -> None:
    """Fold before somebody reads, where there is no worker to do it."""
    if settings.CELERY_TASK_ALWAYS_EAGER and RollupMark.objects.exists():
        fold()


def folded_at(units) -> tuple[datetime.datetime, bool]:
    """The time of the figures of these units, and whether newer facts wait at all."""
    waits = RollupMark.objects.exists()
    if not waits:
        return timezone.now(), False
    rows = UnitFold.objects.filter(unit__in=units).order_by("folded_at")
    last = rows.values_list("folded_at", flat=True).last()
    return last or timezone.now(), True
