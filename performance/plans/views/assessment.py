"""Feedback, assessment, answer, objection and agreed actions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from performance.plans.actions import assessing, monitoring
from performance.plans.calendars import matrix_of
from performance.plans.forms import (
    DecisionForm,
    FeedbackForm,
    FollowUpForm,
    ObjectionForm,
    PartForm,
)
from performance.plans.models import Appraisal, FollowUp, LeaderSpan, Objection, Plan
from performance.plans.page import assessment_form, page_of
from performance.plans.permissions import LEADER, side_of
from performance.plans.queues import period_name
from performance.plans.views.plan import plan_or_404, show


@login_required
@require_POST
def feedback(request, pk: int):
    """Add feedback with its day."""
    plan = plan_or_404(request, pk)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return show(request, plan, 422, feedback_form=form)
    monitoring.give_feedback(plan, by=request.user, **form.cleaned_data)
    messages.success(request, _("Your feedback is written down."))
    return redirect(f"{plan.get_absolute_url()}#quarters")


@login_required
def assess(request, pk: int, period: str):
    """The leader rates a quarter ("1" to "4") or the year."""
    plan = plan_or_404(request, pk)
    quarter = _quarter(period)
    if side_of(request.user, plan) != LEADER:
        raise PermissionDenied
    rows = Appraisal.objects.prefetch_related("behaviours")
    row = rows.filter(person=plan.person, year=plan.year, quarter=quarter).first()
    form = assessment_form(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = assessing.assess(
            plan,
            by=request.user,
            quarter=quarter,
            result=data["result"],
            behaviour=data["behaviour"],
            note=data["note"],
            behaviours=form.behaviours(),
        )
        text = _("Assessed: %(predicate)s. The person is told.")
        messages.success(request, text % {"predicate": row.get_predicate_display()})
        return redirect(plan)
    context = {
        **page_of(plan, request.user),
        "form": form,
        "quarter": quarter,
        "period": period_name(plan.year, quarter),
        "matrix": matrix_of(plan.year),
    }
    status = 422 if form.is_bound else 200
    return render(request, "performance/plans/assess.html", context, status=status)


def _quarter(period: str) -> int | None:
    if period == "year":
        return None
    if period not in ("1", "2", "3", "4"):
        raise Http404
    return int(period)


@login_required
def part(request, pk: int):
    """A leader who led before rates her own days."""
    plans = Plan.objects.visible_to(request.user).order_by()
    rows = LeaderSpan.objects.filter(leader=request.user, plan__in=plans.values("pk"))
    span = get_object_or_404(rows.select_related("plan__person"), pk=pk)
    initial = {"result": span.result, "behaviour": span.behaviour, "note": span.note}
    form = PartForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        assessing.assess_part(span, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("Your part is assessed, and shown to the next leader.")
        )
        return redirect(span.plan)
    context = {"span": span, "plan": span.plan, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "performance/plans/part.html", context, status=status)


def _appraisal(request, pk: int) -> Appraisal:
    plans = Plan.objects.visible_to(request.user).order_by()
    rows = Appraisal.objects.filter(plan__in=plans.values("pk"))
    return get_object_or_404(rows.select_related("plan__person__unit"), pk=pk)


@login_required
@require_POST
def acknowledge(request, pk: int):
    """The person agrees with her assessment."""
    row = assessing.acknowledge(_appraisal(request, pk), by=request.user)
    messages.success(request, _("You have acknowledged it. It is final."))
    return redirect(row.plan)


@login_required
@require_POST
def object_to(request, pk: int):
    """The person does not agree, and says why."""
    row = _appraisal(request, pk)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        plan = plan_or_404(request, row.plan_id)
        return show(request, plan, 422, objection_form=form, objecting=row.pk)
    assessing.object_to(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("Your objection is with the leader above."))
    return redirect(row.plan)


@login_required
def objection(request, pk: int):
    """An objection with what was given and what is wanted, for the one who decides."""
    rows = Objection.objects.waiting_for(request.user)
    row = get_object_or_404(
        rows.select_related(
            "appraisal__person__unit", "appraisal__assessor", "appraisal__plan"
        ),
        pk=pk,
    )
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept = request.POST.get("accept") == "yes"
        reason = form.cleaned_data["reason"]
        assessing.decide_objection(row, by=request.user, accept=accept, reason=reason)
        messages.success(request, _("Decided. Both are told."))
        return redirect(row.appraisal.plan)
    appraisal = row.appraisal
    context = {
        "row": row,
        "appraisal": appraisal,
        "period": period_name(appraisal.year, appraisal.quarter),
        "form": form,
    }
    return render(request, "performance/plans/objection.html", context)


@login_required
@require_POST
def agree_action(request, pk: int):
    """Write down what both will do about an assessment."""
    row = _appraisal(request, pk)
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        plan = plan_or_404(request, row.plan_id)
        return show(request, plan, 422, action_form=form, action_of=row.pk)
    assessing.agree_action(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("The action is agreed."))
    return redirect(row.plan)


@login_required
@require_POST
def finish_action(request, pk: int):
    """Whoever promised an action says that it is done."""
    plans = Plan.objects.visible_to(request.user).order_by()
    rows = FollowUp.objects.filter(appraisal__plan__in=plans.values("pk"))
    row = get_object_or_404(rows.select_related("appraisal__plan__person__unit"), pk=pk)
    assessing.finish_action(row, by=request.user)
    messages.success(request, _("Done."))
    return redirect(row.appraisal.plan)
