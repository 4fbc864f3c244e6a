"""Plans of units: goals, who supports them, and what is missing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.refusals import Refused
from corpu.people.models import Person, Unit
from performance.models import Status
from performance.plans.actions import units as actions
from performance.plans.forms import GoalForm, ShareForm
from performance.plans.models import UnitGoal, UnitPlan
from performance.plans.permissions import may_write_unit_plan
from performance.plans.unit_page import page_of, standings_of, supporting, units_page
from performance.plans.views.plan import asked_year
from performance.rollups import tally

PAGE = 30


@login_required
@require_safe
def units(request):
    """The plans of the units that I head or work in."""
    year = asked_year(request)
    context = units_page(request.user, year)
    return render(request, "performance/plans/units.html", context)


@login_required
@require_POST
def begin(request, pk: int):
    """The head begins the plan of her unit."""
    unit = get_object_or_404(Unit.objects.open(), pk=pk)
    plan = actions.begin_unit_plan(unit, asked_year(request), by=request.user)
    return redirect(plan)


def _plan(request, pk: int) -> UnitPlan:
    rows = UnitPlan.objects.visible_to(request.user).with_learning()
    return get_object_or_404(rows.select_related("unit", "owner"), pk=pk)


def _goal(request, pk: int) -> UnitGoal:
    plans = UnitPlan.objects.visible_to(request.user).order_by()
    rows = UnitGoal.objects.filter(plan__in=plans.values("pk"))
    return get_object_or_404(rows.select_related("plan__unit"), pk=pk)


@login_required
@require_safe
def unit_plan(request, pk: int):
    """One unit's plan: its goals and the lines that support them."""
    context = page_of(_plan(request, pk), request.user)
    return render(request, "performance/plans/unit_plan.html", context)


@login_required
def goal_new(request, pk: int):
    """Write a goal into the plan of my unit."""
    plan = _plan(request, pk)
    return _goal_form(request, plan, UnitGoal(plan=plan), actions.add_goal, plan)


@login_required
def goal_edit(request, pk: int):
    """Change what a goal says."""
    goal = _goal(request, pk)
    kept = UnitGoal.objects.select_related("plan__unit").get(pk=goal.pk)
    return _goal_form(request, goal.plan, goal, actions.change_goal, kept)


def _goal_form(request, plan, goal, action, subject):
    if not may_write_unit_plan(request.user, plan):
        raise PermissionDenied
    form = GoalForm(request.POST or None, plan=plan, instance=goal)
    if request.method == "POST" and form.is_valid():
        try:
            action(subject, by=request.user, **form.cleaned_data)
            return redirect(plan)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
    context = {"plan": plan, "form": form, "is_new": goal.pk is None}
    status = 422 if form.is_bound else 200
    return render(request, "performance/plans/goal_form.html", context, status=status)


@login_required
@require_POST
def goal_remove(request, pk: int):
    """Take out a goal that nobody supports."""
    goal = _goal(request, pk)
    actions.remove_goal(goal, by=request.user)
    messages.success(request, _("The goal was taken out."))
    return redirect(goal.plan)


@login_required
@require_POST
def propose(request, pk: int):
    """Add the learning goal that is missing."""
    plan = _plan(request, pk)
    actions.propose_unit_learning(plan, by=request.user)
    messages.success(request, _("The learning goal is in the plan of the unit."))
    return redirect(plan)


@login_required
def share(request, pk: int):
    """Put a line that supports the goal into people's plans."""
    goal = _goal(request, pk)
    if not may_write_unit_plan(request.user, goal.plan):
        raise PermissionDenied
    people = Person.objects.employees().in_subtree(goal.plan.unit)
    people = people.led_by(request.user).with_place().order_by("name", "pk")
    form = ShareForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["people"]
        shared, left = actions.share_goal(goal, chosen, by=request.user)
        text = _("Shared to %(shared)s people; %(left)s have it already or are closed.")
        messages.success(request, text % {"shared": shared, "left": left})
        return redirect(goal.plan)
    context = {"goal": goal, "plan": goal.plan, "form": form}
    return render(request, "performance/plans/share.html", context)


@login_required
@require_safe
def goal(request, pk: int):
    """The facts behind a goal: standings of the unit, or the lines that support it."""
    row = _goal(request, pk)
    standings = standings_of(row.plan)
    listed = standings.visible_to(request.user).with_target()
    listed = listed.select_related("person__post", "person__unit").most_urgent_first()
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    judged = standings.exclude(status=Status.EXEMPT).count()
    met = standings.filter(status=Status.MET).count()
    context = {
        "goal": row,
        "plan": row.plan,
        "tally": tally(standings),
        "page": page,
        "comes_to": met * 100 // judged if judged else None,
    }
    context |= supporting(row, request.user)
    return render(request, "performance/plans/goal.html", context)
