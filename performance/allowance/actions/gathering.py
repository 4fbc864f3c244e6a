"""What a month is reckoned from, read for many people in a few statements."""

import calendar
import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from corpu.people.models import Absence, Appointment, Person, Unit
from performance.allowance import rules
from performance.allowance.models import Attendance, Deduction, Formula, Part
from performance.models import Standing, Status
from performance.plans.models import Appraisal

HUNDRED = Decimal(100)
# Worst first: of several targets the worst standing is what counts.
WORST = [Status.UNMET, Status.AT_RISK, Status.ON_TRACK, Status.MET, Status.EXEMPT]
LEARNING = (Part.Source.LEARNING, Part.Source.LEARNING_SHARE)


@dataclass
class Known:
    """One person in one month: her place, the facts, and where each was read.

    `evidence` maps the code of a part, or "counts", to [kind, id].
    """

    person_id: int
    nip: str
    unit_id: int
    staff_class: str
    facts: rules.Facts = field(default_factory=rules.Facts)
    evidence: dict[str, list] = field(default_factory=dict)


def last_of(month: datetime.date) -> datetime.date:
    """The last day of the month that begins on `month`."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def candidates(unit: Unit, month: datetime.date):
    """Ids of everybody who was appointed in the institution on a day of the month."""
    placed = _appointments(month).filter(unit__path__startswith=unit.path)
    people = Person.objects.filter(nip__isnull=False)
    people = people.filter(pk__in=placed.order_by().values("person"))
    return people.order_by("pk").values_list("pk", flat=True)


def gather(
    person_ids: list[int], unit: Unit, formula: Formula, month: datetime.date
) -> dict[int, Known]:
    """What is known of each of these people who belongs to the institution.

    Whoever moved in the month belongs where she was on her last day in it. The number of
    statements grows with neither people nor facts.
    """
    known = _places(person_ids, unit, month)
    ids = list(known)
    parts = list(formula.parts.all())
    attendance = _attendance(ids, month)
    absences = _absences(ids, month)
    standings = _standings(ids, month)
    appraisals = _appraisals(ids, parts, month)
    by_learning = [
        f"counter:{one.code}"
        for one in formula.deductions.all()
        if one.counter == Deduction.Counter.LEARNING
    ]
    for pk, row in known.items():
        _read(row, parts, attendance.get(pk), standings[pk], appraisals, month)
        unmet = _worst(standings[pk], month.year - 1)
        if unmet and unmet.status == Status.UNMET:
            pointer = ["standing", unmet.pk]
            row.evidence |= dict.fromkeys(by_learning, pointer)
        row.facts = rules.Facts(
            staff_class=row.staff_class,
            words=row.facts.words,
            numbers=row.facts.numbers,
            counts=_counts(attendance.get(pk), standings[pk], month),
            absences=tuple(absences[pk]),
            days_present=_present(attendance.get(pk)),
        )
    return known


def _appointments(month: datetime.date):
    last = last_of(month)
    touching = Q(ended_on=None) | Q(ended_on__gte=month)
    definitive = Appointment.Kind.DEFINITIVE
    return Appointment.objects.filter(touching, started_on__lte=last, kind=definitive)


def _places(person_ids, unit: Unit, month) -> dict[int, Known]:
    rows = _appointments(month).filter(person__in=person_ids, person__nip__isnull=False)
    rows = rows.order_by("person", "started_on", "pk").values_list(
        "person", "person__nip", "unit", "unit__path", "staff_class"
    )
    latest = {row[0]: row for row in rows}
    return {
        pk: Known(pk, nip, unit_id, staff_class)
        for pk, nip, unit_id, path, staff_class in latest.values()
        if path.startswith(unit.path)
    }


def _attendance(ids, month) -> dict[int, Attendance]:
    rows = Attendance.objects.filter(person__in=ids, month=month)
    return {row.person_id: row for row in rows}


def _absences(ids, month) -> dict[int, list[rules.Away]]:
    last, found = last_of(month), defaultdict(list)
    rows = Absence.objects.over(month, last).filter(person__in=ids)
    for row in rows.order_by("started_on", "pk"):
        first_day, last_day = max(row.started_on, month), min(row.ended_on, last)
        days = (last_day - first_day).days + 1
        length = (row.ended_on - row.started_on).days + 1
        found[row.person_id].append(rules.Away(row.kind, days, length))
    return found


def _standings(ids, month) -> dict[int, list[Standing]]:
    years = [month.year - 1, month.year]
    found = defaultdict(list)
    rows = Standing.objects.minimums().filter(person__in=ids, year__in=years)
    for row in rows.order_by("pk"):
        found[row.person_id].append(row)
    return found


def _appraisals(ids, parts, month) -> dict[tuple, tuple[str, int]]:
    """(person, year, quarter) -> (predicate, id) of the final assessments asked for."""
    wanted = {period_of(p, month) for p in parts if p.source == Part.Source.PREDICATE}
    if not wanted:
        return {}
    condition = Q(pk__in=[])
    for year, quarter in wanted:
        condition |= Q(year=year, quarter=quarter)
    rows = Appraisal.objects.final().filter(condition, person__in=ids)
    rows = rows.order_by().values_list("person", "year", "quarter", "predicate", "pk")
    return {(p, year, q): (word, pk) for p, year, q, word, pk in rows}


def period_of(part: Part, month: datetime.date) -> tuple[int, int | None]:
    """Year and quarter (None: the whole year) that a part looks at in a month."""
    if part.period == Part.Period.THIS_YEAR:
        return month.year, None
    if part.period == Part.Period.LAST_YEAR:
        return month.year - 1, None
    quarter = (month.month - 1) // 3
    return (month.year, quarter) if quarter else (month.year - 1, 4)


def _read(row: Known, parts, attendance, standings, appraisals, month) -> None:
    """Fill words, numbers and evidence of one person, part by part."""
    words: dict[str, str] = {}
    numbers: dict[str, Decimal] = {}
    for part in parts:
        year, quarter = period_of(part, month)
        if part.source == Part.Source.PREDICATE:
            found = appraisals.get((row.person_id, year, quarter))
            if found:
                words[part.code] = found[0]
                row.evidence[part.code] = ["appraisal", found[1], row.person_id, year]
        elif part.source in LEARNING:
            worst = _worst(standings, year)
            if worst:
                words[part.code] = worst.status
                numbers[part.code] = _share(worst)
                row.evidence[part.code] = ["standing", worst.pk]
        elif part.source != Part.Source.WHOLE and attendance:
            field_name = "percent" if part.source == Part.Source.ATTENDANCE else "score"
            value = getattr(attendance, field_name)
            if value is not None:
                numbers[part.code] = value
                row.evidence[part.code] = ["attendance", attendance.pk]
    if attendance:
        row.evidence["counts"] = ["attendance", attendance.pk]
    row.facts = rules.Facts(words=words, numbers=numbers)


def _worst(standings, year: int) -> Standing | None:
    rows = [row for row in standings if row.year == year]
    return min(rows, key=lambda row: (WORST.index(row.status), row.pk), default=None)


def _share(row: Standing) -> Decimal:
    if row.required <= 0 or row.status in (Status.MET, Status.EXEMPT):
        return HUNDRED
    return min(HUNDRED * row.counted / row.required, HUNDRED)


def _counts(attendance, standings, month) -> dict[str, Decimal]:
    counts = attendance.numbers() if attendance else {}
    worst = _worst(standings, month.year - 1)
    if worst and worst.status == Status.UNMET:
        counts["learning_unmet"] = Decimal(1)
    return counts


def _present(attendance) -> Decimal | None:
    if attendance is None or attendance.days_present is None:
        return None
    return Decimal(attendance.days_present)
