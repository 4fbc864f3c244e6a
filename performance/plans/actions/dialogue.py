"""Planning as a dialogue: both write, each sees what the other changed, both sign."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.agenda.models import Need
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.skills.models import ActivityCompetence
from performance.models import Standing
from performance.plans import rules
from performance.plans.actions.starting import targets_for
from performance.plans.actions.steps import lock, move, note, written
from performance.plans.actions.telling import tell_changed, tell_signed
from performance.plans.models import Entry, Plan, PlanLine
from performance.plans.permissions import LEADER, PERSON, side_of

CHANGES = (Entry.Act.ADDED, Entry.Act.CHANGED, Entry.Act.STRUCK)
# What a line says; its place in the plan and who wrote it are not part of that.
FIELDS = [
    "kind",
    "behaviour",
    "measure",
    "wording",
    "indicator_text",
    "aspect",
    "expectation",
    "unit_of_measure",
    "weight",
    "target",
    "form",
    "learning_class",
    "competence",
    "supports",
]


def check_side(plan: Plan, by) -> str:
    """As whom `by` acts in the dialogue; 403 for everybody else."""
    side = side_of(by, plan)
    if not side:
        raise PermissionDenied
    return side


@transaction.atomic
def comment(plan: Plan, *, by, text: str, line: PlanLine | None = None) -> Entry:
    """Write into the dialogue; words bind nobody, so signatures stay."""
    plan = lock(plan)
    check_side(plan, by)
    entry = note(plan, Entry.Act.COMMENT, by=by, line=line, text=written(text, "text"))
    tell_changed(plan, by, entry)
    return entry


@transaction.atomic
def add_line(plan: Plan, *, by, **fields) -> PlanLine:
    """Add a line; the plan waits for both signatures again."""
    plan = lock(plan)
    check_side(plan, by)
    move(plan, rules.CHANGE, by=by)
    line = PlanLine(plan=plan, added_by=by, **fields)
    _check_line(line)
    line.save()
    entry = note(plan, Entry.Act.ADDED, by=by, line=line, after=_said(line))
    tell_changed(plan, by, entry)
    return line


@transaction.atomic
def change_line(line: PlanLine, *, by, **fields) -> PlanLine:
    """Change what a line says; before and after stay in the trail."""
    plan = lock(line.plan)
    check_side(plan, by)
    kept = PlanLine.objects.with_sources().get(pk=line.pk)
    before = _said(kept)
    for name, value in fields.items():
        setattr(kept, name, value)
    _check_line(kept)
    after = _said(kept)
    if before == after:
        return kept
    move(plan, rules.CHANGE, by=by)
    kept.save(update_fields=FIELDS)
    changed = [key for key in after if before.get(key) != after[key]]
    entry = note(
        plan,
        Entry.Act.CHANGED,
        by=by,
        line=kept,
        before={key: before.get(key) for key in changed},
        after={key: after[key] for key in changed},
    )
    tell_changed(plan, by, entry)
    return kept


@transaction.atomic
def strike_line(line: PlanLine, *, by) -> None:
    """Take a line out; it stays in the trail."""
    plan = lock(line.plan)
    check_side(plan, by)
    if line.struck_at:
        return
    move(plan, rules.CHANGE, by=by)
    PlanLine.objects.filter(pk=line.pk).update(struck_at=timezone.now())
    entry = note(plan, Entry.Act.STRUCK, by=by, line=line, before=_said(line))
    tell_changed(plan, by, entry)


def last_change(plan: Plan) -> int:
    """The step of the trail that changed the plan last; 0 where nothing is in it."""
    rows = Entry.objects.filter(plan=plan, act__in=CHANGES)
    return rows.aggregate(last=Max("pk"))["last"] or 0


@transaction.atomic
def sign(plan: Plan, *, by, seen: int | None = None) -> Plan:
    """Sign what the plan says now; with the second signature it is agreed.

    `seen` is the last change that the signer has read: nobody signs what the other wrote
    meanwhile.
    """
    plan = lock(plan)
    side = check_side(plan, by)
    if seen is not None and seen != last_change(plan):
        message = _("The plan was changed meanwhile. Read it again, then sign.")
        raise Refused("changed_meanwhile", message)
    _check_ready(plan)
    move(plan, rules.SIGN_PERSON if side == PERSON else rules.SIGN_LEADER, by=by)
    note(plan, Entry.Act.SIGNED, by=by, after={"side": side})
    if side == LEADER:
        log_decision(
            "plan.signed",
            by=by,
            on_behalf_of=plan.leader if plan.leader_id not in (None, by.pk) else None,
            person=plan.person,
            subject=f"SKP {plan.year}",
            revision=plan.revision,
        )
    tell_signed(plan, by)
    return plan


@transaction.atomic
def propose_learning(plan: Plan, *, by) -> list[PlanLine]:
    """Add the learning lines that follow from her targets and needs and are not there
    yet; returns those that were added."""
    plan = lock(plan)
    check_side(plan, by)
    wanted = _from_targets(plan) + _from_needs(plan)
    if not wanted:
        raise Refused(
            "nothing_to_propose",
            _("No target and no need asks for more: add a learning line of your own."),
        )
    return [add_line(plan, by=by, **fields) for fields in wanted]


def _from_targets(plan: Plan) -> list[dict]:
    kept = plan.lines.kept().exclude(target=None).values("target")
    asked = Standing.objects.filter(person=plan.person_id, year=plan.year)
    asked = dict(asked.values_list("target", "required"))
    return [
        {
            "measure": PlanLine.Measure.TARGET,
            "target": target,
            "expectation": asked[target.pk],
        }
        for target in targets_for(plan).exclude(pk__in=kept)
    ]


def _from_needs(plan: Plan) -> list[dict]:
    """One line for each form, class or competence in which she lacks hours or levels
    this year; a level is as many JP as the shortest learning that reaches it."""
    rows = Need.objects.lacking().filter(person=plan.person_id, by__year=plan.year)
    rows = rows.exclude(form=None, competence=None, learning_class="")
    rows = rows.filter(activity=None, measure=Need.Measure.JP)
    rows = list(rows.select_related("form", "competence").order_by("pk"))
    kept = plan.lines.kept().filter(measure=PlanLine.Measure.LEARNING)
    kept = set(kept.values_list("form", "learning_class", "competence"))
    shortest = _shortest([need for need in rows if need.level_wanted])
    found: dict[tuple, dict] = {}
    for need in rows:
        key = (need.form_id, need.learning_class, need.competence_id)
        amount = shortest.get(need.pk) if need.level_wanted else need.gap_jp
        if key in kept or not amount:
            continue
        line = found.setdefault(
            key,
            {
                "measure": PlanLine.Measure.LEARNING, "form": need.form,
                "learning_class": need.learning_class, "competence": need.competence,
                "expectation": amount,
            },
        )  # fmt: skip
        line["expectation"] = max(line["expectation"], amount)
    return list(found.values())


def _shortest(needs: list[Need]) -> dict[int, Decimal]:
    """JP of the shortest learning that reaches the level of each need; those that
    nothing reaches are left out."""
    teaching = ActivityCompetence.objects.filter(
        competence__in={need.competence_id for need in needs}, activity__jp__gt=0
    )
    taught = list(teaching.values_list("competence", "level", "activity__jp"))
    found = {}
    for need in needs:
        jp = [
            jp
            for competence, level, jp in taught
            if competence == need.competence_id and level >= need.level_wanted
        ]
        if jp:
            found[need.pk] = min(jp)
    return found


def _check_line(line: PlanLine) -> None:
    """What a line must say before it is a line."""
    kinds = PlanLine.Measure
    if line.measure == kinds.REPORTED and not line.wording.strip():
        raise Refused("line_empty", _("Write what is to be reached."), field="wording")
    if line.measure == kinds.TARGET and not line.target:
        raise Refused("target_missing", _("Choose the learning target."), field="target")
    if line.measure != kinds.TARGET:
        line.target = None
    if line.measure != kinds.LEARNING:
        line.form = line.competence = None
        line.learning_class = ""
    if line.measure == kinds.TEAM and line.expectation is None:
        line.expectation = Decimal(100)
    if line.is_moved and line.expectation is None:
        raise Refused(
            "expectation_missing",
            _("Say how much learning is expected, as a number."),
            field="expectation",
        )
    if line.kind == PlanLine.Kind.BEHAVIOUR and not line.behaviour:
        raise Refused(
            "value_missing",
            _("Choose the core value that is expected."),
            field="behaviour",
        )
    _check_once(line)


def _check_once(line: PlanLine) -> None:
    others = PlanLine.objects.kept().filter(plan=line.plan).exclude(pk=line.pk)
    if line.measure == PlanLine.Measure.TARGET and others.filter(target=line.target):
        raise Refused(
            "target_twice", _("The plan has a line for this target."), field="target"
        )
    if line.measure == PlanLine.Measure.TEAM and others.filter(measure=line.measure):
        raise Refused(
            "team_twice", _("The plan has a line for the team."), field="measure"
        )


def _check_ready(plan: Plan) -> None:
    """A plan that is signed has lines, and weights that make 100 if any are used."""
    lines = list(plan.lines.kept())
    if not lines:
        raise Refused("plan_empty", _("Write at least one line before you sign."))
    weights = [line.weight for line in lines if line.weight]
    results = [line for line in lines if line.kind == PlanLine.Kind.RESULT]
    if weights and (sum(weights) != 100 or len(weights) < len(results)):
        raise Refused(
            "weights_not_100",
            _("Weights are used: give one to every result, 100 per cent together."),
        )


def _said(line: PlanLine) -> dict:
    """What a line says, in a form that the trail can keep."""
    said = model_to_dict(line, fields=FIELDS)
    for name in ("target", "form", "competence", "supports"):
        said[name] = str(getattr(line, name) or "")
    if said["expectation"] is not None:
        said["expectation"] = str(said["expectation"])
    return {name: value for name, value in said.items() if value not in ("", None)}
