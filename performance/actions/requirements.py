"""What is asked of each person: the half of a standing that follows from targets,
appointments, absences and decisions about her.

`refresh` writes it: after a change of people, targets, exemptions or adjustments, and
for years that are marked dirty. The measure (`performance.actions.standings`) is counted
afterwards.
"""

from collections.abc import Iterable

from django.db.models import Q

from corpu.agenda.models import Commitment
from corpu.ledger.models import Credit
from corpu.lib.clock import today
from performance.actions.owing import FIELDS, Key, Requirement, counting, requirements_of
from performance.actions.service import services
from performance.models import Standing, Target
from performance.rules.standing import first_day, last_day


def refresh(person_ids: list[int], years: Iterable[int]) -> set[int]:
    """Write the requirements of these people in these years; the ids of the people of
    whom something else is asked than before.

    Rows are made, changed and deleted; the measure of a new row is nothing yet. A period
    that an event opened is refreshed with every year that it touches. The number of
    statements depends on neither people nor facts. The caller has locked the people.
    """
    years = sorted(set(years))
    if not person_ids or not years:
        return set()
    day = today()
    old = _existing(person_ids, years)
    wanted = _wanted(person_ids, years, day, old)
    fresh = {
        row.key: row
        for row in requirements_of(services(person_ids), counting(), years, day)
        if not row.target.is_yearly or (row.person_id, row.year) in wanted
    }
    changed = [row for key, row in fresh.items() if key not in old]
    changed += [row for key, row in fresh.items() if _differs(row, old.get(key))]
    gone = {key: pk for key, (pk, *_rest) in old.items() if key not in fresh}
    _write(changed)
    if gone:
        Standing.objects.filter(pk__in=gone.values()).delete()
    return {row.person_id for row in changed} | {person for person, *_ in gone}


# -- what is there, and what is written ------------------------------------------------


def _existing(person_ids, years) -> dict[Key, tuple]:
    """The rows of the years, and those of event periods that touch one, by key."""
    rows = Standing.objects.filter(person__in=person_ids).filter(
        Q(year__in=years)
        | Q(
            ~Q(target__period=Target.Period.YEAR),
            starts_on__lte=last_day(max(years)),
            ends_on__gte=first_day(min(years)),
        )
    )
    rows = rows.order_by().values_list("person", "target", "year", "pk", *FIELDS)
    return {row[:3]: row[3:] for row in rows}


def _wanted(person_ids, years, day, old) -> set[tuple[int, int]]:
    """Everybody has a standing of this year and of the last one. An older year is kept
    for who learnt in it or had one already, a coming one while something is booked."""
    recent = [year for year in years if day.year - 1 <= year <= day.year]
    found = {(person, year) for person in person_ids for year in recent}
    found |= {(person, year) for person, _target, year in old if year < day.year - 1}
    if older := [year for year in years if year < day.year - 1]:
        learnt = Credit.objects.filter(person__in=person_ids, year__in=older).order_by()
        found |= set(learnt.values_list("person", "year").distinct())
    if ahead := [year for year in years if year > day.year]:
        rows = Commitment.objects.ahead().filter(person__in=person_ids).exclude(jp=0)
        rows = rows.filter(ends_at__year__in=ahead).order_by()
        found |= set(rows.values_list("person", "ends_at__year").distinct())
    return found


def _differs(row: Requirement, old: tuple | None) -> bool:
    return old is not None and row.values() != old[1:]


def _write(rows: list[Requirement]) -> None:
    """Make or change the requirement half; the other half stays as it is."""
    Standing.objects.bulk_create(
        [
            Standing(
                person_id=row.person_id,
                target=row.target,
                year=row.year,
                **dict(zip(FIELDS, row.values(), strict=True)),
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["person", "target", "year"],
        update_fields=[name.removesuffix("_id") for name in FIELDS],
        batch_size=2000,
    )
