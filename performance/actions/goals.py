"""Lines of the performance plan that learning moves by itself."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from corpu.lib.clock import today
from corpu.people.models import Appointment, Person
from performance.models import Goal, Standing


@transaction.atomic
def ensure_goals(year: int | None = None, *, person_ids: list[int] | None = None) -> int:
    """Give everybody the lines that follow from targets and posts; returns how many.

    One line for each minimum that applies to the person (at least the PNS minimum), and
    for each leader the share of her team that has met. A line stays when the person
    changes: plans are not rewritten in the middle of a year.
    """
    year = year or today().year
    before = Goal.objects.filter(year=year).count() if person_ids is None else None
    lines = _own_lines(year, person_ids) + _team_lines(year, person_ids)
    Goal.objects.bulk_create(lines, ignore_conflicts=True, batch_size=500)
    if before is None:
        return len(lines)
    return Goal.objects.filter(year=year).count() - before


def _own_lines(year: int, person_ids) -> list[Goal]:
    rows = Standing.objects.minimums().in_year(year)
    if person_ids is not None:
        rows = rows.filter(person__in=person_ids)
    return [
        Goal(
            person_id=person,
            year=year,
            kind=Goal.Kind.OWN_TARGET,
            target_id=target,
            expectation=required,
        )
        for person, target, required in rows.values_list("person", "target", "required")
    ]


def _team_lines(year: int, person_ids) -> list[Goal]:
    heads = Appointment.objects.on(today()).filter(leads=True)
    reports = Person.objects.employees().exclude(leader=None)
    leaders = Person.objects.employees().filter(
        Q(pk__in=heads.values("person")) | Q(pk__in=reports.values("leader"))
    )
    if person_ids is not None:
        leaders = leaders.filter(pk__in=person_ids)
    return [
        Goal(
            person_id=pk,
            year=year,
            kind=Goal.Kind.TEAM_SHARE,
            expectation=Decimal(100),
        )
        for pk in leaders.values_list("pk", flat=True)
    ]
