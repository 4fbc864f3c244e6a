"""One step of the cycle: the stage moves by its rule, the trail gets its entry."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.refusals import Refused
from performance.plans import rules
from performance.plans.models import Entry, Plan

SENTENCES = {
    "plan_closed": gettext_lazy("The year of this plan is closed."),
    "plan_not_agreed": gettext_lazy(
        "The plan is not agreed: both sign it first, then it can be assessed."
    ),
    "plan_not_opened": gettext_lazy("Start the plan first."),
    "signed_already": gettext_lazy("You have signed already."),
    "assessment_given": gettext_lazy("The assessment was given; answer it first."),
    "assessment_objected": gettext_lazy(
        "There is an objection to this assessment; the leader above decides it."
    ),
    "assessment_final": gettext_lazy("This assessment is final."),
}


def refuse(code: str) -> Refused:
    """The refusal of a step that the cycle does not allow now."""
    return Refused(code, SENTENCES[code])


def lock(plan: Plan) -> Plan:
    """The plan as it is now, held until the transaction ends."""
    rows = Plan.objects.select_for_update(of=("self",))
    return rows.select_related("person", "leader", "unit").get(pk=plan.pk)


def move(plan: Plan, event: str, *, by=None) -> None:
    """Move `plan` by `event` and keep who signed what; `Refused` where it cannot."""
    before = plan.stage
    try:
        after = rules.step(before, event)
    except rules.WrongStep as wrong:
        raise refuse(wrong.code) from None
    now = timezone.now()
    if after.person_signed != before.person_signed:
        plan.person_signed_at = now if after.person_signed else None
    if after.leader_signed != before.leader_signed:
        plan.leader_signed_at = now if after.leader_signed else None
        plan.leader_signed_by = by if after.leader_signed else None
    plan.state = after.state
    if before.state == rules.PROPOSED:
        plan.opened_at = now
    was_signed = before.person_signed or before.leader_signed
    if event == rules.CHANGE and was_signed:
        plan.revision += 1
        note(plan, Entry.Act.REOPENED, by=by)
    plan.save(
        update_fields=[
            "state",
            "revision",
            "opened_at",
            "person_signed_at",
            "leader_signed_at",
            "leader_signed_by",
        ]
    )


def note(plan: Plan, act: str, *, by, line=None, text="", before=None, after=None):
    """Add one step to the trail of the dialogue."""
    return Entry.objects.create(
        plan=plan,
        act=act,
        by=by,
        line=line,
        text=text,
        before=before or {},
        after=after or {},
        revision=plan.revision,
    )


def written(text: str, field: str) -> str:
    """`text` without blanks around it; `Refused` where nothing is left."""
    text = text.strip()
    if not text:
        raise Refused("text_missing", _("Write a sentence first."), field=field)
    return text
