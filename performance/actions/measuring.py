"""Runs the measure of standings (`performance.standing_sql`) for people or a range."""

import datetime
import json
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from corpu.lib.clock import JAKARTA, today
from corpu.lib.fields import HUNDRED
from corpu.lib.planning import planned_for
from performance.actions.gathering import booked
from performance.models import Measure, Status
from performance.rules import PACE_DAYS
from performance.standing_sql import Features, StandingSQL


@dataclass(frozen=True)
class Survey:
    """What a measure has to look at, whether a new rule waits for the people, and in how
    many of the asked years of each person there is a standing at all."""

    features: Features
    is_dirty: bool
    present: int


@dataclass(frozen=True)
class Written:
    """One standing that the measure wrote. `is_moved`: by more than the calendar."""

    pk: int
    person_id: int
    target_id: int
    year: int
    starts_on: datetime.date
    ends_on: datetime.date
    status: str
    gap: Decimal
    booked: Decimal
    form_id: str | None
    measure: str
    is_moved: bool
    is_turned: bool

    @property
    def source(self) -> str:
        """The name under which its need is kept."""
        return need_source(self.person_id, self.target_id, self.year)

    @property
    def lacks(self) -> Decimal:
        """JP that neither facts nor bookings bring yet; 0 of what is not counted in JP."""
        if self.status == Status.EXEMPT or self.measure != Measure.JP:
            return Decimal(0)
        return max(self.gap - self.booked, Decimal(0))

    def is_open_on(self, day: datetime.date) -> bool:
        """True within its period."""
        return self.starts_on <= day <= self.ends_on


def need_source(person_id: int, target_id: int, year: int) -> str:
    """The source of the need that a standing leaves."""
    return f"standing:{person_id}:{target_id}:{year}"


def survey(person_ids, years) -> Survey:
    """Ask, in one statement, what the people's measure has to look at."""
    params = {"people": json.dumps(list(person_ids)), "years": json.dumps(list(years))}
    with connection.cursor() as cursor:
        cursor.execute(StandingSQL(connection.vendor, Features()).survey(), params)
        *flags, is_dirty, present = cursor.fetchone()
    return Survey(Features(*map(bool, flags)), bool(is_dirty), present)


def measure(person_ids, years, features: Features) -> list[Written]:
    """Measure these people's standings of these years; what was written.

    One statement, and two more to count what is booked where somebody has promised
    something.
    """
    people, years = list(person_ids), sorted(years)
    params = {
        "people": json.dumps(people),
        "years": json.dumps(years),
        "read": json.dumps(sorted(_read(years, features))),
    }
    if features.booked:
        promised = booked(people, today())
        params["booked"] = json.dumps(promised)
        features = Features(**{**vars(features), "booked": bool(promised)})
    return _run(StandingSQL(connection.vendor, features), params)


def measure_range(low: int, high: int, features: Features) -> list[Written]:
    """Measure all standings of the people with ids `low` to `high`."""
    params: dict = {"low": low, "high": high}
    if features.booked:
        promised = booked(range(low, high + 1), today())
        params["booked"] = json.dumps(promised)
        features = Features(**{**vars(features), "booked": bool(promised)})
    sql = StandingSQL(connection.vendor, features, people="range", all_years=True)
    with transaction.atomic(), planned_for(high - low + 1):
        return _run(sql, params)


def facts_of(standing) -> dict[int, Decimal]:
    """{credit: what it counts} of one standing, by the same expression as the measure."""
    features = Features(**{**vars(Features.everything()), "booked": False})
    sql = StandingSQL(connection.vendor, features, all_years=True, by_credit=True)
    params = {"people": json.dumps([standing.person_id]), "standing": standing.pk}
    with connection.cursor() as cursor:
        cursor.execute(sql.facts(), {**params, **moments()})
        return {pk: Decimal(amount) / HUNDRED for pk, amount in cursor.fetchall()}


def _read(years, features: Features) -> set[int]:
    """Years whose credits are read: for the pace also this one and the last, for what
    is carried over the one before each."""
    read, this = set(years), today().year
    if read and max(read) >= this:
        read |= {this - 1, this}
    if features.carries:
        read |= {year - 1 for year in read}
    return read


def _run(sql: StandingSQL, params: dict) -> list[Written]:
    with connection.cursor() as cursor:
        cursor.execute(sql.update(), {**params, **moments()})
        return [_written(row) for row in cursor.fetchall()]


def moments() -> dict:
    """Today and what follows from it, as the engine writes days and moments."""
    day, ops = today(), connection.ops
    days = {
        "today": day,
        "since": day - datetime.timedelta(days=PACE_DAYS),
        "month": day.replace(day=1),
    }
    return {
        **{name: ops.adapt_datefield_value(value) for name, value in days.items()},
        "late_year": day.year - 1,
        "midnight": ops.adapt_datetimefield_value(midnight()),
        "now": ops.adapt_datetimefield_value(timezone.now()),
    }


def midnight() -> datetime.datetime:
    """The moment at which today began in Jakarta."""
    start = datetime.datetime.combine(today(), datetime.time.min)
    return timezone.make_aware(start, JAKARTA)


def _written(row) -> Written:
    pk, person, target, year, starts, ends, status, gap, promised, *rest = row
    form, what, is_moved, is_turned = rest
    return Written(
        pk, person, target, year, _day(starts), _day(ends), status,
        Decimal(gap) / HUNDRED, Decimal(promised) / HUNDRED, form, what,
        bool(is_moved), bool(is_turned),
    )  # fmt: skip


def _day(value) -> datetime.date:
    """SQLite hands out days as text."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value
