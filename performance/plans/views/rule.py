"""The matrix and the calendar: read by all, published and ended by the office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.rule_rows import refuse_unread
from performance.actions import dated
from performance.plans.models import CycleCalendar, PredicateMatrix
from performance.plans.permissions import may_set_cycle

MODELS = {"matrix": PredicateMatrix, "calendar": CycleCalendar}


@login_required
@require_safe
def rules(request):
    """The matrices and calendars that hold; drafts for the office."""
    context = {
        "lists": [
            (name, model.objects.visible_to(request.user))
            for name, model in MODELS.items()
        ],
        "may_set": may_set_cycle(request.user),
    }
    return render(request, "performance/plans/rules.html", context)


@login_required
@require_safe
def rule(request, kind: str, pk: int):
    """One rule: what it says, on which legal basis, who drafted and who published it."""
    return _page(request, kind, pk)


@login_required
@require_POST
def publish(request, kind: str, pk: int):
    """A second person lets the draft hold."""
    row = _rule(request, kind, pk)
    refuse_unread(row, request.POST)
    dated.publish(row, by=request.user)
    messages.success(request, _("Published. It holds from its first day on."))
    return redirect(row)


def _rule(request, kind: str, pk: int):
    if kind not in MODELS:
        raise Http404
    rows = MODELS[kind].objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("drafted_by", "published_by"), pk=pk)


def _page(request, kind: str, pk: int):
    row = _rule(request, kind, pk)
    context = {
        "row": row,
        "kind": kind,
        "may_set": may_set_cycle(request.user),
    }
    return render(request, "performance/plans/rule.html", context)
