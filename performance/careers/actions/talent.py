"""The nine-box: counted from final predicates and validated potential, never typed."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from corpu.lib.clock import today
from corpu.people.models import Person
from performance.careers.actions.hand_checks import months_ahead
from performance.careers.models import NineBoxRule, Potential, TalentPlace
from performance.careers.rules import place
from performance.plans.models import Appraisal

PIECE = 1000
FIELDS = [
    "rule",
    "unit",
    "potential_row",
    "predicate",
    "performance",
    "potential",
    "value",
    "box",
    "is_in_pool",
    "counted_at",
]


def rule_in_force(on: datetime.date | None = None) -> NineBoxRule | None:
    """The limits that hold on a day; None where nobody has published any."""
    return NineBoxRule.objects.on(on or today()).first()


def pieces() -> list[list[int]]:
    """Everybody in service, in pieces for the workers."""
    ids = list(Person.objects.employees().order_by("pk").values_list("pk", flat=True))
    return [ids[n : n + PIECE] for n in range(0, len(ids), PIECE)]


@transaction.atomic
def recount(person_ids: Iterable[int], year: int | None = None) -> int:
    """Place these people by the predicates of `year` (the year that ended last); how
    many have a box. Without published limits nobody has one."""
    ids, year = sorted(set(person_ids)), year or today().year - 1
    rule = rule_in_force()
    old = TalentPlace.objects.filter(person__in=ids, year=year)
    if rule is None:
        old.delete()
        return 0
    rows = _places(ids, year, rule)
    old.exclude(person__in=[row.person_id for row in rows]).delete()
    TalentPlace.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "year"],
        update_fields=FIELDS,
        batch_size=500,
    )
    return sum(row.box is not None for row in rows)


def _places(ids: list[int], year: int, rule: NineBoxRule) -> list[TalentPlace]:
    predicates = Appraisal.objects.predicates(ids, year)
    potentials = _latest(ids, rule)
    limits, now = rule.limits, timezone.now()
    people = Person.objects.employees().filter(pk__in=ids).values_list("pk", "unit")
    rows = []
    for pk, unit in people:
        found = potentials.get(pk)
        predicate = predicates.get(pk, "")
        here = place(limits, predicate, found.score if found else None)
        rows.append(
            TalentPlace(
                person_id=pk, year=year, rule=rule, unit_id=unit, predicate=predicate,
                potential_row=found, performance=here.performance,
                potential=here.potential, value=here.value, box=here.box,
                is_in_pool=here.is_in_pool, counted_at=now,
            )
        )  # fmt: skip
    return rows


def _latest(ids: list[int], rule: NineBoxRule) -> dict[int, Potential]:
    """The latest validated finding that still holds, of each person."""
    since = months_ahead(today(), -rule.months_valid)
    rows = Potential.objects.holding(since).filter(person__in=ids)
    number = Window(
        RowNumber(), partition_by=F("person"), order_by=F("assessed_on").desc()
    )
    rows = rows.annotate(number=number).filter(number=1)
    return {row.person_id: row for row in rows}
