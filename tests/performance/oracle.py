"""The measure of standings in plain Python: slow, and read straight from the rule."""

import datetime
from collections import defaultdict
from decimal import Decimal

from corpu.ledger.models import Credit
from corpu.skills.models import ActivityCompetence
from performance.models import Standing
from performance.rules import (
    PACE_DAYS,
    Facts,
    Part,
    carried_of,
    counted_of,
    part_required,
    reckon,
)

ZERO = Decimal("0.00")
OF_TARGETS = (
    "target__activities", "target__competences",
    "target__quotas__activities", "target__quotas__competences",
)  # fmt: skip


class Heap:
    """One credit, or one promise in one year."""

    def __init__(self, year, form, activity, day, *, is_booked=False, is_late=False):
        self.year, self.form, self.activity, self.day = year, form, activity, day
        self.is_booked, self.is_late = is_booked, is_late
        self.amounts = {"jp": ZERO, "sessions": ZERO, "courses": ZERO}

    def amount(self, target) -> Decimal:
        name = target.measure if target.measure in self.amounts else "courses"
        return self.amounts[name]


def heaps_of(person_id: int, promised: list[dict], today, forms) -> list[Heap]:
    since = today - datetime.timedelta(days=PACE_DAYS)
    credits = list(Credit.objects.filter(person=person_id).select_related("record"))
    last = defaultdict(int)
    for credit in credits:
        last[credit.record_id] = max(last[credit.record_id], credit.year)
    found = []
    for credit in credits:
        fact = credit.record
        is_late = since < fact.ended_on <= today and credit.year >= today.year - 1
        heap = Heap(
            credit.year,
            forms[fact.form_id],
            fact.activity_id,
            fact.ended_on,
            is_late=is_late,
        )
        heap.amounts["jp"] = credit.jp_recognised
        learnt = credit.reason not in ("voided", "duplicate_certificate")
        if learnt and credit.year == last[credit.record_id]:
            heap.amounts["sessions"] = Decimal(fact.sessions or 0)
            heap.amounts["courses"] = Decimal(1)
        found.append(heap)
    for row in promised:
        if row["person"] == person_id:
            day = datetime.date.fromisoformat(row["day"])
            form = forms[row["form"]]
            heap = Heap(row["year"], form, row["activity"], day, is_booked=True)
            for name in heap.amounts:
                heap.amounts[name] = Decimal(row[name]) / 100
            found.append(heap)
    return found


class Filters:
    """What a target or a quota counts."""

    def __init__(self, owner, taught):
        self.owner, self.taught = owner, taught
        self.activities = {row.pk for row in owner.activities.all()}
        self.competences = {row.pk for row in owner.competences.all()}

    def fit(self, heap: Heap) -> bool:
        if not self.owner.counts(heap.form.pk, heap.form.learning_class):
            return False
        if self.activities and heap.activity not in self.activities:
            return False
        taught = self.taught.get(heap.activity, set())
        return not self.competences or bool(self.competences & taught)


def measured(people, promised: list[dict], today, forms) -> dict[int, dict]:
    """{id of the standing: what its measure must be}."""
    taught = defaultdict(set)
    for row in ActivityCompetence.objects.all():
        taught[row.activity_id].add(row.competence_id)
    held = Standing.objects.filter(person__in=people).select_related("target")
    of_person = defaultdict(list)
    for row in held.prefetch_related(*OF_TARGETS):
        of_person[row.person_id].append(row)
    found = {}
    for person in people:
        found |= _of_person(person, of_person[person.pk], taught, promised, today, forms)
    return found


def _of_person(person, held, taught, promised, today, forms) -> dict[int, dict]:
    filters = {row.pk: Filters(row.target, taught) for row in held}
    heaps = heaps_of(person.pk, promised, today, forms)
    takes, lately = _takes(held, heaps, filters, today)
    own, found = {}, {}
    for row in sorted(held, key=lambda row: row.year):
        parts = _parts(row, heaps, takes[row.pk], lately[row.pk], taught)
        learnt = _sum(takes[row.pk], row, booked=False)
        own[row.target_id, row.year] = counted_of(learnt, ZERO, parts), row.required
        carried = ZERO
        if row.target.period == "year" and not row.target.is_ceiling:
            before = own.get((row.target_id, row.year - 1))
            if before:
                carried = carried_of(*before, row.target.carry_over)
        found[row.pk] = _outcome(
            row, person, learnt, carried, parts, takes[row.pk], lately[row.pk], today
        )
    return found


def _takes(held, heaps, filters, today):
    takes, lately = defaultdict(list), defaultdict(list)
    for heap in heaps:
        fits = [row for row in held if filters[row.pk].fit(heap)]
        inside = [row for row in fits if _is_in(row, heap)]
        for row in inside:
            if row == _first(row, inside):
                takes[row.pk].append(heap)
        ahead = [row for row in fits if row.ends_on >= today and heap.is_late]
        for row in ahead:
            if row == _first(row, [each for each in ahead if each.year == row.year]):
                lately[row.pk].append(heap)
    return takes, lately


def _first(row, rows):
    group = row.target.once_group
    if not group:
        return row
    rivals = [each for each in rows if each.target.once_group == group]
    first = min((each.target.once_order, each.target_id) for each in rivals)
    return row if (row.target.once_order, row.target_id) == first else None


def _is_in(row, heap) -> bool:
    if row.target.period == "year":
        return heap.year == row.year
    return row.starts_on <= heap.day <= row.ends_on


def _sum(heaps, row, *, booked: bool) -> Decimal:
    return sum(
        (heap.amount(row.target) for heap in heaps if heap.is_booked == booked), ZERO
    )


def _parts(row, heaps, taken, late, taught) -> tuple[Part, ...]:
    found = []
    for quota in sorted(row.target.quotas.all(), key=lambda quota: quota.pk):
        filters = Filters(quota, taught)
        inside = [heap for heap in taken if filters.fit(heap)]
        required = quota.required
        if quota.kind == "minimum":
            required = part_required(quota.required, row.required, row.whole)
        part = Part(
            quota.kind,
            required,
            counted=_sum(inside, row, booked=False),
            booked=_sum(inside, row, booked=True),
            last_12_months=_sum(
                [heap for heap in late if filters.fit(heap)], row, booked=False
            ),
        )
        found.append((quota.pk, part))
    row.parts_by_id = found
    return tuple(part for _pk, part in found)


def _outcome(row, person, learnt, carried, parts, taken, late, today) -> dict:
    facts = Facts(
        kind=row.target.kind,
        year=row.year,
        required=row.required,
        counted=counted_of(learnt, carried, parts),
        booked=_sum(taken, row, booked=True),
        last_12_months=_sum(late, row, booked=False),
        in_service_since=person.appointed_on,
        exempt=row.is_exempt,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        parts=tuple(_open(part, row, today) for part in parts),
    )
    outcome = reckon(facts, today)
    return {
        "carried": carried,
        "counted": facts.counted,
        "booked": outcome.booked,
        "pace": outcome.pace,
        "forecast": outcome.forecast,
        "gap": outcome.gap,
        "status": outcome.status,
        "is_warning": outcome.is_warning,
        "parts": {str(pk): int(part.counted * 100) for pk, part in row.parts_by_id},
    }


def _open(part: Part, row, today) -> Part:
    return part
