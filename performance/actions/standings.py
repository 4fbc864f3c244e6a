"""Standings follow the ledger, the agenda and the people.

One code counts them all: for one person after a posting, and for the nation in pieces.
"""

import datetime
from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from corpu.agenda.actions import replace_needs
from corpu.agenda.models import Commitment, Need
from corpu.ledger.actions.credits import lock_people
from corpu.ledger.models import Credit
from corpu.lib.clock import JAKARTA, today
from corpu.notices.actions import tell
from corpu.people.models import Person
from performance.actions.gathering import gather, reckoned
from performance.models import Standing, Status, Target
from performance.rules import last_day

# People counted in one go: few enough for any engine's limit on parameters.
PIECE = 400
VALUES = [
    "unit_id",
    "staff_class",
    "required",
    "counted",
    "booked",
    "pace",
    "forecast",
    "gap",
    "status",
    "is_warning",
]
# What moves with the calendar alone: compared only among rows counted on the same day.
BY_THE_DAY = {"booked", "pace", "forecast", "status"}


@transaction.atomic
def recount(person_ids: list[int], years: list[int]) -> int:
    """Bring the standings of these people in these years up to date.

    A follower of the agenda and the people: it runs in their transaction. Returns how
    many rows are new, gone, or other than they were. The number of statements depends
    on neither people nor facts.
    """
    if not person_ids:
        return 0
    lock_people(person_ids)
    return follow_ledger(person_ids, years)


def follow_ledger(person_ids: list[int], years: list[int]) -> int:
    """The same as `recount`, for who has locked the people: the ledger's follower."""
    day, now = today(), timezone.now()
    years = _touched(years, day)
    if not years:
        return 0
    sources, old = gather(person_ids, years, day), _existing(person_ids, years)
    fresh = [
        row
        for row in reckoned(sources, day, now)
        if _worth_keeping(row, day, sources.counted, old)
    ]
    _save(fresh, old)
    if day.year in years:
        _write_needs(person_ids, [row for row in fresh if row.year == day.year])
    return len(_differences(fresh, old, day))


def _touched(years, day: datetime.date) -> list[int]:
    """Years to count: what ended in the last 12 months also moves the open year's pace,
    so this year and the last are always counted together."""
    found = {year for year in years if year <= day.year + 1}
    recent = {day.year - 1, day.year}
    return sorted(found | recent if found & recent else found)


def _worth_keeping(row: Standing, day: datetime.date, learnt, old) -> bool:
    """Everybody has a standing of this year and of the last.

    A year to come has one only while something is booked for it; an older one for who
    learnt in it or had one already, whoever else is counted in the same go.
    """
    if row.year > day.year:
        return bool(row.booked)
    is_recent = row.year >= day.year - 1
    had_one = (row.person_id, row.target_id, row.year) in old
    return is_recent or had_one or (row.person_id, row.year) in learnt


def _existing(person_ids, years) -> dict[tuple[int, int, int], Standing]:
    rows = Standing.objects.filter(person__in=person_ids, year__in=years)
    return {(row.person_id, row.target_id, row.year): row for row in rows}


def _save(fresh: list[Standing], old: dict) -> None:
    for row in fresh:
        before = old.get((row.person_id, row.target_id, row.year))
        row.told_at = before.told_at if before else None
        if row.status != Status.AT_RISK:
            row.told_at = None
    Standing.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["person", "target", "year"],
        update_fields=[*VALUES, "counted_at", "told_at"],
    )
    kept = {(row.person_id, row.target_id, row.year) for row in fresh}
    gone = [row.pk for key, row in old.items() if key not in kept]
    if gone:
        Standing.objects.filter(pk__in=gone).delete()


def _differences(fresh: list[Standing], old: dict, day: datetime.date) -> set[tuple]:
    """Keys of rows that are new, gone, or hold another value than before."""
    new = {(row.person_id, row.target_id, row.year): row for row in fresh}
    return {
        key
        for key in new.keys() | old.keys()
        if key not in new or key not in old or _differ(new[key], old[key], day)
    }


def _differ(new: Standing, old: Standing, day: datetime.date) -> bool:
    same_day = old.counted_at.astimezone(JAKARTA).date() == day
    fields = [name for name in VALUES if same_day or name not in BY_THE_DAY]
    return any(getattr(new, name) != getattr(old, name) for name in fields)


def _write_needs(person_ids, rows: list[Standing]) -> None:
    """What each person still lacks in the open year, for those who plan learning."""
    needs = [
        Need(
            source=f"standing:{row.person_id}:{row.target_id}:{row.year}",
            person_id=row.person_id,
            form_id=row.target.form_id,
            gap_jp=row.uncovered,
            by=last_day(row.year),
        )
        for row in rows
        if row.uncovered and row.status != Status.EXEMPT
    ]
    replace_needs(person_ids, needs)


# -- all of them, in pieces ----------------------------------------------------------


def pieces_of(people) -> Iterator[list[int]]:
    """Ids of the people, in ascending pieces; memory stays flat."""
    last = 0
    ids = people.order_by("pk").values_list("pk", flat=True)
    while piece := list(ids.filter(pk__gt=last)[:PIECE]):
        yield piece
        last = piece[-1]


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Count everybody's standings of all years again; returns the differences found."""
    differences = 0
    for piece in pieces_of(Person.objects.filter(nip__isnull=False)):
        differences += recount(piece, years_of(piece))
        if progress:
            progress(len(piece))
    return differences


def years_of(person_ids) -> list[int]:
    """This year and the last, and every year in which the people learnt or promised."""
    day = today()
    years = {day.year, day.year - 1}
    for rows in (Credit.objects, Standing.objects):
        found = rows.filter(person__in=person_ids).order_by()
        years.update(found.values_list("year", flat=True).distinct())
    ahead = Commitment.objects.ahead().filter(person__in=person_ids)
    if ahead.filter(ends_at__date__gt=last_day(day.year)).exists():
        years.add(day.year + 1)
    return sorted(years)


def refresh(person_ids: list[int]) -> None:
    """Count these people for today: this year, and the last one as ended."""
    recount(person_ids, [today().year])


def fill_missing() -> None:
    """Count people whom no fact has touched this year yet."""
    for piece in pieces_of(stale_people(since=None)):
        refresh(piece)


def midnight() -> datetime.datetime:
    """The moment at which today began in Jakarta."""
    start = datetime.datetime.combine(today(), datetime.time.min)
    return timezone.make_aware(start, JAKARTA)


def stale_people(since: datetime.datetime | None):
    """People in service without a standing of this year counted at `since` or later."""
    fresh = Standing.objects.filter(year=today().year)
    if since:
        fresh = fresh.filter(counted_at__gte=since)
    rules = Target.objects.counting().in_year(today().year)
    classes = {code for target in rules for code in target.staff_classes}
    people = Person.objects.employees().filter(staff_class__in=classes)
    return people.exclude(pk__in=fresh.values("person"))


def tell_flags(limit: int = 1000) -> int:
    """Tell each person who newly is at risk, once for each time it happens."""
    rows = Standing.objects.minimums().filter(
        Q(person__is_active=True), year=today().year, status=Status.AT_RISK, told_at=None
    )
    told = 0
    for row in rows.with_target().select_related("person").order_by("pk")[:limit]:
        told += _tell_flag(row)
    return told


@transaction.atomic
def _tell_flag(row: Standing) -> int:
    now = timezone.now()
    if not Standing.objects.filter(pk=row.pk, told_at=None).update(told_at=now):
        return 0  # another worker was quicker
    with override(row.person.language):
        name = row.target.name
    tell(
        row.person,
        "performance.at_risk",
        source=f"standing:{row.pk}:{now:%Y-%m-%d}",
        url=row.get_absolute_url(),
        target=name,
        gap_jp=str(row.uncovered),
        forecast_jp=str(row.forecast),
        required_jp=str(row.required),
    )
    return 1
