"""What is told about plans, and to whom."""

from django.urls import reverse

from corpu.notices.actions import tell
from corpu.people.models import Person
from performance.plans.models import Appraisal, LeaderSpan, Objection, Plan


def _plan_url(plan: Plan) -> str:
    return plan.get_absolute_url()


def others(plan: Plan, by: Person | None) -> list[Person]:
    """The two of a plan without the one who acts."""
    two = [plan.person, plan.leader]
    return [p for p in two if p is not None and (by is None or p.pk != by.pk)]


def tell_started(plan: Plan, by) -> None:
    """To both: the dialogue about the year has begun."""
    for person in others(plan, by):
        _tell(plan, person, "plans.started", f"started:{person.pk}")


def tell_changed(plan: Plan, by, entry) -> None:
    """To the other one: what was written or changed; one notice for a day's changes."""
    for person in others(plan, by):
        source = f"changed:{person.pk}:{entry.at:%Y-%m-%d}:{plan.revision}"
        _tell(plan, person, "plans.changed", source, by=by.full_name)


def tell_signed(plan: Plan, by) -> None:
    """To the other one: it is her turn to sign, or the plan is agreed."""
    agreed = plan.state == Plan.State.RUNNING
    kind = "plans.agreed" if agreed else "plans.signed"
    for person in others(plan, by):
        source = f"{kind}:{person.pk}:{plan.revision}"
        _tell(plan, person, kind, source, by=by.full_name)


def tell_feedback(plan: Plan, by, feedback) -> None:
    """To the other one: feedback was given."""
    for person in others(plan, by):
        source = f"feedback:{feedback.pk}"
        _tell(plan, person, "plans.feedback", source, by=by.full_name)


def tell_reported(plan: Plan, report) -> None:
    """To the leader: a report waits to be confirmed."""
    if plan.leader:
        _tell(plan, plan.leader, "plans.reported", f"report:{report.pk}")


def tell_report_decided(plan: Plan, report) -> None:
    """To the person: her report was confirmed or sent back."""
    kind = "plans.report_confirmed" if report.accepted else "plans.report_returned"
    source = f"report:{report.pk}:decided"
    _tell(plan, plan.person, kind, source, reason=report.reply)


def tell_part(span: LeaderSpan) -> None:
    """To a leader who led before: her part is hers to assess."""
    _tell(span.plan, span.leader, "plans.part", f"part:{span.pk}")


def tell_assessed(appraisal: Appraisal) -> None:
    """To the person: acknowledge it, or object in time."""
    _tell(
        appraisal.plan,
        appraisal.person,
        "plans.assessed",
        f"appraisal:{appraisal.pk}:{appraisal.given_at:%Y%m%d%H%M%S}",
        object_at=appraisal.object_by.isoformat(),
    )


def tell_objected(objection: Objection) -> None:
    """To the one who decides; HR looks at its queue."""
    if objection.decider:
        person = objection.appraisal.person
        tell(
            objection.decider,
            "plans.objected",
            source=f"objection:{objection.pk}:{objection.decider_id}",
            url=reverse("plans:objection", args=[objection.pk]),
            name=person.full_name,
            year=objection.appraisal.year,
        )


def tell_decided(objection: Objection) -> None:
    """To the person and to her assessor: what was decided about the objection."""
    appraisal = objection.appraisal
    for person in (appraisal.person, appraisal.assessor):
        if person:
            source = f"objection:{objection.pk}:decided:{person.pk}"
            _tell(
                appraisal.plan,
                person,
                "plans.objection_accepted"
                if objection.accepted
                else "plans.objection_declined",
                source,
                reason=objection.reply,
            )


def remind(plan: Plan, person: Person, kind: str, source: str, **data) -> None:
    """A reminder of the clock: once for each `source`."""
    _tell(plan, person, kind, source, **data)


def _tell(plan: Plan, person: Person, kind: str, source: str, **data) -> None:
    tell(
        person,
        kind,
        source=f"plan:{plan.pk}:{source}",
        url=_plan_url(plan),
        name=plan.person.full_name,
        year=plan.year,
        **data,
    )
