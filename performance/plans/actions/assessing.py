"""Assessment and follow-up: ratings, predicate, answer, objection, agreed actions."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.deciders import next_decider
from corpu.people.actions.decisions import log_decision
from performance.plans import rules
from performance.plans.actions.dialogue import check_side
from performance.plans.actions.falling_short import note_gaps
from performance.plans.actions.steps import lock, move, refuse, written
from performance.plans.actions.telling import (
    tell_assessed,
    tell_decided,
    tell_objected,
)
from performance.plans.calendars import calendar_of, matrix_of
from performance.plans.models import (
    Appraisal,
    BehaviourNote,
    FollowUp,
    LeaderSpan,
    Objection,
    Plan,
)
from performance.plans.permissions import LEADER, PERSON, may_assess_part


@transaction.atomic
def assess(
    plan: Plan,
    *,
    by,
    quarter: int | None,
    result: str,
    behaviour: str,
    note: str = "",
    behaviours: dict[str, tuple[str, str]] | None = None,
) -> Appraisal:
    """The leader rates a period that is over; the matrix of its year gives the predicate.

    `behaviours` holds for each core value its rating and a note. Until the person has
    answered, the assessor may correct what she gave.
    """
    plan = lock(plan)
    if check_side(plan, by) != LEADER:
        raise PermissionDenied
    _check_time(plan, quarter)
    row = Appraisal.objects.filter(
        person=plan.person_id, year=plan.year, quarter=quarter
    ).first()
    if row is not None:
        _follow(row, rules.GIVE)
    matrix = matrix_of(plan.year)
    now = timezone.now()
    row, _is_new = Appraisal.objects.update_or_create(
        person=plan.person,
        year=plan.year,
        quarter=quarter,
        defaults={
            "plan": plan,
            "result": result,
            "behaviour": behaviour,
            "predicate": matrix.predicate(result, behaviour),
            "matrix": matrix,
            "note": note.strip(),
            "assessor": by,
            "given_at": now,
            "object_by": now + _days(calendar_of(plan.year).objection_days),
        },
    )
    _note_behaviours(row, behaviours or {})
    _log("plan.assessed", row, by, note)
    tell_assessed(row)
    return row


def _days(number: int) -> datetime.timedelta:
    return datetime.timedelta(days=number)


def _check_time(plan: Plan, quarter: int | None) -> None:
    """Only a period that is over, of a plan that both have signed, is assessed."""
    if plan.state == rules.CLOSED:
        raise refuse("plan_closed")
    if plan.state != rules.RUNNING:
        raise refuse("plan_not_agreed")
    if rules.quarter_span(plan.year, quarter)[1] >= today():
        raise Refused("too_early", _("This period is not over yet."))


def _note_behaviours(row: Appraisal, behaviours: dict[str, tuple[str, str]]) -> None:
    row.behaviours.all().delete()
    BehaviourNote.objects.bulk_create(
        BehaviourNote(appraisal=row, value=value, rating=rating, note=note.strip())
        for value, (rating, note) in behaviours.items()
    )


@transaction.atomic
def assess_part(
    span: LeaderSpan, *, by, result: str, behaviour: str, note: str
) -> LeaderSpan:
    """A leader who led before rates the days on which she led."""
    if not may_assess_part(by, span):
        raise PermissionDenied
    span.result, span.behaviour = result, behaviour
    span.note, span.given_at = written(note, "note"), timezone.now()
    span.save(update_fields=["result", "behaviour", "note", "given_at"])
    log_decision(
        "plan.part_assessed",
        by=by,
        person=span.plan.person,
        subject=f"{span.started_on} – {span.ended_on}",
        reason=span.note,
        result=result,
        behaviour=behaviour,
    )
    return span


@transaction.atomic
def acknowledge(row: Appraisal, *, by) -> Appraisal:
    """The person agrees: the assessment stands."""
    row = _hold(row)
    if by.pk != row.person_id:
        raise PermissionDenied
    _follow(row, rules.ACKNOWLEDGE)
    row.acknowledged_at = timezone.now()
    row.save(update_fields=["acknowledged_at"])
    _make_final(row)
    return row


@transaction.atomic
def lapse(row: Appraisal) -> bool:
    """The time to object has passed in silence: the assessment stands."""
    row = _hold(row)
    if (
        row.state != rules.GIVEN
        or row.object_by is None
        or row.object_by > timezone.now()
    ):
        return False
    _follow(row, rules.LAPSE)
    _make_final(row)
    _log("plan.assessment_stands", row, None)
    return True


@transaction.atomic
def object_to(
    row: Appraisal, *, by, reason: str, result: str, behaviour: str
) -> Objection:
    """The person does not agree, says why, and which ratings she holds to be right."""
    row = _hold(row)
    if by.pk != row.person_id:
        raise PermissionDenied
    _follow(row, rules.OBJECT)
    if row.object_by and row.object_by < timezone.now():
        raise Refused("too_late", _("The time to object has passed."))
    if (result, behaviour) == (row.result, row.behaviour):
        raise Refused(
            "nothing_else_wanted",
            _("Choose the ratings that you hold to be right: these are those given."),
            field="result",
        )
    days = calendar_of(row.year).decision_days
    objection = Objection.objects.create(
        appraisal=row,
        reason=written(reason, "reason"),
        wanted_result=result,
        wanted_behaviour=behaviour,
        decider=_decider(row),
        decide_by=timezone.now() + _days(days),
    )
    tell_objected(objection)
    return objection


def _decider(row: Appraisal):
    """The leader above the one whose assessment it is, also where a deputy gave it."""
    leader = (row.plan.leader if row.plan else None) or row.assessor
    above = next_decider(leader, row.person)
    if above and above.pk == row.assessor_id:
        above = next_decider(above, row.person)
    return above


@transaction.atomic
def decide_objection(
    objection: Objection, *, by, accept: bool, reason: str = ""
) -> Objection:
    """The assessor's leader decides: the ratings that are wanted, or those given."""
    row = _hold(objection.appraisal)
    waiting = Objection.objects.waiting_for(by)
    objection = waiting.select_for_update(of=("self",)).filter(pk=objection.pk).first()
    if objection is None:
        raise PermissionDenied
    _follow(row, rules.DECIDE)
    objection.appraisal = row
    objection.accepted, objection.decided_by = accept, by
    objection.decided_at = timezone.now()
    objection.reply = reason.strip() if accept else written(reason, "reason")
    if accept:
        _correct(row, objection)
    objection.save()
    _make_final(row)
    _log(
        "plan.objection_accepted" if accept else "plan.objection_declined",
        row,
        by,
        objection.reply,
        on_behalf_of=_stood_in_for(objection, by),
        asked_at=objection.asked_at.isoformat(),
    )
    tell_decided(objection)
    return objection


def _stood_in_for(objection: Objection, by):
    decider = objection.decider
    return decider if decider and decider.pk != by.pk else None


def _correct(row: Appraisal, objection: Objection) -> None:
    objection.before = {
        "result": row.result,
        "behaviour": row.behaviour,
        "predicate": row.predicate,
    }
    row.result, row.behaviour = objection.wanted_result, objection.wanted_behaviour
    matrix = row.matrix or matrix_of(row.year)
    row.predicate = matrix.predicate(row.result, row.behaviour)
    row.save(update_fields=["result", "behaviour", "predicate"])


@transaction.atomic
def agree_action(
    row: Appraisal, *, by, text: str, owner: str, due_on: datetime.date
) -> FollowUp:
    """One of the two writes down what both will do about an assessment."""
    check_side(row.plan, by)
    if due_on < today():
        raise Refused("day_past", _("Choose a day to come."), field="due_on")
    return FollowUp.objects.create(
        appraisal=row, text=written(text, "text"), owner=owner, due_on=due_on, added_by=by
    )


@transaction.atomic
def finish_action(action: FollowUp, *, by) -> FollowUp:
    """Whoever promised it says that it is done."""
    side = check_side(action.appraisal.plan, by)
    if side != (PERSON if action.owner == FollowUp.Owner.PERSON else LEADER):
        raise Refused("not_your_action", _("Whoever promised it says that it is done."))
    action.done_at = action.done_at or timezone.now()
    action.save(update_fields=["done_at"])
    return action


def _hold(row: Appraisal) -> Appraisal:
    rows = Appraisal.objects.select_for_update(of=("self",))
    return rows.select_related("person", "assessor", "plan", "matrix").get(pk=row.pk)


def _follow(row: Appraisal, event: str) -> str:
    try:
        return rules.follow_up(row.state, event)
    except rules.WrongStep as wrong:
        raise refuse(wrong.code) from None


def _make_final(row: Appraisal) -> None:
    row.is_final, row.final_at = True, timezone.now()
    row.save(update_fields=["is_final", "final_at"])
    note_gaps(row)
    if row.quarter is None and row.plan_id:
        plan = lock(row.plan)
        if plan.state == rules.RUNNING:
            move(plan, rules.CLOSE)


def _log(
    act: str, row: Appraisal, by, reason: str = "", on_behalf_of=None, **data
) -> None:
    period = f"{row.year} Q{row.quarter}" if row.quarter else str(row.year)
    log_decision(
        act,
        by=by,
        on_behalf_of=on_behalf_of,
        person=row.person,
        subject=f"SKP {period}",
        reason=reason,
        result=row.result,
        behaviour=row.behaviour,
        predicate=row.predicate,
        **data,
    )
