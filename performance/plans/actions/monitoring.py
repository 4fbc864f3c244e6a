"""Monitoring: feedback of the two to each other, and reports on lines of work."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from performance.plans import rules
from performance.plans.actions.dialogue import check_side
from performance.plans.actions.steps import lock, refuse, written
from performance.plans.actions.telling import (
    tell_feedback,
    tell_report_decided,
    tell_reported,
)
from performance.plans.models import Feedback, LineReport, Plan, PlanLine
from performance.plans.permissions import LEADER, PERSON


@transaction.atomic
def give_feedback(
    plan: Plan, *, by, text: str, given_on: datetime.date | None = None
) -> Feedback:
    """Dated feedback of one of the two; it belongs to the quarter of its day."""
    plan = lock(plan)
    check_side(plan, by)
    if plan.state == rules.CLOSED:
        raise refuse("plan_closed")
    day = given_on or today()
    first, last = rules.quarter_span(plan.year, None)
    if not first <= day <= min(last, today()):
        raise Refused(
            "day_outside_year",
            _("Choose a day of the plan's year that is not in the future."),
            field="given_on",
        )
    row = Feedback.objects.create(
        plan=plan,
        quarter=rules.quarter_of(day),
        text=written(text, "text"),
        given_on=day,
        by=by,
    )
    tell_feedback(plan, by, row)
    return row


@transaction.atomic
def report(line: PlanLine, *, by, value: Decimal | None, note: str) -> LineReport:
    """The person says how far a line has come, and what proves it.

    A line that the ledger moves takes no report: its figure is counted, never typed.
    """
    plan = lock(line.plan)
    if check_side(plan, by) != PERSON:
        raise Refused("report_by_person", _("The person herself reports on her work."))
    if line.is_moved:
        raise Refused(
            "line_moves_itself",
            _("This line moves by itself: the learning records are its figure."),
        )
    if plan.state == rules.CLOSED:
        raise refuse("plan_closed")
    if value is None and line.expectation is not None:
        raise Refused("value_missing", _("Say how much has been reached."), field="value")
    row = LineReport.objects.create(
        line=line, value=value, note=written(note, "note"), by=by
    )
    tell_reported(plan, row)
    return row


@transaction.atomic
def decide_report(row: LineReport, *, by, accept: bool, reason: str = "") -> LineReport:
    """The leader confirms a report, or sends it back with a reason."""
    plan = lock(row.line.plan)
    if check_side(plan, by) != LEADER:
        raise Refused("report_by_leader", _("The leader confirms what was reported."))
    row = LineReport.objects.select_for_update().get(pk=row.pk)
    if row.accepted is not None:
        raise Refused("report_decided", _("This report was answered already."))
    row.accepted, row.decided_by, row.decided_at = accept, by, timezone.now()
    row.reply = reason.strip() if accept else written(reason, "reason")
    row.save(update_fields=["accepted", "decided_by", "decided_at", "reply"])
    log_decision(
        "plan.report_confirmed" if accept else "plan.report_returned",
        by=by,
        person=plan.person,
        subject=str(row.line)[:200],
        reason=row.reply,
        value=str(row.value),
    )
    tell_report_decided(plan, row)
    return row
