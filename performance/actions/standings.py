"""Standings follow the ledger, the agenda and the people.

What is asked of people is brought up to date first (`performance.actions.requirements`),
where it may have changed; then one statement measures how far they are
(`performance.actions.measuring`): the same for one person after a posting, and for the
nation in pieces.
"""

import datetime
from collections.abc import Iterator

from django.db import transaction

from corpu.agenda.actions import change_needs, replace_needs
from corpu.agenda.models import Commitment, Need
from corpu.ledger.actions.credits import lock_people
from corpu.ledger.models import Credit
from corpu.lib.clock import today
from corpu.lib.followers import call_followers
from corpu.people.models import Person
from performance.actions.folding import mark_people
from performance.actions.measuring import (
    Written,
    measure,
    survey,
)
from performance.actions.needs import is_particular, needs_of_people
from performance.actions.requirements import refresh as require
from performance.models import Standing, Target
from performance.rules import last_day

# People counted in one go: few enough for any engine's limit on parameters.
PIECE = 400


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
    return count(person_ids, years)


def count(person_ids: list[int], years: list[int]) -> int:
    """The same as `recount`, for who has locked the people: requirement and measure."""
    return len(differing(person_ids, years))


def differing(person_ids: list[int], years: list[int]) -> set[int]:
    """Count these people's years again; the ids of the standings that were different."""
    years = _touched(years)
    if not years:
        return set()
    before = _keys(person_ids, years)
    mark_people(person_ids, years)
    require(person_ids, years)
    written = measure(person_ids, years, survey(person_ids, years).features)
    _tell_of_turns(written)
    _drop_empty_years_ahead(person_ids, years)
    mark_people(person_ids, years)
    _write_needs(person_ids)
    after = _keys(person_ids, years)
    return _differences(before, after, written)


def follow_ledger(person_ids: list[int], years: list[int]) -> int:
    """The measure alone, for who has locked the people: the ledger's follower.

    Facts change nothing of what is asked. It is asked anew only for who has no standing
    of one of the years yet, and where a new rule is what has the facts counted again.
    Returns how many standings were moved. The number of statements depends on neither
    people nor facts.
    """
    asked = _touched(years)
    if not asked:
        return 0
    found = survey(person_ids, asked)
    if found.is_dirty or found.present < len(person_ids) * len(asked):
        return count(person_ids, years)
    written = measure(person_ids, asked, found.features)
    if is_particular(found.features):
        _write_needs(person_ids)
    else:
        _change_needs(written)
    _tell_of_turns(written)
    mark_people(person_ids, {*years, *asked})
    return sum(row.is_moved for row in written)


def _tell_of_turns(written: list[Written]) -> None:
    """The followers of standings hear of those whose status is new."""
    turned = [row for row in written if row.is_turned]
    people, years = {row.person_id for row in turned}, {row.year for row in turned}
    call_followers("STANDING_FOLLOWERS", people, years)


def _touched(years) -> list[int]:
    """Years to count: what ended in the last 12 months also moves the open year's pace,
    so this year and the last are always counted together."""
    day = today()
    found = {year for year in years if year <= day.year + 1}
    recent = {day.year - 1, day.year}
    return sorted(found | recent if found & recent else found)


def _drop_empty_years_ahead(person_ids, years) -> None:
    """A year to come has a standing only while something is booked for it."""
    if max(years) > today().year:
        empty = Standing.objects.filter(person__in=person_ids, year__in=years, booked=0)
        empty.filter(starts_on__gt=today(), counted=0).delete()


def _keys(person_ids, years) -> dict[int, tuple]:
    """What the requirement says of each standing, by its id: to see what it changed."""
    rows = Standing.objects.filter(person__in=person_ids, year__in=years).order_by()
    fields = ["unit", "staff_class", "required", "is_exempt", "starts_on", "ends_on"]
    return {row[0]: row[1:] for row in rows.values_list("pk", *fields)}


def _differences(before: dict, after: dict, written: list[Written]) -> set[int]:
    """Ids of standings that are new, gone, or hold another value than before."""
    other = {pk for pk in before.keys() | after.keys() if before.get(pk) != after.get(pk)}
    return other | {row.pk for row in written if row.is_moved and row.pk in after}


def _change_needs(written: list[Written]) -> None:
    """What changed of what people still lack, for those who plan learning."""
    day = today()
    rows = [row for row in written if row.is_open_on(day)]
    gone = [row.source for row in written if not (row.is_open_on(day) and row.lacks)]
    change_needs(gone, [_need(row) for row in rows if row.lacks])


def _need(row: Written) -> Need:
    return Need(
        source=row.source,
        person_id=row.person_id,
        form_id=row.form_id,
        gap_jp=row.lacks,
        by=row.ends_on,
    )


def _write_needs(person_ids) -> None:
    """All that these people still lack in the open periods."""
    replace_needs(person_ids, needs_of_people(person_ids))


# -- all of them, in pieces ----------------------------------------------------------


def pieces_of(people) -> Iterator[list[int]]:
    """Ids of the people, in ascending pieces; memory stays flat."""
    last = 0
    ids = people.order_by("pk").values_list("pk", flat=True)
    while piece := list(ids.filter(pk__gt=last)[:PIECE]):
        yield piece
        last = piece[-1]


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


def stale_people(since: datetime.datetime | None):
    """People in service without a standing of this year counted at `since` or later."""
    fresh = Standing.objects.filter(year=today().year)
    if since:
        fresh = fresh.filter(counted_at__gte=since)
    rules = Target.objects.counting().in_year(today().year)
    classes = {code for target in rules for code in target.staff_classes}
    people = Person.objects.employees().filter(staff_class__in=classes)
    return people.exclude(pk__in=fresh.values("person"))
