"""Who leads the person of a plan, on which days of the year."""

import datetime

from django.db import transaction

from corpu.lib.clock import today
from corpu.people.actions.deciders import line_above
from corpu.people.models import Appointment, Person
from performance.plans import rules
from performance.plans.actions.steps import lock, note
from performance.plans.actions.telling import tell_part
from performance.plans.models import Entry, LeaderSpan, Plan


def leader_of(person: Person) -> Person | None:
    """Who agrees and assesses the plan of `person`: the first in her line, also while
    away (then a deputy acts for her); None means HR."""
    line = line_above(person, today())
    return line[0] if line else None


def follow_people(person_ids: list[int], years: list[int]) -> None:
    """Follower of changes of people: their plans, and those of the people whom they
    lead, get the leader of today."""
    plans = Plan.objects.open().filter(year=today().year, opened_at__isnull=False)
    touched = plans.filter(person__in=person_ids) | plans.filter(leader__in=person_ids)
    for plan in touched.select_related("person__unit", "person__leader"):
        refresh_leader(plan)


@transaction.atomic
def refresh_leader(plan: Plan) -> bool:
    """Hand the plan to whoever leads the person today; True if somebody else does now."""
    leader = leader_of(plan.person)
    if (leader.pk if leader else None) == plan.leader_id:
        return False
    plan = lock(plan)
    take_over(plan, leader)
    return True


def take_over(plan: Plan, leader: Person | None, *, history: bool = False) -> None:
    """Let `leader` lead from today on; the span before ends yesterday.

    With `history` the days of the year so far are read from the appointments.
    """
    day = today()
    if history and not plan.spans.exists():
        _write_history(plan, leader, day)
    else:
        _change(plan, leader, day)
    plan.leader, plan.unit = leader, plan.person.unit or plan.unit
    plan.save(update_fields=["leader", "unit"])


def _change(plan: Plan, leader: Person | None, day: datetime.date) -> None:
    running = plan.spans.filter(ended_on=None).select_related("leader").first()
    if running and leader and running.leader_id == leader.pk:
        return
    if running:
        _end(running, day)
    if leader:
        LeaderSpan.objects.create(plan=plan, leader=leader, started_on=day)
    before = running.leader.full_name if running else ""
    after = leader.full_name if leader else ""
    note(
        plan,
        Entry.Act.LEADER,
        by=None,
        before={"leader": before},
        after={"leader": after},
    )


def _end(span: LeaderSpan, day: datetime.date) -> None:
    """Close a span yesterday; one that began today was no span at all."""
    if span.started_on >= day:
        span.delete()
        return
    span.ended_on = day - datetime.timedelta(days=1)
    span.save(update_fields=["ended_on"])
    tell_part(span)


def _write_history(plan: Plan, leader: Person | None, day: datetime.date) -> None:
    first, last = rules.quarter_span(plan.year, None)
    spans = _past_spans(plan, first, min(day, last))
    rows = [
        LeaderSpan(plan=plan, leader=head, started_on=start, ended_on=end)
        for head, start, end in spans
        if leader is None or head.pk != leader.pk
    ]
    begun = max([row.ended_on for row in rows], default=first - datetime.timedelta(1))
    if leader:
        start = min(begun + datetime.timedelta(days=1), last)
        rows.append(LeaderSpan(plan=plan, leader=leader, started_on=start))
    LeaderSpan.objects.bulk_create(rows)


def _past_spans(plan: Plan, first, last) -> list[tuple]:
    """(head, first day, last day) of the units in which the person served before."""
    held = Appointment.objects.filter(
        person=plan.person_id, kind=Appointment.Kind.DEFINITIVE, started_on__lte=last
    )
    held = held.filter(ended_on__gte=first, ended_on__lt=last).select_related("unit")
    found = []
    for row in held.order_by("started_on"):
        head = _head_of(row.unit_id, row.ended_on, plan.person_id)
        if head:
            found.append((head, max(row.started_on, first), row.ended_on))
    return found


def _head_of(unit_id: int, day, person_id: int) -> Person | None:
    heads = Appointment.objects.on(day).filter(unit=unit_id, leads=True)
    heads = heads.exclude(person=person_id).select_related("person")
    row = heads.order_by("pk").first()
    return row.person if row else None
