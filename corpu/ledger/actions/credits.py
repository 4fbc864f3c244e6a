"""Counts facts by the credit rule (`corpu.ledger.credit_sql`) and keeps the result."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Exists, F, Max, Min, OuterRef

from corpu.ledger import rules
from corpu.ledger.actions.facts import Conversions
from corpu.ledger.credit_sql import UNLIMITED, WAYS, CreditSQL
from corpu.ledger.models import DirtyYear, Rate, Record, RecordDay
from corpu.lib.fields import HUNDRED, to_hundredths
from corpu.lib.followers import call_followers
from corpu.lib.planning import planned_for
from corpu.people.models import Person

PIECE = 2000
EPOCH = datetime.date(1970, 1, 1)
TICKS_A_JP = 4500


@dataclass(frozen=True)
class Draft:
    """Learning that has not happened: a promise, or a what-if."""

    person_id: int
    form: str
    started_on: datetime.date
    ended_on: datetime.date
    scope: str = "national"
    role: str = "learner"
    jp_stated: Decimal | None = None
    minutes: int | None = None
    days: int | None = None
    sessions: int | None = None
    semesters: int | None = None

    @property
    def form_code(self) -> str:
        """The code of the form, however it was given."""
        return getattr(self.form, "pk", self.form)


@dataclass(frozen=True)
class Worth:
    """What a draft would bring: JP, the reason, and the year (the last, if several).

    `by_year` splits the recognised JP over the calendar years.
    """

    jp_claimed: Decimal
    jp_recognised: Decimal
    reason: str
    year: int
    by_year: dict[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """A day (or a month of sessions) on which a fact competed with others.

    `amount` and `room` are awards, sessions, or JP of a capped day; `jp` is what it earned
    there before the uplift, `taken_by_others` what earlier facts had used.
    """

    day: datetime.date
    room: Decimal
    amount: Decimal
    taken_by_others: Decimal
    jp: Decimal
    uplift_percent: int
    basis: str

    @property
    def is_unlimited(self) -> bool:
        """True where no cap holds."""
        return self.room >= UNLIMITED


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
    with connection.cursor() as cursor:
        cursor.execute(sql.unsettled(), {"low": low, "high": high})
        return sorted({person for (person,) in cursor.fetchall()})


def pieces(size: int = PIECE) -> list[tuple[int, int]]:
    """Ranges of person ids that cover everybody who has a record."""
    ends = Record.objects.aggregate(low=Min("person"), high=Max("person"))
    if ends["low"] is None:
        return []
    starts = range(ends["low"], ends["high"] + 1, size)
    return [(low, min(low + size - 1, ends["high"])) for low in starts]


def preview(drafts: Iterable[Draft | dict]) -> list[Worth]:
    """What each draft would be worth on top of the facts, by the same rule.

    Takes drafts of any number of people at once: one statement for all. Drafts use up
    caps in the same order as facts, so two drafts may take each other's day.
    """
    drafts = [d if isinstance(d, Draft) else Draft(**d) for d in drafts]
    if not drafts:
        return []
    conversions = Conversions({draft.form_code for draft in drafts})
    rows = [_plain(i, draft, conversions) for i, draft in enumerate(drafts)]
    people = sorted({draft.person_id for draft in drafts})
    sql = CreditSQL(connection.vendor, years="drafts")
    params = {"people": sql.numbers(people), "drafts": json.dumps(rows)}
    with connection.cursor() as cursor:
        cursor.execute(sql.preview(), params)
        found: dict[int, list] = {}
        for number, *worth in cursor.fetchall():
            found.setdefault(number, []).append(worth)
    return [_worth(found.get(i, []), draft) for i, draft in enumerate(drafts)]


def reckoning(record: Record) -> list[Slot]:
    """Day by day (or for the month of sessions): what a fact took, and what was left.

    Empty for facts that compete with no others.
    """
    sql = CreditSQL(connection.vendor)
    params = {
        "people": sql.numbers([record.person_id]),
        "years": sql.numbers([record.started_on.year, record.ended_on.year]),
        "record": record.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.reckoning(), params)
        return [_slot(*row) for row in cursor.fetchall()]


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


def _plain(number: int, draft: Draft, conversions: Conversions) -> dict:
    """A draft as the SQL reads it: JP in hundredths, days as text."""
    by_day = conversions.by_day(draft)
    days = rules.spread(draft.started_on, draft.ended_on, by_day=by_day)
    stated = None if draft.jp_stated is None else to_hundredths(draft.jp_stated)
    return {
        "i": number,
        "person": draft.person_id,
        "form": draft.form_code,
        "scope": draft.scope,
        "role": draft.role,
        "started_on": draft.started_on.isoformat(),
        "ended_on": draft.ended_on.isoformat(),
        "jp_stated": stated,
        "minutes": draft.minutes,
        "days": draft.days,
        "sessions": draft.sessions,
        "semesters": draft.semesters,
        "learning_days": [day.isoformat() for day in days],
    }


def _worth(rows: list, draft: Draft) -> Worth:
    """One answer for a draft, its years taken together."""
    by_year = {year: Decimal(recognised) / HUNDRED for year, _c, recognised, _r in rows}
    claimed = sum(Decimal(claimed) / HUNDRED for _y, claimed, _rec, _r in rows)
    reason = rows[-1][3] if rows else "no_rate_for_role"
    return Worth(
        jp_claimed=Decimal(claimed).quantize(Decimal("0.01")),
        jp_recognised=sum(by_year.values(), Decimal("0.00")),
        reason=reason,
        year=draft.ended_on.year,
        by_year=by_year,
    )


def _slot(slot, room, taken, used_before, piece, uplift, way) -> Slot:
    basis = next(name for name, number in WAYS.items() if number == way)
    if basis == "per_session":
        day = datetime.date(slot // 100, slot % 100, 1)
    else:
        day = EPOCH + datetime.timedelta(days=slot)
    ticks = TICKS_A_JP if basis == "cap_per_day" else 1
    return Slot(
        day=day,
        room=Decimal(room) / ticks,
        amount=Decimal(taken) / ticks,
        taken_by_others=Decimal(used_before) / ticks,
        jp=Decimal(taken * piece) / TICKS_A_JP,
        uplift_percent=uplift,
        basis=basis,
    )
