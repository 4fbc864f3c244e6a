"""The plan of a unit: its goals, the people who support them, and what is missing."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.models import Person, Unit
from performance.plans import rules
from performance.plans.actions.dialogue import add_line
from performance.plans.actions.starting import start
from performance.plans.models import Plan, PlanLine, UnitGoal, UnitPlan
from performance.plans.permissions import heads, may_write_unit_plan


@transaction.atomic
def begin_unit_plan(unit: Unit, year: int, *, by) -> UnitPlan:
    """The plan of a unit and year; its head begins it."""
    if not heads(by, unit):
        raise PermissionDenied
    plan, _is_new = UnitPlan.objects.get_or_create(
        unit=unit, year=year, defaults={"owner": by}
    )
    return plan


@transaction.atomic
def add_goal(plan: UnitPlan, *, by, **fields) -> UnitGoal:
    """Add a goal to the plan of a unit."""
    _check(plan, by)
    goal = UnitGoal(plan=plan, added_by=by, **fields)
    _check_goal(goal)
    goal.save()
    return goal


@transaction.atomic
def change_goal(goal: UnitGoal, *, by, **fields) -> UnitGoal:
    """Change what a goal says; lines that support it keep their own words."""
    _check(goal.plan, by)
    for name, value in fields.items():
        setattr(goal, name, value)
    _check_goal(goal)
    goal.save()
    return goal


@transaction.atomic
def remove_goal(goal: UnitGoal, *, by) -> None:
    """Take out a goal that nobody's line supports."""
    _check(goal.plan, by)
    if goal.lines.kept().exists():
        raise Refused(
            "goal_supported",
            _("People's lines support this goal: change it, or take those out first."),
        )
    goal.delete()


@transaction.atomic
def propose_unit_learning(plan: UnitPlan, *, by) -> UnitGoal:
    """The learning goal that every unit can have: its people meet their targets."""
    _check(plan, by)
    found = plan.goals.filter(measure=UnitGoal.Measure.SHARE).first()
    return found or add_goal(
        plan, by=by, measure=UnitGoal.Measure.SHARE, expectation=Decimal(100)
    )


@transaction.atomic
def share_goal(goal: UnitGoal, people: Iterable[Person], *, by) -> tuple[int, int]:
    """Put a line that supports the goal into these people's plans.

    Returns how many got it, and how many were left: those whose year is closed, and
    those who have a line for it.
    """
    _check(goal.plan, by)
    if goal.is_learning:
        raise Refused(
            "goal_moves_itself",
            _("This goal is counted from everybody's own learning: no line is needed."),
        )
    shared = left = 0
    for person in people:
        plan = start(person, goal.plan.year, by=by)
        if plan.state == rules.CLOSED or _has_line(plan, goal):
            left += 1
            continue
        _share(plan, goal, by)
        shared += 1
    return shared, left


def _has_line(plan: Plan, goal: UnitGoal) -> bool:
    return plan.lines.kept().filter(supports=goal).exists()


def _share(plan: Plan, goal: UnitGoal, by) -> PlanLine:
    return add_line(
        plan,
        by=by,
        wording=goal.text,
        indicator_text=goal.indicator,
        unit_of_measure=goal.unit_of_measure,
        supports=goal,
    )


def _check(plan: UnitPlan, by) -> None:
    if not may_write_unit_plan(by, plan):
        raise PermissionDenied


def _check_goal(goal: UnitGoal) -> None:
    if goal.is_learning and goal.expectation is None:
        goal.expectation = Decimal(100)
    if not goal.is_learning and not goal.wording.strip():
        raise Refused("goal_empty", _("Write what is to be reached."), field="wording")
    twice = UnitGoal.objects.filter(plan=goal.plan, measure=UnitGoal.Measure.SHARE)
    if goal.is_learning and twice.exclude(pk=goal.pk).exists():
        raise Refused(
            "share_twice", _("The plan has this learning goal."), field="measure"
        )
