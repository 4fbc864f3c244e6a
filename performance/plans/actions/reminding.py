"""The clock of the cycle: who is reminded of which step, and when silence is told above.

Every reminder has a source of its own, so that a sweep that runs twice tells once.
"""

import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from corpu.lib.clock import today
from corpu.people.actions.deciders import next_decider
from corpu.people.actions.decisions import log_decision
from performance.plans import rules
from performance.plans.actions import leading, starting
from performance.plans.actions.assessing import lapse
from performance.plans.actions.steps import note
from performance.plans.actions.telling import remind, tell_objected
from performance.plans.calendars import calendar_of, deadlines_of
from performance.plans.models import Appraisal, Entry, Feedback, Objection, Plan

# Plans looked at in one go of a sweep.
PIECE = 500


def propose_missing(year: int | None = None) -> int:
    """Give everybody who lacks them the lines that follow from targets, in pieces."""
    year, touched = year or today().year, 0
    while True:
        people = starting.without_lines(year).order_by("pk").values_list("pk", flat=True)
        ids = list(people[:PIECE])
        if not ids:
            return touched
        starting.ensure_lines(year, person_ids=ids)
        touched += len(ids)
        if len(ids) < PIECE:
            return touched


def remind_to_plan(year: int | None = None) -> int:
    """Whoever has not signed when the day to agree has passed is reminded each week."""
    year = year or today().year
    due = deadlines_of(year).plan_by
    if today() <= due:
        return 0
    plans = Plan.objects.open().filter(year=year, state=rules.PLANNING).with_people()
    number = 0
    for plan in plans.iterator(chunk_size=PIECE):
        for person in _lacking_signature(plan):
            remind(
                plan, person, "plans.sign_now", _weekly("sign", person, due), due_on=due
            )
            number += 1
        _escalate(plan, due, "sign")
    return number


def _lacking_signature(plan: Plan) -> list:
    lacking = []
    if plan.person_signed_at is None:
        lacking.append(plan.person)
    if plan.leader_signed_at is None and plan.leader:
        lacking.append(plan.leader)
    return lacking


def _weekly(what: str, person, due: datetime.date) -> str:
    return f"{what}:{person.pk}:{(today() - due).days // 7}"


def remind_of_feedback(year: int | None = None) -> int:
    """Both are nudged once when a quarter has ended without any feedback."""
    year = year or today().year
    days, number = deadlines_of(year), 0
    for quarter in rules.ended_quarters(year, today()):
        if today() < days.feedback_from(quarter):
            continue
        given = Feedback.objects.filter(plan=OuterRef("pk"), quarter=quarter)
        assessed = Appraisal.objects.filter(plan=OuterRef("pk"), quarter=quarter)
        plans = Plan.objects.open().filter(year=year, state=rules.RUNNING)
        end = rules.quarter_span(year, quarter)[1]
        plans = plans.filter(~Exists(given), ~Exists(assessed), opened_at__date__lte=end)
        for plan in plans.with_people().iterator(chunk_size=PIECE):
            for person in (plan.person, plan.leader):
                if person:
                    source = f"no-feedback:{quarter}:{person.pk}"
                    remind(plan, person, "plans.no_feedback", source, quarter=quarter)
                    number += 1
    return number


def remind_to_assess() -> int:
    """Leaders are reminded each week of periods that should be assessed by now."""
    number = 0
    for year in (today().year - 1, today().year):
        for quarter in [*rules.ended_quarters(year, today()), None]:
            number += _remind_period(year, quarter)
    return number


def _remind_period(year: int, quarter: int | None) -> int:
    due = deadlines_of(year).assess_by(quarter)
    if today() <= due:
        return 0
    given = Appraisal.objects.filter(plan=OuterRef("pk"), quarter=quarter)
    end = rules.quarter_span(year, quarter)[1]
    plans = Plan.objects.open().filter(~Exists(given), year=year, state=rules.RUNNING)
    plans = plans.filter(opened_at__date__lte=end)
    number = 0
    for plan in plans.with_people().iterator(chunk_size=PIECE):
        what = f"assess:{quarter or 'year'}"
        if plan.leader:
            source = _weekly(what, plan.leader, due)
            kind = "plans.assess_quarter" if quarter else "plans.assess_year"
            remind(plan, plan.leader, kind, source, quarter=quarter, due_on=due)
            number += 1
        _escalate(plan, due, what)
    return number


def _escalate(plan: Plan, due: datetime.date, what: str) -> None:
    """Tell the leader above once when a step stays undone for too long."""
    if plan.leader is None or today() < deadlines_of(plan.year).escalates(due):
        return
    told = plan.entries.filter(act=Entry.Act.ESCALATED, text=what)
    above = next_decider(plan.leader, plan.person)
    if above is None or told.exists():
        return
    note(plan, Entry.Act.ESCALATED, by=None, text=what, after={"told": above.full_name})
    remind(
        plan,
        above,
        "plans.silence",
        f"silence:{what}:{above.pk}",
        due_on=due,
        leader=plan.leader.full_name,
    )


def finish_silent() -> int:
    """Assessments that nobody objected to in time stand."""
    rows = Appraisal.objects.filter(
        is_final=False, objection=None, object_by__lt=timezone.now()
    )
    return sum(lapse(row) for row in rows.iterator(chunk_size=PIECE))


def escalate_objections() -> int:
    """Objections that were left in silence go one level up; at the top to HR."""
    late = Objection.objects.open().filter(decide_by__lt=timezone.now())
    late = late.exclude(decider=None).select_related("appraisal__person", "decider")
    number = 0
    for row in late:
        days = calendar_of(row.appraisal.year).decision_days
        before, row.decider = row.decider, next_decider(row.decider, row.appraisal.person)
        row.decide_by = timezone.now() + datetime.timedelta(days=days)
        row.save(update_fields=["decider", "decide_by"])
        log_decision(
            "plan.objection_passed_on",
            by=None,
            person=row.appraisal.person,
            subject=str(row.appraisal.year),
            passed_from=before.pk,
            passed_to=row.decider_id,
        )
        tell_objected(row)
        number += 1
    return number


def refresh_leaders() -> int:
    """Plans follow the line of report where nobody told us that it changed (a deputy
    came, an acting appointment began)."""
    plans = Plan.objects.open().filter(year=today().year, opened_at__isnull=False)
    moved = plans.filter(
        Q(leader=None) | ~Q(leader=F("person__leader")) | Q(person__leader=None)
    )
    rows = moved.with_people().iterator(chunk_size=PIECE)
    return sum(leading.refresh_leader(plan) for plan in rows)
