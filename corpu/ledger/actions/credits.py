"""Counts facts by the credit rule (`corpu.ledger.credit_sql`) and keeps the result."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Exists, F, Max, Min, OuterRef

from corpu.ledger import rules
from corpu.ledger.credit_sql import CreditSQL
from corpu.ledger.models import DirtyYear, Rate, Record, RecordDay
from corpu.lib.followers import call_followers
from corpu.lib.planning import planned_for
from corpu.people.models import Person

PIECE = 2000


def write(person_ids: Iterable[int], years: Iterable[int]) -> list[int]:
    """Bring the credits of these people's years up to date; the years to follow up.

    Years that facts tie to these are counted as well. Part of a posting: one statement,
    whatever the size of the ledger. A posting never takes a year away from a fact, so
    nothing is deleted here.
    """
    people, years = sorted(set(person_ids)), sorted(set(years))
    sql = CreditSQL(connection.vendor)
    params = {"people": sql.numbers(people), "years": sql.numbers(years)}
    with planned_for(len(people)):
        changed = _execute(sql.settle()[:1], params)
    return sorted({*years, *changed})


@transaction.atomic
def recount(person_ids: Iterable[int], years: Iterable[int]) -> int:
    """Count these people's years again, from the facts; the number of differences.

    Also gives facts the days that a newly published rate asks for, and deletes credits
    of years in which their fact no longer has a day. Followers are told.
    """
    people, years = sorted(set(person_ids)), sorted(set(years))
    if not people or not years:
        return 0
    lock_people(people)
    sql = CreditSQL(connection.vendor)
    params = {"people": sql.numbers(people), "years": sql.numbers(years)}
    with planned_for(len(people)):
        spread_missing(person__in=people)
        changed = _execute(sql.settle(), params)
    call_followers("LEDGER_FOLLOWERS", people, {*years, *changed})
    return len(changed)


@transaction.atomic
def rebuild_range(low: int, high: int) -> int:
    """Count all years of the people with ids `low` to `high`; the number of differences.

    Set-based, and independent of other ranges: any number of workers can share a
    rebuild. Followers are not told; `rebuild_standings` follows on its own.
    """
    sql, params = CreditSQL(connection.vendor, people="range", years="all"), {}
    with planned_for(high - low + 1):
        changed = spread_missing(person__gte=low, person__lte=high)
        if sql.dialect.deletes_within:
            people = _unsettled(sql, low, high)
            if len(people) * 2 < high - low:
                sql = CreditSQL(connection.vendor, years="all")
                params = {"people": sql.numbers(people)}
            if not people:
                return changed
        written = _execute(sql.settle(), params or {"low": low, "high": high})
    return changed + len(written)


def _unsettled(sql: CreditSQL, low: int, high: int) -> list[int]:
    """People whose facts meet, or whose credits are not what their facts are worth."""
    params = {"low": low, "high": high}
    with connection.cursor() as cursor:
        cursor.execute(sql.suspects(), params)
        people = {person for (person,) in cursor.fetchall()}
        if None in people:
            cursor.execute(sql.unsettled(), params)
            people = {person for (person,) in cursor.fetchall()}
        return sorted(people)


def pieces(size: int = PIECE) -> list[tuple[int, int]]:
    """Ranges of person ids that cover everybody who has a record."""
    ends = Record.objects.aggregate(low=Min("person"), high=Max("person"))
    if ends["low"] is None:
        return []
    starts = range(ends["low"], ends["high"] + 1, size)
    return [(low, min(low + size - 1, ends["high"])) for low in starts]


def spread_missing(**whose) -> int:
    """Give facts the days that a rate published after them asks for; how many facts.

    `whose` says whose facts, as lookups on their person. A form that was counted by the event
    and is counted by the day from now on needs a row for each day of its facts.
    """
    by_day = Rate.objects.published().filter(basis__in=rules.DAY_BASES)
    first_day = RecordDay.objects.filter(
        record=OuterRef("pk"), day=OuterRef("started_on"), **whose
    )
    short = Record.objects.facts().filter(
        ~Exists(first_day),
        **whose,
        days_listed=False,
        started_on__lt=F("ended_on"),
        form__in=by_day.values("form"),
    )
    rows = []
    spans = short.order_by().values_list("pk", "person_id", "started_on", "ended_on")
    for pk, person, start, end in spans:
        days = rules.spread(start, end, by_day=True)
        rows += [RecordDay(record_id=pk, person_id=person, day=day) for day in days]
    RecordDay.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return len({row.record_id for row in rows})


@transaction.atomic
def recount_some_dirty(size: int = PIECE) -> int:
    """Count one piece of the years that wait; how many there were.

    Rows are claimed by deleting them inside the transaction of the count: a worker that
    dies gives them back, and two workers never take the same.
    """
    rows = DirtyYear.objects.order_by("person", "year")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    rows = list(rows[:size])
    by_years: dict[tuple[int, ...], list[int]] = {}
    of_person: dict[int, list[int]] = {}
    for row in rows:
        of_person.setdefault(row.person_id, []).append(row.year)
    for person, years in of_person.items():
        by_years.setdefault(tuple(sorted(years)), []).append(person)
    for years, people in by_years.items():
        recount(people, years)
    DirtyYear.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def lock_people(person_ids) -> None:
    """Take the people's rows first, so that two postings for one person queue up.

    SQLite has locked the whole database with BEGIN IMMEDIATE already.
    """
    if connection.features.has_select_for_update:
        rows = Person.objects.select_for_update(no_key=True).order_by("pk")
        list(rows.filter(pk__in=person_ids).values_list("pk", flat=True))


def _execute(statements: list[str], params: dict) -> list[int]:
    """Run statements that write credits; the years of the rows they changed.

    Row counts are of no use here: Python's sqlite3 gives none for WITH ... INSERT.
    """
    changed = []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, params)
            changed += [year for (year,) in cursor.fetchall()]
    return changed
