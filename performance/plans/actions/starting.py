"""How a year of plans begins: lines that follow from targets, leaders, and the start."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from corpu.lib.clock import today
from corpu.people.models import Appointment, Person
from performance.models import Standing, Target
from performance.plans import rules
from performance.plans.actions.leading import leader_of, take_over
from performance.plans.actions.steps import lock, move, note
from performance.plans.actions.telling import tell_started
from performance.plans.models import Entry, Plan, PlanLine
from performance.plans.permissions import may_start_for

PIECE = 500


@transaction.atomic
def ensure_lines(year: int | None = None, *, person_ids: Iterable[int]) -> int:
    """Propose to these people the lines that follow from targets and posts.

    One line for each minimum that applies to the person, and for each leader the share
    of her team that has met. A plan that somebody has started is left as it is: there
    the two decide. Returns how many plans were touched.
    """
    year = year or today().year
    people = Person.objects.employees().filter(pk__in=list(person_ids))
    known = Plan.objects.filter(person__in=people, year=year)
    known = set(known.values_list("person", flat=True))
    fresh = [_fresh(p, year) for p in people.with_place() if p.pk not in known]
    Plan.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=PIECE)
    plans = Plan.objects.filter(person__in=people, year=year, state=rules.PROPOSED)
    plans = dict(plans.values_list("person", "pk"))
    lines = [*_own_lines(year, plans), *_team_lines(plans)]
    PlanLine.objects.bulk_create(lines, ignore_conflicts=True, batch_size=PIECE)
    return len(plans)


def _fresh(person: Person, year: int) -> Plan:
    leader = person.leader_id if person.leader and person.leader.is_active else None
    return Plan(person=person, year=year, unit=person.unit, leader_id=leader)


def _own_lines(year: int, plans: dict[int, int]) -> list[PlanLine]:
    rows = Standing.objects.minimums().in_year(year).filter(person__in=plans)
    return [
        PlanLine(
            plan_id=plans[person],
            measure=PlanLine.Measure.TARGET,
            target_id=target,
            expectation=required,
        )
        for person, target, required in rows.values_list("person", "target", "required")
    ]


def leaders_among(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of `people` who lead somebody today or head a unit."""
    heads = Appointment.objects.on(today()).filter(leads=True)
    reports = Person.objects.employees().exclude(leader=None)
    return people.filter(
        Q(pk__in=heads.values("person")) | Q(pk__in=reports.values("leader"))
    )


def _team_lines(plans: dict[int, int]) -> list[PlanLine]:
    leaders = leaders_among(Person.objects.filter(pk__in=plans))
    return [
        PlanLine(
            plan_id=plans[pk],
            measure=PlanLine.Measure.TEAM,
            expectation=Decimal(100),
        )
        for pk in leaders.values_list("pk", flat=True)
    ]


def without_lines(year: int) -> QuerySet[Person]:
    """People in service for whom a target is set and whose plan does not exist yet, or
    is proposed without its line; and leaders likewise."""
    kept = PlanLine.objects.kept().filter(plan__person=OuterRef("person"))
    kept = kept.filter(plan__year=year, target=OuterRef("target"))
    lacking = Standing.objects.minimums().in_year(year).filter(~Exists(kept))
    lacking = lacking.order_by().values("person")
    begun = Plan.objects.filter(person=OuterRef("pk"), year=year)
    team = begun.filter(lines__measure=PlanLine.Measure.TEAM, lines__struck_at=None)
    people = Person.objects.employees()
    leaders = leaders_among(people).filter(~Exists(team)).order_by().values("pk")
    wanted = people.filter(Q(pk__in=lacking) | Q(pk__in=leaders))
    return wanted.filter(~Exists(begun.exclude(state=rules.PROPOSED)))


def plan_of(person: Person, year: int) -> Plan:
    """The plan of a person and year, made with its proposed lines where it is missing."""
    ensure_lines(year, person_ids=[person.pk])
    plan, _is_new = Plan.objects.get_or_create(
        person=person, year=year, defaults={"unit": person.unit}
    )
    return plan


@transaction.atomic
def start(person: Person, year: int, *, by) -> Plan:
    """Begin the dialogue about a year: the plan opens and both are told."""
    if not may_start_for(by, person):
        raise PermissionDenied
    plan = lock(plan_of(person, year))
    if plan.state != rules.PROPOSED:
        return plan
    move(plan, rules.OPEN, by=by)
    take_over(plan, leader_of(person), history=True)
    note(plan, Entry.Act.OPENED, by=by)
    tell_started(plan, by)
    return plan


@transaction.atomic
def start_team(people: Iterable[Person], year: int, *, by) -> int:
    """Begin the year for many people at once; returns how many plans were started."""
    people = list(people)
    ids = [person.pk for person in people]
    begun = Plan.objects.filter(person__in=ids, year=year).exclude(state=rules.PROPOSED)
    begun = set(begun.values_list("person", flat=True))
    waiting = [person for person in people if person.pk not in begun]
    for person in waiting:
        start(person, year, by=by)
    return len(waiting)


def targets_for(plan: Plan) -> QuerySet[Target]:
    """Minimums that bind the person in the year of the plan."""
    rows = Standing.objects.minimums().filter(person=plan.person_id, year=plan.year)
    return Target.objects.filter(pk__in=rows.values("target"))
