"""Lines of a plan: write, change, take out, report, confirm, and the facts behind them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.refusals import Refused
from performance.models import Status
from performance.plans.actions import dialogue, monitoring
from performance.plans.forms import LineForm, ReportForm
from performance.plans.learnt import learnt
from performance.plans.models import LineReport, PlanLine
from performance.plans.page import page_of
from performance.plans.permissions import side_of
from performance.plans.progress import progress_of_lines
from performance.plans.views.plan import line_or_404, plan_or_404, show
from performance.rollups import tally
from performance.teams import team_standings

PAGE = 30


@login_required
def new(request, pk: int):
    """Write a line into a plan."""
    plan = plan_or_404(request, pk)
    _party(request, plan)
    form = LineForm(request.POST or None, plan=plan, initial=_initial(request))
    if form.is_valid() and _try(
        form, dialogue.add_line, plan, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The line is in the plan."))
        return redirect(plan)
    return _form_page(request, plan, form, _("New line"))


@login_required
def edit(request, pk: int):
    """Change what a line says."""
    line = line_or_404(request, pk)
    _party(request, line.plan)
    form = LineForm(request.POST or None, plan=line.plan, instance=line)
    if request.method == "POST" and form.is_valid():
        kept = PlanLine.objects.get(pk=line.pk)
        if _try(form, dialogue.change_line, kept, by=request.user, **form.cleaned_data):
            messages.success(request, _("The line was changed; both sign again."))
            return redirect(line.plan)
    return _form_page(request, line.plan, form, _("Change the line"))


def _initial(request) -> dict:
    """A form that opens on learning where the plan asks for it."""
    return {"measure": "learning"} if request.GET.get("learning") else {}


def _party(request, plan) -> None:
    if not side_of(request.user, plan):
        raise PermissionDenied


def _try(typed, action, *args, **kwargs) -> bool:
    """Run an action; a refusal that names a field is shown beside it."""
    try:
        action(*args, **kwargs)
    except Refused as refusal:
        if refusal.field not in typed.fields:
            raise
        typed.add_error(refusal.field, refusal.message)
        return False
    return True


def _form_page(request, plan, form, title: str):
    context = {"plan": plan, "form": form, "title": title}
    status = 422 if form.is_bound else 200
    return render(request, "performance/plans/line_form.html", context, status=status)


@login_required
@require_POST
def strike(request, pk: int):
    """Take a line out of the plan."""
    line = line_or_404(request, pk)
    dialogue.strike_line(line, by=request.user)
    messages.success(request, _("The line was taken out; the dialogue keeps it."))
    return redirect(line.plan)


@login_required
@require_POST
def report(request, pk: int):
    """Say how far a line of work has come."""
    line = line_or_404(request, pk)
    form = ReportForm(request.POST, line=line)
    if not form.is_valid():
        context = page_of(line.plan, request.user)
        forms = {**context["report_forms"], line.pk: form}
        return show(request, line.plan, 422, report_forms=forms)
    data = form.cleaned_data
    monitoring.report(line, by=request.user, value=data.get("value"), note=data["note"])
    messages.success(request, _("Reported. Your leader confirms it."))
    return redirect(line.plan)


@login_required
@require_POST
def decide_report(request, pk: int):
    """Confirm a report, or send it back with a reason."""
    lines = PlanLine.objects.visible_to(request.user).order_by()
    rows = LineReport.objects.filter(line__in=lines.values("pk"))
    row = get_object_or_404(rows.select_related("line__plan"), pk=pk)
    accept = request.POST.get("accept") == "yes"
    reason = request.POST.get("reason", "")[:1000]
    monitoring.decide_report(row, by=request.user, accept=accept, reason=reason)
    text = _("The report is confirmed.") if accept else _("The report was sent back.")
    messages.success(request, text)
    return redirect(row.line.plan)


@login_required
@require_safe
def line(request, pk: int):
    """The facts behind a line: what the ledger counts for it, or what was reported."""
    row = line_or_404(request, pk)
    (progress,) = progress_of_lines(row.plan, [row])
    is_learning = row.measure == PlanLine.Measure.LEARNING
    reports = row.reports.select_related("by", "decided_by")
    credits = list(learnt(row.plan).counting(row)) if is_learning else []
    context = {
        "row": row,
        "plan": row.plan,
        "progress": progress,
        "credits": credits,
        "comes_to": _comes_to(credits, [] if row.is_moved else reports),
        "is_learning": is_learning,
        "reports": [] if row.is_moved else reports,
        "entries": row.entries.select_related("by"),
    }
    return render(request, "performance/plans/line.html", context)


def _comes_to(credits, reports):
    """What the listed facts add up to, or what the last confirmed report says."""
    if credits:
        return sum(credit.jp_recognised for credit in credits)
    confirmed = [report.value for report in reports if report.accepted]
    return confirmed[0] if confirmed else 0


@login_required
@require_safe
def team_share(request, pk: int):
    """The standings behind the line "share of my team that has met its target"."""
    row = line_or_404(request, pk)
    if row.measure != PlanLine.Measure.TEAM:
        return redirect("plans:line", pk)
    rows = team_standings(row.plan.person, row.plan.year).minimums()
    listed = rows.visible_to(request.user).with_target()
    listed = listed.select_related("person__post", "person__unit")
    page = Paginator(listed.most_urgent_first(), PAGE).get_page(request.GET.get("page"))
    judged = rows.exclude(status=Status.EXEMPT).count()
    met = rows.filter(status=Status.MET).count()
    context = {
        "row": row,
        "plan": row.plan,
        "tally": tally(rows),
        "page": page,
        "comes_to": met * 100 // judged if judged else None,
    }
    return render(request, "performance/plans/team_share.html", context)
