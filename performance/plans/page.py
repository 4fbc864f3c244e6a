"""What the page of one plan shows: steps, lines, dialogue, quarters, what waits for whom."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from corpu.lib.clock import today
from performance.plans import rules
from performance.plans.actions.dialogue import CHANGES
from performance.plans.calendars import Deadlines, deadlines_of
from performance.plans.forms import (
    AssessmentForm,
    CommentForm,
    FeedbackForm,
    FollowUpForm,
    ObjectionForm,
    ReportForm,
)
from performance.plans.models import Appraisal, Feedback, Plan, PlanLine
from performance.plans.permissions import LEADER, PERSON, may_assess_part, side_of
from performance.plans.progress import Progress, progress_of_lines


@dataclass(frozen=True)
class Quarter:
    """One quarter of the overview: feedback, assessment, and whether it is over."""

    number: int | None
    feedback: list[Feedback]
    appraisal: Appraisal | None
    is_over: bool
    is_late: bool
    may_assess: bool

    @property
    def is_quiet(self) -> bool:
        """True if it ended without any feedback."""
        return self.is_over and not self.feedback


def page_of(plan: Plan, viewer, **forms) -> dict:
    """Everything about the plan for one who may see it; `forms` holds refused input."""
    side = side_of(viewer, plan)
    lines = progress_of_lines(plan, plan.lines.kept().with_sources())
    appraisals = _appraisals(plan)
    periods = _periods(plan, side, appraisals)
    year = appraisals.get(None)
    days = deadlines_of(plan.year)
    for row in appraisals.values():
        row.action_form = _action_form(row, side, **forms)
        row.objection_form = _objection_form(row, **forms)
    entries = list(plan.entries.select_related("by", "line__target"))
    return {
        "plan": plan,
        "person": plan.person,
        "year": plan.year,
        "side": side,
        "is_own": side == PERSON,
        "is_leader": side == LEADER,
        "is_open": plan.state != rules.CLOSED,
        "results": [li for li in lines if li.line.kind == PlanLine.Kind.RESULT],
        "behaviours": [li for li in lines if li.line.kind == PlanLine.Kind.BEHAVIOUR],
        "weights": sum(li.line.weight or 0 for li in lines),
        "has_learning": any(_is_learning(li) for li in lines),
        "quarters": periods[:4],
        "whole": periods[4],
        "year_appraisal": year,
        "assessments": sorted(
            appraisals.values(), key=lambda row: (row.is_final, -(row.quarter or 5))
        ),
        "spans": _spans(plan, viewer),
        "entries": entries,
        "last_change": max((e.pk for e in entries if e.act in CHANGES), default=0),
        "steps": steps_of(plan, year),
        "deadlines": days,
        "waits": waits_sentence(plan, side, periods, days),
        "may_sign": _may_sign(plan, side, lines),
        "comment_form": CommentForm(),
        "feedback_form": FeedbackForm(),
        "report_forms": _report_forms(lines) if side == PERSON else {},
        **forms,
    }


def _action_form(row: Appraisal, side: str, action_of=None, action_form=None, **_others):
    """The form below one of several assessments: refused input, or a fresh one."""
    if row.pk == action_of:
        return action_form
    return FollowUpForm(side=side, auto_id=f"id_{row.pk}_%s")


def _objection_form(row: Appraisal, objecting=None, objection_form=None, **_others):
    """The same below it, with the ratings that were given: she changes what is wrong."""
    if row.pk == objecting:
        return objection_form
    given = {"result": row.result, "behaviour": row.behaviour}
    return ObjectionForm(initial=given, auto_id=f"id_{row.pk}_%s")


def _is_learning(item: Progress) -> bool:
    kinds = PlanLine.Measure
    return item.line.measure in (kinds.TARGET, kinds.LEARNING)


def _may_sign(plan: Plan, side: str, lines) -> bool:
    if plan.state != rules.PLANNING or not lines:
        return False
    signed = plan.person_signed_at if side == PERSON else plan.leader_signed_at
    return bool(side) and not signed


def _appraisals(plan: Plan) -> dict[int | None, Appraisal]:
    rows = Appraisal.objects.filter(person=plan.person_id, year=plan.year)
    rows = rows.select_related("assessor", "matrix", "objection__decider", "plan")
    rows = rows.prefetch_related("behaviours", "follow_ups")
    return {row.quarter: row for row in rows}


def _periods(plan: Plan, side: str, appraisals) -> list[Quarter]:
    feedback: dict[int, list[Feedback]] = {}
    for row in plan.feedback.select_related("by"):
        feedback.setdefault(row.quarter, []).append(row)
    days = deadlines_of(plan.year)
    return [
        _period(plan, side, number, feedback.get(number, []), appraisals, days)
        for number in (1, 2, 3, 4, None)
    ]


def _period(plan, side, number, feedback, appraisals, days: Deadlines) -> Quarter:
    is_over = rules.quarter_span(plan.year, number)[1] < today()
    row = appraisals.get(number)
    may = side == LEADER and is_over and plan.state == rules.RUNNING
    return Quarter(
        number=number,
        feedback=feedback,
        appraisal=row,
        is_over=is_over,
        is_late=is_over and row is None and today() > days.assess_by(number),
        may_assess=may and (row is None or row.state == rules.GIVEN),
    )


def _spans(plan: Plan, viewer) -> list[tuple]:
    """The leaders of the year, if there was more than one: (span, may assess it)."""
    spans = list(plan.spans.select_related("leader", "plan"))
    if len(spans) < 2:
        return []
    return [(span, may_assess_part(viewer, span)) for span in spans]


def _report_forms(lines: list[Progress]) -> dict[int, ReportForm]:
    return {
        item.line.pk: ReportForm(line=item.line)
        for item in lines
        if not item.line.is_moved
    }


def steps_of(plan: Plan, year: Appraisal | None) -> list[dict]:
    """The four stages of the cycle: done, current, or to come."""
    names = [_("Planning"), _("Monitoring"), _("Assessment"), _("Follow-up")]
    at = {rules.PROPOSED: 0, rules.PLANNING: 0, rules.RUNNING: 1, rules.CLOSED: 4}
    current = at[plan.state]
    if plan.state == rules.RUNNING and plan.year < today().year:
        current = 3 if year else 2
    if plan.state == rules.CLOSED and year and year.follow_ups.filter(done_at=None):
        current = 3
    return [
        {"name": name, "is_done": place < current, "is_current": place == current}
        for place, name in enumerate(names)
    ]


def waits_sentence(plan: Plan, side: str, periods: list[Quarter], days) -> str:
    """What comes next, and for whom it waits; empty where nothing does."""
    if plan.state == rules.PROPOSED:
        return _("The plan has not been started. The lines below follow from targets.")
    if plan.state == rules.PLANNING:
        return _signature_sentence(plan, side)
    given = next((p.appraisal for p in periods if p.appraisal and _open(p)), None)
    if given and given.state == rules.GIVEN:
        if side == PERSON:
            return _("An assessment waits for your answer.")
        return _("An assessment waits for the person's answer.")
    if given:
        return _("An objection waits to be decided.")
    late = next((p for p in periods if p.is_late), None)
    if plan.state == rules.RUNNING and late:
        if side == LEADER:
            return _("A period that is over waits for your assessment.")
        return _("A period that is over waits to be assessed by the leader.")
    return ""


def _open(period: Quarter) -> bool:
    return not period.appraisal.is_final


def _signature_sentence(plan: Plan, side: str) -> str:
    if side == PERSON and not plan.person_signed_at:
        if plan.leader_signed_at:
            return _("Your leader has signed. Your signature is missing.")
        return _("Write your lines, then sign. Your leader signs too.")
    if side == LEADER and not plan.leader_signed_at:
        if plan.person_signed_at:
            return _("The person has signed. Your signature is missing.")
        return _("Agree the lines in the dialogue, then sign. The person signs too.")
    if not plan.person_signed_at:
        return _("The person's signature is missing.")
    return _("The leader's signature is missing.")


def assessment_form(row: Appraisal | None, data=None) -> AssessmentForm:
    """The form of an assessment, filled with what was given before."""
    if data is not None or row is None:
        return AssessmentForm(data)
    initial = {"result": row.result, "behaviour": row.behaviour, "note": row.note}
    for said in row.behaviours.all():
        initial[f"rating_{said.value}"] = said.rating
        initial[f"note_{said.value}"] = said.note
    return AssessmentForm(initial=initial)
